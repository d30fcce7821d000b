"""Exports that are recognised by their headers, one module each. The named ones are asked before plain tables."""

from __future__ import annotations

from ltv.inputs.formats import (
    ad_reports,
    amazon,
    ga4,
    ga4_events,
    google_ads,
    loaders,
    meta_ads,
    paypal,
    plain,
    shopify,
    shopify_tables,
    shops,
    stripe,
    woocommerce,
)
from ltv.inputs.formats.names import JOINED, key
from ltv.inputs.formats.synonyms import PRICE, QUANTITY, SYNONYMS
from ltv.inputs.formats.table import Recognised, Table

NAMED = (
    shopify,
    shopify_tables,
    ga4_events,
    woocommerce,
    stripe,
    amazon,
    paypal,
    shops,
    ad_reports,
    google_ads,
    meta_ads,
    ga4,
)

HEADERS = frozenset(
    {key(name) for module in NAMED for name in module.HEADER}
    | {key(name) for columns in SYNONYMS.values() for names in columns.values() for name in names}
    | {*QUANTITY, *PRICE, *JOINED}
)
"""Names of columns that any of them looks for, as `key` writes them: these tell a header from title lines."""


def recognise(table: Table) -> Recognised | None:
    """What the file is, or None where it is nothing that is known."""
    for module in NAMED:
        found: Recognised | None = module.recognise(table)
        if found is not None:
            return loaders.without_old_rows(table, found)
    answer = plain.recognise(table)
    return answer and loaders.without_old_rows(table, answer)
