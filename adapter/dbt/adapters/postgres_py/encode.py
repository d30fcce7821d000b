"""From a column of a data frame to the values that PostgreSQL's binary COPY takes.

    integers                              bigint; numeric beyond its range
    booleans                              boolean
    floats                                double precision; infinities stay infinite
    datetime64, datetime                  timestamp; with time zone where the values have one
    date, time                            date, time
    strings, nothing but nulls            text
    Decimal, also beside integers         numeric
    dates beside datetimes                timestamp

NaN, NaT, None and pd.NA are null. Columns of dtype object, and categories, are as their values. Anything else is an
error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

Series: TypeAlias = "pd.Series[Any]"
Array: TypeAlias = npt.NDArray[Any]

EPOCH = np.datetime64("2000-01-01")  # PostgreSQL's
BIGINT = np.iinfo(np.int64)


@dataclass(frozen=True)
class Encoding:
    copied_as: str  # the type of the column that COPY fills
    becomes: str  # the type of the model's column, unless the YAML gives one
    encode: Callable[[Series], Array]  # big-endian numbers or bytes; where the column is null, anything


def _booleans(column: Series) -> Array:
    return column.to_numpy(dtype="u1", na_value=0)


def _integers(column: Series) -> Array:
    return column.to_numpy(dtype="i8", na_value=0).astype(">i8")


def _floats(column: Series) -> Array:
    return column.to_numpy(dtype="f8", na_value=np.nan).astype(">f8")


def _timestamps(column: Series) -> Array:
    return (column.to_numpy("datetime64[us]") - EPOCH).astype("i8").astype(">i8")


def _instants(column: Series) -> Array:
    return _timestamps(column.dt.tz_convert("UTC").dt.tz_localize(None))


def _dates(column: Series) -> Array:
    return (column.where(column.notna(), None).to_numpy("datetime64[D]") - EPOCH).astype("i8").astype(">i4")


def _texts(column: Series) -> Array:
    return np.array([str(value).encode() for value in column], dtype=object)


def _is_exact(value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _within_bigint(column: Series) -> bool:
    values = column.dropna()
    return bool(values.empty or (BIGINT.min <= values.min() and values.max() <= BIGINT.max))


BOOLEAN = Encoding("boolean", "boolean", _booleans)
INTEGER = Encoding("bigint", "bigint", _integers)
FLOAT = Encoding("double precision", "double precision", _floats)
TIMESTAMP = Encoding("timestamp", "timestamp", _timestamps)
INSTANT = Encoding("timestamp with time zone", "timestamp with time zone", _instants)
DATE = Encoding("date", "date", _dates)
TEXT = Encoding("text", "text", _texts)
NUMERIC = Encoding("text", "numeric", _texts)
TIME = Encoding("text", "time", _texts)

# By what pandas infers of the values of an object column; "integer" stays one only beyond bigint.
OBJECTS = {"string": TEXT, "empty": TEXT, "decimal": NUMERIC, "integer": NUMERIC, "date": DATE, "time": TIME}


def typed(column: Series) -> Series:
    """The column in the dtype of its values, where pandas has one for them."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    if not types.is_object_dtype(column.dtype):
        return column
    match types.infer_dtype(column, skipna=True):
        case "boolean":
            return column.astype("boolean")
        case "integer" if _within_bigint(column):
            return column.astype("Int64")
        case "floating" | "mixed-integer-float":
            return pd.Series(column.to_numpy(dtype="f8", na_value=np.nan))
        case "datetime" | "datetime64":
            return pd.to_datetime(column)
        case "date" if any(isinstance(value, datetime) for value in column):
            return pd.to_datetime(column)
    return column


def encoding_of(column: Series) -> Encoding:
    """How to copy a `typed` column; TypeError where there is no way."""
    dtype = column.dtype
    if types.is_bool_dtype(dtype):
        return BOOLEAN
    if types.is_integer_dtype(dtype):
        return INTEGER if _within_bigint(column) else NUMERIC
    if types.is_float_dtype(dtype):
        return FLOAT
    if isinstance(dtype, pd.DatetimeTZDtype):
        return INSTANT
    if types.is_datetime64_dtype(dtype):
        return TIMESTAMP
    if isinstance(dtype, pd.StringDtype):
        return TEXT
    kind = types.infer_dtype(column, skipna=True)
    if types.is_object_dtype(dtype) and kind in OBJECTS:
        return OBJECTS[kind]
    if kind.startswith("mixed") and all(_is_exact(value) for value in column.dropna()):
        return NUMERIC
    raise TypeError(
        f"its values are of kind {kind}; allowed are booleans, integers, floats, decimals, strings, dates, times and "
        "datetimes, of one kind in a column"
    )
