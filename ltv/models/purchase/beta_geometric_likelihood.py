"""The log-likelihood of the BG/NBD family on states, without gamma functions and without cancellation.

Ratios of gamma functions telescope over the purchases, so that sums over purchases weighted with the number of
customers who made at least as many, sums over distinct T, and one logistic term per state remain:

    LL = (purchases, see GammaPoisson) - sum_j D_j ln(1 + a / (b + j)) + sum w ln(1 + exp(z))
    z  = ln a - ln(b + n - 1) + (r + x) ln((alpha + T) / (alpha + recency))     for states with n > 0

D_j: customers with more than j of their n occasions to drop out behind them. This is Fader, Hardie & Lee 2005,
equation 6, rearranged; Batislam et al. 2007, equation 8, with n = x + 1.
"""

from __future__ import annotations

import numpy as np

from ltv.models.purchase.gamma_poisson import GammaPoisson, more_than, softplus, total
from ltv.numerics.newton import Evaluation
from ltv.states import Array, PurchaseStates

ROWS = 8192  # states evaluated at once, so that what lies between stays in the cache


class BetaGeometricLikelihood:
    """Callable: log parameters (ln r, ln alpha, ln a, ln b) -> Evaluation. Sums run in the states' order."""

    def __init__(self, states: PurchaseStates, first_chance: int) -> None:
        x, w = states.frequency, states.customers
        self.purchasing = GammaPoisson(states)
        self.survivors = more_than(x + first_chance, w)
        leavers = x + first_chance > 0
        self.x, self.recency, self.w = x[leavers], states.recency[leavers], w[leavers]
        self.gap = states.T[leavers] - self.recency
        self.past = np.arange(len(self.survivors))  # occasions before the last one
        self.last = (self.x + first_chance - 1).astype(np.int64)

    def __call__(self, log_parameters: Array) -> Evaluation:
        r, alpha, a, b = np.exp(log_parameters)
        blocks = [slice(start, start + ROWS) for start in range(0, len(self.x), ROWS)]
        leaving = [(0, self._leaving(r, alpha, b, log_parameters[2], rows)) for rows in blocks]
        return total((0, self.purchasing(r, alpha)), (2, self._surviving(a, b)), *leaving)

    def value(self, log_parameters: Array) -> float:
        """See Likelihood."""
        r, alpha, a, b = np.exp(log_parameters)
        log_gap = np.log1p(self.gap / (alpha + self.recency))
        leaving = np.sum(self.w * softplus(self._log_odds(r, b, log_parameters[2], log_gap, slice(None))))
        return self.purchasing.value(r, alpha) + self._survival(a, b) + float(leaving)

    def _survival(self, a: float, b: float) -> float:
        return -float(np.sum(self.survivors * np.log1p(a / (b + np.arange(len(self.survivors))))))

    def _log_odds(self, r: float, b: float, log_a: float, log_gap: Array, rows: slice) -> Array:
        """z: the odds of having left right after the last purchase rather than not at all."""
        return np.asarray(log_a - np.log(b + self.past)[self.last[rows]] + (r + self.x[rows]) * log_gap)

    def _surviving(self, a: float, b: float) -> Evaluation:
        """No dropout on any occasion so far."""
        j, D = np.arange(len(self.survivors)), self.survivors
        leave = a / (a + b + j)  # on this occasion, if alive before it
        stay, own = (b + j) / (a + b + j), b / (b + j)
        d_a, d_b = -np.sum(D * leave), np.sum(D * leave * own)
        d_aa = -np.sum(D * leave * stay)
        d_ab = np.sum(D * leave * stay * own)
        d_bb = np.sum(D * leave * own * (1 - own * (1 + stay)))
        return Evaluation(self._survival(a, b), np.array([d_a, d_b]), np.array([[d_aa, d_ab], [d_ab, d_bb]]))

    def _leaving(self, r: float, alpha: float, b: float, log_a: float, rows: slice) -> Evaluation:
        """ln(1 + exp(z)) and its derivatives, summed over some of the states."""
        w, gap, n, start = self.w[rows], self.gap[rows], r + self.x[rows], alpha + self.recency[rows]
        log_gap, end = np.log1p(gap / start), start + gap
        own = b / (b + self.past)
        z = self._log_odds(r, b, log_a, log_gap, rows)
        small = np.exp(-np.abs(z))
        value = np.sum(w * (np.maximum(z, 0.0) + np.log1p(small)))
        left = w * np.where(z > 0, 1.0, small) / (1 + small)
        both = left * np.where(z > 0, small, 1.0) / (1 + small)
        # First derivatives of z in ln r, ln alpha, ln a, ln b, and the second ones that are not 0.
        z_r, z_alpha, z_b = r * log_gap, -n * (alpha * gap / (start * end)), -own[self.last[rows]]
        z_ra = z_alpha * (r / n)
        z_aa = z_alpha * (1 - alpha * (start + end) / (start * end))
        left_r, left_alpha, left_b = left * z_r, left * z_alpha, left * z_b
        both_r, both_alpha, both_b = both * z_r, both * z_alpha, both * z_b
        gradient = [left_r.sum(), left_alpha.sum(), left.sum(), left_b.sum()]
        h = np.empty((4, 4))
        h[0] = [np.sum(both_r * z_r) + left_r.sum(), np.sum(both_r * z_alpha + left * z_ra), both_r.sum(), 0]
        h[1] = [0, np.sum(both_alpha * z_alpha + left * z_aa), both_alpha.sum(), np.sum(both_alpha * z_b)]
        h[2] = [0, 0, both.sum(), both_b.sum()]
        h[3] = [0, 0, 0, np.sum(both_b * z_b + left_b * (1 + z_b))]
        h[0, 3] = np.sum(both_r * z_b)
        return Evaluation(float(value), np.array(gradient), np.triu(h) + np.triu(h, 1).T)
