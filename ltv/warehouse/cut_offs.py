"""Cut-offs of the past: what was known that day, and the calendar as it would have been estimated then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ltv.backtest.record import Outcomes
from ltv.calendar.calendar import Calendar, fit_calendar
from ltv.calendar.clock import Clock
from ltv.calendar.history import History
from ltv.fitting.fit import Fit, fit_purchase_model
from ltv.models.purchase import DEFAULT, PURCHASE_MODELS
from ltv.models.purchase.model import PurchaseModel
from ltv.states import PurchaseStates
from ltv.warehouse.calendar import calendar_index, calendar_mode, timing_model
from ltv.warehouse.frames import SPEND_STATE, known_parameters, tidy

LEAST_BUYERS, LEAST_REPEAT_BUYERS = 30, 10  # at a cut-off, for a forecast to be asked of it
COUNTED = ("customers", "fitted_customers", "model_purchase_days", "monetary_value")
SUMS = ("monetary_value", "squared_monetary_value", "revenue", "squared_revenue", "monetary_value_times_revenue")
STATE = ["frequency", "recency", "t"]
MODEL_STATE = ["model_frequency", "model_recency", "t"]


@dataclass(frozen=True, eq=False)
class CutOff:
    """One cut-off: the rows of its horizons, the states at it by channel and together, and the repeat purchase days
    until then. calendar: in use that day, None where forecasts counted days."""

    days_back: int
    rows: pd.DataFrame
    states: pd.DataFrame
    together: pd.DataFrame
    spend_states: pd.DataFrame
    repeat_days: pd.DataFrame
    calendar: Calendar | None = None
    clock: Clock | None = None

    @property
    def longest(self) -> int:
        """The longest horizon that was looked ahead."""
        return int(self.rows["horizon_days"].max())

    def head(self, days: int) -> dict[str, object]:
        """What tells a forecast over so many days apart."""
        day, on_clock = self.rows["cut_off"].iloc[0], self.clock is not None
        return {"days_back": self.days_back, "cut_off": day, "horizon_days": days, "on_clock": on_clock}

    def by_horizon(self) -> Iterator[tuple[int, pd.DataFrame]]:
        """Each horizon, in days, and its rows."""
        for days in sorted(self.rows["horizon_days"].unique()):
            yield int(days), self.rows[self.rows["horizon_days"] == days]

    def histories(self, count: str, model: str = DEFAULT) -> PurchaseStates:
        """All channels together, as a model counts them, in days. count: customers, or fitted_customers, to whom models
        are fitted."""
        return states_of(self.together, model, count)

    def fitted(self, model: str = DEFAULT) -> PurchaseStates:
        """What models are fitted to, in the time that forecasts count."""
        own = self.histories("fitted_customers", model)
        return own if self.clock is None else self.clock.states(own)

    def by_channel(self, model: str) -> pd.DataFrame:
        """What models are fitted to by channel, with the columns of int_rfm_states."""
        own = self.states[["channel", *state_of(model)]].set_axis(["channel", *STATE], axis=1)
        return own.assign(customers=self.states["fitted_customers"], purchase_days=self.states["model_purchase_days"])

    def fit(self, model: str, opportunity_days: int, near: Fit | None = None) -> Fit:
        """A model fitted to all channels together. near: a fit from which to climb."""
        given = known_parameters(self.by_channel(model), model, opportunity_days).whole
        return fit_purchase_model(self.fitted(model), model, given=given, near=near)

    def model(self, name: str) -> PurchaseModel:
        """A purchase model that is asked in days."""
        return timing_model(name, self.clock)

    def left_open(self, horizon: float) -> float:
        """The variance of ln total that the calendar left open; 0 where forecasts counted days."""
        return 0.0 if self.calendar is None else self.calendar.log_variance(int(horizon))


def state_of(model: str) -> list[str]:
    """The columns of a state as a purchase model counts it."""
    return MODEL_STATE if PURCHASE_MODELS[model].counts_opportunities else STATE


def states_of(rows: pd.DataFrame, model: str = DEFAULT, count: str = "customers") -> PurchaseStates:
    """The states of rows as a model counts them, in days. count: the column with how many customers share each."""
    return PurchaseStates(*(rows[name].to_numpy(dtype=np.float64) for name in [*state_of(model), count]))


def outcomes(rows: pd.DataFrame) -> Outcomes:
    """What customers of the rows of one horizon did within it."""
    value, squares, revenue, squared_revenue, cross = (rows[name].to_numpy(dtype=np.float64) for name in SUMS)
    came = rows["purchases"].to_numpy(dtype=np.float64)
    return Outcomes(states_of(rows), value, squares, came, revenue, squared_revenue, cross)


def cut_offs(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    repeat_days: pd.DataFrame,
    *,
    calendar: str = "off",
    index: pd.DataFrame | None = None,
) -> list[CutOff]:
    """The cut-offs with enough buyers, from the first.

    states, spend_states, repeat_days: int_backtest_states, int_backtest_spend_states, int_backtest_repeat_days.
    calendar: auto, off or on. index: stg_calendar_index.
    """
    # In one order: sums of floats over rows as the warehouse gives them differ in their last digits.
    frame, spends, repeats = (frame.rename(columns=str.lower) for frame in (states, spend_states, repeat_days))
    spends = spends.sort_values(["days_back", *SPEND_STATE], ignore_index=True)
    repeats = repeats.sort_values(["days_back", "ordered_on", "age_days"], ignore_index=True)
    found = []
    for days_back in sorted(frame["days_back"].unique(), reverse=True):
        own = [part[part["days_back"] == days_back] for part in (frame, spends, repeats)]
        cut_off = cut_off_of(int(days_back), *own)
        repeat_buyers = cut_off.together.loc[cut_off.together["frequency"] > 0, "fitted_customers"].sum()
        if cut_off.together["fitted_customers"].sum() >= LEAST_BUYERS and repeat_buyers >= LEAST_REPEAT_BUYERS:
            found.append(cut_off)
    return _with_calendars(found, calendar_mode(calendar), index)


def cut_off_of(days_back: int, rows: pd.DataFrame, spend_states: pd.DataFrame, repeat_days: pd.DataFrame) -> CutOff:
    """One cut-off from its rows of the three relations, columns in lower case; it counts days."""
    key = ["channel", *STATE, *MODEL_STATE[:2]]
    rows = tidy(rows, ["horizon_days", *key, "purchases"])
    once = rows[rows["horizon_days"] == rows["horizon_days"].min()]
    states = once.groupby(key, sort=True, observed=True)[list(COUNTED)].sum().reset_index()
    together = states.groupby(key[1:], sort=True)[list(COUNTED)].sum().reset_index()
    return CutOff(days_back, rows, states, together, spend_states, repeat_days)


def on_clock(cut_off: CutOff, mode: str, index: pd.DataFrame | None) -> CutOff:
    """The cut-off with the calendar as it would have been estimated that day, if it would have been in use.

    One clock serves all models: that of the default one, which the others' hardly differ from.
    """
    end = int(cut_off.together["t"].max())
    start = pd.Timestamp(cut_off.rows["cut_off"].iloc[0]) - pd.Timedelta(days=end)
    day = (pd.to_datetime(cut_off.repeat_days["ordered_on"]) - start).dt.days.to_numpy(dtype=np.int64)
    purchases = cut_off.repeat_days["purchases"].to_numpy(dtype=np.float64)
    purchase_days = np.bincount(day, purchases, end + 1).astype(np.float64)
    number = int(np.datetime64(start, "D").astype(np.int64))
    history = History(cut_off.histories("customers"), purchase_days, number)
    given = calendar_index(index, start, end, cut_off.longest)
    found = fit_calendar(history, DEFAULT, mode=mode, index=given)
    return replace(cut_off, calendar=found, clock=found.clock(cut_off.longest)) if found.open else cut_off


def _with_calendars(found: list[CutOff], mode: str, index: pd.DataFrame | None) -> list[CutOff]:
    """Where the last cut-off shows no season, none before it is asked, which knew less."""
    if mode == "off" or not found:
        return found
    last = on_clock(found[-1], mode, index)
    if last.clock is None and mode == "auto":
        return found
    return [*(on_clock(cut_off, mode, index) for cut_off in found[:-1]), last]
