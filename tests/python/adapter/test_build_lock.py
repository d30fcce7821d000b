"""One build at a time in a schema."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbt.adapters.postgres_py.lock import BuildLock
from tiny_project import Project, wait_until

MACRO = Path(__file__).parents[3] / "macros" / "validation" / "build_lock.sql"
LOCKS = "select count(*)::int as held from pg_locks where locktype = 'advisory'"
HOOK = "on-run-start: \"{{ build_lock(wait_seconds=var('wait', 30)) }}\"\n"


@pytest.fixture
def locked(project: Project) -> Project:
    """A project with the hook; its model counts the advisory locks that are held while it runs."""
    project.file("macros/build_lock.sql", MACRO.read_text())
    project.file("dbt_project.yml", (project.root / "dbt_project.yml").read_text() + HOOK)
    project.python("locks", f'def model(dbt, session):\n    return session.sql("{LOCKS}").df()\n')
    return project


@contextmanager
def held(project: Project) -> Iterator[BuildLock]:
    """Another build, as far as the lock goes."""
    lock = BuildLock()
    lock.hold(project.schema, project.postgres.connect(), wait_seconds=0)
    try:
        yield lock
    finally:
        lock.release()


def start(project: Project, target: str) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    folders = ["--project-dir", str(project.root), "--profiles-dir", str(project.root), "--target-path", target]
    command = [sys.executable, "-m", "dbt.cli.main", "build", *folders]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_the_lock_is_held_for_the_whole_run_and_no_longer(locked: Project) -> None:
    locked.build()
    assert locked.rows("select held from here.locks") == [(1,)]
    wait_until(lambda: locked.rows(LOCKS) == [(0,)])


def test_the_lock_goes_when_a_build_fails(locked: Project) -> None:
    locked.python("broken", "def model(dbt, session):\n    raise ValueError\n    return None\n")
    assert "ValueError" in locked.failures()["broken"]
    wait_until(lambda: locked.rows(LOCKS) == [(0,)])
    locked.build("--select", "locks")


def test_a_second_build_stops_with_a_message(locked: Project) -> None:
    with held(locked):
        result = locked.dbt("build", "--vars", "{wait: 0.2}")
    assert not result.success
    message = str(result.exception)
    assert f'schema "{locked.schema}" is being built by process ' in message
    assert "of user postgres" in message
    assert "waited 0.2 s" in message
    assert locked.rows(f"select 1 from pg_tables where schemaname = '{locked.schema}'") == []
    locked.build()


def test_a_second_build_waits_and_then_sees_what_the_first_made(locked: Project) -> None:
    """The first makes a table after the second has looked at the schema, which is when dbt fills its cache."""
    locked.python("late", 'import pandas as pd\n\n\ndef model(dbt, session):\n    return pd.DataFrame({"n": [2]})\n')

    def finish_first(first: BuildLock) -> None:
        wait_until(lambda: any("waiting up to" in message for message in locked.messages), seconds=60)
        locked.rows("create table here.late as select 1 as n")
        first.release()

    with held(locked) as first:
        thread = threading.Thread(target=finish_first, args=[first])
        thread.start()
        locked.build()
        thread.join()
    assert locked.rows("select n from here.late") == [(2,)]


def test_other_schemas_are_not_locked(locked: Project) -> None:
    other = f"{locked.schema}_other"
    with held(locked):
        locked.profile(schema=other)
        locked.build("--vars", "{wait: 0}")
    locked.rows(f"drop schema {other} cascade")


def test_dbt_test_does_not_ask_for_the_lock(locked: Project) -> None:
    locked.yaml("models: [{name: locks, columns: [{name: held, data_tests: [not_null]}]}]")
    locked.build()
    with held(locked):
        assert locked.dbt("test", "--vars", "{wait: 0}").success


def test_two_processes_that_start_at_once_both_succeed(locked: Project) -> None:
    """In an empty database: they race for the schema too."""
    locked.sql("raw", "{{ config(materialized='table') }} select n from generate_series(1, 1000) as n")
    locked.python("fit", 'def model(dbt, session):\n    return dbt.ref("raw").df()\n')
    builds = [start(locked, f"target_{i}") for i in range(2)]
    outputs = [build.communicate(timeout=120)[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], outputs
    assert locked.rows("select held from here.locks") == [(1,)]
    assert locked.rows("select count(*) from here.fit") == [(1000,)]


def test_a_killed_build_leaves_no_lock(locked: Project) -> None:
    locked.python("slow", "import time\n\n\ndef model(dbt, session):\n    time.sleep(60)\n    return None\n")
    build = start(locked, "target")
    try:
        wait_until(lambda: locked.rows(LOCKS) == [(1,)], seconds=60)
    finally:
        build.kill()
        build.communicate()
    wait_until(lambda: locked.rows(LOCKS) == [(0,)])
