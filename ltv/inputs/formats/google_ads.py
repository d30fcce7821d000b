"""Google Ads: a report downloaded as CSV, segmented by day.

Two title lines (the report's name, the dates) come before the header, and rows that begin with "Total" after the data.
Columns: Day, Campaign, Currency code, Cost and others; an empty cell is --. "Excel .csv" is UTF-16 with tabs. What
connectors copy from the API has segments.date and cost_micros, in millionths of a unit of money.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.synonyms import divisor
from ltv.inputs.formats.table import Recognised, Table

NAME = "Google Ads report"
CHANNEL = "google_ads"
DAY = ("Day", "Tag", "Jour", "Día", "Giorno", "Dag")
API_DAY = ("segments.date", "segments_date", "date", "date_day")
MICROS = ("Cost (micros)", "cost_micros", "metrics.cost_micros", "metrics_cost_micros")
COST = ("Cost", "Kosten", "Coût", "Coste", "Costo")
SIGNS = (
    "Campaign",
    "Campaign type",
    "Campaign status",
    "Impr.",
    "Impressions",
    "Clicks",
    "Avg. CPC",
    "Ad group",
    "Kampagne",
)


HEADER = (*DAY, *API_DAY, *COST, *MICROS, *SIGNS, "Currency code")


def recognise(table: Table) -> Recognised | None:
    """Ad spend, where the file is such a report."""
    micros = None if table.first("channel", "platform", "source") else table.first(*MICROS)
    day, cost = table.first(*DAY, *(API_DAY if micros else ())), micros or table.first(*COST)
    signs = [sign for sign in SIGNS if table.first(sign)]
    if cost is None or (len(signs) < 2 and not micros) or table.first("Reporting starts"):
        return None
    if day is None:
        return Recognised(
            NAME, "ad_spend", [], open=(f"{table.path.name} has no column Day: download the report segmented by day.",)
        )
    columns: dict[str, Any] = {"spend_date": day, "channel": {"value": CHANNEL}, "spend": cost}
    code = table.first("Currency code", "Currency", "Währungscode")
    if code:
        columns["currency"] = code
    found, questions = formats(table, day, [cost])
    first = table.columns[0]
    drop = {column: ["Total:*", "Gesamt:*", "Summe:*"] for column in dict.fromkeys([first, day])}
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, "drop_blank": [day], "drop": drop}
    source |= divisor(cost)
    why = ("Rows that begin with Total are sums of the others and are left out; the title lines are skipped.",)
    return Recognised(NAME, "ad_spend", [source], currency(table, code), why, tuple(questions))
