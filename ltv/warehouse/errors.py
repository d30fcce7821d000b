"""The errors of past forecasts: from rows of the backtest to what the present's intervals take from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.backtest.model_error import USUAL, USUAL_MONEY, USUAL_ON_CLOCK, ModelError
from ltv.backtest.past import PastErrors, lognormal_interval, nothing_past
from ltv.calendar.clock import Clock
from ltv.states import Array
from ltv.warehouse.calendar import clock_of, log_variance
from ltv.warehouse.frames import CHANNEL, TOTAL


class Past(NamedTuple):
    """The errors of forecasts that counted days, and of those on the clock of the calendar."""

    in_days: PastErrors
    on_clock: PastErrors

    def error(self, on_clock: bool, scope: str, horizon: float, as_of: float = 0.0) -> ModelError:
        """How wrong a total, or a channel, over so many days is told, as it was known so many days ago.

        A forecast on the clock has the variance that the calendar leaves open besides. Before one on the clock has
        matured, customers have only that variance in common, and a channel's own part is that of forecasts in days.
        """

        def learned(past: PastErrors) -> ModelError:
            return (past.of_total if scope == TOTAL else past.of_channels)(horizon, as_of=as_of)

        own = learned(self.on_clock if on_clock else self.in_days)
        if not on_clock or own.cut_offs > 0:
            return own
        before = learned(self.in_days)
        return replace(before, common=np.zeros_like(before.common))


@dataclass(frozen=True, eq=False)
class Ahead:
    """How wrong the days ahead may be told. clock: None where predictions count days. variance: of ln total, that the
    calendar leaves open."""

    error: ModelError
    clock: Clock | None
    variance: float

    @classmethod
    def of(cls, calendar: pd.DataFrame | None, past: Past, scope: str, horizon: float) -> Ahead:
        """For the next `horizon` days, of a channel or of the total. calendar: rows of shop_calendar."""
        clock = None if calendar is None else clock_of(calendar)
        variance = 0.0 if calendar is None else log_variance(calendar, horizon)
        return cls(past.error(clock is not None, scope, horizon), clock, variance)

    @property
    def reason(self) -> str | None:
        """That the width rests on the prior alone, where it does."""
        return self.error.reason if self.clock is None else None

    def factors(self, draws: int, rng: np.random.Generator) -> Array:
        """(draws,) of actual over predicted."""
        if self.clock is None:
            return np.asarray(self.error.factors(draws, rng)[:, 0])
        chosen = rng.choice(len(self.error.weights), draws, p=self.error.weights)
        variance = self.variance + self.error.common[chosen] ** 2 + self.error.own[chosen] ** 2
        return np.exp(np.sqrt(variance) * rng.standard_normal(draws))


def past_errors(forecasts: pd.DataFrame, quantity: str) -> Past:
    """The errors of the model in use. forecasts: backtest_forecasts. quantity: purchases or money."""
    own = forecasts[forecasts["in_use"].astype(bool)]
    on_clock = own["on_clock"].astype(bool)
    usual = USUAL_MONEY if quantity == "money" else USUAL
    return Past(
        _errors(own[~on_clock], quantity, usual, USUAL), _errors(own[on_clock], quantity, *[USUAL_ON_CLOCK] * 2)
    )


def _errors(own: pd.DataFrame, quantity: str, usual: float, usual_common: float) -> PastErrors:
    said, came = (own[f"{quantity}_{what}"].astype("float64") for what in ("predicted", "actual"))
    own = own.assign(
        error=np.log(came.where(came > 0) / said.where(said > 0)),
        variance=own[f"{quantity}_variance"].astype("float64"),
    )
    total = own[own["scope"] == TOTAL].sort_values(["days_back", "horizon_days"], ascending=[False, True])
    channels = own[own["scope"] == CHANNEL]
    if not len(total):
        return nothing_past(0, usual, usual_common)
    keys = pd.MultiIndex.from_frame(total[["days_back", "horizon_days"]])
    by_channel = [
        channels.pivot(index=["days_back", "horizon_days"], columns="segment", values=name).reindex(keys).to_numpy()
        for name in ("error", "variance")
    ]
    seen = np.isfinite(by_channel[0]) & np.isfinite(by_channel[1])
    days_back, horizons = (total[name].to_numpy(dtype=np.float64) for name in ("days_back", "horizon_days"))
    errors, variances = (total[name].to_numpy(dtype=np.float64) for name in ("error", "variance"))
    errors = np.where(np.isfinite(variances), errors, np.nan)
    return PastErrors(
        days_back,
        horizons,
        errors,
        variances,
        np.where(seen, by_channel[0], np.nan),
        np.where(seen, by_channel[1], 0.0),
        usual,
        usual_common,
    )


def interval_columns(forecasts: pd.DataFrame, errors: dict[str, Past]) -> pd.DataFrame:
    """Adds the 90 % intervals that the model in use would have told at each cut-off, with the errors matured by then,
    and the share of a row's intervals that held what came."""
    ends = {f"{what}_{end}": np.full(len(forecasts), np.nan) for what in errors for end in ("low", "high")}
    held = np.full((len(forecasts), len(errors)), np.nan)
    in_use = forecasts[forecasts["in_use"]]
    for key, part in in_use.groupby(["days_back", "horizon_days", "scope", "on_clock"]):
        days_back, horizon, scope, on_clock = (str(name) for name in key)
        for column, (what, past) in enumerate(errors.items()):
            own = part[part[f"{what}_variance"].notna()]
            error = past.error(on_clock == "True", scope, float(horizon), as_of=float(days_back))
            expected, variance, came = (_numbers(own, f"{what}_{of}") for of in ("predicted", "variance", "actual"))
            interval = lognormal_interval(expected, variance, error)
            ends[f"{what}_low"][own.index], ends[f"{what}_high"][own.index] = interval.T
            held[own.index, column] = (interval[:, 0] <= came) & (came <= interval[:, 1])
    known = np.isfinite(held)
    shares = np.where(known.any(axis=1), np.nansum(held, axis=1) / np.maximum(known.sum(axis=1), 1), np.nan)
    return forecasts.assign(**ends, interval_coverage=shares)


def _numbers(frame: pd.DataFrame, column: str) -> Array:
    return frame[column].to_numpy(dtype=np.float64)
