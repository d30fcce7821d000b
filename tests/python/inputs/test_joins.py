"""Files that a mapping joins: what stands beside a row of money, what is told, what is refused. Nothing is built."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ltv.inputs import keys, plugin
from ltv.inputs.errors import InputError
from ltv.inputs.joins import read
from ltv.inputs.preflight import file_problems

MACROS = Path(__file__).parents[3] / "macros"
ITEMS = ["order_id,price,status", "1,10.00,a", "1,5.00,a", "2,7.00,b", "9,1.00,c", ",2.00,d"]
ORDERS = ["id,customer_id,ordered_at,status", "2,c2,2024-01-06,paid", "1,c1,2024-01-05,void", "4,c4,2024-01-07,paid"]
BY_ID = {"file": "orders.csv", "by": {"order_id": "id"}}

Joined = Callable[..., tuple[list[str], list[dict[str, Any]], list[str]]]


def write(folder: Path, **files: Sequence[str]) -> None:
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def joined(tmp_path: Path) -> Joined:
    """joined(mapping, lines of files) is the columns, the rows in their order and the notes of the source."""

    def run(mapping: dict[str, Any], **files: Sequence[str]) -> tuple[list[str], list[dict[str, Any]], list[str]]:
        folder, scratch = tmp_path / "shop", tmp_path / "scratch"
        folder.mkdir(exist_ok=True)
        scratch.mkdir(exist_ok=True)
        write(folder, **files)
        source = read(folder, "transactions", scratch, mapping)
        with duckdb.connect() as connection:
            cursor = connection.execute(f"select * from ({source.select}) order by _row_key")
            names = [each[0] for each in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for copy in source.copies:
            Path(copy).unlink()
        assert [path for path in scratch.iterdir() if path.suffix == ".parquet"] == []
        return source.columns, rows, source.notes

    return run


def test_each_row_of_money_stays_one_with_its_order_beside_it(joined: Joined) -> None:
    columns, rows, notes = joined({"file": "items.csv", "join": BY_ID}, items=ITEMS, orders=ORDERS)
    assert columns == ["order_id", "price", "status", "id", "customer_id", "ordered_at", "orders.status"]
    assert [(row["_row_number"], row["_file"], row["price"], row["orders.status"]) for row in rows] == [
        *((1, "items.csv", "10.00", "void"), (2, "items.csv", "5.00", "void"), (3, "items.csv", "7.00", "paid")),
        *((4, "items.csv", "1.00", None), (5, "items.csv", "2.00", None)),
    ]
    assert [re.sub(":.*", "", note) for note in notes] == [
        "items.csv has 1 row whose order_id no row of orders.csv has, such as 9",
        "orders.csv has 1 purchase without a row in items.csv, such as id 4",
    ]


def test_a_later_join_may_use_a_column_of_an_earlier_one(joined: Joined) -> None:
    """Customers who have bought nothing are no purchases, and are not told."""
    people = ["key;email;status", "c1;a@x.y;old", "c2;b@x.y;new", "c7;z@x.y;new"]
    joins = [BY_ID, {"file": "people.csv", "by": {"customer_id": "key"}, "delimiter": ";"}]
    columns, rows, notes = joined({"file": "items.csv", "join": joins}, items=ITEMS[:4], orders=ORDERS, people=people)
    assert columns[-3:] == ["key", "email", "people.status"]
    assert [row["email"] for row in rows] == ["a@x.y", "a@x.y", "b@x.y"]
    assert len(notes) == 1


def test_a_key_may_be_several_columns(joined: Joined) -> None:
    """Order 1 of each of two shops, and the same column in both is there once."""
    items = ["shop,no,price", "p,1,10.00", "q,1,5.00"]
    orders = ["shop,id,customer_id", "p,1,c1", "q,1,c2"]
    by = {"shop": "shop", "no": "id"}
    columns, rows, _ = joined(
        {"file": "items.csv", "join": {"file": "orders.csv", "by": by}}, items=items, orders=orders
    )
    assert columns == ["shop", "no", "price", "id", "customer_id"]
    assert [row["customer_id"] for row in rows] == ["c1", "c2"]


def test_copies_of_a_row_count_once_and_others_are_refused(joined: Joined) -> None:
    mapping = {"file": "items.csv", "join": BY_ID}
    _, rows, _ = joined(mapping, items=ITEMS, orders=[*ORDERS, ORDERS[1]])
    assert len(rows) == 5
    told = r"orders.csv has 1 value of id in several rows that differ, such as 2 in 2 rows, which differ in status"
    with pytest.raises(InputError, match=told):
        joined(mapping, items=ITEMS, orders=[*ORDERS, ORDERS[1].replace("paid", "void")])


EQUAL = [
    ("17", " 17 "),
    ("17", "17.0"),
    ("17\u00a0", "17"),
    ("\u200b17", "17"),
    ("Ann@X.y", "ann@x.Y"),
    ("00017", "00017"),
]
OTHER = [
    ("17", "017"),
    ("17.5", "17"),
    ("", ""),
    ("NULL", "null"),
    ("#N/A", "#N/A"),
    ("ab", "AB"),
    ("#WERT!", "#WERT!"),
]


@pytest.mark.parametrize(("mine", "other"), [*EQUAL, *OTHER])
def test_keys_compare_as_ids_do(joined: Joined, mine: str, other: str) -> None:
    mapping = {"file": "items.csv", "join": BY_ID}
    _, ((row),), _ = joined(mapping, items=["order_id,price", f"{mine},1"], orders=["id,who", f"{other},c1"])
    assert row["who"] == ("c1" if (mine, other) in EQUAL else None)


def test_words_and_blanks_are_those_of_the_macros() -> None:
    def returned(folder: str, name: str) -> Any:
        found = []
        environment = jinja2.Environment()
        environment.globals["return"] = found.append
        getattr(environment.from_string((MACROS / folder / f"{name}.sql").read_text()).module, name)()
        return found[0]

    assert tuple(returned("inputs", "no_value_words")) == keys.NO_VALUE
    assert returned("sql", "blanks") == keys.BLANKS
    assert returned("sql", "invisible_marks") == keys.INVISIBLE


@pytest.mark.parametrize("kind", [pa.int64(), pa.int32(), pa.float64(), pa.decimal128(20, 2), pa.string(), pa.uint64()])
def test_numbers_of_parquet_meet_those_of_other_types(tmp_path: Path, kind: pa.DataType) -> None:
    ids = pa.array(["1", "2", None]).cast(kind)
    pq.write_table(pa.table({"id": ids, "customer_id": ["c1", "c2", "c3"]}), tmp_path / "orders.parquet")
    whole = pa.table({"order_id": pa.array([2, 1, 1, None]), "price": [1.5, 2.5, 3.5, 4.5]})
    pq.write_table(whole, tmp_path / "items.parquet")
    join = {"file": "orders.parquet", "by": {"order_id": "id"}}
    source = read(tmp_path, "transactions", tmp_path, {"file": "items.parquet", "join": join})
    found = duckdb.sql(f"select customer_id, _row_number from ({source.select}) order by _row_key").fetchall()
    assert found == [("c2", 1), ("c1", 2), ("c1", 3), (None, 4)]


def test_sheets_of_a_workbook_are_joined(tmp_path: Path) -> None:
    """A column that both have is called by its sheet."""
    book = openpyxl.Workbook()
    for name, rows in {
        "orders": [("id", "state"), (1, "ok")],
        "lines": [("order", "state", "sum"), (1, "new", 5)],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.active)
    book.save(tmp_path / "shop.xlsx")
    join = {"file": "shop.xlsx", "sheet": "orders", "by": {"order": "id"}}
    source = read(tmp_path, "transactions", tmp_path, {"file": "shop.xlsx", "sheet": "lines", "join": join})
    found = duckdb.sql(f'select "sum", state, "orders.state", _file from ({source.select})').fetchall()
    assert found == [("5", "new", "ok", "shop.xlsx, sheet lines")]


def test_records_that_could_not_be_divided_stand_beside_nothing(joined: Joined) -> None:
    _, rows, notes = joined(
        {"file": "items.csv", "join": BY_ID}, items=ITEMS[:4], orders=[*ORDERS[:2], "1,c1,2024,a,b"]
    )
    assert [row["customer_id"] for row in rows] == [None, None, "c2"]
    assert "1 row of orders.csv has other fields than its header" in notes[0]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no such file": (
        {"file": "order.csv", "by": "id"},
        "no file of .* is called order.csv .it holds .* orders.csv",
    ),
    "no such column": (
        {"file": "orders.csv", "by": {"order_id": "no"}},
        "column no of orders.csv, .* allowed: id, cust",
    ),
    "no such column of the rows": (
        {"file": "orders.csv", "by": {"oid": "id"}},
        "column oid of the rows .* order_id, pr",
    ),
    "no rows": ({"file": "empty.csv", "by": {"order_id": "id"}}, "empty.csv has a header and no rows"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_join_is_told_before_dbt_and_by_the_plugin(tmp_path: Path, name: str) -> None:
    join, told = WRONG[name]
    write(tmp_path, items=ITEMS, orders=ORDERS, empty=ORDERS[:1])
    columns = {"transaction_id": "order_id", "amount": "price"}
    mapping = {"file": "items.csv", "columns": columns, "join": join}
    (problem,) = file_problems(tmp_path, {"transactions": mapping})
    assert re.search(told, problem)
    asked = {"folder": str(tmp_path), "relation": "transactions", "file": "items.csv", "options": mapping}
    assert json.loads(plugin.read_input(json.dumps(asked))) == {"problem": problem}


@pytest.mark.parametrize(("off", "said"), [("3,00", "subtract names off of orders.csv, .* order_id 1"), ("0,00", "^$")])
def test_what_an_order_has_once_is_not_subtracted_from_each_of_its_lines(tmp_path: Path, off: str, said: str) -> None:
    """Order 1 has two lines, and what stands beside the one of order 2 may be subtracted."""
    write(tmp_path, items=ITEMS, orders=[f"{ORDERS[0]},off", f"{ORDERS[1]},1", f'{ORDERS[2]},"{off}"'])
    columns = {"transaction_id": "order_id", "amount": "price"}
    mapping = {"file": "items.csv", "columns": columns, "join": BY_ID, "subtract": ["off"]}
    assert re.search(said, " ".join(file_problems(tmp_path, {"transactions": mapping})))


def test_a_column_that_neither_file_has_is_told_with_those_of_both(tmp_path: Path) -> None:
    write(tmp_path, items=ITEMS, orders=ORDERS)
    columns = {"transaction_id": "order_id", "amount": "price"}
    mapping = {"file": "items.csv", "columns": columns, "join": BY_ID, "keep": {"orders.status": "paid"}}
    assert file_problems(tmp_path, {"transactions": mapping}) == []
    (problem,) = file_problems(tmp_path, {"transactions": {**mapping, "drop": {"state": "void"}}})
    assert "has no column state; it has order_id, price, status, id, customer_id, ordered_at, orders.status" in problem


def test_a_joined_file_is_another_input_where_the_mapping_says_so(tmp_path: Path) -> None:
    """By its name alone it is not: this one has no column customer_id."""
    write(
        tmp_path,
        transactions=["transaction_id,ordered_at,amount,who", "1,2024-01-05,9.50,7"],
        customers=["id,key", "7,c7"],
    )
    mapping = {"columns": {"customer_id": "key"}, "join": {"file": "customers.csv", "by": {"who": "id"}}}
    assert file_problems(tmp_path, {"transactions": mapping}) == []
    (problem,) = file_problems(tmp_path, {"transactions": mapping, "customers": {"file": "customers.csv"}})
    assert "customers has no column customer_id; it has id, key" in problem
