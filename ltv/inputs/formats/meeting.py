"""Tables of customers name them in several ways, by an id of their own or by e-mail: the orders say which counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ltv.inputs.formats import plain
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
