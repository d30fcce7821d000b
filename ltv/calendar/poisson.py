"""Penalised Poisson regression of daily counts, with a dummy for each week eliminated in closed form.

    counts(d) ~ Poisson(offset(d) exp(rows(d) . beta + shock(week(d)))),   beta, shock ~ Normal(0, 1 / precision)

Newton's method. The weeks' block of the information is diagonal, so that a step costs days * columns^2 (a Schur
complement), not days * (columns + weeks)^2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ltv.calendar.history import Days
from ltv.states import Array

MOST_STEPS = 50
LONGEST_STEP = 2.0  # largest change of a day's logarithm in one step
SETTLED = 1e-9  # gain in log-likelihood promised by a further step
LEAST_OFFSET = 1e-12


@dataclass(frozen=True, eq=False)
class Regression:
    """The data: counts, offset (D,), both already divided by the dispersion, dense rows (D, k), and weeks (D,).

    precision: (k,) of the dense coefficients; shock_precision: of every week's dummy.
    """

    counts: Array
    offset: Array
    rows: Array
    week: Days
    weeks: int
    precision: Array
    shock_precision: float


@dataclass(frozen=True, eq=False)
class Coefficients:
    """dense: (k,), shocks: (weeks,)."""

    dense: Array
    shocks: Array


@dataclass(frozen=True, eq=False)
class Solution:
    """The penalised maximum, and the information there (of the log-likelihood and the prior together).

    mean: (D,) fitted counts. value: penalised log-likelihood, without the counts' factorials. covariance: (k, k), of
    the dense coefficients. ratio: (weeks, k), the weeks' block against the dense columns over its diagonal. diagonal:
    (weeks,). log_determinant: of the whole information.
    """

    coefficients: Coefficients
    mean: Array
    value: float
    covariance: Array
    ratio: Array
    diagonal: Array
    log_determinant: float

    def solve(self, dense: Array, shocks: Array) -> Coefficients:
        """The inverse of the information times a vector given by its two parts."""
        beta = self.covariance @ (dense - self.ratio.T @ shocks)
        return Coefficients(beta, shocks / self.diagonal - self.ratio @ beta)

    def variances(self) -> Coefficients:
        """The diagonal of the inverse of the information."""
        shocks = 1 / self.diagonal + np.einsum("jk,kl,jl->j", self.ratio, self.covariance, self.ratio)
        return Coefficients(np.diag(self.covariance).copy(), shocks)

    def joint_variance(self, dense: Array, shocks: Array) -> Array:
        """(n,) variances of linear combinations, given by their weights: dense (n, k) and shocks (n, weeks)."""
        rest = dense - shocks @ self.ratio
        return np.asarray(np.einsum("nk,kl,nl->n", rest, self.covariance, rest) + np.sum(shocks**2 / self.diagonal, 1))

    def log_evidence(self, data: Regression) -> float:
        """Laplace's approximation of the logarithm of the likelihood integrated over the prior."""
        prior = float(np.sum(np.log(data.precision))) + data.weeks * np.log(data.shock_precision)
        return float(self.value + 0.5 * prior - 0.5 * self.log_determinant)


def linear(data: Regression, at: Coefficients) -> Array:
    """(D,) the logarithm of the mean over the offset."""
    return np.asarray(data.rows @ at.dense + at.shocks[data.week])


def penalised_value(data: Regression, at: Coefficients) -> float:
    """The penalised log-likelihood, without the counts' factorials."""
    log_mean = np.log(np.maximum(data.offset, LEAST_OFFSET)) + linear(data, at)
    fit = float(np.sum(data.counts * log_mean - np.exp(log_mean)))
    return fit - 0.5 * float(np.sum(data.precision * at.dense**2) + data.shock_precision * np.sum(at.shocks**2))


def maximise(data: Regression, start: Coefficients) -> Solution:
    """Climb from `start`; the objective is concave, so the maximum is the only one."""
    here = _solution(data, start)
    for _ in range(MOST_STEPS):
        gradient = _gradient(data, here)
        step = here.solve(gradient.dense, gradient.shocks)
        promised = float(gradient.dense @ step.dense + gradient.shocks @ step.shocks)
        if promised < SETTLED:
            break
        share = min(1.0, LONGEST_STEP / float(np.abs(linear(data, step)).max()))
        for _ in range(MOST_STEPS):
            at = Coefficients(
                here.coefficients.dense + share * step.dense, here.coefficients.shocks + share * step.shocks
            )
            if penalised_value(data, at) >= here.value - SETTLED:
                break
            share /= 2
        here = _solution(data, at)
    return here


def _gradient(data: Regression, at: Solution) -> Coefficients:
    left = data.counts - at.mean
    dense = data.rows.T @ left - data.precision * at.coefficients.dense
    shocks = np.bincount(data.week, left, data.weeks) - data.shock_precision * at.coefficients.shocks
    return Coefficients(dense, shocks)


def _solution(data: Regression, at: Coefficients) -> Solution:
    mean = np.maximum(data.offset, LEAST_OFFSET) * np.exp(linear(data, at))
    weighted = mean[:, None] * data.rows
    diagonal = np.asarray(np.bincount(data.week, mean, data.weeks) + data.shock_precision)
    starts = np.flatnonzero(
        np.diff(data.week, prepend=-1)
    )  # the days of a week are adjacent, the weeks count backwards
    ratio = np.zeros((data.weeks, data.rows.shape[1]))
    ratio[data.week[starts]] = np.add.reduceat(weighted, starts)
    cross = ratio.copy()
    ratio /= diagonal[:, None]
    schur = data.rows.T @ weighted + np.diag(data.precision) - cross.T @ ratio
    values, vectors = np.linalg.eigh(schur)
    values = np.maximum(values, 1e-12 * values[-1])
    log_determinant = float(np.sum(np.log(values)) + np.sum(np.log(diagonal)))
    covariance = np.asarray((vectors / values) @ vectors.T)
    return Solution(at, mean, penalised_value(data, at), covariance, ratio, diagonal, log_determinant)


def tempered(data: Regression, dispersion: float) -> Regression:
    """The same data counting 1 / dispersion times (quasi-likelihood, Wedderburn 1974)."""
    return replace(data, counts=data.counts / dispersion, offset=data.offset / dispersion)
