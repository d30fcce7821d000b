"""Every type, both ways: what PostgreSQL holds and what pandas holds, without dbt in between."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as time_of_day
from decimal import Decimal
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dbt.adapters.postgres_py import read, write
from dbt.adapters.postgres_py.impl import ByteStream
from dbt_common.exceptions import DbtRuntimeError
from server import Postgres

Fetch = Callable[[str], pd.DataFrame]
Store = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def cursor(postgres: Postgres) -> Iterator[Any]:
    connection = postgres.connect()
    yield connection.cursor()
    connection.close()


@pytest.fixture
def fetch(cursor: Any) -> Fetch:
    def fetch(query: str) -> pd.DataFrame:
        cursor.execute(read.description_sql(query))
        description = [(column.name, column.type_code) for column in cursor.description]
        csv = BytesIO()
        cursor.copy_expert(read.copy_sql(query, description), csv)
        csv.seek(0)
        return read.parse(csv, description)

    return fetch


@pytest.fixture
def store(cursor: Any) -> Store:
    """Store a frame as a model is stored; return its rows."""

    def answer(query: str) -> list[tuple[Any, ...]]:
        cursor.execute(query)
        return cursor.fetchall()  # type: ignore[no-any-return]

    def store(frame: pd.DataFrame, data_types: Mapping[str, str] | None = None) -> list[tuple[Any, ...]]:
        columns = write.columns_of(frame, data_types or {})
        cursor.execute("drop table if exists copied, stored")
        cursor.execute(f"create temporary table copied ({', '.join(column.definition for column in columns)})")
        cursor.copy_expert("copy copied from stdin (format binary)", ByteStream(write.pack(columns)))
        write.refuse_losses(columns, "copied", answer)
        expressions = ", ".join(column.expression for column in columns)
        cursor.execute(f"create temporary table stored as select {expressions} from copied")
        cursor.execute("select * from stored")
        return cursor.fetchall()  # type: ignore[no-any-return]

    return store


def stored_type(cursor: Any, column: str) -> str:
    cursor.execute(
        "select format_type(atttypid, atttypmod) from pg_attribute "
        "where attrelid = 'pg_temp.stored'::regclass and attname = %s",
        (column,),
    )
    return str(cursor.fetchone()[0])


READ = {
    "smallint": ("1::smallint", "int64", 1),
    "integer": ("-2147483648", "int64", -2147483648),
    "bigint": ("9223372036854775807", "int64", 9223372036854775807),
    "least bigint": ("(-9223372036854775808)::bigint", "int64", -9223372036854775808),
    "double": ("0.1::float8 + 0.2::float8", "float64", 0.30000000000000004),
    "least double": ("5e-324::float8", "float64", 5e-324),
    "infinity": ("'Infinity'::float8", "float64", np.inf),
    "minus infinity": ("'-Infinity'::numeric", "float64", -np.inf),
    "real": ("0.1::real", "float64", 0.1),
    "numeric": ("12345678901234.57::numeric(20,2)", "float64", 12345678901234.57),
    "long numeric": ("0.1000000000000000055511151231257827", "float64", 0.1),
    "boolean": ("true", "bool", True),
    "date": ("date '2024-02-29'", "datetime64[us]", pd.Timestamp("2024-02-29")),
    "early date": ("date '0001-01-01'", "datetime64[us]", pd.Timestamp("0001-01-01")),
    "timestamp": (
        "timestamp '2024-02-29 01:02:03.000004'",
        "datetime64[us]",
        pd.Timestamp("2024-02-29 01:02:03.000004"),
    ),
    "timestamptz": (
        "timestamptz '2024-06-01 00:00:00+02'",
        "datetime64[us, UTC]",
        pd.Timestamp("2024-05-31 22:00", tz="UTC"),
    ),
    "text": ("'a'::text", "object", "a"),
    "empty text": ("''::text", "object", ""),
    "text NaN": ("'NaN'::text", "object", "NaN"),
    "text null": ("'null'::text", "object", "null"),
    "text backslash N": (r"'\N'::text", "object", r"\N"),
    "text t": ("'t'::text", "object", "t"),
    "text number": ("'0012'::text", "object", "0012"),
    "odd text": ("E'\"a\",\\'b\\'\\n\\r\\t\\\\é漢😀'::text", "object", "\"a\",'b'\n\r\t\\é漢😀"),
    "varchar": ("'a'::varchar(5)", "object", "a"),
    "uuid": ("'00000000-0000-0000-0000-000000000001'::uuid", "object", "00000000-0000-0000-0000-000000000001"),
    "json": ("""'{"a": [1, null]}'::json""", "object", '{"a": [1, null]}'),
    "array": ("array[1, 2]", "object", "{1,2}"),
    "time": ("time '01:02:03'", "object", "01:02:03"),
}


@pytest.mark.parametrize(("sql", "dtype", "value"), READ.values(), ids=READ)
def test_a_type_is_read(fetch: Fetch, sql: str, dtype: str, value: object) -> None:
    column = fetch(f"select {sql} as x, 1 as y")["x"]
    assert column.dtype == dtype
    assert column.to_list() == [value]


NULLABLE = {"Int64": "Int64", "int64": "Int64", "bool": "boolean"}


@pytest.mark.parametrize(("sql", "dtype", "value"), READ.values(), ids=READ)
def test_a_null_is_read(fetch: Fetch, sql: str, dtype: str, value: object) -> None:
    """Alone in its row too, where a line of CSV is empty."""
    column = fetch(f"select {sql} as x union all select null")["x"]
    assert column.dtype == NULLABLE.get(dtype, dtype)
    assert sorted(column.isna()) == [False, True]
    assert column.dropna().to_list() == [value]


@pytest.mark.parametrize(("sql", "dtype", "value"), READ.values(), ids=READ)
def test_an_empty_result_keeps_its_type(fetch: Fetch, sql: str, dtype: str, value: object) -> None:
    frame = fetch(f"select {sql} as x where false")
    assert frame.dtypes.to_dict() == {"x": dtype}
    assert len(frame) == 0


def test_a_query_may_end_in_a_comment(fetch: Fetch) -> None:
    assert fetch("select 1 as x -- one")["x"].to_list() == [1]


def test_null_text_is_none(fetch: Fetch) -> None:
    assert fetch("select null::text as x")["x"].to_list() == [None]


def test_nan_is_read_as_nan(fetch: Fetch) -> None:
    assert fetch("select 'NaN'::float8 as x, 'NaN'::numeric as y").isna().to_numpy().all()


def test_dates_beyond_pandas_name_their_column(fetch: Fetch) -> None:
    with pytest.raises(DbtRuntimeError, match='column "until"'):
        fetch("select date 'infinity' as until")


WRITTEN = {
    "int64": ([1, -(2**63), 2**63 - 1], None, "bigint", [1, -(2**63), 2**63 - 1]),
    "int8": (np.array([1, -128], "int8"), None, "bigint", [1, -128]),
    "uint64": (np.array([1, 2**64 - 1], "uint64"), None, "numeric", [1, 2**64 - 1]),
    "Int64": ([1, None], "Int64", "bigint", [1, None]),
    "objects int": ([1, None, 2**63 - 1], object, "bigint", [1, None, 2**63 - 1]),
    "large int": ([1, 2**63, None], object, "numeric", [1, 2**63, None]),
    "float64": ([0.1 + 0.2, 5e-324, -0.0, 1e308], None, "double precision", [0.1 + 0.2, 5e-324, -0.0, 1e308]),
    "float32": (np.array([0.5], "float32"), None, "double precision", [0.5]),
    "NaN": ([1.5, np.nan], None, "double precision", [1.5, None]),
    "inf": ([np.inf, -np.inf], None, "double precision", [np.inf, -np.inf]),
    "Float64": ([1.5, None], "Float64", "double precision", [1.5, None]),
    "objects float": ([1.5, None, 2, np.nan], object, "double precision", [1.5, None, 2.0, None]),
    "bool": ([True, False], None, "boolean", [True, False]),
    "nullable boolean": ([True, None], "boolean", "boolean", [True, None]),
    "objects bool": ([True, None, False], object, "boolean", [True, None, False]),
    "str": (["a", "", "NaN", r"\N", "null"], None, "text", ["a", "", "NaN", r"\N", "null"]),
    "str with null": (["é漢😀", None], "str", "text", ["é漢😀", None]),
    "objects str": (
        ["\"a\",'b'\n\r\t\\", None, np.nan, pd.NA],
        object,
        "text",
        ["\"a\",'b'\n\r\t\\", None, None, None],
    ),
    "string": (["a", pd.NA], "string", "text", ["a", None]),
    "category": (["a", None, "a"], "category", "text", ["a", None, "a"]),
    "category of int": (pd.Categorical([3, None, 3]), None, "bigint", [3, None, 3]),
    "nothing but nulls": ([None, None], object, "text", [None, None]),
    "datetime64": (
        pd.to_datetime(["2024-02-29 01:02:03.000004", None]),
        None,
        "timestamp without time zone",
        [datetime(2024, 2, 29, 1, 2, 3, 4), None],
    ),
    "datetime64 in ns": (
        np.array(["1960-01-01", "NaT"], "datetime64[ns]"),
        None,
        "timestamp without time zone",
        [datetime(1960, 1, 1), None],
    ),
    "datetime with zone": (
        pd.to_datetime(["2024-06-01 00:00+02:00", None], utc=True).tz_convert("Europe/Paris"),
        None,
        "timestamp with time zone",
        [datetime(2024, 5, 31, 22, tzinfo=UTC), None],
    ),
    "objects datetime": (
        [datetime(1, 1, 1), None, datetime(9999, 12, 31, 23, 59, 59, 999999)],
        object,
        "timestamp without time zone",
        [datetime(1, 1, 1), None, datetime(9999, 12, 31, 23, 59, 59, 999999)],
    ),
    "objects datetime with zone": (
        [datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=2))), None],
        object,
        "timestamp with time zone",
        [datetime(2023, 12, 31, 22, tzinfo=UTC), None],
    ),
    "date": ([date(1, 1, 1), None, date(9999, 12, 31)], object, "date", [date(1, 1, 1), None, date(9999, 12, 31)]),
    "time": ([time_of_day(1, 2, 3), None], object, "time without time zone", [time_of_day(1, 2, 3), None]),
    "Decimal": (
        [Decimal("12345678901234567890.12"), None, Decimal("NaN")],
        object,
        "numeric",
        [Decimal("12345678901234567890.12"), None, None],
    ),
    "Decimal beside integers": ([Decimal("1.50"), 2, None], object, "numeric", [Decimal("1.50"), Decimal(2), None]),
    "date beside datetime": (
        [date(2024, 2, 29), datetime(2024, 2, 29, 13, 5), None],
        object,
        "timestamp without time zone",
        [datetime(2024, 2, 29), datetime(2024, 2, 29, 13, 5), None],
    ),
}


@pytest.mark.parametrize(("values", "dtype", "sql_type", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_dtype_is_written(
    store: Store, cursor: Any, values: Any, dtype: Any, sql_type: str, expected: list[object]
) -> None:
    assert [row[0] for row in store(pd.DataFrame({"x": pd.Series(values, dtype=dtype)}))] == expected
    assert stored_type(cursor, "x") == sql_type


DECLARED = {
    "integral floats": ([1.0, np.nan, -(2.0**53)], "bigint", [1, None, -(2**53)]),
    "integral objects": (np.array([1.0, None], dtype=object), "Integer", [1, None]),
    "narrow integers": ([1, 2], "smallint", [1, 2]),
    "cents": (
        [12345678901234.57, 0.12, np.nan],
        "numeric(20,2)",
        [Decimal("12345678901234.57"), Decimal("0.12"), None],
    ),
    "short texts": (["abc", None, "ü"], "character varying(3)", ["abc", None, "ü"]),
    "single precision": ([0.1, 2.5, np.nan], "real", [0.1, 2.5, None]),
    "midnights": (pd.to_datetime(["2024-02-29 00:00"]), "timestamp(0) without time zone", [datetime(2024, 2, 29)]),
    "integers as floats": ([1, 2], "double precision", [1.0, 2.0]),
    "dates": (pd.to_datetime(["2024-02-29", None]), "date", [date(2024, 2, 29), None]),
    "dates in text": (["2024-02-29", None], "date", [date(2024, 2, 29), None]),
    "numbers as text": ([1.5, 2.0], "text", ["1.5", "2"]),
    "flags": ([0, 1], "boolean", [False, True]),
    "json": (['{"a": 1}', None], "jsonb", [{"a": 1}, None]),
    "nulls": (np.array([None, None], dtype=object), "numeric(5,1)", [None, None]),
    "infinity": ([np.inf], "numeric", [Decimal("Infinity")]),
}


@pytest.mark.parametrize(("values", "data_type", "expected"), DECLARED.values(), ids=DECLARED)
def test_a_declared_type_decides(
    store: Store, cursor: Any, values: Any, data_type: str, expected: list[object]
) -> None:
    assert [row[0] for row in store(pd.DataFrame({"x": values}), {"x": data_type})] == expected
    assert stored_type(cursor, "x") == data_type.lower()


REFUSED = {
    "fraction as integer": ([1.5], "integer", r'Column "x" \(float64\) cannot be stored as integer'),
    "infinity as integer": ([np.inf], "integer", r'Column "x" \(float64\) cannot be stored as integer'),
    "long text": (["abc", "abcdef"], "varchar(3)", r"as varchar\(3\): 'abcdef' in row 2 would be cut or rounded"),
    "half a cent": ([0.12, 0.125], "numeric(10,2)", r"as numeric\(10,2\): '0.125' in row 2 would be"),
    "half a cent in a text": (["0.125"], "decimal(10, 2)", r"as decimal\(10, 2\): '0.125' in row 1 would be"),
    "an hour": (
        pd.to_datetime(["2024-02-29 00:00", "2024-02-29 13:00"]),
        "date",
        r"as date: '2024-02-29 13:00:00' in row 2",
    ),
    "half a second": (
        pd.to_datetime(["2024-02-29 13:00:00.5"]),
        "timestamp(0)",
        r"as timestamp\(0\): .* in row 1 would",
    ),
    "many digits": ([0.5, 0.123456789], "real", r"as real: '0.123456789' in row 2 would be cut or rounded"),
    "flags beside decimals": ([Decimal(1), True], None, r"of kind mixed"),
    "durations": (pd.to_timedelta(["1 day"]), None, r'Column "x" \(timedelta64\[.*\]\) cannot be stored: .* timedelta'),
    "complex": ([1j], None, r"of kind complex; allowed are booleans,"),
    "lists": ([[1], [2]], None, r"of kind mixed"),
    "text and numbers": (["a", 1], None, r"of kind mixed-integer"),
    "bytes": ([b"a"], None, r"of kind bytes"),
    "half a surrogate": (pd.Series(["\ud800"], dtype="object"), None, r'Column "x" .*surrogates not allowed'),
}


@pytest.mark.parametrize(("values", "data_type", "message"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused(store: Store, values: Any, data_type: str | None, message: str) -> None:
    with pytest.raises(DbtRuntimeError, match=message):
        store(pd.DataFrame({"x": values}), {"x": data_type} if data_type else {})


NAMES = {
    "duplicates": (["a", "b", "a"], "'a' is there 2 times"),
    "numbers": (["a", 1], "1 is of type int, not str"),
    "empty": (["a", ""], "'' is empty"),
    "long": (["é" * 32], "is longer than 63 bytes"),
    "none": ([], "there are none"),
    "all at once": ([1, "a", "a", ""], "1 is of type int, not str; '' is empty; 'a' is there 2 times"),
}


@pytest.mark.parametrize(("names", "message"), NAMES.values(), ids=NAMES)
def test_columns_without_a_name_of_their_own_are_refused(names: list[object], message: str) -> None:
    with pytest.raises(DbtRuntimeError, match=message):
        write.columns_of(pd.DataFrame([range(len(names))], columns=pd.Index(names, dtype=object)), {})


def test_odd_names_survive_both_ways(store: Store, cursor: Any, fetch: Fetch) -> None:
    names = ["T", "t", 'with "quotes"', "with space", "select", "ünï", "percent % s", "{brace}", "a,b", "back\\slash"]
    frame = pd.DataFrame([list(range(len(names)))], columns=names)
    assert store(frame) == [tuple(range(len(names)))]
    assert [column.name for column in cursor.description] == names
    pd.testing.assert_frame_equal(fetch("select * from stored"), frame)


def test_an_empty_frame_keeps_its_columns(store: Store, cursor: Any) -> None:
    frame = pd.DataFrame({"a": pd.Series(dtype="int64"), "b": pd.Series(dtype="str"), "c": pd.Series(dtype=object)})
    assert store(frame, {"c": "date"}) == []
    assert [stored_type(cursor, name) for name in frame] == ["bigint", "text", "date"]


def test_an_index_is_left_behind(store: Store) -> None:
    assert store(pd.DataFrame({"x": [1, 2]}, index=[5, 5])) == [(1,), (2,)]


def test_the_frame_is_not_touched(store: Store) -> None:
    frame = pd.DataFrame({"a": [1.0, np.nan], "b": pd.Series(["x", None], dtype=object), "c": pd.Categorical([1, 2])})
    before = frame.copy(deep=True)
    store(frame, {"a": "integer"})
    pd.testing.assert_frame_equal(frame, before)


def test_texts_longer_than_a_chunk(store: Store) -> None:
    texts = ["x" * length for length in (0, 1, 3_000_000, 2)]
    assert store(pd.DataFrame({"a": texts, "b": range(4)})) == list(zip(texts, range(4), strict=True))


def test_one_long_text_does_not_widen_the_others() -> None:
    """Padded to a text of 20 MB, these rows would take 400 GB."""
    texts = ["x"] * 20_000
    texts[7_777] = "y" * 20_000_000
    (column,) = write.columns_of(pd.DataFrame({"a": texts}), {})
    sizes = [len(chunk) for chunk in write.pack([column])]
    assert sum(sizes) == sum(map(len, texts)) + 6 * len(texts) + len(write.HEADER) + len(write.TRAILER)
    assert len([size for size in sizes if size > write.CHUNK_BYTES]) == 1


def test_many_rows_survive_both_ways(store: Store, fetch: Fetch) -> None:
    """More than a chunk, with nulls at every place and floats of every size."""
    rng = np.random.default_rng(1)
    size = 50_000
    frame = pd.DataFrame(
        {
            "integer": pd.array(rng.integers(-(2**62), 2**62, size), dtype="Int64"),
            "float": rng.integers(0, 2**63, size, dtype=np.int64).view("f8"),
            "text": pd.Series([None if i % 3 == 0 else f"é{i % 1000}" for i in range(size)], dtype=object),
            "flag": pd.array(rng.random(size) < 0.5, dtype="boolean"),
            "day": pd.Series(np.datetime64("2020-01-01", "us") + rng.integers(0, 10**15, size).astype("m8[us]")),
        }
    )
    frame.loc[::7, "integer"] = pd.NA
    frame.loc[::11, "flag"] = pd.NA
    frame.loc[::13, "day"] = pd.NaT
    frame["float"] = frame["float"].where(np.isfinite(frame["float"]))
    store(frame)
    pd.testing.assert_frame_equal(fetch("select * from stored"), frame, check_exact=True)
