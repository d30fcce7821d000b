"""`ltv build`: dbt build with the variables of a mapping."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import typer

from ltv.cli import check, roi
from ltv.cli.output import fail, failing_in_words, warnings
from ltv.cli.project import run_dbt, target_option
from ltv.cli.variables import variables_of
from ltv.cli.warehouse import query


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="build",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        epilog="Examples: ltv build shop.yml; ltv build shop.yml --target postgres; "
        "ltv build shop.yml --exclude-resource-type test",
    )(build)


def build(
    context: typer.Context,
    mapping: Path = typer.Argument(help="The mapping that ltv init wrote, or any YAML file of variables."),  # noqa: B008
    target: str | None = target_option(),
) -> None:
    """Build everything from a mapping and print the channels. Further options are dbt's."""
    with failing_in_words():
        variables = json.dumps(variables_of(mapping), default=str)
        chosen = ["--target", target] if target else []
        ended = run_dbt(["build", "--vars", variables, *chosen, *context.args])
        counts = Counter(str(one.status) for one in ended.results)
        if not ended.success:
            fail(ended.problems)
        print("Built: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) + ".")
        built = {one.node.name for one in ended.results}  # a --select may have left them out
        if "input_warnings" in built:
            warnings(query(check.WARNINGS, target))
        if "channel_roi" in built:
            roi.show(target)
