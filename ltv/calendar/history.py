"""What the calendar model sees of a shop: purchase states with their dates, and repeat purchase days by calendar day.

A state (frequency, recency, T) fixes both dates, since all customers are observed until the same last day E: the first
purchase was on day E - T, the last on day E - T + recency. Days are numbered from 0, the first day of the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.errors import StatesError
from ltv.states import Array, PurchaseStates

Days = npt.NDArray[np.int64]
CLOSED = -6.0  # logarithm of the intensity of a closed day: 1 / 400 of an open one
USUAL_ORDERS = 8.0  # median orders of a weekday from which a day without any counts as closed
FEWEST_ORDERS = 15.0  # mean orders a day from which closed days can be told at all
YEAR_APART = 365  # days after which a closed day is expected again (the same date)


@dataclass(frozen=True, eq=False)
class History:
    """Purchase histories on the calendar, of customers all observed until the last day.

    states: whole days. purchase_days: (E + 1,) repeat purchase days (not first purchases) on each of the days 0..E,
    summed over all customers. start: the date of day 0, as days since 1970-01-01.
    first, last: (n,) day of each state's first and last purchase, found from the states.

    Raises StatesError where times are not whole days, reach back before day 0, or do not agree with purchase_days.
    """

    states: PurchaseStates
    purchase_days: Array
    start: int

    def __post_init__(self) -> None:
        counts = np.asarray(self.purchase_days, dtype=np.float64)
        faults = []
        if counts.ndim != 1 or len(counts) == 0 or not np.all(np.isfinite(counts) & (counts >= 0)):
            raise StatesError("purchase_days: received other than counts; allowed are counts >= 0, one for each day")
        times = np.concatenate([self.states.recency, self.states.T])
        if np.any(times != np.floor(times)):
            faults.append(f"recency, T: received {times[times != np.floor(times)][0]}; allowed are whole days")
        longest = float(self.states.T.max(initial=0.0))
        if longest > len(counts) - 1:
            faults.append(f"T: received {longest:g}; allowed are at most the {len(counts) - 1} days after day 0")
        repeats = float(np.sum(self.states.frequency * self.states.customers))
        if abs(repeats - counts.sum()) > 1e-6 * max(repeats, 1.0):
            faults.append(
                f"purchase_days: received a sum of {counts.sum():g}; allowed is the states' number of repeat "
                f"purchase days, {repeats:g}"
            )
        if faults:
            raise StatesError("\n".join(faults))
        object.__setattr__(self, "purchase_days", counts)

    @property
    def end(self) -> int:
        """E, the last day observed."""
        return len(self.purchase_days) - 1

    @property
    def first(self) -> Days:
        """(n,) the day of the first purchase."""
        return np.asarray(self.end - self.states.T, dtype=np.int64)

    @property
    def last(self) -> Days:
        """(n,) the day of the last purchase."""
        return np.asarray(self.end - self.states.T + self.states.recency, dtype=np.int64)


def from_purchase_days(customer: npt.NDArray[np.int64], day: Days, end: int, start: int) -> History:
    """The history at the end of day `end`, from one (customer, day) per purchase, in any order.

    customer: any whole numbers. day: from 0; those after `end` are left out. Several purchases of a customer on one
    day count once. start: as in History.
    """
    known = day <= end
    pairs = np.unique(np.stack([customer[known], day[known]]), axis=1)
    _, begins, frequency = np.unique(pairs[0], return_index=True, return_counts=True)
    first, last = pairs[1][begins], pairs[1][begins + frequency - 1]
    purchase_days = np.bincount(pairs[1], minlength=end + 1) - np.bincount(first, minlength=end + 1)
    rows = np.stack([frequency - 1, last - first, end - first]).astype(np.float64)
    states, customers = np.unique(rows, axis=1, return_counts=True)
    frequencies, recency, T = states
    kept = PurchaseStates(frequencies, recency, T, customers.astype(np.float64))
    return History(kept, purchase_days.astype(np.float64), start)


def closed_days(history: History) -> npt.NDArray[np.bool_]:
    """(E + 1,) the days on which the shop sold nothing although it usually does on that weekday.

    Orders of a day are repeat purchases and first purchases. Shops of few orders a day have no closed days.
    """
    end = history.end
    orders = history.purchase_days + np.bincount(history.first, history.states.customers, end + 1)
    if orders.mean() < FEWEST_ORDERS:
        return np.zeros(end + 1, dtype=bool)
    weekday = np.arange(end + 1) % 7
    usual = np.array([np.median(orders[weekday == day]) if np.any(weekday == day) else 0.0 for day in range(7)])
    return np.asarray((orders == 0) & (usual[weekday] >= USUAL_ORDERS))


def closed_effect(closed: npt.NDArray[np.bool_], days: Days) -> Array:
    """(n,) ln intensity of any days from 0 on, from being closed: CLOSED or 0. Closed days repeat 365 days later."""
    end = len(closed) - 1
    years = np.maximum(-((end - days) // YEAR_APART), 0)  # whole years back until a day observed
    known = days - YEAR_APART * years
    return np.where((known >= 0) & closed[np.maximum(known, 0)], CLOSED, 0.0)
