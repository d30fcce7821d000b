"""Do the intervals of average LTV hold where the model is wrong? Writes its part of benchmarks/accuracy.md.

Run: python benchmarks/error_worlds.py [SHOPS]   (30 shops a world, about 6 CPU seconds each)

Every shop has three channels of 80, 400 and 1,200 customers acquired over two years, and five matured cut-offs. The
same functions as in the build backtest it, choose its model, look for a season, fit, and tell the intervals of the
average 365-day value of the customers of the last year; the world then goes on for another year. Today: parameters and
chance alone. Coverage's standard error with 30 shops and three channels is 3 points.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from page import write_part

from ltv.sampling import TAILS
from ltv.warehouse import fits as fitting
from ltv.warehouse.backtest import backtest_forecasts
from ltv.warehouse.calendar import clock_of, shop_calendar
from ltv.warehouse.choice import model_in_use, purchase_model_choice
from ltv.warehouse.intervals import channel_interval_rows

SIZES = {"large": 1200, "middle": 400, "small": 80}
END, AHEAD, START = 729, 365, np.datetime64("2023-01-01")
BACK, HORIZONS = (30, 90, 180, 240, 300), (30, 90, 180)
RATE, DROPOUT = (0.8, 60.0), (0.7, 2.5)


@dataclass(frozen=True)
class World:
    """How customers behave. intensity: of the days; pareto: dropout at any time; shape: of the gaps (2: Erlang-2);
    correlation: of the logarithms of rate and order value; whales: share with 20 times the rate; first: of the first
    basket, times the usual."""

    intensity: Callable[[np.ndarray], np.ndarray] = lambda days: np.ones(len(days))
    pareto: bool = False
    shape: int = 1
    correlation: float = 0.0
    whales: float = 0.0
    first: float = 1.0


def _november(days: np.ndarray) -> np.ndarray:
    months = (START + days).astype("datetime64[M]").astype(int) % 12
    return np.where(months >= 10, 1.8, 1.0)


def _falling(days: np.ndarray) -> np.ndarray:
    return 0.7 ** (days / 365.0)


MODEL = World()
WORLDS = {
    "the model itself": MODEL,
    "Pareto/NBD": replace(MODEL, pareto=True),
    "November and December times 1.8": replace(MODEL, intensity=_november),
    "rates falling by 30 % a year": replace(MODEL, intensity=_falling),
    "order value correlated .4 with frequency": replace(MODEL, correlation=0.4),
    "2 % whales of 20 times the rate": replace(MODEL, whales=0.02),
    "Erlang-2 gaps": replace(MODEL, shape=2),
    "first basket 1.5 times": replace(MODEL, first=1.5),
}


def purchases(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """customer, channel, day, value: one row per customer and day, over all three years."""
    channel = np.repeat(list(SIZES), list(SIZES.values()))
    n = len(channel)
    days = np.arange(END + AHEAD + 1)
    clock = np.cumsum(world.intensity(days))
    first = rng.integers(0, END + 1, n)
    z = rng.standard_normal((2, n))
    rate = rng.gamma(RATE[0], 1 / RATE[1], n) * np.where(rng.random(n) < world.whales, 20.0, 1.0)
    spread = world.correlation * np.sign(np.log(rate) - np.median(np.log(rate))) * np.abs(z[0])
    level = 40 * np.exp(0.5 * (spread + np.sqrt(1 - world.correlation**2) * z[1]))
    chance = rng.beta(*DROPOUT, n)
    dies = rng.exponential(rng.gamma(0.7, 1.0, n) ** -1 * 90.0) if world.pareto else np.full(n, np.inf)
    now, alive, rows = np.zeros(n), np.ones(n, dtype=bool), [(np.arange(n), first)]
    while alive.any():
        who = np.flatnonzero(alive)
        now[who] += rng.gamma(world.shape, 1 / (world.shape * rate[who]))
        at = np.searchsorted(clock, clock[first[who]] + now[who])
        kept = (at <= END + AHEAD) & (now[who] <= dies[who])
        rows.append((who[kept], at[kept]))
        alive[who[~kept]] = False
        if not world.pareto:
            alive[who[kept]] &= rng.random(kept.sum()) >= chance[who[kept]]
    customer, day = (np.concatenate(part) for part in zip(*rows, strict=True))
    value = level[customer] * rng.gamma(4.0, 0.25, len(day)) * np.where(day == first[customer], world.first, 1.0)
    frame = pd.DataFrame({"customer": customer, "channel": channel[customer], "day": day, "value": value})
    return frame.groupby(["customer", "channel", "day"], as_index=False)["value"].sum()


def histories(bought: pd.DataFrame, end: int) -> pd.DataFrame:
    """One row per customer known at the end of a day."""
    known = bought[bought["day"] <= end].copy()
    known["first"] = known.groupby("customer")["day"].transform("min")
    repeat = known[known["day"] > known["first"]].groupby("customer")["value"].agg(["size", "mean"])
    found = known.groupby(["customer", "channel"], as_index=False).agg(first=("first", "min"), last=("day", "max"))
    found["frequency"] = repeat["size"].reindex(found["customer"]).fillna(0).to_numpy(dtype=np.int64)
    found["monetary_value"] = repeat["mean"].reindex(found["customer"]).fillna(0.0).to_numpy()
    return found.assign(recency=found["last"] - found["first"], t=end - found["first"])


def spend_states(known: pd.DataFrame) -> pd.DataFrame:
    """A bin for every repeat buyer."""
    buyers = known[known["monetary_value"] > 0]
    unit = float(buyers["monetary_value"].mean())
    logs = np.log(buyers["monetary_value"] / unit)
    own = {"spend_bin": np.arange(len(buyers)), "spend_unit": unit, "customers": 1, "mean_log_spend": logs}
    return buyers[["channel", "frequency"]].assign(**own, variance_log_spend=0.0)


def backtested(bought: pd.DataFrame) -> pd.DataFrame:
    """backtest_forecasts of the shop, as at the end of the second year."""
    seen, states, spends, repeats = bought[bought["day"] <= END], [], [], []
    for back in BACK:
        cut = END - back
        known = histories(seen, cut)
        spends.append(spend_states(known).assign(days_back=back))
        days = seen[seen["day"] <= cut].merge(known[["customer", "first"]], on="customer")
        days = days[days["day"] > days["first"]]
        grouped = days.assign(age_days=days["day"] - days["first"]).groupby(["day", "age_days"]).size()
        counted = grouped.reset_index(name="purchases")
        repeats.append(
            counted.assign(days_back=back, ordered_on=pd.Timestamp(START) + pd.to_timedelta(counted["day"], "D"))
        )
        for horizon in (days for days in HORIZONS if days <= back):
            later = (
                seen[(seen["day"] > cut) & (seen["day"] <= cut + horizon)]
                .groupby("customer")["value"]
                .agg(["size", "sum"])
            )
            own = known.assign(
                purchases=later["size"].reindex(known["customer"]).fillna(0).to_numpy(dtype=np.int64),
                revenue=later["sum"].reindex(known["customer"]).fillna(0.0).to_numpy(),
                customers=1,
                fitted_customers=1,
                model_frequency=known["frequency"],
                model_recency=known["recency"],
                model_purchase_days=known["frequency"],
                days_back=back,
                cut_off=pd.Timestamp(START) + pd.Timedelta(days=cut),
                horizon_days=horizon,
            )
            own["squared_monetary_value"] = own["monetary_value"] ** 2
            own["squared_revenue"] = own["revenue"] ** 2
            own["monetary_value_times_revenue"] = own["monetary_value"] * own["revenue"]
            states.append(own)
    frames = (pd.concat(part, ignore_index=True) for part in (states, spends, repeats))
    return backtest_forecasts(*frames, purchase_model="auto", calendar="auto")


def held(world: World, seed: int) -> list[tuple[str, bool, bool, float, bool]]:
    """Per channel: whether today's interval and the new one held what came, the new one's width, and the calendar."""
    rng = np.random.default_rng([seed, 12])
    bought = purchases(world, rng)
    known, forecasts = histories(bought[bought["day"] <= END], END), backtested(bought)
    states = known.groupby(["channel", "frequency", "recency", "t"], as_index=False).size()
    states = states.rename(columns={"size": "customers"}).assign(purchase_days=lambda rows: rows["frequency"])
    model = model_in_use(purchase_model_choice(states, forecasts, purchase_model="auto"))
    seen = bought[bought["day"] <= END]
    counts = seen.groupby("day").size().reindex(range(END + 1), fill_value=0)
    counts -= known.groupby("first").size().reindex(range(END + 1), fill_value=0)
    dates = pd.Timestamp(START) + pd.to_timedelta(np.arange(END + 1), "D")
    by_date = pd.DataFrame({"ordered_on": dates, "purchase_days": counts.to_numpy()})
    whole = states.groupby(["frequency", "recency", "t"], as_index=False)["customers"].sum()
    calendar = shop_calendar(by_date, whole, model=model, mode="auto", days_ahead=2 * AHEAD)
    draws = fitting.parameter_draws(
        states,
        spend_states(known),
        purchase_model=model,
        engine="native",
        purchase_penalizer=0.0,
        spend_penalizer=0.0,
        calendar=calendar,
    )
    window = known[known["t"] < 365]
    squares = window.assign(squared_monetary_value=window["monetary_value"] ** 2)
    rows = squares.groupby(["channel", "frequency", "recency", "t"], as_index=False).agg(
        customers=("customer", "size"),
        monetary_value=("monetary_value", "sum"),
        squared_monetary_value=("squared_monetary_value", "sum"),
    )
    rows = rows.assign(model_frequency=rows["frequency"], model_recency=rows["recency"])
    own = bought.merge(window[["customer", "first"]], on="customer")
    own = own.assign(age_days=own["day"] - own["first"])
    ages = own[own["day"] <= END].groupby(["channel", "age_days"], as_index=False)["value"].sum()
    ages = ages.rename(columns={"value": "realised_value"}).assign(in_window=True)
    costs = pd.DataFrame({"channel": list(SIZES), "cac": np.nan})
    fits = [of(draws) for of in (fitting.purchase_model_fits, fitting.spend_model_fits)]
    terms = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.0, "gross_margin": 1.0}
    shown = channel_interval_rows(draws, rows, ages, *fits, costs, forecasts, calendar, **terms).set_index("channel")
    came = own[own["age_days"] <= 365].groupby("channel")["value"].sum() / window.groupby("channel").size()
    found = []
    for channel, row in shown.iterrows():
        low, high, average = row["average_ltv_low"], row["average_ltv_high"], row["average_ltv"]
        rest = np.sqrt(max(1 - row["width_from_model_error"], 0.0))
        then = [average + (end - average) * rest for end in (low, high)]
        actual = came[channel]
        is_open = clock_of(calendar) is not None
        found.append((channel, then[0] <= actual <= then[1], low <= actual <= high, (high - low) / actual, is_open))
    return found


def main(shops: int) -> None:
    """All worlds, into their part of accuracy.md."""
    lines = ["| world | today holds | holds | small | middle | large | median width | season used |"]
    lines.append("| --- | --: | --: | --: | --: | --: | --: | --: |")
    for name, world in WORLDS.items():
        columns = ["channel", "today", "held", "width", "season"]
        found = pd.DataFrame([row for seed in range(shops) for row in held(world, seed)], columns=columns)
        by_channel = found.groupby("channel")["held"].mean()
        shares = [f"{by_channel[channel]:.0%}" for channel in ("small", "middle", "large")]
        lines.append(
            f"| {name} | {found['today'].mean():.0%} | {found['held'].mean():.0%} | {' | '.join(shares)} "
            f"| {found['width'].median():.0%} | {found['season'].mean():.0%} |"
        )
        print(lines[-1], flush=True)
    text = [
        f"`python benchmarks/error_worlds.py {shops}`: {shops} shops a world, three channels of 80, 400 and 1,200 "
        f"customers, {TAILS[1] - TAILS[0]:.0%} intervals of the average 365-day value of the last year's customers.",
        "",
        *lines,
    ]
    write_part("error_worlds", text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
