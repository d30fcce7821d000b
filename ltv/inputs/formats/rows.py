"""What the rows of a table of orders are, as far as its values tell: which buy, whose they are, lines or orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from ltv.inputs.formats import romance
from ltv.inputs.formats.names import by_key, key
from ltv.inputs.formats.synonyms import CUSTOMER, ORDER, PRICE, SOLD_FOR, SYNONYMS, quantity
from ltv.inputs.formats.table import Table

EVENTS = (
    *("event_type", "event_name", "event", "behavior_type", "behaviour_type", "behavior", "behaviour", "action_type"),
    *("action", "activity_type", "activity", "interaction_type", "行为类型"),
)
BOUGHT = frozenset(
    (
        *("purchase", "purchased", "purchases", "buy", "bought", "order", "ordered", "transaction", "sale", "购买"),
        *("order_completed", "order_placed", "order_paid", "placed_order", "completed_order", "checkout_completed"),
        *("transaction_completed", "in_app_purchase", "completed_checkout", "purchase_completed"),
    )
)
"""What logs of behaviour call a purchase, as `names.key` writes it."""

RETURNED = frozenset(("refund", "refunded", "order_refunded", "return", "returned", "refund_completed"))
"""What they call its return."""

ITEMS = (
    *("product_id", "product", "product_code", "product_name", "sku", "stock_code", "item", "article_id", "variant_id"),
    *("item_name", "product_sku", "item_id", "artikelnummer", "artikel", "商品id", "商品编号", "商品名称"),
    *romance.ITEMS,
)
"""Columns that say what a line of an order is of."""

LINES = (
    *("order_item_id", "order_line_id", "line_item_id", "line_id", "line_no", "line_number", "line"),
    *("row_id", "order_line_number", "payment_sequential"),
)
"""Columns that number the lines of an order."""

SELLERS = ("user", "user_id", "account", "account_id")
"""Columns of customers that are those of the staff where few values sell to the many of another column."""

FEW, MANY = 3, 10  # values, and rows for each, by which a column is a flag or a kind of customers and no customer
LINE_AMOUNTS = ("line_total", "item_total", "item_revenue", "line_amount", "item_amount", "line_revenue", "subtotal")
"""Columns of money that a line of an order has for itself."""

ENOUGH = 20  # buyers or orders, below which nothing is told by their number


def purchases(table: Table, source: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The sources that read the purchases of a log of views, carts and purchases, and what is to be said of them.

    Refunds are negative, or made so by a source of their own.
    """
    there = {key(column): column for column in table.columns}
    amount = source["columns"]["amount"]
    for column in (there[name] for name in EVENTS if name in there):
        values = table.values(column, limit=200)
        kept = [value for value in values if key(value) in BOUGHT]
        back = [value for value in values if key(value) in RETURNED]
        others = [value for value in values if value not in (*kept, *back)]
        if not kept or not (others or back):
            continue
        said = [f"Rows count whose {column} is {' or '.join(kept)}" + _left_out(others)]
        if not back:
            return [{**source, "keep": {column: kept}}], said
        said.append(f"Rows whose {column} is {' or '.join(back)} are refunds.")
        if isinstance(amount, str) and table.is_negative(amount, column, back):
            return [{**source, "keep": {column: [*kept, *back]}}], said
        return [{**source, "keep": {column: kept}}, {**source, "keep": {column: back}, "negate": True}], said
    return [source], []


def _left_out(values: Sequence[str]) -> str:
    return f"; left out here: {', '.join(values[:12])}." if values else "."


def buyer(table: Table, candidates: Sequence[str], order: Any) -> str | None:
    """The column of customers: the likeliest that tells people apart, and is not new with every order where another
    is not.

    Olist has a customer_id for each order, and a customer_unique_id for each person.
    """
    plain = [column for column in candidates if not no_buyer(table, column)]
    if not plain or not isinstance(order, str):
        return plain[0] if plain else None
    rows, orders = table.counts(order)
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


def grain(table: Table, order: str, amount: str) -> str | None:
    """What the rows are where an id repeats in a table with columns of lines: order where each repeats its order's
    amount, line where amounts differ, else None."""
    if not table.repeats(order):
        return "order"
    if told := _grain_by_sums(table, order, amount):
        return told
    there = {key(column).replace("_", ""): column for column in table.columns}
    item = next((there[name.replace("_", "")] for name in ITEMS if name.replace("_", "") in there), None)
    if item is None and there.keys().isdisjoint(name.replace("_", "") for name in LINES):
        return None
    repeated, equal = table.repeated(order, amount)
    if repeated < 2 or 50 * repeated <= table.counts(order)[1]:
        return None
    if equal <= 0.1 * repeated:  # two pieces of one price stand in some orders
        return "line"
    if repeated < ENOUGH or equal < 0.9 * repeated:
        return None
    # Two tickets of one price are no copies of their order: lines of different items are that have one amount, where
    # there are many amounts.
    if item is not None:
        repeated, equal = table.repeated(order, amount, item)
    if key(amount) in PRICE or key(amount).startswith(("line_", "item_")):
        return "line"
    if repeated < ENOUGH:
        return None
    if equal <= 0.1 * repeated:
        return "line"
    return "order" if equal >= 0.9 * repeated and table.counts(amount)[1] >= ENOUGH else None


def _grain_by_sums(table: Table, order: str, amount: str) -> str | None:
    """The grain where a column of lines, or a price times its pieces, adds up to the amount or is the amount itself."""
    there = by_key(table.columns)
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


def money(table: Table, there: Mapping[str, str], amount: str) -> Any:
    """The column of money, or a product, where `amount` counts pieces beside a price, as in Ta-Feng's baskets, or is
    itself a price."""
    if (pieces := quantity(there)) and (whole := _of_all_pieces(table, there, amount, pieces)):
        return whole
    total = there.get("sales_price")
    price = next((there[name] for name in PRICE if name in there), None)
    beside = total or price
    if beside is None or beside == amount or amount in PRICE or not table.counts_pieces(amount, beside):
        return amount
    return total or {"product": [price, amount]}


def _of_all_pieces(table: Table, there: Mapping[str, str], single: str, pieces: str) -> str | None:
    """The amount that is `single` times its pieces, so that `single` is the price of one; None where there is none."""
    for column in dict.fromkeys(there[name] for name in SYNONYMS["transactions"]["amount"] if name in there):
        rows, equal = table.multiplied(single, pieces, column) if column not in (single, pieces) else (0, 0)
        if rows >= ENOUGH / 2 and equal >= 0.9 * rows:
            return column
    return None


def is_total(table: Table, price: str, quantity: str) -> bool:
    """Whether a price is that of all pieces: divided by the quantity it has far fewer values than as it is."""
    prices, singles, quantities = table.prices(price, quantity)
    return quantities > 1 and prices >= ENOUGH / 2 and 2 * singles <= prices


def no_buyer(table: Table, column: str) -> str:
    """Why a column tells no customers apart, as flags such as Yes and No do; empty where it may."""
    values = table.values(column, limit=FEW + 1)
    if values and values[0].startswith(("{", "[")):
        return "holds JSON, no id"
    filled = table.counts(column)[0] if 0 < len(values) <= FEW else 0
    return f"tells no customers apart ({', '.join(values)} in {filled} rows)" if filled >= FEW * MANY else ""


UNUSABLE: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset(("airbyte_data",)),
        "Its rows are packed as JSON in _airbyte_data: export the table that Airbyte makes of them, which has columns.",
    ),
    (
        frozenset(("days_since_prior_order",)),
        "It tells only how many days after the order before an order came, and no dates: without the day of each order "
        "neither customer lifetimes nor spend can be placed in time.",
    ),
    (
        frozenset(("event_timestamp", "ecommerce")),
        "Its column ecommerce is nested: export a query that has ecommerce.transaction_id and "
        "ecommerce.purchase_revenue as columns.",
    ),
    (
        frozenset(("order_id", "kind", "gateway")),
        "It has the payments of orders, without their customers: the table of orders has both.",
    ),
)
"""Names of columns -> why a table that has them cannot be read, and what to do."""


def unusable(there: Set[str]) -> str:
    """Why nothing can be made of a table with these names of columns; empty where nothing is known against it."""
    return next((told for names, told in UNUSABLE if names <= there), "")


def without_amounts(there: Set[str], is_called_orders: bool = False) -> str:
    """What a table of purchases without their money needs; empty where it is none."""
    orders = SYNONYMS["transactions"]
    if there.isdisjoint(orders["ordered_at"]) or not there.isdisjoint((*orders["amount"], *PRICE)):
        return ""
    if there & ({*ORDER, "id"} if is_called_orders else {*ORDER}) and there & {*CUSTOMER}:
        return (
            "If it holds the orders, their amounts are missing: join them to it from the table that has them "
            "(the items or the payments of orders), by the order's id, and save it as one file."
        )
    if there & {*CUSTOMER, *(("id",) if len(there) <= 2 else ())} and len(there) <= 4:
        return (
            "It has customers and days and no amounts: without the money of each purchase there is no lifetime value. "
            "Add a column with it; to count purchases only, write the mapping by hand, with amount: {value: 1}."
        )
    return ""
