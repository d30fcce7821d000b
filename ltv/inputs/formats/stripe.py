"""Stripe: Payments > Export (unified_payments.csv), one row per payment, failed ones included.

Columns: id, Created date (UTC) (Created (UTC) in older ones), Amount, Amount Refunded, Currency, Converted Amount,
Converted Amount Refunded, Converted Currency, Captured, Status (Paid, Refunded, Failed; succeeded in some),
Customer ID, Customer Email.
Stripe leaves out what it refunded only in Amount Refunded: Amount is always the whole charge.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats, left_out, present
from ltv.inputs.formats.table import Recognised, Table

NAME = "Stripe payments"
KEPT = ("Paid", "Succeeded", "Refunded", "Partially refunded", "Partial refund", "Disputed")


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
    if dispute in drop:
        why.append(
            "Payments whose dispute was lost are left out: the money went back, and Amount Refunded does not say so."
        )
    variables = {"transaction_grain": "order", **currency(table, columns.get("currency"))}
    return Recognised(NAME, "transactions", [source], variables, tuple(why), tuple(questions))
