"""Simulated purchase histories and spends, for tests and recovery studies; the caller gives the randomness."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ltv.states import Array, PurchaseStates, SpendStates


def _rates_and_dropout(
    model: str, parameters: Mapping[str, float], customers: int, rng: np.random.Generator
) -> tuple[Array, Array, Array, bool]:
    """Per customer: the purchase rate, the chance to drop out at an occasion, the lifetime, and whether the
    acquisition is an occasion."""
    if model not in ("bg_nbd", "mbg_nbd", "pareto_nbd"):
        raise ValueError(f"model: received {model!r}; allowed are bg_nbd, mbg_nbd, pareto_nbd")
    rate = rng.gamma(parameters["r"], 1 / parameters["alpha"], customers)
    if model == "pareto_nbd":
        dropout_rate = rng.gamma(parameters["s"], 1 / parameters["beta"], customers)
        with np.errstate(divide="ignore"):  # a dropout rate that underflows to 0 is a customer who never leaves
            return rate, np.zeros(customers), rng.exponential(1.0, customers) / dropout_rate, False
    chance = rng.beta(parameters["a"], parameters["b"], customers)
    return rate, chance, np.full(customers, np.inf), model == "mbg_nbd"


def simulate_purchases(
    model: str, parameters: Mapping[str, float], T: npt.ArrayLike, rng: np.random.Generator
) -> PurchaseStates:
    """One state per customer (customers = 1): purchases in continuous time from the acquisition to T.

    model: "bg_nbd", "mbg_nbd" or "pareto_nbd". T: (customers,) days observed. Raises ValueError for another model.
    """
    T = np.asarray(T, dtype=np.float64)
    rate, chance, lifetime, at_once = _rates_and_dropout(model, parameters, len(T), rng)
    frequency, recency, now = np.zeros(len(T)), np.zeros(len(T)), np.zeros(len(T))
    end = np.minimum(T, lifetime)
    active = np.flatnonzero(rng.random(len(T)) >= chance) if at_once else np.arange(len(T))
    active = active[rate[active] > 0]
    while len(active):
        now[active] += rng.exponential(1.0, len(active)) / rate[active]
        active = active[now[active] <= end[active]]
        frequency[active] += 1
        recency[active] = now[active]
        active = active[rng.random(len(active)) >= chance[active]]
    return PurchaseStates(frequency, recency, T, np.ones(len(T)))


def by_day(states: PurchaseStates) -> PurchaseStates:
    """Recency and T as whole days, equal states counted together; a purchase on day 0 is the acquisition's own."""
    recency, T = np.ceil(states.recency), np.ceil(states.T)
    rows = np.stack([states.frequency, np.minimum(recency, T), T])
    distinct, inverse = np.unique(rows, axis=1, return_inverse=True)
    return PurchaseStates(
        distinct[0], distinct[1], distinct[2], np.bincount(inverse.ravel(), states.customers).astype(float)
    )


def simulate_spends(parameters: Mapping[str, float], frequency: npt.ArrayLike, rng: np.random.Generator) -> SpendStates:
    """Mean spends of repeat buyers under Gamma-Gamma, one state per customer with frequency >= 1."""
    x = np.asarray(frequency, dtype=np.float64)
    x = x[x > 0]
    scale = rng.gamma(parameters["q"], 1 / parameters["v"], len(x))
    return SpendStates(x, rng.gamma(parameters["p"] * x, 1 / (scale * x)), np.ones(len(x)))
