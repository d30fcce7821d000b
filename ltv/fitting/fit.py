"""Fit a purchase or a spend model to states by maximum likelihood. Every data set has an answer; none raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np

from ltv.errors import OptionError
from ltv.fitting.limits import Estimate, estimate, penalised
from ltv.fitting.scaling import scale_purchases, scale_spends
from ltv.models import purchase, spend
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import SPEND_MODELS
from ltv.states import Array, PurchaseStates, SpendStates, sample
from ltv.status import REASONS, WITHOUT_PREDICTION, Status

Model = TypeVar("Model")


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted model, in the units of the data (days, money).

    parameters: by name; NaN where nothing could be fitted, a = 0 or about 1e8 where a limiting model is best. Those
    fitted come first, then those that the model was given.
    standard_errors: by name, by the delta method from the log parameters; None where a limit decides the parameter.
    covariance, covariance_log: (k, k) in the order of the fitted parameters, of them and of their logarithms; of
    reduced rank at a limit, None where there is none.
    log_likelihood: of the data in their own units, unpenalised, summed over customers.
    status: one of ltv.status.Status; converged is True for Status.CONVERGED only; reason says why not.
    point: where the climb ended, in the chart's coordinates for scaled states; None where there was none.
    """

    model: str
    parameters: Mapping[str, float]
    standard_errors: Mapping[str, float | None]
    covariance: Array | None
    covariance_log: Array | None
    log_likelihood: float
    customers: float
    status: Status
    reason: str | None
    point: Array | None = None

    @property
    def converged(self) -> bool:
        """Whether the optimum is a proper one, inside the parameters' range."""
        return self.status is Status.CONVERGED

    @property
    def predicts(self) -> bool:
        """Whether predictions are numbers (True for limiting models too)."""
        return self.status not in WITHOUT_PREDICTION


def fit_purchase_model(
    states: PurchaseStates,
    model: str = purchase.DEFAULT,
    *,
    penalizer: float = 0.0,
    given: Mapping[str, float] | None = None,
    near: Fit | None = None,
) -> Fit:
    """Fit a purchase model.

    penalizer: costs penalizer * (sum of squared parameters) per customer, with times measured in the longest T (as
    lifetimes does), so that it does not depend on the unit of time. given: the parameters that the model takes as
    known (see PurchaseModel). near: a fit of the same model to similar states, from which to climb; the search from
    several starts is then left out.
    Raises OptionError for an unknown model, a penalizer that is negative or not finite, or a given parameter that the
    model does not take.
    """
    chosen = _option("model", model, PURCHASE_MODELS)
    check_penalizer(penalizer)
    check_given(chosen, given or {})
    known = {**chosen.given, **(given or {})}
    seen = chosen.in_own_time(_weighted(states), known)
    customers, exposure = float(seen.customers.sum()), float(np.sum(seen.T * seen.customers))
    status = _purchase_status(seen)
    if status is Status.NO_REPEAT_PURCHASES:
        still = chosen.without_purchases(exposure / customers)
        errors = dict.fromkeys(still)
        return Fit(model, {**still, **known}, errors, None, None, 0.0, customers, status, REASONS[status])
    if status is not None:
        return nothing(model, chosen.parameters, customers, status)

    (scaled,), units, (shift,) = scale_purchases([seen], chosen)
    likelihood, longest = chosen.likelihood(scaled), float(scaled.T.max())
    timed = np.array([name in chosen.times for name in chosen.parameters])
    cost = partial(penalised, penalizer=penalizer, scale=np.where(timed, 1 / longest, 1.0))
    if near is not None and near.point is not None and np.all(np.isfinite(near.point)):
        best = estimate(cost(likelihood, customers), chosen.chart, [near.point.tolist()])
        fit = _fit(
            model, chosen.parameters, best, units, likelihood.value(best.log_parameters) + float(shift), customers
        )
        return replace(fit, parameters={**fit.parameters, **known})
    part = sample(scaled)
    if not part.frequency.any():  # nothing to compare the starts on
        part = scaled
    draft = cost(chosen.likelihood(part), float(part.customers.sum()))
    best = estimate(cost(likelihood, customers), chosen.chart, chosen.starts(scaled), draft)
    value = likelihood.value(best.log_parameters) + float(shift)
    fit = _fit(model, chosen.parameters, best, units, value, customers)
    return replace(fit, parameters={**fit.parameters, **known})


def fit_spend_model(states: SpendStates, model: str = spend.DEFAULT, *, penalizer: float = 0.0) -> Fit:
    """Fit a spend model to repeat buyers.

    penalizer: costs penalizer * (sum of squared parameters) per customer, with money measured in the mean spend, so
    that it does not depend on the currency.
    Raises OptionError for an unknown model or a penalizer that is negative or not finite.
    """
    chosen = _option("model", model, SPEND_MODELS)
    check_penalizer(penalizer)
    kept = states.customers > 0
    x, m, w = states.frequency[kept], states.monetary_value[kept], states.customers[kept]
    customers = float(np.sum(w))
    if customers <= 1:
        return nothing(model, chosen.parameters, customers, Status.TOO_FEW_CUSTOMERS)
    if m.min() == m.max():
        status, same = Status.NO_SPEND_HETEROGENEITY, chosen.with_one_spend(float(m[0]))
        return Fit(model, same, dict.fromkeys(same), None, None, np.nan, customers, status, REASONS[status])

    (scaled,), units, (shift,) = scale_spends([SpendStates(x, m, w)], chosen)
    likelihood = chosen.likelihood(scaled)
    cost = partial(penalised, penalizer=penalizer, scale=np.ones(len(chosen.parameters)))
    best = estimate(cost(likelihood, customers), chosen.chart, chosen.starts())
    value = likelihood.value(best.log_parameters) + float(shift)
    fit = _fit(model, chosen.parameters, best, units, value, customers)
    if fit.predicts and not np.isfinite(chosen.mean_order_value(fit.parameters)):
        return replace(fit, status=Status.INFINITE_MEAN_SPEND, reason=REASONS[Status.INFINITE_MEAN_SPEND])
    return fit


def nothing(model: str, names: tuple[str, ...], customers: float, status: Status, reason: str | None = None) -> Fit:
    """A fit without parameters, and why."""
    parameters, errors = dict.fromkeys(names, np.nan), dict.fromkeys(names)
    return Fit(model, parameters, errors, None, None, np.nan, customers, status, reason or REASONS[status])


def _option(name: str, value: str, allowed: Mapping[str, Model]) -> Model:
    if value not in allowed:
        raise OptionError(f"{name}: received {value!r}; allowed are {', '.join(sorted(allowed))}")
    return allowed[value]


def check_given(model: PurchaseModel, given: Mapping[str, float]) -> None:
    """Raise OptionError where a parameter is given that the model does not take as known."""
    for name in given:
        if name not in model.given:
            raise OptionError(f"given: received {name!r}; allowed are {', '.join(model.given) or 'none'}")


def check_penalizer(penalizer: float) -> None:
    """Raise OptionError unless the penalizer is finite and at least 0."""
    if not (isinstance(penalizer, (int, float)) and np.isfinite(penalizer) and penalizer >= 0):
        raise OptionError(f"penalizer: received {penalizer!r}; allowed are finite numbers of 0 or more")


def _weighted(states: PurchaseStates) -> PurchaseStates:
    """The states that somebody is in."""
    kept = states.customers > 0
    return PurchaseStates(states.frequency[kept], states.recency[kept], states.T[kept], states.customers[kept])


def _purchase_status(states: PurchaseStates) -> Status | None:
    """What can be said without a climb, if anything."""
    if states.customers.sum() <= 1:
        return Status.TOO_FEW_CUSTOMERS
    if not states.T.any():
        return Status.NO_OBSERVATION_TIME
    return None if states.frequency.any() else Status.NO_REPEAT_PURCHASES


def _fit(
    model: str, names: tuple[str, ...], best: Estimate, units: Array, log_likelihood: float, customers: float
) -> Fit:
    """In the data's units."""
    if not best.settled:
        return nothing(model, names, customers, Status.NOT_CONVERGED)
    values = np.exp(best.log_parameters) * units
    status = best.limits[0] if best.limits else Status.CONVERGED
    reason = " ".join(REASONS[limit] for limit in best.limits) or None
    covariance, deviations = None, np.full(len(values), np.nan)
    if best.covariance_log is not None:
        covariance = best.covariance_log * np.outer(values, values)
        deviations = np.where(best.fixed, np.nan, np.sqrt(np.diag(covariance)))
    errors = [float(deviation) if np.isfinite(deviation) else None for deviation in deviations]
    return Fit(
        model,
        dict(zip(names, map(float, values), strict=True)),
        dict(zip(names, errors, strict=True)),
        covariance,
        best.covariance_log,
        log_likelihood,
        customers,
        status,
        reason,
        best.coordinates,
    )
