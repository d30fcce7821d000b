"""The dialect of a delimited file: it is in the header line or in the mapping, and is never guessed from rows.

Quotes are double quotes, doubled inside a quoted field (RFC 4180). There is no comment character and no padding.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ltv.inputs.errors import InputError
from ltv.inputs.text import TextFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
NAMED = {name: character for character, name in DELIMITERS.items()} | {"\\t": "\t"}
OWN_COLUMNS = ("_row_number", "_file", "_line", "_malformed")
TITLE_LINES = 30  # how far below the first line a header is looked for, to name it in a refusal

DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ].*)?|(19|20)\d{6}")
NUMBER = re.compile(r"[-+]?[$€£]?\s?[0-9]+([.,][0-9]+)*\s?[$€£]?")


@dataclass(frozen=True)
class Header:
    """The columns of a file, what separates its fields, and the line on which its first record begins (from 1).

    `unnamed` fields stand behind the last name, as where every line ends with a delimiter.
    """

    columns: tuple[str, ...]
    delimiter: str
    first_line: int
    unnamed: int = 0
    notes: tuple[str, ...] = ()


def seen(name: str) -> str:
    """A column's name as people see it: without blanks around it and without what has no width (a second BOM)."""
    return " ".join("".join(each for each in name if unicodedata.category(each) != "Cf").split())


def plain(name: str) -> str:
    """A column's name as names are compared: in lower case, as it is seen."""
    return seen(name).lower()


def quoted_name(column: str) -> str:
    """A column's name in SQL."""
    return '"' + column.replace('"', '""') + '"'


def read_header(file: TextFile, known: Collection[str], options: Mapping[str, Any]) -> Header:
    """Read the header from the file, which then stands at its first record.

    `known` are names of columns that are looked for; of `options`, `delimiter` and `header_line` are used. Raises
    InputError where there is no header, or its delimiter is not clear.
    """
    text = _first_block(file)
    if not text.strip():
        raise InputError(f"{file.name} is empty: export it again, or remove it if there is no such data.")
    _refuse_markup(text, file.name)
    lines = _lines(text)
    start = _header_line(options, file.name)
    skipped = lines[: start - 1]
    if len(skipped) < start - 1 or len(lines) < start:
        raise InputError(f"{file.name} has {len(lines)} lines, but `header_line` in the mapping is {start}.")
    rest = lines[start - 1 :]
    while rest and not rest[0].strip():
        skipped, rest = [*skipped, rest[0]], rest[1:]
    said = _separator_line(rest[0]) if rest else None  # Excel's own way to say it
    if said:
        skipped, rest = [*skipped, rest[0]], rest[1:]
    wanted = {plain(name) for name in known}
    delimiter = _given(options.get("delimiter"), file.name) or said or _delimiter(rest, wanted, file.name)
    fields, used = _record(rest, delimiter, file.name)
    _refuse_data(fields, rest, wanted, delimiter, file.name, len(skipped))
    named = max((number for number, field in enumerate(fields, start=1) if seen(field)), default=len(fields))
    columns, notes = name_columns(fields[:named], wanted, file.name)
    consumed = len("".join([*skipped, *rest[:used]]).encode("utf-8"))
    file.push_back(text.encode("utf-8")[consumed:])
    return Header(columns, delimiter, len(skipped) + used + 1, len(fields) - named, tuple(notes))


def name_columns(fields: Sequence[str], wanted: Collection[str], file: str) -> tuple[tuple[str, ...], list[str]]:
    """The header's fields as names that differ in more than letter case, and what had to be changed for that.

    Raises InputError where a wanted name stands there twice: nobody could say which of the two is meant.
    """
    columns: list[str] = []
    notes = []
    taken = set(OWN_COLUMNS)
    for number, field in enumerate(fields, start=1):
        name = seen(field)
        if not name:
            name = f"column_{number}"
        elif plain(name) in taken:
            if plain(name) in wanted:
                raise InputError(f"{file} has two columns called {name}: rename or remove one of them.")
            notes.append(f"{file} has two columns called {name}; the later one is read as {name}_{number}.")
            name = f"{name}_{number}"
        while plain(name) in taken:
            name += "_"
        taken.add(plain(name))
        columns.append(name)
    return tuple(columns), notes


def looks_like_data(fields: Sequence[str]) -> bool:
    """Whether a first line is a row: it has a date, and a number beside it."""
    dates = [field for field in fields if DATE.fullmatch(field.strip())]
    numbers = [field for field in fields if field not in dates and NUMBER.fullmatch(field.strip())]
    return bool(dates and numbers)


def _first_block(file: TextFile) -> str:
    """The beginning of the file, as much as a header may take; what is cut off within a character is pushed back."""
    block = file.read()
    if not block:
        return ""
    cut = len(block)
    while cut > 0 and len(block) - cut < 4 and (block[cut - 1] & 0xC0) == 0x80:
        cut -= 1
    if cut and block[cut - 1] >= 0xC0 and not file.ended:
        file.push_back(block[cut - 1 :])
        return block[: cut - 1].decode("utf-8")
    return block.decode("utf-8")


def _lines(text: str) -> list[str]:
    """The lines of the beginning of a file with their ends. Past 1,000 the rest is one piece."""
    buffer = io.StringIO(text, newline="")
    lines = [line for _, line in zip(range(1000), buffer, strict=False)]
    rest = buffer.read()
    return [*lines, rest] if rest else lines


def _header_line(options: Mapping[str, Any], file: str) -> int:
    value: Any = options.get("header_line")
    if value is None:
        return 1
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 900:
        raise InputError(f"`header_line` of {file} is {value!r}: write the number of the line that holds the header.")
    return int(value)


def _separator_line(line: str) -> str | None:
    match = re.fullmatch(r'"?sep=(.)"?', line.strip("\r\n"), flags=re.IGNORECASE)
    return match.group(1) if match else None


def _given(value: Any, file: str) -> str | None:
    if value is None:
        return None
    character = NAMED.get(str(value).lower(), str(value))
    if len(character) != 1 or character in '"\r\n' or not character.isascii():
        raise InputError(
            f"`delimiter` of {file} is {value!r}: write one character such as ',' or ';', or the word tab."
        )
    return character


def _delimiter(lines: list[str], wanted: Collection[str], file: str) -> str:
    """The one of the four that splits the header into the most wanted names, or that is the only one there."""
    split = {each: _try(lines, each) for each in DELIMITERS}
    score = {each: sum(plain(field) in wanted for field in fields) for each, fields in split.items()}
    best = [each for each in DELIMITERS if score[each] == max(score.values())]
    there = [each for each in best if len(split[each]) > 1]
    if len(there) == 1:
        return there[0]
    if not there:
        return ","
    found = " and ".join(DELIMITERS[each] for each in there)
    raise InputError(
        f"{file}: it is not clear what separates the columns, since line 1 has {found} ({shown(lines[0])}); "
        "write `delimiter` in the mapping."
    )


def _try(lines: list[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(iter(lines[:50]), delimiter=delimiter), [])
    except csv.Error:
        return []


def _record(lines: list[str], delimiter: str, file: str) -> tuple[list[str], int]:
    """The first record and how many lines it takes."""
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in lines:
            taken += 1
            yield line

    try:
        fields = next(csv.reader(counted(), delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise InputError(
            f"{file}: a quote in the header is not closed, or stands inside a name ({shown(lines[0])}); correct it."
        ) from None
    return fields, taken


def _refuse_markup(text: str, file: str) -> None:
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<table", "<?xml", "<!--")):
        kind = "XML" if start.startswith("<?xml") and "<html" not in start else "a web page (HTML)"
        raise InputError(
            f"{file} is {kind}, no table: a log-in page or an error was saved; download the export again, as CSV."
        )
    if re.match(r"[{\[]\s*[{\[\"]", start):
        raise InputError(f"{file} is JSON, not a table of text: export the rows as CSV or Parquet.")


def _refuse_data(
    fields: list[str], lines: list[str], wanted: Collection[str], delimiter: str, file: str, before: int
) -> None:
    """Refuse a first line that is a row, or a title above the header."""
    if any(plain(field) in wanted for field in fields):
        return
    if looks_like_data(fields):
        raise InputError(
            f"{file} has no header: line {before + 1} is a row already ({shown(lines[0])}); "
            "add a first line with the names of the columns."
        )
    for number, line in enumerate(lines[1:TITLE_LINES], start=before + 2):
        found = max(sum(plain(field) in wanted for field in _try([line], each)) for each in DELIMITERS)
        if found >= 2 and len(fields) < found:
            raise title_above(file, lines[0], number)


def title_above(file: str, title: str, line: int) -> InputError:
    """What to do about a title above the header, which is in this line."""
    return InputError(
        f"{file} begins with a title ({shown(title)}): the header seems to be line {line}; "
        f"write `header_line: {line}` in the mapping, or remove the lines above it."
    )


def shown(line: str, most: int = 60) -> str:
    """The beginning of a line, for a message."""
    text = " ".join(line.split())
    return text if len(text) <= most else text[:most] + " ..."
