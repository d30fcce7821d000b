"""Columns of amounts, and which of them are the sums of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ltv.inputs.formats.dates import date_format
from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Table
from ltv.inputs.formats.values import bare_number, decimal_mark
from ltv.inputs.keys import NO_VALUE

MOST = 5000
"""Rows that are looked at."""
ENOUGH = 0.95
"""Share of the rows in which a column must be the sum of others."""
FEES = re.compile(
    "(.*_)?(fees?|commissions?|provision(en)?|geb(ü|ue)hr(en)?|frais|comis(ió|io)n(es)?|comiss(ã|a|õ|o)(o|es)"
    "|commissioni|tarifas?|prowizja|opłat[ay])(_.*)?"
)
"""Names of columns of what a market or a bank keeps of an amount."""


def are_amounts(table: Table, column: str) -> bool:
    """Whether all values of the column are amounts, and there are any."""
    values = _said(table.values(column, limit=MOST))
    if not values or decimal_mark(values).unreadable:
        return False
    days = date_format(values)
    return not (days.possible or (days.found or "").startswith("%"))


def totals(table: Table, columns: Sequence[str]) -> list[str]:
    """The columns that are the sum of two and more others beside them, which are no sums of others themselves."""
    return [columns[one] for one in sums_among(numbers(table, columns))]


def sums_among(amounts: Sequence[Sequence[float]]) -> list[int]:
    """The places of those series that are the sum of two and more others beside them."""
    found: list[int] = []
    while fresh := [one for one in range(len(amounts)) if one not in found and _is_sum(amounts, one, found)]:
        found.append(fresh[0])
    return found


def numbers(table: Table, columns: Sequence[str]) -> list[list[float]]:
    """The amounts of each column by row, 0 where there is none."""
    texts = table.texts(columns, MOST)
    return [_read([row[place] or "" for row in texts]) for place in range(len(columns))]


def before_fees(table: Table, amount: str) -> str | None:
    """The column of what buyers paid, where `amount` is less than it by what a column of fees beside it says, or by
    all of them together."""
    fees = [column for column in table.columns if FEES.fullmatch(key(column)) and are_amounts(table, column)]
    if not fees or amount in fees:
        return None
    others = [column for column in table.columns if column not in (amount, *fees) and are_amounts(table, column)]
    left, *read = numbers(table, [amount, *others, *fees])
    kept = [[abs(value) for value in each] for each in read[len(others) :]]
    for taken in [*kept, [sum(values) for values in zip(*kept, strict=True)]]:
        if 2 * sum(map(bool, taken)) < len(left):
            continue
        for other, paid in reversed([*zip(others, read, strict=False)]):
            equal = sum(abs(a - b - c) < 0.015 for a, b, c in zip(paid, taken, left, strict=True))
            if equal >= ENOUGH * len(left):
                return other
    return None


def _is_sum(amounts: Sequence[Sequence[float]], one: int, sums: Sequence[int]) -> bool:
    """Whether a column is the sum of those on one side of it, of a run of them that ends beside it."""
    if sum(1 for value in amounts[one] if value) < 2:
        return False
    left = [i for i in range(one - 1, -1, -1) if i not in sums]
    right = [i for i in range(one + 1, len(amounts)) if i not in sums]
    runs = [side[:size] for side in (left, right) for size in range(2, len(side) + 1)]
    return any(_adds_up(amounts, one, run) for run in runs)


def _adds_up(amounts: Sequence[Sequence[float]], one: int, parts: Sequence[int]) -> bool:
    if sum(any(amounts[part]) for part in parts) < 2:
        return False
    rows = range(len(amounts[one]))
    equal = sum(
        abs(sum(amounts[part][row] for part in parts) - amounts[one][row]) < 0.006 * (1 + len(parts)) for row in rows
    )
    return equal >= ENOUGH * len(rows)


def _said(values: Sequence[str]) -> list[str]:
    return [value for value in values if value and value.lower() not in NO_VALUE]


def _read(texts: Sequence[str]) -> list[float]:
    """Amounts by the decimal mark that the column has, or a point where that is open."""
    mark = decimal_mark(_said(texts)).found or "."
    return [_number(text, mark) for text in texts]


def _number(text: str, mark: str) -> float:
    plain = bare_number(text).replace({".": ",", ",": "."}[mark], "").replace(mark, ".")
    try:
        amount = float(plain)
    except ValueError:
        return 0.0
    return -amount if text.lstrip().startswith(("-", "(", "\u2212")) else amount
