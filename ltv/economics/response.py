"""How new buyers respond to spend: a saturating curve per channel, from weekly data, with its uncertainty.

    buyers of a week ~ Poisson(demand * (1 - share + share * (1 + half) x / (half + x))), overdispersed
    x = the week's spend and what carries over from earlier weeks (geometric adstock), in usual weekly spends
    ln demand = level + trend + season + exponent * ln of the other channels' new buyers

the hyperbolic curve (Michaelis-Menten; Hill with exponent 1) and the adstock of media mix models, e.g. Jin et al. 2017,
"Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects", equations 1 and 4. `share` is of the buyers
at the usual spend, the part that would not have come without any; half its prior mass is on none. The curve lies on a
grid; at each of its points the demand is at its mode, integrated by Laplace's approximation. Weeks that scatter more
than Poisson count for less (quasi-likelihood, Wedderburn 1974), the more uncertain how much, the fewer they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ltv.economics.demand import Weeks, demand
from ltv.sampling import importance_weights
from ltv.states import Array

SHARES = (np.arange(20) + 0.5) / 20
HALVES = np.exp(np.linspace(-1.6, 2.8, 12))  # in usual weekly spends
HALF_MEAN, HALF_DEVIATION = 0.85, 0.9  # of its logarithm
CARRY = ((0.0, 0.6), (0.3, 0.25), (0.6, 0.15))  # carried from a week to the next, and its prior probability
PRIOR_NONE = 0.5  # that spend does nothing
MOST_NONE = 0.03  # posterior probability of the same, at most, where the response is said
STEPS = (6, 3)  # Newton's, at Poisson's dispersion and at the estimated one
FEWEST_WEEKS, FEWEST_BUYERS = 26, 20
LEAST_VARIATION = 0.10  # coefficient of variation of weekly spend

NO_SPEND = "Nothing was spent."
FEW_WEEKS = "Only {weeks} whole weeks are known; the response needs at least {needed}."
FEW_BUYERS = "Only {buyers} new buyers in these weeks; the response needs at least {needed}."
FLAT_SPEND = (
    "Weekly spend hardly varied (by {variation:.1%} of its mean, less than {needed:.0%}): no response can be read."
)
NO_RESPONSE = (
    "New buyers do not follow the spend by more than chance would (spend does nothing with a probability of"
    " {none:.0%}): no response is detectable."
)


@dataclass(frozen=True, eq=False)
class Response:
    """A posterior over one channel's curve, per week; (S,) each, weights summing to 1; or why there is none.

    mean_spend, lowest_spend, highest_spend: of the weeks seen. reason: None where the curve may be used. evidence:
    what it rests on, "experiment" or "association"; None where there is none. dispersion: variance of a week's new
    buyers to their mean; mean_buyers: of the weeks seen.
    """

    baseline: Array
    ceiling: Array
    half_spend: Array
    weights: Array
    mean_spend: float
    lowest_spend: float
    highest_spend: float
    reason: str | None
    evidence: str | None = None
    dispersion: float = 1.0
    mean_buyers: float = 0.0

    def buyers(self, spend: float) -> float:
        """Expected new buyers of a week, averaged over the draws."""
        return float(np.sum(self.weights * self.buyers_by_draw(spend)))

    def buyers_by_draw(self, spend: float) -> Array:
        """(S,) new buyers of a week at a weekly spend."""
        return np.asarray(self.baseline + self.ceiling * spend / (self.half_spend + spend))

    def slopes(self, spend: float) -> Array:
        """(S,) new buyers per unit of money more, at a weekly spend."""
        return np.asarray(self.ceiling * self.half_spend / (self.half_spend + spend) ** 2)

    def slope(self, spend: float) -> float:
        """The draws' mean; the marginal CAC is one over it."""
        return float(np.sum(self.weights * self.slopes(spend)))


@dataclass(frozen=True, eq=False)
class Curves:
    """The grid: share, half (in usual spends), carry, log_prior, (S,) each; at the first point spend does nothing."""

    share: Array
    half: Array
    carry: Array
    log_prior: Array


def grid() -> Curves:
    """Every combination of SHARES, HALVES and CARRY, and none."""
    share, half, carry = (a.ravel() for a in np.meshgrid(SHARES, HALVES, [c for c, _ in CARRY], indexing="ij"))
    away = (np.log(HALVES) - HALF_MEAN) / HALF_DEVIATION
    halves = np.exp(-(away**2) / 2) / np.sqrt(2 * np.pi) / HALF_DEVIATION
    prior = np.einsum("i,j,k->ijk", np.ones(len(SHARES)), halves, [p for _, p in CARRY]).ravel()
    prior = (1 - PRIOR_NONE) * prior / prior.sum()
    return Curves(np.r_[0.0, share], np.r_[1.0, half], np.r_[0.0, carry], np.log(np.r_[PRIOR_NONE, prior]))


def shapes(curves: Curves, spend: Array) -> Array:
    """(S, weeks) buyers to those at the usual spend. spend: (weeks,), in usual weekly spends."""
    found = np.empty((len(curves.share), len(spend)))
    for carry, _ in CARRY:
        points = np.flatnonzero(curves.carry == carry)
        share, half, x = curves.share[points, None], curves.half[points, None], adstock(spend, carry)
        found[points] = 1 - share + share * (1 + half) * x / (half + x)
    return np.maximum(found, 1e-6)


def adstock(spend: Array, carry: float) -> Array:
    """(weeks,) a weighted mean of each week's spend and those before; before the first week, the usual 1."""
    x, before = np.empty_like(spend), 1.0
    for week, s in enumerate(spend):
        before = x[week] = (1 - carry) * s + carry * before
    return x


@dataclass(frozen=True, eq=False)
class Posterior:
    """weights (S,) of the grid's points; levels (S,) weekly buyers at the usual spend; dispersion, to Poisson's."""

    weights: Array
    levels: Array
    dispersion: float


@dataclass(frozen=True, eq=False)
class Modes:
    """The demand at every point of the grid: coefficients (S, k), their log posterior and half the log determinant of
    its curvature (S,), and expected buyers (S, weeks)."""

    point: Array
    value: Array
    curvature: Array
    expected: Array


@dataclass(frozen=True, eq=False)
class Regression:
    """Overdispersed Poisson regressions, one for each point of the grid.

    offsets: (S, weeks) logarithms of the curves. columns (weeks, k) of demand, normal priors of deviations scales (k,)
    about 0, of the level (the first) about the mean. buyers: (weeks,).
    """

    offsets: Array
    columns: Array
    scales: Array
    buyers: Array

    def start(self) -> Array:
        """(S, k) the level alone."""
        return np.tile(self._aimed, (len(self.offsets), 1))

    @property
    def _aimed(self) -> Array:
        return np.asarray(np.r_[np.log(np.mean(self.buyers) + 1e-9), np.zeros(len(self.scales) - 1)])

    def climb(self, point: Array, dispersion: float, steps: int) -> Modes:
        """Newton's steps at all points of the grid at once."""
        k = len(self.scales)
        squares = (self.columns[:, :, None] * self.columns[:, None]).reshape(-1, k * k)
        for _ in range(steps):
            rest = self.buyers - self._expected(point)
            gradient = np.einsum("st,tk->sk", rest, self.columns) / dispersion - (point - self._aimed) / self.scales**2
            point = point + np.clip(_solved(self._curvature(point, squares, dispersion), gradient), -1.0, 1.0)
        expected, away = self._expected(point), (point - self._aimed) / self.scales
        value = np.sum(self.buyers * np.log(expected) - expected, axis=1) / dispersion - np.sum(away**2, axis=1) / 2
        return Modes(point, value, np.linalg.slogdet(self._curvature(point, squares, dispersion))[1] / 2, expected)

    def _expected(self, point: Array) -> Array:
        logs = self.offsets + np.einsum("sk,tk->st", point, self.columns)
        return np.asarray(np.exp(np.clip(logs, -30.0, 30.0)))

    def _curvature(self, point: Array, squares: Array, dispersion: float) -> Array:
        k = len(self.scales)
        own = np.einsum("st,tk->sk", self._expected(point), squares).reshape(-1, k, k)
        return np.asarray(own / dispersion + np.diag(self.scales**-2.0))


def _solved(matrices: Array, vectors: Array) -> Array:
    return np.asarray(np.linalg.solve(matrices, vectors[..., None])[..., 0])


def pearson(residuals: Array, freedom: float) -> float:
    """The dispersion, Poisson's or above, and a standard error on it: a season of another shape is not all seen."""
    return max(1.0, float(np.sum(residuals**2)) / freedom) * (1 + float(np.sqrt(2 / freedom)))


def posterior(
    regression: Regression, log_prior: Array, scatter: Callable[[Array, float], float] = pearson
) -> Posterior:
    """Of the grid's points, with the demand at each. scatter: the dispersion, of residuals and degrees of freedom."""
    freedom = float(len(regression.buyers) - len(regression.scales) - 1)
    rough = regression.climb(regression.start(), 1.0, STEPS[0])
    best = int(np.argmax(log_prior + rough.value - rough.curvature))
    dispersion = scatter((regression.buyers - rough.expected[best]) / np.sqrt(rough.expected[best]), freedom)
    found = regression.climb(rough.point, dispersion, STEPS[1])
    # A dispersion that is itself estimated: Student's tails in place of normal ones.
    lost = np.max(found.value) - found.value
    log_weights = log_prior - found.curvature - (freedom + 1) / 2 * np.log1p(2 * lost / (freedom + 1))
    levels = np.mean(found.expected / np.exp(regression.offsets), axis=1)
    return Posterior(importance_weights(log_weights), levels, dispersion)


def fit_response(weeks: Weeks) -> Response:
    """What new buyers are associated with spend, whatever the placebo tests say; `reason` where none can be told."""
    reason = too_little(weeks)
    nothing = abstain(weeks, reason)
    if reason is not None:
        return nothing
    curves, (columns, scales) = grid(), demand(weeks)
    shape = shapes(curves, weeks.spend / nothing.mean_spend)
    found = posterior(Regression(np.log(shape), columns, scales, weeks.buyers), curves.log_prior)
    return replace(responded(nothing, curves, found), evidence="association")


def responded(nothing: Response, curves: Curves, found: Posterior) -> Response:
    """The response of a posterior over the grid, with its reason where spend may do nothing."""
    none = float(found.weights[0])
    return replace(
        nothing,
        baseline=found.levels * (1 - curves.share),
        ceiling=found.levels * curves.share * (1 + curves.half),
        half_spend=curves.half * nothing.mean_spend,
        weights=found.weights,
        dispersion=found.dispersion,
        reason=NO_RESPONSE.format(none=none) if none > MOST_NONE else None,
    )


def abstain(weeks: Weeks, reason: str | None) -> Response:
    """No response, and why."""
    nothing, s = np.zeros(0), weeks.spend
    ends = (float(np.mean(s)), float(np.min(s)), float(np.max(s))) if len(s) else (0.0, 0.0, 0.0)
    mean = float(np.mean(weeks.buyers)) if len(s) else 0.0
    return Response(nothing, nothing, nothing, nothing, *ends, reason, mean_buyers=mean)


def too_little(weeks: Weeks, fewest: int = FEWEST_WEEKS) -> str | None:
    """Why the curve is not even tried, if so."""
    s, y = weeks.spend, weeks.buyers
    if not s.any():
        return NO_SPEND
    if len(s) < fewest:
        return FEW_WEEKS.format(weeks=len(s), needed=fewest)
    if y.sum() < FEWEST_BUYERS:
        return FEW_BUYERS.format(buyers=int(y.sum()), needed=FEWEST_BUYERS)
    variation = float(np.std(s) / np.mean(s))
    if variation < LEAST_VARIATION:
        return FLAT_SPEND.format(variation=variation, needed=LEAST_VARIATION)
    return None
