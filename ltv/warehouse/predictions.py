"""Predictions, once per distinct state: p_alive * purchases if alive, which depend on frequency and T only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from ltv.fitting import lifetimes_engine as reference
from ltv.models.purchase.model import Parameters, PurchaseModel
from ltv.states import Array
from ltv.valuation import Terms
from ltv.warehouse.calendar import clock_of, timing_model
from ltv.warehouse.frames import STATE, empty, fits_of, tidy
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

QUANTITIES = ("purchases_if_alive", "discounted_purchases_if_alive", "horizon_purchases_if_alive")
EXPECTATION_STATE = ["channel", "frequency", "t"]
PREDICTION_COLUMNS = {
    "channel": "str",
    "frequency": "int64",
    "t": "int64",
    **dict.fromkeys(QUANTITIES, "float64"),
    "reason": "str",
}
SURVIVAL_COLUMNS = {
    "channel": "str",
    "frequency": "int64",
    "recency": "int64",
    "t": "int64",
    "p_alive": "float64",
    "reason": "str",
}
UNPREDICTABLE = "The engine gives no finite expectation for this history."


def state_predictions(
    states: pd.DataFrame,
    fits: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    *,
    engine: str,
    prediction_days: int,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
) -> pd.DataFrame:
    """One row per distinct (channel, frequency, T) (columns PREDICTION_COLUMNS): what living customers are expected to
    purchase in the next prediction_days; the same discounted to today; and in the rest of the first ltv_horizon_days,
    discounted to the first purchase. Where any of these is no number, all are null and `reason` says why.

    states: int_expectation_states. fits: purchase_model_fits. calendar: rows of shop_calendar, on whose clock
    predictions run where it is in use.
    """
    clock = None if calendar is None else clock_of(calendar)
    terms = Terms(ltv_horizon_days, None, monthly_discount_rate, prediction_days=prediction_days)

    def answers(name: str, known: Parameters, own: pd.DataFrame) -> tuple[Array, ...]:
        x, T = _columns(own, "frequency", "t")
        if engine == "lifetimes":
            return _expect_by_lifetimes(name, known, x, T, terms)
        return _expect(timing_model(name, clock), known, x, T, terms)

    return _by_channel(states, fits, EXPECTATION_STATE, QUANTITIES, answers, PREDICTION_COLUMNS)


def state_survival(
    states: pd.DataFrame, fits: pd.DataFrame, calendar: pd.DataFrame | None = None, *, engine: str
) -> pd.DataFrame:
    """One row per state (columns SURVIVAL_COLUMNS): p_alive, where SQL has no formula for it.

    states: int_survival_states. fits: purchase_model_fits. calendar: rows of shop_calendar.
    """
    clock = None if calendar is None else clock_of(calendar)

    def answers(name: str, known: Parameters, own: pd.DataFrame) -> tuple[Array, ...]:
        history = _columns(own, "frequency", "recency", "t")
        if engine == "lifetimes":
            return (reference.p_alive(known, *history),)
        return (timing_model(name, clock).p_alive(known, *history),)

    return _by_channel(states, fits, STATE, ("p_alive",), answers, SURVIVAL_COLUMNS)


def _by_channel(
    states: pd.DataFrame,
    fits: pd.DataFrame,
    key: list[str],
    quantities: Sequence[str],
    answers: Callable[[str, Parameters, pd.DataFrame], tuple[Array, ...]],
    columns: dict[str, str],
) -> pd.DataFrame:
    predicted, fitted = [], fits_of(fits)
    for channel, own in tidy(states, key).groupby("channel", sort=True, observed=True):
        fit = fits[fits["segment"] == channel]
        values = np.stack(answers(*fitted[str(channel)], own))
        nothing = np.asarray(np.isnan(values).any(axis=0))
        values = keep_bits(np.where(nothing, np.nan, values), PREDICTION_BITS)
        reason = fit["reason"].iloc[0] if np.isnan(fit["value"]).any() else UNPREDICTABLE
        predicted.append(
            own[key].assign(
                **dict(zip(quantities, values, strict=True)),
                reason=pd.Series(reason, index=own.index, dtype="str").where(nothing),
            )
        )
    return pd.concat(predicted, ignore_index=True).astype({"channel": "str"}) if predicted else empty(columns)


def _expect(model: PurchaseModel, known: Parameters, x: Array, T: Array, terms: Terms) -> tuple[Array, ...]:
    days, rate = terms.prediction_days, terms.monthly_discount_rate
    return (
        model.purchases_if_alive(known, x, T, days),
        model.discounted_purchases_if_alive(known, x, T, days, rate),
        model.discounted_purchases_if_alive(known, x, T, terms.rest(T), rate, elapsed=T),
    )


def _expect_by_lifetimes(name: str, known: Parameters, x: Array, T: Array, terms: Terms) -> tuple[Array, ...]:
    """lifetimes knows expectations of whole histories only; of one that ends with a purchase it is alive times this."""
    history = (x, np.where(x > 0, T, 0.0), T)
    days, rate, p_alive = terms.prediction_days, terms.monthly_discount_rate, reference.p_alive(known, *history)
    return (
        reference.expected_purchases(known, *history, days) / p_alive,
        reference.discounted_purchases(known, *history, days, rate) / p_alive,
        reference.discounted_purchases(known, *history, terms.rest(T), rate, elapsed=T) / p_alive,
    )


def _columns(frame: pd.DataFrame, *names: str) -> tuple[Array, ...]:
    return tuple(frame[name].to_numpy(dtype=np.float64) for name in names)
