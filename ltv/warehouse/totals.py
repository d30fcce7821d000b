"""What existing customers will buy and bring, all together and by channel, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.backtest.totals import (
    DRAWS,
    Spending,
    Total,
    both_responses,
    predict_total,
    timing_response,
    worth_response,
)
from ltv.calendar.clock import Clock
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.sampling import TAILS, seed_of
from ltv.states import Array, PurchaseStates
from ltv.warehouse.calendar import clock_of, timing_model
from ltv.warehouse.errors import Ahead, past_errors
from ltv.warehouse.frames import CHANNEL, STATE, TOTAL, Fitted, complete_segment, draws_of, fits_of, tidy
from ltv.warehouse.rounding import FIT_BITS, PREDICTION_BITS, keep_bits, outwards

HORIZONS = (30, 90, 180, 365)  # days
REFERENCE_HORIZON = 180  # days, of the response to the parameters
FUTURES = 2000  # pairs, for the part of chance
QUANTITIES = {"purchases": "purchases", "revenue": "money"}  # and what the backtest calls them
COLUMNS = {
    "scope": "str",
    "segment": "str",
    "horizon_days": "int64",
    "quantity": "str",
    "expected": "float64",
    "low": "float64",
    "high": "float64",
    "model_log_variance": "float64",
    "dispersion": "float64",
    "reason": "str",
}
NO_ESTIMATE = "The parameters of the models are not known."
NO_ORDER_VALUE = "What an order is worth is not known: spend_model_fits says why."
NOBODY_RETURNED = "Nobody bought a second time yet: nothing is expected, and how sure that is cannot be told."


class Channel(NamedTuple):
    """What one channel's totals are predicted from. spending: None where order values are not known."""

    name: str
    model: PurchaseModel
    states: PurchaseStates
    timing: dict[str, float]
    spending: Spending | None
    draws: ParameterDraws | None


def total_forecasts(
    states: pd.DataFrame,
    draws: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    forecasts: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per scope, horizon and quantity (columns COLUMNS): `scope` is a channel, or total.

    states: int_total_states (channel, frequency, recency, T, customers, monetary_value summed over these customers).
    draws, purchase_fits, spend_fits: the models in use. forecasts: backtest_forecasts. calendar: rows of
    shop_calendar. Revenue is not discounted and
    without margin. The total is the sum of the channels; its interval has the model's error of totals.
    model_log_variance, dispersion: what an interval for some of a channel's customers needs, see Total; null for the
    total of all.
    """
    channels = channels_of(states, draws, purchase_fits, spend_fits, calendar)
    whole, rows = complete_segment([channel.name for channel in channels]), []
    timings = {
        c.name: timing_response(c.model, c.states, REFERENCE_HORIZON, c.timing, c.draws)
        for c in channels
        if _is_known(c, "purchases")
    }
    for quantity, recorded in QUANTITIES.items():
        past = past_errors(forecasts, recorded)
        known = [c for c in channels if _is_known(c, quantity)]
        responses = {c.name: _response(c, timings[c.name], quantity) for c in known}
        for horizon in HORIZONS:
            ahead = Ahead.of(calendar, past, CHANNEL, horizon)
            totals = {c.name: _total(c, quantity, horizon, ahead, responses[c.name]) for c in known}
            for channel in channels:
                own = totals.get(channel.name)
                why = ahead.reason if own else _why_unknown(channel)
                rows.append(_row(CHANNEL, channel.name, horizon, quantity, own, why))
            together = Ahead.of(calendar, past, TOTAL, horizon)
            rows.append(_sum(whole, horizon, quantity, list(totals.values()), channels, together))
    found = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    # Both are drawn for each horizon: what has come by one has come by the next.
    ends = found.groupby(["scope", "segment", "quantity"], sort=False)[["low", "high"]].cummax()
    return _rounded(found.assign(low=np.minimum(ends["low"], found["expected"]), high=ends["high"]))


def channels_of(
    states: pd.DataFrame,
    draws: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
) -> list[Channel]:
    """What every channel's totals are predicted from, in alphabetical order. The frames: as for total_forecasts."""
    frame = tidy(states, STATE)
    clock = None if calendar is None else clock_of(calendar)
    names = sorted(frame["channel"].astype("str").unique())
    timings, spendings, drawn = fits_of(purchase_fits), fits_of(spend_fits), draws_of(draws)
    parts = ((name, frame[frame["channel"] == name]) for name in names)
    return [_channel(name, own, drawn, (timings[name], spendings[name]), clock) for name, own in parts]


def _channel(
    name: str,
    own: pd.DataFrame,
    drawn: Mapping[tuple[str, str], ParameterDraws],
    fits: tuple[Fitted, Fitted],
    clock: Clock | None,
) -> Channel:
    (model, timing), (spend_model, spends) = fits
    columns = ("model_frequency", "model_recency", "t", "customers")
    states = PurchaseStates(*(own[column].to_numpy(dtype=np.float64) for column in columns))
    spending = None
    if np.isfinite(SPEND_MODELS[spend_model].mean_order_value(spends)):
        value = own["monetary_value"].to_numpy(dtype=np.float64)
        orders = own["frequency"].to_numpy(dtype=np.float64)
        spending = Spending(spends, drawn.get((name, spend_model)), value, spend_model, orders)
    return Channel(name, timing_model(model, clock), states, timing, spending, drawn.get((name, model)))


def _is_known(channel: Channel, quantity: str) -> bool:
    """Where no purchases are expected there is no revenue either, whatever an order is worth."""
    if not np.all(np.isfinite(list(channel.timing.values()))):
        return False
    return quantity == "purchases" or channel.spending is not None or not _returns(channel)


def _returns(channel: Channel) -> bool:
    history = channel.states.frequency, channel.states.recency, channel.states.T
    return bool(np.any(channel.model.expected_purchases(channel.timing, *history, REFERENCE_HORIZON) > 0))


def _response(channel: Channel, timing: Array, quantity: str) -> Array:
    if quantity == "purchases" or channel.spending is None:
        return timing
    known = (channel.model, channel.states, REFERENCE_HORIZON, channel.timing)
    return both_responses(timing, worth_response(*known, channel.spending))


def _why_unknown(channel: Channel) -> str:
    """Why a total of the channel cannot be told."""
    return NO_ORDER_VALUE if _is_known(channel, "purchases") else NO_ESTIMATE


def _total(channel: Channel, quantity: str, horizon: int, ahead: Ahead, responses: Array) -> Total:
    return predict_total(
        channel.model,
        channel.states,
        float(horizon),
        channel.timing,
        None,
        ahead,
        spending=channel.spending if quantity == "revenue" else None,
        seed=seed_of(channel.name, f"{quantity} {horizon}"),
        futures_drawn=FUTURES,
        responses=responses,
    )


def _row(
    scope: str, segment: str, horizon: int, quantity: str, total: Total | None, reason: str | None
) -> dict[str, object]:
    head = {"scope": segment if scope == CHANNEL else TOTAL, "segment": segment, "horizon_days": horizon}
    head["quantity"] = quantity
    if total is None:
        return head | {"reason": reason or NO_ESTIMATE}
    if not total.expected > 0:
        return head | {"expected": total.expected, "reason": NOBODY_RETURNED}
    low, high = total.interval
    own = {"model_log_variance": total.model_log_variance, "dispersion": total.dispersion}
    return head | {"expected": total.expected, "low": low, "high": high, "reason": reason} | own


def _sum(
    segment: str, horizon: int, quantity: str, totals: list[Total], channels: list[Channel], ahead: Ahead
) -> dict[str, object]:
    """All customers: the channels' chances are independent, the model's error is that of totals."""
    if len(totals) < len(channels) or not channels:
        unknown = (_why_unknown(channel) for channel in channels if not _is_known(channel, quantity))
        return _row(TOTAL, segment, horizon, quantity, None, next(unknown, NO_ESTIMATE))
    if not any(total.expected > 0 for total in totals):
        return _row(TOTAL, segment, horizon, quantity, totals[0], None)
    rng = np.random.default_rng([9, seed_of(segment, f"{quantity} {horizon}")])
    drawn = np.sum([rng.permutation(total.by_chance) for total in totals], axis=0)
    low, high = (float(v) for v in np.quantile(drawn * ahead.factors(DRAWS, rng), TAILS))
    expected = float(np.sum([float(keep_bits(total.expected, PREDICTION_BITS)) for total in totals]))
    head = {"scope": TOTAL, "segment": segment, "horizon_days": horizon, "quantity": quantity}
    return head | {"expected": expected, "low": low, "high": high, "reason": ahead.reason}


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    ends = {name: keep_bits(frame[name], FIT_BITS, outwards(f"_{name}")) for name in ("low", "high")}
    parts = {name: keep_bits(frame[name], FIT_BITS) for name in ("model_log_variance", "dispersion")}
    return frame.assign(**ends, **parts, expected=keep_bits(frame["expected"], PREDICTION_BITS))
