"""Between Spark's Arrow tables and the data frames of Python models.

The dtypes are those of DuckDB's `.df()` and of the PostgreSQL adapter where the engines have a type in common:

    integers                 int64, or Int64 where there are nulls
    booleans                 bool, or boolean where there are nulls
    floats, decimals         float64, null as NaN
    date, timestamp          datetime64[us]; with time zone: datetime64[us, UTC]
    all others               object, null as None
"""

from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa
from dbt.adapters.postgres_py.encode import typed
from dbt_common.exceptions import DbtRuntimeError

Series: TypeAlias = "pd.Series[Any]"

NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def frame_of(table: pa.Table) -> pd.DataFrame:
    """A query's result as the frame that a Python model reads."""
    columns = {name: _series(column) for name, column in zip(table.column_names, table.columns, strict=True)}
    return pd.DataFrame(columns, copy=False)


def table_of(frame: pd.DataFrame) -> pa.Table:
    """The frame that a Python model returns as Spark takes it; NaN, NaT, None and pd.NA are null."""
    names = list(frame.columns)
    if len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
        raise DbtRuntimeError(f"Column names must be unique strings; they are {names}")
    return pa.table({name: _array(name, frame[name]) for name in names})


def _series(column: pa.ChunkedArray) -> Series:
    kind, nullable = column.type, NULLABLE.get if column.null_count else None
    if pa.types.is_integer(kind):
        return column.cast(pa.int64()).to_pandas(types_mapper=nullable)
    if pa.types.is_boolean(kind):
        return column.to_pandas(types_mapper=nullable)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.float64()).to_pandas()
    if pa.types.is_date(kind):
        return column.cast(pa.timestamp("us")).to_pandas()
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", "UTC" if kind.tz else None)).to_pandas()
    return pd.Series(column.to_pylist(), dtype=object)


def _array(name: str, series: Series) -> pa.Array:
    try:
        column = typed(series)
        if column.isna().all() and column.dtype == object:
            return pa.nulls(len(column), pa.string())
        array = pa.array(column, from_pandas=True)
    except (TypeError, ValueError, OverflowError) as error:
        raise DbtRuntimeError(f'Column "{name}" ({series.dtype}) cannot be stored: {error}') from error
    if pa.types.is_large_string(array.type):
        return array.cast(pa.string())
    return array.cast(pa.timestamp("us", array.type.tz)) if pa.types.is_timestamp(array.type) else array
