"""Rows of what a build wrote, on every target, without dbt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ltv.cli.project import CommandError, database

Rows = list[tuple[Any, ...]]
LAYERS = ("inputs", "sample", "staging", "intermediate", "predictions", "marts", "monitoring")
OTHER_VERSION = "The marts were built by another version of the project: run dbt build or ltv build to its end first."
NOTHING_BUILT = "The schema holds no such result: run dbt build or ltv build to its end first."


def query(sql: str, target: str | None = None, duckdb_file: Path | None = None, schema: str | None = None) -> Rows:
    """The rows of a query in which `main_` stands for the beginning of the schemas' names.

    `schema`: that beginning, where not the usual one. Raises CommandError where nothing was built.
    """
    named = sql.replace("main_", f"{schema or usual_schema(target)}_")
    if target in (None, "duckdb"):
        return _duckdb(named, duckdb_file or database())
    return _postgres(named) if target == "postgres" else _spark(named)


def usual_schema(target: str | None) -> str:
    """What the names of a build's schemas begin with. Raises CommandError where there is no such target."""
    if target in (None, "duckdb"):
        return os.environ.get("LTV_DUCKDB_SCHEMA", "main")
    if target in ("postgres", "spark"):
        return os.environ.get("LTV_SCHEMA", "ltv")
    raise CommandError(f"target is {target!r}; allowed: duckdb, postgres, spark.")


def drop(schema: str, target: str | None, duckdb_file: Path | None = None) -> None:
    """Drop all layers whose names begin so, and what is in them."""
    for layer in LAYERS:
        statement = f'drop schema if exists "{schema}_{layer}" cascade'
        if target in (None, "duckdb"):
            _duckdb(statement, duckdb_file or database(), read_only=False)
        elif target == "postgres":
            _postgres(statement)
        else:
            _spark(statement.replace('"', "`"))


def columns(schemas: Sequence[str], target: str | None = None) -> Rows:
    """Schema, table and column of every table of the schemas, whose prefix is `main_`; in the order of the columns."""
    if target == "spark":  # it knows no information_schema
        tables = [(schema, row[1]) for schema in schemas for row in query(f"show tables in {schema}", target)]
        return [(*table, row[0]) for table in tables for row in query(f"show columns in {'.'.join(table)}", target)]
    named = ", ".join(f"'{schema}'" for schema in schemas)
    return query(
        "select table_schema, table_name, column_name from information_schema.columns "
        f"where table_schema in ({named}) order by table_schema, table_name, ordinal_position",
        target,
    )


def _duckdb(sql: str, path: Path, *, read_only: bool = True) -> Rows:
    import duckdb

    if not path.exists():
        raise CommandError(f"{path}: no such file; run dbt build or ltv build first, or set LTV_DUCKDB_PATH.")
    try:
        with duckdb.connect(str(path), read_only=read_only) as connection:
            return connection.execute(sql).fetchall()
    except duckdb.CatalogException:
        raise CommandError(f"{path} holds no such result: run dbt build or ltv build to its end first.") from None
    except duckdb.BinderException:
        raise CommandError(f"{path}: {OTHER_VERSION}") from None
    except duckdb.IOException:
        raise CommandError(f"{path} cannot be opened: another program has it open, or it is no DuckDB file.") from None


def _postgres(sql: str) -> Rows:
    import psycopg2

    settings = {"host": os.environ.get("PGHOST", "localhost"), "user": os.environ.get("PGUSER", "postgres")}
    try:
        connection = psycopg2.connect(dbname=os.environ.get("PGDATABASE", "postgres"), **settings)
    except psycopg2.OperationalError as error:
        raise CommandError(f"PostgreSQL at {settings['host']} does not answer: {str(error).splitlines()[0]}.") from None
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows = list(cursor.fetchall()) if cursor.description else []
        connection.commit()
        return rows
    except (psycopg2.errors.UndefinedTable, psycopg2.errors.InvalidSchemaName):
        raise CommandError(NOTHING_BUILT) from None
    except psycopg2.errors.UndefinedColumn:
        raise CommandError(OTHER_VERSION) from None
    finally:
        connection.close()


def _spark(sql: str) -> Rows:
    session = _spark_session()
    try:
        return [tuple(row) for row in session.sql(sql).collect()]
    except Exception as error:  # of pyspark, which may not be installed, or of gRPC
        if "NOT_FOUND]" in str(error):
            raise CommandError(NOTHING_BUILT) from None
        raise CommandError(f"Spark did not answer: {str(error).splitlines()[0]}") from None


@cache
def _spark_session() -> Any:
    remote = os.environ.get("SPARK_REMOTE")
    if find_spec("pyspark") is None:
        raise CommandError("Target spark needs the packages of the extra spark: pip install -e '.[spark]'.")
    if not remote:
        raise CommandError(
            "SPARK_REMOTE is not set: it is the address of a Spark Connect server, as in sc://localhost:15002."
        )
    from dbt.adapters.spark_py.session import connect

    try:
        return connect(remote, {"spark.sql.ansi.doubleQuotedIdentifiers": "true"})
    except ConnectionError as error:
        raise CommandError(f"{str(error)[0].upper()}{str(error)[1:]}.") from None
