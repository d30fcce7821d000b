"""`ltv erase`: customers are removed from everything that the project wrote."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import typer

from ltv.cli.output import failing_in_words
from ltv.cli.project import CommandError, database, run_dbt
from ltv.cli.variables import default_variables
from ltv.cli.warehouse import query

TRACELESS = ["--log-level-file", "none", "--no-write-json"]
"""Options of dbt: a log or an artifact would keep the id."""

LAST_VARIABLES = (
    "select run_id, variables from main_monitoring.model_runs "
    "where variables is not null and observation_end is not null order by started_at desc, run_id desc limit 1"
)
ARGUMENTS = ArgumentParser(add_help=False, allow_abbrev=False)
ARGUMENTS.add_argument("--vars")
ARGUMENTS.add_argument("-t", "--target")


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
    """Remove customers from all that was written, many in one go. Further options are dbt's (--target, --vars).

    Without --vars, the variables are those of the last build.
    """
    with failing_in_words():
        options = list(context.args)
        if customer_id is not None and customer_id.startswith("-"):  # no id: an option of dbt's
            options, customer_id = [customer_id, *options], None
        ids = [*([customer_id] if customer_id is not None else []), *read_ids(from_file)]
        if not ids:
            raise CommandError("Whom to erase is not said: give an id, or a file of ids with --from.")
        target = ARGUMENTS.parse_known_args(options)[0].target
        if target in (None, "duckdb") and not database().exists():  # dbt would make an empty one
            raise CommandError(f"{database()}: no such file, so that there is nobody to erase; or set LTV_DUCKDB_PATH.")
        operation = ["run-operation", "erase", "--args", json.dumps({"customer_ids": ids})]
        ended = run_dbt(
            [*TRACELESS, *operation, *options, *variables_of_the_last_build(options)], progress=False, told=True
        )
        if not ended.success:
            raise SystemExit(f"nothing was erased: {'; '.join(ended.problems) or 'see above'}")


def variables_of_the_last_build(options: Sequence[str]) -> list[str]:
    """dbt's option --vars, where `options` have none: by its mapping copies of files and rejected rows are searched."""
    given, _ = ARGUMENTS.parse_known_args(list(options))
    if given.vars is not None:
        return []
    try:
        rows = query(LAST_VARIABLES, given.target)
    except CommandError:
        return []  # nothing was built, or dbt tells what is wrong with the target
    defaults = default_variables()
    before = json.loads(rows[0][1]) if rows else {}
    own = {name: value for name, value in before.items() if name in defaults and value != defaults[name]}
    own = {name: value for name, value in own.items() if name not in ("observation_end", "known_at")}
    if not own:
        return []
    print(f"With the variables of the last build, run {rows[0][0][:8]}: {', '.join(sorted(own))}")
    return ["--vars", json.dumps(own)]


def read_ids(name: str | None) -> list[str]:
    """The ids of a file, one a line, each once. Raises CommandError where it cannot be read."""
    if name is None:
        return []
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"--from is {name!r}: {getattr(problem, 'strerror', None) or 'no text in UTF-8'}.") from None
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
