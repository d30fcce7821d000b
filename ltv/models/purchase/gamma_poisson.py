"""The part of the likelihood that all models share: purchases at rates ~ Gamma(r, alpha) while alive (the NBD)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ltv.models.purchase.model import WIDE, Index
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Evaluation
from ltv.states import Array, PurchaseStates


class GammaPoisson:
    """X ln(r / alpha) + sum_j S_j ln(1 + j / r) - sum_T (r W_T + X_T) ln(1 + T / alpha), nobody having dropped out.

    S_j: customers with more than j purchases, W_T and X_T: customers and purchases at T, X: all purchases. Ratios of
    gamma functions telescope into S_j; nothing cancels where r and alpha are large. Callable: (r, alpha) ->
    Evaluation in (ln r, ln alpha).
    """

    def __init__(self, states: PurchaseStates) -> None:
        x, w = states.frequency, states.customers
        self.purchases = float(np.sum(x * w))
        self.buyers = more_than(x, w)
        self.T, inverse = np.unique(states.T, return_inverse=True)
        self.T_customers = np.bincount(inverse, w)
        self.T_purchases = np.bincount(inverse, w * x)

    def value(self, r: float, alpha: float) -> float:
        """The value alone."""
        j, log_later = np.arange(len(self.buyers)), np.log1p(self.T / alpha)
        exposed = r * self.T_customers + self.T_purchases
        rates = self.purchases * np.log(r / alpha) + np.sum(self.buyers * np.log1p(j / r))
        return float(rates - np.sum(exposed * log_later))

    def __call__(self, r: float, alpha: float) -> Evaluation:
        j, later = np.arange(len(self.buyers)), self.T / alpha
        log_later, share = np.log1p(later), later / (1 + later)
        exposed = r * self.T_customers + self.T_purchases
        d_r = r * (np.sum(self.buyers / (r + j)) - np.sum(self.T_customers * log_later))
        d_alpha = -self.purchases + np.sum(exposed * share)
        d_rr = d_r - np.sum(self.buyers * (r / (r + j)) ** 2)
        d_ra = r * np.sum(self.T_customers * share)
        d_aa = -np.sum(exposed * share * (1 - share))
        return Evaluation(self.value(r, alpha), np.array([d_r, d_alpha]), np.array([[d_rr, d_ra], [d_ra, d_aa]]))


class PoissonTiming:
    """Purchases at a customer's own rate, each followed by the customer's own chance to drop out (see Timing)."""

    def __init__(self, rate: Array, chance: Array, end: Array) -> None:
        self.rate, self.chance, self.end = rate, chance, end
        self.ever: npt.NDArray[np.bool_] = rate > 0
        self.now = np.zeros(len(rate))

    def next(self, who: Index, rng: np.random.Generator) -> tuple[Array, Array]:
        """See Timing: exponential waiting times; each purchase is one day."""
        with np.errstate(over="ignore", divide="ignore"):  # who hardly buys at all buys after all horizons, at infinity
            self.now[who] += rng.exponential(1.0, len(who)) / self.rate[who]
        return self.now[who], np.ones(len(who))

    def stays(self, who: Index, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
        """See Timing."""
        return np.asarray(rng.random(len(who)) >= self.chance[who])


def centred_on_rate(centre: tuple[float, ...], purchases: float, customers: float) -> Hyperprior:
    """A prior whose second coordinate, the log purchase rate, is counted from the data's own (with a mean T of 1)."""
    point = np.array(centre)
    point[1] += np.log((purchases + 0.5) / customers)
    return Hyperprior(point, np.full(len(point), WIDE))


def more_than(counts: Array, w: Array) -> Array:
    """For j = 0, 1, ...: the number of customers whose count is above j."""
    histogram = np.bincount(counts.astype(np.int64), w)
    return np.asarray(np.cumsum(histogram[::-1])[::-1][1:])


def softplus(z: Array) -> Array:
    """ln(1 + exp(z)), exact at both ends."""
    return np.asarray(np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))))


def total(*parts: tuple[int, Evaluation]) -> Evaluation:
    """The sum of evaluations, each of some adjacent ones of four parameters, given with the first one's position."""
    value, gradient, hessian = 0.0, np.zeros(4), np.zeros((4, 4))
    for at, part in parts:
        here = slice(at, at + len(part.gradient))
        value += part.value
        gradient[here] += part.gradient
        hessian[here, here] += part.hessian
    return Evaluation(value, gradient, hessian)
