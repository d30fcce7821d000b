"""Faults of a feed, one at a time in a quiet shop: each raises the alert that is about it, and no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ltv.data.watched import FIRST_DAY, watched_shop

DAYS = 330
ONLY = ("--select", "+monitor_alerts")
ALERTS = "select rule, channel, severity from main_monitoring.monitor_alerts where severity <> 'note' order by 1, 2"


NEXT_RUN = (*ONLY, "--exclude", "path:python_models")
"""A run in the database of an earlier one, whose fits stay: rules about forecasts and parameters need a longer past."""


def end(days: int) -> str:
    return str((FIRST_DAY + pd.Timedelta(days=days - 1)).date())


def alerts(build_rows, shop: dict[str, pd.DataFrame], *arguments: str, **variables):
    built = build_rows(shop, *arguments, models_only=True, observation_end=end(DAYS), **variables)
    return built, [(rule, channel) for rule, channel, _ in built.query(ALERTS)]


@pytest.fixture(scope="module")
def quiet(build_rows):
    """A quiet shop's build, and its alerts."""
    return alerts(build_rows, watched_shop(1, DAYS), *ONLY)


@pytest.fixture
def database(quiet, tmp_path) -> Path:
    """A copy of the quiet shop's database."""
    return Path(shutil.copy(quiet[0].path, tmp_path))


def test_a_quiet_shop_raises_nothing(quiet):
    assert quiet[1] == []


@pytest.mark.parametrize(
    ("fault", "since", "expected"),
    [
        ("missing_spend", DAYS - 3, [("spend_missing", "search")]),
        ("cents", DAYS - 4, [("order_value_drift", None)]),
        ("loaded_twice", DAYS - 2, [("duplicated_day", None)]),
        ("stopped_feed", DAYS - 5, [("late_data", None)]),
    ],
)
def test_each_fault_raises_its_alert_and_no_other(build_rows, database, fault, since, expected):
    _, found = alerts(build_rows, watched_shop(1, DAYS, fault, since), *NEXT_RUN, database=database)
    assert found == expected


def test_a_warning_of_the_inputs_that_comes_later_is_an_alert(build_rows, database):
    """Orders begin to be cancelled, which only an unmapped column says. What was there at first is no alert."""
    shop = watched_shop(1, DAYS + 1)
    shop["transactions"]["status"] = ["cancelled" if i % 7 == 0 else "paid" for i in range(len(shop["transactions"]))]
    built = build_rows(shop, *NEXT_RUN, models_only=True, observation_end=end(DAYS + 1), database=database)
    found = built.query("select rule, subject, is_new from main_monitoring.monitor_alerts where severity = 'warn'")
    assert found == [("inputs_doubtful", "transactions, status_not_used", True)]
    watched = built.query(
        "select subject, count(*), min(since) = max(since) from main_monitoring.alert_log"
        " where rule = 'inputs_doubtful' group by 1 order by 1"
    )
    assert ("inputs", 2, True) in watched
    assert ("transactions, margin_left_at_one", 2, True) in watched


def test_a_history_that_lost_its_first_orders_is_told(build_rows, database):
    """An export of the last months only: customers of years look new, and nothing else would say so."""
    shop = watched_shop(1, DAYS)
    orders = shop["transactions"]
    shop["transactions"] = orders[pd.to_datetime(orders["ordered_at"]) >= FIRST_DAY + pd.Timedelta(days=110)]
    built, found = alerts(build_rows, shop, *NEXT_RUN, database=database)
    assert ("history_changed", None) in found
    rows = built.query("select value, \"limit\" from main_monitoring.monitor_alerts where rule = 'history_changed'")
    assert rows == [(pytest.approx(len(shop["transactions"]) / len(orders)), 0.95)]


def test_another_shop_in_the_same_database_is_told(build_rows, database):
    """Its orders would be taken for what came of the first one's forecasts."""
    other = watched_shop(2, DAYS)
    for name in ("transactions", "customers"):
        ids = other[name].columns.intersection(["transaction_id", "customer_id"])
        copies = [other[name].assign(**{each: other[name][each].astype(str) + f"-{i}" for each in ids}) for i in (1, 2)]
        other[name] = pd.concat(copies)
    _, found = alerts(build_rows, other, *NEXT_RUN, database=database)
    assert found == [("history_changed", None)]


def test_the_day_of_the_build_is_not_over(build_rows, database):
    """A build at night finds few orders on its own day, unless observation_end says that the day is complete."""
    today = pd.Timestamp.now(tz="UTC").tz_localize(None).normalize()
    shop = watched_shop(1, DAYS)
    for frame in shop.values():
        for name in frame.columns.intersection(["ordered_at", "acquired_at", "spend_date"]):
            frame[name] = pd.to_datetime(frame[name]) + (today - pd.Timestamp(end(DAYS)))
    for name in ("transactions", "customers"):  # ten shops in one, for many orders a day
        ids = shop[name].columns.intersection(["transaction_id", "customer_id"])
        copies = [
            shop[name].assign(**{each: shop[name][each].astype(str) + f"-{i}" for each in ids}) for i in range(10)
        ]
        shop[name] = pd.concat(copies)
    orders = shop["transactions"]
    night = (orders["ordered_at"] < today) | (orders.groupby(orders["ordered_at"].dt.normalize()).cumcount() == 0)
    shop["transactions"] = orders[night]
    fired = "select count(*) from main_monitoring.monitor_alerts where rule = 'day_out_of_season'"
    for complete, count in ({}, 0), ({"observation_end": str(today.date())}, 1):
        built = build_rows(shop, *NEXT_RUN, models_only=True, database=database, **complete)
        assert built.query("select observation_end from main_intermediate.int_observation_window") == [(today.date(),)]
        assert built.query(fired) == [(count,)]


def test_rules_fire_without_their_seed(build_rows, database):
    """`dbt run` loads no seeds."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("drop table main_marts.alert_rules")
    shop = watched_shop(1, DAYS, "loaded_twice", DAYS - 2)
    built, _ = alerts(build_rows, shop, *NEXT_RUN, "--exclude-resource-type", "seed", database=database)
    rows = built.query("select what, remedy from main_monitoring.monitor_alerts where rule = 'duplicated_day'")
    ((what, remedy),) = rows
    assert what.startswith("The rule duplicated_day fired.")
    assert remedy == "Run dbt build or dbt seed."


def test_a_new_channel_is_noted_and_severities_are_the_users(build_rows):
    shop = watched_shop(1, DAYS, "new_channel", DAYS - 10)
    severities = {"new_channel": "error", "interval_too_wide": "off"}
    built, found = alerts(build_rows, shop, *ONLY, alert_severities=severities)
    assert found == [("new_channel", "podcast")]
    assert built.query("select severity from main_monitoring.monitor_alerts where rule = 'new_channel'") == [("error",)]
    assert built.query("select count(*) from main_monitoring.monitor_alerts where rule = 'interval_too_wide'") == [(0,)]


def test_halved_purchases_are_a_missed_forecast(build_rows, tmp_path):
    """Forecast on the day before purchases were halved, and looked at 30 days later."""
    shop = watched_shop(1, DAYS, "halved", DAYS - 30)
    database = tmp_path / "ltv.duckdb"
    before = build_rows(
        shop, *ONLY, models_only=True, database=database, past=True, calendar="off", observation_end=end(DAYS - 30)
    )
    assert before.query(ALERTS) == []
    again = {"models_only": True, "database": database, "past": True, "calendar": "off", "observation_end": end(DAYS)}
    first = build_rows(shop, *ONLY, **again)
    assert {rule for rule, _, _ in first.query(ALERTS)} == {"forecast_missed"}
    assert first.query(
        "select distinct is_new, since from main_monitoring.monitor_alerts where rule = 'forecast_missed'"
    ) == [(True, pd.Timestamp(end(DAYS)).date())]
