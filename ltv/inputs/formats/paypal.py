"""PayPal: Activity > Download (CSV), one row per movement of money.

Columns: Date, Time, TimeZone, Name, Type, Status, Currency, Gross, Fee, Net, From Email Address, To Email Address,
Transaction ID, Reference Txn ID, Balance Impact. A refund is a row of its own, whose Reference Txn ID is the sale and
whose To Email Address is the buyer; a second source reads it under the sale's id. Withdrawals, conversions, fees and
what the shop pays itself are no sales.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "PayPal payments"
BACK = ("*refund*", "*reversal*", "*chargeback*")
NO_SALES = (
    *("*withdrawal*", "*conversion*", "*transfer*", "*deposit*", "*authorization*", "*hold*", "*fee*", "*adjustment*"),
    *("mass pay*", "order"),
)
HEADER = ("Gross", "Transaction ID", "Reference Txn ID", "From Email Address", "To Email Address", "Balance Impact")


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such a download."""
    if not table.has("Date", "Type", "Status", "Gross", "From Email Address", "To Email Address", "Transaction ID"):
        return None
    date, kind, gross, status = (str(table.first(name)) for name in ("Date", "Type", "Gross", "Status"))
    columns: dict[str, Any] = {
        "transaction_id": table.first("Transaction ID"),
        "customer_id": table.first("From Email Address"),
        "ordered_at": date,
        "amount": gross,
    }
    if code := table.first("Currency"):
        columns["currency"] = code
    found, questions = formats(table, date, [gross])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    completed = ["completed", "*refunded", "*reversed"]
    impact = table.first("Balance Impact")
    sales = {**source, "keep": {status: completed}, "drop": {kind: [*NO_SALES, *BACK], gross: ["-*", "(*"]}}
    if impact:
        sales["keep"] = {**sales["keep"], impact: ["credit"]}
    sources = [sales]
    why = [f"Sales are completed rows whose {kind} is none of {', '.join([*NO_SALES, *BACK])}, and that brought money."]
    if sale := table.first("Reference Txn ID"):
        refund = {**columns, "transaction_id": sale, "customer_id": table.first("To Email Address")}
        sources.append(
            {**source, "format": "PayPal refunds", "columns": refund, "keep": {status: completed, kind: list(BACK)}}
        )
        why.append(f"Refunds are taken off the sale that {sale} names.")
    variables = {"transaction_grain": "order", **currency(table, code)}
    return Recognised(NAME, "transactions", sources, variables, tuple(why), tuple(questions))
