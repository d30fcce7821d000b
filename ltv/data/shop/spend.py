"""Daily spend of a generated channel, and the new customers that it buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ltv.data.shop.truth import FIRST_DAY, LAST_DAY, SEED, TRUTH, Acquisition, Channel

DAYS = tuple(FIRST_DAY + timedelta(days=i) for i in range((LAST_DAY - FIRST_DAY).days + 1))
_DAILY_VARIATION = 0.15  # standard deviation of the logarithm


@dataclass(frozen=True)
class Economics:
    """True value of the first year (yuan), mean cost of a customer (yuan) and (value - cac) / cac."""

    value: float
    cac: float
    roi: float


def stream(seed: int, channel: str, purpose: int) -> np.random.Generator:
    """A random stream of its own for each channel and purpose, so that changing one leaves the others alone."""
    return np.random.Generator(np.random.PCG64([seed, list(TRUTH).index(channel), purpose]))


def daily_spend(acquisition: Acquisition, random: np.random.Generator) -> list[int]:
    """Spend of each of DAYS, in fen: the usual level by weekday, times the week, the campaign or test, and the day."""
    mean_weight = sum(acquisition.weekday_weights) / 7
    spend = []
    week_factor = random.lognormal(0.0, acquisition.weekly_variation)
    for day in DAYS:
        if day.weekday() == 0:
            week_factor = random.lognormal(0.0, acquisition.weekly_variation)
        usual = acquisition.weekly_spend / 7 * acquisition.weekday_weights[day.weekday()] / mean_weight
        factor = week_factor * random.lognormal(0.0, _DAILY_VARIATION) * _campaign_factor(acquisition, day)
        spend.append(round(100 * usual * factor))
    return spend


def arrivals(acquisition: Acquisition, spend: Sequence[int], random: np.random.Generator) -> list[int]:
    """The day (its index in DAYS) of every customer's first purchase, in order."""
    weights = np.asarray(acquisition.weekday_weights)
    found: list[int] = []
    for week in weeks():
        expected = acquisition.new_customers(sum(spend[i] for i in week) / 100, len(week))
        chances = weights[[DAYS[i].weekday() for i in week]]
        found += random.choice(week, size=random.poisson(expected), p=chances / chances.sum()).tolist()
    return sorted(found)


def weeks() -> list[list[int]]:
    """Indices of DAYS by calendar week; the first and the last week are short."""
    grouped: dict[date, list[int]] = {}
    for i, day in enumerate(DAYS):
        grouped.setdefault(day - timedelta(days=day.weekday()), []).append(i)
    return list(grouped.values())


def true_economics(name: str, seed: int = SEED, last_days: int = len(DAYS)) -> Economics:
    """What the spend of the last `last_days` days buys on average: truth, with no sampling error of customers in it."""
    channel: Channel = TRUTH[name]
    spend = daily_spend(channel.acquisition, stream(seed, name, 0))
    cost = customers = 0.0
    for week in weeks():
        weekly = sum(spend[i] for i in week) / 100
        share = sum(i >= len(DAYS) - last_days for i in week) / len(week)
        cost += share * weekly
        customers += share * channel.acquisition.new_customers(weekly, len(week))
    value, cac = channel.expected_value(), cost / customers
    return Economics(value=value, cac=cac, roi=(value - cac) / cac)


def _campaign_factor(acquisition: Acquisition, day: date) -> float:
    changes = (*acquisition.campaigns, *acquisition.tests)
    return next((c.factor for c in changes if c.first_day <= day <= c.last_day), 1.0)
