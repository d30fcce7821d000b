"""How purchases become value: which days count, and what money later is worth now. Written once for all of Python.

In SQL the macro `discounted` has the same factor, and tests hold the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.states import Array

PERIOD = 30.0  # days; the "month" of the discount rate


@dataclass(frozen=True)
class Terms:
    """The terms on which customers are valued.

    horizon_days: the value of so many days since the first purchase is the horizon LTV.
    until_days: simulated paths run to this age in days; None for twice the horizon.
    monthly_discount_rate: per 30 days, from the end of each 30 days (see PurchaseModel).
    gross_margin: share of revenue that is value, above 0, at most 1.
    prediction_days: days ahead of today that the predicted LTV covers.

    Raises OptionError, naming the term, the value received and the values allowed.
    """

    horizon_days: int = 365
    until_days: int | None = None
    monthly_discount_rate: float = 0.01
    gross_margin: float = 1.0
    prediction_days: int = 180

    def __post_init__(self) -> None:
        for name in ("horizon_days", "until_days", "prediction_days"):
            check_whole(name, getattr(self, name))
        until = self.until_days
        if self.horizon_days < 1 or (until is not None and until < self.horizon_days):
            allowed = "1 or more" if until is None else f"1 to until_days, {until}"
            raise OptionError(f"horizon_days: received {self.horizon_days}; allowed are {allowed}")
        check_rate(self.monthly_discount_rate)
        if not 0 < self.gross_margin <= 1:
            raise OptionError(f"gross_margin: received {self.gross_margin}; allowed are numbers above 0, at most 1")
        if self.prediction_days < 0:
            raise OptionError(f"prediction_days: received {self.prediction_days}; allowed are 0 or more")

    @property
    def last_day(self) -> int:
        """The age in days to which paths run."""
        return 2 * self.horizon_days if self.until_days is None else self.until_days

    def rest(self, T: Array) -> Array:
        """Days left of the horizon for customers whose first purchase was T days ago."""
        return np.maximum(self.horizon_days - T, 0.0)

    def discount(self, age: Array) -> Array:
        """The factor for a purchase `age` days after the first: its value at the first purchase.

        Periods of 30 days are discounted from their end; the horizon's last one ends with the horizon.
        """
        end = PERIOD * np.ceil(age / PERIOD)
        end = np.where(age <= self.horizon_days, np.minimum(end, self.horizon_days), end)
        return discount_factor(self.monthly_discount_rate, end)


def discount_factor(monthly_discount_rate: float, days: npt.ArrayLike) -> Array:
    """What money that comes after so many days is worth now; the rate is per 30 days."""
    return np.asarray(np.exp(-np.log1p(monthly_discount_rate) * np.asarray(days, dtype=np.float64) / PERIOD))


def check_whole(name: str, days: object) -> None:
    """Raise OptionError unless the days are a whole number, or None."""
    if days is not None and (isinstance(days, bool) or not isinstance(days, (int, np.integer))):
        raise OptionError(f"{name}: received {days!r}; allowed are whole numbers")


def check_rate(monthly_discount_rate: float) -> None:
    """Raise OptionError unless the rate is finite and at least 0."""
    if not (np.isfinite(monthly_discount_rate) and monthly_discount_rate >= 0):
        raise OptionError(
            f"monthly_discount_rate: received {monthly_discount_rate}; allowed are finite rates of 0 or more"
        )
