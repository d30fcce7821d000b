"""What a recogniser sees of a file, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ltv.inputs.dialect import plain


@dataclass(frozen=True)
class Table:
    """A file's columns and values. `rows` is the number of its records."""

    path: Path
    columns: tuple[str, ...]
    select: str  # SQL that DuckDB reads
    connection: duckdb.DuckDBPyConnection
    rows: int

    def first(self, *names: str) -> str | None:
        """The file's own spelling of the first of the names that it has, in any letter case."""
        there = {plain(column): column for column in self.columns}
        return next((there[plain(name)] for name in names if plain(name) in there), None)

    def has(self, *names: str) -> bool:
        """Whether the file has all of these columns, in any letter case."""
        return all(self.first(name) for name in names)

    def values(self, column: str, limit: int | None = None) -> list[str]:
        """The distinct texts of a column without outer blanks and empty ones, sorted."""
        name = '"' + column.replace('"', '""') + '"'
        text = f"trim(cast({name} as varchar))"
        most = f" limit {limit}" if limit else ""
        rows = self.connection.execute(
            f"select distinct {text} from ({self.select}) where {text} <> '' order by 1{most}"
        ).fetchall()
        return [row[0] for row in rows]

    def has_blank(self, column: str) -> bool:
        """Whether a row has no value in the column."""
        name = '"' + column.replace('"', '""') + '"'
        text = f"coalesce(trim(cast({name} as varchar)), '')"
        return bool(self.connection.execute(f"select 1 from ({self.select}) where {text} = '' limit 1").fetchone())

    def is_text(self, column: str) -> bool:
        """Whether the column is text, as all are but those of Parquet."""
        name = '"' + column.replace('"', '""') + '"'
        described = self.connection.execute(f"describe select {name} from ({self.select})").fetchone()
        return bool(described and described[1] == "VARCHAR")

    def repeats(self, column: str) -> bool:
        """Whether a value of the column stands in more than one row."""
        name = '"' + column.replace('"', '""') + '"'
        counted = self.connection.execute(
            f"select count({name}) > count(distinct {name}) from ({self.select}) "
            f"where trim(cast({name} as varchar)) <> ''"
        ).fetchone()
        return bool(counted and counted[0])

    def counts(self, column: str) -> tuple[int, int]:
        """How many rows have a value in the column, and how many values there are."""
        return self._row(f"count({_text(column)}), count(distinct {_text(column)})")

    def repeated(self, key: str, column: str) -> tuple[int, int]:
        """How many values of `key` stand in several rows, and how many of them have one value of the column in all."""
        grouped = (
            f"select count(distinct {_text(column)}) as amounts from ({self.select}) "
            f"where {_text(key)} is not null group by {_text(key)} having count(*) > 1"
        )
        return self._row("count(*), count(*) filter (amounts <= 1)", grouped)

    def counts_pieces(self, column: str, price: str) -> bool:
        """Whether the column has whole numbers only, most of them one to three and below the price."""
        number, other = (f"try_cast({_text(each)} as double)" for each in (column, price))
        (is_count,) = self._row(
            f"coalesce(bool_and({number} = round({number})) and median({number}) <= 3"
            f" and median({other}) > median({number}), false)"
        )
        return bool(is_count)

    def holds(self, column: str, texts: Collection[str]) -> int:
        """How many of the texts are values of the column."""
        found = self.connection.execute(
            f"select count(distinct {_text(column)}) from ({self.select}) where list_contains(?, {_text(column)})",
            [list(texts)],
        ).fetchone()
        return int(found[0]) if found else 0

    def _row(self, items: str, source: str | None = None) -> tuple[Any, ...]:
        found = self.connection.execute(f"select {items} from ({source or self.select})").fetchone()
        assert found is not None
        return found


def _text(column: str) -> str:
    """A column as text without outer blanks, null where it is empty."""
    name = '"' + column.replace('"', '""') + '"'
    return f"nullif(trim(cast({name} as varchar)), '')"


@dataclass(frozen=True)
class Recognised:
    """What one file is. `sources` are mappings of one relation; `variables` are those of the project that follow.

    `why` says for a reader of the mapping what was decided; `open` says what only a person can decide.
    """

    format: str
    relation: str
    sources: list[dict[str, Any]]
    variables: Mapping[str, Any] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
