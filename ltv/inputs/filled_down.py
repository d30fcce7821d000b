"""Rows of a group whose name, or whose id and day, stands in the first of them only: each row takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ltv.inputs.dialect import plain
from ltv.inputs.errors import InputError
from ltv.inputs.workbook import money_columns


class FilledDown:
    """Batches of one file in which blank cells of some columns have the value of the row above.

    A value in one of the columns begins a group, alone in its row too, as a heading: those named after it are blank
    there until they have their own. Rows without any other value stay as they are.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        """options: a mapping, whose fill_down names the columns. Raises InputError where one of them holds money."""
        said = options.get("fill_down") or []
        self._names = [said] if isinstance(said, str) else list(said)
        for name in self._names:
            if plain(name) in money_columns(options):
                raise InputError(
                    f"fill_down names the column {name}, which holds money: it would count once more in each row below."
                )
        self._above: dict[str, str | None] = dict.fromkeys(self._names)

    def next(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch that follows those before."""
        there = {plain(column): column for column in batch.schema.names}
        named = [there.get(plain(name)) for name in self._names]
        if not any(named):
            return batch
        own = [None if column is None else batch.column(column).to_pylist() for column in named]
        others = [name for name in batch.schema.names if not name.startswith("_") and name not in named]
        rest = [batch.column(name).to_pylist() for name in others]
        for row in range(batch.num_rows):
            self._fill(own, row, is_heading=not any(map(_is_said, (column[row] for column in rest))))
        for column, values in zip(named, own, strict=True):
            if column is not None:
                at = batch.schema.get_field_index(column)
                batch = batch.set_column(at, batch.schema.field(at), pa.array(values, pa.string()))
        return batch

    def _fill(self, own: list[list[str | None] | None], row: int, is_heading: bool) -> None:
        for place, (name, values) in enumerate(zip(self._names, own, strict=True)):
            if values is None:
                continue
            if _is_said(values[row]):
                self._above |= {name: values[row], **dict.fromkeys(self._names[place + 1 :])}
            elif not is_heading:
                values[row] = self._above[name]


def _is_said(value: str | None) -> bool:
    return value is not None and value.strip() != ""
