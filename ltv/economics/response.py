"""How new buyers respond to spend: a saturating curve per channel, from weekly data, with its uncertainty.

    buyers of a week ~ Poisson(baseline + ceiling * spend / (half_spend + spend))

the hyperbolic curve (Michaelis-Menten; Hill with exponent 1) of media mix models, e.g. Jin et al. 2017, "Bayesian
Methods for Media Mix Modeling with Carryover and Shape Effects", equation 4. Weeks that scatter more than Poisson count
for less (quasi-likelihood, Wedderburn 1974). Weak priors on the logarithms, relative to the mean week, keep what weekly
data leave open (often the ceiling) finite. Not modelled: carry-over into later weeks, season, other channels' spend.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ltv.errors import StatesError
from ltv.numerics.newton import Evaluation, maximise
from ltv.sampling import TAILS, importance_weights, student, weighted_quantile
from ltv.states import Array

# ln of baseline, ceiling (in mean weekly buyers) and half_spend (in mean weekly spend): a third of the buyers come by
# themselves, twice the usual is the most, reached by half at the usual spend; a factor of 3 to 5 either way is nothing.
PRIOR_MEAN, PRIOR_DEVIATION = np.array([-1.2, 0.7, 0.0]), np.array([1.5, 1.0, 1.2])
DRAWS = 2000
FEWEST_WEEKS, FEWEST_BUYERS = 12, 20
LEAST_VARIATION = 0.10  # coefficient of variation of weekly spend
LEAST_EVIDENCE = 3.84  # twice the gain in log-likelihood over "spend does nothing": 5 % by chance, at one parameter
WIDEST = 10.0  # ratio of the ends of the marginal response's 90 % interval

NO_SPEND = "Nothing was spent."
FEW_WEEKS = "Only {weeks} whole weeks are known; the response needs at least {needed}."
FEW_BUYERS = "Only {buyers} new buyers in these weeks; the response needs at least {needed}."
FLAT_SPEND = (
    "Weekly spend hardly varied (by {variation:.0%} of its mean, less than {needed:.0%}): no response can be read."
)
NO_RESPONSE = "New buyers do not follow the spend by more than chance would: no response is detectable."
WIDE_RESPONSE = "The response is not identified: the 90 % interval of its slope spans a factor of {ratio:.0f}."


@dataclass(frozen=True, eq=False)
class Response:
    """Posterior draws of one channel's curve, per week; (S,) each, weights summing to 1; or why there is none.

    mean_spend, lowest_spend, highest_spend: of the weeks seen. reason: None where the curve is identified.
    """

    baseline: Array
    ceiling: Array
    half_spend: Array
    weights: Array
    mean_spend: float
    lowest_spend: float
    highest_spend: float
    reason: str | None

    def buyers(self, spend: float) -> float:
        """Expected new buyers of a week, averaged over the draws."""
        return float(np.sum(self.weights * (self.baseline + self.ceiling * spend / (self.half_spend + spend))))

    def slopes(self, spend: float) -> Array:
        """(S,) new buyers per unit of money more, at a weekly spend."""
        return np.asarray(self.ceiling * self.half_spend / (self.half_spend + spend) ** 2)

    def slope(self, spend: float) -> float:
        """The draws' mean; the marginal CAC is one over it."""
        return float(np.sum(self.weights * self.slopes(spend)))


def fit_response(spend: Array, buyers: Array, *, seed: int = 0) -> Response:
    """Fit the curve to whole weeks. spend, buyers: (weeks,), of 0 or more; their order does not matter.

    Raises StatesError where the arrays are not of one length or hold anything but finite numbers of 0 or more.
    """
    s, y = _checked("spend", spend), _checked("buyers", buyers)
    if len(s) != len(y):
        raise StatesError(f"spend, buyers: received lengths {len(s)} and {len(y)}; allowed is one length")
    order = np.lexsort((y, s))
    s, y = s[order], y[order]
    reason = _too_little(s, y)
    if reason is not None:
        nothing = np.zeros(0)
        ends = (float(np.mean(s)), float(s[0]), float(s[-1])) if len(s) else (0.0, 0.0, 0.0)
        return Response(nothing, nothing, nothing, nothing, *ends, reason)
    unit, scale = float(np.mean(s)), float(np.mean(y))
    s, y = s / unit, y / scale

    # Scaled counts have dispersion 1 / scale where they are Poisson.
    dispersion = 1 / scale
    mode = _mode(s, y, dispersion)
    fitted = _curve(mode, s)
    pearson = float(np.sum((y - fitted) ** 2 / fitted)) / (len(s) - len(mode))
    dispersion = max(dispersion, pearson)
    mode = _mode(s, y, dispersion)
    points, weights = _draws(mode, s, y, dispersion, seed)
    baseline, ceiling, half = np.exp(points).T
    known = Response(
        baseline * scale, ceiling * scale, half * unit, weights, unit, float(s[0]) * unit, float(s[-1]) * unit, None
    )
    # Where spend does nothing every week expects 1 (in the scaled counts), of log-likelihood -1.
    evidence = 2 * (float(_log_likelihood(mode[None], s, y, dispersion)[0]) + len(s) / dispersion)
    low, high = (float(v) for v in weighted_quantile(known.slopes(unit), weights, TAILS))
    if evidence < LEAST_EVIDENCE:
        return replace(known, reason=NO_RESPONSE)
    if high > WIDEST * low:
        return replace(known, reason=WIDE_RESPONSE.format(ratio=high / low))
    return known


def _checked(name: str, values: Array) -> Array:
    array = np.asarray(values, dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(array) & (array >= 0)))
    if len(wrong):
        raise StatesError(f"{name}: received {array[wrong[0]]} in week {wrong[0]}; allowed are numbers of 0 or more")
    return array


def _too_little(s: Array, y: Array) -> str | None:
    """Why the curve is not even tried, if so."""
    if not s.any():
        return NO_SPEND
    if len(s) < FEWEST_WEEKS:
        return FEW_WEEKS.format(weeks=len(s), needed=FEWEST_WEEKS)
    if y.sum() < FEWEST_BUYERS:
        return FEW_BUYERS.format(buyers=int(y.sum()), needed=FEWEST_BUYERS)
    variation = float(np.std(s) / np.mean(s))
    if variation < LEAST_VARIATION:
        return FLAT_SPEND.format(variation=variation, needed=LEAST_VARIATION)
    return None


def _curve(points: Array, s: Array) -> Array:
    """(..., weeks) expected buyers at log parameters (..., 3)."""
    baseline, ceiling, half = (np.exp(points[..., i, None]) for i in range(3))
    return np.asarray(baseline + ceiling * s / (half + s))


def _log_likelihood(points: Array, s: Array, y: Array, dispersion: float) -> Array:
    """(S,) Poisson, as much as its dispersion leaves of it."""
    expected = _curve(points, s)
    return np.asarray(np.sum(y * np.log(expected) - expected, axis=-1) / dispersion)


def _mode(s: Array, y: Array, dispersion: float) -> Array:
    """The posterior mode, by Fisher scoring."""

    def posterior(point: Array) -> Evaluation:
        slopes, expected = _slopes(point, s), _curve(point, s)
        away = point - PRIOR_MEAN
        value = (
            float(_log_likelihood(point[None], s, y, dispersion)[0]) - float(np.sum((away / PRIOR_DEVIATION) ** 2)) / 2
        )
        gradient = np.sum(slopes * (y / expected - 1), axis=1) / dispersion - away / PRIOR_DEVIATION**2
        return Evaluation(value, gradient, -_information(slopes, expected, dispersion))

    return maximise(posterior, PRIOR_MEAN, np.full(3, -15.0), np.full(3, 15.0)).point


def _slopes(point: Array, s: Array) -> Array:
    """(3, weeks) derivatives of the curve in the log parameters."""
    baseline, ceiling, half = np.exp(point)
    rising = ceiling * s / (half + s)
    return np.array([np.full_like(s, baseline), rising, -rising * half / (half + s)])


def _information(slopes: Array, expected: Array, dispersion: float) -> Array:
    own = np.sum(slopes[:, None] * slopes / expected, axis=2) / dispersion
    return np.asarray(own + np.diag(PRIOR_DEVIATION**-2.0))


def _draws(mode: Array, s: Array, y: Array, dispersion: float, seed: int) -> tuple[Array, Array]:
    """Points (S, 3) and weights: t proposals around the mode, weighted by the posterior."""
    information = _information(_slopes(mode, s), _curve(mode, s), dispersion)
    t, log_t = student(np.random.default_rng([3, seed]), DRAWS, 3)
    points = mode + np.sum(np.linalg.cholesky(np.linalg.inv(information)) * t[:, None, :], axis=2)
    log_prior = -np.sum(((points - PRIOR_MEAN) / PRIOR_DEVIATION) ** 2, axis=1) / 2
    log_weights = _log_likelihood(points, s, y, dispersion) + log_prior - log_t
    return points, importance_weights(log_weights)
