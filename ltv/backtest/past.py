"""The errors of past forecasts of one quantity, for all customers together and by channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.backtest.model_error import USUAL, ModelError, learn, learn_channels, relevance
from ltv.sampling import TAILS
from ltv.states import Array

DRAWS = 4000


@dataclass(frozen=True, eq=False)
class PastErrors:
    """J forecasts of C channels.

    days_back, horizons: (J,) the cut-off in days before the present, and how far it looked ahead. total: (J,)
    ln(actual / predicted) of all customers, total_variance: (J,) of ln total, as far as the model knows of it.
    channels, channel_variances: (J, C), NaN where there is no error to tell. usual, usual_common: the prior medians of
    a total's tau, and of the part that channels have in common.
    """

    days_back: Array
    horizons: Array
    total: Array
    total_variance: Array
    channels: Array
    channel_variances: Array
    usual: float = USUAL
    usual_common: float = USUAL

    def of_total(self, horizon: float, *, as_of: float = 0.0) -> ModelError:
        """The model's error of a total over so many days, as it was known so many days ago."""
        rows, weights = self._known(horizon, as_of)
        seen = np.isfinite(self.total[rows])
        return learn(self.total[rows][seen], self.total_variance[rows][seen], weights[seen], usual=self.usual)

    def of_channels(self, horizon: float, *, as_of: float = 0.0) -> ModelError:
        """The same of a channel: a part common to all channels, and a part of its own."""
        rows, weights = self._known(horizon, as_of)
        return learn_channels(self.channels[rows], self.channel_variances[rows], weights, usual=self.usual_common)

    def _known(self, horizon: float, as_of: float) -> tuple[npt.NDArray[np.intp], Array]:
        rows = np.flatnonzero(self.days_back - self.horizons >= as_of)
        return rows, relevance(self.days_back[rows], self.horizons[rows], horizon)


def nothing_past(channels: int, usual: float = USUAL, usual_common: float = USUAL) -> PastErrors:
    """No forecast has matured."""
    none, no_channels = np.zeros(0), np.zeros((0, channels))
    return PastErrors(none, none, none, none, no_channels, no_channels, usual, usual_common)


def lognormal_interval(expected: Array, variance: Array, error: ModelError, *, seed: int = 0) -> Array:
    """(n, 2) 90 % intervals around totals: the model's own variance of ln total, and the model's error."""
    rng = np.random.default_rng([6, seed])
    logs = np.log(error.factors(DRAWS, rng)[:, 0])
    z = rng.standard_normal(DRAWS)
    ends = [np.quantile(logs + np.sqrt(v) * z, TAILS) for v in np.asarray(variance)]
    return np.asarray(np.asarray(expected)[:, None] * np.exp(np.array(ends).reshape(-1, 2)))
