"""Do the build's intervals hold where several things are wrong at once? Writes its part of benchmarks/accuracy.md.

Run: python benchmarks/mixed_worlds.py [SHOPS]   (24 shops, about 20 seconds each)

Each shop draws what it is like: how many customers, when they come, how they buy and leave, and, each with a chance of
its own, season, Christmas, trend, promotions, weekdays, a level that wanders, order values that go with the rate,
prices that move, other first baskets. Nothing in the project was tuned on these shops. The job is built as of the end
of the second year and compared with the third.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
from histories import Histories
from page import write_part
from rolling import Compared, compare, report

END, LAST, START = 730, 1095, np.datetime64("2022-01-03")
BUYING = ("BG/NBD", "Erlang-2 gaps", "Pareto/NBD", "2 % whales")
INTRODUCTION = """
`python benchmarks/mixed_worlds.py {shops}`: {shops} shops of 150 to 3,000 customers, each with conditions drawn at
random (season, Christmas, trend, promotions, weekdays, a wandering level, growing or falling acquisition, order values
that go with the rate, moving prices, other first baskets), two years of data against the third. Nothing was tuned on
them. Columns as for real shops; a shop is named by how its customers buy and leave.
"""


def demand(rng: np.random.Generator) -> np.ndarray:
    """(LAST + 1,) how readily customers buy on each day, times the usual."""
    days = np.arange(LAST + 1)
    level = np.ones(len(days))
    if rng.random() < 0.4:
        level *= 1 + rng.uniform(0.1, 0.7) * np.cos(2 * np.pi * (days - rng.uniform(0, 365)) / 365.25)
    if rng.random() < 0.3:
        months = (START + days).astype("datetime64[M]").astype(int) % 12
        level[months >= 10] *= rng.uniform(1.3, 3.0)
    if rng.random() < 0.3:
        level *= (1 + rng.uniform(-0.4, 0.4)) ** (days / 365.0)
    if rng.random() < 0.3:
        for first in rng.integers(0, LAST - 6, rng.integers(2, 10)):
            level[first : first + rng.integers(1, 6)] *= rng.uniform(2.0, 8.0)
    if rng.random() < 0.3:
        level *= rng.gamma(5.0, 0.2, 7)[days % 7]
    if rng.random() < 0.3:
        level *= np.exp(np.cumsum(rng.normal(0.0, rng.uniform(0.02, 0.06), LAST // 7 + 1)))[days // 7]
    return level


def firsts(rng: np.random.Generator, customers: int) -> np.ndarray:
    """(customers,) days of first purchases within two years."""
    share = rng.random(customers)
    ways: list[Callable[[], np.ndarray]] = [
        lambda: share,
        lambda: np.sqrt(share),
        lambda: 1 - np.sqrt(share),
        lambda: np.where(rng.random(customers) < 0.4, rng.uniform(0.3, 0.7) + share / 70, share),
    ]
    return np.asarray(ways[rng.integers(len(ways))]() * END, dtype=np.int64)


def purchases(rng: np.random.Generator, buying: str, first: np.ndarray, rate: np.ndarray) -> pd.DataFrame:
    """customer, day: one row per purchase to the end of the third year."""
    n, clock = len(first), np.cumsum(demand(rng))
    chance = rng.beta(rng.uniform(0.4, 1.5), rng.uniform(1.0, 6.0), n)
    lasts = np.full(n, np.inf)
    if buying == "Pareto/NBD":
        chance, lasts = np.zeros(n), first + rng.exponential(1.0, n) / rng.gamma(0.6, 1 / 60, n)
    shape = 2 if buying == "Erlang-2 gaps" else 1
    now, who, rows = clock[first], np.arange(n), [(np.arange(n), first)]
    while len(who):
        now[who] += rng.gamma(shape, 1 / (shape * rate[who]))
        day = np.searchsorted(clock, now[who])
        bought = (day <= LAST) & (day <= lasts[who])
        who, day = who[bought], day[bought]
        rows.append((who, day))
        who = who[rng.random(len(who)) >= chance[who]]
    customer, day = (np.concatenate(part) for part in zip(*rows, strict=True))
    return pd.DataFrame({"customer": customer, "day": day})


def shop(seed: int) -> Histories:
    """One shop, and what became of it."""
    rng, buying = np.random.default_rng([seed, 28]), BUYING[seed % len(BUYING)]
    n = int(np.exp(rng.uniform(np.log(150), np.log(3000))))
    rate = rng.gamma(rng.uniform(0.3, 2.0), 1 / rng.uniform(20, 150), n) + 1e-9
    if buying == "2 % whales":
        rate *= np.where(rng.random(n) < 0.02, 15.0, 1.0)
    first = firsts(rng, n)
    rows = purchases(rng, buying, first, rate)
    customer, day = rows["customer"].to_numpy(), rows["day"].to_numpy()
    usual = np.exp(rng.normal(3.0, rng.uniform(0.3, 1.1), n))
    if rng.random() < 0.3:
        usual *= np.maximum(rate / rate.mean(), 0.05) ** rng.uniform(-0.2, 0.4)
    value = usual[customer] * rng.gamma(3.0, 1 / 3, len(day))
    if rng.random() < 0.25:
        value *= (1 + rng.uniform(-0.1, 0.2)) ** (day / 365.0)
    if rng.random() < 0.2:
        value *= np.where(day == first[customer], rng.uniform(0.6, 1.6), 1.0)
    by_day = rows.assign(value=np.maximum(value, 0.01)).groupby(["customer", "day"], as_index=False)["value"].sum()
    return Histories(buying, *(by_day[name].to_numpy() for name in ("customer", "day", "value")), START.astype(int))


def main(shops: int) -> None:
    """All shops, into their part of accuracy.md."""
    rows: list[Compared] = []
    for seed in range(shops):
        with tempfile.TemporaryDirectory() as folder:
            rows += compare(shop(seed), Path(folder), [END])
        print(f"shop {seed}: {len(rows)} comparisons", flush=True)
    write_part("mixed_worlds", [INTRODUCTION.format(shops=shops).strip(), "", *report(pd.DataFrame(map(asdict, rows)))])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
