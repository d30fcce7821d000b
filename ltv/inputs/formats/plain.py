"""Plain files: columns that mean the contract's under other names, those of `ltv.inputs.formats.synonyms`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ltv.inputs.contract import LIKELY_NAMES, RELATIONS
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.synonyms import ORDER, PRICE, QUANTITY, SYNONYMS, divisor, key
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

NAME = "plain table"

DAYS = (
    *("ordered_at", "acquired_at", "spend_date", "valid_from", "touched_at", "cost_date"),
    *("starts_on", "ends_on", "day"),
)


def recognise(table: Table) -> Recognised | None:
    """The relation of which most columns are there: all required ones must be."""
    there = {key(column): column for column in reversed(table.columns)}
    if "id" in there and _is_called(table, "transactions") and there.keys().isdisjoint(ORDER):
        there["transaction_id"] = there["id"]  # a customer's elsewhere: the file's name must say that it holds orders
    best: tuple[float, str, dict[str, Any]] | None = None
    for relation, synonyms in SYNONYMS.items():
        columns = _columns(relation, synonyms, there)
        if columns is not None:
            own = sum(there.get(name) == column for name, column in columns.items())
            score = len(columns) + own + (2 if table.path.stem.lower().startswith(relation) else 0)
            if best is None or score > best[0]:
                best = (score, relation, columns)
    if best is None:
        return _without_an_order_id(table, there)
    return _mapped(table, best[1], best[2])


def _without_an_order_id(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Orders of which only the customer, the moment and the amount are told, where customers come back in the file."""
    names = {name: known for name, known in SYNONYMS["transactions"].items() if name != "transaction_id"}
    names["customer_id"] += ("id",)  # as in logs of customer, date and price for statistics
    names["amount"] += PRICE if there.keys().isdisjoint(QUANTITY) else ()
    columns = _columns("transactions", names, there, optional=("transaction_id",))
    if columns is None or not table.repeats(columns["customer_id"]):
        return None
    columns = {"transaction_id": {"together": [columns["customer_id"], columns["ordered_at"]]}, **columns}
    return _mapped(table, "transactions", columns)


def _is_called(table: Table, relation: str) -> bool:
    name = re.sub(r"[^a-z]", "", split_name(table.path.name)[0].lower()).removesuffix("s")
    return name in (relation.removesuffix("s"), *LIKELY_NAMES[relation])


def missing(table: Table) -> str:
    """What keeps a table from being taken for orders or ad spend, as a sentence; empty where it is far from both."""
    there = {key(column) for column in table.columns}
    for relation, kind in (("transactions", "orders"), ("ad_spend", "ad spend")):
        names = {name: SYNONYMS[relation][name] for name, required in RELATIONS[relation].items() if required}
        unknown = [name for name, known in names.items() if there.isdisjoint(known)]
        if len(unknown) <= len(names) / 2:
            told = "; ".join(f"for {name} (names that are known: {', '.join(names[name][:6])})" for name in unknown)
            return (
                f"It looks like {kind}, but no column is known {told}. Rename the column, or write the mapping by hand."
            )
    return ""


def _columns(
    relation: str, synonyms: Mapping[str, tuple[str, ...]], there: Mapping[str, str], optional: tuple[str, ...] = ()
) -> dict[str, Any] | None:
    """Contract column -> the file's column, or None where a required one is missing that is not said to be optional."""
    columns: dict[str, Any] = {}
    for name, names in synonyms.items():
        found = next((there[each] for each in names if each in there and there[each] not in columns.values()), None)
        if found is not None:
            columns[name] = found
    factors = [next((there[each] for each in names if each in there), None) for names in (PRICE, QUANTITY)]
    if relation == "transactions" and "amount" not in columns and all(factors):
        columns["amount"] = {"product": factors}
    if relation == "customers" and columns.get("customer_id") == there.get("id") and {"amount", "fee"} <= there.keys():
        return None  # a payment has an id and a source too
    required = [name for name, need in RELATIONS[relation].items() if need and name not in optional]
    if any(name not in columns for name in required) or (relation == "customers" and len(columns) < 2):
        return None
    return columns


def _mapped(table: Table, relation: str, columns: dict[str, Any]) -> Recognised:
    dates = [columns[name] for name in DAYS if name in columns]
    amount = next((columns[name] for name in ("amount", "spend", "rate") if name in columns), None)
    amounts = amount["product"] if isinstance(amount, dict) else [amount] if amount else []
    found, questions = formats(table, dates[0], amounts) if dates else ({}, [])
    units = divisor(amount) if isinstance(amount, str) else {}
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, **units}
    variables = currency(table, columns.get("currency")) if relation in ("transactions", "ad_spend") else {}
    why = []
    if relation == "transactions":
        if isinstance(columns["transaction_id"], dict):
            variables["transaction_grain"] = "line"
            why.append("No column has an order's id: rows of one customer and moment are added up to one order.")
        elif isinstance(amount, dict):
            variables["transaction_grain"] = "line"
            factors = " times ".join(amount["product"])
            why.append(f"A row is a line of an order, worth {factors}; the lines of an order are added up.")
        elif not table.repeats(columns["transaction_id"]):
            variables["transaction_grain"] = "order"
    return Recognised(NAME, relation, [source], variables, tuple(why), tuple(questions))
