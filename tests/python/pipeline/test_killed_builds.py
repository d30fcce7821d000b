"""Whatever becomes of a build, who polls the marts sees each of them old or new, and no row of history is lost."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from server import Postgres
from tiny_project import wait_until

PROJECT = Path(__file__).parents[3]
SCRIPT = PROJECT / "tests" / "python" / "builds.py"
MODELS = "+channel_roi +input_audit +history"
AS_IT_WAS = "channel_intervals"  # that only computes, for a third of a build: the first one's stay
KILLS = 12
GREEN_EVERY = 6  # so many killed builds leave their debris to the next
SEED = 4
PAUSE = 0.05  # seconds between two looks at the marts: the builds need the processor too

# A history as dbt keeps one, appended by an incremental model; and a Python model that fails on demand.
HISTORY = """
{{ config(materialized="incremental") }}
select '{{ invocation_id }}' as build, sum(realised_value) as value from {{ ref("customer_ltv") }}
"""
MODEL = "def model(dbt, session):\n"
FAILS = f"""
import os


{MODEL}    if "LTV_TEST_RAISES" in os.environ:
        raise ValueError("no")
"""

# Every price is doubled, or the old one again, before each build, so that it makes other marts than the last.
PRICES = """
create table killed_shop.prices as select 1 as factor;
create view killed_shop.transactions as
select transaction_id, customer_id, ordered_at, cast(amount as numeric) * factor as amount
from killed_shop.orders cross join killed_shop.prices
where amount ~ '^[0-9.]+$'
"""
CHANGE_PRICES = "update killed_shop.prices set factor = 3 - factor"

MARTS = """
select nspname || '.' || relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where nspname in ('killed_marts', 'killed_monitoring') and relkind = 'r' order by 1
"""


@dataclass(frozen=True)
class Builds:
    """The process that forks builds of a copy of the project."""

    process: subprocess.Popen[str]
    server: Postgres

    def start(self, exclude: str = AS_IT_WAS, **environment: str) -> int:
        """The build's process id, once it is past its start-up: dbt has the lock, and models run."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"exclude": exclude, **environment}) + "\n")
        self.process.stdin.flush()
        pid = int(self.answer())
        wait_until(lambda: bool(self.server.rows("select 1 from pg_locks where locktype = 'advisory'")), seconds=60)
        return pid

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def green(self, exclude: str = AS_IT_WAS) -> float:
        """A build that nobody disturbs; how long its models took."""
        self.start(exclude)
        started = time.monotonic()
        assert self.answer() == "0"
        return time.monotonic() - started


@dataclass
class Reader:
    """Polls every mart, as the BI role does, in a thread of its own."""

    server: Postgres
    marts: list[str]
    seen: dict[str, set[str]] = field(default_factory=dict)  # by mart, what it was when it was looked at
    history: set[str] = field(default_factory=set)  # every build that history ever had
    lost: list[set[str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    polls: int = 0

    def poll(self, stop: threading.Event) -> None:
        where = {"host": self.server.host, "port": self.server.port, "dbname": self.server.dbname}
        connection = psycopg2.connect(user="killed_reader", **where)
        connection.autocommit = True
        with connection.cursor() as cursor:
            while not stop.wait(PAUSE):
                try:
                    self.look(cursor)
                except psycopg2.Error as error:  # no table, no grant: a reader met half a swap
                    self.problems.append(str(error))
        connection.close()

    def look(self, cursor: Any) -> None:
        for mart in self.marts:
            cursor.execute(content_of(mart))
            self.seen.setdefault(mart, set()).add(cursor.fetchone()[0])
        cursor.execute("select build from killed_monitoring.history")
        builds = {build for (build,) in cursor.fetchall()}
        if not self.history <= builds:
            self.lost.append(self.history - builds)
        self.history |= builds
        self.polls += 1


def content_of(mart: str) -> str:
    row = "cast(mart as text)"
    return f"select coalesce(md5(string_agg({row}, ',' order by {row})), '') from {mart} as mart"


def content(server: Postgres, marts: list[str]) -> dict[str, str]:
    return {mart: str(server.rows(content_of(mart))[0][0]) for mart in marts}


@contextmanager
def watched(server: Postgres, marts: list[str]) -> Iterator[Reader]:
    reader, stop = Reader(server, marts), threading.Event()
    thread = threading.Thread(target=reader.poll, args=[stop])
    thread.start()
    try:
        yield reader
    finally:
        stop.set()
        thread.join()


def copy_project(folder: Path) -> None:
    """The project as it is, with a history beside its own monitoring and a Python model that fails on demand."""
    for name in ("models", "python_models", "macros", "seeds", "tests/dbt"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, folder)
    (folder / "models/marts/monitoring/history.sql").write_text(HISTORY)
    model = folder / "python_models/predictions/purchase_model_fits.py"
    assert model.read_text().count(MODEL) == 1
    model.write_text(model.read_text().replace(MODEL, FAILS))


def load_shop(server: Postgres) -> None:
    """A tenth of the sample shop's customers, in a schema of their own."""
    connection = server.connect()
    with connection.cursor() as cursor:
        cursor.execute("drop schema if exists killed_shop cascade; create schema killed_shop")
        for name in ("transactions", "customers", "ad_spend"):
            with open(PROJECT / f"seeds/sample/raw_{name}.csv", newline="") as file:
                columns, *rows = csv.reader(file)
            owner = columns.index("customer_id") if "customer_id" in columns else None
            few = [row for row in rows if owner is None or row[owner].endswith("0")]
            table = "orders" if name == "transactions" else name
            cursor.execute(f"create table killed_shop.{table} ({', '.join(f'{column} text' for column in columns)})")
            values = ", ".join(["nullif(%s, '')"] * len(columns))
            cursor.executemany(f"insert into killed_shop.{table} values ({values})", few)
        cursor.execute(PRICES)
    connection.close()


@pytest.fixture(scope="module")
def builds(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    folder = tmp_path_factory.mktemp("killed")
    copy_project(folder)
    load_shop(postgres)
    postgres.rows("drop role if exists killed_reader; create role killed_reader login")
    variables = {"raw_data": "tables", "raw_schema": "killed_shop", "bi_role": "killed_reader"}
    variables |= {"backtest_cut_offs": [], "calendar": "off"}  # they take half of a build's time and write nothing else
    options = ["--target", "postgres", "--log-level-file", "none", "--vars", json.dumps(variables)]
    environment = {**os.environ, **postgres.environment, "LTV_SCHEMA": "killed"}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)  # who is killed tells nothing of what ran
    command = [sys.executable, str(SCRIPT), MODELS, *options]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, env=environment, **pipes) as process:
        made = Builds(process, postgres)
        assert made.answer() == "True"
        yield made
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="module")
def contents(builds: Builds) -> list[dict[str, str]]:
    """What the marts hold before and after every price doubled, as undisturbed builds have them."""
    server = builds.server
    builds.green(exclude="")
    marts = [str(row[0]) for row in server.rows(MARTS) if row[0] != "killed_monitoring.history"]
    first = content(server, marts)
    server.rows(CHANGE_PRICES)
    builds.green()
    return [first, content(server, marts)]


def check(reader: Reader, contents: list[dict[str, str]], server: Postgres) -> None:
    """Nothing torn was seen, and nothing is lost."""
    assert reader.problems == []
    assert reader.polls > 0
    for mart, seen in reader.seen.items():
        assert seen <= {known[mart] for known in contents}, mart
    assert reader.lost == []
    assert reader.history <= {str(row[0]) for row in server.rows("select build from killed_monitoring.history")}


def test_killed_builds_leave_each_mart_old_or_new(builds: Builds, contents: list[dict[str, str]]) -> None:
    server, marts = builds.server, list(contents[0])
    assert {"killed_marts.customer_ltv", "killed_marts.channel_roi", "killed_monitoring.input_audit"} <= set(marts)
    assert contents[0]["killed_marts.channel_roi"] != contents[1]["killed_marts.channel_roi"]
    moments, killed = random.Random(SEED), 0
    with watched(server, marts) as reader:
        seconds = builds.green()
        while killed < KILLS:
            server.rows(CHANGE_PRICES)
            pid = builds.start()
            time.sleep(moments.uniform(0, 0.9 * seconds))
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(pid, signal.SIGKILL)
            killed += builds.answer() == str(-signal.SIGKILL)
            wait_until(lambda: server.rows("select 1 from pg_locks where locktype = 'advisory'") == [])
            if killed % GREEN_EVERY == 0:
                builds.green()
    check(reader, contents, server)
    assert content(server, marts) in contents
    assert len(reader.history) > KILLS / GREEN_EVERY
    assert max(len(seen) for seen in reader.seen.values()) == 2  # the reader was there when marts were swapped


def fail(builds: Builds, contents: list[dict[str, str]], **environment: str) -> None:
    """A build that ends in an error leaves the old customer_ltv, and channel_roi with it; the next one is green."""
    server, marts = builds.server, ["killed_marts.customer_ltv", "killed_marts.channel_roi"]
    before = content(server, marts)
    server.rows(CHANGE_PRICES)
    with watched(server, marts) as reader:
        builds.start(**environment)
        assert builds.answer() == "1"
    assert content(server, marts) == before
    check(reader, contents, server)


def test_a_python_model_that_raises_leaves_the_old_marts(builds: Builds, contents: list[dict[str, str]]) -> None:
    fail(builds, contents, LTV_TEST_RAISES="1")
    builds.green()
    assert content(builds.server, list(contents[0])) in contents


def test_a_statement_timeout_leaves_the_old_marts(builds: Builds, contents: list[dict[str, str]]) -> None:
    """Somebody keeps the mart open, so that the new one cannot take its place in time."""
    with closing(builds.server.connect()) as connection:
        connection.autocommit = False
        connection.cursor().execute("select * from killed_marts.customer_ltv")
        fail(builds, contents, PGOPTIONS="-c statement_timeout=2s")
    builds.green()
    assert content(builds.server, list(contents[0])) in contents


def test_a_lost_connection_leaves_each_mart_old_or_new(builds: Builds, contents: list[dict[str, str]]) -> None:
    server, marts = builds.server, list(contents[0])
    moments = random.Random(SEED)
    with watched(server, marts) as reader:
        for _ in range(3):
            server.rows(CHANGE_PRICES)
            builds.start()
            time.sleep(moments.uniform(0, 1))
            server.rows("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dbt'")
            assert builds.answer() in "01"  # it may have been between two statements
        builds.green()
    check(reader, contents, server)
    assert content(server, marts) in contents
