"""How wrong the model itself is: learned from forecasts of earlier cut-offs that have matured, and put into intervals.

The logarithm of actual over predicted total, e, is taken to be Normal(0, tau^2 + v): v is the variance that the model
itself knows of (parameters and chance), tau what it does not. Before any error is seen ln tau ~ Normal(ln 0.15, 0.8^2),
which suits totals of purchases of real shops; errors of matured cut-offs sharpen it, those of overlapping windows
counting less. Totals of money miss by a third more (0.29 against 0.22, root mean square of 52 forecasts each in
benchmarks/accuracy.md), since order values are forecast too: their prior median is 0.20. On the clock of the calendar
what that leaves open is part of v, which alone held 27 of 28 totals of real shops: there tau starts from 0.03, and
grows where errors of the past say so.

The mean of e is 0 on purpose. A constant bias m is then told as tau = |m|: the interval holds nearly always (in
simulation 99 to 100 % at a nominal 90 %) and is wider than it need be. A rule that also estimates the mean halves that
width from four cut-offs on, but with one or two of them it held only 75 to 88 % where errors change their sign, as
they do from season to season. Neither foresees errors that grow from cut-off to cut-off, as in a shop that keeps
growing faster than it did: with errors of 0, 0.1, 0.2, ... 0.8 the last of which is to be held, this rule holds 4 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.errors import InputError
from ltv.sampling import importance_weights
from ltv.states import Array

TAUS = np.exp(np.linspace(np.log(0.005), np.log(2.0), 60))
USUAL, USUAL_OWN, SPREAD = 0.15, 0.10, 0.8  # prior medians of tau, of a channel's own part, and sd of their logarithms
USUAL_MONEY = 0.20  # the prior median of tau of a total of money
USUAL_ON_CLOCK = 0.03  # the same where the calendar is in use and tells itself what it leaves open
CORRELATED, KEPT = 0.75, 0.7  # see relevance
PRIOR_ONLY = "No earlier forecast has matured: the width rests on the errors usual in other shops."


@dataclass(frozen=True, eq=False)
class ModelError:
    """The posterior of tau on a grid.

    common, own: (G,) values of the part that all channels share and of each channel's own (0 for a total). weights:
    (G,), summing to 1. cut_offs: how many whole windows' worth of errors it was learned from (overlaps discounted).
    """

    common: Array
    own: Array
    weights: Array
    cut_offs: float

    @property
    def reason(self) -> str | None:
        """That the width rests on the prior alone, where it does."""
        return None if self.cut_offs > 0 else PRIOR_ONLY

    @property
    def deviation(self) -> float:
        """The root of the mean of tau^2, both parts together."""
        return float(np.sqrt(np.sum(self.weights * (self.common**2 + self.own**2))))

    def factors(self, draws: int, rng: np.random.Generator, *, channels: int = 1, mean_one: bool = False) -> Array:
        """(draws, channels) factors of totals, exp(tau z): as the errors were learned, the forecast is their median.

        One z per draw is common to all channels and their customers; one more belongs to each channel. mean_one:
        exp(tau z - tau^2 / 2) instead, for draws whose mean is to remain the forecast. Their interval lies lower, by
        tau^2 / 2 in logarithms.
        """
        chosen = rng.choice(len(self.weights), draws, p=self.weights)
        common, own = self.common[chosen, None], self.own[chosen, None]
        z = common * rng.standard_normal((draws, 1)) + own * rng.standard_normal((draws, channels))
        return np.asarray(np.exp(z - (common**2 + own**2) / 2 if mean_one else z))


def prior_error(*, channels: bool = False) -> ModelError:
    """What is known of the errors of totals, or of channels, before any forecast has matured."""
    return learn_channels(np.zeros((0, 1)), np.zeros((0, 1))) if channels else learn(np.zeros(0), np.zeros(0))


def learn(
    errors: npt.ArrayLike, variances: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, usual: float = USUAL
) -> ModelError:
    """tau of a total.

    errors: (J,) ln(actual / predicted) at matured cut-offs. variances: (J,) of ln total, known to the model. weights:
    (J,) how much of a window each counts, see overlap_weights; None: 1 each. usual: the prior's median.
    Raises InputError where an error or a variance is not finite, or a variance is negative.
    """
    e, v, w = _checked(errors, variances, weights)
    spread = TAUS[:, None] ** 2 + v
    log_weight = log_prior(TAUS, usual) - 0.5 * np.sum(w * (np.log(spread) + e**2 / spread), axis=1)
    return ModelError(TAUS, np.zeros(len(TAUS)), importance_weights(log_weight), float(np.sum(w)))


def learn_channels(
    errors: npt.ArrayLike, variances: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, usual: float = USUAL
) -> ModelError:
    """tau of channels: a part common to all at a cut-off, and a part of each.

    errors, variances: (J, C), NaN errors where a channel has none. Of a cut-off the errors are jointly normal with
    covariance common^2 + (own^2 + v) on the diagonal. usual: the prior's median of the common part. Raises InputError
    as `learn` does, NaN errors aside.
    """
    given = np.asarray(errors, dtype=np.float64)
    seen = ~np.isnan(given)
    e, v, w = _checked(np.where(seen, given, 0.0), np.where(seen, variances, 0.0), weights)
    common, own = (grid.ravel() for grid in np.meshgrid(TAUS, TAUS, indexing="ij"))
    log_weight = log_prior(common, usual) + log_prior(own, USUAL_OWN)
    for j in range(len(e)):
        spread = TAUS[:, None] ** 2 + v[j, seen[j]]
        precision, weighted = np.sum(1 / spread, axis=1), np.sum(e[j, seen[j]] / spread, axis=1)
        alone = -0.5 * np.sum(np.log(spread) + e[j, seen[j]] ** 2 / spread, axis=1)
        # The determinant lemma and the formula of Sherman and Morrison for a rank-one common part.
        shared = 1 + TAUS[:, None] ** 2 * precision
        together = alone - 0.5 * np.log(shared) + 0.5 * TAUS[:, None] ** 2 * weighted**2 / shared
        log_weight += w[j] * together.ravel()
    count = float(np.sum(w[seen.any(axis=1)])) if len(e) else 0.0
    return ModelError(common, own, importance_weights(log_weight), count)


def log_prior(tau: Array, median: float) -> Array:
    """The density of ln tau, up to a constant."""
    return np.asarray(-0.5 * (np.log(tau / median) / SPREAD) ** 2)


def matured(cut_offs: npt.ArrayLike, days: int, at: int) -> npt.NDArray[np.bool_]:
    """(J,) which cut-offs (day numbers) had their horizon of `days` behind them on day `at`."""
    return np.asarray(np.asarray(cut_offs) + days <= at)


def overlap_weights(cut_offs: npt.ArrayLike, days: int) -> Array:
    """(J,) how much each cut-off's window of `days` adds to the one before: min(1, distance / days); 1 for the first.

    cut_offs: day numbers in increasing order.
    """
    day = np.asarray(cut_offs, dtype=np.float64)
    return np.minimum(1.0, np.diff(day, prepend=-np.inf) / days)


def relevance(days_back: npt.ArrayLike, horizons: npt.ArrayLike, horizon: float) -> Array:
    """(J,) how much each past error counts for a forecast over `horizon` days.

    days_back, horizons: (J,) where the cut-off was, in days before the present, and how far it looked ahead. Per
    horizon, a window counts by what it adds to the one before it (overlap_weights); by KEPT for a horizon half or twice
    as long, since errors of other horizons tell less; and all by CORRELATED, since errors of successive cut-offs of one
    shop resemble each other. Both constants were chosen on the four real sets of benchmarks/forecasts.py, where 0.5
    to 1 of either move the coverage by at most 5 points.
    """
    back, ahead = np.asarray(days_back, dtype=np.float64), np.asarray(horizons, dtype=np.float64)
    weights = np.zeros(len(back))
    for days in np.unique(ahead):
        rows = np.flatnonzero(ahead == days)
        rows = rows[np.argsort(-back[rows], kind="stable")]
        weights[rows] = overlap_weights(-back[rows], int(days))
    return np.asarray(CORRELATED * weights * KEPT ** np.abs(np.log2(ahead / horizon)))


def _checked(
    errors: npt.ArrayLike, variances: npt.ArrayLike, weights: npt.ArrayLike | None
) -> tuple[Array, Array, Array]:
    e, v = np.asarray(errors, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    w = np.ones(len(e)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not np.all(np.isfinite(e)):
        raise InputError(
            f"errors: received {e[~np.isfinite(e)][0]}; allowed are finite logarithms of actual / predicted"
        )
    if not np.all(np.isfinite(v) & (v >= 0)):
        raise InputError(
            f"variances: received {v[~(np.isfinite(v) & (v >= 0))][0]}; allowed are finite ones of 0 or more"
        )
    return e, v, w
