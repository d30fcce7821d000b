"""The command `ltv`: what is handier outside dbt."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from ltv.data.cdnow import write_cdnow

CHANNEL_ROI = """
    select channel, customers, round(spend, 2) as spend, round(cac, 2) as cac, round(average_ltv, 2) as average_ltv,
        round(roi, 2) as roi, round(ltv_to_cac, 2) as ltv_to_cac, verdict
    from main_marts.channel_roi
    order by roi desc nulls last, channel
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="ltv", description=__doc__)
    commands = parser.add_subparsers(required=True)
    roi = commands.add_parser(
        "roi", help="print the channel ROI table of the DuckDB file (LTV_DUCKDB_PATH, ltv.duckdb)"
    )
    roi.set_defaults(run=lambda options: print_channel_roi(Path(os.environ.get("LTV_DUCKDB_PATH", "ltv.duckdb"))))
    cdnow = commands.add_parser("cdnow", help="write the CDNOW purchases that the lifetimes package carries")
    cdnow.add_argument("--into", type=Path, required=True, help="folder to write transactions.csv to")
    cdnow.set_defaults(run=lambda options: print(write_cdnow(options.into)))
    erase = commands.add_parser(
        "erase",
        help="remove a customer from everything that the project wrote; further options are dbt's (--target, --vars)",
    )
    erase.add_argument("customer_id", help="the id as the raw rows have it")
    erase.set_defaults(run=lambda options: erase_customer(options.customer_id, options.dbt))
    options, others = parser.parse_known_args(arguments)
    if others and options.run is not erase.get_default("run"):
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    options.dbt = others
    options.run(options)


def print_channel_roi(database: Path) -> None:
    """Print channel_roi of a built DuckDB file, best channel first."""
    if not database.exists():
        raise SystemExit(f"{database}: no such file; run dbt build first, or set LTV_DUCKDB_PATH")
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.sql(CHANNEL_ROI).show(max_rows=1000, max_width=200)


def erase_customer(customer_id: str, dbt_options: Sequence[str]) -> None:
    """Run the macro `erase`, with no log and no artifact: those would keep the id."""
    from dbt.cli.main import dbtRunner  # takes seconds to import, and only this command needs it

    traceless = ["--quiet", "--log-level-file", "none", "--no-write-json"]
    operation = ["run-operation", "erase", "--args", json.dumps({"customer_id": customer_id})]
    result = dbtRunner().invoke([*traceless, *operation, *dbt_options])
    if not result.success:
        raise SystemExit(f"nothing was erased: {result.exception or 'see above'}")
