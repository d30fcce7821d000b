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
ORDER = (*NAMES["transaction_id"], "original_order_id", "parent_id", "reference")
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


@dataclass(frozen=True)
class Orders:
    """Orders of one format, in one file or several with the same columns."""

    one: Recognised
    seen: Seen

    @property
    def source(self) -> dict[str, Any]:
        """The mapping of their sales."""
        return self.one.sources[0]


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

    def returned(self, table: Table, amount: str) -> tuple[int, int, int]:
        """See Table.returned."""
        return table.returned(self.columns["transaction_id"], self.columns["amount"], amount)


def without_refunds(
    known: Sequence[tuple[Recognised, Seen]], unknown: Sequence[Seen]
) -> tuple[list[tuple[Recognised, Seen]], list[Purchases]]:
    """What is known, with the orders of those states counting whose refunds a table has; and those tables, as sources
    that take their money off. Only where the orders' amounts are before refunds: nothing is taken off twice."""
    found: list[Purchases] = []
    changed = [*known]
    several = _orders(known)
    if len(several) != 1 or not _are_before_refunds(several[0]):
        return changed, found
    orders = several[0]
    for seen in unknown:
        refunds = _refunds(seen, orders) if kinds.noun(seen.table) in REFUNDS else None
        if refunds is None:
            continue
        back = _states_back(orders, refunds)
        orders = replace(orders, one=_with_states(orders, back))
        found.append(Purchases(_source(orders, refunds), refunds.beside, (seen,)))
    if found:
        drop = orders.source.get("drop")
        changed = [
            (_again(one, orders.one, drop) if one.relation == "transactions" else one, seen) for one, seen in known
        ]
    return changed, found


def _orders(known: Sequence[tuple[Recognised, Seen]]) -> list[Orders]:
    """The plain tables of orders, those with the same columns as one."""
    parts: dict[tuple[str, ...], list[tuple[Recognised, Seen]]] = {}
    for one, seen in known:
        if one.relation == "transactions":
            parts.setdefault((one.format, *seen.table.columns), []).append((one, seen))
    found = []
    for each in parts.values():
        one, first = each[0]
        table = united([seen.table for _, seen in each])
        files = tuple(dict.fromkeys(file for _, seen in each for file in seen.files))
        found.append(Orders(one, replace(first, table=table, files=files)))
    return found


def _are_before_refunds(orders: Orders) -> bool:
    """Whether the orders are a plain table in whose amounts nothing of a refund can be."""
    source = orders.source
    columns = source["columns"]
    return (
        orders.one.format == plain.NAME
        and len(orders.one.sources) == 1
        and all(isinstance(columns.get(name), str) for name in ("transaction_id", "customer_id", "amount"))
        and not source.get("subtract")
        and not orders.seen.table.has_negative(columns["amount"])
        and not states.has_refunds(orders.seen.table)
    )


def _refunds(seen: Seen, orders: Orders) -> Refunds | None:
    """The table as refunds of these orders, where it has their ids, a day and amounts that are no more than theirs."""
    there = by_key(seen.table.columns)
    there = {**translated(seen.table.columns), **there}
    amount, day = (next((there[name] for name in names if name in there), None) for names in (AMOUNT, DAY))
    if amount is None or day is None or seen.table.has_negative(amount) or rows.unusable(there.keys()):
        return None
    theirs = orders.source["columns"]
    for name in dict.fromkeys(there[each] for each in ORDER if each in there):
        try:
            found = met(seen.table, orders.seen, name, theirs["transaction_id"], MET)
        except InputError:  # the orders stand in several rows that differ, as lines do
            return None
        if found is None or name in (amount, day):
            continue
        join, joined = found
        columns = {"transaction_id": name, "ordered_at": day, "amount": amount}
        refunds = Refunds(seen, columns, joined, said(join), shown(join))
        return refunds if _are_of(refunds, orders) else None
    return None


def _are_of(refunds: Refunds, orders: Orders) -> bool:
    """Whether nearly all orders have no more refunds than money."""
    amount = _beside(orders, refunds, "amount")
    if amount is None or _beside(orders, refunds, "customer_id") is None:
        return False
    several, within, _ = refunds.returned(refunds.beside, amount)
    return several > 0 and within >= MET * several


def _states_back(orders: Orders, refunds: Refunds) -> dict[str, list[str]]:
    """Column -> the states of orders that do not count, though their whole amounts are among the refunds."""
    back: dict[str, list[str]] = {}
    amount = str(_beside(orders, refunds, "amount"))
    for column, values in orders.source.get("drop", {}).items():
        name = _name(orders, refunds, column)
        for value in values if name else ():
            _, _, whole = refunds.returned(refunds.beside.of(str(name), value), amount)
            if whole and whole >= MET * orders.seen.table.rows_with(column, [value]):
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
            why.append(states.sentence(orders.seen.table, column, out))
    kept = {name: value for name, value in orders.source.items() if name != "drop"}
    source = {**kept, "drop": drop} if drop else kept
    others = [each for each in orders.one.why if not each.startswith(states.DO_NOT_COUNT)]
    return replace(orders.one, sources=[source], why=(*others, *why))


def _again(one: Recognised, whole: Recognised, drop: Mapping[str, list[str]] | None) -> Recognised:
    """A part of the orders, with what counts of the whole."""
    sources = [{name: value for name, value in source.items() if name != "drop"} for source in one.sources]
    return replace(one, sources=[{**source, "drop": drop} if drop else source for source in sources], why=whole.why)


def _source(orders: Orders, refunds: Refunds) -> Recognised:
    """The source that takes the refunds off, without those of orders that do not count."""
    columns: dict[str, Any] = {**refunds.columns}
    columns["customer_id"] = str(_beside(orders, refunds, "customer_id"))
    if currency := orders.source["columns"].get("currency"):
        columns["currency"] = currency if isinstance(currency, dict) else _beside(orders, refunds, "currency")
    found, _ = formats(refunds.seen.table, columns["ordered_at"], [columns["amount"]])
    drop = {
        name: values
        for column, values in orders.source.get("drop", {}).items()
        if (name := _name(orders, refunds, column)) is not None
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
    reporting = {name: value for name, value in orders.one.variables.items() if name == "reporting_currency"}
    return Recognised(plain.NAME, "transactions", [source], reporting, why)


def _beside(orders: Orders, refunds: Refunds, name: str) -> str | None:
    """The name of an orders' column beside the refunds, by its name in the contract."""
    column = orders.source["columns"].get(name)
    return _name(orders, refunds, column) if isinstance(column, str) else None


def _name(orders: Orders, refunds: Refunds, column: str) -> str | None:
    """The name of an orders' column beside the refunds. That of the key is there once, under the refunds' name."""
    if column == orders.source["columns"]["transaction_id"]:
        return refunds.columns["transaction_id"]
    return refunds.joined.names.get(column)
