"""Customer lifetime value: from a frame of transactions to LTV per customer, and the statistics beneath.

    import ltv, pandas as pd
    orders = pd.read_csv("orders.csv")
    shop = ltv.from_transactions(orders, customer="customer_id", date="ordered_at", amount="amount")
    customers = ltv.fit(shop).predict()

Names are imported when they are first used: the command line would wait for pandas and scipy at every start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from ltv.api import fit, from_transactions, pool
    from ltv.errors import InputError, LtvError, OptionError, StatesError
    from ltv.fitted import Fitted, Shop
    from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model
    from ltv.pooling.models import pool_purchase_models, pool_spend_models
    from ltv.states import PurchaseStates, SpendStates
    from ltv.valuation import Terms

_HOMES = {
    "ltv.api": ("fit", "from_transactions", "pool"),
    "ltv.errors": ("InputError", "LtvError", "OptionError", "StatesError"),
    "ltv.fitted": ("Fitted", "Shop"),
    "ltv.fitting.fit": ("Fit", "fit_purchase_model", "fit_spend_model"),
    "ltv.pooling.models": ("pool_purchase_models", "pool_spend_models"),
    "ltv.states": ("PurchaseStates", "SpendStates"),
    "ltv.valuation": ("Terms",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Fit",
    "Fitted",
    "InputError",
    "LtvError",
    "OptionError",
    "PurchaseStates",
    "Shop",
    "SpendStates",
    "StatesError",
    "Terms",
    "__version__",
    "fit",
    "fit_purchase_model",
    "fit_spend_model",
    "from_transactions",
    "pool",
    "pool_purchase_models",
    "pool_spend_models",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("ltv-monitor")
    if name not in _HOME:
        raise AttributeError(f"module 'ltv' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
