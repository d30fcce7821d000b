"""`ltv check`: the inputs are read, and what was taken, rejected and doubtful is told, before anything is computed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import typer

from ltv.cli.output import cell, fail, failing_in_words, table, warnings
from ltv.cli.project import CommandError, project_folder, run_dbt, target_option
from ltv.cli.variables import variables_of
from ltv.cli.warehouse import drop, query, usual_schema

MODELS = ["+rejected_rows", "+input_audit", "+input_warnings", "rejection_reasons"]

TAKEN = """
    select relation, cast(sum(row_count) as bigint),
        cast(sum(case when outcome = 'accepted' then row_count else 0 end) as bigint),
        sum(case when outcome = 'accepted' then amount end)
    from main_monitoring.input_audit group by relation
    order by min(case when relation = 'transactions' then 0 else 1 end), 1
"""
REJECTED = """
    select rejected.relation, rejected.reason, rejected.row_count, rejected.amount, example.raw_row, reasons.remedy
    from (
        select relation, reason, count(*) as row_count, sum(amount) as amount, min(row_number) as row_number
        from main_staging.rejected_rows group by relation, reason
    ) as rejected
    inner join (
        select relation, reason, row_number, min(raw_row) as raw_row from main_staging.rejected_rows
        group by relation, reason, row_number
    ) as example on rejected.relation = example.relation and rejected.reason = example.reason
        and rejected.row_number = example.row_number
    left join main_marts.rejection_reasons as reasons on rejected.reason = reasons.reason
    order by rejected.relation, rejected.row_count desc
"""
WARNINGS = """
    select rule, relation, row_count, example, why, remedy from main_monitoring.input_warnings
    order by rule, relation, example
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="check", epilog="Examples: ltv check shop.yml; ltv check shop.yml --target postgres")(check)


def check(
    mapping: Path = typer.Argument(help="The mapping that ltv init wrote, or any YAML file of variables."),  # noqa: B008
    target: str | None = target_option(),
) -> None:
    """Read the inputs only, and say what was taken, what was rejected and why, and what is doubtful."""
    with failing_in_words():
        show(variables_of(mapping), target)


def show(variables: Mapping[str, Any], target: str | None, said: Sequence[str] = ()) -> None:
    """Check the inputs that the variables name, and print what was found. Exit code 1 where they cannot be used.

    said: sentences that told of files already, which are not told of again."""
    # What was built before stays as it is: files are read into a database of their own, tables of a warehouse into
    # schemas of their own. The place is always the same, and the parse is one of its own: dbt parses everything anew
    # where variables or the environment have changed.
    place = project_folder() / "target" / "check"
    own = target in (None, "duckdb") and variables.get("raw_data") == "files"
    file = place / "check.duckdb" if own else None
    schema = f"{usual_schema(target)}_check"
    place.mkdir(parents=True, exist_ok=True)
    arguments = [
        "build",
        "--select",
        *MODELS,
        "--exclude-resource-type",
        "test",
        "--exclude-resource-type",
        "unit_test",
    ]
    arguments += [
        "--target-path",
        str(place),
        "--vars",
        json.dumps(variables, default=str),
        *(["--target", target] if target else []),
    ]
    with alone(place):
        try:
            ended = run_dbt(arguments, duckdb=file, schema=schema)
            if not ended.success:
                fail(ended.problems)
            told(target, file, schema)
            if own and variables.get("inputs"):
                tell_unread(Path(variables["data_dir"]), variables["inputs"], said)
        finally:
            if file:
                file.unlink(missing_ok=True)
            else:
                with suppress(CommandError):  # a warehouse that does not answer has been told of already
                    drop(schema, target)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Wait until no other check is at the place, which holds one. Where the system has no such locks nobody waits."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (place / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ltv check is running in this project: this one waits for it.", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tell_unread(folder: Path, inputs: Mapping[str, Any], said: Sequence[str] = ()) -> None:
    """Print which files with days and amounts the mapping does not name: what they hold is in no figure."""
    from ltv.inputs.unread import unread

    for sentence in unread(folder, inputs):
        name = sentence.partition(" is not read")[0]
        if not any(f"{name} is not used" in each for each in said):
            print(f"Not read: {sentence}")


def told(target: str | None, file: Path | None, schema: str) -> None:
    """Print what was taken, rejected and doubtful."""
    table("Taken", ("input", "rows", "taken", "amount"), query(TAKEN, target, file, schema))
    for relation, reason, row_count, amount, raw_row, remedy in query(REJECTED, target, file, schema):
        # What a mapping filters may be read a second time by it, to be taken off: sums below zero say nothing.
        is_second_reading = reason == "filtered_out" and amount is not None and amount < 0
        money = f", {cell(amount)} in all" if amount and not is_second_reading else ""
        example = shortened(raw_row)
        print(f"Not taken: {row_count:,} {reason} ({relation}{money}){f', for example {example}' if example else ''}")
        if remedy:
            print(f"        {remedy}")
    warnings(query(WARNINGS, target, file, schema))


def shortened(row: str, most: int = 120) -> str:
    """The beginning of a raw row, without its empty columns."""
    try:
        text = ", ".join(f"{name}: {value}" for name, value in json.loads(row).items() if value is not None)
    except (ValueError, AttributeError):
        text = row
    return text if len(text) <= most else text[:most] + " ..."
