"""Simulated shops on a calendar that begins on 2020-01-01, for the tests of calendar and backtest."""

from __future__ import annotations

import numpy as np

from ltv.calendar.history import History, from_purchase_days
from ltv.data.simulate import simulate_calendar
from ltv.states import Array

START = int(np.datetime64("2020-01-01", "D").astype(np.int64))
TRUTH = {
    "bg_nbd": {"r": 0.6, "alpha": 60.0, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 0.6, "alpha": 60.0, "a": 0.8, "b": 2.5},
    "pareto_nbd": {"r": 0.6, "alpha": 60.0, "s": 0.6, "beta": 200.0},
}


def winter(days: int, factor: float = 1.8) -> Array:
    """(days,) intensity: `factor` in November and December, 1 in the other months."""
    months = (START + np.arange(days)).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    return np.where(months >= 10, factor, 1.0)


def shop(
    customers: int, end: int, ahead: int, intensity: Array, *, seed: int = 0, model: str = "bg_nbd"
) -> tuple[History, float]:
    """The history at `end`, and the purchase days of its customers that came in the `ahead` days after."""
    rng = np.random.default_rng(seed)
    first = rng.choice(end + 1, customers, p=intensity[: end + 1] / intensity[: end + 1].sum())
    customer, day = simulate_calendar(model, TRUTH[model], first, intensity[: end + 1 + ahead], rng)
    pairs = np.unique(np.stack([customer, day]), axis=1)
    return from_purchase_days(customer, day, end, START), float(np.sum(pairs[1] > end))
