"""A look at a folder of exports: which file is what, below which title lines, in which encoding and delimiter."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import duckdb

from ltv.inputs.contract import RELATIONS
from ltv.inputs.dialect import DELIMITERS
from ltv.inputs.encodings import likely_encoding
from ltv.inputs.errors import InputError
from ltv.inputs.formats import HEADERS, people, plain, recognise, rows
from ltv.inputs.formats.joining import with_amounts, without_payments
from ltv.inputs.formats.loaders import with_the_newest
from ltv.inputs.formats.meeting import with_each_order_once, with_ids_that_meet
from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.formats.wide import Seen
from ltv.inputs.lookup import READ, REFUSED, first_copy, is_near_miss, not_read, split_name
from ltv.inputs.reading import Source, read_source
from ltv.inputs.text import TextFile
from ltv.inputs.workbook import shown_sheets

SAMPLE = 4 << 20  # bytes by which an encoding is told
TITLES = 40  # lines among which a header is looked for


@dataclass(frozen=True)
class Look:
    """What was found in a folder: files that are recognised, and a sentence for each that is not or cannot be read."""

    found: list[Recognised] = field(default_factory=list)
    channels: tuple[str, ...] = ()  # of the customers
    skipped: list[str] = field(default_factory=list)


def look(folder: Path, scratch: Path) -> Look:
    """Look at every file of the folder. `scratch` is a folder for temporary copies."""
    known: list[tuple[Recognised, Seen]] = []
    skipped: list[str] = []
    unknown: dict[int, Seen] = {}  # by the place among those that are skipped
    channels: list[str] = []
    with duckdb.connect() as connection:
        looked_at: list[Path] = []
        for path in sorted(folder.iterdir()):
            ending = split_name(path.name)[1]
            if path.name.startswith((".", "~$")):
                continue
            if path.is_dir() or ending not in {*READ, *REFUSED}:
                skipped += [not_read(path, one) for one in RELATIONS if is_near_miss(path.name, one)][:1]
                continue
            if copy := first_copy([*looked_at, path]):
                skipped.append(f"{copy[1].name} has the same content as {copy[0].name}.")
                continue
            looked_at.append(path)
            for sheet in _sheets(path):
                try:
                    options, table = read_table(path, scratch, connection, sheet)
                except InputError as problem:
                    skipped.append(str(problem) if sheet is None else f"Sheet {sheet}: {problem}")
                    continue
                one, seen = recognise(table), Seen(table, options, (path.name,))
                if one is None:
                    unknown[len(skipped)] = seen
                    skipped.append(_unknown(table, sheet))
                    continue
                if one.relation == "customers" and "channel" in one.sources[0]["columns"]:
                    channels += table.values(one.sources[0]["columns"]["channel"], limit=1000)
                known.append((_read_with(one, options), seen))
        found, used = _with_joins(known, unknown, skipped, scratch)
        skipped = [
            sentence
            for place, sentence in enumerate(skipped)
            if place not in unknown or not unknown[place].places & used
        ]
        if any(one.relation == "transactions" for one, _ in found):
            alone = [(people.called_customers(seen), seen) for seen in unknown.values() if not seen.places & used]
            found += [(_read_with(one, seen.options), seen.table) for one, seen in alone if one]
        found, left_out = with_each_order_once(found)
        skipped += left_out
        tables = [table for _, table in found]
        answers = with_the_newest([*zip(with_ids_that_meet(found), tables, strict=True)])
    return Look(answers, tuple(dict.fromkeys(channels)), skipped)


def _with_joins(
    known: Sequence[tuple[Recognised, Seen]],
    unknown: Mapping[int, Seen],
    skipped: list[str],
    scratch: Path,
) -> tuple[list[tuple[Recognised, Table]], set[tuple[str, str]]]:
    """What is known, and what becomes so by a join, with the places of the tables that are joined.

    What is to be said of others goes to `skipped`.
    """
    tables = [seen for _, seen in known]
    made, told = with_amounts([*unknown.values()], tables, scratch)
    known, left_out = without_payments(known, made)
    skipped += left_out
    for orders, sentence in told:
        place = next(place for place, seen in unknown.items() if seen.places & orders.places)
        skipped[place] = f"{skipped[place].partition(rows.WITHOUT_AMOUNTS)[0]}{sentence}"
    found = [(one, seen.table) for one, seen in known]
    for number, (one, seen) in enumerate(known):
        if joined := people.with_people(one, seen, [*tables, *unknown.values()], scratch):
            found[number] = (_read_with(joined.one, seen.options), joined.table)
            made.append(joined)
    found += [(_read_with(each.one, each.parts[0].options), each.table) for each in made if each.parts[0] not in tables]
    return found, {place for each in made for part in each.parts for place in part.places}


def _read_with(one: Recognised, options: Mapping[str, Any]) -> Recognised:
    return replace(one, sources=[_ordered({**source, **options}) for source in one.sources])


def _sheets(path: Path) -> list[str | None]:
    """The sheets of a workbook that has several to be seen; else what needs no name."""
    if split_name(path.name)[1] != ".xlsx":
        return [None]
    try:
        sheets = shown_sheets(path)
    except InputError:  # told by whoever reads it
        return [None]
    return [*sheets] if len(sheets) > 1 else [None]


def _unknown(table: Table, sheet: str | None) -> str:
    place = table.path.name + ("" if sheet is None else f", sheet {sheet},")
    return f"{place} is none of the known exports; its columns are {', '.join(table.columns[:12])}. " + (
        plain.missing(table) or "If it is needed, name it and its columns in the mapping, under inputs."
    )


def read_table(
    path: Path, scratch: Path, connection: duckdb.DuckDBPyConnection, sheet: str | None = None
) -> tuple[dict[str, Any], Table]:
    """The file as a table, and the options of a mapping that it is read with. Raises InputError."""
    options = _options(path) if sheet is None else {"sheet": sheet}
    source = read_source(path.parent, "input", scratch, file=path.name, options=options, columns=sorted(HEADERS))
    return options, Table(
        path, tuple(source.columns), f"select * from {_whole(source)}", connection, source.rows, sheet or ""
    )


def _whole(source: Source) -> str:
    return str(source.sql) + (" where _malformed is null" if source.kind == "text" else "")


def _options(path: Path) -> dict[str, Any]:
    """encoding, delimiter and header_line of the file, where they are not what a reader takes without a word."""
    ending = split_name(path.name)[1]
    if ending in (".parquet", ".xlsx") or ending in REFUSED:
        return {}
    options: dict[str, Any] = {}
    try:
        _check(path, None)
    except InputError as problem:
        if "is not UTF-8" not in str(problem):
            raise
        with _opened(path) as file:
            found = likely_encoding(file.read(SAMPLE))
        if found is None:
            raise InputError(
                f"{str(problem).partition(';')[0]}; its other lines are UTF-8: correct that line, or save the file "
                "once more as CSV (UTF-8)."
            ) from None
        _check(path, found)
        options["encoding"] = found
    line, delimiter = _header(path, options.get("encoding"))
    if delimiter != ",":
        options["delimiter"] = {"\t": "tab"}.get(delimiter, delimiter)
    if line > 1:
        options["header_line"] = line
    return options


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if split_name(path.name)[1].endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _check(path: Path, encoding: str | None) -> None:
    """Read the whole file. Raises InputError where it is not in this encoding, or no text."""
    with TextFile(path, encoding) as file:
        while file.read():
            pass


def _header(path: Path, encoding: str | None) -> tuple[int, str]:
    """The line among the first ones, and the delimiter, that give the most known names; the first of equals."""
    best = (0, 1, ",")
    with TextFile(path, encoding) as file:
        text = file.read(1 << 16).decode("utf-8", "ignore")
    for number, line in enumerate(_first_lines(text), start=1):
        for delimiter in DELIMITERS:
            known = sum(key(name) in HEADERS for name in _fields(line, delimiter))
            if known > best[0]:
                best = (known, number, delimiter)
    return best[1:]


def _first_lines(text: str) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    yield from lines[:TITLES]


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


ORDER = (
    "format",
    "file",
    "encoding",
    "delimiter",
    "header_line",
    "sheet",
    "join",
    "columns",
    "date_format",
    "decimal_mark",
)


def _ordered(source: dict[str, Any]) -> dict[str, Any]:
    """The keys of a source as a person reads them."""
    return {name: source[name] for name in [*ORDER, *source] if name in source}
