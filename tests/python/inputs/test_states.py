"""Orders of a plain table that brought no money are left out by the mapping that is drafted, and it says so."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted, told

from ltv.inputs.formats.states import says_no_sale

HEADER = "order_id,customer_id,order_date,total"


def rows(column: str, values: tuple[str, ...], amount: str = "{}.50") -> list[str]:
    orders = [f"o{i},c{i % 20},2024-01-{1 + i % 28:02d},{amount.format(20 + i)}" for i in range(60)]
    return [f"{HEADER},{column}", *(f"{order},{values[i % len(values)]}" for i, order in enumerate(orders))]


@pytest.mark.parametrize(
    ("column", "values", "out"),
    [
        ("État", ("Livré", "Livré", "Annulé", "Paiement refusé"), ["Annulé", "Paiement refusé"]),
        ("Situação", ("Pago", "Pago", "Cancelado"), ["Cancelado"]),
        ("Outcome", ("Sold", "Sold", "Void"), ["Void"]),
        ("Auftragsstatus", ("Versendet", "Storniert", "Retoure"), ["Retoure", "Storniert"]),
        ("Sipariş Statüsü", ("Teslim Edildi", "İptal Edildi", "İade Edildi"), ["İade Edildi", "İptal Edildi"]),
        ("ステータス", ("発送済", "キャンセル"), ["キャンセル"]),
        ("発送状況", ("発送済", "発送済", "キャンセル"), ["キャンセル"]),
        ("Status", ("Zrealizowane", "Zwrot", "Anulowano"), ["Anulowano", "Zwrot"]),
        ("Status", ("Afsluttet", "Krediteret", "Returneret"), ["Krediteret", "Returneret"]),
        ("Stav", ("Vybavená", "Vrátená"), ["Vrátená"]),
        ("Stato", ("Evaso", "Stornato"), ["Stornato"]),
        ("Статус", ("Виконано", "Повернення"), ["Повернення"]),
        ("状态", ("已完成", "已作废"), ["已作废"]),
        ("סטטוס", ("הושלם", "הוחזר", "זוכה"), ["הוחזר", "זוכה"]),
        ("Cancelled?", ("FALSE", "FALSE", "TRUE"), ["TRUE"]),
        ("Void", ("", "", "V"), ["V"]),
        ("livemode", ("true", "true", "false"), ["false"]),
        ("Order Status", ("Delivered", "RTO"), ["RTO"]),
        ("Stage", ("Closed Won", "Closed Lost", "Negotiation"), ["Closed Lost", "Negotiation"]),
        ("status", ("completed", "partially refunded", "cancelled"), ["cancelled"]),
        ("Estado", ("Enviado", "Pendiente", "Pendiente de pago"), ["Pendiente de pago"]),
        ("Doc type", ("Invoice", "Invoice", "Quote", "Pro forma"), ["Pro forma", "Quote"]),
        ("Kind", ("Sale", "Purchase"), ["Purchase"]),
        ("Art", ("Verkauf", "Zahlungseingang", "Mahngebühr"), ["Mahngebühr", "Zahlungseingang"]),
    ],
)
def test_what_brought_no_money_is_left_out(
    drafted: Drafted, column: str, values: tuple[str, ...], out: list[str]
) -> None:
    mapping = drafted({"orders.csv": rows(column, values)})
    assert told(mapping)["drop"] == {column: out}
    (said,) = (line for line in mapping.why["transactions"] if line.startswith("Rows do not count whose"))
    assert all(value in said for value in (column, *out))


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Fulfillment status", ("shipped", "cancelled", "pending")),
        ("product", ("Test kit", "Draft beer", "Return to Paradise")),
        ("status", ("completed", "shipped", "not cancelled")),
        ("status", ("cancelled", "cancelled")),
        ("paid", ("no", "no")),
        ("status", ("completed", "refund rejected", "cancellation requested", "partially cancelled", "disputed")),
        ("status", ("shipped", "pending shipment", "pending", "authorized")),
        ("Estado", ("Enviado", "Pendiente", "Pendiente de envío")),
        ("Statut", ("Livrée", "En attente", "En attente d'expédition")),
        ("Status", ("Wysłane", "Oczekujące")),
        ("type", ("test", "control")),
        ("Statut livraison", ("Livrée", "Annulée")),
        ("status", ("paid", "cancelled", "cancelled", "cancelled", "cancelled", "cancelled")),
        ("note", ("cancelled by phone, then sent", "fine", "draft")),
        ("customer_status", ("active", "test", "cancelled")),
        ("payment_method", ("card", "test", "invoice")),
        ("reference", ("void", "cancelled", "draft")),
        ("Type", ("Purchase", "Refill")),
        ("Payment type", ("Invoice", "Payment received")),
        ("status", ("Invoice", "Payment received")),
    ],
)
def test_what_says_something_else_leaves_nothing_out(drafted: Drafted, column: str, values: tuple[str, ...]) -> None:
    assert "drop" not in told(drafted({"orders.csv": rows(column, values)}))


def test_refunds_that_are_taken_off_already_are_not_left_out(drafted: Drafted) -> None:
    lines = rows("status", ("completed", "refunded"))
    lines += [f"o{i},c{i % 20},2024-02-01,-{20 + i}.50,refund" for i in range(1, 60, 2)]
    assert "drop" not in told(drafted({"orders.csv": lines}))


def test_one_amount_below_zero_is_no_refund_of_all_that_went_back(drafted: Drafted) -> None:
    """A single credit note let all returned orders count, and nobody asked."""
    lines = rows("status", ("completed", "refunded", "completed"))
    credit = "o99,c1,2024-01-09,-15.00,completed"
    assert told(drafted({"orders.csv": [*lines, credit]}))["drop"] == {"status": ["refunded"]}


def test_a_word_for_nothing_is_no_day_of_deletion(drafted: Drafted) -> None:
    lines = rows("deleted_at", ("NULL", "NULL", "2024-03-01"))
    assert told(drafted({"orders.csv": lines}))["keep"] == {"deleted_at": ["", "null"]}


@pytest.mark.parametrize(
    "value", ["Closed Won", "paid", "Livré", "not cancelled", "partially refunded", "発送済", "Pago"]
)
def test_a_sale_is_no_state_of_none(value: str) -> None:
    assert not says_no_sale(value)
    assert not says_no_sale(value, refunds=True)


def test_credit_notes_above_zero_are_taken_off(drafted: Drafted) -> None:
    """As in Italian invoices: the sale that a credit note is for counts, and the note makes up for it."""
    mapping = drafted({"fatture.csv": rows("Tipo", ("Fattura", "Fattura", "Nota di credito"))})
    sales, back = mapping.variables["inputs"]["transactions"]
    assert (sales["drop"], "keep" in sales) == ({"Tipo": ["Nota di credito"]}, False)
    assert (back["keep"], back["negate"]) == ({"Tipo": ["Nota di credito"]}, True)


def test_offers_beside_credit_notes_are_no_sales(drafted: Drafted) -> None:
    mapping = drafted({"belege.csv": rows("Belegart", ("Rechnung", "Rechnung", "Gutschrift", "Angebot"))})
    sales, back = mapping.variables["inputs"]["transactions"]
    assert (sales["drop"], back["keep"]) == ({"Belegart": ["Gutschrift", "Angebot"]}, {"Belegart": ["Gutschrift"]})


@pytest.mark.parametrize(
    ("invoice", "before"),
    [
        ("Rechnung", "Auftragsbestätigung"),
        ("Invoice", "Sales Order"),
        ("Facture", "Bon de commande"),
        ("Factura", "Pedido"),
        ("Faktura", "Zamówienie"),
    ],
)
def test_documents_before_an_invoice_are_no_second_sale(drafted: Drafted, invoice: str, before: str) -> None:
    mapping = drafted({"documents.csv": rows("Document Type", (invoice, invoice, before))})
    assert told(mapping)["drop"] == {"Document Type": [before]}


def test_orders_without_invoices_are_sales(drafted: Drafted) -> None:
    assert "drop" not in told(drafted({"documents.csv": rows("Document Type", ("Sale", "Sale", "Order"))}))


def test_what_is_left_may_be_blank(drafted: Drafted) -> None:
    mapping = drafted({"orders.csv": rows("Paid?", ("yes", "yes", "no", ""))})
    assert "Rows do not count whose Paid? is no; what is left: yes, blank." in mapping.why["transactions"]


def test_transactions_of_sage_are_its_invoices_and_credit_notes(drafted: Drafted) -> None:
    """Receipts are what was paid of the invoices: they counted as sales once more."""
    mapping = drafted({"audit trail.csv": rows("Type", ("SI", "SI", "SI", "SA", "SC"))})
    sales, back = mapping.variables["inputs"]["transactions"]
    assert (sales["drop"], back["keep"]) == ({"Type": ["SC", "SA"]}, {"Type": ["SC"]})
    assert "drop" not in back


@pytest.mark.parametrize("amount", ["({}.50)", '"-1,0{}.50"', "{}.50-", "-{},50 €", "€-{}.50"])
def test_credit_notes_below_zero_are_no_other_than_they_are(drafted: Drafted, amount: str) -> None:
    lines = rows("Type", ("Sale", "Sale"))
    lines.append(f"n1,c1,2024-02-01,{amount.format(21)},Credit memo")
    mapping = drafted({"sales.csv": lines} if "," not in amount or '"' in amount else {"sales.csv": semicolons(lines)})
    assert "drop" not in told(mapping)


def semicolons(lines: list[str]) -> list[str]:
    *head, last = lines
    order, customer, day, *amount, kind = last.split(",")
    return [*(line.replace(",", ";") for line in head), ";".join([order, customer, day, ",".join(amount), kind])]


def test_guests_with_addresses_are_customers(drafted: Drafted) -> None:
    header = "order_id,date,status,order_total,customer_id,billing_email"
    orders = [f"{i},2024-01-{1 + i % 28:02d},completed,{20 + i}.00" for i in range(60)]
    known = [f"{order},{i % 20 if i % 3 else 0},p{i % 20}@shop.example" for i, order in enumerate(orders)]
    mapping = drafted({"orders.csv": [header, *known]})
    assert (told(mapping)["customer_id"], "guest_ids" in told(mapping)) == ("billing_email", False)
    assert any(line.startswith("22 of 60 orders are of guests") for line in mapping.why["transactions"])


def test_guests_of_a_plain_table_are_customers_too(drafted: Drafted) -> None:
    """As loaders copy WooCommerce's orders: id 0 is nobody's."""
    orders = [f"{i},2024-01-{1 + i % 28:02d},{20 + i}.00" for i in range(60)]
    known = [f"{order},{i % 20 if i % 3 else 0},p{i % 20}@shop.example" for i, order in enumerate(orders)]
    mapping = drafted({"orders.csv": ["order_id,order_date,total,customer_id,billing_email", *known]})
    assert told(mapping)["customer_id"] == "billing_email"
    assert any(line.startswith("22 of 60 orders are of guests") for line in mapping.why["transactions"])


def test_a_few_guests_leave_the_account_as_the_customer(drafted: Drafted) -> None:
    header = "order_id,date,status,order_total,customer_id,billing_email"
    lines = [
        f"{i},2024-01-{1 + i % 28:02d},completed,{20 + i}.00,{i % 20},p{i % 20}@shop.example" for i in range(1, 60)
    ]
    lines.append("60,2024-01-01,completed,9.00,0,guest@shop.example")
    source = told(
        drafted({"orders.csv": [header, *[line.replace(",20,", ",21,") for line in lines if ",0,p" not in line]]})
    )
    assert (source["customer_id"], source["guest_ids"]) == ("customer_id", ["0"])


@pytest.mark.parametrize(("values", "currency"), [(("руб.",), None), (("RUB",), "RUB")])
def test_one_sign_is_one_currency_though_it_is_no_code(
    drafted: Drafted, values: tuple[str, ...], currency: str
) -> None:
    mapping = drafted({"orders.csv": rows("currency", values)})
    assert mapping.variables.get("reporting_currency") == currency
    assert not [question for question in mapping.open if "currencies" in question]


def test_amounts_of_full_width_are_asked_about(drafted: Drafted) -> None:
    mapping = drafted({"orders.csv": rows("note", ("a",), "１，０{}")})
    assert [question for question in mapping.open if "１，０20" in question]


def test_spend_of_several_platforms_is_none_of_metas(drafted: Drafted) -> None:
    """The columns are Meta's, and all that was paid to Google was Meta's too."""
    spend = [f"2024-01-{1 + i % 28:02d},{('Facebook', 'Google')[i % 2]},{10 + i}.50" for i in range(28)]
    files = {"orders.csv": rows("note", ("a",)), "gasto.csv": ["Fecha,Plataforma,Importe gastado (MXN)", *spend]}
    assert drafted(files).variables["inputs"]["ad_spend"]["columns"]["channel"] == "Plataforma"


@pytest.mark.parametrize(("name", "channel"), [("taboola_export.csv", "taboola"), ("performance.csv", "?")])
def test_costs_of_other_networks_are_not_googles(drafted: Drafted, name: str, channel: str) -> None:
    spend = [f"2024-01-{1 + i % 28:02d},A,100,5,{10 + i}.50" for i in range(28)]
    mapping = drafted({"orders.csv": rows("note", ("a",)), name: ["Day,Campaign,Impressions,Clicks,Cost", *spend]})
    assert mapping.variables["inputs"]["ad_spend"]["columns"]["channel"] == {"value": channel}
