"""Purchases in two files of a folder: orders without amounts beside the lines or the payments that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ltv.inputs.beside import Join, Joined
from ltv.inputs.errors import InputError
from ltv.inputs.formats import kinds, plain, rows
from ltv.inputs.formats.names import by_key
from ltv.inputs.formats.people import beside_people
from ltv.inputs.formats.rows import ITEMS
from ltv.inputs.formats.synonyms import PRICE, SOLD_FOR, SYNONYMS, quantity
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.formats.wide import Purchases, Seen, Wide, joined, kept, met, said, shown

NAMES = SYNONYMS["transactions"]
ORDER = NAMES["transaction_id"]
MONEY = (*NAMES["amount"], *SOLD_FOR, *PRICE)
OF_ORDERS = frozenset((*NAMES["customer_id"], *NAMES["ordered_at"]))
"""What is the orders' where the rows of money have columns of these names too."""
PAID = frozenset(("payment", "transaction", "charge", "tender", "pagamento", "pago", "paiement", "zahlung"))
"""What a table is called that has what was paid for orders."""


def with_amounts(
    unknown: Sequence[Seen], known: Sequence[Seen], scratch: Path
) -> tuple[list[Purchases], list[tuple[Seen, str]]]:
    """The purchases whose orders and amounts are in two of the unknown tables, and what is to be said of orders where
    it is not clear in which. The known tables may tell the customers."""
    found: list[Purchases] = []
    told: list[tuple[Seen, str]] = []
    for orders in sorted(_orders(unknown), key=lambda each: not kinds.is_called_orders(each.table)):
        wide, problem = _beside_money(orders, unknown, scratch)
        for each in wide:
            if any(each.parts[0] in one.parts for one in found):
                continue  # its amounts are those of other orders already
            whole = beside_people(each, [*unknown, *known], scratch)
            if one := plain.of_joined(whole.table, whole.there):
                found.append(Purchases(joined(one, whole), whole.table, whole.parts))
        if problem:
            told.append((orders, problem))
    return found, told


def without_payments(
    known: Sequence[tuple[Recognised, Seen]], made: Sequence[Purchases]
) -> tuple[list[tuple[Recognised, Seen]], list[str]]:
    """What is known without payments that name no order, of the customers whose orders are joined with their lines; and
    a sentence of each that is left out."""
    kept, told = [], []
    for one, seen in known:
        is_paid = one.relation == "transactions" and one.format == plain.NAME and kinds.noun(seen.table) in PAID
        columns = one.sources[0]["columns"] if is_paid else {}
        people = seen.table.values(columns["customer_id"], limit=1000) if is_paid else []
        buyers = [(each.table, each.one.sources[0]["columns"]["customer_id"]) for each in made]
        if (
            people
            and isinstance(columns["transaction_id"], dict)
            and any(2 * table.holds(column, people) > len(people) for table, column in buyers)
        ):
            told.append(f"{seen.name} is not used: its payments are those of the same customers' orders.")
        else:
            kept.append((one, seen))
    return kept, told


def _orders(unknown: Sequence[Seen]) -> list[Seen]:
    """The tables of orders that have no amounts; files with the same columns are one."""
    parts: dict[tuple[tuple[str, ...], str], list[Seen]] = {}
    for seen in unknown:
        there = by_key(seen.table.columns)
        if rows.without_amounts(there.keys(), kinds.is_called_orders(seen.table)) == rows.WITHOUT_AMOUNTS:
            parts.setdefault((seen.table.columns, repr(seen.options)), []).append(seen)
    found = []
    for first, *others in parts.values():
        select = " union all by name ".join(f"(select * from ({each.table.select}))" for each in (first, *others))
        table = replace(first.table, select=select, rows=sum(each.table.rows for each in (first, *others)))
        found.append(replace(first, table=table, files=(*first.files, *(each.files[0] for each in others))))
    return found


def _beside_money(orders: Seen, others: Sequence[Seen], scratch: Path) -> tuple[list[Wide], str]:
    """The lines of the orders with these beside them, else their payments, for each of several files with the same
    columns; and what is to be said where more than one table may have the amounts, or none can be joined."""
    found: dict[tuple[bool, tuple[str, ...]], list[tuple[Seen, Join, Joined]]] = {}
    problem = ""
    for other in others:
        there = _columns(other.table)
        if (other.files[0] in orders.files and other.options == orders.options) or not _money(other.table, there):
            continue
        try:
            beside_it = _by_order(orders, other, there)
        except InputError as error:
            problem = f"The amounts of its orders are in {other.name} ({_money(other.table, there)}), but {error}"
            continue
        if beside_it is not None:
            found.setdefault((_is_paid(other.table, there), other.table.columns), []).append((other, *beside_it))
    lines = [each for (is_paid, _), each in found.items() if not is_paid] or [*found.values()]
    if len(lines) > 1:
        several = " or ".join(f"{seen.name} ({_money_of(seen)})" for ((seen, _, _), *_) in lines)
        example = said(lines[0][0][1])
        return [], (
            f"It has orders without amounts, which may be in {several}: name the file that has them under inputs: "
            f"transactions, with join: {{file: {_listed(example['file'])}, by: {shown(lines[0][0][1])}}}."
        )
    wide = []
    chosen = lines[0] if lines else []
    again = tuple(seen for each in found.values() if each is not chosen for seen, _, _ in each)
    names = " and ".join(other.name for other, _, _ in chosen)
    for other, join, made in chosen:
        why = [
            f"The orders are in {orders.name}, their amounts in {names} ({_money_of(other)}): each row of {names} is "
            f"read with its order beside it, joined by {shown(join)}.",
            *(f"{seen.name} is not used: its payments are those of the same orders." for seen in again),
        ]
        there = _columns(other.table)
        theirs = {name: made.names[each] for name, each in by_key(orders.table.columns).items() if each in made.names}
        columns = {
            **{name: column for name, column in there.items() if name not in OF_ORDERS},
            **{name: column for name, column in theirs.items() if name not in (*ORDER, *MONEY)},
            **{name: column for name, column in there.items() if column == quantity(there)},
            "transaction_id": next(iter(join.on)),
        }
        table = kept(other.table, made.rows, scratch)
        wide.append(Wide(table, columns, (join,), (other, orders, *again), tuple(why), is_of_lines=True))
    return wide, problem if not wide else ""


def _columns(table: Table) -> dict[str, str]:
    """The columns by their keys. A price of cents is a price, and one of the list is where there is no other."""
    there = by_key(table.columns)
    for name in PRICE:
        if f"{name}_cents" in there:
            there[name] = there.pop(f"{name}_cents")
    if "list_price" in there and there.keys().isdisjoint(MONEY):
        there["price"] = there["list_price"]
    return there


def _money(table: Table, there: Mapping[str, str]) -> str:
    """The columns of money, and of pieces, of a table that may have the lines or payments of orders; else nothing."""
    is_else = kinds.is_called_otherwise(table, there) or kinds.noun(table) in kinds.OTHERS - {"product"}
    money = next((there[name] for name in MONEY if name in there), None)
    if rows.unusable(there.keys()) or is_else or money is None:
        return ""
    return " and ".join(filter(None, (money, quantity(there))))


def _money_of(seen: Seen) -> str:
    return _money(seen.table, _columns(seen.table))


def _is_paid(table: Table, there: Mapping[str, str]) -> bool:
    """Whether the table has what was paid for orders, and not what they are of."""
    return kinds.noun(table) in PAID or (there.keys().isdisjoint((*ITEMS, *PRICE, *SOLD_FOR)) and not quantity(there))


def _by_order(orders: Seen, other: Seen, there: Mapping[str, str]) -> tuple[Join, Joined] | None:
    """The orders beside rows of money, by the likeliest id of an order by which half of them have one; else None.

    Raises InputError where they cannot be, since orders stand in several rows that differ.
    """
    theirs = by_key(orders.table.columns)
    likely = ("order_id", f"{kinds.noun(orders.table)}_id")
    names = [name for name in ORDER if name in there and (name in theirs or "id" in theirs)]
    names.sort(key=lambda name: (name not in theirs, name not in likely))
    problem = None
    for name in names:
        try:
            found = met(other.table, orders, there[name], theirs.get(name, theirs.get("id", "")), 0.5)
        except InputError as error:
            problem = problem or error
            continue
        if found is not None:
            return found
    if problem:
        raise problem
    return None


def _listed(file: str | list[str]) -> str:
    return file if isinstance(file, str) else f"[{', '.join(file)}]"
