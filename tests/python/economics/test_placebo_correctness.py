"""Placebo tests: standard normal where spend is random, and each sees what it is there to see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ltv.economics.demand import annihilator, channel_weeks, common_demand
from ltv.economics.placebo import (
    ALL,
    LEAD,
    OTHERS,
    PAST,
    SMOOTH,
    TOGETHER,
    Placebos,
    failed,
    placebos,
)

WEEKS = 52
PASSED = Placebos(0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 1.0, 5.0)


def _shop(rng, demand=0.0, spend=0.0, effect=0.0, noise=0.4):
    """Three channels: logarithms of demand and spend (3, weeks) or of one width; effect: the exponent of spend."""
    own = spend + noise * rng.standard_normal((3, WEEKS))
    return 1000 * np.exp(own), rng.poisson(20 * np.exp(demand + effect * own)).astype(float)


def _walk(rng, memory=0.8, deviation=0.4, channels=3):
    found = deviation * rng.standard_normal((channels, WEEKS))
    for week in range(1, WEEKS):
        found[:, week] = memory * found[:, week - 1] + np.sqrt(1 - memory**2) * found[:, week]
    return found


def _deviations(make, shops=150, seed=0):
    names = ("lead", "past", "smooth", "others", "together")
    found = []
    for number in range(shops):
        tests = placebos(channel_weeks(*make(np.random.default_rng([seed, number]))))
        found.append([getattr(tests, name) for name in names])
    return dict(zip(names, np.array(found).T, strict=True))


@pytest.mark.parametrize("effect", [0.0, 0.7])
def test_they_are_standard_normal_where_spend_is_random(effect):
    """Whether it has an effect or not: mean within four errors of 0, deviation near 1."""
    for name, values in _deviations(lambda rng: _shop(rng, effect=effect)).items():
        assert abs(np.mean(values)) < 4 / np.sqrt(150), name
        assert np.std(values) == pytest.approx(1, abs=0.25), name


def test_demand_with_a_memory_that_spend_ignores_fails_nothing():
    for name, values in _deviations(lambda rng: _shop(rng, demand=_walk(rng), effect=0.4)).items():
        assert np.mean(values > 1.64) < 0.13, name


def test_spend_that_follows_own_demand_is_seen():
    def make(rng):
        demand = _walk(rng)
        return _shop(rng, demand, demand, noise=0.2)

    found = _deviations(make, 40)
    assert np.median(found["smooth"]) > 2
    assert np.median(found["past"]) > 1


def test_spend_after_last_weeks_buyers_is_seen():
    def make(rng):
        spend, buyers = _shop(rng, _walk(rng))
        return 50 * (1 + np.roll(buyers, 1, axis=1)) * rng.lognormal(0, 0.1, spend.shape), buyers

    assert np.median(_deviations(make, 40)["past"]) > 3


def test_later_spend_that_goes_with_buyers_is_seen():
    """Spend of a week is set by the demand of the week before, which Poisson's noise hides in part."""

    def make(rng):
        demand = 0.4 * rng.standard_normal((3, WEEKS))
        return _shop(rng, demand, np.roll(demand, 1, axis=1), noise=0.2)

    assert np.median(_deviations(make, 40)["lead"]) > 3


def test_spend_that_follows_the_shops_demand_is_seen():
    def make(rng):
        demand = 0.4 * rng.standard_normal(WEEKS)
        return _shop(rng, demand, demand, noise=0.2)

    found = _deviations(make, 40)
    assert np.median(found["others"]) > 2
    assert np.median(found["together"]) > 5


def test_unexplained_scatter_is_seen():
    """Demand without a memory that scatters as much as half of what spend moves; against Poisson's noise alone."""
    clean, rough = [], []
    for seed in range(20):
        rng = np.random.default_rng([5, seed])
        clean.append(placebos(channel_weeks(*_shop(rng, effect=0.7, noise=0.6))))
        demand = 0.3 * rng.standard_normal((3, WEEKS))
        rough.append(placebos(channel_weeks(*_shop(rng, demand, effect=0.7, noise=0.6))))
    assert np.mean([tests.scatter < 0.5 for tests in clean]) > 0.8
    assert np.mean([tests.scatter < 0.5 for tests in rough]) < 0.1
    assert np.median([tests.dispersion for tests in clean]) < 1.2
    assert np.median([tests.dispersion for tests in rough]) > 2
    assert min(tests.response for tests in clean) > 3


def test_each_failure_has_its_words():
    for name, said in (("lead", LEAD), ("past", PAST), ("smooth", SMOOTH), ("others", OTHERS), ("together", TOGETHER)):
        assert failed([replace(PASSED, **{name: 2.0})]) == [said.format(z=2.0)]
    assert failed([replace(PASSED, lead=1.2, past=1.2, smooth=1.2)]) == [ALL.format(z=3.6 / np.sqrt(3))]
    (scatter,) = failed([replace(PASSED, scatter=0.6, dispersion=1.7)])
    (nothing,) = failed([replace(PASSED, scatter=9.0, response=0.4)])
    assert "1.7 times Poisson" in str(scatter)
    assert "no response is detectable" in str(nothing)
    assert failed([PASSED, PASSED]) == [None, None]
    assert failed([]) == []


def test_what_no_channel_shows_by_itself_all_may():
    """Four channels at 1.3 are at 2.6 together, beyond the shop's limit of 2.33; one is not."""
    suspect = replace(PASSED, smooth=1.3)
    assert failed([suspect]) == [None]
    assert [str(said)[:17] for said in failed([suspect] * 4)] == ["Over all channels"] * 4


def test_common_demand_is_that_of_unpaid_channels():
    spend = np.array([[5.0, 6, 7], [1, 1, 1], [0, 0, 0]])
    buyers = np.array([[1.0, 1, 1], [90, 10, 50], [10, 20, 40]])
    found = common_demand(channel_weeks(spend, buyers))
    expected = np.log(buyers[2] + 0.5)
    assert found == pytest.approx(expected - expected.mean())
    few = common_demand(channel_weeks(spend, np.array([[1.0, 1, 1], [90, 10, 50], [1, 0, 0]])))
    paid = np.log(np.array([91.0, 10, 50]) + 0.5)
    assert few == pytest.approx(paid - paid.mean())
    assert common_demand(channel_weeks(spend[:1], buyers[:1])) is None


def test_the_annihilator_leaves_what_columns_do_not_explain():
    columns = np.column_stack([np.ones(9), np.arange(9.0), 2 * np.arange(9.0)])
    left = annihilator(columns)
    assert np.abs(np.einsum("ij,jk->ik", left, columns)).max() < 1e-12
    assert np.trace(left) == pytest.approx(7)
