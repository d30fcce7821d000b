"""The second implementation: the same fits and quantities through the `lifetimes` package's own fitters.

For comparison, not for speed. lifetimes is imported only when used, its warnings and prints stay inside, and where it
answers with NaN, infinity or a negative expectation the answer here is NaN ("lifetimes cannot tell").
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError
from ltv.fitting.fit import Fit, check_penalizer, nothing
from ltv.models.purchase.bg_nbd import BgNbd
from ltv.models.purchase.model import month_ends
from ltv.models.spend.gamma_gamma import GammaGamma
from ltv.states import Array, PurchaseStates, SpendStates
from ltv.status import Status
from ltv.valuation import PERIOD

PURCHASE_PARAMETERS, SPEND_PARAMETERS = BgNbd.parameters, GammaGamma.parameters
Parameters = Mapping[str, float]


def fit_purchase_model(states: PurchaseStates, model: str = BgNbd.name, *, penalizer: float = 0.0) -> Fit:
    """As ltv.fitting.fit, by lifetimes.BetaGeoFitter. Raises OptionError for any other model."""
    _only("model", model, BgNbd.name)
    check_penalizer(penalizer)
    customers = float(states.customers.sum())
    if customers <= 1:
        return nothing(model, PURCHASE_PARAMETERS, customers, Status.TOO_FEW_CUSTOMERS)
    data = (states.frequency, states.recency, states.T)
    with _lifetimes() as lifetimes:
        fitter = lifetimes.BetaGeoFitter(penalizer_coef=penalizer)
        failure = _failure(fitter, *data, weights=states.customers)
        if failure is not None:
            return nothing(model, PURCHASE_PARAMETERS, customers, Status.NOT_CONVERGED, failure)
        scale = fitter._scale
        log_scaled = np.log(fitter.params_.to_numpy() * np.array([1.0, scale, 1.0, 1.0]))
        scaled = (data[0], data[1] * scale, data[2] * scale, states.customers, 0.0)
        cost = float(fitter._negative_log_likelihood(log_scaled, *scaled))
    shift = float(np.sum(states.frequency * states.customers) * np.log(scale))
    return _fit(model, PURCHASE_PARAMETERS, fitter, customers, -customers * cost + shift)


def fit_spend_model(states: SpendStates, model: str = GammaGamma.name, *, penalizer: float = 0.0) -> Fit:
    """As ltv.fitting.fit.fit_spend_model, by lifetimes.GammaGammaFitter, whose penalizer depends on the unit of money.

    Raises OptionError for any other model.
    """
    _only("model", model, GammaGamma.name)
    check_penalizer(penalizer)
    customers = float(states.customers.sum())
    if customers <= 1:
        return nothing(model, SPEND_PARAMETERS, customers, Status.TOO_FEW_CUSTOMERS)
    data = (states.frequency, states.monetary_value)
    with _lifetimes() as lifetimes:
        fitter = lifetimes.GammaGammaFitter(penalizer_coef=penalizer)
        failure = _failure(fitter, *data, weights=states.customers)
        if failure is not None:
            return nothing(model, SPEND_PARAMETERS, customers, Status.NOT_CONVERGED, failure)
        log_parameters = np.log(fitter.params_.to_numpy())
        cost = float(fitter._negative_log_likelihood(log_parameters, *data, states.customers, 0.0))
    fit = _fit(model, SPEND_PARAMETERS, fitter, customers, -customers * cost)
    if not np.isfinite(GammaGamma().mean_order_value(fit.parameters)):
        return nothing(model, SPEND_PARAMETERS, customers, Status.INFINITE_MEAN_SPEND)
    return fit


def p_alive(parameters: Parameters, frequency: npt.ArrayLike, recency: npt.ArrayLike, T: npt.ArrayLike) -> Array:
    """BG/NBD probability to be alive, by lifetimes."""
    x, tx, T = _broadcast(frequency, recency, T)
    with _lifetimes() as lifetimes:
        fitter = _fitted(lifetimes.BetaGeoFitter(), parameters, PURCHASE_PARAMETERS)
        return _answers(fitter.conditional_probability_alive(x, tx, T))


def expected_purchases(
    parameters: Parameters,
    frequency: npt.ArrayLike,
    recency: npt.ArrayLike,
    T: npt.ArrayLike,
    days: npt.ArrayLike,
) -> Array:
    """BG/NBD purchases expected in (T, T + days], by lifetimes."""
    x, tx, T, days = _broadcast(frequency, recency, T, days)
    with _lifetimes() as lifetimes:
        fitter = _fitted(lifetimes.BetaGeoFitter(), parameters, PURCHASE_PARAMETERS)
        return _answers(fitter.conditional_expected_number_of_purchases_up_to_time(days, x, tx, T))


def discounted_purchases(
    parameters: Parameters,
    frequency: npt.ArrayLike,
    recency: npt.ArrayLike,
    T: npt.ArrayLike,
    days: npt.ArrayLike,
    monthly_discount_rate: float,
    elapsed: npt.ArrayLike = 0.0,
) -> Array:
    """The month loop of lifetimes' customer_lifetime_value for a spend of 1: differences of expectations, each
    discounted from the end of its 30 days. That the last period may be shorter, and that values may be those of
    `elapsed` days before T (see PurchaseModel), lifetimes itself does not offer."""
    x, tx, T, days, elapsed = _broadcast(frequency, recency, T, days, elapsed)
    value, so_far = np.zeros(T.shape), np.zeros(T.shape)
    for end in month_ends(days, elapsed):
        until = expected_purchases(parameters, x, tx, T, end)
        value += (until - so_far) / (1 + monthly_discount_rate) ** ((elapsed + end) / PERIOD)
        so_far = until
    return value


def expected_order_value(parameters: Parameters, frequency: npt.ArrayLike, monetary_value: npt.ArrayLike) -> Array:
    """Gamma-Gamma expected value of an order, by lifetimes."""
    x, m = _broadcast(frequency, monetary_value)
    with _lifetimes() as lifetimes:
        fitter = _fitted(lifetimes.GammaGammaFitter(), parameters, SPEND_PARAMETERS)
        return _answers(fitter.conditional_expected_average_profit(x, m))


@contextlib.contextmanager
def _lifetimes() -> Iterator[Any]:
    """The package, with its warnings and prints kept in: it overflows by design and prints when it fails."""
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        import lifetimes

        yield lifetimes


def _failure(fitter: Any, *data: Array, weights: Array) -> str | None:
    """Fit; the sentence that says why not, if it fails."""
    from lifetimes.utils import ConvergenceError

    try:
        fitter.fit(*data, weights=weights)
    except (ConvergenceError, ValueError, np.linalg.LinAlgError) as error:
        return f"lifetimes: {type(error).__name__}: {' '.join(str(error).split())}"
    if not np.all(np.isfinite(fitter.params_.to_numpy())):
        return "lifetimes: its parameters are not finite"
    return None


def _fitted(fitter: Any, parameters: Parameters, names: tuple[str, ...]) -> Any:
    import pandas as pd

    fitter.params_ = pd.Series({name: parameters[name] for name in names})
    return fitter


def _fit(model: str, names: tuple[str, ...], fitter: Any, customers: float, log_likelihood: float) -> Fit:
    """With the covariance from lifetimes' Hessian; its variance_matrix_ is right on the diagonal only."""
    values = fitter.params_.to_numpy()
    try:
        covariance_log = np.linalg.inv(fitter._hessian_) / customers
    except np.linalg.LinAlgError:
        covariance_log = np.full((len(names), len(names)), np.nan)
    with np.errstate(invalid="ignore"):  # a Hessian that is not positive definite has no standard errors
        errors = np.sqrt(np.diag(covariance_log)) * values
    return Fit(
        model,
        dict(zip(names, map(float, values), strict=True)),
        {name: float(error) if np.isfinite(error) else None for name, error in zip(names, errors, strict=True)},
        covariance_log * np.outer(values, values),
        covariance_log,
        log_likelihood,
        customers,
        Status.CONVERGED,
        None,
    )


def _answers(values: npt.ArrayLike) -> Array:
    """NaN for what is no expectation or probability: lifetimes returns negative and infinite ones."""
    answers = np.asarray(values, dtype=np.float64)
    return np.where(np.isfinite(answers) & (answers >= 0), answers, np.nan)


def _broadcast(*values: npt.ArrayLike) -> tuple[Array, ...]:
    return np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))


def _only(name: str, value: str, allowed: str) -> None:
    if value != allowed:
        raise OptionError(f"{name}: received {value!r}; the lifetimes engine allows {allowed!r} only")
