"""English names for columns by the words that theirs are made of, where the whole name is in no list of synonyms."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from ltv.inputs.formats.names import by_key, key
from ltv.inputs.formats.words import WORDS

PLAIN = str.maketrans({"ı": "i", "ø": "oe", "æ": "ae", "ł": "l", "đ": "d", "ς": "σ"})
LINKS = ("", "s", "es", "n", "en", "e")
"""What stands between the words of a compound, as in Bestellungsnummer."""
SHORT = ("nr", "no", "id")
"""Words of two letters that a compound may end with, as Kundnr does."""

BOUGHT = frozenset(("order", "sale", "invoice", "transaction", "purchase"))


def _compared(word: str) -> str:
    return key(word).translate(PLAIN)


@cache
def _meanings() -> Mapping[str, str]:
    meanings: dict[str, str] = {}
    for concept, words in WORDS.items():
        for word in words.split():
            meanings.setdefault(_compared(word), concept)
    return meanings


def concepts(name: str) -> frozenset[str] | None:
    """What the words of a column's name mean; None where one of them is not known."""
    name = _compared(name.replace("#", " number "))
    meanings = _meanings()
    if name in meanings:
        return frozenset((meanings[name],)) - {""}
    found: set[str] = set()
    parts = [part for part in name.split("_") if part]
    while parts:
        size = next((n for n in range(min(3, len(parts)), 0, -1) if "_".join(parts[:n]) in meanings), 0)
        if size:
            found.add(meanings["_".join(parts[:size])])
        else:
            size, divided = 1, _divided(parts[0])
            if divided is None:
                return None
            found |= {meanings[word] for word in divided}
        parts = parts[size:]
    return frozenset(found - {""}) or None


@cache
def _divided(word: str) -> tuple[str, ...] | None:
    """The words that a compound is made of, the longest first ones; None where it is none."""
    if not word:
        return ()
    meanings = _meanings()
    for size in range(len(word), 1, -1):
        head, tail = word[:size], word[size:]
        if head not in meanings or (_is_latin(head) and size < 3 and not (head in SHORT and not tail)):
            continue
        for link in LINKS if _is_latin(head) else ("",):
            if tail.startswith(link) and (rest := _divided(tail.removeprefix(link))) is not None:
                return (head, *rest)
    if not _is_latin(word) and word[0] in meanings and (rest := _divided(word[1:])) is not None:
        return (word[0], *rest)
    return None


def _is_latin(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(("LATIN", "CYRILLIC", "GREEK", "DIGIT"))


def english(name: str) -> str | None:
    """The English name of a column, as synonyms have it; None where its words are not known, or mean something else."""
    said = concepts(name)
    if said is None:
        return None
    for wanted, allowed, called in NAMES:
        if wanted <= said and said <= wanted | allowed:
            return called
    return None


def _sets(*rows: tuple[str, Collection[str], str]) -> Sequence[tuple[frozenset[str], frozenset[str], str]]:
    return [(frozenset(wanted.split()), frozenset(allowed), called) for wanted, allowed, called in rows]


NAMES = _sets(
    ("customer number", (), "customer_id"),
    ("customer email", ("number", "order", "name"), "customer_email"),
    ("customer phone", ("number", "order"), "customer_phone"),
    ("customer name", ("order",), "customer_name"),
    ("customer", ("order", "created"), "customer"),
    ("email", ("order",), "email"),
    ("phone", ("number",), "phone"),
    ("price amount", (*BOUGHT, "item", "gross", "tax"), "total_price"),
    ("item price", ("unit", "order"), "unit_price"),
    ("unit price", ("item", "sale"), "unit_price"),
    ("price", (), "unit_price"),
    ("order item number", (), "order_item_id"),
    ("item number", (), "product_id"),
    ("item name", (), "product_name"),
    ("item", (), "product"),
    ("quantity", ("item", *BOUGHT), "quantity"),
    ("order number", (), "order_id"),
    ("invoice number", ("sale", "order"), "invoice_number"),
    ("transaction number", (), "transaction_id"),
    ("purchase number", (), "purchase_id"),
    ("sale number", (), "sale_id"),
    ("payment number", (), "payment_id"),
    ("registered", ("date", "customer"), "registration_date"),
    ("order date", ("created", "sale"), "order_date"),
    ("order created", ("date",), "order_date"),
    ("purchase date", ("created",), "purchase_date"),
    ("sale date", ("created", "order"), "sale_date"),
    ("transaction date", ("created",), "transaction_date"),
    ("invoice date", ("created",), "invoice_date"),
    ("created date", (), "created_at"),
    ("date", (), "date"),
    ("paid date", ("order",), "paid_at"),
    ("payment date", ("order",), "payment_date"),
    ("closed date", (*BOUGHT,), "completed_at"),
    ("created", (), "created_at"),
    ("paid amount", (*BOUGHT, "grand", "payment"), "amount_paid"),
    ("payment amount", (*BOUGHT, "grand"), "payment_value"),
    ("order grand amount", ("gross", "tax", "item"), "grand_total"),
    ("order amount", ("gross", "tax", "item"), "order_total"),
    ("grand amount", ("gross", "tax", *BOUGHT), "grand_total"),
    ("sale amount", ("gross", "tax", "grand"), "sales_amount"),
    ("purchase amount", ("gross", "tax"), "purchase_amount"),
    ("invoice amount", ("gross", "tax"), "invoice_total"),
    ("transaction amount", ("gross", "tax"), "transaction_amount"),
    ("amount", (), "amount"),
    ("gross amount", ("tax", *BOUGHT), "gross_amount"),
    ("net amount", ("tax", *BOUGHT), "net_amount"),
    ("gross sale", (), "gross_sales"),
    ("net sale", (), "net_sales"),
    ("order", (), "order"),
    ("invoice", (), "invoice"),
    ("transaction", (), "transaction"),
    ("currency", ("order", "payment", "number"), "currency"),
    ("channel", ("customer", "registered", "order"), "channel"),
    ("campaign", ("name",), "campaign_name"),
    ("campaign number", (), "campaign_id"),
    ("click", (), "clicks"),
    ("impression", (), "impressions"),
    ("spend", (), "spend"),
    ("spend amount", (), "spend"),
    ("spend grand", (), "spend"),
    ("sale", (), "sales"),
    ("number", (), "number"),
    ("gross", ("tax",), "gross"),
    ("net", ("tax",), "net"),
)
"""What must be meant -> what may be beside it -> the English name; the first that fits."""


def translated(columns: Sequence[str]) -> dict[str, str]:
    """English name -> the file's own, of columns whose names are made of known words; the first of equal ones."""
    there: dict[str, str] = {}
    for column in columns:
        if (called := english(column)) is not None:
            there.setdefault(called, column)
    return there


def named(columns: Sequence[str]) -> dict[str, str]:
    """Name -> the file's own, as `by_key` has them, and English ones by words beside them."""
    return {**translated(columns), **by_key(columns)}
