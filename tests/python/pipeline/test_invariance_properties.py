"""What must not change a value, and what must change it in a known way: on the sample shop, bad rows and all."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

SEEDS = Path(__file__).parents[3] / "seeds" / "sample"
RELATIONS = ("transactions", "customers", "ad_spend", "exchange_rates", "touchpoints", "overhead_costs")
MARTS = {
    "main_marts.customer_ltv": "customer_id",
    "main_marts.channel_roi": "channel",
    "main_monitoring.input_audit": "relation, outcome",
    "main_predictions.purchase_model_fits": "segment, parameter",
    "main_predictions.spend_model_fits": "segment, parameter",
}
END = "2024-10-31"  # two months of orders lie after it
ONLY = ("--indirect-selection", "buildable", "--select", "+customer_ltv", "+channel_roi", "+input_audit")
OPTIONS = {"observation_end": END, "gross_margin": 0.4, "past": True}


@pytest.fixture(scope="module")
def shop() -> dict[str, pd.DataFrame]:
    return {name: pd.read_csv(SEEDS / f"raw_{name}.csv", dtype=str, keep_default_na=False) for name in RELATIONS}


@pytest.fixture(scope="module")
def reference(build_rows, shop):
    return build_rows(shop, *ONLY, models_only=True, **OPTIONS)


def marts(warehouse) -> dict[str, list[tuple]]:
    return {mart: warehouse.query(f"select * from {mart} order by {key}") for mart, key in MARTS.items()}


def test_neither_the_order_of_rows_nor_rows_after_the_end_of_observation_change_a_mart(reference, build_rows, shop):
    """Neither new orders, nor new versions of old ones, nor spend; the audit alone counts them."""
    later = shop["transactions"].head(500).assign(ordered_at="2025-03-01 12:00:00", amount="99.90")
    new_ids = later.assign(transaction_id="later_" + later["transaction_id"])
    spend = shop["ad_spend"].head(50).assign(spend_date="2025-03-01", spend="1000.00")
    appended = shop | {
        "transactions": pd.concat([shop["transactions"], new_ids, later[later["transaction_id"] != ""]]),
        "ad_spend": pd.concat([shop["ad_spend"], spend]),
    }
    shuffled = {name: rows.sample(frac=1, random_state=7) for name, rows in appended.items()}
    ours, theirs = marts(build_rows(shuffled, *ONLY, **OPTIONS)), marts(reference)
    audits = [{row[:2]: row[2:] for row in found.pop("main_monitoring.input_audit")} for found in (ours, theirs)]
    assert ours == theirs
    changed = {key for key in audits[0] | audits[1] if audits[0].get(key) != audits[1].get(key)}
    assert {relation for relation, _ in changed} <= {"transactions", "ad_spend"}, changed


def test_amounts_in_another_unit_change_only_the_unit(reference, build_rows, shop):
    def hundredfold(amounts: pd.Series) -> pd.Series:
        return amounts.map(lambda amount: str(Decimal(amount) * 100) if amount.replace(".", "").isdigit() else amount)

    negative = shop["transactions"]["amount"].str.startswith("-")
    amounts = hundredfold(shop["transactions"]["amount"].str.removeprefix("-"))
    scaled = shop | {
        "transactions": shop["transactions"].assign(amount=amounts.where(~negative, "-" + amounts)),
        "ad_spend": shop["ad_spend"].assign(spend=hundredfold(shop["ad_spend"]["spend"])),
    }
    warehouse = build_rows(scaled, *ONLY, models_only=True, **OPTIONS)

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


def test_the_basis_of_the_average_is_the_one_asked_for(reference, build_rows, shop, tmp_path):
    """Only channel_roi knows of it, and is built anew beside what the reference has."""
    columns = {"horizon": "horizon_ltv", "lifetime": "lifetime_value", "predicted": "predicted_ltv"}
    for basis, column in columns.items():
        warehouse = reference
        if basis != "horizon":
            database = shutil.copy(reference.path, tmp_path)
            only = ["--select", "channel_roi"]
            warehouse = build_rows(shop, *only, models_only=True, database=Path(database), ltv_basis=basis, **OPTIONS)
        averages = dict(warehouse.query("select channel, average_ltv from main_marts.channel_roi"))
        expected = warehouse.query(
            f"select channel, avg({column}) from main_marts.customer_ltv"
            f" where T is not null and acquired_on > date '{END}' - 365 and acquired_on <= date '{END}' group by 1"
        )
        assert averages == pytest.approx(dict(expected), rel=1e-9)
