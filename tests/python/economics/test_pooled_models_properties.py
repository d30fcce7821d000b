"""Partially pooled purchase and spend models: what must hold whatever the data, down to channels of nobody."""

from __future__ import annotations

import numpy as np
import pytest
import worlds

from ltv.data.simulate import by_day, simulate_purchases, simulate_spends
from ltv.errors import OptionError
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend.gamma_gamma import POOLING_CHART
from ltv.pooling.models import pool_purchase_models, pool_spend_models
from ltv.states import PurchaseStates, SpendStates

TRUTH = {
    "bg_nbd": {"r": 1.0, "alpha": 60.0, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 1.0, "alpha": 60.0, "a": 0.6, "b": 3.0},
    "pareto_nbd": {"r": 1.0, "alpha": 60.0, "s": 0.7, "beta": 150.0},
}
SPENDS = {"p": 4.0, "q": 3.5, "v": 120.0}


def _purchases(model, sizes, seed=0):
    rng = np.random.default_rng(seed)
    return [by_day(simulate_purchases(model, TRUTH[model], np.ceil(rng.uniform(0, 540, n)), rng)) for n in sizes]


def _spends(sizes, seed=0):
    rng = np.random.default_rng(seed)
    return [simulate_spends(SPENDS, rng.geometric(0.4, n), rng) for n in sizes]


def _expected(model, parameters):
    return float(PURCHASE_MODELS[model].expected_purchases(parameters, 0, 0, 0, 365))


NOBODY = PurchaseStates([], [], [], [])
QUIET = PurchaseStates([0] * 20, [0] * 20, np.arange(20) * 18.0, np.ones(20))


@pytest.mark.parametrize("model", TRUTH)
def test_every_channel_has_parameters(model):
    """Nobody, one customer, twenty without a repeat purchase, and a thousand."""
    channels = [NOBODY, PurchaseStates([1], [3.0], [100.0], [1.0]), QUIET, *_purchases(model, [300, 1000])]
    found = pool_purchase_models(channels, model)
    assert found.settled
    assert all(np.isfinite(list(parameters.values())).all() for parameters in found.parameters)
    assert np.isfinite(found.covariance_log).all()
    assert found.own_weight[0] == pytest.approx(0, abs=1e-9)
    assert 0 < found.own_weight[1] < found.own_weight[2] < 0.95 < found.own_weight[4] <= 1
    # Twenty silent customers buy less than the population's usual and more than nothing.
    assert 0 < _expected(model, found.parameters[2]) < _expected(model, found.parameters[0])
    for drawn in found.draws(range(5)):
        assert all(np.isfinite(values).all() for values in drawn.parameters.values())
        assert 1 / np.sum(drawn.weights**2) > 200


@pytest.mark.parametrize("model", ["mbg_nbd", "pareto_nbd"])
def test_many_small_channels_settle(model):
    """Forty channels of five customers moved by a hundred-millionth after sixty rounds, and lost what was their own."""
    assert pool_purchase_models(_purchases(model, [5] * 40), model).settled


@pytest.mark.parametrize("model", TRUTH)
def test_a_large_channel_keeps_its_own_fit(model):
    channels = _purchases(model, [30, 60, 12_000])
    found, own = pool_purchase_models(channels, model), fit_purchase_model(channels[2], model)
    assert own.converged
    deviations = np.sqrt(np.diag(own.covariance_log))
    away = np.log(list(found.parameters[2].values())) - np.log(list(own.parameters.values()))
    assert np.all(np.abs(away) < 0.25 * deviations)
    assert found.log_likelihood[2] == pytest.approx(own.log_likelihood, abs=0.1)
    assert found.log_likelihood[2] <= own.log_likelihood


def test_a_large_channel_keeps_its_own_spends():
    channels = _spends([15, 50, 8000])
    found, own = pool_spend_models(channels), fit_spend_model(channels[2])
    away = np.log(list(found.parameters[2].values())) - np.log(list(own.parameters.values()))
    assert np.all(np.abs(away) < 0.25 * np.sqrt(np.diag(own.covariance_log)))
    assert found.log_likelihood[2] == pytest.approx(own.log_likelihood, abs=0.1)


def test_q_stays_above_one():
    """Spends whose own best fit has an infinite mean: the pooled one has not."""
    rng = np.random.default_rng(4)
    wild = simulate_spends({"p": 4.0, "q": 0.7, "v": 20.0}, rng.geometric(0.4, 400), rng)
    assert fit_spend_model(wild).parameters["q"] < 1
    for parameters in pool_spend_models([wild, *_spends([50, 100])]).parameters:
        assert parameters["q"] > 1


USUAL = {"r": 0.8, "alpha": 40.0, "a": 0.5, "b": 2.5}


@pytest.mark.parametrize("channels", [2, 3])
def test_limits_have_parameters_and_draws(channels):
    """One price for everything, and customers who are all alike and never leave: the ends of the coordinates."""
    one_price = pool_spend_models(
        [SpendStates([1, 2, 3], [10.0] * 3, [5] * 3), *[SpendStates([1, 2], [10.0] * 2, [5] * 2)] * (channels - 1)]
    )
    rng, never = np.random.default_rng(1), {"r": 1e6, "alpha": 6e7, "a": 1e-6, "b": 1.0}
    sizes = (20, 2000, 300)[:channels]
    alike = pool_purchase_models([simulate_purchases("bg_nbd", never, np.full(n, 300.0), rng) for n in sizes])
    for found in (one_price, alike):
        assert found.settled
        for parameters, drawn in zip(found.parameters, found.draws(range(channels)), strict=True):
            assert np.isfinite(list(parameters.values())).all()
            assert all(np.isfinite(values).all() for values in drawn.parameters.values())
            assert drawn.weights.sum() == pytest.approx(1)
    for parameters in one_price.parameters:
        assert parameters["p"] * parameters["v"] / (parameters["q"] - 1) == pytest.approx(10, rel=1e-5)
    assert _expected("bg_nbd", alike.parameters[1]) == pytest.approx(365 / 60, rel=0.05)


def test_spend_chart_derivatives():
    point, h = np.array([1.2, -0.4, 0.3]), 1e-5
    logs = POOLING_CHART.to_logs(point)
    for i, step in enumerate(h * np.eye(3)):
        up, down = POOLING_CHART.to_logs(point + step), POOLING_CHART.to_logs(point - step)
        np.testing.assert_allclose((up.values - down.values) / (2 * h), logs.jacobian[:, i], atol=1e-9)
        np.testing.assert_allclose((up.jacobian - down.jacobian) / (2 * h), logs.curvature[:, :, i], atol=1e-9)
    p, q, v = np.exp(logs.values)
    assert p * v / (q - 1) == pytest.approx(np.exp(0.3))


def test_the_unit_of_time_and_money_does_not_matter():
    channels = _purchases("bg_nbd", [25, 200, 800])
    weeks = [PurchaseStates(s.frequency, s.recency / 7, s.T / 7, s.customers) for s in channels]
    by_days, by_weeks = pool_purchase_models(channels), pool_purchase_models(weeks, horizon_days=365 / 7)
    np.testing.assert_allclose(by_days.own_weight, by_weeks.own_weight, rtol=1e-7)
    for day, week in zip(by_days.parameters, by_weeks.parameters, strict=True):
        np.testing.assert_allclose(list((week | {"alpha": 7 * week["alpha"]}).values()), list(day.values()), rtol=1e-7)
    spends = _spends([25, 200, 800])
    cents = [SpendStates(s.frequency, 100 * s.monetary_value, s.customers) for s in spends]
    for euro, cent in zip(pool_spend_models(spends).parameters, pool_spend_models(cents).parameters, strict=True):
        np.testing.assert_allclose(list((cent | {"v": cent["v"] / 100}).values()), list(euro.values()), rtol=1e-7)


def test_the_order_of_channels_does_not_matter():
    channels = _purchases("bg_nbd", [25, 200, 800])
    there, back = pool_purchase_models(channels), pool_purchase_models(channels[::-1])
    for parameters, same in zip(there.parameters, back.parameters[::-1], strict=True):
        np.testing.assert_allclose(list(parameters.values()), list(same.values()), rtol=1e-8)
    np.testing.assert_allclose(there.own_weight, back.own_weight[::-1], rtol=1e-7)


def test_a_single_channel_is_its_own_population():
    channel = _purchases("bg_nbd", [3000])
    found, own = pool_purchase_models(channel), fit_purchase_model(channel[0])
    assert found.own_weight.tolist() == [1.0]
    away = np.log(list(found.parameters[0].values())) - np.log(list(own.parameters.values()))
    assert np.all(np.abs(away) < 0.25 * np.sqrt(np.diag(own.covariance_log)))


def test_equal_channels_move_together_and_unequal_ones_apart():
    """The deviation found between channels of one truth is small, and follows the truths' where they differ."""
    rng = np.random.default_rng(6)
    equal = pool_purchase_models(_purchases("bg_nbd", [800] * 12, seed=7))
    rates = np.exp(rng.normal(0, 0.6, 12))
    unequal = pool_purchase_models(
        [
            simulate_purchases("bg_nbd", TRUTH["bg_nbd"] | {"alpha": 60 / rate}, rng.uniform(0, 540, 800), rng)
            for rate in rates
        ]
    )
    assert equal.pooled.population.deviation[1] < 0.15
    assert unequal.pooled.population.deviation[1] == pytest.approx(np.std(np.log(rates)), rel=0.35)
    assert equal.own_weight.max() < unequal.own_weight.min()


def test_partial_pooling_beats_both_extremes():
    """8 worlds, channels of 20 to 150 customers: the squared error of a new customer's expected LTV."""
    errors = {"partial": [], "none": [], "complete": []}
    for seed in range(8):
        channels = worlds.world(1000 + seed, sizes=(20, 40, 80, 150, 1000))
        timing = pool_purchase_models([c.states for c in channels])
        spending = pool_spend_models([c.spend_states for c in channels])
        whole = PurchaseStates(*np.concatenate([_columns(c.states) for c in channels], axis=1))
        money = SpendStates(*np.concatenate([_columns(c.spend_states) for c in channels], axis=1))
        together = fit_purchase_model(whole).parameters, fit_spend_model(money).parameters
        for c, p, s in list(zip(channels, timing.parameters, spending.parameters, strict=True))[:4]:
            alone, own = fit_purchase_model(c.states), fit_spend_model(c.spend_states)
            if alone.predicts and own.predicts:  # where it gives no answer, no pooling is not counted against
                errors["none"].append(worlds.true_ltv(alone.parameters, own.parameters) / c.ltv - 1)
                errors["partial"].append(worlds.true_ltv(p, s) / c.ltv - 1)
                errors["complete"].append(worlds.true_ltv(*together) / c.ltv - 1)
    squares = {name: np.mean(np.square(values)) for name, values in errors.items()}
    assert squares["partial"] < squares["none"]
    assert squares["partial"] < squares["complete"]


def _columns(states):
    return np.stack([getattr(states, name) for name in states.__dataclass_fields__])


def test_one_channel_of_twenty_with_a_sixth_of_the_rate_keeps_it():
    """Estimates and draws of its purchase rate; from a normal population they would be 27 % too high."""
    rng, ratios = np.random.default_rng(3), []
    for _ in range(4):
        T = [rng.uniform(60, 365, 150) for _ in range(20)]
        slow = {**USUAL, "alpha": 6 * USUAL["alpha"]}
        shops = [simulate_purchases("bg_nbd", slow if i == 0 else USUAL, T[i], rng) for i in range(20)]
        found = pool_purchase_models(shops)
        drawn = found.draws(range(20))[0]
        rates = [float(drawn.weights @ (drawn.parameters["r"] / drawn.parameters["alpha"]))]
        rates.append(found.parameters[0]["r"] / found.parameters[0]["alpha"])
        ratios.append([rate / (USUAL["r"] / slow["alpha"]) for rate in rates])
    assert np.all(np.abs(np.log(ratios).mean(axis=0)) < np.log(1.18)), ratios


def test_input_checks():
    with pytest.raises(OptionError, match="model: received 'nbd'; allowed are bg_bb, bg_nbd, mbg_nbd, pareto_nbd"):
        pool_purchase_models([QUIET], "nbd")
    with pytest.raises(OptionError, match="model: received 'gamma'; allowed is gamma_gamma"):
        pool_spend_models([], "gamma")
    with pytest.raises(ValueError, match="channels: received no customer observed for any time"):
        pool_purchase_models([NOBODY, PurchaseStates([0], [0], [0], [4])])
    with pytest.raises(ValueError, match="channels: received no repeat buyer"):
        pool_spend_models([SpendStates([], [], [])])
