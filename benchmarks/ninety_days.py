"""Ninety daily builds in a row: is every run recorded, every forecast kept and filled, and does an alert cry wolf?

Run: python benchmarks/ninety_days.py [--target postgres] [--builds 90] [--seed 1] [--kill-every 0]
Writes a section of benchmarks/ninety_days.md per target (about eight seconds a build).

A quiet generated shop (ltv.data.watched) is built every day from day 270 on as of that day, the raw rows of later days
being there already. --kill-every N kills every N-th build after some seconds and builds the day again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from ltv.cli.warehouse import Rows, query
from ltv.data.watched import FIRST_DAY, watched_shop

PROJECT = Path(__file__).parents[1]
DBT = Path(sys.executable).with_name("dbt")
BEGIN = 270
KEPT = ("model_runs", "forecast_ledger", "parameter_history", "alert_log")
SELECTED = ["+monitor_alerts", "+forecast_accuracy", "+model_runs", "+parameter_history", "+build_context"]


def begin(day: int, target: str, folder: Path) -> subprocess.Popen[bytes]:
    """The build of a day."""
    where = {"raw_data": "files", "data_dir": str(folder)} if target == "duckdb" else {"raw_data": "tables"}
    variables = where | {"raw_schema": "watched", "observation_end": str((FIRST_DAY + pd.Timedelta(days=day)).date())}
    places = ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    models_only = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    command = [str(DBT), "--quiet", "build", "--select", *SELECTED, *models_only, "--target", target, *places]
    return subprocess.Popen([*command, "--vars", json.dumps(variables)], cwd=PROJECT, stdout=subprocess.DEVNULL)


def build(day: int, target: str, folder: Path, kill_after: float | None) -> bool:
    """Whether the build ended by itself. Raises SystemExit where it failed."""
    process = begin(day, target, folder)
    if kill_after is not None:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False
    if process.wait() != 0:
        raise SystemExit(f"the build of day {day} failed")
    return True


def load(shop: dict[str, pd.DataFrame], target: str, folder: Path) -> None:
    """The raw rows, as files or as tables of the schema `watched`."""
    for name, rows in shop.items():
        rows.to_csv(folder / f"{name}.csv", index=False)
    if target == "postgres":
        import psycopg2

        connection = psycopg2.connect(dbname=os.environ.get("PGDATABASE", "postgres"))
        with connection, connection.cursor() as cursor:
            cursor.execute("drop schema if exists watched cascade; create schema watched")
            for name, rows in shop.items():
                cursor.execute(f"create table watched.{name} ({', '.join(f'{c} text' for c in rows)})")
                with (folder / f"{name}.csv").open() as file:
                    cursor.copy_expert(f"copy watched.{name} from stdin csv header", file)
        connection.close()


def counts(target: str, database: Path) -> dict[str, int]:
    """Rows of every table that keeps what builds add."""
    found: Rows = []
    for name in KEPT:
        found += query(f"select '{name}', count(*) from main_monitoring.{name}", target, database)
    return dict(found)


def report(target: str, builds: int, killed: int, seconds: float, database: Path) -> str:
    """What the tables say after the last build."""

    def one(sql: str) -> Rows:
        return query(sql, target, database)

    runs = dict(one("select status, count(*) from main_monitoring.model_runs group by status"))
    days = one("select count(distinct observation_end) from main_monitoring.model_runs where status = 'done'")[0][0]
    rows, filled = one("select count(*), count(actual) from main_monitoring.forecast_ledger")[0]
    due = one(
        "select count(*) from main_monitoring.forecast_ledger cross join main_monitoring.build_context as context"
        " where cast(context.observation_end as date) - cast(forecast_on as date) >= horizon_days"
    )[0][0]
    repeated = one(
        "select count(*) - count(distinct run_id || channel || horizon_days || quantity)"
        " from main_monitoring.forecast_ledger"
    )[0][0]
    inside = one(
        "select avg(case when is_inside then 1.0 else 0.0 end) from main_monitoring.forecast_accuracy"
        " where horizon_days = 30 and channel = 'total'"
    )[0][0]
    alerts = one(
        "select rule, severity, count(*) from main_monitoring.alert_log where is_new group by rule, severity order by 1"
    )
    told = ", ".join(f"{rule} ({severity}) {count}" for rule, severity, count in alerts) or "none"
    return "\n".join(
        [
            f"## {target}",
            "",
            f"{builds} builds of days in a row and {killed} killed, {seconds / (builds + killed):.1f} s a build.",
            "",
            f"- model_runs: {days} days with a finished run; by status {runs}.",
            f"- forecast_ledger: {rows} forecasts, {due} of them matured, {filled} filled with what came,"
            f" {repeated} there twice.",
            f"- Of the totals over 30 days that matured, the interval held {float(inside or 0):.0%}.",
            f"- Alerts that began, in {builds / 30:.1f} months of a quiet shop: {told}.",
        ]
    )


def main() -> None:
    """All builds, into ninety_days.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", default="duckdb", choices=("duckdb", "postgres"))
    parser.add_argument("--builds", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill-every", type=int, default=0)
    given = parser.parse_args()
    file, chance = Path(__file__).parent / "ninety_days.md", random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "ltv.duckdb"
        os.environ |= {"LTV_DUCKDB_PATH": str(database), "LTV_SCHEMA": "ninety"}
        load(watched_shop(given.seed, BEGIN + given.builds), given.target, folder)
        began, killed, before = time.perf_counter(), 0, {}
        for number in range(given.builds):
            if given.kill_every and number % given.kill_every == given.kill_every - 1:
                ended = build(BEGIN + number, given.target, folder, chance.uniform(3.0, 9.0))
                killed += not ended
            build(BEGIN + number, given.target, folder, None)
            now = counts(given.target, database)
            lost = [name for name, rows in before.items() if now[name] < rows]
            if lost:
                raise SystemExit(f"after build {number} there are fewer rows than before: {', '.join(lost)}")
            before = now
            print(number, now, flush=True)
        section = report(given.target, given.builds, killed, time.perf_counter() - began, database)
    old = (
        file.read_text()
        if file.exists()
        else "# Ninety days\n\n`python benchmarks/ninety_days.py`; see its docstring.\n"
    )
    kept = [part.strip() for part in re.split(r"(?m)^(?=## )", old) if not part.startswith(f"## {given.target}\n")]
    file.write_text("\n\n".join([*kept, section]) + "\n")
    print(section)


if __name__ == "__main__":
    main()
