"""How good forecasts and intervals were. Arrays of one length; customers: weights, how many share a row (1 if None)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.sampling import COVERAGE
from ltv.states import Array


def interval_score(
    low: npt.ArrayLike, high: npt.ArrayLike, actual: npt.ArrayLike, *, coverage: float = COVERAGE
) -> Array:
    """Width plus 2 / (1 - coverage) times the distance by which the actual value lies outside; lower is better.

    A proper score for central intervals: Gneiting & Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and
    Estimation", equation 43. Raises OptionError for a coverage that is not between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise OptionError(f"coverage: received {coverage}; allowed are shares between 0 and 1")
    low, high, actual = (np.asarray(a, dtype=np.float64) for a in (low, high, actual))
    outside = np.maximum(low - actual, 0.0) + np.maximum(actual - high, 0.0)
    return np.asarray(high - low + 2 / (1 - coverage) * outside)


def interval_coverage(low: npt.ArrayLike, high: npt.ArrayLike, actual: npt.ArrayLike) -> float:
    """The share of intervals that hold the actual value, ends included; NaN of none."""
    low, high, actual = (np.asarray(a, dtype=np.float64) for a in (low, high, actual))
    held = (low <= actual) & (actual <= high)
    return float(np.mean(held)) if held.size else float("nan")


def mean_absolute_error(predicted: Array, actual: Array, customers: Array | None = None) -> float:
    """Mean of |predicted - actual| per customer."""
    return float(np.average(np.abs(predicted - actual), weights=customers))


def root_mean_square_error(predicted: Array, actual: Array, customers: Array | None = None) -> float:
    """Root of the mean of (predicted - actual)^2 per customer."""
    return float(np.sqrt(np.average((predicted - actual) ** 2, weights=customers)))


def sum_bias(predicted: Array, actual: Array, customers: Array | None = None) -> float:
    """Predicted over actual sum, less 1; NaN where the actual sum is 0."""
    w = np.ones(len(predicted)) if customers is None else customers
    total = float(np.sum(w * actual))
    return float(np.sum(w * predicted)) / total - 1 if total != 0 else float("nan")


def top_decile_share(predicted: Array, actual: Array, customers: Array | None = None) -> float:
    """The share of the actual sum that came from the tenth of the customers with the highest predictions.

    Customers with equal predictions count as in the mean of all orders among them. NaN where the actual sum is 0.
    """
    w = np.ones(len(predicted)) if customers is None else np.asarray(customers, dtype=np.float64)
    total = float(np.sum(w * actual))
    if total == 0:
        return float("nan")
    _, group = np.unique(-predicted, return_inverse=True)
    size, came = np.bincount(group, w), np.bincount(group, w * actual)
    above = np.cumsum(size) - size
    taken = np.clip(0.1 * float(w.sum()) - above, 0.0, size)
    return float(np.sum(np.divide(taken, size, out=np.zeros_like(size), where=size > 0) * came)) / total
