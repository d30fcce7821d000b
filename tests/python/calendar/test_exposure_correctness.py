"""R(d), what living customers buy on a day per unit of intensity, against derivatives and direct integrals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate
from seasons import TRUTH, shop, winter

from ltv.calendar.clock import Clock
from ltv.calendar.exposure import expected_rates, living
from ltv.calendar.history import History
from ltv.errors import OptionError
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates


@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd"])
def test_is_the_slope_of_the_likelihood_in_the_intensities(model):
    """In the BG/NBD family dropout happens at purchases, so that only the purchases depend on the intensities."""
    history, _ = shop(300, 80, 0, winter(81))
    intensity = np.random.default_rng(1).uniform(0.5, 1.5, 81)
    chosen, parameters = PURCHASE_MODELS[model], TRUTH[model]

    def value(s: np.ndarray) -> float:
        states = Clock(80, np.cumsum(s)).states(history.states)
        return chosen.likelihood(states).value(np.log(list(parameters.values())))

    clock = Clock(80, np.cumsum(intensity))
    rates = expected_rates(history, clock.cumulative, clock.states(history.states), chosen, parameters)
    for day in (0, 1, 17, 40, 79, 80):
        step = 1e-4 * (np.arange(81) == day)
        slope = (value(intensity + step) - value(intensity - step)) / 2e-4
        assert rates[day] == pytest.approx(-slope, rel=1e-6, abs=1e-6)


def test_pareto_nbd_integrates_over_the_day_of_dropout():
    """One customer, against the posterior of the time u of dropout, by adaptive quadrature."""
    parameters = TRUTH["pareto_nbd"]
    r, alpha, s, beta = parameters.values()
    x, recency, T = 2.0, 40.0, 100.0
    days = np.zeros(121)
    days[[30, 60]] = 1.0
    history = History(PurchaseStates([x], [recency], [T], [1.0]), days, 18_262)
    clock = Clock(120, np.arange(121.0))
    found = expected_rates(history, clock.cumulative, history.states, PURCHASE_MODELS["pareto_nbd"], parameters)

    def leaving(u: float) -> float:
        return (alpha + u) ** -(r + x) * s * beta**s / (beta + u) ** (s + 1)

    alive = (alpha + T) ** -(r + x) * (beta / (beta + T)) ** s
    total = alive + integrate.quad(leaving, recency, T)[0]
    n = r + x

    def exact(day: int) -> float:
        """Gone at u, the customer lived min(1, u - (age - 1)) of the day that ends at `age`."""
        age = day - 20.0  # the first purchase was on day 20
        ends = ((max(recency, age - 1), max(recency, age)), (max(recency, age), T))
        gone = (
            integrate.quad(lambda u: leaving(u) * n / (alpha + u) * min(1.0, u - (age - 1)), low, high)[0]
            for low, high in ends
        )
        return (alive * n / (alpha + T) + sum(gone)) / total

    expected = np.array([exact(day) if day > 20 else 0.0 for day in range(121)])
    # The density of u stands on eight points, which single days show and sums do not.
    assert found == pytest.approx(expected, rel=0.03)
    assert found.sum() == pytest.approx(expected.sum(), rel=1e-6)
    assert found[90:].sum() == pytest.approx(expected[90:].sum(), rel=1e-3)


def test_other_models_have_no_calendar():
    class Other:
        name = "other"

    with pytest.raises(OptionError, match="received 'other'"):
        next(iter(living(Other(), {}, PurchaseStates([0.0], [0.0], [1.0], [1.0]))))
