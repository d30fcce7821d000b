"""The whole job on DuckDB and on a Spark of two workers, all on this machine, from the same Parquet files.

Usage, in the environment of `make test-spark`: .venv-spark/bin/python benchmarks/spark.py [--customers 2000000]

Writes benchmarks/spark.md. Models and seeds are built up to channel_roi, as in run.py; tests are not included.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from dbt.adapters.spark_py.session import connect
from pyspark.sql import SparkSession
from run import BIN, HERE, Run, run, shop

sys.path.append(str(HERE.parent / "deploy" / "spark"))
from cluster import Cluster

TICKS = os.sysconf("SC_CLK_TCK")
SELECTED = ["--select", "+channel_roi", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
RESULT = """# Spark beside DuckDB

`benchmarks/spark.py`: {customers:,} customers with {transactions:,} transactions, generated as in `run.py`, raw
Parquet to `channel_roi`, without tests; {cores} cores for everything, Python {python}, Spark {spark}: a master, two
workers of one core and 2 GB and a Connect server of 2 GB. One round each, after a build of {small:,} customers.

| | wall s | CPU s of dbt | CPU s of Spark's processes |
| --- | --: | --: | --: |
{rows}
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=2_000_000)
    parser.add_argument("--small", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ltv-bench-spark-") as name:
        work = Path(name)
        rows = []
        for customers in (asked.small, asked.customers):
            data = shop(customers, work)
            ended = build(work, data, "duckdb", {"raw_data": "files", "data_dir": str(data)})
            rows.append(f"| DuckDB, {customers:,} customers | {ended.wall:.0f} | {ended.cpu:.0f} | |")
        with Cluster(work / "cluster") as cluster, connect(cluster.environment["SPARK_REMOTE"]) as spark:
            os.environ.update(cluster.environment)
            version = spark.version
            for customers in (asked.small, asked.customers):
                transactions = register(spark, work / str(customers), f"raw_{customers}")
                before = cpu_seconds(cluster)
                variables = {"raw_data": "tables", "raw_schema": f"raw_{customers}"}
                ended = build(work, work / str(customers), "spark", variables)
                spent = cpu_seconds(cluster) - before
                rows.append(f"| Spark, {customers:,} customers | {ended.wall:.0f} | {ended.cpu:.0f} | {spent:.0f} |")
                print("\n".join(rows), flush=True)
    facts = {"cores": os.cpu_count(), "python": platform.python_version(), "spark": version, "rows": "\n".join(rows)}
    text = RESULT.format(customers=asked.customers, transactions=transactions, small=asked.small, **facts)
    (HERE / "spark.md").write_text(text)


def build(work: Path, data: Path, target: str, variables: dict[str, str]) -> Run:
    """dbt build as from the second day on: the project is parsed before it is measured."""
    parsed = work / f"target_{target}_{data.name}"
    options = ["--target", target, "--vars", json.dumps(variables), "--target-path", str(parsed)]
    environment = {"LTV_DUCKDB_PATH": str(work / f"{data.name}.duckdb"), "LTV_SCHEMA": f"ltv_{data.name}"}
    run([str(BIN / "dbt"), "--quiet", "--log-level-file", "none", "parse", *options], environment)
    return run([str(BIN / "dbt"), "--quiet", "--log-level-file", "none", "build", *SELECTED, *options], environment)


def register(spark: SparkSession, folder: Path, schema: str) -> int:
    """The Parquet files of a shop as tables of the cluster; how many transactions they hold."""
    spark.sql(f"create schema if not exists {schema}").collect()
    for file in folder.glob("*.parquet"):
        spark.sql(f"create table {schema}.{file.stem} using parquet location '{file}'").collect()
    return spark.table(f"{schema}.transactions").count()


def cpu_seconds(cluster: Cluster) -> float:
    """Of all processes of the cluster so far, executors included: each of those started here leads a group."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) in cluster.groups:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


if __name__ == "__main__":
    main()
