"""Shopify's orders as its API has them, in tables that Fivetran, Airbyte and Stitch copy or that its dbt package makes.

Columns: id or order_id, created_at or created_timestamp, customer_id, email, financial_status, total_price, test and
others. Airbyte has the customer as JSON, and the e-mail address beside it. Refunds are in a table of their own; what is
left of an order is in current_total_price, or in the order_adjusted_total of the package's shopify__orders.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats import buyers
from ltv.inputs.formats.parts import currency, formats, left_out, present
from ltv.inputs.formats.table import Recognised, Table

NAME = "Shopify tables"
KEPT = ("paid", "partially_paid", "partially_refunded")
LESS_REFUNDS = ("order_adjusted_total", "current_total_price")
REFUNDS = ("refund_subtotal", "refund_total_tax")

HEADER = (
    *("financial_status", "total_price", "created_timestamp", "created_at", "customer_id", "email", "source_relation"),
    *LESS_REFUNDS,
)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such a table."""
    status, amount = table.first("financial_status"), table.first(*LESS_REFUNDS, "total_price")
    order, day = table.first("order_id", "id"), table.first("created_timestamp", "created_at", "processed_at")
    people = [
        column for name in ("customer_id", "customer.id", "email", "contact_email") if (column := table.first(name))
    ]
    if None in (status, amount, order, day) or not people or table.has("Lineitem price"):
        return None
    assert status is not None
    assert amount is not None
    customer = buyers.buyer(table, people, order)
    if customer is None:
        return None
    shop = table.first("source_relation")
    several = shop is not None and len(table.values(shop, limit=2)) > 1
    columns: dict[str, Any] = {
        "transaction_id": {"together": [shop, order]} if several else order,
        "customer_id": customer,
        "ordered_at": day,
        "amount": amount,
    }
    if money := table.first("currency"):
        columns["currency"] = money
    kept = present(table, status, KEPT)
    found, questions = formats(table, columns["ordered_at"], [amount])
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, "keep": {status: kept}}
    out = left_out(table, status, kept)
    why = [
        f"Orders with a {status} of {', '.join(kept)} count" + (f"; left out here: {', '.join(out)}." if out else "."),
        f"The amount is {amount}, which is without refunds."
        if amount.lower() in LESS_REFUNDS
        else f"The amount is {amount}: what was refunded in part is in another table, and is not taken off.",
    ]
    if amount.lower() in LESS_REFUNDS and (refunds := [name for each in REFUNDS if (name := table.first(each))]):
        source["ignore"] = refunds
    if test := table.first("is_test_order", "test"):
        source["drop"] = {test: ["true", "1", "t"]}
        why.append(f"Orders that {test} marks as tests do not count.")
    variables = {"transaction_grain": "order", **currency(table, money)}
    return Recognised(NAME, "transactions", [source], variables, tuple(why), tuple(questions))
