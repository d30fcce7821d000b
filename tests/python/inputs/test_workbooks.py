"""Workbooks: what a cell shows beside its value is read, or told; headers that stand among the rows of any file."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from ltv.inputs.errors import InputError
from ltv.inputs.reading import Source, read_source

HEADER = ("transaction_id", "customer_id", "ordered_at", "amount")


def made(place: Path, rows: list[tuple[Any, ...]], formats: dict[str, str] | None = None) -> Path:
    """A workbook of orders, in which cells (A2) have formats; those of the header (E1) have a further name."""
    book = Workbook()
    sheet: Any = book.active
    for row in [HEADER, *rows]:
        sheet.append(row)
    for cell, code in (formats or {}).items():
        if cell.endswith("1"):
            sheet[cell] = code
        else:
            sheet[cell].number_format = code
    book.save(place / "transactions.xlsx")
    return place / "transactions.xlsx"


def read(place: Path, **options: Any) -> tuple[Source, list[tuple[Any, ...]]]:
    source = read_source(place, "transactions", place, options=options)
    return source, duckdb.sql(f"select customer_id, amount from {source.sql} order by _row_number").fetchall()


def test_zeros_that_a_format_shows_are_part_of_an_id(tmp_path: Path) -> None:
    """00042 stood in the sheet and in the other export, and 42 was another customer."""
    day = datetime(2024, 1, 5)
    made(tmp_path, [("a", 42, day, 7), ("b", 1234567, day, 8)], {"B2": "00000", "B3": "00000"})
    assert read(tmp_path)[1] == [("00042", "7"), ("1234567", "8")]
    made(tmp_path, [("a", 42, day, 7), ("b", 1234567, day, 8)], {"B2": "00000"})
    assert read(tmp_path)[1] == [("42", "7"), ("1234567", "8")]


def test_numbers_stand_beside_amounts_in_text_with_a_comma(tmp_path: Path) -> None:
    """A program takes 12,50 for text where it expects a point: no mark read both."""
    made(tmp_path, [("a", "x", datetime(2024, 1, 5), "12,50"), ("b", 4.5, datetime(2024, 1, 5), 1234.25)])
    assert read(tmp_path, decimal_mark=",")[1] == [("x", "12,50"), ("4.5", "1234,25")]
    assert read(tmp_path)[1] == [("x", "12,50"), ("4.5", "1234.25")]


def test_what_only_the_sheet_shows_is_told(tmp_path: Path) -> None:
    day = datetime(2024, 1, 5)
    rows = [("a", "x", day, "=2*3"), ("b", "x", day, 5), ("c", "x", day, 6)]
    made(tmp_path, rows, {"D3": "[$\u20ac-407] #,##0.00", "D4": "[$$-409]#,##0.00", "C2": "[$-409]d/mmm/yy"})
    assert read(tmp_path)[0].notes == [
        "transactions.xlsx: 1 formulas have no value, since no program has computed them yet: "
        "open the workbook and save it.",
        "transactions.xlsx: the numbers of the column amount are shown in EUR and USD, which is not read: "
        "write the currency of each into a column of its own.",
    ]
    made(tmp_path, [(*row, formula) for row, formula in zip(rows[1:], ("=1+1", None), strict=True)], {"E1": "note"})
    assert read(tmp_path)[0].notes == []  # nobody looks for notes
    made(tmp_path, rows[1:], {"D2": '#,##0.00 "EUR"', "D3": "#,##0.00 \u20ac"})
    assert read(tmp_path)[0].notes == []


def test_the_strict_form_is_refused_with_its_name(tmp_path: Path) -> None:
    """It was said to be empty."""
    path = made(tmp_path, [("a", "x", datetime(2024, 1, 5), 5)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            loose, strict = (
                b"schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"purl.oclc.org/ooxml/spreadsheetml/main",
            )
            archive.writestr(name, text.replace(loose, strict))
    with pytest.raises(InputError, match="Strict Open XML: save it as Excel Workbook"):
        read(tmp_path)


def test_a_header_among_the_rows_is_none_of_them(tmp_path: Path) -> None:
    """Monthly files that were appended to each other had a customer called customer_id in a channel called channel."""
    lines = ["customer_id,channel", "a,x", "customer_id,y", " customer_id,channel ", "b,x"]
    (tmp_path / "customers.csv").write_text("\r\n".join(lines), encoding="utf-8")
    source = read_source(tmp_path, "customers", tmp_path)
    rows = duckdb.sql(f"select customer_id, channel, _line from {source.sql} order by _row_number").fetchall()
    assert (rows, source.rows) == ([("a", "x", 2), ("customer_id", "y", 3), ("b", "x", 5)], 3)
    appended = [("a", "x", datetime(2024, 1, 5), 5), HEADER, ("b", "x", datetime(2024, 1, 5), 6)]
    made(tmp_path, appended)
    assert read(tmp_path)[1] == [("x", "5"), ("x", "6")]
    text = "".join(f"\ufeff{','.join(HEADER)}\n{number},c,2024-01-05,{number}\n" for number in range(3))
    (tmp_path / "transactions.xlsx").unlink()
    (tmp_path / "transactions.csv").write_text(text, encoding="utf-8")
    assert read(tmp_path)[1] == [("c", "0"), ("c", "1"), ("c", "2")]


def test_characters_that_xml_does_not_take_are_read_as_what_they_are(tmp_path: Path) -> None:
    """A return at the end of an id made another customer of it."""
    made(tmp_path, [("a", "x_x000D_", datetime(2024, 1, 5), 7), ("b", "y_x005F_x000D_", datetime(2024, 1, 5), 8)])
    assert [name for name, _ in read(tmp_path)[1]] == ["x\r", "y_x000D_"]


def test_a_merged_cell_is_the_cell_of_each_of_its_rows(tmp_path: Path) -> None:
    """A customer and a day written once beside three orders: two of these had neither, and were rejected."""
    day = datetime(2024, 1, 5)
    rows = [("a", "x", day, 7), ("b", None, None, 8), ("c", None, None, 9), (None,) * 4, ("d", "y", day, 10)]
    path = made(tmp_path, [*rows, ("e", None, day, 11)])
    book = load_workbook(path)
    for cells in ("B2:B5", "C2:C4", "D2:D3"):  # the last is money, which counts once
        book.active.merge_cells(cells)
    book.save(path)
    source, found = read(tmp_path)
    assert found == [("x", "7"), ("x", None), ("x", "9"), ("y", "10"), (None, "11")]
    days = duckdb.sql(f"select ordered_at from {source.sql} order by _row_number").fetchall()
    assert {day for (day,) in days} == {"2024-01-05"}
    assert source.notes == [
        "transactions.xlsx: 1 amounts are merged over several rows, the first over rows 2 to 3: each counts once, in "
        "its first row, and the other rows have none. Divide it among them if it is that of all."
    ]


def test_a_header_over_two_rows_is_not_repeated(tmp_path: Path) -> None:
    path = made(tmp_path, [(None, None, None, "EUR"), ("a", "x", datetime(2024, 1, 5), 7)])
    book = load_workbook(path)
    book.active.merge_cells("B1:B2")
    book.save(path)
    assert read(tmp_path)[1] == [(None, "EUR"), ("x", "7")]
