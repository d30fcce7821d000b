"""Money that a recogniser once took wrongly: repeated totals, millionths, breakdowns with their sums, two shops."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import openpyxl
import pytest
from inputs.drafts import only

from ltv.inputs.encodings import likely_encoding
from ltv.inputs.folder import look
from ltv.inputs.mapping import draft

ORDERS = ("order_id,customer_id,order_date,total", "1,a,2024-01-05,10.50", "2,b,2024-01-06,20.50")


WOO = "order_id,date,status,order_total,customer_id,billing_email,item_name,item_total"


def test_lines_of_woocommerce_that_repeat_the_total_are_one_order(drafted) -> None:
    """They were added up: an order of two lines counted twice."""
    lines = ("1,2024-01-05,completed,15.00,7,a@x.org,hat,10.00", "1,2024-01-05,completed,15.00,7,a@x.org,sock,5.00")
    mapping = drafted({"woo.csv": (WOO, *lines)})
    assert mapping.variables["transaction_grain"] == "order"
    assert only(mapping, "transactions")["columns"]["amount"] == "order_total"


def test_lines_of_woocommerce_without_a_total_are_added_up(drafted) -> None:
    lines = ("1,2024-01-05,completed,7,a@x.org,hat,10.00", "1,2024-01-05,completed,7,a@x.org,sock,5.00")
    mapping = drafted({"woo.csv": (WOO.replace("order_total,", ""), *lines)})
    assert mapping.variables["transaction_grain"] == "line"
    assert only(mapping, "transactions")["columns"]["amount"] == "item_total"


SHOPIFY = "Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Payment Method"
SHOPIFY_ORDERS = (
    SHOPIFY,
    "#1,a@x.org,paid,2024-01-05 10:00:00 +0100,15.00,1,hat,15.00,Shopify Payments",
    "#2,a@x.org,paid,2024-01-06 10:00:00 +0100,99.00,1,hat,99.00,bogus",
)


def test_shopify_without_refunds_is_read_and_its_test_orders_are_not(drafted) -> None:
    """The mapping had an empty list of refunds, which was refused, and test orders counted."""
    source = only(drafted({"orders.csv": SHOPIFY_ORDERS}), "transactions")
    assert "subtract" not in source
    assert source["drop"] == {"Payment Method": ["bogus"]}


STRIPE = "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer ID,Dispute Status"


def test_a_lost_dispute_is_no_payment(drafted) -> None:
    """Its money went back, which neither the status nor the refunded amount says."""
    lines = (
        "ch_1,2024-01-05 10:00,15.00,0.00,eur,true,Paid,cus_1,",
        "ch_2,2024-01-06 10:00,9.00,0.00,eur,true,Paid,cus_1,Lost",
    )
    source = only(drafted({"payments.csv": (STRIPE, *lines)}), "transactions")
    assert source["drop"] == {"Captured": ["false"], "Dispute Status": ["lost"]}


def test_two_systems_with_orders_are_both_kept_and_asked_about(drafted) -> None:
    """The orders of the older system were left out with a comment only."""
    woo = ("order_id,date,status,order_total,customer_id,billing_email", "1,2023-01-05,completed,15.00,7,a@x.org")
    mapping = drafted({"shopify.csv": SHOPIFY_ORDERS, "woo.csv": woo})
    assert [source["file"] for source in mapping.variables["inputs"]["transactions"]] == ["shopify.csv", "woo.csv"]
    assert any("both hold orders" in question for question in mapping.open)


def test_amounts_in_cents_by_name_are_divided(drafted) -> None:
    lines = (ORDERS[0].replace("total", "total_cents"), "1,a,2024-01-05,1050", "2,b,2024-01-06,2050")
    source = only(drafted({"orders.csv": lines}), "transactions")
    assert (source["columns"]["amount"], source["divide_by"]) == ("total_cents", 100)


REPORTS = {
    "google's api": (
        ("segments.date,campaign,metrics.cost_micros", "2024-01-05,Brand,12500000"),
        {"channel": "google_ads", "spend": "metrics.cost_micros", "divide_by": 1_000_000},
    ),
    "tiktok": (
        ("Campaign name,By Day,Currency,Cost", "Brand,2024-01-05,EUR,12.50", "Total of 1 results,-,EUR,12.50"),
        {"channel": "tiktok_ads", "spend": "Cost", "divide_by": None},
    ),
    "linkedin": (
        (
            "Campaign performance report",
            "Report start: 2024-01-01",
            "Start Date (in UTC),Campaign Name,Currency,Total Spent",
            "1/15/2024,Brand,EUR,12.5",
        ),
        {"channel": "linkedin_ads", "spend": "Total Spent", "divide_by": None},
    ),
    "microsoft": (
        ("Gregorian date,Account name,Impr.,Spend", "2024-01-05,Shop,5,12.50", "\u00a92024 Microsoft Corporation,,,"),
        {"channel": "microsoft_ads", "spend": "Spend", "divide_by": None},
    ),
}


@pytest.mark.parametrize("report", REPORTS)
def test_reports_of_ad_platforms_are_recognised(drafted, report: str) -> None:
    lines, found = REPORTS[report]
    mapping = drafted({"orders.csv": ORDERS, "report.csv": lines})
    source = only(mapping, "ad_spend")
    assert mapping.open == ()
    assert source["columns"]["channel"] == {"value": found["channel"]}
    assert (source["columns"]["spend"], source.get("divide_by")) == (found["spend"], found["divide_by"])


def test_sums_of_a_breakdown_are_left_out(drafted) -> None:
    """Rows without a platform sum those that have one: spend counted twice."""
    header = "Campaign name,Day,Platform,Gender,Amount spent (EUR)"
    lines = ("K,2024-01-05,,female,30.50", "K,2024-01-05,facebook,female,20.25", "K,2024-01-05,instagram,female,10.25")
    source = only(drafted({"orders.csv": ORDERS, "meta.csv": (header, *lines)}), "ad_spend")
    assert source["drop_blank"] == ["Campaign name", "Platform"]


def test_every_sheet_that_is_shown_is_looked_at(tmp_path: Path) -> None:
    """The first sheet was read, a hidden one too, and the other year was not."""
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    for name in ("hidden", "2023", "2024", "notes"):
        sheet = book.active if name == "hidden" else book.create_sheet(name)
        rows = [("note",), ("call Bob",)] if name == "notes" else [line.split(",") for line in ORDERS]
        for row in rows:
            sheet.append(row)
    folder, scratch = tmp_path / "shop", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    book.save(folder / "orders.xlsx")
    seen = look(folder, scratch)
    assert [source["sheet"] for source in draft(folder, seen).variables["inputs"]["transactions"]] == ["2023", "2024"]
    assert ["sheet notes" in sentence for sentence in seen.skipped] == [True]


def test_headers_of_files_that_were_joined_ask_nothing(drafted) -> None:
    lines = (*ORDERS, ORDERS[0], "3,c,2024-01-07,30.50")
    assert drafted({"orders.csv": lines}).open == ()


SHOPS = {
    "amazon": (
        ("a.txt", "amazon-order-id\tpurchase-date\torder-status\tquantity\tcurrency\titem-price\tbuyer-email"),
        ("111-1\t2024-01-05T10:00:00+00:00\tShipped\t2\tEUR\t30.00\ta@x.org",),
        {"amount": "item-price", "grain": "line", "divide_by": None},
    ),
    "stripe's api": (
        ("charges.csv", "id,amount,amount_refunded,currency,created,customer,status,livemode"),
        ("ch_1,1050,0,eur,2024-01-05T10:00:00Z,cus_1,succeeded,true",),
        {"amount": "amount", "grain": "order", "divide_by": 100},
    ),
    "stripe's api in yen": (
        ("charges.csv", "id,amount,amount_refunded,currency,created,customer,status,livemode"),
        ("ch_1,1050,0,jpy,2024-01-05T10:00:00Z,cus_1,succeeded,true",),
        {"amount": "amount", "grain": "order", "divide_by": 1},
    ),
    "a dump of a table": (
        ("payments.csv", "id,user_id,created_at,amount"),
        ("1,7,2024-01-05 10:00:00,10.50",),
        {"amount": "amount", "grain": "order", "divide_by": None},
    ),
    "bigcommerce": (
        ("o.csv", "Order ID,Customer ID,Order Date,Order Status,Order Total (inc tax)"),
        ("1,7,13/01/2024,Completed,10.50",),
        {"amount": "Order Total (inc tax)", "grain": "order", "divide_by": None},
    ),
    "magento": (
        ("export.csv", "ID,Purchase Point,Purchase Date,Grand Total (Base),Status,Customer Email,Total Refunded"),
        ('1,Main,"Jan 5, 2024 3:04:05 PM",10.50,complete,a@x.org,0.00',),
        {"amount": "Grand Total (Base)", "grain": "order", "divide_by": None},
    ),
    "square": (
        ("t.csv", "Date,Gross Sales,Net Sales,Total Collected,Transaction ID,Customer ID,Transaction Status"),
        ("01/13/24,$11.00,$10.50,$11.00,1,a,Complete",),
        {"amount": "Net Sales", "grain": "order", "divide_by": None},
    ),
    "prestashop": (
        ("ps.csv", "id_order,id_customer,total_paid,total_paid_real,valid,date_add"),
        ("1,7,10.500000,10.500000,1,2024-01-05 10:00:00",),
        {"amount": "total_paid_real", "grain": "order", "divide_by": None},
    ),
    "stripe's balance": (
        ("b.csv", "balance_transaction_id,created_utc,currency,gross,reporting_category,customer_id,charge_id"),
        ("txn_1,2024-01-05 10:00:00,eur,10.50,charge,cus_1,ch_1",),
        {"amount": "gross", "grain": "order", "divide_by": None},
    ),
    "taobao": (
        ("t.csv", "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,退款金额"),
        ('="1",甲,10.50,交易成功,2024-01-05 10:00:00,0.00',),
        {"amount": "买家实际支付金额", "grain": "order", "divide_by": None},
    ),
    "wechat's statement": (
        ("w.csv", "交易时间,交易类型,交易对方,收/支,金额(元),当前状态,交易单号"),
        ("2024-01-05 10:00:00,商户消费,甲,收入,¥10.50,支付成功,1000",),
        {"amount": "金额(元)", "grain": "order", "divide_by": None},
    ),
    "chinese": (
        ("订单.csv", "订单号,客户编号,下单日期,实付金额\uff08元\uff09,实付金额"),
        ("1,7,2024年1月5日,10.50,10.50",),
        {"amount": "实付金额", "grain": "order", "divide_by": None},
    ),
    "german": (
        ("Bestellungen.csv", "Bestellnummer;Kundennummer;Bestelldatum;Gesamtbetrag"),
        ("1;7;13.01.2024;10,50",),
        {"amount": "Gesamtbetrag", "grain": "order", "divide_by": None},
    ),
}


@pytest.mark.parametrize("shop", SHOPS)
def test_orders_of_further_systems_are_recognised(drafted, shop: str) -> None:
    (name, header), rows, found = SHOPS[shop]
    mapping = drafted({name: (header, *rows)})
    source = only(mapping, "transactions")
    assert mapping.open == ()
    assert (source["columns"]["amount"], source.get("divide_by")) == (found["amount"], found["divide_by"])
    assert mapping.variables["transaction_grain"] == found["grain"]


BRAINTREE = (
    "Transaction ID,Transaction Type,Transaction Status,Created Datetime,Currency ISO Code,Amount Authorized,"
    "Amount Submitted For Settlement,Order ID,Customer ID,Customer Email,Refunded Transaction ID",
    "a1,sale,settled,03/22/2023 11:47:17,USD,171.07,171.07,1054,10882,jan@x.org,",
    "a2,sale,voided,03/23/2023 11:47:17,USD,17.00,,1055,10882,jan@x.org,",
    "b1,credit,settled,03/29/2023 20:01:11,USD,48.18,48.18,1054,10882,jan@x.org,a1",
)
ADYEN = (
    "Company Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Gross Currency,"
    "Gross Debit (GC),Gross Credit (GC),Net Debit (NC),Net Credit (NC),Shopper Reference",
    "ACME,,,,2023-03-08 23:00:00,CET,MerchantPayout,EUR,,,20000.00,,",
    "ACME,8000000000001131,ORD-1131,visa,2023-03-15 12:35:18,CET,Settled,EUR,,75.42,,73.81,aiko@x.org",
    "ACME,8000000000001131,ORD-1131,visa,2023-03-25 12:35:18,CET,Refunded,EUR,5.42,,5.52,,aiko@x.org",
)


def test_payments_whose_refunds_are_above_zero_are_taken_off(drafted) -> None:
    sales, refunds = drafted({"braintree.csv": BRAINTREE}).variables["inputs"]["transactions"]
    assert (sales["keep"]["Transaction Type"], refunds["keep"]["Transaction Type"]) == (["sale"], ["credit"])
    assert sales["keep"]["Transaction Status"] == refunds["keep"]["Transaction Status"]
    assert (sales.get("negate"), refunds["negate"]) == (None, True)
    assert sales["columns"] == refunds["columns"]


def test_debit_and_credit_have_columns_of_their_own(drafted) -> None:
    sales, refunds = drafted({"settlement.csv": ADYEN}).variables["inputs"]["transactions"]
    assert sales["columns"]["amount"] == "Gross Credit (GC)"
    assert (refunds["columns"]["amount"], refunds["negate"]) == ("Gross Debit (GC)", True)
    assert (sales["keep"]["Type"][0], refunds["keep"]["Type"][0]) == ("Settled", "Refunded")
    assert sales["columns"]["transaction_id"] == refunds["columns"]["transaction_id"] == "Psp Reference"


def test_refunds_of_paypal_are_taken_off_the_sale_that_they_name(drafted) -> None:
    """Withdrawals, conversions and what the shop pays are no sales."""
    header = "Date,Time,Type,Status,Currency,Gross,From Email Address,To Email Address,Transaction ID,Reference Txn ID"
    rows = (
        "13/01/2024,10:00:00,Express Checkout Payment,Completed,EUR,10.50,a@x.org,me@shop.org,1,",
        "14/01/2024,10:00:00,Payment Refund,Completed,EUR,-10.50,me@shop.org,a@x.org,2,1",
        "15/01/2024,10:00:00,General Withdrawal,Completed,EUR,-99.00,,,3,",
    )
    sales, refunds = drafted({"paypal.csv": (header, *rows)}).variables["inputs"]["transactions"]
    assert (sales["columns"]["transaction_id"], sales["columns"]["customer_id"]) == (
        "Transaction ID",
        "From Email Address",
    )
    assert (refunds["columns"]["transaction_id"], refunds["columns"]["customer_id"]) == (
        "Reference Txn ID",
        "To Email Address",
    )
    assert {"*refund*", "*withdrawal*"} <= {*sales["drop"]["Type"]}
    for kind in ("direct credit card payment", "preapproved payment bill user payment", "website payment"):
        assert not any(fnmatch(kind, pattern) for pattern in sales["drop"]["Type"])
    assert refunds["keep"]["Type"][:3] == ["*refund*", "*reversal*", "*chargeback*"]


def test_paypal_in_german_is_the_same_download(drafted) -> None:
    header = "Datum,Typ,Status,Währung,Brutto,Absender E-Mail-Adresse,Empfänger E-Mail-Adresse,Transaktionscode"
    rows = (
        '13.01.2024,PayPal Express-Zahlung,Abgeschlossen,EUR,"10,50",a@x.org,me@shop.org,1,',
        '14.01.2024,Rückzahlung,Abgeschlossen,EUR,"-10,50",me@shop.org,a@x.org,2,1',
        '15.01.2024,Allgemeine Abbuchung,Abgeschlossen,EUR,"-99,00",me@shop.org,,3,',
    )
    sales, refunds = drafted({"Download.csv": (f"{header},Zugehöriger Transaktionscode", *rows)}).variables["inputs"][
        "transactions"
    ]
    said = [("PayPal Express-Zahlung", False), ("Rückzahlung", True), ("Allgemeine Abbuchung", True)]
    for kind, is_out in said:
        assert any(fnmatch(kind.lower(), pattern) for pattern in sales["drop"]["Typ"]) == is_out
    assert any(fnmatch("abgeschlossen", pattern) for pattern in sales["keep"]["Status"])
    assert (sales["decimal_mark"], refunds["columns"]["customer_id"]) == (",", "Empfänger E-Mail-Adresse")


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Köln, Nürnberg, Besançon", "windows-1252", "windows-1252"),
        ("5 ½ Stück “Æble”, œuvre, ¿qué?", "windows-1252", "windows-1252"),
        ("Rückerstattet, annulé", "mac_roman", "mac_roman"),
        ("Rückerstattet, annulé", "cp850", "cp850"),
        ("Москва и Санкт-Петербург, город", "windows-1251", "windows-1251"),
        ("İptal edildi", "windows-1254", "windows-1254"),
        ("nieopłacone, zwrócone", "windows-1250", "windows-1250"),
        ("Ακυρώθηκε", "windows-1253", "windows-1253"),
        ("ยกเลิกแล้ว หมายเลขคำสั่งซื้อ", "cp874", "cp874"),
        ("注文番号,顧客,注文日", "cp932", "cp932"),
        ("東京都新宿区,キャンセル", "cp932", "cp932"),
        ("お客様,サトウ", "euc_jp", "euc_jp"),
        ("주문번호,취소", "cp949", "cp949"),
        ("訂單編號,臺北市信義區,已取消", "big5", "big5"),
        ("客户甲\uff0c来自微信渠道\uff1b买家留言\uff1a谢谢", "gb18030", "gb18030"),
    ],
)
def test_an_encoding_is_told_by_how_bytes_beyond_ascii_stand(text: str, encoding: str, found: str) -> None:
    assert likely_encoding(f"id,name\n1,{text}\n".encode(encoding)) == found


def test_a_file_in_two_encodings_is_in_neither() -> None:
    """As where a program has appended to what another wrote: a buyer called Böhm became two."""
    assert likely_encoding("1,Böhm\n2,Jürgen\n".encode() + "3,Böhm\n4,Müller\n5,Jürgen\n".encode("latin-1")) is None


def test_a_line_in_another_encoding_is_not_read_as_if_all_were(tmp_path: Path) -> None:
    """All of a file in UTF-8 was read as Windows-1252 for the sake of one line, and ids no longer met."""
    lines = "\n".join((*ORDERS, "3,zoë,2024-01-07,30.50"))
    (tmp_path / "orders.csv").write_bytes(lines.encode() + "\n4,zoë,2024-01-08,9.50\n".encode("latin-1"))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    seen = look(tmp_path, scratch)
    assert seen.found == []
    assert "line 5 has the byte EB" in seen.skipped[0]
    assert "its other lines are UTF-8: correct that line" in seen.skipped[0]


def test_a_payment_is_no_customer(tmp_path: Path) -> None:
    (tmp_path / "balance.csv").write_text("id,Source,Amount,Fee,Created\ntxn_1,ch_1,10.50,1,2024-01-05\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert look(tmp_path, scratch).found == []


def test_an_id_of_its_own_is_an_order_only_where_the_name_says_so(tmp_path: Path) -> None:
    """Customers have an id, a day and a revenue too."""
    (tmp_path / "people.csv").write_text("id,email,created_at,revenue\n1,a@x.org,2024-01-05,10.50\n", encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert [one.relation for one in look(tmp_path, scratch).found] == ["customers"]


def test_spend_that_is_nearly_known_says_which_column_is_not(tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text("quarter,channel,spend\n2024-Q1,tv,10\n", encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (told,) = look(tmp_path, scratch).skipped
    assert (
        "It looks like ad spend, but no column is known for spend_date (names that are known: spend_date, date" in told
    )


def test_rows_of_customers_and_days_without_an_order_id_are_orders(drafted) -> None:
    """Customers come back: a table of customers, with a day and a value each, is none of orders."""
    log = ("household_key,trans_date,tran_amount", "h1,2024-01-05,10", "h2,2024-01-05,20", "h1,2024-01-05,5")
    registered = ("customer_id,created_at,revenue", "h1,2023-05-01,100", "h2,2023-06-01,200")
    mapping = drafted({"log.csv": log, "clients.csv": registered})
    source = only(mapping, "transactions")
    assert source["columns"]["transaction_id"] == {"together": ["household_key", "trans_date"]}
    assert mapping.variables["transaction_grain"] == "line"
    assert only(mapping, "customers")["columns"] == {"customer_id": "customer_id", "acquired_at": "created_at"}


def test_a_log_of_id_date_and_price_is_of_customers(drafted) -> None:
    source = only(
        drafted({"log.csv": ("Id,Date,Price", "1,2005-01-03,26.15", "1,2005-03-01,10", "2,2005-01-03,5")}),
        "transactions",
    )
    assert (source["columns"]["customer_id"], source["columns"]["amount"]) == ("Id", "Price")
