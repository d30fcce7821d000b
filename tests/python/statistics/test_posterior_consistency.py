"""Importance draws against an independent Markov chain on lifetimes' own likelihood."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.fitting.posterior import posterior
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates, SpendStates


def _metropolis(log_density, start, covariance, steps, seed):
    """Random-walk Metropolis, the proposal scaled for its dimension (Roberts, Gelman & Gilks 1997)."""
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(covariance) * 2.38 / np.sqrt(len(start))
    chain, here, value = np.empty((steps, len(start))), start, log_density(start)
    for i in range(steps):
        there = here + np.sum(root * rng.standard_normal(len(start)), axis=1)
        proposed = log_density(there)
        if np.log(rng.random()) < proposed - value:
            here, value = there, proposed
        chain[i] = here
    return chain[steps // 10 :]


def test_bg_nbd_agrees_with_a_markov_chain(cdnow39):
    """Means within 0.1 posterior standard deviations, spreads within 10 %."""
    states = cdnow39.states()
    # The chain needs tens of thousands of evaluations of lifetimes' likelihood, so it sees distinct states with counts.
    rows, counts = np.unique(np.stack([states.frequency, states.recency, states.T]), axis=1, return_counts=True)
    fit = fit_purchase_model(states)
    found = posterior(states, fit, draws=4000, seed=1)
    start = np.log(list(fit.parameters.values()))
    with reference._lifetimes() as lifetimes:
        cost = lifetimes.BetaGeoFitter._negative_log_likelihood
        data = (*rows, counts.astype(float), 0.0)
        chain = _metropolis(lambda p: -len(states.T) * cost(p, *data), start, fit.covariance_log, 40_000, seed=2)
    draws = np.log(np.stack(list(found.parameters.values()), axis=1))
    mean, deviation = found.mean(draws), np.sqrt(found.mean((draws - found.mean(draws)) ** 2))
    assert np.all(np.abs(mean - chain.mean(axis=0)) < 0.1 * chain.std(axis=0))
    np.testing.assert_allclose(deviation, chain.std(axis=0), rtol=0.1)


@pytest.mark.parametrize("model", sorted(PURCHASE_MODELS))
def test_draws_are_deterministic_and_worth_many(cdnow_states, model):
    states, first = cdnow_states, PURCHASE_MODELS[model].parameters[0]
    fit = fit_purchase_model(states, model)
    one, same, other = (posterior(states, fit, seed=seed) for seed in (0, 0, 1))
    skewed = model in ("pareto_nbd", "bg_bb")  # the parameters of their dropout
    assert one.effective_size > (100 if skewed else 300)
    assert one.weights.sum() == pytest.approx(1)
    np.testing.assert_array_equal(one.parameters[first], same.parameters[first])
    assert np.any(one.parameters[first] != other.parameters[first])
    again = one.resampled(10_000)
    assert set(again) == set(fit.parameters)
    assert again[first].mean() == pytest.approx(float(one.mean(one.parameters[first])), rel=1e-3)


def test_spend_posterior(cdnow39):
    spends = cdnow39.spends()
    fit = fit_spend_model(spends)
    found = posterior(spends, fit)
    assert found.effective_size > 300
    assert float(found.mean(found.parameters["q"])) == pytest.approx(fit.parameters["q"], rel=0.05)


def test_a_limit_stays_fixed_and_nothing_gives_nothing():
    x = np.arange(1.0, 9.0)
    states = PurchaseStates([0, *x], [0, *x * 40], [365, *x * 40], [30, *20 / x])
    fit = fit_purchase_model(states)
    assert fit.status == "no_churn"
    found = posterior(states, fit)
    assert np.all(found.parameters["a"] == 0)
    assert found.effective_size > 200
    assert found.parameters["r"].std() > 0
    lonely = PurchaseStates([1], [3], [9], [1])
    assert posterior(lonely, fit_purchase_model(lonely)) is None


def test_draws_of_an_open_parameter_are_finite():
    """Of so few customers some draws of a logarithm were above 709, and their exponential no number."""
    states = PurchaseStates([0, 0, 3, 1], [0, 0, 52, 35], [76, 80, 58, 91], [9, 6, 9, 8])
    found = posterior(states, fit_purchase_model(states, "pareto_nbd", penalizer=0.01), penalizer=0.01)
    assert all(np.isfinite(values).all() for values in found.parameters.values())
    assert np.isfinite(found.weights).all()


def test_draws_of_a_spend_model_with_a_mean_have_means():
    """q is next to 1, and a draw below it made every revenue's interval null."""
    spends = SpendStates([3.0] * 6, np.random.default_rng(1).uniform(1, 100, 6), np.ones(6))
    fit = fit_spend_model(spends, penalizer=0.1)
    assert fit.parameters["q"] == pytest.approx(1.04, abs=0.01)
    found = posterior(spends, fit, penalizer=0.1)
    assert np.all(found.parameters["q"][found.weights > 0] > 1)
    assert found.effective_size > 100
