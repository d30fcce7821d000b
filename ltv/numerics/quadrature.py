"""Quadrature rules that stay exact where closed forms with special functions lose digits or overflow.

All are trapezoidal sums of analytic functions on the whole line, whose error falls exponentially with the step
(Takahasi & Mori 1974 for the stretched tails).
"""

from __future__ import annotations

import numpy as np

from ltv.states import Array

STEP = 0.2  # the trapezoidal error of Gamma(a)-like integrands is below 1e-14 for all a at this step
NEGLIGIBLE = 40.0  # exp(-40) = 4e-18
SMALLEST = 1e-200  # a probability that stands for 0 and can still be divided by


def beta_rules(a: float, b: Array, steepness: Array) -> list[tuple[Array, Array]]:
    """Per element of b and steepness: nodes p and weights (summing to 1) for expectations over p ~ Beta(a, b).

    Exact to about 1e-13 for functions of p that vary no faster near 0 than (1 + p k) ** -n with n k <= steepness.
    The sum runs over logit(p), uniformly where density or function vary and stretched exponentially in the tails. The
    rules are laid out one after the other, so that each step is one operation for all of them.
    """
    left, right = -np.log(np.maximum(np.maximum(steepness, b), 1.0)) - 3.0, np.log(max(a, 1.0)) + 3.0
    low, high = _beta_range(a, b, NEGLIGIBLE + np.log1p(steepness))
    start = np.where(low < left, left - np.log1p(np.maximum(left - low, 0.0)), low)
    stop = np.where(high > right, right + np.log1p(np.maximum(high - right, 0.0)), high)
    step = STEP * np.minimum(1.0, 3.0 * np.sqrt(1.0 / a + 1.0 / b))
    count = np.ceil((stop - start) / step).astype(np.int64) + 1
    ends = np.cumsum(count)
    rule = np.repeat(np.arange(len(b)), count)
    number = np.arange(ends[-1]) - (ends - count)[rule]
    s = number * ((stop - start) / np.maximum(count - 1, 1))[rule] + start[rule]
    s[ends[count > 1] - 1] = stop[count > 1]
    to_left, to_right = np.exp(left[rule] - s), np.exp(s - right)
    logit = s - to_left + to_right
    log_p, log_rest = -np.logaddexp(0.0, -logit), -np.logaddexp(0.0, logit)
    log_weight = a * log_p + b[rule] * log_rest + np.log1p(to_left + to_right)
    weight = np.exp(log_weight - np.maximum.reduceat(log_weight, ends - count)[rule])
    p = np.maximum(np.exp(log_p), SMALLEST)
    parts = [slice(end - n, end) for end, n in zip(ends, count, strict=True)]
    return [(p[part], weight[part] / weight[part].sum()) for part in parts]


def beta_rule(a: float, b: float, steepness: float) -> tuple[Array, Array]:
    """One of beta_rules."""
    return beta_rules(a, np.array([b]), np.array([steepness]))[0]


def _beta_range(a: float, b: Array, depth: Array) -> tuple[Array, Array]:
    """Between which logits the density of Beta(a, b) is within exp(-depth) of its peak (or a little more).

    Two bounds hold on each side, one from the tail's slope, one from the curvature at the peak; the tighter counts.
    """
    mode, deviation = np.log(a / b), np.sqrt(1.0 / a + 1.0 / b)
    drop = depth + a * np.log1p(b / a) + b * np.log1p(a / b)
    low = np.maximum(-_log_expm1(drop / a), mode - np.sqrt(2 * depth) * deviation - depth / a)
    high = np.minimum(_log_expm1(drop / b), mode + np.sqrt(2 * depth) * deviation + depth / b)
    return low, high


def _log_expm1(y: Array) -> Array:
    return np.asarray(y + np.log(-np.expm1(-y)))


def exponential_rule(steepness: float) -> tuple[Array, Array]:
    """Nodes u and weights (summing to 1) for expectations over the standard exponential distribution.

    Exact to about 1e-13 for functions of u that vary no faster near 0 than (1 + u k) ** -n with n k <= steepness.
    """
    left = -np.log(max(steepness, 1.0)) - 3.0
    start = left - np.log1p(NEGLIGIBLE)
    s = np.arange(start, np.log(NEGLIGIBLE) + STEP, STEP)
    log_u = s - np.exp(left - s)
    log_weight = log_u - np.exp(log_u) + np.log1p(np.exp(left - s))
    weight = np.exp(log_weight - log_weight.max())
    return np.maximum(np.exp(log_u), SMALLEST), weight / weight.sum()
