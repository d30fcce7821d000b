"""The columns of the logarithm of a day's intensity: season, weekday, level, a given index, shocks, and an intercept.

    ln s(d) = closed(d) + season(d) + weekday(d) + level(d) + exponent * index(d) + shock(d)

Each coefficient is normal around 0 with a standard deviation of its own group's scale; see `Scales` for the units.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from ltv.calendar.history import Days
from ltv.states import Array

YEAR = 365.25
STEP = 28  # days between steps of the level
SHOCK = 7  # days that share a shock
HARMONICS = 4
SEASON, WEEKDAY, LEVEL, INDEX, INTERCEPT = "season", "weekday", "level", "index", "intercept"


@dataclass(frozen=True)
class Scales:
    """Standard deviations of the effects, on the logarithm of intensity.

    season: of a coefficient of the first harmonic, that of the k-th being 1/k of it. level: of the level's change in a
    year. shock: of a week. index: of the exponent of the given index. The rest is not estimated.
    """

    season: float = 0.2
    level: float = 0.10
    shock: float = 0.08
    index: float = 0.5

    def of(self, group: str) -> float:
        """The standard deviation of a group of columns."""
        return float({WEEKDAY: 1.0, INTERCEPT: 30.0}.get(group) or getattr(self, group))


# Mean and standard deviation of the logarithm of each estimated scale.
HYPERPRIORS = {
    "season": (np.log(0.20), 0.7),
    "level": (np.log(0.10), 0.5),
    "shock": (np.log(0.08), 0.7),
    "index": (np.log(0.50), 0.7),
}
SCALES = tuple(field.name for field in fields(Scales))


@dataclass(frozen=True, eq=False)
class Design:
    """Which columns there are, for a calendar of the days 0..end that began on `start` (days since 1970-01-01).

    harmonics: 0 for no season. index: (days,) the logarithm of the given index from day 0 on, or None; days beyond
    it, and those given as NaN, have the index's mean over the days observed.
    """

    start: int
    end: int
    harmonics: int = HARMONICS
    index: Array | None = None

    @property
    def groups(self) -> npt.NDArray[np.str_]:
        """(k,) the group of every dense column (all but the shocks)."""
        names = [SEASON] * (2 * self.harmonics) + [WEEKDAY] * 7 + [LEVEL] * len(self._steps())
        return np.array([*names, *([INDEX] if self.index is not None else []), INTERCEPT])

    @property
    def estimated(self) -> tuple[str, ...]:
        """The scales that are estimated, of those in SCALES."""
        present = {*self.groups, "shock"}
        return tuple(name for name in SCALES if name in present)

    def precision(self, scales: Scales) -> Array:
        """(k,) the prior precision of every dense column's coefficient."""
        groups = self.groups
        multiple = np.where(groups == LEVEL, YEAR / STEP, 1.0)
        multiple[groups == SEASON] = np.tile(np.arange(1.0, self.harmonics + 1), 2) ** 2
        return np.asarray(multiple / np.array([scales.of(group) for group in groups]) ** 2)

    def rows(self, days: Days) -> Array:
        """(n, k) the dense columns on any days from 0 on; the level is 0 from about two steps before the end on."""
        angle = 2 * np.pi * (_day_of_year(self.start + days) / YEAR)[:, None] * np.arange(1, self.harmonics + 1)
        weekday = np.eye(7)[(self.start + days + 3) % 7] - 1 / 7  # 1970-01-01 was a Thursday; Monday is 0
        level = (days[:, None] <= self._steps()).astype(np.float64)
        columns = [np.cos(angle), np.sin(angle), weekday, level]
        if self.index is not None:
            columns.append(self._index(days)[:, None])
        return np.hstack([*columns, np.ones((len(days), 1))])

    def week(self, days: Days) -> Days:
        """(n,) which shock a day belongs to: 0 for the last 7 days observed; -1 for days to come."""
        return np.where(days <= self.end, (self.end - days) // SHOCK, -1)

    @property
    def weeks(self) -> int:
        """The number of shocks."""
        return self.end // SHOCK + 1

    def _steps(self) -> Days:
        return np.arange(self.end - 2 * STEP, 0, -STEP)

    def _index(self, days: Days) -> Array:
        given = np.full(max(int(days.max(initial=0)), self.end) + 1, np.nan)
        if self.index is not None:
            known = min(len(given), len(self.index))
            given[:known] = self.index[:known]
        past = given[: self.end + 1]
        mean = float(np.mean(past[np.isfinite(past)])) if np.isfinite(past).any() else 0.0
        return np.where(np.isfinite(given), given - mean, 0.0)[days]


def _day_of_year(days: Days) -> Array:
    dates = days.astype("datetime64[D]")
    return np.asarray((dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.float64) + 1)
