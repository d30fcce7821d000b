"""Python models in a dbt build: all that dbt does for SQL models, it does for them."""

import json
from pathlib import Path

import pytest
from tiny_project import Project

RAW = "select day, day * 1.5 as value from generate_series(1, {{ var('days', 3) }}) as day"
FIT = """
    def model(dbt, session):
        return dbt.ref("raw").df()
"""
INDEXES = "select indexdef from pg_indexes where schemaname || '.' || tablename = 'here.fit'"


@pytest.fixture
def fitted(project: Project) -> Project:
    project.sql("raw", RAW)
    project.python("fit", FIT)
    return project


def test_a_model_reads_refs_sources_configuration_and_its_own_name(project: Project) -> None:
    project.postgres.rows(f"create schema {project.schema}")
    project.rows("create table here.shop as select 7 as n")
    project.sql("raw", "select 1.25 as x, 'a' as segment")
    project.python(
        "fit",
        """
        import pandas as pd


        def model(dbt, session):
            raw = dbt.ref("raw").df()
            n = dbt.source("shops", "shop").df()["n"]
            largest = session.sql("select max(n) as n from generate_series(1, 5) as n").df()["n"]
            chosen = dbt.config.meta_get("chosen")
            kind = dbt.config.get("materialized")
            return pd.DataFrame(
                {
                    "segment": raw["segment"],
                    "sum": raw["x"] + n + largest,
                    "chosen": chosen,
                    "kind": kind,
                    "here": str(dbt.this),
                    "incremental": dbt.is_incremental,
                }
            )
        """,
    )
    project.yaml(
        f"""
        sources: [{{name: shops, schema: {project.schema}, tables: [{{name: shop}}]}}]
        models: [{{name: fit, config: {{meta: {{chosen: "{{{{ var('chosen', 'default') }}}}"}}}}}}]
        """
    )
    project.build("--vars", "{chosen: bg_nbd}")
    here = f'"postgres"."{project.schema}"."fit"'
    assert project.rows("select * from here.fit") == [("a", 13.25, "bg_nbd", "table", here, False)]


def test_a_model_may_return_an_arrow_table(project: Project) -> None:
    """Whole numbers beyond 2 ** 53 keep their digits beside a null."""
    project.python(
        "fit",
        """
        import pyarrow


        def model(dbt, session):
            return pyarrow.table({"n": [2**53 + 1, None], "name": ["a", "b"]})
        """,
    )
    project.build()
    assert project.rows("select * from here.fit order by name") == [(2**53 + 1, "a"), (None, "b")]


def test_a_model_may_return_a_ref(project: Project) -> None:
    project.sql("raw", "select 1 as x")
    project.python("fit", 'def model(dbt, session):\n    return dbt.ref("raw")\n')
    project.build()
    assert project.rows("select * from here.fit") == [(1,)]


def test_yaml_decides_types_and_names_keep_their_case(project: Project) -> None:
    project.sql("raw", """select 3 as "T", 2.5 as "Mean Value", date '2024-02-29' as day""")
    project.python(
        "fit",
        """
        def model(dbt, session):
            frame = dbt.ref("raw").df()
            frame["T"] = frame["T"] / 1
            return frame
        """,
    )
    project.yaml(
        """
        models:
          - name: fit
            columns:
              - {name: T, data_type: integer, quote: true}
              - {name: day, data_type: date}
              - {name: absent, data_type: text}
        """
    )
    project.sql("above", """select "T" + 1 as t from {{ ref('fit') }}""")
    project.build()
    assert project.types("fit") == {"T": "integer", "Mean Value": "double precision", "day": "date"}
    assert project.rows("select * from here.above") == [(4,)]


def test_an_empty_frame_makes_an_empty_table(fitted: Project) -> None:
    fitted.build("--vars", "{days: 0}")
    assert fitted.types("fit") == {"day": "bigint", "value": "double precision"}
    assert fitted.rows("select * from here.fit") == []


def test_a_table_is_replaced_with_indexes_grants_comments_and_hooks(fitted: Project) -> None:
    fitted.postgres.rows("drop role if exists analyst; create role analyst")
    fitted.yaml(
        """
        models:
          - name: fit
            description: One row a day.
            columns: [{name: value, description: "What it's \\"worth\\""}]
            config:
              indexes: [{columns: [day], unique: true}]
              grants: {select: [analyst]}
              persist_docs: {relation: true, columns: true}
              pre_hook: "create table if not exists {{ target.schema }}.hooks as select 0 as day"
              post_hook: "insert into {{ target.schema }}.hooks select max(day) from {{ this }}"
        """
    )
    for days in (2, 3):
        fitted.build("--vars", f"{{days: {days}}}")
        assert len(fitted.rows("select * from here.fit")) == days
        assert [index.split(" USING ")[1] for (index,) in fitted.rows(INDEXES)] == ["btree (day)"]
        assert fitted.rows("select has_table_privilege('analyst', 'here.fit', 'select')") == [(True,)]
        assert fitted.rows(
            "select obj_description('here.fit'::regclass), col_description('here.fit'::regclass, 2)"
        ) == [("One row a day.", 'What it\'s "worth"')]
    assert fitted.rows("select * from here.hooks") == [(0,), (2,), (3,)]
    left = f"relname like '%__dbt_%' and relkind in ('r', 'v') and relnamespace = '{fitted.schema}'::regnamespace"
    assert fitted.rows(f"select relname from pg_class where {left}") == []


def test_a_model_sees_what_its_pre_hook_did(project: Project) -> None:
    """In the same transaction: what the hook did goes, if the model fails."""
    project.rows(f"create schema {project.schema}; create table here.hooks as select 0 as n")
    project.python(
        "fit",
        """
        def model(dbt, session):
            fail = dbt.config.meta_get("fail")
            frame = session.sql(f"select * from {dbt.this.schema}.hooks").df()
            if fail:
                raise RuntimeError(f"as asked, having seen {len(frame)} rows")
            return frame
        """,
    )
    project.yaml(
        """
        models:
          - name: fit
            config:
              meta: {fail: "{{ var('fail', false) }}"}
              pre_hook: "insert into {{ target.schema }}.hooks values (1)"
        """
    )
    project.build()
    assert project.rows("select * from here.fit") == [(0,), (1,)]
    assert "as asked, having seen 3 rows" in project.failures("--vars", "{fail: true}")["fit"]
    assert project.rows("select * from here.hooks") == [(0,), (1,)]


def test_a_table_becomes_a_view_and_a_table_again(fitted: Project) -> None:
    fitted.build()
    (fitted.root / "models/fit.py").unlink()
    fitted.sql("fit", "{{ config(materialized='view') }} select * from {{ ref('raw') }} where day = 1")
    fitted.build()
    assert fitted.rows("select relkind::text from pg_class where oid = 'here.fit'::regclass") == [("v",)]
    (fitted.root / "models/fit.sql").unlink()
    fitted.python("fit", FIT)
    fitted.build()
    assert fitted.rows("select relkind::text from pg_class where oid = 'here.fit'::regclass") == [("r",)]
    assert len(fitted.rows("select * from here.fit")) == 3


def test_an_incremental_model_adds_updates_and_starts_afresh(project: Project) -> None:
    project.sql("raw", "select day, {{ var('days') }} as built from generate_series(1, {{ var('days') }}) as day")
    project.python(
        "log",
        """
        def model(dbt, session):
            dbt.config(materialized="incremental", unique_key="day")
            frame = dbt.ref("raw").df()
            if dbt.is_incremental:
                last = session.sql(f"select max(day) as day from {dbt.this}").df()["day"][0]
                frame = frame[frame["day"] >= last]
            return frame
        """,
    )
    project.build("--vars", "{days: 2}")
    project.build("--vars", "{days: 3}")
    assert sorted(project.rows("select * from here.log")) == [(1, 2), (2, 3), (3, 3)]
    project.build("--vars", "{days: 4}", "--full-refresh")
    assert sorted(project.rows("select * from here.log")) == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_incremental_model_takes_up_new_columns(project: Project) -> None:
    project.python(
        "log",
        """
        import pandas as pd


        def model(dbt, session):
            dbt.config(materialized="incremental", on_schema_change="append_new_columns")
            return pd.DataFrame({"a": [1], "b": ["x"]} if dbt.is_incremental else {"a": [0]})
        """,
    )
    project.build()
    project.build()
    assert sorted(project.rows("select * from here.log")) == [(0, None), (1, "x")]


def test_a_contract_holds_on_the_sql_model_above(fitted: Project) -> None:
    fitted.sql("above", "{{ config(materialized='table') }} select day, value from {{ ref('fit') }}")
    fitted.yaml(
        """
        models:
          - name: above
            config: {contract: {enforced: true}}
            columns:
              - {name: day, data_type: bigint, constraints: [{type: not_null}]}
              - {name: value, data_type: "{{ var('type', 'double precision') }}"}
        """
    )
    fitted.build()
    assert fitted.types("above") == {"day": "bigint", "value": "double precision"}
    assert "contract" in fitted.failures("--vars", "{type: integer}")["above"]


def test_models_run_side_by_side(project: Project) -> None:
    """Four threads, each on its own connection and with its own temporary table."""
    project.sql("raw", "select n from generate_series(1, 20000) as n")
    for i in range(6):
        project.python(
            f"fit_{i}",
            f'def model(dbt, session):\n    frame = dbt.ref("raw").df()\n    return frame[["n"]] * {i}\n',
        )
    project.build("--threads", "4")
    for i in range(6):
        assert project.rows(f"select count(*), sum(n) from here.fit_{i}") == [(20_000, i * 200_010_000)]


def test_nothing_is_idle_in_a_transaction_while_a_model_computes(project: Project) -> None:
    project.sql("raw", "select pg_backend_pid() as pid")
    project.python(
        "fit",
        f"""
        import pandas as pd
        import psycopg2


        def model(dbt, session):
            pid = dbt.ref("raw").df()["pid"][0]
            other = psycopg2.connect(host="{project.postgres.host}", user="postgres", dbname="postgres")
            cursor = other.cursor()
            cursor.execute("select state from pg_stat_activity where pid = %s", [int(pid)])
            frame = pd.DataFrame(cursor.fetchall(), columns=["state"])
            other.close()
            return frame
        """,
    )
    project.build()
    assert project.rows("select * from here.fit") == [("idle",)]


def test_docs_describe_a_python_model(fitted: Project) -> None:
    fitted.yaml("models: [{name: fit, description: A fit., config: {persist_docs: {relation: true}}}]")
    fitted.build()
    assert fitted.dbt("docs", "generate").success
    catalog = json.loads(Path(fitted.root, "target/catalog.json").read_text())["nodes"]["model.ltv_monitor.fit"]
    assert catalog["metadata"]["comment"] == "A fit."
    assert {name: column["type"] for name, column in catalog["columns"].items()} == {
        "day": "bigint",
        "value": "double precision",
    }


def test_odd_relation_names(project: Project) -> None:
    project.file("models/raw.sql", "{{ config(alias='Ünï Raw') }} select 1 as x")
    project.python(
        "fit", FIT.replace("def model(dbt, session):", 'def model(dbt, session):\n        dbt.config(alias="select")')
    )
    project.build()
    assert project.rows('select * from here."select"') == [(1,)]


def test_views_ask_for_sql(project: Project) -> None:
    project.python("fit", 'def model(dbt, session):\n    dbt.config(materialized="view")\n    return None\n')
    assert "only supports languages" in project.failures()["fit"]


def test_each_statement_may_commit_itself(fitted: Project) -> None:
    """With `autocommit`, no transaction holds the steps of a build together; they follow each other all the same."""
    fitted.profile(autocommit=True)
    fitted.build()
    fitted.build("--vars", "{days: 4}")
    assert len(fitted.rows("select * from here.fit")) == 4


def test_sql_models_snapshots_and_unit_tests_are_as_on_postgres(fitted: Project) -> None:
    fitted.sql("doubled", "select day, 2 * value as value from {{ ref('fit') }}")
    fitted.file(
        "snapshots/days.sql",
        """
        {% snapshot days %}
        {{ config(unique_key="day", strategy="check", check_cols=["value"]) }}
        select * from {{ ref("fit") }}
        {% endsnapshot %}
        """,
    )
    fitted.yaml(
        """
        models:
          - name: fit
            columns: [{name: day, data_tests: [unique, not_null]}]
        unit_tests:
          - name: values_are_doubled
            model: doubled
            given: [{input: ref('fit'), rows: [{day: 1, value: 1.5}]}]
            expect: {rows: [{day: 1, value: 3.0}]}
        """
    )
    fitted.build()
    fitted.build()
    assert fitted.rows("select day::int, value from here.doubled") == [(1, 3.0), (2, 6.0), (3, 9.0)]
    assert fitted.rows("select count(*) from here.days") == [(3,)]
