"""What all existing customers will buy within a horizon, purchases or revenue, with a 90 % interval.

    total = chance( total expected under a draw of the parameters * factor )

The factor is the model's own error: with the calendar in use it is lognormal with the variance that the calendar
leaves open (Calendar.log_variance), otherwise that of `model_error`. The
forecast is its median: ln(actual / predicted) is what both are about. Times may be operational: states from
Clock.states, the horizon from Clock.length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ltv.backtest.chance import FUTURES, Worth, futures, pair_variance, sampled, without_windfalls
from ltv.backtest.widths import WidthParts, log_variance, width_parts
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import DEFAULT, SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.pooling.quantity import response
from ltv.sampling import TAILS
from ltv.states import Array, PurchaseStates

DRAWS = 4000
FEW_BUYERS = 300  # repeat buyers from which the response to the parameters is expanded
MOST_STATES = 8192  # on which the response to the parameters is found, relative to the total of all at the estimate


class Factors(Protocol):
    """Draws of actual over predicted, as ModelError has them."""

    def factors(self, draws: int, rng: np.random.Generator) -> Array:
        """(draws,), or (draws, 1)."""


@dataclass(frozen=True, eq=False)
class Spending:
    """What orders are worth: a spend model, estimate and draws; value: (n,) sums of monetary_value per state; orders:
    (n,) the repeat purchase days behind a customer's monetary_value (None: frequency)."""

    estimate: Mapping[str, float]
    draws: ParameterDraws | None
    value: Array
    model: str = DEFAULT
    orders: Array | None = None


@dataclass(frozen=True, eq=False)
class Total:
    """A predicted total.

    expected: at the estimates. by_parameters, by_chance, draws: (S,) under parameters alone, with chance, and with the
    model's error too. without_chance: (S,) under parameters and the model's error. dispersion: the variance of chance
    per unit expected, which the sum of some of the customers has too.
    """

    expected: float
    by_parameters: Array
    by_chance: Array
    draws: Array
    without_chance: Array
    dispersion: float

    @property
    def interval(self) -> tuple[float, float]:
        """Low and high end of the 90 % interval."""
        low, high = np.quantile(self.draws, TAILS)
        return float(low), float(high)

    @property
    def log_variance(self) -> float:
        """The variance of ln total known to the model (parameters and chance), from the width of its 90 % interval."""
        return log_variance(self.by_chance)

    @property
    def model_log_variance(self) -> float:
        """The variance of ln total from parameters and the model's error, in which a part of the customers shares."""
        return log_variance(self.without_chance)

    def parts(self) -> WidthParts:
        """What the interval's width comes from."""
        return width_parts(self.by_parameters, self.by_chance, self.draws)


def predict_total(
    model: str | PurchaseModel,
    states: PurchaseStates,
    length: float,
    estimate: Mapping[str, float],
    draws: ParameterDraws | None,
    error: Factors | float,
    *,
    spending: Spending | None = None,
    seed: int = 0,
    futures_drawn: int = FUTURES,
    responses: Array | None = None,
) -> Total:
    """The total of purchases, or of revenue where `spending` is given.

    length: of the horizon, in the states' time. estimate, draws: the purchase model's parameters, None where nothing
    is left open about them. error: what draws the model's own (ModelError), or the variance of ln total that the
    calendar leaves open. futures_drawn: pairs of futures from which the part of chance is told.
    responses: of `timing_response` (and `worth_response`), where they are known already; those of another horizon
    will do.
    """
    rng = np.random.default_rng([4, seed])
    expected = _expected(model, states, length, estimate, spending)
    if not expected > 0:
        nothing = np.full(DRAWS, expected)
        return Total(expected, nothing, nothing, nothing, nothing, 0.0)
    if responses is None:
        responses = timing_response(model, states, length, estimate, draws)
        if spending is not None:
            responses = both_responses(responses, worth_response(model, states, length, estimate, spending))
    by_parameters = expected * rng.permutation(np.resize(responses, DRAWS))
    variance = _chance_variance(model, states, length, estimate, spending, rng, futures_drawn)
    if isinstance(error, float):
        factor = np.exp(np.sqrt(error) * rng.standard_normal(DRAWS))
    else:
        factor = np.ravel(error.factors(DRAWS, rng))
    counts = spending is None
    dispersion, without_chance = variance / expected, by_parameters * factor
    by_chance = _chance(by_parameters, dispersion, rng, counts=counts)
    total = _chance(without_chance, dispersion, rng, counts=counts)
    return Total(expected, by_parameters, by_chance, total, without_chance, dispersion)


def _expected(
    model: str | PurchaseModel,
    states: PurchaseStates,
    length: float,
    parameters: Mapping[str, float],
    spending: Spending | None,
) -> float:
    x, w = states.frequency, states.customers
    each = purchase_model(model).expected_purchases(parameters, x, states.recency, states.T, length)
    if spending is None:
        return float(np.sum(w * each))
    chosen = SPEND_MODELS[spending.model]
    orders = x if spending.orders is None else spending.orders
    worth = chosen.total_order_value(spending.estimate, orders, w, spending.value)
    return float(np.sum(each * worth))


def timing_response(
    model: str | PurchaseModel,
    states: PurchaseStates,
    length: float,
    estimate: Mapping[str, float],
    draws: ParameterDraws | None,
) -> Array:
    """(R,) the total of purchases under draws of the parameters, relative to that at the estimate, on some of the
    states."""
    rows = slice(None, None, max(1, len(states.customers) // MOST_STATES))
    some = PurchaseStates(*(values[rows] for values in (states.frequency, states.recency, states.T, states.customers)))
    centre = _expected(model, some, length, estimate, None)
    if not centre > 0:
        return np.ones(1)
    return response(
        draws,
        lambda parameters: _expected(model, some, length, parameters, None) / centre,
        expand=_many(states),
    )


def worth_response(
    model: str | PurchaseModel, states: PurchaseStates, length: float, estimate: Mapping[str, float], spending: Spending
) -> Array:
    """(R,) the total of revenue under draws of the spend model's parameters, relative to that at the estimate."""
    chosen = SPEND_MODELS[spending.model]
    x, w = states.frequency, states.customers
    each = purchase_model(model).expected_purchases(estimate, x, states.recency, states.T, length)
    orders = x if spending.orders is None else spending.orders

    def total(parameters: Mapping[str, float]) -> float:
        return float(np.sum(each * chosen.total_order_value(parameters, orders, w, spending.value)))

    centre = total(spending.estimate)
    if not centre > 0:
        return np.ones(1)
    return response(spending.draws, lambda parameters: total(parameters) / centre, expand=_many(states))


def both_responses(timing: Array, worth: Array) -> Array:
    """(R,) of revenue: the two models' draws are independent of each other."""
    return np.asarray(timing * np.random.default_rng(5).permutation(np.resize(worth, len(timing))))


def _many(states: PurchaseStates) -> bool:
    return float(np.sum(states.customers[states.frequency > 0])) >= FEW_BUYERS


def _chance_variance(
    model: str | PurchaseModel,
    states: PurchaseStates,
    length: float,
    estimate: Mapping[str, float],
    spending: Spending | None,
    rng: np.random.Generator,
    pairs: int,
) -> float:
    rows = sampled(states, rng, pairs)
    some = PurchaseStates(states.frequency[rows], states.recency[rows], states.T[rows], np.ones(len(rows)))
    worth = None
    if spending is not None:
        mean = spending.value[rows] / states.customers[rows]
        worth = Worth(SPEND_MODELS[spending.model], spending.estimate, mean)
    one, other = (futures(purchase_model(model), estimate, some, length, rng, worth) for _ in range(2))
    customers = float(np.sum(states.customers))
    if worth is not None:
        one, other = without_windfalls(one, other, customers)
    return pair_variance(one, other, customers)


def _chance(mean: Array, dispersion: float, rng: np.random.Generator, *, counts: bool) -> Array:
    """Totals around their means, (S,), of variance mean * dispersion: counts (negative binomial, Poisson) or gamma."""
    if dispersion <= 0:
        return mean
    if not counts:
        return np.asarray(rng.gamma(mean / dispersion) * dispersion)
    if dispersion > 1:
        mean = rng.gamma(mean / (dispersion - 1)) * (dispersion - 1)
    return rng.poisson(mean).astype(np.float64)
