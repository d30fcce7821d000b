"""Tables of a folder with others beside them, as the key `join` of a mapping will read them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ltv.inputs.beside import Join, Joined, Rows, beside, first_row
from ltv.inputs.formats import loaders
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.reading import quoted


@dataclass(frozen=True)
class Seen:
    """A table of the folder, the options that it is read with, and its files, which have the same columns."""

    table: Table
    options: Mapping[str, Any]
    files: tuple[str, ...]

    @property
    def places(self) -> set[tuple[str, str]]:
        """Its files, each with its sheet."""
        return {(file, str(self.options.get("sheet", ""))) for file in self.files}

    @property
    def name(self) -> str:
        """Its files in a sentence."""
        return ", ".join(self.files) + (f", sheet {self.options['sheet']}" if "sheet" in self.options else "")


@dataclass(frozen=True)
class Purchases:
    """Purchases, the table of their rows with what stands beside them, and the tables that they are told by."""

    one: Recognised
    table: Table
    parts: tuple[Seen, ...]


@dataclass(frozen=True)
class Wide:
    """A table with others beside it. `there` has the columns that count by their keys."""

    table: Table
    there: Mapping[str, str]
    joins: tuple[Join, ...]
    parts: tuple[Seen, ...]
    why: tuple[str, ...] = ()
    is_of_lines: bool = False


def joined(one: Recognised, wide: Wide) -> Recognised:
    """The answer with its joins. Rows beside their orders are lines of them, unless they repeat their order's total."""
    one = loaders.without_old_rows(wide.table, one)
    each = [said(join) for join in wide.joins]
    sources = [{**source, "join": each[0] if len(each) == 1 else each} for source in one.sources]
    variables = dict(one.variables)
    is_total = variables.get("transaction_grain") == "order" and wide.table.repeats(wide.there["transaction_id"])
    if wide.is_of_lines and not is_total:
        variables["transaction_grain"] = "line"
    return replace(one, sources=sources, variables=variables, why=(*wide.why, *one.why))


def met(table: Table, other: Seen, mine: str, column: str, least: float) -> tuple[Join, Joined] | None:
    """The other table beside the rows, where at least this share of those with a key has a partner; else None.

    Raises InputError where it has several rows of one key that differ.
    """
    join = Join(other.files if len(other.files) > 1 else other.files[0], {mine: column}, other.options)
    rows_of = Rows(table.select, table.columns)
    made = beside(table.connection, rows_of, other.table.select, other.table.columns, join)
    (partners,) = first_row(
        table.connection, f"select coalesce(sum(held) filter (other is not null), 0) from ({made.counted})"
    )
    filled = table.counts(mine)[0]
    return (join, made) if filled and partners >= least * filled else None


def kept(table: Table, made: Rows, scratch: Path) -> Table:
    """The joined rows in a file of their own, since much is asked of them."""
    handle, place = tempfile.mkstemp(suffix=".parquet", dir=scratch)
    os.close(handle)
    table.connection.execute(f"copy ({made.select}) to {quoted(place)} (format parquet)")
    return replace(table, columns=made.columns, select=f"select * from read_parquet({quoted(place)})")


def said(join: Join) -> dict[str, Any]:
    """A join as a mapping says it."""
    (mine, other), *_ = join.on.items()
    file = join.file if isinstance(join.file, str) else list(join.file)
    return {"file": file, "by": mine if mine == other else dict(join.on), **join.options}


def shown(join: Join) -> str:
    """The key of a join as a mapping says it."""
    (mine, other), *_ = join.on.items()
    return mine if mine == other else f"{{{mine}: {other}}}"
