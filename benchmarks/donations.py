"""Do the job's forecasts of yearly gifts come true? Writes its part of benchmarks/accuracy.md.

Run: python benchmarks/donations.py [FOLDER ...]   (about 50 CPU seconds)

11,104 people who first gave in 1995, their gifts until 2001, and what each group of equal frequency and recency gave
from 2002 to 2006 (Fader, Hardie & Shang 2010), from the folders' donations_with_holdout.csv and
donations_annual_transactions.csv. The set has no dated rows. Who gave x times after the first, last in year t, is given
gifts in the years 1 to x - 1 and in year t here, which makes the same state in every purchase model. Forecasts of such
a past would be compared with gifts that nobody gave in that order, so there is no backtest, and the model's error is
the prior's. A year has 365 days.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from page import write_part
from rolling import build

YEAR, KNOWN, AHEAD = 365, 6, 5  # days, and years
START, FIRST_OF_HOLDOUT = pd.Timestamp("1995-01-01"), 2002
FILES = ("donations_with_holdout.csv", "donations_annual_transactions.csv")
MODELS = {"bg_bb": {"opportunity_days": YEAR}, "bg_nbd": {}, "mbg_nbd": {}, "pareto_nbd": {}, "auto": {}}
HEADER = """
| purchase model | next year said | 90 % interval | came | five years said | came | too much by | RMSE of a person |
| --- | --: | --- | --: | --: | --: | --: | --: |
"""
INTRODUCTION = """
`python benchmarks/donations.py FOLDER`: 11,104 people who first gave in 1995, as of the end of 2001: all gifts of the
next year and of the next five. No forecast has matured: the width rests on the prior. RMSE: between groups of equal
frequency and recency, gifts a person in five years. `bg_bb` counts years (`opportunity_days: 365`), the others days.
"""


def given(groups: pd.DataFrame) -> pd.DataFrame:
    """One row per gift: donor, year from 0 on, and the state (x, t) that the donor has."""
    donors = groups.loc[groups.index.repeat(groups["customers"]), ["frequency", "recency"]].reset_index(drop=True)
    year = np.arange(KNOWN + 1)
    x, last = donors["frequency"].to_numpy()[:, None], donors["recency"].to_numpy()[:, None]
    who, when = np.nonzero((year < x) | (year == last))
    return pd.DataFrame({"donor": who, "year": when})


def write(groups: pd.DataFrame, folder: Path) -> None:
    """The gifts as the job's files; every gift is worth the same."""
    gifts = given(groups)
    orders = pd.DataFrame(
        {
            "transaction_id": np.arange(len(gifts)),
            "customer_id": gifts["donor"],
            "ordered_at": START + pd.to_timedelta(gifts["year"] * YEAR, unit="D"),
            "amount": 25,
        }
    )
    orders.to_parquet(folder / "transactions.parquet")
    pd.DataFrame({"customer_id": gifts["donor"].unique(), "channel": "mail"}).to_parquet(folder / "customers.parquet")


def lines(groups: pd.DataFrame, by_year: pd.Series, folder: Path) -> Iterator[str]:
    """One line per purchase model."""
    write(groups, folder)
    end = START + pd.Timedelta(days=KNOWN * YEAR)
    came_next, came = by_year[FIRST_OF_HOLDOUT], groups["holdout_transactions"].sum()
    for model, options in MODELS.items():
        database = folder / f"{model}.duckdb"
        variables = options | {"purchase_model": model, "observation_end": str(end.date()), "backtest_cut_offs": []}
        build(folder, database, ["+forecast_totals", "+customer_ltv"], prediction_days=AHEAD * YEAR, **variables)
        with duckdb.connect(str(database), read_only=True) as connection:
            expected, low, high = connection.execute(
                "select expected, low, high from main_marts.forecast_totals "
                f"where scope = 'total' and quantity = 'purchases' and horizon_days = {YEAR}"
            ).fetchone()
            said = connection.execute(
                f"select frequency, recency // {YEAR} as recency, avg(expected_purchases) as each "
                "from main_marts.customer_ltv group by all"
            ).df()
        both = groups.merge(said, on=["frequency", "recency"], validate="one_to_one")
        five = float(both["each"] @ both["customers"])
        missed = both["each"] - both["holdout_transactions"] / both["customers"]
        rmse = float(np.sqrt(np.average(missed**2, weights=both["customers"])))
        yield (
            f"| {model} | {expected:,.0f} | {low:,.0f} to {high:,.0f} | {came_next:,} | {five:,.0f} | {came:,} "
            f"| {five / came - 1:+.1%} | {rmse:.3f} |"
        )


def main(folders: list[Path]) -> None:
    """The table, into its part of accuracy.md; or that the files are in none of the folders."""
    found = [folder for folder in folders if all((folder / name).exists() for name in FILES)]
    if not found:
        write_part("donations", [f"- not measured: {' and '.join(FILES)} are in none of the folders given"])
        return
    groups, by_year = (pd.read_csv(found[0] / name) for name in FILES)
    with tempfile.TemporaryDirectory() as folder:
        table = list(lines(groups, by_year.set_index("year")["actual_transactions"], Path(folder)))
    write_part("donations", [INTRODUCTION.strip(), "", HEADER.strip(), *table])
    print("\n".join(table))


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
