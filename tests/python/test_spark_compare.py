"""deploy/spark/compare.py sees what `make test-spark` is there to see."""

from __future__ import annotations

import datetime
from decimal import Decimal

import compare
import pyarrow as pa
import pytest

MART = {
    "channel": ["a", "b", None],
    "customers": [1, 2, None],
    "spend": [Decimal("1.50"), Decimal("0.01"), None],
    "cac": [1.5, 0.005, None],
    "month": [datetime.date(2024, 1, 1), None, datetime.date(2024, 2, 1)],
    "run_id": ["x", "y", "z"],
}


def test_equal_marts_in_another_order_do_not_differ():
    other = {name: values[::-1] for name, values in MART.items()} | {"run_id": ["u", "v", "w"]}
    scaled = [None, Decimal("0.0100"), Decimal("1.5000")]
    assert compare.differences("marts.m", pa.table(MART), pa.table(other | {"spend": scaled})) == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("channel", ["a", "c", None]),
        ("customers", [1, 3, None]),
        ("customers", [1, 2, 0]),
        ("spend", [Decimal("1.50"), Decimal("0.010001"), None]),
        ("cac", [1.5 + 1e-8, 0.005, None]),
        ("cac", [1.5, 0.005, 0.0]),
        ("month", [datetime.date(2024, 1, 1), None, datetime.date(2024, 2, 2)]),
    ],
)
def test_one_value_that_differs_is_told_with_its_column(column, values):
    (problem,) = compare.differences("marts.m", pa.table(MART), pa.table(MART | {column: values}))
    assert problem.startswith(f"marts.m.{column}: 1 of 3 rows differ")


def test_missing_rows_and_columns_are_told():
    whole = pa.table(MART)
    assert compare.differences("marts.m", whole, whole.slice(0, 2)) == ["marts.m: 2 rows instead of 3"]
    assert "columns" in compare.differences("marts.m", whole, whole.drop_columns(["spend"]))[0]
