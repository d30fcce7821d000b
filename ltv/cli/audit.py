"""`ltv audit`: the runs, one run with the commands that build it again, or what differs between two."""

from __future__ import annotations

import datetime
import json
import os
import shlex
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import typer

from ltv.cli.output import failing_in_words, table
from ltv.cli.project import CommandError, target_option
from ltv.cli.variables import default_variables
from ltv.cli.warehouse import query

COLUMNS = (
    *("run_id", "started_at", "finished_at", "duration_seconds", "target", "observation_end", "status", "tests_passed"),
    *("tests_failed", "data_fingerprints", "accepted_rows", "code_version", "code_is_modified", "code_fingerprint"),
    *("dbt_version", "python_version", "libraries", "platform", "variables", "parameters_fingerprint"),
    *("log_likelihoods", "models"),
)
RUNS = f"select {', '.join(COLUMNS)} from main_monitoring.model_runs order by started_at desc, run_id desc"
LISTED = ("run", "started (UTC)", "seconds", "target", "observed until", "status", "tests", "code", "parameters")
SHORT = 8  # characters of an id that are shown
JSON = ("data_fingerprints", "accepted_rows", "libraries", "variables", "log_likelihoods", "models")
CAUSES = {
    "data": ("observation_end", "data_fingerprints"),
    "code": ("code_version", "code_is_modified", "code_fingerprint"),
    "variables": ("variables",),
    "libraries": ("dbt_version", "python_version", "libraries", "platform", "target"),
}
"""What may make figures differ, the likeliest first, and the columns that tell."""

Run = Mapping[str, Any]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="audit", epilog="Examples: ltv audit; ltv audit 3c0aef8f; ltv audit 3c0aef8f 4bf14a2a")(audit)


def audit(
    run: str | None = typer.Argument(None, help="Id of a run, or its first characters."),
    other: str | None = typer.Argument(None, help="Another run, to compare with."),
    target: str | None = target_option(),
) -> None:
    """List the runs, show one and how to build it again, or say what differs between two and why."""
    with failing_in_words():
        runs = [read(row) for row in query(RUNS, target)]
        if run is None:
            table(None, LISTED, [_line(one) for one in runs])
        elif other is None:
            print("\n".join([*told(find(runs, run)), "", *rebuilt(find(runs, run))]))
        else:
            print("\n".join(compared(find(runs, run), find(runs, other))))


def find(runs: list[Run], name: str) -> Run:
    """The run whose id begins with `name`. Raises CommandError where none does, or several do."""
    found = [run for run in runs if run["run_id"].startswith(name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(run["run_id"][:SHORT] for run in runs[:10])
    how = "no run has" if not found else f"{len(found)} runs have"
    raise CommandError(f"run is {name!r}: {how} an id that begins with it; the latest are {known}.")


def told(run: Run) -> list[str]:
    """Every column of a run."""
    lines = []
    for name in COLUMNS:
        value = run[name]
        if isinstance(value, dict):
            lines += [f"{name}:", *(f"    {key}: {json.dumps(own)}" for key, own in value.items())]
        else:
            lines.append(f"{name}: {'unknown' if value is None else value}")
    return lines


def rebuilt(run: Run) -> list[str]:
    """The commands that build a run again: its code, the libraries of that code's lock, its variables, its day."""
    if run["observation_end"] is None:
        return ["This run failed before it had read its inputs: there is nothing to build again."]
    defaults = default_variables()
    variables = {name: value for name, value in run["variables"].items() if value != defaults.get(name)}
    variables["observation_end"] = str(run["observation_end"])
    variables.setdefault("known_at", _local(run["started_at"], run["variables"].get("timezone") or "UTC"))
    options = ["--vars", json.dumps(variables)] + ([] if run["target"] == "duckdb" else ["--target", run["target"]])
    lines = ["Built again by:"]
    if run["code_is_modified"] is not None:
        lines.append(f"    git checkout {run['code_version']}")
        lines.append("    make .venv/.ready")
    place = os.environ.get("LTV_DUCKDB_PATH") if run["target"] == "duckdb" else None
    lines.append(
        f"    {f'LTV_DUCKDB_PATH={shlex.quote(place)} ' if place else ''}.venv/bin/dbt build {shlex.join(options)}"
    )
    if run["code_is_modified"]:
        lines.append(f"Files differed from that commit: the figures are those of {run['code_version'][:SHORT]} only if")
        lines.append(f"code_fingerprint is {run['code_fingerprint']} again.")
    lines.append("known_at leaves out what was loaded later, where the inputs have the column loaded_at.")
    return lines


def compared(one: Run, other: Run) -> list[str]:
    """What differs between two runs, and what is likely to have made their figures differ."""
    lines, causes = [f"{one['run_id']} ({one['started_at']}) and {other['run_id']} ({other['started_at']})"], []
    for cause, columns in CAUSES.items():
        own = [line for name in columns for line in _difference(name, one, other)]
        if own:
            causes.append(cause)
            lines += [f"{cause}:", *(f"    {line}" for line in own)]
            lines += [f"    {line}" for line in _difference("accepted_rows", one, other) if cause == "data"]
    same = one["parameters_fingerprint"] == other["parameters_fingerprint"]
    lines.append("The fitted parameters are equal." if same else "The fitted parameters differ.")
    lines += [f"    {line}" for line in _difference("models", one, other)]
    if same and not causes:
        lines.append("Nothing differs: the marts of both are equal.")
    elif causes:
        lines.append(
            f"Likely cause of other figures: {causes[0]}" + (f", then {', '.join(causes[1:])}" if causes[1:] else "")
        )
    else:
        lines.append("Nothing that is recorded differs: look at the machine.")
    return lines


def _difference(name: str, one: Run, other: Run) -> list[str]:
    before, after = one[name], other[name]
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [] if before == after else [f"{name}: {before} -> {after}"]
    keys = sorted(set(before) | set(after))
    return [
        f"{name}.{key}: {json.dumps(before.get(key))} -> {json.dumps(after.get(key))}"
        for key in keys
        if before.get(key) != after.get(key)
    ]


def read(row: tuple[Any, ...]) -> Run:
    """A row of RUNS, its JSON read."""
    run = dict(zip(COLUMNS, row, strict=True))
    return {name: json.loads(value) if name in JSON and value is not None else value for name, value in run.items()}


def _line(run: Run) -> tuple[Any, ...]:
    tests = "" if run["tests_passed"] is None else f"{run['tests_passed']} passed, {run['tests_failed']} failed"
    code = (run["code_version"] or "")[:SHORT] + ("*" if run["code_is_modified"] else "")
    seconds = None if run["duration_seconds"] is None else round(run["duration_seconds"])
    parameters = (run["parameters_fingerprint"] or "")[:SHORT]
    started = f"{run['started_at']:%Y-%m-%d %H:%M}"
    return (
        run["run_id"][:SHORT],
        started,
        seconds,
        run["target"],
        run["observation_end"],
        run["status"],
        tests,
        code,
        parameters,
    )


def _local(moment: datetime.datetime, zone: str) -> str:
    """A time in UTC as the wall clock of the variable `timezone` shows it, as known_at takes it."""
    there = moment.replace(tzinfo=datetime.UTC).astimezone(ZoneInfo(zone))
    return there.strftime("%Y-%m-%d %H:%M:%S")
