"""Small random shops whose rows come new or late, twice, in another version, are corrected, deleted or refunded.

`arrivals` has the raw rows of all shops as they stand at every step, `days_by_pandas` what purchase days they make.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ltv.warehouse.transactions import SCALE, purchase_days

STEPS, SEED = 6, 16
CUSTOMERS, HAPPENINGS = 8, 12  # of a shop; of a shop and step
FIRST_DAY, HISTORY, EVERY = pd.Timestamp("2024-01-01"), 180, 60  # days before the first build, and between two
AMOUNTS = (0, 10, 20, 35.5, 80.25)  # few, so that rows tie
CHANNELS = ("search", "feed", "mail")
# How likely each is; `happen` says what it does.
CHANCES = {"new": 30, "late": 10, "twice": 10, "version": 6, "refund": 16, "unmatched": 3}
CHANCES |= {"amount": 6, "day": 6, "customer": 6, "deleted": 6, "gone": 1}
Row = dict[str, Any]
Rows = Counter[tuple[Any, ...]]


def happen(what: str, rows: list[Row], shop: str, today: int, rng: np.random.Generator) -> None:
    """Change the rows of one shop in place; `today` is a day's number."""

    def moment(first: int) -> pd.Timestamp:
        return FIRST_DAY + pd.Timedelta(days=int(rng.integers(max(first, 0), today)), hours=int(rng.integers(3)))

    def order(first: int) -> Row:
        customer, amount = f"{shop}c{rng.integers(CUSTOMERS)}", float(rng.choice(AMOUNTS))
        return {"transaction_id": number, "customer_id": customer, "ordered_at": moment(first), "amount": amount}

    number = f"{shop}t{rng.integers(2**40)}"
    row = rows[rng.integers(len(rows))] if rows else order(0)
    match what:
        case "new" | "late":
            rows.append(order(today - EVERY if what == "new" else 0))
        case "twice":
            rows.append(row.copy())
        case "version":
            rows.append(row | {"amount": float(rng.choice(AMOUNTS))})
        case "refund":
            days = pd.Timedelta(days=int(rng.integers(-5, 40)))  # clocks differ: some are dated before their sale
            day = min(row["ordered_at"] + days, FIRST_DAY + pd.Timedelta(days=today - 1))
            share = float(rng.choice([0.25, 0.5, 1, 2]))
            rows.append(row | {"ordered_at": day, "amount": -round(abs(row["amount"]) * share, 2)})
        case "unmatched":
            rows.append(order(0) | {"amount": -float(rng.choice(AMOUNTS))})
        case "amount":
            row["amount"] = float(rng.choice(AMOUNTS))
        case "day":
            row["ordered_at"] = moment(0)
        case "customer":
            row["customer_id"] = order(0)["customer_id"]
        case "deleted":
            rows[:] = [other for other in rows if other is not row]
        case "gone":
            rows[:] = [other for other in rows if other["customer_id"] != row["customer_id"]]


def arrivals(sequences: int, steps: int = STEPS, seed: int = SEED) -> Iterator[pd.DataFrame]:
    """All rows of all shops as they stand at every step."""
    rng = np.random.default_rng(seed)
    shops: list[list[Row]] = [[] for _ in range(sequences)]
    chances = np.array([*CHANCES.values()]) / sum(CHANCES.values())
    for step in range(steps):
        today = HISTORY + EVERY * step
        for number, rows in enumerate(shops):
            events = ["new"] * 3 * CUSTOMERS if step == 0 else []
            for what in [*events, *rng.choice([*CHANCES], HAPPENINGS, p=chances)]:
                happen(str(what), rows, f"s{number:02}", today, rng)
        yield pd.DataFrame([row.copy() for rows in shops for row in rows])


def others(sequences: int) -> dict[str, pd.DataFrame]:
    """Customers and spend, which stay as they are."""
    names = [f"s{number:02}c{customer}" for number in range(sequences) for customer in range(CUSTOMERS)]
    days = pd.date_range(FIRST_DAY, periods=HISTORY + EVERY * STEPS).strftime("%Y-%m-%d")
    spend = [(day, channel, 5 + 5 * place) for day in days for place, channel in enumerate(CHANNELS)]
    channels = [CHANNELS[n % len(CHANNELS)] for n in range(len(names))]
    return {
        "customers": pd.DataFrame({"customer_id": names, "channel": channels}),
        "ad_spend": pd.DataFrame(spend, columns=["spend_date", "channel", "spend"]),
    }


def accepted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that count: the earliest version of an id, then the smallest; of its refunds all but exact copies."""
    sold = rows.groupby("transaction_id")["amount"].transform("max") >= 0
    refund = (rows["amount"] < 0) & sold
    order = ["transaction_id", "ordered_at", "amount", "customer_id"]
    versions = rows[~refund].sort_values(order).drop_duplicates("transaction_id")
    return pd.concat([versions, rows[refund].drop_duplicates(order)]).sort_values(order)


def days_by_pandas(rows: pd.DataFrame) -> Rows:
    """customer_ref, ordered_on, value, revenue, orders, is_purchase_day; money as whole numbers of 1 / SCALE."""
    rows = accepted(rows)
    rows["day"], rows["amount"] = rows["ordered_at"].dt.normalize(), (rows["amount"] * SCALE).round().astype("int64")
    sale = rows["ordered_at"].where(rows["amount"] >= 0)
    sold_at = sale.groupby([rows["customer_id"], rows["transaction_id"]]).transform("min")
    lifted = rows["ordered_at"].where(sold_at.isna() | (sold_at < rows["ordered_at"]), sold_at)
    days = purchase_days(rows.assign(moment=lifted), count_free_orders=True)
    orders = (rows["amount"] >= 0).groupby([rows["customer_id"], rows["day"]]).sum()
    keys = zip(days["customer_id"], days["day"], strict=True)
    counted = [int(orders[key]) for key in keys]
    columns = (days["customer_id"], days["day"].dt.date, days["value"], days["revenue"], counted)
    return Counter(zip(*columns, days["is_purchase_day"], strict=True))
