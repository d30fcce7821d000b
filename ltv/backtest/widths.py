"""How wide the interval of a total is, in logarithms, and what the width comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ltv.sampling import NORMAL_90, TAILS
from ltv.states import Array

LEAST = 0.5  # times the smallest draw above 0: what a draw of 0 counts as in a logarithm
NOTHING = 1e-3  # times the mean of the draws: what a smaller one counts as there


@dataclass(frozen=True)
class WidthParts:
    """Shares, summing to 1, of the squared width (in logarithms) of a 90 % interval; all 0 where it has no width."""

    parameters: float
    chance: float
    model_error: float


def width_parts(by_parameters: Array, by_chance: Array, draws: Array) -> WidthParts:
    """The shares from three sets of draws, each with one more source of uncertainty. (S,) each."""
    widths = np.square([log_width(by_parameters), log_width(by_chance), log_width(draws)])
    parts = np.maximum(np.diff(np.maximum.accumulate(widths), prepend=0.0), 0.0)
    shares = parts / parts.sum() if parts.sum() > 0 else parts
    return WidthParts(*map(float, shares))


def log_variance(draws: Array) -> float:
    """That of a normal whose central 90 % are as wide as those of ln draws."""
    return (log_width(draws) / (2 * NORMAL_90)) ** 2


def log_variance_of_smaller(variance: float, times: float) -> float:
    """The variance of the logarithm of a sum so many times smaller than one of `variance`, from the same causes.

    Both are taken for lognormals: exp(variance) - 1 is the squared coefficient of variation, which is in inverse
    proportion to the size.
    """
    return float(np.log1p(np.expm1(variance) * times))


def log_width(draws: Array) -> float:
    """The width of the central 90 % of ln draws; draws of next to nothing count as LEAST and NOTHING say."""
    positive = draws[draws > 0]
    if len(positive) == 0:
        return 0.0
    least = max(LEAST * positive.min(), NOTHING * draws.mean())
    low, high = np.quantile(np.log(np.maximum(draws, least)), TAILS)
    return float(high - low)
