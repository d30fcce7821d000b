"""Names that the columns of plain files go by: the tables below are the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ltv.inputs.formats import chinese, germanic, romance

ORDER = (
    *(
        "transaction_id",
        "order_id",
        "invoice_no",
        "invoice",
        "invoice_number",
        "invoice_id",
        "order_number",
        "order_no",
        "order",
    ),
    *(
        "order_name",
        "payment_id",
        "charge_id",
        "receipt_id",
        "receipt_no",
        "purchase_id",
        "sale_id",
        "transaction",
        "txn_id",
    ),
    *("order_ref", "order_reference", "receipt", "receipt_number", "bill_no", "bill_number", "document_no"),
    *("increment_id", "commande"),
    *("numero_commande", "pedido", "numero_de_pedido", "numero_pedido", "ordine", "numero_ordine"),
    *("basket_id", "basket", "ticket_id", "ticket", "ticket_no", "order_key"),
    *("sales_order_id", "sales_order_number", "sales_id", "booking_id", "reservation_id", "donation_id"),
)
_IDS = (
    *(
        "customer_id",
        "cust_id",
        "client_id",
        "user_id",
        "customer_no",
        "customer_number",
        "buyer_id",
        "member_id",
        "account_id",
    ),
    *(
        "customer",
        "customer_ref",
        "contact_id",
        "shopper_id",
    ),
    *("client", "client_no", "client_number", "client_ref", "customer_code", "buyer", "buyer_no", "user", "member"),
    *("account", "account_no", "account_number", "member_no", "contact"),
    *("buyer_user_id",),
    *("numero_client", "cliente", "id_cliente", "id_customer"),
    *("household_id", "household_key", "household", "customer_key", "customer_unique_id", "custid", "panelist_id"),
    *("visitor_id", "full_visitor_id", "user_pseudo_id", "person_id", "profile_id", "cust", "cust_key", "msno"),
    *("organization_id", "organisation_id", "org_id", "company_id"),
    *("player_id", "subscriber_id", "guest_id", "donor_id", "passenger_id", "loyalty_id", "membership_id"),
)
CONTACTS = (
    *("customer_email", "email", "email_address", "billing_email", "e_mail", "customer_mail", "mail", "contact_email"),
    *(
        "buyer_email",
        "client_email",
        "purchase_email",
        "purchaser_email",
        "payer_email",
        "order_email",
        "customer_phone",
        "phone_number",
        "phone",
        "mobile_number",
        "mobile",
    ),
    *("telefone", "telefono", "celular", "telefon", "handynummer", "telefoon", "e_mail_adresse", "mailadresse"),
    *("person_email", "person_email_work"),
    *("cliente_email", "email_cliente", "email_client", "courriel", "correo", "correo_electronico"),
)
"""How customers are reached: what tells them apart where no column has an id of theirs, in any language."""
CUSTOMER = (*_IDS, *germanic.CUSTOMER, *romance.CUSTOMER, *chinese.CUSTOMER, *CONTACTS)
NAMES = ("customer_name", "client_name", "buyer_name", *chinese.NICKNAMES)
"""What tells customers apart where nothing better does, which a warning says (customers_are_names)."""

CHANNEL = (
    *(
        "channel",
        "acquisition_channel",
        "marketing_channel",
        "utm_source",
        "source",
        "traffic_source",
        "referrer_source",
    ),
    *(
        "first_touch_channel",
        "media_source",
        "platform",
        "plataforma",
        "plateforme",
        "plattform",
        "network",
        "publisher",
        "source_medium",
        "lead_source",
    ),
    *("acq_channel", "signup_channel", "acquisition_source", "signup_source", "channel_name", "marketing_source"),
    *("first_channel", "acquired_via", "acquired_from", "origin", "came_from", "utm_source_medium"),
    *("data_source_name", "data_source_type", "data_source", "datasource"),
)
CURRENCY = (
    *("currency", "currency_code", "order_currency", "iso_currency", "order_currency_code"),
    *("account_currency", "devise", "moneda", "valuta", "cur", "curr", "ccy"),
)

MICROS = ("cost_micros", "cost_in_micros", "spend_micros", "spend_in_micro_dollar", "spend_cents", "cost_cents")

LAST = {
    "ordered_at": (
        *(
            "billed_at",
            "billed_on",
            "billing_date",
            "charged_at",
            "charge_date",
            "paid_at",
            "payment_date",
            "paid_on",
            "completed_at",
            "processed_at",
            "processed_timestamp",
        ),
        *("event_time", "event_timestamp", "event_date"),
    ),
    "amount": ("subtotal", "gross", "net", "paid", "sum", "spent"),
}
"""Names that count where no language has a better one: of what follows an order, or is a part of its total."""

_WESTERN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transactions": {
        "transaction_id": ORDER,
        "customer_id": (*CUSTOMER, *NAMES),
        "ordered_at": (
            *(
                "ordered_at",
                "order_date",
                "invoice_date",
                "ordered_at_utc",
                "date_received",
                "donated_at",
                "donation_date",
                "created_at",
                "order_created_at",
                "purchase_date",
                "purchased_at",
            ),
            *(
                "transaction_date",
                "order_time",
                "order_timestamp",
                "sale_date",
                "date",
                "timestamp",
            ),
            *(
                "created",
                "datetime",
                "ordered",
                "ordered_on",
                "date_ordered",
                "purchased",
                "sold_at",
                "order_placed_at",
            ),
            *(
                "order_day",
                "placed_at",
                "placed_on",
                "order_datetime",
                "invoiced_on",
                "bill_date",
                "sold_on",
                "day",
                "when",
            ),
            *("date_created", "created_date", "sale_time", "date_commande"),
            *("date_de_commande", "fecha", "fecha_pedido", "fecha_de_pedido", "data_ordine"),
            *("placed", "date_add", "purchased_on"),
            *(
                "transaction_timestamp",
                "transaction_dt",
                "trans_date",
                "tran_date",
                "trx_date",
                "order_purchase_timestamp",
            ),
            *(
                "purchase_timestamp",
                "t_dat",
                "created_timestamp",
                "order_created_timestamp",
                "order_ts",
            ),
            *("sales_date", "sold_date", "txn_date", "purchase_time", "order_dt", "purchase_dt", "dt", "ts"),
            *("booking_date", "booked_at", "reservation_date", "donation_date"),
        ),
        "amount": (
            *(
                "amount",
                "total",
                "order_total",
                "total_amount",
                "net_amount",
                "revenue",
                "net_revenue",
                "total_price",
                "total_price_with_vat",
                "total_price_incl_vat",
                "total_with_vat",
            ),
            *("order_value", "order_amount", "grand_total", "sales", "total_paid", "value", "line_total", "net_sales"),
            *("gross_amount", "amount_paid", "invoice_total", "invoice_amount", "net_total", "gross_total"),
            *("turnover", "total_value", "dollar_value", "dollar_amount", "amount_spent", "total_spent", "price_paid"),
            *("line_item_total", "extended_price", "basket_value", "basket_total", "o_totalprice"),
            *(
                "order_total_inc_tax",
                "total_inc_tax",
                "grand_total_base",
            ),
            *(
                "montant",
                "montant_total",
                "total_ttc",
                "importe",
                "importe_total",
                "importo",
                "totale",
            ),
            *("amount_cents", "amount_in_cents", "total_cents", "total_in_cents", "total_price_cents", "amount_minor"),
            *(),
            *("order_total_cents", "grand_total_cents", "price_cents", "revenue_cents"),
            *("sales_value", "sales_amount", "tran_amount", "trans_amount", "total_amt", "amt", "purchase_amount"),
            *(
                "payment_value",
                "sales_price",
                "transaction_amount",
                "order_adjusted_total",
                "purchase_revenue",
                "total_sales",
            ),
            *(
                "transaction_revenue",
                "order_revenue",
                "final_price",
                "amount_charged",
                "charged_amount",
                "charge_amount",
                "total_charged",
                "sale_price",
                "selling_price",
                "total_due",
                "actual_amount_paid",
            ),
            *(
                "total_purchase_amount",
                "total_revenue",
                "gross_revenue",
                "gross_sales",
                "order_item_total",
                "final_amount",
            ),
            *("total_sale", "total_sales_amount", "bill_amount", "order_price", "price_total", "item_total"),
        ),
        "currency": CURRENCY,
    },
    "customers": {
        "customer_id": (*CUSTOMER, "id"),
        "acquired_at": (
            *("acquired_at", "acquisition_date", "signup_date", "signed_up_at", "registered_at", "registration_date"),
            *(
                "created_at",
                "first_seen_at",
                "first_order_date",
                "customer_since",
                "join_date",
                "created",
                "date_created",
            ),
            *("registered", "registered_on", "joined", "joined_at", "joined_on", "date_joined", "sign_up_date"),
            *("signed_up", "signup", "first_purchase", "first_purchase_date", "first_order"),
            *("created_timestamp", "account_created_at", "signup_dt", "signup_at", "signup_timestamp", "created_dt"),
            *("registration_dt", "member_since", "joined_date", "customer_created_at"),
        ),
        "channel": CHANNEL,
    },
    "ad_spend": {
        "spend_date": (
            *(
                "spend_date",
                "date",
                "day",
                "report_date",
                "cost_date",
                "reporting_starts",
                "date_start",
            ),
            *(
                "date_day",
                "stat_time_day",
                "time_period",
                "report_day",
                "segments_date",
                "dt",
                "ds",
                "week_start",
                "week_start_date",
            ),
            *("month", "monat", "mois", "mes", "mese", "maand", "manad", "maned", "miesiac", "mesic", "月份", "月"),
            *("week", "woche", "semaine", "semana", "settimana"),
        ),
        "channel": (*CHANNEL, "campaign_source"),
        "spend": (
            "spend",
            "cost",
            "amount_spent",
            "ad_spend",
            "ad_cost",
            "advertiser_cost",
            "costs",
            "media_cost",
            "spent",
            "amount",
            *("marketing_spend", "marketing_cost", "advertising_spend", "advertising_cost", "campaign_spend"),
            *("cost_in_local_currency", "total_spent", "spend_in_account_currency"),
            *MICROS,
        ),
        "currency": CURRENCY,
    },
    "exchange_rates": {
        "currency": (*CURRENCY, "base", "from_currency"),
        "valid_from": ("valid_from", "date", "rate_date", "day"),
        "rate": ("rate", "exchange_rate", "fx_rate", "value"),
    },
    "touchpoints": {
        "customer_id": CUSTOMER,
        "touched_at": ("touched_at", "touch_date", "visited_at", "session_start", "clicked_at", "timestamp"),
        "channel": CHANNEL,
    },
    "overhead_costs": {
        "cost_date": ("cost_date", "date", "month"),
        "amount": ("amount", "cost", "overhead"),
        "channel": CHANNEL,
        "currency": CURRENCY,
    },
    "spend_experiments": {
        "channel": CHANNEL,
        "starts_on": ("starts_on", "start_date", "starts_at", "test_start"),
        "ends_on": ("ends_on", "end_date", "ends_at", "test_end"),
    },
    # Other tables have a day and a value too: only these names say that it is an index.
    "calendar_index": {"day": ("day",), "value": ("value", "index", "index_value", "season_index")},
}
SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    relation: {
        column: (
            *(romance.OF_PRODUCTS if (relation, column) == ("transactions", "amount") else ()),
            *names,
            *(name for each in (germanic, romance, chinese) for name in each.NAMES.get(relation, {}).get(column, ())),
            *(LAST.get(column, ()) if relation == "transactions" else ()),
        )
        for column, names in columns.items()
    }
    for relation, columns in _WESTERN.items()
}
"""Relation -> contract column -> names it goes by, the likeliest first; compared as `key` writes them."""

QUANTITY = ("quantity", "qty", "units", "item_quantity", *germanic.QUANTITY, *romance.QUANTITY, *chinese.QUANTITY)
PIECES = re.compile(
    r"(.*_)?(quantity|qty|units|pieces|cantidad|quantidade|unidades)(_(sold|ordered|purchased|bought|vendid[ao]s))?"
    r"|(number|no|num)_of_(items|units|pieces)|(items|pieces)_(sold|purchased|bought)|menge|anzahl|stueckzahl|aantal"
)
"""Names of columns that count pieces, beside those of QUANTITY."""
PRICE = (
    *("unit_price", "price", "price_per_unit", "item_price", "avg_price", "price_each", "product_price"),
    *("price_per_item", "purchase_price_per_unit", "einzelpreis", "stueckpreis", "preis"),
    *(*germanic.PRICE, *romance.PRICE, *chinese.PRICE),
)
SOLD_FOR = ("sale_price", "selling_price", "sales_price")
"""Amounts that are the price of one piece, unless no column counts pieces or they are those of all."""


def quantity(there: Mapping[str, str]) -> str | None:
    """The column that counts the pieces of a row; None where there is none."""
    known = next((there[name] for name in QUANTITY if name in there), None)
    return known or next((column for name, column in there.items() if PIECES.fullmatch(name)), None)
