"""Forecasts against what came by the number of earlier purchases, at one cut-off of the past, as rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.warehouse.calendar import calendar_mode
from ltv.warehouse.cut_offs import cut_off_of, on_clock, state_of
from ltv.warehouse.frames import TOTAL, empty
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

LAST_GROUP = 7  # repeat purchases from which customers are told together
COLUMNS = {
    "cut_off": "datetime64[us]",
    "horizon_days": "int64",
    "model": "str",
    "frequency": "int64",
    "customers": "int64",
    "purchases_predicted": "float64",
    "purchases_actual": "int64",
}


def frequency_calibration(
    states: pd.DataFrame,
    repeat_days: pd.DataFrame,
    forecasts: pd.DataFrame,
    *,
    opportunity_days: int = 30,
    calendar: str = "off",
    index: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per number of repeat purchases at the cut-off, LAST_GROUP standing for all above (columns COLUMNS).

    states, repeat_days: int_backtest_states, int_backtest_repeat_days. forecasts: backtest_forecasts. Of the forecasts
    of the model in use the one that looks farthest ahead is taken, and of those the last: the model is fitted to all
    customers together at its cut-off, as it was there, on the clock if it was on it. opportunity_days, calendar, index:
    as for backtest_forecasts. No row where nothing was backtested.
    """
    told = forecasts[(forecasts["scope"] == TOTAL) & forecasts["in_use"].astype(bool)]
    if not len(told):
        return empty(COLUMNS)
    one = told.sort_values(["horizon_days", "days_back"], ascending=[False, True]).iloc[0]
    then, repeats = (
        frame[frame["days_back"] == one["days_back"]]
        for frame in (states.rename(columns=str.lower), repeat_days.rename(columns=str.lower))
    )
    # The clock is estimated as in the backtest: as far ahead as the longest horizon of the cut-off.
    cut_off = cut_off_of(int(one["days_back"]), then, empty({}), repeats)
    if one["on_clock"]:
        cut_off = on_clock(cut_off, calendar_mode(calendar), index)
    rows: pd.DataFrame = cut_off.rows[cut_off.rows["horizon_days"] == one["horizon_days"]]
    came = rows.assign(came=rows["purchases"] * rows["customers"])
    name = str(one["model"])
    key = [*dict.fromkeys(["frequency", *state_of(name)])]
    summed = came.groupby(key, sort=True)[["customers", "came"]].sum().reset_index()
    x, tx, T = (summed[column].to_numpy(np.float64) for column in state_of(name))
    parameters = cut_off.fit(name, opportunity_days).parameters
    each = cut_off.model(name).expected_purchases(parameters, x, tx, T, float(one["horizon_days"]))
    said = summed.assign(said=each * summed["customers"], frequency=np.minimum(summed["frequency"], LAST_GROUP))
    found = said.groupby("frequency", sort=True)[["customers", "said", "came"]].sum().reset_index()
    found = found.rename(columns={"said": "purchases_predicted", "came": "purchases_actual"})
    head = {"cut_off": one["cut_off"], "horizon_days": one["horizon_days"], "model": name}
    rounded = keep_bits(found["purchases_predicted"], PREDICTION_BITS)
    return found.assign(**head, purchases_predicted=rounded)[list(COLUMNS)].astype(COLUMNS)
