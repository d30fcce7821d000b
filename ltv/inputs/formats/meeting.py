"""Files of one folder that tell of the same customers or orders: which column or file counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ltv.inputs.formats import kinds, plain
from ltv.inputs.formats.names import by_key
from ltv.inputs.formats.synonyms import CUSTOMER
from ltv.inputs.formats.table import Recognised, Table

Found = tuple[Recognised, Table]


def with_ids_that_meet(found: Sequence[Found]) -> list[Recognised]:
    """The answers, those of plain tables of customers with the column that holds the most of the orders' customers."""
    buyers: set[str] = set()
    for one, table in found:
        if one.relation == "transactions" and one.sources:
            buyers |= set(table.values(one.sources[0]["columns"]["customer_id"], limit=1000))
    return [
        _meeting(one, table, buyers) if one.relation == "customers" and one.format == plain.NAME else one
        for one, table in found
    ]


def _meeting(one: Recognised, table: Table, buyers: set[str]) -> Recognised:
    columns = one.sources[0]["columns"]
    there = by_key(table.columns)
    names = [columns["customer_id"], *(there[name] for name in (*CUSTOMER, "id") if name in there)]
    taken = [column for name, column in columns.items() if name != "customer_id"]
    candidates = [name for name in dict.fromkeys(names) if name not in taken]
    met = {name: table.holds(name, buyers) for name in candidates} if len(candidates) > 1 and buyers else {}
    best = max(met, key=lambda name: met[name], default=columns["customer_id"])
    if not met or met[best] <= 2 * met[columns["customer_id"]]:
        return one
    why = f"The customer is {best}: the orders' customers are among its values."
    source = {**one.sources[0], "columns": {**columns, "customer_id": best}}
    return replace(one, sources=[source], why=(*one.why, why))


def with_each_order_once(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """The plain tables without those that have the orders of another one again, as a table of payments does beside that
    of orders, and a sentence for each that is left out. Tables with the same columns are parts of one."""
    orders = [
        (one, table)
        for one, table in found
        if one.format == plain.NAME
        and one.relation == "transactions"
        and not one.sources[0].get("negate")  # refunds have the orders' ids
        and isinstance(one.sources[0]["columns"]["transaction_id"], str)
    ]
    left_out: dict[str, str] = {}
    for one, table in sorted(orders, key=lambda each: _likelihood(*each)):
        for other, others in sorted(orders, key=lambda each: _likelihood(*each), reverse=True):
            name, again = others.path.name, table.path.name
            if again in left_out or name in left_out or others.columns == table.columns or name == again:
                continue
            if _are_the_same(one, table, other, others):
                left_out[again] = f"{again} is not used: its orders are those of {name} again."
    return [each for each in found if each[1].path.name not in left_out], [*left_out.values()]


def _likelihood(one: Recognised, table: Table) -> tuple[bool, bool, int]:
    """What speaks for a table of orders against another one of the same: its name, and an order in each row."""
    order = one.sources[0]["columns"]["transaction_id"]
    return kinds.noun(table) in ("order", "sale"), not table.repeats(order), table.rows


def _are_the_same(one: Recognised, table: Table, other: Recognised, others: Table) -> bool:
    """Whether most orders of one table are in the other, with the same customers."""
    names, others_names = (
        [each.sources[0]["columns"][name] for name in ("transaction_id", "customer_id")] for each in (one, other)
    )
    ids = table.together(names, limit=1000)
    return len(ids) > 1 and 2 * others.holds_together(others_names, ids) > len(ids)
