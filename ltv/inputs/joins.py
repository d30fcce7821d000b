"""Files beside files: the orders beside their lines, as the key `join` of a source says.

The rows stay those of the file with the money, each once: a key that the joined file has twice is refused, and a row
without a partner stays, with nothing beside it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from ltv.inputs.beside import Join, Joined, Rows, beside, first_row, joins_of
from ltv.inputs.contract import RELATIONS
from ltv.inputs.dialect import plain, quoted_name
from ltv.inputs.errors import InputError
from ltv.inputs.reading import Source, read_source

SETTINGS: Mapping[str, str | int] = {"memory_limit": "512MB", "threads": 2}
"""Of the database that looks at keys; beyond its memory it goes to disk."""


def read(
    folder: Path,
    relation: str,
    scratch: Path,
    options: Mapping[str, Any],
    *,
    columns: Sequence[str] = (),
    taken: Sequence[str] = (),
    joined: Sequence[str] = (),
    lowercase_emails: bool = True,
    told: bool = True,
) -> Source:
    """Read one source of a relation with the files that it joins. See read_source; `options` are its mapping.

    `joined` are the names of files that sources join; `told` is whether the notes say what has no partner. Raises
    InputError, whose text is one sentence for the user.
    """
    joins = joins_of(options.get("join"))
    known = [*columns, *(name for join in joins for name in (*join.on, *join.on.values()))]
    source = read_source(folder, relation, scratch, options.get("file"), options, known, taken, joined)
    if not joins or source.kind == "none":
        return source
    day = plain(str(options.get("columns", {}).get("ordered_at", "ordered_at"))) if relation == "transactions" else ""
    rows = Rows(source.select, tuple(source.columns))
    notes = list(source.notes)
    copies: list[str] = []
    try:
        with (
            tempfile.TemporaryDirectory(dir=scratch) as place,
            duckdb.connect(config={**SETTINGS, "temp_directory": place}) as connection,
        ):
            for join in joins:
                wanted = [*RELATIONS[relation], *known]
                other = read_source(folder, f"the join of {relation}", scratch, join.file, join.options, wanted)
                copies += [other.parquet_copy] if other.parquet_copy else []
                found = _beside(connection, rows, other, join, relation, lowercase_emails)
                notes += [*other.notes, *_malformed(connection, other, join)]
                if told:
                    notes += _unmet(connection, found, source, join, day in map(plain, found.names.values()))
                rows = found.rows
                _refuse_several_times(connection, rows, found, source, join, options)
    except BaseException:
        for copy in (*source.copies, *copies):
            Path(copy).unlink(missing_ok=True)
        raise
    return replace(
        source, kind="joined", sql=rows.select, columns=list(rows.columns), notes=notes, joined_copies=copies
    )


def _beside(
    connection: duckdb.DuckDBPyConnection, rows: Rows, other: Source, join: Join, relation: str, lowercase_emails: bool
) -> Joined:
    try:
        return beside(connection, rows, other.rows_alone, tuple(other.columns), join, lowercase_emails)
    except InputError as problem:
        raise InputError(f"{relation}: {problem}") from None


def _unmet(
    connection: duckdb.DuckDBPyConnection, found: Joined, source: Source, join: Join, has_purchases: bool
) -> list[str]:
    """A sentence each of the rows without a partner, and of the purchases of the joined file without money."""
    told, money = [], ", ".join(Path(file).name for file in source.files)
    without, of_row, alone, of_other = first_row(
        connection,
        "select sum(held) filter (other is null), min(mine) filter (other is null), "
        f"count(*) filter (mine is null), min(other) filter (mine is null) from ({found.counted})",
    )
    if without:
        told.append(
            f"{money} has {without:,} {'row' if without == 1 else 'rows'} whose {' and '.join(join.on)} no row of "
            f"{join.shown} has, such as {of_row}: nothing stands beside them, and where that leaves them without a "
            "customer or a day they are rejected."
        )
    if alone and has_purchases:
        told.append(
            f"{join.shown} has {alone:,} {'purchase' if alone == 1 else 'purchases'} without a row in {money}, such "
            f"as {' and '.join(join.on.values())} {of_other}: without an amount they do not count. If they should, add "
            f"their rows to {money}."
        )
    return told


def _refuse_several_times(
    connection: duckdb.DuckDBPyConnection,
    rows: Rows,
    found: Joined,
    source: Source,
    join: Join,
    options: Mapping[str, Any],
) -> None:
    """Raise InputError where `subtract` names a column whose amounts stand beside several rows each, as the discount of
    an order does beside its lines: it would be taken off each of them."""
    said = options.get("subtract") or []
    wanted = {plain(name) for name in ([said] if isinstance(said, str) else said)}
    keys = ", ".join(quoted_name(next(each for each in rows.columns if plain(each) == plain(name))) for name in join.on)
    money = ", ".join(Path(file).name for file in source.files)
    for name in (each for each in found.names.values() if plain(each) in wanted):
        is_money = f"regexp_matches(cast({quoted_name(name)} as varchar), '[1-9]')"
        several = f"select concat_ws(' ', {keys}) as key from ({rows.select}) where {is_money} group by all"
        count, example = first_row(connection, f"select count(*), min(key) from ({several} having count(*) > 1)")
        if count:
            raise InputError(
                f"subtract names {name} of {join.shown}, which stands beside several rows of {money} (such as "
                f"{' and '.join(join.on)} {example}) and would be taken off each of them; allowed: columns of {money}. "
                f"Take it off once, by a source of its own: {{file: {join.names[0]}, negate: true, columns: {{..., "
                f"amount: {name.removeprefix(join.stem + '.')}}}}}."
            )


def _malformed(connection: duckdb.DuckDBPyConnection, other: Source, join: Join) -> list[str]:
    if not other.malformed:
        return []
    line, text = first_row(
        connection, f"select _line, _malformed from {other.sql} where _malformed is not null limit 1"
    )
    return [
        f"{'1 row' if other.malformed == 1 else f'{other.malformed:,} rows'} of {join.shown} "
        f"{'has' if other.malformed == 1 else 'have'} other fields than its header, such as line {line}, {text[:80]}: "
        "nothing is read of it."
    ]
