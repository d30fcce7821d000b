"""Published forecasts of CDNOW reproduced: the second 39 weeks by frequency, in money, and week by week."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from scipy import stats

from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS

BG, GG = PURCHASE_MODELS["bg_nbd"], SPEND_MODELS["gamma_gamma"]
MLE_BG = {"r": 0.24259452, "alpha": 4.41360193, "a": 0.79292187, "b": 2.42590621}
MLE_MBG = {"r": 0.52484325, "alpha": 6.18308635, "a": 0.89135919, "b": 1.61400177}
MLE_PARETO = {"r": 0.55327709, "alpha": 10.57768376, "s": 0.60623985, "beta": 11.668729}
MLE_GG = {"p": 6.2495715007, "q": 3.7442249389, "v": 15.4435241769}

HOLDOUTS = [
    # model, parameters, mean by frequency 0-6 and 7+, tolerance; sum, bias, MAE, RMSE, correlation, MSLE
    (
        "bg_nbd",
        MLE_BG,
        [0.22508732, 0.52313116, 1.04413414, 1.52027957, 2.1638659, 2.65384602, 3.5040425, 6.15719086],
        [1653.40874021, -0.121461880864, 0.785454239267, 1.60798201112, 0.625647451555, 0.234268507207],
    ),
    (
        "mbg_nbd",
        MLE_MBG,
        [0.18516123, 0.5513585, 1.04895192, 1.4929327, 2.10430871, 2.56355309, 3.36082098, 5.84850935],
        [1576.72841216, -0.162205944656, 0.764778959673, 1.60718265071, 0.627253032028, 0.231435116202],
    ),
    (
        "pareto_nbd",
        MLE_PARETO,
        [0.1384469, 0.59947069, 1.19583676, 1.71384343, 2.39830828, 2.9072078, 3.81855944, 6.40306726],
        [1665.51315202, -0.115030206153, 0.754523386727, 1.60284800098, 0.630222507118, 0.237737015446],
    ),
]


@pytest.mark.parametrize(("model", "parameters", "by_frequency", "metrics"), HOLDOUTS)
def test_holdout_of_cdnow(cdnow39, model, parameters, by_frequency, metrics):
    """BTYD vignette figures 4 and 10 (Pareto and BG/NBD by frequency); the rest computed from verified expectations."""
    x, actual = cdnow39.frequency, cdnow39.later_purchases
    model = PURCHASE_MODELS[model]
    expected = model.expected_purchases(parameters, x, cdnow39.recency / 7, cdnow39.T / 7, 39)
    bins = np.minimum(x, 7).astype(int)
    np.testing.assert_array_equal(np.bincount(bins), [1411, 439, 214, 100, 62, 38, 29, 64])
    observed = [
        0.236711552091,
        0.697038724374,
        1.39252336449,
        1.56,
        2.53225806452,
        2.94736842105,
        3.86206896552,
        6.359375,
    ]
    np.testing.assert_allclose(np.bincount(bins, actual) / np.bincount(bins), observed, rtol=1e-9)
    np.testing.assert_allclose(np.bincount(bins, expected) / np.bincount(bins), by_frequency, rtol=1e-5)
    error = expected - actual
    found = [expected.sum(), expected.sum() / actual.sum() - 1, np.abs(error).mean(), np.sqrt(np.mean(error**2))]
    found += [np.corrcoef(expected, actual)[0, 1], np.mean((np.log1p(expected) - np.log1p(actual)) ** 2)]
    np.testing.assert_allclose(found, metrics, rtol=1e-4)


SPEND_HOLDOUTS = [
    ("pareto_nbd", MLE_PARETO, [60449.306904, 29.4541489189, 72.1824738677, 0.445146111889, 0.659451952707]),
    ("bg_nbd", MLE_BG, [59931.627511, 30.4078777965, 72.2989421321, 0.426366063457, 0.638110667924]),
]


@pytest.mark.parametrize(("model", "parameters", "metrics"), SPEND_HOLDOUTS)
def test_spend_holdout_of_cdnow(cdnow39, model, parameters, metrics):
    """Computed from verified expectations; normalised Gini as google/lifetime_value metrics.py defines it."""
    actual = cdnow39.later_money
    assert actual.sum() == pytest.approx(70976.39, abs=1e-6)
    purchases = PURCHASE_MODELS[model].expected_purchases(
        parameters, cdnow39.frequency, cdnow39.recency / 7, cdnow39.T / 7, 39
    )
    expected = purchases * GG.expected_order_value(MLE_GG, cdnow39.frequency, cdnow39.monetary_value)
    found = [expected.sum(), np.abs(expected - actual).mean(), np.sqrt(np.mean((expected - actual) ** 2))]
    found += [stats.spearmanr(expected, actual).statistic, _gini(actual, expected) / _gini(actual, actual)]
    np.testing.assert_allclose(found, metrics, rtol=2e-3)


def _gini(actual: np.ndarray, score: np.ndarray) -> float:
    gain = np.cumsum(actual[np.argsort(-score, kind="stable")]) / actual.sum()
    return float(2 * gain.mean() - 1)


BG_CUMULATIVE = [1312.45893465, 1387.34750419, 1460.39321087, 1531.71505696, 1601.41938475, 1669.60174607]
PARETO_CUMULATIVE = [1308.91193482, 1385.33414714, 1459.98471612, 1532.96999198, 1604.38620619, 1674.32077205]
TRACKING = [
    # model, parameters, expected at weeks 20-25, at week 78, mean absolute percentage error of weeks 40-78
    ("bg_nbd", MLE_BG, BG_CUMULATIVE, 4165.66386923, 0.0252380456946),
    ("pareto_nbd", MLE_PARETO, PARETO_CUMULATIVE, 4275.38828101, 0.0133399109528),
]


@pytest.mark.parametrize(("model", "parameters", "expected", "at_78", "error"), TRACKING)
def test_cumulative_tracking_of_cdnow(cdnow39, cdnow_amounts, model, parameters, expected, at_78, error):
    """BTYD vignette figures 5-6 and 12; lifetimes test_utils.py. A customer's exposure is t - (max T - T)."""
    weeks = np.arange(20, 79)
    exposure = np.maximum(weeks[:, None] - (cdnow39.T.max() - cdnow39.T) / 7, 0.0)
    forecast = PURCHASE_MODELS[model].expected_purchases(parameters, 0, 0, 0, exposure).sum(axis=1)
    np.testing.assert_allclose(forecast[:6], expected, rtol=1e-5)
    assert forecast[-1] == pytest.approx(at_78, rel=1e-4)
    start = datetime.date(1997, 1, 1)
    days = np.array([(day - start).days for by_day in cdnow_amounts.values() for day in sorted(by_day)[1:]])
    actual = np.array([(days < 7 * week).sum() for week in weeks])
    np.testing.assert_array_equal(actual[:6], [1359, 1414, 1484, 1517, 1573, 1672])
    assert np.mean(np.abs(forecast / actual - 1)[20:]) == pytest.approx(error, rel=1e-4)


def test_daily_tracking_of_cdnow(cdnow39):
    """lifetimes tests/test_utils.py::test_expected_cumulative_transactions_date_index, which counts one day more."""
    parameters = {"r": 0.2425945434, "alpha": 30.8952190125, "a": 0.7929218333, "b": 2.4259057287}
    born = cdnow39.T.max() - cdnow39.T  # days since 1997-01-01
    days = np.arange(10, 14)  # 11 to 14 January
    exposure = np.maximum(days[:, None] - born + 1, 0.0)
    forecast = BG.expected_purchases(parameters, 0, 0, 0, exposure).sum(axis=1)
    np.testing.assert_allclose(forecast, [10.672299506, 12.669169909, 14.867261453, 17.241483086], atol=6e-3)
