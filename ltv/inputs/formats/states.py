"""Columns of a table of orders that say which of them brought no money, as its states and flags do."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ltv.inputs.formats.table import Table
from ltv.inputs.macros import returned

FEW = 40
"""States that a system has at most: a column with more values says something else."""
YES, NO = (frozenset(returned("yes_and_no")[name]) for name in ("yes", "no"))
NO_MONEY = re.compile("(^|_)(at|on|date|id|no|reason|status|count|qty|quantity|number|rate|percent)$")
"""How names of columns end that are no money."""
WON = r"(closed[ _-]*)?won|gewonnen|ganad[oa]|ganh[oa]|gagn(é|e)e?|vint[oa]"
"""The state of a deal that became a sale: all others of its column did not, or not yet."""
BACK = "refund|return|charge|disput"
"""Names of flags of orders whose money went back."""
WAITING = (
    r"ausstehend|en[ _-]attente|pendiente|pendente|in[ _-]attesa|oczekuj(ą|a)c[ey]|in[ _-]afwachting|beklemede|väntande"
    r"|afventende|в[ _-]ожидании"
)
PARCEL = r"exp(é|e)d|livr|env(í|i)o|entrega|spedizione|consegna|versand|liefer|wysy(ł|l)k|verzend|kargo|отправк|доставк"
DOUBTFUL = (
    r"(refund|return|cancell?(ation)?|dispute).*(reject|declin|den(ied|y)|request|open|won).*|disputed?|part.*"
    r"|pending|pending.*(ship|fulfil|deliver|dispatch).*|(.*[ _-])?(ship|fulfil|deliver|dispatch)[^ ]*[ _-]pending"
    rf"|auth.*|replacement|test|({WAITING})([ _-].*({PARCEL}).*)?"
)
"""States that mean a sale in some systems: a draft leaves them in, and warnings ask."""
MOST = 0.7
"""Share of rows above which what is left out would be most of the shop: that is asked by a warning, too."""
DELIVERY = r"livraison|env[ií]o|entrega|consegna|spedizione|verzend|lever|bezorg|dostaw|kargo|配送"
"""Words of columns that say where the parcel is, beside those of the macro status_columns."""
SAGE = frozenset(("SI", "SC", "SA", "SR", "SP", "SD", "PI", "PC", "PA", "PP", "BR", "BP", "JC", "JD"))
"""Types of transactions of Sage 50: SI is an invoice of sales, SC its credit note, the others pay or are purchases."""
SALE = (
    "sales?|invoices?|verkauf|rechnung|vente|facture|ventas?|factura|vendita|fattura|venda|fatura|verkoop|factuur"
    "|faktura"
)
"""What a journal calls a sale."""
NO_SALE_BESIDE_SALES = (
    r"purchases?|einkauf|achat|compra|acquisto|inkoop|payments?([ _-]received)?|zahlung(seingang)?|paiement"
    r"|r(è|e)glement|pago|cobro|pagamento|incasso|betaling|wp(ł|l)ata|commissions?|(.*[ _-])?fees?|provision"
    r"|mahngeb(ü|u)hr|(shipping|postage)[ _-]label|payouts?|opening[ _-]balance"
)
"""Other rows of a journal that has sales: what the shop buys, what is paid of an invoice and what the market keeps."""
INVOICE = (
    r"((sales|tax)[ _-])?invoices?|(ausgangs)?rechnung(en)?|factures?([ _-]de[ _-]vente)?|facturas?([ _-]de[ _-]venta)?"
    r"|fatture?|fattura|faturas?|(verkoop)?factu(ur|ren)|faktura|faktury|fakt(u|ú)ra|sz(á|a)mla|lasku|счет-фактура"
)
"""What a journal of documents calls an invoice."""
BEFORE_INVOICE = (
    r"(sales[ _-])?orders?([ _-]confirmations?)?|deliver(y|ies)|auftr(a|ä)ge?"
    r"|(auftrags|bestell)best(ä|ae)tigung(en)?|bestellung(en)?|lieferung(en)?"
    r"|(bons?[ _-]de[ _-])?commandes?([ _-]clients?)?|confirmations?[ _-]de[ _-]commande|livraisons?"
    r"|pedidos?([ _-]de[ _-](venta|cliente|venda))?|entregas?|ordin[ei]([ _-]clienti?)?|conferm[ae][ _-].*ordine"
    r"|consegne?|(verkoop)?order(bevestiging)?(en)?|levering(en)?|zam(ó|o)wieni[ea]|objedn(á|a)vk[ay]"
    r"|ordrebekr(æ|e)ftelse|orderbekr(ä|a)ftelse|ordre|megrendel(é|e)s|sipari(ş|s)|заказ( клиента)?"
    r"|заказ покупателя"
)
"""Documents of a sale that come before its invoice: where invoices are there, the sale would count twice."""
DO_NOT_COUNT = "Rows do not count whose"
"""How the sentence on what is left out begins."""
TYPE = (
    "((transaction|order|event|payment|record|document|sale|invoice|doc)_)?(type|kind|art|typ|tipo)|beleg(art|typ)"
    "|tipo_(de_)?(documento|doc|comprobante|fattura)|type_de_(document|pi(è|e)ce)|document|documento"
)
"""Names of columns that say what a row is, as an invoice or a credit note."""


def says_no_sale(value: str, refunds: bool = False) -> bool:
    """Whether a state says that the order brought no money, or, where `refunds`, that all of it went back."""
    patterns, text = returned("no_sale_patterns", refunds), value.lower().strip()

    def fits(name: str) -> bool:
        return patterns[name] is not None and re.fullmatch(patterns[name], text) is not None

    return fits("unpaid") or (not fits("partial") and not fits("negated") and (fits("holds") or fits("parts")))


def credit_notes(table: Table, amount: Any, used: Collection[str]) -> tuple[str, list[str]] | None:
    """A column of types and its values of credit notes whose amounts are above zero, as those of invoices are."""
    if not isinstance(amount, str):
        return None
    for column in table.columns:
        if column in used or not re.fullmatch(TYPE, _name(column)):
            continue
        values = table.values(column, limit=FEW + 1)
        is_sage = "SI" in values and SAGE.issuperset(values)
        back = [value for value in values if (value == "SC" if is_sage else says_no_sale(value, refunds=True))]
        if 0 < len(back) < len(values) <= FEW and not _stand_below_zero(table, amount, column, back):
            return column, back
    return None


def with_states(table: Table, source: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The source without the orders that brought no money, one more that takes credit notes off where there are some,
    and what is to be said."""
    amount = source["columns"]["amount"]
    used = {name for name in source["columns"].values() if isinstance(name, str)} | source.get("keep", {}).keys()
    found = credit_notes(table, amount, used)
    drop, why = left_out(table, amount, used | {found[0]} if found else used)
    sales = {**source, "drop": drop} if drop else source
    if found is None:
        return [sales], why
    column, back = found
    why.append(f"Rows whose {column} is {_listed(back)} are taken off, since their amounts are above zero.")
    taken_off = {**sales, "keep": {**source.get("keep", {}), column: back}, "negate": True}
    values = [value for value in table.values(column, limit=FEW) if value not in back]
    others = [value for value in values if value in SAGE - {"SI", "SC"} or says_no_sale(value)]
    others += [value for value in _beside_sales(column, values) if value not in others]
    if others:
        why.append(f"Rows whose {column} is {_listed(others)} are no sales, and do not count.")
    return [{**sales, "drop": {**drop, column: [*back, *others]}}, taken_off], why


def left_out(table: Table, amount: Any, used: Collection[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Column -> its values of orders that brought no money, of the columns that are not `used`, and what is to be said.

    What is said of refunds counts only where amounts below zero are too few to be theirs, and no column beside has the
    money that went back of these orders: else they are taken off already.
    """
    drop: dict[str, list[str]] = {}
    why: list[str] = []
    back = refund_columns(table)

    def is_out(column: str, value: str, where_true: bool, is_whole: bool) -> bool:
        if where_true and value.lower() in YES:
            return True
        went_back = is_whole and says_no_sale(value, refunds=True)
        return says_no_sale(value) or (
            went_back and not any(_has_money(table.of(column, value), each) for each in back)
        )

    for column in table.columns:
        kind = None if column in used else _kind(column)
        values = table.values(column, limit=FEW + 1) if kind else []
        if not values or len(values) > FEW:
            continue
        marks = [value for value in values if value.lower() in YES or says_no_sale(value, refunds=True)]
        is_whole = isinstance(amount, str) and not _stand_below_zero(table, amount, column, marks)
        is_true = kind == "flag" and ((is_whole and not back) or not re.search(BACK, column, re.IGNORECASE))
        if kind == "unmet":
            out = [value for value in values if value.lower() in NO]
        elif kind == "word" and (won := [value for value in values if re.fullmatch(WON, value.lower())]):
            out = [value for value in values if value not in won]
        elif is_true and len(values) == 1 and table.has_blank(column):
            out = [value for value in values if value.lower() not in NO]  # a mark, whatever it looks like
        else:
            out = [value for value in values if is_out(column, value, is_true, is_whole)]
            out += [value for value in _beside_sales(column, values) if value not in out]
            out = [value for value in out if is_true or not re.fullmatch(DOUBTFUL, value.lower())]
            if table.rows_with(column, out) > MOST * table.rows:
                continue
        if not out or (len(out) == len(values) and not table.has_blank(column)):
            continue
        drop[column] = out
        why.append(sentence(table, column, out))
    return drop, why


def _beside_sales(column: str, values: Collection[str]) -> list[str]:
    """Those that are no sales where others are, of a column that says what a row is, and not how it was paid."""
    name = _name(column)
    if (
        not re.fullmatch(TYPE, name)
        or name.startswith("payment")
        or not any(re.fullmatch(f"{SALE}|{INVOICE}", value.lower()) for value in values)
    ):
        return []
    has_invoices = any(re.fullmatch(INVOICE, value.lower()) for value in values)
    others = f"{NO_SALE_BESIDE_SALES}|{BEFORE_INVOICE}" if has_invoices else NO_SALE_BESIDE_SALES
    return [value for value in values if re.fullmatch(others, value.lower())]


def sentence(table: Table, column: str, out: Collection[str]) -> str:
    """What is said of rows that do not count by one of the values of a column."""
    left = [value for value in table.values(column, limit=FEW + 1) if value not in out]
    left += ["blank"] if table.has_blank(column) else []
    return f"{DO_NOT_COUNT} {column} is {_listed(out)}; what is left: {_listed(left)}."


def _stand_below_zero(table: Table, amount: str, column: str, back: Collection[str]) -> bool:
    """Whether amounts below zero may be what went back of the rows with one of these values: half as many, or more."""
    below = table.negatives(amount)
    return below > 0 and 2 * below >= table.rows_with(column, back)


def _has_money(table: Table, column: str) -> bool:
    return table.taken_back(column, column)[0] > 0


def _kind(column: str) -> str | None:
    """Whether a column is one of states ("word"), a flag, or a flag of what a sale has ("unmet"), by its name."""
    name = _name(column)
    if re.search(DELIVERY, name):
        return None
    patterns = returned("status_columns", "transactions")
    return next(
        (kind for kind in ("flag", "unmet", "word") if any(re.fullmatch(pattern, name) for pattern in patterns[kind])),
        None,
    )


def _name(column: str) -> str:
    """A column's name as the macro unused_columns compares it."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column.strip()).lower()
    return re.sub(r"[^\w]+", "_", words).strip("_")


def refund_columns(table: Table) -> list[str]:
    """The columns that have money that went back, by their names and values; flags, dates and numbers of refunds are
    none."""
    pattern = returned("refund_columns")
    named = (each for each in table.columns if re.fullmatch(pattern, _name(each)) and not NO_MONEY.search(_name(each)))
    return [column for column in named if not _is_flag(table, column) and _has_money(table, column)]


def money_back(table: Table, amount: Any, used: Collection[str]) -> str | None:
    """A column of money that went back which the amounts still contain: never more than they are, and often most of
    them, as would not be of amounts without it."""
    if not isinstance(amount, str) or re.search("net_of|after|adjusted|current|less_", _name(amount)):
        return None
    for column in (each for each in refund_columns(table) if each not in used):
        several, within, most = table.taken_back(amount, column)
        if several >= 3 and within == several and most >= 2:
            return column
    return None


def _is_flag(table: Table, column: str) -> bool:
    return {value.lower() for value in table.values(column, limit=3)} <= {*YES, *NO}


def _listed(values: Collection[str]) -> str:
    return ", ".join([*values][:8]) + (", ..." if len(values) > 8 else "")
