"""What commands print: tables, problems and warnings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import typer

from ltv.cli.project import CommandError
from ltv.inputs.errors import InputError

WIDTH = 130  # characters of a table in a file or a log


@contextmanager
def failing_in_words() -> Iterator[None]:
    """Turn what is known to go wrong into a message and exit code 1."""
    try:
        yield
    except (CommandError, InputError) as problem:
        fail([str(problem)])
    except OSError as problem:
        fail([f"{problem.filename or 'A file'}: {problem.strerror or problem}."])


def fail(problems: Iterable[str], code: int = 1) -> None:
    """Print the problems to stderr and end with the exit code, 1 or (an option has no such value) 2."""
    for problem in problems:
        print(problem, file=sys.stderr)
    raise typer.Exit(code)


def table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table; numbers to the right."""
    from rich.console import Console
    from rich.table import Table

    rows = list(rows)
    shown = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        numeric = any(isinstance(row[number], int | float | Decimal) for row in rows)
        shown.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(cell(value) for value in row))
    console = Console(markup=False)
    if not console.is_terminal:
        console.width = WIDTH
    console.print(shown)


def cell(value: Any) -> str:
    """A value of a table."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, float | Decimal | int):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def warnings(rows: Iterable[Sequence[Any]]) -> None:
    """Print rows of input_warnings: rule, relation, row_count, example, why, remedy."""
    for rule, relation, row_count, example, why, remedy in rows:
        rows_told = f", {row_count:,} rows" if row_count is not None else ""
        print(
            f"WARNING {rule} ({relation}{rows_told}): {why}"
            + (f" For example {example.rstrip('.')}." if example else "")
        )
        print(f"        {remedy}")
