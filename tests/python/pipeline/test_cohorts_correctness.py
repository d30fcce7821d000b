"""Cohorts of one truth, through the whole job: whatever their age, they are worth the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import worlds

PURCHASES = {"r": 0.9, "alpha": 50.0, "a": 0.8, "b": 2.5}
SPENDS = {"p": 4.0, "q": 4.0, "v": 110.0}
CUSTOMERS = 40_000
TODAY = pd.Timestamp("2024-12-31")


@pytest.fixture(scope="module")
def warehouse(build_rows):
    """Two cohorts alike, one acquired 366 to 395 days ago, the other in the last 30 days. The first is no stock of old
    customers, though it looks like one."""
    rng, orders = np.random.default_rng(11), []
    for cohort, youngest in (("old", 366), ("young", 0)):
        T = rng.integers(youngest, youngest + 30, CUSTOMERS)
        who, age, amount = worlds.orders(PURCHASES, SPENDS, T.astype(float), rng)
        day = TODAY + pd.to_timedelta(age - T[who], unit="D")
        ids = np.char.add(cohort, who.astype(str))
        orders.append(pd.DataFrame({"customer_id": ids, "ordered_at": day.date, "amount": amount.round(2)}))
    transactions = pd.concat(orders, ignore_index=True)
    transactions.insert(0, "transaction_id", transactions.index)
    only = ["--select", "+customer_ltv"]
    variables = {"observation_end": str(TODAY.date()), "left_censored": "keep"}
    return build_rows({"transactions": transactions}, *only, models_only=True, **variables)


def test_cohorts_a_year_apart_have_equal_expected_horizon_ltv(warehouse):
    """Within three standard errors, which are finer than what discounting the young cohort alone would take from it."""
    rows = warehouse.query(
        "select customer_id[:3] = 'old' as old, count(*), avg(horizon_ltv), stddev(horizon_ltv) / sqrt(count(*)),"
        " avg(lifetime_value) from main_marts.customer_ltv group by old order by old"
    )
    (_, n_young, young, young_error, young_lifetime), (_, n_old, old, old_error, old_lifetime) = rows
    assert n_young == n_old == CUSTOMERS
    assert old == pytest.approx(young, abs=3 * np.hypot(old_error, young_error))
    assert 3 * np.hypot(old_error, young_error) < 0.03 * old
    assert old_lifetime > 1.3 * young_lifetime  # what "value so far and to come" would make of the same customers


def test_a_finished_horizon_is_what_came_discounted(warehouse):
    """Of every old customer, by other arithmetic: pandas and floats."""
    orders = warehouse.frame("select customer_id, ordered_on, amount from main_staging.stg_transactions")
    days = (orders["ordered_on"] - orders.groupby("customer_id")["ordered_on"].transform("min")).dt.days
    worth = orders["amount"].astype(float) * 1.01 ** (-np.minimum(30 * np.ceil(days / 30), 365) / 30)
    expected = worth[days <= 365].groupby(orders["customer_id"]).sum()
    found = warehouse.frame("select customer_id, horizon_ltv from main_marts.customer_ltv where T >= 365")
    assert len(found) == CUSTOMERS
    np.testing.assert_allclose(found["horizon_ltv"], expected[found["customer_id"]], rtol=1e-9)
