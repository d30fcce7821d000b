"""What every purchase model can answer. A new model is one new file: a subclass, registered in `PURCHASE_MODELS`.

Conditional on a history, the expected number of future purchases factorises: E[X(T, T + t)] = p_alive * H, where H,
"purchases if alive", depends on frequency and T only. Everything the models share is built on that.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import Chart
from ltv.states import Array, PurchaseStates
from ltv.valuation import PERIOD, check_rate, discount_factor

Parameters = Mapping[str, float]
Index = npt.NDArray[np.int64]
WIDE = 2.0  # prior standard deviation of a logarithm: exp(2) = 7
ROWS = 8192  # histories whose periods are tabulated at once


class Timing(Protocol):
    """When customers, numbered 0 to n - 1, purchase: their drawn rates and chances, and how far each has come.

    ever: (n,) whether a customer can purchase at all. end: (n,) days from the start to a dropout between purchases.
    """

    ever: npt.NDArray[np.bool_]
    end: Array

    def next(self, who: Index, rng: np.random.Generator) -> tuple[Array, Array]:
        """The next purchase of each of `who`: days from the start, and how many purchase days it stands for."""

    def stays(self, who: Index, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
        """Whether each of `who`, having just purchased, has not dropped out at once."""


class PurchaseModel(ABC):
    """A "buy till you die" model. Arrays broadcast; times are in days; parameters are in days too.

    parameters: those that are fitted. times: those of them measured in days (none: the model has a unit of its own).
    given: parameters that are known beforehand, with the values they have where a mapping does not name them.
    counts_opportunities: whether frequency counts opportunities with a purchase, and not purchase days.
    closed_form_p_alive: whether the SQL macro p_alive_closed_form computes p_alive; first_chance: its argument, the
    occasions to drop out that a customer without repeat purchase has had. The SQL registry (macro purchase_models)
    says the same.
    """

    name: str
    parameters: tuple[str, ...]
    times: tuple[str, ...]
    chart: Chart
    given: Mapping[str, float] = {}
    counts_opportunities: bool = False
    closed_form_p_alive: bool = False
    first_chance: int | None = None

    def known(self, opportunity_days: float, days_per_purchase: float) -> dict[str, float]:
        """The parameters given, from the length of an opportunity in days and the mean number of purchase days that one
        of `frequency` stands for."""
        return {}

    def in_own_time(self, states: PurchaseStates, given: Parameters) -> PurchaseStates:
        """The states in the unit of time of the likelihood; `given` has the values of the parameters given."""
        return states

    @abstractmethod
    def likelihood(self, states: PurchaseStates) -> Likelihood:
        """The log-likelihood of the states as a function of the log parameters, with gradient and Hessian.

        states: in the model's own time (in_own_time). The parameters are those fitted, in their order.
        """

    @abstractmethod
    def starts(self, states: PurchaseStates) -> Sequence[Sequence[float]]:
        """Coordinates from which to climb, for states in own time whose mean T is 1 (any mean, without `times`)."""

    @abstractmethod
    def hyperprior(self, purchases: float, customers: float, exposure: float) -> Hyperprior:
        """Typical customers before any data, in the chart's coordinates, but for the purchase rate, which is centred on
        the data's own. purchases, customers, exposure: the sums of frequency, 1 and T over the customers, in own time;
        exposure equals customers where the model has `times`.
        """

    @abstractmethod
    def without_purchases(self, mean_T: float) -> dict[str, float]:
        """The limiting parameters where nobody purchased again."""

    @abstractmethod
    def p_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike
    ) -> Array:
        """The probability that a customer with this history has not dropped out by T."""

    def p_alive_by_draw(self, parameters: Mapping[str, Array], frequency: Array, recency: Array, T: Array) -> Array:
        """(S, n) p_alive of n customers under S draws of the parameters, (S,) each and finite."""
        drawn = [dict(zip(parameters, map(float, one), strict=True)) for one in zip(*parameters.values(), strict=True)]
        return np.array([self.p_alive(one, frequency, recency, T) for one in drawn]).reshape(-1, len(T))

    @abstractmethod
    def _purchases_if_alive(self, parameters: Parameters, frequency: Array, T: Array, days: Array) -> Array:
        """H for vectors of distinct (frequency, T, days), days > 0."""

    @abstractmethod
    def _dert_if_alive(self, parameters: Parameters, frequency: Array, T: Array, rate: float) -> Array:
        """Discounted purchases for ever, if alive at T, for vectors of distinct (frequency, T)."""

    @abstractmethod
    def pmf(self, parameters: Parameters, x: npt.ArrayLike, days: npt.ArrayLike) -> Array:
        """The probability that a new customer makes exactly x (whole, >= 0) repeat purchases within `days`."""

    @abstractmethod
    def newcomers(self, parameters: Parameters, T: Array, rng: np.random.Generator) -> Timing:
        """Customers just acquired, (n,), who will be observed for T days each."""

    @abstractmethod
    def survivors(
        self, parameters: Mapping[str, Array], frequency: Array, T: Array, rng: np.random.Generator
    ) -> Timing:
        """Customers alive at T, (n,), from T on: drawn from the posteriors that their histories leave.

        parameters: by name, (n,), each customer's own draw of them.
        """

    def purchases_if_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, T: npt.ArrayLike, days: npt.ArrayLike
    ) -> Array:
        """H: expected purchases in (T, T + days] of a customer who is alive at T."""

        def quantity(x: Array, T: Array, t: Array) -> Array:
            later = t > 0
            purchases = np.zeros_like(t)
            purchases[later] = self._purchases_if_alive(parameters, x[later], T[later], t[later])
            return purchases

        return on_distinct(quantity, frequency, T, days)

    def expected_purchases(
        self,
        parameters: Parameters,
        frequency: npt.ArrayLike,
        recency: npt.ArrayLike,
        T: npt.ArrayLike,
        days: npt.ArrayLike,
    ) -> Array:
        """Expected purchases in (T, T + days]. For a customer just acquired, frequency = recency = T = 0."""
        alive = self.p_alive(parameters, frequency, recency, T)
        return np.asarray(alive * self.purchases_if_alive(parameters, frequency, T, days))

    def discounted_purchases_if_alive(
        self,
        parameters: Parameters,
        frequency: npt.ArrayLike,
        T: npt.ArrayLike,
        days: npt.ArrayLike,
        monthly_discount_rate: float,
        elapsed: npt.ArrayLike = 0.0,
    ) -> Array:
        """Value, in purchases, of those in (T, T + days] of a customer who is alive at T, `elapsed` days before T.

        Periods of 30 days count from T - elapsed, where the value is taken: 0 gives the present value at T, elapsed = T
        that at the first purchase. Purchases of each period are discounted from its end at the rate per 30 days, as in
        lifetimes' customer_lifetime_value; the last period may be shorter. days and elapsed may differ from state to
        state. Raises OptionError for a negative or infinite rate.
        """
        check_rate(monthly_discount_rate)
        log_growth = np.log1p(monthly_discount_rate)

        def quantity(x: Array, T: Array, t: Array, elapsed: Array) -> Array:
            ends = month_ends(t, elapsed)
            following, before = np.vstack([ends[1:], t]), np.vstack([np.zeros_like(t), ends[:-1]])
            # Summation by parts: a sum of positive terms H(end) * (factor(end) - factor(following)) cannot cancel.
            waiting = -np.expm1(-log_growth * (following - ends) / PERIOD)
            weight = np.where(ends < t, waiting, ends > before)
            factor = discount_factor(monthly_discount_rate, elapsed + ends) * weight
            _, state = np.nonzero(factor > 0)
            purchases = self._purchases_if_alive(parameters, x[state], T[state], ends[factor > 0])
            return np.bincount(state, factor[factor > 0] * purchases, len(t)).astype(np.float64)

        return on_distinct(in_parts(quantity), frequency, T, days, elapsed)

    def dert_if_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, T: npt.ArrayLike, daily_rate: float
    ) -> Array:
        """Discounted expected residual transactions of a customer who is alive at T, over all time.

        daily_rate: continuously compounded, per day, above 0 (without discounting the sum need not be finite).
        Source: Fader, Hardie & Lee 2005, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis".
        Raises OptionError for a rate that is not positive and finite.
        """
        if not (np.isfinite(daily_rate) and daily_rate > 0):
            raise OptionError(f"daily_rate: received {daily_rate}; allowed are finite rates above 0")
        return on_distinct(lambda x, T: self._dert_if_alive(parameters, x, T, daily_rate), frequency, T)

    def dert(
        self,
        parameters: Parameters,
        frequency: npt.ArrayLike,
        recency: npt.ArrayLike,
        T: npt.ArrayLike,
        daily_rate: float,
    ) -> Array:
        """Discounted expected residual transactions: p_alive * dert_if_alive. New customers have all three 0."""
        alive = self.p_alive(parameters, frequency, recency, T)
        return np.asarray(alive * self.dert_if_alive(parameters, frequency, T, daily_rate))


def month_ends(days: Array, elapsed: Array) -> Array:
    """(K, n) the ends, within `days`, of periods of 30 days that began `elapsed` days ago; those over repeat `days`."""
    begun = elapsed % PERIOD
    periods = max(1, int(np.ceil(np.max(days + begun, initial=0.0) / PERIOD)))
    return np.minimum(PERIOD * np.arange(1, periods + 1)[:, None] - begun, days)


def in_parts(quantity: Callable[..., Array]) -> Callable[..., Array]:
    """The same function of vectors, evaluated for so many elements at a time that its tables stay small."""

    def evaluate(*arrays: Array) -> Array:
        starts = range(0, max(len(arrays[0]), 1), ROWS)
        return np.concatenate([quantity(*(array[start : start + ROWS] for array in arrays)) for start in starts])

    return evaluate


def on_distinct(quantity: Callable[..., Array], *arguments: npt.ArrayLike) -> Array:
    """Evaluate a function of vectors once per distinct combination of the broadcast arguments."""
    arrays = np.broadcast_arrays(*(np.asarray(argument, dtype=np.float64) for argument in arguments))
    code = np.zeros(arrays[0].size, dtype=np.int64)
    for array in arrays:
        values, inverse = _distinct(array.ravel())
        code = code * len(values) + inverse
    combinations, inverse = _distinct(code)
    first = np.empty(len(combinations), dtype=np.int64)
    first[inverse[::-1]] = np.arange(len(code) - 1, -1, -1)
    values = quantity(*(array.ravel()[first] for array in arrays))
    return np.asarray(values[inverse].reshape(arrays[0].shape))


def _distinct(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
    """Distinct values in order, and where each value is among them; counts of days need no sorting."""
    highest = values.max(initial=0)
    if not (values.min(initial=0) >= 0 and highest < 16 * len(values)) or np.any(values != np.floor(values)):
        distinct, inverse = np.unique(values, return_inverse=True)
        return distinct, inverse
    whole = values.astype(np.int64)
    seen = np.zeros(int(highest) + 1, dtype=bool)
    seen[whole] = True
    return np.flatnonzero(seen).astype(values.dtype), (np.cumsum(seen) - 1)[whole]
