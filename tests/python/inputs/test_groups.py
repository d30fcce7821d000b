"""Rows of a group whose name stands in the first of them only: seen in drafts, and read so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from inputs.drafts import Drafted, only

from ltv.inputs.errors import InputError
from ltv.inputs.filled_down import FilledDown
from ltv.inputs.reading import read_source

MONTHS = ["January 2024", "February 2024", "March 2024"]
ORDERS = {"orders.csv": ["order_id,customer_id,ordered_at,amount", "1,a,2024-01-05,9.50", "2,b,2024-01-06,7.50"]}
CHANNELS = ["Google Ads", "Instagram", "Podcast", "Total"]


def spend_of(drafted: Drafted, lines: list[str]) -> dict[str, Any]:
    """The source of ad spend of a folder that has orders too."""
    return only(drafted({**ORDERS, "ad_spend.csv": lines}), "ad_spend")


def test_months_that_stand_once_are_those_of_the_rows_below(drafted: Drafted) -> None:
    rows = [
        f"{month if channel == 'Google Ads' else ''},{channel},{1 + i * 10 + j}.50"
        for i, month in enumerate(MONTHS)
        for j, channel in enumerate(CHANNELS)
    ]
    source = spend_of(drafted, ["Month,Channel,Spend", *rows])
    assert source["fill_down"] == ["Month"]
    assert source["drop"] == {"Channel": ["Total"]}


def test_channels_that_stand_once_are_those_of_the_days_below(drafted: Drafted) -> None:
    rows = [f"{c if d == 1 else ''},2024-01-{d:02d},{d}.50" for c in CHANNELS[:3] for d in range(1, 9)]
    source = spend_of(drafted, ["Channel,Date,Spend", *rows])
    assert source["fill_down"] == ["Channel"]
    assert "drop" not in source


def test_channels_that_are_missing_now_and_then_are_missing(drafted: Drafted) -> None:
    """The names of a group stand once, and so never twice below each other."""
    names = ["google", "", "google", "", "", "meta", "meta", ""]
    rows = [f"{names[d % 8]},2024-01-{1 + d:02d},{d}.50" for d in range(28)]
    assert "fill_down" not in spend_of(drafted, ["Channel,Date,Spend", *rows])


def test_what_stands_above_is_read_in_the_rows_below(tmp_path: Path) -> None:
    """A new order begins without a customer, if it has none: who stands above bought another one."""
    lines = ["order,who,day,price", "1,ann,2024-01-05,7", ",,,8", "2,,2024-01-06,9", ",,,", ",,,10"]
    (tmp_path / "transactions.csv").write_text("\n".join(lines) + "\n")
    columns = {"transaction_id": "order", "customer_id": "who", "ordered_at": "day", "amount": "price"}
    options = {"fill_down": ["order", "who", "day"], "columns": columns}
    source = read_source(tmp_path, "transactions", tmp_path, options=options, columns=[*columns.values()])
    found = duckdb.sql(f"select \"order\", who, day, price from {source.sql} where price <> '' order by _row_number")
    assert [[value or None for value in row] for row in found.fetchall()] == [
        ["1", "ann", "2024-01-05", "7"],
        ["1", "ann", "2024-01-05", "8"],
        ["2", None, "2024-01-06", "9"],
        ["2", None, "2024-01-06", "10"],
    ]


def test_customers_stand_above_their_orders_and_totals_below(drafted: Drafted) -> None:
    """As in reports of accounts: a total named the customer of the next orders."""
    lines = [",Date,Num,Amount"]
    for i in range(4):
        orders = [f",2024-01-{1 + i:02d},{i},10.00", f",2024-02-{1 + i:02d},{i + 9},20.00"]
        lines += [f"Buyer {i},,,", *orders, f"Total for Buyer {i},,,30.00"]
    source = only(drafted({"Sales by Customer Detail.csv": [*lines, "TOTAL,,,120.00"]}), "transactions")
    assert (source["fill_down"], source["drop_blank"]) == (["column_1"], ["Date"])
    assert source["columns"]["customer_id"] == "column_1"


def test_headings_are_carried_to_their_rows() -> None:
    fill = FilledDown({"fill_down": "who", "columns": {"customer_id": "who"}})
    batch = pa.record_batch({"who": ["ann", None, "Total for ann", "", "bob", None], "day": ["", "1", "", "", "", "2"]})
    assert fill.next(batch).column("who").to_pylist() == ["ann", "ann", "Total for ann", "", "bob", "bob"]


def test_what_stands_above_is_known_from_one_batch_to_the_next() -> None:
    fill = FilledDown({"fill_down": "Channel", "columns": {"channel": "Channel"}})
    batches = [pa.record_batch({"channel": names, "spend": ["1", "2"]}) for names in (["tv", None], ["", "seo"])]
    assert [fill.next(batch).column("channel").to_pylist() for batch in batches] == [["tv", "tv"], ["tv", "seo"]]


def test_amounts_are_not_filled_down() -> None:
    with pytest.raises(InputError, match="the column Price, which holds money"):
        FilledDown({"fill_down": ["Price"], "columns": {"amount": "price"}})


def test_parquet_has_no_cells(tmp_path: Path) -> None:
    duckdb.sql("select 1 as x").write_parquet(str(tmp_path / "ad_spend.parquet"))
    with pytest.raises(InputError, match=r"ad_spend\.parquet is Parquet, which has no cells"):
        read_source(tmp_path, "ad_spend", tmp_path, options={"fill_down": ["x"]})
