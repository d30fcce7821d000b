"""The average value of a channel's customers by their age: what came, and what is still expected at the estimates."""

from __future__ import annotations

import numpy as np

from ltv.economics.cohorts import revenue_by_age
from ltv.economics.futures import Buyers
from ltv.economics.values import Estimates, ValuedStates
from ltv.models.purchase.model import PurchaseModel
from ltv.states import Array
from ltv.valuation import Terms

STEP = 10  # days from one exact value to the next, a third of a period of the discount; between them a path is straight


def realised_path(realised: Array, customers: float, terms: Terms) -> Array:
    """(last_day + 1,) cumulated value per customer, discounted, from totals at each age of 0, 1, ... days, (A,)."""
    ages = terms.last_day + 1
    factors = terms.discount(np.arange(ages, dtype=np.float64))
    return np.asarray(np.cumsum(np.pad(realised, (0, ages))[:ages] * factors) / customers)


def expected_path(
    model: str | PurchaseModel, buyers: Buyers, estimates: Estimates, ahead: float, terms: Terms
) -> Array:
    """(last_day + 1,) value per customer still to come, cumulated by age and discounted to the first purchase.

    buyers: the channel's customers, or some of them, whose ages give the path its form. ahead: its value at the
    horizon, that of all customers.
    """
    single = ValuedStates(
        buyers.frequency, buyers.recency, buyers.T, np.ones(len(buyers.T)), buyers.monetary_value, buyers.orders
    )
    days = np.arange(terms.last_day + 1, dtype=np.float64)
    ages = np.union1d(days[STEP::STEP], [terms.horizon_days, terms.last_day]).astype(np.float64)
    path = np.interp(days, [0.0, *ages], [0.0, *revenue_by_age(model, estimates, single, terms, ages=ages)])
    there = float(path[terms.horizon_days])
    return np.asarray(path * (ahead / there)) if there > 0 else path


def payback_day(paths: Array, cac: float) -> Array:
    """(S,) the first age at which each of the paths (S, last_day + 1) has reached the cost; inf where it does not."""
    reached = paths >= cac
    return np.where(reached.any(axis=1), np.argmax(reached, axis=1).astype(np.float64), np.inf)
