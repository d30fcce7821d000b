"""Days that stand in three columns: a year, a month and a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ltv.inputs.formats.dates import date_format
from ltv.inputs.formats.table import Table

YEAR = ("year", "jahr", "annee", "année", "ano", "año", "anno", "jaar", "rok", "år", "год", "年")
MONTH = ("month", "monat", "mois", "mes", "mês", "mese", "maand", "miesiac", "miesiąc", "måned", "месяц", "月")


class DayParts(NamedTuple):
    """The columns of year, month and day, and the date format of their texts with - between them."""

    columns: list[str]
    format: str


def day_parts(table: Table, there: Mapping[str, str], day: str) -> DayParts | None:
    """The year and the month beside a column of numbers of days, if the three are dates in each row that has them."""
    year = next((there[name] for name in YEAR if name in there), None)
    month = next((there[name] for name in MONTH if name in there), None)
    if year is None or month is None or not all(value.isdigit() and int(value) <= 31 for value in table.values(day)):
        return None
    rows = table.texts([year, month, day], 10_000)
    dates = ["-".join(filter(None, row)) for row in rows if all(row)]
    found = date_format(dates).found if dates else None
    return DayParts([year, month, day], found) if found and found.startswith("%Y-") else None
