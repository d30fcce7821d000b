"""Are the marts the same on other interpreters, threads and row orders? Writes benchmarks/reproduce.md.

Run: python benchmarks/reproduce.py [PYTHON ...]   (python3.11 python3.12 python3.13; those not found are said)

Each interpreter gets an environment of its own from the lock file and builds the sample shop; the environment that runs
this builds it with 1, 2 and 8 threads of dbt, with 1 and 4 threads of linear algebra, and with the raw rows in another
order. Every cell of the marts, predictions and monitoring is compared with the first build: equal to the last bit,
equal at nine significant digits, or neither.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

PROJECT = Path(__file__).parents[1]
SEEDS = PROJECT / "seeds" / "sample"
RELATIONS = ("transactions", "customers", "ad_spend", "exchange_rates")
SCHEMAS = ("main_marts", "main_predictions", "main_monitoring")
OF_THE_RUN = {"run_id", "built_at", "started_at", "finished_at", "duration_seconds", "source"}
NOT_FIGURES = {"model_runs", "run_facts", "rejection_reasons", "verdicts", "alert_rules"}
DIGITS = 9


def files(folder: Path, shuffled: bool) -> Path:
    """The sample's raw rows as files, in their order or in another."""
    folder.mkdir()
    for relation in RELATIONS:
        with (SEEDS / f"raw_{relation}.csv").open(encoding="utf-8", newline="") as source:
            header, *rows = csv.reader(source)
        if shuffled:
            random.Random(1).shuffle(rows)
        with (folder / f"{relation}.csv").open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([header, *rows])
    return folder


def build(dbt: Path, folder: Path, name: str, data: Path, *options: str, **environment: str) -> Path:
    """Build into a new file; its path."""
    database = folder / name / "ltv.duckdb"
    database.parent.mkdir()
    variables = json.dumps({"raw_data": "files", "data_dir": str(data)})
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder / name / "t")]
    command = [str(dbt), "--quiet", "--log-path", str(folder / name), "build", *places, "--vars", variables]
    command += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", *options]
    settings = {**os.environ, "LTV_DUCKDB_PATH": str(database), **environment}
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL)
    return database


def environment(python: str, folder: Path) -> Path | None:
    """dbt of a new environment of that interpreter, from the lock file; None where it is not on this machine."""
    found = shutil.which(python)
    if found is None:
        return None
    place = folder / f"venv_{Path(python).name}"
    uv, there = str(Path(sys.executable).with_name("uv")), ["--quiet", "--python", str(place / "bin" / "python")]
    subprocess.run([uv, "venv", "--quiet", "--python", found, str(place)], check=True)
    lock = str(PROJECT / "requirements.lock")
    subprocess.run([uv, "pip", "sync", *there, "--require-hashes", lock], check=True)
    subprocess.run([uv, "pip", "install", *there, "--no-deps", "--editable", str(PROJECT)], check=True)
    return place / "bin" / "dbt"


def cells(database: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Each table's rows without what belongs to the run, in one order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name, list(column_name order by ordinal_position)"
            f" from information_schema.columns where table_schema in {SCHEMAS} group by all order by all"
        ).fetchall()
        for schema, table, columns in tables:
            kept = ", ".join(f'"{column}"' for column in columns if column not in OF_THE_RUN)
            if table not in NOT_FIGURES:
                # Floats order rows last and rounded, so that a differing last bit does not.
                rows = connection.execute(f'select {kept} from {schema}."{table}"').fetchall()
                yield f"{schema}.{table}", sorted(rows, key=lambda row: [_key(value) for value in row])


def _key(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def compare(one: Path, other: Path) -> tuple[int, int, int]:
    """Cells, those that differ in a bit, and those that differ at DIGITS significant digits. Raises where rows do."""
    count = bits = digits = 0
    for (name, rows), (same, others) in zip(cells(one), cells(other), strict=True):
        if name != same or len(rows) != len(others):
            raise SystemExit(f"{name} has {len(rows)} rows and {same} has {len(others)}")
        for row, theirs in zip(rows, others, strict=True):
            for value, their in zip(row, theirs, strict=True):
                count += 1
                if value == their or (isinstance(value, float) and isinstance(their, float) and math.isnan(value)):
                    continue
                bits += 1
                if not isinstance(value, float) or f"{value:.{DIGITS - 1}e}" != f"{their:.{DIGITS - 1}e}":
                    digits += 1
                    print(f"{name}: {value!r} and {their!r}", flush=True)
    return count, bits, digits


def main() -> None:
    """All builds, into reproduce.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="*", default=["python3.11", "python3.12", "python3.13"])
    given = parser.parse_args()
    lines = ["| build | cells | differ in a bit | differ at nine digits |", "| --- | --: | --: | --: |"]
    own = Path(sys.executable).with_name("dbt")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, shuffled = files(folder / "data", False), files(folder / "shuffled", True)
        first = build(own, folder, "first", data, "--threads", "2")
        others: dict[str, tuple[Path, Path, list[str], dict[str, str]]] = {
            "1 thread": (own, data, ["--threads", "1"], {}),
            "8 threads": (own, data, ["--threads", "8"], {}),
            "4 threads of linear algebra": (own, data, [], {"OPENBLAS_NUM_THREADS": "4"}),
            "rows in another order": (own, shuffled, [], {}),
        }
        missing = []
        for python in given.pythons:
            dbt = environment(python, folder)
            if dbt is None:
                missing.append(python)
            else:
                others[Path(python).name] = (dbt, data, [], {})
        for number, (label, (dbt, rows, options, settings)) in enumerate(others.items()):
            count, bits, digits = compare(first, build(dbt, folder, f"other{number}", rows, *options, **settings))
            lines.append(f"| {label} | {count:,} | {bits:,} | {digits:,} |")
            print(lines[-1], flush=True)
    lines += [""] + [f"- not found: {python}" for python in missing]
    title = "# The same figures elsewhere\n\n`python benchmarks/reproduce.py`: marts, predictions and monitoring of the"
    title += " sample shop, compared with a build by Python 3.11 and two threads.\n\n"
    (Path(__file__).parent / "reproduce.md").write_text(title + "\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
