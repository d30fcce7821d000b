"""The backtest knows at a cut-off what a build on that day would have known, and nothing of what came after."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from ltv.backtest.model_error import PRIOR_ONLY

END = datetime.date(2024, 12, 31)
BACK = 90
MODELS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


@pytest.fixture(scope="module")
def orders():
    """300 customers over two years; one order in eight is refunded later, in part or whole, many after the cut-off."""
    rng, rows = np.random.default_rng(3), []
    for customer in range(300):
        day = int(rng.integers(0, 600))
        while day < 730:
            amount, number = round(float(rng.gamma(4.0, 15.0)) + 1, 2), f"o{len(rows)}"
            rows.append((number, f"c{customer}", day, amount))
            if rng.random() < 0.125:
                back = amount if rng.random() < 0.5 else round(amount / 3, 2)
                rows.append((f"r{len(rows)}", f"c{customer}", min(day + int(rng.integers(1, 120)), 730), -back))
            day += 1 + int(rng.exponential(90.0))
    frame = pd.DataFrame(rows, columns=["transaction_id", "customer_id", "day", "amount"])
    start = pd.Timestamp(END) - pd.Timedelta(days=730)
    dates = (start + pd.to_timedelta(frame.pop("day"), unit="D")).dt.strftime("%Y-%m-%d")
    return frame.assign(ordered_at=dates)


@pytest.fixture(scope="module")
def channels(orders):
    names = pd.Series(["search", "feed"])
    customers = pd.DataFrame({"customer_id": orders["customer_id"].unique()})
    return customers.assign(channel=names.iloc[np.arange(len(customers)) % 2].to_numpy())


@pytest.fixture(scope="module")
def today(build_rows, orders, channels):
    return build_rows({"transactions": orders, "customers": channels}, past=True, observation_end=str(END))


@pytest.fixture(scope="module")
def then(build_rows, orders, channels):
    """The same raw data, built on the day of the cut-off."""
    day = str(END - datetime.timedelta(days=BACK))
    return build_rows({"transactions": orders, "customers": channels}, observation_end=day, models_only=True)


def test_histories_at_a_cut_off_are_those_of_a_build_on_that_day(today, then):
    columns = "customer_ref, channel, first_purchase_on, frequency, recency, T, monetary_value"
    past = today.query(
        f"select {columns} from main_intermediate.int_backtest_histories where days_back = {BACK} order by 1"
    )
    own = then.query(f"select {columns} from main_intermediate.int_buyers order by 1")
    assert len(past) > 200
    assert past == own


def test_spend_states_at_a_cut_off_are_those_of_a_build_on_that_day(today, then):
    columns = "channel, frequency, spend_bin, spend_unit, customers, mean_log_spend, variance_log_spend"
    past = today.query(
        f"select {columns} from main_intermediate.int_backtest_spend_states where days_back = {BACK} order by all"
    )
    assert past == then.query(f"select {columns} from main_intermediate.int_spend_states order by all")


def test_what_came_is_what_the_orders_say(today, orders):
    """Orders of the 90 days after the cut-off by customers known at it, refunds taken off."""
    ((purchases, money, known),) = today.query(
        "select purchases_actual, money_actual, customers from main_monitoring.backtest_results "
        "where scope = 'total' and in_use and horizon_days = 90 "
        f"and cut_off = date '{END - datetime.timedelta(days=BACK)}'"
    )
    ((came, worth),) = today.query(
        "select count(*) filter (where is_purchase_day), sum(revenue) from main_intermediate.int_purchase_days "
        f"where ordered_on > date '{END}' - {BACK} and customer_ref in "
        f"(select customer_ref from main_intermediate.int_backtest_histories where days_back = {BACK})"
    )
    assert (purchases, money) == (came, pytest.approx(float(worth)))
    assert known > 200


def test_every_model_and_three_naive_forecasts_are_there(today):
    found = today.query(
        "select distinct model from main_monitoring.backtest_results where horizon_days = 90 order by 1"
    )
    names = ["bg_nbd", "cohort_mean", "mbg_nbd", "own_past_rate", "pareto_nbd", "seasonal_naive"]
    assert [model for (model,) in found] == names


def test_the_choice_says_why(today):
    for model, reason, forecasts in today.query("select model, reason, forecasts from main_monitoring.model_choice"):
        assert model in ("bg_nbd", "mbg_nbd", "pareto_nbd")
        assert "forecasts of the past" in reason
        assert forecasts > 5


def test_intervals_rest_on_the_past_where_there_is_one(today):
    rows = today.query(
        "select reason, width_from_model_error from main_marts.channel_roi where average_ltv_low is not null"
    )
    assert rows
    assert all(reason is None and 0 < share < 1 for reason, share in rows)


def test_a_shop_of_three_months_says_that_its_width_rests_on_the_prior(build_rows, orders, channels):
    late = orders[orders["ordered_at"] > "2024-10-01"]
    only = ("--select", "+backtest_results", "+model_choice", "+forecast_totals")
    rows = {"transactions": late, "customers": channels}
    young = build_rows(rows, *only, models_only=True, past=True, observation_end=str(END))
    assert young.query("select count(*) from main_monitoring.backtest_results") == [(0,)]
    ((model, reason),) = young.query("select model, reason from main_monitoring.model_choice where scope = 'total'")
    assert model == "bg_nbd"
    assert "Nothing could be backtested" in reason
    widths = young.query("select distinct reason from main_marts.forecast_totals")
    assert widths == [(PRIOR_ONLY,)]


def test_a_shop_to_which_nobody_came_back_has_errors_without_a_measure(build_rows, orders, channels):
    """No forecast of the past can be compared with a ratio, and none is chosen for it."""
    early = orders[orders["ordered_at"] < "2023-12-01"]
    rows = {"transactions": early, "customers": channels}
    built = build_rows(rows, "--select", "+model_choice", models_only=True, past=True, observation_end=str(END))
    assert built.query("select sum(purchases_actual), count(*) > 0 from main_predictions.backtest_forecasts") == [
        (0, True)
    ]
    for model, reason in built.query("select model, reason from main_monitoring.model_choice"):
        assert model == "bg_nbd"
        assert "nobody bought again" in reason


def test_without_cut_offs_nothing_is_backtested(build_rows, orders, channels):
    rows = {"transactions": orders, "customers": channels}
    only = ("--select", "+backtest_results", "+purchase_model_fits")
    built = build_rows(rows, *only, models_only=True, observation_end=str(END), backtest_cut_offs=[])
    assert built.query("select count(*) from main_monitoring.backtest_results") == [(0,)]
    assert built.query("select distinct model from main_predictions.purchase_model_fits") == [("bg_nbd",)]
