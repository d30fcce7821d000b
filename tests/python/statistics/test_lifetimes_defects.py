"""Where the lifetimes package fails (0.11.3), shown, and that the native engine does not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, special

from ltv.data.simulate import simulate_purchases
from ltv.errors import OptionError
from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.states import PurchaseStates
from ltv.status import Status

BG, GG = PURCHASE_MODELS["bg_nbd"], SPEND_MODELS["gamma_gamma"]


def test_the_usual_penalizer_makes_money_negative(cdnow39_rounded):
    """penalizer 0.01, which tutorials copy, is in units of money: one-time buyers of CDNOW are worth -491 dollars."""
    spends = cdnow39_rounded[1]
    theirs = reference.fit_spend_model(spends, penalizer=0.01)
    assert theirs.status is Status.INFINITE_MEAN_SPEND  # q < 1: this engine does not pass the negative value on
    with reference._lifetimes() as lifetimes:
        fitter = lifetimes.GammaGammaFitter(penalizer_coef=0.01)
        fitter.fit(spends.frequency, spends.monetary_value)
        value = fitter.conditional_expected_average_profit(np.array([0.0]), np.array([0.0]))
    assert value[0] == pytest.approx(-491.43, abs=0.05)
    ours = GG.mean_order_value(fit_spend_model(spends).parameters)
    assert ours == pytest.approx(35.17, abs=0.01)
    assert 35 < GG.mean_order_value(fit_spend_model(spends, penalizer=0.01).parameters) < 50


@pytest.mark.parametrize(
    ("a", "b", "x", "T", "days"),
    [(0.3, 0.4, 0, 30.0, 3650.0), (1.0, 2.0, 3, 300.0, 180.0), (50.0, 100.0, 50, 1.0, 3650.0)],
    ids=["a + b < 1", "a = 1", "a long horizon after a short time"],
)
def test_expectations_that_lifetimes_does_not_have(a, b, x, T, days):
    """NaN from the logarithm of a negative series, division by a - 1, an overflowing series."""
    parameters = {"r": 0.5, "alpha": 10.0, "a": a, "b": b}
    recency = T - 0.5 if x else 0.0
    assert np.isnan(reference.expected_purchases(parameters, x, recency, T, days))
    ours = BG.expected_purchases(parameters, x, recency, T, days)
    assert 0 < ours < (parameters["r"] + x) / (parameters["alpha"] + T) * days


def test_its_variance_matrix_is_wrong_off_the_diagonal(cdnow39):
    states = cdnow39.states()
    ours = fit_purchase_model(states).covariance
    with reference._lifetimes() as lifetimes:
        fitter = lifetimes.BetaGeoFitter()
        fitter.fit(states.frequency, states.recency, states.T)
        theirs = fitter.variance_matrix_.to_numpy()
    np.testing.assert_allclose(np.diag(theirs), np.diag(ours), rtol=1e-4)
    assert abs(theirs[0, 1] / theirs[1, 0] - 1) > 0.5
    np.testing.assert_array_equal(ours, ours.T)


def test_small_cohorts_that_lifetimes_gives_up(cdnow39):
    """Of 60 small cohorts lifetimes fails on several; the native engine answers all, nowhere with less likelihood."""
    rng = np.random.default_rng(1)
    failures = 0
    for _ in range(60):
        rows = rng.choice(len(cdnow39.T), 15, replace=False)
        states = PurchaseStates(cdnow39.frequency[rows], cdnow39.recency[rows], cdnow39.T[rows], np.ones(15))
        theirs = reference.fit_purchase_model(states)
        ours = fit_purchase_model(states)
        assert ours.predicts
        if theirs.status is Status.NOT_CONVERGED:
            failures += 1
            assert "lifetimes: ConvergenceError: The model did not converge." in str(theirs.reason)
        else:
            assert ours.log_likelihood >= theirs.log_likelihood - 1e-6
    assert failures >= 5


def log_likelihood(log_parameters: np.ndarray, states: PurchaseStates) -> float:
    """Fader, Hardie & Lee 2005, equation 6, as it stands there."""
    r, alpha, a, b = np.exp(log_parameters)
    x, tx, T = states.frequency, states.recency, states.T
    purchases = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    alive = special.betaln(a, b + x) - special.betaln(a, b) - (r + x) * np.log(alpha + T)
    left = special.betaln(a + 1, b + np.maximum(x, 1) - 1) - special.betaln(a, b) - (r + x) * np.log(alpha + tx)
    return float(np.sum(purchases + np.where(x > 0, np.logaddexp(alive, left), alive)))


def test_small_cohorts_with_an_optimum_that_lifetimes_does_not_find():
    """30 regular customers each, 55 purchases a head: lifetimes gives up on some, a search without derivatives on none.

    The optimum is a proper one: inside, with a curvature that gives standard errors.
    """
    world, given_up = {"r": 8.0, "alpha": 43.0, "a": 0.62, "b": 6.8}, 0
    for seed in range(35, 100):
        states = simulate_purchases("bg_nbd", world, np.full(30, 300.0), np.random.default_rng(seed))
        if reference.fit_purchase_model(states).status is not Status.NOT_CONVERGED:
            continue
        given_up += 1
        ours = fit_purchase_model(states)
        assert ours.converged
        assert all(error is not None and error > 0 for error in ours.standard_errors.values())
        found = optimize.minimize(
            lambda point, states=states: -log_likelihood(point, states),
            np.log(list(world.values())),
            method="Nelder-Mead",
            options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 10_000, "maxfev": 10_000},
        )
        assert found.success
        assert ours.log_likelihood == pytest.approx(-found.fun, abs=1e-6)
        np.testing.assert_allclose(list(ours.parameters.values()), np.exp(found.x), rtol=1e-3)
    assert given_up >= 3


@pytest.mark.parametrize(
    "rows",
    [[(0, 0, 90, 50), (0, 0, 30, 20)], [(0, 0, 365, 980), (1, 30, 365, 15), (2, 300, 365, 5)]],
    ids=["nobody came back", "98 % bought once"],
)
def test_shops_of_one_time_buyers(rows):
    states = PurchaseStates(*np.array(rows, dtype=float).T)
    fit = fit_purchase_model(states)
    expected = BG.expected_purchases(fit.parameters, states.frequency, states.recency, states.T, 180)
    assert np.all(np.isfinite(expected) & (expected >= 0))


def test_one_time_buyers_are_surely_alive_under_bg_nbd_only():
    """True of the model, not of lifetimes; MBG/NBD and Pareto/NBD exist for that."""
    bg = {"r": 0.24, "alpha": 30.0, "a": 0.8, "b": 2.4}
    assert BG.p_alive(bg, 0, 0, 3000.0) == 1
    assert PURCHASE_MODELS["mbg_nbd"].p_alive(bg, 0, 0, 3000.0) < 0.7
    pareto = {"r": 0.55, "alpha": 74.0, "s": 0.6, "beta": 82.0}
    assert PURCHASE_MODELS["pareto_nbd"].p_alive(pareto, 0, 0, 3000.0) < 0.1


def test_the_engine_has_two_models_only():
    states = PurchaseStates([0, 1], [0, 3], [5, 5], [3, 3])
    with pytest.raises(OptionError, match="model: received 'pareto_nbd'; the lifetimes engine allows 'bg_nbd' only"):
        reference.fit_purchase_model(states, "pareto_nbd")


def test_the_engines_agree_on_predictions(cdnow39):
    states = cdnow39.states(1.0)
    parameters = fit_purchase_model(states).parameters
    history = (states.frequency, states.recency, states.T)
    alive = BG.p_alive(parameters, *history)
    np.testing.assert_allclose(reference.p_alive(parameters, *history), alive, rtol=1e-12)
    theirs = reference.expected_purchases(parameters, *history, 180)
    np.testing.assert_allclose(theirs, BG.expected_purchases(parameters, *history, 180), rtol=1e-9)
    for days, elapsed in ((180, 0), (200, 0), (np.maximum(365 - states.T, 0), states.T)):
        ours = alive * BG.discounted_purchases_if_alive(
            parameters, states.frequency, states.T, days, 0.01, elapsed=elapsed
        )
        theirs = reference.discounted_purchases(parameters, *history, days, 0.01, elapsed=elapsed)
        np.testing.assert_allclose(theirs, ours, rtol=1e-9)
