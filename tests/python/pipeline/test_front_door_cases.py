"""Exports as they really come: what each oddity must come to, reckoned by hand on a shop of four customers.

The situations are those of public reports (Shopify order names with #, UCI Online Retail's float ids, migrated customer
databases, invoices of ad platforms with credits); the rows are made up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

ORDERS = """transaction_id,customer_id,ordered_at,amount,currency,address
#1001,C1,2024-01-05,10.50,EUR,"1 Road
Town, X"
#1002,C1 ,2024-02-05,20.50,EUR,
1003,C2,20240110,30.50,EUR,"said ""hi"" twice"
1004,c2@x.org,2024-03-01 10:00:00 UTC,40.50,EUR,
1005,C2@X.org,2024-03-02,50.50,EUR,
1005,C2@X.org,2024-03-05,-10.50,EUR,
1006,C3,2024-03-03,12,50,EUR,
1007,C3,2024-03-06,60.00,EUR,
1008,C3,2098-12-31,70.00,EUR,
1009,null,2024-03-06,80.00,EUR,
"""
CUSTOMERS = """customer_id,acquired_at,channel
C1,2024-06-01,search
C2,2024-06-01,search
c2@x.org,2024-06-01,social
C3,2024-06-01,social
"""
SPEND = """spend_date,channel,spend,currency
2024-01-31,search,100.00,EUR
2024-01-31,search,100.00,EUR
2024-02-01,search,-60.00,EUR
2024-02-01,Social Ads,200.00,EUR
"""
RATES = "currency,valid_from,rate\nEUR,2024-01-01,1\nUSD,2024-01-01,0.9\n"


@pytest.fixture(scope="module")
def shop(build, tmp_path_factory):
    """A folder with a difficult name and files in odd letter case; all oddities in one build, with its data tests."""
    folder = tmp_path_factory.mktemp("exports") / "rock'n [shop] #1"
    folder.mkdir()
    files = {"Transactions.CSV": ORDERS, "customers.csv": CUSTOMERS, "AD_SPEND.csv": SPEND, "exchange_rates.csv": RATES}
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8-sig" if name == "customers.csv" else "utf-8"))
    (folder / "ad_spend (1).csv").write_text(SPEND)
    warehouse = build(
        raw_data="files",
        data_dir=str(folder),
        reporting_currency="EUR",
        channel_aliases={"social ads": "social"},
    )
    assert warehouse.result.success, warehouse.messages
    return warehouse


def test_every_record_is_taken_or_rejected_for_its_reason(shop):
    taken = shop.query("select transaction_id, customer_id, amount from main_staging.stg_transactions order by all")
    assert taken == [
        ("#1001", "C1", Decimal("10.5")),
        ("#1002", "C1", Decimal("20.5")),
        ("1003", "C2", Decimal("30.5")),
        ("1004", "c2@x.org", Decimal("40.5")),
        ("1005", "c2@x.org", Decimal("-10.5")),
        ("1005", "c2@x.org", Decimal("50.5")),
        ("1007", "C3", Decimal("60")),
    ]
    rejected = shop.query("select reason, row_number, raw_row from main_staging.rejected_rows order by row_number")
    assert [row[:2] for row in rejected] == [("malformed_row", 7), ("future_order", 9), ("guest_order", 10)]
    assert "1006,C3,2024-03-03,12,50,EUR," in rejected[0][2]


def test_a_refund_under_its_sales_id_nets(shop):
    assert shop.query("select realised_value from main_marts.customer_ltv where customer_id = 'c2@x.org'") == [
        (Decimal("80.5"),)
    ]


def test_the_future_order_moves_nothing_and_is_told(shop):
    (context,) = shop.query("select observation_end, currency, source from main_monitoring.build_context")
    assert context[:2] == (date(2024, 3, 6), "EUR")
    assert context[2].endswith("rock'n [shop] #1")
    rules = {rule for (rule,) in shop.query("select rule from main_monitoring.input_warnings")}
    assert {"future_orders", "much_rejected", "acquired_after_first_purchase", "margin_left_at_one"} <= rules
    assert "files_not_read" in rules


def test_credits_equal_rows_and_aliases_of_spend(shop):
    roi = shop.query("select channel, customers, spend from main_marts.channel_roi order by channel")
    assert roi == [("search", 2, Decimal(140)), ("social", 2, Decimal(200))]


def test_nobody_is_acquired_after_the_first_purchase(shop):
    months = shop.query(
        "select channel, acquisition_month, customers from main_marts.channel_cohort_roi"
        " where customers > 0 order by all"
    )
    assert months == [("search", date(2024, 1, 1), 2), ("social", date(2024, 3, 1), 2)]


def test_floats_that_are_whole_numbers_are_ids_nan_is_nobody_and_cents_are_exact(build, tmp_path):
    orders = pd.DataFrame(
        {
            "transaction_id": range(8),
            "customer_id": [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, float("nan"), None],
            "ordered_at": pd.date_range("2024-01-01", periods=8, freq="7D"),
            "amount": [10.0] * 6 + [5.0] * 2,
        }
    )
    orders.loc[0, "amount"] = 1084.94
    orders.astype({"amount": "float32"}).rename(columns={"ordered_at": " Ordered_At "}).to_parquet(
        tmp_path / "transactions.parquet"
    )
    pd.DataFrame({"customer_id": [1, 2, 3], "channel": ["a", "a", "b"]}).to_parquet(tmp_path / "customers.parquet")
    warehouse = build(models_only=True, raw_data="files", data_dir=str(tmp_path))
    assert warehouse.result.success, warehouse.messages
    roi = warehouse.query("select channel, customers from main_marts.channel_roi order by channel")
    assert roi == [("a", 2), ("b", 1)]
    assert warehouse.query("select reason, count(*) from main_staging.rejected_rows group by 1") == [("guest_order", 2)]
    money = "select max(amount), sum(amount) from main_staging.stg_transactions"
    assert warehouse.query(money) == [(Decimal("1084.94"), Decimal("1134.94"))], "floats of four bytes"


LINES = [("o1", "c1", "2024-01-01", 5), ("o1", "c1", "2024-01-01", 5), ("o1", "c1", "2024-01-01", 7)] + [
    (f"o{i}", f"c{i % 3}", f"2024-02-{i:02}", price) for i in range(2, 12) for price in (3, 4)
]


@pytest.mark.parametrize("grain", [None, "line"])
def test_lines_of_orders_are_asked_about_and_added_up(build, tmp_path: Path, grain):
    lines = pd.DataFrame(LINES, columns=["transaction_id", "customer_id", "ordered_at", "amount"])
    lines.to_csv(tmp_path / "transactions.csv", index=False)
    warehouse = build(models_only=grain is None, raw_data="files", data_dir=str(tmp_path), transaction_grain=grain)
    if grain is None:
        assert not warehouse.result.success
        assert "transaction_grain: line" in warehouse.messages
        return
    assert warehouse.result.success, warehouse.messages
    assert warehouse.query("select count(*), sum(amount), sum(lines) from main_staging.stg_transactions") == [
        (11, Decimal(87), 23)
    ]


@pytest.mark.parametrize(("day", "reason"), [("05.01.2024", "unreadable_date"), ("2098-01-05", "future_order")])
def test_where_nothing_is_accepted_the_reason_is_told(build, tmp_path, day, reason):
    (tmp_path / "transactions.csv").write_text(f"transaction_id,customer_id,ordered_at,amount\nT1,C1,{day},10.50\n")
    warehouse = build(models_only=True, raw_data="files", data_dir=str(tmp_path))
    assert not warehouse.result.success
    assert "No row of transactions could be taken" in warehouse.messages
    assert f"1 {reason}, as row 1 of" in warehouse.messages


def test_one_time_buyers_have_an_answer(build, tmp_path):
    orders = pd.DataFrame(
        {
            "transaction_id": range(100),
            "customer_id": [f"c{i}" for i in range(100)],
            "ordered_at": [f"2024-0{1 + i % 6}-1{i % 10}" for i in range(100)],
            "amount": [10 + i % 7 for i in range(100)],
        }
    )
    orders.to_csv(tmp_path / "transactions.csv", index=False)
    warehouse = build(models_only=True, raw_data="files", data_dir=str(tmp_path), monthly_discount_rate=0)
    assert warehouse.result.success, warehouse.messages
    told = "p_alive: bg_nbd cannot tell whether a one-time buyer is gone."
    assert warehouse.query(
        "select count(predicted_ltv), max(predicted_ltv), max(abs(horizon_ltv - realised_value)), min(reason),"
        " max(reason) from main_marts.customer_ltv"
    ) == [(100, 0.0, 0.0, told, told)]
    assert warehouse.query("select average_ltv is not null from main_marts.channel_roi") == [(True,)]
