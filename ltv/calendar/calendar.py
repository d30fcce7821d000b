"""Whether a shop's purchases follow the calendar, and what that says of the days to come.

The gate: seasons are used from FEWEST_DAYS of history on (with less than a year and a quarter a season cannot be told
from growth), and only where the marginal likelihood of a model with a season is above that without by a factor of
exp(LEAST_EVIDENCE). Where weeks differ by more than a factor of e for no reason that a season, weekday or level gives
(gifts on one day of the year, a market of four weekends), a clock would mostly stand still and jump: on 11,104 donors
with one day of gifts a year it foretold a tenth of what came. A history of more than MOST_DAYS (an order of
1970-01-01, say, where a date is missing) has no calendar: its cost grows with the third power of the length. Where the
gate is shut the plain purchase model is used, unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ltv.calendar.clock import Clock, plain_clock
from ltv.calendar.design import HARMONICS, INTERCEPT, LEVEL, SEASON, SHOCK, WEEKDAY, YEAR, Design
from ltv.calendar.exposure import has_operational_time
from ltv.calendar.history import History, closed_effect
from ltv.calendar.rounds import Estimated, alternate
from ltv.errors import InputError, OptionError
from ltv.fitting.fit import Fit, fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import Array

MODES = ("auto", "off", "on")
FEWEST_DAYS = 455
MOST_DAYS = 10958  # 30 years
LEAST_EVIDENCE = 5.0
LARGEST_SHOCK = 1.0  # standard deviation of the logarithm of a week's intensity

OFF = "The calendar is switched off (calendar: off)."
SHORT = "Only {days} days are known; seasons are told from {needed} days on."
LONG = (
    "The history is {days} days long; seasons are told of at most {most}. Orders far before all others are told in"
    " input_warnings (days_stand_apart)."
)
NO_FIT = "The purchase model has no fit with which to tell the calendar's effects."
NO_CLOCK = "The model {model} counts purchase opportunities, not days, and is not used with a calendar."
UNSEEN = "No season is evident: it raises the logarithm of the evidence by {gain:.1f}, not by more than {needed:.0f}."
JUMPS = (
    "Purchases come on too few days for a calendar: weeks differ by a factor of {factor:.0f}, one standard deviation,"
    " beyond season, weekday and level."
)
EVIDENT = "A season is evident: it raises the logarithm of the evidence by {gain:.1f}, more than {needed:.0f}."
FORCED = "The calendar is switched on (calendar: on)."


class Effect(NamedTuple):
    """One effect by day, (days,), on the logarithm of intensity, and its standard error."""

    value: Array
    error: Array


@dataclass(frozen=True, eq=False)
class Effects:
    """The estimated effects by day; day 0 is the first of the calendar.

    season, weekday, level: see Design; the level is 0 at the end of observation, and its standard error grows beyond.
    total: all effects together, ln s(d), those of closed days and shocks included.
    """

    season: Effect
    weekday: Effect
    level: Effect
    total: Effect

    @property
    def intensity(self) -> Array:
        """(days,) s(d), relative to a plain day at the end of observation."""
        return np.exp(self.total.value)


@dataclass(frozen=True, eq=False)
class Calendar:
    """A purchase model on the clock that the gate allows.

    fit: in operational time where the gate is open, otherwise the plain fit. reason: why the gate is open or shut.
    evidence_gain: of a season, None where it was not looked for. estimated: None where the gate is shut.
    """

    end: int
    fit: Fit
    reason: str
    evidence_gain: float | None
    estimated: Estimated | None

    @property
    def open(self) -> bool:
        """Whether operational time differs from days."""
        return self.estimated is not None

    def clock(self, ahead: int) -> Clock:
        """The clock until `ahead` days after the end: no further change of level, no shocks, closed days repeated."""
        if self.estimated is None:
            return plain_clock(self.end, ahead)
        return Clock(self.end, np.cumsum(np.exp(_log_intensity(self.estimated, ahead))))

    def log_variance(self, ahead: int) -> float:
        """The variance of the logarithm of the purchases of the next `ahead` days that the calendar leaves open.

        g' V g + level^2 H / 365.25 / 3 + shock^2 7 / H: V is the coefficients' posterior covariance, g the mean row of
        the days to come, weighted by s, less that of the days past, weighted by s R. 0 where the gate is shut.
        """
        found = self.estimated
        if found is None or ahead <= 0:
            return 0.0
        design, days = found.design, np.arange(self.end + 1 + ahead)
        intensity, past = np.exp(_log_intensity(found, ahead)), self.end + 1
        weights = np.concatenate([-_shares(intensity[:past] * found.rates), _shares(intensity[past:])])
        dense = weights @ design.rows(days)
        dense[-1] = 0.0  # the intercept is the purchase model's
        shocks = np.bincount(design.week(days[:past]), weights[:past], design.weeks).astype(np.float64)
        known = float(found.solution.joint_variance(dense[None], shocks[None])[0])
        scales = found.scales
        return known + scales.level**2 * ahead / YEAR / 3 + scales.shock**2 * SHOCK / max(ahead, SHOCK)

    def effects(self, ahead: int) -> Effects:
        """The effects on the days 0 to end + ahead; all 0 (intensity 1) where the gate is shut."""
        days = np.arange(self.end + 1 + ahead)
        found = self.estimated
        if found is None:
            nothing = Effect(np.zeros(len(days)), np.zeros(len(days)))
            return Effects(nothing, nothing, nothing, nothing)
        design, later = found.design, np.maximum(days - self.end, 0)
        rows, groups = design.rows(days), design.groups
        walked = found.scales.level**2 * later / YEAR

        def effect(group: str) -> Effect:
            own = np.where(groups == group, rows, 0.0)
            variance = found.solution.joint_variance(own, np.zeros((len(days), design.weeks)))
            return Effect(own @ found.coefficients.dense, np.sqrt(variance + (walked if group == LEVEL else 0.0)))

        all_of_them = np.where(groups == INTERCEPT, 0.0, rows)
        weeks = (design.week(days)[:, None] == np.arange(design.weeks)).astype(np.float64)
        variance = found.solution.joint_variance(all_of_them, weeks)
        variance += walked + np.where(later > 0, found.scales.shock**2, 0.0)
        total = Effect(_log_intensity(found, ahead), np.sqrt(variance))
        return Effects(effect(SEASON), effect(WEEKDAY), effect(LEVEL), total)


def fit_calendar(
    history: History,
    model: str = "bg_nbd",
    *,
    mode: str = "auto",
    penalizer: float = 0.0,
    index: Array | None = None,
    plain: Fit | None = None,
) -> Calendar:
    """Fit a purchase model in operational time where the gate allows it.

    mode: auto (the gate decides), off, on (whatever the gate says, where there is a fit at all). index: (days,) values
    above 0 of a given index from day 0 on, as far as known (NaN elsewhere); it enters with an exponent that is
    estimated and shrunk towards 0. plain: the fit to the states as they are, if there is one already.
    Raises OptionError for an unknown mode or model, and InputError for an index of 0 or below.
    """
    if mode not in MODES:
        raise OptionError(f"calendar: received {mode!r}; allowed are {', '.join(MODES)}")
    log_index = _log_index(index)
    if plain is None:
        plain = fit_purchase_model(history.states, model, penalizer=penalizer)
    days = history.end + 1
    if mode == "off":
        return Calendar(history.end, plain, OFF, None, None)
    if mode == "auto" and days < FEWEST_DAYS:
        return Calendar(history.end, plain, SHORT.format(days=days, needed=FEWEST_DAYS), None, None)
    if days > MOST_DAYS:
        return Calendar(history.end, plain, LONG.format(days=days, most=MOST_DAYS), None, None)
    if not has_operational_time(PURCHASE_MODELS[model]):
        return Calendar(history.end, plain, NO_CLOCK.format(model=model), None, None)
    without = _without_season(history, model, penalizer)
    if without is None:
        return Calendar(history.end, plain, NO_FIT, None, None)
    design = Design(history.start, history.end, HARMONICS, log_index)
    found = alternate(history, design, model, penalizer=penalizer, dispersion=without.dispersion, before=without)
    if found is None:
        return Calendar(history.end, plain, NO_FIT, None, None)
    gain = found.evidence - without.evidence
    said = {"gain": gain, "needed": LEAST_EVIDENCE}
    if found.scales.shock > LARGEST_SHOCK:
        return Calendar(history.end, plain, JUMPS.format(factor=np.exp(found.scales.shock)), gain, None)
    if gain > LEAST_EVIDENCE:
        return Calendar(history.end, found.fit, EVIDENT.format(**said), gain, found)
    if mode == "on":
        return Calendar(history.end, found.fit, f"{FORCED} {UNSEEN.format(**said)}", gain, found)
    return Calendar(history.end, plain, UNSEEN.format(**said), gain, None)


def _without_season(history: History, model: str, penalizer: float) -> Estimated | None:
    """Weekday, level and shocks alone; its dispersion counts for the model with a season too."""
    design = Design(history.start, history.end, harmonics=0)
    free = alternate(history, design, model, penalizer=penalizer)
    if free is None or free.dispersion == 1.0:
        return free
    return alternate(history, design, model, penalizer=penalizer, dispersion=free.dispersion, before=free)


def _log_intensity(found: Estimated, ahead: int) -> Array:
    design = found.design
    days = np.arange(design.end + 1 + ahead)
    shocks = np.append(found.coefficients.shocks, 0.0)[design.week(days)]  # week -1, of days to come, has none
    return np.asarray(closed_effect(found.closed, days) + design.rows(days) @ found.coefficients.dense + shocks)


def _shares(weights: Array) -> Array:
    return np.asarray(weights / weights.sum())


def _log_index(index: Array | None) -> Array | None:
    if index is None:
        return None
    given = np.asarray(index, dtype=np.float64)
    wrong = given[~(np.isnan(given) | ((given > 0) & np.isfinite(given)))]
    if len(wrong):
        raise InputError(f"calendar_index: received {wrong[0]}; allowed are finite values above 0")
    return np.asarray(np.log(given))
