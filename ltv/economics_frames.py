"""Channel economics at the data-frame edge: relations of the warehouse in, relations out, as in ltv.frames.

Results that rest on draws have fixed seeds, one per channel's name, so that neither the order of rows nor the other
channels' names move them, and leave with as many bits as fits do.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.budget import Value, advise
from ltv.fit import Fit, fit_purchase_model, fit_spend_model
from ltv.frames import (
    FIT_BITS,
    FIT_COLUMNS,
    POOLED,
    PREDICTION_BITS,
    _purchase_states,
    _spend_states,
    _tidy,
    keep_bits,
)
from ltv.futures import Terms
from ltv.intervals import Estimates, WindowStates, channel_intervals, predict_average
from ltv.pooled_models import ParameterDraws, PooledModel, pool_purchase_models, pool_spend_models
from ltv.response import fit_response
from ltv.status import Status

POOLED_FIT_COLUMNS = {**FIT_COLUMNS, "own_weight": "float64"}
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
STATE = ["channel", "frequency", "recency", "t"]
SPEND_STATE = ["channel", "frequency", "spend_bin"]
AMOUNTS_BY_WEEK = ("spend", "suggested_spend")
NOT_SETTLED = "The channels together did not settle on a population, so that of all customers is used."


class _Segment(NamedTuple):
    """What is reported of a segment."""

    parameters: Mapping[str, float]
    standard_errors: Mapping[str, float | None]
    log_likelihood: float
    customers: float
    converged: bool
    reason: str | None
    own_weight: float


def purchase_model_fits(states: pd.DataFrame, *, model: str) -> pd.DataFrame:
    """Partially pooled parameters: one row per segment (all customers, each channel) and parameter.

    states: int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model, or auto (bg_nbd).
    Columns: POOLED_FIT_COLUMNS. Of a channel, value is the posterior mode, standard_error its Laplace standard error
    (by the delta method), log_likelihood that of its own data there, own_weight how much of it is its own data's. Where
    all customers together tell nothing of repeat purchases, every channel has what they have, with own_weight 0.
    """
    name = "bg_nbd" if model == "auto" else model
    tidy = _tidy(states, STATE)
    together = fit_purchase_model(_purchase_states(_counted(tidy)), name)
    channels = sorted(tidy["channel"].unique())
    pooled = _pool_purchases(tidy, channels, name) if _informed(together) and len(channels) > 1 else None
    return _fit_frame(together, channels, pooled)


def spend_model_fits(spend_states: pd.DataFrame, *, segments: Iterable[str]) -> pd.DataFrame:
    """Partially pooled parameters of Gamma-Gamma, as purchase_model_fits.

    spend_states: int_spend_states. segments: every channel that needs parameters, those without repeat buyers too.
    """
    tidy, channels = _tidy(spend_states, SPEND_STATE), sorted({str(segment) for segment in segments})
    together = fit_spend_model(_spend_states(tidy), "gamma_gamma")
    pooled = _pool_spends(tidy, channels) if _varied(together) and len(channels) > 1 else None
    return _fit_frame(together, channels, pooled)


def channel_interval_rows(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    valued_states: pd.DataFrame,
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

    states, spend_states: int_rfm_states, int_spend_states (all customers: what the parameters are known from).
    valued_states: int_valued_states (channel, in_window, frequency, recency, T, customers, monetary_value,
    squared_monetary_value; the latter two summed over customers; further key columns are summed over).
    value_by_age: int_value_by_age (channel, in_window, age_days, realised_value with the margin applied).
    purchase_fits, spend_fits: the parameters with which customers are valued. costs: channel, cac (null: no spend).
    Paybacks are looked for up to twice the horizon, and null beyond. Rows are null where nothing can be predicted.
    """
    terms = Terms(ltv_horizon_days, 2 * ltv_horizon_days, monthly_discount_rate, gross_margin)
    all_states, all_spends = _tidy(states, STATE), _tidy(spend_states, SPEND_STATE)
    window = _tidy(valued_states, STATE)
    window, ages = window[window["in_window"].astype(bool)], value_by_age.rename(columns=str.lower)
    ages = ages[ages["in_window"].astype(bool)]
    channels = sorted(all_states["channel"].unique())
    shown = sorted(window["channel"].unique())
    rows = {channel: dict.fromkeys(INTERVAL_COLUMNS) | {"channel": channel} for channel in shown}
    by_channel = costs.rename(columns=str.lower).set_index("channel")["cac"].astype("float64")
    if len(all_spends) and bool((all_states["t"] > 0).any()):
        model = str(purchase_fits["model"].iloc[0])
        purchases = _draws(_pool_purchases(all_states, channels, model), channels, "purchases")
        spends = _draws(_pool_spends(all_spends, channels), channels, "spends")
        for channel in shown:
            estimates = Estimates(_parameters(purchase_fits, channel), _parameters(spend_fits, channel))
            values = [*estimates.purchases.values(), *estimates.spends.values()]
            if not np.all(np.isfinite(values)):
                continue
            own = _window_states(window[window["channel"] == channel], ages[ages["channel"] == channel])
            predictive = predict_average(
                model, own, estimates, purchases[channel], spends[channel], terms, seed=_seed(channel, "futures")
            )
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
    tidy = weeks.rename(columns=str.lower).astype({"channel": "str", "spend": "float64", "new_buyers": "float64"})
    known = values.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel")
    channels = sorted(tidy["channel"].unique())
    own = [tidy[tidy["channel"] == channel] for channel in channels]
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


def _informed(fit: Fit) -> bool:
    """Whether the customers together say anything of repeat purchases."""
    return fit.status not in (Status.TOO_FEW_CUSTOMERS, Status.NO_OBSERVATION_TIME, Status.NO_REPEAT_PURCHASES)


def _varied(fit: Fit) -> bool:
    """Whether the repeat buyers together say anything of the spread of spends (one spend only: nothing to pool)."""
    return fit.status is not Status.TOO_FEW_CUSTOMERS and bool(np.isfinite(fit.log_likelihood))


def _pool_purchases(tidy: pd.DataFrame, channels: list[str], model: str) -> PooledModel:
    return pool_purchase_models([_purchase_states(tidy[tidy["channel"] == channel]) for channel in channels], model)


def _pool_spends(tidy: pd.DataFrame, channels: list[str]) -> PooledModel:
    return pool_spend_models([_spend_states(tidy[tidy["channel"] == channel]) for channel in channels])


def _fit_frame(together: Fit, channels: list[str], pooled: PooledModel | None) -> pd.DataFrame:
    whole = _Segment(
        together.parameters,
        together.standard_errors,
        together.log_likelihood,
        together.customers,
        together.converged,
        together.reason,
        1.0,
    )
    segments = {POOLED: whole}
    for i, channel in enumerate(channels):
        if pooled is None:
            alone = len(channels) == 1
            segments[channel] = whole._replace(own_weight=1.0 if alone else 0.0)
        elif not pooled.settled:
            segments[channel] = whole._replace(own_weight=0.0, reason=NOT_SETTLED)
        else:
            values = pooled.parameters[i]
            deviations = np.sqrt(np.diag(pooled.covariance_log[i]))
            errors = {name: values[name] * float(d) for name, d in zip(values, deviations, strict=True)}
            figures = (float(pooled.log_likelihood[i]), float(pooled.customers[i]))
            segments[channel] = _Segment(values, errors, *figures, True, None, float(pooled.own_weight[i]))
    rows = [
        {
            "segment": segment,
            "model": together.model,
            "parameter": parameter,
            "value": float(keep_bits(value, FIT_BITS)),
            "standard_error": float(keep_bits(_or_nan(own.standard_errors.get(parameter)), FIT_BITS)),
            "log_likelihood": float(keep_bits(own.log_likelihood, PREDICTION_BITS)),
            "customers": round(own.customers),
            "converged": own.converged,
            "reason": own.reason,
            "own_weight": float(keep_bits(own.own_weight, FIT_BITS)),
        }
        for segment, own in segments.items()
        for parameter, value in own.parameters.items()
    ]
    return pd.DataFrame(rows, columns=list(POOLED_FIT_COLUMNS)).astype(POOLED_FIT_COLUMNS)


def _draws(pooled: PooledModel, channels: list[str], purpose: str) -> dict[str, ParameterDraws]:
    return dict(zip(channels, pooled.draws([_seed(channel, purpose) for channel in channels]), strict=True))


def _seed(channel: str, purpose: str) -> int:
    return zlib.crc32(f"{purpose} {channel}".encode())


def _window_states(own: pd.DataFrame, ages: pd.DataFrame) -> WindowStates:
    key = ["frequency", "recency", "t"]
    sums = ["customers", "monetary_value", "squared_monetary_value"]
    states = own.groupby(key, sort=True)[sums].sum().reset_index()
    realised = np.bincount(ages["age_days"].astype("int64"), ages["realised_value"].astype("float64")).astype(
        np.float64
    )
    x, tx, T, customers, value, squared = (states[name].to_numpy(dtype=np.float64) for name in (*key, *sums))
    return WindowStates(x, tx, T, customers, value, squared, realised)


def _counted(states: pd.DataFrame) -> pd.DataFrame:
    """Channels share states: counted together, the fit of all sees each state once."""
    return states.groupby(["frequency", "recency", "t"], sort=True)["customers"].sum().reset_index()


def _parameters(fits: pd.DataFrame, segment: str) -> dict[str, float]:
    own = fits[fits["segment"] == segment]
    return dict(zip(own["parameter"], own["value"].astype("float64"), strict=True))


def _number(frame: pd.DataFrame, channel: str, column: str) -> float | None:
    value = float(frame[column].astype("float64").get(channel, np.nan))
    return value if np.isfinite(value) else None


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Intervals are rounded outwards: the average of customers all seen to the horizon stays inside its own."""
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS, _rounding(str(name))) for name in floats})


def _rounding(column: str) -> np.ufunc:
    if column.endswith("_low"):
        return np.floor
    return np.ceil if column.endswith("_high") else np.rint
