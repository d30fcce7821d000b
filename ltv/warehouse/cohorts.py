"""What cohorts are expected to add to their realised value, by age; data frames in, a data frame out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.economics.cohorts import ages_within, revenue_by_age
from ltv.economics.values import Estimates
from ltv.valuation import Terms
from ltv.warehouse.calendar import clock_of, timing_model
from ltv.warehouse.frames import fit_of
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

COLUMNS = {
    "channel": "str",
    "acquisition_month": "datetime64[us]",
    "age_months": "int64",
    "age_days": "int64",
    "predicted_revenue": "float64",
}


def cohort_predictions(
    states: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    *,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
    engine: str = "native",
) -> pd.DataFrame:
    """One row per channel, acquisition month and age (columns COLUMNS), with what those of the cohort's customers
    who are younger are still expected to bring until that age: revenue, discounted to the first purchase; NaN where
    nothing is predicted.

    states: int_cohort_states. calendar: rows of shop_calendar. Ages are multiples of 30 days up to ltv_horizon_days,
    the last one cut off there.
    """
    states, clock = states.rename(columns=str.lower), None if calendar is None else clock_of(calendar)
    terms, ages = Terms(ltv_horizon_days, None, monthly_discount_rate), ages_within(ltv_horizon_days)
    rows: list[tuple[object, ...]] = []
    for (channel, month), cohort in states.groupby(["channel", "acquisition_month"], sort=True):
        cohort = cohort.sort_values(["frequency", "recency", "t", "in_window", "model_frequency"])
        (model, timing), (spend_model, spending) = (fit_of(fits, str(channel)) for fits in (purchase_fits, spend_fits))
        x, tx, T, orders, customers, value = (
            cohort[column].to_numpy(dtype=np.float64)
            for column in ("model_frequency", "model_recency", "t", "frequency", "customers", "monetary_value")
        )
        estimates = Estimates(timing, spending, spend_model)
        revenue = revenue_by_age(
            timing_model(model, clock), estimates, x, tx, T, customers, value, terms, orders=orders, engine=engine
        )
        until = keep_bits(revenue, PREDICTION_BITS)
        rows += [(channel, month, k + 1, int(age), float(until[k])) for k, age in enumerate(ages)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
