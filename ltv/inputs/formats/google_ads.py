"""Google Ads: a report downloaded as CSV, segmented by day.

Two title lines (the report's name, the dates) come before the header, and rows that begin with "Total" after the data.
Columns: Day, Campaign, Currency code, Cost and others, in the language of who exports (see `ad_words`); an empty cell
is --. "Excel .csv" is UTF-16 with tabs. What connectors copy from the API has segments.date and cost_micros, in
millionths of a unit of money.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.ad_words import COST, CURRENCY, DAY, SIGNS, column_of, totals
from ltv.inputs.formats.names import by_key, divisor
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.platforms import platform_of
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

NAME = "Google Ads report"
CHANNEL = "google_ads"
DAYS = tuple(name for name in DAY if name not in ("date", "datum", "fecha", "data", "by_day", "日期"))
COSTS = tuple(name for name in COST if name not in ("spend", "ausgaben"))
API_DAY = ("segments.date", "segments_date", "date", "date_day")
MICROS = ("Cost (micros)", "cost_micros", "metrics.cost_micros", "metrics_cost_micros")
OTHERS = ("Reporting starts", "By Day", "Gregorian date")
"""Columns of the reports of others."""

OWN = ("impr", "avg_cpc", "campaign_status", "campaign_type", "kampagnenstatus", "kampagnentyp", "ad_group")
"""Names that reports of other networks do not use: all have a day, a campaign, clicks and costs."""

HEADER = (*DAYS, *API_DAY, *COSTS, *MICROS, *SIGNS, "Currency code", *CURRENCY)


def _is_googles_own(table: Table) -> bool:
    """Whether a column is called as in no other network's report, or the code of a currency stands beside."""
    there = by_key(table.columns).keys()
    return not there.isdisjoint(
        (*OWN, *(name for name in CURRENCY if "cod" in name or "代码" in name or "コード" in name))
    )


def recognise(table: Table) -> Recognised | None:
    """Ad spend, where the file is such a report."""
    if table.first("channel", "platform", "source"):
        return None  # costs of several platforms
    micros = table.first(*MICROS)
    day, cost = column_of(table, DAYS) or (table.first(*API_DAY) if micros else None), micros or column_of(table, COSTS)
    signs = by_key(table.columns).keys() & {*SIGNS}
    if cost is None or (len(signs) < 2 and not micros) or table.first(*OTHERS):
        return None
    platform = platform_of(split_name(table.path.name)[0])
    if not micros and (platform not in (None, CHANNEL) or (platform is None and not _is_googles_own(table))):
        return None
    if day is None and table.first("date", "datum", "spend_date"):
        return None  # a report of somebody else
    if day is None:
        return Recognised(
            NAME, "ad_spend", [], open=(f"{table.path.name} has no column Day: download the report segmented by day.",)
        )
    columns: dict[str, Any] = {"spend_date": day, "channel": {"value": CHANNEL}, "spend": cost}
    code = column_of(table, CURRENCY)
    if code:
        columns["currency"] = code
    found, questions = formats(table, day, [cost])
    drop = totals(table, table.columns[0], day)
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, "drop_blank": [day], "drop": drop}
    source |= divisor(cost)
    why = ("Rows that begin with Total are sums of the others and are left out; the title lines are skipped.",)
    return Recognised(NAME, "ad_spend", [source], currency(table, code), why, tuple(questions))
