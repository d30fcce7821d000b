"""Meta Ads Manager: an export with a breakdown by day, one row per campaign (or ad set, or ad) and day.

Columns: Campaign name, Day or Reporting starts and Reporting ends, Amount spent (EUR), Impressions and others, in the
language of who exports (see `ad_words`). The currency is in the name of the column. A row without a campaign is the sum
of the others.
"""

from __future__ import annotations

import re
from typing import Any

from ltv.inputs.formats.ad_words import BREAKDOWNS, CAMPAIGN, CURRENCY, DAY, ENDS, SPENT, STARTS, column_of
from ltv.inputs.formats.names import by_key, key
from ltv.inputs.formats.parts import formats
from ltv.inputs.formats.platforms import platform_of
from ltv.inputs.formats.synonyms import SYNONYMS
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

NAME = "Meta Ads report"
CHANNEL = "meta_ads"
OWN = re.compile(
    r"facebook|instagram|messenger|audience.?network|meta\b|threads|whatsapp|unknown|^(fb|ig)\b", re.IGNORECASE
)
"""Where Meta shows what it is paid for."""
OTHERS = re.compile(
    r"google|adwords|tik.?tok|linked.?in|\bbing\b|pinterest|snapchat|yandex|baidu|naver|kakao", re.IGNORECASE
)
"""What no breakdown of Meta's has."""
RATES = re.compile(r"ctr|ecpm|(ecpm|cpc)_[a-z]{3}")
"""Rates as Reddit names them, whose costs have Meta's name: Meta says of which clicks, as CTR (all)."""


HEADER = (
    *("Campaign name", "Ad set name", "Day", "Reporting starts", "Reporting ends", "Impressions", "Reach"),
    *(*CAMPAIGN, *DAY, *STARTS, *ENDS),
)


def recognise(table: Table) -> Recognised | None:
    """Ad spend, where the file is such an export and its name is that of no other platform."""
    named = {column: re.fullmatch(r"(.+?)(?:_([a-z]{3}))?", key(column)) for column in table.columns}
    spend = next((column for column, match in named.items() if match and match[1] in SPENT), None)
    starts = column_of(table, STARTS)
    day = column_of(table, DAY) or starts or table.first("Date start")
    if spend is None or day is None or platform_of(split_name(table.path.name)[0]) not in (None, CHANNEL):
        return None
    if _names_channels(table) or any(RATES.fullmatch(key(column)) for column in table.columns):
        return None
    match = named[spend]
    code = match[2].upper() if match and match[2] else None
    columns: dict[str, Any] = {"spend_date": day, "channel": {"value": CHANNEL}, "spend": spend}
    if own := column_of(table, CURRENCY):
        columns["currency"] = own
    elif code:
        columns["currency"] = {"value": code}
    found, questions = formats(table, day, [spend])
    source: dict[str, Any] = {"format": NAME, "file": table.path.name, "columns": columns, **found}
    why = []
    if name := column_of(table, CAMPAIGN) or table.first("Ad set name", "Ad name"):
        source["drop_blank"] = [name]
        why.append(f"Rows without a {name} are sums of the others and are left out.")
    for part in (column for column in table.columns if key(column) in BREAKDOWNS):
        if table.values(part) and table.has_blank(part):
            source["drop_blank"] = [*source.get("drop_blank", []), part]
            why.append(f"Rows without a {part} are sums of those that have one and are left out.")
    last = column_of(table, ENDS)
    if day == starts and last and table.values(day) != table.values(last):
        why.append("Rows span several days and count on their first: export with the breakdown by day to place them.")
    return Recognised(
        NAME, "ad_spend", [source], {"reporting_currency": code} if code else {}, tuple(why), tuple(questions)
    )


def _names_channels(table: Table) -> bool:
    """Whether a column names channels that are none of Meta's own: then the table is of all advertising."""
    there = by_key(table.columns)
    shown_on = [there[name] for name in BREAKDOWNS if name in there]
    if any(OTHERS.search(value) for column in shown_on for value in table.values(column, limit=100)):
        return True
    named = [there[name] for name in SYNONYMS["ad_spend"]["channel"] if name in there and name not in BREAKDOWNS]
    values = [value for column in named[:1] for value in table.values(column, limit=100)]
    return not all(OWN.search(value) for value in values)
