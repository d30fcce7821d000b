"""Budget advice: the optimum is the optimum, the marginal figures are those reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from ltv.economics.budget import NO_PARTNER, NO_VALUE, Value, advise, allocate
from ltv.economics.response import Response


def _curve(baseline, ceiling, half, mean=100.0, low=10.0, high=400.0):
    return Response(*(np.array([v]) for v in (baseline, ceiling, half, 1.0)), mean, low, high, None, "association")


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
    slopes = np.linspace(35, 45, 400)
    many = Response(np.zeros(400), slopes, np.full(400, 100.0), np.full(400, 1 / 400), 100.0, 10.0, 400.0, None)
    sure, unsure = (advise([many] * 2, [value] * 2)[0] for value in (Value(90.0, 89.9, 90.1), Value(90.0, 40, 200)))
    assert unsure.marginal_roi == sure.marginal_roi
    assert unsure.marginal_roi_low < sure.marginal_roi_low < sure.marginal_roi < sure.marginal_roi_high
    assert sure.marginal_roi_high < unsure.marginal_roi_high


def test_nothing_to_exchange_with():
    (alone,) = advise([_curve(0, 40, 100)], [Value(25.0)])
    assert (alone.suggested_spend, alone.reason, alone.evidence) == (100.0, NO_PARTNER, "association")
    worthless, _ = advise([_curve(0, 40, 100)] * 2, [Value(None), Value(25.0)])
    assert (worthless.suggested_spend, worthless.reason, worthless.evidence) == (None, NO_VALUE, None)


def test_a_reason_is_the_advice():
    silent = Response(*(np.zeros(0),) * 4, 100.0, 10.0, 400.0, "Nothing was spent.")
    (advice,) = advise([silent], [Value(100.0)])
    assert (advice.spend, advice.reason) == (100.0, "Nothing was spent.")
    assert (advice.marginal_roi, advice.suggested_spend, advice.evidence) == (None, None, None)
