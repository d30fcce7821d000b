"""An order that is refunded to exactly nothing is no purchase, however the refund comes; a free order is one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

ORDERS = """number,client,day,total,refunded
A1,C1,2024-01-05,30.00,0
A2,C1,2024-02-05,20.00,20.00
A3,C2,2024-01-06,50.00,50.00
A4,C3,2024-01-07,0.00,0.00
A5,C3,2024-03-01,10.00,
A6,C4,2024-01-08,10.00,25.00
"""
LINES = """transaction_id,customer_id,ordered_at,amount
L1,D1,2024-01-05 10:00:00,30.00
L1,D1,2024-01-05 10:00:00,20.00
L1,D1,2024-01-05 09:00:00,-50.00
L2,D1,2024-02-05,40.00
L2,D1,2024-02-05,-5.00
L3,D2,2024-03-05,8.00
L3,D2,2024-03-09,-8.00
"""


def test_an_order_refunded_to_nothing_is_no_purchase(build, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "lines.csv").write_text(LINES)
    columns = {"transaction_id": "number", "customer_id": "client", "ordered_at": "day", "amount": "total"}
    orders = {"file": "orders.csv", "columns": columns, "subtract": ["refunded"]}
    warehouse = build(
        *("--select", "+int_model_histories", "+input_audit", "+input_warnings"),
        *("--indirect-selection", "cautious", "--exclude-resource-type", "unit_test"),
        raw_data="files",
        data_dir=str(tmp_path),
        transaction_grain="line",
        inputs={"transactions": [orders, {"file": "lines.csv"}]},
    )
    assert warehouse.result.success, warehouse.messages
    buyers = warehouse.query(
        "select customer_id, first_purchase_on is not null, frequency, realised_revenue"
        " from main_intermediate.int_model_histories order by customer_id"
    )
    assert buyers == [
        ("C1", True, 0, Decimal(30)),  # of two orders one is left
        ("C3", True, 1, Decimal(10)),  # the free order counts
        ("C4", False, 0, Decimal(-15)),  # more was given back than paid
        ("D1", True, 0, Decimal(35)),
        ("D2", False, 0, Decimal(0)),
    ]
    rejected = warehouse.query("select reason, row_number from main_staging.rejected_rows order by row_number")
    assert rejected == [("fully_refunded", 2), ("fully_refunded", 3)]
    assert warehouse.query("select count(*) from main_monitoring.input_warnings where rule = 'much_rejected'") == [(0,)]
