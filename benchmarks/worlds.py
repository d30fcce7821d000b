"""Generated worlds with known truth: unequal channels, staggered acquisition, and the futures that came.

A world's own level is random, and so is each channel's distance from it: channels of one shop are alike, not equal.
Histories are simulated purchase by purchase, by other code than `ltv.economics.futures`, which they judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ltv.data.shop.truth import TRUTH
from ltv.economics.intervals import WindowStates
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import Array, PurchaseStates, SpendStates
from ltv.valuation import Terms

SIZES = (20, 40, 80, 150, 400, 1200, 4000)  # customers acquired in the last 365 days; half as many before
SAMPLE_SIZES = (20, 60, 200, 1000)
WINDOW = 365
TERMS = Terms()


@dataclass(frozen=True, eq=False)
class Channel:
    """One channel: truth, what is seen of it, and what came.

    ltv: true expected value of a new customer's first 365 days. came: what the average LTV of the window's customers
    turned out to be, discounted to each customer's first purchase. cac: what one of them cost. paid_back: the age
    at which the average reached it, infinite where not within TERMS.last_day.
    """

    purchases: Mapping[str, float]
    spends: Mapping[str, float]
    ltv: float
    states: PurchaseStates
    spend_states: SpendStates
    window: WindowStates
    came: float
    cac: float
    paid_back: float


def world(seed: int, sizes: tuple[int, ...] = SIZES, spread: float = 1.0) -> list[Channel]:
    """The channels of one BG/NBD world. spread: how unequal they are, in units of what is usual."""
    rng = np.random.default_rng([seed, 7])
    level = rng.normal(size=7) * [0.3, 0.4, 0.4, 0.3, 0.2, 0.2, 0.4]
    channels = []
    for size in sizes:
        own = level + spread * rng.normal(size=7) * [0.2, 0.3, 0.4, 0.2, 0.15, 0.15, 0.25]
        r, share, together = np.exp(own[0]), 1 / (1 + np.exp(1.1 - own[2])), 3.5 * np.exp(own[3])
        alpha = r * 55 * np.exp(-own[1])
        p, q = 4.0 * np.exp(own[4]), 1 + 3.0 * np.exp(own[5])
        purchases = {"r": r, "alpha": alpha, "a": share * together, "b": (1 - share) * together}
        spends = {"p": p, "q": q, "v": 150 * np.exp(own[6]) * (q - 1) / p}
        channels.append(channel(purchases, spends, size, rng))
    return channels


def sample_world(seed: int) -> list[Channel]:
    """The four channels of the sample shop's truth, which of them is small by chance."""
    rng = np.random.default_rng([seed, 9])
    return [
        channel(vars(TRUTH[name].purchases), vars(TRUTH[name].order_value), size, rng)
        for name, size in zip(TRUTH, rng.permutation(SAMPLE_SIZES), strict=True)
    ]


def true_ltv(purchases: Mapping[str, float], spends: Mapping[str, float]) -> float:
    """Expected value of a new customer's first 365 days, the first order included, discounted to it."""
    model, discounted = PURCHASE_MODELS["bg_nbd"], (TERMS.horizon_days, TERMS.monthly_discount_rate)
    repeats = float(model.discounted_purchases_if_alive(purchases, 0, 0, *discounted))
    return spends["p"] * spends["v"] / (spends["q"] - 1) * (1 + repeats)


def channel(
    purchases: Mapping[str, float], spends: Mapping[str, float], size: int, rng: np.random.Generator
) -> Channel:
    """Customers acquired evenly over 1.5 years before today, followed until all are a year old."""
    T = np.concatenate([rng.integers(0, WINDOW, size), rng.integers(WINDOW, 3 * WINDOW // 2, size // 2)]).astype(float)
    who, age, amount = orders(purchases, spends, np.maximum(T, TERMS.last_day), rng)
    n, seen, repeat = len(T), age <= T[who], age > 0
    frequency = np.bincount(who[seen & repeat], minlength=n).astype(float)
    recency = np.zeros(n)
    np.maximum.at(recency, who[seen], age[seen])
    spent = np.bincount(who[seen & repeat], amount[seen & repeat], n)
    m = spent / np.maximum(frequency, 1)

    own = who < size
    by_age = np.bincount(age[own].astype(int), (amount * TERMS.discount(age))[own], TERMS.last_day + 1)
    path = np.cumsum(by_age[: TERMS.last_day + 1]) / size
    cac = true_ltv(purchases, spends) * float(np.exp(rng.normal() * 0.5))
    paid_back = float(np.argmax(path >= cac)) if path[-1] >= cac else np.inf
    realised = np.bincount(age[seen & own].astype(int), amount[seen & own])
    repeaters = frequency > 0
    first = slice(0, size)
    return Channel(
        purchases,
        spends,
        true_ltv(purchases, spends),
        PurchaseStates(frequency, recency, T, np.ones(n)),
        SpendStates(frequency[repeaters], m[repeaters], np.ones(int(repeaters.sum()))),
        WindowStates(
            *(frequency[first], recency[first], T[first], np.ones(size), m[first]),
            squared_value=m[first] ** 2,
            realised=realised,
        ),
        float(path[TERMS.horizon_days]),
        cac,
        paid_back,
    )


def orders(
    purchases: Mapping[str, float], spends: Mapping[str, float], until: Array, rng: np.random.Generator
) -> tuple[np.ndarray, Array, Array]:
    """Customer, age in days and amount of every order, each customer's first (age 0) included."""
    n = len(until)
    rate, leaves = rng.gamma(purchases["r"], 1 / purchases["alpha"], n), rng.beta(purchases["a"], purchases["b"], n)
    active, now = np.arange(n), np.zeros(n)
    who, age = [active], [np.zeros(n)]
    while len(active):
        now[active] += rng.exponential(1 / rate[active])
        active = active[now[active] <= until[active]]
        who.append(active)
        age.append(np.ceil(now[active]))
        active = active[rng.random(len(active)) >= leaves[active]]
    by, ages = np.concatenate(who), np.concatenate(age)
    nu = rng.gamma(spends["q"], 1 / spends["v"], n)
    return by, ages, rng.gamma(spends["p"], 1 / nu[by])
