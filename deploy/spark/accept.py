"""`make test-spark`: builds on a real cluster of two workers, whose marts are those of DuckDB.

CDNOW from tables of the cluster, then the sample shop twice, and during its second build a worker is killed: every
build ends green, what is kept between builds is kept, and counts and money are DuckDB's exactly, statistics to nine
digits. It takes a quarter of an hour, and ends with an AssertionError where something is amiss.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
from cluster import Cluster
from compare import differences
from dbt.adapters.spark_py.session import connect
from pyarrow import csv
from pyspark.sql import SparkSession

from ltv.data.cdnow import write_cdnow

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).parent / "dbt"
LAYERS = ("marts", "monitoring")
WINDOW = {"spend_window_days": 546}  # as in `make real`
KILLED_AFTER = "int_purchase_days"  # half of the SQL is to come, and all of the statistics


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ltv-spark-") as name:
        folder = Path(name)
        transactions = write_cdnow(folder / "cdnow")
        with Cluster(folder / "cluster") as cluster:
            told("a master, two workers and a Connect server are up")

            build(folder, "duckdb", "cdnow", {"raw_data": "files", "data_dir": str(transactions.parent), **WINDOW})
            with session(cluster) as spark:
                write_table(spark, "raw", "transactions", texts_of(transactions))
            build(folder, "spark", "cdnow", {"raw_data": "tables", "raw_schema": "raw", **WINDOW}, cluster)
            with session(cluster) as spark:
                compare(folder, spark, "cdnow")

            for _ in range(2):
                build(folder, "duckdb", "sample", {})
            build(folder, "spark", "sample", {}, cluster)
            build(folder, "spark", "sample", {}, cluster, during=lambda: cluster.kill_worker())
            if "Lost executor" not in cluster.log("connect"):
                raise AssertionError("Spark did not notice that a worker was killed")
            with session(cluster) as spark:
                compare(folder, spark, "sample")
        told("all as expected")


def build(
    folder: Path,
    target: str,
    schema: str,
    variables: Mapping[str, object],
    cluster: Cluster | None = None,
    during: Callable[[], None] | None = None,
) -> None:
    """dbt build with all of its tests. `during` is called in the midst of it."""
    database, logs = str(folder / f"{schema}.duckdb"), str(folder / "logs")
    own = {"LTV_DUCKDB_PATH": database, "LTV_SCHEMA": schema, "DBT_LOG_PATH": logs}
    command = [DBT, "--no-use-colors", "build", "--target", target, "--vars", json.dumps(variables)]
    command += ["--target-path", folder / "target", "--project-dir", PROJECT, "--profiles-dir", PROJECT]
    environment = {**os.environ, **own, **(cluster.environment if cluster else {})}
    started, lines = time.monotonic(), []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=folder) as dbt:
        assert dbt.stdout is not None
        for line in dbt.stdout:
            lines.append(line)
            if during and "OK created" in line and KILLED_AFTER in line:
                during()
                told("a worker is killed")
                during = None
    if dbt.returncode or (during is not None):
        raise AssertionError(f"the build of {schema} on {target} ended with {dbt.returncode}:\n{''.join(lines[-60:])}")
    seconds, counts = time.monotonic() - started, lines[-1].partition("Done. ")[2].strip()
    told(f"{schema} is built on {target} in {seconds:.0f} s: {counts}")


def compare(folder: Path, spark: SparkSession, schema: str) -> None:
    """Every relation of the marts and of what is watched, all columns but those that tell one build from another."""
    problems, rows, relations = [], 0, 0
    with duckdb.connect(str(folder / f"{schema}.duckdb"), read_only=True) as database:
        for layer in LAYERS:
            names = database.execute(
                "select table_name from information_schema.tables where table_schema = ? order by 1", [f"main_{layer}"]
            ).fetchall()
            for (name,) in names:
                expected = database.execute(f"select * from main_{layer}.{name}").to_arrow_table()
                problems += differences(f"{layer}.{name}", expected, spark.table(f"{schema}_{layer}.{name}").toArrow())
                rows, relations = rows + expected.num_rows, relations + 1
    if problems or not relations:
        raise AssertionError(f"{schema} on Spark is not {schema} on DuckDB:\n" + "\n".join(problems))
    told(f"{schema}: {relations} relations with {rows} rows are DuckDB's")


def session(cluster: Cluster) -> SparkSession:
    return connect(cluster.environment["SPARK_REMOTE"])


def texts_of(path: Path) -> pa.Table:
    """A CSV file with every value as the text it is, as DuckDB's reader takes it."""
    names = path.open(encoding="utf-8").readline().strip().split(",")
    return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())))


def write_table(spark: SparkSession, schema: str, name: str, table: pa.Table) -> None:
    spark.sql(f"create schema if not exists {schema}").collect()
    spark.createDataFrame(table).write.format("parquet").saveAsTable(f"{schema}.{name}")


def told(what: str) -> None:
    print(what, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the cluster is stopped too
    main()
