"""A file as a table: its sheets, and the encoding, the delimiter and the line of the header that it is read with."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import duckdb

from ltv.inputs.dialect import DELIMITERS
from ltv.inputs.encodings import EVERY, likely_encoding, likely_encodings, reads
from ltv.inputs.errors import InputError
from ltv.inputs.formats import HEADERS
from ltv.inputs.formats.meaning import english
from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Table
from ltv.inputs.lookup import REFUSED, split_name
from ltv.inputs.reading import Source, read_source
from ltv.inputs.sheets import shown_sheets
from ltv.inputs.text import TextFile
from ltv.inputs.workbook import first_rows

SAMPLE = 4 << 20  # bytes by which an encoding is told
TITLES = 40  # lines among which a header is looked for


def sheets_of(path: Path) -> list[str | None]:
    """The sheets of a workbook that has several to be seen; else what needs no name."""
    if split_name(path.name)[1] != ".xlsx":
        return [None]
    try:
        sheets = shown_sheets(path)
    except InputError:  # told by whoever reads it
        return [None]
    return [*sheets] if len(sheets) > 1 else [None]


def read_table(
    path: Path, scratch: Path, connection: duckdb.DuckDBPyConnection, sheet: str | None = None
) -> tuple[dict[str, Any], Table]:
    """The file as a table, and the options of a mapping that it is read with. Raises InputError."""
    options = _options(path, sheet)
    source = read_source(path.parent, "input", scratch, file=path.name, options=options, columns=sorted(HEADERS))
    return options, Table(
        path, tuple(source.columns), f"select * from {_whole(source)}", connection, source.rows, sheet or ""
    )


def names_of(path: Path) -> list[str]:
    """The names of a file's columns, as far as its beginning shows them. Raises InputError where it does not open."""
    if split_name(path.name)[1] == ".xlsx":
        lines = [[row] for row in first_rows(path, None, TITLES)]
    else:
        with _opened(path) as file:
            start = file.read(1 << 16)
        text = start.decode(likely_encoding(start) or "utf-8", "ignore")
        lines = [[_fields(line, delimiter) for delimiter in DELIMITERS] for line in _first_lines(text)]
    line, way = _fullest(lines)
    return lines[line - 1][way]


def doubt(path: Path, encoding: str) -> str:
    """What a person is to look at where the file may be in another encoding too, in which letters are others."""
    with _opened(path) as file:
        start = file.read(SAMPLE)
    own = start.decode(encoding, "replace")
    texts = {name: start.decode(name, "replace") for name in likely_encodings(start)}
    others = {name: text for name, text in texts.items() if text != own and _known_names(text) >= _known_names(own)}
    if not others:
        return ""
    number, readings = _first_difference({encoding: own, **others})
    told = ", ".join(f"{reading!r} in {name}" for name, reading in readings.items())
    return (
        f"{path.name} is read as {encoding}, and its letters fit {' and '.join(others)} as well: line {number} has "
        f"{told}. Write the `encoding` that reads right in place of {encoding}."
    )


def _first_difference(texts: Mapping[str, str]) -> tuple[int, dict[str, str]]:
    """The first line that readings have differently, and a field of it in each."""
    lines = enumerate(zip(*(text.split("\n") for text in texts.values()), strict=False), start=1)
    number, line = next((number, line) for number, line in lines if len({*line}) > 1)
    fields = zip(*(re.split(r'[,;|"\t]', each.strip()) for each in line), strict=False)
    return number, dict(zip(texts, next((each for each in fields if len({*each}) > 1), line), strict=True))


def _whole(source: Source) -> str:
    return str(source.sql) + (" where _malformed is null" if source.kind == "text" else "")


def _options(path: Path, sheet: str | None) -> dict[str, Any]:
    """sheet, encoding, delimiter and header_line of the file, where they are not what a reader takes without a word."""
    ending = split_name(path.name)[1]
    if ending == ".parquet" or ending in REFUSED:
        return {}
    if ending == ".xlsx":
        line = _fullest([row] for row in first_rows(path, sheet, TITLES))[0]
        return {**({"sheet": sheet} if sheet else {}), **({"header_line": line} if line > 1 else {})}
    options: dict[str, Any] = {}
    try:
        _check(path, None)
    except InputError as problem:
        if "is not UTF-8" not in str(problem):
            raise
        options["encoding"] = _encoding(path, str(problem).partition(" (near")[0])
    line, delimiter = _header(path, options.get("encoding"))
    if delimiter != ",":
        options["delimiter"] = {"\t": "tab"}.get(delimiter, delimiter)
    if line > 1:
        options["header_line"] = line
    return options


def _encoding(path: Path, problem: str) -> str:
    """The encoding of a file that is not UTF-8, as `problem` says. Raises InputError where it is in none as a whole."""
    with _opened(path) as file:
        start = file.read(SAMPLE)
    likely = likely_encodings(start)
    if not likely:
        raise InputError(
            f"{problem}; its other lines are UTF-8: correct that line, or save the file once more as CSV (UTF-8)."
        )
    found = _with_known_names(start, likely)
    try:
        _check(path, found)
    except InputError as wrong:
        raise InputError(
            f"{path.name} is neither UTF-8 nor {str(wrong).partition(' is not ')[2].partition(';')[0]}: correct that "
            "line, or save the file as CSV (UTF-8)."
        ) from None
    return found


def _with_known_names(start: bytes, likely: Sequence[str]) -> str:
    """The likeliest encoding, or another one in which more columns have names that are known."""
    lines = b"\n".join(start.splitlines()[:TITLES])
    others = [name for name in EVERY if reads(lines, name)]
    return max([*likely, *others], key=lambda name: _known_names(lines.decode(name, "ignore")))


def _known_names(text: str) -> int:
    ways = [_fields(line, delimiter) for line in _first_lines(text) for delimiter in DELIMITERS]
    return max(sum(key(name) in HEADERS or english(name) is not None for name in names) for names in ways)


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if split_name(path.name)[1].endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _check(path: Path, encoding: str | None) -> None:
    """Read the whole file. Raises InputError where it is not in this encoding, or no text."""
    with TextFile(path, encoding) as file:
        while file.read():
            pass


def _header(path: Path, encoding: str | None) -> tuple[int, str]:
    """The number of the header's line, and the delimiter that it is divided by."""
    with TextFile(path, encoding) as file:
        text = file.read(1 << 16).decode("utf-8", "ignore")
    line, way = _fullest([_fields(line, delimiter) for delimiter in DELIMITERS] for line in _first_lines(text))
    return line, [*DELIMITERS][way]


def _fullest(lines: Iterable[Sequence[Sequence[str]]]) -> tuple[int, int]:
    """The line (from 1), and which of the ways to divide it into names, that give the most known ones; the first of
    equals. Names made of known words count where hardly one is known: a row may hold such words too."""
    read = [*lines]
    best, place = _most(read, lambda name: key(name) in HEADERS)
    of_words = _most(read, lambda name: english(name) is not None) if best < 2 else (0, place)
    return of_words[1] if of_words[0] >= 3 else place


def _most(lines: Sequence[Sequence[Sequence[str]]], is_known: Callable[[str], bool]) -> tuple[int, tuple[int, int]]:
    best, place = 0, (1, 0)
    for number, ways in enumerate(lines, start=1):
        for way, names in enumerate(ways):
            known = sum(map(is_known, names))
            if known > best:
                best, place = known, (number, way)
    return best, place


def _first_lines(text: str) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    yield from lines[:TITLES]


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
