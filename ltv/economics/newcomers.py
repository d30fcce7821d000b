"""What the customers acquired next are worth: the mean of many of them, as a decision about spend needs it.

These very customers' average has their known first months in it; the next ones' rests on the parameters alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ltv.economics.values import Estimates
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.pooling.quantity import response
from ltv.sampling import TAILS
from ltv.states import Array
from ltv.valuation import Terms


@dataclass(frozen=True)
class Newcomers:
    """Horizon LTV of the next customers, in money: at the estimates, and its 90 % interval."""

    next_customers_ltv: float
    next_customers_ltv_low: float
    next_customers_ltv_high: float


def value_newcomers(
    model: str | PurchaseModel,
    estimates: Estimates,
    first_order: float,
    purchases: ParameterDraws,
    spends: ParameterDraws,
    terms: Terms,
    *,
    factors: Array,
    seed: int = 0,
) -> Newcomers:
    """The horizon LTV of customers not yet acquired.

    first_order: mean value of the day of the first purchase, margin applied. purchases, spends: posterior draws.
    factors: (F,) draws of actual over predicted repeat value, the model's own error.
    """
    timing, spending = purchase_model(model), SPEND_MODELS[estimates.spend_model]
    horizon, rate = float(terms.horizon_days), terms.monthly_discount_rate

    def repeats(parameters: Mapping[str, float]) -> float:
        alive = timing.p_alive(parameters, 0.0, 0.0, 0.0)
        return float(alive * timing.discounted_purchases_if_alive(parameters, 0.0, 0.0, horizon, rate))

    orders, order_value = repeats(estimates.purchases), spending.mean_order_value(estimates.spends)
    rng = np.random.default_rng([8, seed])
    by_timing = response(purchases, repeats, expand=True)
    by_spending = response(spends, spending.mean_order_value, expand=True)
    drawn = by_timing * rng.permutation(np.resize(by_spending, len(by_timing))) * terms.gross_margin
    drawn = np.resize(drawn, len(factors)) * rng.permutation(factors)
    low, high = (float(v) for v in np.quantile(first_order + drawn, TAILS))
    return Newcomers(first_order + orders * order_value * terms.gross_margin, low, high)
