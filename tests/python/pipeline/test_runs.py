"""Seven builds in a row, each of what was known then: what is kept, what matures, and a published day built again."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from ltv.cli.audit import COLUMNS, compared, find, read, rebuilt
from ltv.data.watched import FIRST_DAY, watched_shop

DAYS, EVERY, BUILDS = 300, 15, 7
KEPT = ("--select", "+forecast_accuracy", "+model_runs", "+parameter_history")
ALL = (*KEPT, "+monitor_alerts", "+cohort_value_curves", "+build_context", "+rejected_rows")
PUBLISHED_BUILD = 3  # that is built again; the other builds but the first and the last have only what is kept
GROWING = ("model_runs", "forecast_ledger", "parameter_history", "alert_log")
FORECASTS = "select * from main_predictions.total_forecasts order by scope, horizon_days, quantity"
PUBLISHED = {
    "customer_ltv": "select * from main_marts.customer_ltv order by customer_id",
    "channel_roi": "select * from main_marts.channel_roi order by channel",
    "cohort_value_curves": "select * from main_marts.cohort_value_curves order by all",
    "forecasts": FORECASTS,
}


@dataclass(frozen=True)
class Past:
    """warehouse: after the last build. forecasts: of each build. published: the marts of PUBLISHED_BUILD. counts: rows
    of GROWING after each build."""

    shop: dict[str, pd.DataFrame]
    warehouse: object
    forecasts: list[pd.DataFrame]
    published: dict[str, pd.DataFrame]
    counts: list[dict[str, int]]


def late_shop() -> dict[str, pd.DataFrame]:
    """Rows are loaded on the day after; one order of thirty comes 25 days late, and one of fifty is corrected then."""
    shop = watched_shop(3, DAYS + EVERY * BUILDS)
    rng = np.random.default_rng(0)
    orders = shop["transactions"]
    ordered = pd.to_datetime(orders["ordered_at"])
    late = rng.random(len(orders)) < 1 / 30
    orders["loaded_at"] = (ordered + pd.to_timedelta(np.where(late, 25, 1), unit="D")).dt.strftime("%Y-%m-%d %H:%M:%S")
    corrected = orders[rng.random(len(orders)) < 1 / 50].copy()
    corrected["amount"] = (corrected["amount"] / 2).round(2)
    corrected["loaded_at"] = (pd.to_datetime(corrected["ordered_at"]) + pd.Timedelta(days=25)).dt.strftime("%Y-%m-%d")
    exchanged = exchanges()
    shop["customers"] = pd.concat(
        [shop["customers"], exchanged[["customer_id"]].drop_duplicates().assign(channel="search")]
    )
    orders = pd.concat([orders, exchanged], ignore_index=True)
    spend = shop["ad_spend"]
    spend["loaded_at"] = (pd.to_datetime(spend["spend_date"]) + pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d %H:%M:%S")
    return {**shop, "transactions": pd.concat([orders, corrected], ignore_index=True), "ad_spend": spend}


def exchanges() -> pd.DataFrame:
    """Five customers whose only order is refunded after the first forecast, and made once more on the day after."""
    rows = [
        (f"X{number}{kind}", f"X{number}", amount, day_of(0) + pd.Timedelta(days=days))
        for number in range(5)
        for kind, amount, days in (("a", 20.0, -6), ("a", -20.0, 5), ("b", 20.0, 6))
    ]
    found = pd.DataFrame(rows, columns=["transaction_id", "customer_id", "amount", "day"])
    days = found.pop("day")
    loaded = (days + pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d %H:%M:%S")
    return found.assign(ordered_at=days.dt.strftime("%Y-%m-%d"), loaded_at=loaded)


def known_on(shop: dict[str, pd.DataFrame], day: pd.Timestamp) -> dict[str, pd.DataFrame]:
    return {
        name: rows[pd.to_datetime(rows["loaded_at"], format="ISO8601") <= day] if "loaded_at" in rows else rows
        for name, rows in shop.items()
    }


def day_of(build: int) -> pd.Timestamp:
    return FIRST_DAY + pd.Timedelta(days=DAYS + EVERY * build)


@pytest.fixture(scope="module")
def past(build_rows, tmp_path_factory) -> Past:
    shop, database = late_shop(), tmp_path_factory.mktemp("past") / "ltv.duckdb"
    forecasts, published, counts = [], {}, []
    for number in range(BUILDS):
        refresh = ("--full-refresh",) if number == BUILDS - 1 else ()
        rows, only = known_on(shop, day_of(number)), ALL if number in (0, PUBLISHED_BUILD, BUILDS - 1) else KEPT
        built = build_rows(rows, *only, *refresh, models_only=True, database=database)
        forecasts.append(built.frame(FORECASTS))
        if number == PUBLISHED_BUILD:
            published = {name: built.frame(query) for name, query in PUBLISHED.items()}
        counted = {name: built.query(f"select count(*) from main_monitoring.{name}")[0][0] for name in GROWING}
        counts.append(counted)
    return Past(shop, built, forecasts, published, counts)


def test_every_build_has_one_run_that_says_what_it_was_made_of(past):
    runs = past.warehouse.frame("select * from main_monitoring.model_runs order by started_at")
    assert len(runs) == BUILDS
    assert (runs["status"] == "done").all()
    assert runs["finished_at"].notna().all()
    assert runs["observation_end"].is_monotonic_increasing
    assert runs["parameters_fingerprint"].nunique() == runs["data_fingerprints"].nunique() == BUILDS
    assert runs["code_fingerprint"].nunique() == 1
    accepted = json.loads(runs["accepted_rows"].iloc[-1])
    ((there,),) = past.warehouse.query("select count(*) from main_staging.stg_transactions")
    assert accepted["transactions"] == there


def test_forecasts_are_kept_and_filled_with_what_came(past):
    """Nothing is lost by a full refresh, and what came is what the published orders say, counted by pandas."""
    ledger = past.warehouse.frame("select * from main_monitoring.forecast_ledger")
    assert len(ledger) == sum(len(one.dropna(subset="expected")) for one in past.forecasts)
    age = (pd.Timestamp(ledger["forecast_on"].max()) - pd.to_datetime(ledger["forecast_on"])).dt.days
    assert (ledger["actual"].notna() == (age >= ledger["horizon_days"])).all()
    assert set(ledger.loc[ledger["actual"].notna(), "horizon_days"]) == {30, 90}
    one = ledger[(ledger["channel"] == "search") & (ledger["quantity"] == "purchases") & (ledger["horizon_days"] == 30)]
    one = one.sort_values("forecast_on").iloc[0]
    # The build that filled it in is the first one 30 days later.
    begun = pd.Timestamp(one["forecast_on"])
    builds = [n for n in range(BUILDS) if day_of(n) - pd.Timedelta(days=1) >= begun + pd.Timedelta(days=30)]
    orders = known_on(past.shop, day_of(builds[0]))["transactions"].merge(past.shop["customers"], on="customer_id")
    sales = orders[orders["amount"] > 0]
    days = sales.assign(day=pd.to_datetime(sales["ordered_at"])).drop_duplicates(["customer_id", "day"])
    first = days.groupby("customer_id")["day"].transform("min")
    within = (days["day"] > begun) & (days["day"] <= begun + pd.Timedelta(days=30)) & (first <= begun)
    assert one["actual"] == (within & (days["channel"] == "search")).sum()
    assert days.loc[within, "customer_id"].str.startswith("X").sum() == 5  # refunds took what they had on that day
    accuracy = past.warehouse.frame("select * from main_monitoring.forecast_accuracy")
    assert len(accuracy) == ledger["actual"].notna().sum()
    assert accuracy["is_inside"].mean() > 0.7


def test_nothing_grows_but_what_is_kept(past):
    forecasts, parameters = (past.counts[0][name] for name in ("forecast_ledger", "parameter_history"))
    for number, counted in enumerate(past.counts):
        assert counted["model_runs"] == number + 1
        assert counted["forecast_ledger"] == forecasts * (number + 1)
        assert counted["parameter_history"] == parameters * (number + 1)


def test_a_published_day_is_built_again_from_what_was_known_then(past, build_rows):
    """Later orders, late ones and corrections are in the files by now; known_at leaves them out."""
    everything, day = known_on(past.shop, day_of(BUILDS)), day_of(PUBLISHED_BUILD)
    again = build_rows(everything, *ALL, models_only=True, known_at=str(day))
    for name, query in PUBLISHED.items():
        pd.testing.assert_frame_equal(again.frame(query), past.published[name], check_exact=True)
    rejected = again.query(
        "select count(*) from main_staging.rejected_rows where reason = 'loaded_later' and relation = 'transactions'"
    )
    assert rejected == [(len(everything["transactions"]) - len(known_on(past.shop, day)["transactions"]),)]
    the_day_before = str((day - pd.Timedelta(days=1)).date())
    without = build_rows(everything, "--select", "+customer_ltv", models_only=True, observation_end=the_day_before)
    assert not without.frame(PUBLISHED["customer_ltv"]).equals(past.published["customer_ltv"])


def test_audit_names_the_cause(past, monkeypatch):
    rows = past.warehouse.query(f"select {', '.join(COLUMNS)} from main_monitoring.model_runs order by started_at")
    runs = [read(row) for row in rows]
    first, second = runs[0], runs[1]
    assert find(runs, first["run_id"][:12]) is first
    lines = "\n".join(compared(first, second))
    assert "data_fingerprints.transactions" in lines
    assert "Likely cause of other figures: data" in lines
    assert "The fitted parameters differ." in lines
    other = {**first, "variables": {**first["variables"], "gross_margin": 0.5}}
    assert "Likely cause of other figures: variables" in "\n".join(compared(first, other))
    assert compared(first, {**first, "run_id": "other"})[-1] == "Nothing differs: the marts of both are equal."
    monkeypatch.setenv("LTV_DUCKDB_PATH", "my shop.duckdb")
    commands = "\n".join(rebuilt(first))
    assert "    LTV_DUCKDB_PATH='my shop.duckdb' .venv/bin/dbt build --vars" in commands
    assert f'"observation_end": "{first["observation_end"]}"' in commands
    assert f'"known_at": "{first["started_at"]}"' in commands
    assert f"git checkout {first['code_version']}" in commands


def test_a_build_that_is_refused_at_its_start_is_seen(build, tmp_path):
    """A missing input stops it before any model; without a row of its own nobody would look."""
    database, only = tmp_path / "ltv.duckdb", ("--select", "+model_runs")
    built = build(*only, models_only=True, database=database)
    refused = build(*only, models_only=True, database=database, raw_data="files", data_dir=str(tmp_path / "nowhere"))
    assert not refused.result.success
    states = "select status, observation_end is null from main_monitoring.model_runs order by started_at, status"
    assert built.query(states) == [("done", False), ("running", True)]
