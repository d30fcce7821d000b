"""The coordinates a fit moves in, and what it means when the best place is at their end.

The models' own parameters run off together where the data show no heterogeneity: r and alpha to infinity with r / alpha
fixed, a and b with a / (a + b) fixed. A fit therefore moves in the logarithms of shape and mean (linear in the log
parameters), and in concentration and mean for the beta distribution. Each end of a coordinate is then one named limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ltv.numerics.newton import Evaluation, Objective
from ltv.states import Array
from ltv.status import Status

# A shape of e^14 = 1.2 million cannot be told from infinity by any data at hand; the limit itself is 1e8, which
# leaves every closed form finite and within 1e-8 of the limit. From e^9 on the limit is tried and compared.
END, SUSPECT, LIMIT = 14.0, 9.0, float(np.log(1e8))


@dataclass(frozen=True)
class Limit:
    """A limiting model: its status, and the coordinates' values that stand for it."""

    status: Status
    pins: Mapping[str, float]


@dataclass(frozen=True)
class Coordinate:
    """One coordinate: its name, its range, and the limits found beyond `suspect` distance from 0, if any."""

    name: str
    lower: float = -30.0
    upper: float = 30.0
    at_lower: Limit | None = None
    at_upper: Limit | None = None

    def limit_near(self, value: float) -> Limit | None:
        """The limit to compare with, when a fit ended at `value`."""
        if value <= -SUSPECT:
            return self.at_lower
        return self.at_upper if value >= SUSPECT else None


class Logs(NamedTuple):
    """Log parameters (k,), their Jacobian (k, k) and second derivatives (k, k, k), parameter first."""

    values: Array
    jacobian: Array
    curvature: Array


def gamma_pair(shape: float, mean: float) -> Logs:
    """(ln shape, ln mean) -> (ln shape, ln rate) of a gamma distribution."""
    return Logs(np.array([shape, shape - mean]), np.array([[1.0, 0.0], [1.0, -1.0]]), np.zeros((2, 2, 2)))


def beta_pair(logit_mean: float, concentration: float) -> Logs:
    """(logit(a / (a + b)), ln(a + b)) -> (ln a, ln b) of a beta distribution; logit_mean = -inf gives a = 0."""
    log_mean, log_rest = -np.logaddexp(0.0, -logit_mean), -np.logaddexp(0.0, logit_mean)
    mean, rest = np.exp(log_mean), np.exp(log_rest)
    curvature = np.zeros((2, 2, 2))
    curvature[:, 0, 0] = -mean * rest
    return Logs(
        np.array([concentration + log_mean, concentration + log_rest]),
        np.array([[rest, 1.0], [-mean, 1.0]]),
        curvature,
    )


def blocks(first: Logs, second: Logs) -> Logs:
    """Two independent pairs of parameters side by side."""
    k, n = len(first.values), len(first.values) + len(second.values)
    jacobian, curvature = np.zeros((n, n)), np.zeros((n, n, n))
    jacobian[:k, :k], jacobian[k:, k:] = first.jacobian, second.jacobian
    curvature[:k, :k, :k], curvature[k:, k:, k:] = first.curvature, second.curvature
    return Logs(np.concatenate([first.values, second.values]), jacobian, curvature)


def pull_back(evaluation: Evaluation, logs: Logs) -> Evaluation:
    """The chain rule: from derivatives in log parameters to derivatives in the coordinates."""
    gradient = np.sum(logs.jacobian * evaluation.gradient[:, None], axis=0)
    hessian = np.einsum("ia,ij,jb->ab", logs.jacobian, evaluation.hessian, logs.jacobian)
    hessian += np.sum(logs.curvature * evaluation.gradient[:, None, None], axis=0)
    return Evaluation(evaluation.value, gradient, hessian)


@dataclass(frozen=True)
class Chart:
    """A model's coordinates and their map to its log parameters."""

    coordinates: tuple[Coordinate, ...]
    to_logs: Callable[[Array], Logs]

    def evaluate(self, likelihood: Objective, point: Array) -> Evaluation:
        """A function of the log parameters, with its derivatives in the coordinates, at a point in the coordinates."""
        logs = self.to_logs(point)
        return pull_back(likelihood(logs.values), logs)
