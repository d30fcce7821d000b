"""From a frame of transactions to purchase days and histories: what the SQL models of the histories do, in pandas.

Amounts are exact here too: whole numbers of a ten-thousandth of the unit of money, as decimal(18, 4) in SQL.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.economics.intervals import WindowStates
from ltv.states import Array, PurchaseStates, SpendStates
from ltv.valuation import Terms
from ltv.warehouse.typed_rows import SCALE, Integers

HISTORY = ["frequency", "recency", "T"]


def purchase_days(rows: pd.DataFrame, *, count_free_orders: bool) -> pd.DataFrame:
    """One row per customer and day: customer_id, day, value (purchases left after refunds), revenue (value less refunds
    that found nothing to take), is_purchase_day. value, revenue: in 1 / SCALE. As int_purchase_days.

    A refund takes from the order of its transaction_id, where rows have one, and else, or beyond that, from the
    customer's latest earlier purchases first.
    """
    rows = rows.assign(refund=rows["amount"] < 0, free=rows["amount"] == 0)
    rows = rows.assign(at=rows["moment"])
    if "transaction_id" in rows:  # a refund of a sale is never before it
        sold = (
            rows["moment"]
            .where(~rows["refund"])
            .groupby([rows["customer_id"], rows["transaction_id"]])
            .transform("min")
        )
        rows["at"] = rows["moment"].mask(rows["refund"] & (sold > rows["moment"]), sold)
    # A refund without a time of day comes after the orders of its day.
    rows = rows.assign(on=rows["at"].dt.normalize())
    rows = rows.assign(last=rows["refund"] & (rows["at"] == rows["on"]))
    rows = rows.sort_values(["customer_id", "on", "last", "at", "refund"], kind="stable")
    refunded = rows.groupby("customer_id", sort=False)["refund"].transform("any")
    kept, unmatched = _netted(rows[refunded])
    rows = rows.assign(kept=rows["amount"], unmatched=0)
    rows.loc[refunded, "kept"], rows.loc[refunded, "unmatched"] = kept, unmatched
    days = rows.groupby(["customer_id", "day"], sort=True).agg(
        value=("kept", "sum"),
        unmatched=("unmatched", "sum"),
        has_free=("free", "max"),
    )
    bought = days["value"] > 0
    if count_free_orders:  # a day that refunds bring to zero is no purchase day; one with a free order is
        bought |= days["has_free"]
    return (
        days.assign(revenue=days["value"] + days["unmatched"], is_purchase_day=bought)
        .reset_index()
        .loc[:, ["customer_id", "day", "value", "revenue", "is_purchase_day"]]
    )


def histories(days: pd.DataFrame, channels: pd.Series, observation_end: pd.Timestamp) -> pd.DataFrame:
    """One row per customer, as int_customer_histories: times in days, money as floats. channels: by customer_id.

    T and the dates are null for a customer of whom refunds leave no purchase.
    """
    purchases = days[days["is_purchase_day"]].groupby("customer_id", sort=True)
    found = days.groupby("customer_id", sort=True)[["value", "revenue"]].sum()
    first, last = purchases["day"].min().reindex(found.index), purchases["day"].max().reindex(found.index)
    frequency = (purchases.size().reindex(found.index, fill_value=0) - 1).clip(lower=0)
    repeat_value = (found["value"] - purchases["value"].first().reindex(found.index, fill_value=0)) / SCALE
    return pd.DataFrame(
        {
            "customer_id": found.index,
            "channel": channels.reindex(found.index).to_numpy(),
            "first_purchase_on": first.to_numpy(),
            "last_purchase_on": last.to_numpy(),
            "frequency": frequency.to_numpy(),
            "recency": (last - first).dt.days.fillna(0).astype("int64").to_numpy(),
            "T": (observation_end - first).dt.days.astype("Int64").to_numpy(),
            "monetary_value": np.where(frequency > 0, repeat_value / frequency.clip(lower=1), 0.0),
            "realised_revenue": (found["revenue"] / SCALE).to_numpy(),
        }
    )


def purchase_states(customers: pd.DataFrame) -> PurchaseStates:
    """Distinct purchase histories of customers (rows of `histories`)."""
    counts = customers.dropna(subset="T").groupby(HISTORY, sort=True).size().reset_index(name="customers")
    return PurchaseStates(*(counts[name].to_numpy(np.float64) for name in [*HISTORY, "customers"]))


def spend_states(customers: pd.DataFrame) -> SpendStates:
    """Spend histories of the repeat buyers among customers (rows of `histories`)."""
    repeat = customers[customers["monetary_value"] > 0]
    counts = repeat.groupby(["frequency", "monetary_value"], sort=True).size().reset_index(name="customers")
    return SpendStates(*(counts[name].to_numpy(np.float64) for name in ("frequency", "monetary_value", "customers")))


def realised_in_horizon(customers: pd.DataFrame, days: pd.DataFrame, terms: Terms) -> Array:
    """(customers,) value of what was bought within the horizon, discounted to the first purchase; in money."""
    aged = _aged(customers, days)
    aged = aged[aged["age"] <= terms.horizon_days]
    value = aged["revenue"] / SCALE * terms.discount(aged["age"].to_numpy(np.float64)) * terms.gross_margin
    sums = value.groupby(aged["customer_id"]).sum()
    return sums.reindex(customers["customer_id"], fill_value=0.0).to_numpy(np.float64)


def window_of(customers: pd.DataFrame, days: pd.DataFrame, terms: Terms) -> WindowStates:
    """The distinct histories of these customers, and what they have brought by age."""
    bought = customers.dropna(subset="T")
    sums = bought.assign(n=1, squared=bought["monetary_value"] ** 2).groupby(HISTORY, sort=True)
    states = sums[["n", "monetary_value", "squared"]].sum().reset_index()
    aged = _aged(customers, days)
    realised = np.bincount(aged["age"], aged["revenue"] / SCALE * terms.gross_margin).astype(np.float64)
    *valued, squared = (states[name].to_numpy(np.float64) for name in [*HISTORY, "n", "monetary_value", "squared"])
    return WindowStates(*valued, squared_value=squared, realised=realised)


def _aged(customers: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """The purchase days of these customers that bought, with their age in days since the first purchase."""
    first = customers.set_index("customer_id")["first_purchase_on"].dropna()
    own = days[days["customer_id"].isin(first.index)]
    # A refund before the first purchase that is left counts from the start.
    age = own["day"] - first.reindex(own["customer_id"]).to_numpy()
    return own.assign(age=age.dt.days.clip(lower=0))


def _netted(rows: pd.DataFrame) -> tuple[Integers, Integers]:
    """What is left of each row, and what each refund found nothing to take. As int_refund_netting, which says why."""
    amount, customer = _after_named_refunds(rows), rows["customer_id"]
    balance = amount.groupby(customer, sort=False).cumsum()
    shortfall = balance.groupby(customer, sort=False).cummin().clip(upper=0)
    earlier = shortfall.groupby(customer, sort=False).shift(fill_value=0)
    height = balance - shortfall
    lowest = height[::-1].groupby(customer[::-1], sort=False).cummin()[::-1]
    left = (lowest - (balance - amount - earlier)).clip(lower=0).where(rows["amount"] > 0, 0)
    return left.to_numpy(), (shortfall - earlier).to_numpy()


def _after_named_refunds(rows: pd.DataFrame) -> pd.Series:
    """Amounts of orders, and of refunds, less what refunds took from the order of their own id. rows: as sorted."""
    amount = rows["amount"]
    if "transaction_id" not in rows:
        return amount
    same = [rows["customer_id"], rows["transaction_id"]]
    sale, refund = amount.clip(lower=0), (-amount).clip(lower=0)
    sold, returned = sale.groupby(same).transform("sum"), refund.groupby(same).transform("sum")
    so_far, from_here = refund.groupby(same).cumsum(), sold - sale.groupby(same).cumsum() + sale
    of_sale = from_here.clip(upper=returned) - (from_here - sale).clip(upper=returned)
    of_refund = so_far.clip(upper=sold) - (so_far - refund).clip(upper=sold)
    return amount - of_sale + of_refund
