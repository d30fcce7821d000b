"""Do exports come in right, however a shop writes them? Writes benchmarks/odd_exports.md.

Run: python benchmarks/odd_exports.py [COUNT] [--from SEED]   (about 4 seconds a folder; 100 folders)

Each folder holds one small shop's orders, customers and ad spend, whose figures are known, in a form put together at
random: language and case of the columns, order of columns and rows, further columns with names that mislead, forms of
ids, dates and amounts, lines or orders, the kind of file, encoding, delimiter, quotes, line ends, title lines, lines of
totals, blanks around ids, orders of guests, several files, files that overlap. Nothing of that changes a figure.
`ltv init` writes the mapping, and the staging models are built with it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import duckdb
from odd_folders import Shop, shop, style, write
from rolling import build

from ltv.inputs.errors import InputError
from ltv.inputs.folder import look
from ltv.inputs.mapping import draft

PAGE = Path(__file__).with_name("odd_exports.md")
SELECTED = ["+input_warnings", "+rejected_rows"]
INTRODUCTION = """
# Exports in random forms

`python benchmarks/odd_exports.py {} --from {}`: small shops whose figures are known, each written in a form put
together at random that changes no figure (language, dates, amounts, ids, kinds of files, columns that mislead, parts).
Right: money, orders, customers, days, channels and spend are the shop's. Asked: `ltv init` asks what the files do not
tell. Told: a figure is another, and a warning says so.

| outcome | folders | seeds |
| --- | --: | --- |
"""
OF_SMALL_SHOPS = ("margin_left_at_one", "left_censored", "empty_window", "spend_not_daily", "much_rejected")
"""Warnings that are true of every such shop: of its margin, its few customers, and its three guests."""


def outcome(seed: int) -> tuple[str, str]:
    """What became of a folder: right, told, asked, refused or wrong; and what is to be said of that."""
    chance = Random(seed)
    made, how = shop(chance), style(chance)
    with tempfile.TemporaryDirectory() as place:
        folder, scratch = Path(place, "shop"), Path(place, "scratch")
        folder.mkdir()
        scratch.mkdir()
        write(folder, made, how)
        try:
            mapping = draft(folder, look(folder, scratch))
        except InputError as problem:
            return "refused", str(problem)
        if mapping.open:
            return "asked", " ".join(mapping.open)
        database = Path(place, "shop.duckdb")
        try:
            build(folder, database, SELECTED, **{**mapping.variables, "backtest_cut_offs": [], "calendar": "off"})
        except SystemExit as problem:
            return "refused", str(problem)
        with duckdb.connect(str(database), read_only=True) as connection:
            warnings = connection.execute("select rule, example from main_monitoring.input_warnings").fetchall()
            wrong = _wrong(made, connection)
    told = "; ".join(f"{rule}: {example}" for rule, example in warnings if rule not in OF_SMALL_SHOPS)
    if wrong:
        return "told" if told else "wrong", json.dumps([*wrong, told], default=str)
    return "right", told


def _wrong(made: Shop, connection: duckdb.DuckDBPyConnection) -> list[tuple[str, Any, Any]]:
    """The figures that are not those of the shop: name, read, true."""
    ids = {customer.lower() if "@" in customer else customer for _, customer, _, _ in made.orders}
    true: dict[str, tuple[str, Any]] = {
        "money": ("select sum(amount) from main_staging.stg_transactions", sum(each[3] for each in made.orders)),
        "orders": ("select count(distinct transaction_id) from main_staging.stg_transactions", len(made.orders)),
        "customers": ("select count(distinct customer_id) from main_staging.stg_transactions", len(ids)),
        "days": (
            "select list_sort(list(distinct ordered_on)) from main_staging.stg_transactions",
            sorted({moment.date() for _, _, moment, _ in made.orders}),
        ),
        "spend": ("select sum(spend) from main_staging.stg_ad_spend", sum(each[2] for each in made.spend)),
        "channels": (
            "select list_sort(list(distinct lower(channel))) from main_staging.stg_customers",
            sorted({channel.lower() for _, channel in made.customers}),
        ),
        "known customers": (
            "select count(*) from main_staging.stg_customers where channel is not null",
            len(made.customers),
        ),
    }
    read = {name: connection.execute(query).fetchone() for name, (query, _) in true.items()}
    return [
        (name, row and row[0], true[name][1]) for name, row in read.items() if row is None or row[0] != true[name][1]
    ]


def main() -> None:
    """All folders, into the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=0)
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.count)
    outcomes = {}
    for seed in seeds:
        outcomes[seed] = outcome(seed)
        if outcomes[seed] != ("right", ""):
            print(seed, *outcomes[seed], flush=True)
    kinds = ("right", "asked", "refused", "told", "wrong")
    counts = {kind: [seed for seed, (found, _) in outcomes.items() if found == kind] for kind in kinds}
    lines = [
        f"| {kind} | {len(found)} | {', '.join(map(str, found[:9])) if kind != 'right' else ''} |"
        for kind, found in counts.items()
    ]
    PAGE.write_text("\n".join([INTRODUCTION.format(given.count, given.first).strip(), *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
