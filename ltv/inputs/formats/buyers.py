"""The column that tells the customers of a table of orders apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ltv.inputs.formats.names import key
from ltv.inputs.formats.rows import ENOUGH
from ltv.inputs.formats.table import Table

NAME = re.compile(r"[^\W\d_]+[.]?([ '-]+[^\W\d_]+[.]?)+")
"""What people are called: words of letters."""
SELLERS = ("user", "user_id", "account", "account_id")
"""Columns of customers that are those of the staff where few values sell to the many of another column."""

SOME, ALL = 0.02, 0.98  # shares of orders: of guests that are too many to be left out, and with an e-mail
FEW, MANY = 3, 10  # values, and rows for each, by which a column is a flag or a kind of customers and no customer


def buyer(table: Table, candidates: Sequence[str], order: Any) -> str | None:
    """The column of customers: the likeliest that tells people apart, is not blank in most orders where another is
    full, and is not new with every order where another is not.

    Olist has a customer_id for each order, and a customer_unique_id for each person.
    """
    plain = [column for column in candidates if not no_buyer(table, column)]
    if not plain or not isinstance(order, str):
        return plain[0] if plain else None
    rows, orders = table.counts(order)
    if fuller := _fuller(table, plain, order):
        return fuller
    if len(plain) > 1 and _reads_like_names(table, plain[0]):
        named = [other for other in plain[1:] if not _reads_like_names(table, other)]
        plain = [other for other in named if table.counts(other)[0] >= 0.9 * rows] or plain
    first = table.counts(plain[0])[1]
    if key(plain[0]) in SELLERS and orders >= MANY * first and first <= MANY:
        for other in plain[1:]:
            filled, people = table.counts(other)
            if 2 * filled >= rows and people >= 5 * first:
                return other
    if first >= ENOUGH and first == orders:
        for other in plain[1:]:
            filled, people = table.counts(other)
            if filled >= 0.9 * rows and ENOUGH <= people < first:
                return other
    return plain[0]


def _fuller(table: Table, candidates: Sequence[str], order: str) -> str | None:
    """A column of customers that nearly all orders have, where the likeliest one is blank in most; no one's name."""
    orders = table.counts(order)[1]
    if 2 * table.combinations([candidates[0], order]) >= orders:
        return None
    for other in candidates[1:]:
        has_all = table.combinations([other, order]) >= 0.9 * orders
        if has_all and key(other) not in SELLERS and not _reads_like_names(table, other):
            return other
    return None


def guests_by_email(table: Table, customer: str, email: str | None, guests: Sequence[str]) -> str:
    """Why the e-mail tells customers apart where the id of many is that of guests, or blank; empty where the id does.

    Guests come back too: without their e-mails all that they bought would be in no figure.
    """
    if not email or email == customer:
        return ""
    blank = table.rows - table.counts(customer)[0]
    orders = table.rows_with(customer, guests) + blank
    if orders <= SOME * table.rows or table.counts(email)[0] < ALL * table.rows:
        return ""
    named = "blank" if blank == orders else ", ".join(guests) + (" or blank" if blank else "")
    return (
        f"{orders} of {table.rows} orders are of guests ({customer} {named}): customers are told apart by "
        f"{email}, which all have. Who has used two addresses counts as two."
    )


def no_buyer(table: Table, column: str) -> str:
    """Why a column tells no customers apart, as flags such as Yes and No do; empty where it may."""
    values = table.values(column, limit=FEW + 1)
    if values and values[0].startswith(("{", "[")):
        return "holds JSON, no id"
    filled = table.counts(column)[0] if 0 < len(values) <= FEW else 0
    return f"tells no customers apart ({', '.join(values)} in {filled} rows)" if filled >= FEW * MANY else ""


def _reads_like_names(table: Table, column: str) -> bool:
    values = table.values(column, limit=200)
    return len(values) >= ENOUGH and sum(bool(NAME.fullmatch(value)) for value in values) >= 0.9 * len(values)
