"""Purchase and spend models of many channels at once, partially pooled (ltv.pooling.pool), in the units of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ltv.errors import OptionError, StatesError
from ltv.fitting.fit import check_given
from ltv.fitting.scaling import scale_purchases, scale_spends
from ltv.models import purchase, spend
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.numerics.hyperprior import Hyperprior
from ltv.numerics.newton import Likelihood
from ltv.numerics.parametrisation import Chart
from ltv.pooling.pool import DRAWS, Draws, Pooled, draw_channels, pool
from ltv.states import Array, PurchaseStates, SpendStates, sample

DIFFERENCE = 1e-4  # of the slopes by which a quantity's own weight is found


@dataclass(frozen=True, eq=False)
class ParameterDraws:
    """parameters: name -> (S,) in the data's units; weights: (S,), summing to 1."""

    parameters: Mapping[str, Array]
    weights: Array


@dataclass(frozen=True, eq=False)
class PooledModel:
    """One model, fitted to C channels with partial pooling. Times are in days, amounts in money.

    parameters: per channel, name -> value, at the posterior mode, then those given. covariance_log: (C, k, k), of the
    logarithms of those fitted, by Laplace's approximation. own_weight: (C,), 0 (the population's alone) to 1 (the
    channel's own data alone), of the logarithm of expected purchases (purchase models) or of the mean order value
    (spend models). log_likelihood: (C,), of each channel's data at `parameters`. customers: (C,).
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
        """Posterior draws per channel, the population uncertain too. seeds: one per channel, any whole numbers >= 0.

        Raises OptionError where there are not as many seeds as channels, or no draws are asked for.
        """
        if len(seeds) != len(self.parameters):
            raise OptionError(
                f"seeds: received {len(seeds)}; allowed is one for each of {len(self.parameters)} channels"
            )
        if draws < 1:
            raise OptionError(f"draws: received {draws}; allowed are 1 or more")
        own = self._setting
        found = draw_channels(self.pooled, own.likelihoods, own.chart, own.prior, self.customers, seeds, draws=draws)
        return [self._in_units(channel, given) for channel, given in zip(found, own.given, strict=True)]

    def _in_units(self, drawn: Draws, given: Mapping[str, float]) -> ParameterDraws:
        logs = np.array([self._setting.chart.to_logs(point).values for point in drawn.points])
        values = np.exp(logs) * self._setting.units
        fitted = dict(zip(self._setting.names, values.T, strict=True))
        known = {name: np.full(len(values), value) for name, value in given.items()}
        return ParameterDraws({**fitted, **known}, drawn.weights)


@dataclass(frozen=True, eq=False)
class _Setting:
    """What a pooled model is made from, in units in which the data are about 1."""

    names: tuple[str, ...]
    given: Sequence[Mapping[str, float]]  # per channel, the parameters that are not fitted
    units: Array
    chart: Chart
    prior: Hyperprior
    likelihoods: list[Likelihood]
    drafts: list[Likelihood]
    shifts: Array  # from the log-likelihood in scaled units to that of the data


def pool_purchase_models(
    channels: Sequence[PurchaseStates],
    model: str = purchase.DEFAULT,
    *,
    horizon_days: float = 365.0,
    given: Sequence[Mapping[str, float]] | None = None,
) -> PooledModel:
    """Fit a purchase model to every channel with partial pooling.

    channels: one per channel, empty ones allowed (they take the population's mean). horizon_days: own_weight is that
    of the expected purchases in so many days. given: per channel, the parameters that the model takes as known
    (None: at the model's own values).
    Raises OptionError for an unknown model, a horizon or given parameters that are not allowed, and StatesError where
    no channel has been observed for any time.
    """
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(sorted(PURCHASE_MODELS))}")
    chosen = PURCHASE_MODELS[model]
    if not (np.isfinite(horizon_days) and horizon_days > 0):
        raise OptionError(f"horizon_days: received {horizon_days!r}; allowed are finite days above 0")
    if given is not None and len(given) != len(channels):
        raise OptionError(f"given: received {len(given)}; allowed is one for each of the {len(channels)} channels")
    for own in given or []:
        check_given(chosen, own)
    known = [{**chosen.given, **own} for own in given or [{}] * len(channels)]
    channels = [chosen.in_own_time(states, own) for states, own in zip(channels, known, strict=True)]
    customers = np.array([float(np.sum(states.customers)) for states in channels])
    exposure = float(sum(np.sum(states.T * states.customers) for states in channels))
    if exposure <= 0:
        raise StatesError("channels: received no customer observed for any time; allowed are some with T > 0")
    purchases = np.array([float(np.sum(states.frequency * states.customers)) for states in channels])
    scaled = scale_purchases(channels, chosen)
    scaled_exposure = float(sum(np.sum(states.T * states.customers) for states in scaled.states))
    setting = _Setting(
        chosen.parameters,
        known,
        scaled.units,
        chosen.chart,
        chosen.hyperprior(float(purchases.sum()), float(customers.sum()), scaled_exposure),
        [chosen.likelihood(states) for states in scaled.states],
        [chosen.likelihood(sample(states)) for states in scaled.states],
        scaled.shifts,
    )

    def log_purchases(parameters: Mapping[str, float]) -> float:
        return float(np.log(chosen.expected_purchases(parameters, 0.0, 0.0, 0.0, horizon_days)))

    return _pooled(model, setting, customers, log_purchases)


def pool_spend_models(channels: Sequence[SpendStates], model: str = spend.DEFAULT) -> PooledModel:
    """Fit a spend model to the repeat buyers of every channel with partial pooling; the mean order value is finite by
    construction.

    channels: one per channel, empty ones allowed (they take the population's mean).
    Raises OptionError for an unknown model and StatesError where no channel has a repeat buyer.
    """
    if model not in SPEND_MODELS:
        raise OptionError(f"model: received {model!r}; allowed is {', '.join(sorted(SPEND_MODELS))}")
    customers = np.array([float(np.sum(states.customers)) for states in channels])
    if not customers.sum() > 0:
        raise StatesError("channels: received no repeat buyer; allowed are some with customers > 0")
    chosen = SPEND_MODELS[model]
    scaled = scale_spends(channels, chosen)
    setting = _Setting(
        chosen.parameters,
        [{}] * len(channels),
        scaled.units,
        chosen.pooling_chart,
        chosen.hyperprior,
        [chosen.likelihood(states) for states in scaled.states],
        [chosen.likelihood(sample(states)) for states in scaled.states],
        scaled.shifts,
    )
    return _pooled(model, setting, customers, lambda parameters: float(np.log(chosen.mean_order_value(parameters))))


def _pooled(
    model: str, setting: _Setting, customers: Array, log_quantity: Callable[[Mapping[str, float]], float]
) -> PooledModel:
    def parameters(point: Array, given: Mapping[str, float]) -> dict[str, float]:
        values = np.exp(setting.chart.to_logs(point).values) * setting.units
        return {**dict(zip(setting.names, map(float, values), strict=True)), **given}

    def slopes(point: Array, given: Mapping[str, float]) -> list[float]:
        steps = DIFFERENCE * np.eye(len(point))
        up, down = ([log_quantity(parameters(point + sign * h, given)) for h in steps] for sign in (1, -1))
        return [above - below for above, below in zip(up, down, strict=True)]

    pooled = pool(setting.likelihoods, setting.chart, setting.prior, setting.drafts)
    modes = list(zip(pooled.modes, setting.given, strict=True))
    logs = [setting.chart.to_logs(mode) for mode in pooled.modes]
    jacobians = np.array([log.jacobian for log in logs])
    values = [likelihood.value(log.values) for likelihood, log in zip(setting.likelihoods, logs, strict=True)]
    # A single channel is its own population.
    alone = len(customers) == 1
    return PooledModel(
        model,
        tuple(parameters(mode, given) for mode, given in modes),
        np.einsum("cia,cab,cjb->cij", jacobians, pooled.covariances, jacobians),
        np.ones(1) if alone else pooled.own_weight(np.array([slopes(mode, given) for mode, given in modes])),
        np.array(values) + setting.shifts,
        customers,
        pooled.settled,
        pooled,
        setting,
    )
