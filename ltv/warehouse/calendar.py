"""The shop's calendar as rows: effects by day, and the clock that predictions run on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv.calendar.calendar import Calendar, fit_calendar
from ltv.calendar.clock import Clock
from ltv.calendar.design import INDEX
from ltv.calendar.history import History
from ltv.calendar.on_clock import OnClock
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.purchase.model import PurchaseModel
from ltv.states import Array, PurchaseStates
from ltv.warehouse.frames import empty
from ltv.warehouse.rounding import FIT_BITS, PREDICTION_BITS, keep_bits

COLUMNS = {
    "day": "datetime64[us]",
    "days_ahead": "int64",
    "season": "float64",
    "weekday": "float64",
    "level": "float64",
    "intensity": "float64",
    "standard_error": "float64",
    "cumulative_intensity": "float64",
    "log_variance": "float64",
    "in_use": "bool",
    "reason": "str",
}
EVERY = 15  # days between horizons at which the variance of a total is computed; between them it is interpolated
FOLLOWED = "The given index enters with an exponent of {exponent:.2f} (0: not followed, 1: as given)."
UNNAMED = "{days} of the days to come have no value in calendar_index and are taken as days of its mean."
REFERENCE = "The reference engine (lifetimes) knows no calendar."


def calendar_mode(value: str) -> str:
    """auto, off or on: of the last two YAML makes True and False."""
    return {"True": "on", "False": "off"}.get(value, value)


def shop_calendar(
    by_date: pd.DataFrame,
    states: pd.DataFrame,
    *,
    model: str,
    mode: str,
    days_ahead: int,
    penalizer: float = 0.0,
    engine: str = "native",
    index: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per day from the first purchase to days_ahead after the last day observed (columns COLUMNS).

    by_date: purchase_days_by_date (ordered_on, purchase_days), every day. states: int_calendar_states (frequency,
    recency, T, customers). model: the purchase model in use. mode: auto, off or on. index: stg_calendar_index (day,
    value), None or no rows for none. season, weekday, level: effects
    on the logarithm of intensity. cumulative_intensity: the clock, C(day). log_variance: of the logarithm of the
    purchases from the day after the last one observed until this day, as far as the calendar leaves it open; null for
    days observed.
    """
    days = by_date.rename(columns=str.lower).sort_values("ordered_on", ignore_index=True)
    if not len(days):
        return empty(COLUMNS)
    start = pd.Timestamp(days["ordered_on"].iloc[0])
    own = states.rename(columns=str.lower).sort_values(["frequency", "recency", "t"])
    histories = PurchaseStates(*(own[name].to_numpy(np.float64) for name in ("frequency", "recency", "t", "customers")))
    number = int(np.datetime64(start, "D").astype(np.int64))
    history = History(histories, days["purchase_days"].to_numpy(np.float64), number)
    mode = "off" if engine == "lifetimes" else calendar_mode(mode)
    given = calendar_index(index, start, history.end, days_ahead)
    calendar = fit_calendar(history, model, mode=mode, penalizer=penalizer, index=given)
    reason = REFERENCE if engine == "lifetimes" else " ".join([calendar.reason, *_on_the_index(calendar, given)])
    return _rows(calendar, start, days_ahead, reason)


def clock_of(calendar: pd.DataFrame) -> Clock | None:
    """The clock to predict on; None where predictions count days. calendar: rows of shop_calendar in any order."""
    if not len(calendar) or not calendar["in_use"].astype(bool).all():
        return None
    ordered = calendar.sort_values("days_ahead")
    end = int(np.flatnonzero(ordered["days_ahead"].to_numpy() == 0)[0])
    return Clock(end, ordered["cumulative_intensity"].to_numpy(np.float64))


def timing_model(name: str, clock: Clock | None) -> PurchaseModel:
    """A purchase model that is asked in days, on the clock if there is one."""
    return PURCHASE_MODELS[name] if clock is None else OnClock(PURCHASE_MODELS[name], clock)


def log_variance(calendar: pd.DataFrame, horizon: float) -> float:
    """What the calendar leaves open of a total over so many days; 0 where it is not in use."""
    if clock_of(calendar) is None:
        return 0.0
    later = calendar[calendar["days_ahead"] > 0].sort_values("days_ahead")
    return float(np.interp(horizon, later["days_ahead"].astype("float64"), later["log_variance"].astype("float64")))


def calendar_index(rows: pd.DataFrame | None, start: pd.Timestamp, end: int, ahead: int) -> Array | None:
    """(end + 1 + ahead,) by day from the first purchase on, NaN where nothing is given; None without any value."""
    if rows is None or not len(rows):
        return None
    known = rows.rename(columns=str.lower)
    number = (pd.to_datetime(known["day"]) - start).dt.days.to_numpy()
    value, days = known["value"].to_numpy(np.float64), np.full(end + 1 + ahead, np.nan)
    inside = (number >= 0) & (number < len(days))
    days[number[inside]] = value[inside]
    return days if np.isfinite(days[: end + 1]).any() else None


def _on_the_index(calendar: Calendar, index: Array | None) -> list[str]:
    """How far the given index is followed, and the days to come that it does not name."""
    if index is None or calendar.estimated is None:
        return []
    exponent = calendar.estimated.coefficients.dense[calendar.estimated.design.groups == INDEX]
    said = [FOLLOWED.format(exponent=float(exponent[0]))]
    missing = int(np.isnan(index[calendar.end + 1 :]).sum())
    return [*said, UNNAMED.format(days=missing)] if missing else said


def _rows(calendar: Calendar, start: pd.Timestamp, ahead: int, reason: str) -> pd.DataFrame:
    effects, clock = calendar.effects(ahead), calendar.clock(ahead)
    number = np.arange(calendar.end + 1 + ahead)
    later = number - calendar.end
    frame = pd.DataFrame(
        {
            "day": start + pd.to_timedelta(number, unit="D"),
            "days_ahead": later,
            "season": effects.season.value,
            "weekday": effects.weekday.value,
            "level": effects.level.value,
            "intensity": effects.intensity,
            "standard_error": effects.total.error,
            "cumulative_intensity": clock.cumulative,
            "log_variance": _variances(calendar, later),
            "in_use": calendar.open,
            "reason": reason,
        }
    ).astype(COLUMNS)
    for name in frame.select_dtypes("float64").columns:
        frame[name] = keep_bits(frame[name], PREDICTION_BITS if name == "cumulative_intensity" else FIT_BITS)
    return frame


def _variances(calendar: Calendar, later: npt.NDArray[np.int64]) -> Array:
    """By day ahead; NaN for days observed."""
    most = int(later[-1])
    grid = np.unique(np.append(np.arange(1, most + 1, EVERY), most)) if most > 0 else np.zeros(0, dtype=np.int64)
    if not len(grid):
        return np.full(len(later), np.nan)
    found = np.interp(later, grid, [calendar.log_variance(int(days)) for days in grid])
    return np.where(later > 0, found, np.nan)
