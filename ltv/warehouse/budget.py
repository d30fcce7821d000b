"""What one more unit of spend brings, as rows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv.economics.budget import Value, advise
from ltv.economics.evidence import responses
from ltv.warehouse.rounding import FIT_BITS, keep_bits, outwards

ADVICE_COLUMNS = {
    "channel": "str",
    "spend": "float64",
    "marginal_cac": "float64",
    "marginal_roi": "float64",
    "marginal_roi_low": "float64",
    "marginal_roi_high": "float64",
    "suggested_spend": "float64",
    "reason": "str",
    "evidence": "str",
}
MOST_DAYS = 4
AMOUNTS_BY_WEEK = ("spend", "suggested_spend")


def marginal_returns(weeks: pd.DataFrame, values: pd.DataFrame, experiments: pd.DataFrame) -> pd.DataFrame:
    """One row per channel of `weeks` (columns ADVICE_COLUMNS).

    weeks: channel, week, spend, new_buyers: one row per channel and whole week (Monday to Sunday), zeros included.
    values: channel, average_ltv, average_ltv_low, average_ltv_high, of the horizon LTV, as in channel_intervals.
    experiments: channel, starts_on, ends_on of declared tests; a week belongs to one by most of its days.
    spend and suggested_spend are totals over these weeks; the suggestions of all channels that have one add up to what
    these channels spent. Where suggested_spend is null, `reason` says why.
    """
    by_week = weeks.rename(columns=str.lower).astype({"channel": "str", "spend": "float64", "new_buyers": "float64"})
    known = values.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel")
    by_week = by_week.assign(week=pd.to_datetime(by_week["week"]).astype("datetime64[us]"))
    spend = by_week.pivot(index="channel", columns="week", values="spend").sort_index()
    buyers = by_week.pivot(index="channel", columns="week", values="new_buyers").sort_index()
    channels = [str(channel) for channel in spend.index]
    tested = weeks_of_tests(channels, pd.DatetimeIndex(spend.columns), experiments.rename(columns=str.lower))
    found = responses(spend.clip(lower=0).to_numpy(), buyers.to_numpy(), tested)
    worth = [
        Value(*(_number(known, channel, column) for column in ("average_ltv", "average_ltv_low", "average_ltv_high")))
        for channel in channels
    ]
    rows = []
    for channel, advice in zip(channels, advise(found, worth), strict=True):
        row = asdict(advice) | {"channel": channel}
        for name in AMOUNTS_BY_WEEK:
            row[name] = None if row[name] is None else row[name] * spend.shape[1]
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(ADVICE_COLUMNS)).astype(ADVICE_COLUMNS)
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS, outwards(str(name))) for name in floats})


def weeks_of_tests(channels: list[str], weeks: pd.DatetimeIndex, experiments: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """(channels, weeks) whether at least MOST_DAYS of the week, from its Monday, lie within a test of the channel."""
    tested = np.zeros((len(channels), len(weeks)), dtype=bool)
    mondays, day = weeks.to_numpy().astype("datetime64[D]"), np.timedelta64(1, "D")
    starts, ends = (
        pd.to_datetime(experiments[name]).to_numpy().astype("datetime64[D]") for name in ("starts_on", "ends_on")
    )
    for channel, start, end in zip(experiments["channel"].astype("str"), starts, ends, strict=True):
        if channel in channels:
            days = (np.minimum(mondays + 6 * day, end) - np.maximum(mondays, start)) / day + 1
            tested[channels.index(channel)] |= days >= MOST_DAYS
    return tested


def _number(frame: pd.DataFrame, channel: str, column: str) -> float | None:
    value = float(frame[column].astype("float64").get(channel, np.nan))
    return value if np.isfinite(value) else None
