"""How often do alerts cry wolf, and how soon do they see a fault? Writes benchmarks/alerts.md.

Run: python benchmarks/quiet_shops.py [SHOPS]   (30; about ten seconds a shop)

Generated shops (ltv.data.watched) are looked at every day for 90 days by the SQL that the build itself compiles of the
rules, on tables cut at the day. The rules that need no fitted model are measured here, before any is held back by
another; those that need one, or earlier builds (history_changed, inputs_doubtful, forecast_missed, parameter_drift),
are measured by benchmarks/ninety_days.py, which builds every day. ltv_to_cac_below_target and interval_too_wide
are facts about a channel, not alarms, and are notes.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from ltv.data.watched import FAULTS, FIRST_DAY, watched_shop

PROJECT = Path(__file__).parents[1]
HISTORY, WATCHED = 270, 90  # days before the first look, and days looked at
SEEN_WITHIN = 21  # days in which a fault is to be seen
RIGHT = {
    "missing_spend": {"spend_missing"},
    "cents": {"order_value_drift"},
    "loaded_twice": {"duplicated_day"},
    "new_channel": {"new_channel"},
    "stopped_feed": {"late_data"},
    "halved": {"forecast_missed"},
}
NEEDS_A_MODEL = (
    "history_changed",
    "inputs_doubtful",
    "forecast_missed",
    "parameter_drift",
    "ltv_to_cac_below_target",
    "interval_too_wide",
)
TABLES = """
create schema main_staging; create schema main_intermediate; create schema main_marts; create schema main_monitoring;
create table main_intermediate.day as select date '2000-01-01' as observation_end;
create table main_monitoring.input_warnings (rule text, relation text, row_count bigint, example text);
create view main_intermediate.int_observation_window as select observation_end from main_intermediate.day;
create view main_staging.stg_transactions as select transactions.* from transactions, main_intermediate.day
    where ordered_on <= observation_end;
create view main_staging.stg_ad_spend as select ad_spend.* from ad_spend, main_intermediate.day
    where spend_date <= observation_end;
create view main_intermediate.int_purchase_days as
    select customer_ref, ordered_on, true as is_purchase_day from main_staging.stg_transactions group by all;
create view main_intermediate.int_buyers as
    select customer_ref, customers.channel, min(ordered_on) as acquired_on, min(ordered_on) as first_purchase_on
    from main_intermediate.int_purchase_days join customers using (customer_ref) group by all;
create view main_intermediate.int_customer_histories as select customer_ref, frequency from (
    select customer_ref, count(*) - 1 as frequency from main_intermediate.int_purchase_days group by customer_ref);
create table main_staging.base_transactions (row_key bigint, ordered_on date);
create table main_staging.base_transaction_duplicates (row_key bigint, reason varchar);
"""


def compiled(folder: Path) -> tuple[str, str, dict[str, str]]:
    """The SQL of int_daily_orders and of fired_rules, and the columns of the marts that rules read, from a build."""
    shop = watched_shop(0, HISTORY)
    for name, rows in shop.items():
        rows.to_csv(folder / f"{name}.csv", index=False)
    os.environ["LTV_DUCKDB_PATH"] = str(folder / "ltv.duckdb")
    variables = {"raw_data": "files", "data_dir": str(folder), "backtest_cut_offs": [], "calendar": "off"}
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder / "target")]
    command = ["--quiet", "run", "--select", "+fired_rules", *places, "--vars", json.dumps(variables)]
    result = dbtRunner().invoke(command)
    DuckDBConnectionManager.close_all_connections()
    if not result.success:
        raise SystemExit(str(result.exception or [node.message for node in result.result if node.message]))
    models = folder / "target" / "compiled" / "ltv_monitor" / "models"
    daily = (models / "intermediate" / "channels" / "int_daily_orders.sql").read_text()
    rules = (models / "marts" / "monitoring" / "fired_rules.sql").read_text()
    # A build compares the last order with its own day; here that is the day looked at.
    today = f"date '{datetime.datetime.now(datetime.UTC):%Y-%m-%d}'"
    rules = rules.replace(today, "(select observation_end from main_intermediate.day)")
    columns = {}
    with duckdb.connect(str(folder / "ltv.duckdb"), read_only=True) as connection:
        for name in (
            "main_marts.channel_roi",
            "main_monitoring.forecast_accuracy",
            "main_monitoring.model_runs",
            "main_monitoring.parameter_history",
        ):
            described = connection.execute(f"describe {name}").fetchall()
            columns[name] = ", ".join(f'"{column}" {kind}' for column, kind, *_ in described)
    return daily, rules, columns


class Watcher:
    """One shop, looked at on any day."""

    def __init__(self, shop: dict[str, pd.DataFrame], daily: str, rules: str, columns: dict[str, str], folder: Path):
        path = folder / "watched" / "ltv.duckdb"
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        self.rules = rules
        self.connection = duckdb.connect(str(path))
        orders, spend, customers = shop["transactions"], shop["ad_spend"], shop["customers"]
        self.connection.execute(
            "create table transactions as select transaction_id, customer_id as customer_ref,"
            " ordered_at::date as ordered_on, amount::decimal(18, 4) as amount, 1 as lines from orders"
        )
        self.connection.execute(
            "create table ad_spend as select spend_date::date as spend_date, channel, spend::decimal(18, 4) as spend,"
            " null::varchar as currency from spend"
        )
        self.connection.execute("create table customers as select customer_id as customer_ref, channel from customers")
        del orders, spend, customers
        self.connection.execute(TABLES)
        for name, described in columns.items():
            self.connection.execute(f"create table {name} ({described})")
        self.connection.execute("insert into main_marts.channel_roi (channel, spend, customers) values ('all', 100, 8)")
        self.connection.execute(f"create view main_intermediate.int_daily_orders as {daily}")

    def fired(self, day: int) -> set[tuple[str, str | None]]:
        """Rules and channels on a day."""
        date = (FIRST_DAY + pd.Timedelta(days=day)).date()
        self.connection.execute("update main_intermediate.day set observation_end = ?", [date])
        rows = self.connection.execute(f"select rule, channel from ({self.rules})").fetchall()
        return {(rule, channel) for rule, channel in rows if rule not in NEEDS_A_MODEL}

    def close(self) -> None:
        self.connection.close()


def quiet(watcher: Watcher) -> Counter[str]:
    """Alerts that begin within 90 days, by rule."""
    found: Counter[str] = Counter()
    before: set[tuple[str, str | None]] = set()
    for day in range(HISTORY, HISTORY + WATCHED):
        now = watcher.fired(day)
        found.update(rule for rule, _ in now - before)
        before = now
    return found


def fault(watcher: Watcher, right: set[str], since: int) -> tuple[int | None, Counter[str]]:
    """Days until the right alert, None where it does not come; and the other rules that fire in those days."""
    others: Counter[str] = Counter()
    for days in range(SEEN_WITHIN):
        fired = {rule for rule, _ in watcher.fired(since + days)}
        others.update(fired - right)
        if fired & right:
            return days, others
    return None, others


def report(shops: int, false: Counter[str], seen: dict[str, list[tuple[int | None, Counter[str]]]]) -> str:
    months = shops * WATCHED / 30
    lines = [
        "# Alerts",
        "",
        f"`python benchmarks/quiet_shops.py {shops}`: {shops} generated shops of about ten new customers a day, looked"
        f" at every day from day {HISTORY} to {HISTORY + WATCHED} by the rules that need no model. An alert counts on"
        " the day it begins; here none is held back by another (alert_rules.explained_by), as it is in monitor_alerts.",
        "",
        f"Quiet shops: {sum(false.values())} alerts in {months:.0f} months of shops"
        f" ({sum(false.values()) / months:.2f} a shop and month)"
        + (": " + ", ".join(f"{rule} {count}" for rule, count in sorted(false.items())) if false else "")
        + ".",
        "",
        "| fault | shops that see it | days until then, median (most) | other rules fired meanwhile, shop-days |",
        "| --- | --: | --: | --- |",
    ]
    for name, rows in seen.items():
        days = [found for found, _ in rows if found is not None]
        others: Counter[str] = Counter()
        for _, more in rows:
            others.update(more)
        told = ", ".join(f"{rule} {count}" for rule, count in sorted(others.items())) or "none"
        when = f"{np.median(days):.0f} ({max(days)})" if days else "-"
        lines.append(f"| {name} | {len(days)} of {len(rows)} | {when} | {told} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """All shops, into alerts.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shops", nargs="?", type=int, default=30)
    given = parser.parse_args()
    false: Counter[str] = Counter()
    seen: dict[str, list[tuple[int | None, Counter[str]]]] = {name: [] for name in FAULTS if name != "halved"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sql = compiled(folder)
        for seed in range(1000, 1000 + given.shops):
            watcher = Watcher(watched_shop(seed, HISTORY + WATCHED), *sql, folder)
            false.update(quiet(watcher))
            watcher.close()
            for kind, rows in seen.items():
                watcher = Watcher(watched_shop(seed, HISTORY + WATCHED, kind, HISTORY), *sql, folder)
                rows.append(fault(watcher, RIGHT[kind], HISTORY))
                watcher.close()
            print(seed, dict(false), flush=True)
    (Path(__file__).parent / "alerts.md").write_text(report(given.shops, false, seen))


if __name__ == "__main__":
    main()
