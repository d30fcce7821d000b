"""How much chance alone moves the total of known customers: the variance of independent futures.

Two futures are drawn for each customer of a sample, at the estimated parameters; half the mean square of their
difference is the variance of a customer's future given the history, and the customers' sum has n times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

import numpy as np
import numpy.typing as npt

from ltv.fitting.fit import OptionError
from ltv.models.purchase.beta_geometric import BetaGeometric
from ltv.models.purchase.model import PurchaseModel
from ltv.models.purchase.pareto_nbd import ParetoNbd
from ltv.states import Array, PurchaseStates

FUTURES = 20_000  # pairs of futures
MOST_RATE = 1e12  # expected purchases beyond which numpy's Poisson generator refuses


@singledispatch
def futures(
    model: PurchaseModel,
    parameters: Mapping[str, float],
    states: PurchaseStates,
    length: float,
    rng: np.random.Generator,
) -> Array:
    """(n,) purchases in the next `length` of one customer of each state, drawn at random. Raises OptionError."""
    raise OptionError(f"model: received {model.name!r}; allowed are bg_nbd, mbg_nbd, pareto_nbd")


@futures.register
def _(
    model: BetaGeometric,
    parameters: Mapping[str, float],
    states: PurchaseStates,
    length: float,
    rng: np.random.Generator,
) -> Array:
    """The lesser of what a living customer would buy, and the purchase after which they leave."""
    r, alpha, a, b = (parameters[name] for name in model.parameters)
    wanted = _wanted(rng, r, alpha, states, length)
    if a > 0:
        chance = rng.beta(a, b + states.frequency + model.first_chance)
        wanted = np.minimum(wanted, rng.geometric(np.clip(chance, 1e-12, 1.0)))
    alive = model.p_alive(parameters, states.frequency, states.recency, states.T)
    return np.where(rng.random(len(wanted)) < alive, wanted, 0.0)


@futures.register
def _(
    model: ParetoNbd,
    parameters: Mapping[str, float],
    states: PurchaseStates,
    length: float,
    rng: np.random.Generator,
) -> Array:
    """Purchases until the end or the dropout, whichever comes first."""
    r, alpha, s, beta = (parameters[name] for name in model.parameters)
    lived: float | Array = length
    if s > 0:
        leaving = np.maximum(rng.gamma(s, size=len(states.T)) / (beta + states.T), 1e-300)
        lived = np.minimum(length, rng.exponential(1.0, len(states.T)) / leaving)
    wanted = _wanted(rng, r, alpha, states, lived)
    alive = model.p_alive(parameters, states.frequency, states.recency, states.T)
    return np.where(rng.random(len(wanted)) < alive, wanted, 0.0)


def sampled(states: PurchaseStates, rng: np.random.Generator, most: int = FUTURES) -> npt.NDArray[np.intp]:
    """(most,) rows of the states of a sample of customers: at equal steps through all of them, from a random start."""
    ends = np.cumsum(states.customers)
    places = (np.arange(most) + rng.random()) * (ends[-1] / most)
    return np.asarray(np.minimum(np.searchsorted(ends, places, side="right"), len(ends) - 1))


def pair_variance(one: Array, other: Array, customers: float) -> float:
    """The variance of the sum over `customers`, from two futures of each customer of a sample."""
    return float(customers * np.mean((one - other) ** 2) / 2)


def _wanted(rng: np.random.Generator, r: float, alpha: float, states: PurchaseStates, length: float | Array) -> Array:
    rate = rng.gamma(r + states.frequency) / (alpha + states.T)
    return rng.poisson(np.minimum(rate * length, MOST_RATE)).astype(np.float64)
