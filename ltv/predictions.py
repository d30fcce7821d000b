"""Predictions, one row per distinct state."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv import reference
from ltv.purchase import PURCHASE_MODELS
from ltv.purchase.model import Parameters
from ltv.relations import PREDICTION_BITS, STATE, empty, keep_bits, parameters, purchase_histories, tidy
from ltv.states import Array, PurchaseStates

QUANTITIES = ("p_alive", "expected_purchases", "discounted_purchases", "horizon_purchases")
PREDICTION_COLUMNS = {
    "channel": "str",
    "frequency": "int64",
    "recency": "int64",
    "t": "int64",
    **dict.fromkeys(QUANTITIES, "float64"),
    "reason": "str",
}
UNPREDICTABLE = "The engine gives no finite expectation for this history."


class Horizons(NamedTuple):
    """Days ahead of today, days since the first purchase, and the discount rate per 30 days."""

    prediction_days: int
    ltv_horizon_days: int
    monthly_discount_rate: float

    def rest(self, T: Array) -> Array:
        """Days left of the horizon since the first purchase."""
        return np.maximum(self.ltv_horizon_days - T, 0.0)


def state_predictions(
    states: pd.DataFrame,
    fits: pd.DataFrame,
    *,
    engine: str,
    prediction_days: int,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
) -> pd.DataFrame:
    """One row per state of int_rfm_states (columns PREDICTION_COLUMNS): p_alive, purchases expected in the next
    prediction_days, the same discounted to today, and those of the rest of the customer's first ltv_horizon_days,
    discounted to the first purchase. Where any of these is no number, all are null and `reason` says why.
    """
    frame, horizons = tidy(states, STATE), Horizons(prediction_days, ltv_horizon_days, monthly_discount_rate)
    predict = _predict_by_lifetimes if engine == "lifetimes" else _predict
    predicted = []
    for channel, own in frame.groupby("channel", sort=True, observed=True):
        fit = fits[fits["segment"] == channel]
        known = parameters(fits, str(channel))
        quantities = np.stack(predict(fit["model"].iloc[0], known, purchase_histories(own), horizons))
        nothing = np.asarray(np.isnan(quantities).any(axis=0))
        quantities = keep_bits(np.where(nothing, np.nan, quantities), PREDICTION_BITS)
        reason = fit["reason"].iloc[0] if np.isnan(fit["value"]).any() else UNPREDICTABLE
        predicted.append(
            own[STATE].assign(
                **dict(zip(QUANTITIES, quantities, strict=True)),
                reason=pd.Series(reason, index=own.index, dtype="str").where(nothing),
            )
        )
    return (
        pd.concat(predicted, ignore_index=True).astype({"channel": "str"}) if predicted else empty(PREDICTION_COLUMNS)
    )


def _predict(name: str, known: Parameters, states: PurchaseStates, horizons: Horizons) -> tuple[Array, ...]:
    model, (x, tx, T) = PURCHASE_MODELS[name], (states.frequency, states.recency, states.T)
    days, rate, rest = horizons.prediction_days, horizons.monthly_discount_rate, horizons.rest(T)
    p_alive = model.p_alive(known, x, tx, T)
    return (
        p_alive,
        p_alive * model.purchases_if_alive(known, x, T, days),
        p_alive * model.discounted_purchases_if_alive(known, x, T, days, rate),
        p_alive * model.discounted_purchases_if_alive(known, x, T, rest, rate, elapsed=T),
    )


def _predict_by_lifetimes(
    name: str, known: Parameters, states: PurchaseStates, horizons: Horizons
) -> tuple[Array, ...]:
    history = (states.frequency, states.recency, states.T)
    days, rate, rest = horizons.prediction_days, horizons.monthly_discount_rate, horizons.rest(states.T)
    return (
        reference.p_alive(known, *history),
        reference.expected_purchases(known, *history, days),
        reference.discounted_purchases(known, *history, days, rate),
        reference.discounted_purchases(known, *history, rest, rate, elapsed=states.T),
    )
