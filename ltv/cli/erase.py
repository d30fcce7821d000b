"""`ltv erase`: a customer is removed from everything that the project wrote."""

from __future__ import annotations

import json

import typer

from ltv.cli.output import failing_in_words
from ltv.cli.project import run_dbt

TRACELESS = ["--log-level-file", "none", "--no-write-json"]
"""Options of dbt: a log or an artifact would keep the id."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="erase",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        epilog="Example: ltv erase C-1042 --target postgres --vars '{raw_data: tables, raw_schema: shop}'",
    )(erase)


def erase(context: typer.Context, customer_id: str = typer.Argument(help="The id as the raw rows have it.")) -> None:
    """Remove a customer from all that was written. Further options are dbt's (--target, --vars)."""
    with failing_in_words():
        operation = ["run-operation", "erase", "--args", json.dumps({"customer_id": customer_id})]
        ended = run_dbt([*TRACELESS, *operation, *context.args], progress=False, told=True)
        if not ended.success:
            raise SystemExit(f"nothing was erased: {'; '.join(ended.problems) or 'see above'}")
