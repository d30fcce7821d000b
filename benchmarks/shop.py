"""A generated shop of any size as Parquet: about 4.6 transactions a customer over two years, four channels.

Usage: python benchmarks/shop.py CUSTOMERS FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

CHANNELS = ("organic_search", "feed_ads", "kol", "community_referral")
FIRST_DAY, DAYS = np.datetime64("2023-01-01"), 731
CHUNK = 1_000_000  # customers simulated at a time


def write_shop(customers: int, folder: Path, seed: int = 1) -> Path:
    """Write transactions, customers and ad_spend into the folder, unless they are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    if done.exists():
        return folder
    rng = np.random.default_rng(seed)
    with duckdb.connect() as connection:
        connection.execute("create table transactions (customer_id bigint, ordered_at date, amount decimal(18, 2))")
        for first in range(0, customers, CHUNK):
            for orders in _orders(first, min(CHUNK, customers - first), rng):
                connection.register("orders", orders)
                connection.execute("insert into transactions select * from orders")
        connection.execute(
            "copy (select row_number() over () as transaction_id, * from transactions order by ordered_at)"
            f" to '{folder}/transactions.parquet'"
        )
        connection.execute(
            f"copy (select range as customer_id, ({list(CHANNELS)})[1 + range % 4] as channel from range({customers}))"
            f" to '{folder}/customers.parquet'"
        )
        connection.execute(
            "copy (select day::date as spend_date, channel, 1000.00::decimal(18, 2) as spend from"
            " range(date '2023-01-01', date '2025-01-01', interval 1 day) days(day),"
            f" unnest({list(CHANNELS)}) t(channel))"
            f" to '{folder}/ad_spend.parquet'"
        )
    done.touch()
    return folder


def _orders(first: int, customers: int, rng: np.random.Generator) -> Iterator[pd.DataFrame]:
    """BG/NBD timing and Gamma-Gamma spend; one frame per round of purchases of those still alive and in the window."""
    ids = np.arange(first, first + customers)
    rate = rng.gamma(0.9, 1 / 42, customers)
    dropout = rng.beta(0.9, 5.0, customers)
    spend_rate = rng.gamma(4.0, 1 / 60, customers)
    time = rng.uniform(0, DAYS, customers)
    while len(ids):
        amounts = rng.gamma(6.0, 1 / spend_rate)
        yield pd.DataFrame(
            {
                "customer_id": ids,
                "ordered_at": FIRST_DAY + time.astype(np.int64).astype("timedelta64[D]"),
                "amount": np.maximum(amounts, 0.01).round(2),
            }
        )
        time = time + rng.exponential(1 / rate)
        stays = (rng.uniform(size=len(ids)) >= dropout) & (time < DAYS)
        ids, rate, dropout, spend_rate, time = (each[stays] for each in (ids, rate, dropout, spend_rate, time))


if __name__ == "__main__":
    write_shop(int(sys.argv[1]), Path(sys.argv[2]))
