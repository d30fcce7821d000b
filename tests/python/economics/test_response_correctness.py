"""Response to spend: known curves are found under season, trend and carry-over; bad data are declined."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.economics.demand import channel_weeks
from ltv.economics.response import (
    NO_SPEND,
    Regression,
    adstock,
    fit_response,
    grid,
    posterior,
    shapes,
)
from ltv.sampling import TAILS, weighted_quantile

SLOPE = 60 * 1500 / 2500**2  # of 5 + 60 s / (1500 + s) at 1000


def _spend(seed=0, weeks=100, variation=0.6):
    found = np.random.default_rng(seed).lognormal(0, variation, weeks)
    return 1000 * found / found.mean()


def _buyers(spend, seed=0, demand=1.0, baseline=5.0):
    return np.random.default_rng([1, seed]).poisson(demand * (baseline + 60 * spend / (1500 + spend))).astype(float)


def _fit(spend, buyers):
    return fit_response(channel_weeks(spend, buyers))


def _interval(found, spend=1000.0):
    return weighted_quantile(found.slopes(spend), found.weights, TAILS)


@pytest.mark.parametrize("seasonal", [0.0, 0.4])
def test_known_curves_are_found(seasonal):
    """30 channels of 100 weeks: the slope's 90 % interval holds the truth as often as chance allows, season or not."""
    demand = np.exp(seasonal * np.sin(2 * np.pi * np.arange(100) / 52.18))
    inside, slopes = [], []
    for seed in range(30):
        spend = _spend(seed)
        found = _fit(spend, _buyers(spend, seed, demand))
        assert found.reason is None
        low, high = _interval(found)
        inside.append(low < SLOPE * demand.mean() < high)
        slopes.append(found.slope(1000.0) / (SLOPE * demand.mean()))
        assert found.buyers(1000.0) == pytest.approx(demand.mean() * 29, rel=0.15)
    assert np.mean(inside) >= 0.75
    assert np.mean(slopes) == pytest.approx(1, abs=0.1)


def test_season_that_spend_follows_is_not_its_effect():
    season = np.exp(0.5 * np.sin(2 * np.pi * np.arange(104) / 52.18))
    rng = np.random.default_rng(3)
    spend = 1000 * season * rng.lognormal(0, 0.1, 104)
    found = _fit(spend, rng.poisson(20 * season).astype(float))
    assert found.weights[0] > 0.3
    assert found.reason is not None
    assert "no response is detectable" in found.reason


def test_common_demand_is_taken_off():
    """Demand without a memory, which the other channels see: with them the residual scatter is Poisson's."""
    rng = np.random.default_rng(4)
    demand, spend = rng.lognormal(0, 0.4, 100), np.array([_spend(1), np.zeros(100)])
    buyers = np.array([_buyers(spend[0], 1, demand), rng.poisson(200 * demand)])
    alone, beside = _fit(spend[0], buyers[0]), fit_response(channel_weeks(spend, buyers))
    assert alone.dispersion > 3
    assert beside.dispersion < 1.8
    assert np.ptp(np.log(_interval(beside))) < 0.7 * np.ptp(np.log(_interval(alone)))


def test_what_carries_over_counts():
    """Of spend whose effect is spread over three weeks the long-run slope is found, not the first week's share."""
    ratios, carried = [], []
    for seed in range(8):
        spend = _spend(seed)
        found = _fit(spend, _buyers(adstock(spend / 1000, 0.6) * 1000, seed))
        ratios.append(found.slope(1000.0) / SLOPE)
        carried.append(float(np.sum(found.weights[grid().carry == 0.6])))
    assert np.mean(ratios) == pytest.approx(1, abs=0.25)
    assert np.mean(carried) > 0.7


def test_adstock_by_hand():
    assert adstock(np.array([2.0, 0.0, 0.0]), 0.5) == pytest.approx([1.5, 0.75, 0.375])
    assert adstock(np.array([2.0, 0.0]), 0.0) == pytest.approx([2.0, 0.0])


def test_shapes_are_one_at_the_usual_spend_and_saturate():
    curves = grid()
    usual, none, most = (
        shapes(curves, np.ones(3))[:, 0],
        shapes(curves, np.zeros(1))[:, 0],
        shapes(curves, np.full(1, 1e9)),
    )
    assert usual == pytest.approx(1)
    flat = curves.carry == 0
    assert none[flat] == pytest.approx(np.maximum(1 - curves.share[flat], 1e-6))
    assert most[flat, 0] == pytest.approx(1 + curves.share[flat] * curves.half[flat], rel=1e-6)
    assert np.exp(curves.log_prior).sum() == pytest.approx(1)


def test_the_modes_are_modes():
    """Newton ends where the log posterior is level in every direction, at points of the grid far apart."""
    spend = _spend()
    weeks = channel_weeks(spend, _buyers(spend))
    columns, scales = np.column_stack([np.ones(100), np.linspace(-1, 1, 100)]), np.array([10.0, 0.7])
    shape = shapes(grid(), spend / 1000)[[0, 100, -1]]
    regression = Regression(np.log(shape), columns, scales, weeks.buyers)
    modes = regression.climb(regression.start(), 1.7, 12)
    for step in 1e-5 * np.eye(2):
        up, down = (regression.climb(modes.point + sign * step, 1.7, 0).value for sign in (1, -1))
        assert np.all(np.abs(up - down) / 2e-5 < 1e-4)
        assert np.all(up < modes.value)


def test_more_scatter_than_poisson_widens_the_interval():
    spend = _spend()
    buyers = _buyers(spend, baseline=150)
    rough = buyers * np.random.default_rng(1).lognormal(0, 0.3, len(buyers))

    def width(y):
        return np.ptp(_interval(_fit(spend, y)))

    assert width(rough) > 1.5 * width(buyers)


def test_units_do_not_matter():
    spend = _spend()
    found, cents = _fit(spend, _buyers(spend)), _fit(100 * spend, _buyers(spend))
    assert cents.slope(100_000.0) * 100 == pytest.approx(found.slope(1000.0), rel=1e-9)


def test_no_evidence_leaves_the_prior():
    """Data that are as likely under every curve change nothing: half of it stays on none."""
    curves = grid()
    level = Regression(np.zeros((len(curves.share), 30)), np.ones((30, 1)), np.array([10.0]), np.full(30, 9.0))
    assert posterior(level, curves.log_prior).weights == pytest.approx(np.exp(curves.log_prior))


@pytest.mark.parametrize(
    ("spend", "buyers", "reason"),
    [
        (np.zeros(50), np.full(50, 9.0), NO_SPEND),
        (np.arange(5.0), np.full(5, 9.0), "Only 5 whole weeks are known; the response needs at least 26."),
        (
            np.arange(50.0),
            np.r_[3.0, np.zeros(49)],
            "Only 3 new buyers in these weeks; the response needs at least 20.",
        ),
        (np.full(50, 100.0), np.arange(50.0), "Weekly spend hardly varied (by 0.0% of its mean, less than 10%)"),
        (100 + np.arange(50) % 3.0, np.arange(50.0), "Weekly spend hardly varied (by 0.8% of its mean, less than 10%)"),
        (np.tile([50.0, 100, 150], 20), np.tile([30.0, 33, 28, 31, 32], 12), "New buyers do not follow the spend"),
        (np.zeros(0), np.zeros(0), NO_SPEND),
    ],
)
def test_it_abstains_with_a_reason(spend, buyers, reason):
    found = _fit(spend, buyers)
    assert found.reason is not None
    assert found.reason.startswith(reason)


def test_input_checks():
    with pytest.raises(ValueError, match=r"spend: received -1.0 in week 1; allowed are numbers of 0 or more"):
        channel_weeks(np.array([1.0, -1.0]), np.ones(2))
    with pytest.raises(ValueError, match="buyers: received nan in week 0"):
        channel_weeks(np.ones(2), np.array([np.nan, 1.0]))
    with pytest.raises(ValueError, match="spend, buyers: received shapes"):
        channel_weeks(np.ones(2), np.ones(3))
