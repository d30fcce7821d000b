"""From a likelihood to an estimate: the best of several climbs, limiting models included, and its covariance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.numerics.newton import Evaluation, Maximum, Objective, maximise
from ltv.numerics.parametrisation import Chart
from ltv.states import Array
from ltv.status import Status

TIE = 1e-10  # share of the log-likelihood below which a limiting model is as good as the interior


@dataclass(frozen=True, eq=False)
class Estimate:
    """An optimum: coordinates, log parameters, their covariance, the limits it rests on and the parameters they fix.

    covariance_log: (k, k), of the log parameters; of reduced rank where a limit holds coordinates; None where the
    curvature is not that of a maximum. fixed: (k,) True for parameters that a limit decides.
    """

    coordinates: Array
    log_parameters: Array
    covariance_log: Array | None
    fixed: npt.NDArray[np.bool_]
    limits: tuple[Status, ...]
    settled: bool


def estimate(
    likelihood: Objective, chart: Chart, starts: Sequence[Sequence[float]], draft: Objective | None = None
) -> Estimate:
    """Maximise `likelihood` (a function of the log parameters) over the chart, from each of the starts.

    draft: the likelihood of a sample of the states, on which the starts are compared before the one full climb.
    """
    pins: dict[str, float] = {}
    limits: list[Status] = []
    first = _best([_climb(draft or likelihood, chart, np.array(start), pins) for start in starts])
    best = _climb(likelihood, chart, first.point, pins)
    while (found := _limit(likelihood, chart, best, pins)) is not None:
        status, pins, best = found
        limits.append(status)
    return _estimate(chart, best, pins, tuple(limits))


def _climb(likelihood: Objective, chart: Chart, start: Array, pins: dict[str, float]) -> Maximum:
    lower = np.array([pins.get(c.name, c.lower) for c in chart.coordinates])
    upper = np.array([pins.get(c.name, c.upper) for c in chart.coordinates])
    return maximise(lambda point: chart.evaluate(likelihood, point), start, lower, upper)


def _best(maxima: list[Maximum]) -> Maximum:
    """The highest; among equals the first, so that the answer does not depend on rounding."""
    best = maxima[0]
    for maximum in maxima[1:]:
        if maximum.evaluation.value > best.evaluation.value + 1e-9 * abs(best.evaluation.value):
            best = maximum
    return best


def _limit(
    likelihood: Objective, chart: Chart, best: Maximum, pins: dict[str, float]
) -> tuple[Status, dict[str, float], Maximum] | None:
    """The limiting model next to where the climb ended, if it is as good."""
    for coordinate, value in zip(chart.coordinates, best.point, strict=True):
        limit = None if coordinate.name in pins else coordinate.limit_near(float(value))
        if limit is None:
            continue
        candidate = _climb(likelihood, chart, best.point, pins | dict(limit.pins))
        if candidate.evaluation.value >= best.evaluation.value - TIE * abs(best.evaluation.value):
            return limit.status, pins | dict(limit.pins), candidate
    return None


def _estimate(chart: Chart, best: Maximum, pins: dict[str, float], limits: tuple[Status, ...]) -> Estimate:
    free = np.array([c.name not in pins for c in chart.coordinates])
    logs = chart.to_logs(best.point)
    covariance = invert(-best.evaluation.hessian[np.ix_(free, free)])
    if covariance is not None:
        jacobian = logs.jacobian[:, free]
        covariance = np.einsum("ia,ab,jb->ij", jacobian, covariance, jacobian)
        covariance = (covariance + covariance.T) / 2
    fixed = np.any(logs.jacobian[:, ~free] != 0, axis=1)
    return Estimate(best.point, logs.values, covariance, fixed, limits, best.settled)


def invert(information: Array) -> Array | None:
    """The inverse of a positive definite matrix, None if it is not one. Shape (0, 0) inverts to itself."""
    if len(information) == 0:
        return information
    values, vectors = np.linalg.eigh(information)
    if not values[0] > 1e-13 * values[-1]:
        return None
    return np.asarray(np.sum(vectors[:, None, :] * vectors[None, :, :] / values, axis=2))


def penalised(likelihood: Objective, customers: float, *, penalizer: float, scale: Array) -> Objective:
    """`likelihood` less penalizer * customers * sum((parameter * scale) ** 2), in the log parameters."""
    if penalizer == 0:
        return likelihood

    def objective(log_parameters: Array) -> Evaluation:
        plain = likelihood(log_parameters)
        cost = penalizer * customers * (np.exp(log_parameters) * scale) ** 2
        return Evaluation(plain.value - float(cost.sum()), plain.gradient - 2 * cost, plain.hessian - np.diag(4 * cost))

    return objective
