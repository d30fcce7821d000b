"""Columns whose values are not what their names say: an order_time without a day, a flag called paid, empty totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ltv.inputs.formats.dates import TIME_OF_DAY
from ltv.inputs.formats.synonyms import PRICE, SYNONYMS, quantity
from ltv.inputs.formats.table import Table
from ltv.inputs.formats.values import bare_number

LOOKED_AT = 50  # values of a column


def without_misfits(table: Table, there: Mapping[str, str]) -> dict[str, str]:
    """Key -> column without those that could be a day or an amount by their names and are none by their values, where
    another column is one."""
    names = SYNONYMS["transactions"]
    is_product = any(name in there for name in PRICE) and quantity(there) is not None
    unfit = {
        *_misfits(table, there, names["ordered_at"], _is_day, False),
        *_misfits(table, there, names["amount"], _is_number, is_product),
    }
    return {name: column for name, column in there.items() if column not in unfit}


def _misfits(
    table: Table, there: Mapping[str, str], names: Sequence[str], fits: Callable[[str], bool], is_elsewhere: bool
) -> list[str]:
    candidates = [*dict.fromkeys(there[name] for name in names if name in there)]
    if len(candidates) + is_elsewhere < 2:
        # As Paid? with yes and no.
        return [column for column in candidates if fits is _is_number and _is_of_words(table, column)]
    good = [column for column in candidates if any(map(fits, table.values(column, LOOKED_AT)))]
    return [column for column in candidates if column not in good] if good or is_elsewhere else []


def _is_of_words(table: Table, column: str) -> bool:
    values = table.values(column, LOOKED_AT)
    return bool(values) and not any(re.search(r"\d", value) for value in values)


def _is_day(value: str) -> bool:
    return bool(re.search(r"\d", value)) and not TIME_OF_DAY.fullmatch(value)


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*([eE][+-]?[0-9]+)?", bare_number(value)))
