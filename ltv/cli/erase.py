"""`ltv erase`: customers are removed from everything that the project wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from ltv.cli.output import failing_in_words
from ltv.cli.project import CommandError, run_dbt

TRACELESS = ["--log-level-file", "none", "--no-write-json"]
"""Options of dbt: a log or an artifact would keep the id."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="erase",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        epilog="Examples: ltv erase C-1042 --target postgres --vars '{raw_data: tables, raw_schema: shop}'; "
        "ltv erase --from ids.txt; cat ids.txt | ltv erase --from -",
    )(erase)


def erase(
    context: typer.Context,
    customer_id: str | None = typer.Argument(None, help="The id as the raw rows have it."),
    from_file: str | None = typer.Option(None, "--from", help="A file with one id a line; - reads standard input."),
) -> None:
    """Remove customers from all that was written, many in one go. Further options are dbt's (--target, --vars)."""
    with failing_in_words():
        options = list(context.args)
        if customer_id is not None and customer_id.startswith("-"):  # no id: an option of dbt's
            options, customer_id = [customer_id, *options], None
        ids = [*([customer_id] if customer_id is not None else []), *read_ids(from_file)]
        if not ids:
            raise CommandError("Whom to erase is not said: give an id, or a file of ids with --from.")
        operation = ["run-operation", "erase", "--args", json.dumps({"customer_ids": ids})]
        ended = run_dbt([*TRACELESS, *operation, *options], progress=False, told=True)
        if not ended.success:
            raise SystemExit(f"nothing was erased: {'; '.join(ended.problems) or 'see above'}")


def read_ids(name: str | None) -> list[str]:
    """The ids of a file, one a line, each once. Raises CommandError where it cannot be read."""
    if name is None:
        return []
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"--from is {name!r}: {getattr(problem, 'strerror', None) or 'no text in UTF-8'}.") from None
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
