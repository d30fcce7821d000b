"""Order values whose tail is heavier than Gamma-Gamma's: the mean that stands in, and where it does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ltv.fitting.fit import fit_spend_model
from ltv.fitting.order_values import SampleMean, believed, sample_mean
from ltv.models.spend import SPEND_MODELS
from ltv.states import SpendStates
from ltv.warehouse import partial_pooling

MODEL = SPEND_MODELS["gamma_gamma"]


def _repeat_buyers(deviation, seed, customers=400):
    """Customer means are lognormal around 100; orders around a mean are gamma of shape 3."""
    rng = np.random.default_rng(seed)
    mean = 100 * np.exp(deviation * rng.standard_normal(customers) - deviation**2 / 2)
    x = 1.0 + rng.geometric(0.4, customers)
    return SpendStates(x, mean * rng.gamma(3 * x) / (3 * x), np.ones(customers))


def _rows(states, channels):
    """int_spend_states with a bin for every customer."""
    names = [f"c{number % channels}" for number in range(len(states.customers))]
    logs = np.log(states.monetary_value)
    return pd.DataFrame(
        {
            "channel": names,
            "frequency": states.frequency,
            "spend_bin": np.arange(len(logs)),
            "spend_unit": 1.0,
            "customers": 1,
            "mean_log_spend": logs,
            "variance_log_spend": 0.0,
        }
    )


def _means(fits):
    wide = fits.pivot(index="segment", columns="parameter", values="value")
    return {segment: MODEL.mean_order_value(row) for segment, row in wide.to_dict("index").items()}


def test_the_sample_mean_by_hand():
    states = SpendStates(np.array([1.0, 2.0]), np.array([10.0, 40.0]), np.array([8.0, 4.0]))
    found = sample_mean(states)
    assert found.value == pytest.approx(20.0)
    assert found.error == pytest.approx(np.sqrt((8 * 100 + 4 * 400) / 11 / 12) / 20)
    assert sample_mean(SpendStates(np.ones(3), np.ones(3), np.array([3.0, 3.0, 3.0]))) is None  # nine buyers


def test_means_within_two_standard_errors_are_believed():
    sample = SampleMean(100.0, 0.05)
    assert not sample.contradicts(100 * np.exp(0.0999))
    assert sample.contradicts(100 * np.exp(0.1001))
    assert sample.contradicts(np.nan)
    assert sample.contradicts(-50.0)
    assert not SampleMean(100.0, 0.0).contradicts(101.9)


def test_parameters_with_a_mean_keep_how_far_own_orders_count():
    given = {"p": 6.0, "q": 4.0, "v": 15.0}
    moved = MODEL.with_mean(given, 50.0)
    assert MODEL.mean_order_value(moved) == pytest.approx(50.0)
    assert (moved["p"], moved["q"]) == (6.0, 4.0)
    assert MODEL.mean_order_value(MODEL.with_mean({"p": 2.0, "q": 0.8, "v": 9.0}, 50.0)) == pytest.approx(50.0)


@pytest.mark.parametrize("deviation", [1.0, 1.4, 1.8])
@pytest.mark.parametrize("channels", [1, 3])
def test_every_segment_has_a_mean_near_the_truth(deviation, channels):
    """At the truth of 100 Gamma-Gamma alone says up to 3,700, or nothing."""
    for seed in range(3):
        states = _repeat_buyers(deviation, seed)
        fits, draws = partial_pooling.fit_spends(_rows(states, channels), channels=[f"c{i}" for i in range(channels)])
        sample = sample_mean(states)
        for mean in _means(fits).values():
            assert mean == pytest.approx(sample.value, rel=max(3 * sample.error * np.sqrt(channels), 0.1))
        drawn = draws[draws["segment"] == "c0"].pivot(index="draw", columns="parameter", values="value")
        means = drawn["p"] * drawn["v"] / (drawn["q"] - 1)
        assert np.log(means).std() < 0.5
        assert ((means > 20) & (means < 500)).all()


def test_draws_of_moved_means_scatter_as_the_sample_s_mean_does():
    """Each draw keeps its own likeness of orders and has a mean of its own around the estimate's."""
    states = _repeat_buyers(1.8, 0)
    fits, draws = partial_pooling.fit_spends(_rows(states, 3), channels=["c0", "c1", "c2"])
    assert fits["reason"].notna().all()
    error = sample_mean(states).error
    for channel, own in draws.groupby("segment"):
        drawn = own.pivot(index="draw", columns="parameter", values="value")
        means = np.log(drawn["p"] * drawn["v"] / (drawn["q"] - 1))
        assert means.mean() == pytest.approx(np.log(_means(fits)[channel]), abs=4 * error / np.sqrt(500))
        assert means.std() == pytest.approx(error, rel=0.15)
        assert drawn["p"].nunique() > 400


def test_data_of_the_model_keep_the_model_s_own_mean():
    rng = np.random.default_rng(5)
    truth = {"p": 6.0, "q": 4.0, "v": 15.0}
    x = 1.0 + rng.poisson(1.0, 2000)
    states = SpendStates(x, MODEL.simulate(truth, x, rng), np.ones(2000))
    fit = fit_spend_model(states)
    assert believed(MODEL, fit.parameters, sample_mean(states)) is fit.parameters
    fits, _ = partial_pooling.fit_spends(_rows(states, 2), channels=["c0", "c1"])
    assert fits["reason"].isna().all()
