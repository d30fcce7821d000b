"""The public API: from a frame of transactions to customer lifetime values, without dbt.

    shop = ltv.from_transactions(orders)      netting of refunds, purchase days, frequency, recency, T
    fitted = ltv.fit(shop)                    or ltv.pool(shop): channels partially pooled
    fitted.predict()                          per customer: p_alive, expected purchases, order value, LTV
    fitted.intervals()                        per segment: 90 % intervals of the average LTV

The same rows give what the dbt job gives: histories exactly, fitted values but for its binning of spends (about 1e-7).
Three things that the job does are not done here: it chooses a model (`purchase_model: auto`), follows a season
(`calendar`), and leaves out old customers whose first orders are missing (`left_censored`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pandas as pd

from ltv.economics.values import Estimates
from ltv.errors import InputError, OptionError
from ltv.fitted import Fitted, Shop
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.fitting.order_values import believed, sample_mean
from ltv.models import purchase
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.warehouse.frames import COMPLETE
from ltv.warehouse.segments import SegmentEstimates, estimates_of, mean_first_order
from ltv.warehouse.transactions import histories, purchase_days
from ltv.warehouse.typed_rows import last_day, typed_rows


def from_transactions(
    frame: pd.DataFrame,
    *,
    customer: str = "customer_id",
    date: str = "ordered_at",
    amount: str = "amount",
    channel: str | None = None,
    transaction: str | None = None,
    observation_end: str | datetime.date | None = None,
    count_free_orders: bool = True,
) -> Shop:
    """Histories of customers from one row per order; the frame is left as it is.

    customer, date, amount, channel, transaction: names of columns. Orders without a customer are left out; dates are
    ISO texts or timestamps, of which the day counts on the clock they are given in; a negative amount is a refund,
    which takes from the order of its own id where transaction names a column of ids, and else from the customer's
    latest earlier purchases first. A customer's channel is that of the earliest order.
    observation_end: the last day observed; None for the day of the last order. count_free_orders: whether an order of
    amount 0 counts as a purchase.

    Raises InputError where a column is missing, a date or an amount cannot be read, or no order is left.

    >>> import ltv, pandas as pd
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["ann", "ann", "bob", "ann"],
    ...     "ordered_at": ["2025-01-01", "2025-01-11", "2025-01-05", "2025-01-12"],
    ...     "amount": [30.0, 20.0, 15.0, -5.0],
    ... })
    >>> shop = ltv.from_transactions(orders, observation_end="2025-03-01")
    >>> shop.customers[["customer_id", "frequency", "recency", "T", "monetary_value", "realised_revenue"]]
      customer_id  frequency  recency   T  monetary_value  realised_revenue
    0         ann          1       10  59            15.0              45.0
    1         bob          0        0  55             0.0              15.0
    """
    rows = typed_rows(frame, customer, date, amount, channel, observation_end, transaction)
    if not len(rows):
        raise InputError("frame: received no order of a known customer up to observation_end; needed is one at least")
    days = purchase_days(rows, count_free_orders=count_free_orders)
    channels = rows.sort_values("moment", kind="stable").drop_duplicates("customer_id").set_index("customer_id")
    end = last_day(observation_end) or days["day"].max()
    return Shop(histories(days, channels["channel"], end), days, end)


def fit(shop: Shop, model: str = purchase.DEFAULT, *, penalizer: float = 0.0, spend_penalizer: float = 0.0) -> Fitted:
    """Fit a purchase model and Gamma-Gamma to all customers together (complete pooling), by maximum likelihood.

    penalizer, spend_penalizer: as in ltv.fit_purchase_model and ltv.fit_spend_model.
    Raises OptionError for an unknown model or a penalizer that is negative or not finite.

    >>> import ltv
    >>> from ltv.data.cdnow import read_cdnow
    >>> fitted = ltv.fit(ltv.from_transactions(read_cdnow(), observation_end="1997-09-30"))
    >>> {name: round(value, 3) for name, value in fitted.estimates["all"].purchases.items()}
    {'r': 0.252, 'alpha': 33.523, 'a': 0.723, 'b': 2.161}
    """
    _check_model(model)
    purchases = fit_purchase_model(shop.states, model, penalizer=penalizer)
    spends = fit_spend_model(shop.spend_states, penalizer=spend_penalizer)
    spending = believed(SPEND_MODELS[spends.model], spends.parameters, sample_mean(shop.spend_states))
    why = (fit.reason if not fit.predicts else None for fit in (purchases, spends))
    found = SegmentEstimates(Estimates(purchases.parameters, spending), *why)
    return _fitted(shop, model, {COMPLETE: found}, {COMPLETE: shop.customers})


def pool(shop: Shop, model: str = purchase.DEFAULT) -> Fitted:
    """Fit a purchase model and Gamma-Gamma to every channel, each drawn towards all of them as far as its own data
    leave it open (partial pooling). With one channel the fit is that of `fit`. Where nobody bought a second time, or
    the channels do not settle on a population, each has the fit of all customers.

    Raises OptionError for an unknown model.

    >>> import ltv
    >>> from ltv.data.cdnow import read_cdnow
    >>> orders = read_cdnow()
    >>> orders["channel"] = (orders["customer_id"].astype(int) % 2).map({0: "even", 1: "odd"})
    >>> fitted = ltv.pool(ltv.from_transactions(orders, channel="channel"))
    >>> {segment: round(estimates.purchases["r"], 3) for segment, estimates in fitted.estimates.items()}
    {'even': 0.27, 'odd': 0.265}
    """
    _check_model(model)
    parts = {str(name): part for name, part in shop.customers.groupby("channel", sort=True)}
    if len(parts) == 1:
        (channel,) = parts
        alone = fit(shop, model)
        return Fitted(shop, model, {channel: alone.estimates[COMPLETE]}, {channel: alone.reasons[COMPLETE]}, parts)
    return _fitted(shop, model, estimates_of(parts, model), parts)


def _fitted(shop: Shop, model: str, found: Mapping[str, SegmentEstimates], parts: Mapping[str, pd.DataFrame]) -> Fitted:
    """Where the spend model is open, and there are first orders, their mean stands in: nothing is missing then."""
    stands_in = mean_first_order(shop.customers) > 0
    reasons = {name: one.purchases_reason or (None if stands_in else one.spends_reason) for name, one in found.items()}
    return Fitted(shop, model, {name: one.estimates for name, one in found.items()}, reasons, parts)


def _check_model(model: str) -> None:
    """Raise OptionError for a model that counts opportunities: a Shop's histories count purchase days."""
    allowed = sorted(name for name, known in PURCHASE_MODELS.items() if not known.counts_opportunities)
    if model not in allowed:
        raise OptionError(f"model: received {model!r}; allowed are {', '.join(allowed)}")
