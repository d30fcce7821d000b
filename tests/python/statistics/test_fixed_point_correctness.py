"""Fixed points against those of maps whose own is known."""

from __future__ import annotations

import numpy as np
import pytest

from ltv.numerics.fixed_point import fixed_point

AT = np.array([1.0, -2.0, 0.5])


def _slow(point):
    """Nearer to AT by 2 % a round, and a little bent."""
    away = point - AT
    return AT + 0.98 * away - 0.01 * away**2


def test_a_slow_map_is_followed_in_a_few_rounds():
    """By itself it would take 900."""
    point, found = fixed_point(_slow, np.zeros(3), 1e-9, 20)
    assert found
    assert point == pytest.approx(AT, abs=1e-8)


def test_rounding_does_not_keep_it_from_the_end():
    """What is remembered of moves as small as the noise says nothing: it is forgotten."""
    noise = np.random.default_rng(1)
    point, found = fixed_point(lambda p: AT + 0.5 * (p - AT) + noise.normal(0, 1e-9, 3), np.zeros(3), 5e-9, 60)
    assert found
    assert point == pytest.approx(AT, abs=2e-8)


def test_a_map_without_a_fixed_point_is_told():
    point, found = fixed_point(lambda p: p + 1, np.zeros(2), 1e-9, 30)
    assert not found
    assert np.isfinite(point).all()
