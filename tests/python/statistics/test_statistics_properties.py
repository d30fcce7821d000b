"""What holds for any history and any parameters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltv.data.simulate import simulate_purchases, simulate_spends
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.states import PurchaseStates, SpendStates

MODELS = sorted(PURCHASE_MODELS)
models = st.sampled_from(MODELS)
logs = st.tuples(*[st.floats(-4, 6)] * 4)
shares = st.floats(0, 1)
frequencies = st.integers(0, 300)
days = st.floats(0, 4000)
CONTINUOUS = [name for name in MODELS if not PURCHASE_MODELS[name].counts_opportunities]
quick = settings(max_examples=60, deadline=None, derandomize=True)
TRUTH = {
    "bg_nbd": {"r": 0.6, "alpha": 40.0, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 0.9, "alpha": 50.0, "a": 0.8, "b": 2.5},
    "pareto_nbd": {"r": 0.9, "alpha": 50.0, "s": 0.8, "beta": 150.0},
    "bg_bb": {"alpha": 0.6, "beta": 20.0, "gamma": 0.8, "delta": 60.0},
}


def _named(model, values):
    return dict(zip(PURCHASE_MODELS[model].parameters, map(float, np.exp(values)), strict=True))


def _possible(model, x, T):
    """A frequency that T has room for: in discrete time there is one purchase a day at most."""
    return min(x, int(T)) if PURCHASE_MODELS[model].counts_opportunities else x


def _fastest(model, parameters, x, T):
    """The expected purchases a day of a customer who never drops out."""
    if model in CONTINUOUS:
        return (parameters["r"] + x) / (parameters["alpha"] + T)
    return (parameters["alpha"] + x) / (parameters["alpha"] + parameters["beta"] + np.floor(T))


@quick
@given(models, logs, frequencies, days, shares)
def test_p_alive_is_a_probability_and_rises_with_recency(model, values, x, T, share):
    x = _possible(model, x, T * share)
    least = 0 if model in CONTINUOUS else x + T % 1
    recency = np.maximum(np.linspace(0, 1, 7) * T * share, least) if x else np.zeros(7)
    alive = PURCHASE_MODELS[model].p_alive(_named(model, values), x, recency, T)
    assert np.all((alive >= 0) & (alive <= 1))
    assert np.all(np.diff(alive) >= -1e-12)


@quick
@given(models, logs, frequencies, days, days)
def test_purchases_grow_with_the_horizon_and_never_faster_than_without_churn(model, values, x, T, t):
    chosen, parameters = PURCHASE_MODELS[model], _named(model, values)
    horizons, x = np.linspace(0, t, 9), _possible(model, x, T)
    purchases = chosen.purchases_if_alive(parameters, x, T, horizons)
    assert purchases[0] == 0
    assert np.all(np.diff(purchases) >= -1e-12 * purchases[-1])
    rate = _fastest(model, parameters, x, T)
    assert np.all(purchases <= rate * horizons * (1 + 1e-11))


@quick
@given(models, logs, frequencies, days, st.floats(0.1, 1500), st.floats(0, 0.5), st.floats(0.001, 0.5))
def test_discounting_takes_away(model, values, x, T, t, rate, more):
    chosen, parameters, x = PURCHASE_MODELS[model], _named(model, values), _possible(model, x, T)
    plain = chosen.purchases_if_alive(parameters, x, T, t)
    none, some, most = (
        chosen.discounted_purchases_if_alive(parameters, x, T, t, at) for at in (0.0, rate, rate + more)
    )
    assert none == pytest.approx(plain, rel=1e-14)
    assert 0 <= most <= some <= none * (1 + 1e-14)
    ends = np.minimum(30 * np.arange(1, int(np.ceil(t / 30)) + 1), t)
    until = np.diff(chosen.purchases_if_alive(parameters, x, T, ends), prepend=0.0)
    assert some == pytest.approx(float(np.sum(until / (1 + rate) ** (ends / 30))), rel=1e-10)


@quick
@given(models, logs, frequencies, st.floats(0, 900), st.floats(0.1, 900), st.floats(0.001, 0.2))
def test_periods_count_from_where_the_value_is_taken(model, values, x, T, t, rate):
    """The month loop from the first purchase, T days ago: it takes more away, and by whole periods exactly as much."""
    chosen, parameters, x = PURCHASE_MODELS[model], _named(model, values), _possible(model, x, T)
    found = chosen.discounted_purchases_if_alive(parameters, x, T, t, rate, elapsed=T)
    ages = np.arange(1, int(np.ceil((T + t) / 30)) + 1) * 30
    ends = np.minimum(np.maximum(ages - T, 0), t)
    until = np.diff(chosen.purchases_if_alive(parameters, x, T, ends), prepend=0.0)
    assert found == pytest.approx(float(np.sum(until / (1 + rate) ** ((T + ends) / 30))), rel=1e-9)
    today = chosen.discounted_purchases_if_alive(parameters, x, T, t, rate)
    whole = chosen.discounted_purchases_if_alive(parameters, x, T, t, rate, elapsed=90)
    assert found <= today * (1 + 1e-12)
    assert whole == pytest.approx(today / (1 + rate) ** 3, rel=1e-12)


@quick
@given(models, logs, frequencies, days, st.floats(1e-5, 0.05))
def test_residual_transactions_fall_with_the_rate(model, values, x, T, rate):
    chosen, parameters = PURCHASE_MODELS[model], _named(model, values)
    less, more = (chosen.dert_if_alive(parameters, _possible(model, x, T), T, at) for at in (2 * rate, rate))
    bound = _fastest(model, parameters, _possible(model, x, T), T) / rate
    assert 0 < less <= more <= bound * (1 + 1e-11)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(CONTINUOUS), st.tuples(*[st.floats(-1.5, 2)] * 4), st.floats(0.1, 8))
def test_probabilities_sum_to_one_and_their_mean_is_the_expectation(model, values, t):
    chosen, parameters = PURCHASE_MODELS[model], _named(model, values)
    x = np.arange(0, 1500 if model != "pareto_nbd" else 400)
    probability = chosen.pmf(parameters, x, t)
    assert np.all(probability >= 0)
    rest = max(0.0, 1 - probability.sum())
    assert probability.sum() <= 1 + 1e-10
    # The tail of an NBD falls by this factor a purchase: what is cut off is no more than it allows.
    tail = (t / (parameters["alpha"] + t)) ** len(x) * len(x) ** (parameters["r"] + 2)
    assert rest <= 1e-10 + tail
    expected = float(chosen.expected_purchases(parameters, 0, 0, 0, t))
    assert float(np.sum(x * probability)) == pytest.approx(expected, rel=1e-8, abs=1e-10 + len(x) * tail)


def _sample(model, customers=400, seed=3):
    rng = np.random.default_rng(seed)
    T = rng.uniform(100, 400, customers)
    return simulate_purchases(model, TRUTH[model], T if model in CONTINUOUS else np.floor(T), rng)


@pytest.mark.parametrize("model", MODELS)
def test_splitting_a_state_changes_nothing(model):
    states = _sample(model)
    share = np.random.default_rng(0).uniform(0.1, 0.9, len(states.T))
    twice = [np.concatenate([v, v]) for v in (states.frequency, states.recency, states.T)]
    split = PurchaseStates(*twice, np.concatenate([share, 1 - share]))
    one, other = fit_purchase_model(states, model), fit_purchase_model(split, model)
    np.testing.assert_allclose(list(other.parameters.values()), list(one.parameters.values()), rtol=1e-9)
    assert other.log_likelihood == pytest.approx(one.log_likelihood, rel=1e-13)


@pytest.mark.parametrize("penalizer", [0.0, 0.01])
@pytest.mark.parametrize("model", CONTINUOUS)
def test_the_unit_of_time_changes_the_unit_only(model, penalizer):
    states, times = _sample(model), PURCHASE_MODELS[model].times
    weeks = PurchaseStates(states.frequency, states.recency / 7, states.T / 7, states.customers)
    one, other = (fit_purchase_model(s, model, penalizer=penalizer) for s in (states, weeks))
    expected = [value / 7 if name in times else value for name, value in one.parameters.items()]
    np.testing.assert_allclose(list(other.parameters.values()), expected, rtol=1e-9)
    shift = states.frequency.sum() * np.log(7)
    assert other.log_likelihood == pytest.approx(one.log_likelihood + shift, rel=1e-12)


@pytest.mark.parametrize("penalizer", [0.0, 0.01])
def test_the_unit_of_money_changes_the_unit_only(penalizer):
    rng = np.random.default_rng(8)
    spends = simulate_spends({"p": 6.0, "q": 4.0, "v": 15.0}, rng.geometric(0.3, 500), rng)
    cents = SpendStates(spends.frequency, spends.monetary_value * 100, spends.customers)
    one, other = (fit_spend_model(s, penalizer=penalizer) for s in (spends, cents))
    expected = [one.parameters["p"], one.parameters["q"], one.parameters["v"] * 100]
    np.testing.assert_allclose(list(other.parameters.values()), expected, rtol=1e-9)
    model = SPEND_MODELS["gamma_gamma"]
    dollars = model.expected_order_value(one.parameters, [0, 3], [0.0, 20.0])
    np.testing.assert_allclose(model.expected_order_value(other.parameters, [0, 3], [0.0, 2000.0]), dollars * 100)


@pytest.mark.parametrize("model", MODELS)
def test_the_same_input_gives_the_same_bits(model):
    one, other = (fit_purchase_model(_sample(model), model) for _ in range(2))
    assert one.parameters == other.parameters
    assert one.log_likelihood == other.log_likelihood


@quick
@given(st.floats(0.1, 50), st.floats(1.01, 50), st.floats(0.1, 1e4), st.integers(0, 500), st.floats(0.01, 1e6))
def test_expected_order_value_lies_between_own_mean_and_population(p, q, v, x, mean):
    model, parameters = SPEND_MODELS["gamma_gamma"], {"p": p, "q": q, "v": v}
    population, value = model.mean_order_value(parameters), float(model.expected_order_value(parameters, x, mean))
    low, high = sorted([population, mean if x else population])
    assert low * (1 - 1e-12) <= value <= high * (1 + 1e-12)
