"""Opening an Excel workbook: which of its sheets is meant, and files that are none, refused by name."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ltv.inputs.errors import InputError

WORKBOOK = "xl/workbook.xml"


def shown_sheets(path: Path) -> list[str]:
    """The sheets that are not hidden. Raises InputError where the workbook does not open."""
    book, _, _ = open_sheet(path, {})
    book.close()
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def open_sheet(path: Path, options: Mapping[str, Any]) -> tuple[Any, Any, list[str]]:
    """The workbook, the sheet that is meant, and a note where others were left."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_other_kinds(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not know change no value
            book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError):
        raise InputError(f"{path.name} is no workbook that opens: save it again as .xlsx or .csv.") from None
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    shown = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
    name = options.get("sheet") or next(iter(shown or sheets), None)
    if name not in sheets:
        book.close()
        raise InputError(
            f"{path.name} has no sheet {name!r}: write one of {', '.join(sheets)} as `sheet` in the mapping."
        )
    others = [title for title in sheets if title != name]
    told = [f"{path.name}: the sheet {name} was read; not read: {', '.join(others)}."]
    return book, sheets[name], told if others and not options.get("sheet") else []


def _refuse_other_kinds(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise InputError(f"{path.name} could not be read: {error.strerror}.") from None
    if not start:
        raise InputError(f"{path.name} is empty: export it again, or remove it if there is no such data.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{path.name} has a password or is an old .xls: save it without one as .xlsx or .csv.")
    if not start.startswith(b"PK"):
        raise InputError(f"{path.name} is no workbook, whatever its name says: save it as .xlsx, or as .csv.")
    with suppress(KeyError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive, archive.open(WORKBOOK) as file:
        if b"purl.oclc.org/ooxml" in file.read(4096):
            raise InputError(f"{path.name} is saved as Strict Open XML: save it as Excel Workbook (.xlsx), or as .csv.")
