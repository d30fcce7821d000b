"""Reports by day of further ad platforms, told by a column that only one has.

Rows of totals stand below the data (Total of 60 results), and Microsoft's copyright line; LinkedIn and Microsoft write
title lines above the header.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ltv.inputs.formats.ad_words import CURRENCY, column_of, totals
from ltv.inputs.formats.names import divisor
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "ad report"


@dataclass(frozen=True)
class Platform:
    """`channel` is what its spend goes to; `own` are columns of which one tells the platform."""

    channel: str
    own: tuple[str, ...]
    days: tuple[str, ...]
    costs: tuple[str, ...]


PLATFORMS = (
    Platform("meta_ads", ("adset_name", "adset_id", "inline_link_clicks"), ("date_start", "date"), ("spend",)),
    Platform("tiktok_ads", ("By Day", "CPC (destination)"), ("By Day", "Date"), ("Cost", "Total cost")),
    Platform(
        "linkedin_ads", ("Start Date (in UTC)", "Total Spent"), ("Start Date (in UTC)", "Start Date"), ("Total Spent",)
    ),
    Platform(
        "microsoft_ads",
        ("Gregorian date", "Gregorianisches Datum", "Date gr\u00e9gorienne", "Fecha gregoriana"),
        ("Gregorian date", "Gregorianisches Datum", "Date gr\u00e9gorienne", "Fecha gregoriana"),
        ("Spend", "Spend (All)", "Ausgaben", "D\u00e9penses", "Gasto"),
    ),
    Platform(
        "pinterest_ads",
        ("Spend in account currency", "Spend in micro dollar"),
        ("Date", "Day"),
        ("Spend in account currency",),
    ),
    Platform(
        "snapchat_ads",
        ("Swipe Ups", "Paid Impressions", "eCPSU"),
        ("Start Time", "Date", "Day"),
        ("Amount Spent", "Spend"),
    ),
    Platform(
        "amazon_ads",
        ("7 Day Total Sales", "14 Day Total Sales", "Total Advertising Cost of Sales (ACOS)"),
        ("Date",),
        ("Spend", "Cost"),
    ),
)

HEADER = tuple(name for each in PLATFORMS for name in (*each.own, *each.days, *each.costs))


def recognise(table: Table) -> Recognised | None:
    """Ad spend, where the file is such a report."""
    for platform in PLATFORMS:
        day, cost = table.first(*platform.days), table.first(*platform.costs)
        if day and cost and table.first(*platform.own):
            return _mapped(table, platform.channel, day, cost)
    return None


def _mapped(table: Table, channel: str, day: str, cost: str) -> Recognised:
    columns: dict[str, Any] = {"spend_date": day, "channel": {"value": channel}, "spend": cost}
    if code := column_of(table, CURRENCY):
        columns["currency"] = code
    found, questions = formats(table, day, [cost])
    drop = totals(table, table.columns[0], day)
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, **divisor(cost)}
    source |= {"drop_blank": [day], "drop": drop}
    why = (f"The columns are those of {channel}; rows of totals are left out.",)
    return Recognised(NAME, "ad_spend", [source], currency(table, code), why, tuple(questions))
