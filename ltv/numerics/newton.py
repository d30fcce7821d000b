"""Maximise a smooth function of a few variables inside a box, to machine precision, without randomness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ltv.states import Array

LONGEST_STEP = 3.0  # in a logarithm: no parameter changes by more than a factor of 20 at once
MOST_ITERATIONS = 200
MOST_HALVINGS = 40
MOST_POLISHINGS = 6
SETTLED = 1e-11  # a step this short is rounding noise
RESOLUTION = 1e-10  # gains below this share of the value are left to the gradient, which resolves far less


class Evaluation(NamedTuple):
    """A function's value, gradient (k,) and Hessian (k, k) at one point."""

    value: float
    gradient: Array
    hessian: Array


Objective = Callable[[Array], Evaluation]


class Likelihood(Protocol):
    """A log-likelihood, a function of log parameters."""

    def __call__(self, log_parameters: Array) -> Evaluation:
        """With gradient and Hessian."""

    def value(self, log_parameters: Array) -> float:
        """Alone, at a fraction of the cost."""


@dataclass(frozen=True, eq=False)
class Maximum:
    """Where the climb ended: the point, the evaluation there, the variables free to move, and whether it settled."""

    point: Array
    evaluation: Evaluation
    free: npt.NDArray[np.bool_]
    settled: bool


def maximise(objective: Objective, start: Array, lower: Array, upper: Array) -> Maximum:
    """Newton's method with the curvature made negative, backtracking, and bounds kept by an active set.

    start, lower, upper: vectors of length k; a variable with lower == upper stays where it is.
    """
    point = np.clip(start, lower, upper)
    here = objective(point)
    for _ in range(MOST_ITERATIONS):
        free = _free(point, here.gradient, lower, upper)
        step = _newton_step(here, free)
        if float(np.sum(here.gradient * step)) <= RESOLUTION * max(1.0, abs(here.value)):
            return _polish(objective, point, here, lower, upper)
        moved = _backtrack(objective, point, here, step, lower, upper)
        if moved is None:
            break
        point, here = moved
    return Maximum(point, here, _free(point, here.gradient, lower, upper), settled=False)


def _free(point: Array, gradient: Array, lower: Array, upper: Array) -> npt.NDArray[np.bool_]:
    """The variables not held by a bound: those on one whose gradient pushes outwards are held."""
    held = ((point <= lower) & (gradient <= 0)) | ((point >= upper) & (gradient >= 0))
    return np.asarray(~held & (lower < upper))


def _newton_step(here: Evaluation, free: npt.NDArray[np.bool_]) -> Array:
    """The step of length at most LONGEST_STEP; absolute eigenvalues turn every direction uphill."""
    step = np.zeros_like(here.gradient)
    if free.any():
        values, vectors = np.linalg.eigh(-here.hessian[np.ix_(free, free)])
        # The floor only meets directions that are flat to rounding.
        values = np.maximum(np.abs(values), 1e-14 * np.max(np.abs(values)) + 1e-300)
        slopes = np.sum(vectors * here.gradient[free][:, None], axis=0)
        step[free] = np.sum(vectors * (slopes / values), axis=1)
        longest = float(np.max(np.abs(step)))
        step *= min(1.0, LONGEST_STEP / longest) if longest > 0 else 1.0
    return step


def _backtrack(
    objective: Objective, point: Array, here: Evaluation, step: Array, lower: Array, upper: Array
) -> tuple[Array, Evaluation] | None:
    """The first of the points point + step, step/2, step/4, ... that climbs enough (Armijo)."""
    for halvings in range(MOST_HALVINGS):
        candidate = np.clip(point + step * 0.5**halvings, lower, upper)
        there = objective(candidate)
        # A variable that a limit pins, at minus infinity say, does not move.
        moved = np.subtract(candidate, point, out=np.zeros_like(point), where=lower < upper)
        promised = float(np.sum(here.gradient * moved))
        if np.isfinite(there.value) and there.value > here.value + 1e-4 * max(promised, 0.0):
            return candidate, there
    return None


def _polish(objective: Objective, point: Array, here: Evaluation, lower: Array, upper: Array) -> Maximum:
    """Full Newton steps for as long as they shrink: the value no longer resolves them, the gradient does."""
    step = _newton_step(here, _free(point, here.gradient, lower, upper))
    for _ in range(MOST_POLISHINGS):
        candidate = np.clip(point + step, lower, upper)
        there = objective(candidate)
        next_step = _newton_step(there, _free(candidate, there.gradient, lower, upper))
        if not np.max(np.abs(next_step)) < np.max(np.abs(step)):
            break
        point, here, step = candidate, there, next_step
        if np.max(np.abs(step)) < SETTLED:
            break
    return Maximum(point, here, _free(point, here.gradient, lower, upper), settled=True)
