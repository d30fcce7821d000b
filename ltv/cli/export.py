"""`ltv export`: the marts as a workbook, or as CSV files, with what their columns mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from ltv.cli.output import failing_in_words
from ltv.cli.project import CommandError, project_folder, target_option
from ltv.cli.warehouse import columns as columns_of
from ltv.cli.warehouse import query

SCHEMAS = {"marts": "main_marts", "monitoring": "main_monitoring"}
Table = tuple[str, str, list[str], list[tuple[Any, ...]]]
"""Schema, name, columns and rows."""
MOST_ROWS = 1_048_575  # of a sheet, below its header
LONGEST_NAME = 31  # of a sheet
MOST_KEYS = 4  # columns that a mart is sorted by: its keys come first


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="export", epilog="Examples: ltv export marts.xlsx; ltv export marts/ --target postgres")(export)


def export(
    output: Path = typer.Argument(Path("marts.xlsx"), help="A workbook (.xlsx), or a folder for CSV files."),  # noqa: B008
    target: str | None = target_option(),
) -> None:
    """Write every mart: one typed sheet each and one of definitions, or one CSV file each."""
    with failing_in_words():
        if output.suffix and output.suffix.lower() != ".xlsx" and not output.is_dir():
            raise CommandError(
                f"output is {str(output)!r}; allowed are a workbook (.xlsx) and a folder, for CSV files."
            )
        tables = _tables(target)
        rows = (
            (schema, name, columns, _rows(schema, name, columns, target)) for (schema, name), columns in tables.items()
        )
        written = _workbook(output, rows) if output.suffix.lower() == ".xlsx" else _folder(output, rows)
        print(f"{output}: {written} tables")


def _tables(target: str | None) -> dict[tuple[str, str], list[str]]:
    """(schema, table) -> columns, of the marts that are there."""
    found: dict[tuple[str, str], list[str]] = {}
    for schema, name, column in columns_of(list(SCHEMAS.values()), target):
        found.setdefault((schema, name), []).append(column)
    if not found:
        raise CommandError("Nothing was built: run dbt build or ltv build to its end first.")
    return found


def _rows(schema: str, name: str, columns: Sequence[str], target: str | None) -> list[tuple[Any, ...]]:
    named = ", ".join(f'"{column}"' for column in columns)
    by = ", ".join(f'"{column}"' for column in columns[:MOST_KEYS])
    return list(query(f'select {named} from {schema}."{name}" order by {by}', target))


def _folder(folder: Path, tables: Iterable[Table]) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CommandError(f"output is {str(folder)!r}: {problem.strerror}.") from None
    count = 0
    for _, name, columns, rows in tables:
        path = folder / f"{name}.csv"
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([columns, *rows])
        except OSError as problem:
            raise CommandError(
                f"{str(path)!r} could not be written: {problem.strerror}; {count} tables were."
            ) from None
        count += 1
    return count


def _workbook(path: Path, tables: Iterable[Table]) -> int:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    _try_to_write(path)  # a workbook that cannot be saved any more tells of each of its sheets
    book, meanings, kept = Workbook(write_only=True), definitions(), []
    first = book.create_sheet("definitions")  # what a reader needs first; its rows are known last
    for _, name, columns, rows in tables:
        if len(rows) > MOST_ROWS:
            raise CommandError(
                f"{name} has {len(rows):,} rows, a sheet holds {MOST_ROWS:,}: export to a folder instead."
            )
        sheet = book.create_sheet(name[:LONGEST_NAME])
        sheet.freeze_panes = "A2"
        header = [WriteOnlyCell(sheet, value=column) for column in columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in rows:
            sheet.append([_cell(value) for value in row])
        kept += [(name, column, meanings.get((name, column), "")) for column in columns]
    for line in [("table", "column", "meaning"), *kept]:
        first.append(line)
    try:
        book.save(path)
    except OSError as problem:
        raise CommandError(f"output is {str(path)!r}: {problem.strerror}.") from None
    return len(book.worksheets) - 1


def _try_to_write(path: Path) -> None:
    """Raise CommandError where the file cannot be written, and leave it as it is."""
    there = path.exists()
    try:
        path.open("ab").close()
    except OSError as problem:
        raise CommandError(f"output is {str(path)!r}: {problem.strerror}.") from None
    if not there:
        path.unlink()


def _cell(value: Any) -> Any:
    """A value as a sheet takes it: text that begins as a formula does stays text."""
    if isinstance(value, str) and value[:1] in "=+-@":
        return "'" + value
    return value


def definitions() -> dict[tuple[str, str], str]:
    """(table, column) -> its description, as the last build in the project's folder left it; empty where none did."""
    manifest = project_folder() / "target" / "manifest.json"
    if not manifest.exists():
        return {}
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return {
        (node["name"], column["name"]): " ".join(column["description"].split())
        for node in nodes
        if node["resource_type"] in ("model", "seed")
        for column in node["columns"].values()
    }
