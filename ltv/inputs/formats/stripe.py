"""Stripe: Payments > Export (unified_payments.csv), one row per payment, failed ones included.

Columns: id, Created date (UTC) (Created (UTC) in older ones), Amount, Amount Refunded, Currency, Converted Amount,
Converted Amount Refunded, Converted Currency, Captured, Status (Paid, Refunded, Failed; succeeded in some),
Customer ID, Customer Email.
What connectors copy from the API (charges: id, amount, amount_refunded, currency, created, customer or customer_id)
counts in cents, but for currencies without them. Invoices (id, customer, status, currency, amount_paid, created) are
worth what was paid of them.
Stripe leaves out what it refunded only in Amount Refunded: Amount is always the whole charge.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ltv.inputs.formats.buyers import guests_by_email
from ltv.inputs.formats.parts import currency, formats, left_out, present
from ltv.inputs.formats.table import Recognised, Table

NAME = "Stripe payments"
KEPT = ("Paid", "Succeeded", "Refunded", "Partially refunded", "Partial refund", "Disputed")

UNPAID = ("void", "draft", "open", "uncollectible")
"""States of invoices of which nothing was paid, or not yet."""

WITHOUT_CENTS = {
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "JPY",
    "KMF",
    "KRW",
    "MGA",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
}
"""Currencies that Stripe counts in whole units."""

IN_THOUSANDTHS = {"BHD", "JOD", "KWD", "OMR", "TND"}
"""Currencies that Stripe counts in thousandths."""


HEADER = (
    *(
        "id",
        "Created date (UTC)",
        "Created (UTC)",
        "Amount",
        "Amount Refunded",
        "Currency",
        "Converted Amount",
        "Status",
    ),
    *("Customer ID", "Customer Email", "Captured"),
)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such an export."""
    date = table.first("Created date (UTC)", "Created (UTC)", "Created date UTC", "Created")
    buyer = table.first("customer", "customer_id")
    if date is not None and buyer and table.has("id", "amount_refunded", "amount", "currency", "status"):
        return _charges(table, date, buyer)
    if date is not None and buyer and table.has("id", "amount_paid", "amount_remaining", "currency", "status"):
        return _invoices(table, date, buyer)
    if date is None or not table.has("id", "Amount", "Amount Refunded", "Status"):
        return None
    status = str(table.first("Status"))
    money = table.first("Currency")
    converted = bool(
        money and len(table.values(money)) > 1 and table.has("Converted Amount", "Converted Amount Refunded")
    )
    prefix = "Converted " if converted else ""
    columns: dict[str, Any] = {
        "transaction_id": table.first("id"),
        "customer_id": table.first("Customer ID", "Customer Email", "Card Fingerprint"),
        "ordered_at": date,
        "amount": table.first(prefix + "Amount"),
    }
    if code := table.first(prefix + "Currency"):
        columns["currency"] = code
    told = guests_by_email(table, columns["customer_id"], table.first("Customer Email"), [])
    if told:  # payment links and single checkouts make no customer
        columns["customer_id"] = table.first("Customer Email")
    less = str(table.first(prefix + "Amount Refunded"))
    kept = present(table, status, KEPT)
    found, questions = formats(table, date, [columns["amount"], less])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    source |= {"keep": {status: kept}, "subtract": [less]}
    drop = {captured: ["false"]} if (captured := table.first("Captured")) else {}
    if (dispute := table.first("Dispute Status")) and "lost" in {value.lower() for value in table.values(dispute)}:
        drop[dispute] = ["lost"]
    source |= {"drop": drop} if drop else {}
    out = left_out(table, status, kept)
    why = [
        f"Payments count whose Status is one of {', '.join(kept)}"
        + (f"; left out here: {', '.join(out)}." if out else "."),
        f"The amount is {columns['amount']} less {less}"
        + (", in the currency of the payouts, since customers pay in several." if converted else "."),
    ]
    why += [told] if told else []
    if dispute in drop:
        why.append(
            "Payments whose dispute was lost are left out: the money went back, and Amount Refunded does not say so."
        )
    variables = {"transaction_grain": "order", **currency(table, columns.get("currency"))}
    return Recognised(NAME, "transactions", [source], variables, tuple(why), tuple(questions))


def _charges(table: Table, date: str, buyer: str) -> Recognised:
    """Charges from the API."""
    names = {"transaction_id": "id", "amount": "amount", "currency": "currency"}
    columns: dict[str, Any] = {column: table.first(name) for column, name in names.items()}
    columns |= {"customer_id": buyer, "ordered_at": date}
    status, less, code = (str(table.first(name)) for name in ("status", "amount_refunded", "currency"))
    found, questions = formats(table, date, [])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    source |= {"keep": {status: present(table, status, KEPT)}, "subtract": [less]}
    if drop := {column: ["false"] for name in ("captured", "livemode") if (column := table.first(name))}:
        source["drop"] = drop
    sources = _by_divisor(source, code, table.values(code))
    why = (
        f"The amount is {columns['amount']} less {less}" + (", in cents." if sources[0]["divide_by"] == 100 else "."),
        f"Payments count whose {status} is one of {', '.join(source['keep'][status])}.",
        *(["Currencies without cents, or with thousandths, are read apart."] if len(sources) > 1 else []),
    )
    variables = {"transaction_grain": "order", **currency(table, code)}
    return Recognised(NAME, "transactions", sources, variables, why, tuple(questions))


def _invoices(table: Table, date: str, buyer: str) -> Recognised:
    """Invoices from the API: one that is open or void has nothing paid, or is paid in part."""
    names = {"transaction_id": "id", "amount": "amount_paid", "currency": "currency"}
    columns: dict[str, Any] = {column: table.first(name) for column, name in names.items()}
    columns |= {"customer_id": buyer, "ordered_at": date}
    status, code = (str(table.first(name)) for name in ("status", "currency"))
    found, questions = formats(table, date, [])
    out = [value for value in table.values(status) if value.lower() in UNPAID]
    live = table.first("livemode")
    drop = {**({status: out} if out else {}), **({live: ["false"]} if live else {})}
    source: dict[str, Any] = {"format": "Stripe invoices", "file": table.path.name, "columns": columns, **found}
    source |= {"drop": drop} if drop else {}
    source["ignore"] = [table.first("amount_remaining")]
    sources = _by_divisor(source, code, table.values(code))
    why = (
        f"The amount is {columns['amount']}, what was paid. Refunds are in the charges, and are not taken off.",
        f"Invoices do not count whose {status} is {', '.join(out)}." if out else "All invoices count.",
    )
    variables = {"transaction_grain": "order", **currency(table, code)}
    return Recognised("Stripe invoices", "transactions", sources, variables, why, tuple(questions))


def _by_divisor(source: dict[str, Any], code: str, values: Iterable[str]) -> list[dict[str, Any]]:
    """The source once for each size of the smallest coin among its currencies."""
    codes: dict[int, list[str]] = {}
    for value in sorted(values):
        own = value.upper()
        codes.setdefault(1 if own in WITHOUT_CENTS else 1000 if own in IN_THOUSANDTHS else 100, []).append(value)
    if len(codes) < 2:
        return [source | {"divide_by": divisor} for divisor in codes or (100,)]
    sources = []
    for divisor in sorted(codes, key=lambda each: each != 100):
        others = [value for each, named in codes.items() if each != divisor for value in named]
        chosen = {"drop": {**source.get("drop", {}), code: others}}
        if divisor != 100:
            chosen = {"keep": {**source.get("keep", {}), code: codes[divisor]}}
        sources.append(source | chosen | {"divide_by": divisor})
    return sources
