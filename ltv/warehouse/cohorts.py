"""What cohorts are expected to add to their realised value, by age; data frames in, a data frame out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.economics.futures import Terms
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.purchase.model import PERIOD
from ltv.models.spend import DEFAULT, SPEND_MODELS
from ltv.warehouse.frames import PREDICTION_BITS, keep_bits, parameters

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
    *,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
) -> pd.DataFrame:
    """One row per channel, acquisition month and age (columns COLUMNS), with what those of the cohort's customers
    who are younger are still expected to bring until that age: revenue, discounted to the first purchase; NaN where
    nothing is predicted.

    states: int_cohort_states. Ages are multiples of 30 days up to ltv_horizon_days, the last one cut off there.
    """
    states = states.rename(columns=str.lower)
    ages = np.minimum(PERIOD * np.arange(1, np.ceil(ltv_horizon_days / PERIOD) + 1), ltv_horizon_days)
    factors = Terms(ltv_horizon_days, ltv_horizon_days, monthly_discount_rate).discount(ages)
    rows: list[tuple[object, ...]] = []
    for (channel, month), cohort in states.groupby(["channel", "acquisition_month"], sort=True):
        cohort = cohort.sort_values(["frequency", "recency", "t", "in_window", "model_frequency"])
        timing, spending = (parameters(fits, str(channel)) for fits in (purchase_fits, spend_fits))
        model = PURCHASE_MODELS[purchase_fits.loc[purchase_fits["segment"] == channel, "model"].iloc[0]]
        x, tx, T, orders, customers, value = (
            cohort[column].to_numpy(dtype=np.float64)
            for column in ("model_frequency", "model_recency", "t", "frequency", "customers", "monetary_value")
        )
        order_values = SPEND_MODELS[DEFAULT].total_order_value(spending, orders, customers, value)
        worth = model.p_alive(timing, x, tx, T) * order_values
        days = np.maximum(ages[:, None] - T, 0.0)
        purchases = np.diff(model.purchases_if_alive(timing, x, T, days), axis=0, prepend=0.0)
        revenues = np.sum(np.where(days > 0, purchases * worth, 0.0), axis=1) * factors
        until = keep_bits(np.cumsum(revenues), PREDICTION_BITS)
        rows += [(channel, month, k + 1, int(age), float(until[k])) for k, age in enumerate(ages)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
