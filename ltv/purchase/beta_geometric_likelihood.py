"""The log-likelihood of the BG/NBD family on states, without gamma functions and without cancellation.

Ratios of gamma functions telescope over the purchases, so that sums over purchases weighted with the number of
customers who made at least as many, sums over distinct T, and one logistic term per state remain:

    LL = X ln(r / alpha) + sum_j S_j ln(1 + j / r) - sum_T (r W_T + X_T) ln(1 + T / alpha)
         - sum_j D_j ln(1 + a / (b + j)) + sum w ln(1 + exp(z))
    z  = ln a - ln(b + n - 1) + (r + x) ln((alpha + T) / (alpha + recency))     for states with n > 0

S_j: customers with x > j, D_j: with n > j occasions to drop out, W_T and X_T: customers and purchases at T, X: all
purchases. This is Fader, Hardie & Lee 2005, equation 6, rearranged; Batislam et al. 2007, equation 8, with n = x + 1.
"""

from __future__ import annotations

import numpy as np

from ltv.maximise import Evaluation
from ltv.states import Array, PurchaseStates


class BetaGeometricLikelihood:
    """Callable: log parameters (ln r, ln alpha, ln a, ln b) -> Evaluation. Sums run in the states' order."""

    def __init__(self, states: PurchaseStates, first_chance: int) -> None:
        x, w = states.frequency, states.customers
        self.purchases = float(np.sum(x * w))
        self.buyers = _more_than(x, w)
        self.survivors = _more_than(x + first_chance, w)
        self.T, inverse = np.unique(states.T, return_inverse=True)
        self.T_customers = np.bincount(inverse, w)
        self.T_purchases = np.bincount(inverse, w * x)
        leavers = (x + first_chance > 0) & (w > 0)
        self.x, self.recency, self.w = x[leavers], states.recency[leavers], w[leavers]
        self.gap = states.T[leavers] - self.recency
        self.past, self.past_inverse = np.unique(self.x + first_chance - 1, return_inverse=True)

    def __call__(self, log_parameters: Array) -> Evaluation:
        r, alpha, a, b = np.exp(log_parameters)
        parts = (self._purchasing(r, alpha), self._surviving(a, b), self._leaving(r, alpha, b, log_parameters[2]))
        return Evaluation(*(sum(part[i] for part in parts) for i in range(3)))  # type: ignore[arg-type]

    def _purchasing(self, r: float, alpha: float) -> Evaluation:
        """Purchases at rates ~ Gamma(r, alpha) up to T."""
        j, later = np.arange(len(self.buyers)), self.T / alpha
        log_later, share = np.log1p(later), later / (1 + later)
        exposed = r * self.T_customers + self.T_purchases
        value = self.purchases * np.log(r / alpha) + np.sum(self.buyers * np.log1p(j / r)) - np.sum(exposed * log_later)
        d_r = r * (np.sum(self.buyers / (r + j)) - np.sum(self.T_customers * log_later))
        d_alpha = -self.purchases + np.sum(exposed * share)
        d_rr = d_r - np.sum(self.buyers * (r / (r + j)) ** 2)
        d_ra = r * np.sum(self.T_customers * share)
        d_aa = -np.sum(exposed * share * (1 - share))
        return _padded(value, [d_r, d_alpha], [[d_rr, d_ra], [d_ra, d_aa]], 0)

    def _surviving(self, a: float, b: float) -> Evaluation:
        """No dropout on any occasion so far."""
        j, D = np.arange(len(self.survivors)), self.survivors
        leave = a / (a + b + j)  # on this occasion, if alive before it
        stay, own = (b + j) / (a + b + j), b / (b + j)
        value = -np.sum(D * np.log1p(a / (b + j)))
        d_a, d_b = -np.sum(D * leave), np.sum(D * leave * own)
        d_aa = -np.sum(D * leave * stay)
        d_ab = np.sum(D * leave * stay * own)
        d_bb = np.sum(D * leave * own * (1 - own * (1 + stay)))
        return _padded(value, [d_a, d_b], [[d_aa, d_ab], [d_ab, d_bb]], 2)

    def _leaving(self, r: float, alpha: float, b: float, log_a: float) -> Evaluation:
        """The odds exp(z) of having left right after the last purchase rather than not at all."""
        n, start = r + self.x, alpha + self.recency
        log_gap, end = np.log1p(self.gap / start), start + self.gap
        log_past, own = np.log(b + self.past), b / (b + self.past)
        z = log_a - log_past[self.past_inverse] + n * log_gap
        small = np.exp(-np.abs(z))
        value = np.sum(self.w * (np.maximum(z, 0.0) + np.log1p(small)))
        left = self.w * np.where(z > 0, 1.0, small) / (1 + small)
        both = left * np.where(z > 0, small, 1.0) / (1 + small)
        # First derivatives of z in ln r, ln alpha, ln a, ln b, and the second ones that are not 0.
        z_r, z_alpha, z_b = r * log_gap, -n * (alpha * self.gap / (start * end)), -own[self.past_inverse]
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


def _more_than(counts: Array, w: Array) -> Array:
    """For j = 0, 1, ...: the number of customers whose count is above j."""
    histogram = np.bincount(counts.astype(np.int64), w)
    return np.asarray(np.cumsum(histogram[::-1])[::-1][1:])


def _padded(value: float, gradient: list[float], hessian: list[list[float]], at: int) -> Evaluation:
    """Two parameters' derivatives in their place among four."""
    g, h = np.zeros(4), np.zeros((4, 4))
    g[at : at + 2], h[at : at + 2, at : at + 2] = gradient, hessian
    return Evaluation(float(value), g, h)
