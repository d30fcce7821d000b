"""Files of one folder with the same orders: those of payments count once."""

from __future__ import annotations

from inputs.drafts import Drafted, only

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
