"""Tables kept by hand whose rows stand in groups: the name of a group in its first row only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ltv.inputs.formats.table import Table

MOST = 100_000  # rows that are looked at
FEW = 1000  # rows that are looked at first: nearly all tables have a name in each of them
LEAST_SHARE = 0.3  # of the rows with an amount that have no name


def fill_down(table: Table, columns: Sequence[str], amount: str) -> list[str]:
    """The columns whose blank cells take the value of the row above, of those named; the one of larger groups first.

    So is one where three in ten rows with an amount and more have none, the first has one, and no row repeats the value
    of its group: who leaves cells out now and then repeats it.
    """
    rows = [row for row in table.texts([*columns, amount], MOST) if row[-1]]
    values = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
    found = [column for column, own in values.items() if _is_of_groups(own)]
    return sorted(found, key=lambda column: -values[column].count(None))


def is_heading(table: Table, column: str, day: str) -> bool:
    """Whether a column's values stand alone in their rows, or beside totals, and above the rows with a day, which have
    none."""
    if any(row[0] and row[1] for row in table.texts([column, day], FEW)):
        return False
    others = [name for name in table.columns if name not in (column, day)]
    rows = table.texts([column, day, *others], MOST)
    dated = [place for place, row in enumerate(rows) if row[1]]
    heads = [place for place, row in enumerate(rows) if row[0] and not any(row[1:])]
    return len(heads) > 1 and bool(dated) and heads[0] < dated[0] and not any(rows[place][0] for place in dated)


def has_parts_below(table: Table, columns: Mapping[str, Any]) -> bool:
    """Whether rows without a day are parts of an order above them: they repeat its id, and have neither a customer nor
    an amount."""
    names = [columns[name] for name in ("ordered_at", "transaction_id", "customer_id", "amount")]
    if not all(isinstance(name, str) for name in names) or not table.has_blank(names[0]):
        return False
    rows = [row for row in table.texts(names, MOST + 1) if any(row)]
    orders = {row[1] for row in rows if row[0]}
    below = [row for row in rows if not row[0]]
    return 0 < len(below) < len(rows) <= MOST and all(row[1] in orders and not any(row[2:]) for row in below)


def _is_of_groups(values: Sequence[str | None]) -> bool:
    named = [value for value in values if value]
    if not named or not values[0] or len(values) - len(named) < LEAST_SHARE * len(values):
        return False
    return all(one != following for one, following in pairwise(named))
