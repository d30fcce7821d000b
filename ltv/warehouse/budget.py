"""What one more unit of spend brings, as rows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd

from ltv.economics.budget import Value, advise
from ltv.economics.response import fit_response
from ltv.sampling import seed_of
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
}
AMOUNTS_BY_WEEK = ("spend", "suggested_spend")


def marginal_returns(weeks: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """One row per channel of `weeks` (columns ADVICE_COLUMNS).

    weeks: channel, week, spend, new_buyers: one row per channel and whole week (Monday to Sunday), zeros included.
    values: channel, average_ltv, average_ltv_low, average_ltv_high, of the horizon LTV, as in channel_intervals.
    spend and suggested_spend are totals over these weeks; the suggestions of all channels that have one add up to what
    these channels spent. Where suggested_spend is null, `reason` says why.
    """
    by_week = weeks.rename(columns=str.lower).astype({"channel": "str", "spend": "float64", "new_buyers": "float64"})
    known = values.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel")
    channels = sorted(by_week["channel"].unique())
    own = [by_week[by_week["channel"] == channel] for channel in channels]
    responses = [
        fit_response(
            part["spend"].clip(lower=0).to_numpy(), part["new_buyers"].to_numpy(), seed=seed_of(channel, "response")
        )
        for channel, part in zip(channels, own, strict=True)
    ]
    worth = [
        Value(*(_number(known, channel, column) for column in ("average_ltv", "average_ltv_low", "average_ltv_high")))
        for channel in channels
    ]
    rows = []
    for channel, part, advice in zip(channels, own, advise(responses, worth), strict=True):
        row = asdict(advice) | {"channel": channel}
        for name in AMOUNTS_BY_WEEK:
            row[name] = None if row[name] is None else row[name] * len(part)
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(ADVICE_COLUMNS)).astype(ADVICE_COLUMNS)
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS, outwards(str(name))) for name in floats})


def _number(frame: pd.DataFrame, channel: str, column: str) -> float | None:
    value = float(frame[column].astype("float64").get(channel, np.nan))
    return value if np.isfinite(value) else None
