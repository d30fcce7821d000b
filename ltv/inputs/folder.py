"""A look at a folder of exports: which file is what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from ltv.inputs.contract import RELATIONS
from ltv.inputs.errors import InputError
from ltv.inputs.formats import missing, people, refunds, rows
from ltv.inputs.formats.joining import with_amounts, without_payments
from ltv.inputs.formats.loaders import with_the_newest
from ltv.inputs.formats.meeting import with_each_order_once, with_ids_that_meet
from ltv.inputs.formats.series import recognised
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.formats.wide import Purchases, Seen
from ltv.inputs.lookup import READ, REFUSED, first_copy, is_near_miss, not_read, split_name
from ltv.inputs.opening import doubt, read_table, sheets_of


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
        looked_at = [*_looked_at(folder, scratch, connection)]
        answers = iter(recognised([seen.table for seen in looked_at if isinstance(seen, Seen)]))
        for seen in looked_at:
            if isinstance(seen, str):
                skipped.append(seen)
            elif (one := next(answers)) is None:
                unknown[len(skipped)] = seen
                skipped.append(_unknown(seen.table, seen.options))
            else:
                if one.relation == "customers" and "channel" in one.sources[0]["columns"]:
                    channels += seen.table.values(one.sources[0]["columns"]["channel"], limit=1000)
                known.append((_read_with(one, seen.options), seen))
        found, used = _with_joins(known, unknown, skipped, scratch)
        if any(one.relation == "transactions" for one, _ in found):
            alone = [(people.called_customers(seen), seen) for seen in unknown.values() if not seen.places & used]
            found += [(_read_with(one, seen.options), seen.table) for one, seen in alone if one]
            used = used.union(*(seen.places for one, seen in alone if one))
        skipped = [
            sentence
            for place, sentence in enumerate(skipped)
            if place not in unknown or not unknown[place].places & used
        ]
        found, left_out = with_each_order_once(found)
        skipped += left_out
        tables = [table for _, table in found]
        newest = with_the_newest([*zip(with_ids_that_meet(found), tables, strict=True)])
    return Look([_with_doubts(folder, one) for one in newest], tuple(dict.fromkeys(channels)), skipped)


def _looked_at(folder: Path, scratch: Path, connection: duckdb.DuckDBPyConnection) -> Iterator[Seen | str]:
    """Every table of the folder, or a sentence where one cannot be read, or would be read for nothing."""
    paths: list[Path] = []
    for path in sorted(folder.iterdir()):
        ending = split_name(path.name)[1]
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() or ending not in {*READ, *REFUSED}:
            yield from [not_read(path, one) for one in RELATIONS if is_near_miss(path.name, one)][:1]
            continue
        if copy := first_copy([*paths, path]):
            yield f"{copy[1].name} has the same content as {copy[0].name}."
            continue
        paths.append(path)
        for sheet in sheets_of(path):
            try:
                options, table = read_table(path, scratch, connection, sheet)
            except InputError as problem:
                yield str(problem) if sheet is None else f"Sheet {sheet}: {problem}"
            else:
                yield Seen(table, options, (path.name,))


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
    told_by = [people.with_people(one, seen, [*tables, *unknown.values()], scratch) for one, seen in known]
    back: list[Purchases] = []
    if not any(told_by):
        known, made, back = refunds.without_refunds(known, made, [*unknown.values()])
    found = [
        (_read_with(joined.one, seen.options), joined.table) if joined else (one, seen.table)
        for joined, (one, seen) in zip(told_by, known, strict=True)
    ]
    made += [*filter(None, told_by), *back]
    found += [(_read_with(each.one, each.parts[0].options), each.table) for each in made if each.parts[0] not in tables]
    return found, {place for each in made for part in each.parts for place in part.places}


def _read_with(one: Recognised, options: Mapping[str, Any]) -> Recognised:
    return replace(one, sources=[_ordered({**source, **options}) for source in one.sources])


def _with_doubts(folder: Path, one: Recognised) -> Recognised:
    """The answer, asking about each of its files that may be in another encoding."""
    files = [each for source in one.sources for each in (source, *_listed(source.get("join")))]
    read = {(name, each["encoding"]): None for each in files if "encoding" in each for name in _listed(each["file"])}
    return replace(one, open=(*one.open, *filter(None, (doubt(folder / name, encoding) for name, encoding in read))))


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _unknown(table: Table, options: Mapping[str, Any]) -> str:
    place = table.path.name + (f", sheet {table.sheet}," if table.sheet else "")
    place += f", read as {options['encoding']}," if "encoding" in options else ""
    return f"{place} is none of the known exports; its columns are {', '.join(table.columns[:12])}. " + (
        missing.missing(table) or "If it is needed, name it and its columns in the mapping, under inputs."
    )


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
