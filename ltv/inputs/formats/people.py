"""The customers of orders that have a new one with each order, where another table of the folder knows who they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ltv.inputs.errors import InputError
from ltv.inputs.formats import kinds, plain
from ltv.inputs.formats.buyers import SELLERS
from ltv.inputs.formats.names import by_key, key
from ltv.inputs.formats.rows import ENOUGH
from ltv.inputs.formats.synonyms import SYNONYMS
from ltv.inputs.formats.table import Recognised
from ltv.inputs.formats.wide import Purchases, Seen, Wide, joined, kept, met, shown
from ltv.inputs.lookup import split_name

ORDER, CUSTOMER = (SYNONYMS["transactions"][name] for name in ("transaction_id", "customer_id"))


def with_people(one: Recognised, seen: Seen, others: Sequence[Seen], scratch: Path) -> Purchases | None:
    """Orders of a plain table whose customers are new with every order, beside the table that has those of several
    orders; None where there is none."""
    if one.relation != "transactions" or one.format != plain.NAME:
        return None
    columns = {name: column for name, column in one.sources[0]["columns"].items() if isinstance(column, str)}
    if "transaction_id" not in columns:
        return None
    wide = beside_people(Wide(seen.table, {**by_key(seen.table.columns), **columns}, (), (seen,)), others, scratch)
    found = plain.of_joined(wide.table, wide.there) if wide.joins else None
    return None if found is None else Purchases(joined(found, wide), wide.table, wide.parts)


def beside_people(wide: Wide, others: Iterable[Seen], scratch: Path) -> Wide:
    """The table with another one beside it that has a customer of several orders, where that of each order is new."""
    customer = next((wide.there[name] for name in CUSTOMER if name in wide.there), None)
    order = wide.there.get("transaction_id")
    if customer is None or order is None:
        return wide
    filled, buyers = wide.table.counts(customer)
    if buyers < ENOUGH or buyers < 0.98 * wide.table.counts(order)[1]:
        return wide
    for other in others:
        there = by_key(other.table.columns)
        called = ("id",) if kinds.noun(other.table) in kinds.CUSTOMERS else ()
        people = [*dict.fromkeys(there[name] for name in (*CUSTOMER, *called) if name in there)]
        if other in wide.parts or len(people) < 2 or not there.keys().isdisjoint(ORDER):
            continue
        for column in people:
            try:
                found = met(wide.table, other, customer, column, 0.95)
            except InputError:  # it has several rows of one
                continue
            if found is None:
                continue
            join, made = found
            table = kept(wide.table, made.rows, scratch)
            for person in (made.names[each] for each in people if each in made.names):
                told, persons = table.counts(person)
                is_of_staff = key(person) in SELLERS and 5 * persons < buyers
                if told < 0.9 * filled or not ENOUGH <= persons <= 0.98 * buyers or is_of_staff:
                    continue
                why = (
                    f"The customer is {person} of {other.name}, which is joined by {shown(join)}: {customer} is new "
                    "with every order."
                )
                columns = {name: each for name, each in wide.there.items() if name not in CUSTOMER}
                return replace(
                    wide,
                    table=table,
                    there={**columns, "customer_id": person},
                    joins=(*wide.joins, join),
                    parts=(*wide.parts, other),
                    why=(*wide.why, why),
                )
    return wide


def called_customers(seen: Seen) -> Recognised | None:
    """A file of the very name of the input customers that tells neither channel nor day: it is read by its name anyway,
    and so its column of ids is to be told. None where it has none."""
    there = by_key(seen.table.columns)
    customer = next((there[name] for name in (*CUSTOMER, "id") if name in there), None)
    if customer is None or split_name(seen.files[0])[0].lower() != "customers":
        return None
    source = {"format": plain.NAME, "file": seen.files[0], "columns": {"customer_id": customer}}
    why = "It tells neither a channel nor a day: its other columns may be customer_dimensions."
    return Recognised(plain.NAME, "customers", [source], why=(why,))
