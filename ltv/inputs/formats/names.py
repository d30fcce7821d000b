"""Names of columns as they are compared, whatever a file writes them like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from ltv.inputs.formats import chinese
from ltv.inputs.formats.synonyms import SYNONYMS

IN_CURRENCY = re.compile(r"(.+?) ?[(\[]([A-Z]{3})[)\]]")
"""A name with the currency of its values, as in Amount spent (EUR)."""
CODE_BEHIND = re.compile(
    "(.+)_(usd|eur|gbp|inr|brl|jpy|cny|rmb|cad|aud|nzd|chf|mxn|pln|sek|nok|dkk|czk|huf|ron|try|zar|ngn|kes|pkr|bdt|idr"
    "|vnd|thb|php|myr|sgd|hkd|twd|krw|rub|uah|aed|sar|egp|ils|ars|clp|cop|pen)"
)
"""A key with the currency of its values, as in amount_usd."""
IN_BRACKETS = re.compile(r"([^()\[\]]+?) ?[(\[]([^()\[\]]*)[)\]]")
"""A name with a remark behind it, as in Total ($) and Order Date (UTC)."""
NO_MONEY = re.compile(r"%|\b(units?|pieces|pcs|qty|quantity|count|share|percent)\b", re.IGNORECASE)
"""Remarks that a column has which is no day, id or amount."""

JOINED: Mapping[str, str] = {
    name.replace("_", ""): name for columns in SYNONYMS.values() for names in columns.values() for name in names
}
"""Names without what divides their words, as databases that fold letter case leave them: orderid for order_id, and
as others divide them: Kunden-Nr. for kundennr."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def key(name: str) -> str:
    """A column's name as synonyms are compared: invoiceNo, Invoice No and INVOICE-NO are invoice_no, Maß is mass."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", unicodedata.normalize("NFC", name.strip()))
    words = unicodedata.normalize("NFKD", words.translate(UMLAUTS))
    words = words.translate(chinese.SIMPLIFIED)
    words = "".join(letter for letter in words if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "_", words.lower()).strip("_")


def by_key(columns: Sequence[str]) -> dict[str, str]:
    """Key -> the file's own name, the first of equal ones.

    Names whose words are joined have the key of the divided one too, those with a remark in brackets, a currency
    (amount_usd), or a prefix that all columns have (o_orderkey), that without it; id_order is order_id.
    """
    there: dict[str, str] = {}
    for column in columns:
        there.setdefault(key(column), column)
    for column in columns:
        match = IN_BRACKETS.fullmatch(column.strip())
        if match and not NO_MONEY.search(match[2]):
            there.setdefault(key(match[1]), column)
    for name in [*there]:
        if match := CODE_BEHIND.fullmatch(name):
            there.setdefault(match[1], there[name])
        if name.startswith("id_"):
            there.setdefault(name.removeprefix("id_") + "_id", there[name])
    if prefix := _common_prefix([*there]):
        for name in [*there]:
            there.setdefault(name.removeprefix(prefix), there[name])
    for column in columns:
        joined = JOINED.get(key(column).removeprefix(prefix).replace("_", ""))
        if joined:
            there.setdefault(joined, column)
    return there


def currency_of(column: str) -> str | None:
    """The currency that a column's name says its values are in, as Amount spent (EUR) and amount_usd do."""
    if match := IN_CURRENCY.fullmatch(column.strip()):
        return match[2]
    behind = CODE_BEHIND.fullmatch(key(column))
    return {"RMB": "CNY"}.get(behind[2].upper(), behind[2].upper()) if behind else None


def _common_prefix(keys: Sequence[str]) -> str:
    """What all names begin with, one to three letters for the table; empty where they do not."""
    match = re.match(r"[a-z]{1,3}_", keys[0]) if len(keys) >= 4 else None
    return match[0] if match and all(name.startswith(match[0]) for name in keys) else ""


def divisor(column: str) -> dict[str, int]:
    """`divide_by` of a column whose name says that it counts in cents or micros."""
    name = key(column)
    if re.search(r"(^|_)micros?(_|$)", name):
        return {"divide_by": 1_000_000}
    return {"divide_by": 100} if re.search(r"(^|_)(cents|minor)(_|$)", name) else {}
