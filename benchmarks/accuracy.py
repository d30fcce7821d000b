"""Are the channel economics right? Generated worlds with known truth; writes benchmarks/accuracy.md.

Run: python benchmarks/accuracy.py [worlds]   (200 by default; about 10 minutes on one core)
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from response_worlds import response_report
from worlds import SIZES, TERMS, Channel, channel, true_ltv, world

from ltv.fit import fit_purchase_model, fit_spend_model
from ltv.intervals import Estimates, channel_intervals, predict_average
from ltv.pooled_models import pool_purchase_models, pool_spend_models
from ltv.purchase import PURCHASE_MODELS
from ltv.spend import SPEND_MODELS
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


def held_out(c: Channel, found: Estimates, fresh: Channel) -> float:
    """Log-likelihood per new customer, of purchases and spends."""
    with np.errstate(divide="ignore"):  # a = 0 stands for "nobody ever leaves"
        timing, spending = (np.log(list(group.values())) for group in (found.purchases, found.spends))
    value = PURCHASE_MODELS["bg_nbd"].likelihood(fresh.states).value(timing)
    value += SPEND_MODELS["gamma_gamma"].likelihood(fresh.spend_states).value(spending)
    return value / len(fresh.states.T)


def main(worlds: int) -> None:
    """Everything, into accuracy.md."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    begun, seconds = time.process_time(), defaultdict(float)
    intervals, pooling = [], []
    for seed in range(worlds):
        channels = world(seed)
        rng = np.random.default_rng([seed, 8])
        clock = time.process_time()
        timing = pool_purchase_models([c.states for c in channels])
        spending = pool_spend_models([c.spend_states for c in channels])
        seconds["pooled fits"] += time.process_time() - clock
        clock = time.process_time()
        drawn = timing.draws(range(len(channels))), spending.draws(range(len(channels)))
        for i, c in enumerate(channels):
            found = Estimates(timing.parameters[i], spending.parameters[i])
            predictive = predict_average("bg_nbd", c.window, found, drawn[0][i], drawn[1][i], TERMS, seed=i)
            shown = channel_intervals(predictive, c.cac)
            late = np.inf if shown.payback_days_high is None else shown.payback_days_high
            early = np.inf if shown.payback_days_low is None else shown.payback_days_low
            intervals.append(
                (
                    SIZES[i],
                    shown.average_ltv_low <= c.came <= shown.average_ltv_high,
                    shown.roi_low <= (c.came - c.cac) / c.cac <= shown.roi_high,
                    early <= c.paid_back <= late,
                    shown.probability_ltv_exceeds_cac,
                    c.came > c.cac,
                    (shown.average_ltv_high - shown.average_ltv_low) / c.came,
                    c.came < shown.average_ltv_low,
                )
            )
        seconds["draws and intervals"] += time.process_time() - clock
        together = complete(channels)
        for i, c in enumerate(channels):
            alone = own(c.states, c.spend_states)
            found = {
                "none": alone,
                "complete": together,
                "own or complete": alone if sound(c) else together,
                "partial": Estimates(timing.parameters[i], spending.parameters[i]),
            }
            fresh = channel(c.purchases, c.spends, HELD_OUT, rng)
            best = held_out(c, Estimates(c.purchases, c.spends), fresh)
            weight = timing.own_weight[i], spending.own_weight[i]
            pooling.append(
                (
                    SIZES[i],
                    weight,
                    _errors(c, found),
                    {name: best - held_out(c, e, fresh) for name, e in found.items() if e is not None},
                )
            )
    lines = [
        "# Accuracy of the channel economics",
        "",
        f"`python benchmarks/accuracy.py {worlds}`: {worlds} generated worlds of {len(SIZES)} unequal channels "
        "(benchmarks/worlds.py), BG/NBD and Gamma-Gamma, acquired evenly over 1.5 years; sizes are customers of the "
        "last 365 days.",
        "",
        *_interval_report(intervals),
        *_pooling_report(pooling),
        *response_report(),
        "## Time",
        "",
        "CPU seconds a world: "
        + ", ".join(f"{name} {value / worlds:.2f}" for name, value in seconds.items())
        + f"; in all {time.process_time() - begun:.0f} s.",
        "",
    ]
    text = "\n".join(lines)
    Path(__file__).with_name("accuracy.md").write_text(text)
    print(text)


def _errors(c: Channel, found: Mapping[str, Found]) -> dict[str, float]:
    return {name: true_ltv(e.purchases, e.spends) / c.ltv - 1 for name, e in found.items() if e is not None}


def _interval_report(rows: list[tuple[float, ...]]) -> list[str]:
    table = np.array(rows, dtype=float)
    lines = [
        "## 90 % intervals",
        "",
        "How often they hold what came: the average value of the channel's own customers over their first 365 days, "
        "ROI, and the day of payback (a whole day, or none; where it has passed already, its interval is that day).",
        "",
        "| customers | average LTV | ROI | payback | came below | mean width / LTV |",
        "| --: | --: | --: | --: | --: | --: |",
    ]
    for size in (*SIZES, None):
        part = table if size is None else table[table[:, 0] == size]
        ltv, roi, payback, below, width = (float(np.mean(part[:, i])) for i in (1, 2, 3, 7, 6))
        name = "all" if size is None else f"{size}"
        lines.append(f"| {name} | {ltv:.1%} | {roi:.1%} | {payback:.1%} | {below:.1%} | {width:.3f} |")
    error = np.sqrt(0.9 * 0.1 / len(table))
    lines += [
        "",
        f"One standard error of a coverage of 90 % is {error:.1%} over all, "
        f"{error * np.sqrt(len(SIZES)):.1%} per size.",
        "",
        "`probability_ltv_exceeds_cac` against how often it did:",
        "",
        "| said | channels | mean said | came true |",
        "| --- | --: | --: | --: |",
    ]
    for low, high in ((0, 0.05), (0.05, 0.35), (0.35, 0.65), (0.65, 0.95), (0.95, 1.01)):
        part = table[(table[:, 4] >= low) & (table[:, 4] < high)]
        if len(part):
            said, came = float(np.mean(part[:, 4])), float(np.mean(part[:, 5]))
            lines.append(f"| {low:.2f}-{min(high, 1):.2f} | {len(part)} | {said:.3f} | {came:.3f} |")
    return [*lines, ""]


def _pooling_report(rows: list[tuple[int, tuple[float, float], dict[str, float], dict[str, float]]]) -> list[str]:
    lines = [
        "## Partial pooling",
        "",
        "Squared error: of the expected LTV of a new customer at the fitted parameters, relative to the truth, as root "
        f"mean square. Held-out: log-likelihood per new customer ({HELD_OUT * 3 // 2} a channel) short of the truth's "
        "own. Ratios: the other method's mean squared error, and mean shortfall, over partial pooling's on the same "
        "channels. No pooling leaves channels without an answer; `own or complete` is the rule that partial pooling "
        "replaced (own parameters with 30 repeat buyers and proper optima).",
        "",
        "| customers | method | channels without answer | RMS error of LTV | ratio | held-out shortfall | ratio |",
        "| --: | --- | --: | --: | --: | --: | --: |",
    ]
    groups = [(f"{size}", {size}) for size in SIZES]
    groups += [("under 200", {s for s in SIZES if s < 200}), ("all", set(SIZES))]
    for label, sizes in groups:
        part = [row for row in rows if row[0] in sizes]
        for method in METHODS:
            known = [row for row in part if method in row[2]]
            mean, partial = (np.mean([row[2][m] ** 2 for row in known]) for m in (method, "partial"))
            short, least = (np.mean([row[3][m] for row in known]) for m in (method, "partial"))
            lines.append(
                f"| {label} | {method} | {len(part) - len(known)} | {np.sqrt(mean):.3f} | {mean / partial:.2f} "
                f"| {short:.4f} | {short / least:.2f} |"
            )
    weights = [np.mean([row[1] for row in rows if row[0] == size], axis=0) for size in SIZES]
    shown = ", ".join(f"{size}: {a:.2f} / {b:.2f}" for size, (a, b) in zip(SIZES, weights, strict=True))
    return [*lines, "", f"Mean weight of a channel's own data (purchases / order value): {shown}.", ""]


def _joined(channels: list[Channel], states: str, name: str) -> np.ndarray:
    return np.concatenate([getattr(getattr(c, states), name) for c in channels])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
