"""What all frames have in common: plain types, one order of rows, fits as rows, and how many digits leave.

What leaves is rounded to a fixed number of bits. An optimiser's last digits depend on the processor and the mathematics
library; the digits kept do not, so that the same data give the same LTV on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv.fitting.fit import Fit
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import Array, PurchaseStates, SpendStates

POOLED = "all"  # the segment of all customers together
FIT_BITS = 26  # about eight digits: far finer than any standard error, far coarser than an optimiser's noise
PREDICTION_BITS = 40  # about twelve digits
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
}


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


def fit_frame(segments: Mapping[str, SegmentFit]) -> pd.DataFrame:
    """One row per segment and parameter (columns FIT_COLUMNS)."""
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
        }
        for segment, fit in segments.items()
        for parameter, value in fit.parameters.items()
    ]
    return pd.DataFrame(rows, columns=list(FIT_COLUMNS)).astype(FIT_COLUMNS)


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
        place = place * (codes.max(initial=0) + 1) + codes
    return frame.iloc[np.argsort(place)].reset_index(drop=True)


def of_all_channels(states: pd.DataFrame) -> pd.DataFrame:
    """Channels share states (int_rfm_states, tidied): counted together, a fit of all sees each state once."""
    if states["channel"].nunique() == 1:
        return states
    return states.groupby(["frequency", "recency", "t"], sort=True)["customers"].sum().reset_index()


def purchase_histories(states: pd.DataFrame) -> PurchaseStates:
    """The rows of int_rfm_states, tidied, as arrays."""
    return PurchaseStates(*(states[column].to_numpy() for column in ("frequency", "recency", "t", "customers")))


def known_parameters(states: pd.DataFrame, model: str, opportunity_days: int) -> dict[str, dict[str, float]]:
    """By segment, the parameters that a purchase model is given (none for most models).

    states: int_rfm_states, tidied. A channel's mean number of purchase days per counted purchase is that of its own and
    one purchase of the mean of all customers (1 where there is none), so that channels without purchases have one too.
    """
    chosen = PURCHASE_MODELS[model]
    if not chosen.given:
        return {str(segment): {} for segment in [POOLED, *states["channel"].unique()]}
    sums = states.assign(purchases=states["frequency"] * states["customers"]).groupby("channel", observed=True)
    days, purchases = (sums[column].sum().astype("float64") for column in ("purchase_days", "purchases"))
    whole = float(days.sum()) / float(purchases.sum()) if purchases.sum() > 0 else 1.0
    means = {POOLED: whole, **((days + whole) / (purchases + 1)).to_dict()}
    return {
        str(segment): {name: float(keep_bits(v, FIT_BITS)) for name, v in chosen.known(opportunity_days, mean).items()}
        for segment, mean in means.items()
    }


def spend_histories(states: pd.DataFrame) -> SpendStates:
    """Each bin as two histories that have its count, mean and variance: the likelihood is smooth over a bin."""
    deviation = np.sqrt(states["variance_log_spend"].to_numpy())
    mean, unit = states["mean_log_spend"].to_numpy(), states["spend_unit"].to_numpy()
    return SpendStates(
        np.tile(states["frequency"].to_numpy(), 2),
        np.concatenate([unit * np.exp(mean - deviation), unit * np.exp(mean + deviation)]),
        np.tile(states["customers"].to_numpy() / 2, 2),
    )


def parameters(fits: pd.DataFrame, segment: str) -> dict[str, float]:
    """The parameters of one segment, by name."""
    own = fits[fits["segment"] == segment]
    return dict(zip(own["parameter"], own["value"].astype("float64"), strict=True))


def keep_bits(values: npt.ArrayLike, bits: int, rounding: np.ufunc = np.rint) -> Array:
    """Round to so many significant bits: exact arithmetic, the same on every machine. NaN stays."""
    mantissa, exponent = np.frexp(np.asarray(values, dtype=np.float64))
    return np.asarray(np.ldexp(rounding(mantissa * 2.0**bits), exponent - bits))


def empty(columns: dict[str, str]) -> pd.DataFrame:
    """No rows, but the columns with their types."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
