"""The public API and the dbt job on the same rows of the sample shop: one answer. What is written twice, in SQL and in
Python (netting, histories, the discount, p_alive, the value of the rest of the horizon), is bound together here."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import ltv

KEY = ["customer_id"]


@pytest.fixture(scope="module")
def built(build):
    warehouse = build(models_only=True, spend_window_days=4000, gross_margin=0.4, purchase_model="bg_nbd")
    assert warehouse.result.success, warehouse.messages
    return warehouse


@pytest.fixture(scope="module")
def shop(built):
    orders = built.frame(
        """
        select transactions.*, coalesce(customers.channel, 'unattributed') as channel
        from main_staging.stg_transactions as transactions
        left join main_staging.stg_customers as customers using (customer_ref)
        """
    ).sample(frac=1, random_state=1)
    return ltv.from_transactions(orders, customer="customer_id", channel="channel", transaction="transaction_id")


def test_histories_are_those_of_sql_to_the_last_bit(built, shop):
    columns = "customer_id, channel, first_purchase_on, last_purchase_on, frequency, recency, T, monetary_value"
    query = f"select {columns}, cast(realised_revenue as double) as realised_revenue from"
    theirs = built.frame(f"{query} main_intermediate.int_model_histories").sort_values("customer_id")
    ours = shop.customers[list(theirs.columns)].sort_values("customer_id")
    assert len(ours) > 3000
    assert (ours["realised_revenue"] != ours["monetary_value"] * (ours["frequency"] + 1)).any()
    pd.testing.assert_frame_equal(
        ours.reset_index(drop=True), theirs.reset_index(drop=True), check_dtype=False, check_exact=True
    )


def test_states_are_those_of_sql(built, shop):
    theirs = built.query(
        "select frequency, recency, T, sum(customers) from main_intermediate.int_rfm_states group by all order by all"
    )
    states = shop.states
    assert list(zip(states.frequency, states.recency, states.T, states.customers, strict=True)) == theirs


def test_customers_are_valued_as_in_customer_ltv(built, shop):
    """To what SQL's binning of spends (1/64 of a log unit) leaves: about 1e-7 of an order value."""
    theirs = built.frame(
        "select * replace (cast(realised_value as double) as realised_value) from main_marts.customer_ltv"
    )
    ours = ltv.pool(shop).predict(gross_margin=0.4).set_index("customer_id")
    theirs = theirs.set_index("customer_id").loc[ours.index]
    pd.testing.assert_series_equal(ours["reason"], theirs["reason"], check_dtype=False)
    exact = ["p_alive", "expected_purchases", "realised_value"]
    np.testing.assert_allclose(ours[exact], theirs[exact], rtol=2e-7, atol=1e-9)
    money = ["expected_order_value", "predicted_ltv", "lifetime_value", "horizon_ltv"]
    np.testing.assert_allclose(ours[money], theirs[money], rtol=1e-5)


def test_intervals_are_those_of_channel_intervals(built, shop):
    theirs = built.frame("select * from main_predictions.channel_intervals").set_index("channel")
    ours = ltv.pool(shop).intervals(gross_margin=0.4).set_index("segment")
    columns = ["average_ltv", "average_ltv_low", "average_ltv_high"]
    np.testing.assert_allclose(ours[columns], theirs.loc[ours.index, columns], rtol=1e-5)


def _heavy_tailed() -> pd.DataFrame:
    """Customer means are lognormal, of a standard deviation of the logarithm of 1.7, as Gamma-Gamma's are not."""
    rng = np.random.default_rng(3)
    orders = rng.geometric(0.45, 1500)
    customer = np.repeat(np.arange(len(orders)), orders)
    first = np.repeat(rng.integers(0, 500, len(orders)), orders)
    day = first + rng.integers(0, 200, len(customer)) * (np.diff(customer, prepend=-1) == 0)
    mean = np.repeat(60 * np.exp(1.7 * rng.standard_normal(len(orders))), orders)
    return pd.DataFrame(
        {
            "transaction_id": np.arange(len(customer)),
            "customer_id": np.char.add("k", customer.astype(str)),
            "ordered_at": (pd.Timestamp("2023-01-01") + pd.to_timedelta(day, unit="D")).strftime("%Y-%m-%d"),
            "amount": (mean * rng.gamma(3.0, 1 / 3, len(customer)) + 0.01).round(2),
        }
    )


def _without_repeats() -> pd.DataFrame:
    days = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.arange(90) * 7, unit="D")
    amount = 10.0 + np.arange(90) % 7
    ids = [f"k{number}" for number in range(90)]
    frame = {"transaction_id": ids, "customer_id": ids, "ordered_at": days.strftime("%Y-%m-%d"), "amount": amount}
    return pd.DataFrame(frame)


@pytest.mark.parametrize(("orders", "channels"), [(_heavy_tailed, 1), (_heavy_tailed, 3), (_without_repeats, 2)])
def test_shops_where_a_model_is_open_are_valued_as_in_customer_ltv(build_rows, orders, channels):
    """Where the mean of Gamma-Gamma cannot be believed, and where nobody bought a second time."""
    rows = orders()
    names = pd.DataFrame({"customer_id": rows["customer_id"].unique()})
    names["channel"] = [f"c{number % channels}" for number in range(len(names))]
    variables = {
        "purchase_model": "bg_nbd",
        "left_censored": "keep",
        "calendar": "off",
        "observation_end": "2024-12-31",
    }
    warehouse = build_rows(
        {"transactions": rows, "customers": names}, "--select", "+customer_ltv", models_only=True, **variables
    )
    shop = ltv.from_transactions(rows.merge(names), channel="channel", observation_end="2024-12-31")
    ours = ltv.pool(shop).predict().set_index("customer_id")
    theirs = warehouse.frame("select * from main_marts.customer_ltv").set_index("customer_id").loc[ours.index]
    assert ours["reason"].isna().all()
    assert theirs["reason"].isna().all()
    columns = ["p_alive", "expected_purchases", "expected_order_value", "predicted_ltv", "horizon_ltv"]
    assert ours[columns].notna().all(axis=None)
    np.testing.assert_allclose(ours[columns], theirs[columns].astype(float), rtol=1e-5, atol=1e-9)


def test_average_ltv_of_the_intervals_is_that_of_channel_roi(built):
    """The mart rounds each purchase day's discounted revenue to eight decimals, which is what they differ by."""
    averages = built.frame(
        """
        select roi.average_ltv as mart, intervals.average_ltv as own
        from main_marts.channel_roi as roi
        inner join main_predictions.channel_intervals as intervals using (channel)
        """
    )
    assert len(averages) == 5
    np.testing.assert_allclose(averages["own"], averages["mart"], rtol=1e-11)
