"""From a data frame to PostgreSQL: binary COPY, packed by numpy rather than written value by value."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from dbt.adapters.postgres_py.encode import Array, Series, encoding_of, typed
from dbt.adapters.postgres_py.read import quoted
from dbt_common.exceptions import DbtRuntimeError
from pandas.api import types

CHUNK_BYTES = 1 << 20
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
INTEGER_TYPE = re.compile(r"smallint|integer|bigint|int|int[248]", re.IGNORECASE)
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
    def padded(self) -> "np.dtype[np.generic]":
        widest = max(1, self.lengths.max(initial=0))
        return np.dtype(f"S{widest}") if self.values.dtype == object else self.values.dtype


def columns_of(frame: pd.DataFrame, data_types: Mapping[str, str]) -> list[Column]:
    """The frame's columns; `data_types`, from the model's YAML, take precedence over their dtypes."""
    check_names(frame.columns)
    return [_column(name, frame[name], data_types.get(name)) for name in frame.columns]


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
    """The rows in PostgreSQL's binary COPY format, about a megabyte at a time."""
    fields = [((f"length_{i}", ">i4"), (f"value_{i}", column.padded)) for i, column in enumerate(columns)]
    layout = np.dtype([("fields", ">i2"), *(part for field in fields for part in field)])
    rows = len(columns[0].values)
    step = max(1, CHUNK_BYTES // layout.itemsize)
    yield HEADER
    for start in range(0, rows, step):
        yield _pack_rows(columns, layout, slice(start, min(start + step, rows)))
    yield TRAILER


def _pack_rows(columns: Sequence[Column], layout: "np.dtype[np.void]", rows: slice) -> bytes:
    """Every value padded to the width of its column, then all padding cut out in one go."""
    packed = np.zeros(rows.stop - rows.start, layout)
    packed["fields"] = len(columns)
    keep = np.ones((len(packed), layout.itemsize), dtype=bool)
    assert layout.fields is not None
    for i, column in enumerate(columns):
        lengths, width = column.lengths[rows], column.padded.itemsize
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
