"""Published optima reproduced: parameters, standard errors and log-likelihoods, each with its source."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS

CLVTOOLS = "bachmannpatrick/CLVTools 0.12.1 tests/testthat/test_correctness_*.R"
LIFETIMES = "CamDavidsonPilon/lifetimes docs/Quickstart.md"


def _assert_parameters(fit: Fit, expected: Mapping[str, float], rtol: float) -> None:
    assert fit.converged
    assert list(fit.parameters) == list(expected)
    np.testing.assert_allclose(list(fit.parameters.values()), list(expected.values()), rtol=rtol)


def test_cdnow_is_read_as_published(cdnow39, cdnow78):
    """R BTYD vignette BTYD-walkthrough; lifetimes tests/test_utils.py (2,357 customers, 2,457 repeat purchases)."""
    assert len(cdnow39.T) == 2357
    assert cdnow39.frequency.sum() == 2457
    assert (cdnow39.frequency > 0).sum() == 946
    assert cdnow39.later_purchases.sum() == 1882
    assert cdnow78.frequency.sum() == 4339
    row = [cdnow39.frequency[0], cdnow39.recency[0] / 7, cdnow39.T[0] / 7, cdnow39.monetary_value[0]]
    np.testing.assert_allclose(row, [2, 30.4285714286, 38.8571428571, 22.345], rtol=1e-9)


def test_bg_nbd_cdnow39(cdnow39):
    """CLVTools test_correctness_bgnbd.R; Fader, Hardie & Lee 2005 (.243, 4.414, .793, 2.426, -9582.4)."""
    fit = fit_purchase_model(cdnow39.states())
    _assert_parameters(fit, {"r": 0.24259452, "alpha": 4.41360193, "a": 0.79292187, "b": 2.42590621}, 2e-6)
    assert fit.log_likelihood == pytest.approx(-9582.42920667, abs=1e-6)


def test_bg_nbd_cdnow39_rounded(cdnow39_rounded):
    """lifetimes docs/Quickstart.md (bgf.summary); digits of the errors on the rounded table, hence 5e-4."""
    fit = fit_purchase_model(cdnow39_rounded[0])
    expected = {"r": 0.24259292828, "alpha": 4.41353226527, "a": 0.792885966441, "b": 2.42575238263}
    _assert_parameters(fit, expected, 2e-6)
    errors = [0.0125573791, 0.3782241019, 0.1857347719, 0.7054180113]
    np.testing.assert_allclose(list(fit.standard_errors.values()), errors, rtol=5e-4)
    assert fit.log_likelihood == pytest.approx(-9582.42556, abs=1e-4)  # lifetimes 0.11.3, scale undone


def test_bg_nbd_example(example):
    """pymc-marketing tests/clv/conftest.py (lifetimes' optimum); lifetimes docs/Quickstart.md."""
    rows = np.stack([example.frequency, example.recency, example.T], axis=1)[:5]
    np.testing.assert_array_equal(rows, [[0, 0, 298], [0, 0, 224], [6, 142, 292], [0, 0, 147], [2, 9, 183]])
    fit = fit_purchase_model(example.states(1.0))
    expected = {"r": 0.16385090187, "alpha": 1.86428077023, "a": 1.85034309541, "b": 3.18105879612}
    _assert_parameters(fit, expected, 1e-4)


def test_bg_nbd_cdnow78(cdnow78):
    """Computed with an independent implementation, checked by numerical integration over the mixing distribution."""
    fit = fit_purchase_model(cdnow78.states())
    expected = {"r": 0.253561148, "alpha": 5.4472566003, "a": 0.6073655611, "b": 2.6472351155}
    _assert_parameters(fit, expected, 1e-3)
    assert fit.log_likelihood == pytest.approx(-17138.2339646, abs=1e-4)


@pytest.mark.parametrize(
    ("penalizer", "expected"),
    [
        (0.001, [0.242776244735, 4.40527790674, 0.498446476877, 1.32324395955]),
        (0.01, [0.242940328094, 4.43243691249, 0.28564150534, 0.658453520151]),
        (0.1, [0.230947068402, 4.21928851894, 0.128654675403, 0.267126748766]),
    ],
)
@pytest.mark.parametrize("fit", [fit_purchase_model, reference.fit_purchase_model], ids=["native", "lifetimes"])
def test_bg_nbd_penalised(cdnow39_rounded, fit, penalizer, expected):
    """lifetimes 0.11.3 BetaGeoFitter(penalizer_coef), objective checked with an independent optimiser."""
    parameters = fit(cdnow39_rounded[0], penalizer=penalizer).parameters
    np.testing.assert_allclose(list(parameters.values()), expected, rtol=1e-4)


def test_mbg_nbd_cdnow39(cdnow39, cdnow39_rounded):
    """lifetimes tests/test_estimation.py::test_params_out_is_close_to_BTYDplus; R BTYDplus; pymc-marketing."""
    fit = fit_purchase_model(cdnow39_rounded[0], "mbg_nbd")
    _assert_parameters(fit, {"r": 0.52483792, "alpha": 6.18299135, "a": 0.89135634, "b": 1.61399987}, 5e-4)
    assert fit.log_likelihood == pytest.approx(-9582.132685, abs=1e-5)
    assert fit_purchase_model(cdnow39.states(), "mbg_nbd").log_likelihood == pytest.approx(-9582.135716, abs=1e-5)


def test_pareto_nbd_cdnow39(cdnow39):
    """CLVTools test_correctness_pnbd_nocovstaticcov.R, parameters and standard errors; Fader, Hardie & Lee 2005."""
    fit = fit_purchase_model(cdnow39.states(), "pareto_nbd")
    expected = {"r": 0.55327709, "alpha": 10.57768376, "s": 0.60623985, "beta": 11.668729}
    _assert_parameters(fit, expected, 3e-4)
    assert fit.log_likelihood == pytest.approx(-9594.97617894, abs=1e-6)
    errors = [0.0476279448, 0.8427225192, 0.1872809534, 6.2111033056]
    np.testing.assert_allclose(list(fit.standard_errors.values()), errors, rtol=1e-3)


def test_pareto_nbd_cdnow78(cdnow78):
    """R BTYD man/pnbd.DERT.Rd (the parameters of Fader, Hardie & Lee's RFM-and-CLV paper)."""
    fit = fit_purchase_model(cdnow78.states(), "pareto_nbd")
    expected = {"r": 0.5630036645, "alpha": 12.5591686725, "s": 0.4081072365, "beta": 10.5145433062}
    _assert_parameters(fit, expected, 1e-4)
    assert fit.log_likelihood == pytest.approx(-17135.835886, abs=1e-4)


def test_nbd_is_the_limit_of_bg_nbd(cdnow39):
    """The NBD optimum of CDNOW, computed with an independent implementation, is where a = 0 leads."""
    point = np.array([np.log(0.38476611), np.log(12.07202249), -np.inf, 0.0])
    here = PURCHASE_MODELS["bg_nbd"].likelihood(cdnow39.states())(point)
    assert here.value == pytest.approx(-9763.65761467, abs=1e-6)
    np.testing.assert_allclose(here.gradient[:2], 0.0, atol=1e-2)


def test_gamma_gamma_cdnow39(cdnow39, cdnow39_rounded):
    """CLVTools test_correctness_gg.R; Fader & Hardie 2013 note 025 (6.25, 3.74, 15.44); lifetimes Quickstart.md."""
    fit = fit_spend_model(cdnow39.spends())
    _assert_parameters(fit, {"p": 6.2495715007, "q": 3.7442249389, "v": 15.4435241769}, 1e-6)
    assert fit.log_likelihood == pytest.approx(-4055.9176948, abs=1e-6)
    rounded = fit_spend_model(cdnow39_rounded[1])
    _assert_parameters(rounded, {"p": 6.24880249607, "q": 3.74458846092, "v": 15.4477480649}, 1e-6)
    assert rounded.log_likelihood == pytest.approx(-4055.92324, abs=1e-4)


def test_gamma_gamma_cdnow78(cdnow78):
    """Computed with an independent implementation."""
    fit = fit_spend_model(cdnow78.spends())
    _assert_parameters(fit, {"p": 4.6834536358, "q": 4.1897831994, "v": 24.390551813}, 1e-6)
    assert fit.log_likelihood == pytest.approx(-4884.56632073, abs=1e-6)


def test_the_lifetimes_engine_finds_the_same_optima(cdnow39_rounded):
    """lifetimes 0.11.3, run here."""
    states, spends, _ = cdnow39_rounded
    for ours, theirs in (
        (fit_purchase_model(states), reference.fit_purchase_model(states)),
        (fit_spend_model(spends), reference.fit_spend_model(spends)),
    ):
        assert theirs.converged
        np.testing.assert_allclose(list(theirs.parameters.values()), list(ours.parameters.values()), rtol=1e-5)
        np.testing.assert_allclose(theirs.covariance_log, ours.covariance_log, rtol=1e-4)
        assert theirs.log_likelihood == pytest.approx(ours.log_likelihood, abs=1e-6)


def _log_likelihood(model: str, parameters: list[float], customer: list[float]) -> float:
    from ltv.states import PurchaseStates

    states = PurchaseStates(*([value] for value in customer), [1.0])
    return PURCHASE_MODELS[model].likelihood(states).value(np.log(parameters))


BG = [0.24259452, 4.41360193, 0.79292187, 2.42590621]
MBG = [0.52484325, 6.18308635, 0.89135919, 1.61400177]
PARETO = [0.55339714, 10.58019854, 0.6060625, 11.65622367]
INDEPENDENT = "independent implementation, checked with mpmath by integration over the mixing distribution"
CUSTOMERS = [
    # model, parameters, (x, t_x, T), log-likelihood, tolerance, source
    ("bg_nbd", BG, [2, 30.43, 38.86], -9.45969222631, 1e-7, INDEPENDENT),
    ("bg_nbd", BG, [0, 0, 38.86], -0.553807305997, 1e-8, INDEPENDENT),
    ("bg_nbd", BG, [26, 30.8571428571, 31], -37.7283271936, 1e-7, INDEPENDENT),
    ("bg_nbd", BG, [23, 39, 39], -41.2345671869, 1e-7, INDEPENDENT),
    ("bg_nbd", BG, [1, 38.43, 38.43], -5.72530483439, 1e-8, INDEPENDENT),
    ("bg_nbd", [0.25, 4.0, 0.8, 2.5], [0, 0, 40], -0.5994738182, 1e-9, "pymc-marketing models/test_beta_geo.py"),
    ("bg_nbd", [0.25, 4.0, 0.8, 2.5], [200, 38, 40], 100.795693093, 1e-5, "pymc-marketing models/test_beta_geo.py"),
    ("mbg_nbd", [0.25, 4.0, 0.8, 2.5], [0, 0, 40], -0.417928262045, 1e-9, "pymc-marketing test_modified_beta_geo.py"),
    ("mbg_nbd", [0.25, 4.0, 0.8, 2.5], [200, 38, 40], 100.786909761, 2e-5, "pymc-marketing test_modified_beta_geo.py"),
    ("mbg_nbd", MBG, [2, 30.43, 38.86], -9.48585546365, 1e-7, INDEPENDENT),
    ("mbg_nbd", MBG, [0, 0, 38.86], -0.539611373543, 1e-8, INDEPENDENT),
    ("mbg_nbd", MBG, [26, 30.8571428571, 31], -38.3235709059, 1e-7, INDEPENDENT),
    ("mbg_nbd", MBG, [23, 39, 39], -41.5582948109, 1e-7, INDEPENDENT),
    ("pareto_nbd", PARETO, [2, 30.43, 38.86], -9.55446605558, 1e-7, INDEPENDENT),
    ("pareto_nbd", PARETO, [0, 0, 38.86], -0.521140480893, 1e-8, INDEPENDENT),
    ("pareto_nbd", PARETO, [26, 30.8571428571, 31], -39.1320433653, 1e-7, INDEPENDENT),
    ("pareto_nbd", PARETO, [23, 39, 39], -41.800997817, 1e-7, INDEPENDENT),
    ("pareto_nbd", PARETO, [7, 35, 77.86], -23.7842449505, 1e-7, INDEPENDENT),
    # alpha below, above and equal to beta: the branches of the hypergeometric form; cases of pymc-marketing's
    # tests/clv/test_distributions.py::TestParetoNBD.
    ("pareto_nbd", [0.55, 10.58, 0.61, 11.67], [1, 1.5, 12], -4.00694866219, 1e-8, INDEPENDENT),
    ("pareto_nbd", [0.55, 11.67, 0.61, 10.58], [1, 1.5, 12], -4.03618537763, 1e-8, INDEPENDENT),
    ("pareto_nbd", [0.55, 11, 0.61, 11], [4, 5.3, 10], -10.6080378953, 1e-7, INDEPENDENT),
    ("pareto_nbd", [0.55, 11.67, 0.61, 10.58], [2, 6, 8], -6.66878881972, 1e-8, INDEPENDENT),
]


@pytest.mark.parametrize(("model", "parameters", "customer", "expected", "atol", "source"), CUSTOMERS)
def test_log_likelihood_of_a_customer(model, parameters, customer, expected, atol, source):
    assert _log_likelihood(model, parameters, customer) == pytest.approx(expected, abs=atol), source


def test_gamma_gamma_density():
    """Arguments of R BTYD man/spend.marginal.likelihood.Rd; densities of an independent implementation."""
    from ltv.states import SpendStates

    expected = {
        30: 0.0217830634279,
        31: 0.0205850772981,
        32: 0.0194329974795,
        33: 0.0183303666434,
        34: 0.0172792182693,
        35: 0.0162804074072,
        36: 0.0153338814439,
        37: 0.0144389000385,
        38: 0.0135942124688,
        39: 0.0127981996208,
        40: 0.0120489868411,
    }
    for mean, density in expected.items():
        states = SpendStates([3.0], [float(mean)], [1.0])
        value = SPEND_MODELS["gamma_gamma"].likelihood(states).value(np.log([6.0, 4.0, 16.0]))
        assert np.exp(value) == pytest.approx(density, rel=1e-8)
