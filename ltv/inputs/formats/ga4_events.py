"""Google Analytics: purchases among the events of GA4 that BigQuery has, and the sessions of its forerunner.

GA4: event_date (YYYYMMDD), event_timestamp (microseconds), event_name, user_pseudo_id, user_id and the parts of
ecommerce (transaction_id, purchase_revenue). Universal Analytics: date, fullVisitorId, visitId and
totals.transactionRevenue, which counts in millionths.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.names import by_key
from ltv.inputs.formats.parts import formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "Google Analytics purchases"
ORDER = ("ecommerce_transaction_id", "transaction_id")
REVENUE = ("ecommerce_purchase_revenue", "purchase_revenue", "ecommerce_value", "event_value", "value", "revenue")
SESSIONS = ("full_visitor_id", "visit_id", "totals_transaction_revenue", "date")

HEADER = ("event_name", "event_timestamp", "event_date", "user_pseudo_id", *ORDER, *REVENUE[:2], *SESSIONS)


def recognise(table: Table) -> Recognised | None:
    """Transactions, where the file has the columns of one of them."""
    there = by_key(table.columns)
    if {*SESSIONS} <= there.keys():
        return _of_sessions(table, there)
    order = next((there[name] for name in ORDER if name in there), None)
    revenue = next((there[name] for name in REVENUE if name in there), None)
    if order is None or revenue is None or not {"event_name", "event_timestamp", "user_pseudo_id"} <= there.keys():
        return None
    event, device, account = there["event_name"], there["user_pseudo_id"], there.get("user_id")
    buyer = account if account and not table.has_blank(account, {event: "purchase"}) else device
    columns: dict[str, Any] = {
        "transaction_id": order,
        "customer_id": buyer,
        "ordered_at": there["event_timestamp"],
        "amount": revenue,
    }
    found, questions = formats(table, columns["ordered_at"], [revenue])
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, "keep": {event: ["purchase"]}}
    why = [f"Events count whose {event} is purchase; the amount is {revenue}."]
    if buyer == device:
        why.append(f"The customer is {device}, a browser: one person has several, so that fewer seem to come back.")
    return Recognised(NAME, "transactions", [source], {"transaction_grain": "order"}, tuple(why), tuple(questions))


def _of_sessions(table: Table, there: dict[str, str]) -> Recognised:
    visitor, visit, revenue, day = (there[name] for name in SESSIONS)
    columns = {
        "transaction_id": {"together": [visitor, visit]},
        "customer_id": visitor,
        "ordered_at": day,
        "amount": revenue,
    }
    found, questions = formats(table, day, [])
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, "divide_by": 1_000_000}
    why = f"Sessions with a {revenue} are orders; it counts in millionths."
    return Recognised(
        NAME,
        "transactions",
        [{**source, "drop_blank": [revenue]}],
        {"transaction_grain": "order"},
        (why,),
        tuple(questions),
    )
