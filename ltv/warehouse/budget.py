"""What one more unit of spend brings, as rows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv.economics.budget import Value, advise
from ltv.economics.demand import channel_weeks
from ltv.economics.evidence import EXPERIMENT, responses
from ltv.economics.experiments import fit_experiment
from ltv.economics.response import Response, fit_response
from ltv.sampling import TAILS, weighted_quantile
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
CURVE_COLUMNS = {
    "channel": "str",
    "weekly_spend": "float64",
    "new_buyers": "float64",
    "new_buyers_low": "float64",
    "new_buyers_high": "float64",
    "point": "str",
}
LEVELS = 13  # weekly spends between the least and the most that a channel has seen
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
    known = values.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel")
    channels, spend, buyers, tested = _by_week(weeks, experiments)
    found = responses(spend, buyers, tested)
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
    return _rounded(frame)


def response_curves(weeks: pd.DataFrame, advice: pd.DataFrame, experiments: pd.DataFrame) -> pd.DataFrame:
    """One row per channel whose response is known and weekly spend (columns CURVE_COLUMNS).

    weeks, experiments: as for marginal_returns, whose rows are `advice`. The spends lie between the least and the most
    that the channel has seen; `point` says which is the usual week's and which the suggested one, and is null for the
    others. new_buyers: of a week, with 90 % interval.
    """
    channels, spend, buyers, tested = _by_week(weeks, experiments)
    told, rows = advice.rename(columns=str.lower).astype({"channel": "str"}).set_index("channel"), []
    for channel in sorted(str(name) for name in told.index[told["suggested_spend"].notna()]):
        place = channels.index(channel)
        own = channel_weeks(spend, buyers, place, tested[place])
        found = fit_experiment(own) if told.loc[channel, "evidence"] == EXPERIMENT else fit_response(own)
        suggested = (_number(told, channel, "suggested_spend") or 0.0) / spend.shape[1]
        levels = np.linspace(found.lowest_spend, found.highest_spend, LEVELS)
        points = [(level, None) for level in levels] + [(found.mean_spend, "usual"), (suggested, "suggested")]
        rows += [_level(channel, found, float(level), point) for level, point in points]
    frame = pd.DataFrame(rows, columns=list(CURVE_COLUMNS)).astype(CURVE_COLUMNS)
    return _rounded(frame)


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS, outwards(str(name))) for name in floats})


def _level(channel: str, response: Response, spend: float, point: str | None) -> dict[str, object]:
    low, high = weighted_quantile(response.buyers_by_draw(spend), response.weights, TAILS)
    return dict(
        zip(CURVE_COLUMNS, (channel, spend, response.buyers(spend), float(low), float(high), point), strict=True)
    )


def _by_week(
    weeks: pd.DataFrame, experiments: pd.DataFrame
) -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The channels in their order, and (channels, weeks) each: spend, new buyers, whether in a declared test."""
    by_week = weeks.rename(columns=str.lower).astype({"channel": "str", "spend": "float64", "new_buyers": "float64"})
    by_week = by_week.assign(week=pd.to_datetime(by_week["week"]).astype("datetime64[us]"))
    spend = by_week.pivot(index="channel", columns="week", values="spend").sort_index()
    buyers = by_week.pivot(index="channel", columns="week", values="new_buyers").sort_index()
    channels = [str(channel) for channel in spend.index]
    tested = weeks_of_tests(channels, pd.DatetimeIndex(spend.columns), experiments.rename(columns=str.lower))
    return channels, spend.clip(lower=0).to_numpy(), buyers.to_numpy(), tested


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
