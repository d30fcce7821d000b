"""Response to spend and budget advice: known curves are found, bad data are declined, the optimum is the optimum."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize

from ltv.economics.budget import NO_PARTNER, NO_VALUE, Value, advise, allocate
from ltv.economics.response import (
    NO_RESPONSE,
    NO_SPEND,
    Response,
    _information,
    _log_likelihood,
    _slopes,
    fit_response,
)
from ltv.sampling import weighted_quantile

STUDY = Path(__file__).parents[3] / "benchmarks" / "response_worlds.py"


@pytest.fixture(scope="module")
def study():
    """The benchmark's shops, with the truth known."""
    return runpy.run_path(str(STUDY))


def _weeks(baseline, ceiling, half, seed=0, weeks=100, variation=0.6):
    rng = np.random.default_rng(seed)
    spend = 1000 * rng.lognormal(0, variation, weeks)
    return spend, rng.poisson(baseline + ceiling * spend / (half + spend)).astype(float)


def _curve(baseline, ceiling, half, mean=100.0, low=10.0, high=400.0):
    return Response(*(np.array([v]) for v in (baseline, ceiling, half, 1.0)), mean, low, high, None)


def test_known_curves_are_found():
    """40 channels of 100 weeks: the slope's 90 % interval holds the truth as often as chance allows."""
    inside = []
    for seed in range(40):
        found = fit_response(*_weeks(5, 60, 1500, seed))
        assert found.reason is None
        low, high = weighted_quantile(found.slopes(1000.0), found.weights, np.array([0.05, 0.95]))
        inside.append(low < 60 * 1500 / 2500**2 < high)
        assert found.buyers(1000.0) == pytest.approx(5 + 60 * 1000 / 2500, rel=0.1)
    assert 0.75 <= np.mean(inside) < 1


def test_slopes_are_the_curves():
    s, y = _weeks(5, 60, 1500)
    s, y = s / s.mean(), y / y.mean()
    point, h = np.array([-1.0, 0.5, 0.3]), 1e-6
    for i, step in enumerate(h * np.eye(3)):
        values = _log_likelihood(np.array([point + step, point - step]), s, y, 0.1)
        expected = np.sum(_slopes(point, s)[i] * (y / (np.exp(-1) + np.exp(0.5) * s / (np.exp(0.3) + s)) - 1)) / 0.1
        assert (values[0] - values[1]) / (2 * h) == pytest.approx(expected, rel=1e-6)
    assert np.all(np.linalg.eigvalsh(_information(_slopes(point, s), np.ones_like(s), 0.1)) > 0)


def test_more_scatter_than_poisson_widens_the_interval():
    spend, buyers = _weeks(5, 200, 1500)
    rough = buyers * np.random.default_rng(1).lognormal(0, 0.4, len(buyers))

    def width(y):
        found = fit_response(spend, y)
        low, high = weighted_quantile(found.slopes(1000.0), found.weights, np.array([0.05, 0.95]))
        return np.log(high / low)

    assert width(rough) > 1.5 * width(buyers)


def test_units_and_order_do_not_matter():
    spend, buyers = _weeks(5, 60, 1500)
    found, cents = fit_response(spend, buyers), fit_response(100 * spend[::-1], buyers[::-1])
    assert cents.slope(100_000.0) * 100 == pytest.approx(found.slope(1000.0), rel=1e-9)


@pytest.mark.parametrize(
    ("spend", "buyers", "reason"),
    [
        (np.zeros(50), np.full(50, 9.0), NO_SPEND),
        (np.arange(5.0), np.full(5, 9.0), "Only 5 whole weeks are known; the response needs at least 12."),
        (
            np.arange(50.0),
            np.r_[3.0, np.zeros(49)],
            "Only 3 new buyers in these weeks; the response needs at least 20.",
        ),
        (np.full(50, 100.0), np.arange(50.0), "Weekly spend hardly varied (by 0% of its mean, less than 10%)"),
        (100 + np.arange(50) % 3.0, np.arange(50.0), "Weekly spend hardly varied (by 1% of its mean, less than 10%)"),
        (np.tile([50.0, 100, 150], 20), np.tile([30.0, 33, 28, 31, 32], 12), NO_RESPONSE),
        (np.zeros(0), np.zeros(0), NO_SPEND),
    ],
)
def test_it_abstains_with_a_reason(spend, buyers, reason):
    found = fit_response(spend, buyers)
    assert found.reason is not None
    assert found.reason.startswith(reason)
    (advice,) = advise([found], [Value(100.0)])
    assert (advice.reason, advice.suggested_spend, advice.marginal_roi) == (found.reason, None, None)


def test_allocation_is_the_optimum():
    """Four known curves against a general optimiser, with bounds that bind and total kept."""
    curves = [_curve(0, 40, 200), _curve(5, 25, 60), _curve(0, 100, 900), _curve(2, 9, 50, low=70)]
    values = [90.0, 120.0, 60.0, 20.0]

    def loss(spends):
        return -sum(v * c.buyers(s) for v, c, s in zip(values, curves, spends, strict=True))

    best = optimize.minimize(
        loss,
        [100.0] * 4,
        bounds=[(c.lowest_spend, c.highest_spend) for c in curves],
        constraints={"type": "eq", "fun": lambda spends: sum(spends) - 400},
        options={"ftol": 1e-12},
    )
    found = allocate(curves, values)
    assert sum(found) == pytest.approx(400, rel=1e-12)
    assert found[3] == pytest.approx(70)
    assert -loss(found) >= -best.fun * (1 - 1e-9)
    assert all(c.lowest_spend <= s <= c.highest_spend for c, s in zip(curves, found, strict=True))
    inner = [v * c.slope(s) for v, c, s in zip(values[:3], curves, found, strict=False)]
    np.testing.assert_allclose(inner, inner[0], rtol=1e-6)


def test_marginal_figures_by_hand():
    """Half at 100: slope 40 * 100 / 200^2 = 0.1 buyers a unit, so 10 units a buyer; worth 25 that is a ROI of 1.5."""
    first, second = advise([_curve(0, 40, 100), _curve(0, 40, 100)], [Value(25.0), Value(25.0, 20.0, 31.25)])
    assert first.marginal_cac == pytest.approx(10)
    assert first.marginal_roi == first.marginal_roi_low == first.marginal_roi_high == pytest.approx(1.5)
    assert first.suggested_spend == pytest.approx(second.suggested_spend)
    assert second.reason is None


def test_an_uncertain_ltv_widens_the_marginal_roi():
    response = fit_response(*_weeks(5, 60, 1500))
    sure, unsure = (advise([response] * 2, [value] * 2)[0] for value in (Value(90.0, 89.9, 90.1), Value(90.0, 40, 200)))
    assert unsure.marginal_roi == sure.marginal_roi
    assert unsure.marginal_roi_low < sure.marginal_roi_low < sure.marginal_roi < sure.marginal_roi_high
    assert sure.marginal_roi_high < unsure.marginal_roi_high


def test_nothing_to_exchange_with():
    (alone,) = advise([_curve(0, 40, 100)], [Value(25.0)])
    assert (alone.suggested_spend, alone.reason) == (100.0, NO_PARTNER)
    worthless, _ = advise([_curve(0, 40, 100)] * 2, [Value(None), Value(25.0)])
    assert (worthless.suggested_spend, worthless.reason) == (None, NO_VALUE)


def test_generated_shops_reach_the_known_optimum(study):
    """The value of a week at the suggestion is within 10 % of the true optimum of the same total, and above today's."""
    for seed in range(6):
        responses, _ = study["shop"](seed, flat=False)
        usual = [r.mean_spend for r in responses]
        advice = advise(responses, [Value(v) for v in study["VALUES"]])
        suggested = [a.spend if a.suggested_spend is None else a.suggested_spend for a in advice]
        assert sum(suggested) == pytest.approx(sum(usual), rel=1e-9)
        truth = [study["known"](c, r, 0.0, sum(usual)) for c, r in zip(study["CURVES"], responses, strict=True)]
        best, now, then = (
            study["true_value"](study["CURVES"], study["VALUES"], spends)
            for spends in (allocate(truth, study["VALUES"]), usual, suggested)
        )
        assert then >= 0.9 * best
        assert then > now


def test_flat_spend_is_declined(study):
    for seed in range(6):
        assert all("hardly varied" in r.reason for r in study["shop"](seed, flat=True)[0])


def test_input_checks():
    with pytest.raises(ValueError, match=r"spend: received -1.0 in week 1; allowed are numbers of 0 or more"):
        fit_response(np.array([1.0, -1.0]), np.ones(2))
    with pytest.raises(ValueError, match="buyers: received nan in week 0"):
        fit_response(np.ones(2), np.array([np.nan, 1.0]))
    with pytest.raises(ValueError, match="spend, buyers: received lengths 2 and 3; allowed is one length"):
        fit_response(np.ones(2), np.ones(3))
