"""The log-likelihood of the Pareto/NBD on states, with gradient and Hessian taken under the integral sign.

    LL = (purchases, see GammaPoisson) - s sum_T W_T ln(1 + T / beta) + sum w ln(1 + odds)

(Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, note 009, equation 15, rearranged.) The derivatives of ln
odds are means, and the second ones means and covariances, over the density of the dropout time.
"""

from __future__ import annotations

import numpy as np

from ltv.models.purchase.gamma_poisson import GammaPoisson, softplus, total
from ltv.models.purchase.pareto_integral import Nodes, odds_of_leaving
from ltv.numerics.newton import Evaluation
from ltv.states import Array, PurchaseStates

PAIRS = [(i, j) for i in range(4) for j in range(i, 4)]


class ParetoLikelihood:
    """Callable: log parameters (ln r, ln alpha, ln s, ln beta) -> Evaluation."""

    def __init__(self, states: PurchaseStates) -> None:
        self.purchasing = GammaPoisson(states)
        leavers = states.recency < states.T
        self.x, self.recency = states.frequency[leavers], states.recency[leavers]
        self.T, self.w = states.T[leavers], states.customers[leavers]

    def __call__(self, log_parameters: Array) -> Evaluation:
        r, alpha, s, beta = np.exp(log_parameters)
        value, gradient, hessian = 0.0, np.zeros(4), np.zeros((4, 4))
        for part in odds_of_leaving(r + self.x, alpha, s, beta, self.recency, self.T, log_parameters[2]):
            added = self._leaving(part, r, alpha, s, beta)
            value, gradient, hessian = value + added.value, gradient + added.gradient, hessian + added.hessian
        leaving = Evaluation(value, gradient, hessian)
        return total((0, self.purchasing(r, alpha)), (2, self._staying(s, beta)), (0, leaving))

    def value(self, log_parameters: Array) -> float:
        """See Likelihood."""
        r, alpha, s, beta = np.exp(log_parameters)
        value = self.purchasing.value(r, alpha)
        value -= s * float(np.sum(self.purchasing.T_customers * np.log1p(self.purchasing.T / beta)))
        for part in odds_of_leaving(r + self.x, alpha, s, beta, self.recency, self.T, log_parameters[2]):
            value += float(np.sum(self.w[part.rows] * softplus(part.log_odds)))
        return float(value)

    def _staying(self, s: float, beta: float) -> Evaluation:
        """Nobody has dropped out by T, at dropout rates ~ Gamma(s, beta)."""
        w, later = self.purchasing.T_customers, self.purchasing.T / beta
        share = later / (1 + later)
        d_s, d_b = -s * np.sum(w * np.log1p(later)), s * np.sum(w * share)
        d_bb = -s * np.sum(w * share * (1 - share))
        return Evaluation(float(d_s), np.array([d_s, d_b]), np.array([[d_s, d_b], [d_b, d_bb]]))

    def _leaving(self, part: Nodes, r: float, alpha: float, s: float, beta: float) -> Evaluation:
        """ln(1 + odds), the odds being those of having dropped out rather than not."""
        rows, z = part.rows, part.log_odds
        w, T, u, n = self.w[rows], self.T[rows, None], part.u, r + self.x[rows, None]
        small = np.exp(-np.abs(z))
        left = w * np.where(z > 0, 1.0, small) / (1 + small)
        both = left * np.where(z > 0, small, 1.0) / (1 + small)
        # First derivatives of the log of the integrand in ln r, ln alpha, ln s, ln beta ...
        to_alpha, to_beta = 1 / (alpha + u), 1 / (beta + u)
        rest = T - u
        d_r = r * np.log1p(rest * to_alpha)
        d_alpha = -(n * alpha / (alpha + T)) * (rest * to_alpha)
        d_s = s * np.log1p(rest * to_beta)
        d_sb = -(s * beta / (beta + T)) * (rest * to_beta)
        own = beta * to_beta
        first = (d_r, d_alpha, d_s, d_sb - own)
        # ... and the second ones that are not 0.
        d_aa = d_alpha * (1 - alpha * (to_alpha + 1 / (alpha + T)))
        d_bb = d_sb * (1 - beta * (to_beta + 1 / (beta + T))) - own * (1 - own)
        second = {(0, 0): d_r, (0, 1): d_alpha * (r / n), (1, 1): d_aa, (2, 2): d_s, (2, 3): d_sb, (3, 3): d_bb}

        weighted = [part.weight * d for d in first]
        means = [np.sum(d, axis=1) for d in weighted]
        means[2] += 1.0  # the factor s before the integral
        hessian = np.zeros((4, 4))
        for i, j in PAIRS:
            spread = weighted[i] * first[j]
            if (i, j) in second:
                spread += part.weight * second[i, j]
            shifted = [means[k] - (k == 2) for k in (i, j)]
            curve = np.sum(spread, axis=1) - shifted[0] * shifted[1]
            hessian[i, j] = hessian[j, i] = np.sum(left * curve + both * means[i] * means[j])
        value = float(np.sum(w * softplus(z)))
        return Evaluation(value, np.array([np.sum(left * mean) for mean in means]), hessian)
