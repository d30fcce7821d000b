"""The population that channels come from: a t distribution of each coordinate, estimated from all of them.

The t is a normal whose precision is the channel's own multiple of the population's (Lange, Little & Taylor 1989): a
multiple near 1 for most, and a small one for a channel unlike the others, which is then not drawn to them.

Each channel's likelihood enters as its second-order expansion, exp(g'(x - x0) - (x - x0)' H (x - x0) / 2), so that a
channel whose data have no optimum of their own (no repeat buyer, 20 customers) still counts for exactly what it says.
Given the multiples and the deviations tau everything is Gaussian and the mean is integrated out (Lindley & Smith 1972);
tau is estimated by its marginal posterior mode under a half-t prior (Gelman 2006), taken in ln tau, which keeps it
away from 0, where a few channels would often put a plain maximum (Chung et al. 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Evaluation, maximise
from ltv.sampling import importance_weights, student, systematic
from ltv.states import Array

PRIOR_FREEDOM = 4.0  # of the half-t prior of a deviation
NARROWEST, WIDEST = np.log(0.01), np.log(10.0)  # of ln tau
FEWEST = 3  # channels of which one may be unlike the others
LEAST_MULTIPLE = 0.01  # no channel's own deviation is more than ten times that of the population
PROPOSALS = 4  # per draw kept
AT_ONCE = 100_000  # small matrices held at a time
STEP = 1e-4  # of the differences of the gradient


@dataclass(frozen=True, eq=False)
class Expansions:
    """Log-likelihoods to second order. point, gradient: (C, k); information: (C, k, k), positive semi-definite."""

    point: Array
    gradient: Array
    information: Array

    def at(self, channel: int, points: Array) -> Array:
        """(S,) the expansion of one channel's log-likelihood at points (S, k), 0 at its own point."""
        away = points - self.point[channel]
        bent = np.sum(away * np.sum(self.information[channel] * away[:, None, :], axis=2), axis=1)
        return np.asarray(np.sum(away * self.gradient[channel], axis=1) - bent / 2)


@dataclass(frozen=True, eq=False)
class Population:
    """mean, deviation: (k,) of the channels' coordinates. multiple: (C, k) of the precision, each channel's own."""

    mean: Array
    deviation: Array
    multiple: Array

    def deviation_of(self, channel: int) -> Array:
        """(k,) that of the normal from which this channel comes."""
        return np.asarray(self.deviation / np.sqrt(self.multiple[channel]))


class PopulationDraws(NamedTuple):
    """means, deviations: (S, k)."""

    means: Array
    deviations: Array

    def of(self, multiple: Array) -> PopulationDraws:
        """The normals from which a channel with these multiples (k,) comes."""
        return PopulationDraws(self.means, self.deviations / np.sqrt(multiple))


class _Given(NamedTuple):
    """What follows from deviations (S, k): log density and its gradient in ln tau, mean and covariance of mu, and the
    variances of the channels' distances from mu, (S, C, k)."""

    value: Array
    gradient: Array
    mean: Array
    covariance: Array
    spread: Array


def estimate_population(expansions: Expansions, prior: Hyperprior, start: Array, multiple: Array) -> Population:
    """The marginal posterior mode of ln tau, and the mean's posterior expectation there. start: (k,) deviations.
    multiple: (C, k)."""
    k = len(prior.centre)
    best = maximise(
        lambda point: _curved(expansions, prior, point, multiple),
        np.log(start),
        np.full(k, NARROWEST),
        np.full(k, WIDEST),
    )
    return Population(_given(expansions, prior, best.point[None], multiple).mean[0], np.exp(best.point), multiple)


def multiples(expansions: Expansions, prior: Hyperprior, population: Population) -> Array:
    """(C, k) the expected multiples, given what the population and the channels' data say of the distances. Of two
    channels nobody can say which is unlike the others."""
    if not np.isfinite(prior.freedom) or len(population.multiple) < FEWEST:
        return population.multiple
    given = _given(expansions, prior, np.log(population.deviation)[None], population.multiple)
    # A channel's mode is where its posterior is centred, but for coordinates that end at a limit.
    squared = (expansions.point - given.mean[0]) ** 2 + given.spread[0]
    expected = (prior.freedom + 1) / (prior.freedom + squared / population.deviation**2)
    # Their mean is 1 where all is settled; to make it so at once takes fewer rounds (Liu, Rubin & Wu 1998).
    return np.asarray(np.maximum(expected / expected.mean(axis=0), LEAST_MULTIPLE))


def draw_population(
    expansions: Expansions, prior: Hyperprior, population: Population, draws: int, rng: np.random.Generator
) -> PopulationDraws:
    """Unweighted draws of (mu, tau): ln tau from a multivariate t around its mode, several times as many as wanted,
    thinned by their weights (sampling importance resampling, Rubin 1988); mu from its normal given tau.
    """
    k, centre, multiple = len(prior.centre), np.log(population.deviation), population.multiple
    values, vectors = np.linalg.eigh(-_curved(expansions, prior, centre, multiple).hessian)
    # At least half the curvature of the prior alone: at a bound of tau the posterior's own may be anything. The root is
    # Cholesky's, since the signs of eigenvectors differ between machines.
    root = np.linalg.cholesky(np.einsum("ia,a,ja->ij", vectors, 1 / np.maximum(values, 0.5), vectors))
    t, log_proposal = student(rng, draws * PROPOSALS, k)
    proposed = centre + np.sum(root * t[:, None, :], axis=2)
    log_tau = np.clip(proposed, NARROWEST, WIDEST)
    parts = np.array_split(log_tau, 1 + len(log_tau) * len(expansions.point) // AT_ONCE)
    value = np.concatenate([_given(expansions, prior, part, multiple).value for part in parts])
    log_weights = np.where(np.any(log_tau != proposed, axis=1), -np.inf, value - log_proposal)
    kept = log_tau[systematic(importance_weights(log_weights), draws)]
    given = [_given(expansions, prior, part, multiple) for part in np.array_split(kept, len(parts))]
    means, covariances = (np.concatenate([getattr(part, name) for part in given]) for name in ("mean", "covariance"))
    away = np.sum(np.linalg.cholesky(covariances) * rng.standard_normal((draws, 1, k)), axis=2)
    return PopulationDraws(means + away, np.exp(kept))


def conditional(expansions: Expansions, channel: int, means: Array, deviations: Array) -> tuple[Array, Array]:
    """Mean (S, k) and covariance (S, k, k) of one channel's coordinates given the normals (S, k) that it comes from."""
    precision, k = deviations**-2.0, means.shape[1]
    information = expansions.information[channel]
    covariance = np.linalg.inv(information + precision[:, :, None] * np.eye(k))
    shift = expansions.gradient[channel] + np.sum(information * expansions.point[channel], axis=1)
    return np.sum(covariance * (shift + precision * means)[:, None, :], axis=2), covariance


def _curved(expansions: Expansions, prior: Hyperprior, point: Array, multiple: Array) -> Evaluation:
    """Value, gradient and Hessian in ln tau; the latter by differences, since it only guides."""
    k = len(point)
    around = np.concatenate([point[None], point + STEP * np.eye(k), point - STEP * np.eye(k)])
    given = _given(expansions, prior, around, multiple)
    hessian = (given.gradient[1 : k + 1] - given.gradient[k + 1 :]) / (2 * STEP)
    return Evaluation(float(given.value[0]), given.gradient[0], (hessian + hessian.T) / 2)


def _given(expansions: Expansions, prior: Hyperprior, log_tau: Array, multiple: Array) -> _Given:
    """The marginal posterior of ln tau (S, k), with its gradient by Fisher's identity."""
    k, tau = log_tau.shape[1], np.exp(log_tau)
    eye, lam = np.eye(k), multiple * tau[:, None] ** -2.0  # (S, C, k)
    # Coordinates are counted from the prior's centre, so that large sums of squares do not cancel.
    H, x0 = expansions.information, expansions.point - prior.centre
    shift = expansions.gradient + np.sum(H * x0[:, None, :], axis=2)
    fit = np.sum(x0 * (expansions.gradient + shift), axis=1) / 2  # a constant that keeps the value small
    P = H + lam[:, :, :, None] * eye  # (S, C, k, k)
    V = np.linalg.inv(P)
    own = np.sum(V * shift[:, None, :], axis=3)  # (S, C, k)
    by_channel = np.sum(shift * own, axis=2) / 2 - fit - np.linalg.slogdet(P)[1] / 2
    kept = lam[:, :, :, None] * V  # Lambda V: what the population's mean is told of a channel
    A = np.sum(np.einsum("cij,scjk->scik", H, V) * lam[:, :, None, :], axis=1)
    A = (A + np.swapaxes(A, 1, 2)) / 2 + np.diag(prior.deviation**-2.0)
    b = np.sum(lam * own, axis=1)
    covariance = np.linalg.inv(A)
    mean = np.sum(covariance * b[:, None, :], axis=2)

    value = np.sum(b * mean, axis=1) / 2 - np.linalg.slogdet(A)[1] / 2 + np.sum(by_channel, axis=1)
    value += np.sum(np.log(lam), axis=(1, 2)) / 2
    ratio = (tau / prior.spread) ** 2 / PRIOR_FREEDOM
    value += np.sum(log_tau - (PRIOR_FREEDOM + 1) / 2 * np.log1p(ratio), axis=1)

    back = np.swapaxes(kept, 2, 3) - eye  # V Lambda - 1
    off = own + np.sum(back * mean[:, None, None, :], axis=3)
    spread = np.diagonal(V, axis1=2, axis2=3) + np.einsum("scij,sjk,scik->sci", back, covariance, back)
    gradient = np.sum(lam * (off**2 + spread), axis=1) - len(H)
    gradient += 1 - (PRIOR_FREEDOM + 1) * ratio / (1 + ratio)
    return _Given(value, gradient, mean + prior.centre, covariance, spread)
