"""Purchase and spend models of many channels at once, partially pooled (ltv.pooling.pool), in the units of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ltv.errors import OptionError, StatesError
from ltv.fitting.scaling import scale_purchases, scale_spends
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend.gamma_gamma import GammaGamma
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import Chart, Coordinate, Logs
from ltv.pooling.pool import DRAWS, Draws, Pooled, draw_channels, pool
from ltv.pooling.population import Hyperprior
from ltv.states import Array, PurchaseStates, SpendStates, sample

DIFFERENCE = 1e-4  # of the slopes by which a quantity's own weight is found
WIDE = 2.0  # of a prior on a logarithm: a factor of 7 either way is nothing special
# Typical customers before any data: (shape, rate, dropout, likeness); the rate is centred on the data's own.
CENTRES = {"bg_nbd": (0.0, 0.5, -1.0, 1.0), "mbg_nbd": (0.0, 0.5, -1.0, 1.0), "pareto_nbd": (0.0, 0.5, 0.0, -0.5)}
SPEND_PRIOR = Hyperprior(np.array([1.2, 1.0, 0.0]), np.array([1.5, 1.5, 1.0]))


@dataclass(frozen=True, eq=False)
class ParameterDraws:
    """parameters: name -> (S,) in the data's units; weights: (S,), summing to 1."""

    parameters: Mapping[str, Array]
    weights: Array


@dataclass(frozen=True, eq=False)
class PooledModel:
    """One model, fitted to C channels with partial pooling. Times are in days, amounts in money.

    parameters: per channel, name -> value, at the posterior mode. covariance_log: (C, k, k), of the log parameters, by
    Laplace's approximation. own_weight: (C,), 0 (the population's alone) to 1 (the channel's own data alone), of the
    logarithm of expected purchases (purchase models) or of the mean order value (spend models). log_likelihood: (C,),
    of each channel's data at `parameters`. customers: (C,).
    """

    model: str
    parameters: tuple[Mapping[str, float], ...]
    covariance_log: Array
    own_weight: Array
    log_likelihood: Array
    customers: Array
    settled: bool
    pooled: Pooled
    _setting: _Setting

    def draws(self, seeds: Sequence[int], *, draws: int = DRAWS) -> list[ParameterDraws]:
        """Posterior draws per channel, the population uncertain too. seeds: one per channel, any whole numbers >= 0."""
        own = self._setting
        found = draw_channels(self.pooled, own.likelihoods, own.chart, own.prior, self.customers, seeds, draws=draws)
        return [self._in_units(channel) for channel in found]

    def _in_units(self, drawn: Draws) -> ParameterDraws:
        logs = np.array([self._setting.chart.to_logs(point).values for point in drawn.points])
        values = np.exp(logs) * self._setting.units
        return ParameterDraws(dict(zip(self._setting.names, values.T, strict=True)), drawn.weights)


@dataclass(frozen=True, eq=False)
class _Setting:
    """What a pooled model is made from, in units in which the data are about 1."""

    names: tuple[str, ...]
    units: Array
    chart: Chart
    prior: Hyperprior
    likelihoods: list[Likelihood]
    drafts: list[Likelihood]
    shifts: Array  # from the log-likelihood in scaled units to that of the data


def pool_purchase_models(
    channels: Sequence[PurchaseStates], model: str = "bg_nbd", *, horizon_days: float = 365.0
) -> PooledModel:
    """Fit a purchase model to every channel with partial pooling.

    channels: one per channel, empty ones allowed (they take the population's mean). horizon_days: own_weight is that
    of the expected purchases in so many days.
    Raises OptionError for an unknown model and StatesError where no channel has been observed for any time.
    """
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(sorted(PURCHASE_MODELS))}")
    chosen = PURCHASE_MODELS[model]
    customers = np.array([float(np.sum(states.customers)) for states in channels])
    exposure = float(sum(np.sum(states.T * states.customers) for states in channels))
    if exposure <= 0:
        raise StatesError("channels: received no customer observed for any time; allowed are some with T > 0")
    purchases = np.array([float(np.sum(states.frequency * states.customers)) for states in channels])
    scaled = scale_purchases(channels, chosen)
    centre = np.array(CENTRES[model])
    centre[1] += np.log((float(purchases.sum()) + 0.5) / float(customers.sum()))
    setting = _Setting(
        chosen.parameters,
        scaled.units,
        chosen.chart,
        Hyperprior(centre, np.full(4, WIDE)),
        [chosen.likelihood(states) for states in scaled.states],
        [chosen.likelihood(sample(states)) for states in scaled.states],
        scaled.shifts,
    )

    def log_purchases(parameters: Mapping[str, float]) -> float:
        return float(np.log(chosen.expected_purchases(parameters, 0.0, 0.0, 0.0, horizon_days)))

    return _pooled(model, setting, customers, log_purchases)


def pool_spend_models(channels: Sequence[SpendStates], model: str = "gamma_gamma") -> PooledModel:
    """Fit Gamma-Gamma to the repeat buyers of every channel with partial pooling; q > 1 by construction.

    channels: one per channel, empty ones allowed (they take the population's mean).
    Raises OptionError for an unknown model and StatesError where no channel has a repeat buyer.
    """
    if model != "gamma_gamma":
        raise OptionError(f"model: received {model!r}; allowed is gamma_gamma")
    customers = np.array([float(np.sum(states.customers)) for states in channels])
    if not customers.sum() > 0:
        raise StatesError("channels: received no repeat buyer; allowed are some with customers > 0")
    chosen = GammaGamma()
    scaled = scale_spends(channels, chosen)
    setting = _Setting(
        chosen.parameters,
        scaled.units,
        SPEND_CHART,
        SPEND_PRIOR,
        [chosen.likelihood(states) for states in scaled.states],
        [chosen.likelihood(sample(states)) for states in scaled.states],
        scaled.shifts,
    )
    return _pooled(model, setting, customers, lambda parameters: float(np.log(chosen.mean_order_value(parameters))))


def _pooled(
    model: str, setting: _Setting, customers: Array, log_quantity: Callable[[Mapping[str, float]], float]
) -> PooledModel:
    def parameters(point: Array) -> dict[str, float]:
        values = np.exp(setting.chart.to_logs(point).values) * setting.units
        return dict(zip(setting.names, map(float, values), strict=True))

    def slopes(point: Array) -> list[float]:
        steps = DIFFERENCE * np.eye(len(point))
        return [(log_quantity(parameters(point + h)) - log_quantity(parameters(point - h))) for h in steps]

    pooled = pool(setting.likelihoods, setting.chart, setting.prior, setting.drafts)
    logs = [setting.chart.to_logs(mode) for mode in pooled.modes]
    jacobians = np.array([log.jacobian for log in logs])
    values = [likelihood.value(log.values) for likelihood, log in zip(setting.likelihoods, logs, strict=True)]
    # A single channel is its own population.
    alone = len(customers) == 1
    return PooledModel(
        model,
        tuple(parameters(mode) for mode in pooled.modes),
        np.einsum("cia,cab,cjb->cij", jacobians, pooled.covariances, jacobians),
        np.ones(1) if alone else pooled.own_weight(np.array([slopes(mode) for mode in pooled.modes])),
        np.array(values) + setting.shifts,
        customers,
        pooled.settled,
        pooled,
        setting,
    )


def _spend_logs(point: Array) -> Logs:
    """(ln p, ln(q - 1), ln of the mean order value p v / (q - 1)) -> (ln p, ln q, ln v)."""
    p, rest, mean = (float(value) for value in point)
    share = float(1 / (1 + np.exp(-rest)))  # (q - 1) / q
    curvature = np.zeros((3, 3, 3))
    curvature[1, 1, 1] = share * (1 - share)
    jacobian = np.array([[1.0, 0.0, 0.0], [0.0, share, 0.0], [-1.0, 1.0, 1.0]])
    return Logs(np.array([p, float(np.logaddexp(0.0, rest)), mean + rest - p]), jacobian, curvature)


SPEND_CHART = Chart(
    (Coordinate("likeness", -14.0, 14.0), Coordinate("shape", -14.0, 14.0), Coordinate("mean")), _spend_logs
)
