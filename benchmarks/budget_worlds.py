"""Generated shops in which spend does nothing, or something known: what does the budget advice make of them?

Run: python benchmarks/budget_worlds.py [first] [shops]   (1000 and 200 by default; about 10 minutes on one core)
writes its part of benchmarks/accuracy.md. The rules were tuned on the shops 0 to 199.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from page import write_part

from ltv.data.shop.truth import TRUTH, Acquisition
from ltv.economics.budget import allocate
from ltv.economics.evidence import EXPERIMENT, responses
from ltv.economics.response import Response
from ltv.sampling import TAILS, weighted_quantile
from ltv.states import Array

CURVES = tuple(channel.acquisition for channel in TRUTH.values())
VALUES = tuple(channel.expected_value() for channel in TRUTH.values())
SPENDS = np.array([curve.weekly_spend for curve in CURVES])[:, None]
VARIATIONS = np.array([curve.weekly_variation for curve in CURVES])[:, None]
BUYERS = np.array([curve.new_customers(curve.weekly_spend) for curve in CURVES])[:, None]
CHANNELS = len(CURVES)
TESTS = ((0.0,) * 4, (0.5,) * 6, (2.0,) * 6, (0.0,) * 4 + (2.0,) * 4)  # week by week, to the usual spend


@dataclass(frozen=True, eq=False)
class Shop:
    """spend, buyers: (channels, weeks). tested: (channels, weeks) weeks of declared tests. acts: whether spend does."""

    spend: Array
    buyers: Array
    tested: Array
    acts: bool


@dataclass(frozen=True)
class World:
    """name: in words. make: of a random stream and a number of weeks. acts: whether spend brings buyers."""

    name: str
    make: Callable[[np.random.Generator, int], Shop]
    acts: bool = False


def walk(rng: np.random.Generator, shape: tuple[int, ...], memory: float, deviation: float) -> Array:
    """(..., weeks) logarithms of a demand with mean 0 that remembers its week before."""
    found = np.empty(shape)
    found[..., 0] = rng.normal(0, deviation, shape[:-1])
    for week in range(1, shape[-1]):
        fresh = rng.normal(0, deviation * np.sqrt(1 - memory**2), shape[:-1])
        found[..., week] = memory * found[..., week - 1] + fresh
    return found


def shop(
    rng: np.random.Generator,
    weeks: int,
    log_spend: Array | float = 0.0,
    log_demand: Array | float = 0.0,
    *,
    noise: float | None = None,
    dispersion: float = 1.0,
    acts: bool = False,
    tests: bool = False,
) -> Shop:
    """Spend of log_spend and noise of its own (noise: its deviation, else the sample's); buyers of demand and curve."""
    own = rng.standard_normal((CHANNELS, weeks)) * (VARIATIONS if noise is None else noise)
    spend = SPENDS * np.exp(own + log_spend)
    tested = np.zeros((CHANNELS, weeks), dtype=bool)
    if tests:
        for channel in range(CHANNELS):
            factors = TESTS[int(rng.integers(len(TESTS)))]
            first = int(rng.integers(4, weeks - len(factors) - 4))
            days = np.arange(first, first + len(factors))
            tested[channel, days] = True
            spend[channel, days] = SPENDS[channel] * factors
    usual = np.array([[c.new_customers(s) for s in row] for c, row in zip(CURVES, spend, strict=True)])
    expected = (usual if acts else np.broadcast_to(BUYERS, spend.shape)) * np.exp(log_demand)
    if dispersion > 1:  # a Gamma mixture whose variance is `dispersion` times the mean
        expected = rng.gamma(expected / (dispersion - 1), dispersion - 1)
    return Shop(spend, rng.poisson(expected).astype(float), tested, acts)


def season(weeks: int) -> Array:
    """A year's season with a peak of four weeks on it."""
    t = np.arange(weeks)
    peak = np.exp(-(((t % 52 - 46) / 2.0) ** 2) / 2)
    return np.asarray(0.3 * np.sin(2 * np.pi * t / 52.18) + 0.5 * peak)


def following(rng: np.random.Generator, weeks: int, *, memory: float, noise: float, own: bool) -> Shop:
    """Spend follows the demand of the week, of each channel's own or of the shop's."""
    demand = walk(rng, (CHANNELS if own else 1, weeks), memory, 0.3)
    return shop(rng, weeks, demand, demand, noise=noise)


def after_buyers(rng: np.random.Generator, weeks: int) -> Shop:
    """Spend follows the buyers of the week before."""
    demand = walk(rng, (CHANNELS, weeks), 0.8, 0.3)
    bought = shop(rng, weeks, 0.0, demand)
    before = np.roll(bought.buyers, 1, axis=1) + 0.5
    spend = SPENDS * before / np.mean(before, axis=1, keepdims=True) * np.exp(rng.normal(0, 0.1, before.shape))
    return Shop(spend, bought.buyers, bought.tested, acts=False)


def bidding_with_test(rng: np.random.Generator, weeks: int, *, acts: bool) -> Shop:
    """Spend follows each channel's own demand, but for the weeks of its test."""
    demand = walk(rng, (CHANNELS, weeks), 0.7, 0.2)
    return shop(rng, weeks, demand, demand, noise=0.1, acts=acts, tests=True)


def carried_over(rng: np.random.Generator, weeks: int) -> Shop:
    """A third of a week's effect comes in the weeks after: buyers follow the spend's adstock."""
    found = shop(rng, weeks, acts=True)
    stock = np.empty_like(found.spend)
    stock[:, 0] = found.spend[:, 0]
    for week in range(1, weeks):
        stock[:, week] = 0.67 * found.spend[:, week] + 0.33 * stock[:, week - 1]
    expected = np.array([[c.new_customers(s) for s in row] for c, row in zip(CURVES, stock, strict=True)])
    return Shop(found.spend, rng.poisson(expected).astype(float), found.tested, acts=True)


NO_EFFECT = (
    World("noise", lambda rng, n: shop(rng, n)),
    World("season", lambda rng, n: shop(rng, n, season(n), season(n), noise=0.1)),
    World("trend", lambda rng, n: shop(rng, n, np.linspace(-0.5, 0.5, n), np.linspace(-0.5, 0.5, n), noise=0.1)),
    World("bidding on the shop's demand", lambda rng, n: following(rng, n, memory=0.8, noise=0.1, own=False)),
    World("the same, demand without memory", lambda rng, n: following(rng, n, memory=0.0, noise=0.1, own=False)),
    World("bidding on own demand, close", lambda rng, n: following(rng, n, memory=0.8, noise=0.1, own=True)),
    World("bidding on own demand, loose", lambda rng, n: following(rng, n, memory=0.7, noise=0.3, own=True)),
    World("bidding on own demand, short memory", lambda rng, n: following(rng, n, memory=0.4, noise=0.2, own=True)),
    World("bidding on own demand, no memory", lambda rng, n: following(rng, n, memory=0.0, noise=0.3, own=True)),
    World(
        "bidding on own demand, no memory, close (cannot be told)",
        lambda rng, n: following(rng, n, memory=0.0, noise=0.05, own=True),
    ),
    World("spend after last week's buyers", after_buyers),
    World("scatter of three times Poisson", lambda rng, n: shop(rng, n, dispersion=3.0)),
    World("bidding on own demand, with a test", lambda rng, n: bidding_with_test(rng, n, acts=False)),
)
EFFECT = (
    World("clean", lambda rng, n: shop(rng, n, acts=True), acts=True),
    World("clean, with season", lambda rng, n: shop(rng, n, 0.0, season(n), acts=True), acts=True),
    World("clean, carried over", carried_over, acts=True),
    World("scatter of twice Poisson", lambda rng, n: shop(rng, n, dispersion=2.0, acts=True), acts=True),
    World("with a test", lambda rng, n: shop(rng, n, acts=True, tests=True), acts=True),
    World("bidding, with a test", lambda rng, n: bidding_with_test(rng, n, acts=True), acts=True),
)
WORLDS = NO_EFFECT + EFFECT


def known(curve: Acquisition, seen: Response, lowest: float) -> Response:
    """The truth as a response of one draw."""
    one = [np.array([float(value)]) for value in (curve.baseline, curve.ceiling, curve.half_spend, 1.0)]
    return Response(*one, seen.mean_spend, lowest, seen.highest_spend, None)


@dataclass
class Tally:
    """What the advice made of a world's shops.

    given: shops with any advice. advised: channels with it; of them `inside` whose interval of the slope holds the
    truth, `ratios` of slope to truth. reached, before: value of a week at the suggestion and as spent, to the best
    within the spends seen, of shops with two or more advised channels.
    """

    shops: int = 0
    given: int = 0
    by_experiment: int = 0
    advised: int = 0
    inside: int = 0
    ratios: list[float] = field(default_factory=list)
    reached: list[float] = field(default_factory=list)
    before: list[float] = field(default_factory=list)

    def add(self, made: Shop) -> None:
        """One more shop."""
        found = responses(made.spend, made.buyers, made.tested)
        advised = [channel for channel, response in enumerate(found) if response.reason is None]
        self.shops += 1
        self.given += bool(advised)
        for channel in advised:
            response, curve = found[channel], CURVES[channel]
            spend = response.mean_spend
            truth = 1 / curve.marginal_cac(spend) if made.acts else 0.0
            low, high = weighted_quantile(response.slopes(spend), response.weights, TAILS)
            self.advised += 1
            self.by_experiment += response.evidence == EXPERIMENT
            self.inside += bool(low <= truth <= high)
            self.ratios.append(response.slope(spend) / truth if made.acts else float("nan"))
        if made.acts and len(advised) > 1:
            self._split(advised, found)

    def _split(self, advised: list[int], found: list[Response]) -> None:
        own = [found[channel] for channel in advised]
        truth = [known(CURVES[channel], found[channel], found[channel].lowest_spend) for channel in advised]
        values = [VALUES[channel] for channel in advised]

        def value(spends: list[float]) -> float:
            return sum(v * c.buyers(s) for v, c, s in zip(values, truth, spends, strict=True))

        best = value(allocate(truth, values))
        self.reached.append(value(allocate(own, values)) / best)
        self.before.append(value([response.mean_spend for response in own]) / best)

    def row(self, name: str, *, acts: bool) -> str:
        """A line of the table."""
        share = f"| {name} | {self.given / self.shops:.1%} | {self.advised / (CHANNELS * self.shops):.1%} |"
        if not acts or not self.advised:
            return share + " | | | | |"
        told = f" {np.mean(self.ratios):.2f} | {self.inside / self.advised:.1%} of {self.advised} |"
        if not self.reached:
            return share + told + " | |"
        return share + told + f" {np.mean(self.reached):.1%} of {len(self.reached)} | {np.mean(self.before):.1%} |"


def table(worlds: tuple[World, ...], weeks: int, first: int, shops: int) -> list[str]:
    """A table of Markdown."""
    lines = [
        "| world | shops with advice | channels with advice | slope to truth | 90 % interval holds | value reached "
        "| as spent |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for world in worlds:
        tally = Tally()
        for seed in range(first, first + shops):
            tally.add(world.make(np.random.default_rng([7, seed]), weeks))
        lines.append(tally.row(world.name, acts=world.acts))
        print(weeks, lines[-1], flush=True)
    return lines


def main(first: int, shops: int) -> None:
    """Everything, into its part of accuracy.md."""
    lines = [
        f"`python benchmarks/budget_worlds.py {first} {shops}`: shops {first} to {first + shops - 1} of every world; "
        "rules and priors were tuned on the shops 0 to 199. Four channels with the sample shop's curves, spends and "
        "weekly buyers (10 to 17). Slope and its interval are those among the advised channels; value is that of a "
        "week's new buyers of the advised channels at the suggested split, to the best split within the spends seen, "
        "in shops with two of them or more.",
        "",
    ]
    for weeks in (52, 104):
        lines += [f"### Spend does nothing, {weeks} weeks", "", *table(NO_EFFECT, weeks, first, shops), ""]
        lines += [f"### Spend brings buyers, {weeks} weeks", "", *table(EFFECT, weeks, first, shops), ""]
    write_part("budget_worlds", lines)


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:3]] or [1000, 200])
