"""LTV by further dimensions of customers, as rows: each dimension is pooled by itself, its values as channels are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ltv.warehouse.fits import parameter_draws, purchase_model_fits, spend_model_fits
from ltv.warehouse.frames import STATE, tidy
from ltv.warehouse.intervals import channel_interval_rows

BETWEEN = "="  # a segment is dimension=value
SEGMENT_COLUMNS = {
    "dimension": "str",
    "value": "str",
    "customers": "int64",
    "average_ltv": "float64",
    "average_ltv_low": "float64",
    "average_ltv_high": "float64",
    "width_from_parameters": "float64",
    "width_from_chance": "float64",
    "width_from_model_error": "float64",
    "next_customers_ltv": "float64",
    "next_customers_ltv_low": "float64",
    "next_customers_ltv_high": "float64",
    "reason": "str",
}


def segment_intervals(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    value_by_age: pd.DataFrame,
    forecasts: pd.DataFrame,
    calendar: pd.DataFrame,
    *,
    fitted: Mapping[str, Any],
    terms: Mapping[str, Any],
) -> pd.DataFrame:
    """One row per dimension and value with customers in the window (columns SEGMENT_COLUMNS).

    states: int_dimension_states, whose `channel` is dimension=value. spend_states, value_by_age: the same of
    int_spend_states and int_cohort_revenue_by_age. forecasts: backtest_forecasts. calendar: rows of shop_calendar.
    fitted: the options of parameter_draws. terms: those of channel_interval_rows. The model's error is the channels'.
    """
    every, rows = states.rename(columns=str.lower), []
    for dimension in sorted({_dimension(name) for name in every["channel"].astype("str")}):
        own, spends, ages = (_of(frame, dimension) for frame in (every, spend_states, value_by_age))
        window = own[own["in_window"].astype(bool)]
        if not len(window):
            continue
        draws = parameter_draws(_fit_states(own), spends, calendar=calendar, **fitted)
        fits = purchase_model_fits(draws), spend_model_fits(draws)
        found = channel_interval_rows(draws, window, ages, *fits, _no_costs(), forecasts, calendar, **terms)
        counts = window.groupby(window["channel"].astype("str"))["customers"].sum()
        values = found["channel"].str.removeprefix(dimension + BETWEEN)
        rows.append(found.assign(dimension=dimension, value=values, customers=found["channel"].map(counts)))
    frame = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(SEGMENT_COLUMNS))
    return frame[list(SEGMENT_COLUMNS)].astype(SEGMENT_COLUMNS)


def _dimension(segment: str) -> str:
    return segment.split(BETWEEN, 1)[0]


def _of(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    return frame[frame["channel"].astype("str").map(_dimension) == dimension]


def _fit_states(states: pd.DataFrame) -> pd.DataFrame:
    """As int_fit_states has them: as the model counts, and without old customers whose first orders are missing."""
    counted = states.assign(
        frequency=states["model_frequency"], recency=states["model_recency"], customers=states["fitted_customers"]
    )
    summed = counted.groupby(STATE, as_index=False)[["customers", "purchase_days"]].sum()
    return tidy(summed, STATE)


def _no_costs() -> pd.DataFrame:
    return pd.DataFrame({"channel": pd.Series(dtype="str"), "cac": pd.Series(dtype="float64")})
