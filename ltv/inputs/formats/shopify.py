"""Shopify: Orders > Export, one row per line item; what belongs to the order stands in its first row only.

Columns: Name, Email, Financial Status, Paid at, Currency, Subtotal, Shipping, Taxes, Total, Created at,
Lineitem quantity, Lineitem name, Lineitem price, Payment Method, Refunded Amount, Outstanding Balance, Id and others;
Name, Email, Created at and Lineitem * are in every row
(help.shopify.com/manual/fulfillment/managing-orders/exporting-orders).

A gift card that is sold is a debt of the shop until somebody pays with it, and the order that is paid with it has its
whole total again. So a second source takes the line items that are gift cards out of the orders that sold them.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats, left_out, present
from ltv.inputs.formats.table import Recognised, Table

NAME = "Shopify orders"
KEPT = ("paid", "partially_paid", "partially_refunded", "refunded")


HEADER = (
    *(
        "Name",
        "Email",
        "Financial Status",
        "Paid at",
        "Currency",
        "Subtotal",
        "Total",
        "Created at",
        "Lineitem quantity",
    ),
    *("Lineitem name", "Lineitem price", "Refunded Amount", "Outstanding Balance"),
)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such an export."""
    if not table.has("Name", "Financial Status", "Lineitem price", "Created at", "Total"):
        return None
    status, total = table.first("Financial Status"), table.first("Total")
    assert status is not None
    assert total is not None
    columns: dict[str, Any] = {
        "transaction_id": table.first("Name"),
        "customer_id": table.first("Customer ID", "Email"),
        "ordered_at": table.first("Created at"),
        "amount": total,
    }
    if money := table.first("Currency"):
        columns["currency"] = money
    kept = present(table, status, KEPT)
    less = [column for name in ("Refunded Amount", "Outstanding Balance") if (column := table.first(name))]
    found, questions = formats(table, columns["ordered_at"], [total, *less])
    orders = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    sources = [{**orders, "drop_blank": [status], "keep": {status: kept}, **({"subtract": less} if less else {})}]
    why = [
        "Rows without a Financial Status are further line items of the order above: Total is in its first row only.",
        f"Orders with a Financial Status of {', '.join(kept)} count"
        + (f"; left out here: {', '.join(out)}." if (out := left_out(table, status, kept)) else "."),
        f"The amount is Total less {' and '.join(less)}." if less else "The amount is Total.",
    ]
    if tests := _test_payments(table):
        sources[0]["drop"] = tests
        why.append(f"Orders paid through the gateway for tests count as none ({', '.join(*tests.values())}).")
    if _gift_cards(table):
        sources.append(_gift_card_lines(table, orders, status, kept))
        why.append(
            "Gift cards that were sold are taken out: the order that is paid with one has its whole total again."
        )
    return Recognised(
        NAME,
        "transactions",
        sources,
        {"transaction_grain": "order", **currency(table, table.first("Currency"))},
        tuple(why),
        tuple(questions),
    )


def _test_payments(table: Table) -> dict[str, list[str]]:
    """The filter that leaves out orders paid through Shopify's gateway for tests, where there are any."""
    method = table.first("Payment Method")
    bogus = [value for value in table.values(method) if "bogus" in value.lower()] if method else []
    return {method: bogus} if method and bogus else {}


def _gift_cards(table: Table) -> bool:
    name = table.first("Lineitem name")
    return bool(name and table.first("Lineitem quantity")) and any(
        "gift card" in value.lower() for value in table.values(str(name))
    )


def _gift_card_lines(table: Table, orders: dict[str, Any], status: str, kept: list[str]) -> dict[str, Any]:
    """The lines that sold gift cards, as negative amounts under their orders' ids: they net as refunds do."""
    factors = [table.first("Lineitem price"), table.first("Lineitem quantity")]
    columns = {**orders["columns"], "amount": {"product": factors}}
    if "currency" in columns:  # stands in the first row of an order only
        columns["currency"] = {"value": table.values(columns["currency"])[0]}
    return {
        **orders,
        "format": "Shopify gift cards sold",
        "columns": columns,
        "negate": True,
        "order_fields": [status],
        "keep": {status: kept, str(table.first("Lineitem name")): ["*gift card*"]},
    }
