"""The errors of past forecasts: from rows of the backtest to what the present's intervals take from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ltv.backtest.model_error import USUAL, USUAL_MONEY, ModelError
from ltv.backtest.past import PastErrors, lognormal_interval, nothing_past
from ltv.calendar.clock import Clock
from ltv.states import Array
from ltv.warehouse.calendar import clock_of, log_variance
from ltv.warehouse.frames import CHANNEL, TOTAL


@dataclass(frozen=True, eq=False)
class Ahead:
    """How wrong the days ahead may be told. clock: None where predictions count days.

    With the calendar in use, a factor common to all customers has the variance that the calendar leaves open; otherwise
    it is the model's error, learned from the past. A channel's own part is learned from the past either way.
    """

    error: ModelError
    clock: Clock | None
    variance: float

    @classmethod
    def of(cls, calendar: pd.DataFrame | None, error: ModelError, horizon: float) -> Ahead:
        """For the next `horizon` days. calendar: rows of shop_calendar."""
        if calendar is None:
            return cls(error, None, 0.0)
        return cls(error, clock_of(calendar), log_variance(calendar, horizon))

    @property
    def reason(self) -> str | None:
        """That the width rests on the prior alone, where it does."""
        return self.error.reason if self.clock is None else None

    def factors(self, draws: int, rng: np.random.Generator) -> Array:
        """(draws,) of actual over predicted."""
        if self.clock is None:
            return np.asarray(self.error.factors(draws, rng)[:, 0])
        own = rng.choice(self.error.own, draws, p=self.error.weights)
        return np.exp(np.sqrt(self.variance + own**2) * rng.standard_normal(draws))


def past_errors(forecasts: pd.DataFrame, quantity: str) -> PastErrors:
    """The errors of the model in use. forecasts: backtest_forecasts. quantity: purchases or money."""
    own, usual = forecasts[forecasts["in_use"].astype(bool)], USUAL_MONEY if quantity == "money" else USUAL
    said, came = (own[f"{quantity}_{what}"].astype("float64") for what in ("predicted", "actual"))
    own = own.assign(
        error=np.log(came.where(came > 0) / said.where(said > 0)),
        variance=own[f"{quantity}_variance"].astype("float64"),
    )
    total = own[own["scope"] == TOTAL].sort_values(["days_back", "horizon_days"], ascending=[False, True])
    channels = own[own["scope"] == CHANNEL]
    if not len(total):
        return nothing_past(0, usual)
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
    )


def interval_columns(forecasts: pd.DataFrame, errors: dict[str, PastErrors]) -> pd.DataFrame:
    """Adds the 90 % intervals that the model in use would have told at each cut-off, with the errors matured by then,
    and the share of a row's intervals that held what came."""
    ends = {f"{what}_{end}": np.full(len(forecasts), np.nan) for what in errors for end in ("low", "high")}
    held = np.full((len(forecasts), len(errors)), np.nan)
    in_use = forecasts[forecasts["in_use"]]
    for key, part in in_use.groupby(["days_back", "horizon_days", "scope"]):
        days_back, horizon, scope = (str(name) for name in key)
        for column, (what, past) in enumerate(errors.items()):
            own = part[part[f"{what}_variance"].notna()]
            learned = past.of_total if scope == TOTAL else past.of_channels
            error = learned(float(horizon), as_of=float(days_back))
            expected, variance, came = (_numbers(own, f"{what}_{of}") for of in ("predicted", "variance", "actual"))
            interval = lognormal_interval(expected, variance, error)
            ends[f"{what}_low"][own.index], ends[f"{what}_high"][own.index] = interval.T
            held[own.index, column] = (interval[:, 0] <= came) & (came <= interval[:, 1])
    known = np.isfinite(held)
    shares = np.where(known.any(axis=1), np.nansum(held, axis=1) / np.maximum(known.sum(axis=1), 1), np.nan)
    return forecasts.assign(**ends, interval_coverage=shares)


def _numbers(frame: pd.DataFrame, column: str) -> Array:
    return frame[column].to_numpy(dtype=np.float64)
