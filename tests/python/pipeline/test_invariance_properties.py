"""What must not change a value, and what must change it in a known way: on the sample shop, bad rows and all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

SEEDS = Path(__file__).parents[3] / "seeds" / "sample"
RELATIONS = ("transactions", "customers", "ad_spend", "exchange_rates")
MARTS = {
    "main_marts.customer_ltv": "customer_id",
    "main_marts.channel_roi": "channel",
    "main_monitoring.input_audit": "relation, outcome",
    "main_predictions.purchase_model_fits": "segment, parameter",
    "main_predictions.spend_model_fits": "segment, parameter",
}
END = "2024-10-31"  # two months of orders lie after it


@pytest.fixture(scope="module")
def shop() -> dict[str, pd.DataFrame]:
    return {name: pd.read_csv(SEEDS / f"raw_{name}.csv", dtype=str, keep_default_na=False) for name in RELATIONS}


@pytest.fixture(scope="module")
def reference(build_rows, shop):
    return build_rows(shop, observation_end=END)


def marts(warehouse) -> dict[str, list[tuple]]:
    return {mart: warehouse.query(f"select * from {mart} order by {key}") for mart, key in MARTS.items()}


def test_two_builds_give_identical_marts(reference, build_rows, shop):
    assert marts(build_rows(shop, observation_end=END)) == marts(reference)


def test_the_order_of_input_rows_changes_nothing(reference, build_rows, shop):
    shuffled = {name: rows.sample(frac=1, random_state=7) for name, rows in shop.items()}
    assert marts(build_rows(shuffled, observation_end=END)) == marts(reference)


def test_rows_after_the_end_of_observation_change_nothing(reference, build_rows, shop):
    """Neither new orders, nor new versions of old ones, nor spend; the audit alone counts the orders."""
    later = shop["transactions"].head(500).assign(ordered_at="2025-03-01 12:00:00", amount="99.90")
    new_ids = later.assign(transaction_id="later_" + later["transaction_id"])
    spend = shop["ad_spend"].head(50).assign(spend_date="2025-03-01", spend="1000.00")
    appended = shop | {
        "transactions": pd.concat([shop["transactions"], new_ids, later[later["transaction_id"] != ""]]),
        "ad_spend": pd.concat([shop["ad_spend"], spend]),
    }
    ours, theirs = marts(build_rows(appended, observation_end=END)), marts(reference)
    del ours["main_monitoring.input_audit"], theirs["main_monitoring.input_audit"]
    assert ours == theirs


def test_amounts_in_another_unit_change_only_the_unit(reference, build_rows, shop):
    def hundredfold(amounts: pd.Series) -> pd.Series:
        return amounts.map(lambda amount: str(Decimal(amount) * 100) if amount.replace(".", "").isdigit() else amount)

    negative = shop["transactions"]["amount"].str.startswith("-")
    amounts = hundredfold(shop["transactions"]["amount"].str.removeprefix("-"))
    scaled = shop | {
        "transactions": shop["transactions"].assign(amount=amounts.where(~negative, "-" + amounts)),
        "ad_spend": shop["ad_spend"].assign(spend=hundredfold(shop["ad_spend"]["spend"])),
    }
    warehouse = build_rows(scaled, observation_end=END)

    money = [
        "monetary_value",
        "expected_order_value",
        "predicted_ltv",
        "realised_value",
        "lifetime_value",
        "horizon_ltv",
    ]
    ours, theirs = (
        one.frame("select * from main_marts.customer_ltv order by customer_id") for one in (warehouse, reference)
    )
    pd.testing.assert_frame_equal(ours.drop(columns=money), theirs.drop(columns=money))
    pd.testing.assert_frame_equal(ours[money], theirs[money] * 100, rtol=1e-7, atol=1e-9)
    money = ["spend", "cac", "average_ltv"]
    ours, theirs = (
        one.frame("select * from main_marts.channel_roi order by channel") for one in (warehouse, reference)
    )
    pd.testing.assert_frame_equal(ours[money], theirs[money] * 100, rtol=1e-7)
    pd.testing.assert_frame_equal(ours[["roi", "verdict"]], theirs[["roi", "verdict"]], rtol=1e-6)


def test_the_basis_of_the_average_is_the_one_asked_for(build_rows, shop):
    columns = {"horizon": "horizon_ltv", "lifetime": "lifetime_value", "predicted": "predicted_ltv"}
    for basis, column in columns.items():
        warehouse = build_rows(shop, observation_end=END, ltv_basis=basis, gross_margin=0.4)
        averages = dict(warehouse.query("select channel, average_ltv from main_marts.channel_roi"))
        expected = warehouse.query(
            f"select channel, avg({column}) from main_marts.customer_ltv"
            f" where T is not null and acquired_on > date '{END}' - 365 and acquired_on <= date '{END}' group by 1"
        )
        assert averages == pytest.approx(dict(expected), rel=1e-9)
