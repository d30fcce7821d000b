"""Partial pooling against closed forms and brute force: channels whose likelihoods are Gaussian have exact answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy import integrate, stats

from ltv.numerics.newton import Evaluation
from ltv.numerics.parametrisation import Chart, Coordinate, Logs
from ltv.pooling.pool import draw_channels, pool
from ltv.pooling.population import Expansions, Hyperprior, _given, draw_population, estimate_population


def identity(k):
    return Chart(
        tuple(Coordinate(f"x{i}") for i in range(k)), lambda point: Logs(point, np.eye(k), np.zeros((k, k, k)))
    )


@dataclass
class Normal:
    """n observations of variance s2 per coordinate, with this mean."""

    mean: np.ndarray
    precision: np.ndarray

    def value(self, x):
        away = x - self.mean
        return float(-away @ self.precision @ away / 2)

    def __call__(self, x):
        return Evaluation(self.value(x), -self.precision @ (x - self.mean), -self.precision)


# Efron & Morris's 18 batters (1975, table 1): hits in the first 45 at-bats, as proportions.
BATTERS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]) / 45
VARIANCE = float(np.mean(BATTERS) * (1 - np.mean(BATTERS)) / 45)


def normal(centre, deviation, spread=0.5):
    """Channels that come from a normal, for which there are closed forms."""
    return Hyperprior(centre, deviation, spread, freedom=np.inf)


def _expansions(rng, channels, k):
    roots = rng.normal(size=(channels, k, k))
    information = np.einsum("cij,ckj->cik", roots, roots) * rng.gamma(1.0, 3.0, (channels, 1, 1)) + 4 * np.eye(k)
    gradient = rng.normal(size=(channels, k))
    information[0] = gradient[0] = 0.0  # a channel without data
    return Expansions(rng.normal(size=(channels, k)), gradient, information)


def test_gradient_of_the_marginal_density_is_its_slope():
    rng = np.random.default_rng(1)
    expansions, prior = _expansions(rng, 5, 3), normal(np.array([0.5, -1, 2]), np.array([2.0, 1, 3]))
    own = rng.gamma(2.0, 0.5, (5, 3))  # multiples of the precision
    for log_tau in rng.normal(size=(4, 3)) - 1:
        steps = 1e-5 * np.eye(3)
        slopes = (
            _given(expansions, prior, log_tau + steps, own).value
            - _given(expansions, prior, log_tau - steps, own).value
        ) / 2e-5
        np.testing.assert_allclose(
            _given(expansions, prior, log_tau[None], own).gradient[0], slopes, rtol=1e-6, atol=1e-8
        )


def test_marginal_density_is_the_integral_over_mean_and_channels():
    """One coordinate, three channels: integrate N(y; x, s2) N(x; mu, tau2) over x by hand, over mu by quadrature."""
    means, variances = np.array([0.3, -0.4, 1.1]), np.array([0.1, 0.5, 0.05])
    expansions = Expansions(means[:, None], np.zeros((3, 1)), (1 / variances)[:, None, None])
    prior = normal(np.array([0.2]), np.array([1.5]))

    def density(tau):
        def over_mu(mu):
            return np.prod(stats.norm.pdf(means, mu, np.sqrt(variances + tau**2))) * stats.norm.pdf(mu, 0.2, 1.5)

        return integrate.quad(over_mu, -8, 8, epsabs=0, epsrel=1e-10)[0] * stats.t.pdf(tau / prior.spread, 4) * tau

    taus = np.array([0.05, 0.3, 1.0, 3.0])
    found = _given(expansions, prior, np.log(taus)[:, None], np.ones((3, 1))).value
    expected = np.log([density(tau) for tau in taus])
    np.testing.assert_allclose(found - found[0], expected - expected[0], rtol=1e-9, atol=1e-9)


def test_estimate_is_where_the_density_is_highest():
    rng = np.random.default_rng(2)
    expansions, prior = _expansions(rng, 6, 2), normal(np.zeros(2), np.full(2, 2.0))
    best = estimate_population(expansions, prior, np.full(2, 0.5), np.ones((6, 2)))
    given = _given(expansions, prior, np.log(best.deviation)[None], np.ones((6, 2)))
    np.testing.assert_allclose(given.gradient, 0, atol=1e-9)
    around = np.log(best.deviation) + rng.normal(size=(200, 2)) * 0.5
    assert np.all(_given(expansions, prior, around, np.ones((6, 2))).value < given.value)


def test_draws_of_the_population_follow_the_density():
    """Moments of ln tau and mu against a fine grid over both ln tau."""
    rng = np.random.default_rng(3)
    expansions, prior = _expansions(rng, 6, 2), normal(np.zeros(2), np.full(2, 2.0))
    grid = np.stack(np.meshgrid(*[np.linspace(-4.6, 2.3, 140)] * 2), axis=-1).reshape(-1, 2)
    given = _given(expansions, prior, grid, np.ones((6, 2)))
    weight = np.exp(given.value - given.value.max())
    weight /= weight.sum()
    drawn = draw_population(
        expansions, prior, estimate_population(expansions, prior, np.full(2, 0.5), np.ones((6, 2))), 4000, rng
    )
    log_tau = np.log(drawn.deviations)
    expected = weight @ grid
    spread = np.sqrt(weight @ (grid - expected) ** 2)
    np.testing.assert_allclose(log_tau.mean(axis=0), expected, atol=5 * spread.max() / np.sqrt(4000))
    np.testing.assert_allclose(log_tau.std(axis=0), spread, rtol=0.08)
    np.testing.assert_allclose(drawn.means.mean(axis=0), weight @ given.mean, atol=0.03)


def test_shrinkage_of_normal_means_is_the_textbooks():
    """Each batter keeps tau2 / (tau2 + s2) of the distance to the mean (Efron & Morris 1975)."""
    prior = normal(np.array([0.3]), np.array([10.0]), spread=0.1)
    found = pool([Normal(np.array([y]), np.array([[1 / VARIANCE]])) for y in BATTERS], identity(1), prior)
    assert found.settled
    tau2 = float(found.population.deviation[0]) ** 2
    share = tau2 / (tau2 + VARIANCE)
    assert found.population.mean[0] == pytest.approx(BATTERS.mean(), abs=1e-5)
    np.testing.assert_allclose(
        found.modes[:, 0], found.population.mean[0] + share * (BATTERS - found.population.mean[0])
    )
    np.testing.assert_allclose(found.own_weight(np.ones((18, 1))), share)
    np.testing.assert_allclose(found.covariances[:, 0, 0], share * VARIANCE)


def test_draws_of_a_channel_include_the_population_being_uncertain():
    """A channel without data: its draws scatter as mu does, and by tau around it."""
    channels = [Normal(np.array([y]), np.array([[50.0]])) for y in (0.0, 0.4, 1.0, 0.2, 0.7)]
    channels.append(Normal(np.array([0.0]), np.zeros((1, 1))))
    prior = normal(np.zeros(1), np.full(1, 2.0))
    found = pool(channels, identity(1), prior)
    drawn = draw_channels(found, channels, identity(1), prior, [1] * 6, range(6), draws=4000)
    grid = np.linspace(-4.6, 2.3, 2000)[:, None]
    given = _given(found.expansions, prior, grid, np.ones((6, 1)))
    weight = np.exp(given.value - given.value.max())
    weight /= weight.sum()
    mean = weight @ given.mean[:, 0]
    variance = weight @ (given.covariance[:, 0, 0] + np.exp(2 * grid[:, 0]) + (given.mean[:, 0] - mean) ** 2)
    empty = drawn[5]
    average = float(empty.weights @ empty.points[:, 0])
    assert average == pytest.approx(mean, abs=4 * np.sqrt(variance / empty.effective_size))
    assert np.sqrt(empty.weights @ (empty.points[:, 0] - average) ** 2) == pytest.approx(np.sqrt(variance), rel=0.1)
    assert np.sqrt(variance) > np.sqrt(found.covariances[5, 0, 0])
    assert min(draw.effective_size for draw in drawn) > 0.8 * 4000


def test_weights_correct_a_likelihood_that_is_not_gaussian():
    """20 customers, 1 purchase: Poisson in the log rate. Against the posterior on a grid, population given."""

    class Poisson:
        def value(self, x):
            return float(x[0] - 20 * np.exp(x[0]))

        def __call__(self, x):
            rate = 20 * np.exp(x)
            return Evaluation(self.value(x), 1 - rate, -np.diag(rate))

    sure = [Normal(np.array([y]), np.array([[1e6]])) for y in np.linspace(-3, -1, 40)]
    prior = normal(np.zeros(1), np.full(1, 3.0))
    channels = [Poisson(), *sure]
    found = pool(channels, identity(1), prior)
    drawn = draw_channels(found, channels, identity(1), prior, [1] + [10**9] * 40, range(41), draws=8000)[0]
    x = np.linspace(-9, 4, 4001)
    log_posterior = x - 20 * np.exp(x) + stats.norm.logpdf(x, found.population.mean[0], found.population.deviation[0])
    exact = np.exp(log_posterior - log_posterior.max())
    exact /= exact.sum()
    assert float(drawn.weights @ drawn.points[:, 0]) == pytest.approx(float(exact @ x), abs=0.03)


def test_a_channel_unlike_the_others_is_not_drawn_to_them():
    """Twenty normal means with known errors, one of them ten deviations off: against the t's own posterior mode."""
    rng = np.random.default_rng(6)
    y = np.concatenate([rng.normal(0.0, 0.25, 19), [-2.5]])
    channels = [Normal(np.array([v]), np.array([[1 / 0.3**2]])) for v in y]
    heavy = pool(channels, identity(1), Hyperprior(np.zeros(1), np.full(1, 2.0)))
    light = pool(channels, identity(1), normal(np.zeros(1), np.full(1, 2.0)))
    assert heavy.settled
    assert abs(heavy.modes[-1, 0] - y[-1]) < 0.2 < 2 * 0.2 < abs(light.modes[-1, 0] - y[-1])
    assert heavy.population.deviation[0] < 0.6 * light.population.deviation[0]
    # Its own multiple is that of the t: (freedom + 1) / (freedom + expected squared distance / tau2).
    mean, tau = heavy.population.mean[0], heavy.population.deviation[0]
    variance = 1 / (1 / 0.3**2 + heavy.population.multiple[-1, 0] / tau**2)
    squared = (heavy.modes[-1, 0] - mean) ** 2 + variance
    assert heavy.population.multiple[-1, 0] == pytest.approx(5 / (4 + squared / tau**2), rel=0.05)
    # The others are nearer to the truth without it.
    assert np.mean(heavy.modes[:-1, 0] ** 2) < np.mean(light.modes[:-1, 0] ** 2)
    drawn = draw_channels(heavy, channels, identity(1), Hyperprior(np.zeros(1), np.full(1, 2.0)), [1] * 20, range(20))
    far = drawn[-1]
    assert float(far.weights @ far.points[:, 0]) == pytest.approx(heavy.modes[-1, 0], abs=0.1)
