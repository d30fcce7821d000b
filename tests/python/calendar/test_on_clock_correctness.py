"""A model on a clock: days in, days out, and the model's own time in between."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.calendar.clock import Clock, plain_clock
from ltv.calendar.on_clock import OnClock
from ltv.economics.futures import Buyers, simulate_futures
from ltv.economics.values import Estimates, ValuedStates, rest_of_horizon
from ltv.models.purchase import PURCHASE_MODELS
from ltv.valuation import Terms

END, AHEAD = 400, 730
PARAMETERS = {
    "bg_nbd": {"r": 0.8, "alpha": 60.0, "a": 0.7, "b": 2.5},
    "mbg_nbd": {"r": 0.8, "alpha": 60.0, "a": 0.7, "b": 2.5},
    "pareto_nbd": {"r": 0.8, "alpha": 60.0, "s": 0.6, "beta": 90.0},
}
X = np.array([0.0, 1.0, 3.0, 8.0, 0.0])
RECENCY = np.array([0.0, 40.0, 200.0, 290.0, 0.0])
T = np.array([10.0, 90.0, 250.0, 300.0, 0.0])


@pytest.fixture(scope="module")
def seasons():
    """Twice the rate in every other quarter of a year."""
    day = np.arange(END + 1 + AHEAD)
    return Clock(END, np.cumsum(np.where((day // 91) % 2, 2.0, 1.0)))


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_clock_of_days_changes_nothing(name):
    model, known = PURCHASE_MODELS[name], PARAMETERS[name]
    on_clock = OnClock(model, plain_clock(END, AHEAD))
    for days in (30.0, 365.0):
        np.testing.assert_array_equal(
            on_clock.expected_purchases(known, X, RECENCY, T, days),
            model.expected_purchases(known, X, RECENCY, T, days),
        )
    np.testing.assert_array_equal(
        on_clock.discounted_purchases_if_alive(known, X, T, 200.0, 0.02, elapsed=T),
        model.discounted_purchases_if_alive(known, X, T, 200.0, 0.02, elapsed=T),
    )


@pytest.mark.parametrize("name", PARAMETERS)
def test_expectations_are_the_model_s_in_operational_time(name, seasons):
    """Twice the rate all the time is the same model in half the time."""
    model, known = PURCHASE_MODELS[name], PARAMETERS[name]
    double = OnClock(model, Clock(END, 2.0 * np.arange(END + 1 + AHEAD)))
    np.testing.assert_allclose(
        double.expected_purchases(known, X, RECENCY, T, 100.0),
        model.expected_purchases(known, X, 2 * RECENCY, 2 * T, 200.0),
        rtol=1e-12,
    )
    C = seasons.cumulative
    first = (END - T).astype(int)
    age, recency = C[END] - C[first], C[first + RECENCY.astype(int)] - C[first]
    np.testing.assert_allclose(
        OnClock(model, seasons).expected_purchases(known, X, RECENCY, T, 120.0),
        model.expected_purchases(known, X, recency, age, C[END + 120] - C[END]),
        rtol=1e-12,
    )


def test_discounting_stays_on_the_calendar(seasons):
    """The purchases of each 30 days since the first purchase, times the factor of the period's end, by hand."""
    model, known = OnClock(PURCHASE_MODELS["bg_nbd"], seasons), PARAMETERS["bg_nbd"]
    x, age, days, rate = np.array([2.0]), np.array([100.0]), 110.0, 0.03
    ends = np.array([20.0, 50.0, 80.0, 110.0])  # 120, 150, 180 and 210 days after the first purchase
    until = np.array([model.purchases_if_alive(known, x, age, end)[0] for end in ends])
    expected = np.sum(np.diff(until, prepend=0.0) * 1.03 ** -((100 + ends) / 30))
    found = model.discounted_purchases_if_alive(known, x, age, days, rate, elapsed=age)
    np.testing.assert_allclose(found, [expected], rtol=1e-12)


def test_days_is_the_inverse_of_length(seasons):
    days = np.array([0.0, 0.5, 17.0, 100.25, 729.0])
    np.testing.assert_allclose(seasons.days(seasons.length(days)), days, rtol=1e-12)
    assert seasons.days(1e9) == np.inf


@pytest.mark.parametrize("name", ["bg_nbd", "pareto_nbd"])
def test_simulated_futures_have_the_expected_value(name, seasons):
    """The mean of simulated values to the horizon is the closed form's, within the error of the simulation."""
    model, known, spends = OnClock(PURCHASE_MODELS[name], seasons), PARAMETERS[name], {"p": 4.0, "q": 5.0, "v": 100.0}
    terms, draws = Terms(horizon_days=365, monthly_discount_rate=0.01), 4000
    m = np.where(X > 0, 90.0, 0.0)
    buyers = Buyers(X, RECENCY, T, m)
    many = [{key: np.full(draws, value) for key, value in group.items()} for group in (known, spends)]
    found = simulate_futures(model, *many, buyers, terms, np.random.default_rng(2))
    total = found.by_age[:, : terms.horizon_days + 1].sum(axis=1)
    states = ValuedStates(X, RECENCY, T, np.ones(5), m)
    expected = rest_of_horizon(model, Estimates(known, spends), states, terms).sum()
    assert abs(total.mean() - expected) < 4 * total.std() / np.sqrt(draws)
    # A purchase counts on the day it falls on: no age before T, none after the last day.
    assert found.by_age[:, : int(T.min())].sum() == 0


def test_fractions_of_a_day_are_in_proportion(seasons):
    """For histories that stand for the customers of a cell, which may lie before the clock's first day."""
    T, recency = np.array([10.25, 91.5, END + 2.5]), np.array([10.25, 40.75, END + 1.5])
    first, last = np.maximum(END - T, 0), END - (T - recency)
    days = np.arange(len(seasons.cumulative))
    at_first, at_last = (np.interp(day, days, seasons.cumulative) for day in (first, last))
    np.testing.assert_allclose(seasons.age(T), seasons.cumulative[END] - at_first, rtol=1e-14)
    np.testing.assert_allclose(seasons.recency(recency, T), at_last - at_first, rtol=1e-14)
    assert seasons.recency(recency[:1], T[:1]) == seasons.age(T[:1])
