"""Declared experiments: weeks in which spend was changed on purpose say what spend causes; and which test would say it.

An experiment is compared with what its weeks would have brought at the usual spend: level, trend, season and common
demand come from all weeks, and outside the test weeks spend explains nothing, since there it may follow demand. What
demand does by itself is then scatter, with a memory, and counts in full against the test (Kohavi, Tang & Xu 2020,
"Trustworthy Online Controlled Experiments", chapters 3 and 11; Vaver & Koehler 2011, "Measuring Ad Effectiveness Using
Geo Experiments", whose test periods these are, in time alone).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ltv.economics.demand import Weeks, annihilator, demand
from ltv.economics.response import Regression, Response, abstain, grid, posterior, responded, shapes, too_little
from ltv.sampling import NORMAL_90
from ltv.states import Array

FEWEST_WEEKS, FEWEST_OUTSIDE, FEWEST_TESTED = 12, 8, 3
LEAST_CHANGE = 0.15  # root mean square of the change in spend, to the usual
CALM = 0.4  # of the prior deviations of season, trend and common demand, which spend does not follow in a test
MEMORY_LAGS = 4
MOST_INFLATION = 6.0
PRECISION = 0.5  # half the width of the 90 % interval of what a unit brings, to the average buyers per unit
CHANGES = ((-0.5, "Halving"), (-1.0, "Pausing"))
LONGEST_TEST = 8  # weeks that an experiment of the first change may take, before the second is advised

FEW_TESTED = (
    "The declared experiment has {weeks} whole weeks within this window and {outside} outside; needed are {tested} and"
    " {rest}."
)
FLAT_TEST = "The declared experiment changed the spend by {change:.0%} of the usual, less than {needed:.0%}."
NO_EFFECT = (
    "In the declared experiment new buyers did not follow the spend by more than chance would (spend does nothing with"
    " a probability of {none:.0%})."
)
TEST = (
    "{change} the spend for {weeks} weeks, declared in spend_experiments, would tell how many buyers a unit of spend"
    " brings, to within {precision:.0%} of the average (90 % interval)."
)
TOO_LONG = "No experiment of a year would tell: too few buyers, or too much scatter."


@dataclass(frozen=True)
class Design:
    """An experiment that would answer. change: of the usual spend, -1 to pause it; weeks: how long."""

    change: float
    weeks: int


def fit_experiment(weeks: Weeks) -> Response:
    """What new buyers the spend caused, by the weeks of the channel's declared experiments."""
    reason = _too_little(weeks)
    nothing = abstain(weeks, reason)
    if reason is not None:
        return nothing
    curves, (columns, scales) = grid(), demand(weeks)
    shape = shapes(curves, weeks.spend / nothing.mean_spend)
    outside = np.mean(shape[:, ~weeks.tested], axis=1, keepdims=True)
    compared = np.where(weeks.tested, shape, outside)
    regression = Regression(np.log(compared), columns, np.r_[scales[:1], CALM * scales[1:]], weeks.buyers)
    left, tested = annihilator(columns), int(np.sum(weeks.tested))
    found = posterior(regression, curves.log_prior, lambda rest, freedom: _scatter(rest, freedom, left, tested))
    response = responded(nothing, curves, found)
    if response.reason is not None:
        response = replace(response, reason=NO_EFFECT.format(none=float(found.weights[0])))
    return replace(response, evidence="experiment")


def design(dispersion: float, mean_buyers: float) -> Design | None:
    """The smallest of CHANGES that tells in time what a unit of spend brings, to PRECISION of the average per unit.

    In n weeks of a change c the slope's error is sqrt(dispersion * mean_buyers / n) / (c * usual spend).
    """
    scatter = dispersion / max(mean_buyers, 1e-9)
    weeks = {change: int(np.ceil(scatter * (NORMAL_90 / (PRECISION * change)) ** 2)) for change, _ in CHANGES}
    needed = [Design(change, max(FEWEST_TESTED, enough)) for change, enough in weeks.items()]
    fitting = [d for d in needed if d.weeks <= LONGEST_TEST] or needed[-1:]
    return fitting[0] if fitting[0].weeks <= 52 else None


def proposal(dispersion: float, mean_buyers: float) -> str:
    """The same in words."""
    found = design(dispersion, mean_buyers)
    if found is None:
        return TOO_LONG
    return TEST.format(change=dict(CHANGES)[found.change], weeks=found.weeks, precision=PRECISION)


def _too_little(weeks: Weeks) -> str | None:
    reason = too_little(weeks, FEWEST_WEEKS)
    if reason is not None:
        return reason
    tested, outside = int(np.sum(weeks.tested)), int(np.sum(~weeks.tested))
    if tested < FEWEST_TESTED or outside < FEWEST_OUTSIDE:
        return FEW_TESTED.format(weeks=tested, outside=outside, tested=FEWEST_TESTED, rest=FEWEST_OUTSIDE)
    usual = max(float(np.mean(weeks.spend[~weeks.tested])), 1e-9 * float(np.max(weeks.spend)))
    change = float(np.sqrt(np.mean((weeks.spend[weeks.tested] / usual - 1) ** 2)))
    if change < LEAST_CHANGE:
        return FLAT_TEST.format(change=change, needed=LEAST_CHANGE)
    return None


def _scatter(residuals: Array, freedom: float, left: Array, tested: int) -> float:
    """The dispersion of the mean of `tested` weeks. residuals: in Poisson's deviations; left: demand's annihilator."""
    return max(1.0, float(np.sum(residuals**2)) / freedom) * _memory(residuals, left, tested)


def _memory(residuals: Array, left: Array, tested: int) -> float:
    """How much more the mean of a test scatters than one of as many weeks apart: 1 + 2 sum (1 - lag/n) correlation.

    A quarter of that, since correlations of one year's weeks are mostly noise and only upward noise counts.
    """
    variance, freedom, total = float(np.sum(residuals**2)), float(np.trace(left)), 0.0
    for lag in range(1, 1 + min(MEMORY_LAGS, tested - 1)):
        seen = float(np.sum(residuals[lag:] * residuals[:-lag])) / variance
        by_chance = float(np.sum(np.diagonal(left, lag))) / freedom
        total += (1 - lag / tested) * (seen - by_chance)
    return float(np.clip(1 + total / 2, 1.0, MOST_INFLATION))
