"""The sums over states are those over single customers."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.backtest.record import Outcomes, Said, record
from ltv.states import PurchaseStates


@pytest.fixture(scope="module")
def customers():
    rng = np.random.default_rng(1)
    state = rng.integers(0, 6, 500)
    x = np.array([0, 1, 1, 2, 3, 5])[state]
    came, m = rng.poisson(1 + x / 2), np.where(x > 0, rng.gamma(3.0, 20.0, 500), 0.0)
    return {
        "state": state,
        "x": x.astype(float),
        "m": m,
        "came": came.astype(float),
        "spent": came * rng.gamma(2.0, 25.0, 500),
    }


def _outcomes(customers):
    """One row per (state, purchases that came)."""
    keys, row = np.unique(np.stack([customers["state"], customers["came"]]), axis=1, return_inverse=True)
    row, n = row.ravel(), keys.shape[1]
    x = np.zeros(n)
    x[row] = customers["x"]
    m, spent = customers["m"], customers["spent"]
    sums = [np.bincount(row, values, n) for values in (m, m**2, spent, spent**2, m * spent)]
    states = PurchaseStates(x, np.minimum(x, 50.0), np.full(n, 100.0), np.bincount(row).astype(float))
    return Outcomes(states, sums[0], sums[1], keys[1].astype(float), *sums[2:]), row


def test_against_single_customers(customers):
    seen, row = _outcomes(customers)
    each, base, slope = (
        0.3 + 0.4 * seen.states.frequency,
        40 + seen.states.frequency,
        np.where(seen.states.frequency > 0, 0.5, 0),
    )
    chosen = seen.states.frequency > 0
    found = record(seen, Said(each, base, slope), chosen)
    own = customers["x"] > 0
    said = each[row][own]
    money = said * (base[row] + slope[row] * customers["m"])[own]
    assert found.customers == own.sum()
    assert found.purchases_predicted == pytest.approx(said.sum())
    assert found.purchases_actual == customers["came"][own].sum()
    assert found.money_predicted == pytest.approx(money.sum())
    assert found.money_actual == pytest.approx(customers["spent"][own].sum())
    assert found.mae == pytest.approx(np.abs(said - customers["came"][own]).mean())
    assert found.rmse == pytest.approx(np.sqrt(((said - customers["came"][own]) ** 2).mean()))
    assert found.money_rmse == pytest.approx(np.sqrt(((money - customers["spent"][own]) ** 2).mean()))
    assert found.bias == pytest.approx(said.sum() / customers["came"][own].sum() - 1)
