"""Real data for the statistics: carried by the lifetimes package and read by path."""

from __future__ import annotations

import csv
import datetime
import importlib.util
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates, SpendStates

DAY = datetime.date


@dataclass(frozen=True)
class Cohort:
    """Customers in the order of their ids; times in days; money of repeat days and of the holdout."""

    frequency: np.ndarray
    recency: np.ndarray
    T: np.ndarray
    monetary_value: np.ndarray
    later_purchases: np.ndarray
    later_money: np.ndarray

    def states(self, unit: float = 7.0) -> PurchaseStates:
        """Purchase states in units of so many days (weeks, as in the literature)."""
        return PurchaseStates(self.frequency, self.recency / unit, self.T / unit, np.ones(len(self.T)))

    def spends(self) -> SpendStates:
        """Spend states of the repeat buyers."""
        repeat = self.frequency > 0
        return SpendStates(self.frequency[repeat], self.monetary_value[repeat], np.ones(int(repeat.sum())))


def _dataset(name: str) -> Path:
    package = importlib.util.find_spec("lifetimes")
    assert package is not None
    assert package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "datasets" / name


def _cohort(amounts: dict[int, dict[DAY, float]], end: DAY, last: DAY) -> Cohort:
    rows = []
    for customer in sorted(amounts):
        days = sorted(day for day in amounts[customer] if day <= end)
        later = [amount for day, amount in amounts[customer].items() if end < day <= last]
        repeat = [amounts[customer][day] for day in days[1:]]
        mean = float(np.mean(repeat)) if repeat else 0.0
        rows.append((len(repeat), (days[-1] - days[0]).days, (end - days[0]).days, mean, len(later), sum(later)))
    return Cohort(*np.array(rows, dtype=float).T)


@pytest.fixture(scope="session")
def cdnow_amounts() -> dict[int, dict[DAY, float]]:
    """Customer -> day -> dollars, of the 1/10 sample of CDNOW (Fader & Hardie 2001)."""
    amounts: dict[int, dict[DAY, float]] = defaultdict(lambda: defaultdict(float))
    for line in _dataset("CDNOW_sample.txt").read_text().splitlines():
        _, customer, day, _, dollars = line.split()
        amounts[int(customer)][datetime.datetime.strptime(day, "%Y%m%d").date()] += float(dollars)
    return amounts


@pytest.fixture(scope="session")
def cdnow39(cdnow_amounts: dict[int, dict[DAY, float]]) -> Cohort:
    """Calibrated on 39 weeks, the following 39 held out."""
    return _cohort(cdnow_amounts, DAY(1997, 9, 30), DAY(1998, 6, 30))


@pytest.fixture(scope="session")
def cdnow39_weeks(cdnow_amounts: dict[int, dict[DAY, float]]) -> PurchaseStates:
    """The same by weeks with a purchase, counted back from the last day."""
    end, rows = DAY(1997, 9, 30), []
    for amounts in cdnow_amounts.values():
        ago = sorted(((end - day).days for day in amounts if day <= end), reverse=True)
        weeks = {days // 7 for days in ago if days // 7 < ago[0] // 7}
        rows.append((len(weeks), ago[0] // 7 - min(weeks) if weeks else 0, ago[0] // 7))
    return PurchaseStates(*np.array(rows, dtype=float).T, np.ones(len(rows)))


@pytest.fixture
def cdnow_states(model: str, cdnow39: Cohort, cdnow39_weeks: PurchaseStates) -> PurchaseStates:
    """CDNOW as the model of a parametrised test counts it, in weeks."""
    return cdnow39_weeks if PURCHASE_MODELS[model].counts_opportunities else cdnow39.states()


@pytest.fixture(scope="session")
def cdnow78(cdnow_amounts: dict[int, dict[DAY, float]]) -> Cohort:
    """All 78 weeks."""
    return _cohort(cdnow_amounts, DAY(1998, 6, 30), DAY(1998, 6, 30))


@pytest.fixture(scope="session")
def cdnow39_rounded() -> tuple[PurchaseStates, SpendStates, np.ndarray]:
    """The table of lifetimes' documentation: weeks and dollars rounded to two digits; and its rows x, t_x, T, zbar."""
    with _dataset("cdnow_customers_summary_with_transactions.csv").open() as file:
        rows = [[float(row[name]) for name in ("x", "t_x", "T", "zbar")] for row in csv.DictReader(file)]
    table = np.array(rows)
    repeat = table[table[:, 0] > 0]
    states = PurchaseStates(*table[:, :3].T, np.ones(len(table)))
    return states, SpendStates(repeat[:, 0], repeat[:, 3], np.ones(len(repeat))), table


@pytest.fixture(scope="session")
def example() -> Cohort:
    """lifetimes' example_transactions.csv: 5,000 simulated customers, in days, without money."""
    amounts: dict[int, dict[DAY, float]] = defaultdict(lambda: defaultdict(float))
    with _dataset("example_transactions.csv").open() as file:
        for row in csv.DictReader(file):
            amounts[int(row["id"])][DAY.fromisoformat(row["date"][:10])] += 1.0
    return _cohort(amounts, DAY(2014, 12, 31), DAY(2014, 12, 31))
