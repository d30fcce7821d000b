"""Everything here runs on a real server: nothing is mocked."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from server import Postgres
from tiny_project import PROJECT, Project, wait_until

SCHEMAS = count(1)


@pytest.fixture
def project(tmp_path: Path, postgres: Postgres) -> Iterator[Project]:
    made = Project(tmp_path, f"test_{next(SCHEMAS)}", postgres)
    made.file("dbt_project.yml", PROJECT)
    made.profile()
    yield made
    wait_until(lambda: not postgres.rows("select 1 from pg_stat_activity where application_name = 'dbt'"))
    postgres.rows(f"drop schema if exists {made.schema} cascade")
