"""What a recogniser sees of a file, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
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
