"""`ltv erase` removes a customer from all that the project wrote, and leaves raw data to its owner."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from ltv import cli

PROJECT = Path(__file__).parents[3]
SALT = "0123456789abcdef-not-a-secret-elsewhere"
ERASED, KEPT = "O'Neil 7", "kept 8"

# Two customers, each with orders, one of them repeated, and one without a readable amount.
RAW = """
create schema shop;
create table shop.transactions ("Customer_ID" text, transaction_id text, ordered_at text, amount text);
insert into shop.transactions
select customer, customer || day, '2024-01-' || day, case when day = 19 then 'n/a' else cast(day as text) end
from (select 'O''Neil 7' as customer union all select 'kept 8') as customers, generate_series(10, 19) as days(day);
insert into shop.transactions select * from shop.transactions where ordered_at = '2024-01-12';
create table shop.customers (customer_id text, channel text);
insert into shop.customers values ('O''Neil 7', 'kol'), ('kept 8', 'kol')
"""

# What a history, and a build that was killed, leave behind: tables that no model of today has written.
LEFT_BEHIND = """
create table main_monitoring.customer_history as
select 'O''Neil 7' as customer_id, 1 as build union all select 'kept 8', 1;
create table main_marts.customer_ltv__dbt_backup as select * from main_marts.customer_ltv
"""


TABLES = {"raw_data": "tables", "raw_schema": "shop", "pseudonymous_keys": True}


def erase(monkeypatch, folder: Path, customer: str, *options: str, variables: dict | None = TABLES) -> None:
    """The command, in the project's folder; what dbt writes beside the warehouse, it writes to `folder`."""
    given = [] if variables is None else ["--vars", json.dumps(variables)]
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("DBT_LOG_PATH", str(folder / "logs"))
    cli.main(["erase", customer, *given, "--target-path", str(folder / "target"), *options])
    DuckDBConnectionManager.close_all_connections()


def owners(query, tables: list[tuple[str, str]]) -> dict[str, set[str]]:
    """The tables in which each customer is found, by id, by key, or in the text of a row."""
    keys = {name: hashlib.sha256((SALT + name).encode()).hexdigest() for name in (ERASED, KEPT)}
    found: dict[str, set[str]] = {ERASED: set(), KEPT: set()}
    for schema, table in tables:
        text = " ".join(str(value) for row in query(f"select * from {schema}.{table}") for value in row)
        for name, key in keys.items():
            if name in text or key in text:
                found[name].add(f"{schema}.{table}".replace("erasure_", "main_"))
    return found


# A table that refuses, after others that did not.
REFUSAL = """
create table main_staging.zz_refusing as select 'O''Neil 7' as customer_id;
create function main_staging.refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
create trigger refuse before delete on main_staging.zz_refusing for each row execute function main_staging.refuse()
"""

BASE_TABLES = """
select table_schema, table_name from information_schema.tables
where table_type = 'BASE TABLE' and substr(table_schema, 1, 5) = 'main_'
"""


def check(query, tables: list[tuple[str, str]], before: dict[str, set[str]], told: str) -> None:
    assert {"main_marts.customer_ltv", "main_staging.rejected_rows", "main_monitoring.customer_history"} < before[
        ERASED
    ]
    assert "main_marts.customer_ltv__dbt_backup" in before[ERASED]
    assert before[ERASED] == before[KEPT]
    assert owners(query, tables) == {ERASED: set(), KEPT: before[KEPT]}
    assert told.count("still has such a customer, and the next build would bring them back") == 2
    assert len(query("select * from shop.transactions")) == 22


def test_a_customer_is_erased_on_duckdb(build, monkeypatch, tmp_path, capsys):
    database = tmp_path / "ltv.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(RAW)
    monkeypatch.setenv("DBT_ENV_SECRET_LTV_SALT", SALT)
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(database))
    built = build(models_only=True, database=database, raw_data="tables", raw_schema="shop", pseudonymous_keys=True)
    assert built.result.success, built.messages
    with duckdb.connect(str(database)) as connection:
        connection.execute(LEFT_BEHIND)
    tables = built.query(BASE_TABLES)
    before = owners(built.query, tables)
    erase(monkeypatch, tmp_path, ERASED)
    check(built.query, tables, before, capsys.readouterr().out)


# Two runs, and one that failed before it had read anything.
RUNS = """
create schema if not exists main_monitoring;
create or replace table main_monitoring.model_runs as
select '1a' as run_id, '{}' as variables, date '2024-01-09' as observation_end, timestamp '2024-01-10' as started_at
union all select '2b', ?, date '2024-01-10', timestamp '2024-01-11'
union all select '3c', '{}', null, timestamp '2024-01-12'
"""

FILE = """Number;Client;Day;Total
1;Ann@Shop.org ;2024-01-05;10
2;bob@shop.org;2024-01-06;20
3;ann@shop.org;2024-01-07;ten
4;ann@shop.org;2024-01-08;10;50
5;bob@shop.org;2024-01-09;10;50
6;bob@shop.org;2024-01-10;30
"""


def test_a_customer_is_erased_from_the_copies_of_files_and_from_rows_under_other_names(
    build, monkeypatch, tmp_path, capsys
):
    (tmp_path / "orders.csv").write_text(FILE)
    columns = {"transaction_id": "Number", "customer_id": "Client", "ordered_at": "Day", "amount": "Total"}
    variables = {
        "raw_data": "files",
        "data_dir": str(tmp_path),
        "inputs": {"transactions": {"file": "orders.csv", "columns": columns}},
    }
    database = tmp_path / "ltv.duckdb"
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(database))
    built = build("--select", "+rejected_rows", models_only=True, database=database, **variables)
    assert built.result.success, built.messages
    erase(monkeypatch, tmp_path, "ANN@shop.org", variables=variables)
    told = capsys.readouterr().out
    assert "the files of transactions had such a customer" in told
    assert built.query('select "Number" from main_inputs.transactions_1 order by 1') == [("2",), ("6",), (None,)]
    assert built.query("select _malformed from main_inputs.transactions_1 where _malformed is not null") == [
        ("5;bob@shop.org;2024-01-09;10;50",)
    ]
    assert built.query("select reason, raw_row like '%bob%' from main_staging.rejected_rows") == [
        ("malformed_row", True)
    ]
    (tmp_path / "ids.txt").write_text("bob@shop.org\n")
    with duckdb.connect(str(database)) as connection:
        connection.execute(RUNS, [json.dumps({**variables, "gross_margin": 1.0, "known_at": "2024-01-01"})])
    erase(monkeypatch, tmp_path, "nobody", "--from", str(tmp_path / "ids.txt"), variables=None)
    told = capsys.readouterr().out
    assert "With the variables of the last build, run 2b: data_dir, inputs, raw_data" in told
    assert "of 2 customers erased in all" in told
    assert "No row was of nobody:" in told
    assert "the files of transactions had such a customer" in told
    assert built.query("select count(*) from main_staging.rejected_rows") == [(0,)]
    assert built.query("select count(*) from main_inputs.transactions_1 where \"Client\" like '%bob%'") == [(0,)]


@pytest.fixture(scope="module")
def on_postgres(postgres, build_on_postgres):
    postgres.rows(RAW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_ENV_SECRET_LTV_SALT", SALT)
        options = {"raw_data": "tables", "raw_schema": "shop", "pseudonymous_keys": True}
        built = build_on_postgres("erasure", models_only=True, **options)
    assert built.result.success, built.messages
    postgres.rows(LEFT_BEHIND.replace("main_", "erasure_"))
    return built


def test_a_customer_is_erased_on_postgres_without_a_trace(on_postgres, monkeypatch, tmp_path, capsys):
    for name, value in {**on_postgres.server.environment, "LTV_SCHEMA": "erasure"}.items():
        monkeypatch.setenv(name, value)
    tables = on_postgres.query(BASE_TABLES.replace("1, 5", "1, 8"))
    before = owners(on_postgres.query, tables)
    on_postgres.query(REFUSAL)
    with pytest.raises(SystemExit, match="nothing was erased"):
        erase(monkeypatch, tmp_path, ERASED, "--target", "postgres")
    assert owners(on_postgres.query, tables) == before
    on_postgres.query("drop table main_staging.zz_refusing")
    erase(monkeypatch, tmp_path, ERASED, "--target", "postgres")
    check(on_postgres.query, tables, before, capsys.readouterr().out)
    traces = [path for path in tmp_path.rglob("*") if path.is_file() and b"Neil" in path.read_bytes()]
    assert traces == []

    erase(monkeypatch, tmp_path, ERASED, "--target", "postgres")
    assert "0 rows of 1 customers erased in all" in capsys.readouterr().out


def test_a_wrong_option_erases_nothing(monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match="nothing was erased"):
        erase(monkeypatch, tmp_path, ERASED, "--target", "nowhere")


def test_a_warehouse_that_does_not_answer_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PGHOST", str(tmp_path))
    with pytest.raises(SystemExit, match="nothing was erased: see above"):
        erase(monkeypatch, tmp_path, ERASED, "--target", "postgres")
