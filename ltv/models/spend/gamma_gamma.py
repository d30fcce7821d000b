"""Gamma-Gamma: Fader & Hardie 2013, note 025, "The Gamma-Gamma Model of Monetary Value"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.models.spend.model import Amounts, Index, Parameters, SpendModel
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Evaluation, Likelihood
from ltv.numerics.parametrisation import LIMIT, Chart, Coordinate, Limit, Logs
from ltv.states import Array, SpendStates
from ltv.status import Status

# (ln p, ln q, ln(p v / q)) -> (ln p, ln q, ln v)
_JACOBIAN = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 1.0, 1.0]])


def _to_logs(point: Array) -> Logs:
    return Logs(np.sum(_JACOBIAN * point, axis=1), _JACOBIAN, np.zeros((3, 3, 3)))


CHART = Chart(
    (
        Coordinate("likeness", upper=14.0, at_upper=Limit(Status.NO_SPEND_VARIATION, {"likeness": LIMIT})),
        Coordinate("shape", upper=14.0, at_upper=Limit(Status.NO_SPEND_HETEROGENEITY, {"shape": LIMIT})),
        Coordinate("mean"),
    ),
    _to_logs,
)


def _logs_with_a_mean(point: Array) -> Logs:
    """(ln p, ln(q - 1), ln of the mean order value p v / (q - 1)) -> (ln p, ln q, ln v)."""
    p, rest, mean = (float(value) for value in point)
    share = float(1 / (1 + np.exp(-rest)))  # (q - 1) / q
    curvature = np.zeros((3, 3, 3))
    curvature[1, 1, 1] = share * (1 - share)
    jacobian = np.array([[1.0, 0.0, 0.0], [0.0, share, 0.0], [-1.0, 1.0, 1.0]])
    return Logs(np.array([p, float(np.logaddexp(0.0, rest)), mean + rest - p]), jacobian, curvature)


POOLING_CHART = Chart(
    (Coordinate("likeness", -14.0, 14.0), Coordinate("shape", -14.0, 14.0), Coordinate("mean")), _logs_with_a_mean
)


LEAST_SHAPE = 1.05  # of q, where a mean is to be had


class GammaAmounts:
    """Orders ~ Gamma(p, nu) with each customer's own nu (see Amounts)."""

    def __init__(self, p: Array, nu: Array) -> None:
        self.p, self.nu = p, nu

    def next(self, who: Index, orders: Array, rng: np.random.Generator) -> Array:
        """See Amounts: the sum of k orders ~ Gamma(k p, nu)."""
        return np.asarray(rng.gamma(self.p[who] * orders) / self.nu[who])


class GammaGamma(SpendModel):
    """Orders ~ Gamma(p, nu), nu ~ Gamma(q, v) between customers; v is in money."""

    name = "gamma_gamma"
    parameters = ("p", "q", "v")
    amounts = ("v",)
    chart = CHART
    pooling_chart = POOLING_CHART
    hyperprior = Hyperprior(np.array([1.2, 1.0, 0.0]), np.array([1.5, 1.5, 1.0]))

    def likelihood(self, states: SpendStates) -> Likelihood:
        """See SpendModel."""
        return GammaGammaLikelihood(states)

    def starts(self) -> Sequence[Sequence[float]]:
        """Orders of a customer alike or not, customers alike or not."""
        return [(1.5, 1.2, -0.2), (0.0, 2.0, 0.0), (4.0, 0.5, -0.5)]

    def with_one_spend(self, amount: float) -> dict[str, float]:
        """See SpendModel: every customer has the same mean, whatever the spread of single orders."""
        q = float(np.exp(LIMIT))
        return {"p": 1.0, "q": q, "v": amount * (q - 1)}

    def expected_order_value(
        self, parameters: Parameters, frequency: npt.ArrayLike, monetary_value: npt.ArrayLike
    ) -> Array:
        """p (v + x m) / (p x + q - 1), note 025 equation 5; NaN where q <= 1, for then the mean is infinite.

        frequency, monetary_value: arrays that broadcast; the latter counts for nothing where frequency is 0.
        """
        p, q, v = (parameters[name] for name in self.parameters)
        x, m = np.broadcast_arrays(
            np.asarray(frequency, dtype=np.float64), np.asarray(monetary_value, dtype=np.float64)
        )
        if not q > 1:
            return np.full(x.shape, np.nan)
        return np.asarray((p * v + p * np.where(x > 0, x * m, 0.0)) / (p * x + (q - 1)))

    def mean_order_value(self, parameters: Parameters) -> float:
        """p v / (q - 1): the mean of the population, expected of a customer with no repeat order."""
        return float(self.expected_order_value(parameters, 0.0, 0.0))

    def with_means(self, parameters: Mapping[str, Array], means: Array) -> dict[str, Array]:
        """See SpendModel: v = mean (q - 1) / p, with q at least LEAST_SHAPE."""
        q = np.maximum(parameters["q"], LEAST_SHAPE)
        return {**parameters, "q": q, "v": means * (q - 1) / parameters["p"]}

    def order_values_by_draw(self, parameters: Mapping[str, Array], frequency: Array, monetary_value: Array) -> Array:
        """See SpendModel: note 025, equation 5; q > 1."""
        p, q, v = (parameters[name][:, None] for name in self.parameters)
        return np.asarray(p * (v + frequency * monetary_value) / (p * frequency + q - 1))

    def customers(
        self, parameters: Mapping[str, Array], frequency: Array, monetary_value: Array, rng: np.random.Generator
    ) -> Amounts:
        """nu ~ Gamma(q + p x, v + x m): note 025, equation 4."""
        p, q, v = (parameters[name] for name in self.parameters)
        return GammaAmounts(p, rng.gamma(q + p * frequency) / (v + frequency * monetary_value))

    def simulate(self, parameters: Parameters, frequency: Array, rng: np.random.Generator) -> Array:
        """See SpendModel."""
        nu = rng.gamma(parameters["q"], 1 / parameters["v"], len(frequency))
        return rng.gamma(parameters["p"] * frequency, 1 / (nu * frequency))


class GammaGammaLikelihood:
    """Callable: log parameters (ln p, ln q, ln v) -> Evaluation, of the density of the mean spend m (note 025, 1a).

    With A = p x, u = x m / (x m + v) that density is u^A (1 - u)^q / B(A, q) / m. The beta function is written out by
    Stirling's formula with its remainder, since the two powers and B nearly cancel where p or q are large.
    """

    def __init__(self, states: SpendStates) -> None:
        x, m, w = states.frequency, states.monetary_value, states.customers
        self.w, self.wx, self.total = w, w * x, x * m
        self.log_m = float(np.sum(w * np.log(m)))
        self.x, self.inverse = np.unique(x, return_inverse=True)
        self.x_customers = np.bincount(self.inverse, w)

    def value(self, log_parameters: Array) -> float:
        """See Likelihood."""
        p, q, v = np.exp(log_parameters)
        A = p * self.x
        peak = 0.5 * np.log(A * q / (A + q) / (2 * np.pi)) + _stirling(A + q) - _stirling(A) - _stirling(np.array(q))
        by_u = A[self.inverse] * (np.log1p(q / A)[self.inverse] - np.log1p(v / self.total))
        by_rest = q * (np.log1p(A / q)[self.inverse] - np.log1p(self.total / v))
        return float(np.sum(self.w * (by_u + by_rest)) + np.sum(self.x_customers * peak) - self.log_m)

    def __call__(self, log_parameters: Array) -> Evaluation:
        p, q, v = np.exp(log_parameters)
        w, x, A, N = self.w, self.x, p * self.x, self.x_customers
        u, rest = self.total / (self.total + v), v / (self.total + v)
        u_mean, rest_x = float(np.sum(w * u)), float(np.sum(self.wx * rest))
        psi, psi1 = special.digamma(A + q), special.polygamma(1, A + q)
        d_p = p * float(np.sum(N * x * (psi - special.digamma(A))) - np.sum(self.wx * np.log1p(v / self.total)))
        d_q = q * float(np.sum(N * (psi - special.digamma(q))) - np.sum(w * np.log1p(self.total / v)))
        d_v = q * u_mean - p * rest_x
        d_pp = d_p + p * p * float(np.sum(N * x**2 * (psi1 - special.polygamma(1, A))))
        d_qq = d_q + q * q * float(np.sum(N * (psi1 - special.polygamma(1, q))))
        d_pq = p * q * float(np.sum(N * x * psi1))
        d_pv, d_qv = -p * rest_x, q * u_mean
        d_vv = -float(np.sum(w * u * rest * (A[self.inverse] + q)))
        hessian = np.array([[d_pp, d_pq, d_pv], [d_pq, d_qq, d_qv], [d_pv, d_qv, d_vv]])
        return Evaluation(self.value(log_parameters), np.array([d_p, d_q, d_v]), hessian)


def _stirling(z: Array) -> Array:
    """ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi) / 2), for z > 0."""
    large = np.maximum(z, 10.0)
    i = 1.0 / (large * large)
    series = (1 / 12 - i * (1 / 360 - i * (1 / 1260 - i * (1 / 1680 - i * (1 / 1188 - i * 691 / 360360))))) / large
    small = np.minimum(z, 10.0)
    exact = special.gammaln(small) - ((small - 0.5) * np.log(small) - small + 0.5 * np.log(2 * np.pi))
    return np.where(z > 10.0, series, exact)
