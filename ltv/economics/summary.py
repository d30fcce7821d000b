"""What is shown of a channel's predictive distribution: intervals, probabilities, payback, what the width comes
from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ltv.economics.intervals import Predictive
from ltv.economics.paths import payback_day
from ltv.sampling import TAILS, weighted_quantile


@dataclass(frozen=True)
class ChannelIntervals:
    """90 % intervals. Without CAC all but the LTV is None; so is a payback not reached by the last day.

    width_from_parameters, width_from_chance, width_from_model_error: shares, summing to 1, of the squared width.
    """

    average_ltv_low: float
    average_ltv_high: float
    width_from_parameters: float
    width_from_chance: float
    width_from_model_error: float
    probability_ltv_exceeds_cac: float | None
    probability_ltv_exceeds_target: float | None
    payback_days: int | None
    payback_days_low: int | None
    payback_days_high: int | None
    roi_low: float | None
    roi_high: float | None


def channel_intervals(predictive: Predictive, cac: float | None, *, target: float = 3.0) -> ChannelIntervals:
    """90 % intervals of one channel. cac: spend per customer acquired, above 0, or None. target: LTV per unit of it."""
    low, high = (float(v) for v in weighted_quantile(predictive.average, predictive.weights, TAILS))
    parts = width_parts(predictive)
    if cac is None:
        return ChannelIntervals(low, high, *parts, None, None, None, None, None, None, None)
    exceeds, reaches = (
        float(np.average(predictive.average > cost, weights=predictive.weights)) for cost in (cac, target * cac)
    )
    reached = payback_day(predictive.paths, cac)
    early, late = (whole_days(v) for v in weighted_quantile(reached, predictive.weights, TAILS, step=True))
    expected = whole_days(float(payback_day(predictive.expected_path[None], cac)[0]))
    return ChannelIntervals(
        low, high, *parts, exceeds, reaches, expected, early, late, (low - cac) / cac, (high - cac) / cac
    )


def width_parts(predictive: Predictive) -> tuple[float, float, float]:
    """What the squared width of the average's 90 % interval comes from: parameters, chance, the model's error; shares
    that sum to 1, or all 0 where there is no width."""
    draws = (predictive.by_parameters, predictive.by_chance, predictive.average)
    widths = [float(np.ptp(weighted_quantile(values, predictive.weights, TAILS))) ** 2 for values in draws]
    parts = np.diff(np.maximum.accumulate(widths), prepend=0.0)
    shares = parts / parts.sum() if parts.sum() > 0 else parts
    return float(shares[0]), float(shares[1]), float(shares[2])


def whole_days(value: float) -> int | None:
    """Days, None where they are infinite."""
    return int(value) if np.isfinite(value) else None
