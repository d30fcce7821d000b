"""A generated shop day by day, quiet or with one fault of a kind that alerts are for.

Three channels, two of them with spend every day; customers buy by BG/NBD and spend by a lognormal around a mean of
their own. Nothing about it changes but what a fault changes.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.data.simulate import simulate_calendar
from ltv.errors import OptionError

FIRST_DAY = pd.Timestamp("2023-01-02")
FAULTS = ("missing_spend", "cents", "loaded_twice", "new_channel", "stopped_feed", "halved")
BUYERS_A_DAY = {"organic": 3.0, "search": 4.0, "feed": 3.0}
SPEND_A_DAY = {"search": 60.0, "feed": 40.0}
PURCHASES = {"r": 0.9, "alpha": 45.0, "a": 0.5, "b": 3.0}
NEWCOMER = "podcast"


def watched_shop(seed: int, days: int, fault: str | None = None, since: int | None = None) -> dict[str, pd.DataFrame]:
    """transactions, customers and ad_spend of the days 0 to days - 1.

    fault: one of FAULTS, from day `since` on (loaded_twice: on that day). The shop before it is that without the fault.
    Raises OptionError for an unknown fault.
    """
    if fault is not None and fault not in FAULTS:
        raise OptionError(f"fault: received {fault!r}; allowed are {', '.join(FAULTS)}")
    rng = np.random.default_rng([21, seed])
    first, channel = _acquired(days, rng)
    customer, day = simulate_calendar("bg_nbd", PURCHASES, first, np.ones(days), rng)
    mean = 40 * np.exp(0.5 * rng.standard_normal(len(first)))
    amount = mean[customer] * np.exp(0.35 * rng.standard_normal(len(customer)))
    kept = rng.random(len(customer))
    orders = pd.DataFrame({"customer_id": customer, "day": day, "amount": amount, "kept": kept})
    orders = orders.sort_values(["day", "customer_id"], ignore_index=True)
    spend = _spend(days, rng)
    names = np.array([*BUYERS_A_DAY])[channel]
    if fault is not None:
        begun = days - 1 if since is None else since
        orders, names, spend = _broken(fault, begun, orders, first, names, spend)
    orders.insert(0, "transaction_id", np.arange(len(orders)))
    known = np.isin(np.arange(len(first)), orders["customer_id"])
    return {
        "transactions": pd.DataFrame(
            {
                "transaction_id": orders["transaction_id"],
                "customer_id": orders["customer_id"],
                "ordered_at": _date(orders["day"]),
                "amount": orders["amount"].round(2),
            }
        ),
        "customers": pd.DataFrame({"customer_id": np.flatnonzero(known), "channel": names[known]}),
        "ad_spend": pd.DataFrame(
            {"spend_date": _date(spend["day"]), "channel": spend["channel"], "spend": spend["spend"].round(2)}
        ),
    }


def _acquired(days: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Day of acquisition and number of the channel, per customer."""
    counts = rng.poisson([*BUYERS_A_DAY.values()], (days, len(BUYERS_A_DAY)))
    first = np.repeat(np.repeat(np.arange(days), len(BUYERS_A_DAY)), counts.ravel())
    return first, np.repeat(np.tile(np.arange(len(BUYERS_A_DAY)), days), counts.ravel())


def _spend(days: int, rng: np.random.Generator) -> pd.DataFrame:
    rows = [
        pd.DataFrame({"day": np.arange(days), "channel": name, "spend": each * rng.lognormal(0, 0.15, days)})
        for name, each in SPEND_A_DAY.items()
    ]
    return pd.concat(rows, ignore_index=True).sort_values(["day", "channel"], ignore_index=True)


def _broken(
    fault: str, since: int, orders: pd.DataFrame, first: np.ndarray, names: np.ndarray, spend: pd.DataFrame
) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame]:
    later = orders["day"] >= since
    if fault == "missing_spend":
        spend = spend[(spend["channel"] != "search") | (spend["day"] < since)]
    elif fault == "cents":
        orders = orders.assign(amount=orders["amount"].where(~later, 100 * orders["amount"]))
    elif fault == "loaded_twice":
        orders = pd.concat([orders, orders[orders["day"] == since]], ignore_index=True)
    elif fault == "new_channel":
        moved = (first >= since) & (names == "feed") & (np.arange(len(first)) % 2 == 0)
        names = np.where(moved, NEWCOMER, names)
        new = spend[(spend["channel"] == "feed") & (spend["day"] >= since)]
        spend = pd.concat([spend, new.assign(channel=NEWCOMER, spend=new["spend"] / 3)], ignore_index=True)
    elif fault == "stopped_feed":
        orders = orders[~later]
    else:
        repeated = orders["day"].to_numpy() > first[orders["customer_id"]]
        orders = orders[~(later & repeated & (orders["kept"] > 0.5))]
    return orders.reset_index(drop=True), names, spend


def _date(day: pd.Series) -> pd.Series:
    return (FIRST_DAY + pd.to_timedelta(day, unit="D")).dt.strftime("%Y-%m-%d")
