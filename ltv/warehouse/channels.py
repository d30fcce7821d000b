"""Channel economics at the data-frame edge: relations of the warehouse in, relations out.

Results that rest on draws have fixed seeds, one per channel's name, so that neither the order of rows nor the other
channels' names move them, and leave with as many bits as fits do.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.economics.budget import Value, advise
from ltv.economics.futures import Terms
from ltv.economics.intervals import Estimates, WindowStates, channel_intervals, predict_average
from ltv.economics.response import fit_response
from ltv.models.purchase import PURCHASE_MODELS
from ltv.pooling.models import ParameterDraws, PooledModel
from ltv.warehouse.frames import FIT_BITS, SPEND_STATE, STATE, keep_bits, parameters, tidy
from ltv.warehouse.partial_pooling import pool_purchases, pool_spends

INTERVAL_COLUMNS = {
    "channel": "str",
    "average_ltv_low": "float64",
    "average_ltv_high": "float64",
    "probability_ltv_exceeds_cac": "float64",
    "payback_days": "Int64",
    "payback_days_low": "Int64",
    "payback_days_high": "Int64",
    "roi_low": "float64",
    "roi_high": "float64",
}
ADVICE_COLUMNS = {
    "channel": "str",
    "spend": "float64",
    "marginal_cac": "float64",
    "marginal_roi": "float64",
    "marginal_roi_low": "float64",
    "marginal_roi_high": "float64",
    "suggested_spend": "float64",
    "reason": "str",
}
AMOUNTS_BY_WEEK = ("spend", "suggested_spend")


class ChannelDraws(NamedTuple):
    """Posterior draws of both models' parameters, by channel; empty where there is nothing to pool."""

    purchases: Mapping[str, ParameterDraws]
    spends: Mapping[str, ParameterDraws]


def channel_draws(states: pd.DataFrame, spend_states: pd.DataFrame, purchase_fits: pd.DataFrame) -> ChannelDraws:
    """What the data of all customers leave open.

    states, spend_states: int_rfm_states, int_spend_states. purchase_fits: purchase_model_fits, for the model in use.
    """
    # Under their old names, so that the frames with channels as text, most of the memory, go at once.
    states, spend_states = tidy(states, STATE), tidy(spend_states, SPEND_STATE)
    if not (len(spend_states) and bool((states["t"] > 0).any()) and bool((states["frequency"] > 0).any())):
        return ChannelDraws({}, {})
    channels, model = sorted(states["channel"].unique()), str(purchase_fits["model"].iloc[0])
    names = PURCHASE_MODELS[model].given
    given = {
        channel: {name: v for name, v in parameters(purchase_fits, channel).items() if name in names}
        for channel in channels
    }
    purchases = pool_purchases(states, channels, model, given)
    spends = pool_spends(spend_states, channels)
    return ChannelDraws(_draws(purchases, channels, "purchases"), _draws(spends, channels, "spends"))


def channel_interval_rows(
    draws: ChannelDraws,
    window_states: pd.DataFrame,
    value_by_age: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    costs: pd.DataFrame,
    *,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
    gross_margin: float,
) -> pd.DataFrame:
    """One row per channel with customers in the window (columns INTERVAL_COLUMNS).

    window_states: int_window_states (channel, frequency, recency, T, model_frequency, model_recency, customers,
    monetary_value, squared_monetary_value; the latter two summed over customers).
    value_by_age: int_cohort_revenue_by_age (channel, in_window, age_days, realised_value with the margin applied).
    purchase_fits, spend_fits: the parameters with which customers are valued. costs: channel, cac (null: no spend).
    Paybacks are looked for up to twice the horizon, and null beyond. Rows are null where nothing can be predicted.
    """
    terms = Terms(ltv_horizon_days, 2 * ltv_horizon_days, monthly_discount_rate, gross_margin)
    window, ages = tidy(window_states, [*STATE, "model_frequency"]), value_by_age.rename(columns=str.lower)
    ages = ages[ages["in_window"].astype(bool)]
    shown = sorted(window["channel"].unique())
    rows = {channel: dict.fromkeys(INTERVAL_COLUMNS) | {"channel": channel} for channel in shown}
    by_channel = costs.rename(columns=str.lower).set_index("channel")["cac"].astype("float64")
    for channel in shown:
        estimates = Estimates(parameters(purchase_fits, channel), parameters(spend_fits, channel))
        values = [*estimates.purchases.values(), *estimates.spends.values()]
        if channel not in draws.purchases or not np.all(np.isfinite(values)):
            continue
        own = _window_states(window[window["channel"] == channel], ages[ages["channel"] == channel])
        drawn, model = (draws.purchases[channel], draws.spends[channel]), str(purchase_fits["model"].iloc[0])
        predictive = predict_average(model, own, estimates, *drawn, terms, seed=_seed(channel, "futures"))
        cac = float(by_channel.get(channel, np.nan))
        rows[channel] |= asdict(channel_intervals(predictive, cac if cac > 0 else None))
    return _rounded(pd.DataFrame(list(rows.values()), columns=list(INTERVAL_COLUMNS)).astype(INTERVAL_COLUMNS))


def budget_advice(weeks: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """One row per channel of `weeks` (columns ADVICE_COLUMNS).

    weeks: channel, week, spend, new_buyers: one row per channel and whole week (Monday to Sunday), zeros included.
    values: channel, average_ltv, average_ltv_low, average_ltv_high, as in channel_roi with ltv_basis horizon.
    spend and suggested_spend are totals over these weeks; the suggestions of all channels that have one add up to what
    these channels spent. Where suggested_spend is null, `reason` says why.
    """
    by_week = weeks.rename(columns=str.lower).astype({"channel": "str", "spend": "float64", "new_buyers": "float64"})
    known = values.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel")
    channels = sorted(by_week["channel"].unique())
    own = [by_week[by_week["channel"] == channel] for channel in channels]
    responses = [
        fit_response(part["spend"].to_numpy(), part["new_buyers"].to_numpy(), seed=_seed(channel, "response"))
        for channel, part in zip(channels, own, strict=True)
    ]
    worth = [
        Value(*(_number(known, channel, column) for column in ("average_ltv", "average_ltv_low", "average_ltv_high")))
        for channel in channels
    ]
    rows = []
    for channel, part, advice in zip(channels, own, advise(responses, worth), strict=True):
        row = asdict(advice) | {"channel": channel}
        for name in AMOUNTS_BY_WEEK:
            row[name] = None if row[name] is None else row[name] * len(part)
        rows.append(row)
    return _rounded(pd.DataFrame(rows, columns=list(ADVICE_COLUMNS)).astype(ADVICE_COLUMNS))


def _draws(pooled: PooledModel, channels: list[str], purpose: str) -> dict[str, ParameterDraws]:
    return dict(zip(channels, pooled.draws([_seed(channel, purpose) for channel in channels]), strict=True))


def _seed(channel: str, purpose: str) -> int:
    return zlib.crc32(f"{purpose} {channel}".encode())


def _window_states(own: pd.DataFrame, ages: pd.DataFrame) -> WindowStates:
    columns = ("model_frequency", "model_recency", "t", "customers", "monetary_value", "squared_monetary_value")
    x, tx, T, customers, value, squared = (own[column].to_numpy(dtype=np.float64) for column in columns)
    repeat_days = own["frequency"].to_numpy(dtype=np.float64)
    realised = np.bincount(ages["age_days"].astype("int64"), ages["realised_value"].astype("float64"))
    return WindowStates(x, tx, T, customers, value, squared, realised.astype(np.float64), repeat_days)


def _number(frame: pd.DataFrame, channel: str, column: str) -> float | None:
    value = float(frame[column].astype("float64").get(channel, np.nan))
    return value if np.isfinite(value) else None


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Intervals are rounded outwards: the average of customers all seen to the horizon stays inside its own."""
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS, _rounding(str(name))) for name in floats})


def _rounding(column: str) -> np.ufunc:
    if column.endswith("_low"):
        return np.floor
    return np.ceil if column.endswith("_high") else np.rint
