"""Old customers whose first orders are missing: found, left out of fits and averages, and told."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

PROJECT = Path(__file__).parents[3]
END = datetime.date(2024, 12, 31)


@pytest.fixture(scope="module")
def orders():
    """Two years: 300 old customers first seen in the first 60 days, then one new one a day."""
    rng, rows = np.random.default_rng(4), []
    firsts = [*rng.integers(0, 60, 300), *range(60, 730)]
    for customer, first in enumerate(firsts):
        rate = 1 / 40 if customer < 300 else 1 / 160
        day = int(first)
        while day <= 730:
            rows.append((customer, day, round(float(rng.gamma(4.0, 10.0)) + 1, 2)))
            day += 1 + int(rng.exponential(1 / rate))
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    start = pd.Timestamp(END) - pd.Timedelta(days=730)
    frame["ordered_at"] = (start + pd.to_timedelta(frame.pop("day"), unit="D")).dt.strftime("%Y-%m-%d")
    return frame.assign(transaction_id=np.arange(len(frame)))


@pytest.fixture(scope="module")
def built(build_rows, orders):
    return build_rows({"transactions": orders}, observation_end=str(END), spend_window_days=800)


def test_they_are_found_and_told(built):
    ((early, later, recognised, until),) = built.query(
        "select early_buyers, later_buyers, is_recognised, stock_until from main_intermediate.int_left_censored"
    )
    first_day = END - datetime.timedelta(days=730)
    assert recognised
    assert (early, later) == (300 + 31, 365)
    assert until == first_day + datetime.timedelta(days=90)
    ((count, why),) = built.query(
        "select row_count, why from main_monitoring.input_warnings where rule = 'left_censored'"
    )
    assert count == early
    assert "left out of the fits" in why


def test_months_that_begin_with_old_customers_are_marked(built):
    columns = "acquisition_month, customers, old_customers"
    cohorts = built.query(f"select {columns} from main_marts.channel_cohort_roi order by acquisition_month")
    assert sum(old for *_, old in cohorts) == 331
    first = [old > 0 for *_, old in cohorts]
    assert first == sorted(first, reverse=True)
    assert all(customers >= old for _, customers, old in cohorts)


def test_ratios_of_the_semantic_layer_leave_these_months_out(built):
    """Old customers were not acquired by the spend of their months: neither counts in a ratio, and both in the sums."""
    described = yaml.safe_load((PROJECT / "models" / "marts" / "channels" / "metrics.yml").read_text())
    terms = {
        measure["name"]: measure.get("expr", measure["name"]) for measure in described["semantic_models"][0]["measures"]
    }
    parts = {one["name"]: one["type_params"] for one in described["metrics"]}
    ratios = {parts[name][side] for name in ("ltv", "cac") for side in ("numerator", "denominator")}
    mart = "(select * replace (10 as spend) from main_marts.channel_cohort_roi)"
    for name in ratios:
        term = terms[parts[name]["measure"]]
        ((old, others),) = built.query(f"select sum({term}) filter (old_customers > 0), sum({term}) from {mart}")
        assert old is None
        assert others > 0
    ((customers,),) = built.query(f"select sum({terms['customers']}) from {mart}")
    assert customers == 970


def test_the_fits_are_of_the_others(built):
    ((fitted, states, customers),) = built.query(
        "select (select sum(customers) from main_intermediate.int_fit_states),"
        " (select sum(customers) from main_intermediate.int_rfm_states),"
        " (select distinct customers from main_predictions.purchase_model_fits)"
    )
    assert (states, fitted) == (970, 970 - 331)
    assert customers == fitted
    ((spends,),) = built.query("select sum(customers) from main_intermediate.int_spend_states")
    assert spends < fitted


def test_every_customer_is_still_predicted(built):
    assert built.query("select count(*), count(predicted_ltv) from main_marts.customer_ltv") == [(970, 970)]


def test_new_customers_are_those_after_them(built):
    ((customers, begins),) = built.query(
        "select (select sum(customers) from main_marts.channel_roi), spend_window_start"
        " from main_monitoring.build_context"
    )
    assert customers == 970 - 331
    assert begins == END - datetime.timedelta(days=730 - 91)


def test_who_was_acquired_before_the_data_begin_is_old_whenever_the_next_order_comes(build_rows, orders):
    """A customer of years who first orders in the second year is no new one; without old customers nobody asks."""
    later = sorted(set(orders["customer_id"]))[-40:]
    before = str((pd.Timestamp(END) - pd.Timedelta(days=829)).date())
    known = pd.DataFrame({"customer_id": later, "channel": "ads", "acquired_at": before})
    built = build_rows({"transactions": orders, "customers": known}, observation_end=str(END), models_only=True)
    assert built.query("select sum(customers) from main_intermediate.int_fit_states") == [(970 - 331 - 40,)]
    assert built.query("select sum(old_customers) from main_marts.channel_cohort_roi where channel = 'ads'") == [(40,)]
    young = orders[orders["customer_id"] >= 300]
    built = build_rows({"transactions": young, "customers": known}, observation_end=str(END), models_only=True)
    assert built.query("select sum(customers) from main_intermediate.int_fit_states") == [(670,)]


def test_a_shop_that_was_closed_for_months_has_no_old_customers_by_that(build_rows, orders):
    """One new customer a day, and nobody while it is closed, which is no sign that those before were old."""
    young = orders[orders["customer_id"] >= 300]
    day = (pd.to_datetime(young["ordered_at"]) - pd.to_datetime(young["ordered_at"]).min()).dt.days
    first = day.groupby(young["customer_id"]).transform("min")
    shop = young[(day < 330) & ~day.between(110, 260) & ~first.between(110, 260)]
    built = build_rows({"transactions": shop}, "--select", "+int_left_censored", models_only=True)
    ((early, later, later_days, recognised),) = built.query(
        "select early_buyers, later_buyers, later_days, is_recognised from main_intermediate.int_left_censored"
    )
    assert early / 91 > 1.5 * later / (later_days + 150)
    assert not recognised


def test_they_can_be_kept(build_rows, orders):
    kept = build_rows(
        {"transactions": orders},
        observation_end=str(END),
        spend_window_days=800,
        left_censored="keep",
        models_only=True,
    )
    assert kept.query("select sum(customers) from main_intermediate.int_fit_states") == [(970,)]
    assert kept.query("select sum(customers) from main_marts.channel_roi") == [(970,)]
    ((why,),) = kept.query("select why from main_monitoring.input_warnings where rule = 'left_censored'")
    assert "left_censored: keep" in why


def test_one_cohort_on_purpose_is_none(build_rows, orders):
    """Nobody new after the first months, as in CDNOW: the cohort is what is asked about."""
    rows = {"transactions": orders[orders["customer_id"] < 300]}
    only = ("--select", "+int_left_censored")
    cohort = build_rows(rows, *only, observation_end=str(END), models_only=True)
    assert cohort.query("select is_recognised from main_intermediate.int_left_censored") == [(False,)]
