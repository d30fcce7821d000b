"""Data without a proper optimum have an answer: a named limit or none, a sentence, and no number that is none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize

from ltv.data.simulate import simulate_purchases
from ltv.errors import OptionError, StatesError
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.numerics.newton import Evaluation, maximise
from ltv.states import PurchaseStates, SpendStates
from ltv.status import REASONS, WITHOUT_PREDICTION, Status

MODELS = sorted(PURCHASE_MODELS)
IN_CONTINUOUS_TIME = [name for name in MODELS if not PURCHASE_MODELS[name].counts_opportunities]
GG = SPEND_MODELS["gamma_gamma"]
ASKED = ([0, 0, 1, 5, 30], [0.0, 0.0, 20.0, 290.0, 300.0], [0.0, 300.0, 300.0, 300.0, 300.0])


def _states(*rows):
    return PurchaseStates(*np.array(rows, dtype=float).T)


CASES = {
    "nobody": (PurchaseStates([], [], [], []), {Status.TOO_FEW_CUSTOMERS}),
    "one customer": (_states((3, 40, 100, 1)), {Status.TOO_FEW_CUSTOMERS}),
    "observed for no time": (_states((0, 0, 0, 7)), {Status.NO_OBSERVATION_TIME}),
    "nobody came back": (_states((0, 0, 90, 50), (0, 0, 30, 20)), {Status.NO_REPEAT_PURCHASES}),
    "everybody seen on the last day": (_states((2, 90, 90, 5), (7, 80, 80, 5), (1, 30, 30, 9)), {Status.NO_CHURN}),
    "all alike": (_states((4, 100, 120, 10)), None),
    "once each, long ago": (_states((1, 1, 400, 10), (0, 0, 400, 1)), None),
    "two customers": (_states((0, 0, 50, 1), (3, 20, 70, 1)), None),
    "98 % bought once": (_states((0, 0, 365, 980), (1, 30, 365, 15), (2, 300, 365, 5)), None),
    "some observed for no time": (_states((0, 0, 0, 40), (1, 5, 30, 9), (3, 25, 40, 4), (0, 0, 40, 20)), None),
    "a very large frequency": (_states((20000, 9990, 10000, 2), (0, 0, 10000, 90), (3, 100, 5000, 30)), None),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("model", MODELS)
def test_every_purchase_history_has_an_answer(model, case):
    states, allowed = CASES[case]
    if PURCHASE_MODELS[model].counts_opportunities:  # at most one purchase a day
        most = np.minimum(states.frequency, states.recency)
        states = PurchaseStates(most, states.recency, states.T, states.customers)
    fit = fit_purchase_model(states, model)
    assert allowed is None or fit.status in allowed
    assert fit.converged == (fit.status is Status.CONVERGED) == (fit.reason is None)
    assert fit.status is not Status.NOT_CONVERGED
    for values in _predictions(model, fit.parameters):
        if fit.predicts:
            assert np.all(np.isfinite(values))
            assert np.all(values >= 0)
        else:
            assert np.all(np.isnan(values))


def _predictions(model, parameters):
    chosen, (x, tx, T) = PURCHASE_MODELS[model], ASKED
    yield chosen.p_alive(parameters, x, tx, T)
    yield chosen.purchases_if_alive(parameters, x, T, 180)
    yield chosen.expected_purchases(parameters, x, tx, T, 3650)
    yield chosen.discounted_purchases_if_alive(parameters, x, T, 180, 0.01)
    yield chosen.dert(parameters, x, tx, T, 3e-4)
    yield chosen.pmf(parameters, [0, 1, 4], 100.0)


def _nbd_sample():
    """Customers with the frequencies of an NBD (r = 0.8, alpha = 60), seen shortly before the end, few of them once."""
    x = np.arange(200.0)
    customers = 3000 * stats.nbinom.pmf(x, 0.8, 60 / 425) * np.where(x > 0, 1.0, 0.95)
    return PurchaseStates(x, 365 * x / (x + 0.3), np.full(200, 365.0), customers)


@pytest.mark.parametrize("model", IN_CONTINUOUS_TIME)
def test_without_churn_the_answer_is_the_nbd(model):
    """The three models have one limit: p_alive = 1, H = (r + x) / (alpha + T) t."""
    fit = fit_purchase_model(_nbd_sample(), model)
    assert fit.status is Status.NO_CHURN
    assert fit.reason == REASONS[Status.NO_CHURN]
    r, alpha = fit.parameters["r"], fit.parameters["alpha"]
    assert fit.standard_errors["r"] == pytest.approx(r * np.sqrt(fit.covariance_log[0, 0]))
    assert list(fit.standard_errors.values())[2:] == [None, None]
    x, tx, T = (np.array(values) for values in ASKED)
    np.testing.assert_allclose(PURCHASE_MODELS[model].p_alive(fit.parameters, x, tx, T), 1.0, rtol=1e-12)
    purchases = PURCHASE_MODELS[model].purchases_if_alive(fit.parameters, x, T, 180)
    np.testing.assert_allclose(purchases, (r + x) / (alpha + T) * 180, rtol=1e-12)
    if model != "pareto_nbd":
        assert (fit.parameters["a"], fit.parameters["b"]) == (0.0, 1.0)


def test_the_models_agree_without_churn():
    fits = [fit_purchase_model(_nbd_sample(), model) for model in IN_CONTINUOUS_TIME]
    for fit in fits[1:]:
        assert fit.log_likelihood == pytest.approx(fits[0].log_likelihood, abs=1e-6)
        assert fit.parameters["r"] == pytest.approx(fits[0].parameters["r"], rel=1e-9)


def test_one_purchase_rate_is_a_poisson_process():
    rng = np.random.default_rng(2)
    alike = {"r": 1e9, "alpha": 2e10, "a": 2.0, "b": 5.0}
    fit = fit_purchase_model(simulate_purchases("bg_nbd", alike, np.full(40, 300.0), rng))
    assert fit.status is Status.ONE_PURCHASE_RATE
    assert fit.standard_errors["r"] is None
    assert fit.standard_errors["alpha"] is None
    assert fit.standard_errors["a"] is not None
    assert fit.parameters["r"] / fit.parameters["alpha"] == pytest.approx(1 / 20, rel=0.2)


@pytest.mark.parametrize("model", MODELS)
def test_the_optimum_is_the_highest_of_many_climbs(cdnow39, model):
    """Small cohorts have several local optima and limits; no climb from elsewhere may end higher."""
    rng = np.random.default_rng(13)
    for size in (5, 10, 20, 20, 40):
        rows = rng.choice(len(cdnow39.T), size, replace=False)
        days = (cdnow39.frequency[rows], cdnow39.recency[rows], cdnow39.T[rows])
        states = PurchaseStates(*days, np.ones(size))
        if not states.frequency.any():
            continue
        fit, likelihood = fit_purchase_model(states, model), PURCHASE_MODELS[model].likelihood(states)
        for start in rng.uniform([-2, 2, -2, -2], [2, 6, 4, 6], (4, 4)):
            there = minimize(
                lambda p, f=likelihood: (-f(p).value, -f(p).gradient),
                start,
                jac=True,
                method="L-BFGS-B",
                bounds=[(-12, 14)] * 4,
            )
            assert -there.fun <= fit.log_likelihood + 1e-6 * abs(fit.log_likelihood)


SPENDS = {
    "nobody": (SpendStates([], [], []), Status.TOO_FEW_CUSTOMERS),
    "one spend": (SpendStates([3], [25.0], [1]), Status.TOO_FEW_CUSTOMERS),
    "identical spends": (SpendStates([1, 2, 5], [25.0] * 3, [4, 2, 1]), Status.NO_SPEND_HETEROGENEITY),
    "a tail without mean": (
        SpendStates([1, 50] * 20, np.exp(np.linspace(-9, 9, 40)), [1] * 40),
        Status.INFINITE_MEAN_SPEND,
    ),
}


@pytest.mark.parametrize("case", SPENDS)
def test_every_spend_history_has_an_answer(case):
    states, status = SPENDS[case]
    fit = fit_spend_model(states)
    assert fit.status is status
    assert fit.reason == REASONS[status]
    values = GG.expected_order_value(fit.parameters, [0, 1, 9], [0.0, 10.0, 40.0])
    if status in WITHOUT_PREDICTION:
        assert np.all(np.isnan(values))
    else:
        np.testing.assert_allclose(values, 25.0, rtol=1e-6)


def test_customers_of_one_mean_spend():
    """Spends that vary within customers only: everybody is expected to spend the common mean."""
    rng = np.random.default_rng(1)
    x = rng.integers(1, 40, 60)
    fit = fit_spend_model(SpendStates(x, rng.gamma(3.0 * x) / x, np.ones(60)))
    assert fit.status is Status.NO_SPEND_HETEROGENEITY
    values = GG.expected_order_value(fit.parameters, [0, 1, 30], [0.0, 9.0, 1.0])
    np.testing.assert_allclose(values, values[0], rtol=1e-4)


def test_every_status_but_convergence_has_a_sentence():
    assert set(REASONS) == set(Status) - {Status.CONVERGED}


def test_states_name_every_fault_at_once():
    with pytest.raises(StatesError) as caught:
        PurchaseStates([0, 1.5, -1], [3, 1, 0], [5, np.nan, 9], [1, 1, -2])
    message = str(caught.value)
    assert "frequency: received 1.5 in row 1 (and 1 more rows); allowed are whole numbers of 0 or more" in message
    assert "recency: received 3.0 in row 0; allowed are 0 where frequency is 0" in message
    assert "T: received nan in row 1; allowed are days of 0 or more" in message
    assert "customers: received -2.0 in row 2; allowed are counts of 0 or more" in message
    with pytest.raises(StatesError, match=r"recency: received 6.0 in row 0; allowed are at most T"):
        PurchaseStates([1], [6], [5], [1])
    with pytest.raises(StatesError, match=r"received lengths \[1, 2, 1\]; allowed is one length"):
        SpendStates([1], [1, 2], [1])
    with pytest.raises(StatesError, match=r"frequency: received list"):
        SpendStates(["many"], [1], [1])
    with pytest.raises(StatesError, match=r"monetary_value: received 0.0 in row 0; allowed are amounts above 0"):
        SpendStates([1], [0], [1])


def test_options_name_value_and_what_is_allowed():
    states, spends = _states((0, 0, 50, 5), (3, 20, 70, 5)), SpendStates([1, 2], [3, 4], [5, 6])
    with pytest.raises(OptionError, match=r"model: received 'nbd'; allowed are bg_bb, bg_nbd, mbg_nbd, pareto_nbd"):
        fit_purchase_model(states, "nbd")
    with pytest.raises(OptionError, match=r"model: received 'normal'; allowed are gamma_gamma"):
        fit_spend_model(spends, "normal")
    with pytest.raises(OptionError, match=r"penalizer: received -0.1; allowed are finite numbers of 0 or more"):
        fit_purchase_model(states, penalizer=-0.1)
    parameters = {"r": 1.0, "alpha": 9.0, "a": 1.0, "b": 2.0}
    with pytest.raises(ValueError, match=r"monthly_discount_rate: received -0.1"):
        PURCHASE_MODELS["bg_nbd"].discounted_purchases_if_alive(parameters, 0, 9, 30, -0.1)
    with pytest.raises(ValueError, match=r"daily_rate: received 0"):
        PURCHASE_MODELS["bg_nbd"].dert(parameters, 0, 0, 9, 0)


def test_a_climb_goes_on_beside_a_pinned_variable():
    """A limit pins a logarithm at minus infinity; the others must still be able to go uphill by more than one step."""

    def objective(point):
        away = point[0] - 30.0
        return Evaluation(-np.sqrt(1 + away**2), np.array([-away / np.sqrt(1 + away**2), 0.0]), np.diag([-1e-3, 0.0]))

    pinned = np.array([-np.inf, -np.inf])
    found = maximise(objective, np.array([0.0, -np.inf]), np.array([-50.0, pinned[1]]), np.array([50.0, pinned[1]]))
    assert found.settled
    assert found.point[0] == pytest.approx(30.0, abs=1e-6)
    assert found.point[1] == -np.inf


def test_a_customer_whose_dropout_rate_underflows_never_leaves():
    """Gamma(.004) is below 1e-300 in one draw of sixteen: no warning, and an end at infinity."""
    n = 2000
    known = {name: np.full(n, value) for name, value in {"r": 1.0, "alpha": 50.0, "s": 0.004, "beta": 90.0}.items()}
    timing = PURCHASE_MODELS["pareto_nbd"].survivors(known, np.zeros(n), np.full(n, 30.0), np.random.default_rng(1))
    assert np.isinf(timing.end).any()
    assert (timing.end > 0).all()
