"""A private PostgreSQL server as dbt Labs' acceptance suite expects it: its databases, users and profile."""

import os
from collections.abc import Iterator
from pathlib import Path

import dbt.tests.adapter
import pytest
from exceptions import EXCEPTIONS
from quick import leave_askers_unnamed
from server import Postgres, postgres  # the fixture is found by its name in this module

__all__ = ["postgres"]

pytest_plugins = ["dbt.tests.fixtures.project"]

# `stock` runs dbt-postgres itself: whatever fails there as well is no fault of this adapter's.
ADAPTER = {"stock": "postgres", "": "postgres_py"}[os.environ.get("LTV_ACCEPTANCE", "")]
SUITE = Path(next(iter(dbt.tests.adapter.__path__)))
GRANTED = ("dbt_test_user_1", "dbt_test_user_2", "dbt_test_user_3")


def pytest_configure() -> None:
    leave_askers_unnamed()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        name = f"{item.cls.suite_name}.{item.name}"  # type: ignore[attr-defined]
        reasons = [reason for start, reason in EXCEPTIONS.items() if name.startswith(start)]
        if reasons:
            item.add_marker(pytest.mark.xfail(reason=reasons[0], strict=True))


@pytest.fixture(scope="session", autouse=True)
def expected_of_the_server(postgres: Postgres) -> Iterator[None]:
    for statement in (
        "create role root superuser login",
        *(f"create role {user}" for user in GRANTED),
        "create database dbt",
        'create database "dbtMixedCase"',
    ):
        postgres.rows(statement)
    with pytest.MonkeyPatch.context() as patch:
        for user in GRANTED:
            patch.setenv(user.upper(), user)
        yield


@pytest.fixture(scope="class")
def dbt_profile_target(postgres: Postgres) -> dict[str, object]:
    return {
        "type": ADAPTER,
        "threads": 4,
        "host": postgres.host,
        "port": postgres.port,
        "user": "root",
        "pass": "",
        "dbname": "dbt",
    }


@pytest.fixture(scope="class")
def unique_schema(request: pytest.FixtureRequest, prefix: str) -> str:
    """Named after the suite's own module, as some of its tests expect."""
    return f"{prefix}_{request.cls.suite_module}"


@pytest.fixture(scope="class")
def test_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the suite may write; it makes the folder."""
    return tmp_path_factory.mktemp("suite") / "data"


@pytest.fixture(scope="class")
def logs_dir(tmp_path_factory: pytest.TempPathFactory, monkeypatch_class: pytest.MonkeyPatch) -> str:
    """In the temporary folder, not in the project."""
    folder = str(tmp_path_factory.mktemp("logs"))
    monkeypatch_class.setenv("DBT_LOG_PATH", folder)
    return folder


@pytest.fixture(scope="class")
def monkeypatch_class() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch
