"""Refunds in a file of their own, which a source of transactions that joins their orders takes off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ltv.inputs.beside import Joined
from ltv.inputs.contract import REFUNDS
from ltv.inputs.errors import InputError
from ltv.inputs.formats import kinds, plain, rows, states
from ltv.inputs.formats.meaning import translated
from ltv.inputs.formats.names import by_key, divisor
from ltv.inputs.formats.parts import formats
from ltv.inputs.formats.synonyms import SYNONYMS
from ltv.inputs.formats.table import Recognised, Table, united
from ltv.inputs.formats.wide import Purchases, Seen, met, said, shown

NAMES = SYNONYMS["transactions"]
ORDER = (
    *("original_order_id", "reference_invoice_number", "applies_to_doc_no", "applies_to_document_no"),
    *(*NAMES["transaction_id"], "parent_id", "reference"),
)
AMOUNT = (
    *("refund_amount", "amount_refunded", "refunded_amount", "refund_total", "total_refunded", "refunded_total"),
    *("amount_returned", "returned_amount", "return_amount", *NAMES["amount"]),
)
DAY = (
    *("refunded_at", "refund_date", "date_refunded", "refunded_on", "refund_created_at", "refund_time"),
    *("returned_at", "return_date", "returned_on", "date_returned", "issued_at", "issue_date", "issued_on"),
    *("processed_at", *NAMES["ordered_at"]),
)
MET = 0.9
"""Share of the refunds whose orders must be there, and of the orders that have no more refunds than money."""
OF_ORDER = ("customer_id", "currency")
"""What is an order's in the contract, and stands beside its refunds."""


@dataclass(frozen=True)
class Orders:
    """Orders, and what they brought. The orders are in `seen`, with ids in the column `key`; `names` has the source's
    names of its columns -> its own. The rows with the money may be others, as lines are."""

    one: Recognised
    seen: Seen
    key: str
    names: Mapping[str, str]
    money: Table

    @property
    def source(self) -> dict[str, Any]:
        """The mapping of their sales."""
        return self.one.sources[0]

    @property
    def amount(self) -> list[str]:
        """The columns whose product is the amount of a row with money."""
        amount = self.source["columns"]["amount"]
        return [amount] if isinstance(amount, str) else list(amount.get("product", []))


@dataclass(frozen=True)
class Refunds:
    """A table of refunds: contract column -> its own, its rows beside their orders, and how these are joined."""

    seen: Seen
    columns: Mapping[str, str]
    joined: Joined
    join: Mapping[str, Any]
    shown: str

    @property
    def beside(self) -> Table:
        """Its rows with their orders beside them."""
        rows_of = self.joined.rows
        return replace(self.seen.table, columns=rows_of.columns, select=rows_of.select)

    def returned(self, orders: Orders, column: str = "", text: str = "") -> tuple[int, int, int]:
        """See Table.returned; only of the orders with the text in the column, where one is named."""
        table = self.beside.of(column, text) if column else self.beside
        of = (orders.money, orders.source["columns"]["transaction_id"], orders.amount)
        return table.returned(self.columns["transaction_id"], self.columns["amount"], *of)


def without_refunds(
    known: Sequence[tuple[Recognised, Seen]], made: Sequence[Purchases], unknown: Sequence[Seen]
) -> tuple[list[tuple[Recognised, Seen]], list[Purchases], list[Purchases]]:
    """What is known and what was made by joins, with the orders of those states counting whose refunds a table has; and
    those tables, as sources that take their money off. Only where the orders' amounts are before refunds: nothing is
    taken off twice."""
    found: list[Purchases] = []
    several = [*_orders(known), *filter(None, map(_joined_orders, made))]
    if len(several) != 1 or not _are_before_refunds(several[0]):
        return [*known], [*made], found
    orders = several[0]
    for seen in unknown:
        refunds = _refunds(seen, orders) if kinds.noun(seen.table) in REFUNDS else None
        if refunds is not None:
            orders = replace(orders, one=_with_states(orders, _states_back(orders, refunds)))
            found.append(Purchases(_source(orders, refunds), refunds.beside, (seen,)))
    if not found:
        return [*known], [*made], found
    return (
        [(_again(one, orders.one), seen) for one, seen in known],
        [replace(each, one=_again(each.one, orders.one)) for each in made],
        found,
    )


def _orders(known: Sequence[tuple[Recognised, Seen]]) -> list[Orders]:
    """The tables of orders with their amounts, those with the same columns as one."""
    parts: dict[tuple[str, ...], list[tuple[Recognised, Seen]]] = {}
    for one, seen in known:
        if one.relation == "transactions":
            parts.setdefault((one.format, *seen.table.columns), []).append((one, seen))
    found = []
    for each in parts.values():
        one, first = each[0]
        table = united([seen.table for _, seen in each])
        files = tuple(dict.fromkeys(file for _, seen in each for file in seen.files))
        key = one.sources[0]["columns"].get("transaction_id")
        names = {name: name for name in table.columns}
        found.append(Orders(one, replace(first, table=table, files=files), str(key), names, table))
    return found


def _joined_orders(made: Purchases) -> Orders | None:
    """The orders that stand beside rows of money; None where others are joined too, such as customers."""
    join = made.one.sources[0].get("join")
    if made.one.relation != "transactions" or not isinstance(join, Mapping) or len(made.parts) < 2:
        return None
    money, orders = made.parts[:2]
    by = join["by"]
    mine, theirs = next(iter(by.items())) if isinstance(by, Mapping) else (by, by)
    found = met(money.table, orders, mine, theirs, 0.0)
    if found is None:
        return None
    names = {beside: own for own, beside in found[1].names.items()}
    return Orders(made.one, orders, theirs, names, made.table)


def _are_before_refunds(orders: Orders) -> bool:
    """Whether the orders are a plain table in whose amounts nothing of a refund can be."""
    source, columns = orders.source, orders.source["columns"]
    return (
        orders.one.format == plain.NAME
        and len(orders.one.sources) == 1
        and isinstance(columns.get("transaction_id"), str)
        and columns.get("customer_id") in orders.names
        and bool(orders.amount)
        and not source.get("subtract")
        and not any(map(orders.money.has_negative, orders.amount))
        and not states.refund_columns(orders.money)
    )


def _refunds(seen: Seen, orders: Orders) -> Refunds | None:
    """The table as refunds of these orders, where it has their ids, a day and amounts that are no more than theirs."""
    there = {**translated(seen.table.columns), **by_key(seen.table.columns)}
    amount, day = (next((there[name] for name in names if name in there), None) for names in (AMOUNT, DAY))
    amount = next(iter(states.refund_columns(seen.table)), amount)
    if amount is None or day is None or seen.table.has_negative(amount) or rows.unusable(there.keys()):
        return None
    for name in dict.fromkeys(there[each] for each in ORDER if each in there and there[each] not in (amount, day)):
        try:
            found = met(seen.table, orders.seen, name, orders.key, MET)
        except InputError:  # the orders stand in several rows that differ, as lines do
            return None
        if found is not None:
            join, joined = found
            columns = {"transaction_id": name, "ordered_at": day, "amount": amount}
            refunds = Refunds(seen, columns, joined, said(join), shown(join))
            several, within, _ = refunds.returned(orders)
            return refunds if several > 0 and within >= MET * several else None
    return None


def _states_back(orders: Orders, refunds: Refunds) -> dict[str, list[str]]:
    """Column -> the states of orders that do not count, though their whole amounts are among the refunds."""
    back: dict[str, list[str]] = {}
    for column, values in orders.source.get("drop", {}).items():
        name = _beside(orders, refunds, column)
        for value in values if name else ():
            whole = refunds.returned(orders, str(name), value)[2]
            if whole and whole >= MET * orders.seen.table.rows_with(orders.names[column], [value]):
                back.setdefault(column, []).append(value)
    return back


def _with_states(orders: Orders, back: Mapping[str, Collection[str]]) -> Recognised:
    """The orders with these states among what counts, and what is said of them."""
    if not back:
        return orders.one
    drop, why = {}, []
    for column, values in orders.source["drop"].items():
        out = [value for value in values if value not in back.get(column, ())]
        if out:
            drop[column] = out
            why.append(states.sentence(orders.money, column, out))
    kept = {name: value for name, value in orders.source.items() if name != "drop"}
    source = {**kept, "drop": drop} if drop else kept
    others = [each for each in orders.one.why if not each.startswith(states.DO_NOT_COUNT)]
    return replace(orders.one, sources=[source], why=(*others, *why))


def _again(one: Recognised, whole: Recognised) -> Recognised:
    """A part of the orders, with what counts of the whole."""
    if one.relation != "transactions":
        return one
    drop = whole.sources[0].get("drop")
    sources = [{name: value for name, value in source.items() if name != "drop"} for source in one.sources]
    return replace(one, sources=[{**source, "drop": drop} if drop else source for source in sources], why=whole.why)


def _source(orders: Orders, refunds: Refunds) -> Recognised:
    """The source that takes the refunds off, without those of orders that do not count."""
    columns: dict[str, Any] = {**refunds.columns}
    for each in OF_ORDER:
        column = orders.source["columns"].get(each)
        if column is not None:
            columns[each] = column if isinstance(column, dict) else _beside(orders, refunds, column)
    found, _ = formats(refunds.seen.table, columns["ordered_at"], [columns["amount"]])
    drop = {
        name: values
        for column, values in orders.source.get("drop", {}).items()
        if (name := _beside(orders, refunds, column)) is not None
    }
    source = {
        "format": plain.NAME,
        "file": refunds.seen.files[0],
        "join": refunds.join,
        "columns": columns,
        **found,
        **divisor(columns["amount"]),
        **({"drop": drop} if drop else {}),
        "negate": True,
    }
    why = (
        f"The refunds of {refunds.seen.name} are taken off the orders of {orders.seen.name}, which are joined by "
        f"{refunds.shown}: look whether the orders' amounts are before refunds.",
    )
    variables = {**orders.one.variables}
    of_order = orders.source["columns"]["transaction_id"]
    if refunds.seen.table.repeats(columns["transaction_id"]) and not orders.money.repeats(of_order):
        variables["transaction_grain"] = "line"  # several refunds of an order are no versions of one
    return Recognised(plain.NAME, "transactions", [source], variables, why)


def _beside(orders: Orders, refunds: Refunds, column: str) -> str | None:
    """The name beside the refunds of a column that the orders' source names; None where it is not the orders'."""
    own = orders.names.get(column)
    if own == orders.key:  # the key is there once, under the refunds' name
        return refunds.columns["transaction_id"]
    return None if own is None else refunds.joined.names.get(own)
