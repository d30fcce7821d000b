"""What customers may still buy, simulated from their histories: purchases, dropout and amounts, draw by draw.

Given a history, a living customer's own rates and chances are known up to their posteriors, which are conjugate in all
models (PurchaseModel.survivors, SpendModel.customers). So a future is drawn exactly, not approximated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ltv.errors import StatesError
from ltv.models.purchase import purchase_model
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import DEFAULT, SPEND_MODELS
from ltv.states import Array
from ltv.valuation import Terms

Index = npt.NDArray[np.int64]
AT_ONCE = 100_000  # futures simulated together


@dataclass(frozen=True, eq=False)
class Buyers:
    """Single customers, (n,) each: frequency and recency as the purchase model counts them, T (days), mean value of a
    repeat day (0 without one), and the number of repeat days behind that mean (None: frequency)."""

    frequency: Array
    recency: Array
    T: Array
    monetary_value: Array
    repeat_days: Array | None = None

    @property
    def orders(self) -> Array:
        """The number of orders behind monetary_value."""
        return self.frequency if self.repeat_days is None else self.repeat_days


class Futures(NamedTuple):
    """Simulated values still to come.

    by_age: (S, last_day + 1) summed over customers, at each age in days since the first purchase.
    variance: (n,) of each customer's value within the horizon, over all draws.
    """

    by_age: Array
    variance: Array


def expand(
    frequency: Array,
    recency: Array,
    T: Array,
    customers: Array,
    value: Array,
    squared_value: Array,
    most: int,
    repeat_days: Array | None = None,
) -> Buyers:
    """Single customers of the states, at most `most`: all of them, or every n-th in the states' order.

    customers: whole. value, squared_value: sums of m and m^2 over a state's customers. A state's customers are placed
    at equal distances around their mean so that mean and variance are the state's (exact for one or two customers).
    Raises StatesError where customers are not whole numbers.
    """
    wrong = np.flatnonzero(customers != np.floor(customers))
    if len(wrong):
        raise StatesError(f"customers: received {customers[wrong[0]]} in row {wrong[0]}; allowed are whole counts")
    ends = np.cumsum(customers)
    total = int(ends[-1]) if len(ends) else 0
    chosen = np.arange(total) if total <= most else np.floor((np.arange(most) + 0.5) * total / most)
    state = np.searchsorted(ends, chosen, side="right")
    place, w = chosen - (ends - customers)[state], customers[state]
    mean = value[state] / w
    deviation = np.sqrt(np.maximum(squared_value[state] / w - mean**2, 0.0))
    around = (2 * place - (w - 1)) / np.sqrt(np.maximum(w**2 - 1, 1.0) / 3)
    means = np.maximum(mean + deviation * around, 0.0)
    orders = None if repeat_days is None else repeat_days[state]
    return Buyers(frequency[state], recency[state], T[state], means, orders)


def simulate_futures(
    model: str | PurchaseModel,
    purchases: Mapping[str, Array],
    spends: Mapping[str, Array],
    buyers: Buyers,
    terms: Terms,
    rng: np.random.Generator,
    spend_model: str = DEFAULT,
) -> Futures:
    """One future of every customer per draw. purchases, spends: parameters by name, (S,) each, of one draw in a row,
    of the purchase model and of the spend model.

    Raises OptionError for an unknown purchase model.
    """
    model = purchase_model(model)
    draws, n, ages = _draws(purchases), len(buyers.T), terms.last_day + 1
    by_age, sums, squares = np.zeros((draws, ages)), np.zeros(n), np.zeros(n)
    for rows in np.array_split(np.arange(draws), max(1, draws * n // AT_ONCE)):
        part = [{name: values[rows] for name, values in group.items()} for group in (purchases, spends)]
        row, who, age, value = _events(model, part[0], part[1], buyers, terms, rng, spend_model)
        by_age[rows] = np.bincount(row * ages + age, value, len(rows) * ages).reshape(len(rows), ages)
        within = age <= terms.horizon_days
        own = np.bincount((row * n + who)[within], value[within], len(rows) * n).reshape(len(rows), n)
        sums, squares = sums + own.sum(axis=0), squares + np.sum(own**2, axis=0)
    return Futures(by_age, np.maximum(squares / draws - (sums / draws) ** 2, 0.0))


def _events(
    model: str | PurchaseModel,
    purchases: Mapping[str, Array],
    spends: Mapping[str, Array],
    buyers: Buyers,
    terms: Terms,
    rng: np.random.Generator,
    spend_model: str,
) -> tuple[Index, Index, Index, Array]:
    """Every future purchase: its draw, its customer, its age in whole days, its discounted value."""
    row, who = _alive(model, purchases, buyers, terms, rng)
    x, T, orders = buyers.frequency[who], buyers.T[who], buyers.orders[who]
    timing = purchase_model(model).survivors({name: v[row] for name, v in purchases.items()}, x, T, rng)
    own_spends = {name: v[row] for name, v in spends.items()}
    amounts = SPEND_MODELS[spend_model].customers(own_spends, orders, buyers.monetary_value[who], rng)
    end = np.minimum(terms.last_day - T, timing.end)

    active = np.flatnonzero(timing.ever)
    discount = terms.discount(np.arange(terms.last_day + 1.0))  # of each age once: purchases are millions
    found: list[tuple[Index, Index, Index, Array]] = []
    while len(active):
        days, purchase_days = timing.next(active, rng)
        within = days <= end[active]
        active, days = active[within], days[within]
        age = np.ceil(T[active] + days).astype(np.int64)
        amount = amounts.next(active, purchase_days[within], rng)
        found.append((row[active], who[active], age, terms.gross_margin * amount * discount[age]))
        active = active[timing.stays(active, rng)]
    if not found:
        nobody = np.zeros(0, dtype=np.int64)
        return nobody, nobody, nobody, np.zeros(0)
    rows, customers, ages, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return rows, customers, ages, values


def _alive(
    model: str | PurchaseModel, purchases: Mapping[str, Array], buyers: Buyers, terms: Terms, rng: np.random.Generator
) -> tuple[Index, Index]:
    """Draw and customer of everyone who is alive with days to come."""
    chosen, draws = purchase_model(model), _draws(purchases)
    x, tx, T = buyers.frequency, buyers.recency, buyers.T
    distinct, which = np.unique(np.array(list(purchases.values())), axis=1, return_inverse=True)
    chances = chosen.p_alive_by_draw(dict(zip(purchases, distinct, strict=True)), x, tx, T)
    alive = (rng.random((draws, len(T))) < chances[which.ravel()]) & (terms.last_day > T)
    row, who = np.nonzero(alive)
    return row, who


def _draws(parameters: Mapping[str, Array]) -> int:
    return len(next(iter(parameters.values())))
