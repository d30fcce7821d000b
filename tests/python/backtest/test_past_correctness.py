"""What the present takes from errors of the past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ltv.backtest.model_error import CORRELATED, KEPT, USUAL_ON_CLOCK, learn, prior_error, relevance
from ltv.backtest.past import PastErrors, lognormal_interval, nothing_past
from ltv.warehouse.errors import Past
from ltv.warehouse.frames import CHANNEL, TOTAL


def _past(total, days_back=(300, 240, 180), horizons=(180, 180, 180), channels=2):
    shape = (len(total), channels)
    return PastErrors(
        np.array(days_back, dtype=float),
        np.array(horizons, dtype=float),
        np.array(total, dtype=float),
        np.full(len(total), 0.001),
        np.tile(np.array(total, dtype=float)[:, None], (1, channels)),
        np.full(shape, 0.001),
    )


def test_relevance_by_hand():
    # Windows of 180 days at 300, 240 and 180 days back: the second and third add a third each. Half the horizon: KEPT.
    found = relevance([300, 240, 180, 90], [180, 180, 180, 90], 180.0)
    np.testing.assert_allclose(found, CORRELATED * np.array([1.0, 1 / 3, 1 / 3, KEPT]))
    np.testing.assert_allclose(relevance([90], [90], 360.0), [CORRELATED * KEPT**2])


def test_the_order_of_cut_offs_does_not_matter():
    back, ahead = np.array([180.0, 300.0, 30.0, 240.0]), np.array([180.0, 180.0, 30.0, 180.0])
    order = np.array([1, 3, 0, 2])
    np.testing.assert_array_equal(relevance(back, ahead, 90.0)[order], relevance(back[order], ahead[order], 90.0))


def test_only_forecasts_matured_by_then_count():
    past = _past([0.4, 0.4, 0.0])
    assert past.of_total(180.0).cut_offs == pytest.approx(CORRELATED * 5 / 3)
    assert past.of_total(180.0, as_of=60.0).cut_offs == pytest.approx(CORRELATED * 4 / 3)
    assert past.of_total(180.0, as_of=120.0).cut_offs == pytest.approx(CORRELATED)
    nothing = past.of_total(180.0, as_of=121.0)
    assert nothing.reason is not None
    np.testing.assert_array_equal(nothing.weights, prior_error().weights)


def test_errors_that_cannot_be_told_are_left_out():
    some, fewer = _past([0.2, np.nan, 0.2]), _past([0.2, 0.2], (300, 180), (180, 180))
    assert some.of_total(180.0).cut_offs == pytest.approx(CORRELATED * 4 / 3)
    expected = learn([0.2, 0.2], [0.001, 0.001], CORRELATED * np.array([1.0, 1 / 3]))
    np.testing.assert_allclose(some.of_total(180.0).weights, expected.weights)
    assert fewer.of_total(180.0).deviation > some.of_total(180.0).deviation * 0.9
    assert nothing_past(3).of_channels(90.0).reason is not None


def test_large_errors_widen_and_small_ones_narrow():
    prior = prior_error().deviation
    assert (
        _past([0.5, -0.5, 0.5]).of_total(180.0).deviation > prior > _past([0.01, 0.0, -0.01]).of_total(180.0).deviation
    )
    assert _past([0.5, -0.5, 0.5]).of_channels(180.0).deviation > prior_error(channels=True).deviation


def test_a_lognormal_interval_without_model_error_is_the_normal_one():
    sure = learn(np.zeros(400), np.zeros(400))  # tau at the end of its grid
    ((low, high),) = lognormal_interval(np.array([100.0]), np.array([0.04]), sure)
    assert low == pytest.approx(100 * np.exp(-1.645 * 0.2), rel=0.03)
    assert high == pytest.approx(100 * np.exp(1.645 * 0.2), rel=0.03)


def test_on_the_clock_only_errors_on_the_clock_count():
    """Before one has matured, customers have in common only what the calendar leaves open."""
    in_days = _past([0.4, -0.4, 0.4])
    before = Past(in_days, nothing_past(0, USUAL_ON_CLOCK, USUAL_ON_CLOCK))
    assert before.error(False, TOTAL, 180.0).deviation == in_days.of_total(180.0).deviation > 0.3
    assert before.error(True, TOTAL, 180.0).deviation == 0.0
    own = before.error(True, CHANNEL, 180.0)
    assert not own.common.any()
    np.testing.assert_array_equal(own.weights, in_days.of_channels(180.0).weights)
    small = replace(_past([0.01, -0.01, 0.01]), usual=USUAL_ON_CLOCK, usual_common=USUAL_ON_CLOCK)
    large = replace(_past([0.4, -0.4, 0.4]), usual=USUAL_ON_CLOCK, usual_common=USUAL_ON_CLOCK)
    for scope in (TOTAL, CHANNEL):
        assert Past(in_days, small).error(True, scope, 180.0).deviation < 0.1
        assert Past(in_days, large).error(True, scope, 180.0).deviation > 0.25
        # One that had not matured yet is not known then.
        assert Past(in_days, large).error(True, TOTAL, 180.0, as_of=121.0).deviation == 0.0
