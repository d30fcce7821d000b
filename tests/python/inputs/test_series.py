"""Files that are parts of one export are decided together; a workbook's header is found below its title."""

from __future__ import annotations

from pathlib import Path

import pytest
from inputs.drafts import Drafted, only
from openpyxl import Workbook

from ltv.inputs.folder import look
from ltv.inputs.mapping import draft

HEADER = "Kunde,Datum,Betrag"


def rows(day: str, customers: range) -> list[str]:
    return [HEADER, *(f"K{i % 40},{day.format(1 + i % 12)},{10 + i}.50" for i in customers)]


def test_a_part_of_an_export_is_what_the_others_are(drafted: Drafted) -> None:
    """Nobody comes back within the first file, so that it was no table of orders, and a third of the money was lost."""
    files = {
        "orders_1.csv": rows("2024-01-{:02d}", range(40)),
        "orders_2.csv": rows("2024-02-{:02d}", range(90)),
        "orders_3.csv": rows("2024-03-{:02d}", range(90)),
    }
    assert only(drafted(files), "transactions")["file"] == [*files]


def test_what_one_month_leaves_open_another_decides(drafted: Drafted) -> None:
    """03/04/2024 may be in March or in April, but for 28/02/2024 in the file of February."""
    files = {
        "Bestellungen M\u00e4rz.csv": rows("{:02d}/03/2024", range(90)),
        "Bestellungen Februar.csv": [*rows("{:02d}/02/2024", range(90)), "K1,28/02/2024,5.50"],
    }
    mapping = drafted(files)
    assert mapping.open == ()
    assert only(mapping, "transactions")["date_format"] == "%d/%m/%Y"


def test_files_of_other_names_decide_for_themselves(drafted: Drafted) -> None:
    spend = ["date_day,campaign_name,impressions,spend", "2024-01-05,Brand,9,5.50"]
    orders = ["order_id,customer_id,order_date,total", "1,a,2024-01-05,10.50", "2,b,2024-01-06,20.50"]
    files = {"google_ads_2024.csv": spend, "tiktok_ads_2024.csv": [spend[0], "2024-01-05,Brand,9,6.50"]}
    sources = drafted({"orders.csv": orders, **files}).variables["inputs"]["ad_spend"]
    assert [each["columns"]["channel"]["value"] for each in sources] == ["google_ads", "tiktok_ads"]


@pytest.mark.parametrize("titles", [0, 1, 3])
def test_the_header_of_a_workbook_stands_below_its_title(tmp_path: Path, titles: int) -> None:
    """A folder of such workbooks was refused, and each file told to be given a header_line."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    table = [["Order No", "Client", "Date", "Total"], *([i, f"c{i % 9}", "2024-01-05", i + 0.5] for i in range(30))]
    for row in [*([f"Orders of {2020 + i}"] for i in range(titles)), *table]:
        sheet.append(row)
    book.save(tmp_path / "orders.xlsx")
    (tmp_path / "scratch").mkdir()
    source = only(draft(tmp_path, look(tmp_path, tmp_path / "scratch")), "transactions")
    assert source.get("header_line", 1) == titles + 1
