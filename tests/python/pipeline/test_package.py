"""The project as a package of another one: its variables, its models, its data tests; and dbt called from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

PROJECT = Path(__file__).parents[3]

SETTINGS = {
    "name": "parent",
    "version": "1.0.0",
    "config-version": 2,
    "profile": "parent",
    "flags": {"send_anonymous_usage_stats": False},
    "vars": {
        "own_variable": "of the parent",
        "ltv_monitor": {"raw_data": "files", "data_dir": "shop", "gross_margin": 0.5},
    },
}
PROFILE = {
    "type": "duckdb",
    "path": "parent.duckdb",
    "threads": 2,
    "plugins": [{"module": "ltv.inputs.plugin"}],
}
ORDERS = "transaction_id,customer_id,ordered_at,amount\n" + "".join(
    f"t{number},c{number % 9},2024-{number % 12 + 1:02d}-{number % 28 + 1:02d},{number}.50\n" for number in range(60)
)


@dataclass(frozen=True)
class Parent:
    """A project that has this one as a package, in a folder of its own."""

    folder: Path

    def dbt(self, *arguments: str) -> Sequence[str]:
        """Run dbt in the folder, which must succeed -> what was built."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            ended = dbtRunner().invoke(["--quiet", "--log-level-file", "none", *arguments])
        DuckDBConnectionManager.close_all_connections()
        results = getattr(ended.result, "results", None) or []
        assert ended.success, ended.exception or [one.message for one in results if one.message]
        return [one.node.name for one in results if hasattr(one, "node")]

    def rows(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.folder / "parent.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Parent:
    folder = tmp_path_factory.mktemp("parent")
    files = {
        "dbt_project.yml": yaml.safe_dump(SETTINGS),
        "packages.yml": yaml.safe_dump({"packages": [{"local": str(PROJECT)}]}),
        "profiles.yml": yaml.safe_dump({"parent": {"target": "dev", "outputs": {"dev": PROFILE}}}),
        "models/best.sql": "select channel, customers from {{ ref('ltv_monitor', 'channel_roi') }}",
        "shop/transactions.csv": ORDERS,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    parent = Parent(folder)
    parent.dbt("deps")
    return parent


def test_a_parent_builds_it_with_its_own_variables_and_those_it_sets_for_the_package(parent: Parent) -> None:
    built = parent.dbt("build", "--exclude-resource-type", "unit_test", "--vars", "{own_variable: another}")
    assert "best" in built
    assert "budget_advice_splits_what_was_spent" in built
    assert not [name for name in built if name.startswith("raw_")]  # the sample's seeds are not enabled
    assert parent.rows("select channel, customers from main.best") == [("unattributed", 9)]
    assert parent.rows("select gross_margin from main_monitoring.build_context") == [(0.5,)]


def test_called_from_elsewhere_it_writes_into_the_projects_folder_and_an_empty_build_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("models", "python_models", "macros", "seeds", "tests", "dbt_project.yml", "profiles.yml"):
        (project / name).symlink_to(PROJECT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LTV_DUCKDB_PATH", raising=False)
    places = ["--project-dir", "project", "--profiles-dir", "project", "--log-level-file", "none"]
    ended = dbtRunner().invoke(["--quiet", "build", "--empty", *places])
    DuckDBConnectionManager.close_all_connections()
    assert ended.success, ended.exception or [one.message for one in ended.result if one.message]
    assert (project / "ltv.duckdb").is_file()
    assert not (tmp_path / "ltv.duckdb").exists()
