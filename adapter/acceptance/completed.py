"""What the suite leaves to the adapter: how PostgreSQL is asked, and Python models as postgres_py takes them."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import pytest
from conftest import ADAPTER, SUITE
from dbt.adapters.base.relation import BaseRelation
from dbt.tests.adapter.materialized_view import files
from dbt.tests.adapter.python_model import test_python_model as python_models
from dbt.tests.adapter.simple_seed import seeds
from dbt.tests.adapter.utils import fixture_date_spine
from dbt.tests.util import get_model_file, set_model_file

INDEXED = files.MY_MATERIALIZED_VIEW.replace(
    "materialized_view',", "materialized_view', indexes=[{'columns': ['id']}],"
)
INDEXES = """
select pg_get_indexdef(indexrelid) from pg_index
where indrelid = '{relation}'::regclass
"""
KIND = "select relkind from pg_class where oid = '{relation}'::regclass"
KINDS = {"r": "table", "v": "view", "m": "materialized_view"}


class MaterializedViews:
    """Its configuration is its indexes: those are what changes."""

    @pytest.fixture(scope="class", autouse=True)
    def models(self) -> dict[str, str]:
        return {"my_table.sql": files.MY_TABLE, "my_view.sql": files.MY_VIEW, "my_materialized_view.sql": INDEXED}

    @staticmethod
    def insert_record(project: Any, table: BaseRelation, record: tuple[int, int]) -> None:
        project.run_sql(f"insert into {table} (id, value) values {record}")

    @staticmethod
    def refresh_materialized_view(project: Any, materialized_view: BaseRelation) -> None:
        project.run_sql(f"refresh materialized view {materialized_view}")

    @staticmethod
    def query_row_count(project: Any, relation: BaseRelation) -> int:
        return int(project.run_sql(f"select count(*) from {relation}", fetch="one")[0])

    @staticmethod
    def query_relation_type(project: Any, relation: BaseRelation) -> str:
        return KINDS[project.run_sql(KIND.format(relation=relation), fetch="one")[0]]

    @staticmethod
    def check_start_state(project: Any, materialized_view: BaseRelation) -> None:
        assert _indexed(project, materialized_view) == ["(id)"]

    @staticmethod
    def check_state_alter_change_is_applied(project: Any, materialized_view: BaseRelation) -> None:
        assert _indexed(project, materialized_view) == ["(value)"]

    @staticmethod
    def change_config_via_alter(project: Any, materialized_view: BaseRelation) -> None:
        model = get_model_file(project, materialized_view)
        set_model_file(project, materialized_view, model.replace("['id']", "['value']"))


def _indexed(project: Any, relation: BaseRelation) -> list[str]:
    found = project.run_sql(INDEXES.format(relation=relation), fetch="all")
    return [definition[definition.index("(") :] for (definition,) in found]


class Hooks:
    """The suite expects `postgres` of the target's type, and has its data beside it."""

    @pytest.fixture(scope="class")
    def test_data_dir(self) -> Path:
        return SUITE / "hooks" / "data"

    def get_ctx_vars(self, *arguments: Any, **named: Any) -> Any:
        rows = super().get_ctx_vars(*arguments, **named)  # type: ignore[misc]
        for row in rows if isinstance(rows, list) else [rows]:
            assert row["target_type"] == ADAPTER
            row["target_type"] = "postgres"
        return rows


class MixedCaseDatabase:
    @pytest.fixture(scope="class")
    def dbt_profile_target(self, dbt_profile_target: dict[str, object]) -> dict[str, object]:
        return dbt_profile_target | {"dbname": "dbtMixedCase"}


class SeedWithByteOrderMark:
    @pytest.fixture(scope="class")
    def project(self, project: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
        folder = tmp_path_factory.mktemp("seeds")
        (folder / "seed_bom.csv").write_bytes(codecs.BOM_UTF8 + seeds.seed__actual_csv.strip().encode())
        project.test_dir = Path(folder)
        return project


class DateSpine:
    """The suite's model asks for the target's type: PostgreSQL needs its dates cast."""

    @pytest.fixture(scope="class")
    def models(self) -> dict[str, str]:
        model = fixture_date_spine.models__test_date_spine_sql.replace("'postgres'", f"'{ADAPTER}'")
        return {"test_date_spine.yml": fixture_date_spine.models__test_date_spine_yml, "test_date_spine.sql": model}


class PythonModel:
    @pytest.fixture(scope="class")
    def models(self) -> dict[str, str]:
        return {
            "schema.yml": python_models.schema_yml,
            "my_sql_model.sql": python_models.basic_sql,
            "my_versioned_sql_model_v1.sql": python_models.basic_sql,
            "my_python_model.py": python_models.basic_python.replace("df.limit(2)", "df.df().head(2)"),
            "second_sql_model.sql": python_models.second_sql,
        }


class IncrementalPythonModel:
    @pytest.fixture(scope="class")
    def models(self) -> dict[str, str]:
        model = python_models.incremental_python.replace('dbt.ref("m_1")', 'dbt.ref("m_1").df()')
        return {"m_1.sql": python_models.m_1, "incremental.py": model.replace("df.filter(df.id > 5)", "df[df.id > 5]")}


class PythonModelOfMeta:
    @pytest.fixture(scope="class")
    def models(self) -> dict[str, str]:
        def of_pandas(model: str) -> str:
            return "import pandas as pd\n" + model.replace(
                "session.createDataFrame(data, ", "pd.DataFrame(data, columns="
            )

        return {
            "meta_test.py": of_pandas(python_models.python_model_meta_get),
            "meta_from_schema.py": of_pandas(python_models.python_model_meta_from_schema),
            "schema.yml": python_models.schema_yml_with_meta,
        }
