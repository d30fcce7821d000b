"""Forecasts that know no model: what a model must beat before it is believed."""

from __future__ import annotations

import numpy as np

from ltv.states import Array, PurchaseStates

RECENT_AGES = 90  # days of the oldest ages known, whose mean rate stands for those beyond
WEEKS = 52  # a year with the same weekdays


def own_past_rate(states: PurchaseStates, days: float) -> Array:
    """(n,) purchases of the next `days` per customer, at the customer's own rate so far; 0 where T is 0."""
    rate = np.divide(states.frequency, states.T, out=np.zeros_like(states.T), where=states.T > 0)
    return np.asarray(rate * days)


def rates_by_age(first: Array, customers: Array, purchases_by_age: Array, end: int) -> Array:
    """(end + 1,) mean purchases of a customer on each day of age 0, 1, ..., of those observed at that age.

    first, customers: (n,) day of the first purchase, and how many customers. purchases_by_age: (end + 1,) repeat
    purchase days at each age, summed over all customers. NaN at ages that nobody has reached.
    """
    age = np.asarray(end - first, dtype=np.int64)
    observed = np.cumsum(np.bincount(age, customers, end + 1)[::-1])[::-1]
    return np.asarray(np.divide(purchases_by_age, observed, out=np.full(end + 1, np.nan), where=observed > 0))


def cohort_mean(states: PurchaseStates, rates: Array, days: int) -> Array:
    """(n,) purchases of the next `days` per customer: what earlier customers bought on average at the same ages.

    rates: of `rates_by_age`. Ages that nobody has reached have the mean rate of the last RECENT_AGES known.
    """
    known = rates[np.isfinite(rates)]
    beyond = float(np.mean(known[-RECENT_AGES:])) if len(known) else 0.0
    age = np.asarray(states.T, dtype=np.int64)
    filled = np.full(int(age.max(initial=0)) + days + 1, beyond)
    filled[: min(len(known), len(filled))] = known[: len(filled)]
    until = np.cumsum(filled)
    return np.asarray(until[age + days] - until[age])


def seasonal_naive(by_day: Array, days: int) -> float:
    """All purchases of the next `days`: those of the same days 52 weeks ago, times the growth since.

    by_day: (D,) the shop's purchases on each day so far. Growth: purchases of the last `days` over those of the same
    days 52 weeks ago. NaN with too little history, or where nothing was bought then.
    """
    year, end = 7 * WEEKS, len(by_day)
    if end < year + days or days > year:
        return float("nan")
    before = float(np.sum(by_day[end - year - days : end - year]))
    recent = float(np.sum(by_day[end - days :]))
    then = float(np.sum(by_day[end - year : end - year + days]))
    return then * recent / before if before > 0 else float("nan")
