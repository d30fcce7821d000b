"""What cohorts are expected to add to their realised value, by age; data frames in, a data frame out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ltv.purchase import PURCHASE_MODELS
from ltv.purchase.model import PERIOD
from ltv.relations import PREDICTION_BITS, keep_bits, parameters
from ltv.states import Array

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
    """One row per channel, acquisition month and age (columns COLUMNS), with what the cohort's
    customers who are younger are still expected to bring until that age: revenue, discounted to the first purchase; NaN
    where nothing is predicted.

    states: int_valued_states. Ages are multiples of 30 days up to ltv_horizon_days, the last one cut off there.
    """
    states = states.rename(columns=str.lower)
    ages = np.minimum(PERIOD * np.arange(1, np.ceil(ltv_horizon_days / PERIOD) + 1), ltv_horizon_days)
    rows = []
    for (channel, month), cohort in states.groupby(["channel", "acquisition_month"], sort=True):
        cohort = cohort.sort_values(["frequency", "recency", "t", "in_window"])
        timing, spending = (parameters(fits, str(channel)) for fits in (purchase_fits, spend_fits))
        model = PURCHASE_MODELS[purchase_fits.loc[purchase_fits["segment"] == channel, "model"].iloc[0]]
        x, tx, T, customers, value = (
            cohort[column].to_numpy(dtype=np.float64)
            for column in ("frequency", "recency", "t", "customers", "monetary_value")
        )
        order_values = expected_order_values(spending, x, customers, value)
        p_alive = model.p_alive(timing, x, tx, T)
        for number, age in enumerate(ages, start=1):
            days = np.maximum(age - T, 0.0)
            younger = days > 0
            purchases = model.discounted_purchases_if_alive(
                timing, x[younger], T[younger], days[younger], monthly_discount_rate, elapsed=T[younger]
            )
            revenue = float(np.sum(p_alive[younger] * purchases * order_values[younger]))
            rows.append((channel, month, number, int(age), float(keep_bits(revenue, PREDICTION_BITS))))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def expected_order_values(known: Mapping[str, float], frequency: Array, customers: Array, value: Array) -> Array:
    """Gamma-Gamma E[M | frequency, monetary_value], summed over the customers of each state.

    value: the sum of their monetary_values.

    The expectation is linear in a customer's own mean, so the sum over a state needs only the sum (Fader & Hardie 2013,
    note 025, equation 5).
    """
    p, q, v = (known[name] for name in ("p", "q", "v"))
    return np.asarray(p * (v * customers + frequency * value) / (p * frequency + q - 1))
