"""From a data frame to PostgreSQL: binary COPY, packed by numpy rather than written value by value."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from dbt.adapters.postgres_py.encode import Array, Series, encoding_of, typed
from dbt.adapters.postgres_py.read import quoted
from dbt_common.exceptions import DbtRuntimeError
from pandas.api import types

CHUNK_BYTES = 1 << 20
CHUNK_ROWS = 1 << 13
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
INTEGER_TYPE = re.compile(r"smallint|integer|bigint|int|int[248]", re.IGNORECASE)
LIMITED_TEXT = re.compile(r"(?:character varying|varchar|character|char|bpchar) *\( *(\d+) *\)", re.IGNORECASE)
DECIMALS = re.compile(r"(?:numeric|decimal) *\( *\d+ *(?:, *-?\d+ *)?\)", re.IGNORECASE)
SINGLE = re.compile(r"real|float4", re.IGNORECASE)
DAY = re.compile(r"date", re.IGNORECASE)
COARSE_TIME = re.compile(r"(?:timestamp|timestamptz|time) *\( *\d+ *\).*", re.IGNORECASE)
MAX_NAME_BYTES = 63  # PostgreSQL cuts longer names without a word


@dataclass(frozen=True)
class Column:
    """One column on its way: the type it is copied in, the type it becomes, and its values."""

    name: str
    copied_as: str
    becomes: str
    values: Array  # as Encoding.encode gives them
    lengths: npt.NDArray[np.int32]  # bytes of each value; -1 is null

    @property
    def definition(self) -> str:
        return f"{quoted(self.name)} {self.copied_as}"

    @property
    def expression(self) -> str:
        """The final value, by way of text where the types differ: what does not fit is refused, never rounded."""
        name = quoted(self.name)
        integers = self.copied_as == "bigint" and INTEGER_TYPE.fullmatch(self.becomes)
        direct = integers or self.copied_as == self.becomes
        return f"{name}{'' if direct else '::text'}::{self.becomes} as {name}"

    @property
    def loss(self) -> str | None:
        """Whether a value loses something as it becomes its type, as SQL of the copied row; null where none can."""
        name, text = quoted(self.name), f"{quoted(self.name)}::text"
        if limit := LIMITED_TEXT.fullmatch(self.becomes):
            return f"char_length({text}) > {limit[1]}"
        if DECIMALS.fullmatch(self.becomes):
            return f"{text}::{self.becomes} is distinct from {text}::numeric"
        if SINGLE.fullmatch(self.becomes) and self.copied_as != "text":
            return f"{text}::{self.becomes}::text is distinct from {text}"
        if self.copied_as.startswith("timestamp") and (
            DAY.fullmatch(self.becomes) or COARSE_TIME.fullmatch(self.becomes)
        ):
            return f"{text}::{self.becomes}::{self.copied_as} is distinct from {name}"
        return None

    def lost(self, table: str) -> str | None:
        """A query for the number and the text of the first row that would lose something; null where none can."""
        if self.loss is None:
            return None
        rows = (
            f"select row_number() over () as row, {quoted(self.name)}::text as value, {self.loss} as lost from {table}"
        )
        return f"select row, value from ({rows}) as copied where lost order by row limit 1"

    def refusal(self, row: int, value: str) -> DbtRuntimeError:
        """Why such a row is not stored."""
        shown = value if len(value) <= 40 else value[:40] + "..."
        return DbtRuntimeError(
            f'Column "{self.name}" cannot be stored as {self.becomes}: {shown!r} in row {row} would be cut or rounded'
        )

    def padded(self, rows: slice) -> "np.dtype[np.generic]":
        """The type that holds every value of these rows."""
        widest = max(1, self.lengths[rows].max(initial=0))
        return np.dtype(f"S{widest}") if self.values.dtype == object else self.values.dtype


def columns_of(frame: pd.DataFrame, data_types: Mapping[str, str]) -> list[Column]:
    """The frame's columns; `data_types`, from the model's YAML, take precedence over their dtypes."""
    check_names(frame.columns)
    return [_column(name, frame[name], data_types.get(name)) for name in frame.columns]


def refuse_losses(columns: Sequence[Column], table: str, answer: Callable[[str], Iterable[Sequence[Any]]]) -> None:
    """An error for the first row copied into `table` that a declared type would cut or round. answer: runs SQL."""
    for column in columns:
        if query := column.lost(table):
            for row, value in answer(query):
                raise column.refusal(row, value)


def check_names(names: Iterable[object]) -> None:
    names = list(names)
    texts = [name for name in names if isinstance(name, str)]
    problems = [
        *(["there are none"] if not names else []),
        *(f"{name!r} is of type {type(name).__name__}, not str" for name in names if not isinstance(name, str)),
        *("'' is empty" for name in texts if not name),
        *(f"{name!r} is there {texts.count(name)} times" for name in dict.fromkeys(texts) if texts.count(name) > 1),
        *(f"{name!r} is longer than {MAX_NAME_BYTES} bytes" for name in texts if len(name.encode()) > MAX_NAME_BYTES),
    ]
    if problems:
        raise DbtRuntimeError(f"The returned frame needs columns with unique names: {'; '.join(problems)}")


def pack(columns: Sequence[Column]) -> Iterator[bytes]:
    """The rows in PostgreSQL's binary COPY format, at most about a megabyte at a time, or one row."""
    rows = len(columns[0].values)
    yield HEADER
    for start in range(0, rows, CHUNK_ROWS):
        yield from _packed(columns, slice(start, min(start + CHUNK_ROWS, rows)))
    yield TRAILER


def _packed(columns: Sequence[Column], rows: slice) -> Iterator[bytes]:
    """Rows are halved until their padded table is small: one long text does not widen all the others."""
    fields = [((f"length_{i}", ">i4"), (f"value_{i}", column.padded(rows))) for i, column in enumerate(columns)]
    layout = np.dtype([("fields", ">i2"), *(part for field in fields for part in field)])
    if rows.stop - rows.start == 1 or layout.itemsize * (rows.stop - rows.start) <= CHUNK_BYTES:
        yield _pack_rows(columns, layout, rows)
        return
    middle = (rows.start + rows.stop) // 2
    yield from _packed(columns, slice(rows.start, middle))
    yield from _packed(columns, slice(middle, rows.stop))


def _pack_rows(columns: Sequence[Column], layout: "np.dtype[np.void]", rows: slice) -> bytes:
    """Every value padded to the width of its column, then all padding cut out in one go."""
    packed = np.zeros(rows.stop - rows.start, layout)
    packed["fields"] = len(columns)
    keep = np.ones((len(packed), layout.itemsize), dtype=bool)
    assert layout.fields is not None
    for i, column in enumerate(columns):
        lengths, width = column.lengths[rows], layout[f"value_{i}"].itemsize
        packed[f"length_{i}"] = lengths
        packed[f"value_{i}"] = column.values[rows]
        if (lengths != width).any():
            start = layout.fields[f"value_{i}"][1]
            keep[:, start : start + width] = np.arange(width) < lengths[:, None]
    return packed.view(np.uint8).reshape(keep.shape)[keep].tobytes()


def _column(name: str, series: Series, data_type: str | None) -> Column:
    try:
        column = typed(series)
        if data_type and INTEGER_TYPE.fullmatch(data_type) and types.is_float_dtype(column.dtype):
            column = column.astype("Int64")  # which refuses what is not integral
        encoding = encoding_of(column)
        values = encoding.encode(column)
    except (TypeError, ValueError, OverflowError) as error:
        wanted = f" as {data_type}" if data_type else ""
        raise DbtRuntimeError(f'Column "{name}" ({series.dtype}) cannot be stored{wanted}: {error}') from error
    width = np.fromiter(map(len, values), np.int32, len(values)) if values.dtype == object else values.dtype.itemsize
    lengths = np.where(column.isna(), -1, width).astype(np.int32)
    return Column(name, encoding.copied_as, data_type or encoding.becomes, values, lengths)
