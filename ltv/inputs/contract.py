"""The input contract, as the macro `input_columns` has it (a test holds them equal), and names that are near to it."""

from __future__ import annotations

from collections.abc import Mapping

_OWN_COLUMNS: Mapping[str, Mapping[str, bool]] = {
    "transactions": {
        "transaction_id": True,
        "customer_id": True,
        "ordered_at": True,
        "amount": True,
        "currency": False,
    },
    "customers": {"customer_id": True, "acquired_at": False, "channel": False},
    "ad_spend": {"spend_date": True, "channel": True, "spend": True, "currency": False},
    "exchange_rates": {"currency": True, "valid_from": True, "rate": True},
    "touchpoints": {"customer_id": True, "touched_at": True, "channel": True},
    "overhead_costs": {"cost_date": True, "amount": True, "channel": False, "currency": False},
    "spend_experiments": {"channel": True, "starts_on": True, "ends_on": True},
    "calendar_index": {"day": True, "value": True},
}

RELATIONS: Mapping[str, Mapping[str, bool]] = {
    relation: {**columns, "loaded_at": False} for relation, columns in _OWN_COLUMNS.items()
}
"""Relation -> column -> whether the column is required. Every row may say when it was loaded."""

REQUIRED = ("transactions",)
"""The relations without which nothing can be computed."""

LIKELY_NAMES: Mapping[str, tuple[str, ...]] = {
    "transactions": (
        *("transaction", "order", "sale", "payment", "purchase", "invoice", "charge", "receipt"),
        *("salesorder", "unifiedpayment", "onlineretail"),
    ),
    "customers": ("customer", "client", "user", "contact", "buyer", "member"),
    "ad_spend": (
        *("adspend", "adcost", "ad", "advertising", "advertisingspend", "advertisingcost", "marketing"),
        *("marketingspend", "marketingcost", "mediaspend", "spend", "cost", "campaign", "campaignreport"),
        *("googlead", "facebookad", "metaad"),
    ),
    "exchange_rates": ("exchangerate", "rate", "fx", "fxrate", "currencyrate", "currency"),
    "touchpoints": ("touchpoint", "touch", "visit", "session", "click"),
    "overhead_costs": ("overheadcost", "overhead"),
    "spend_experiments": ("spendexperiment", "experiment", "spendtest"),
    "calendar_index": ("calendarindex", "calendar", "seasonality", "seasonindex", "demandindex"),
}
"""Names that somebody may have given the file of a relation: lower case, letters only, without a plural s."""

REFUNDS = frozenset(
    (
        *("refund", "return", "chargeback", "credit_note", "credit_memo", "creditnote", "rma", "storno", "stornierung"),
        *("gutschrift", "gutschriften", "erstattung", "erstattungen", "retoure", "retouren", "avoir", "remboursement"),
        *("devolucoe", "devolucione", "reembolso", "abono", "rimborso", "rimborsi", "nota_credito", "creditnota"),
        *("zwrot", "zwroty", "退款", "退货", "返品"),
    )
)
"""The last word, or two, of names of files that hold what went back: lower case, without a plural s."""

DAYS = (
    *("ordered_at", "acquired_at", "spend_date", "valid_from", "touched_at", "cost_date"),
    *("starts_on", "ends_on", "day"),
)
"""Columns with a day, or a moment; each may be made of several columns of a file."""
