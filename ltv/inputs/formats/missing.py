"""Why a table is not taken for orders or ad spend, in a sentence for the person who has it."""

from __future__ import annotations

import re

from ltv.inputs.contract import RELATIONS
from ltv.inputs.formats import kinds, rows
from ltv.inputs.formats.meaning import named
from ltv.inputs.formats.names import by_key
from ltv.inputs.formats.plain import columns_of
from ltv.inputs.formats.sums import are_amounts
from ltv.inputs.formats.synonyms import PRICE, SYNONYMS
from ltv.inputs.formats.table import Table


def missing(table: Table) -> str:
    """What keeps a table from being taken for orders or ad spend, as a sentence; empty where it is far from both."""
    there = by_key(table.columns)
    if len(table.columns) == 1 and re.search(r"\S\s+\S", table.columns[0]):
        return (
            "It has one column as it is read. If its columns stand apart by blanks, save it with commas between them "
            "and with their names in the first line."
        )
    if told := rows.unusable(there.keys()):
        return told
    matching = [name for name, synonyms in SYNONYMS.items() if columns_of(name, synonyms, there)]
    if told := kinds.told(table, there, matching):
        return told
    if told := rows.without_amounts(there.keys(), kinds.is_called_orders(table)):
        money = [column for column in table.columns if _may_be_money(table, column)]
        return f"{told} {' and '.join(money)} may be the amount: then rename it so." if money else told
    if told := kinds.customers_without_more(table, there):
        return told
    there = named(table.columns)
    for relation, kind in (("transactions", "orders"), ("ad_spend", "ad spend")):
        names = {name: SYNONYMS[relation][name] for name, required in RELATIONS[relation].items() if required}
        unknown = [name for name, known in names.items() if there.keys().isdisjoint(known)]
        if relation == "transactions" and not there.keys().isdisjoint(PRICE):
            unknown = [name for name in unknown if name != "amount"]
        if len(unknown) <= len(names) / 2:
            if len(unknown) > 1 and unknown[0] == "transaction_id":
                unknown = unknown[1:]  # rows of one customer and moment are an order
            told = "; ".join(f"for {name} (names that are known: {', '.join(names[name][:6])})" for name in unknown)
            return (
                f"It looks like {kind}, but no column is known {told}. Rename the column, or write the mapping by hand."
            )
    return ""


def _may_be_money(table: Table, column: str) -> bool:
    """Whether a column has amounts with decimals, whatever it is called."""
    values = table.values(column, limit=200)
    return are_amounts(table, column) and any(re.search(r"[.,]\d{2}$", value) for value in values)
