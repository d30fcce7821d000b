"""`make test-airflow`: the DAG, run twice by a real Airflow with a home of its own, and what the warehouse then holds.

The first run builds the sample. The second reads the same shop from files that a mapping names, and the mapping makes a
warning of a note: the build must succeed and the task `alerts` must fail. It takes minutes, and ends with an
AssertionError where something is amiss.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[2]
AIRFLOW = PROJECT / ".venv-airflow" / "bin" / "airflow"
SILENT = {"AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False", "AIRFLOW__COSMOS__ENABLE_TELEMETRY": "False"}
MAPPING = "{raw_data: files, data_dir: shop, alert_severities: {ltv_to_cac_below_target: warn}}"
CHANNELS = "select channel, customers, round(average_ltv, 2), verdict from main_marts.channel_roi order by channel"
RUNS = "select status, count(*) from main_monitoring.model_runs group by status"


def run(home: Path, *, mapping: Path | None = None) -> tuple[bool, dict[str, str]]:
    """One run of the DAG: whether it succeeded, and the state of each task."""
    environment = {**environment_of(home), **({"LTV_MAPPING": str(mapping)} if mapping else {})}
    ended = subprocess.run([AIRFLOW, "dags", "test", "ltv_daily"], env=environment)
    with sqlite3.connect(home / "airflow.db") as database:
        last = "select id, run_id from dag_run order by id desc limit 1"
        tasks = f"select task_id, state from task_instance join ({last}) as last on task_instance.run_id = last.run_id"
        return ended.returncode == 0, dict(database.execute(tasks))


def environment_of(home: Path) -> dict[str, str]:
    """Nothing is written outside `home`, and nothing is told to the makers of Airflow and cosmos."""
    own = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "deploy" / "airflow" / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "LTV_DUCKDB_PATH": str(home / "ltv.duckdb"),
    }
    return {**os.environ, **SILENT, **own}


def rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "ltv.duckdb"), read_only=True) as database:
        return database.execute(sql).fetchall()


def expect(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"{what}: found {found}, expected {expected}")
    print(f"as expected, {what}: {found}", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ltv-airflow-") as folder:
        home = Path(folder)
        subprocess.run([AIRFLOW, "db", "migrate"], env=environment_of(home), check=True, stdout=subprocess.DEVNULL)

        outcome = run(home)
        expect("outcome of the sample", outcome, (True, {"build": "success", "alerts": "success", "built": "success"}))
        channels = rows(home, CHANNELS)
        expect("channels", len(channels), 5)
        expect("runs recorded", rows(home, RUNS), [("done", 1)])

        (home / "shop").mkdir()
        for export in (PROJECT / "seeds" / "sample").glob("raw_*.csv"):
            shutil.copy(export, home / "shop" / export.name.removeprefix("raw_"))
        mapping = home / "shop.yml"
        mapping.write_text(MAPPING)
        outcome = run(home, mapping=mapping)
        expect("outcome with an alert", outcome, (False, {"build": "success", "alerts": "failed", "built": "success"}))
        expect("channels from files", rows(home, CHANNELS), channels)
        expect("runs recorded", rows(home, RUNS), [("done", 2)])


if __name__ == "__main__":
    main()
