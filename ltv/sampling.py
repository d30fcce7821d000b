"""Draws and their weights: multivariate t proposals, importance weights, resampling, quantiles, seeds."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.states import Array

FREEDOM = 8.0  # degrees of freedom of the t proposals: tails heavier than any posterior here
COVERAGE = 0.90  # of every interval
TAILS = np.array([(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
NORMAL_90 = 1.6448536269514722  # standard deviations from a normal's mean to the ends of that interval


def student(rng: np.random.Generator, draws: int, k: int) -> tuple[Array, Array]:
    """Standard multivariate t (draws, k) with 8 degrees of freedom, and its log density (draws,)."""
    chi = rng.chisquare(FREEDOM, (draws, 1))
    t = rng.standard_normal((draws, k)) / np.sqrt(chi / FREEDOM)
    return t, log_student(t)


def log_student(points: Array) -> Array:
    """(S,) the log density of the same t at points (S, k)."""
    k, nu = points.shape[1], FREEDOM
    constant = special.gammaln((nu + k) / 2) - special.gammaln(nu / 2) - k / 2 * np.log(nu * np.pi)
    return np.asarray(constant - (nu + k) / 2 * np.log1p(np.sum(points**2, axis=1) / nu))


def importance_weights(log_weights: Array) -> Array:
    """Weights that sum to 1, from their logarithms up to a constant; -inf is no weight."""
    weights = np.exp(log_weights - np.max(log_weights))
    return np.asarray(weights / weights.sum())


def effective_size(weights: Array) -> float:
    """How many unweighted draws weighted ones are worth; the weights sum to 1 (Kish 1965)."""
    return float(1 / np.sum(weights**2))


def systematic(weights: Array, draws: int, *, start: float = 0.5) -> npt.NDArray[np.int64]:
    """Indices of `draws` draws in proportion to the weights, with the least noise: at equal steps of their sum.

    start: where within the first step, 0 to 1; drawn at random it makes the resampling unbiased.
    """
    steps = (np.arange(draws) + start) / draws
    ends = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(ends, steps), len(weights) - 1)


def weighted_quantile(values: Array, weights: Array, shares: Array, *, step: bool = False) -> Array:
    """Quantiles of weighted draws, interpolated between the draws; step: the draws' own values only (may be inf)."""
    order = np.argsort(values, kind="stable")
    ordered, below = values[order], np.cumsum(weights[order])
    if step:
        return np.asarray(ordered[np.minimum(np.searchsorted(below, shares), len(ordered) - 1)])
    return np.asarray(np.interp(shares, below - weights[order] / 2, ordered))


def seed_of(name: str, purpose: str) -> int:
    """A seed of a channel's own, so that neither the order of rows nor other channels' names move its draws."""
    return zlib.crc32(f"{purpose} {name}".encode())
