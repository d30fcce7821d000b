"""The segments of a shop that stands in frames, fitted as the dbt job fits its channels: with its bins, its fallbacks
and its heavy tails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.economics.values import Estimates
from ltv.pooling.models import ParameterDraws
from ltv.states import PurchaseStates
from ltv.warehouse import partial_pooling
from ltv.warehouse.frames import CHANNEL, SPEND_STATE, draws_of, fits_of
from ltv.warehouse.transactions import purchase_states

BINS = 64  # per unit of the logarithm of a spend, as in the macro spend_states

Parts = Mapping[str, pd.DataFrame]
"""The customers of each segment, rows of ltv.warehouse.transactions.histories."""


class SegmentEstimates(NamedTuple):
    """A segment's parameters, and why a model of purchases or of spends has none, or None."""

    estimates: Estimates
    purchases_reason: str | None
    spends_reason: str | None


def estimates_of(parts: Parts, model: str) -> dict[str, SegmentEstimates]:
    """What every segment has of the purchase model and of Gamma-Gamma, partially pooled."""
    purchases = partial_pooling.purchase_estimates(_states(parts), model=model)
    spends = partial_pooling.spend_estimates(_spend_states(parts), channels=parts)
    timing, spending = fits_of(purchases), fits_of(spends)
    return {
        name: SegmentEstimates(
            Estimates(timing[name].parameters, spending[name].parameters),
            _reason(purchases, name),
            _reason(spends, name),
        )
        for name in parts
    }


def draws_of_segments(parts: Parts, model: str) -> dict[str, tuple[ParameterDraws, ParameterDraws]]:
    """The draws of both models, of the segments that have any of both."""
    _, purchases = partial_pooling.fit_purchases(_states(parts), model=model)
    _, spends = partial_pooling.fit_spends(_spend_states(parts), channels=parts)
    timing, spending = ({segment: own for (segment, _), own in draws_of(rows).items()} for rows in (purchases, spends))
    return {name: (timing[name], spending[name]) for name in parts if name in timing and name in spending}


def mean_first_order(customers: pd.DataFrame) -> float:
    """The mean revenue of a buyer's first day, as in customer_ltv where the spend model is open; NaN without one."""
    bought = customers.dropna(subset="T")
    first = bought["realised_revenue"] - bought["frequency"] * bought["monetary_value"]
    return float(first.mean()) if len(bought) else np.nan


def _reason(fits: pd.DataFrame, segment: str) -> str | None:
    """Why the segment has no parameters; None where it has."""
    own = fits[(fits["segment"] == segment) & (fits["scope"] == CHANNEL)]
    return str(own["reason"].iloc[0]) if own["value"].isna().all() else None


def _states(parts: Parts) -> pd.DataFrame:
    """As int_rfm_states."""
    return pd.concat([_frame(name, purchase_states(part)) for name, part in parts.items()], ignore_index=True)


def _frame(channel: str, states: PurchaseStates) -> pd.DataFrame:
    columns = ("frequency", "recency", "T", "customers")
    return pd.DataFrame({"channel": channel, **{name: getattr(states, name) for name in columns}})


def _spend_states(parts: Parts) -> pd.DataFrame:
    """As the macro spend_states: bins of spends, with the first two moments of their logarithms."""
    buyers = pd.concat([part.assign(channel=name) for name, part in parts.items()], ignore_index=True)
    buyers = buyers[buyers["monetary_value"] > 0]
    unit = float(buyers["monetary_value"].mean())
    log_spend = np.log(buyers["monetary_value"] / unit)
    rows = buyers[["channel", "frequency"]].assign(
        spend_bin=np.floor(log_spend * BINS).astype("int64"), log=log_spend, squared=log_spend**2
    )
    found = rows.groupby(SPEND_STATE, sort=True).agg(
        customers=("log", "size"), mean_log_spend=("log", "mean"), squared=("squared", "mean")
    )
    variance = (found.pop("squared") - found["mean_log_spend"] ** 2).clip(lower=0.0)
    return found.assign(spend_unit=unit, variance_log_spend=variance).reset_index()
