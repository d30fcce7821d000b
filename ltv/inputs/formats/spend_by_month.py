"""Tables of ad spend that are kept by hand: a row for each channel, and a column for each month."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ltv.inputs.formats.months import month_of
from ltv.inputs.formats.parts import decimal_marks
from ltv.inputs.formats.spend_tables import NAME, is_called_spend, is_channel, is_total
from ltv.inputs.formats.sums import are_amounts, numbers, sums_among
from ltv.inputs.formats.synonyms import CHANNEL
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
MOST_ROWS = 200
"""Rows among which sums are looked for: such tables are short."""


def recognise(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Ad spend with a channel in each row and a column for each month, in a file or sheet that is called after it.

    Each month is a source of its own, whose day is the first of it.
    """
    months = months_of(table)
    channel = _channel(table, there, months) if len(months) >= 2 else None
    if channel is None or not is_called_spend(table, table.values(channel, limit=MOST_ROWS)):
        return None
    rest = [column for column in table.columns if column not in (channel, *months)]
    if len({*months.values()}) < len(months) or any(
        are_amounts(table, column) and not is_total(column) for column in rest
    ):
        return None  # names that only begin like those of months
    columns = [column for column in months if are_amounts(table, column)]
    found, questions = decimal_marks(table, columns)
    totals = _total_rows(table, channel, columns)
    sources = []
    for column in columns:
        named = {"spend_date": {"value": months[column]}, "channel": channel, "spend": column}
        drop = {"drop": {channel: [*totals]}} if totals else {}
        sources.append(
            {
                "format": NAME,
                "file": table.path.name,
                "columns": named,
                **found,
                **drop,
                "drop_blank": [channel, column],
            }
        )
    why = f"Each month has a column of its own, {columns[0]} to {columns[-1]}: its spend counts on the first of it."
    left = [*(column for column in table.columns if column not in (channel, *columns) and is_total(column)), *totals]
    told = f" {', '.join(dict.fromkeys(left))} is left out: it has the sums of others." if left else ""
    return Recognised(NAME, "ad_spend", sources, {}, (why + told,), tuple(questions)) if sources else None


def months_of(table: Table) -> dict[str, str]:
    """Column -> the first day of the month that it is called after; the year may stand in the name of sheet or file."""
    years = [*YEAR.findall(table.sheet), *YEAR.findall(split_name(table.path.name)[0])]
    found = {column: month(column, years[0] if len({*years[:1], *years}) == 1 else "") for column in table.columns}
    return {column: day for column, day in found.items() if day}


def month(name: str, year: str = "") -> str | None:
    """The first day of the month that is meant by Jan 24, January 2024, 2024-01 or 01/2024, or by Jan and a year."""
    text = name.strip()
    if match := re.fullmatch(r"((?:19|20)\d{2})[-/.](\d{1,2})(?:[-/.]0?1(?:[ T]00:00(?::00)?)?)?", text):
        return _first(match[1], int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})[-/.]((?:19|20)\d{2})", text):
        return _first(match[2], int(match[1]))
    match = re.fullmatch(r"([^\W\d_]{3,})[.]?(?:[-/ \u2019']*((?:19|20)?\d{2}))?", text)
    number = month_of(match[1]) if match else None
    told = (match[2] if match else None) or year
    return _first(told.rjust(4, "x").replace("xx", "20"), number) if number and told else None


def _first(year: str, number: int) -> str | None:
    return f"{year}-{number:02d}-01" if 1 <= number <= 12 else None


def _channel(table: Table, there: Mapping[str, str], months: Mapping[str, str]) -> str | None:
    """The column that says the channel: by its name, or the first one, where a value of it is one."""
    named = next((there[name] for name in (*CHANNEL, "campaign_source") if name in there), None)
    first = table.columns[0]
    if named or first in months or are_amounts(table, first):
        return named if named not in months else None
    return first if any(map(is_channel, table.values(first, limit=MOST_ROWS))) else None


def _total_rows(table: Table, channel: str, columns: list[str]) -> list[str]:
    """What stands for a channel in rows that have the sums of others, by their names or their values."""
    names = [row[0] or "" for row in table.texts([channel], MOST_ROWS)]
    amounts = numbers(table, columns)
    by_values = sums_among([[month[row] for month in amounts] for row in range(len(names))])
    said = [name for place, name in enumerate(names) if is_total(name) or place in by_values]
    return [name for name in dict.fromkeys(said) if name]
