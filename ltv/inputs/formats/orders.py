"""The columns of a table of orders that its values speak for, where its names alone would be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ltv.inputs.formats import buyers, grains, rows, sums
from ltv.inputs.formats.names import key
from ltv.inputs.formats.synonyms import ORDER, SYNONYMS
from ltv.inputs.formats.table import Table

EMAILS = ("email", "customer_email", "email_address", "billing_email", "e_mail", "buyer_email", "contact_email")
GUESTS = ("0", "-1", "0.0")
"""Customers that systems give to those who have no account."""


def chosen(
    table: Table, columns: dict[str, Any], there: Mapping[str, str]
) -> tuple[dict[str, Any], list[str], list[str]]:
    """The columns with those of the buyer and of the money that the values speak for."""
    why, open_questions = [], []
    known = [there[name] for name in SYNONYMS["transactions"]["customer_id"] if name in there]
    candidates = dict.fromkeys([columns["customer_id"], *known])
    taken = [column for name, column in columns.items() if name != "customer_id" and isinstance(column, str)]
    buyer = buyers.buyer(table, [each for each in candidates if each not in taken], columns["transaction_id"])
    if buyer is None:
        open_questions.append(
            f"{table.path.name}: {columns['customer_id']} {buyers.no_buyer(table, columns['customer_id'])}: add a "
            "column with the customer's id or e-mail address to the file, and name it under columns."
        )
    elif buyer != columns["customer_id"]:
        blank = table.rows - table.counts(columns["customer_id"])[0]
        reason = (
            f"blank in {blank} of {table.rows} rows"
            if 2 * blank > table.rows
            else "new with every order, or no id of a customer"
        )
        why.append(f"The customer is {buyer}: {columns['customer_id']} is {reason}.")
        columns = {**columns, "customer_id": buyer}
    address = next((each for each in known if key(each) in EMAILS), None)
    if told := buyers.guests_by_email(table, columns["customer_id"], address, GUESTS):
        why.append(told)
        columns = {**columns, "customer_id": address}
    if isinstance(columns["transaction_id"], str):
        orders = [*dict.fromkeys([columns["transaction_id"], *(there[name] for name in ORDER if name in there)])]
        order = grains.order_of_lines(table, orders, columns["customer_id"], columns["ordered_at"])
        if order != orders[0]:
            why.append(f"The order is {order}: {orders[0]} is new with every line.")
            columns = {**columns, "transaction_id": order}
    if isinstance(columns["amount"], str):
        money, reason = rows.money(table, there, columns["amount"])
        why += [reason] if reason else []
        if paid := sums.before_fees(table, money):
            why.append(f"The amount is {paid}: {money} is less by the fees beside it, which buyers paid as well.")
            money = paid
        columns = {**columns, "amount": money}
    elif told := rows.is_total(table, *columns["amount"]["product"]):
        why.append(told)
        columns = {**columns, "amount": columns["amount"]["product"][0]}
    if isinstance(columns["amount"], dict) and (share := rows.discount_share(table)):
        factors = " times ".join(columns["amount"]["product"])
        open_questions.append(
            f"{table.path.name}: {share[0]} is a share of the amount (as {share[1]}), and {factors} is what it was "
            "before: add a column with the amount after it to the file, and name it under columns; or leave it as it "
            f"is, with ignore: [{share[0]}]."
        )
    return columns, why, open_questions


def grain(table: Table, columns: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """Whether rows are orders or lines, None where that is not clear, and why it is so."""
    order, amount = columns["transaction_id"], columns["amount"]
    if isinstance(order, dict):
        return "line", ["No column has an order's id: rows of one customer and moment are added up to one order."]
    if isinstance(amount, dict):
        factors = " times ".join(amount["product"])
        return "line", [f"A row is a line of an order, worth {factors}; the lines of an order are added up."]
    grain = grains.grain(table, order, amount)
    if grain == "line":
        return grain, [f"Rows of one {order} are its lines: they are added up."]
    if grain == "order" and table.repeats(order):
        return grain, [f"Each line of an order repeats its {amount}: the first counts, the others are copies."]
    return grain, []
