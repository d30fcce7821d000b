"""Generated customers and their orders, strictly from BG/NBD and Gamma-Gamma.

The model's clock is continuous and the shop's calendar is in days: the first purchase is the start of day d, and a
repeat purchase at time t falls on day d + ceil(t). So the repeat purchases up to day d + T are exactly the model's
X(T), and none shares the day of the first. Two repeats within one calendar day (under one per cent) are two orders, as
in a real shop; whoever counts purchase days, as lifetimes does, counts them once.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from ltv.data.shop.spend import DAYS, arrivals, daily_spend, stream
from ltv.data.shop.truth import TRUTH, Channel, OrderValue, Purchases


@dataclass(frozen=True)
class Order:
    """An order on the day with this index in DAYS, worth `fen` (hundredths of a yuan)."""

    day: int
    fen: int


@dataclass(frozen=True)
class Customer:
    """A customer by the channel and day of acquisition, which is the day of the first order."""

    channel: str
    acquired: int
    orders: tuple[Order, ...]


def customers_of(channel: str, seed: int) -> list[Customer]:
    """Everyone whom the channel acquires, in order of acquisition, with their orders up to the last of DAYS."""
    truth: Channel = TRUTH[channel]
    spend = daily_spend(truth.acquisition, stream(seed, channel, 0))
    days = arrivals(truth.acquisition, spend, stream(seed, channel, 1))
    random = stream(seed, channel, 2)
    return [Customer(channel, day, _orders(truth, day, random)) for day in days]


def repeat_times(truth: Purchases, horizon: float, random: np.random.Generator) -> list[float]:
    """Days from a new customer's first purchase to each repeat purchase within the horizon."""
    rate = random.gamma(truth.r, 1 / truth.alpha)
    leaves = random.beta(truth.a, truth.b)
    times: list[float] = []
    elapsed = random.exponential(1 / rate)
    while elapsed <= horizon:
        times.append(elapsed)
        if random.random() < leaves:
            break
        elapsed += random.exponential(1 / rate)
    return times


def order_values(truth: OrderValue, orders: int, random: np.random.Generator) -> list[int]:
    """Values of one customer's orders in fen; never 0, which would make it a free order."""
    nu = random.gamma(truth.q, 1 / truth.v)
    return [max(1, round(100 * value)) for value in random.gamma(truth.p, 1 / nu, size=orders)]


def _orders(truth: Channel, first_day: int, random: np.random.Generator) -> tuple[Order, ...]:
    repeats = repeat_times(truth.purchases, len(DAYS) - 1 - first_day, random)
    days = [first_day, *(first_day + ceil(time) for time in repeats)]
    values = order_values(truth.order_value, len(days), random)
    return tuple(Order(day, fen) for day, fen in zip(days, values, strict=True))
