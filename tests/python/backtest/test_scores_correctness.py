"""Scores and naive forecasts on cases small enough to be done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from seasons import TRUTH

from ltv.backtest.naive import cohort_mean, own_past_rate, rates_by_age, seasonal_naive
from ltv.backtest.scores import (
    interval_coverage,
    interval_score,
    mean_absolute_error,
    root_mean_square_error,
    sum_bias,
    top_decile_share,
)
from ltv.data.simulate import simulate_calendar
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates


def test_interval_score():
    """Gneiting & Raftery 2007, equation 43, with alpha = 0.1: a miss by 1 costs 20."""
    assert interval_score([1, 1, 1], [4, 4, 4], [2, 0.5, 6]) == pytest.approx([3.0, 13.0, 43.0])
    assert interval_score(0, 2, 3, coverage=0.5) == pytest.approx(6.0)
    with pytest.raises(ValueError, match=r"coverage: received 1\.0; allowed are shares between 0 and 1"):
        interval_score(0, 1, 2, coverage=1.0)


def test_the_true_quantiles_have_the_best_score():
    """The score is proper: of all intervals of a normal variable the central 90 % one scores lowest on average."""
    z = np.random.default_rng(0).standard_normal(200_000)
    halves = (1.3, 1.645, 2.0)
    scores = {half: float(np.mean(interval_score(np.full(len(z), -half), np.full(len(z), half), z))) for half in halves}
    assert min(scores, key=scores.__getitem__) == 1.645


def test_coverage_counts_the_ends():
    assert interval_coverage([0, 0, 0, 0], [1, 1, 1, 1], [0, 1, 0.5, 1.1]) == 0.75
    assert np.isnan(interval_coverage([], [], []))


def test_errors_per_customer():
    predicted, actual, w = np.array([1.0, 2.0]), np.array([0.0, 4.0]), np.array([3.0, 1.0])
    assert mean_absolute_error(predicted, actual) == 1.5
    assert mean_absolute_error(predicted, actual, w) == pytest.approx(5 / 4)
    assert root_mean_square_error(predicted, actual, w) == pytest.approx(np.sqrt(7 / 4))
    assert sum_bias(predicted, actual, w) == pytest.approx(5 / 4 - 1)
    assert np.isnan(sum_bias(predicted, np.zeros(2)))


def test_top_decile_share():
    predicted = np.arange(20.0)
    actual = np.ones(20)
    actual[18:] = 10.0
    assert top_decile_share(predicted, actual) == pytest.approx(20 / 38)
    # All predicted alike: a tenth of everybody is a tenth of everything.
    assert top_decile_share(np.zeros(20), actual) == pytest.approx(0.1)
    assert top_decile_share(np.array([2.0, 1.0]), np.array([3.0, 1.0]), np.array([5.0, 95.0])) == pytest.approx(
        (5 * 3 + 5 * 1) / (5 * 3 + 95 * 1)
    )
    assert np.isnan(top_decile_share(predicted, np.zeros(20)))


def test_own_past_rate():
    states = PurchaseStates([2.0, 0.0, 0.0], [10.0, 0.0, 0.0], [40.0, 40.0, 0.0], [1.0, 1.0, 1.0])
    assert own_past_rate(states, 20) == pytest.approx([1.0, 0.0, 0.0])


def test_cohort_mean_by_hand():
    """Ten customers of day 0 and five of day 2, seen to day 4."""
    bought = np.array([0.0, 3.0, 6.0, 2.0, 1.0])
    rates = rates_by_age(np.array([0.0, 2.0]), np.array([10.0, 5.0]), bought, 4)
    assert rates == pytest.approx([0.0, 3 / 15, 6 / 15, 2 / 10, 1 / 10])
    states = PurchaseStates([0.0, 0.0], [0.0, 0.0], [2.0, 4.0], [5.0, 10.0])
    beyond = np.mean(rates)
    assert cohort_mean(states, rates, 2) == pytest.approx([2 / 10 + 1 / 10, 2 * beyond])


def test_cohort_mean_is_the_models_mean_by_age():
    """In a world of BG/NBD the curve by age is the model's unconditional expectation, slots of a day aside."""
    rng = np.random.default_rng(6)
    first = np.zeros(20_000, dtype=np.int64)
    customer, day = simulate_calendar("bg_nbd", TRUTH["bg_nbd"], first, np.ones(201), rng)
    by_age = np.bincount(day, minlength=201) - 20_000.0 * (np.arange(201) == 0)
    rates = rates_by_age(np.zeros(1), np.array([20_000.0]), by_age, 200)
    new = PurchaseStates([0.0], [0.0], [0.0], [1.0])
    for days in (30, 90, 200):
        expected = PURCHASE_MODELS["bg_nbd"].expected_purchases(TRUTH["bg_nbd"], 0.0, 0.0, 0.0, float(days))
        assert cohort_mean(new, rates, days)[0] == pytest.approx(float(expected), rel=0.03)
    assert len(customer) == len(day)


def test_seasonal_naive():
    by_day = np.concatenate([np.full(364, 2.0), np.full(30, 3.0)])
    by_day[60:90] = 5.0
    # The next 30 days were 2 a day a year ago (days 30 to 59); recent 3 against 2.
    assert seasonal_naive(by_day, 30) == pytest.approx(30 * 2 * 3 / 2)
    assert np.isnan(seasonal_naive(by_day, 31))
    assert np.isnan(seasonal_naive(np.zeros(800), 30))
