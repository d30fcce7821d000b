"""Ad spend as people keep it by hand: a day in each row, and a column for each channel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ltv.inputs.contract import LIKELY_NAMES
from ltv.inputs.formats import kinds
from ltv.inputs.formats.meaning import concepts, translated
from ltv.inputs.formats.names import key
from ltv.inputs.formats.parts import formats
from ltv.inputs.formats.synonyms import CUSTOMER, ORDER, SYNONYMS
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.formats.values import decimal_mark
from ltv.inputs.keys import NO_VALUE

CALLED = frozenset((*LIKELY_NAMES["ad_spend"], "marketing", "werbung", "media", "ad", "advertising", "publicidad"))
"""What the file or sheet of such a table is called, beside the words for costs."""
NAMED = re.compile(r"(.+)_(?:ad_)?(?:spend|costs?)|spend_(.+)")
"""A column that says itself that it holds the spend of a channel."""


def recognise(table: Table, there: Mapping[str, str], name: str) -> Recognised | None:
    """Ad spend, where columns are called google_spend and meta_spend, or the file is called spend and all its columns
    but the day are amounts. Totals are no channel. `name` is that of the format."""
    days = [*SYNONYMS["ad_spend"]["spend_date"], "date"]
    names = {**translated(table.columns), **there}
    day = next((names[each] for each in days if each in names), None)
    if day is None or not there.keys().isdisjoint((*CUSTOMER, *ORDER, *kinds.SEEN)):
        return None
    channels = _named(table) or _of_amounts(table, day)
    if len(channels) < 2:
        return None
    found, questions = formats(table, day, [*channels])
    source = {"format": name, "file": table.path.name, **found}
    sources = [
        {
            **source,
            "columns": {"spend_date": day, "channel": {"value": channel}, "spend": column},
            "drop_blank": [column],
        }
        for column, channel in channels.items()
    ]
    why = f"Each channel has a column of its own: {', '.join(channels)}."
    return Recognised(name, "ad_spend", sources, {}, (why,), tuple(questions))


def _named(table: Table) -> dict[str, str]:
    matches = {column: NAMED.fullmatch(key(column)) for column in table.columns}
    return {column: match[1] or match[2] for column, match in matches.items() if match}


def _of_amounts(table: Table, day: str) -> dict[str, str]:
    """Column -> channel, where the name of the file says that it holds spend, and all columns but the day are amounts.

    Empty columns and notes are passed over.
    """
    if not _is_called_spend(table):
        return {}
    amounts = [column for column in table.columns if column != day and _are_amounts(table, column)]
    return {column: column.strip() for column in amounts if not _is_total(table, column, amounts)}


def _is_called_spend(table: Table) -> bool:
    words = kinds.words(table)
    return not CALLED.isdisjoint((*words, "".join(words))) or any("spend" in (concepts(word) or ()) for word in words)


def _are_amounts(table: Table, column: str) -> bool:
    values = [value for value in table.values(column) if value.lower() not in NO_VALUE]
    return bool(values) and decimal_mark(values).unreadable is None


def _is_total(table: Table, column: str, amounts: Sequence[str]) -> bool:
    """Whether a column is the sum of the others, by its name or by its values."""
    said = concepts(column)
    if said is not None and said <= {"amount", "grand", "spend"}:
        return True
    return len(amounts) > 2 and table.is_sum(column, [other for other in amounts if other != column])
