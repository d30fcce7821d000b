"""Pareto/NBD: Schmittlein, Morrison & Colombo 1987, "Counting Your Customers: Who Are They and What Will They Do
Next?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.models.purchase.gamma_poisson import PoissonTiming, centred_on_rate
from ltv.models.purchase.model import Parameters, PurchaseModel, Timing, on_distinct
from ltv.models.purchase.pareto_integral import odds_of_leaving
from ltv.models.purchase.pareto_likelihood import ParetoLikelihood
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import LIMIT, Chart, Coordinate, Limit, Logs, blocks, gamma_pair
from ltv.numerics.quadrature import NEGLIGIBLE, STEP, exponential_rule
from ltv.states import Array, PurchaseStates
from ltv.status import Status


def _to_logs(point: Array) -> Logs:
    return blocks(gamma_pair(point[0], point[1]), gamma_pair(point[2], point[3]))


CHART = Chart(
    (
        Coordinate("shape", upper=14.0, at_upper=Limit(Status.ONE_PURCHASE_RATE, {"shape": LIMIT})),
        Coordinate("rate"),
        Coordinate("lifetime", lower=-14.0, upper=14.0, at_upper=Limit(Status.ONE_DROPOUT_RATE, {"lifetime": LIMIT})),
        Coordinate(
            "dropout",
            lower=-18.0,
            # A mean lifetime of 1e16 times T: p_alive is then 1 to the last bit.
            at_lower=Limit(Status.NO_CHURN, {"dropout": -2 * LIMIT, "lifetime": 0.0}),
            at_upper=Limit(Status.ALL_OR_NOTHING_CHURN, {"dropout": 200.0}),
        ),
    ),
    _to_logs,
)


class ParetoNbd(PurchaseModel):
    """Purchase rates ~ Gamma(r, alpha), dropout rates ~ Gamma(s, beta); alpha and beta in days."""

    name = "pareto_nbd"
    parameters = ("r", "alpha", "s", "beta")
    times = ("alpha", "beta")
    chart = CHART

    def likelihood(self, states: PurchaseStates) -> Likelihood:
        """See PurchaseModel."""
        return ParetoLikelihood(states)

    def starts(self, states: PurchaseStates) -> Sequence[Sequence[float]]:
        """Customers unlike or alike, leaving late or soon; the last three are next to the limits."""
        mean = float(np.log(np.sum(states.frequency * states.customers) / np.sum(states.T * states.customers)))
        shapes = [(-0.5, 0.5, -0.5, 0.0), (1.0, 0.5, -1.0, 2.0), (-0.5, 0.5, -1.0, 2.0), (3.0, 1.0, 0.0, 0.0)]
        shapes += [(-0.5, 0.5, 8.0, 0.0), (-0.5, 0.0, 0.0, -9.0), (-0.5, 0.5, -2.0, 10.0)]
        return [(shape, mean + above, lifetime, dropout) for shape, above, lifetime, dropout in shapes]

    def hyperprior(self, purchases: float, customers: float, exposure: float) -> Hyperprior:
        """See PurchaseModel."""
        return centred_on_rate((0.0, 0.5, 0.0, -0.5), purchases, customers)

    def without_purchases(self, mean_T: float) -> dict[str, float]:
        """See PurchaseModel: a rate of 0, and no churn, since without purchases nothing tells of it."""
        return {"r": 0.0, "alpha": mean_T, "s": 0.0, "beta": mean_T}

    def p_alive(
        self, parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike
    ) -> Array:
        """1 / (1 + odds of having dropped out): Schmittlein et al. 1987, equations 11-13, as one integral."""
        r, alpha, s, beta = (parameters[name] for name in self.parameters)
        x, tx, T = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (frequency, recency, T)))
        if not np.all(np.isfinite([r, alpha, s, beta])):
            return np.full(x.shape, np.nan)
        alive = np.ones(x.size)
        if s > 0:
            for part in odds_of_leaving(r + x.ravel(), alpha, s, beta, tx.ravel(), T.ravel(), np.log(s)):
                alive[part.rows] = special.expit(-part.log_odds)
        return alive.reshape(x.shape)

    def p_alive_by_draw(self, parameters: Mapping[str, Array], frequency: Array, recency: Array, T: Array) -> Array:
        """See PurchaseModel: the integrals of all draws at once."""
        r, alpha, s, beta = (parameters[name].repeat(len(T)) for name in self.parameters)
        x, tx, ages = (np.tile(values, len(parameters["r"])) for values in (frequency, recency, T))
        alive, leaves = np.ones(len(ages)), np.flatnonzero(s > 0)
        r, alpha, s, beta, x, tx, ages = (values[leaves] for values in (r, alpha, s, beta, x, tx, ages))
        for part in odds_of_leaving(r + x, alpha, s, beta, tx, ages, np.log(s)):
            alive[leaves[part.rows]] = special.expit(-part.log_odds)
        return alive.reshape(-1, len(T))

    def _purchases_if_alive(self, parameters: Parameters, frequency: Array, T: Array, days: Array) -> Array:
        """(r + x) / (alpha + T) times the integral of ((beta + T) / (beta + T + u)) ** s over u from 0 to days:
        Schmittlein et al. 1987, equation 22, in a form that s = 1 does not divide by zero."""
        r, alpha, s, beta = (parameters[name] for name in self.parameters)
        log_later = np.log1p(days / (beta + T))
        return np.asarray((r + frequency) / (alpha + T) * (beta + T) * log_later * special.exprel((1 - s) * log_later))

    def _dert_if_alive(self, parameters: Parameters, frequency: Array, T: Array, rate: float) -> Array:
        """The same integral to infinity, discounted: Fader, Hardie & Lee 2005 (RFM and CLV), equation 2."""
        r, alpha, s, beta = (parameters[name] for name in self.parameters)
        if not np.all(np.isfinite([r, alpha, s, beta])):
            return np.full_like(T, np.nan)
        reach = 1 / (rate * (beta + T))
        u, weight = exponential_rule(float(s * reach.max(initial=0.0)))
        kept = np.array([np.sum(np.exp(-s * np.log1p(k * u)) * weight) for k in reach])
        return np.asarray((r + frequency) / (alpha + T) / rate * kept)

    def pmf(self, parameters: Parameters, x: npt.ArrayLike, days: npt.ArrayLike) -> Array:
        """Alive throughout, or dropped out at u: Fader & Hardie 2006, note 012, as an integral over u."""
        r, alpha, s, beta = (parameters[name] for name in self.parameters)

        def one(x: float, t: float) -> float:
            if not np.all(np.isfinite([r, alpha, s, beta])):
                return float("nan")
            if t == 0 or r == 0:
                return float(x == 0)
            k = t * max((r + x) / alpha, (s + 1) / beta)
            step = STEP / max(1.0, np.sqrt(x + 1) / 3)  # the integrand's peak narrows as x grows
            logit = np.arange(-NEGLIGIBLE - np.log1p(k), NEGLIGIBLE, step)
            log_share, log_rest = -np.logaddexp(0.0, -logit), -np.logaddexp(0.0, logit)
            u, stays = t * np.exp(log_share), -s * np.log1p(t / beta)
            log_count = special.gammaln(r + x) - special.gammaln(r) - special.gammaln(x + 1)
            by_u = x * (np.log(u) - np.log(alpha + u)) - r * np.log1p(u / alpha)
            leaving = by_u - s * np.log1p(u / beta) - np.log(beta + u) + np.log(u) + log_rest
            by_t = x * (np.log(t) - np.log(alpha + t)) - r * np.log1p(t / alpha)
            left = s * step * np.sum(np.exp(log_count + leaving))
            return float(np.exp(log_count + by_t + stays) + left)

        return on_distinct(lambda x, t: np.array([one(*pair) for pair in zip(x, t, strict=True)]), x, days)

    def newcomers(self, parameters: Parameters, T: Array, rng: np.random.Generator) -> Timing:
        """See PurchaseModel."""
        rate = rng.gamma(parameters["r"], 1 / parameters["alpha"], len(T))
        return _leaving_at(rate, rng.gamma(parameters["s"], 1 / parameters["beta"], len(T)), rng)

    def survivors(
        self, parameters: Mapping[str, Array], frequency: Array, T: Array, rng: np.random.Generator
    ) -> Timing:
        """lambda ~ Gamma(r + x, alpha + T), mu ~ Gamma(s, beta + T): Schmittlein, Morrison & Colombo 1987."""
        rate = rng.gamma(parameters["r"] + frequency) / (parameters["alpha"] + T)
        return _leaving_at(rate, rng.gamma(parameters["s"]) / (parameters["beta"] + T), rng)


def _leaving_at(rate: Array, dropout_rate: Array, rng: np.random.Generator) -> PoissonTiming:
    # A dropout rate that underflows, to 0 or nearly, is a customer who never leaves.
    with np.errstate(divide="ignore", over="ignore"):
        end = rng.exponential(1.0, len(rate)) / dropout_rate
    return PoissonTiming(rate, np.zeros(len(rate)), end)
