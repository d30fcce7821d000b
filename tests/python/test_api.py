"""The public API on frames: what is read, what is refused, and that names are there only when used."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import ltv
from ltv.data.cdnow import read_cdnow


def _orders(*rows, columns=("customer_id", "ordered_at", "amount")):
    return pd.DataFrame(list(rows), columns=list(columns))


@pytest.fixture(scope="module")
def cdnow():
    orders = read_cdnow()
    return orders.assign(channel=np.where(orders["customer_id"].astype(int) % 3 == 0, "a", "b"))


def test_every_name_of_the_api_is_there():
    for name in ltv.__all__:
        assert getattr(ltv, name) is not None
    assert dir(ltv) == sorted(ltv.__all__)
    with pytest.raises(AttributeError, match="no attribute 'fits'"):
        _ = ltv.fits


def test_importing_ltv_imports_nothing_heavy():
    code = "import ltv, sys; assert not {'numpy', 'scipy', 'pandas'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_errors_are_one_tree():
    for error in (ltv.StatesError, ltv.OptionError, ltv.InputError):
        assert issubclass(error, ltv.LtvError)
    assert issubclass(ltv.LtvError, ValueError)


@pytest.mark.parametrize(
    ("amounts", "value", "revenue", "days"),
    [
        ((30.0, 20.0, -20.0), 0.0, 30.0, 1),  # the latest purchase goes first, and its day with it
        ((30.0, 20.0, -25.0), 0.0, 25.0, 1),
        ((30.0, 20.0, -70.0), 0.0, -20.0, 0),
        ((-10.0, 30.0, 20.0), 20.0, 40.0, 2),  # a refund of nothing is money lost and takes no later purchase
        ((30.0, 0.0, 20.0), 10.0, 50.0, 3),
    ],
)
def test_refunds_take_the_latest_purchases(amounts, value, revenue, days):
    orders = _orders(*(("x", f"2025-01-{day:02}", amount) for day, amount in enumerate(amounts, start=1)))
    shop = ltv.from_transactions(orders)
    (row,) = shop.customers.to_dict("records")
    assert (row["monetary_value"], row["realised_revenue"]) == (value, revenue)
    assert row["frequency"] == max(days - 1, 0)
    assert pd.isna(row["T"]) == (days == 0)


def test_free_orders_count_unless_told_otherwise():
    orders = _orders(("x", "2025-01-01", 5), ("x", "2025-01-03", 0))
    assert ltv.from_transactions(orders).customers["frequency"].tolist() == [1]
    assert ltv.from_transactions(orders, count_free_orders=False).customers["frequency"].tolist() == [0]


def test_amounts_of_every_kind_are_exact():
    """Ten cents thirty times is three, which floats do not say."""
    days = [("x", f"2025-01-{day:02}") for day in range(1, 31)]
    for amount in (0.1, Decimal("0.10"), "0.10"):
        shop = ltv.from_transactions(_orders(*((*day, amount) for day in days)))
        assert shop.customers["realised_revenue"].tolist() == [3.0]


def test_guests_and_later_orders_are_left_out_and_the_frame_is_left_alone():
    orders = _orders(("x", "2025-01-01T23:00:00+02:00", 5.0), (None, "2025-01-02", 7.0), ("x", "2025-02-01", 9.0))
    before = orders.copy()
    shop = ltv.from_transactions(orders.iloc[:2], observation_end="2025-01-31")
    assert shop.customers[["frequency", "T", "realised_revenue"]].values.tolist() == [[0, 30, 5.0]]
    late = ltv.from_transactions(orders.iloc[1:].assign(channel="c"), channel="channel")
    assert late.customers["channel"].tolist() == ["c"]
    pd.testing.assert_frame_equal(orders, before)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("x", "01/02/2025", 5.0)], "ordered_at: received '01/02/2025' in row 0"),
        ([("x", "2025-01-02", np.nan)], "amount: received nan in row 0; allowed are finite numbers"),
        ([("x", "2025-01-02", "5,0")], "amount: received '5,0' in row 0; allowed are finite numbers of less than 1e13"),
        ([(None, "2025-01-02", 1), ("x", "2025-01-02", 10**15)], "amount: received .*1000000000000000.* in row 1"),
        ([("x", "2025-01-02", 1e16)], "amount: received .*1e.16.* in row 0"),
        ([("x", "2025-01-02", "1e20")], "amount: received '1e20' in row 0"),
        ([("x", "2025-01-02", pd.NA)], "amount: received <NA> in row 0"),
        ([("x", 20240101, 5.0)], "ordered_at: received .*20240101.* in row 0; allowed are dates as YYYY-MM-DD"),
        (
            [("x", "2025-01-02T10:00+01:00", 1.0), ("x", "2025-07-02T10:00+02:00", 1.0)],
            "ordered_at: received timestamps of several time zones",
        ),
        ([("  ", "2025-01-02", 5.0)], "received no order of a known customer"),
        ([(None, "2025-01-02", 5.0)], "received no order of a known customer"),
    ],
)
def test_rows_that_cannot_be_read_are_refused(rows, message):
    with pytest.raises(ltv.InputError, match=message):
        ltv.from_transactions(_orders(*rows))


def test_nullable_numbers_are_read():
    orders = _orders(("x", "2025-01-01", 5), ("x", "2025-01-03", 7)).astype({"amount": "Int64"})
    assert ltv.from_transactions(orders).customers["realised_revenue"].tolist() == [12.0]
    orders.loc[1, "amount"] = pd.NA
    with pytest.raises(ltv.InputError, match="amount: received <NA> in row 1"):
        ltv.from_transactions(orders)


@pytest.mark.parametrize("day", ["foo", pd.Timestamp("2025-01-03", tz="UTC"), 5])
def test_a_last_day_that_is_none_is_refused(day):
    with pytest.raises(ltv.InputError, match=r"observation_end: received .*; allowed are days as YYYY-MM-DD"):
        ltv.from_transactions(_orders(("x", "2025-01-02", 5.0)), observation_end=day)


def test_what_is_no_frame_of_orders_is_refused():
    with pytest.raises(ltv.InputError, match="frame: received a list; allowed is a pandas DataFrame"):
        ltv.from_transactions([("x", "2025-01-02", 5.0)])
    twice = _orders(("x", "2025-01-02", 5.0, 6.0), columns=("customer_id", "ordered_at", "amount", "amount"))
    with pytest.raises(ltv.InputError, match="needed is amount once"):
        ltv.from_transactions(twice)


def test_ids_are_read_without_outer_blanks_and_nobody_has_an_empty_one():
    shop = ltv.from_transactions(_orders(("x", "2025-01-02", 5.0), (" x ", "2025-01-03", 6.0), ("", "2025-01-04", 7.0)))
    assert shop.customers[["customer_id", "frequency", "realised_revenue"]].values.tolist() == [["x", 1, 11.0]]


def test_a_missing_column_is_named():
    with pytest.raises(ltv.InputError, match="received columns customer_id, ordered_at, amount; needed is when too"):
        ltv.from_transactions(_orders(("x", "2025-01-02", 5.0)), date="when")


def test_terms_are_checked(cdnow):
    fitted = ltv.fit(ltv.from_transactions(cdnow))
    with pytest.raises(ltv.OptionError, match="gross_margin: received 40; allowed"):
        fitted.predict(gross_margin=40)
    with pytest.raises(ltv.OptionError, match=r"monthly_discount_rate: received -0\.1"):
        fitted.intervals(monthly_discount_rate=-0.1)
    with pytest.raises(ltv.OptionError, match="horizon_days: received 0; allowed are 1 or more"):
        fitted.predict(ltv_horizon_days=0)
    with pytest.raises(ltv.OptionError, match=r"horizon_days: received 30\.5; allowed are whole numbers"):
        fitted.intervals(ltv_horizon_days=30.5)
    with pytest.raises(ltv.OptionError, match="prediction_days: received nan; allowed are whole numbers"):
        fitted.predict(prediction_days=np.nan)
    with pytest.raises(ltv.OptionError, match=r"cac: received 0\.0 for all; allowed are finite numbers above 0"):
        fitted.intervals(cac={"all": 0.0})
    with pytest.raises(ltv.OptionError, match="cac: received the segment 'kol'; allowed are all"):
        fitted.intervals(cac={"kol": 5.0})
    with pytest.raises(ltv.OptionError, match="penalizer: received 'much'"):
        ltv.fit(fitted.shop, penalizer="much")
    with pytest.raises(ltv.OptionError, match="model: received 'nbd'"):
        ltv.fit(fitted.shop, "nbd")


def test_predictions_add_up(cdnow):
    """Every customer once; averages lie in the intervals; a channel's parameters lie between its own and all's."""
    shop = ltv.from_transactions(cdnow, channel="channel", observation_end="1997-09-30")
    fitted = ltv.pool(shop)
    customers = fitted.predict()
    assert customers["customer_id"].tolist() == shop.customers["customer_id"].tolist()
    assert customers["reason"].isna().all()
    np.testing.assert_allclose(customers["lifetime_value"], customers["realised_value"] + customers["predicted_ltv"])
    found = fitted.intervals(cac={"a": 60.0}).set_index("segment")
    average = customers.groupby("channel")["horizon_ltv"].mean()
    np.testing.assert_allclose(found["average_ltv"], average, rtol=1e-11)
    assert found["average_ltv"].between(found["average_ltv_low"], found["average_ltv_high"]).all()
    assert found["probability_ltv_exceeds_cac"].notna().tolist() == [True, False]
    only = ltv.pool(ltv.from_transactions(cdnow)).estimates["unattributed"]
    assert only == ltv.fit(ltv.from_transactions(cdnow)).estimates["all"]


def test_cdnow_is_worth_what_the_readme_says(cdnow):
    """The sum that the plain lifetimes script of README has too: test_cdnow_correctness holds the two equal."""
    customers = ltv.fit(ltv.from_transactions(cdnow)).predict()
    assert customers["predicted_ltv"].sum() == pytest.approx(416_186.25, rel=1e-6)


def test_models_that_count_opportunities_are_refused(cdnow):
    shop = ltv.from_transactions(cdnow)
    for fitted in (ltv.fit, ltv.pool):
        with pytest.raises(ltv.OptionError, match="model: received 'bg_bb'; allowed are bg_nbd, mbg_nbd, pareto_nbd"):
            fitted(shop, "bg_bb")


def test_in_a_shop_without_repeat_buyers_the_mean_first_order_stands_in():
    """No further purchases are predicted, so that customers are worth what they brought; there are no intervals."""
    orders = _orders(*((str(i), "2025-01-01", 5.0) for i in range(100))).assign(channel=[*"ab"] * 50)
    shop = ltv.from_transactions(orders, channel="channel", observation_end="2025-03-01")
    for fitted in (ltv.fit(shop), ltv.pool(shop)):
        customers = fitted.predict()
        found = customers[
            ["expected_purchases", "expected_order_value", "predicted_ltv", "horizon_ltv"]
        ].drop_duplicates()
        assert found.values.tolist() == [[0.0, 5.0, 0.0, 5.0]]
        assert customers["reason"].isna().all()
        rows = fitted.intervals()
        assert rows["customers"].sum() == 100
        assert rows[["average_ltv", "average_ltv_low"]].isna().all(axis=None)


def test_a_shop_of_refunds_alone_has_no_predictions():
    shop = ltv.from_transactions(_orders(("x", "2025-01-02", -5.0), ("y", "2025-01-03", -5.0)))
    customers = ltv.fit(shop).predict()
    assert customers["predicted_ltv"].isna().all()
    assert customers["realised_value"].tolist() == [-5.0, -5.0]
    assert set(customers["reason"]) == {"No purchase is left after refunds: nothing to predict from."}


def test_the_rest_of_the_horizon_ends_with_it():
    left = ltv.Terms(horizon_days=365).rest(np.array([0.0, 100.0, 365.0, 400.0]))
    assert left.tolist() == [365.0, 265.0, 0.0, 0.0]
