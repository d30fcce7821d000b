"""Dates and amounts are inferred only where one reading is possible; exports are recognised whatever is around them."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import exports

from ltv.inputs.errors import InputError
from ltv.inputs.folder import look
from ltv.inputs.formats.dates import date_format
from ltv.inputs.formats.names import key
from ltv.inputs.formats.values import Answer, decimal_mark
from ltv.inputs.mapping import Draft, draft, load
from ltv.inputs.mapping_text import written


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (
            ["2024-01-05", "2024-01-05 12:33:12 +0100", "2024-01-05T12:33:12.5Z", "20240105", "2024-01-05 10:00 UTC"],
            None,
        ),
        (["05.01.2024", "13.01.2024"], "%d.%m.%Y"),
        (["01/05/2024", "1/13/2024"], "%m/%d/%Y"),
        (["12/1/2010 8:26", "12/13/2010 14:05"], "%m/%d/%Y %H:%M"),
        (["13/12/24 08:26:01", "1/2/24 08:26:01"], "%d/%m/%y %H:%M:%S"),
        (["2024/01/05", "2024/12/31"], "%Y/%m/%d"),
        (["5 Jan 2024", "17 Feb 2024"], "%d %b %Y"),
        (["Jan 5, 2024", "May 17, 2024"], "%b %d, %Y"),
        (["24-01-05", "23-03-17", "23-12-30"], "%y-%m-%d"),
        (["05.01.24", "17.03.24"], "%d.%m.%y"),
        (["2024-1-5 9:30", "2024-12-15 10:30"], "%Y-%m-%d %H:%M"),
        (["Fri, 02 Aug 2024 01:55:00 +0000"], "%a, %d %b %Y %H:%M:%S %z"),
        (["Friday, 01 December 2023", "Monday, 4 March 2024"], "%A, %d %b %Y"),
        (["Freitag, 1. Dezember 2023", "Montag, 4. M\u00e4rz 2024"], "%A, %d. %b %Y"),
        (["13/01/2024 10:00 CET", "14/07/2024 10:00 CEST"], "%d/%m/%Y %H:%M%z"),
        (["13/01/2024 3:20 μμ", "14/01/2024 3:20 πμ"], "%d/%m/%Y %I:%M %p"),
        (["13/01/2024 3:20 CH", "14/01/2024 3:20 SA"], "%d/%m/%Y %I:%M %p"),
        (["13/01/2024 10:00 GMT", "14/01/2024 10:00 UTC"], "%d/%m/%Y %H:%M%z"),
        (["1 janv. 2024", "15 ao\u00fbt 2024", "3 mai 2024"], "%d %b %Y"),
        (["1. Januar 2024", "5. M\u00e4rz 2024"], "%d. %b %Y"),
        (["5 de enero de 2024", "7 de septiembre de 2024"], "%d de %b de %Y"),
        (["2024\u5e741\u67085\u65e5 09:30", "2024\u5e7412\u670815\u65e5 10:00"], "%Y\u5e74%m\u6708%d\u65e5 %H:%M"),
        (["Jan-05-24", "Feb-17-24"], "%b-%d-%y"),
        (["Jan-05-2024", "Feb-17-2024"], "%b-%d-%Y"),
        (["3 de marzo de 2023 09:12 hs."], "%d de %b de %Y %H:%M hs."),
        (["4. M\u00e4rz 2024 um 9:12 Uhr"], "%d. %b %Y um %H:%M Uhr"),
        (["4 maart 2024 9:12 uur"], "%d %b %Y %H:%M uur"),
        (["13/02/2024 14:05h"], "%d/%m/%Y %H:%Mh"),
        (["4 mar 2023", "17 marca 2023"], "%d %b %Y"),
        (["1 cze 2024 10:02"], "%d %b %Y %H:%M"),
        (["12 Şub 2024", "13 Ağustos 2024"], "%d %b %Y"),
        (["5 huhtikuuta 2024", "6 marraskuuta 2024"], "%d %b %Y"),
        (["3 апр 2024", "17 мая 2024"], "%d %b %Y"),
        (["3 апреля 2024 \u0433. в 10:02"], "%d %b %Y \u0433. в %H:%M"),
        (["2024. márc. 4.", "2024. április 17."], "%Y. %b %d."),
        (["2023-W10", "2023-W52"], "%G-W%V"),
        (["2023W10"], "%GW%V"),
        (["KW 9/2024", "KW 10/2024"], "KW %V/%G"),
        (["45292", "45292.395833333336"], "excel"),
        (["1704101400", "1704101400.5"], "unix"),
        (["1704101400000"], "unix ms"),
        (["1704101400000000"], "unix us"),
        (["1704101400000000000"], "unix ns"),
        (["20240105.0", "20240106.0"], None),
        (["20240105093000", "2024-01-05"], None),
        (["Jan 5, 2024 3:04 PM", "May 17, 2024 11:59 AM"], "%b %d, %Y %I:%M %p"),
        (["令和6年5月1日", "令和元年12月31日"], "%EY年%m月%d日"),
        (["R6.5.1", "H31.4.30"], "%EY.%m.%d"),
        (["民國113年5月1日 10:30"], "%EY年%m月%d日 %H:%M"),
        (
            [
                "\u0662\u0660\u0662\u0664-\u0660\u0665-\u0660\u0661",
                "\u06f2\u06f0\u06f2\u06f4-\u06f0\u06f5-\u06f0\u06f1",
            ],
            None,
        ),
        (["\uff12\uff10\uff12\uff14\uff0f\uff10\uff15\uff0f\uff10\uff11"], "%Y/%m/%d"),
        (
            [
                "\u0662\u0668/\u0660\u0662/\u0662\u0660\u0662\u0664",
                "\u0660\u0661/\u0660\u0662/\u0662\u0660\u0662\u0664",
            ],
            "%d/%m/%Y",
        ),
    ],
)
def test_a_date_format_is_found_where_the_column_decides(values: list[str], found: str | None) -> None:
    assert date_format(values) == Answer(found=found)


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    assert date_format(["05.01.2024", "12.11.2024"]).possible == ("%d.%m.%Y", "%m.%d.%Y")
    assert date_format(["05-01-24"]).possible == ("%d-%m-%y", "%m-%d-%y", "%y-%m-%d")
    assert date_format(["113/05/01", "99/05/01"]).unreadable is not None
    assert date_format(["113/05/01", "112/12/31"]).possible == ("%EY/%m/%d",)
    assert date_format(["13.01.2024", "01.13.2024"]).unreadable is not None
    assert date_format(["05.01.2024", "soon"]).unreadable == "soon"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["12.50", "-3", "1000"], None),
        (["\uff12\uff10\uff0e\uff15", "3"], "."),
        (["12,50", "3"], ","),
        (["1.234,50", "12,00"], ","),
        (["1,234.50", "12.00"], "."),
        (["1,234", "12.50"], "."),
        (["1.234.567", "12"], ","),
        (["€ 12.50", "3"], "."),
        (["12,50 €", "1 234,50 EUR"], ","),
        (["--", "12.5"], None),
        (["1.234", "12.5"], None),
        (["0.123", "1.234"], None),
        (["1'234.50", "12.00"], "."),
        (["CHF 1\u2019234.50"], "."),
        (["\u20b9 1,20,100.50", "99.00"], "."),
        (["(15.00)", "20.50"], "."),
        (["15,00-", "20,50"], ","),
        (["2.572,-", "1.280,-"], ","),
        (["79,--", "26,38"], ","),
        (["45.\u2014", "45.-"], "."),
        (["\u221215.00", "20.50"], "."),
        (["R$ 1.234,50", "Rs. 500"], ","),
    ],
)
def test_a_decimal_mark_is_found_where_the_column_decides(values: list[str], found: str | None) -> None:
    assert decimal_mark(values) == Answer(found=found)


def test_an_amount_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    assert decimal_mark(["1,234", "5"]).possible == (",", ".")
    assert decimal_mark(["1.234", "12"]).possible == (",", ".")
    assert decimal_mark(["$1.234", "$12"]).possible == (",", ".")
    assert decimal_mark(["1,50", "1.50"]).unreadable is not None


@pytest.mark.parametrize("name", ["InvoiceNo", "Invoice No", "invoice-no", " INVOICE_NO ", "invoiceNo"])
def test_names_are_compared_by_their_words(name: str) -> None:
    assert key(name) == "invoice_no"


def test_names_with_accents_are_those_without() -> None:
    assert [key("Währung"), key("Numéro de commande"), key("W\u0061\u0308hrung")] == [
        "waehrung",
        "numero_de_commande",
        "waehrung",
    ]


def test_a_german_shop_without_a_word_of_english_is_recognised(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    put(folder / "a.csv", "Bestellnummer;Kundennummer;Bestelldatum;Summe;Währung", "1;7;13.01.2024;1.234,50;EUR")
    put(folder / "b.csv", "Kundennummer;Registriert am;Kanal", "7;13.01.2024;Suche")
    put(folder / "c.csv", "Datum;Kanal;Kosten", "13.01.2024;Suche;12,50")
    mapping = drafted(folder, tmp_path)
    assert mapping.open == ()
    assert {name: source["columns"] for name, source in mapping.variables["inputs"].items()} == {
        "transactions": {
            "transaction_id": "Bestellnummer",
            "customer_id": "Kundennummer",
            "ordered_at": "Bestelldatum",
            "amount": "Summe",
            "currency": "Währung",
        },
        "customers": {"customer_id": "Kundennummer", "acquired_at": "Registriert am", "channel": "Kanal"},
        "ad_spend": {"spend_date": "Datum", "channel": "Kanal", "spend": "Kosten"},
    }


def drafted(folder: Path, tmp_path: Path) -> Draft:
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    return draft(folder, look(folder, scratch))


def put(path: Path, columns: str, *rows: str, delimiter: str = ",") -> None:
    path.write_text("\n".join([columns, *rows]).replace("|", delimiter) + "\n", encoding="utf-8")


def test_the_commonest_table_of_order_lines_is_recognised(tmp_path: Path) -> None:
    """The columns of UCI Online Retail."""
    folder = tmp_path / "shop"
    folder.mkdir()
    put(
        folder / "data.csv",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "536365,85123A,LAMP,6,12/1/2010 8:26,2.55,17850,United Kingdom",
        "536366,71053,MUG,6,12/13/2010 8:28,3.39,17850,United Kingdom",
    )
    mapping = drafted(folder, tmp_path)
    assert mapping.open == ()
    assert mapping.variables["transaction_grain"] == "line"
    assert mapping.variables["inputs"]["transactions"] == {
        "format": "plain table",
        "file": "data.csv",
        "columns": {
            "transaction_id": "InvoiceNo",
            "customer_id": "CustomerID",
            "ordered_at": "InvoiceDate",
            "amount": {"product": ["UnitPrice", "Quantity"]},
        },
        "date_format": "%m/%d/%Y %H:%M",
    }


def test_what_only_a_person_can_decide_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    put(
        folder / "orders.csv", "order_id;email;created_at;total", "1;a@x.org;05.01.2024;1,234", "2;b@x.org;06.02.2024;7"
    )
    mapping = drafted(folder, tmp_path)
    assert any('"%d.%m.%Y" or "%m.%d.%Y"' in question for question in mapping.open)
    assert any("decimal_mark" in question for question in mapping.open)
    assert "date_format" not in mapping.variables["inputs"]["transactions"]
    assert "To be decided" in written(mapping, "shop.yml")


def test_several_currencies_are_asked_for_rates(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    put(
        folder / "orders.csv",
        "order_id,email,created_at,total,currency",
        "1,a,2024-01-05,5,EUR",
        "2,b,2024-01-06,5,USD",
    )
    mapping = drafted(folder, tmp_path)
    assert "reporting_currency" not in mapping.variables
    assert any("several currencies" in question for question in mapping.open)


def test_payments_are_not_counted_beside_the_orders_that_they_paid(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    orders = exports.shop_orders()[:60]
    exports.shopify(folder, orders)
    exports.stripe(folder, orders)
    mapping = drafted(folder, tmp_path)
    files = [source["file"] for source in mapping.variables["inputs"]["transactions"]]
    assert all("unified_payments.csv" not in str(file) for file in files)
    assert any("unified_payments.csv" in sentence for sentence in mapping.why["transactions"])


def test_a_workbook_is_recognised_like_a_file_of_text(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    exports.stripe(folder, exports.shop_orders()[:40])
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO((folder / "unified_payments.csv").read_text(encoding="utf-8"), newline="")):
        book.active.append(row)
    book.save(folder / "unified_payments.xlsx")
    (folder / "unified_payments.csv").unlink()
    mapping = drafted(folder, tmp_path)
    assert mapping.variables["inputs"]["transactions"]["format"] == "Stripe payments"


def test_a_folder_without_orders_says_what_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    put(folder / "things.csv", "colour,size", "red,5")
    (folder / "old.xls").touch()
    with pytest.raises(InputError, match=r"no file with orders[^\n]*\n(.*\n)*things.csv.*colour, size"):
        drafted(folder, tmp_path)


def test_the_text_of_a_mapping_is_the_mapping(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    exports.shopify(folder, exports.shop_orders())
    exports.google_ads(folder, german=True)
    exports.meta_ads(folder)
    exports.ga4(folder)
    exports.customers(folder, [exports.email(i) for i in range(50)])
    mapping = drafted(folder, tmp_path)
    assert mapping.open == ()
    path = tmp_path / "shop.yml"
    path.write_text(written(mapping, "shop.yml"), encoding="utf-8")
    assert load(path) == mapping.variables
    assert "&id" not in path.read_text(encoding="utf-8")
    assert mapping.variables["channel_aliases"] == {"google_ads": "Google Ads", "meta_ads": "facebook"}
    assert mapping.variables["inputs"]["customers"]["encoding"] == "windows-1252"
    google = mapping.variables["inputs"]["ad_spend"][0]
    assert (google["header_line"], google["delimiter"], google["decimal_mark"]) == (3, "tab", ",")


@pytest.mark.parametrize(
    ("content", "told"),
    [("a: [", "no YAML in line 1"), ("- a\n", "holds no variables"), ("", "holds no variables"), (None, "ltv init")],
)
def test_a_wrong_mapping_is_refused_in_words(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "shop.yml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=told):
        load(path)


def test_hand_calculations_are_of_the_orders_that_count() -> None:
    orders = exports.shop_orders()
    assert len(orders) == exports.ORDERS
    assert {order.status for order in orders} >= {
        "paid",
        "pending",
        "voided",
        "refunded",
        "partly_refunded",
        "partly_paid",
    }
    assert sum((order.gift_cards for order in orders if order.counts), Decimal(0)) > 1000


def test_files_of_a_shop_with_its_own_names_are_known(tmp_path: Path) -> None:
    """As a newcomer's were: order lines of a wholesaler and a list of its clients."""
    (tmp_path / "retail.csv").write_text(
        "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "1,P1,2,2010-12-01 08:26:00,2.50,17850,UK\n1,P2,1,2010-12-01 08:26:00,1.00,17850,UK\n"
    )
    (tmp_path / "clients.csv").write_text("Client No,Registered,Source,country\n17850,2009-12-14,search,UK\n")
    mapping = draft(tmp_path, look(tmp_path, tmp_path))
    assert mapping.variables["transaction_grain"] == "line"
    assert mapping.variables["inputs"]["transactions"]["columns"]["amount"] == {"product": ["UnitPrice", "Quantity"]}
    assert mapping.variables["inputs"]["customers"]["columns"] == {
        "customer_id": "Client No",
        "acquired_at": "Registered",
        "channel": "Source",
    }


def test_a_file_that_is_nearly_known_says_which_column_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Invoice,Client,Vorgang,Net total\n1,2,2024-01-01,3\n")
    (tmp_path / "b.csv").write_text("Question,Answer\n1,2\n")
    near, far = look(tmp_path, tmp_path).skipped
    assert "no column is known for ordered_at (names that are known: ordered_at, order_date" in near
    assert "name it and its columns in the mapping, under inputs" in far


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["Apr-03-24", "Sep-14-24"], "%b-%d-%y"),
        (["3 de marzo de 2024 09:12 hs.", "11 de junio de 2024 10:00 hs."], "%d de %b de %Y %H:%M hs."),
        (["1 cze 2024 10:02", "30 wrze\u015bnia 2024 9:30"], "%d %b %Y %H:%M"),
        (["12 \u015eub 2024", "9 Temmuz 2024"], "%d %b %Y"),
        (["5 marraskuuta 2024", "5 hein\u00e4kuuta 2024"], "%d %b %Y"),
        (["3 \u0430\u043f\u0440 2024", "4 \u043c\u0430\u044f 2024"], "%d %b %Y"),
        (["05.01.2024 14:30 Uhr", "15.01.2024 9:05 Uhr"], "%d.%m.%Y %H:%M Uhr"),
    ],
)
def test_dates_are_known_by_their_form(values: list[str], form: str) -> None:
    assert date_format(values).found == form
