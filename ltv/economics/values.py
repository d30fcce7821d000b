"""What customers are expected to bring, by the point estimates: the value of the rest of their horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ltv.fitting import lifetimes_engine as reference
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend.gamma_gamma import GammaGamma
from ltv.states import Array
from ltv.valuation import Terms


@dataclass(frozen=True)
class Estimates:
    """The point estimates with which customers are valued, by name, in the units of the data."""

    purchases: Mapping[str, float]
    spends: Mapping[str, float]


def rest_of_horizon(
    model: str, estimates: Estimates, x: Array, tx: Array, T: Array, customers: Array, value: Array, terms: Terms
) -> Array:
    """(n,) expected value of the rest of the horizon, discounted to the first purchase, summed over each state's
    customers. value: sum of their monetary values.

    In SQL, customer_ltv has the same for a single customer.
    """
    order_values = GammaGamma().total_order_value(estimates.spends, x, customers, value)
    return purchases_in_rest(model, estimates.purchases, x, tx, T, terms) * order_values * terms.gross_margin


def purchases_in_rest(
    model: str, parameters: Mapping[str, float], x: Array, tx: Array, T: Array, terms: Terms
) -> Array:
    """(n,) expected purchases in the rest of the horizon, discounted to the first purchase: p_alive times those of a
    customer who is alive."""
    chosen = PURCHASE_MODELS[model]
    ahead = chosen.discounted_purchases_if_alive(
        parameters, x, T, terms.rest(T), terms.monthly_discount_rate, elapsed=T
    )
    return np.asarray(chosen.p_alive(parameters, x, tx, T) * ahead)


def reference_rest_of_horizon(
    estimates: Estimates, x: Array, tx: Array, T: Array, customers: Array, value: Array, terms: Terms
) -> Array:
    """rest_of_horizon with the expected purchases of the lifetimes package, NaN where it has none."""
    order_values = GammaGamma().total_order_value(estimates.spends, x, customers, value)
    rate, rest = terms.monthly_discount_rate, terms.rest(T)
    ahead = np.zeros_like(rest)
    later = rest > 0  # what is past its horizon is known
    history = (x[later], tx[later], T[later])
    ahead[later] = reference.discounted_purchases(estimates.purchases, *history, rest[later], rate, elapsed=T[later])
    return np.asarray(ahead * order_values * terms.gross_margin)
