"""BG/BB against its paper, the lifetimes package, and the customers' own chances integrated by Gauss-Jacobi quadrature.

The donations: 11,104 people who first gave in 1995, by years with a gift from 1996 to 2001 (Fader, Hardie & Shang 2010;
the 22 states are in lifetimes' donations.csv and R BTYD's donationsSummary).
"""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import special

from ltv.data.simulate import simulate_purchases
from ltv.errors import StatesError
from ltv.fitting.fit import fit_purchase_model
from ltv.fitting.posterior import posterior
from ltv.models.purchase import PURCHASE_MODELS
from ltv.pooling.models import pool_purchase_models
from ltv.states import PurchaseStates
from ltv.status import Status

MODEL = PURCHASE_MODELS["bg_bb"]
# x, t_x, customers; n = 6 for all.
CELLS = np.array(
    [
        (6, 6, 1203), (5, 6, 728), (4, 6, 512), (3, 6, 357), (2, 6, 234), (1, 6, 129), (5, 5, 335), (4, 5, 284),
        (3, 5, 225), (2, 5, 173), (1, 5, 119), (4, 4, 240), (3, 4, 181), (2, 4, 155), (1, 4, 78), (3, 3, 322),
        (2, 3, 255), (1, 3, 129), (2, 2, 613), (1, 2, 277), (1, 1, 1091), (0, 0, 3464),
    ],
    dtype=float,
)  # fmt: skip
X, TX, CUSTOMERS = CELLS.T
N = np.full(22, 6.0)
DONATIONS = PurchaseStates(X, TX, N, CUSTOMERS)
MLE = {"alpha": 1.2035224036, "beta": 0.7497163646, "gamma": 0.6567182013, "delta": 2.7834421532}
MANUAL = {"alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.78}  # of the examples in R BTYD's manual
ODD = {"alpha": 0.3, "beta": 4.0, "gamma": 1.0, "delta": 0.2}


def test_fit_of_the_donations():
    """R BTYD 2.4.3, vignette, section 5.2; the paper prints 1.204, 0.750, 0.657, 2.783 and -33,225.6."""
    fit = fit_purchase_model(DONATIONS, "bg_bb")
    assert fit.converged
    fitted = {name: fit.parameters[name] for name in MODEL.parameters}
    published = {"alpha": 1.203528, "beta": 0.749726, "gamma": 0.6567808, "delta": 2.783796}
    assert fitted == pytest.approx(published, rel=2e-4)
    assert fitted == pytest.approx(MLE, rel=1e-7)
    assert fit.log_likelihood == pytest.approx(-33225.58, abs=0.005)


def test_log_likelihood_of_each_cell():
    """pymc-marketing, test_logp_matches_excel: the spreadsheet of Hardie's note 010, at its unrounded optimum."""
    spreadsheet = [
        -2.18167018824, -4.29485034929, -5.3847333436, -5.80915881601, -5.65172964525, -4.88370164695,
        -3.71682127437, -5.09558227343, -5.61576884108, -5.50636893346, -4.76723821904, -3.84829625138,
        -5.05936147828, -5.19562191019, -4.57070931973, -3.52745257839, -4.51620272962, -4.22465969453,
        -3.01199924784, -3.58817880928, -2.28882847451, -1.16751622367,
    ]  # fmt: skip
    logs = np.log(list(MLE.values()))
    found = [MODEL.likelihood(PurchaseStates([x], [tx], [6], [1])).value(logs) for x, tx in zip(X, TX, strict=True)]
    np.testing.assert_allclose(found, spreadsheet, rtol=2e-6)


def test_expected_gifts_of_a_newcomer():
    """pymc-marketing, test_beta_geo_beta_binom.py: note 010, "Tracking Plot"."""
    printed = [0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887]
    np.testing.assert_allclose(MODEL.expected_purchases(MLE, 0, 0, 0, np.arange(1, 12)), printed, atol=5.5e-5)


def test_conditional_expectations_of_five_years():
    """The total: lifetimes' test_estimation.py (note 010, "Conditional Expectations (II)"); by x: R BTYD, figure 16."""
    gifts = MODEL.expected_purchases(MLE, X, TX, N, 5) * CUSTOMERS
    assert gifts.sum() == pytest.approx(12884.2, abs=0.05)
    by_x = [gifts[x == X].sum() / CUSTOMERS[x == X].sum() for x in range(7)]
    figure = [0.07286318, 0.3248841, 0.7089417, 1.333666, 2.031203, 2.784482, 3.7525]
    np.testing.assert_allclose(by_x, figure, rtol=5e-5)


def test_p_alive_at_the_next_opportunity():
    """The paper's Table 6 has the chance to be alive in 2002: one more chance to drop out than at the end of 2001."""
    stay = (MLE["delta"] + 6) / (MLE["gamma"] + MLE["delta"] + 6)
    found = MODEL.p_alive(MLE, [0, 2, 6], [0, 4, 6], 6) * stay
    np.testing.assert_allclose(found, [0.11, 0.59, 0.93], atol=0.005)


def test_discounted_residual_gifts():
    """Arguments of R BTYD's bgbb.DERT; the closed form in 2F1 and direct summation agree on this to 1e-13."""
    assert float(MODEL.dert(MANUAL, 3, 4, 6, np.log(1.1))) == pytest.approx(1.62137918584, rel=1e-11)


def test_probabilities_of_counts():
    """Arguments of R BTYD's bgbb.pmf, computed by numerical integration over the mixing distribution."""
    printed = [
        0.312683461442, 0.170395489877, 0.12143022089, 0.100047151207, 0.091324397226, 0.0920213485227, 0.112097930837,
    ]  # fmt: skip
    np.testing.assert_allclose(MODEL.pmf(MANUAL, np.arange(7), 6), printed, rtol=1e-11)
    assert MODEL.pmf(MANUAL, 7, 6) == 0
    assert MODEL.pmf(ODD, np.arange(41), 40).sum() == pytest.approx(1, rel=1e-12)
    mean = float(np.sum(np.arange(41) * MODEL.pmf(ODD, np.arange(41), 40)))
    assert mean == pytest.approx(float(MODEL.expected_purchases(ODD, 0, 0, 0, 40)), rel=1e-12)


def _beta_nodes(a, b, count=60):
    """Expectations over Beta(a, b), exact for polynomials up to degree 2 count - 1."""
    nodes, weights = special.roots_jacobi(count, b - 1, a - 1)
    return (1 + nodes) / 2, weights / weights.sum()


def _by_integration(parameters, x, tx, n, ahead):
    """Likelihood, p_alive and expected purchases, from one customer's p and theta, then over their distribution."""
    p, p_weight = _beta_nodes(parameters["alpha"], parameters["beta"])
    theta, theta_weight = _beta_nodes(parameters["gamma"], parameters["delta"])
    p, theta = p[:, None], theta[None, :]
    weight = p_weight[:, None] * theta_weight[None, :]
    stays = p**x * (1 - p) ** (n - x) * (1 - theta) ** n
    left = sum(p**x * (1 - p) ** (tx - x + i) * theta * (1 - theta) ** (tx + i) for i in range(n - tx))
    later = sum(p * (1 - theta) ** j for j in range(1, ahead + 1))
    likelihood = np.sum(weight * (stays + left))
    return likelihood, np.sum(weight * stays) / likelihood, np.sum(weight * stays * later) / likelihood


@pytest.mark.parametrize("parameters", [MLE, MANUAL, ODD], ids=["donations", "manual", "odd"])
def test_the_same_from_the_chances_of_single_customers(parameters):
    for x, tx, n in [(0, 0, 1), (0, 0, 30), (1, 1, 1), (1, 30, 30), (3, 9, 30), (12, 17, 30), (30, 30, 30)]:
        likelihood, alive, purchases = _by_integration(parameters, x, tx, n, 8)
        state = PurchaseStates([x], [tx], [n], [1])
        found = MODEL.likelihood(state).value(np.log(list(parameters.values())))
        assert found == pytest.approx(np.log(likelihood), rel=1e-10)
        assert float(MODEL.p_alive(parameters, x, tx, n)) == pytest.approx(alive, rel=1e-10)
        assert float(MODEL.expected_purchases(parameters, x, tx, n, 8)) == pytest.approx(purchases, rel=1e-10)


def test_the_lifetimes_package_agrees():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import BetaGeoBetaBinomFitter

        fitter = BetaGeoBetaBinomFitter().fit(X, TX, N.astype(int), weights=CUSTOMERS)
        expected = fitter.conditional_expected_number_of_purchases_up_to_time(5, X, TX, N)
        alive = fitter.conditional_probability_alive(1, X, TX, N)
    parameters = {name: float(fitter.params_[name]) for name in MODEL.parameters}
    assert parameters == pytest.approx(MLE, rel=1e-3)
    stay = (parameters["delta"] + 6) / (parameters["gamma"] + parameters["delta"] + 6)
    np.testing.assert_allclose(MODEL.expected_purchases(parameters, X, TX, N, 5), expected, rtol=1e-9)
    np.testing.assert_allclose(MODEL.p_alive(parameters, X, TX, N) * stay, alive, rtol=1e-9)


def _days(length, mean=1.0):
    return {"opportunity_days": float(length), "days_per_opportunity": mean}


def test_days_become_opportunities_counted_back_from_the_end():
    """T = 100 and 30 days: opportunities are the days 11 to 40, 41 to 70 and 71 to 100 after the first purchase."""
    states = PurchaseStates([0, 1, 1, 1, 1, 3, 2], [0, 11, 40, 41, 100, 71, 80], [100] * 7, [1, 2, 3, 4, 5, 6, 7])
    found = MODEL.in_own_time(states, _days(30))
    rows = [*zip(found.frequency, found.recency, found.T, found.customers, strict=True)]
    assert rows == [(0, 0, 3, 1), (1, 1, 3, 5), (1, 2, 3, 4), (1, 3, 3, 5), (2, 3, 3, 7), (3, 3, 3, 6)]


def test_an_opportunity_has_one_purchase_at_most():
    with pytest.raises(StatesError, match=r"frequency: received 2.0 in row 1, with 1.0 opportunities to the last"):
        fit_purchase_model(PurchaseStates([1, 2], [40, 40], [100, 100], [1, 1]), "bg_bb", given=_days(30))


def test_the_length_of_an_opportunity_is_a_unit_only():
    """The donations in days of years of 365: the fit, and in multiples of a year what is expected, are the same."""
    states = PurchaseStates(X, 365 * TX, 365 * N, CUSTOMERS)
    fit = fit_purchase_model(states, "bg_bb", given=_days(365, 1.5))
    assert {name: fit.parameters[name] for name in MODEL.parameters} == pytest.approx(MLE, rel=1e-7)
    given = MLE | _days(365, 1.5)
    history = (X, 365 * TX, 365 * N)
    np.testing.assert_allclose(MODEL.p_alive(given, *history), MODEL.p_alive(MLE, X, TX, N), rtol=1e-12)
    days = MODEL.expected_purchases(given, *history, 365 * 5)
    np.testing.assert_allclose(days, 1.5 * MODEL.expected_purchases(MLE, X, TX, N, 5), rtol=1e-12)
    residual = MODEL.dert(given, *history, np.log(1.1) / 365)
    np.testing.assert_allclose(residual, 1.5 * MODEL.dert(MLE, X, TX, N, np.log(1.1)), rtol=1e-12)
    # Between the ends of opportunities expectations grow linearly.
    half, ends = MODEL.purchases_if_alive(given, 3, 6 * 365, 1.5 * 365), MODEL.purchases_if_alive(MLE, 3, 6, [1, 2])
    assert float(half) == pytest.approx(1.5 * ends.mean(), rel=1e-12)


def test_without_a_whole_opportunity_nothing_is_known():
    fit = fit_purchase_model(PurchaseStates([0, 0], [0, 0], [29, 5], [9, 9]), "bg_bb", given=_days(30))
    assert fit.status is Status.NO_OBSERVATION_TIME


TRUTH = {"alpha": 1.5, "beta": 4.0, "gamma": 1.2, "delta": 9.0, **_days(30, 1.4)}


def _sample(customers, seed=0):
    rng = np.random.default_rng(seed)
    return simulate_purchases("bg_bb", TRUTH, np.floor(rng.uniform(20, 1000, customers)), rng)


def test_the_truth_is_recovered_within_its_errors():
    fit = fit_purchase_model(_sample(20_000), "bg_bb", given=_days(30, 1.4))
    assert fit.converged
    assert fit.parameters["opportunity_days"] == 30
    logs = np.log([fit.parameters[name] / TRUTH[name] for name in MODEL.parameters])
    assert logs @ np.linalg.solve(fit.covariance_log, logs) < 13.3  # 99 % of chi square with 4 degrees of freedom
    drawn = posterior(_sample(400, 1), fit_purchase_model(_sample(400, 1), "bg_bb", given=_days(30, 1.4)))
    assert drawn.effective_size > 150
    assert np.all(drawn.parameters["opportunity_days"] == 30)


def test_pooled_channels_keep_what_they_are_given():
    sizes = (0, 15, 300, 3000)
    channels = [_sample(size, seed) for seed, size in enumerate(sizes)]
    given = [_days(30, 1 + size / 10_000) for size in sizes]
    found = pool_purchase_models(channels, "bg_bb", given=given)
    assert found.settled
    for parameters, own, drawn in zip(found.parameters, given, found.draws(range(4)), strict=True):
        assert list(parameters) == [*MODEL.parameters, *own]
        assert parameters.items() >= own.items()
        assert all(np.all(drawn.parameters[name] == value) for name, value in own.items())
        assert all(np.isfinite(values).all() for values in drawn.parameters.values())
    assert found.own_weight[0] == pytest.approx(0, abs=1e-9)
    assert found.own_weight[1] < found.own_weight[2] < found.own_weight[3]
    alone = fit_purchase_model(channels[3], "bg_bb", given=given[3])
    assert found.log_likelihood[3] == pytest.approx(alone.log_likelihood, abs=0.5)
    assert found.log_likelihood[3] <= alone.log_likelihood
