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


def rest_of_horizon(
    model: str | PurchaseModel,
    estimates: Estimates,
    x: Array,
    tx: Array,
    T: Array,
    customers: Array,
    value: Array,
    terms: Terms,
    *,
    orders: Array | None = None,
) -> Array:
    """(n,) expected value of the rest of the horizon, discounted to the first purchase, summed over each state's
    customers. x, tx: frequency and recency as the purchase model counts them. value: sum of their monetary values.
    orders: the repeat purchase days behind a customer's monetary value (None: x).

    In SQL, customer_ltv has the same for a single customer.
    """
    order_values = total_order_value(estimates, x if orders is None else orders, customers, value)
    return purchases_in_rest(model, estimates.purchases, x, tx, T, terms) * order_values * terms.gross_margin


def total_order_value(estimates: Estimates, orders: Array, customers: Array, value: Array) -> Array:
    """(n,) expected value of the next order, summed over each state's customers (see SpendModel.total_order_value)."""
    return SPEND_MODELS[estimates.spend_model].total_order_value(estimates.spends, orders, customers, value)


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


def reference_rest_of_horizon(
    estimates: Estimates,
    x: Array,
    tx: Array,
    T: Array,
    customers: Array,
    value: Array,
    terms: Terms,
    *,
    orders: Array | None = None,
) -> Array:
    """rest_of_horizon with the expected purchases of the lifetimes package, NaN where it has none."""
    order_values = total_order_value(estimates, x if orders is None else orders, customers, value)
    rate, rest = terms.monthly_discount_rate, terms.rest(T)
    ahead = np.zeros_like(rest)
    later = rest > 0  # what is past its horizon is known
    history = (x[later], tx[later], T[later])
    ahead[later] = reference.discounted_purchases(estimates.purchases, *history, rest[later], rate, elapsed=T[later])
    return np.asarray(ahead * order_values * terms.gross_margin)
