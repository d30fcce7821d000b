"""Partial pooling: every channel's parameters drawn towards the population's as far as its own data leave them open.

    likelihood of channel c:  L_c(x_c)      x_c ~ t(mu, diag(tau ** 2))      mu, tau: see ltv.pooling.population

The estimate is empirical Bayes: tau and mu at their marginal mode, each x_c at its posterior mode given them, found by
repeating expansions of L_c at the modes (Laplace's approximation) until nothing moves. The draws leave tau and mu
open too: they come from the Gaussian approximation with the tails of a t and are weighted by the likelihood itself
(integrated nested Laplace, Rue, Martino & Chopin 2009, with Tierney & Kadane's 1986 weights), channel by channel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ltv.numerics.fixed_point import fixed_point
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import MOST_POLISHINGS, Evaluation, Likelihood, Objective, maximise
from ltv.numerics.parametrisation import Chart
from ltv.pooling.population import (
    NARROWEST,
    WIDEST,
    Expansions,
    Population,
    PopulationDraws,
    conditional,
    draw_population,
    estimate_population,
    multiples,
)
from ltv.sampling import effective_size, importance_weights, log_student, student, systematic
from ltv.states import Array

DRAWS = 500
MOST_BATCHES = 16  # of draws, for a channel whose likelihood is far from its expansion
EXACT_CUSTOMERS = 20_000  # likelihoods of more customers are Gaussian: their expansion stands for them in the weights
MOST_ROUNDS = 60
WEIGHINGS = 12  # rounds after which a channel unlike the others keeps its multiple: it no longer moves by a thousandth
STILL = 1e-9  # change of coordinates and ln tau from round to round at which all is settled


@dataclass(frozen=True, eq=False)
class Pooled:
    """Partially pooled coordinates of C channels.

    modes: (C, k). covariances: (C, k, k), of the posterior given the population (Laplace). population: the estimate.
    expansions: the channels' likelihoods at the modes. settled: whether the rounds ended by themselves.
    """

    modes: Array
    covariances: Array
    population: Population
    expansions: Expansions
    settled: bool

    def own_weight(self, gradients: Array) -> Array:
        """(C,) the share, 0 to 1, of the population's variance of a quantity that a channel's own data resolve.

        gradients: (C, k), of the quantity at the modes. With one coordinate and n like observations of variance s^2
        this is the weight n tau^2 / (n tau^2 + s^2) of the own mean (Efron & Morris 1975).
        """
        before = np.sum(gradients**2 * self.population.deviation**2 / self.population.multiple, axis=1)
        after = np.einsum("ci,cij,cj->c", gradients, self.covariances, gradients)
        return np.asarray(np.clip(1 - after / before, 0.0, 1.0))


@dataclass(frozen=True, eq=False)
class Draws:
    """points: (S, k) coordinates of one channel; weights: (S,), summing to 1; effective_size: 1 / sum(weights^2)."""

    points: Array
    weights: Array

    @property
    def effective_size(self) -> float:
        """How many unweighted draws they are worth."""
        return effective_size(self.weights)


def pool(
    likelihoods: Sequence[Likelihood], chart: Chart, prior: Hyperprior, drafts: Sequence[Likelihood] | None = None
) -> Pooled:
    """Pool channels given by their log-likelihoods (functions of the chart's log parameters).

    drafts: the log-likelihoods of samples of the channels' data, on which the modes are looked for first.
    """
    lower, upper = box = _box(chart)
    alike = np.ones((len(likelihoods), len(lower)))
    population = Population(np.clip(prior.centre, lower, upper), np.full(len(lower), prior.spread), alike)
    modes = np.tile(population.mean, (len(likelihoods), 1))
    if drafts is not None:
        sampled = [_on_chart(draft, chart) for draft in drafts]
        modes = np.array([_mode(evaluate, population, c, population.mean, box) for c, evaluate in enumerate(sampled)])
    evaluations = [_on_chart(likelihood, chart) for likelihood in likelihoods]

    def around(population: Population) -> Expansions:
        """The channels' likelihoods at the modes that the population gives them."""
        nonlocal modes
        numbered = enumerate(zip(evaluations, modes, strict=True))
        modes = np.array([_mode(evaluate, population, c, start, box) for c, (evaluate, start) in numbered])
        return _expand(evaluations, modes)

    for _ in range(WEIGHINGS):
        expansions, alike = around(population), population.multiple
        multiple = multiples(expansions, prior, population)
        population = estimate_population(expansions, prior, population.deviation, multiple)
        if np.array_equal(multiple, alike):
            break
    population, settled = _settled(population, lambda p: estimate_population(around(p), prior, p.deviation, p.multiple))
    expansions = around(population)
    precision = population.multiple * population.deviation**-2.0
    precisions = expansions.information + precision[:, :, None] * np.eye(len(lower))
    covariances = np.asarray(np.linalg.inv(precisions), dtype=np.float64)
    return Pooled(modes, covariances, population, expansions, settled)


def _settled(population: Population, following: Callable[[Population], Population]) -> tuple[Population, bool]:
    """The population that is followed by itself, the channels' multiples kept, and whether it was found."""
    k = len(population.mean)

    def at(point: Array) -> Population:
        return Population(point[:k], np.exp(np.clip(point[k:], NARROWEST, WIDEST)), population.multiple)

    def follow(point: Array) -> Array:
        after = following(at(point))
        return np.concatenate([after.mean, np.log(after.deviation)])

    start = np.concatenate([population.mean, np.log(population.deviation)])
    point, settled = fixed_point(follow, start, STILL, MOST_ROUNDS)
    return at(point), settled


def draw_channels(
    pooled: Pooled,
    likelihoods: Sequence[Likelihood],
    chart: Chart,
    prior: Hyperprior,
    customers: npt.ArrayLike,
    seeds: Sequence[int],
    *,
    draws: int = DRAWS,
) -> list[Draws]:
    """Weighted draws of each channel's coordinates, population uncertain too.

    customers: how many each likelihood is of; seeds: one per channel. A channel whose proposals fit badly gets more
    of them, half of them straight from the population, thinned to `draws` by their weights.
    """
    few = np.asarray(customers) <= EXACT_CUSTOMERS
    populations: list[PopulationDraws] = []

    def population(batch: int) -> PopulationDraws:
        if batch == len(populations):
            rng = np.random.default_rng([0, len(prior.centre), batch])
            populations.append(draw_population(pooled.expansions, prior, pooled.population, draws, rng))
        return populations[batch]

    return [
        _draw(pooled, channel, likelihood if few[channel] else None, chart, population, seed)
        for channel, (likelihood, seed) in enumerate(zip(likelihoods, seeds, strict=True))
    ]


def _draw(
    pooled: Pooled,
    channel: int,
    likelihood: Likelihood | None,
    chart: Chart,
    population: Callable[[int], PopulationDraws],
    seed: int,
) -> Draws:
    draws, k = population(0).means.shape
    multiple = pooled.population.multiple[channel]
    rng, (lower, upper) = np.random.default_rng([1, k, seed]), _box(chart)
    if likelihood is None:
        centre, covariance = conditional(pooled.expansions, channel, *population(0).of(multiple))
        away = np.linalg.cholesky(covariance) * rng.standard_normal((draws, 1, k))
        return Draws(np.clip(centre + np.sum(away, axis=2), lower, upper), np.full(draws, 1 / draws))
    points, log_weights = np.zeros((0, k)), np.zeros(0)
    for batch in range(MOST_BATCHES):
        own = population(batch).of(multiple)
        more, added = _propose(pooled.expansions, channel, own, 0.5 if batch else 0.0, rng)
        within = np.all((more >= lower) & (more <= upper), axis=1)
        added[within] += [likelihood.value(chart.to_logs(point).values) for point in more[within]]
        points = np.concatenate([points, np.clip(more, lower, upper)])
        log_weights = np.concatenate([log_weights, np.where(within, added, -np.inf)])
        if not np.any(np.isfinite(log_weights)):
            continue
        found = Draws(points, importance_weights(log_weights))
        if found.effective_size >= draws / 2:
            break
    else:
        if not np.any(np.isfinite(log_weights)):  # an optimum at the coordinates' end, which the data insist on
            return Draws(np.tile(pooled.modes[channel], (draws, 1)), np.full(draws, 1 / draws))
    if len(points) == draws:
        return found
    return Draws(points[systematic(found.weights, draws)], np.full(draws, 1 / draws))


def _propose(
    expansions: Expansions, channel: int, population: PopulationDraws, share: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Points (S, k), and the logarithm of what their likelihoods are to be multiplied with to be weights, (S,).

    share: of the points that come from the population itself, the others from a t around the expansion. Both densities
    count for every point (the balance heuristic, Veach & Guibas 1995).
    """
    draws, k = population.means.shape
    centre, covariance = conditional(expansions, channel, *population)
    root = np.linalg.cholesky(covariance)
    log_volume = np.sum(np.log(np.diagonal(root, axis1=1, axis2=2)), axis=1)
    t, _ = student(rng, draws, k)
    points = centre + np.sum(root * t[:, None, :], axis=2)
    normal = population.means + population.deviations * rng.standard_normal((draws, k))
    points = np.where((np.arange(draws) < share * draws)[:, None], normal, points)

    away = np.linalg.solve(root, (points - centre)[:, :, None])[:, :, 0]
    log_t = log_student(away) - log_volume
    from_population = _log_normal(points, population)
    log_proposal = np.logaddexp(_log(share) + from_population, _log(1 - share) + log_t)
    # What the population's draws count of this channel already: the expansion's integral, as at any one point.
    counted = expansions.at(channel, centre) + _log_normal(centre, population) + log_volume + k / 2 * np.log(2 * np.pi)
    return points, from_population - log_proposal - counted


def _log_normal(points: Array, population: PopulationDraws) -> Array:
    away = (points - population.means) / population.deviations
    return np.asarray(-np.sum(away**2 / 2 + np.log(population.deviations * np.sqrt(2 * np.pi)), axis=1))


def _log(share: float) -> float:
    return float(np.log(share)) if share > 0 else -np.inf


def _box(chart: Chart) -> tuple[Array, Array]:
    return np.array([c.lower for c in chart.coordinates]), np.array([c.upper for c in chart.coordinates])


def _mode(evaluate: Objective, population: Population, channel: int, start: Array, box: tuple[Array, Array]) -> Array:
    precision = population.deviation_of(channel) ** -2.0

    def posterior(point: Array) -> Evaluation:
        own, away = evaluate(point), point - population.mean
        value = own.value - float(np.sum(precision * away**2)) / 2
        return Evaluation(value, own.gradient - precision * away, own.hessian - np.diag(precision))

    return maximise(posterior, start, *box).point


def _expand(evaluations: Sequence[Objective], modes: Array) -> Expansions:
    """Negative curvature of a log-likelihood is left out: what bends upwards informs of nothing near by."""
    here = [evaluate(mode) for evaluate, mode in zip(evaluations, modes, strict=True)]
    values, vectors = np.linalg.eigh(-np.array([evaluation.hessian for evaluation in here]))
    information = np.einsum("cia,ca,cja->cij", vectors, np.maximum(values, 0.0), vectors)
    return Expansions(modes, np.array([evaluation.gradient for evaluation in here]), information)


def _on_chart(likelihood: Likelihood, chart: Chart) -> Objective:
    """A function of the coordinates that remembers where it was asked last: a round starts where the last one ended."""

    @lru_cache(maxsize=MOST_POLISHINGS)
    def evaluate(coordinates: bytes) -> Evaluation:
        return chart.evaluate(likelihood, np.frombuffer(coordinates))

    return lambda point: evaluate(point.tobytes())
