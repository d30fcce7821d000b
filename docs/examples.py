"""`python docs/examples.py` runs the example queries of the pages on a first build and writes their rows below."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb

PAGES = Path(__file__).parent
EXAMPLE = re.compile(r"(?P<query>```sql\n(?P<sql>[^`]*)```\n\n)(?P<answer>(?:\|.*\n)+)")
"""A query and the table that follows it. A query without a table is for the reader only."""

NUMERIC = ("BIGINT", "DECIMAL", "DOUBLE", "HUGEINT", "INTEGER")


def pages() -> list[Path]:
    return sorted(PAGES.rglob("*.md"))


def answered(page: str, connection: duckdb.DuckDBPyConnection) -> str:
    """The page with every example's rows as the connection has them."""
    return EXAMPLE.sub(lambda example: example["query"] + table(example["sql"], connection), page)


def table(sql: str, connection: duckdb.DuckDBPyConnection) -> str:
    """The rows of a query as a Markdown table, numbers to the right."""
    result = connection.execute(sql)
    columns = [(name, str(kind).startswith(NUMERIC)) for name, kind, *_ in result.description]
    lines = [[name for name, _ in columns], ["--:" if numeric else "---" for _, numeric in columns]]
    lines += [[shown(value) for value in row] for row in result.fetchall()]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def shown(value: object) -> str:
    """A value as a person writes it: nothing for null, thousands by commas."""
    if isinstance(value, float):
        return f"{value:,.15g}"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value).replace("|", "\\|")


if __name__ == "__main__":
    with duckdb.connect("ltv.duckdb", read_only=True) as database:
        for path in pages():
            path.write_text(answered(path.read_text(encoding="utf-8"), database), encoding="utf-8")
