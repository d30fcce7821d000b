"""Whole builds of the project, in this process: in throw-away DuckDB files, or on a throw-away PostgreSQL server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult
from parsed import Parsed
from server import Postgres

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Warehouse:
    """A built DuckDB file, and what dbt said."""

    path: Path
    result: dbtRunnerResult

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def frame(self, sql: str) -> pd.DataFrame:
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(sql).df()

    @property
    def messages(self) -> str:
        return messages(self.result)


@dataclass(frozen=True)
class PostgresWarehouse:
    """Schemas that begin with `schema` on a server, and what dbt said."""

    server: Postgres
    schema: str
    result: dbtRunnerResult

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query in which `main_` stands for the prefix of the schemas, as it does on DuckDB."""
        return self.server.rows(sql.replace("main_", f"{self.schema}_"))

    @property
    def messages(self) -> str:
        return messages(self.result)


def messages(result: dbtRunnerResult) -> str:
    """What failed: the exception, or else one message per node."""
    if result.exception is not None:
        return str(result.exception)
    failed = [one for one in result.result if one.status not in ("success", "pass")]
    return "\n".join(f"{one.node.name}: {one.message}" for one in failed)


Build = Callable[..., Warehouse]

MODELS_ONLY = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


WITHOUT_A_PAST = {"backtest_cut_offs": [], "calendar": "off"}
"""A build with variables of its own asserts something else than the backtest, which takes half of a build's time."""


def with_defaults(variables: dict[str, Any], past: bool) -> dict[str, Any]:
    return variables if past or not variables else WITHOUT_A_PAST | variables


@pytest.fixture(scope="session")
def build(parsed: Parsed, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build(*arguments, **variables) runs `dbt build` into a new file, or into `database`.

    Data tests are run unless `models_only`, and unit tests, whose rows are their own, where no variable is given.
    `past`: whether a build with variables of its own forecasts the past and looks for a season too.
    """

    def run(
        *arguments: str, models_only: bool = False, past: bool = False, database: Path | None = None, **variables: Any
    ) -> Warehouse:
        if variables:
            arguments += ("--exclude-resource-type", "unit_test")
        variables = with_defaults(variables, past)
        folder = tmp_path_factory.mktemp("build")
        database = database or folder / "ltv.duckdb"
        if models_only:
            arguments += ("--exclude-resource-type", "test")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LTV_DUCKDB_PATH", str(database))
            patch.chdir(PROJECT)
            options = [
                *("--target-path", str(folder / "target")),
                *("--log-level-file", "none"),
                "--no-write-json",
                *("--threads", "1"),  # there is a process a core, and two threads of small nodes wait for each other
                *("--vars", json.dumps(variables)),
            ]
            runner = dbtRunner(manifest=parsed.manifest(variables))
            result = runner.invoke(["--quiet", "build", *arguments, *options])
        DuckDBConnectionManager.close_all_connections()
        return Warehouse(database, result)

    return run


@pytest.fixture(scope="session")
def build_on_postgres(
    parsed: Parsed, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., PostgresWarehouse]:
    """build_on_postgres(schema, *arguments, **variables) runs `dbt build`, data tests and unit tests included.

    With a `target` of its own the build parses the project and writes all its artifacts there, as a user's does.
    """

    def run(
        schema: str,
        *arguments: str,
        models_only: bool = False,
        past: bool = False,
        target: Path | None = None,
        **variables: Any,
    ) -> PostgresWarehouse:
        variables = with_defaults(variables, past)
        if models_only:
            arguments += MODELS_ONLY
        with pytest.MonkeyPatch.context() as patch:
            folder = target or tmp_path_factory.mktemp("target")
            patch.setenv("LTV_DUCKDB_PATH", str(folder / "ltv.duckdb"))
            for name, value in {**postgres.environment, "LTV_SCHEMA": schema}.items():
                patch.setenv(name, value)
            patch.chdir(PROJECT)
            options = [
                *("--target", "postgres"),
                *("--target-path", str(folder)),
                *("--log-level-file", "none"),
                *("--vars", json.dumps(variables)),
            ]
            if target is None:
                options.append("--no-write-json")
                runner = dbtRunner(manifest=parsed.manifest(variables, "--target", "postgres"))
            else:
                runner = dbtRunner()
            result = runner.invoke(["--quiet", "build", *options, *arguments])
        return PostgresWarehouse(postgres, schema, result)

    return run


@pytest.fixture(scope="session")
def build_rows(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build_rows({relation: frame}, ...) builds from files that hold just these rows, and must succeed."""

    def run(relations: dict[str, pd.DataFrame], *arguments: str, **variables: Any) -> Warehouse:
        folder = tmp_path_factory.mktemp("data")
        for name, rows in relations.items():
            rows.to_csv(folder / f"{name}.csv", index=False)
        warehouse = build(*arguments, raw_data="files", data_dir=str(folder), **variables)
        assert warehouse.result.success, warehouse.messages
        return warehouse

    return run


@pytest.fixture(scope="session")
def sample(build: Build) -> Warehouse:
    """The sample shop by all defaults, as a newcomer builds it, with every data test and unit test."""
    return build()


@pytest.fixture(scope="session")
def sample_on_postgres(postgres: Postgres, build_on_postgres: Callable[..., PostgresWarehouse]) -> PostgresWarehouse:
    """The sample shop with every data test and a BI role. A second build swaps the marts, which have grants already."""
    postgres.rows("create role bi_reader login")
    built = build_on_postgres("access", past=True, bi_role="bi_reader")
    assert built.result.success, built.messages
    built = build_on_postgres("access", "--select", "marts", models_only=True, past=True, bi_role="bi_reader")
    assert built.result.success, built.messages
    return built


@pytest.fixture(scope="session")
def pareto(build: Build) -> Warehouse:
    """The sample shop by Pareto/NBD, whose p_alive has no closed form, with every data test."""
    return build(purchase_model="pareto_nbd")


@pytest.fixture
def checked(build, tmp_path):
    """checked(variables) builds what `ltv check` does, from the files in tmp_path; or models that are named first."""

    def run(*selected: str, **variables):
        return build(
            *("--select", *(selected or ("+input_warnings", "+rejected_rows"))),
            models_only=True,
            raw_data="files",
            data_dir=str(tmp_path),
            **variables,
        )

    return run
