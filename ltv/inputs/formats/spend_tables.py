"""Tables of ad spend that are kept by hand: a row for each day, and a column for each channel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ltv.inputs.contract import LIKELY_NAMES
from ltv.inputs.formats import kinds
from ltv.inputs.formats.meaning import concepts
from ltv.inputs.formats.names import currency_of, key
from ltv.inputs.formats.parts import currency, formats
from ltv.inputs.formats.platforms import platform_of
from ltv.inputs.formats.sums import are_amounts, totals
from ltv.inputs.formats.synonyms import CHANNEL, CONTACTS, CUSTOMER, ORDER, SYNONYMS
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

NAME = "plain table"
WEEK = re.compile("(calendar_|kalender)?(week|woche|kw|semaine|semana|settimana|vecka|uge|uke|viikko|tydzien|het)")
ADVERTISING = re.compile(
    "(^|_)(ads?|adspend|adcosts?|ppc|sem|media|marketing|advert|werb|publici|pubblici|reklam|mainon|markedsf|marknadsf"
    "|anzeigen|annonce|campaign|kampagne|广告|廣告|広告|реклам)"
)
"""How the name of a file or sheet says that its costs are those of advertising."""
OF_CHANNELS = re.compile(
    "(^|_)(ads?|adwords|seo|sea|sem|ppc|tv|radio|print|display|search|social|affiliates?|influencers?|newsletter|email"
    "|mail|youtube|criteo|awin|idealo|billiger_de|yandex|vk|retargeting|podcasts?)(_|$)"
)
"""Words by which columns are channels where a file's name only says that it holds costs."""
PLANNED = frozenset(("budget", "plan", "planned", "forecast", "target", "goal", "soll", "ziel", "overhead", "fixed"))
NO_CHANNEL = PLANNED | frozenset(
    (
        *("clicks", "klicks", "impressions", "conversions", "leads", "sessions", "visits", "views", "reach", "roas"),
        *("roi", "cpa", "cpc", "cpm", "cac", "cpo", "ctr", "year", "jahr", "month", "monat", "quarter", "weekday"),
        *("revenue", "turnover", "umsatz", "omzet", "omsaettning", "fatturato", "facturacion", "value", "wert"),
        *("share", "percent", "rate", "kpi", "diff", "difference", "delta", "cumulative", "kumuliert"),
    )
)
"""Words of columns of numbers that are no costs of a channel."""


def recognise(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Ad spend with a day in each row and a column for each channel, whose names say so (google_spend, meta_spend), or
    whose file is called after ad spend."""
    day = day_of(table, there)
    if day is None or _is_of_others(table, there):
        return None
    named = {column: re.fullmatch(r"(.+)_(?:ad_)?(?:spend|costs?)|spend_(.+)", key(column)) for column in table.columns}
    channels = {column: match[1] or match[2] for column, match in named.items() if match}
    channels = {column: channel for column, channel in channels.items() if not is_total(channel)}
    if len(channels) >= 2 and day in (there.get(name) for name in SYNONYMS["ad_spend"]["spend_date"]):
        return _mapped(table, day, channels, f"Each channel has a column of its own: {', '.join(channels)}.")
    if {"campaign", "campaign_name", *CHANNEL} & there.keys() or _has_channels_in_rows(table):
        return None
    numbers = [
        column for column in table.columns if column != day and _may_be_channel(column) and are_amounts(table, column)
    ]
    sums = totals(table, numbers)
    named_so = [column for column in numbers if is_total(column)]
    columns = [column for column in numbers if column not in (*sums, *named_so) and not _has_another_meaning(column)]
    if len(columns) < 2 or not is_called_spend(table, columns):
        return None
    channels = {column: channel_of(column) for column in columns}
    why = f"The name says that it holds ad spend, and each channel has a column of its own: {', '.join(channels)}."
    return _mapped(table, day, channels, why + told_of_sums(sums, named_so))


def day_of(table: Table, there: Mapping[str, str]) -> str | None:
    """The column of days, or of weeks."""
    day = next((there[name] for name in SYNONYMS["ad_spend"]["spend_date"] if name in there), None)
    return day or next((column for column in table.columns if WEEK.fullmatch(key(column))), None)


def is_called_spend(table: Table, columns: Sequence[str]) -> bool:
    """Whether the name of the file or of its sheet says that it holds ad spend, or costs, and the columns channels."""
    for name in filter(None, (table.sheet, split_name(table.path.name)[0])):
        parts = [part for part in key(name).split("_") if part and not part.isdigit()]
        if not PLANNED.isdisjoint(parts):
            continue
        single = {part.removesuffix("s") for part in parts}
        is_spend = not (single - {"cost"}).isdisjoint(LIKELY_NAMES["ad_spend"])
        if is_spend or ADVERTISING.search(key(name)):
            return True
        if any("spend" in (concepts(part) or ()) for part in parts) and any(map(is_channel, columns)):
            return True
    return False


def is_channel(name: str) -> bool:
    """Whether a name is that of a platform, or of a way to advertise."""
    return platform_of(name) is not None or bool(OF_CHANNELS.search(key(name)))


def is_total(name: str) -> bool:
    """Whether the name of a column or a row says that it has the sum of others: Gesamt, Total spend, Costs."""
    said = concepts(re.sub(r"[(\[].*", "", name)) or frozenset()
    return (bool(said) and said <= {"amount", "spend", "grand", "net", "gross"}) or key(name) in ("all", "alle", "tous")


def channel_of(column: str) -> str:
    """The channel that a column is called after, without a currency and words for costs: Google Ads Kosten (EUR)."""
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", column.strip()).split()
    for place in (-1, 0):
        if len(words) > 1 and "spend" in (concepts(words[place]) or ()):
            words.pop(place)
    return " ".join(words)


def told_of_sums(sums: Sequence[str], named_so: Sequence[str]) -> str:
    """What is said of the columns of sums."""
    told = f" {', '.join(sums)} is left out: its values are the sums of others." if sums else ""
    others = [column for column in named_so if column not in sums]
    if others:
        told += (
            f" {', '.join(others)} is left out by its name, though its values are not the sums of the others: look "
            "whether that is right."
        )
    return told


def _mapped(table: Table, day: str, channels: Mapping[str, str], why: str) -> Recognised:
    found, questions = formats(table, day, [*channels])
    footers = [value for value in table.values(day) if is_total(value)]
    shared = {"format": NAME, "file": table.path.name, **found}
    sources = []
    for column, channel in channels.items():
        columns: dict[str, Any] = {"spend_date": day, "channel": {"value": channel}, "spend": column}
        if code := currency_of(column):
            columns["currency"] = {"value": code}
        drop = {"drop": {day: [*footers]}} if footers else {}
        sources.append({**shared, "columns": columns, **drop, "drop_blank": [column]})
    codes = {currency_of(column) for column in channels} - {None}
    variables = currency(table, {"value": str(codes.pop())}) if len(codes) == 1 else {}
    return Recognised(NAME, "ad_spend", sources, variables, (why,), tuple(questions))


def _is_of_others(table: Table, there: Mapping[str, str]) -> bool:
    """Whether a column has ids of customers or orders; one called Email may have the costs of a channel."""
    ids = {there[name]: name for name in (*CUSTOMER, *ORDER) if name in there}
    alone = {column for column, name in ids.items() if name not in CONTACTS or not are_amounts(table, column)}
    return bool(alone) or kinds.is_report(there)


def _has_channels_in_rows(table: Table) -> bool:
    """Whether a column of texts is called channel in any language."""
    named = [column for column in table.columns if concepts(column) == frozenset(("channel",))]
    return any(not are_amounts(table, column) for column in named)


def _may_be_channel(column: str) -> bool:
    return NO_CHANNEL.isdisjoint(key(column).split("_")) and not WEEK.fullmatch(key(column))


def _has_another_meaning(column: str) -> bool:
    """Whether the words of a name mean something that is no channel: revenue, orders, customers."""
    said = concepts(column)
    return said is not None and not said <= {"email", "channel", "phone"}
