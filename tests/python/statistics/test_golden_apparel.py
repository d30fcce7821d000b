"""The apparel cohort of R's CLVTools, whose licence (GPL-3) keeps the data out of this project.

LTV_APPAREL_CSV names the file: CLVTools' data set `apparelTrans` of 250 customers as Id, Date, Price. 40 weeks from
2005-01-03, on which all were acquired.
"""

from __future__ import annotations

import csv
import datetime
import os
from collections import defaultdict

import numpy as np
import pytest

from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.states import PurchaseStates, SpendStates

START, END, LAST = datetime.date(2005, 1, 3), datetime.date(2005, 10, 10), datetime.date(2006, 7, 16)


@pytest.fixture(scope="module")
def amounts():
    """Customer -> day -> money."""
    path = os.environ.get("LTV_APPAREL_CSV")
    if path is None:
        pytest.skip("Skipped: golden fits on CLVTools' apparel data; LTV_APPAREL_CSV does not name the file")
    days = defaultdict(lambda: defaultdict(float))
    with open(path) as file:
        for row in csv.DictReader(file):
            days[row["Id"]][datetime.date.fromisoformat(row["Date"])] += float(row["Price"])
    return days


@pytest.fixture(scope="module")
def cohort(amounts):
    """Purchase states in weeks, and spend states without and with the first transaction."""
    rows, removed, kept = [], [], []
    for by_day in amounts.values():
        seen = [day for day in sorted(by_day) if day <= END]
        repeat = [by_day[day] for day in seen[1:]]
        rows.append((len(repeat), (seen[-1] - START).days / 7, 40.0, 1.0))
        removed += [(len(repeat), np.mean(repeat), 1.0)] if repeat else []
        kept.append((len(seen), np.mean([by_day[day] for day in seen]), 1.0))
    return PurchaseStates(*np.array(rows).T), SpendStates(*np.array(removed).T), SpendStates(*np.array(kept).T)


def test_the_data_are_as_published(amounts, cohort):
    """CLVTools: 250 customers, 1,061 repeat purchases, 946 transactions in the holdout to 2006-07-16."""
    assert cohort[0].customers.sum() == len(amounts) == 250
    assert cohort[0].frequency.sum() == 1061
    assert sum(END < day <= LAST for by_day in amounts.values() for day in by_day) == 946


@pytest.mark.parametrize(
    ("model", "expected", "log_likelihood", "rtol"),
    [
        # An independent implementation, cross-checked by integration over the mixing distribution.
        ("bg_nbd", [0.4836955742, 3.2823490461, 0.3755311333, 4.2784638651], -2883.13385704, 1e-4),
        ("mbg_nbd", [1.0171470631, 5.3106725774, 0.2731651371, 1.002417834], -2879.72543036, 1e-4),
        # CLVTools 0.10.0, CLVTools.pdf and README.md.
        ("pareto_nbd", [0.7866007007, 5.3349362126, 0.3570811077, 11.6173503843], -2879.46993578, 1e-4),
    ],
)
def test_purchase_models(cohort, model, expected, log_likelihood, rtol):
    fit = fit_purchase_model(cohort[0], model)
    assert fit.converged
    np.testing.assert_allclose(list(fit.parameters.values()), expected, rtol=rtol)
    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=1e-5)


@pytest.mark.parametrize(
    ("first_kept", "expected"),
    [(False, [2.3045169718, 17.1485798255, 279.977545348]), (True, [2.4698874569, 15.4461203765, 227.091388347])],
)
def test_spend_model(cohort, first_kept, expected):
    """CLVTools 0.10.0, CLVTools.pdf, without (default) and with the first transaction."""
    fit = fit_spend_model(cohort[1 + first_kept])
    np.testing.assert_allclose(list(fit.parameters.values()), expected, rtol=1e-4)
