"""How much chance alone moves the total of known customers: the variance of independent futures.

Two futures are drawn for each customer of a sample, at the estimated parameters; half the mean square of their
difference is the variance of a customer's future given the history, and the customers' sum has n times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend.model import SpendModel
from ltv.states import Array, PurchaseStates

FUTURES = 20_000  # pairs of futures
SELDOM = 40  # with 20 intervals would be a fifth too narrow for q of 1.2, measured against many simulated sums
LARGEST = 200  # values that tell how the tail of a sample goes on
LEAST_RARE = 0.5  # of a sample: what is rarer than that is as large as it is by luck


class Worth(NamedTuple):
    """A spend model, its parameters, and the mean value of a repeat day of one customer of each state, (n,)."""

    model: SpendModel
    parameters: Mapping[str, float]
    monetary_value: Array


def futures(
    model: PurchaseModel,
    parameters: Mapping[str, float],
    states: PurchaseStates,
    length: float,
    rng: np.random.Generator,
    worth: Worth | None = None,
) -> Array:
    """(n,) purchase days, or their value, in the next `length` of one customer of each state, drawn at random."""
    alive = model.p_alive(parameters, states.frequency, states.recency, states.T)
    rows = np.flatnonzero(rng.random(len(alive)) < alive)
    x, T, sums = states.frequency[rows], states.T[rows], np.zeros(len(alive))
    timing = model.survivors({name: np.full(len(rows), v) for name, v in parameters.items()}, x, T, rng)
    amounts = None
    if worth is not None:
        given = {name: np.full(len(rows), v) for name, v in worth.parameters.items()}
        amounts = worth.model.customers(given, x, worth.monetary_value[rows], rng)
    active = np.flatnonzero(timing.ever)
    while len(active):
        at, purchase_days = timing.next(active, rng)
        within = at <= np.minimum(length, timing.end[active])
        active, purchase_days = active[within], purchase_days[within]
        sums[rows[active]] += purchase_days if amounts is None else amounts.next(active, purchase_days, rng)
        active = active[timing.stays(active, rng)]
    return sums


def sampled(states: PurchaseStates, rng: np.random.Generator, most: int = FUTURES) -> npt.NDArray[np.intp]:
    """(most,) rows of the states of a sample of customers: at equal steps through all of them, from a random start."""
    ends = np.cumsum(states.customers)
    places = (np.arange(most) + rng.random()) * (ends[-1] / most)
    return np.asarray(np.minimum(np.searchsorted(ends, places, side="right"), len(ends) - 1))


def pair_variance(one: Array, other: Array, customers: float) -> float:
    """The variance of the sum over `customers`, from two futures of each customer of a sample."""
    return float(customers * np.mean((one - other) ** 2) / 2)


def without_windfalls(one: Array, other: Array, customers: float) -> tuple[Array, Array]:
    """The same futures, none larger than what one sum over `customers` in SELDOM would hold.

    Such a sum lies outside a 90 % interval. Order values may have no variance (Gamma-Gamma with q of 2 or less), and a
    single value of the sample would then decide the width. How large such a value is, the largest ones tell: their
    logarithms go on as those of a Pareto distribution (Hill 1975), which is never too short a tail.
    """
    sample = np.concatenate([one, other])
    rare = max(len(sample) / (SELDOM * customers), LEAST_RARE)
    count = max(LARGEST, int(rare))
    largest = np.sort(sample)[-count:]
    if not largest[0] > 0:
        return one, other
    most = largest[0] * (count / rare) ** np.mean(np.log(largest / largest[0]))
    return np.minimum(one, most), np.minimum(other, most)
