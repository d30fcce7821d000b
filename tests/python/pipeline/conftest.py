"""Whole builds of the project in throw-away DuckDB files, in this process."""

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
        """What failed: the exception, or else one message per node."""
        if self.result.exception is not None:
            return str(self.result.exception)
        failed = [one for one in self.result.result if one.status not in ("success", "pass")]
        return "\n".join(f"{one.node.name}: {one.message}" for one in failed)


Build = Callable[..., Warehouse]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build(*arguments, **variables) runs `dbt build` into a new file, or into `database`.

    Data tests and unit tests are run unless `models_only`.
    """

    def run(*arguments: str, models_only: bool = False, database: Path | None = None, **variables: Any) -> Warehouse:
        folder = tmp_path_factory.mktemp("build")
        database = database or folder / "ltv.duckdb"
        if models_only:
            arguments += ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LTV_DUCKDB_PATH", str(database))
            patch.chdir(PROJECT)
            options = [
                "--target-path",
                str(folder / "target"),
                "--log-level-file",
                "none",
                "--vars",
                json.dumps(variables),
            ]
            result = dbtRunner().invoke(["--quiet", "build", *arguments, *options])
        DuckDBConnectionManager.close_all_connections()
        return Warehouse(database, result)

    return run


@pytest.fixture(scope="session")
def build_rows(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """build_rows({relation: frame}, **variables) builds from files that hold just these rows, and must succeed."""

    def run(relations: dict[str, pd.DataFrame], **variables: Any) -> Warehouse:
        folder = tmp_path_factory.mktemp("data")
        for name, rows in relations.items():
            rows.to_csv(folder / f"{name}.csv", index=False)
        warehouse = build(raw_data="files", data_dir=str(folder), **variables)
        assert warehouse.result.success, warehouse.messages
        return warehouse

    return run
