"""CDNOW as written for `make real`: its customers and dates are those of Fader & Hardie (2001)."""

import csv
from datetime import date
from decimal import Decimal
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from ltv.data import cdnow


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cdnow.write_cdnow(tmp_path_factory.mktemp("cdnow") / "new" / "folder")


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_file_and_columns(path: Path, rows: list[dict[str, str]]) -> None:
    assert path.name == "transactions.csv"
    assert tuple(rows[0]) == ("transaction_id", "customer_id", "ordered_at", "amount")
    assert b"\r" not in path.read_bytes()


def test_counts_and_sum(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 69_659
    assert len({row["customer_id"] for row in rows}) == 23_570
    assert len({row["transaction_id"] for row in rows}) == len(rows)
    # tail -n +2 CDNOW_master.txt | awk '{s += $4} END {printf "%.2f", s}'
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal("2500315.63")
    assert sum(Decimal(row["amount"]) == 0 for row in rows) == 80


def test_dates(rows: list[dict[str, str]]) -> None:
    days = [date.fromisoformat(row["ordered_at"]) for row in rows]
    assert (min(days), max(days)) == (date(1997, 1, 1), date(1998, 6, 30))


def test_first_and_last_line_are_the_source_s(rows: list[dict[str, str]]) -> None:
    lines = cdnow.cdnow_file().read_text(encoding="ascii").splitlines()
    for row in (rows[0], rows[1], rows[-1]):
        customer_id, day, _, amount = lines[int(row["transaction_id"]) - 1].split()
        assert (row["customer_id"], row["ordered_at"].replace("-", ""), row["amount"]) == (customer_id, day, amount)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cdnow, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="lifetimes, which is not installed"):
        cdnow.cdnow_file()


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = ModuleSpec("lifetimes", loader=None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(cdnow, "find_spec", lambda name: spec)
    with pytest.raises(FileNotFoundError, match=r"CDNOW_master\.txt is missing"):
        cdnow.cdnow_file()
