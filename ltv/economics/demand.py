"""What moves a channel's new buyers besides its own spend: season, trend, and the demand that the whole shop sees.

Counts are looked at on two scales: as they are, by an overdispersed Poisson regression (response.py, experiments.py),
and as 2 sqrt(count + 3/8), on which a Poisson count has variance 1 whatever its mean (Anscombe 1948), by least squares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.errors import StatesError
from ltv.states import Array

WEEKS_OF_A_YEAR = 365.25 / 7
HARMONICS = 2
FEWEST_FOR_ALL = 40  # weeks; with fewer, one harmonic
LEAST_COMMON = 3.0  # buyers a week below which the shop's other channels say nothing of its demand
# Prior standard deviations, of logarithms: each harmonic, the trend from the middle to either end, the exponent of the
# shop's demand. Wide, since a demand that is shrunk away is given to the spend.
HARMONIC_SCALE, TREND_SCALE, COMMON_SCALE = 0.7, 0.7, 0.7


@dataclass(frozen=True, eq=False)
class Weeks:
    """One channel's whole weeks, in their order, beside the shop's other channels.

    spend, buyers: (weeks,), of 0 or more. other_spend, other_buyers: (others, weeks). tested: (weeks,), the weeks
    within a declared experiment.
    """

    spend: Array
    buyers: Array
    other_spend: Array
    other_buyers: Array
    tested: npt.NDArray[np.bool_]


def channel_weeks(spend: Array, buyers: Array, channel: int = 0, tested: npt.NDArray[np.bool_] | None = None) -> Weeks:
    """The weeks of one channel of a shop. spend, buyers: (channels, weeks), or (weeks,) of a single channel.

    Raises StatesError where the arrays are not of one shape or hold anything but finite numbers of 0 or more.
    """
    s, y = _checked("spend", spend), _checked("buyers", buyers)
    if s.shape != y.shape:
        raise StatesError(f"spend, buyers: received shapes {s.shape} and {y.shape}; allowed is one shape")
    others = np.arange(len(s)) != channel
    none = np.zeros(s.shape[1], dtype=bool)
    return Weeks(s[channel], y[channel], s[others], y[others], none if tested is None else tested)


def _checked(name: str, values: Array) -> Array:
    array = np.atleast_2d(np.asarray(values, dtype=np.float64))
    wrong = np.argwhere(~(np.isfinite(array) & (array >= 0)))
    if len(wrong):
        channel, week = (int(i) for i in wrong[0])
        raise StatesError(f"{name}: received {array[channel, week]} in week {week}; allowed are numbers of 0 or more")
    return array


def calendar(weeks: int) -> tuple[Array, Array]:
    """(weeks, k) trend, its bend and the season's harmonics; and their prior standard deviations (k,)."""
    t = np.arange(weeks) - (weeks - 1) / 2
    trend = t / max(1.0, (weeks - 1) / 2)
    columns, scales = [trend, trend**2 - np.mean(trend**2)], [TREND_SCALE, TREND_SCALE]
    for harmonic in range(1, 1 + (HARMONICS if weeks >= FEWEST_FOR_ALL else 1)):
        angle = 2 * np.pi * harmonic * t / WEEKS_OF_A_YEAR
        columns += [np.sin(angle), np.cos(angle)]
        scales += [HARMONIC_SCALE, HARMONIC_SCALE]
    return np.array(columns).T, np.array(scales)


def common_demand(weeks: Weeks) -> Array | None:
    """(weeks,) the shop's demand as its other channels show it: the logarithm of their new buyers, less its mean.

    Of channels without spend alone where they have buyers enough: no spend moves them. None where there are too few.
    """
    unpaid = weeks.other_buyers[~weeks.other_spend.any(axis=1)]
    for others in (unpaid, weeks.other_buyers):
        total = np.sum(others, axis=0)
        if len(total) and np.mean(total) >= LEAST_COMMON:
            logs = np.log(total + 0.5)
            return np.asarray(logs - np.mean(logs))
    return None


def demand(weeks: Weeks) -> tuple[Array, Array]:
    """(weeks, k) what moves new buyers besides spend, the level first; and the prior standard deviations (k,)."""
    columns, scales = calendar(len(weeks.spend))
    columns, scales = np.column_stack([np.ones(len(columns)), columns]), np.r_[10.0, scales]
    common = common_demand(weeks)
    if common is None:
        return columns, scales
    return np.column_stack([columns, common]), np.r_[scales, COMMON_SCALE]


def even(counts: Array) -> Array:
    """Counts on the scale on which their Poisson variance is 1."""
    return np.asarray(2 * np.sqrt(counts + 0.375))


def annihilator(columns: Array) -> Array:
    """(weeks, weeks) the projection onto what `columns` (weeks, k) leave unexplained."""
    basis, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    basis = basis[:, sizes > 1e-9 * sizes[0]]
    return np.asarray(np.eye(len(columns)) - np.einsum("ik,jk->ij", basis, basis))
