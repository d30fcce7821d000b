"""The structure of a mapping: which keys `inputs` may have, and what their values may be.

The macro `mapping_problems` says the same where dbt is called without `ltv` (a test holds the sentences equal).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ltv.inputs.contract import DAYS, RELATIONS

MONEY = ("amount", "spend")
"""Columns of the contract that may be a product of columns."""


DIVISORS = (1, 10, 100, 1000, 1_000_000)
"""Units of money that systems count in: whole ones, cents, mills, micros."""


def is_text(value: Any) -> bool:
    """Whether it is text that says something."""
    return isinstance(value, str) and value.strip() != ""


def is_constant(value: Any) -> bool:
    """Whether it is one value: text (empty too), a number or a truth value."""
    return isinstance(value, str | int | float)


def one_or_more(value: Any, is_one: Callable[[Any], bool]) -> bool:
    """Whether it is one such value, or a list of at least one and of nothing else."""
    return is_one(value) or (isinstance(value, list) and bool(value) and all(map(is_one, value)))


def is_filter(value: Any) -> bool:
    """Whether it is the values, or the lists of values, of columns."""
    return isinstance(value, Mapping) and all(is_text(k) and one_or_more(v, is_constant) for k, v in value.items())


def is_newest(value: Any) -> bool:
    """Whether it is the columns that tell rows apart, and the column that tells which version of a row is the last."""
    if not (isinstance(value, Mapping) and {*value} == {"of", "by"}):
        return False
    return one_or_more(value["of"], is_text) and is_text(value["by"])


def is_join(value: Any) -> bool:
    """Whether it is one file to join, or a list of such: a mapping of the file, the key and how the file is read."""
    return one_or_more(value, _is_join)


def _is_join(value: Any) -> bool:
    if not (isinstance(value, Mapping) and {"file", "by"} <= {*value} <= {"file", "by", *JOIN_OPTIONS}):
        return False
    by = value["by"]
    is_key = bool(by) and all(is_text(k) and is_text(v) for k, v in by.items()) if isinstance(by, Mapping) else None
    return (
        one_or_more(value["file"], is_text)
        and (one_or_more(by, is_text) if is_key is None else is_key)
        and all(value.get(key) is None or KEYS[key][1](value[key]) for key in JOIN_OPTIONS)
    )


JOIN_OPTIONS = ("encoding", "delimiter", "header_line", "sheet")
"""How a joined file is read, where that is not clear from itself."""
TEXT = "text"
TEXTS = "text, or a list of texts"
FILTER = "a value or a list of values for each column, as in {Status: [paid, shipped]}"
NEWEST = "the columns that tell rows apart and the one that tells which is the last, as in {of: id, by: updated_at}"
JOIN = (
    "the file and the columns of its key, as in {file: orders.csv, by: order_id} or {file: orders.csv, by: {order_id: "
    "id}}, with encoding, delimiter, header_line or sheet if it needs them, or a list of such mappings"
)

KEYS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "file": (TEXTS, lambda value: one_or_more(value, is_text)),
    "table": (TEXT, is_text),
    "format": (TEXT, is_text),
    "columns": (
        "names of the input's columns, each with a column of the file",
        lambda value: isinstance(value, Mapping),
    ),
    "date_format": (TEXT + " such as '%d.%m.%Y'", is_text),
    "decimal_mark": ("'.' or ','", lambda value: value in (".", ",")),
    "encoding": (TEXT + " such as windows-1252", is_text),
    "delimiter": (TEXT + " such as ';' or tab", lambda value: isinstance(value, str) and value != ""),
    "header_line": (
        "a whole number from 1",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    ),
    "sheet": (TEXT, is_text),
    "join": (JOIN, is_join),
    "keep": (FILTER, is_filter),
    "drop": (FILTER, is_filter),
    "drop_blank": (TEXTS, lambda value: one_or_more(value, is_text)),
    "fill_down": (TEXTS, lambda value: one_or_more(value, is_text)),
    "order_fields": (TEXTS, lambda value: one_or_more(value, is_text)),
    "subtract": (TEXTS, lambda value: one_or_more(value, is_text)),
    "divide_by": (
        "1, 10, 100, 1000 or 1000000",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value in DIVISORS,
    ),
    "negate": ("true or false", lambda value: isinstance(value, bool)),
    "newest": (NEWEST, is_newest),
    "ignore": (TEXTS, lambda value: one_or_more(value, is_text)),
    "guest_ids": ("a value, or a list of values", lambda value: one_or_more(value, is_constant)),
}
"""Key of a source -> what is allowed, in words, and whether a value is that."""


def problems(inputs: Any, raw_data: Any) -> list[str]:
    """What is wrong with the variable `inputs`: a sentence each, with the key, the value and what is allowed."""
    if inputs is None or inputs == {}:
        return []
    if not isinstance(inputs, Mapping):
        return [f"inputs is {shown(inputs)}; allowed: a mapping of {', '.join(RELATIONS)}"]
    if raw_data == "sample":
        return ["raw_data is sample, which does not read inputs; allowed with inputs: files, tables"]
    found = []
    for relation, said in inputs.items():
        if relation not in RELATIONS:
            found.append(f"inputs has the key {shown(relation)}; allowed: {', '.join(RELATIONS)}")
            continue
        sources = said if isinstance(said, list) else [said]
        if not sources or not all(isinstance(source, Mapping) for source in sources):
            found.append(
                f"inputs.{relation} is {shown(said)}; allowed: a mapping with {', '.join(KEYS)}, or a list of such"
                " mappings"
            )
            continue
        for number, source in enumerate(sources):
            found += _of_source(f"inputs.{relation}", relation, source, raw_data)
            if source in sources[:number]:
                found.append(f"inputs.{relation} has the same source twice: {shown(source)}; allowed: each source once")
    return list(dict.fromkeys(found))


def _of_source(place: str, relation: str, source: Mapping[Any, Any], raw_data: Any) -> list[str]:
    others = {"files": ("table",), "tables": ("file", "join", "fill_down")}.get(str(raw_data), ())
    keys = [key for key in KEYS if key not in others]
    found = []
    for key, value in source.items():
        if key == "join" and key not in keys:
            found.append(
                f'{place} has the key "join"; allowed where raw_data is files: in a warehouse join the tables in a '
                "view, and name it under table"
            )
        elif key not in keys:
            found.append(f"{place} has the key {shown(key)}; allowed where raw_data is {raw_data}: {', '.join(keys)}")
        elif value is not None and not KEYS[key][1](value):
            found.append(f"{place}.{key} is {shown(value)}; allowed: {KEYS[key][0]}")
        elif key == "columns" and value:
            found += _of_columns(f"{place}.columns", relation, value)
    return found


def _of_columns(place: str, relation: str, columns: Mapping[Any, Any]) -> list[str]:
    found = []
    for name, value in columns.items():
        allowed = [is_text, _is_constant_column]
        words = "the name of a column, {value: a constant}"
        if name in MONEY:
            allowed.append(_is_product)
            words += ", or {product: [Price, Quantity]}"
        elif name in ("transaction_id", *DAYS):
            allowed.append(_is_together)
            words += f", or {{together: [{'Year, Month, Day' if name in DAYS else 'Store, Order'}]}}"
        if name not in RELATIONS[relation]:
            found.append(f"{place} has the key {shown(name)}; allowed: {', '.join(RELATIONS[relation])}")
        elif not any(is_allowed(value) for is_allowed in allowed):
            found.append(f"{place}.{name} is {shown(value)}; allowed: {words}")
    return found


def _is_constant_column(value: Any) -> bool:
    return isinstance(value, Mapping) and [*value] == ["value"] and is_constant(value["value"])


def _is_product(value: Any) -> bool:
    if not (isinstance(value, Mapping) and [*value] == ["product"] and isinstance(value["product"], list)):
        return False
    return one_or_more(value["product"], is_text)


def _is_together(value: Any) -> bool:
    if not (isinstance(value, Mapping) and [*value] == ["together"] and isinstance(value["together"], list)):
        return False
    parts = value["together"]
    return len(parts) > 1 and all(is_text(part) or _is_constant_column(part) for part in parts)


def shown(value: Any, most: int = 80) -> str:
    """A value in a sentence."""
    text = json.dumps(value, default=str)
    return text if len(text) <= most else text[:most] + " ..."
