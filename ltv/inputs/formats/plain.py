"""Plain files: columns that mean the contract's under other names. The synonyms below are the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ltv.inputs.contract import RELATIONS
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "plain table"

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
)
CUSTOMER = (
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
        "customer_email",
        "email",
        "email_address",
        "billing_email",
        "e_mail",
    ),
    *("client", "client_no", "client_number", "client_ref", "customer_code", "buyer", "buyer_no", "user", "member"),
    *("account", "account_no", "account_number", "member_no", "contact", "customer_mail", "mail"),
)
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
    *("first_touch_channel", "media_source", "platform", "network", "publisher", "source_medium", "lead_source"),
    *("first_channel", "acquired_via", "acquired_from", "origin", "came_from", "utm_source_medium"),
)
CURRENCY = ("currency", "currency_code", "order_currency", "iso_currency")

SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transactions": {
        "transaction_id": ORDER,
        "customer_id": CUSTOMER,
        "ordered_at": (
            *(
                "ordered_at",
                "order_date",
                "invoice_date",
                "created_at",
                "order_created_at",
                "purchase_date",
                "purchased_at",
            ),
            *(
                "transaction_date",
                "order_time",
                "order_timestamp",
                "paid_at",
                "payment_date",
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
                "paid_on",
                "sold_on",
                "day",
                "when",
            ),
        ),
        "amount": (
            *("amount", "total", "order_total", "total_amount", "net_amount", "revenue", "net_revenue", "total_price"),
            *("order_value", "order_amount", "grand_total", "sales", "total_paid", "value", "line_total", "net_sales"),
            *("subtotal", "gross_amount", "amount_paid", "invoice_total", "invoice_amount", "net_total", "gross_total"),
            *("sum", "turnover", "net", "gross", "paid", "total_value"),
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
        ),
        "channel": CHANNEL,
    },
    "ad_spend": {
        "spend_date": ("spend_date", "date", "day", "report_date", "cost_date", "reporting_starts", "date_start"),
        "channel": (*CHANNEL, "campaign_source"),
        "spend": ("spend", "cost", "amount_spent", "ad_spend", "ad_cost", "costs", "media_cost", "spent", "amount"),
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
"""Relation -> contract column -> names it goes by, the likeliest first; compared as `key` writes them."""

QUANTITY = ("quantity", "qty", "units", "item_quantity")
PRICE = ("unit_price", "price", "price_per_unit", "item_price")


DAYS = (
    *("ordered_at", "acquired_at", "spend_date", "valid_from", "touched_at", "cost_date"),
    *("starts_on", "ends_on", "day"),
)


def key(name: str) -> str:
    """A column's name as synonyms are compared: invoiceNo, Invoice No and INVOICE-NO are invoice_no."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def recognise(table: Table) -> Recognised | None:
    """The relation of which most columns are there: all required ones must be."""
    there = {key(column): column for column in reversed(table.columns)}
    best: tuple[float, str, dict[str, Any]] | None = None
    for relation, synonyms in SYNONYMS.items():
        columns = _columns(relation, synonyms, there)
        if columns is not None:
            own = sum(there.get(name) == column for name, column in columns.items())
            score = len(columns) + own + (2 if table.path.stem.lower().startswith(relation) else 0)
            if best is None or score > best[0]:
                best = (score, relation, columns)
    return None if best is None else _mapped(table, best[1], best[2])


def missing(table: Table) -> str:
    """What keeps a table from being taken for transactions, as a sentence; empty where it is far from it."""
    there = {key(column) for column in table.columns}
    names = {name: SYNONYMS["transactions"][name] for name, required in RELATIONS["transactions"].items() if required}
    unknown = [name for name, known in names.items() if there.isdisjoint(known)]
    if len(unknown) > len(names) / 2:
        return ""
    told = "; ".join(f"for {name} (names that are known: {', '.join(names[name][:6])})" for name in unknown)
    return f"It looks like orders, but no column is known {told}. Rename the column, or write the mapping by hand."


def _columns(relation: str, synonyms: Mapping[str, tuple[str, ...]], there: Mapping[str, str]) -> dict[str, Any] | None:
    """Contract column -> the file's column, or None where a required one is missing."""
    columns: dict[str, Any] = {}
    for name, names in synonyms.items():
        found = next((there[each] for each in names if each in there and there[each] not in columns.values()), None)
        if found is not None:
            columns[name] = found
    factors = [next((there[each] for each in names if each in there), None) for names in (PRICE, QUANTITY)]
    if relation == "transactions" and "amount" not in columns and all(factors):
        columns["amount"] = {"product": factors}
    required = [name for name, need in RELATIONS[relation].items() if need]
    if any(name not in columns for name in required) or (relation == "customers" and len(columns) < 2):
        return None
    return columns


def _mapped(table: Table, relation: str, columns: dict[str, Any]) -> Recognised:
    dates = [columns[name] for name in DAYS if name in columns]
    amount = next((columns[name] for name in ("amount", "spend", "rate") if name in columns), None)
    amounts = amount["product"] if isinstance(amount, dict) else [amount] if amount else []
    found, questions = formats(table, dates[0], amounts) if dates else ({}, [])
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    variables = currency(table, columns.get("currency")) if relation in ("transactions", "ad_spend") else {}
    why = []
    if relation == "transactions":
        if isinstance(amount, dict):
            variables["transaction_grain"] = "line"
            factors = " times ".join(amount["product"])
            why.append(f"A row is a line of an order, worth {factors}; the lines of an order are added up.")
        elif not table.repeats(columns["transaction_id"]):
            variables["transaction_grain"] = "order"
    return Recognised(NAME, relation, [source], variables, tuple(why), tuple(questions))
