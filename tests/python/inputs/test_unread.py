"""Files with days and amounts that a mapping does not name are told: what they hold would be in no figure."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ltv.inputs.unread import unread

ORDERS = "order_id,customer_id,order_date,total\n1,2,2024-01-01,5\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "web.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "orders_05.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "customers.csv").write_text("customer_id,created_at\n2,2024-01-01\n", encoding="utf-8")
    (tmp_path / "products.csv").write_text("sku,name,price\n1,a,5\n", encoding="utf-8")
    (tmp_path / "kasse.csv").write_bytes("Kassenbericht;;\nBon-Nr;Datum;Brutto\n7;01.02.2024;5,00 €\n".encode("cp1252"))
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Kosten"])
    book.save(tmp_path / "marketing.xlsx")
    return tmp_path


def test_files_with_days_and_amounts_are_told(folder: Path) -> None:
    inputs = {"transactions": [{"file": "orders_*.csv"}, {"file": ["web.csv"], "join": {"file": "more.csv"}}]}
    till, costs = unread(folder, inputs)
    assert till.startswith(
        "kasse.csv is not read: the mapping does not name it, and it has days and amounts (Datum, Br"
    )
    assert costs.startswith("marketing.xlsx is not read")


def test_files_that_are_named_are_not_told(folder: Path) -> None:
    inputs = {
        "transactions": {"file": ["web.csv", "orders_05.csv"], "join": [{"file": "kasse.csv", "by": "order_id"}]},
        "ad_spend": {"file": "MARKETING.xlsx"},
    }
    assert unread(folder, inputs) == []
