"""The whole calendar: the plain clock, recovery of a known season, the gate, the index, closed days."""

from __future__ import annotations

import numpy as np
import pytest
from seasons import START, shop, winter

from ltv.calendar.calendar import FEWEST_DAYS, MOST_DAYS, fit_calendar
from ltv.calendar.clock import Clock, plain_clock
from ltv.calendar.design import Design
from ltv.calendar.history import CLOSED, History, closed_days, closed_effect, from_purchase_days
from ltv.calendar.rounds import alternate
from ltv.fitting.fit import fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates

END, AHEAD = 638, 182  # 1.75 years from 2020-01-01, to the end of September 2021


@pytest.fixture(scope="module")
def seasonal():
    """A shop of 4,000 customers with November and December times 1.8; its calendar; and the purchases that came."""
    history, came = shop(4000, END, AHEAD, winter(END + 1 + AHEAD), seed=4)
    return history, fit_calendar(history), came


def _forecast(calendar, history, model="bg_nbd"):
    clock = calendar.clock(AHEAD)
    states = clock.states(history.states)
    each = PURCHASE_MODELS[model].expected_purchases(
        calendar.fit.parameters, states.frequency, states.recency, states.T, clock.length(AHEAD)
    )
    return float(np.sum(states.customers * each))


def test_a_constant_intensity_gives_the_days_themselves():
    history, _ = shop(200, 100, 0, np.ones(101))
    clock = plain_clock(100, 365)
    states = clock.states(history.states)
    for name in ("frequency", "recency", "T", "customers"):
        assert np.array_equal(getattr(states, name), getattr(history.states, name))
    assert np.array_equal(clock.length(np.array([0.0, 0.25, 1.0, 30.0, 365.0])), [0.0, 0.25, 1.0, 30.0, 365.0])


def test_the_season_is_found_and_the_winter_is_forecast(seasonal):
    history, calendar, came = seasonal
    assert calendar.open
    effects = calendar.effects(AHEAD)
    truth = np.log(winter(END + 1 + AHEAD))
    apart = effects.season.value[truth > 0].mean() - effects.season.value[truth == 0].mean()
    assert apart == pytest.approx(np.log(1.8), abs=0.15)  # four harmonics are smoother than the truth
    plain = fit_purchase_model(history.states)
    states = history.states
    each = PURCHASE_MODELS["bg_nbd"].expected_purchases(
        plain.parameters, states.frequency, states.recency, states.T, AHEAD
    )
    off_plain = float(np.sum(states.customers * each)) / came - 1
    off = _forecast(calendar, history) / came - 1
    assert off_plain < -0.1  # the next six months hold the winter
    assert abs(off) < 0.10
    assert abs(np.log1p(off)) < 2 * np.sqrt(calendar.log_variance(AHEAD))


@pytest.mark.parametrize("days", [1, 30], ids=["one day a year", "one month a year"])
def test_a_clock_that_would_stand_still_and_jump_is_not_used(days):
    """Who buys once a year, or not, in the same days of the year: next year's purchases were foretold at a tenth."""
    rng = np.random.default_rng(7)
    customer, year = np.nonzero(rng.random((2000, 7)) < 0.5)
    history = from_purchase_days(customer, 365 * year + rng.integers(0, days, len(year)), 6 * 365 + days - 1, START)
    for mode in ("auto", "on"):
        calendar = fit_calendar(history, mode=mode)
        assert not calendar.open
        assert calendar.reason.startswith("Purchases come on too few days")
        assert calendar.fit.parameters == fit_purchase_model(history.states).parameters


def test_the_alternation_ends_at_the_joint_maximum(seasonal):
    """Moving any season coefficient either way and fitting the purchase model anew lowers the joint likelihood."""
    history, calendar, _ = seasonal
    found = calendar.estimated
    assert found.settled
    assert found.dispersion == 1.0
    days = np.arange(END + 1)
    rows = found.design.rows(days)

    def joint(dense):
        eta = closed_effect(found.closed, days) + rows @ dense + found.coefficients.shocks[found.design.week(days)]
        fit = fit_purchase_model(Clock(END, np.cumsum(np.exp(eta))).states(history.states))
        penalty = 0.5 * np.sum(found.design.precision(found.scales) * dense**2)
        return fit.log_likelihood + history.purchase_days @ eta - penalty

    best, deviations = found.coefficients.dense, np.sqrt(found.solution.variances().dense)
    for column in range(8):
        step = 0.5 * deviations[column] * (np.arange(len(best)) == column)
        here, up, down = joint(best), joint(best + step), joint(best - step)
        # The vertex of the parabola through the three, in standard deviations from the estimate.
        vertex = 0.5 * 0.5 * (up - down) / (2 * here - up - down)
        assert abs(vertex) < 0.1


@pytest.mark.parametrize("model", ["mbg_nbd", "pareto_nbd"])
def test_other_models_in_operational_time(model):
    history, came = shop(600, END, AHEAD, winter(END + 1 + AHEAD), seed=1, model=model)
    calendar = fit_calendar(history, model, mode="on")
    assert calendar.fit.model == model
    assert _forecast(calendar, history, model) == pytest.approx(came, rel=0.15)


def test_the_gate_stays_shut_where_there_is_no_season():
    for seed in range(4):
        history, _ = shop(1500, 550, 0, np.ones(551), seed=seed)
        calendar = fit_calendar(history)
        plain = fit_purchase_model(history.states)
        assert not calendar.open
        assert calendar.fit.parameters == plain.parameters  # to the last bit
        assert calendar.fit.log_likelihood == plain.log_likelihood
        assert calendar.reason.startswith("No season is evident")
        assert calendar.log_variance(90) == 0.0
        assert np.array_equal(calendar.clock(90).cumulative, np.arange(641.0))
        assert np.array_equal(calendar.effects(90).intensity, np.ones(641))


def test_short_histories_and_switches():
    history, _ = shop(800, FEWEST_DAYS - 2, 0, winter(FEWEST_DAYS - 1))
    assert fit_calendar(history).reason == f"Only {FEWEST_DAYS - 1} days are known; seasons are told from 455 days on."
    assert not fit_calendar(history, mode="off").open
    assert fit_calendar(history, mode="on").open
    with pytest.raises(ValueError, match="calendar: received 'perhaps'; allowed are auto, off, on"):
        fit_calendar(history, mode="perhaps")
    discrete = fit_calendar(history, "bg_bb", mode="on")
    assert not discrete.open
    assert discrete.reason.startswith("The model bg_bb counts purchase opportunities")
    long = History(history.states, np.append(np.zeros(MOST_DAYS), history.purchase_days), START)
    assert fit_calendar(long, mode="on").reason.startswith(f"The history is {long.end + 1} days long; seasons are told")
    still = History(PurchaseStates([0.0], [0.0], [400.0], [50.0]), np.zeros(500), START)
    assert fit_calendar(still, mode="on").reason.startswith("The purchase model has no fit")


def test_an_index_enters_with_an_exponent_of_its_own():
    """Rates move with the square root of one index; another one has nothing to do with them."""
    rng = np.random.default_rng(8)
    walk = np.exp(np.repeat(rng.normal(scale=0.6, size=100), 7)[: END + 1])
    history, _ = shop(3000, END, 0, walk**0.5, seed=9)
    exponents = {}
    for name, index in (("right", walk), ("wrong", np.exp(np.repeat(rng.normal(scale=0.6, size=100), 7)[: END + 1]))):
        design = Design(START, END, harmonics=0, index=np.log(index))
        exponents[name] = alternate(history, design, "bg_nbd").coefficients.dense[design.groups == "index"][0]
    assert exponents["right"] == pytest.approx(0.5, abs=0.08)
    assert exponents["wrong"] == pytest.approx(0.0, abs=0.08)
    with pytest.raises(ValueError, match=r"calendar_index: received 0\.0; allowed are finite values above 0"):
        fit_calendar(history, index=np.array([1.0, 0.0]))


def test_closed_days():
    history, _ = shop(8000, 400, 0, np.ones(401), seed=2)
    shut = np.zeros(401, dtype=bool)
    shut[[120, 121, 300]] = True
    assert not closed_days(history).any()
    kept = history.purchase_days * ~shut
    first_days = np.bincount(history.first, history.states.customers, 401)
    assert (first_days[shut] > 0).all()
    # Customers of those days are taken out, and the purchases on them too.
    states = history.states
    stay = ~shut[history.first] & ~shut[history.last]
    frequency = states.frequency[stay]
    left = PurchaseStates(frequency, states.recency[stay], states.T[stay], states.customers[stay])
    kept[200] += np.sum(frequency * left.customers) - kept.sum()
    assert np.array_equal(closed_days(History(left, kept, START)), shut)
    later = closed_effect(shut, np.arange(801))
    assert np.array_equal(np.flatnonzero(later == CLOSED), [120, 121, 300, 485, 486, 665])


def test_standard_errors_grow_with_the_distance(seasonal):
    _, calendar, _ = seasonal
    level = calendar.effects(AHEAD).level
    assert level.value[END] == 0.0
    assert np.all(np.diff(level.error[END:]) > 0)
    assert level.error[0] > level.error[END - 100] > 0
    assert calendar.log_variance(30) > 0


def test_histories_that_contradict_themselves():
    states = PurchaseStates([1.0], [3.0], [9.0], [2.0])
    days = np.zeros(10)
    days[3] = 2
    assert History(states, days, START).first[0] == 0
    with pytest.raises(ValueError, match="purchase_days: received a sum of 0"):
        History(states, np.zeros(10), START)
    with pytest.raises(ValueError, match="T: received 9; allowed are at most the 4 days"):
        History(states, np.array([0, 0, 0, 2.0, 0]), START)
    with pytest.raises(ValueError, match=r"recency, T: received 2\.5; allowed are whole days"):
        History(PurchaseStates([1.0], [2.5], [9.0], [2.0]), days, START)
    with pytest.raises(ValueError, match="days: received 8; allowed are 0 to 7"):
        plain_clock(9, 7).length(8)
