"""A purchase model that is asked in days of the calendar and answers on the clock of a shop's seasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ltv.calendar.clock import Clock
from ltv.models.purchase.model import Index, Parameters, PurchaseModel, Timing
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.states import Array, PurchaseStates


class OnClock(PurchaseModel):
    """`model`, whose parameters are in operational time, for histories in whole days that end on the clock's last day.

    T, recency and the days ahead are calendar days; each is mapped to operational time before the model sees it, and
    simulated purchases are mapped back. Discounting stays on the calendar. What concerns a fit is in operational time.
    """

    def __init__(self, model: PurchaseModel, clock: Clock) -> None:
        self.model, self.clock = model, clock
        self.name, self.parameters, self.times, self.chart = model.name, model.parameters, model.times, model.chart
        self.given, self.counts_opportunities = model.given, model.counts_opportunities

    def likelihood(self, states: PurchaseStates) -> Likelihood:
        """See PurchaseModel."""
        return self.model.likelihood(states)

    def starts(self, states: PurchaseStates) -> Sequence[Sequence[float]]:
        """See PurchaseModel."""
        return self.model.starts(states)

    def hyperprior(self, purchases: float, customers: float, exposure: float) -> Hyperprior:
        """See PurchaseModel."""
        return self.model.hyperprior(purchases, customers, exposure)

    def without_purchases(self, mean_T: float) -> dict[str, float]:
        """See PurchaseModel."""
        return self.model.without_purchases(mean_T)

    def p_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike
    ) -> Array:
        """See PurchaseModel; recency and T in days."""
        return self.model.p_alive(parameters, frequency, self.clock.recency(recency, T), self.clock.age(T))

    def p_alive_by_draw(self, parameters: Mapping[str, Array], frequency: Array, recency: Array, T: Array) -> Array:
        """See PurchaseModel; recency and T in days."""
        ages = self.clock.age(T)
        return self.model.p_alive_by_draw(parameters, frequency, self.clock.recency(recency, T), ages)

    def _purchases_if_alive(self, parameters: Parameters, frequency: Array, T: Array, days: Array) -> Array:
        return self.model._purchases_if_alive(parameters, frequency, self.clock.age(T), self.clock.length(days))

    def _dert_if_alive(self, parameters: Parameters, frequency: Array, T: Array, rate: float) -> Array:
        return self.model._dert_if_alive(parameters, frequency, self.clock.age(T), rate)

    def pmf(self, parameters: Parameters, x: npt.ArrayLike, days: npt.ArrayLike) -> Array:
        """See PurchaseModel; for a customer acquired on the last day observed."""
        return self.model.pmf(parameters, x, self.clock.length(days))

    def newcomers(self, parameters: Parameters, T: Array, rng: np.random.Generator) -> Timing:
        """See PurchaseModel; customers acquired on the last day observed."""
        return _CalendarTiming(self.model.newcomers(parameters, self.clock.length(T), rng), self.clock)

    def survivors(
        self, parameters: Mapping[str, Array], frequency: Array, T: Array, rng: np.random.Generator
    ) -> Timing:
        """See PurchaseModel; T in days."""
        return _CalendarTiming(self.model.survivors(parameters, frequency, self.clock.age(T), rng), self.clock)


class _CalendarTiming:
    """Purchases in operational time, told in days of the calendar."""

    def __init__(self, timing: Timing, clock: Clock) -> None:
        self.timing, self.clock = timing, clock
        self.ever, self.end = timing.ever, clock.days(timing.end)

    def next(self, who: Index, rng: np.random.Generator) -> tuple[Array, Array]:
        """See Timing."""
        at, purchase_days = self.timing.next(who, rng)
        return self.clock.days(at), purchase_days

    def stays(self, who: Index, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
        """See Timing."""
        return self.timing.stays(who, rng)
