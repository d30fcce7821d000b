"""From a query's result to a data frame: COPY as CSV, parsed by pandas in C.

The dtypes are those of DuckDB's `.df()` where the two engines have a type in common:

    integers      int64, or Int64 where there are nulls
    booleans      bool, or boolean where there are nulls
    floats        float64, null as NaN (numeric too, to the nearest float)
    date          datetime64[us]
    timestamp     datetime64[us]; with time zone: datetime64[us, UTC]
    all others    object: PostgreSQL's text, null as None
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from dbt_common.exceptions import DbtRuntimeError

Series: TypeAlias = "pd.Series[Any]"
Description = Sequence[tuple[str, int]]  # name and type OID of each column


@dataclass(frozen=True)
class Reader:
    sql: str  # how the server is to send the column
    dtype: str  # how pandas is to parse what it sends
    finish: Callable[[Series], Series]


def description_sql(query: str) -> str:
    """A query without rows, for its description. The line break ends a comment that may end the query."""
    return f"select * from ({query}\n) as query limit 0"


def copy_sql(query: str, description: Description) -> str:
    """The COPY whose output `parse` reads."""
    columns = (_reader(oid).sql.format(quoted(name)) for name, oid in description)
    return f"copy (select {', '.join(columns)} from ({query}\n) as query) to stdout (format csv, encoding 'utf8')"


def parse(csv: BytesIO, description: Description) -> pd.DataFrame:
    names = [name for name, _ in description]
    readers = [_reader(oid) for _, oid in description]
    places = [str(i) for i in range(len(description))]  # names may be odd, or the same
    raw = pd.read_csv(
        csv,
        header=None,
        names=places,
        dtype={place: reader.dtype for place, reader in zip(places, readers, strict=True)},
        keep_default_na=False,
        na_values=["", "NaN"],  # texts carry a prefix, so that neither can be one
        true_values=["t"],
        false_values=["f"],
        skip_blank_lines=False,  # a null alone in its row is a blank line
        encoding="utf8",
    )
    columns = zip(places, names, readers, strict=True)
    frame = pd.DataFrame(
        {place: _finished(name, reader, raw.pop(place)) for place, name, reader in columns}, copy=False
    )
    return frame.set_axis(names, axis="columns")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _finished(name: str, reader: Reader, column: Series) -> Series:
    try:
        return reader.finish(column)
    except ValueError as error:  # PostgreSQL knows infinite dates and years that pandas does not
        raise DbtRuntimeError(f'column "{name}" has a value that pandas cannot hold: {error}') from error


def _narrow(dtype: str) -> Callable[[Series], Series]:
    return lambda column: column if column.isna().any() else pd.Series(column.to_numpy(dtype))


def _texts(column: Series) -> Series:
    codes, texts = pd.factorize(column)  # each text once: most columns of texts have few
    stripped = np.array([*(text[1:] for text in texts), None], dtype=object)
    return pd.Series(stripped[codes], dtype=object)  # the code of null is -1


def _times(column: Series) -> Series:
    codes, texts = pd.factorize(column)
    times = pd.to_datetime(pd.Index(texts, dtype="str"), format="ISO8601").to_numpy("datetime64[us]")
    return pd.Series(np.append(times, np.datetime64("NaT"))[codes])


def _instants(column: Series) -> Series:
    return _times(column).dt.tz_localize("UTC")


INTEGER = Reader("{}", "Int64", _narrow("int64"))
BOOLEAN = Reader("{}", "boolean", _narrow("bool"))
FLOAT = Reader("{}", "float64", lambda column: column)
TIME = Reader("{}::text", "object", _times)
INSTANT = Reader("({} at time zone 'UTC')::text", "object", _instants)
TEXT = Reader("'.' || {}::text", "object", _texts)  # the prefix tells '' from null, which pandas does not

READERS = {
    16: BOOLEAN,
    **dict.fromkeys((20, 21, 23), INTEGER),
    **dict.fromkeys((700, 701, 1700), FLOAT),
    **dict.fromkeys((1082, 1114), TIME),
    1184: INSTANT,
}


def _reader(oid: int) -> Reader:
    return READERS.get(oid, TEXT)
