"""What all frames have in common: plain types, one order of rows, states as arrays, fits and draws as rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.calendar.clock import Clock
from ltv.fitting.fit import Fit
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.states import PurchaseStates, SpendStates
from ltv.warehouse.rounding import FIT_BITS, PREDICTION_BITS, keep_bits

COMPLETE = "all"  # the segment of complete pooling: all customers together
TOTAL, CHANNEL = "total", "channel"  # scopes of a segment
COUNTS = ("frequency", "recency", "t", "model_frequency", "model_recency")
STATE = ["channel", "frequency", "recency", "t"]
SPEND_STATE = ["channel", "frequency", "spend_bin"]

FIT_COLUMNS = {
    "segment": "str",
    "model": "str",
    "parameter": "str",
    "value": "float64",
    "standard_error": "float64",
    "log_likelihood": "float64",
    "customers": "int64",
    "converged": "bool",
    "reason": "str",
    "own_weight": "float64",
    "scope": "str",
}
# Those of a fit are null in the rows of a draw.
DRAW_COLUMNS = {
    "segment": "str",
    "model": "str",
    "draw": "int64",
    "parameter": "str",
    "value": "float64",
    "weight": "float64",
    "standard_error": "float64",
    "log_likelihood": "float64",
    "customers": "Int64",
    "converged": "boolean",
    "reason": "str",
    "own_weight": "float64",
    "scope": "str",
}


def complete_segment(channels: Collection[str]) -> str:
    """The name of the segment of all customers: `all`, unless a channel is called so; then one that no channel has."""
    name = COMPLETE
    while name in channels:
        name += " customers"
    return name


class SegmentFit(NamedTuple):
    """What is reported of one segment's fit; customers are those of its own data."""

    model: str
    parameters: Mapping[str, float]
    standard_errors: Mapping[str, float | None]
    log_likelihood: float
    customers: float
    converged: bool
    reason: str | None
    own_weight: float

    @classmethod
    def of(cls, fit: Fit) -> SegmentFit:
        """A segment's own fit."""
        figures = (fit.log_likelihood, fit.customers, fit.converged, fit.reason)
        return cls(fit.model, fit.parameters, fit.standard_errors, *figures, own_weight=1.0)


def fit_frame(whole: SegmentFit, channels: Mapping[str, SegmentFit]) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter (columns FIT_COLUMNS)."""
    segments = [(complete_segment(channels), TOTAL, whole)]
    segments += [(name, CHANNEL, fit) for name, fit in channels.items()]
    rows = [
        {
            "segment": segment,
            "model": fit.model,
            "parameter": parameter,
            "value": float(keep_bits(value, FIT_BITS)),
            "standard_error": float(keep_bits(_or_nan(fit.standard_errors.get(parameter)), FIT_BITS)),
            "log_likelihood": float(keep_bits(fit.log_likelihood, PREDICTION_BITS)),
            "customers": round(fit.customers),
            "converged": fit.converged,
            "reason": fit.reason,
            "own_weight": float(keep_bits(fit.own_weight, FIT_BITS)),
            "scope": scope,
        }
        for segment, scope, fit in segments
        for parameter, value in fit.parameters.items()
    ]
    return pd.DataFrame(rows, columns=list(FIT_COLUMNS)).astype(FIT_COLUMNS)


def draw_frame(model: str, channels: Mapping[str, ParameterDraws]) -> pd.DataFrame:
    """One row per channel, parameter and draw, numbered from 1 (columns DRAW_COLUMNS), rounded as estimates are: the
    last digits of a climb differ from one mathematics library to the next."""
    parts = []
    for channel, drawn in channels.items():
        for parameter, values in drawn.parameters.items():
            kept = {"value": keep_bits(values, FIT_BITS), "weight": keep_bits(drawn.weights, FIT_BITS)}
            own = {"draw": np.arange(1, len(values) + 1)} | kept
            parts.append(pd.DataFrame(own).assign(segment=channel, parameter=parameter))
    if not parts:
        return empty(DRAW_COLUMNS)
    drawn_rows = pd.concat(parts, ignore_index=True).assign(model=model, scope=CHANNEL)
    return drawn_rows.reindex(columns=list(DRAW_COLUMNS)).astype(DRAW_COLUMNS)


def draws_of(draws: pd.DataFrame) -> dict[tuple[str, str], ParameterDraws]:
    """The draws of every channel and model that has any. draws: rows of draw_frame in any order."""
    # Rows are told apart by numbers: text is compared once, not once for every channel.
    text = {name: pd.Categorical(draws[name]) for name in ("segment", "model", "parameter")}
    rows = draws.assign(**text).loc[draws["draw"] > 0].sort_values([*text, "draw"])
    found = {}
    for key, own in rows.groupby(["segment", "model"], observed=True, sort=False):
        segment, model = map(str, key)
        given = [str(name) for name in own["parameter"].unique()]
        size = len(own) // len(given)
        values = dict(zip(given, own["value"].to_numpy().reshape(-1, size), strict=True))
        names = PURCHASE_MODELS[model].parameters if model in PURCHASE_MODELS else SPEND_MODELS[model].parameters
        ordered = {name: values[name] for name in names} | values  # those that were given come last, as in a fit
        weights = own["weight"].to_numpy()[:size]
        found[segment, model] = ParameterDraws(ordered, weights / weights.sum())  # they were rounded
    return found


def tidy(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Lower-case columns (PostgreSQL folds T to t), plain dtypes, and one order of rows whatever the engine's was.

    key: the columns that tell rows apart. Channels become a categorical in alphabetical order: comparing text row by
    row would take longer than the fits.
    """
    frame = frame.rename(columns=str.lower)
    counts = [column for column in (*COUNTS, "customers", "purchase_days", "spend_bin") if column in frame]
    channels = pd.Categorical(frame["channel"].astype("str"))
    frame = frame.astype(dict.fromkeys(counts, "int64")).assign(channel=channels)
    place = np.zeros(len(frame), dtype=np.int64)
    for column in key:
        codes = channels.codes.astype(np.int64) if column == "channel" else frame[column].to_numpy()
        codes = codes - codes.min(initial=0)
        if (int(place.max(initial=0)) + 1) * (int(codes.max(initial=0)) + 1) > np.iinfo(np.int64).max:
            place = np.unique(place, return_inverse=True)[1]
        place = place * (codes.max(initial=0) + 1) + codes
    return frame.iloc[np.argsort(place)].reset_index(drop=True)


def of_all_channels(states: pd.DataFrame) -> pd.DataFrame:
    """Channels share states (int_rfm_states, tidied): counted together, a fit of all sees each state once."""
    if states["channel"].nunique() == 1:
        return states
    return states.groupby(["frequency", "recency", "t"], sort=True)["customers"].sum().reset_index()


def purchase_histories(states: pd.DataFrame, clock: Clock | None = None) -> PurchaseStates:
    """The rows of int_rfm_states, tidied, as arrays; in operational time where there is a clock."""
    own = PurchaseStates(*(states[column].to_numpy() for column in ("frequency", "recency", "t", "customers")))
    return own if clock is None else clock.states(own)


class Known(NamedTuple):
    """The parameters that a purchase model is given: of all customers together, and by channel. Empty for most."""

    whole: Mapping[str, float]
    channels: Mapping[str, Mapping[str, float]]


def known_parameters(states: pd.DataFrame, model: str, opportunity_days: int) -> Known:
    """What a purchase model is given of these states.

    states: int_rfm_states, tidied. A channel's mean number of purchase days per counted purchase is that of its own and
    one purchase of the mean of all customers (1 where there is none), so that channels without purchases have one too.
    """
    chosen = PURCHASE_MODELS[model]
    if not chosen.given:
        return Known({}, {str(channel): {} for channel in states["channel"].unique()})
    sums = states.assign(purchases=states["frequency"] * states["customers"]).groupby("channel", observed=True)
    days, purchases = (sums[column].sum().astype("float64") for column in ("purchase_days", "purchases"))
    whole = float(days.sum()) / float(purchases.sum()) if purchases.sum() > 0 else 1.0

    def given(mean: float) -> dict[str, float]:
        return {name: float(keep_bits(v, FIT_BITS)) for name, v in chosen.known(opportunity_days, mean).items()}

    means = (days + whole) / (purchases + 1)
    return Known(given(whole), {str(channel): given(float(mean)) for channel, mean in means.items()})


def spend_histories(states: pd.DataFrame) -> SpendStates:
    """Each bin as two histories that have its count, mean and variance: the likelihood is smooth over a bin."""
    deviation = np.sqrt(states["variance_log_spend"].to_numpy())
    mean, unit = states["mean_log_spend"].to_numpy(), states["spend_unit"].to_numpy()
    return SpendStates(
        np.tile(states["frequency"].to_numpy(), 2),
        np.concatenate([unit * np.exp(mean - deviation), unit * np.exp(mean + deviation)]),
        np.tile(states["customers"].to_numpy() / 2, 2),
    )


class Fitted(NamedTuple):
    """A segment's own model, and its parameters by name."""

    model: str
    parameters: dict[str, float]


def fits_of(fits: pd.DataFrame) -> dict[str, Fitted]:
    """What every segment has of these fits (columns FIT_COLUMNS)."""
    found: dict[str, Fitted] = {}
    columns = (fits[name] for name in ("segment", "model", "parameter"))
    for segment, model, parameter, value in zip(*columns, fits["value"].astype("float64"), strict=True):
        found.setdefault(str(segment), Fitted(str(model), {})).parameters[str(parameter)] = float(value)
    return found


def empty(columns: dict[str, str]) -> pd.DataFrame:
    """No rows, but the columns with their types."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
