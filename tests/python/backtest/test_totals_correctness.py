"""Totals of existing customers: the variance of chance, the parts of the width, and coverage in simulated shops."""

from __future__ import annotations

import numpy as np
import pytest
from seasons import TRUTH, shop

from ltv.backtest.chance import Worth, futures
from ltv.backtest.model_error import learn, prior_error
from ltv.backtest.totals import Spending, predict_total
from ltv.backtest.widths import log_variance, log_variance_of_smaller, width_parts
from ltv.fitting.fit import fit_purchase_model
from ltv.fitting.posterior import posterior
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.pooling.quantity import response
from ltv.states import PurchaseStates

SPENDS = {"p": 4.0, "q": 4.0, "v": 75.0}


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd", "pareto_nbd"])
def test_futures_have_the_models_mean_and_distribution(model):
    """Of a new customer: the mean is expected_purchases, the share without a purchase is pmf(0)."""
    n = 100_000
    new = PurchaseStates(np.zeros(n), np.zeros(n), np.zeros(n), np.ones(n))
    chosen, parameters = PURCHASE_MODELS[model], TRUTH[model]
    drawn = futures(chosen, parameters, new, 200.0, np.random.default_rng(0))
    mean = float(chosen.expected_purchases(parameters, 0.0, 0.0, 0.0, 200.0))
    assert drawn.mean() == pytest.approx(mean, abs=4 * drawn.std() / np.sqrt(n))
    for x in (0, 1, 3):
        assert np.mean(drawn == x) == pytest.approx(float(chosen.pmf(parameters, x, 200.0)), abs=0.006)


def test_nobody_drops_out_at_the_limit_of_no_churn():
    n = 50_000
    states = PurchaseStates(np.full(n, 2.0), np.full(n, 50.0), np.full(n, 100.0), np.ones(n))
    nbd = {"r": 0.7, "alpha": 60.0, "a": 0.0, "b": 1.0}
    drawn = futures(PURCHASE_MODELS["bg_nbd"], nbd, states, 160.0, np.random.default_rng(0))
    assert drawn.mean() == pytest.approx(2.7, rel=0.02)  # (r + x) t / (alpha + T)
    assert drawn.var() == pytest.approx(2.7 * 2, rel=0.05)  # of a negative binomial with t = alpha + T


def test_order_values_without_a_variance_have_the_interval_of_many_sums():
    """Gamma-Gamma with q of 1.2: by the variance of a sample it ended between 9,600 and 25,700, as the seed was."""
    history, _ = shop(300, 150, 0, np.ones(151), seed=3)
    states, worth = history.states, {"p": 9.4, "q": 1.2, "v": 0.83}
    spending = Spending(worth, None, 30.0 * states.customers)
    given = ("bg_nbd", states, 90.0, TRUTH["bg_nbd"], None, 0.0)
    ends = np.array([predict_total(*given, spending=spending, seed=seed).interval for seed in range(10)])
    assert np.ptp(ends[:, 1]) < 0.3 * np.median(ends[:, 1])

    rows = np.repeat(np.arange(len(states.T)), states.customers.astype(int))
    single = PurchaseStates(states.frequency[rows], states.recency[rows], states.T[rows], np.ones(len(rows)))
    values = Worth(SPEND_MODELS["gamma_gamma"], worth, np.full(len(rows), 30.0))
    rng, model = np.random.default_rng(0), PURCHASE_MODELS["bg_nbd"]
    sums = [futures(model, TRUTH["bg_nbd"], single, 90.0, rng, values).sum() for _ in range(500)]
    assert np.median(ends, axis=0) == pytest.approx(np.quantile(sums, (0.05, 0.95)), rel=0.2)


def test_a_total_of_next_to_nothing_has_a_width():
    """Most draws of a gamma of shape .01 are below 1e-20: in logarithms that is a number of zeros, not a width."""
    drawn = np.random.default_rng(0).gamma(0.01, 100.0, 4000)
    assert 1.0 < log_variance(drawn) < 10.0
    usual = np.random.default_rng(0).gamma(20.0, 1.0, 4000)
    assert log_variance(usual) == pytest.approx(1 / 20, rel=0.1)


@pytest.mark.parametrize(("shape", "times"), [(200.0, 8), (40.0, 20), (3.0, 6)])
def test_a_smaller_sum_has_the_variance_of_its_coefficient_of_variation(shape, times):
    sums = np.random.default_rng(0).gamma(shape / times, 1.0, (100_000, times))
    squared_cv = sums.sum(axis=1).var() / shape**2
    smaller = log_variance_of_smaller(float(np.log1p(squared_cv)), times)
    assert np.expm1(smaller) == pytest.approx(sums[:, 0].var() / (shape / times) ** 2, rel=0.03)


def test_chance_alone_is_the_spread_of_many_futures():
    history, _ = shop(400, 150, 0, np.ones(151), seed=3)
    states = history.states
    rows = np.repeat(np.arange(len(states.T)), states.customers.astype(int))
    single = PurchaseStates(states.frequency[rows], states.recency[rows], states.T[rows], np.ones(len(rows)))
    rng = np.random.default_rng(1)
    parameters, model = TRUTH["bg_nbd"], PURCHASE_MODELS["bg_nbd"]
    totals = np.array([futures(model, parameters, single, 90.0, rng).sum() for _ in range(3000)])
    found = predict_total("bg_nbd", states, 90.0, parameters, None, 0.0)
    assert found.expected == pytest.approx(totals.mean(), rel=0.01)
    assert np.std(found.by_chance) == pytest.approx(totals.std(), rel=0.05)
    low, high = found.interval
    assert [low, high] == pytest.approx(np.quantile(totals, (0.05, 0.95)), rel=0.03)
    parts = found.parts()
    assert (parts.parameters, parts.chance) == (0.0, pytest.approx(1.0, abs=0.05))


@pytest.mark.parametrize(("customers", "expand"), [(300, False), (5000, True)])
def test_the_response_to_the_parameters_is_that_of_every_draw(customers, expand):
    history, _ = shop(customers, 150, 0, np.ones(151), seed=12)
    fit = fit_purchase_model(history.states)
    drawn = posterior(history.states, fit, draws=300)
    model, states = PURCHASE_MODELS["bg_nbd"], history.states

    def total(parameters):
        each = model.expected_purchases(parameters, states.frequency, states.recency, states.T, 90.0)
        return float(states.customers @ each)

    exact = np.array([total({n: float(v[k]) for n, v in drawn.parameters.items()}) for k in range(300)])
    found = response(ParameterDraws(drawn.parameters, drawn.weights), total, expand=expand)
    order = np.argsort(exact)
    quantiles = np.interp((0.05, 0.5, 0.95), np.cumsum(drawn.weights[order]), exact[order])
    # Of 100 evaluated draws five lie below the lower quantile, whose standard error is 4 % here.
    assert np.quantile(found, (0.05, 0.5, 0.95)) == pytest.approx(quantiles, rel=0.01 if expand else 0.08)
    assert np.array_equal(response(None, total, expand=expand), [1.0])


def test_revenue_is_purchases_times_order_values():
    history, _ = shop(3000, 300, 0, np.ones(301), seed=2)
    states = history.states
    # Every repeat buyer spent the population's mean, so that all orders are expected to be worth that.
    mean = SPENDS["p"] * SPENDS["v"] / (SPENDS["q"] - 1)
    value = np.where(states.frequency > 0, mean, 0.0) * states.customers
    spending = Spending(SPENDS, None, value)
    purchases = predict_total("bg_nbd", states, 90.0, TRUTH["bg_nbd"], None, 0.0)
    revenue = predict_total("bg_nbd", states, 90.0, TRUTH["bg_nbd"], None, 0.0, spending=spending)
    assert revenue.expected == pytest.approx(purchases.expected * mean, rel=1e-9)
    assert np.std(revenue.draws) / revenue.expected > np.std(purchases.draws) / purchases.expected


def test_coverage_in_the_models_own_world():
    """Without an error of the model, parameters and chance hold about 90 % of what came; with the prior nearly all."""
    held = {"parameters and chance": [], "with model error": []}
    for seed in range(30):
        history, came = shop(500, 200, 90, np.ones(291), seed=100 + seed)
        fit = fit_purchase_model(history.states)
        drawn = posterior(history.states, fit, draws=200)
        draws = ParameterDraws(drawn.parameters, drawn.weights) if drawn else None
        found = predict_total("bg_nbd", history.states, 90.0, fit.parameters, draws, prior_error(), seed=seed)
        low, high = np.quantile(found.by_chance, (0.05, 0.95))
        held["parameters and chance"].append(low <= came <= high)
        low, high = found.interval
        held["with model error"].append(low <= came <= high)
        assert found.parts().model_error > 0.5
    # Two standard errors of 30 cut-offs at 90 % are 11 points.
    assert np.mean(held["parameters and chance"]) >= 0.79
    assert np.mean(held["with model error"]) >= 0.95


def test_parts_are_shares_of_the_squared_width():
    z = np.random.default_rng(0).standard_normal((3, 100_000))
    sd = np.array([0.1, 0.2, 0.2])
    logs = np.cumsum(sd[:, None] * z, axis=0)
    parts = width_parts(*np.exp(logs))
    assert (parts.parameters, parts.chance, parts.model_error) == pytest.approx(sd**2 / np.sum(sd**2), abs=0.01)
    same = np.full(10, 3.0)
    assert width_parts(same, same, same).model_error == 0.0


def test_the_calendars_variance_and_tau_widen_alike():
    """A known tau is a lognormal factor, as the variance that the calendar leaves open is."""
    history, _ = shop(2000, 200, 0, np.ones(201), seed=5)
    estimate = TRUTH["bg_nbd"]
    known = predict_total("bg_nbd", history.states, 90.0, estimate, None, 0.3**2)
    sharp = learn(np.tile([0.3, -0.3], 300), np.zeros(600))
    learned = predict_total("bg_nbd", history.states, 90.0, estimate, None, sharp)
    assert learned.interval == pytest.approx(known.interval, rel=0.06)


def test_a_shop_without_repeat_purchases_will_sell_nothing():
    states = PurchaseStates([0.0], [0.0], [100.0], [50.0])
    fit = fit_purchase_model(states)
    found = predict_total("bg_nbd", states, 90.0, fit.parameters, None, prior_error())
    assert found.interval == (0.0, 0.0)
    assert found.parts().model_error == 0.0
    assert found.log_variance == 0.0
