"""The calendar fitted by alternation: a purchase model in operational time, then the intensities of the days.

1. the purchase model is fitted to the states in operational time, by the fit there is;
2. R(d), what living customers would buy on a day per unit of intensity, follows from it (`exposure`);
3. a penalised Poisson regression of the repeat purchase days on R(d) gives the intensities, with a free intercept that
   is dropped: the rate of the purchase model takes it up;
4. in three of the rounds the scales of the effects are found by marginal likelihood.

The rounds end where no day's logarithm moves by more than TOLERANCE: at the joint maximum of the likelihood
LL(x, tau_x, tau_T) + sum_d N(d) ln s(d), of which 1 and 3 are the two halves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ltv.calendar.clock import Clock
from ltv.calendar.design import Design, Scales
from ltv.calendar.exposure import expected_rates
from ltv.calendar.history import History, closed_days, closed_effect
from ltv.calendar.poisson import Coefficients, Regression, Solution, linear, tempered
from ltv.calendar.scales import at, tune
from ltv.fitting.fit import Fit, fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import Array

FEWEST_ROUNDS, MOST_ROUNDS = 3, 10
TUNED = (1, 3, 5)  # rounds in which the scales are estimated
TEMPERED = (0, 2, 4)  # rounds in which the dispersion is
TOLERANCE = 2e-3  # of the logarithm of a day's intensity
LEAST_MEAN, LEAST_FREEDOM = 0.5, 10.0  # a day's expected count in Pearson's statistic; its degrees of freedom


@dataclass(frozen=True, eq=False)
class Estimated:
    """A fitted calendar.

    fit: the purchase model in operational time. rates: (E + 1,) R(d). closed: (E + 1,) days the shop was closed.
    solution: the last regression, its intercept set to 0 in `coefficients`. evidence: logarithm of the marginal
    likelihood of the regression. dispersion: phi. rounds, settled: how many there were, and whether they ended still.
    """

    design: Design
    closed: npt.NDArray[np.bool_]
    fit: Fit
    rates: Array
    coefficients: Coefficients
    solution: Solution
    scales: Scales
    evidence: float
    dispersion: float
    rounds: int
    settled: bool


def alternate(
    history: History,
    design: Design,
    model: str,
    *,
    penalizer: float = 0.0,
    dispersion: float | None = None,
    before: Estimated | None = None,
) -> Estimated | None:
    """Fit calendar and purchase model together; None where the purchase model has no prediction.

    dispersion: phi; None estimates it. before: a calendar of the same shop, with the
    same or other columns, to start from.
    """
    days = np.arange(history.end + 1)
    closed = closed_days(history)
    effect, rows, week = closed_effect(closed, days), design.rows(days), design.week(days)
    scales = before.scales if before else Scales()
    coefficients = _carried_over(before, design)
    phi, settled, near = dispersion or 1.0, False, before.fit if before else None
    # Precisions are those of the scales, set in each round.
    base = Regression(
        history.purchase_days, np.ones(len(days)), rows, week, design.weeks, design.precision(scales), 1.0
    )
    for number in range(MOST_ROUNDS):
        log_intensity = effect + linear(base, coefficients)
        found = _purchases(history, log_intensity, model, penalizer, near)
        if found is None:
            return None
        near = found[0]
        data = replace(base, offset=found[1] * np.exp(effect))
        quasi = tempered(data, phi)
        tuned = (tune if number in TUNED else at)(quasi, design, scales, coefficients)
        scales, coefficients = tuned.scales, _without_intercept(tuned.solution.coefficients)
        if dispersion is None and number in TEMPERED:
            phi = pearson_dispersion(
                data.counts, tuned.solution, tuned.solution.mean * phi, design.precision(scales), scales.shock**-2
            )
        moved = float(np.abs(effect + linear(base, coefficients) - log_intensity).max())
        if moved < TOLERANCE and number + 1 >= FEWEST_ROUNDS:
            settled = True
            break
    found = _purchases(history, effect + linear(base, coefficients), model, penalizer, near)
    if found is None:
        return None
    return Estimated(
        design, closed, *found, coefficients, tuned.solution, scales, tuned.evidence, phi, number + 1, settled
    )


def pearson_dispersion(
    counts: Array, solution: Solution, mean: Array, precision: Array, shock_precision: float
) -> float:
    """max(1, Pearson's chi squared / (days - effective coefficients)); mean: (D,) fitted, not divided by anything."""
    variances = solution.variances()
    coefficients = len(precision) + len(variances.shocks)
    trace = coefficients - float(np.sum(precision * variances.dense) + shock_precision * np.sum(variances.shocks))
    statistic = float(np.sum((counts - mean) ** 2 / np.maximum(mean, LEAST_MEAN)))
    return max(1.0, statistic / max(len(counts) - trace, LEAST_FREEDOM))


def _purchases(
    history: History, log_intensity: Array, model: str, penalizer: float, near: Fit | None
) -> tuple[Fit, Array] | None:
    """The purchase model in operational time, and R(d). near: the fit of the round before."""
    clock = Clock(history.end, np.cumsum(np.exp(log_intensity)))
    states = clock.states(history.states)
    fit = fit_purchase_model(states, model, penalizer=penalizer, near=near)
    if not fit.predicts or fit.parameters["r"] == 0:
        return None
    return fit, expected_rates(history, clock.cumulative, states, PURCHASE_MODELS[model], fit.parameters)


def _carried_over(before: Estimated | None, design: Design) -> Coefficients:
    """The coefficients of the groups that both have; 0 for the others."""
    groups = design.groups
    dense, shocks = np.zeros(len(groups)), np.zeros(design.weeks)
    if before is None:
        return Coefficients(dense, shocks)
    theirs = before.design.groups
    for group in set(groups) & set(theirs):
        own, other = groups == group, theirs == group
        if own.sum() == other.sum():
            dense[own] = before.coefficients.dense[other]
    return Coefficients(dense, before.coefficients.shocks)


def _without_intercept(coefficients: Coefficients) -> Coefficients:
    return Coefficients(np.append(coefficients.dense[:-1], 0.0), coefficients.shocks)
