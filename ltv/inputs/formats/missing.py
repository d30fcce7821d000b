"""Why a table is not taken for orders or ad spend, in a sentence for the person who has it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
    if len(table.columns) == 1 and table.path.suffix.lower() == ".xlsx":
        return (
            "Only one column has a name, in the row that is read as the header. If the names stand further down, write "
            "header_line with that row into a mapping; if orders stand in blocks below each customer, export a table."
        )
    if len(table.columns) == 1 and re.search(r"\S\s+\S", table.columns[0]):
        return (
            "It has one column as it is read. If its columns stand apart by blanks, save it with commas between them "
            "and with their names in the first line."
        )
    if told := rows.unusable(there.keys()):
        return told
    matching = [name for name, synonyms in SYNONYMS.items() if columns_of(name, synonyms, there)]
    if told := kinds.told(table, there):
        return told
    if told := kinds.of_others(table, there, matching):
        lacking = _lacking("transactions", named(table.columns))
        orders = f" If it holds orders, no column is known {_listed('transactions', lacking)}: rename it."
        return told + orders if lacking else told
    if told := rows.without_amounts(there.keys(), kinds.is_called_orders(table)):
        money = [column for column in table.columns if _may_be_money(table, column)]
        return f"{told} {' and '.join(money)} may be the amount: then rename it so." if money else told
    if told := kinds.customers_without_more(table, there):
        return told
    there = named(table.columns)
    for relation, kind in (("transactions", "orders"), ("ad_spend", "ad spend")):
        unknown = _lacking(relation, there)
        if len(unknown) <= sum(RELATIONS[relation].values()) / 2:
            told = _listed(relation, unknown)
            return (
                f"It looks like {kind}, but no column is known {told}. Rename the column, or write the mapping by hand."
            )
    return ""


def _lacking(relation: str, there: Mapping[str, str]) -> list[str]:
    """The required columns of a relation of which no name is there."""
    names = [name for name, required in RELATIONS[relation].items() if required]
    unknown = [name for name in names if there.keys().isdisjoint(SYNONYMS[relation][name])]
    if relation == "transactions" and not there.keys().isdisjoint(PRICE):
        unknown = [name for name in unknown if name != "amount"]
    return unknown


def _listed(relation: str, unknown: Sequence[str]) -> str:
    """The columns, with names that are known for each."""
    if len(unknown) > 1 and unknown[0] == "transaction_id":
        unknown = unknown[1:]  # rows of one customer and moment are an order
    return "; ".join(
        f"for {name} (names that are known: {', '.join(SYNONYMS[relation][name][:6])})" for name in unknown
    )


def _may_be_money(table: Table, column: str) -> bool:
    """Whether a column has amounts with decimals, whatever it is called."""
    values = table.values(column, limit=200)
    return are_amounts(table, column) and any(re.search(r"[.,]\d{2}$", value) for value in values)
