"""What cohorts are expected to add to their realised value, by age; data frames in, a data frame out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from ltv.economics.cohorts import ages_within, revenue_by_age
from ltv.economics.values import Estimates, ValuedStates
from ltv.sampling import TAILS
from ltv.states import Array
from ltv.valuation import Terms
from ltv.warehouse.calendar import clock_of, timing_model
from ltv.warehouse.frames import TOTAL, fits_of
from ltv.warehouse.rounding import FIT_BITS, PREDICTION_BITS, keep_bits

COLUMNS = {
    "channel": "str",
    "acquisition_month": "datetime64[us]",
    "age_months": "int64",
    "age_days": "int64",
    "predicted_revenue": "float64",
    "predicted_revenue_low": "float64",
    "predicted_revenue_high": "float64",
}
REVENUE = "revenue"
VALUED = ("model_frequency", "model_recency", "t", "customers", "monetary_value", "frequency")  # as ValuedStates
LEAST_RELATIVE = 1e-10  # a relative variance below which the gamma distribution has no width to tell


def cohort_predictions(
    states: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    totals: pd.DataFrame | None = None,
    *,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
    engine: str = "native",
) -> pd.DataFrame:
    """One row per channel, acquisition month and age (columns COLUMNS), with what those of the cohort's customers
    who are younger are still expected to bring until that age: revenue, discounted to the first purchase; NaN where
    nothing is predicted; and the ends of its 90 % interval.

    The interval is that of a gamma distribution, which suits few customers as well as many. Of parameters and the
    model's error a cohort has the variance that its channel's total has over as many days ahead; of chance it has the
    same variance per unit expected.

    states: int_cohort_states. calendar: rows of shop_calendar. totals: total_forecasts; without it there are no ends.
    Ages are multiples of 30 days up to ltv_horizon_days, the last one cut off there.
    """
    states, clock = states.rename(columns=str.lower), None if calendar is None else clock_of(calendar)
    terms, ages = Terms(ltv_horizon_days, None, monthly_discount_rate), ages_within(ltv_horizon_days)
    timings, spendings = fits_of(purchase_fits), fits_of(spend_fits)
    totals = None if engine == "lifetimes" else totals  # the reference engine has estimates only
    rows: list[tuple[object, ...]] = []
    for (channel, month), cohort in states.groupby(["channel", "acquisition_month"], sort=True):
        cohort = cohort.sort_values(["frequency", "recency", "t", "in_window", "model_frequency"])
        (model, timing), (spend_model, spending) = timings[str(channel)], spendings[str(channel)]
        valued = ValuedStates(*(cohort[column].to_numpy(dtype=np.float64) for column in VALUED))
        estimates = Estimates(timing, spending, spend_model)
        revenue = revenue_by_age(timing_model(model, clock), estimates, valued, terms, engine=engine)
        until = keep_bits(revenue, PREDICTION_BITS)
        low, high = _interval(revenue, _days_ahead(ages, valued.T, valued.customers), _of_channel(totals, str(channel)))
        rows += [(channel, month, k + 1, int(age), float(until[k]), low[k], high[k]) for k, age in enumerate(ages)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _of_channel(totals: pd.DataFrame | None, channel: str) -> pd.DataFrame | None:
    """The forecasts of the revenue of one channel, by horizon; None where there are none."""
    if totals is None:
        return None
    own = totals[(totals["segment"] == channel) & (totals["quantity"] == REVENUE) & (totals["scope"] != TOTAL)]
    return own.sort_values("horizon_days") if len(own) else None


def _days_ahead(ages: Array, T: Array, customers: Array) -> Array:
    """(A,) days still to come until each age, on average over those customers who are younger; 0 where none is."""
    days = np.maximum(ages[:, None] - T, 0.0)
    younger = np.sum(customers * (days > 0), axis=1)
    return np.asarray(np.sum(customers * days, axis=1) / np.maximum(younger, 1.0))


def _interval(revenue: Array, days: Array, totals: pd.DataFrame | None) -> tuple[Array, Array]:
    """(A,) ends of what a cohort brings; NaN where the total of its channel has none."""
    if totals is None:
        return np.full_like(revenue, np.nan), np.full_like(revenue, np.nan)
    horizons = totals["horizon_days"].to_numpy(np.float64)
    shared, dispersion = (
        np.interp(days, horizons, totals[name].to_numpy(np.float64)) for name in ("model_log_variance", "dispersion")
    )
    expected = np.where(revenue > 0, revenue, 1.0)
    # The variance over the squared mean: that of a lognormal with the shared variance, and of chance.
    relative = np.maximum(np.expm1(shared) + dispersion / expected, LEAST_RELATIVE)
    low, high = (revenue * gammaincinv(1 / relative, tail) * relative for tail in TAILS)
    # What has come by one age has come by the next. Of next to no customers the mean lies above 95 % of what may come.
    low, high = np.maximum.accumulate(low), np.maximum.accumulate(np.maximum(high, revenue))
    return keep_bits(np.minimum(low, revenue), FIT_BITS, np.floor), keep_bits(high, FIT_BITS, np.ceil)
