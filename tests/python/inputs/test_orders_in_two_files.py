"""Folders whose orders and amounts are in two files: the mapping joins them, or says what keeps it from that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from inputs.drafts import Drafted, draft_in, only, told

from ltv.cli.init import write
from ltv.inputs.errors import InputError
from ltv.inputs.folder import look
from ltv.inputs.mapping import draft

FORTY = range(40)
DAYS = [f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in FORTY]
ORDERS = ["id,customer_id,created_at,status", *(f"{i},c{i % 9},{DAYS[i]},paid" for i in FORTY)]
ITEMS = [
    "order_item_id,order_id,product_id,quantity,unit_price,created_at",
    *(f"{3 * i + k},{i},p{k},{1 + k},{i + 1}.50,2025-01-01" for i in FORTY for k in range(2)),
]
PAYMENTS = ["payment_id,order_id,method,amount,status", *(f"{500 + i},{i},card,{i}.50,ok" for i in FORTY)]
OLIST = {
    "olist_orders_dataset.csv": [
        "order_id,customer_id,order_status,order_purchase_timestamp",
        *(f"o{i},k{i},delivered,{DAYS[i]} 10:00:00" for i in FORTY),
    ],
    "olist_order_items_dataset.csv": [
        "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
        *(f"o{i},{k + 1},p{k},s,{DAYS[i]},{9 + i + k}.50,5.00" for i in range(39) for k in range(2)),
    ],
    "olist_order_payments_dataset.csv": [
        "order_id,payment_sequential,payment_type,payment_value",
        *(f"o{i},1,card,{30 + i}.00" for i in FORTY),
    ],
    "olist_customers_dataset.csv": [
        "customer_id,customer_unique_id,customer_city",
        *(f"k{i},u{i % 25},x" for i in FORTY),
    ],
}
BY_ID = {"file": "orders.csv", "by": {"order_id": "id"}}

FOLDERS: dict[str, tuple[dict[str, list[str]], dict[str, Any]]] = {
    "lines": (
        {"orders.csv": ORDERS, "order_items.csv": ITEMS},
        {
            "file": "order_items.csv",
            "join": BY_ID,
            "transaction_id": "order_id",
            "customer_id": "customer_id",
            "ordered_at": "orders.created_at",
            "amount": {"product": ["unit_price", "quantity"]},
            "grain": "line",
        },
    ),
    "payments": (
        {"orders.csv": ORDERS, "raw_payments.csv": PAYMENTS},
        {"file": "raw_payments.csv", "join": BY_ID, "transaction_id": "order_id", "amount": "amount", "grain": "line"},
    ),
    "lines, though there are payments": (
        {"orders.csv": ORDERS, "order_items.csv": ITEMS, "payments.csv": PAYMENTS},
        {"file": "order_items.csv", "join": BY_ID},
    ),
    "lines, though there are refunds and products": (
        {
            "orders.csv": ORDERS,
            "order_items.csv": ITEMS,
            "refunds.csv": ["id,order_id,amount", "1,3,9.50"],
            "products.csv": ["product_id,name,price", "p0,Mug,9.50"],
        },
        {"file": "order_items.csv", "join": BY_ID},
    ),
    "orders with semicolons": (
        {"orders.csv": [line.replace(",", ";") for line in ORDERS], "order_items.csv": ITEMS},
        {"join": {**BY_ID, "delimiter": ";"}},
    ),
    "prices in cents": (
        {"orders.csv": ORDERS, "order_items.csv": [ITEMS[0].replace("unit_price", "unit_price_cents"), *ITEMS[1:]]},
        {"amount": {"product": ["unit_price_cents", "quantity"]}, "divide_by": 100},
    ),
    "prices of the list, in Portuguese": (
        {
            "pedidos.csv": ["id_pedido,id_cliente,data_pedido", *(f"{i},{i % 9},{DAYS[i]}" for i in FORTY)],
            "itens_pedido.csv": ["id_pedido,id_produto,quantidade,list_price", *(f"{i},p,2,9.50" for i in FORTY)],
        },
        {
            "join": {"file": "pedidos.csv", "by": "id_pedido"},
            "customer_id": "id_cliente",
            "amount": {"product": ["list_price", "quantidade"]},
        },
    ),
    "lines, though customers' payments are there without their orders": (
        {
            "orders.csv": ORDERS,
            "order_items.csv": ITEMS,
            "payments.csv": [
                "customer_id,check_no,payment_date,amount",
                *(f"c{i % 9},{i},{DAYS[i]},9.50" for i in FORTY),
            ],
        },
        {"file": "order_items.csv", "join": BY_ID},
    ),
    "parts": (
        {
            "orders_1.csv": ORDERS[:21],
            "orders_2.csv": [ORDERS[0], *ORDERS[21:]],
            "items_1.csv": ITEMS[:41],
            "items_2.csv": [ITEMS[0], *ITEMS[41:]],
        },
        {
            "file": ["items_1.csv", "items_2.csv"],
            "join": {"file": ["orders_1.csv", "orders_2.csv"], "by": {"order_id": "id"}},
        },
    ),
    "olist": (
        OLIST,
        {
            "file": "olist_order_items_dataset.csv",
            "join": [
                {"file": "olist_orders_dataset.csv", "by": "order_id"},
                {"file": "olist_customers_dataset.csv", "by": "customer_id"},
            ],
            "customer_id": "customer_unique_id",
            "ordered_at": "order_purchase_timestamp",
            "amount": "price",
            "grain": "line",
        },
    ),
    "customers who are new with every order, and their addresses": (
        {
            "orders.csv": ["id,customer_id,created_at,total", *(f"{i},g{i},{DAYS[i]},{i}.50" for i in FORTY)],
            "customers.csv": ["customer_id,email", *(f"g{i},m{i % 25}@x.y" for i in FORTY)],
        },
        {
            "file": "orders.csv",
            "join": {"file": "customers.csv", "by": "customer_id"},
            "customer_id": "email",
            "amount": "total",
            "grain": "order",
        },
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_orders_are_joined_with_what_has_their_amounts(drafted: Drafted, name: str) -> None:
    files, expected = FOLDERS[name]
    mapping = drafted(files)
    assert mapping.open == ()
    found = told(mapping)
    assert {key: found.get(key) for key in expected} == expected


def test_sheets_of_a_workbook_are_known_by_their_own_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, lines in {"orders": ORDERS, "order lines": ITEMS}.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    book.remove(book.active)
    (tmp_path / "shop").mkdir()
    book.save(tmp_path / "shop" / "shop.xlsx")
    (tmp_path / "scratch").mkdir()
    mapping = draft(tmp_path / "shop", look(tmp_path / "shop", tmp_path / "scratch"))
    source = only(mapping, "transactions")
    assert source["sheet"] == "order lines"
    assert source["join"] == {"file": "shop.xlsx", "by": {"order_id": "id"}, "sheet": "orders"}


def test_what_is_joined_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is said of the joined files as if they were not used."""
    for name, lines in OLIST.items():
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    write(tmp_path, tmp_path / "shop.yml")
    said = " ".join(capsys.readouterr().out.split())
    assert "Joined: The orders are in olist_orders_dataset.csv, their amounts in olist_order_items_dataset.csv" in said
    assert "Joined: The customer is customer_unique_id of olist_customers_dataset.csv" in said
    assert re.findall("([a-z_]+).csv is not used", said) == ["olist_order_payments_dataset"]


def test_customers_of_whom_nothing_is_told_are_read_by_their_name(drafted: Drafted) -> None:
    """The input is found by the file's name: without a word of its columns the build would stop."""
    customers = ["CustomerID,City", *(f"c{i},Bonn" for i in range(9))]
    mapping = drafted({"orders.csv": ORDERS, "order_items.csv": ITEMS, "Customers.csv": customers})
    assert only(mapping, "customers")["columns"] == {"customer_id": "CustomerID"}


OTHERS = [ITEMS[0], *(re.sub(r"^(\d+),", r"\1,x", line) for line in ITEMS[1:])]
TWICE = [*ORDERS, *(line.replace("paid", "placed") for line in ORDERS[1:])]
REFUSED: dict[str, tuple[dict[str, list[str]], str]] = {
    "amounts of other orders": ({"orders.csv": ORDERS, "order_items.csv": OTHERS}, "their amounts are missing"),
    "two tables of amounts": (
        {"orders.csv": ORDERS, "order_items.csv": ITEMS, "order_lines.csv": [line + ",1" for line in ITEMS]},
        r"may be in order_items.csv \(unit_price and quantity\) or order_lines.csv .* by: {order_id: id}",
    ),
    "several states of an order": (
        {"orders.csv": TWICE, "order_items.csv": ITEMS},
        "orders.csv has 40 values of id in several rows that differ, such as 0 in 2 rows, which differ in status",
    ),
    "lines without money": (
        {"orders.csv": ORDERS, "order_products.csv": [",".join(line.split(",")[:3]) for line in ITEMS]},
        "their amounts are missing",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_joined_is_asked_about(tmp_path: Path, name: str) -> None:
    files, reason = REFUSED[name]
    with pytest.raises(InputError, match=reason):
        draft_in(tmp_path, files)
