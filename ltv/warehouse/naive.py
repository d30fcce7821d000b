"""The naive forecasts of a cut-off, from its rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.backtest.naive import cohort_mean, own_past_rate, rates_by_age, seasonal_naive
from ltv.backtest.record import Outcomes, Said

NAIVE = ("own_past_rate", "cohort_mean", "seasonal_naive")


def naive_forecasts(
    repeats: pd.DataFrame, cut_off: object, seen: Outcomes, together: pd.DataFrame, days: int
) -> dict[str, Said]:
    """The naive forecasts by name, each order at the mean value of a repeat purchase day.

    repeats: int_backtest_repeat_days of the cut-off. together: the states of all customers (frequency, t, customers,
    monetary_value). seen: the rows to forecast for.
    """
    states, n = seen.states, len(seen.purchases)
    base, slope = np.full(n, mean_order(together)), np.zeros(n)
    end = int(together["t"].max())
    by_age = np.bincount(repeats["age_days"].astype("int64"), repeats["purchases"], end + 1).astype(np.float64)
    first, w = end - together["t"].to_numpy(dtype=np.float64), together["customers"].to_numpy(dtype=np.float64)
    rates = rates_by_age(first, w, by_age, end)
    day = (pd.to_datetime(repeats["ordered_on"]) - pd.Timestamp(str(cut_off))).dt.days + end
    by_day = np.bincount(day.clip(lower=0).astype("int64"), repeats["purchases"], end + 1).astype(np.float64)
    forecasts = {
        "own_past_rate": own_past_rate(states, float(days)),
        "cohort_mean": cohort_mean(states, rates, days),
    }
    seasonal = seasonal_naive(by_day, days)
    if np.isfinite(seasonal):
        forecasts["seasonal_naive"] = np.full(n, seasonal / float(states.customers.sum()))
    return {name: Said(each, base, slope) for name, each in forecasts.items()}


def mean_order(states: pd.DataFrame) -> float:
    """The mean value of a repeat purchase day; NaN without any."""
    orders = float((states["frequency"] * states["customers"]).sum())
    return float((states["frequency"] * states["monetary_value"]).sum()) / orders if orders > 0 else np.nan
