"""Rows with the columns of another file beside them: each row once, whatever the other file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ltv.inputs.dialect import OWN_COLUMNS, plain, quoted_name
from ltv.inputs.errors import InputError
from ltv.inputs.keys import compared
from ltv.inputs.lookup import split_name
from ltv.inputs.structure import JOIN_OPTIONS


@dataclass(frozen=True)
class Join:
    """A file whose columns come to stand beside rows. `on` has columns of the rows -> columns of the file."""

    file: str | Sequence[str]
    on: Mapping[str, str]
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of its files, or patterns."""
        return [self.file] if isinstance(self.file, str) else list(self.file)

    @property
    def shown(self) -> str:
        """Its files in a sentence."""
        return ", ".join(self.names) + (f", sheet {self.options['sheet']}" if "sheet" in self.options else "")

    @property
    def stem(self) -> str:
        """What stands before a column's name that the rows have too: orders of orders.csv and of orders_*.csv."""
        stem = split_name(Path(self.names[0]).name)[0]
        return str(self.options.get("sheet") or re.sub(r"[\W_]*[*?\[].*", "", stem) or stem)


@dataclass(frozen=True)
class Rows:
    """Something to select from, and the names of its columns, without those that readers add."""

    select: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Rows with what stands beside them. `names` has columns of the joined file -> their names beside the rows.

    `counted` selects the keys of both, as text: `mine` with how many rows it has (`held`), and `other`; null where the
    one or the other is not there.
    """

    rows: Rows
    names: Mapping[str, str]
    counted: str


def joins_of(said: Any) -> list[Join]:
    """The joins that the key `join` of a source says, whose structure is right."""
    listed = [] if said is None else [said] if isinstance(said, Mapping) else said
    found = []
    for each in listed:
        by = each["by"]
        on = dict(by) if isinstance(by, Mapping) else {name: name for name in ([by] if isinstance(by, str) else by)}
        options = {name: each[name] for name in JOIN_OPTIONS if each.get(name) is not None}
        found.append(Join(each["file"], on, options))
    return found


def beside(
    connection: duckdb.DuckDBPyConnection,
    rows: Rows,
    other: str,
    columns: Sequence[str],
    join: Join,
    lowercase_emails: bool = True,
) -> Joined:
    """The rows with the columns of `other`, a select, beside them.

    Raises InputError where a column of the key is not there, or a key stands in several rows of `other` that differ.
    """
    mine, others = _types(connection, rows.select), _types(connection, other)
    keys = []
    for left, right in join.on.items():
        pair = []
        for wanted, there, where in ((left, rows.columns, "the rows so far"), (right, columns, join.shown)):
            name = next((each for each in there if plain(each) == plain(wanted)), None)
            if name is None:
                raise InputError(
                    f"the column {wanted} of {where}, by which {join.shown} is joined, is not there; allowed: "
                    f"{', '.join(there)}. Correct join: by in the mapping."
                )
            pair.append(name)
        keys.append((pair[0], pair[1]))
    pairs = [
        compared(f"mine.{quoted_name(a)}", mine[a], f"other.{quoted_name(b)}", others[b], lowercase_emails)
        for a, b in keys
    ]
    names = _names(rows.columns, columns, join.stem, [b for a, b in keys if plain(a) == plain(b)])
    found = [f"{key} as _key_{number}" for number, (_, key) in enumerate(pairs)]
    # The columns under names of their own: one may be called as a column that is added here.
    items = [f"{quoted_name(column)} as _beside_{number}" for number, column in enumerate(columns)]
    own = [f"_key_{number}" for number in range(len(keys))]
    keyed = (
        f"select * from (select {', '.join([*found, *items])} from ({other}) as other) "
        f"where {' and '.join(f'{key} is not null' for key in own)}"
    )
    if _repeats(connection, keyed, columns, own, join):
        keyed = f"select distinct * from ({keyed})"
    met = " and ".join(f"{key} = other._key_{number}" for number, (key, _) in enumerate(pairs))
    shown = [f"other._beside_{n} as {quoted_name(names[each])}" for n, each in enumerate(columns) if each in names]
    select = (
        f"select {', '.join(['mine.*', *shown])} from ({rows.select}) as mine left join ({keyed}) as other on {met}"
    )
    mine_of, other_of = _as_one([key for key, _ in pairs]), _as_one([f"other.{key}" for key in own])
    counted = (
        f"select mine.key as mine, held, other.key as other from (select {mine_of} as key, count(*) as held "
        f"from ({rows.select}) as mine where {mine_of} is not null group by all) as mine full join "
        f"(select {other_of} as key from ({keyed}) as other) as other on mine.key = other.key"
    )
    return Joined(Rows(select, (*rows.columns, *(names[each] for each in columns if each in names))), names, counted)


def _as_one(keys: Sequence[str]) -> str:
    return " || ' ' || ".join(f"cast({key} as varchar)" for key in keys)


def _names(there: Sequence[str], columns: Sequence[str], stem: str, left_out: Sequence[str]) -> dict[str, str]:
    """Columns of the joined file -> their names beside the rows, without those of the key that stand there already."""
    taken = {plain(name) for name in (*there, *OWN_COLUMNS, "_row_key")}
    names: dict[str, str] = {}
    for column in columns:
        if column in left_out:
            continue
        name, number = column, 1
        while plain(name) in taken:
            name = f"{stem}.{column}" if number == 1 else f"{stem} {number}.{column}"
            number += 1
        taken.add(plain(name))
        names[column] = name
    return names


def _repeats(
    connection: duckdb.DuckDBPyConnection, keyed: str, columns: Sequence[str], keys: Sequence[str], join: Join
) -> bool:
    """Whether a key stands in several rows, which are copies of each other. Raises InputError where they differ."""
    key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
    rows, different = first_row(connection, f"select count(*), count(distinct {key}) from ({keyed})")
    if rows == different:
        return False
    listed = ", ".join(keys)
    several = f"select {listed} from (select distinct * from ({keyed})) group by {listed} having count(*) > 1"
    (count,) = first_row(connection, f"select count(*) from ({several})")
    if count:
        example = first_row(connection, f"{several} order by {listed} limit 1")
        where = " and ".join(f"{name} = ?" for name in keys)
        found = connection.execute(f"select distinct * exclude ({listed}) from ({keyed}) where {where}", example)
        values = found.fetchall()
        differ = [column for column, each in zip(columns, zip(*values, strict=True), strict=True) if len({*each}) > 1]
        by = " and ".join(join.on.values())
        raise InputError(
            f"{join.shown} has {count:,} {'value' if count == 1 else 'values'} of {by} in several rows that differ, "
            f"such as {' '.join(map(str, example))} in {len(values)} rows, which differ in {', '.join(differ)}: joined "
            "by it, rows of money would count several times. Leave one row of each in the file (the newest version, "
            "say), or join by more columns, as in by: {shop: shop, order_id: id}."
        )
    return True


def _types(connection: duckdb.DuckDBPyConnection, select: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f"describe {select}").fetchall()}


def first_row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The first row of a query that has one."""
    found = connection.execute(query).fetchone()
    assert found is not None
    return found
