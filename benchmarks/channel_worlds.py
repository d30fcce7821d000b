"""Are the channel economics right? Generated worlds with known truth; writes its part of benchmarks/accuracy.md.

Run: python benchmarks/channel_worlds.py [worlds]   (200 by default; about 12 minutes on one core)
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from page import write_part
from worlds import SIZES, TERMS, Channel, channel, sample_world, true_ltv, world

from ltv.economics.intervals import predict_average
from ltv.economics.summary import ChannelIntervals, channel_intervals
from ltv.economics.values import Estimates
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import pool_purchase_models, pool_spend_models
from ltv.states import PurchaseStates, SpendStates

HELD_OUT = 400  # new customers of each channel on which the parameters' likelihood is judged
METHODS = ("none", "complete", "own or complete", "partial")
Found = Estimates | None


def complete(channels: list[Channel]) -> Found:
    """One fit to the customers of all channels together."""
    return own(
        PurchaseStates(*(_joined(channels, "states", name) for name in ("frequency", "recency", "T", "customers"))),
        SpendStates(
            *(_joined(channels, "spend_states", name) for name in ("frequency", "monetary_value", "customers"))
        ),
    )


def own(states: PurchaseStates, spends: SpendStates) -> Found:
    """A fit by maximum likelihood; None where it gives no finite value of a new customer."""
    timing, spending = fit_purchase_model(states), fit_spend_model(spends)
    if not (timing.predicts and spending.predicts and timing.parameters["r"] > 0):
        return None
    return Estimates(timing.parameters, spending.parameters)


def sound(c: Channel) -> bool:
    """The rule that partial pooling replaces: own parameters with 30 repeat buyers and proper optima."""
    fits = fit_purchase_model(c.states), fit_spend_model(c.spend_states)
    return len(c.spend_states.customers) >= 30 and all(fit.converged for fit in fits)


def held_out(found: Estimates, fresh: Channel) -> float:
    """Log-likelihood per new customer, of purchases and spends."""
    with np.errstate(divide="ignore"):  # a = 0 stands for "nobody ever leaves"
        timing, spending = (np.log(list(group.values())) for group in (found.purchases, found.spends))
    value = PURCHASE_MODELS["bg_nbd"].likelihood(fresh.states).value(timing)
    value += SPEND_MODELS["gamma_gamma"].likelihood(fresh.spend_states).value(spending)
    return value / len(fresh.states.T)


def main(worlds: int) -> None:
    """Everything, into its part of accuracy.md."""
    begun, few = time.process_time(), max(1, 3 * worlds // 10)
    unequal = Study(world(seed) for seed in range(worlds))
    alike = Study(world(seed, spread=0.4) for seed in range(10_000, 10_000 + few))
    sample = Study(sample_world(seed) for seed in range(few))
    lines = [
        f"`python benchmarks/channel_worlds.py {worlds}`: generated worlds with known truth (benchmarks/worlds.py), "
        "BG/NBD and Gamma-Gamma, customers acquired evenly over 1.5 years. Sizes are customers of the last 365 days.",
        "",
        f"- unequal: {worlds} worlds of {len(SIZES)} channels; the standard deviation of a channel's distance from its "
        "world is 0.3 for the logarithm of the purchase rate, 0.25 for that of the order value, 0.4 for the logit of "
        "dropout.",
        f"- alike: {few} worlds, 0.4 times as far apart.",
        f"- sample: {few} worlds of the sample shop's four truths, whose sizes change places.",
        "",
        *_interval_report({"unequal": unequal, "alike": alike, "sample": sample}),
        *_pooling_report({"unequal": unequal, "alike": alike, "sample": sample}),
        "### Time",
        "",
        f"CPU seconds an unequal world: fits {unequal.seconds['fits'] / worlds:.2f}, draws and intervals "
        f"{unequal.seconds['intervals'] / worlds:.2f}; all of this {time.process_time() - begun:.0f} s.",
        "",
    ]
    write_part("channel_worlds", lines)
    print("\n".join(lines))


class Study:
    """What is measured on worlds of one kind: a row per channel."""

    def __init__(self, worlds: Iterable[list[Channel]]) -> None:
        self.intervals: list[tuple[float, ...]] = []
        self.pooling: list[Pooling] = []
        self.seconds: dict[str, float] = defaultdict(float)
        for number, channels in enumerate(worlds):
            self._measure(channels, np.random.default_rng([number, 8]))

    def _measure(self, channels: list[Channel], rng: np.random.Generator) -> None:
        clock = time.process_time()
        timing = pool_purchase_models([c.states for c in channels])
        spending = pool_spend_models([c.spend_states for c in channels])
        self.seconds["fits"] += time.process_time() - clock
        partial = [Estimates(p, s) for p, s in zip(timing.parameters, spending.parameters, strict=True)]
        clock = time.process_time()
        drawn = zip(timing.draws(range(len(channels))), spending.draws(range(len(channels))), strict=True)
        for i, (c, found, draws) in enumerate(zip(channels, partial, drawn, strict=True)):
            predictive = predict_average("bg_nbd", c.window, found, *draws, TERMS, seed=i)
            self.intervals.append(_interval_row(c, channel_intervals(predictive, c.cac)))
        self.seconds["intervals"] += time.process_time() - clock
        together = complete(channels)
        for c, found, *weights in zip(channels, partial, timing.own_weight, spending.own_weight, strict=True):
            alone = own(c.states, c.spend_states)
            methods = zip(METHODS, (alone, together, alone if sound(c) else together, found), strict=True)
            answers = {name: estimates for name, estimates in methods if estimates is not None}
            fresh = channel(c.purchases, c.spends, HELD_OUT, rng)
            best = held_out(Estimates(c.purchases, c.spends), fresh)
            short = {name: best - held_out(estimates, fresh) for name, estimates in answers.items()}
            errors = {name: true_ltv(e.purchases, e.spends) / c.ltv - 1 for name, e in answers.items()}
            self.pooling.append(Pooling(_size(c), (weights[0], weights[1]), errors, short))


class Pooling(NamedTuple):
    """One channel: own weights (purchases, order value), and by method the relative error of LTV and the shortfall."""

    size: int
    weights: tuple[float, float]
    errors: dict[str, float]
    short: dict[str, float]


def _interval_row(c: Channel, shown: ChannelIntervals) -> tuple[float, ...]:
    early, late = (np.inf if day is None else day for day in (shown.payback_days_low, shown.payback_days_high))
    return (
        _size(c),
        shown.average_ltv_low <= c.came <= shown.average_ltv_high,
        shown.roi_low <= (c.came - c.cac) / c.cac <= shown.roi_high,
        early <= c.paid_back <= late,
        shown.probability_ltv_exceeds_cac,
        c.came > c.cac,
        (shown.average_ltv_high - shown.average_ltv_low) / c.came,
        c.came < shown.average_ltv_low,
    )


def _size(c: Channel) -> int:
    return len(c.window.T)


def _interval_report(studies: Mapping[str, Study]) -> list[str]:
    lines = [
        "### 90 % intervals",
        "",
        "How often they hold what came: the average value of the channel's own customers over their first 365 days, "
        "ROI, and the day of payback (a whole day, or none; where it has passed already, its interval is that day). A "
        "standard error is that of a coverage of 90 %.",
        "",
        "| worlds | customers | average LTV | ROI | payback | standard error | came below | mean width / LTV |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for kind, study in studies.items():
        table = np.array(study.intervals, dtype=float)
        for size in (*sorted(set(table[:, 0])), None):
            part = table if size is None else table[table[:, 0] == size]
            ltv, roi, payback, below, width = (float(np.mean(part[:, i])) for i in (1, 2, 3, 7, 6))
            name, error = "all" if size is None else f"{size:.0f}", np.sqrt(0.9 * 0.1 / len(part))
            lines.append(
                f"| {kind} | {name} | {ltv:.1%} | {roi:.1%} | {payback:.1%} | {error:.1%} | {below:.1%} | {width:.3f} |"
            )
    lines += [
        "",
        "`probability_ltv_exceeds_cac` against how often it did, all worlds together:",
        "",
        "| said | channels | mean said | came true |",
        "| --- | --: | --: | --: |",
    ]
    table = np.concatenate([np.array(study.intervals, dtype=float) for study in studies.values()])
    for low, high in ((0, 0.05), (0.05, 0.35), (0.35, 0.65), (0.65, 0.95), (0.95, 1.01)):
        part = table[(table[:, 4] >= low) & (table[:, 4] < high)]
        if len(part):
            said, came = float(np.mean(part[:, 4])), float(np.mean(part[:, 5]))
            lines.append(f"| {low:.2f}-{min(high, 1):.2f} | {len(part)} | {said:.3f} | {came:.3f} |")
    return [*lines, ""]


def _pooling_report(studies: Mapping[str, Study]) -> list[str]:
    lines = [
        "### Partial pooling",
        "",
        "Squared error: of the expected LTV of a new customer at the fitted parameters, relative to the truth, as root "
        f"mean square. Held-out: log-likelihood per new customer ({HELD_OUT * 3 // 2} a channel) short of the truth's "
        "own. Ratios: the other method's mean squared error, and mean shortfall, over partial pooling's on the same "
        "channels. No pooling leaves channels without an answer; `own or complete` is the rule that partial pooling "
        "replaced (own parameters with 30 repeat buyers and proper optima).",
        "",
        "| worlds | customers | method | without answer | RMS error of LTV | ratio | held-out shortfall | ratio |",
        "| --- | --: | --- | --: | --: | --: | --: | --: |",
    ]
    weights = []
    for kind, study in studies.items():
        sizes = sorted({row.size for row in study.pooling})
        groups = [(f"{size}", {size}) for size in sizes] if kind == "unequal" else []
        groups += [("under 200", {size for size in sizes if size < 200}), ("all", set(sizes))]
        for label, group in groups:
            lines += _pooling_rows(kind, label, [row for row in study.pooling if row.size in group])
        if kind == "unequal":
            mean = [np.mean([row.weights for row in study.pooling if row.size == size], axis=0) for size in sizes]
            weights = [f"{size}: {a:.2f} / {b:.2f}" for size, (a, b) in zip(sizes, mean, strict=True)]
    return [*lines, "", f"Mean `own_weight` by customers (purchases / order value): {', '.join(weights)}.", ""]


def _pooling_rows(kind: str, label: str, rows: list[Pooling]) -> list[str]:
    lines = []
    for method in METHODS:
        known = [row for row in rows if method in row.errors]
        mean, partial = (np.mean([row.errors[m] ** 2 for row in known]) for m in (method, "partial"))
        short, least = (np.mean([row.short[m] for row in known]) for m in (method, "partial"))
        lines.append(
            f"| {kind} | {label} | {method} | {len(rows) - len(known)} | {np.sqrt(mean):.3f} | {mean / partial:.2f} "
            f"| {short:.4f} | {short / least:.2f} |"
        )
    return lines


def _joined(channels: list[Channel], states: str, name: str) -> np.ndarray:
    return np.concatenate([getattr(getattr(c, states), name) for c in channels])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
