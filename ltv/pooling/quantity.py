"""How a positive quantity responds to draws of the parameters.

Where much data keep the draws close together, the logarithm of the quantity is expanded to the second order along their
principal axes, in the logarithms of the parameters: 1 + 2 k + k (k - 1) / 2 evaluations for k parameters (a composite
design, Box & Wilson 1951). With little data draws are far apart and skewed, and the quantity is evaluated at some of
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from ltv.pooling.models import ParameterDraws
from ltv.sampling import systematic
from ltv.states import Array

DRAWS = 1000  # unweighted ones, resampled from those given
EVALUATED = 100  # of them where the quantity itself is evaluated
STEP = 1.5  # deviations from the centre at which the quantity is evaluated
FARTHEST = 3.0  # deviations beyond which it is not extrapolated


def response(draws: ParameterDraws | None, quantity: Callable[[Mapping[str, float]], float], *, expand: bool) -> Array:
    """(R,) the quantity under the draws, resampled by their weights; (1,) ones without draws.

    expand: whether to expand it (R = DRAWS) or to evaluate it (R = EVALUATED). Parameters that no draw varies (those a
    limiting model decides, 0 among them) stay as they are.
    """
    if draws is None:
        return np.ones(1)
    count = DRAWS if expand else EVALUATED
    chosen = systematic(draws.weights, count)
    values = np.array([draws.parameters[name][chosen] for name in draws.parameters])

    def at(given: Array) -> float:
        return quantity(dict(zip(draws.parameters, map(float, given), strict=True)))

    if not expand:
        return np.array([at(given) for given in values.T])
    varied = np.all((values > 0) & np.isfinite(values), axis=1) & (np.ptp(values, axis=1) > 0)

    def log_quantity(logs: Array) -> float:
        given = values[:, 0].copy()
        given[varied] = np.exp(logs)
        return float(np.log(max(at(given), np.finfo(np.float64).tiny)))

    return np.exp(_expanded(log_quantity, np.log(values[varied])))


def _expanded(function: Callable[[Array], float], points: Array) -> Array:
    """(S,) a function at points (k, S), by its expansion around their mean."""
    middle = points.mean(axis=1)
    here, total = function(middle), np.zeros(points.shape[1])
    if len(points) == 0:
        return here + total
    variances, axes = np.linalg.eigh(np.atleast_2d(np.cov(points)))
    kept = variances > 1e-12 * variances[-1]
    roots = (axes * np.sqrt(np.maximum(variances, 0.0))).T[kept]
    z = axes.T[kept] @ (points - middle[:, None]) / np.sqrt(variances[kept])[:, None]
    z = np.clip(z, -FARTHEST, FARTHEST)
    up = [function(middle + STEP * root) - here for root in roots]
    down = [function(middle - STEP * root) - here for root in roots]
    for i in range(len(roots)):
        total += z[i] * (up[i] - down[i]) / (2 * STEP) + z[i] ** 2 * (up[i] + down[i]) / (2 * STEP**2)
    for i, j in combinations(range(len(roots)), 2):
        both = function(middle + STEP * (roots[i] + roots[j])) - here
        total += z[i] * z[j] * (both - up[i] - up[j]) / STEP**2
    return np.asarray(here + total)
