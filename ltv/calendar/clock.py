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
        """States of whole days, observed until `end`, in operational time."""
        last_day = self.cumulative[self.end]
        first = np.asarray(self.end - states.T, dtype=np.int64)
        begun = self.cumulative[first]
        recency = self.cumulative[np.asarray(first + states.recency, dtype=np.int64)] - begun
        return PurchaseStates(states.frequency, recency, last_day - begun, states.customers)

    def length(self, days: npt.ArrayLike) -> Array:
        """The operational length of the next `days`, fractions in proportion within a day.

        Raises OptionError for days below 0 or beyond the clock.
        """
        asked = np.asarray(days, dtype=np.float64)
        ahead = len(self.cumulative) - 1 - self.end
        wrong = ~((asked >= 0) & (asked <= ahead))
        if np.any(wrong):
            raise OptionError(f"days: received {asked[wrong].ravel()[0]:g}; allowed are 0 to {ahead}")
        whole = np.floor(asked).astype(np.int64)
        later = self.end + np.minimum(whole + 1, ahead)
        before = self.cumulative[self.end + whole]
        return np.asarray(before + (asked - whole) * (self.cumulative[later] - before) - self.cumulative[self.end])


def plain_clock(end: int, ahead: int) -> Clock:
    """The clock of a constant intensity: operational time is days."""
    return Clock(end, np.arange(end + 1 + ahead, dtype=np.float64))
