"""What spreadsheets, shops and ad platforms write and nobody said a word of, in one shop with many sources."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import openpyxl
from exports_with_doubts import HEADER, orders, told, write

DAYS = [f"2024-{month:02d}-{number:02d}" for month in (3, 4, 5) for number in range(1, 29)]
UUID = "0000000c-9f2c-9cd0-4674-0000000000{:02d}"
SALE = {
    "paid": ("true", "false"),
    "paid_at": ("2024-05-05", ""),
    "livemode": ("1.0", "0.0"),
    "kind": ("capture", "authorization"),
    "durum": ("Tamamland\u0131", "\u0130ptal edildi"),
    "StageName": ("Closed Won", "Closed Lost"),
    "environment": ("live", "Sandbox"),
    "is_fraud": ("no", "yes"),
    "balance_due": ("0.00", "5.00"),
}
"""What a column says of an order that brought money, and of one that did not."""


def as_an_american_spreadsheet_has_it(written: str) -> datetime | str:
    """A day such as 2024-05-03, which was 03/05/2024 in the file that was opened."""
    month, number = int(written[5:7]), int(written[8:])
    return datetime(2024, number, month) if number <= 12 else f"{number}/{month:02d}/2024"


def spend_of(number: int) -> Decimal:
    return Decimal(20 + number * 7 % 23) + Decimal("0.25")


def test_what_other_programs_made_of_a_shop_is_told(checked, tmp_path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER.split(","))
    for i, (order, customer, ordered_at, amount) in enumerate(orders(120)):
        buyer = {1: datetime(2024, 2, 1), 2: "#DIV/0!", 3: "#WERT!"}.get(i, customer)
        sheet.append([order, buyer, as_an_american_spreadsheet_has_it(ordered_at), float(amount)])
    book.save(tmp_path / "sheet.xlsx")
    sales = []
    for i, row in enumerate(orders(100)):
        buyer = UUID.format(i % 30) if i % 11 else f"{{{UUID.format(i % 30).replace('-', '')}}}"
        placeholder = {4: "Walk-in Customer", 5: "-1", 6: "[deleted]", 7: "{}"}.get(i, buyer)
        columns = [words[i % 9 == number] for number, words in enumerate(SALE.values())]
        said = "Cancelled by phone" if i % 20 == 3 else "Do not cancel"
        sales.append((f"s{i}", placeholder, *row[2:], *columns, said, 3 if i % 10 == 1 else ""))
    write(tmp_path / "sales.csv", f"{HEADER},{','.join(SALE)},Remarks,Tip", sales)
    names = ["google", "https://www.google.com/?gclid=1", "google / cpc", "(not set)"]
    write(tmp_path / "customers.csv", "customer_id,channel", [(f"c{i}", names[i % 4]) for i in range(40)])

    daily = [(written, "google", spend_of(i)) for i, written in enumerate(DAYS)]
    again = [(written, "google", spend + Decimal("0.75")) for written, _, spend in daily[-6:]]
    write(tmp_path / "again.csv", "spend_date,channel,spend", [*daily, *again])
    meta = [(written, "meta", spend_of(3 * i)) for i, written in enumerate(DAYS)]
    sums = {month: sum(row[2] for row in meta if row[0][:7] == month) for month in ("2024-03", "2024-04")}
    write(
        tmp_path / "sums.csv", "spend_date,channel,spend", [*meta, *((f"{m}-28", "meta", s) for m, s in sums.items())]
    )
    tiktok = [(written, "tiktok", spend_of(5 * i)) for i, written in enumerate(DAYS)]
    write(tmp_path / "first.csv", "spend_date,channel,spend", tiktok[:60])
    write(tmp_path / "second.csv", "spend_date,channel,spend", [(*r[:2], r[2] + Decimal("0.5")) for r in tiktok[50:]])
    cents = [(written, "bing", int(spend_of(i) * 100) + i % 7) for i, written in enumerate(DAYS)]
    write(tmp_path / "cents.csv", "spend_date,channel,spend", cents)

    files = ("again.csv", "sums.csv", "first.csv", "second.csv", "cents.csv")
    sources = [{"file": "sheet.xlsx", "date_format": "%d/%m/%Y"}, {"file": "sales.csv"}]
    warehouse = checked(inputs={"transactions": sources, "ad_spend": [{"file": name} for name in files]})
    found = {row for row in told(warehouse) if row[0] != "ids_do_not_meet"}
    assert {row for row in found if row[0] in ("status_not_used", "money_not_subtracted")} == {
        ("status_not_used", "transactions", 12, "sales.csv: paid: false (12)"),
        ("status_not_used", "transactions", 11, "sales.csv: paid_at: blank (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: livemode: 0.0 (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: kind: authorization (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: durum: iptal edildi (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: StageName: closed lost (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: environment: sandbox (11)"),
        ("status_not_used", "transactions", 11, "sales.csv: is_fraud: yes (11)"),
        ("status_not_used", "transactions", 5, "sales.csv: Remarks: cancelled by phone (5)"),
        ("money_not_subtracted", "transactions", 11, "sales.csv: balance_due: 5.0000"),
        ("money_not_subtracted", "transactions", 10, "sales.csv: Tip: 3.0000"),
    }
    assert {row[:1] + row[2:] for row in found if row[1] == "ad_spend"} == {
        ("equal_spend_rows", 6, "again.csv: 2024-05-23 to 2024-05-28"),
        ("spend_totals_among_rows", 2, f"sums.csv, meta: {min(sums.values())}00"),
        ("spend_counted_twice", 10, "first.csv and second.csv: tiktok"),
        ("amounts_may_be_cents", 84, "bing: spend of 2025.0000 to 4231.0000, none with decimals"),
    }
    assert {row[0] for row in found if row[1] != "ad_spend"} - {"status_not_used", "money_not_subtracted"} == {
        *("days_swapped", "ids_cut_short", "ids_look_alike", "channels_look_alike", "files_not_read"),
    }
    examples = {row[0]: row[3] for row in found}
    assert examples["days_swapped"] == "sheet.xlsx: ordered_at: 2024-01-01 beside 13/01/2024"
    assert examples["ids_cut_short"] == "customer_id '2024-02-01' beside '0000000c-9f2c-9cd0-4674-000000000000'"
    assert examples["channels_look_alike"] == "'google', 'google / cpc', 'https://www.google.com/?gclid=1'"
    assert examples["files_not_read"].startswith("sheet.xlsx: cells of the column customer_id are dates")
    rejected = "select reason, count(*) from main_staging.rejected_rows where relation = 'transactions' group by all"
    assert warehouse.query(rejected) == [("guest_order", 6)]
    assert warehouse.query("select count(*) from main_staging.stg_customers where channel = 'unattributed'") == [(10,)]
