"""What a cohort is still expected to bring, by the age of its customers."""

from __future__ import annotations

import numpy as np

from ltv.economics.values import Estimates, ValuedStates, total_order_value
from ltv.fitting import lifetimes_engine as reference
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.states import Array
from ltv.valuation import PERIOD, Terms


def ages_within(horizon_days: int) -> Array:
    """The ages at which a cohort is looked at: multiples of 30 days up to the horizon, the last one cut off there."""
    return np.minimum(PERIOD * np.arange(1, np.ceil(horizon_days / PERIOD) + 1), horizon_days)


def revenue_by_age(
    model: str | PurchaseModel,
    estimates: Estimates,
    states: ValuedStates,
    terms: Terms,
    *,
    ages: Array | None = None,
    engine: str = "native",
) -> Array:
    """(A,) revenue expected until each of the ages, of those customers who are younger, discounted to the first
    purchase. NaN where nothing is predicted; 0 where no purchases are expected, whatever an order is worth.

    ages: in increasing order, the ends of all periods of the discount among them; None for `ages_within` the horizon,
    of which the last, times the margin, has the sum of rest_of_horizon.
    engine: lifetimes takes the expected purchases from the lifetimes package, which knows bg_nbd only.
    """
    timing, ages = estimates.purchases, ages_within(terms.horizon_days) if ages is None else ages
    x, tx, T = states.frequency, states.recency, states.T
    days, worth = np.maximum(ages[:, None] - T, 0.0), total_order_value(estimates, states)
    if engine == "lifetimes":
        until = np.where(days > 0, reference.expected_purchases(timing, x, tx, T, days), 0.0)
    else:
        until = purchase_model(model).purchases_if_alive(timing, x, T, days)
        worth = purchase_model(model).p_alive(timing, x, tx, T) * worth
    purchases = np.diff(until, axis=0, prepend=0.0)
    revenue = np.where((days > 0) & (purchases != 0), purchases * worth, 0.0)
    return np.cumsum(np.sum(revenue, axis=1) * terms.discount(ages))
