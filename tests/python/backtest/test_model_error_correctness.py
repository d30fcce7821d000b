"""tau against brute-force integration over a fine grid, and the coverage of what follows from it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ltv.backtest.model_error import (
    PRIOR_ONLY,
    SPREAD,
    USUAL,
    USUAL_OWN,
    learn,
    learn_channels,
    matured,
    overlap_weights,
    prior_error,
)

LOGS = np.linspace(np.log(0.005), np.log(2.0), 4001)


def test_posterior_of_tau_is_the_integral():
    e, v, w = np.array([0.2, -0.1, 0.35]), np.array([0.01, 0.02, 0.005]), np.array([1.0, 1 / 3, 0.5])
    density = stats.norm.pdf(LOGS, np.log(USUAL), SPREAD)
    for one, variance, weight in zip(e, v, w, strict=True):
        density = density * stats.norm.pdf(one, 0, np.sqrt(np.exp(2 * LOGS) + variance)) ** weight
    mean_square = np.sum(density * np.exp(2 * LOGS)) / np.sum(density)
    found = learn(e, v, w)
    assert found.deviation**2 == pytest.approx(mean_square, rel=2e-3)
    assert found.cut_offs == pytest.approx(w.sum())
    assert found.reason is None


def test_channels_are_jointly_normal():
    """Two cut-offs, three channels, one error missing: against multivariate normal densities on a grid."""
    e = np.array([[0.3, 0.2, 0.25], [-0.1, np.nan, -0.3]])
    v = np.array([[0.01, 0.02, 0.03], [0.01, 0.01, 0.02]])
    w = np.array([1.0, 0.4])
    found = learn_channels(e, v, w)
    log_weight = stats.norm.logpdf(np.log(found.common), np.log(USUAL), SPREAD)
    log_weight += stats.norm.logpdf(np.log(found.own), np.log(USUAL_OWN), SPREAD)
    for i in range(0, len(found.weights), 171):
        for j in range(2):
            seen = ~np.isnan(e[j])
            covariance = found.common[i] ** 2 + np.diag(found.own[i] ** 2 + v[j, seen])
            log_weight[i] += w[j] * stats.multivariate_normal.logpdf(e[j, seen], np.zeros(seen.sum()), covariance)
    chosen = np.arange(0, len(found.weights), 171)
    expected = np.exp(log_weight[chosen] - log_weight[chosen].max())
    kept = found.weights[chosen]
    assert kept / kept.max() == pytest.approx(expected, rel=1e-9)


def test_errors_alike_are_common_and_errors_unlike_are_own():
    rng = np.random.default_rng(1)
    shared = np.tile(rng.normal(scale=0.3, size=(8, 1)), 6)
    apart = rng.normal(scale=0.3, size=(8, 6))
    small = np.full((8, 6), 1e-4)
    for errors, more, less in ((shared, "common", "own"), (apart, "own", "common")):
        found = learn_channels(errors, small)
        means = {name: float(np.sum(found.weights * getattr(found, name))) for name in ("common", "own")}
        assert means[more] == pytest.approx(0.3, abs=0.1)
        assert means[less] < 0.12


def test_without_errors_the_prior_alone():
    for found in (prior_error(), prior_error(channels=True), learn_channels(np.full((2, 3), np.nan), np.ones((2, 3)))):
        assert found.reason == PRIOR_ONLY
        assert found.weights.sum() == pytest.approx(1.0)
    median = np.interp(0.5, np.cumsum(prior_error().weights), prior_error().common)
    assert median == pytest.approx(USUAL, rel=0.06)  # half a step of the grid


@pytest.mark.parametrize("mean_one", [False, True])
def test_factors_have_the_mixtures_quantiles(mean_one):
    found = learn([0.1, -0.15, 0.05], [0.001, 0.001, 0.001])
    factors = found.factors(200_000, np.random.default_rng(0), mean_one=mean_one)
    assert factors.shape == (200_000, 1)
    if mean_one:
        assert factors.mean() == pytest.approx(1.0, abs=0.005)
    else:
        assert np.median(factors) == pytest.approx(1.0, abs=0.002)
    tau = found.common
    for share in (0.05, 0.95):
        x = float(np.log(np.quantile(factors, share))) + mean_one * tau**2 / 2
        assert np.sum(found.weights * stats.norm.cdf(x / tau)) == pytest.approx(share, abs=0.003)


def test_channels_share_the_common_part():
    both = learn_channels(np.tile([[0.3], [-0.3], [0.3], [-0.2]], 5), np.full((4, 5), 1e-4))
    logs = np.log(both.factors(50_000, np.random.default_rng(0), channels=2))
    assert np.corrcoef(logs.T)[0, 1] > 0.8


@pytest.mark.parametrize(("bias", "sd", "at_least", "at_most"), [(0.0, 0.15, 0.85, 0.97), (0.2, 0.05, 0.95, 1.0)])
def test_coverage_of_the_next_error(bias, sd, at_least, at_most):
    """Four matured cut-offs: near 90 % without a bias, more than that (and wider than needed) with a constant one."""
    rng = np.random.default_rng(7)
    held = []
    for _ in range(400):
        errors = bias + sd * rng.standard_normal(5)
        logs = np.log(learn(errors[:4], np.full(4, 1e-4)).factors(1000, rng)[:, 0])
        low, high = np.quantile(logs, (0.05, 0.95))
        held.append(low <= errors[4] <= high)
    assert at_least <= np.mean(held) <= at_most


def test_windows_that_overlap_count_less():
    assert overlap_weights([0, 30, 60, 200], 90) == pytest.approx([1.0, 1 / 3, 1 / 3, 1.0])
    assert np.array_equal(matured([0, 30, 60], 90, 120), [True, True, False])
    many = learn(np.full(12, 0.3), np.zeros(12), np.full(12, 0.1))
    few = learn(np.full(2, 0.3), np.zeros(2), np.array([1.0, 0.2]))
    assert many.weights == pytest.approx(few.weights, abs=1e-12)


def test_what_is_no_error():
    with pytest.raises(ValueError, match="errors: received inf"):
        learn([0.1, np.inf], [0.1, 0.1])
    with pytest.raises(ValueError, match=r"variances: received -1\.0"):
        learn([0.1], [-1.0])
