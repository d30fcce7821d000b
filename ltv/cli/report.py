"""`ltv report`: the marts as one page for people who decide."""

from __future__ import annotations

from pathlib import Path

import typer

from ltv.cli.output import failing_in_words
from ltv.cli.project import CommandError, target_option
from ltv.cli.warehouse import query


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="report", epilog="Examples: ltv report; ltv report --output june.html --target postgres")(report)


def report(
    output: Path = typer.Option(Path("report.html"), "--output", "-o", help="The HTML file to write."),  # noqa: B008
    target: str | None = target_option(),
) -> None:
    """Write one HTML file with the answers, charts and tables of the last build; it needs no network."""
    with failing_in_words():
        from ltv.report import read_facts, render  # plotly takes a while to import

        text = render(read_facts(lambda sql: query(sql, target)))
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"--output is {str(output)!r}: {problem.strerror}.") from None
        print(f"{output} ({len(text.encode()) / 1e6:.1f} MB)")
