"""Intervals of a channel's average LTV, ROI and payback: parameters uncertain and futures random.

The posterior predictive distribution (Gelman et al. 2013, Bayesian Data Analysis, section 1.3) of what the average of
these very customers will turn out to be: their realised value is known, their futures are simulated, each under
another posterior draw of the parameters. Spend is known, so ROI moves with the average alone. What the model itself is
wrong by multiplies the value still to come: factors learned from forecasts of the past (ltv.backtest.model_error).

Channels of more than `SIMULATED` customers are not simulated one by one. Their mean given the parameters comes from a
sample of the customers, relative to the exact total over all states at the estimate, and the futures of so many
independent customers add a normal variable (central limit theorem) whose variance the sample's futures give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from ltv.economics.futures import Buyers, expand, simulate_futures
from ltv.economics.paths import expected_path, realised_path
from ltv.economics.values import (
    Estimates,
    ValuedStates,
    purchases_in_rest,
    reference_rest_of_horizon,
    rest_of_horizon,
)
from ltv.errors import StatesError
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.states import Array
from ltv.valuation import Terms

SIMULATED = 1000  # customers of whom every single future is simulated
REPEATS, ENOUGH = 4, 100_000  # futures per draw for small channels: as many as make so many customers' futures
EVERY = 5  # of a larger channel, futures are simulated for every 5th draw of the parameters only
DESIGN = 1.5  # deviations from the centre at which the response to the parameters is evaluated
FARTHEST = 4.0  # deviations beyond which it is not extrapolated


@dataclass(frozen=True, eq=False)
class WindowStates(ValuedStates):
    """Histories of the customers a channel acquired in the window, who are whole counts.

    squared_value: (n,) sums of the squares of the customers' monetary_value. realised: (A,) total realised value
    (margin applied) at each age of 0, 1, ... days since the first purchase.
    """

    squared_value: Array = field(kw_only=True)
    realised: Array = field(kw_only=True)


@dataclass(frozen=True, eq=False)
class Predictive:
    """What the average of a channel's customers may turn out to be.

    average: (S,) value of the first horizon_days; weights: (S,), summing to 1. paths: (S, last_day + 1), cumulated
    average value by age. expected, expected_path: the same at the point estimates. by_parameters, by_chance: (S,) the
    average under the parameters alone, and with chance but without the model's error.
    """

    average: Array
    weights: Array
    paths: Array
    expected: float
    expected_path: Array
    by_parameters: Array
    by_chance: Array


def predict_average(
    model: str | PurchaseModel,
    window: WindowStates,
    estimates: Estimates,
    purchases: ParameterDraws,
    spends: ParameterDraws,
    terms: Terms,
    *,
    factors: Array | None = None,
    seed: int = 0,
    simulated: int = SIMULATED,
) -> Predictive:
    """The predictive distribution for one channel. purchases, spends: posterior draws, as many of the one as the other.
    factors: (F,) draws of actual over predicted value still to come, the model's own error; None for a model without.

    Raises StatesError where the window has no customer.
    """
    n = float(window.customers.sum())
    if not n > 0:
        raise StatesError("window: received no customer; allowed are windows with customers > 0")
    rng = np.random.default_rng([2, seed])
    buyers = _buyers(window, simulated)
    few = len(buyers.T)
    repeats = int(np.clip(ENOUGH // (few * len(purchases.weights)), 1, REPEATS))
    drawn, weights = _repeated(purchases, spends, repeats)
    rows = slice(None) if few == n else slice(None, None, EVERY)
    thinned = [{name: v[rows] for name, v in parameters.items()} for parameters in drawn]
    futures = simulate_futures(model, thinned[0], thinned[1], buyers, terms, rng, estimates.spend_model)

    realised = realised_path(window.realised, n, terms)
    ahead = float(np.sum(rest_of_horizon(model, estimates, window, terms))) / n
    path_ahead = expected_path(model, buyers, estimates, ahead, terms)
    expected = float(realised[terms.horizon_days]) + ahead
    by_parameters, noise = _relative(model, buyers, estimates, drawn[0], drawn[1], weights, terms, rng)
    if few == n:
        ahead_by_draw = np.cumsum(futures.by_age, axis=1) / n
    else:
        spread = float(np.mean(futures.variance)) / n
        ahead_by_draw = (by_parameters + np.sqrt(spread) * noise)[:, None] * path_ahead
    known, horizon = realised[terms.horizon_days], terms.horizon_days
    wrong = np.ones(1) if factors is None else factors
    paths = realised + ahead_by_draw * rng.permutation(np.resize(wrong, len(weights)))[:, None]
    return Predictive(
        paths[:, horizon],
        weights,
        paths,
        expected,
        realised + path_ahead,
        known + by_parameters * path_ahead[horizon],
        known + ahead_by_draw[:, horizon],
    )


def _repeated(purchases: ParameterDraws, spends: ParameterDraws, repeats: int) -> tuple[list[dict[str, Array]], Array]:
    """The draws of both models, each so many times, and their weights, which sum to 1."""
    drawn = [{name: np.tile(v, repeats) for name, v in d.parameters.items()} for d in (purchases, spends)]
    weights = np.tile(purchases.weights * spends.weights, repeats)
    return drawn, weights / weights.sum()


def average_path(
    model: str | PurchaseModel,
    window: WindowStates,
    estimates: Estimates,
    terms: Terms,
    *,
    engine: str = "native",
    most: int = SIMULATED,
) -> Array:
    """(last_day + 1,) `Predictive.expected_path` without a distribution; at the horizon it is the average value. NaN
    where a customer's future is none the engine can tell. engine: lifetimes takes the purchases expected within the
    horizon from the lifetimes package."""
    n = float(window.customers.sum())
    rest = (
        reference_rest_of_horizon(estimates, window, terms)
        if engine == "lifetimes"
        else rest_of_horizon(model, estimates, window, terms)
    )
    ahead = float(np.sum(rest)) / n
    return realised_path(window.realised, n, terms) + expected_path(
        model, _buyers(window, most), estimates, ahead, terms
    )


def _buyers(window: WindowStates, most: int) -> Buyers:
    states = (window.frequency, window.recency, window.T, window.customers, window.value, window.squared_value)
    return expand(*states, most=most, repeat_days=window.repeat_days)


def _relative(
    model: str | PurchaseModel,
    buyers: Buyers,
    estimates: Estimates,
    purchases: Mapping[str, Array],
    spends: Mapping[str, Array],
    weights: Array,
    terms: Terms,
    rng: np.random.Generator,
) -> tuple[Array, Array]:
    """(S,) the value still to come within the horizon under each draw of the parameters, relative to that expected at
    the point estimates; and (S,) normal noise which, times the standard deviation of the customers' average from the
    randomness of their futures, is relative to the same.
    """
    ahead = terms.horizon_days > buyers.T
    columns = (buyers.frequency, buyers.recency, buyers.T, buyers.orders, buyers.monetary_value)
    x, tx, T, orders, m = (column[ahead] for column in columns)
    if len(x) == 0:
        return np.ones(len(weights)), np.zeros(len(weights))
    fitted = purchase_model(model).parameters
    logs = np.log(np.array([purchases[name] for name in fitted])).T

    def log_purchases(point: Array) -> Array:
        drawn = {name: float(np.exp(value)) for name, value in zip(fitted, point, strict=True)}
        return np.log(purchases_in_rest(model, {**estimates.purchases, **drawn}, x, tx, T, terms))

    expected = _response(log_purchases, logs, weights)
    order_values = SPEND_MODELS[estimates.spend_model].order_values_by_draw(spends, orders, m)
    means = np.sum(np.exp(expected) * order_values, axis=1) * terms.gross_margin
    single = ValuedStates(x, tx, T, np.ones(len(x)), m, orders)
    centre = float(np.sum(rest_of_horizon(model, estimates, single, terms)))
    noise = rng.standard_normal(len(weights)) * len(buyers.T)
    if not centre > 0:
        return np.ones(len(weights)), np.zeros(len(weights))
    return np.asarray(means / centre), np.asarray(noise / centre)


def _response(function: Callable[[Array], Array], points: Array, weights: Array) -> Array:
    """(S, n) a vector-valued function at points (S, k), by its second-order expansion around the points' centre.

    From 1 + 2 k + k (k - 1) / 2 evaluations (a composite design, Box & Wilson 1951) along the columns of the Cholesky
    root of the points' covariance.
    """
    centre = np.sum(points * weights[:, None], axis=0)
    away = points - centre
    root = np.linalg.cholesky(np.einsum("s,si,sj->ij", weights, away, away) + 1e-16 * np.eye(points.shape[1]))
    z = np.clip(np.linalg.solve(root, away.T).T, -FARTHEST, FARTHEST)
    middle, h, k = function(centre), DESIGN, len(centre)
    up = np.array([function(centre + h * root[:, i]) for i in range(k)]) - middle
    down = np.array([function(centre - h * root[:, i]) for i in range(k)]) - middle
    terms, coefficients = [np.ones(len(z))], [middle]
    for i in range(k):
        terms += [z[:, i], z[:, i] ** 2]
        coefficients += [(up[i] - down[i]) / (2 * h), (up[i] + down[i]) / (2 * h * h)]
    for i, j in combinations(range(k), 2):
        both = function(centre + h * (root[:, i] + root[:, j])) - middle - up[i] - up[j]
        terms.append(z[:, i] * z[:, j])
        coefficients.append(both / (h * h))
    return np.asarray(np.array(terms).T @ np.array(coefficients))
