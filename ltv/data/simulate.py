"""Simulated purchase histories and spends, for tests and recovery studies; the caller gives the randomness."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import DEFAULT as SPEND_DEFAULT
from ltv.models.spend import SPEND_MODELS
from ltv.states import PurchaseStates, SpendStates


def simulate_purchases(
    model: str, parameters: Mapping[str, float], T: npt.ArrayLike, rng: np.random.Generator
) -> PurchaseStates:
    """One state per customer (customers = 1): purchases from the acquisition to T.

    model: a purchase model. T: (customers,) days observed. Raises OptionError for an unknown model.
    """
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(PURCHASE_MODELS)}")
    T = np.asarray(T, dtype=np.float64)
    timing = PURCHASE_MODELS[model].newcomers(parameters, T, rng)
    frequency, recency, end = np.zeros(len(T)), np.zeros(len(T)), np.minimum(T, timing.end)
    active = np.flatnonzero(timing.ever)
    while len(active):
        days, _ = timing.next(active, rng)
        within = days <= end[active]
        active, days = active[within], days[within]
        frequency[active] += 1
        recency[active] = days
        active = active[timing.stays(active, rng)]
    return PurchaseStates(frequency, recency, T, np.ones(len(T)))


def simulate_calendar(
    model: str,
    parameters: Mapping[str, float],
    first: npt.ArrayLike,
    intensity: npt.ArrayLike,
    rng: np.random.Generator,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Purchases of customers whose rates all move with the calendar: customer and day of each, the first included.

    first: (customers,) day of the first purchase. intensity: (days,) factor of every rate on the days 0, 1, ...; what
    dropout rates of pareto_nbd move with too. A day with several purchases of one customer appears several times.
    Raises OptionError for an unknown model.
    """
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(PURCHASE_MODELS)}")
    begun = np.asarray(first, dtype=np.int64)
    passed = np.cumsum(np.asarray(intensity, dtype=np.float64))
    left = passed[-1] - passed[begun]
    timing = PURCHASE_MODELS[model].newcomers(parameters, left, rng)
    customer, day, end = [np.arange(len(begun))], [begun], np.minimum(left, timing.end)
    active = np.flatnonzero(timing.ever)
    while len(active):
        age, _ = timing.next(active, rng)
        within = age < end[active]
        active, age = active[within], age[within]
        customer.append(active)
        day.append(np.searchsorted(passed, passed[begun[active]] + age, side="left"))
        active = active[timing.stays(active, rng)]
    return np.concatenate(customer), np.concatenate(day)


def by_day(states: PurchaseStates) -> PurchaseStates:
    """Recency and T as whole days, equal states counted together; a purchase on day 0 is the acquisition's own."""
    recency, T = np.ceil(states.recency), np.ceil(states.T)
    rows = np.stack([states.frequency, np.minimum(recency, T), T])
    distinct, inverse = np.unique(rows, axis=1, return_inverse=True)
    return PurchaseStates(
        distinct[0], distinct[1], distinct[2], np.bincount(inverse.ravel(), states.customers).astype(float)
    )


def simulate_spends(
    parameters: Mapping[str, float], frequency: npt.ArrayLike, rng: np.random.Generator, model: str = SPEND_DEFAULT
) -> SpendStates:
    """Mean spends of repeat buyers under a spend model, one state per customer with frequency >= 1."""
    x = np.asarray(frequency, dtype=np.float64)
    x = x[x > 0]
    return SpendStates(x, SPEND_MODELS[model].simulate(parameters, x, rng), np.ones(len(x)))
