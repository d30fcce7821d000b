"""Would order values be forecast better by something else than Gamma-Gamma? Writes its part of accuracy.md.

Run: python benchmarks/order_values.py [FOLDER ...]   (about 10 CPU seconds)

The mean value of a purchase of existing customers, BG/NBD's purchases as weights, at the cut-offs and horizons of
benchmarks/forecasts.py. Beside Gamma-Gamma of repeat orders stand what a shop may expect to be better where values go
with frequency, or drift: the same with first orders told too, each customer's own mean, a factor that is learned from
the errors of matured cut-offs, and a trend within customers.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from forecasts import EVERY, FIRST_CUT, HORIZONS, MODEL, spending
from histories import Cut, Histories, cut, histories
from page import write_part

from ltv.backtest.model_error import matured, relevance
from ltv.backtest.totals import Spending
from ltv.fitting.fit import fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.models.spend import SPEND_MODELS

FORECASTS = ("Gamma-Gamma", "first orders too", "own mean", "learned factor", "trend")
FACTOR_SD, ERROR_SD = 0.15, 0.15  # of a lasting error of a shop, and of what changes from cut-off to cut-off
SLOPE_SD = 0.2  # of ln order value, a year
FEWEST = 30  # orders of customers with two repeat orders or more, for a trend
Errors = dict[tuple[str, int], list[list[float]]]


def rolling(shop: Histories) -> Errors:
    """Per horizon, one row a cut-off: ln(actual / said) of every forecast."""
    found: Errors = defaultdict(list)
    before: list[tuple[int, int, float]] = []
    for day in range(FIRST_CUT, shop.last_day - min(HORIZONS) + 1, EVERY):
        known = cut(shop, day, shop.last_day - day)
        fit, worth = fit_purchase_model(known.history.states, MODEL), spending(known)
        if not fit.predicts or worth is None:
            continue
        (slope, age), first = _trend(shop, day), _first_value(shop, day)
        for horizon in (days for days in HORIZONS if day + days <= shop.last_day):
            seen = cut(shop, day, horizon)
            if not seen.came.sum() > 0:
                continue
            states = seen.frequency, seen.recency, seen.T
            each = PURCHASE_MODELS[MODEL].expected_purchases(fit.parameters, *states, float(horizon))
            actual = np.log(seen.came_value.sum() / seen.came.sum())
            errors = [
                float(actual - np.log(np.sum(each * value) / each.sum())) for value in _values(seen, worth, first)
            ]
            learned = errors[0] - _learned(before, horizon, day)
            drifted = errors[0] - slope * (age + horizon / 2) / 365.25
            found[shop.name, horizon].append([*errors, learned, drifted])
            before.append((day, horizon, errors[0]))
    return found


def _values(seen: Cut, worth: Spending, first: np.ndarray) -> Iterator[np.ndarray]:
    """(n,) of each customer's next order: Gamma-Gamma, the same with first orders, the customer's own mean."""
    model, x = SPEND_MODELS[SPEND_MODEL], seen.frequency
    told = model.expected_order_value(worth.estimate, x, seen.monetary_value)
    yield told
    mean = (x * seen.monetary_value + first) / (x + 1)
    yield model.expected_order_value(worth.estimate, x + 1, mean)
    yield np.where(x > 0, seen.monetary_value, told)


def _first_value(shop: Histories, day: int) -> np.ndarray:
    """(n,) what each customer known on a day spent on the first, in the order of `cut`."""
    known = shop.day <= day
    order = np.lexsort([shop.day[known], shop.customer[known]])
    _, firsts = np.unique(shop.customer[known][order], return_index=True)
    return shop.value[known][order][firsts]


def _learned(before: list[tuple[int, int, float]], horizon: int, day: int) -> float:
    """The mean error of the cut-offs that had matured, drawn towards none; errors of other horizons count less."""
    ripe = [row for row in before if matured([row[0]], row[1], day)[0]]
    if not ripe:
        return 0.0
    cut_offs, horizons, errors = (np.array(values) for values in zip(*ripe, strict=True))
    weights = relevance(day - cut_offs, horizons, horizon)
    return float(np.sum(weights * errors) / (np.sum(weights) + (ERROR_SD / FACTOR_SD) ** 2))


def _trend(shop: Histories, day: int) -> tuple[float, float]:
    """The slope of ln order value within customers, a year, drawn towards none; and the mean age of orders in days."""
    rows = shop.day <= day
    _, who, orders = np.unique(shop.customer[rows], return_inverse=True, return_counts=True)
    t, y = (shop.day[rows] - day) / 365.25, np.log(shop.value[rows].clip(1e-9))
    apart_t, apart_y = (values - (np.bincount(who, values) / orders)[who] for values in (t, y))
    spread, free = float(np.sum(apart_t**2)), len(t) - len(orders) - 1
    if free < FEWEST:
        return 0.0, 0.0
    slope = float(np.sum(apart_t * apart_y)) / spread
    variance = float(np.sum((apart_y - slope * apart_t) ** 2)) / free / spread
    return slope / (1 + variance / SLOPE_SD**2), float(-t.mean() * 365.25)


def _report(errors: Errors) -> list[str]:
    lines = [
        "`python benchmarks/order_values.py FOLDER`: the mean value of a purchase of existing customers, at the "
        "cut-offs and horizons of the last part. Root mean square of ln(came / said), and its mean for Gamma-Gamma of "
        "repeat orders, which is in use.",
        "",
        f"| shop | horizon | cut-offs | said too little by | {' | '.join(FORECASTS)} |",
        f"| --- {'| --: ' * (3 + len(FORECASTS))}|",
    ]
    for (shop, horizon), rows in sorted(errors.items()):
        found = np.array(rows)
        missed = " | ".join(f"{value:.3f}" for value in np.sqrt(np.mean(found**2, axis=0)))
        lines.append(f"| {shop} | {horizon} | {len(found)} | {found[:, 0].mean():+.3f} | {missed} |")
    return lines


def main(folders: list[Path]) -> None:
    """Every shop that is found, into its part of accuracy.md."""
    errors: Errors = {}
    for shop in histories(folders):
        if not isinstance(shop, str):
            errors |= rolling(shop)
    lines = _report(errors)
    write_part("order_values", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
