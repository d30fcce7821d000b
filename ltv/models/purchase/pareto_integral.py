"""The odds that a Pareto/NBD customer has dropped out, as an integral, where the hypergeometric form is unstable.

    odds = s * integral from recency to T of ((alpha + T) / (alpha + u)) ** (r + x) * ((beta + T) / (beta + u)) ** s
           du / (beta + u)

(Schmittlein, Morrison & Colombo 1987, appendix, before the integral becomes 2F1). With y = ln((near + u) / (near +
recency)), near = min(alpha, beta), the integrand is analytic within pi of the real line and its exponent is convex in
y, so that a few Gauss-Legendre panels over the part that matters are exact to about 1e-13.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ltv.states import Array

Value = float | Array
NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
PANEL_EXPONENT, PANEL_WIDTH = 4.0, 2.0  # 8 nodes integrate exp(-4 y) on [0, 1] to 3e-13, poles at pi over 2 likewise
DEPTH = 44.0  # exp(-44) = 8e-20 of the integrand's peak
NODES_AT_ONCE = 1 << 16  # keeps the tables in the cache


class Nodes(NamedTuple):
    """Quadrature for the states `rows`: log odds (m,), and per node (m, k) of each: the density's weight, and u."""

    rows: npt.NDArray[np.intp]
    log_odds: Array
    weight: Array
    u: Array


def odds_of_leaving(
    n: Array, alpha: Value, s: Value, beta: Value, recency: Array, T: Array, log_s: Value
) -> Iterator[Nodes]:
    """The states with recency < T in parts, each with its log odds and the density of the dropout time u.

    n: r + x per state. alpha, s, beta, log_s: of all states, or one of each. The parts come in an order that depends on
    the values given only.
    """
    near, far, alpha_is_near = np.minimum(alpha, beta), np.maximum(alpha, beta), alpha <= beta
    near_power, far_power = np.where(alpha_is_near, n - 1, s), np.where(alpha_is_near, s + 1, n)
    gap, start, ratio = T - recency, near + recency, (near + recency) / (far + recency)
    end = np.log1p(gap / start)
    exponent = near_power * end + far_power * np.log1p(ratio * np.expm1(end))
    _shorten(end, exponent, near_power, far_power, ratio)
    log_scale = log_s + n * np.log1p(gap / (alpha + recency)) + s * np.log1p(gap / (beta + recency))
    log_scale += np.where(alpha_is_near, np.log(ratio), 0.0)
    panels = np.ceil(np.maximum(np.maximum(exponent / PANEL_EXPONENT, end / PANEL_WIDTH), 1.0)).astype(np.int64)
    panels[gap == 0] = 0
    for count in np.unique(panels[panels > 0]):
        found = np.flatnonzero(panels == count)
        nodes = ((np.arange(count)[:, None] + (1 + NODES) / 2) / count).ravel()
        weights = np.tile(WEIGHTS / (2 * count), count)
        for rows in np.array_split(found, len(found) * len(nodes) // NODES_AT_ONCE + 1):
            y = end[rows, None] * nodes
            grown = np.expm1(y)
            log_density = near_power[rows, None] * y + far_power[rows, None] * np.log1p(ratio[rows, None] * grown)
            density = np.exp(-log_density) * weights
            mass = density.sum(axis=1)
            log_odds = log_scale[rows] + np.log(mass * end[rows])
            yield Nodes(rows, log_odds, density / mass[:, None], recency[rows, None] + start[rows, None] * grown)


def _shorten(end: Array, exponent: Array, near_power: Array, far_power: Array, ratio: Array) -> None:
    """Cut ranges (in place) to where the exponent is at most DEPTH or a little more.

    The exponent is convex in y and 0 at 0, so that Newton's method from the right stays to the right of its goal.
    """
    rows = np.flatnonzero(exponent > DEPTH + PANEL_EXPONENT)
    while len(rows):
        y, near, far, k = end[rows], near_power[rows], far_power[rows], ratio[rows]
        slope = near + far * k * np.exp(y) / (1 + k * np.expm1(y))
        y = y - (exponent[rows] - DEPTH) / slope
        end[rows], exponent[rows] = y, near * y + far * np.log1p(k * np.expm1(y))
        rows = rows[exponent[rows] > DEPTH + PANEL_EXPONENT]
