"""The change of clock: days of the calendar to operational time, in which customers buy at a constant rate.

C(d) is the sum of the intensities s(0..d). A customer's operational age at the end is C(E) - C(first), their recency
C(last) - C(first), and a horizon of H days is C(E + H) - C(E) long. With s = 1 all three are days again, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.states import Array, PurchaseStates


@dataclass(frozen=True, eq=False)
class Clock:
    """cumulative: (days,) C(0), C(1), ..., beyond the last day observed, `end`, as far as the clock was asked to go."""

    end: int
    cumulative: Array

    def states(self, states: PurchaseStates) -> PurchaseStates:
        """States observed until `end`, in operational time."""
        recency = self.recency(states.recency, states.T)
        return PurchaseStates(states.frequency, recency, self.age(states.T), states.customers)

    def age(self, T: npt.ArrayLike) -> Array:
        """Operational time since a first purchase T days before the last day observed."""
        first = self.end - np.asarray(T, dtype=np.float64)
        return np.asarray(self.cumulative[self.end] - self._at(first))

    def recency(self, recency: npt.ArrayLike, T: npt.ArrayLike) -> Array:
        """Operational time from a first purchase, T days ago, to the last one, `recency` days after it."""
        ago = np.asarray(T, dtype=np.float64)
        first, last = self.end - ago, self.end - (ago - np.asarray(recency, dtype=np.float64))
        return np.asarray(self._at(last) - self._at(first))

    def days(self, length: npt.ArrayLike) -> Array:
        """The days ahead that so much operational time takes: the inverse of `length`; inf beyond the clock."""
        asked = np.asarray(length, dtype=np.float64)
        ahead = self.cumulative[self.end :] - self.cumulative[self.end]
        found = np.interp(asked, ahead, np.arange(len(ahead), dtype=np.float64))
        return np.where(asked > ahead[-1], np.inf, found)

    def length(self, days: npt.ArrayLike) -> Array:
        """The operational length of the next `days`.

        Raises OptionError for days below 0 or beyond the clock.
        """
        asked = np.asarray(days, dtype=np.float64)
        ahead = len(self.cumulative) - 1 - self.end
        wrong = ~((asked >= 0) & (asked <= ahead))
        if np.any(wrong):
            raise OptionError(f"days: received {asked[wrong].ravel()[0]:g}; allowed are 0 to {ahead}")
        return np.asarray(self._at(self.end + asked) - self.cumulative[self.end])

    def _at(self, day: Array) -> Array:
        """C at days of the clock, fractions in proportion within a day; points that stand for the customers of a cell
        may lie before its first day, and are taken to lie on it."""
        day = np.maximum(day, 0.0)
        whole = np.floor(day).astype(np.int64)
        before = self.cumulative[whole]
        later = self.cumulative[np.minimum(whole + 1, len(self.cumulative) - 1)]
        return np.asarray(before + (day - whole) * (later - before))


def plain_clock(end: int, ahead: int) -> Clock:
    """The clock of a constant intensity: operational time is days."""
    return Clock(end, np.arange(end + 1 + ahead, dtype=np.float64))
