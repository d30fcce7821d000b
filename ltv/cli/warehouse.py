"""Rows of what a build wrote, on every target, without dbt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ltv.cli.project import CommandError, database

Rows = list[tuple[Any, ...]]


def query(sql: str, target: str | None = None, duckdb_file: Path | None = None) -> Rows:
    """The rows of a query in which `main_` is the prefix of schemas. Raises CommandError where nothing was built."""
    if target in (None, "duckdb"):
        return _duckdb(sql, duckdb_file or database())
    if target == "postgres":
        return _postgres(sql.replace("main_", f"{os.environ.get('LTV_SCHEMA', 'ltv')}_"))
    raise CommandError(f"target is {target!r}; allowed: duckdb, postgres.")


def _duckdb(sql: str, path: Path) -> Rows:
    import duckdb

    if not path.exists():
        raise CommandError(f"{path}: no such file; run dbt build or ltv build first, or set LTV_DUCKDB_PATH.")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(sql).fetchall()
    except duckdb.CatalogException:
        raise CommandError(f"{path} holds no such result: run dbt build or ltv build to its end first.") from None
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
            return list(cursor.fetchall())
    except (psycopg2.errors.UndefinedTable, psycopg2.errors.InvalidSchemaName):
        raise CommandError("The schema holds no such result: run dbt build or ltv build to its end first.") from None
    finally:
        connection.close()
