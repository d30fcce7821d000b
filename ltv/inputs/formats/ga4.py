"""Google Analytics 4: cost per day and source, from a report, an exploration, the Data API or the import of cost data.

Lines that begin with # come before the header of a report. Columns: Date (YYYYMMDD) or date, a source (Session source /
medium, sessionSourceMedium, Campaign source, utm_source, ...), a cost (Ads cost, Google Ads cost, advertiserAdCost,
Cost, ...). A row without a date is the grand total.
"""

from __future__ import annotations

from typing import Any

from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.table import Recognised, Table

NAME = "GA4 costs"
DATES = ("Date", "date", "Day", "Nth day", "Date (YYYYMMDD)")
SOURCES = (
    *(
        "Session default channel group",
        "Session primary channel group (Default channel group)",
        "Default channel group",
    ),
    *("sessionDefaultChannelGroup", "Session source / medium", "sessionSourceMedium", "Source / medium"),
    *(
        "Session source",
        "sessionSource",
        "Campaign source",
        "utm_source",
        "First user source / medium",
        "Source",
        "source",
    ),
)
COSTS = (
    *("advertiserAdCost", "Ads cost", "Google Ads cost", "Ad cost", "Advertiser ad cost", "Non-Google cost"),
    *("Cost", "ad_cost"),
)


HEADER = (*DATES, *SOURCES, *COSTS)


def recognise(table: Table) -> Recognised | None:
    """Ad spend, where the file is such a report."""
    day, source, cost = table.first(*DATES), table.first(*SOURCES), table.first(*COSTS)
    if day is None or source is None or cost is None:
        return None
    columns: dict[str, Any] = {"spend_date": day, "channel": source, "spend": cost}
    code = table.first("Currency", "currencyCode", "Currency code")
    if code:
        columns["currency"] = code
    found, questions = formats(table, day, [cost])
    mapped = {"format": NAME, "file": table.path.name, "columns": columns, **found, "drop_blank": [day]}
    drop = {source: ["Grand total"], cost: ["0", "0.0", "0.00"]}
    why = (f"The channel is {source}; rows without a date (totals) and rows without cost are left out.",)
    return Recognised(NAME, "ad_spend", [{**mapped, "drop": drop}], currency(table, code), why, tuple(questions))
