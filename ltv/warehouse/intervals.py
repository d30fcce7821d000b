"""The intervals of channels, as rows. Results that rest on draws have seeds of the channel's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
import pandas as pd

from ltv.economics.intervals import WindowStates, average_path, predict_average
from ltv.economics.newcomers import value_newcomers
from ltv.economics.paths import payback_day, realised_path
from ltv.economics.summary import channel_intervals, whole_days
from ltv.economics.values import Estimates
from ltv.pooling.models import ParameterDraws
from ltv.sampling import seed_of
from ltv.states import Array
from ltv.valuation import Terms
from ltv.warehouse.calendar import timing_model
from ltv.warehouse.errors import Ahead, past_errors
from ltv.warehouse.frames import CHANNEL, STATE, Fitted, draws_of, fits_of, tidy
from ltv.warehouse.rounding import FIT_BITS, PREDICTION_BITS, keep_bits, outwards

INTERVAL_COLUMNS = {
    "channel": "str",
    "average_ltv_low": "float64",
    "average_ltv_high": "float64",
    "width_from_parameters": "float64",
    "width_from_chance": "float64",
    "width_from_model_error": "float64",
    "probability_ltv_exceeds_cac": "float64",
    "probability_ltv_exceeds_target": "float64",
    "payback_days": "Int64",
    "payback_days_low": "Int64",
    "payback_days_high": "Int64",
    "roi_low": "float64",
    "roi_high": "float64",
    "average_ltv": "float64",
    "next_customers_ltv": "float64",
    "next_customers_ltv_low": "float64",
    "next_customers_ltv_high": "float64",
    "reason": "str",
}
FACTORS = 4000  # draws of the model's error
NO_ESTIMATE = "The parameters of the channel's models are not known."
NO_DRAWS = "There are no repeat purchases of a positive value from which to tell how sure the parameters are."
REFERENCE = "The reference engine (lifetimes) has estimates only, no intervals."


def channel_interval_rows(
    draws: pd.DataFrame,
    window_states: pd.DataFrame,
    value_by_age: pd.DataFrame,
    purchase_fits: pd.DataFrame,
    spend_fits: pd.DataFrame,
    costs: pd.DataFrame,
    forecasts: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    *,
    ltv_horizon_days: int,
    monthly_discount_rate: float,
    gross_margin: float,
    target_ltv_to_cac: float = 3.0,
    engine: str = "native",
) -> pd.DataFrame:
    """One row per channel with customers in the window (columns INTERVAL_COLUMNS).

    draws: parameter_draws. window_states: int_window_states (channel, frequency, recency, T, model_frequency,
    model_recency, customers, monetary_value, squared_monetary_value; the latter two summed over customers).
    value_by_age: int_cohort_revenue_by_age (channel, in_window, age_days, realised_value with the margin applied).
    purchase_fits, spend_fits: the parameters with which customers are valued. costs: channel, cac (null: no spend).
    forecasts: backtest_forecasts, whose errors the intervals allow for. calendar: rows of shop_calendar.
    average_ltv is the horizon LTV at these parameters; null, as all else but the payback of what came, where they are
    not known. Paybacks are looked for up to twice the horizon, and null beyond. `reason` says why there is no interval,
    or that its width rests on the errors usual in other shops.
    """
    terms = Terms(ltv_horizon_days, None, monthly_discount_rate, gross_margin)
    window, ages = tidy(window_states, [*STATE, "model_frequency"]), value_by_age.rename(columns=str.lower)
    ages = ages[ages["in_window"].astype(bool)]
    by_channel = costs.rename(columns=str.lower).set_index("channel")["cac"].astype("float64")
    # The customers of the window are at all ages: on average half of the horizon is still ahead of them.
    ahead = Ahead.of(calendar, past_errors(forecasts, "money"), CHANNEL, ltv_horizon_days / 2)
    drawn, timings, spendings = draws_of(draws), fits_of(purchase_fits), fits_of(spend_fits)
    rows = []
    for channel in sorted(window["channel"].unique()):
        own = _window_states(window[window["channel"] == channel], ages[ages["channel"] == channel])
        cac = float(by_channel.get(channel, np.nan))
        fits = timings[channel], spendings[channel]
        found = _row(channel, own, drawn, fits, (cac, target_ltv_to_cac), terms, ahead, engine)
        rows.append(dict.fromkeys(INTERVAL_COLUMNS) | {"channel": channel} | found)
    return _rounded(pd.DataFrame(rows, columns=list(INTERVAL_COLUMNS)).astype(INTERVAL_COLUMNS))


def _row(
    channel: str,
    window: WindowStates,
    drawn: Mapping[tuple[str, str], ParameterDraws],
    fits: tuple[Fitted, Fitted],
    cost_and_target: tuple[float, float],
    terms: Terms,
    ahead: Ahead,
    engine: str,
) -> dict[str, object]:
    (model, timing), (spend_model, spending) = fits
    estimates, (cac, target) = Estimates(timing, spending, spend_model), cost_and_target
    if not np.all(np.isfinite([*timing.values(), *spending.values()])):
        known = realised_path(window.realised, float(window.customers.sum()), terms)
        return {"payback_days": _payback(known, cac), "reason": NO_ESTIMATE}
    purchases, spends = drawn.get((channel, model)), drawn.get((channel, spend_model))
    if purchases is None or spends is None:
        path = average_path(timing_model(model, ahead.clock), window, estimates, terms, engine=engine)
        average = float(path[terms.horizon_days])
        return {
            "average_ltv": average if np.isfinite(average) else None,
            "payback_days": _payback(path, cac),
            "reason": REFERENCE if engine == "lifetimes" else NO_DRAWS,
        }
    seed = seed_of(channel, "futures")
    factors = ahead.factors(FACTORS, np.random.default_rng([7, seed]))
    timed = timing_model(model, ahead.clock)
    predictive = predict_average(timed, window, estimates, purchases, spends, terms, factors=factors, seed=seed)
    intervals = channel_intervals(predictive, cac if cac > 0 else None, target=target)
    first_order = float(window.realised[0]) / float(window.customers.sum())
    newcomers = value_newcomers(timed, estimates, first_order, purchases, spends, terms, factors=factors, seed=seed)
    return asdict(intervals) | asdict(newcomers) | {"average_ltv": predictive.expected, "reason": ahead.reason}


def _payback(path: Array, cac: float) -> int | None:
    """The first day on which the path reaches the cost; None where it does not, or there is none."""
    return whole_days(float(payback_day(path[None], cac)[0])) if cac > 0 else None


def _window_states(own: pd.DataFrame, ages: pd.DataFrame) -> WindowStates:
    columns = ("model_frequency", "model_recency", "t", "customers", "monetary_value", "squared_monetary_value")
    x, tx, T, customers, value, squared = (own[column].to_numpy(dtype=np.float64) for column in columns)
    repeat_days = own["frequency"].to_numpy(dtype=np.float64)
    realised = np.bincount(ages["age_days"].astype("int64"), ages["realised_value"].astype("float64"))
    known = {"squared_value": squared, "realised": realised.astype(np.float64)}
    return WindowStates(x, tx, T, customers, value, repeat_days, **known)


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """average_ltv is exact to as many bits as predictions are, the rest to as many as fits are."""
    floats = frame.select_dtypes("float64").columns.drop("average_ltv")
    rounded = {name: keep_bits(frame[name], FIT_BITS, outwards(str(name))) for name in floats}
    return frame.assign(**rounded, average_ltv=keep_bits(frame["average_ltv"], PREDICTION_BITS))
