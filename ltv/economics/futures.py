"""What customers may still buy, simulated from their histories: purchases, dropout and amounts, draw by draw.

Given a history the latent rates are known up to their posteriors, which are conjugate while a customer is alive:
lambda ~ Gamma(r + x, alpha + T) in every model, p ~ Beta(a, b + occasions) in the BG/NBD family (Fader, Hardie & Lee
2005, section 4), mu ~ Gamma(s, beta + T) under Pareto/NBD (Schmittlein et al. 1987), and nu ~ Gamma(q + p x, v + x m)
for the amounts (Fader & Hardie 2013, note 025). So a future is drawn exactly, not approximated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ltv.errors import OptionError, StatesError
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import Array
from ltv.valuation import Terms

Index = npt.NDArray[np.int64]
AT_ONCE = 100_000  # futures simulated together


@dataclass(frozen=True, eq=False)
class Buyers:
    """Single customers, (n,) each: frequency, recency, T (days) and mean value of a repeat day (0 without one)."""

    frequency: Array
    recency: Array
    T: Array
    monetary_value: Array


class Futures(NamedTuple):
    """Simulated values still to come.

    by_age: (S, last_day + 1) summed over customers, at each age in days since the first purchase.
    variance: (n,) of each customer's value within the horizon, over all draws.
    """

    by_age: Array
    variance: Array


def expand(
    frequency: Array, recency: Array, T: Array, customers: Array, value: Array, squared_value: Array, most: int
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
    return Buyers(frequency[state], recency[state], T[state], np.maximum(mean + deviation * around, 0.0))


def simulate_futures(
    model: str,
    purchases: Mapping[str, Array],
    spends: Mapping[str, Array],
    buyers: Buyers,
    terms: Terms,
    rng: np.random.Generator,
) -> Futures:
    """One future of every customer per draw. purchases, spends: parameters by name, (S,) each, of one draw in a row.

    Raises OptionError for an unknown model.
    """
    if model not in PURCHASE_MODELS:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(sorted(PURCHASE_MODELS))}")
    draws, n, ages = len(purchases["r"]), len(buyers.T), terms.last_day + 1
    by_age, sums, squares = np.zeros((draws, ages)), np.zeros(n), np.zeros(n)
    for rows in np.array_split(np.arange(draws), max(1, draws * n // AT_ONCE)):
        part = [{name: values[rows] for name, values in group.items()} for group in (purchases, spends)]
        row, who, age, value = _events(model, part[0], part[1], buyers, terms, rng)
        by_age[rows] = np.bincount(row * ages + age, value, len(rows) * ages).reshape(len(rows), ages)
        within = age <= terms.horizon_days
        own = np.bincount((row * n + who)[within], value[within], len(rows) * n).reshape(len(rows), n)
        sums, squares = sums + own.sum(axis=0), squares + np.sum(own**2, axis=0)
    return Futures(by_age, np.maximum(squares / draws - (sums / draws) ** 2, 0.0))


def _events(
    model: str,
    purchases: Mapping[str, Array],
    spends: Mapping[str, Array],
    buyers: Buyers,
    terms: Terms,
    rng: np.random.Generator,
) -> tuple[Index, Index, Index, Array]:
    """Every future purchase: its draw, its customer, its age in whole days, its discounted value."""
    row, who = _alive(model, purchases, buyers, terms, rng)
    x, T = buyers.frequency[who], buyers.T[who]
    rate = rng.gamma(purchases["r"][row] + x) / (purchases["alpha"][row] + T)
    chance, end = _dropout(model, purchases, row, x, T, rng)
    end = np.minimum(terms.last_day - T, end)
    p, spent = spends["p"], x * buyers.monetary_value[who]
    nu = rng.gamma(spends["q"][row] + p[row] * x) / (spends["v"][row] + spent)

    now, active = np.zeros(len(row)), np.flatnonzero(rate > 0)
    found: list[tuple[Index, Array, Array]] = []
    while len(active):
        now[active] += rng.exponential(1.0, len(active)) / rate[active]
        active = active[now[active] <= end[active]]
        found.append((active, now[active], rng.gamma(p[row[active]]) / nu[active]))
        active = active[rng.random(len(active)) >= chance[active]]
    if not found:
        nobody = np.zeros(0, dtype=np.int64)
        return nobody, nobody, nobody, np.zeros(0)
    at = np.concatenate([f[0] for f in found])
    days, amount = np.concatenate([f[1] for f in found]), np.concatenate([f[2] for f in found])
    age = np.ceil(T[at] + days)
    return row[at], who[at], age.astype(np.int64), terms.gross_margin * amount * terms.discount(age)


def _alive(
    model: str, purchases: Mapping[str, Array], buyers: Buyers, terms: Terms, rng: np.random.Generator
) -> tuple[Index, Index]:
    """Draw and customer of everyone who is alive with days to come."""
    chosen, draws = PURCHASE_MODELS[model], len(purchases["r"])
    x, tx, T = buyers.frequency, buyers.recency, buyers.T
    distinct, which = np.unique(np.array(list(purchases.values())), axis=1, return_inverse=True)
    chances = [chosen.p_alive(dict(zip(purchases, map(float, one), strict=True)), x, tx, T) for one in distinct.T]
    alive = (rng.random((draws, len(T))) < np.array(chances)[which.ravel()]) & (terms.last_day > T)
    row, who = np.nonzero(alive)
    return row, who


def _dropout(
    model: str, purchases: Mapping[str, Array], row: Index, x: Array, T: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Per living customer: the chance to drop out after a purchase, and the days from now to a dropout in between."""
    if model == "pareto_nbd":
        dropout_rate = rng.gamma(purchases["s"][row]) / (purchases["beta"][row] + T)
        with np.errstate(divide="ignore"):  # a dropout rate that underflows to 0 is a customer who never leaves
            return np.zeros(len(row)), rng.exponential(1.0, len(row)) / dropout_rate
    occasions = x + (model == "mbg_nbd")
    return rng.beta(purchases["a"][row], purchases["b"][row] + occasions), np.full(len(row), np.inf)
