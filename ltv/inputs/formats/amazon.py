"""Amazon: the order report of Seller Central (All Orders), one row per line of an order, tab-separated.

Columns: amazon-order-id, purchase-date, order-status, quantity, currency, item-price, buyer-email (not in all reports).
item-price is that of the whole line, whatever its quantity.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "Amazon orders"
HEADER = ("amazon-order-id", "purchase-date", "order-status", "item-price", "buyer-email", "item-promotion-discount")


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such a report."""
    if not table.has("amazon-order-id", "purchase-date", "item-price"):
        return None
    buyer = table.first("buyer-email", "buyer-id", "buyer-name")
    if buyer is None:
        question = (
            f"{table.path.name} names no buyer (buyer-email), so that no customer returns: export a report that does."
        )
        return Recognised(NAME, "transactions", [], open=(question,))
    date, price = str(table.first("purchase-date")), str(table.first("item-price"))
    columns: dict[str, Any] = {
        "transaction_id": table.first("amazon-order-id"),
        "customer_id": buyer,
        "ordered_at": date,
    }
    columns["amount"] = price
    if code := table.first("currency"):
        columns["currency"] = code
    less = [column for name in ("item-promotion-discount",) if (column := table.first(name))]
    found, questions = formats(table, date, [price, *less])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    if less:
        source["subtract"] = less
    if pieces := table.first("quantity"):
        source["ignore"] = [pieces]
    if status := table.first("order-status"):
        source["drop"] = {status: ["Cancelled", "Canceled", "Pending"]}
    why = (f"A row is a line of an order, worth {price}; cancelled and pending orders are left out.",)
    variables = {"transaction_grain": "line", **currency(table, code)}
    return Recognised(NAME, "transactions", [source], variables, why, tuple(questions))
