"""Folders with refunds in a file of their own: the mapping takes them off, or says why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from inputs.drafts import draft_in, only

from ltv.inputs.folder import look

FORTY = range(40)
DAYS = [f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in FORTY]
STATE = {0: "cancelled", 1: "refunded", 2: "refunded"}
HEADER = "order_id,customer_id,order_date,total,status"
ORDERS = [f"{i + 100},c{i % 9},{DAYS[i]},{i + 10}.50,{STATE.get(i, 'completed')}" for i in FORTY]
REFUNDS = ["refund_id,order_id,refunded_at,amount", "1,101,2024-12-30,11.50", "2,102,2024-12-30,12.50"]
PART = "3,110,2024-12-30,4.20"


def test_refunds_are_taken_off_and_the_refunded_orders_count(tmp_path: Path) -> None:
    files = {"orders.csv": [HEADER, *ORDERS], "refunds.csv": [*REFUNDS, PART]}
    mapping = draft_in(tmp_path, files)
    orders, refunds = mapping.variables["inputs"]["transactions"]
    assert orders["drop"] == {"status": ["cancelled"]}
    assert refunds == {
        "format": "plain table",
        "file": "refunds.csv",
        "join": {"file": "orders.csv", "by": "order_id"},
        "columns": {
            "transaction_id": "order_id",
            "ordered_at": "refunded_at",
            "amount": "amount",
            "customer_id": "customer_id",
        },
        "drop": {"status": ["cancelled"]},
        "negate": True,
    }
    why = "\n".join(mapping.why["transactions"])
    assert "Rows do not count whose status is cancelled; what is left: completed, refunded." in why
    assert "The refunds of refunds.csv are taken off the orders of orders.csv, which are joined by order_id" in why


def test_several_refunds_of_an_order_are_added_up(tmp_path: Path) -> None:
    twice = draft_in(tmp_path, {"orders.csv": [HEADER, *ORDERS], "refunds.csv": [*REFUNDS, PART, f"4{PART[1:]}"]})
    assert twice.variables["transaction_grain"] == "line"
    (tmp_path / "once").mkdir()
    once = draft_in(tmp_path / "once", {"orders.csv": [HEADER, *ORDERS], "refunds.csv": [*REFUNDS, PART]})
    assert once.variables["transaction_grain"] == "order"


def test_a_state_whose_refunds_are_not_there_stays_out(tmp_path: Path) -> None:
    files = {"orders.csv": [HEADER, *ORDERS], "refunds.csv": [REFUNDS[0], PART, PART.replace("110", "111")]}
    orders, refunds = draft_in(tmp_path, files).variables["inputs"]["transactions"]
    assert orders["drop"] == refunds["drop"] == {"status": ["cancelled", "refunded"]}


def test_orders_in_parts_are_joined_together(tmp_path: Path) -> None:
    files = {
        "orders_2023.csv": [HEADER, *ORDERS[:20]],
        "orders_2024.csv": [HEADER, *ORDERS[20:]],
        "Returns.csv": ["Order Number,Return Date,Refund Amount", "101,2024-12-30,11.50", "130,2024-12-30,4.20"],
    }
    orders, refunds = draft_in(tmp_path, files).variables["inputs"]["transactions"]
    assert orders["file"] == refunds["join"]["file"] == ["orders_2023.csv", "orders_2024.csv"]
    assert refunds["join"]["by"] == {"Order Number": "order_id"}
    assert refunds["columns"]["amount"] == "Refund Amount"


def test_refunds_are_in_the_currency_of_their_orders(tmp_path: Path) -> None:
    lines = [f"{line},EUR" for line in ORDERS]
    mapping = draft_in(tmp_path, {"orders.csv": [f"{HEADER},currency", *lines], "refunds.csv": [*REFUNDS, PART]})
    assert not mapping.open
    assert mapping.variables["reporting_currency"] == "EUR"
    assert [each["columns"]["currency"] for each in mapping.variables["inputs"]["transactions"]] == ["currency"] * 2


def test_orders_beside_their_lines_have_refunds_too(tmp_path: Path) -> None:
    """The amounts are the lines', the customers and states the orders'."""
    orders = [f"{i + 100},c{i % 9},{DAYS[i]},{STATE.get(i, 'completed')}" for i in FORTY]
    lines = [f"{2 * i + k},{i + 100},p{k},{1 + k},{i + 1}.50" for i in FORTY for k in range(2)]
    whole = "1,101,2024-12-30,7.50", "2,102,2024-12-30,10.50"
    files = {
        "orders.csv": ["id,customer_id,created_at,status", *orders],
        "order_items.csv": ["item_id,order_id,product_id,quantity,unit_price", *lines],
        "refunds.csv": ["id,order_id,created_at,amount", *whole, "3,110,2024-12-30,4.20"],
    }
    mapping = draft_in(tmp_path, files)
    sales, refunds = mapping.variables["inputs"]["transactions"]
    assert mapping.variables["transaction_grain"] == "line"
    assert sales["file"] == "order_items.csv"
    assert sales["drop"] == refunds["drop"] == {"status": ["cancelled"]}
    assert refunds["join"] == {"file": "orders.csv", "by": {"order_id": "id"}}
    assert refunds["columns"] == {
        "transaction_id": "order_id",
        "ordered_at": "created_at",
        "amount": "amount",
        "customer_id": "customer_id",
    }
    files["refunds.csv"][1] = "1,101,2024-12-30,17.50"  # more than the order cost
    (tmp_path / "again").mkdir()
    assert only(draft_in(tmp_path / "again", files), "transactions")["file"] == "order_items.csv"


NOT_BEFORE_REFUNDS = {
    "amounts that are less than the refunds": (HEADER, [line.replace("12.50", "0.00") for line in ORDERS[:3]]),
    "refunds among the orders": (HEADER, [*ORDERS, "200,c1,2024-12-30,-4.20,completed"]),
    "a column of refunds": (f"{HEADER},refunded", [f"{line},{i % 5}.25" for i, line in enumerate(ORDERS)]),
    "lines of orders": (HEADER, [*ORDERS, *(line.replace(".50", ".40") for line in ORDERS)]),
    "amounts that are not numbers": (HEADER, [line.replace(".50", " EUR") for line in ORDERS]),
    "other orders": (HEADER, [f"9{line}" for line in ORDERS]),
}


@pytest.mark.parametrize("name", NOT_BEFORE_REFUNDS)
def test_refunds_are_told_where_they_may_be_taken_off_already(name: str, tmp_path: Path) -> None:
    header, lines = NOT_BEFORE_REFUNDS[name]
    files = {"orders.csv": [header, *lines], "refunds.csv": REFUNDS}
    assert only(draft_in(tmp_path, files), "transactions")["file"] == "orders.csv"
    (sentence,) = look(tmp_path / "shop", tmp_path / "scratch").skipped
    assert "Its name says that it holds refunds: they are not subtracted." in sentence
