"""What a table is not, though its columns have the names: most tables have an id, a day, an amount or a value.

Names that a relation shares with many other tables say what a table is only together with the name of its file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ltv.inputs.contract import LIKELY_NAMES, REFUNDS
from ltv.inputs.formats.names import key
from ltv.inputs.formats.rows import ENOUGH, ITEMS
from ltv.inputs.formats.synonyms import CUSTOMER, ORDER, PRICE, QUANTITY, SYNONYMS
from ltv.inputs.formats.table import Table
from ltv.inputs.lookup import split_name

SEEN = frozenset(("impressions", "impr", "clicks", "link_clicks", "cpc", "cpm", "展示数", "展示次数", "点击数"))
"""Columns of advertising only: an account in such a table is no customer, and a value no order."""
VISITS = ("session_id", "event_type", "event_name", "page_url", "uri")
"""Columns of what customers do: such a row is none of a customer."""
PERSON = ("email", "email_address", "first_name", "last_name", "phone", "birthday", "birth_date", "gender", "邮箱")
"""Columns of people: an id beside them may be a customer's, as that of a product is not."""

NO_NOUN = (
    r"^(raw|src|stg|base|int|fct|fact|dim|tbl|mart)$|^(data|dataset|export|table|list|clean|cleaned|sample|all|\d+)$"
)
"""Words of a file's name that do not say what it holds, as in stg_shop__orders and orders_2024_clean."""
ORDERS = frozenset(
    (
        *LIKELY_NAMES["transactions"],
        *("pedido", "venda", "venta", "vente", "commande", "compra", "achat", "ordine", "vendite", "bestellung"),
        *("ecommerce", "retail", "deal", "opportunity", "opportunitie"),
    )
)
CUSTOMERS = frozenset((*LIKELY_NAMES["customers"], "cliente", "kunde", "usuario", "klant"))
OTHERS = frozenset(
    (
        *("product", "produto", "producto", "produit", "catalog", "catalogue", "category", "categorie", "listing"),
        *("inventory", "inventorie", "stock", "menu", "price", "expense", "budget", "supplier", "vendor", "seller"),
        *("employee", "staff", "review", "rating", "feedback", "survey", "target", "goal", "forecast", "quote"),
        *("quotation", "cart", "wishlist", "refund", "return", "chargeback", "shipment", "delivery", "deliverie"),
        *("cancel", "cancellation", "devolucoe", "devolucione"),
    )
)
"""What a file is called that holds neither orders nor customers, though it has ids, days and prices of them."""
NEVER_SOLD = frozenset(("quotation", "quote", "offer", "estimate", "cart", "proforma", "angebot", "angebote", "devi"))
"""What holds no sales although its rows may have the ids of orders."""
FROM_SUPPLIERS = ("po_id", "po_number", "po_no", "purchase_order_id", "purchase_order_number")
"""Columns of what the shop itself has ordered, whose buyer is one of its own."""
NO_CUSTOMERS = OTHERS | ORDERS | {"ticket", "event", "campaign", "subscription", "touchpoint", "visit"}

OWN: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "overhead_costs": (frozenset(("cost_date", "overhead")), frozenset(("overhead", "cost"))),
    "exchange_rates": (
        frozenset(("rate", "exchange_rate", "fx_rate", "valid_from", "汇率")),
        frozenset(("rate", "exchange", "fx", "currency", "currencyrate", "exchangerate")),
    ),
    "spend_experiments": (
        frozenset(("starts_on", "ends_on", "test_start", "test_end")),
        frozenset(("experiment", "test", "spendtest", "spendexperiment")),
    ),
    "calendar_index": (
        frozenset(("index_value", "season_index")),
        frozenset(("calendar", "index", "season", "seasonality", "calendarindex", "seasonindex", "demandindex")),
    ),
}
"""Relations of few and common columns -> names that only they have, and words of the names of their files."""


def words(table: Table) -> list[str]:
    """The words of the file's name, or of its sheet's where these are telling, that say what it holds, each without a
    plural s."""
    of_sheet = _words(table.sheet)
    return of_sheet if {*of_sheet} & (ORDERS | CUSTOMERS | OTHERS) else _words(split_name(table.path.name)[0])


def _words(name: str) -> list[str]:
    parts = key(name).split("_")
    return [word.removesuffix("s") for word in parts if word and not re.search(NO_NOUN, word)]


def noun(table: Table) -> str:
    """What the file's name says that it holds: its last word, as in customer_orders, or two, as in credit_notes."""
    parts = words(table)
    return "_".join(parts[-2:]) if "_".join(parts[-2:]) in REFUNDS else (parts or [""])[-1]


def is_called_orders(table: Table) -> bool:
    """Whether the file's name says that its rows are orders."""
    return noun(table) in ORDERS


def is_called_otherwise(table: Table, there: Mapping[str, str]) -> bool:
    """Whether the file's name says that it holds no orders, and no column has the id of one."""
    if not there.keys().isdisjoint(FROM_SUPPLIERS):
        return True
    if noun(table) in REFUNDS:  # those below zero take themselves off
        amounts = (there[name] for name in SYNONYMS["transactions"]["amount"] if name in there)
        return not any(map(table.has_negative, amounts))
    if noun(table) in NEVER_SOLD and ORDERS.isdisjoint(words(table)):
        return True
    own = {*ORDER} - {"transaction_id", "transaction", "txn_id", "payment_id"}
    return noun(table) in OTHERS and ORDERS.isdisjoint(words(table)) and there.keys().isdisjoint(own)


def is_report(there: Mapping[str, str]) -> bool:
    """Whether it is a report of advertising: it has costs, and what was seen or clicked for them."""
    costs = {*SYNONYMS["ad_spend"]["spend"]} - {"amount"}
    return not SEEN.isdisjoint(there) and not costs.isdisjoint(there)


def is_something_else(table: Table, relation: str, columns: Mapping[str, Any], there: Mapping[str, str]) -> bool:
    """Whether columns, values or the file's name speak against the relation."""
    if is_report(there):
        return relation in ("transactions", "customers", "touchpoints", *OWN)
    if relation == "transactions":
        return is_called_otherwise(table, there)
    if relation == "customers":
        return _are_no_customers(table, columns, there)
    if relation == "ad_spend":
        return _is_no_spend(table, columns, there)
    if relation not in OWN:
        return False
    is_of_orders = relation != "spend_experiments" and not there.keys().isdisjoint((*CUSTOMER, *ORDER))
    return is_of_orders or not may_be(table, relation, there)


def may_be(table: Table, relation: str, there: Mapping[str, str]) -> bool:
    """Whether a name that only the relation has, or the name of the file, says that the table is one of these."""
    names, called = OWN[relation]
    return not names.isdisjoint(there) or not called.isdisjoint(words(table))


def _is_no_spend(table: Table, columns: Mapping[str, Any], there: Mapping[str, str]) -> bool:
    """Whether a cost by day and channel is that of goods sold, or an amount by day and source anything."""
    if not {*LIKELY_NAMES["ad_spend"]}.isdisjoint(("".join(words(table)), *words(table))):
        return False
    sold = {*QUANTITY, *PRICE, *ITEMS, "profit", "sales", "quantity_sold", "units_sold"}
    if columns["spend"] == there.get("cost") and not ORDERS.isdisjoint(words(table)):
        return True
    return columns["spend"] == there.get("amount") or not sold.isdisjoint(there)


def _are_no_customers(table: Table, columns: Mapping[str, Any], there: Mapping[str, str]) -> bool:
    if not there.keys().isdisjoint(VISITS if "channel" in columns else (*VISITS, *ORDER)):
        return True
    if noun(table) in NO_CUSTOMERS or noun(table) in REFUNDS:
        return True
    if not CUSTOMERS.isdisjoint(words(table)):
        return False
    customer = columns["customer_id"]
    if customer == there.get("id") and there.keys().isdisjoint(PERSON):
        return True  # as that of a category, which has an id and a day too
    filled, different = table.counts(customer)
    return filled >= ENOUGH and filled > 1.2 * different and not _has_versions(there)


def _has_versions(there: Mapping[str, str]) -> bool:
    """Whether a loader or a snapshot has written the table, so that a customer may stand in it several times."""
    return any(
        re.match(r"(dbt|fivetran|airbyte|sdc|ab|dlt|dms|peerdb)_|(valid|effective)_|op$", name) for name in there
    )


def told(table: Table, there: Mapping[str, str]) -> str:
    """What is to be said of a file whose name speaks against orders."""
    if is_called_otherwise(table, there) and not there.keys().isdisjoint((*SYNONYMS["transactions"]["amount"], *PRICE)):
        if noun(table) in REFUNDS:
            return (
                "Its name says that it holds refunds: they are not subtracted. Subtract them where the orders have a "
                "column of them, or name the file under inputs: transactions, with negate: true, and with a join of "
                "the orders where it names no customer."
            )
        if not there.keys().isdisjoint(FROM_SUPPLIERS):
            return "It holds what was ordered from suppliers: they are no customers."
        return (
            f"Its name says that it holds {noun(table)}s, and no orders: if it does hold orders, give it another name."
        )
    return ""


def of_others(table: Table, there: Mapping[str, str], matching: Sequence[str]) -> str:
    """What is to be said of a file with the columns of `matching` relations which many other tables have."""
    for relation in matching:
        if relation in OWN and not may_be(table, relation, there):
            return f"If it holds {relation}, call it {relation}.csv: its columns may be those of many other tables."
    return ""


def customers_without_more(table: Table, there: Mapping[str, str]) -> str:
    """What a table of customers lacks that nothing else is to be read from; empty where it is none."""
    if noun(table) not in CUSTOMERS or there.keys().isdisjoint((*CUSTOMER, "id")):
        return ""
    known = {name: ", ".join(SYNONYMS["customers"][name][:5]) for name in ("channel", "acquired_at")}
    return (
        f"It looks like customers, but no column is known for channel (names that are known: {known['channel']}), nor "
        f"for acquired_at ({known['acquired_at']}), and it is read for these."
    )
