"""How much living customers would buy on each day, per unit of the day's intensity, given their histories.

    R(d) = sum over customers of E[lambda 1(alive on d)],   first purchase < d <= E

A customer's history splits by when they dropped out: alive at the end (rate (r + x) / (alpha + T)), or gone at an
operational age u (rate (r + x) / (alpha + u), alive until u). Customers of BG/NBD and MBG/NBD drop out at their last
purchase or not at all; under Pareto/NBD u has a density, which is integrated over its nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from ltv.calendar.history import History
from ltv.errors import OptionError
from ltv.models.purchase.beta_geometric import BetaGeometric
from ltv.models.purchase.model import PurchaseModel
from ltv.models.purchase.pareto_integral import odds_of_leaving
from ltv.models.purchase.pareto_nbd import ParetoNbd
from ltv.states import Array, PurchaseStates


class Living(NamedTuple):
    """Part of what states may have been: alive until the age `until`, buying at `rate` times the chance of that.

    rows: (m,) of the states. until, rate: (m, k), operational age, and purchases per unit of operational time.
    """

    rows: npt.NDArray[np.intp]
    until: Array
    rate: Array


def has_operational_time(model: PurchaseModel) -> bool:
    """Whether the model can be fitted in calendar time: `living` knows it."""
    return living.dispatch(type(model)) is not living.dispatch(object)


@singledispatch
def living(model: PurchaseModel, parameters: Mapping[str, float], states: PurchaseStates) -> Iterator[Living]:
    """The ways the states may have lived, chances summing to 1 per state. Raises OptionError for other models."""
    raise OptionError(f"model: received {model.name!r}; allowed in calendar time are bg_nbd, mbg_nbd, pareto_nbd")


@living.register
def _(model: BetaGeometric, parameters: Mapping[str, float], states: PurchaseStates) -> Iterator[Living]:
    n = parameters["r"] + states.frequency
    alive = model.p_alive(parameters, states.frequency, states.recency, states.T)
    rows = np.arange(len(n))
    yield Living(rows, states.T[:, None], (alive * n / (parameters["alpha"] + states.T))[:, None])
    rate = (1 - alive) * n / (parameters["alpha"] + states.recency)
    yield Living(rows, states.recency[:, None], rate[:, None])


@living.register
def _(model: ParetoNbd, parameters: Mapping[str, float], states: PurchaseStates) -> Iterator[Living]:
    r, alpha, s, beta = (parameters[name] for name in ("r", "alpha", "s", "beta"))
    n = r + states.frequency
    alive = model.p_alive(parameters, states.frequency, states.recency, states.T)
    yield Living(np.arange(len(n)), states.T[:, None], (alive * n / (alpha + states.T))[:, None])
    if s > 0:
        for part in odds_of_leaving(n, alpha, s, beta, states.recency, states.T, float(np.log(s))):
            gone = special.expit(part.log_odds)[:, None] * part.weight
            yield Living(part.rows, part.u, gone * n[part.rows, None] / (alpha + part.u))


def expected_rates(
    history: History, cumulative: Array, states: PurchaseStates, model: PurchaseModel, parameters: Mapping[str, float]
) -> Array:
    """(E + 1,) R(d). cumulative: (E + 1,) the operational clock; states: the history's, in operational time.

    A day on which a customer dropped out counts by the share of it that they lived.
    """
    days = history.end + 1
    first, customers = history.first, states.customers
    change, partial, numbers = np.zeros(days + 1), np.zeros(days + 1), np.arange(days, dtype=np.float64)
    for part in living(model, parameters, states):
        begun = np.broadcast_to(first[part.rows][:, None], part.until.shape)
        rate = (part.rate * customers[part.rows][:, None]).ravel()
        day = np.interp((cumulative[begun] + part.until).ravel(), cumulative, numbers)
        whole = np.floor(day).astype(np.int64)
        change += np.bincount(begun.ravel() + 1, rate, days + 1) - np.bincount(whole + 1, rate, days + 1)
        partial += np.bincount(whole + 1, rate * (day - whole), days + 1)
    return np.asarray(np.maximum(np.cumsum(change)[:days] + partial[:days], 0.0))
