"""What the rows of a table of orders are, as far as its values tell: which buy, whose they are, lines or orders."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import partial
from typing import Any

from ltv.inputs.formats import romance
from ltv.inputs.formats.names import key
from ltv.inputs.formats.synonyms import CUSTOMER, PRICE, SYNONYMS, quantity
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

DISCOUNT = re.compile(
    r"(.*_)?(discounts?|rabatt|desconto|descuento|remise|sconto)(_(rate|pct|percent|percentage|applied))?"
)
"""Columns of discounts."""

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


def money(table: Table, there: Mapping[str, str], amount: str) -> tuple[Any, str]:
    """The column of money, or a product, where another than `amount` is meant, and why it is so: `amount` counts pieces
    beside a price, as in Ta-Feng's baskets, is the price of one piece, or what was to be paid before a discount."""
    if (pieces := quantity(there)) and (whole := _of_all_pieces(table, there, amount, pieces)):
        return whole, f"{amount} is the price of one piece: {whole} is that of all."
    if net := _after_discount(table, there, amount):
        return net, f"{net} is {amount} less the discount beside it."
    total = there.get("sales_price")
    price = next((there[name] for name in PRICE if name in there), None)
    beside = total or price
    if beside is None or beside == amount or amount in PRICE or not table.counts_pieces(amount, beside):
        return amount, ""
    why = f"{amount} counts pieces: it holds small whole numbers, and a price stands beside it."
    return total or {"product": [price, amount]}, why


def _after_discount(table: Table, there: Mapping[str, str], gross: str) -> str | None:
    """The amount that is `gross` less a discount of the row; None where there is none."""
    discounts = [column for column in table.columns if DISCOUNT.fullmatch(key(column)) and column != gross]
    found = (_amount(there, (gross, discount), partial(table.less, gross, discount)) for discount in discounts)
    return next(filter(None, found), None)


def _of_all_pieces(table: Table, there: Mapping[str, str], single: str, pieces: str) -> str | None:
    """The amount that is `single` times its pieces, so that `single` is the price of one; None where there is none."""
    return _amount(there, (single, pieces), partial(table.multiplied, single, pieces))


def _amount(
    there: Mapping[str, str], others: Collection[str], explained: Callable[[str], tuple[int, int]]
) -> str | None:
    """The first column of amounts besides `others` that is explained in nearly all rows that say something of it.

    explained: of a column, how many rows say something, and in how many of them it is explained.
    """
    for column in dict.fromkeys(there[name] for name in SYNONYMS["transactions"]["amount"] if name in there):
        rows, equal = explained(column) if column not in others else (0, 0)
        if rows >= ENOUGH / 2 and equal >= 0.9 * rows:
            return column
    return None


def discount_share(table: Table) -> tuple[str, str] | None:
    """A column of discounts that are shares or percentages of the amount, and one of its values; None where none is."""
    for column in table.columns:
        name = key(column)
        if not DISCOUNT.fullmatch(name):
            continue
        values = [value for value in table.values(column, limit=200) if re.fullmatch(r"[0-9]+([.][0-9]+)?%?", value)]
        shares = [value for value in values if value.endswith("%") or 0 < float(value) < 1]
        small = all(value.endswith("%") or float(value) <= 1 for value in values)
        if (shares and small) or (
            values and max(map(len, values)) < 6 and re.search("percent|pct|rate|%", f"{name} {column}")
        ):
            return column, next(iter(shares or values[-1:]))
    return None


def is_total(table: Table, price: str, quantity: str) -> str:
    """Why a price is that of all pieces, empty where it is that of one: divided by the quantity it has far fewer values
    than as it is, or it is on average as many times as high as there are pieces."""
    prices, singles, quantities = table.prices(price, quantity)
    if quantities > 1 and prices >= ENOUGH / 2 and 2 * singles <= prices:
        return f"{price} is that of all pieces: divided by {quantity} it has far fewer values than as it is."
    means = {
        pieces: mean for pieces, (seen, mean) in table.price_by_pieces(price, quantity, 5).items() if seen >= ENOUGH
    }
    if len(means) < 3 or 1 not in means or any(means[pieces] < 0.75 * pieces * means[1] for pieces in means):
        return ""
    told = ", ".join(f"{mean:.2f} for {pieces}" for pieces, mean in means.items())
    return f"{price} is that of all pieces: it rises with {quantity} (on average {told})."


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


WITHOUT_AMOUNTS = (
    "If it holds the orders, their amounts are missing: put the table that has them (the items or the payments of "
    "orders, with the order's id) into the folder too."
)


def without_amounts(there: Set[str], is_called_orders: bool = False) -> str:
    """What a table of purchases without their money needs; empty where it is none."""
    orders = SYNONYMS["transactions"]
    if there.isdisjoint(orders["ordered_at"]) or not there.isdisjoint((*orders["amount"], *PRICE)):
        return ""
    of_orders = {*orders["transaction_id"], *(("id",) if is_called_orders else ())}
    if there & of_orders and there & {*orders["customer_id"]}:
        return WITHOUT_AMOUNTS
    if there & {*CUSTOMER, *(("id",) if len(there) <= 2 else ())} and len(there) <= 4:
        return (
            "It has customers and days and no amounts: without the money of each purchase there is no lifetime value. "
            "Add a column with it; to count purchases only, write the mapping by hand, with amount: {value: 1}."
        )
    return ""
