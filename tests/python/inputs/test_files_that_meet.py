"""Files of one folder with the same orders: those of payments count once, those without amounts are told their join."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb
import pytest
from inputs.drafts import Drafted, draft_in, only

from ltv.inputs.errors import InputError

FORTY = range(40)
DAYS = [f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in FORTY]
ORDERS = [
    "order_id,customer_id,order_date,total_amount,status",
    *(f"{i},c{i % 9},{DAYS[i]},{i}.50,paid" for i in FORTY),
]
PAYMENTS = [
    "payment_id,order_id,customer_id,payment_date,amount",
    *(f"p{i},{i},c{i % 9},{DAYS[i]},{i}.50" for i in FORTY),
]


def test_payments_beside_their_orders_do_not_count_again(drafted: Drafted) -> None:
    assert only(drafted({"a_payments.csv": PAYMENTS, "orders.csv": ORDERS}), "transactions")["file"] == "orders.csv"


def test_orders_of_another_shop_with_the_same_numbers_count(drafted: Drafted) -> None:
    others = [PAYMENTS[0], *(line.replace(",c", ",d") for line in PAYMENTS[1:])]
    mapping = drafted({"other_payments.csv": others, "orders.csv": ORDERS})
    assert len(mapping.variables["inputs"]["transactions"]) == 2


def test_parts_of_one_export_count_all(drafted: Drafted) -> None:
    mapping = drafted({"january.csv": ORDERS[:30], "february.csv": [ORDERS[0], *ORDERS[10:]]})
    assert only(mapping, "transactions")["file"] == ["february.csv", "january.csv"]


WITHOUT = ["id,customer_id,created_at,status", *(f"{i},c{i % 9},{DAYS[i]},paid" for i in FORTY)]
ITEMS = [
    "order_item_id,order_id,product_id,quantity,unit_price",
    *(f"{3 * i + k},{i},p{k},{1 + k},{i + 1}.50" for i in FORTY for k in range(2)),
]


def test_a_table_of_orders_without_amounts_is_told_where_they_are_and_how_to_join_them(tmp_path: Path) -> None:
    """What the command makes is read as lines of orders."""
    with pytest.raises(InputError, match=r"order_items[.]csv has them: unit_price and quantity, by order_id") as told:
        draft_in(tmp_path, {"orders.csv": WITHOUT, "order_items.csv": ITEMS})
    statement = re.search(r"'''(.*)'''", str(told.value))
    assert statement is not None
    before = Path.cwd()
    os.chdir(tmp_path / "shop")
    try:
        duckdb.sql(statement[1]).write_csv("joined.csv")
    finally:
        os.chdir(before)
    lines = (tmp_path / "shop" / "joined.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "second").mkdir()
    mapping = draft_in(tmp_path / "second", {"orders.csv": WITHOUT, "order_items.csv": ITEMS, "joined.csv": lines})
    source = only(mapping, "transactions")
    assert (source["file"], source["columns"]["transaction_id"]) == ("joined.csv", "order_id")
    assert source["columns"]["amount"] == {"product": ["unit_price", "quantity"]}
    assert mapping.variables["transaction_grain"] == "line"


def test_amounts_of_other_orders_are_no_answer(tmp_path: Path) -> None:
    others = [ITEMS[0], *(re.sub(r"^(\d+),", r"\1,x", line) for line in ITEMS[1:])]
    with pytest.raises(InputError) as told:
        draft_in(tmp_path, {"orders.csv": WITHOUT, "order_items.csv": others})
    assert "order_items.csv has them" not in str(told.value)
