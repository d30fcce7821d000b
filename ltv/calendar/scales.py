"""The scales of season, level, shocks and index by marginal likelihood (empirical Bayes, with priors on the scales).

The evidence is Laplace's approximation of the likelihood integrated over the coefficients; its gradient in the
logarithms of the scales is exact, the fitted mean's own dependence on the scales included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from ltv.calendar.design import HYPERPRIORS, Design, Scales
from ltv.calendar.poisson import Coefficients, Regression, Solution, maximise
from ltv.states import Array

LEAST, MOST = np.log(1e-3), np.log(5.0)  # a scale's range
MOST_EVALUATIONS = 25
RESOLUTION = 1e-5  # change of the logarithm of the evidence at which the search ends


@dataclass(frozen=True, eq=False)
class Tuned:
    """The best scales, the solution there, and the logarithm of the evidence with the scales' priors."""

    scales: Scales
    solution: Solution
    evidence: float


def with_scales(data: Regression, design: Design, scales: Scales) -> Regression:
    """The same data under priors of other scales."""
    return replace(data, precision=design.precision(scales), shock_precision=scales.shock**-2)


def tune(data: Regression, design: Design, scales: Scales, start: Coefficients) -> Tuned:
    """Maximise the evidence over the design's estimated scales, from `scales`; coefficients climb from `start`."""
    names = design.estimated
    best = [at(data, design, scales, start)]
    origin = best[0].evidence  # the search ends by a change relative to its own size

    def cost(log_scales: Array) -> tuple[float, Array]:
        chosen = replace(scales, **dict(zip(names, map(float, np.exp(log_scales)), strict=True)))
        here = at(data, design, chosen, best[0].solution.coefficients)
        if here.evidence > best[0].evidence:
            best[0] = here
        return origin - here.evidence, -slopes(with_scales(data, design, chosen), design, chosen, here.solution)

    logs = np.log([getattr(scales, name) for name in names])
    options = {"maxfun": MOST_EVALUATIONS, "ftol": RESOLUTION, "gtol": 1e-3}
    minimize(cost, logs, jac=True, method="L-BFGS-B", bounds=[(LEAST, MOST)] * len(names), options=options)
    return best[0]


def at(data: Regression, design: Design, scales: Scales, start: Coefficients) -> Tuned:
    """The solution and the evidence under given scales."""
    scaled = with_scales(data, design, scales)
    solution = maximise(scaled, start)
    return Tuned(scales, solution, solution.log_evidence(scaled) + log_prior(design, scales))


def log_prior(design: Design, scales: Scales) -> float:
    """The logarithm of the scales' prior density, relative to its mode."""
    away = [(np.log(getattr(scales, name)) - HYPERPRIORS[name][0]) / HYPERPRIORS[name][1] for name in design.estimated]
    return -0.5 * float(np.sum(np.square(away)))


def slopes(data: Regression, design: Design, scales: Scales, solution: Solution) -> Array:
    """The gradient of the evidence, the scales' priors included, in the logarithms of design.estimated."""
    groups, beta, shocks = design.groups, solution.coefficients.dense, solution.coefficients.shocks
    variances = solution.variances()
    # Variance of a day's logarithm, for the trace of the information's own change.
    rest = data.rows - solution.ratio[data.week]
    leverage = np.einsum("dk,kl,dl->d", rest, solution.covariance, rest) + 1 / solution.diagonal[data.week]
    found = []
    for name in design.estimated:
        dense = np.where(groups == name, data.precision, 0.0)
        week = np.full(data.weeks, data.shock_precision if name == "shock" else 0.0)
        moved = solution.solve(2 * dense * beta, 2 * week * shocks)
        day = data.rows @ moved.dense + moved.shocks[data.week]
        explicit = float(np.sum(dense * (beta**2 + variances.dense)) + np.sum(week * (shocks**2 + variances.shocks)))
        count = float(np.sum(groups == name)) + (data.weeks if name == "shock" else 0)
        mean, deviation = HYPERPRIORS[name]
        prior = (np.log(getattr(scales, name)) - mean) / deviation**2
        found.append(explicit - count - 0.5 * float(np.sum(solution.mean * day * leverage)) - prior)
    return np.array(found)
