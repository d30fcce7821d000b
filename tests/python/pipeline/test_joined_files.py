"""Orders in one file and their amounts in another: what counts, what is rejected and what is told of a join."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
from exports_with_doubts import told

LINES = """order_id,price,pieces,status
1,10.00,1,sent
1,2.75,2,sent
2,7.00,1,sent
3,100.00,1,sent
4,20.00,1,sent
5,50.00,1,sent
9,1.00,1,sent
"""
ORDERS = """no;client;day;status;kind;refunded;arrived
1;c1;05.01.2024;paid;web;0;2024-01-06
2;c2;06.01.2024;cancelled;web;0;2024-01-07
3;c1;07.01.2024;paid;test;0;2024-01-08
4;c3;08.01.2024;paid;web;3,00;2024-01-09
5;c4;09.01.2024;paid;web;0;2024-03-01
6;c5;10.01.2024;paid;web;0;2024-01-11
1;c1;05.01.2024;paid;web;0;2024-01-06
"""
TAKEN = """
    select transaction_id, customer_id, ordered_on, amount from main_staging.base_transactions
    where reason is null order by row_key
"""
REJECTED = "select reason, row_number, raw_row from main_staging.rejected_rows order by row_number"


def test_columns_of_a_joined_file_are_used_as_those_of_the_rows(checked, tmp_path) -> None:
    """Order 1 is worth 10.00 and two times 2.75, order 4 is 20.00 less 3.00; order 2 counts though it was cancelled."""
    (tmp_path / "order_lines.csv").write_text(LINES.replace(",", ";").replace(".", ","), encoding="utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8-sig")
    mapping = {
        "file": "order_lines.csv",
        "join": {"file": "orders.csv", "by": {"order_id": "no"}, "delimiter": ";"},
        "columns": {
            "transaction_id": "order_id",
            "customer_id": "client",
            "ordered_at": "day",
            "amount": {"product": ["price", "pieces"]},
            "loaded_at": "arrived",
        },
        "date_format": "%d.%m.%Y",
        "decimal_mark": ",",
        "keep": {"status": "sent"},
        "drop": {"kind": "test"},
        "subtract": "refunded",
    }
    warehouse = checked(transaction_grain="line", known_at="2024-02-01", inputs={"transactions": mapping})
    assert [row[3] for row in told(warehouse) if row[0] == "status_not_used"] == ["orders.status: cancelled (1)"]
    (alone, without) = sorted(row[3] for row in told(warehouse) if row[0] == "files_not_read")
    assert alone.startswith("order_lines.csv has 1 row whose order_id no row of orders.csv has, such as 9")
    assert without.startswith("orders.csv has 1 purchase without a row in order_lines.csv, such as no 6")
    assert [(row[0], row[1], str(row[2])[8:], row[3]) for row in warehouse.query(TAKEN)] == [
        ("1", "c1", "05", Decimal("10.00")),
        ("1", "c1", "05", Decimal("5.50")),
        ("2", "c2", "06", Decimal("7.00")),
        ("4", "c3", "08", Decimal("17.00")),
    ]
    rejected = warehouse.query(REJECTED)
    assert [row[:2] for row in rejected] == [("filtered_out", 4), ("loaded_later", 6), ("unreadable_date", 7)]
    assert '"orders.status":"paid","kind":"test"' in rejected[0][2]


def test_parquet_is_joined_by_numbers_and_a_joined_file_may_be_another_input(checked, tmp_path) -> None:
    """Thirty orders of two lines: the customer of each order is new, and the table of these knows the ten persons."""
    numbers = range(30)
    days = [f"2024-01-{1 + i:02d}" for i in numbers]
    pq.write_table(
        pa.table({"order_id": [float(i // 2) for i in range(60)], "value": [1.25] * 60}), tmp_path / "payments.parquet"
    )
    pq.write_table(
        pa.table({"id": [*numbers], "customer_id": [i + 100 for i in numbers], "ordered_at": days}),
        tmp_path / "orders.parquet",
    )
    pq.write_table(
        pa.table(
            {
                "id": [i + 100 for i in numbers],
                "person": [i % 10 for i in numbers],
                "channel": ["ads" if i % 2 else "mail" for i in numbers],
            }
        ),
        tmp_path / "customers.parquet",
    )
    join = [
        {"file": "orders.parquet", "by": {"order_id": "id"}},
        {"file": "customers.parquet", "by": {"customer_id": "id"}},
    ]
    columns = {"transaction_id": "order_id", "customer_id": "person", "amount": "value"}
    warehouse = checked(
        "+int_customer_rfm",
        transaction_grain="line",
        inputs={
            "transactions": {"file": "payments.parquet", "join": join, "columns": columns},
            "customers": {"file": "customers.parquet", "columns": {"customer_id": "person"}},
        },
    )
    assert warehouse.result.success, warehouse.messages
    found = "select channel, count(*), sum(frequency), sum(realised_revenue) from main_intermediate.int_customer_rfm"
    assert warehouse.query(f"{found} group by 1 order by 1") == [
        ("ads", 5, 10, Decimal("37.50")),
        ("mail", 5, 10, Decimal("37.50")),
    ]
    assert warehouse.query("select transaction_id from main_staging.base_transactions order by row_key limit 3") == [
        ("0",),
        ("0",),
        ("1",),
    ]
