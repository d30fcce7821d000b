"""Declared experiments: their difference is the effect, also where spend follows demand; and the one proposed."""

from __future__ import annotations

import budget_worlds
import numpy as np
import pytest

from ltv.economics.demand import channel_weeks
from ltv.economics.evidence import responses
from ltv.economics.experiments import PRECISION, TOO_LONG, design, fit_experiment, proposal
from ltv.sampling import NORMAL_90, TAILS, weighted_quantile

WEEKS = 52
TESTED = np.isin(np.arange(WEEKS), [8, 9, 10, 22, 23, 24, 37, 38, 39])  # three pauses, which no season imitates


def _bidding(seed, share, mean=40.0):
    """Spend follows demand but for the pauses; share: of the buyers at a spend of 1000 and more, that spend brings."""
    rng = np.random.default_rng(seed)
    demand = np.exp(0.2 * rng.standard_normal(WEEKS))
    spend = np.where(TESTED, 0.0, 1000 * demand)
    return spend, rng.poisson(mean * demand * (1 - share + share * np.minimum(spend, 1000) / 1000)).astype(float)


def _found(spend, buyers):
    return fit_experiment(channel_weeks(spend, buyers, 0, TESTED))


def test_a_pause_says_how_many_buyers_the_spend_brought():
    """Without spend came half as many: half of the usual buyers are due to it, whatever the other weeks suggest."""
    for seed in range(3):
        found = _found(*_bidding(seed, 0.5))
        assert (found.reason, found.evidence) == (None, "experiment")
        without = found.buyers(0.0) / found.buyers(found.mean_spend)
        assert without == pytest.approx(0.5, abs=0.15)


def test_a_pause_without_an_effect_is_no_advice_though_spend_goes_with_demand():
    for seed in range(3):
        spend, buyers = _bidding(seed, 0.0)
        assert np.corrcoef(spend[~TESTED], buyers[~TESTED])[0, 1] > 0.5
        (found,) = responses(spend[None], buyers[None], TESTED[None])
        assert found.reason is not None
        assert found.reason.startswith("In the declared experiment new buyers did not follow the spend")
        assert "would tell how many buyers a unit of spend brings" in found.reason


def test_only_the_tested_weeks_count():
    """Spend of the other weeks may be put in any order: the test's answer is the same, but for what scale it has."""
    spend, buyers = _bidding(1, 0.5)
    shuffled = spend.copy()
    outside = np.flatnonzero(~TESTED)
    shuffled[outside] = spend[np.random.default_rng(0).permutation(outside)]
    first, second = _found(spend, buyers), _found(shuffled, buyers)
    assert second.slope(1000.0) == pytest.approx(first.slope(1000.0), rel=0.05)


def test_a_test_too_small_leaves_the_association():
    """One week of a test: the answer is the association's where the placebo tests let it pass, else both reasons."""
    one, given = np.arange(WEEKS) == 30, []
    for seed in range(8):
        rng = np.random.default_rng([6, seed])
        spend = 1000 * rng.lognormal(0, 0.6, WEEKS)
        buyers = rng.poisson(120 * spend / (1500 + spend)).astype(float)
        (found,) = responses(spend[None], buyers[None], one[None])
        (without,) = responses(spend[None], buyers[None], np.zeros_like(one)[None])
        assert (found.evidence, found.reason is None) == (without.evidence, without.reason is None)
        if found.reason is not None:
            assert found.reason.startswith("The declared experiment has 1 whole weeks")
            assert found.reason.endswith(str(without.reason))
        given.append(found.evidence)
    assert {"association", None} == set(given)


def test_a_test_that_changed_nothing_says_so():
    spend = np.where(TESTED, 1005.0, 1000.0 + 300 * (np.arange(WEEKS) % 3))
    found = fit_experiment(channel_weeks(spend, np.full(WEEKS, 30.0), 0, np.isin(np.arange(WEEKS), [3, 4, 6, 7])))
    assert str(found.reason).startswith("The declared experiment changed the spend by")


def test_the_proposed_experiment_by_hand():
    """Halving: 1.645^2 * 1.5 / (0.25 * 0.25 * 20) = 3.2, so 4 weeks; with 4 buyers 16, so a pause: 16.2 / 4 weeks."""
    assert design(1.5, 20.0).weeks == int(np.ceil(1.5 / 20 * (NORMAL_90 / (PRECISION * 0.5)) ** 2)) == 4
    assert (design(1.5, 20.0).change, design(1.5, 4.0).change) == (-0.5, -1.0)
    assert design(1.5, 4.0).weeks == 5
    assert proposal(1.5, 20.0).startswith("Halving the spend for 4 weeks")
    assert design(9.0, 0.2) is None
    assert proposal(9.0, 0.2) == TOO_LONG


def test_the_proposed_experiment_has_the_precision_it_promises():
    """The difference in the mean of n weeks at half the spend, 4000 times: nine in ten within the stated half-width."""
    found, mean = design(1.0, 20.0), 20.0
    rng = np.random.default_rng(8)
    brought = (mean - rng.poisson(mean * (1 + found.change * 0.6), (4000, found.weeks)).mean(axis=1)) / -found.change
    held = np.mean(np.abs(brought - 0.6 * mean) < PRECISION * mean)
    assert 0.9 <= held < 0.99


@pytest.mark.parametrize("weeks", [52, 104])
def test_shops_without_an_effect_get_no_advice(weeks):
    """Five shops of each world that can be told: 240 channels and at most one with advice."""
    given = []
    for world in budget_worlds.NO_EFFECT:
        if "cannot be told" in world.name:
            continue
        for seed in range(5):
            shop = world.make(np.random.default_rng([9, seed]), weeks)
            given += [r.reason is None for r in responses(shop.spend, shop.buyers, shop.tested)]
    assert len(given) == 240
    assert sum(given) <= 1


def test_shops_with_an_effect_get_advice_that_holds():
    """Twelve clean shops: most get advice; slopes are near the truth and their intervals hold it."""
    clean = next(world for world in budget_worlds.EFFECT if world.name == "clean")
    inside, ratios, shops = [], [], 0
    for seed in range(12):
        shop = clean.make(np.random.default_rng([9, seed]), 104)
        found = responses(shop.spend, shop.buyers, shop.tested)
        shops += any(r.reason is None for r in found)
        for response, curve in zip(found, budget_worlds.CURVES, strict=True):
            if response.reason is None:
                truth = 1 / curve.marginal_cac(response.mean_spend)
                low, high = weighted_quantile(response.slopes(response.mean_spend), response.weights, TAILS)
                inside.append(low <= truth <= high)
                ratios.append(response.slope(response.mean_spend) / truth)
    assert shops >= 6
    assert np.mean(inside) >= 0.75
    assert np.mean(ratios) == pytest.approx(1, abs=0.25)
