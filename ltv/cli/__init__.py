"""The command `ltv`. Each command is a module; what takes long to import is imported when a command runs."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from ltv.cli import alerts, audit, build, cdnow, check, erase, export, init, report, roi
from ltv.cli.roi import CHANNEL_ROI

__all__ = ["CHANNEL_ROI", "app", "main"]

app = typer.Typer(
    name="ltv",
    help="Customer lifetime value against acquisition cost, from exports of a shop to a table per channel.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for module in (init, check, build, roi, report, export, alerts, audit, cdnow, erase):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Raises SystemExit where it fails: 1, or 2 for wrong use."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="ltv")
    except SystemExit as end:
        if end.code not in (0, None):
            raise
