"""Published predictions reproduced: chances to be alive, expectations, probabilities, lifetime values."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.fitting import lifetimes_engine as reference
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS

BG, MBG, PARETO = (PURCHASE_MODELS[name] for name in ("bg_nbd", "mbg_nbd", "pareto_nbd"))
GG = SPEND_MODELS["gamma_gamma"]

BTYD = "R BTYD 2.4.3 vignette BTYD-walkthrough"
INDEPENDENT = "independent implementation, checked with mpmath by integration over the mixing distribution"

BTYD_BG = {"r": 0.2425967, "alpha": 4.413659, "a": 0.7929869, "b": 2.426164}
MLE_BG = {"r": 0.24259452, "alpha": 4.41360193, "a": 0.79292187, "b": 2.42590621}
DOCS_BG = {"r": 0.24259292828, "alpha": 4.41353226527, "a": 0.792885966441, "b": 2.42575238263}
EXAMPLE_BG = {"r": 0.16385090187, "alpha": 1.86428077023, "a": 1.85034309541, "b": 3.18105879612}
ROUND_MBG = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
MLE_MBG = {"r": 0.52484325, "alpha": 6.18308635, "a": 0.89135919, "b": 1.61400177}
MLE_PARETO = {"r": 0.55327709, "alpha": 10.57768376, "s": 0.60623985, "beta": 11.668729}
APPAREL_PARETO = {"r": 0.7866007007, "alpha": 5.3349362126, "s": 0.3570811077, "beta": 11.6173503843}
MLE_GG = {"p": 6.2495715007, "q": 3.7442249389, "v": 15.4435241769}
DOCS_GG = {"p": 6.24880249607, "q": 3.74458846092, "v": 15.4477480649}
APPAREL_GG = {"p": 2.3045169718, "q": 17.1485798255, "v": 279.977545348}
WEEKLY_RATE = 0.00268772966106  # 15 % a year, continuously compounded

HEAD = (np.array([0, 0, 6, 0, 2]), np.array([0, 0, 142, 0, 9]), np.array([298, 224, 292, 147, 183]))
PMF_AT = ([10, 0, *range(11, 21)], [2, 39, *[30] * 10])
# (frequency, recency in weeks), T = 40 weeks, of apparel customers 1, 10, 100, 1000, 1001, 1219, 122, 1220, 1221, 1222
APPAREL = (np.array([0, 2, 18, 16, 8, 4, 0, 0, 5, 1]), np.array([0, 92, 250, 277, 181, 248, 0, 0, 242, 59]) / 7, 40.0)
PALIVE_OVERFLOW = {"r": 10.465, "alpha": 0.00798565181, "s": 3.0516, "beta": 2.82}
UNDERFLOW = {"r": 0.55, "alpha": 10.58, "s": 0.61, "beta": 11.67}

CASES = [
    # name, value, expected, rtol, atol, source
    ("BG expected 52", BG.expected_purchases(BTYD_BG, 0, 0, 0, 52), 1.44400415654, 1e-6, 0, f"{BTYD} 4.3"),
    (
        "BG expected of customer 1516",
        BG.expected_purchases(BTYD_BG, 26, 30.8571428571, 31, 52),
        25.7565858907,
        1e-6,
        0,
        f"{BTYD} 4.3",
    ),
    ("BG alive, customer 1516", BG.p_alive(BTYD_BG, 26, 30.8571428571, 31), 0.968852260145, 1e-6, 0, BTYD),
    (
        "BG expected of customer 1",
        BG.expected_purchases(DOCS_BG, 2, 30.43, 38.86, 39),
        1.22591042417,
        0,
        5e-4,
        "lifetimes tests/test_estimation.py (Hardie's spreadsheet; the paper has 1.23)",
    ),
    (
        "BG pmf",
        BG.pmf({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}, *PMF_AT),
        [
            *[
                1.0786896404e-07,
                0.573786352096,
                0.00199952144748,
                0.00151702362996,
                0.00116331500666,
                0.000900314789644,
            ],
            *[0.000702363765887, 0.000551790242649, 0.000436191280898, 0.000346717139624, 0.00027696126484],
            0.000222226048007,
        ],
        2e-6,
        0,
        "lifetimes tests/test_estimation.py (from R BTYD's manual, bgnbd.pmf)",
    ),
    (
        "BG expected in 30 days",
        BG.expected_purchases(EXAMPLE_BG, *HEAD, 30),
        [0.0160530090842, 0.0211710621855, 0.0304613122962, 0.0316861562835, 0.001606760375],
        0,
        1e-6,
        "lifetimes tests/test_utils.py; pymc-marketing test_utils.py",
    ),
    (
        "MBG expected of a new customer",
        MBG.expected_purchases(ROUND_MBG, 0, 0, 0, [1, 3, 6, 10, 39, 52, 78]),
        [
            *[0.0530847952637, 0.150863288607, 0.281360223983, 0.433467415157, 1.1829536656, 1.41972375771],
            1.80475757755,
        ],
        1e-7,
        0,
        "lifetimes 0.11.3 ModifiedBetaGeoFitter; confirmed by quadrature",
    ),
    (
        "MBG expected",
        MBG.expected_purchases(ROUND_MBG, [2, 0, 26], [30.43, 0, 30.8571428571], [38.86, 38.86, 31], 39),
        [1.26296062327, 0.154012746675, 19.4493510345],
        1e-7,
        0,
        "lifetimes 0.11.3; confirmed by quadrature",
    ),
    (
        "MBG alive",
        MBG.p_alive(ROUND_MBG, [2, 0, 26], [30.43, 0, 30.8571428571], [38.86, 38.86, 31]),
        [0.706202265118, 0.389735080919, 0.965498054768],
        1e-7,
        0,
        "lifetimes 0.11.3; confirmed by quadrature",
    ),
    (
        "Pareto alive at overflowing parameters",
        PARETO.p_alive(PALIVE_OVERFLOW, [40, 50, 50, 400], [5, 1, 4, 5], [6, 37, 37, 6]),
        [0.00188512818731, 1.417e-96, 6.733e-60, 5.137e-31],
        1e-6,
        1e-15,
        "inputs of lifetimes tests/test_estimation.py::test_*overflow_error; mpmath, 40 digits",
    ),
    (
        "Pareto expected where lifetimes once underflowed",
        PARETO.expected_purchases(UNDERFLOW, [132, 133], 200, 200, 10),
        [6.20605178896, 6.25287224757],
        1e-10,
        0,
        "lifetimes tests/test_estimation.py::test_conditional_expectation_underflow",
    ),
    ("Pareto expected 52", PARETO.expected_purchases(MLE_PARETO, 0, 0, 0, 52), 1.4734342849, 1e-6, 0, f"{BTYD} 3.3"),
    (
        "Pareto expected of customer 1516",
        PARETO.expected_purchases(MLE_PARETO, 26, 30.8571428571, 31, 52),
        25.4551841136,
        1e-4,
        0,
        f"{BTYD}; lifetimes 25.46",
    ),
    ("Pareto alive, 1516", PARETO.p_alive(MLE_PARETO, 26, 30.8571428571, 31), 0.997873404889, 1e-6, 0, BTYD),
    (
        "Pareto alive, none and all",
        PARETO.p_alive(
            {"r": 0.55339714, "alpha": 10.58019854, "s": 0.6060625, "beta": 11.65622367}, [0, 23], [0, 39], 39
        ),
        [0.294163334855, 1.0],
        1e-6,
        0,
        "R BTYD man/pnbd.PAlive.Rd",
    ),
    (
        "Pareto pmf",
        PARETO.pmf({"r": 0.55, "alpha": 10.56, "s": 0.61, "beta": 11.64}, *PMF_AT),
        [
            *[1.89370759668e-09, 0.595938069598, 0.00188994147309, 0.00133227654351, 0.000943243974901],
            *[0.000670249912214, 0.000477746097209, 0.00034144253434, 0.000244594392227, 0.000175573704787],
            *[0.000126256431042, 9.09373479895e-05],
        ],
        1e-7,
        0,
        "arguments of R BTYD man pages; mpmath quadrature over the Pareto lifetime",
    ),
    (
        "Pareto DERT",
        PARETO.dert({"r": 0.5629966, "alpha": 12.559037, "s": 0.4081095, "beta": 10.5148048}, 7, 35, 77.86, 0.0027),
        1.86418332807,
        1e-8,
        0,
        "arguments of R BTYD man/pnbd.DERT.Rd; closed form with Kummer's U and numerical integral",
    ),
    (
        "Pareto alive, apparel",
        PARETO.p_alive(APPAREL_PARETO, *APPAREL),
        [
            *[0.357183775593, 0.422555951742, 0.915543921644, 0.996777875408, 0.509801972964, 0.957921984855],
            *[0.357183775593, 0.357183775593, 0.943427496185, 0.413610493581],
        ],
        5e-5,
        0,
        "CLVTools README.md",
    ),
    (
        "Pareto expected, apparel",
        PARETO.expected_purchases(APPAREL_PARETO, *APPAREL, 39.8571428571),
        [
            *[0.221252727256, 0.927260041849, 13.5447180332, 13.1766111544, 3.52748343277, 3.61077079289],
            *[0.221252727256, 0.221252727256, 4.29907107296, 0.581917782382],
        ],
        5e-5,
        0,
        "CLVTools README.md",
    ),
    (
        "Pareto DERT, apparel",
        PARETO.dert(APPAREL_PARETO, *APPAREL, 0.1),
        [
            *[0.0584893553376, 0.245126208163, 3.58061948352, 3.48330843877, 0.932509327708, 0.954526791906],
            *[0.0584893553376, 0.0584893553376, 1.13648269437, 0.153833113712],
        ],
        5e-5,
        0,
        "CLVTools README.md (continuous rate 0.1 a week)",
    ),
    (
        "CLV, apparel",
        PARETO.dert(APPAREL_PARETO, *APPAREL, 0.1)[[0, 2]]
        * GG.expected_order_value(APPAREL_GG, [0, 18], [0, 44.98277777777778]),
        [2.33692950863, 156.02146162],
        5e-5,
        0,
        "CLVTools README.md (customers 1 and 100)",
    ),
    (
        "GG expected",
        [GG.expected_order_value(MLE_GG, 2, 40), GG.expected_order_value({"p": 6, "q": 4, "v": 16}, 3, 35)],
        [39.1305340761, 34.5714285714],
        1e-8,
        0,
        "arguments of R BTYD demo/spend_cdnow.R and man/spend.expected.value.Rd; closed form",
    ),
    ("GG mean", GG.mean_order_value({"p": 6, "q": 4, "v": 15}), 30.0, 1e-12, 0, "p v / (q - 1); pymc-marketing"),
    (
        "Pareto new customer",
        PARETO.expected_purchases(MLE_PARETO, 0, 0, 0, [39, 52, 78, 104]),
        [1.21340401193, 1.4734342849, 1.9098661505, 2.27472159591],
        1e-7,
        0,
        INDEPENDENT,
    ),
    ("Pareto new customer, DERT", PARETO.dert(MLE_PARETO, 0, 0, 0, WEEKLY_RATE), 3.96402064723, 1e-7, 0, INDEPENDENT),
    (
        "New customer, repeat value",
        PARETO.dert(MLE_PARETO, 0, 0, 0, WEEKLY_RATE) * GG.mean_order_value(MLE_GG),
        139.416075887,
        1e-7,
        0,
        INDEPENDENT,
    ),
]


@pytest.mark.parametrize(
    ("value", "expected", "rtol", "atol", "source"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_value(value, expected, rtol, atol, source):
    np.testing.assert_allclose(value, expected, rtol=rtol, atol=atol, err_msg=source)


def test_expected_order_value_of_the_first_ten(cdnow39_rounded):
    """lifetimes docs/Quickstart.md; one-time buyers get the mean of the population, not 0."""
    table = cdnow39_rounded[2][:10]
    expected = [24.6586161892, 18.9114798699, *[35.1710021525] * 3, 71.4628508045, 18.9114798699, 35.1710021525]
    expected += [27.2824075811, 35.1710021525]
    values = GG.expected_order_value(DOCS_GG, table[:, 0], table[:, 3])
    np.testing.assert_allclose(values, expected, rtol=2e-6)
    np.testing.assert_allclose(reference.expected_order_value(DOCS_GG, table[:, 0], table[:, 3]), values, rtol=1e-12)


def test_lifetime_value_of_the_first_ten(cdnow39_rounded):
    """lifetimes docs/Quickstart.md: 12 periods of 30 units (which are weeks there) at 1 % each."""
    x, tx, T, m = cdnow39_rounded[2][:10].T
    expected = [140.096217601, 18.9434662989, *[38.1805747088] * 3, 1003.86828547, 28.1096811523, 38.1805747088]
    expected += [167.418223694, 38.1805747088]
    purchases = BG.p_alive(DOCS_BG, x, tx, T) * BG.discounted_purchases_if_alive(DOCS_BG, x, T, 360, 0.01)
    np.testing.assert_allclose(purchases * GG.expected_order_value(DOCS_GG, x, m), expected, rtol=1e-6)
    np.testing.assert_allclose(reference.discounted_purchases(DOCS_BG, x, tx, T, 360, 0.01), purchases, rtol=1e-9)


@pytest.mark.parametrize(
    ("months", "rate", "expected"),
    [
        (1, 0, [0.0160530091, 0.0211710622, 0.0304613123, 0.0316861563, 0.0016067604]),
        (1, 1, [0.0080265045, 0.0105855311, 0.0152306561, 0.0158430781, 0.0008033802]),
        (2, 0, [0.031469329, 0.0412531709, 0.0576311507, 0.0610126407, 0.0030278755]),
        (2, 1, [0.0118805845, 0.0156060583, 0.0220231158, 0.0231746992, 0.001158659]),
    ],
)
def test_periods_are_discounted_from_their_end(months, rate, expected):
    """lifetimes tests/test_utils.py::test_customer_lifetime_value_with_known_values; pymc-marketing test_utils.py."""
    x, tx, T = HEAD
    value = BG.p_alive(EXAMPLE_BG, x, tx, T) * BG.discounted_purchases_if_alive(EXAMPLE_BG, x, T, 30 * months, rate)
    np.testing.assert_allclose(value, expected, rtol=1e-5)


def test_lifetime_value_without_horizon(cdnow39):
    """Pareto/NBD and Gamma-Gamma on CDNOW: DERT in closed form checked against its integral."""
    dert = PARETO.dert(MLE_PARETO, cdnow39.frequency, cdnow39.recency / 7, cdnow39.T / 7, WEEKLY_RATE)
    spend = GG.expected_order_value(MLE_GG, cdnow39.frequency, cdnow39.monetary_value)
    ids = np.array([1, 2, 3, 6, 9, 18, 157, 1516]) - 1
    expected_dert = [6.50035288182, 0.764363761558, 0.478280264966, 16.5818081431, 7.16906649566, 1.14291367361]
    expected_spend = [24.6539190292, 18.9100193975, 35.170370766, 71.4647052169, 27.2819309933, 17.6731404725]
    expected_value = [160.25917361, 14.4541335578, 16.8212942489, 1185.01403091, 195.585977421, 20.1988739016]
    np.testing.assert_allclose(dert[ids], [*expected_dert, 87.170357112, 86.2576352302], rtol=1e-6)
    np.testing.assert_allclose(spend[ids], [*expected_spend, 26.3942635236, 39.8902867735], rtol=1e-6)
    np.testing.assert_allclose((dert * spend)[ids], [*expected_value, 2300.79737706, 3440.84180574], rtol=1e-6)
    np.testing.assert_allclose([dert.sum(), (dert * spend).sum()], [7205.54912486, 261531.708209], rtol=1e-5)
