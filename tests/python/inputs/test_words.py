"""Columns whose names nobody has listed are known by the words that they are made of, in the languages of shops."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted, told

from ltv.inputs.formats.meaning import english

TABLES = {
    "Turkish": ("Sipariş Numarası", "Sipariş Tarihi", "Müşteri No", "Müşteri Adı", "Satış Tutarı", "Kargo Ücreti"),
    "Polish": ("Nr zamówienia", "Data złożenia", "Numer klienta", "Klient", "Wartość zamówienia", "Koszt dostawy"),
    "Czech": ("Číslo objednávky", "Datum objednávky", "Číslo zákazníka", "Jméno", "Celkem", "Doprava"),
    "Hungarian": ("Rendelés száma", "Rendelés dátuma", "Vevő azonosító", "Vevő neve", "Végösszeg", "Szállítás"),
    "Swedish": ("Beställningsnummer", "Orderdatum", "Kundnr", "Kundnamn", "Belopp inkl. moms", "Frakt"),
    "Danish": ("Ordrenummer", "Dato", "Kundenummer", "Navn", "Beløb", "Fragt"),
    "Finnish": ("Tilausnumero", "Tilauspäivä", "Asiakasnumero", "Nimi", "Loppusumma", "Toimituskulut"),
    "Romanian": ("Număr comandă", "Data comenzii", "Cod client", "Nume client", "Valoare comandă", "Livrare"),
    "Russian": ("Номер заказа", "Дата заказа", "Код клиента", "Имя", "Сумма заказа", "Доставка"),
    "Japanese": ("注文番号", "注文日", "顧客番号", "お名前", "合計金額", "送料"),
    "Korean": ("주문번호", "주문일시", "구매자ID", "구매자명", "총 주문금액", "배송비"),
    "Chinese": ("订单号", "下单日期", "下单账号", "客户姓名", "订单总额", "运费"),
    "German": ("Auftrags-Nr.", "Auftrag vom Datum", "Kunden-Code", "Kundenname", "Auftragssumme", "Versandkosten"),
    "English": ("Orders Order No", "Orders Created Date", "Buyer Code", "Buyer Name", "Grand Sum", "Freight"),
}


@pytest.mark.parametrize("language", TABLES)
def test_a_table_is_read_by_the_words_of_its_columns(drafted: Drafted, language: str) -> None:
    columns = TABLES[language]
    rows = [f"{1000 + i};2024-{1 + i % 12:02d}-{1 + i % 28:02d};{i * 7 % 40};Ann B;{20 + i}.50;4.90" for i in range(60)]
    mapping = drafted({"export.csv": [";".join(columns), *rows]})
    source = told(mapping)
    assert [source[name] for name in ("transaction_id", "ordered_at", "customer_id", "amount")] == [
        columns[0],
        columns[1],
        columns[2],
        columns[4],
    ]
    assert mapping.open == ()
    (said,) = (line for line in mapping.why["transactions"] if line.startswith("Read by the words in their names"))
    assert f"{columns[0]} as " in said


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Versanddatum",
            "Kundenbetreuer",
            "Order status",
            "Shipping date",
            "Birth date",
            "Discount amount",
            "Tax total",
        ),
        *("Kargo tarihi", "Data dostawy", "Leveransdatum", "配送日", "送料合計", "Rabattbetrag", "Line total", "Fee"),
        *("Product total", "Name", "Deal Name", "Email opened", "Status ID", "Net weight", "Amount Currency"),
    ],
)
def test_words_that_mean_something_else_make_no_name(name: str) -> None:
    assert english(name) is None


def test_a_sale_of_a_crm_has_the_day_on_which_it_was_closed(drafted: Drafted) -> None:
    rows = [f"{i},Deal {i},2024-01-{1 + i % 28:02d},2024-05-{1 + i % 28:02d},{i % 20},{50 + i}.10" for i in range(60)]
    header = "Record ID,Deal Name,Create Date,Close Date,Associated Contact IDs,Amount"
    source = told(drafted({"all-deals.csv": [header, *rows]}))
    assert [source[name] for name in ("transaction_id", "ordered_at", "customer_id", "amount")] == [
        "Record ID",
        "Close Date",
        "Associated Contact IDs",
        "Amount",
    ]


def test_a_header_of_words_is_found_below_a_title(drafted: Drafted) -> None:
    rows = [f"{i};2024-01-{1 + i % 28:02d};{i % 20};{50 + i},10" for i in range(60)]
    source = told(drafted({"rapor.csv": ["Rapor;;;", "", "Sipariş No;Sipariş Tarihi;Müşteri Kodu;Tutar", *rows]}))
    assert (source["header_line"], source["amount"], source["decimal_mark"]) == (3, "Tutar", ",")


def test_words_for_no_value_are_no_form_of_dates_or_amounts(drafted: Drafted) -> None:
    rows = [f"{i};{1 + i % 28:02d}.03.2024;{i % 20};{50 + i},10" for i in range(60)]
    source = told(drafted({"umsatz.csv": ["auftrag;datum;kunde;betrag", *rows, "61;NA;3;NA", "62;null;4;N/A"]}))
    assert (source["date_format"], source["decimal_mark"]) == ("%d.%m.%Y", ",")


def test_yen_have_no_thousandths(drafted: Drafted) -> None:
    rows = [f'{i},2024-01-{1 + i % 28:02d},{i % 20},"¥{1 + i % 9},{100 + i}"' for i in range(60)]
    assert told(drafted({"a.csv": ["注文番号,日付,顧客番号,金額", *rows]}))["decimal_mark"] == "."


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Kênh", "channel"),
        ("Kênh bán hàng", "channel"),
        ("Nguồn đơn", "channel"),
        ("Nguồn đơn hàng", "channel"),
        ("Ngày đăng ký", "registration_date"),
        ("Mã khách hàng", "customer_id"),
        ("Email khách hàng", "customer_email"),
        ("Email người mua", "customer_email"),
        ("Số điện thoại", "phone"),
        ("SĐT khách hàng", "customer_phone"),
        ("Correo electrónico", "email"),
        ("Correo del cliente", "customer_email"),
        ("Correo electrónico del comprador", "customer_email"),
        ("Adresse e-mail du client", "customer_email"),
    ],
)
def test_channels_and_customers_are_known_in_vietnamese_and_spanish(name: str, called: str) -> None:
    """Customers without a known channel were no input, and orders with a buyer's e-mail no orders."""
    assert english(name) == called
