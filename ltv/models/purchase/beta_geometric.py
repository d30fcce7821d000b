"""The BG/NBD family: dropout with a beta-distributed chance after each purchase, purchases at a gamma-distributed rate.

`first_chance` is the only difference between its members: BG/NBD customers can first drop out after the first repeat
purchase (Fader, Hardie & Lee 2005), MBG/NBD customers right after the acquisition too (Batislam, Denizel & Filiztekin
2007), so that x repeat purchases are x + first_chance occasions to drop out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.models.purchase.beta_geometric_likelihood import BetaGeometricLikelihood
from ltv.models.purchase.gamma_poisson import PoissonTiming, centred_on_rate
from ltv.models.purchase.model import Parameters, PurchaseModel, Timing
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import LIMIT, Chart, Coordinate, Limit, Logs, beta_pair, blocks, gamma_pair
from ltv.numerics.quadrature import beta_rules, exponential_rule
from ltv.states import Array, PurchaseStates
from ltv.status import Status

Integrand = Callable[[float, Array, Array], Array]
ROWS = 4096  # rows of a table of integrands evaluated at once, so that it stays in the cache


def _to_logs(point: Array) -> Logs:
    return blocks(gamma_pair(point[0], point[1]), beta_pair(point[2], point[3]))


CHART = Chart(
    (
        Coordinate("shape", upper=14.0, at_upper=Limit(Status.ONE_PURCHASE_RATE, {"shape": LIMIT})),
        Coordinate("rate"),
        Coordinate(
            "dropout",
            lower=-18.0,
            upper=18.0,
            at_lower=Limit(Status.NO_CHURN, {"dropout": -np.inf, "concentration": 0.0}),
            at_upper=Limit(Status.CERTAIN_CHURN, {"dropout": LIMIT, "concentration": 0.0}),
        ),
        Coordinate(
            "concentration",
            lower=-14.0,
            upper=14.0,
            at_lower=Limit(Status.ALL_OR_NOTHING_CHURN, {"concentration": -LIMIT}),
            at_upper=Limit(Status.ONE_DROPOUT_RATE, {"concentration": LIMIT}),
        ),
    ),
    _to_logs,
)


class BetaGeometric(PurchaseModel):
    """BG/NBD and MBG/NBD: parameters r, alpha (days) of the rate, a, b of the chance to drop out."""

    parameters = ("r", "alpha", "a", "b")
    times = ("alpha",)
    chart = CHART
    closed_form_p_alive = True
    first_chance: int

    def likelihood(self, states: PurchaseStates) -> Likelihood:
        """See PurchaseModel."""
        return BetaGeometricLikelihood(states, self.first_chance)

    def starts(self, states: PurchaseStates) -> Sequence[Sequence[float]]:
        """Customers unlike or alike, dropping out seldom or often; the last three are next to the limits."""
        mean = float(np.log(np.sum(states.frequency * states.customers) / np.sum(states.T * states.customers)))
        shapes = [(-0.7, 0.5, -1.0, 1.0), (0.7, 0.2, -3.0, 1.0), (-1.0, 1.0, 0.0, 0.0), (1.0, 0.5, 0.5, 1.0)]
        shapes += [(-0.5, 0.5, -1.0, 8.0), (-0.5, 0.5, -1.0, -8.0), (-0.5, 0.2, -9.0, 1.0)]
        return [(shape, mean + above, dropout, likeness) for shape, above, dropout, likeness in shapes]

    def hyperprior(self, purchases: float, customers: float, exposure: float) -> Hyperprior:
        """See PurchaseModel."""
        return centred_on_rate((0.0, 0.5, -1.0, 1.0), purchases, customers)

    def without_purchases(self, mean_T: float) -> dict[str, float]:
        """See PurchaseModel: a rate of 0, and no churn, since without purchases nothing tells of it."""
        return {"r": 0.0, "alpha": mean_T, "a": 0.0, "b": 1.0}

    def p_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike
    ) -> Array:
        """1 / (1 + a / (b + n - 1) * ((alpha + T) / (alpha + recency)) ** (r + x)) with n occasions; 1 where n = 0.

        Source: Fader & Hardie 2008, note 021 (BG/NBD); Batislam et al. 2007, equation 10 (MBG/NBD).
        """
        x, tx, T = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (frequency, recency, T)))
        if not _fitted(parameters):
            return np.full(x.shape, np.nan)
        return self._p_alive([parameters[name] for name in self.parameters], x, tx, T)

    def p_alive_by_draw(self, parameters: Mapping[str, Array], frequency: Array, recency: Array, T: Array) -> Array:
        """See PurchaseModel: the closed form for all draws at once."""
        return self._p_alive([parameters[name][:, None] for name in self.parameters], frequency, recency, T)

    def _p_alive(self, parameters: Sequence[float | Array], x: Array, tx: Array, T: Array) -> Array:
        r, alpha, a, b = parameters
        occasions = x + self.first_chance
        with np.errstate(divide="ignore"):  # a = 0 (nobody drops out) has log odds of -inf, hence 1
            log_odds = (
                np.log(a) - np.log(b + np.maximum(occasions, 1) - 1) + (r + x) * np.log1p((T - tx) / (alpha + tx))
            )
        return np.where(occasions > 0, special.expit(-log_odds), 1.0)

    def _purchases_if_alive(self, parameters: Parameters, frequency: Array, T: Array, days: Array) -> Array:
        """E[(1 - (1 + p t / (alpha + T)) ** -(r + x)) / p] over p ~ Beta(a, b + n): Fader et al. 2005, equation 10,
        before the integral over p is written as a hypergeometric series."""
        tau = days / (parameters["alpha"] + T)
        return self._over_dropout(parameters, frequency, tau, _purchases)

    def _dert_if_alive(self, parameters: Parameters, frequency: Array, T: Array, rate: float) -> Array:
        tau = 1.0 / (rate * (parameters["alpha"] + T))
        return self._over_dropout(parameters, frequency, tau, _discounted)

    def _over_dropout(self, parameters: Parameters, frequency: Array, tau: Array, integrand: Integrand) -> Array:
        """The expectation of integrand(r + x, tau, p) over the p of customers alive after x purchases."""
        r, a, b = parameters["r"], parameters["a"], parameters["b"]
        if not _fitted(parameters):
            return np.full_like(tau, np.nan)
        if a == 0:  # nobody ever drops out
            return np.asarray((r + frequency) * tau)
        result = np.empty_like(tau)
        if len(tau) == 0:
            return result
        order = np.argsort(frequency, kind="stable")
        xs, starts = np.unique(frequency[order], return_index=True)
        rules = beta_rules(a, b + xs + self.first_chance, (r + xs) * np.maximum.reduceat(tau[order], starts))
        for x, start, end, (p, weight) in zip(xs, starts, [*starts[1:], len(order)], rules, strict=True):
            rows = order[start:end]
            for part in np.array_split(rows, len(rows) // ROWS + 1) if len(rows) >= ROWS else [rows]:
                result[part] = (integrand(r + x, tau[part, None], p) * weight).sum(axis=1)
        return result

    def pmf(self, parameters: Parameters, x: npt.ArrayLike, days: npt.ArrayLike) -> Array:
        """Fader, Hardie & Lee 2005, equation 8, its finite sum written as a regularised incomplete beta function."""
        r, alpha, a, b = (parameters[name] for name in self.parameters)
        x, t = np.broadcast_arrays(np.asarray(x, dtype=np.float64), np.asarray(days, dtype=np.float64))
        if not _fitted(parameters):
            return np.full(x.shape, np.nan)
        if r == 0:  # nobody purchases again
            return np.where(x == 0, 1.0, 0.0)
        share, n = t / (alpha + t), x + self.first_chance
        log_count = special.gammaln(r + x) - special.gammaln(r) - special.gammaln(x + 1)
        exactly = np.exp(log_count - r * np.log1p(t / alpha) + special.xlogy(x, share))
        at_least = np.where(x > 0, special.betainc(np.maximum(x, 1), r, share), 1.0)
        stays, stayed = _survival(a, b, n), _survival(a, b, np.maximum(n, 1) - 1)
        leaves = np.where(n > 0, stayed * a / (a + b + np.maximum(n, 1) - 1), 0.0)
        return np.asarray(stays * exactly + leaves * at_least)

    def newcomers(self, parameters: Parameters, T: Array, rng: np.random.Generator) -> Timing:
        """See PurchaseModel."""
        rate = rng.gamma(parameters["r"], 1 / parameters["alpha"], len(T))
        a, b = parameters["a"], parameters["b"]
        chance = rng.beta(a, b, len(T)) if a > 0 else np.zeros(len(T))  # a = 0: nobody drops out
        timing = PoissonTiming(rate, chance, np.full(len(T), np.inf))
        if self.first_chance:
            timing.ever &= timing.stays(np.arange(len(T)), rng)
        return timing

    def survivors(
        self, parameters: Mapping[str, Array], frequency: Array, T: Array, rng: np.random.Generator
    ) -> Timing:
        """lambda ~ Gamma(r + x, alpha + T), p ~ Beta(a, b + occasions): Fader, Hardie & Lee 2005, section 4."""
        rate = rng.gamma(parameters["r"] + frequency) / (parameters["alpha"] + T)
        a, b = np.broadcast_arrays(parameters["a"], parameters["b"] + (frequency + self.first_chance))
        chance = np.zeros(len(T))  # a = 0: nobody drops out
        chance[a > 0] = rng.beta(a[a > 0], b[a > 0])
        return PoissonTiming(rate, chance, np.full(len(T), np.inf))


def _fitted(parameters: Parameters) -> bool:
    return bool(np.all(np.isfinite(list(parameters.values()))))


def _survival(a: float, b: float, n: Array) -> Array:
    """E[(1 - p) ** n] over p ~ Beta(a, b)."""
    return np.asarray(np.exp(special.betaln(a, b + n) - special.betaln(a, b))) if a > 0 else np.ones_like(n)


def _purchases(n: float, tau: Array, p: Array) -> Array:
    return np.asarray(-np.expm1(-n * np.log1p(tau * p)) / p)


def _discounted(n: float, tau: Array, p: Array) -> Array:
    """n tau times the mean of (1 + tau p u) ** -(n + 1) over exponential u: purchases at u in units of 1 / rate."""
    u, weight = exponential_rule(float((n + 1) * tau.max()))
    decay = np.exp(-(n + 1) * np.log1p((tau * p)[..., None] * u))
    return np.asarray(n * tau * np.sum(decay * weight, axis=-1))
