"""`ltv init`: a mapping is written from a look at the files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ltv.cli import check
from ltv.cli.output import fail, failing_in_words
from ltv.cli.project import CommandError

if TYPE_CHECKING:
    from ltv.inputs.mapping import Draft


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="init", epilog="Examples: ltv init exports; ltv init ~/Downloads --output shop.yml --force")(init)


def init(
    folder: Path = typer.Argument(help="The folder with the exports."),  # noqa: B008
    to: Path = typer.Option(Path("shop.yml"), "--output", "--to", "-o", help="The mapping to write."),  # noqa: B008
    force: bool = typer.Option(False, "--force", help="Write over a mapping that is there."),
    run_check: bool = typer.Option(True, "--check/--no-check", help="Read the inputs with it, as ltv check does."),
) -> None:
    """Recognise the exports in a folder, write a commented mapping and check it.

    Known are orders of Shopify, WooCommerce and Amazon, Stripe payments, reports of the large ad platforms, tables of
    loaders such as Fivetran, and plain tables.
    """
    with failing_in_words():
        written, said = write(folder, to, force=force)
        if written.open:
            fail(
                [
                    *(f"To be decided: {question}" for question in written.open),
                    f"Write it into {to}, then: ltv check {to}",
                ]
            )
        if run_check:
            check.show(written.variables, None, said)
            print(f"Next: ltv build {to}")


def write(folder: Path, to: Path, *, force: bool = False) -> tuple[Draft, list[str]]:
    """Write the mapping of a folder, and say what each file is. Returns it, and what was said of files that it does not
    use. Raises CommandError or InputError."""
    from ltv.inputs.folder import look
    from ltv.inputs.mapping import draft
    from ltv.inputs.mapping_text import written

    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder: name the one that holds the exports.")
    if to.exists() and not force:
        raise CommandError(f"{to} is there already: choose another name with --output, or write over it with --force.")
    with tempfile.TemporaryDirectory() as scratch:
        seen = look(folder.resolve(), Path(scratch))
    mapping = draft(folder.resolve(), seen)
    to.write_text(written(mapping, str(to)), encoding="utf-8")
    for one in seen.found:
        for name in dict.fromkeys(_place(source) for source in one.sources):
            print(f"{name}: {one.format} -> {one.relation}")
    for sentence in [sentence for each in mapping.why.values() for sentence in each if "joined by " in sentence]:
        print(f"Joined: {sentence}")
    unused = [sentence for each in mapping.why.values() for sentence in each if " is not used: " in sentence]
    said = [*seen.skipped, *unused]
    for sentence in said:
        print(sentence if " is not used: " in sentence else f"Not used: {sentence}")
    print(f"Wrote {to}.")
    return mapping, said


def _place(source: Mapping[str, Any]) -> str:
    return f"{source['file']}, sheet {source['sheet']}" if "sheet" in source else str(source["file"])
