"""Extreme parameters and histories against the defining integrals, evaluated with 50 digits by mpmath."""

from __future__ import annotations

import itertools
from functools import cache

import mpmath
import numpy as np
import pytest

from ltv.models.purchase import PURCHASE_MODELS

TOLERANCE = 1e-8


@pytest.fixture(autouse=True)
def _fifty_digits():
    with mpmath.workdps(50):
        yield


def _integral(integrand, points) -> mpmath.mpf:
    """Gauss-Legendre with 48 nodes and 50 digits between neighbouring points."""
    return mpmath.fsum(
        weight * integrand(low + (high - low) * node) * (high - low)
        for low, high in itertools.pairwise(points)
        for node, weight in _nodes(mpmath.mp.prec)
    )


@cache
def _nodes(precision: int) -> list[tuple[mpmath.mpf, mpmath.mpf]]:
    rule = mpmath.calculus.quadrature.GaussLegendre(mpmath.mp)
    return list(rule.get_nodes(0, 1, 4, precision))


def _over_beta(function, a: float, b: float) -> mpmath.mpf:
    """E[function(p)], p ~ Beta(a, b), over the logit of p; beyond +-150 everything is exponential in the logit."""
    a, b, end = mpmath.mpf(a), mpmath.mpf(b), mpmath.mpf(150)
    mode, deviation = mpmath.log(a / b), mpmath.sqrt(1 / a + 1 / b)
    near = [mode + sign * k * deviation for k in (0, 0.5, 1, 2, 3, 4, 6, 8, 10, 13, 16) for sign in (-1, 1)]
    points = sorted({point for point in [*near, *map(mpmath.mpf, range(-150, 151, 6))] if abs(point) <= end})
    peak = a * mode - (a + b) * mpmath.log1p(mpmath.exp(mode))

    def density(logit):
        return mpmath.exp(a * logit - (a + b) * mpmath.log1p(mpmath.exp(logit)) - peak)

    body = _integral(lambda y: density(y) * function(1 / (1 + mpmath.exp(-y))), points)
    smallest = 1 / (1 + mpmath.exp(end))
    tails = density(-end) / a * function(smallest) + density(end) / b * function(1 - smallest)
    return (body + tails) / (mpmath.beta(a, b) * mpmath.exp(-peak))


def _close(value, expected) -> None:
    assert np.isfinite(value)
    assert abs(mpmath.mpf(float(value)) - expected) <= TOLERANCE * abs(expected), (value, expected)


HISTORIES = [(0, 0.0, 0.0), (0, 0.0, 10000.0), (3, 20.0, 50.0), (300, 9000.0, 10000.0), (20000, 9999.0, 10000.0)]
RATES = [(0.2, 10.0), (0.01, 1e-3), (300.0, 2.0)]
DROPOUTS = [
    *[(1e-6, 1.0), (1e-6, 1e6), (1e-6, 1e-6), (1.0, 0.5), (0.3, 0.4)],
    *[(1e6, 1e6), (1e6, 1e-6), (1.0, 1e6), (0.8, 2.5), (30.0, 1e3)],
]
# Every dropout with one rate, history and horizon each, so that all occur together with many others.
GRID = [
    (RATES[i % 3], dropout, HISTORIES[(i + shift) % 5], (1.0, 180.0, 3650.0)[(i + shift) % 3])
    for i, dropout in enumerate(DROPOUTS)
    for shift in range(3)
]


@pytest.mark.parametrize(("rate", "dropout", "history", "days"), GRID)
@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
def test_purchases_if_alive(model, rate, dropout, history, days):
    """E[(1 - (1 + p t / (alpha + T)) ** -(r + x)) / p] over p ~ Beta(a, b + occasions)."""
    parameters = dict(zip(("r", "alpha", "a", "b"), (*rate, *dropout), strict=True))
    x, _, T = history
    n, tau = mpmath.mpf(rate[0]) + x, mpmath.mpf(days) / (mpmath.mpf(rate[1]) + mpmath.mpf(T))
    b = mpmath.mpf(dropout[1]) + x + (model == "mbg_nbd")
    expected = _over_beta(lambda p: -mpmath.expm1(-n * mpmath.log1p(p * tau)) / p, dropout[0], b)
    _close(PURCHASE_MODELS[model].purchases_if_alive(parameters, x, T, days), expected)


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("dropout", DROPOUTS)
@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
def test_p_alive_of_the_bg_nbd_family(model, dropout, history):
    """Fader & Hardie 2008, note 021; Batislam et al. 2007, equation 10."""
    (x, tx, T), (a, b), n = history, dropout, history[0] + (model == "mbg_nbd")
    for r, alpha in RATES:
        gap = (mpmath.mpf(alpha) + mpmath.mpf(T)) / (mpmath.mpf(alpha) + mpmath.mpf(tx))
        odds = mpmath.mpf(a) / (mpmath.mpf(b) + n - 1) * gap ** (mpmath.mpf(r) + x) if n else 0
        expected = 1 / (1 + odds)
        value = PURCHASE_MODELS[model].p_alive({"r": r, "alpha": alpha, "a": a, "b": b}, x, tx, T)
        if expected > 1e-300:  # below, doubles end
            _close(value, expected)
        else:
            assert 0 <= value <= 1e-300


LIFETIMES = [(0.6, 80.0), (1e-6, 1.0), (1e6, 1e6), (1.0, 0.01), (50.0, 1e-3), (0.01, 1e6), (1.0, 1e4)]


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("lifetime", LIFETIMES)
def test_pareto_nbd(lifetime, history):
    """p_alive and purchases if alive from their defining integrals (Schmittlein, Morrison & Colombo 1987)."""
    (s, beta), (x, tx, T) = lifetime, history
    model = PURCHASE_MODELS["pareto_nbd"]
    for r, alpha in RATES:
        parameters = {"r": r, "alpha": alpha, "s": s, "beta": beta}
        expected = 1 / (1 + _odds(*map(mpmath.mpf, (r + x, alpha, s, beta, tx, T))))
        value = model.p_alive(parameters, x, tx, T)
        if expected > 1e-300:
            _close(value, expected)
        else:
            assert 0 <= value <= 1e-300
        mean_rate, reach = (mpmath.mpf(r) + x) / (mpmath.mpf(alpha) + T), mpmath.mpf(beta) + T
        for days in (1.0, 3650.0):
            grown = mpmath.log1p(days / reach)
            power = 1 - mpmath.mpf(s)
            lasting = reach * (grown if power == 0 else mpmath.expm1(power * grown) / power)
            _close(model.purchases_if_alive(parameters, x, T, days), mean_rate * lasting)


def _odds(n, alpha, s, beta, tx, T) -> mpmath.mpf:
    """s times the integral over the dropout time u, in w = ln(u - tx), which resolves any scale."""
    if tx == T:
        return mpmath.mpf(0)

    def integrand(w):
        u = tx + mpmath.exp(w)
        powers = n * mpmath.log((alpha + T) / (alpha + u)) + s * mpmath.log((beta + T) / (beta + u))
        return mpmath.exp(powers + w) / (beta + u)

    top = mpmath.log(T - tx)
    return s * _integral(integrand, [top - 60 + k for k in range(61)])


@pytest.mark.parametrize("rate", [1e-6, 0.1])
@pytest.mark.parametrize("dropout", [(1e-6, 1e6), (1.0, 0.5), (0.8, 2.5)])
def test_discounted_for_ever(dropout, rate):
    """DERT if alive as a double integral: E over p of the discounted hazard n / (alpha + T) (1 + p t / (alpha + T))
    ** -(n + 1), whose inner integral is n / p exp(z) E_(n + 1)(z), z = rate (alpha + T) / p."""
    parameters = {"r": 0.5, "alpha": 40.0, "a": dropout[0], "b": dropout[1]}
    x, T = 3, 200.0
    with mpmath.workdps(20):
        n, c = mpmath.mpf(3.5), mpmath.mpf(240)

        def inner(p):
            z = rate * c / p
            if z > 1e4:  # asymptotic: exp(z) E_m(z) = sum of (-1)^k (m)_k / z^(k + 1)
                return n / p * mpmath.fsum((-1) ** k * mpmath.rf(n + 1, k) / z ** (k + 1) for k in range(12))
            return n / p * mpmath.exp(z) * mpmath.expint(n + 1, z)

        expected = _over_beta(inner, dropout[0], mpmath.mpf(dropout[1]) + x)
    _close(PURCHASE_MODELS["bg_nbd"].dert_if_alive(parameters, x, T, rate), expected)
