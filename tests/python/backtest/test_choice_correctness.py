"""Which model is chosen, by hand-made records."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.backtest.choice import Candidate, choose, closest_naive


def _record(model, error, rmse=1.0, score=0.5, likelihood=0.0):
    ones = np.ones(4)
    return Candidate(model, error * np.array([1, -1, 1, -1]), rmse * ones, score * ones, ones, likelihood)


def test_the_losses_are_those_of_the_definition():
    record = Candidate("m", np.array([0.3, -0.1]), np.array([1.0, 2.0]), np.array([0.4, 0.8]), np.array([1.0, 3.0]))
    assert record.error_of_sum == pytest.approx(np.sqrt((0.09 + 3 * 0.01) / 4))
    assert record.error_per_customer == 1.75
    assert record.interval_score == pytest.approx(0.7)


def test_the_least_mean_of_the_three_relative_losses_is_chosen():
    # a: 1 + 1.1 + 1 over 3; b: 2 + 1 + 1.2 over 3.
    assert choose([_record("a", 0.1, 1.1, 0.5), _record("b", 0.2, 1.0, 0.6)]) == "a"
    assert choose([_record("a", 0.3, 1.1, 0.5), _record("b", 0.1, 1.0, 0.6)]) == "b"


@pytest.mark.parametrize(("likelihood", "chosen"), [(-10.0, "a"), (10.0, "b")])
def test_of_models_that_forecast_alike_the_likelihood_decides(likelihood, chosen):
    assert choose([_record("a", 0.100, likelihood=0.0), _record("b", 0.102, likelihood=likelihood)]) == chosen


def test_errors_of_sums_below_one_per_cent_are_alike():
    assert choose([_record("a", 0.0001, likelihood=-5.0), _record("b", 0.009, likelihood=0.0)]) == "b"


def test_a_naive_forecast_that_came_closer_is_named():
    model = _record("m", 0.2)
    nan = Candidate("broken", np.array([np.nan]), np.ones(1), np.ones(1), np.ones(1))
    naive = [_record("far", 0.3), _record("near", 0.05), _record("nearer", 0.1), nan]
    assert closest_naive(model, naive).model == "near"
    assert closest_naive(model, naive[:1]) is None
