"""`ltv cdnow`: real purchases to try things on."""

from __future__ import annotations

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="cdnow", epilog="Example: ltv cdnow --into data/cdnow")(cdnow)


def cdnow(into: Path = typer.Option(..., "--into", help="Folder to write transactions.csv to.")) -> None:  # noqa: B008
    """Write the CDNOW purchases that the package lifetimes carries."""
    from ltv.data.cdnow import write_cdnow

    print(write_cdnow(into))
