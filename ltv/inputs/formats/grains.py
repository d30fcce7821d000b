"""What a row of a table of orders is: an order or one of its lines, and which column has the order's id."""

from __future__ import annotations

from collections.abc import Sequence

from ltv.inputs.formats.dates import TIME_OF_DAY
from ltv.inputs.formats.meaning import named
from ltv.inputs.formats.names import key
from ltv.inputs.formats.rows import ENOUGH, ITEMS
from ltv.inputs.formats.synonyms import PRICE, SOLD_FOR, quantity
from ltv.inputs.formats.table import Table

LINES = (
    *("order_item_id", "order_line_id", "line_item_id", "line_id", "line_no", "line_number", "line"),
    *("row_id", "order_line_number", "payment_sequential"),
)
"""Columns that number the lines of an order."""

LINE_AMOUNTS = ("line_total", "item_total", "item_revenue", "line_amount", "item_amount", "line_revenue", "subtotal")
"""Columns of money that a line of an order has for itself."""

KINDS = 8
"""Kinds of rows that an export of orders with their lines has at most."""

TIMES = ("time", "order_time", "transaction_time", "purchase_time", "hora", "heure", "uhrzeit", "ora")
"""Columns of the time of a purchase, without its day."""


def order_of_lines(table: Table, candidates: Sequence[str], customer: str, day: str) -> str:
    """The column of orders: the likeliest, unless each row has its own value of it, and several rows have one of
    another column, with one customer and one day: those are the lines of an order."""
    first = candidates[0]
    filled, different = table.counts(first)
    if filled != different:
        return first
    for other in candidates[1:]:
        rows, orders = table.counts(other)
        several, of_one_customer = table.repeated(other, customer)
        if rows != filled or several < ENOUGH / 2 or orders < ENOUGH or of_one_customer != several:
            continue
        if table.repeated(other, day)[1] == several:
            return other
    return first


def row_of_order(table: Table, order: str, customer: str, amount: str) -> tuple[str, str] | None:
    """A column and its value in the one row that each order has beside those of its lines and payments, which alone
    names the customer and has no smaller amount than they; as Line Type and Sale in the sales history of a till. None
    where there is none."""
    if order == customer or not table.repeats(order):
        return None
    named, orders = table.counts(customer)[0], table.counts(order)[1]
    for column in table.columns:
        values = table.values(column, limit=KINDS + 1) if column not in (order, customer) else []
        if not 2 <= len(values) <= KINDS or table.has_blank(column):
            continue
        for value in (each for each in values if not any(map(str.isdigit, each))):  # 1 is the first of its lines
            rows = table.of(column, value)
            filled, different = rows.counts(order)
            is_alone = filled == different >= 0.98 * orders and rows.counts(customer)[0] == named >= ENOUGH
            if is_alone and table.has_the_most(order, amount, column, value):
                return column, value
    return None


def time_of_day(table: Table) -> str | None:
    """A column that has the time of a purchase and not its day."""
    there = named(table.columns)
    column = next((there[name] for name in TIMES if name in there), None)
    values = table.values(column, limit=20) if column else []
    return column if values and all(map(TIME_OF_DAY.fullmatch, values)) else None


def grain(table: Table, order: str, amount: str) -> str | None:
    """What the rows are where an id repeats in a table with columns of lines: order where each repeats its order's
    amount, line where amounts differ, else None."""
    if not table.repeats(order):
        return "order"
    if told := _grain_by_sums(table, order, amount):
        return told
    there = {name.replace("_", ""): column for name, column in named(table.columns).items()}
    item = next((there[name.replace("_", "")] for name in ITEMS if name.replace("_", "") in there), None)
    if item is None and there.keys().isdisjoint(name.replace("_", "") for name in LINES):
        return None
    repeated, equal = table.repeated(order, amount)
    if repeated < 2 or 50 * repeated <= table.counts(order)[1]:
        return None
    # Two pieces of one price stand in some orders; and a price is that of its line.
    if equal <= 0.1 * repeated or key(amount) in PRICE or key(amount).startswith(("line_", "item_")):
        return "line"
    if repeated < ENOUGH or equal < 0.9 * repeated:
        return None
    # Two tickets of one price are no copies of their order: lines of different items are that have one amount, where
    # there are many amounts.
    if item is not None:
        repeated, equal = table.repeated(order, amount, item)
    if repeated < ENOUGH:
        return None
    if equal <= 0.1 * repeated:
        return "line"
    return "order" if equal >= 0.9 * repeated and table.counts(amount)[1] >= ENOUGH else None


def _grain_by_sums(table: Table, order: str, amount: str) -> str | None:
    """The grain where a column of lines, or a price times its pieces, adds up to the amount or is the amount itself."""
    there = named(table.columns)
    pieces, price = quantity(there), next((there[name] for name in (*SOLD_FOR, *PRICE) if name in there), None)
    lines = [[there[name]] for name in LINE_AMOUNTS if name in there]
    lines += [[price, pieces]] if price and pieces else [[price]] if price else []
    for line in lines:
        if line == [amount]:
            continue
        several, whole, own = table.sums(order, amount, line)
        if several >= 2 and max(whole, own) >= 0.9 * several:
            return "order" if whole > own else "line"
    return None
