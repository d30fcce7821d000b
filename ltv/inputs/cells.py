"""What a sheet says of its cells beside their values: how numbers are shown, what is hidden, merged or not computed."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

BLOCK = 1 << 20  # bytes
HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="n")?>')
STYLED = re.compile(rb'<(?:\w+:)?c r="[A-Z]+([0-9]+)" s="([0-9]+)"[^>/]*>')
NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*t="str")(?:[^>]*\br="([A-Z]+)[0-9]+")?[^>]*><(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)([0-9]+):[A-Z]+([0-9]+)"')
CURRENCY = re.compile(r'\[\$([^\]-]+)|"\s*([A-Za-z]{3}|z\u0142|kr\.?|Kr\.?)\s*"|([\u20ac$\u00a3\u00a5\u20b9])')
SIGNS = {"\u20ac": "EUR", "$": "USD", "US$": "USD", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "z\u0142": "PLN"}


class Merged(NamedTuple):
    """Cells that are one over several rows of a sheet (from 1), by their first column (from 0)."""

    column: int
    first: int
    last: int


@dataclass
class Cells:
    """`hidden` rows, the `struck` ones (from 1), cells `merged` over several, and for each column (from 0) its formulas
    `not_computed` and the formats of numbers."""

    hidden: int = 0
    struck: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    not_computed: dict[int, int] = field(default_factory=dict)
    formats: dict[int, set[str]] = field(default_factory=dict)

    def padded(self, column: int) -> int:
        """To how many digits zeros fill up the column's numbers, as a format 00000 shows them; 0 where none does."""
        shown = self.formats.get(column, set())
        return len(next(iter(shown))) if len(shown) == 1 and re.fullmatch("0{2,}", next(iter(shown))) else 0

    def has_dates(self, column: int) -> bool:
        """Whether some of the column's numbers are shown as dates."""
        from openpyxl.styles.numbers import is_date_format

        return any(is_date_format(code) for code in self.formats.get(column, ()))

    def currencies(self, column: int) -> list[str]:
        """The currencies in which the column's numbers are shown."""
        found = {currency_of(code) for code in self.formats.get(column, ())}
        return sorted(code for code in found if code)


class Filled:
    """Rows in which each row of a merged cell has its value, as people read it: the file has it in the first only."""

    def __init__(self, merged: Collection[Merged]) -> None:
        self._begin: dict[int, list[Merged]] = defaultdict(list)
        self._open: dict[int, tuple[Any, int]] = {}
        for cell in merged:
            self._begin[cell.first].append(cell)

    def row(self, line: int, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells of a row, the next one; those without any value of their own are none."""
        if not self._begin:
            return cells
        for cell in self._begin.get(line, ()):
            if cell.column < len(cells):
                self._open[cell.column] = cells[cell.column], cell.last
        self._open = {column: (value, last) for column, (value, last) in self._open.items() if line <= last}
        if not self._open or all(cell in (None, "") for cell in cells):
            return cells
        filled = [*cells, *[None] * (max(self._open) + 1 - len(cells))]
        for column, (value, _) in self._open.items():
            if filled[column] in (None, ""):
                filled[column] = value
        return filled


def currency_of(code: str) -> str | None:
    """The currency that a format of numbers shows, as [$\u20ac-407] or "USD" do; none where it shows none."""
    found = CURRENCY.search(code)
    sign = next((group for group in found.groups() if group), "").strip() if found else ""
    return SIGNS.get(sign, sign.upper()) or None


def look(path: Path, sheet: str, styles: Mapping[bytes, str], struck: Collection[bytes] = ()) -> Cells:
    """Read the sheet's part of the archive once. `styles` are the formats of numbers by the style of a cell, `struck`
    the styles of cells that are struck through."""
    cells = Cells()
    for block in _blocks(path, sheet):
        cells.hidden += len(HIDDEN.findall(block))
        if struck:
            cells.struck.update(int(row) for row, style in STYLED.findall(block) if style in struck)
        for column, *rows in MERGED.findall(block):
            first, last = (int(row) for row in rows)
            if first < last:
                cells.merged.append(Merged(_number_of(column), first, last))
        for column in NOT_COMPUTED.findall(block):
            at = _number_of(column)
            cells.not_computed[at] = cells.not_computed.get(at, 0) + 1
        for column, style in set(NUMBER.findall(block)):
            cells.formats.setdefault(_number_of(column), set()).add(styles.get(style or b"0", "General"))
    return cells


def _number_of(letters: bytes) -> int:
    """The number of a column from 0, that of A."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def styles_of(book: Any) -> dict[bytes, str]:
    """The formats of numbers by the style of a cell."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    own = dict(enumerate(book._number_formats, start=164))
    formats = {**BUILTIN_FORMATS, **own}
    return {str(at).encode(): formats.get(style.numFmtId, "General") for at, style in enumerate(book._cell_styles)}


def struck_styles(book: Any) -> set[bytes]:
    """The styles of cells that are struck through."""
    return {str(at).encode() for at, style in enumerate(book._cell_styles) if book._fonts[style.fontId].strike}


def _blocks(path: Path, sheet: str) -> Iterator[bytes]:
    """The sheet's text in parts that end with a row."""
    rest = b""
    with zipfile.ZipFile(path) as archive, archive.open(sheet) as file:
        while block := file.read(BLOCK):
            whole, mark, rest = (rest + block).rpartition(b"row>")
            yield whole + mark
    yield rest
