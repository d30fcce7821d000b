"""Simulated futures against the closed forms of their means, and against histories simulated by other code."""

from __future__ import annotations

import numpy as np
import pytest
import worlds

from ltv.economics.futures import Buyers, expand, simulate_futures
from ltv.errors import StatesError
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend.gamma_gamma import GammaGamma
from ltv.valuation import PERIOD, Terms

PARAMETERS = {
    "bg_nbd": {"r": 0.9, "alpha": 40.0, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 0.9, "alpha": 40.0, "a": 0.6, "b": 3.0},
    "pareto_nbd": {"r": 0.9, "alpha": 40.0, "s": 0.7, "beta": 150.0},
    "bg_bb": {
        "alpha": 0.9,
        "beta": 3.0,
        "gamma": 0.7,
        "delta": 15.0,
        "opportunity_days": 7.0,
        "days_per_opportunity": 1.4,
    },
}
SPENDS = {"p": 4.0, "q": 4.5, "v": 120.0}
BUYERS = Buyers(
    np.array([0.0, 0, 1, 4, 11, 2]),
    np.array([0.0, 0, 30, 200, 190, 390]),
    np.array([10.0, 300, 60, 240, 200, 400]),
    np.array([0.0, 0, 80, 30, 55, 20]),
)
DRAWS = 10_000


def _same(parameters):
    return {name: np.full(DRAWS, value) for name, value in parameters.items()}


@pytest.mark.parametrize("model", PARAMETERS)
def test_mean_is_the_closed_form(model):
    """p_alive * discounted purchases of the rest of the horizon * expected order value, within 4 standard errors."""
    terms = Terms(monthly_discount_rate=0.03, gross_margin=0.6)
    x, tx, T, m = BUYERS.frequency, BUYERS.recency, BUYERS.T, BUYERS.monetary_value
    chosen, rest = PURCHASE_MODELS[model], np.maximum(365 - T, 0)
    purchases = chosen.p_alive(PARAMETERS[model], x, tx, T) * chosen.discounted_purchases_if_alive(
        PARAMETERS[model], x, T, rest, 0.03, elapsed=T
    )
    expected = 0.6 * purchases * GammaGamma().expected_order_value(SPENDS, x, m)
    for i in range(len(x)):
        one = Buyers(x[[i]], tx[[i]], T[[i]], m[[i]])
        futures = simulate_futures(
            model, _same(PARAMETERS[model]), _same(SPENDS), one, terms, np.random.default_rng([5, i])
        )
        came = futures.by_age[:, : terms.horizon_days + 1].sum(axis=1)
        assert came.mean() == pytest.approx(expected[i], abs=4 * came.std() / np.sqrt(DRAWS) + 1e-12)
        assert futures.variance[0] == pytest.approx(came.var(), rel=1e-9)
        assert not futures.by_age[:, : int(T[i]) + 1].any()


@pytest.mark.parametrize("model", PARAMETERS)
def test_purchases_come_when_expected(model):
    """Undiscounted, by age: half-years against the closed form, beyond the horizon too. Orders are worth 1."""
    terms = Terms(monthly_discount_rate=0.0)
    sure = {"p": 1e8, "q": 1e8, "v": 1.0}
    who = Buyers(np.array([3.0]), np.array([100.0]), np.array([140.0]), np.array([1.0]))
    futures = simulate_futures(model, _same(PARAMETERS[model]), _same(sure), who, terms, np.random.default_rng(6))
    path = np.cumsum(futures.by_age, axis=1)
    for age in (180, 365, 500, 730):
        expected = float(PURCHASE_MODELS[model].expected_purchases(PARAMETERS[model], 3, 100, 140, age - 140))
        assert path[:, age].mean() == pytest.approx(expected, abs=4 * path[:, age].std() / np.sqrt(DRAWS))


@pytest.mark.parametrize("model", PARAMETERS)
def test_all_draws_at_once_are_each_draw_by_itself(model):
    """The factors put alpha below and above beta, which the integral of Pareto/NBD tells apart."""
    chosen, factors = PURCHASE_MODELS[model], np.array([0.3, 1.0, 7.0])
    fitted = {name: PARAMETERS[model][name] * np.roll(factors, i) for i, name in enumerate(chosen.parameters)}
    drawn = {name: np.full(3, value) for name, value in PARAMETERS[model].items()} | fitted
    history = BUYERS.frequency, BUYERS.recency, BUYERS.T
    each = [chosen.p_alive({name: values[i] for name, values in drawn.items()}, *history) for i in range(3)]
    np.testing.assert_allclose(chosen.p_alive_by_draw(drawn, *history), each, rtol=1e-14)


def test_no_dropout_in_one_draw_leaves_the_others():
    drawn = {"r": np.ones(2), "alpha": np.full(2, 40.0), "s": np.array([0.0, 0.7]), "beta": np.full(2, 150.0)}
    alive = PURCHASE_MODELS["pareto_nbd"].p_alive_by_draw(drawn, BUYERS.frequency, BUYERS.recency, BUYERS.T)
    assert (alive[0] == 1).all()
    assert (alive[1] < 1).all()


def test_the_future_of_a_history_is_that_of_customers_with_it():
    """Mean and deviation, among 400,000 newcomers those with one purchase of about 110 in 60 days, on day 15 to 35."""
    rng = np.random.default_rng(8)
    purchases = PARAMETERS["bg_nbd"]
    who, age, amount = worlds.orders(purchases, SPENDS, np.full(400_000, 365.0), rng)
    seen, n = (age > 0) & (age <= 60), 400_000
    x = np.bincount(who[seen], minlength=n)
    last, spent = np.zeros(n), np.bincount(who[seen], amount[seen], n)
    np.maximum.at(last, who[seen], age[seen])
    alike = (x == 1) & (last >= 15) & (last <= 35) & (spent >= 100) & (spent <= 120)
    came = np.bincount(who[age > 60], amount[age > 60], n)[alike]
    assert len(came) > 3000
    buyers = Buyers(x[alike].astype(float), last[alike], np.full(len(came), 60.0), spent[alike])
    terms = Terms(until_days=365, monthly_discount_rate=0.0)
    found = simulate_futures(
        "bg_nbd",
        {name: np.full(20, value) for name, value in purchases.items()},
        {name: np.full(20, value) for name, value in SPENDS.items()},
        buyers,
        terms,
        rng,
    )
    error = came.std() * np.sqrt((1 + 1 / 20) / len(came))
    assert found.by_age.sum(axis=1).mean() / len(came) == pytest.approx(came.mean(), abs=4 * error)
    assert np.sqrt(found.variance.mean()) == pytest.approx(came.std(), rel=0.1)


def test_discount_is_that_of_the_purchase_models():
    """Period ends of 30 days, the last one at the horizon's end; beyond the horizon the periods go on."""
    terms = Terms(monthly_discount_rate=0.02)
    ages, ends = np.array([0, 1, 30, 31, 361, 365, 366]), np.array([0, 30, 30, 60, 365, 365, 390])
    np.testing.assert_allclose(terms.discount(ages), 1.02 ** (-ends / PERIOD))


def test_expand_keeps_totals():
    x, tx, T = np.array([0.0, 2, 3]), np.array([0.0, 9, 9]), np.array([10.0, 20, 30])
    w, m, m2 = np.array([3.0, 2, 1]), np.array([0.0, 70, 12]), np.array([0.0, 2900, 144])
    buyers = expand(x, tx, T, w, m, m2, most=10)
    np.testing.assert_array_equal(buyers.frequency, [0, 0, 0, 2, 2, 3])
    np.testing.assert_allclose(buyers.monetary_value, [0, 0, 0, 20, 50, 12])  # 20 + 50 and 20^2 + 50^2
    fewer = expand(x, tx, T, 1000 * w, 1000 * m, 1000 * m2, most=600)
    assert np.bincount(fewer.frequency.astype(int)).tolist() == [300, 0, 200, 100]
    assert fewer.monetary_value.sum() == pytest.approx(100 * (70 + 12), rel=1e-3)


def test_input_checks():
    one = np.ones(1)
    with pytest.raises(StatesError, match=r"customers: received 0.5 in row 0; allowed are whole counts"):
        expand(one, one, one, 0.5 * one, one, one, most=5)
    with pytest.raises(ValueError, match="horizon_days: received 365; allowed are 1 to until_days, 100"):
        Terms(until_days=100)
    with pytest.raises(ValueError, match="model: received 'nbd'; allowed are bg_bb, bg_nbd"):
        simulate_futures("nbd", {}, {}, BUYERS, Terms(), np.random.default_rng(0))
