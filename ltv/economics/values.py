"""What customers are expected to bring, by the point estimates: the value of the rest of their horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ltv.fitting import lifetimes_engine as reference
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import DEFAULT, SPEND_MODELS
from ltv.states import Array
from ltv.valuation import Terms


@dataclass(frozen=True)
class Estimates:
    """The point estimates with which customers are valued, by name, in the units of the data."""

    purchases: Mapping[str, float]
    spends: Mapping[str, float]
    spend_model: str = DEFAULT


@dataclass(frozen=True, eq=False)
class ValuedStates:
    """Histories, and what the customers who share them spend; (n,) arrays, one row per distinct history.

    frequency, recency, T: as the purchase model counts them. customers: counts. value: sums of the customers'
    monetary_value. repeat_days: the purchase days behind a monetary_value (None: frequency).
    """

    frequency: Array
    recency: Array
    T: Array
    customers: Array
    value: Array
    repeat_days: Array | None = None

    @property
    def orders(self) -> Array:
        """(n,) the purchase days behind a customer's monetary_value."""
        return self.frequency if self.repeat_days is None else self.repeat_days


def rest_of_horizon(model: str | PurchaseModel, estimates: Estimates, states: ValuedStates, terms: Terms) -> Array:
    """(n,) expected value of the rest of the horizon, discounted to the first purchase, summed over each state's
    customers. In SQL, customer_ltv has the same for a single customer.
    """
    history = states.frequency, states.recency, states.T
    purchases = purchases_in_rest(model, estimates.purchases, *history, terms)
    return purchases * total_order_value(estimates, states) * terms.gross_margin


def reference_rest_of_horizon(estimates: Estimates, states: ValuedStates, terms: Terms) -> Array:
    """rest_of_horizon with the expected purchases of the lifetimes package, NaN where it has none."""
    rest = terms.rest(states.T)
    ahead = np.zeros_like(rest)
    later = rest > 0  # what is past its horizon is known
    x, tx, T = states.frequency[later], states.recency[later], states.T[later]
    ahead[later] = reference.discounted_purchases(
        estimates.purchases, x, tx, T, rest[later], terms.monthly_discount_rate, elapsed=T
    )
    return np.asarray(ahead * total_order_value(estimates, states) * terms.gross_margin)


def total_order_value(estimates: Estimates, states: ValuedStates) -> Array:
    """(n,) expected value of the next order, summed over each state's customers (see SpendModel.total_order_value)."""
    model, known = SPEND_MODELS[estimates.spend_model], (states.orders, states.customers, states.value)
    return model.total_order_value(estimates.spends, *known)


def purchases_in_rest(
    model: str | PurchaseModel, parameters: Mapping[str, float], x: Array, tx: Array, T: Array, terms: Terms
) -> Array:
    """(n,) expected purchases in the rest of the horizon, discounted to the first purchase: p_alive times those of a
    customer who is alive."""
    chosen = purchase_model(model)
    ahead = chosen.discounted_purchases_if_alive(
        parameters, x, T, terms.rest(T), terms.monthly_discount_rate, elapsed=T
    )
    return np.asarray(chosen.p_alive(parameters, x, tx, T) * ahead)
