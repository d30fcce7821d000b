"""The BI role reads the marts and nothing else, and no reader finds out whose a pseudonymous key is."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import psycopg2
import pytest
from server import Postgres, binaries

from ltv.warehouse import keys

READABLE = {"access_marts", "access_monitoring"}
SALT = "0123456789abcdef-not-a-secret-elsewhere"

RELATIONS = """
select nspname, relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where nspname like 'access\\_%' and relkind in ('r', 'v', 'm')
"""


@pytest.fixture(scope="module")
def warehouse(sample_on_postgres):
    return sample_on_postgres


def as_bi_reader(server: Postgres, sql: str) -> str | None:
    """Null, or the code of the error."""
    connection = psycopg2.connect(host=server.host, port=server.port, user="bi_reader", dbname=server.dbname)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return None
    except psycopg2.Error as error:
        return str(error.pgcode)
    finally:
        connection.close()


def test_the_bi_role_reads_marts_and_monitoring_and_nothing_else(postgres, warehouse):
    relations = postgres.rows(RELATIONS)
    closed = {f"access_{name}" for name in ("sample", "staging", "intermediate", "predictions")}
    assert {schema for schema, _ in relations} == READABLE | closed
    for schema, name in relations:
        expected = None if schema in READABLE else "42501"  # insufficient_privilege
        assert as_bi_reader(postgres, f"select * from {schema}.{name} limit 1") == expected, (schema, name)


@pytest.mark.parametrize(
    "sql",
    [
        "delete from access_marts.channel_roi",
        "insert into access_marts.verdicts default values",
        "drop table access_marts.channel_roi",
        "create table access_marts.mine (n int)",
        "create view access_staging.mine as select 1",
    ],
)
def test_the_bi_role_writes_nothing(postgres, warehouse, sql):
    assert as_bi_reader(postgres, sql) == "42501"


def psql(server: Postgres) -> list[str]:
    folder = binaries()
    found = shutil.which("psql") or shutil.which("psql", path=str(folder))
    if not found:
        pytest.skip("NOT TESTED WITH psql: not found. Install the client of PostgreSQL")
    return [found, "-h", server.host, "-p", str(server.port), "-U", "bi_reader", "-d", server.dbname, "-At"]


def odbc(server: Postgres) -> list[str]:
    driver = next(chain(*(Path(folder).glob("**/psqlodbcw.so") for folder in ("/usr/lib", "/usr/local/lib"))), None)
    if not shutil.which("isql") or not driver:
        pytest.skip("NOT TESTED THROUGH ODBC: no driver. Install unixodbc and odbc-postgresql (Debian's names)")
    where = f"Servername={server.host};Port={server.port};Database={server.dbname};Username=bi_reader"
    return ["isql", "-b", "-v", "-d|", "-k", f"Driver={driver};{where}"]


@pytest.mark.parametrize("client", [psql, odbc])
def test_a_client_reads_channel_roi_and_no_raw_row(
    postgres: Postgres, warehouse, client: Callable[[Postgres], list[str]]
) -> None:
    def answer(sql: str) -> str:
        done = subprocess.run(client(postgres), input=sql + "\n", capture_output=True, text=True)
        return done.stdout + done.stderr

    rows = warehouse.query("select channel, customers, verdict from main_marts.channel_roi order by channel")
    told = answer("select channel, customers, verdict from access_marts.channel_roi order by channel")
    assert told.splitlines() == ["|".join(map(str, row)) for row in rows]
    for relation in ("access_sample.raw_transactions", "access_staging.rejected_rows", "access_staging.stg_customers"):
        assert "permission denied for schema" in answer(f"select * from {relation}")


@pytest.mark.parametrize("role", ["bi_raeder", "public", "Analyst"])
def test_an_unknown_role_is_refused_before_anything_is_built(postgres, build_on_postgres, role):
    postgres.rows('drop role if exists "Analyst"; create role "Analyst"')  # it exists, but needs quotes
    built = build_on_postgres("refused", bi_role=role)
    assert not built.result.success
    assert f'variable bi_role is "{role}"; allowed: null, or a role' in built.messages
    assert postgres.rows("select 1 from pg_tables where schemaname like 'refused%'") == []


@pytest.mark.parametrize("schema", ['quo"ted', "x" * 51])
def test_a_schema_that_postgres_would_not_keep_is_refused(build_on_postgres, tmp_path, schema):
    """Names are cut after 63 bytes, so that layers would share one schema."""
    built = build_on_postgres(schema, target=tmp_path)
    assert not built.result.success
    assert "LTV_SCHEMA is " in built.messages
    assert "allowed: a name without quotes that has at most 63 bytes with the layer behind it" in built.messages


def test_a_database_that_cannot_hold_every_text_is_refused(postgres, build_on_postgres, tmp_path, monkeypatch):
    """It stopped in the middle, at the first name of a month in Chinese."""
    postgres.rows("create database narrow_texts encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0")
    monkeypatch.setattr(type(postgres), "environment", {**postgres.environment, "PGDATABASE": "narrow_texts"})
    built = build_on_postgres("refused", target=tmp_path)
    assert not built.result.success
    assert 'PGDATABASE is "narrow_texts", whose encoding is LATIN1; allowed is UTF8' in built.messages


def test_duckdb_has_no_roles(build):
    assert 'variable bi_role is "bi_reader"; allowed: null on target duckdb' in build(bi_role="bi_reader").messages


@pytest.fixture(scope="module")
def pseudonymous(build, build_on_postgres, tmp_path_factory):
    """The sample shop with pseudonymous keys on both engines, and all that dbt wrote beside the warehouse."""
    target = tmp_path_factory.mktemp("pseudonymous")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_ENV_SECRET_LTV_SALT", SALT)
        patch.setenv("DBT_LOG_PATH", str(target / "logs"))
        options = {"models_only": True, "target": target, "pseudonymous_keys": True, "bi_role": "bi_reader"}
        on_postgres = build_on_postgres("pseudonymous", "--log-level-file", "debug", **options)
        return build(pseudonymous_keys=True), on_postgres, target


def test_marts_show_a_key_in_place_of_the_id(warehouse, pseudonymous):
    """Every test of the project passes with keys too, and the contract of the mart is that of its columns."""
    on_duckdb, on_postgres, _ = pseudonymous
    ids = [row[0] for row in warehouse.query("select customer_id from main_marts.customer_ltv")]
    expected = sorted(hashlib.sha256((SALT + customer_id).encode()).hexdigest() for customer_id in ids)
    for built in (on_duckdb, on_postgres):
        assert built.result.success, built.messages
        keys = built.query("select customer_key from main_marts.customer_ltv order by customer_key")
        assert [key for (key,) in keys] == expected
        columns = built.query("select column_name from information_schema.columns where table_schema = 'main_marts'")
        assert ("customer_key",) in columns
        assert ("customer_id",) not in columns


def test_the_salt_is_where_the_bi_role_cannot_read_and_nowhere_else(postgres, pseudonymous):
    _, _, target = pseudonymous
    assert postgres.rows("select salt from pseudonymous_intermediate.customer_key_salt") == [(SALT,)]
    assert as_bi_reader(postgres, "select salt from pseudonymous_intermediate.customer_key_salt") == "42501"
    assert as_bi_reader(postgres, "select customer_key from pseudonymous_marts.customer_ltv limit 1") is None
    assert postgres.rows(f"select 1 from pg_views where definition like '%{SALT}%'") == []
    written = [path for path in target.rglob("*") if path.is_file()]
    assert {"manifest.json", "run_results.json", "partial_parse.msgpack", "customer_ltv.sql", "dbt.log"} <= {
        path.name for path in written
    }
    assert [path for path in written if SALT.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("salt", ["", "too short"])
def test_keys_need_a_secret(monkeypatch, salt):
    monkeypatch.setenv("DBT_ENV_SECRET_LTV_SALT", salt)
    with pytest.raises(ValueError, match=f"DBT_ENV_SECRET_LTV_SALT has {len(salt)} characters; allowed: 16") as refused:
        keys.salt()
    assert not salt or salt not in str(refused.value)


def test_without_the_secret_the_marts_stay_as_they_are(build, monkeypatch):
    monkeypatch.delenv("DBT_ENV_SECRET_LTV_SALT", raising=False)
    warehouse = build("--select", "+customer_ltv", models_only=True, pseudonymous_keys=True)
    assert "customer_key_salt: " in warehouse.messages
    assert "DBT_ENV_SECRET_LTV_SALT has 0 characters" in warehouse.messages
    assert warehouse.query("select 1 from information_schema.tables where table_name = 'customer_ltv'") == []
