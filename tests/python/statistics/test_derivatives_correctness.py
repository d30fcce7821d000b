"""Gradients, Hessians, standard errors and covariances against numerical differentiation.

Gradients also against the papers' own likelihoods, term by term, differentiated with 25 digits by mpmath.
"""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.states import PurchaseStates, SpendStates

STATES = PurchaseStates(
    [0, 0, 1, 2, 2, 9, 140], [0, 0, 30, 3, 35, 20, 38], [39, 5, 30, 40, 36, 33, 40], [9, 2.5, 3, 1, 2, 1, 1]
)
OPPORTUNITIES = PurchaseStates(
    [0, 0, 1, 2, 2, 9, 38], [0, 0, 30, 3, 35, 20, 38], [39, 5, 30, 40, 36, 33, 40], STATES.customers
)
SPENDS = SpendStates([1, 1, 2, 7, 90], [10, 60, 35.5, 22, 41], [3, 1, 2.5, 1, 1])
POINTS = [[-1.4, 1.5, -0.2, 0.9], [0.5, 3.0, 1.5, 2.5], [-3.0, -2.0, -4.0, -3.0], [2.0, 5.0, 3.0, -1.0]]
DISCRETE = [name for name, model in PURCHASE_MODELS.items() if model.counts_opportunities]
STENCIL = [(-2, 1 / 12), (-1, -8 / 12), (1, 8 / 12), (2, -1 / 12)]  # fourth-order central difference


def _states(model):
    return OPPORTUNITIES if model in DISCRETE else STATES


def _differences(function, point, h):
    steps = np.eye(len(point)) * h
    return np.array([sum(c * np.asarray(function(point + k * step)) for k, c in STENCIL) / h for step in steps])


def _check(likelihood, point):
    here = likelihood(point)
    size = max(1.0, float(np.abs(here.gradient).max()))
    np.testing.assert_allclose(here.gradient, _differences(likelihood.value, point, 1e-3), rtol=1e-7, atol=1e-7 * size)
    numerical = _differences(lambda p: likelihood(p).gradient, point, 1e-3)
    np.testing.assert_allclose(here.hessian, numerical, rtol=1e-7, atol=1e-7 * float(np.abs(numerical).max()))
    np.testing.assert_array_equal(here.hessian, here.hessian.T)
    assert here.value == pytest.approx(likelihood.value(point), rel=1e-13)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("model", PURCHASE_MODELS)
def test_purchase_likelihoods(model, point):
    _check(PURCHASE_MODELS[model].likelihood(_states(model)), np.array(point))


@pytest.mark.parametrize("point", [[1.8, 1.3, 2.7], [-1.0, 0.1, 4.0], [6.0, 4.0, 1.0]])
def test_spend_likelihood(point):
    _check(SPEND_MODELS["gamma_gamma"].likelihood(SPENDS), np.array(point))


def _numerical_covariance(value, parameters):
    """Inverse of the negative Hessian, by differences of the value in the log parameters."""
    point, k, h = np.log(parameters), len(parameters), 2e-2
    hessian = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            a, b = np.eye(k)[i] * h, np.eye(k)[j] * h
            hessian[i, j] = sum(c * d * value(point + m * a + n * b) / h**2 for m, c in STENCIL for n, d in STENCIL)
    return np.linalg.inv(-hessian)


@pytest.mark.parametrize("model", PURCHASE_MODELS)
def test_purchase_covariance(cdnow_states, model):
    fit, states = fit_purchase_model(cdnow_states, model), cdnow_states
    values = np.array([fit.parameters[name] for name in PURCHASE_MODELS[model].parameters])
    expected = _numerical_covariance(PURCHASE_MODELS[model].likelihood(states).value, values)
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    np.testing.assert_allclose(fit.covariance_log / scale, expected / scale, atol=1e-4)
    np.testing.assert_allclose(fit.covariance, fit.covariance_log * np.outer(values, values), rtol=1e-12)
    errors = np.sqrt(np.diag(expected)) * values
    np.testing.assert_allclose(list(fit.standard_errors.values()), errors, rtol=1e-4)


def test_spend_covariance(cdnow39):
    fit = fit_spend_model(cdnow39.spends())
    values = np.array(list(fit.parameters.values()))
    expected = _numerical_covariance(SPEND_MODELS["gamma_gamma"].likelihood(cdnow39.spends()).value, values)
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    np.testing.assert_allclose(fit.covariance_log / scale, expected / scale, atol=1e-4)
    np.testing.assert_allclose(list(fit.standard_errors.values()), np.sqrt(np.diag(expected)) * values, rtol=1e-4)


def _purchases(r, alpha, x, until):
    """Gamma(r + x) alpha^r / (Gamma(r) (alpha + until)^(r + x))."""
    return mpmath.gammaprod([r + x], [r]) * alpha**r / (alpha + until) ** (r + x)


def bg_nbd(r, alpha, a, b, x, tx, T):
    """Fader, Hardie & Lee 2005, equation 3."""
    alive = mpmath.beta(a, b + x) * _purchases(r, alpha, x, T)
    left = mpmath.beta(a + 1, b + x - 1) * _purchases(r, alpha, x, tx) if x else 0
    return (alive + left) / mpmath.beta(a, b)


def mbg_nbd(r, alpha, a, b, x, tx, T):
    """Batislam, Denizel & Filiztekin 2007, equation 8."""
    alive = mpmath.beta(a, b + x + 1) * _purchases(r, alpha, x, T)
    left = mpmath.beta(a + 1, b + x) * _purchases(r, alpha, x, tx)
    return (alive + left) / mpmath.beta(a, b)


def pareto_nbd(r, alpha, s, beta, x, tx, T):
    """Schmittlein, Morrison & Colombo 1987, before their integral over the day of dropout is written in 2F1."""
    alive = _purchases(r, alpha, x, T) * (beta / (beta + T)) ** s
    left = mpmath.quad(lambda y: _purchases(r, alpha, x, y) * s * beta**s / (beta + y) ** (s + 1), [tx, T])
    return alive + left


def bg_bb(alpha, beta, gamma, delta, x, tx, n):
    """Fader, Hardie & Shang 2010, equation 6."""
    alive = mpmath.beta(alpha + x, beta + n - x) * mpmath.beta(gamma, delta + n)
    left = mpmath.fsum(
        mpmath.beta(alpha + x, beta + tx - x + i) * mpmath.beta(gamma + 1, delta + tx + i) for i in range(int(n - tx))
    )
    return (alive + left) / (mpmath.beta(alpha, beta) * mpmath.beta(gamma, delta))


def gamma_gamma(p, q, v, x, m):
    """Fader & Hardie 2013, note 025, equation 1a."""
    return mpmath.exp(
        mpmath.loggamma(p * x + q)
        - mpmath.loggamma(p * x)
        - mpmath.loggamma(q)
        + q * mpmath.log(v)
        + (p * x - 1) * mpmath.log(m)
        + p * x * mpmath.log(x)
        - (p * x + q) * mpmath.log(v + x * m)
    )


def _gradient(density, point, rows, weights):
    """By mpmath's own differentiation, in the log parameters."""

    def value(*logs):
        parameters = [mpmath.exp(log) for log in logs]
        return mpmath.fsum(w * mpmath.log(density(*parameters, *row)) for row, w in zip(rows, weights, strict=True))

    with mpmath.workdps(25):
        rows = [[mpmath.mpf(float(cell)) for cell in row] for row in rows]
        one = np.eye(len(point), dtype=int)
        return np.array([float(mpmath.diff(value, tuple(point), tuple(map(int, order)))) for order in one])


def _close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-7 * float(np.abs(expected).max()))


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("density", [bg_nbd, mbg_nbd, pareto_nbd, bg_bb], ids=lambda density: density.__name__)
def test_purchase_gradients_are_the_papers(density, point):
    states = _states(density.__name__)
    rows = np.array([states.frequency, states.recency, states.T]).T
    expected = _gradient(density, point, rows, states.customers)
    _close(PURCHASE_MODELS[density.__name__].likelihood(states)(np.array(point)).gradient, expected)


@pytest.mark.parametrize("point", [[1.8, 1.3, 2.7], [-1.0, 0.1, 4.0], [6.0, 4.0, 1.0]])
def test_spend_gradients_are_the_papers(point):
    rows = np.array([SPENDS.frequency, SPENDS.monetary_value]).T
    expected = _gradient(gamma_gamma, point, rows, SPENDS.customers)
    _close(SPEND_MODELS["gamma_gamma"].likelihood(SPENDS)(np.array(point)).gradient, expected)
