"""PayPal: Activity > Download (CSV), one row per movement of money.

Columns: Date, Time, TimeZone, Name, Type, Status, Currency, Gross, Fee, Net, From Email Address, To Email Address,
Transaction ID, Reference Txn ID, Balance Impact. A refund is a row of its own, whose Reference Txn ID is the sale and
whose To Email Address is the buyer; a second source reads it under the sale's id. Withdrawals, conversions, fees and
what the shop pays itself are no sales. Columns, types and states are in the language of the account: English and German
are known.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "PayPal payments"
BACK = ("*refund*", "*reversal*", "*chargeback*", "*rückzahlung*", "*rückerstattung*", "*rückbuchung*")
NO_SALES = (
    *("*withdrawal*", "*conversion*", "*transfer*", "*deposit*", "*authorization*", "*hold*", "*fee*", "*adjustment*"),
    *("mass pay*", "order", "*abbuchung*", "*währungsumrechnung*", "*bankgutschrift*", "*überweisung*"),
    *("*einbehalt*", "*gebühr*", "*autorisierung*"),
)
COMPLETED = ("completed", "*refunded", "*reversed", "abgeschlossen", "*zurückgezahlt", "*rückgebucht")
COLUMNS = {
    "day": ("Date", "Datum"),
    "kind": ("Type", "Typ"),
    "status": ("Status",),
    "gross": ("Gross", "Brutto"),
    "sender": ("From Email Address", "Absender E-Mail-Adresse"),
    "receiver": ("To Email Address", "Empfänger E-Mail-Adresse"),
    "number": ("Transaction ID", "Transaktionscode"),
}
"""All must be there."""
CURRENCY = ("Currency", "Währung")
SALE = ("Reference Txn ID", "Zugehöriger Transaktionscode")
IMPACT = ("Balance Impact", "Auswirkung auf Guthaben")
HEADER = (*(name for names in COLUMNS.values() for name in names), *SALE, *IMPACT)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such a download."""
    there = {name: column for name, names in COLUMNS.items() if (column := table.first(*names))}
    if there.keys() != COLUMNS.keys():
        return None
    date, kind, gross, status = (there[name] for name in ("day", "kind", "gross", "status"))
    columns: dict[str, Any] = {
        "transaction_id": there["number"],
        "customer_id": there["sender"],
        "ordered_at": date,
        "amount": gross,
    }
    if code := table.first(*CURRENCY):
        columns["currency"] = code
    found, questions = formats(table, date, [gross])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    completed = [*COMPLETED]
    sales = {**source, "keep": {status: completed}, "drop": {kind: [*NO_SALES, *BACK], gross: ["-*", "(*"]}}
    if impact := table.first(*IMPACT):
        sales["keep"] = {**sales["keep"], impact: ["credit", "haben"]}
    sources = [sales]
    why = [f"Sales are completed rows whose {kind} is none of {', '.join([*NO_SALES, *BACK])}, and that brought money."]
    if sale := table.first(*SALE):
        refund = {**columns, "transaction_id": sale, "customer_id": there["receiver"]}
        sources.append(
            {**source, "format": "PayPal refunds", "columns": refund, "keep": {status: completed, kind: list(BACK)}}
        )
        why.append(f"Refunds are taken off the sale that {sale} names.")
    variables = {"transaction_grain": "order", **currency(table, code)}
    return Recognised(NAME, "transactions", sources, variables, tuple(why), tuple(questions))
