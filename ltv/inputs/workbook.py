"""Rows of an Excel workbook (.xlsx) as text: the values that Excel last computed, dates in ISO form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from ltv.inputs.cells import Filled, look, struck_styles, styles_of
from ltv.inputs.dialect import TITLE_LINES, looks_like_data, name_columns, plain, title_above
from ltv.inputs.errors import InputError
from ltv.inputs.sheets import open_sheet

ROWS = 20_000  # rows of a batch
MONEY = ("amount", "spend", "rate", "value")
IDS = ("transaction_id", "customer_id")


def as_text(value: Any) -> str | None:
    """A cell as text: numbers as their shortest exact decimal, whole ones without a point, dates in ISO form.

    A moment at midnight is a date, since Excel keeps no difference between the two. Characters that XML does not take
    stand as _x000D_ in the file.
    """
    if value is None or isinstance(value, str):
        return _unescaped(value) if value and "_x" in value else value or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text))


def first_rows(path: Path, sheet: str | None, count: int) -> list[list[str]]:
    """The texts of the first rows of a sheet, or of the first shown. Raises InputError where it does not open."""
    book, cells, _ = open_sheet(path, {"sheet": sheet})
    try:
        rows = islice(cells.iter_rows(values_only=True), count)
        return [[as_text(cell) or "" for cell in row] for row in rows]
    finally:
        book.close()


def header_of(path: Path, known: Collection[str], options: Mapping[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """The columns of the sheet and notes. Raises InputError where there is no sheet, or no header in it."""
    rows = _Rows(path, known, options)
    try:
        return rows.columns, [*rows.notes, *rows.told_by_cells()]
    finally:
        rows.close()


def batches(path: Path, known: Collection[str], options: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """The rows of the sheet `options['sheet']`, or of the first shown, in the form of `ltv.inputs.delimited.batches`.

    Rows without any value are left out; a row with a value beside the header's columns is malformed.
    """
    rows = _Rows(path, known, options)
    names = [*rows.columns, "_row_number", "_line", "_malformed"]
    types = [pa.string()] * len(rows.columns) + [pa.int64(), pa.int64(), pa.string()]
    schema = pa.schema(list(zip(names, types, strict=True)))
    try:
        waiting: list[Sequence[Any]] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == ROWS:
                yield _batch(waiting, schema)
                waiting = []
        if waiting:
            yield _batch(waiting, schema)
    finally:
        rows.close()


def _batch(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


class _Rows:
    """The rows of one sheet after its header: texts of the columns, number, line, text of a malformed row."""

    def __init__(self, path: Path, known: Collection[str], options: Mapping[str, Any]) -> None:
        self.name, self._path = path.name, path
        self.book, sheet, self.notes = open_sheet(path, options)
        self._sheet = sheet
        sheet.reset_dimensions()  # some writers state a wrong size
        self._cells: Iterator[tuple[int, Any]] = enumerate(sheet.iter_rows(values_only=True), start=1)
        try:
            self.columns, notes = self._header(known, options)
        except BaseException:
            self.close()
            raise
        self.notes += notes
        self._wanted = {plain(name) for name in known}
        self._money, self._ids = money_columns(options), _id_columns(options)
        self._seen = look(path, sheet._worksheet_path, styles_of(self.book), struck_styles(self.book))
        below = [cell for cell in self._seen.merged if self._header_line < cell.first]
        self._merged_money = {cell for cell in below if self._is_money(cell.column)}
        self._filled = Filled([cell for cell in below if cell not in self._merged_money])
        widths = {at: self._seen.padded(at) for at in range(len(self.columns))}
        self._padded = {at: width for at, width in widths.items() if width}
        comma = options.get("decimal_mark") == ","
        self._commas = {at for at, name in enumerate(self.columns) if comma and plain(name) in self._money}

    def close(self) -> None:
        self.book.close()

    def _is_money(self, at: int) -> bool:
        return at < len(self.columns) and plain(self.columns[at]) in self._money

    def told_by_cells(self) -> list[str]:
        """What nobody sees who reads the values only."""
        told, seen = [], self._seen
        if seen.hidden:
            told.append(
                f"{self.name}: {seen.hidden} rows of the sheet are hidden, and count: delete them or show them."
            )
        if struck := sum(row > self._header_line for row in seen.struck):
            told.append(
                f"{self.name}: {struck} rows of the sheet are struck through, in part or whole, and count: delete "
                "them, or write what it means into a column of its own."
            )
        used = {at for at, column in enumerate(self.columns) if plain(column) in self._wanted}
        if formulas := sum(count for at, count in seen.not_computed.items() if at in used):
            told.append(
                f"{self.name}: {formulas} formulas have no value, since no program has computed them yet: "
                "open the workbook and save it."
            )
        if self._merged_money:
            first = min(self._merged_money, key=lambda cell: cell.first)
            told.append(
                f"{self.name}: {len(self._merged_money)} amounts are merged over several rows, the first over rows "
                f"{first.first} to {first.last}: each counts once, in its first row, and the other rows have none. "
                "Divide it among them if it is that of all."
            )
        for at, column in enumerate(self.columns):
            if plain(column) in self._ids and self._seen.has_dates(at):
                told.append(
                    f"{self.name}: cells of the column {column} are dates, as a spreadsheet makes of ids such as 1-2 "
                    "or MAR1: give the column the format of text there, and write these ids anew."
                )
            codes = self._seen.currencies(at) if plain(column) in self._money else []
            if len(codes) > 1:
                told.append(
                    f"{self.name}: the numbers of the column {column} are shown in {' and '.join(codes)}, which is not "
                    "read: write the currency of each into a column of its own."
                )
        return told

    def _text(self, at: int, cell: Any) -> str | None:
        """A cell as text: with the zeros that its format shows, amounts with the decimal mark of the mapping."""
        text = as_text(cell)
        if text is None or isinstance(cell, str | bool):
            return text
        if isinstance(cell, int) and at in self._padded:
            return text.zfill(self._padded[at])
        return text.replace(".", ",") if isinstance(cell, float) and at in self._commas else text

    def _header(self, known: Collection[str], options: Mapping[str, Any]) -> tuple[tuple[str, ...], list[str]]:
        line = options.get("header_line") or 1
        for number, cells in self._cells:
            if number >= line and any(cell not in (None, "") for cell in cells):
                self._header_line = number
                fields = _trimmed([as_text(cell) or "" for cell in cells])
                wanted = {plain(name) for name in known}
                if not any(plain(field) in wanted for field in fields):
                    self._refuse_other_header(fields, wanted, number)
                return name_columns(fields, wanted, self.name)
        raise InputError(f"{self.name} is empty: export it again, or remove it if there is no such data.")

    def _refuse_other_header(self, fields: Sequence[str], wanted: Collection[str], number: int) -> None:
        """Refuse a first row that is one of data, or a title above the header."""
        if looks_like_data(fields):
            raise InputError(
                f"{self.name} has no header: row {number} is a row of data already; add a first row with the "
                "names of the columns."
            )
        below = list(islice(self._cells, TITLE_LINES))
        self._cells = chain(below, self._cells)
        for line, cells in below:
            found = sum(plain(as_text(cell) or "") in wanted for cell in cells)
            if found >= 2 and len(fields) < found:
                raise title_above(self.name, " ".join(fields), line)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        width, number = len(self.columns), 0
        for line, cells in self._cells:
            filled = self._filled.row(line, cells)
            texts = _trimmed([self._text(at, cell) for at, cell in enumerate(filled)])
            if not texts:
                continue
            number += 1
            if len(texts) > width:
                yield [*[None] * width, number, line, "\t".join(text or "" for text in texts)]
            else:
                yield [*texts, *[None] * (width - len(texts)), number, line, None]


def money_columns(options: Mapping[str, Any]) -> set[str]:
    """The columns that a mapping reads amounts from."""
    mapped, subtracted = options.get("columns") or {}, options.get("subtract") or []
    names = [mapped.get(name, name) for name in MONEY] + ([subtracted] if isinstance(subtracted, str) else subtracted)
    products = [name for each in names if isinstance(each, dict) for name in each.get("product", [])]
    return {plain(name) for name in [*names, *products] if isinstance(name, str)}


def _id_columns(options: Mapping[str, Any]) -> set[str]:
    """The columns that a mapping reads ids from."""
    mapped = options.get("columns") or {}
    return {plain(name) for name in (mapped.get(each, each) for each in IDS) if isinstance(name, str)}


def _trimmed(values: list[Any]) -> list[Any]:
    """The values without empty ones at the end."""
    while values and values[-1] in (None, ""):
        values.pop()
    return values
