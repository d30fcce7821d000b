"""WooCommerce: one row per order. Three exports are known, by the names of their columns:

- Analytics > Orders > Download: Date, Order #, N. Revenue, Status, Customer, Customer type, Product(s), Items sold
- Customer/Order/Coupon Export (SkyVerge): order_id, order_number, date, status, order_total, refunded_total,
  order_currency, customer_id (customer_user in older ones), billing_email
- Advanced Order Export (AlgolPlus): Order Number, Order Status, Order Date, Customer User ID, Email (Billing),
  Order Total Amount, Order Refund Amount

An order of somebody without an account has customer id 0: such orders are guests', who are known by e-mail where they
are more than a few (see buyers).
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.buyers import guests_by_email
from ltv.inputs.formats.parts import currency, formats, left_out, present
from ltv.inputs.formats.table import Recognised, Table

NAME = "WooCommerce orders"
KEPT = ("completed", "wc-completed", "processing", "wc-processing", "refunded", "wc-refunded")
COLUMNS = {
    "transaction_id": ("order_id", "order_number", "Order ID", "Order Number", "Order #"),
    "customer_id": (
        *("customer_id", "customer_user", "Customer User ID", "Customer User", "Customer ID"),
        *("billing_email", "Email (Billing)", "Billing Email Address", "Customer"),
    ),
    "ordered_at": ("order_date", "date", "date_created", "date_created_gmt", "Order Date", "Date"),
    "amount": ("order_total", "total", "Order Total Amount", "Order Total", "N. Revenue"),
    "currency": ("order_currency", "currency", "Order Currency"),
}
REFUNDS = ("refunded_total", "order_refund_total", "refund_total", "Order Refund Amount", "Total Refunded")
LINE_TOTALS = ("item_total", "Item Total", "Order Line Total", "line_total")
STATUS = ("status", "order_status", "Order Status", "post_status")


HEADER = (*(name for names in COLUMNS.values() for name in names), *REFUNDS, *STATUS)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file is such an export."""
    signs = ("customer_user", "billing_email", "Customer User ID", "Email (Billing)", "N. Revenue", "cart_discount")
    status = table.first(*STATUS)
    columns: dict[str, Any] = {name: column for name, names in COLUMNS.items() if (column := table.first(*names))}
    grain = "order"
    if "amount" not in columns and (line := table.first(*LINE_TOTALS)):
        columns["amount"], grain = line, "line"
    if status is None or not any(map(table.first, signs)) or not set(COLUMNS) - {"currency"} <= set(columns):
        return None
    less = [column for name in REFUNDS if (column := table.first(name))][:1]
    kept = [value for value in present(table, status, KEPT) if less or not value.endswith("refunded")]
    found, questions = formats(table, columns["ordered_at"], [columns["amount"], *less])
    source: dict[str, Any] = {
        "format": NAME,
        "file": table.path.name,
        "columns": columns,
        **found,
        "keep": {status: kept},
        "guest_ids": ["0"],
    }
    if less:
        source["subtract"] = less
    out = left_out(table, status, kept)
    why = [
        f"Orders count whose {status} is one of {', '.join(kept)}"
        + (f"; left out here: {', '.join(out)}." if out else "."),
        f"The amount is {columns['amount']}" + (f" less {less[0]}." if less else "."),
    ]
    if grain == "order" and table.repeats(columns["transaction_id"]):
        why.append(f"Each line of an order repeats its {columns['amount']}: the first counts, the others are copies.")
    email = table.first("billing_email", "Email (Billing)", "Billing Email Address")
    if told := guests_by_email(table, columns["customer_id"], email, ["0"]):
        columns["customer_id"] = email
        del source["guest_ids"]
        why.append(told)
    elif email:
        why.append(
            f"Orders without an account ({columns['customer_id']} 0) are guests; "
            f"to know them by e-mail, write {email} instead."
        )
    variables = {"transaction_grain": grain, **currency(table, columns.get("currency"))}
    return Recognised(NAME, "transactions", [source], variables, tuple(why), tuple(questions))
