"""The penalised Poisson regression and the evidence of its scales, against finite differences and direct integrals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate

from ltv.calendar.design import Design, Scales
from ltv.calendar.poisson import Coefficients, Regression, _gradient, _solution, maximise, penalised_value
from ltv.calendar.scales import at, slopes, tune, with_scales


@pytest.fixture(scope="module")
def data() -> tuple[Regression, Design, Scales]:
    """Counts of 130 days with a wave, and a design of season, weekday, level, index and shocks."""
    rng = np.random.default_rng(3)
    days = np.arange(130)
    design = Design(18_262, 129, harmonics=2, index=rng.normal(size=130))
    scales = Scales(season=0.3, level=0.2, shock=0.1, index=0.4)
    offset = rng.uniform(5, 40, 130)
    counts = rng.poisson(offset * np.exp(0.3 * np.sin(days / 9))).astype(float)
    rows, week = design.rows(days), design.week(days)
    base = Regression(counts, offset, rows, week, design.weeks, design.precision(scales), 1.0)
    return with_scales(base, design, scales), design, scales


def _joint(data: Regression, vector: np.ndarray) -> Coefficients:
    k = data.rows.shape[1]
    return Coefficients(vector[:k], vector[k:])


def _vector(c: Coefficients) -> np.ndarray:
    return np.concatenate([c.dense, c.shocks])


def _information(data: Regression, point: np.ndarray) -> np.ndarray:
    """Minus the Hessian, by central differences of the gradient."""
    h = 1e-5
    steps = h * np.eye(len(point))
    ends = [
        [_vector(_gradient(data, _solution(data, _joint(data, point + sign * step)))) for sign in (1, -1)]
        for step in steps
    ]
    return -np.array([(up - down) / (2 * h) for up, down in ends])


def test_gradient_is_that_of_the_value(data):
    regression, _, _ = data
    n = regression.rows.shape[1] + regression.weeks
    point = np.random.default_rng(0).normal(scale=0.2, size=n)
    gradient = _vector(_gradient(regression, _solution(regression, _joint(regression, point))))
    h = 1e-5
    for i in range(n):
        step = h * (np.arange(n) == i)
        up, down = (penalised_value(regression, _joint(regression, point + sign * step)) for sign in (1, -1))
        assert (up - down) / (2 * h) == pytest.approx(gradient[i], rel=1e-6, abs=1e-4)


def test_information_by_blocks_is_the_whole_one(data):
    """Solving, variances, joint variances and determinant by the Schur complement, against the dense matrix."""
    regression, _, _ = data
    n, k = regression.rows.shape[1] + regression.weeks, regression.rows.shape[1]
    point = np.random.default_rng(1).normal(scale=0.2, size=n)
    here = _solution(regression, _joint(regression, point))
    information = _information(regression, point)
    inverse = np.linalg.inv(information)
    side = np.random.default_rng(2).normal(size=n)
    assert _vector(here.solve(side[:k], side[k:])) == pytest.approx(inverse @ side, rel=1e-6, abs=1e-8)
    assert _vector(here.variances()) == pytest.approx(np.diag(inverse), rel=1e-6)
    assert here.joint_variance(side[None, :k], side[None, k:])[0] == pytest.approx(side @ inverse @ side, rel=1e-6)
    assert here.log_determinant == pytest.approx(np.linalg.slogdet(information)[1], abs=1e-5)


def test_the_maximum_is_flat_from_any_start(data):
    regression, _, _ = data
    k = regression.rows.shape[1]
    starts = [np.zeros(k + regression.weeks), np.random.default_rng(5).normal(size=k + regression.weeks)]
    found = [maximise(regression, _joint(regression, start)) for start in starts]
    for solution in found:
        gradient = _gradient(regression, solution)
        step = solution.solve(gradient.dense, gradient.shocks)
        assert gradient.dense @ step.dense + gradient.shocks @ step.shocks < 1e-9
    assert found[0].value == pytest.approx(found[1].value, abs=1e-8)
    assert found[0].mean == pytest.approx(found[1].mean, rel=1e-4)


def test_slopes_of_the_evidence(data):
    """Against differences, the fitted mean's dependence on the scales included."""
    regression, design, scales = data
    zero = Coefficients(np.zeros(regression.rows.shape[1]), np.zeros(regression.weeks))
    exact = slopes(regression, design, scales, maximise(regression, zero))
    h = 1e-4
    for i, name in enumerate(design.estimated):
        ends = [
            at(regression, design, replace(scales, **{name: getattr(scales, name) * np.exp(sign * h)}), zero).evidence
            for sign in (1, -1)
        ]
        assert (ends[0] - ends[1]) / (2 * h) == pytest.approx(exact[i], rel=1e-4, abs=1e-4), name


def test_tuned_scales_are_a_maximum(data):
    regression, design, scales = data
    zero = Coefficients(np.zeros(regression.rows.shape[1]), np.zeros(regression.weeks))
    best = tune(regression, design, scales, zero)
    assert best.evidence > at(regression, design, scales, zero).evidence
    for name in design.estimated:
        for factor in (0.7, 1.4):
            other = replace(best.scales, **{name: getattr(best.scales, name) * factor})
            assert at(regression, design, other, zero).evidence < best.evidence


def test_evidence_is_the_integral_over_the_prior():
    """Two coefficients and about 300 counts: Laplace's error is of the order of 1 / counts."""
    counts, offset = np.array([60.0, 85.0, 70.0, 95.0]), np.array([70.0, 70.0, 75.0, 80.0])
    precision, shock = np.array([1 / 0.3**2]), 1 / 0.2**2
    week = np.zeros(4, dtype=np.int64)
    slope = Regression(counts, offset, np.array([[0.0], [1.0], [0.0], [1.0]]), week, 1, precision, shock)
    found = maximise(slope, Coefficients(np.zeros(1), np.zeros(1)))

    def integrand(u: float, b: float) -> float:
        # The penalty is the exponent of the prior's density, so the value needs its constant only.
        at_point = Coefficients(np.array([b]), np.array([u]))
        return float(np.exp(penalised_value(slope, at_point) - found.value))

    whole = integrate.dblquad(integrand, -1.2, 1.2, -1.2, 1.2, epsabs=1e-10)[0]
    constant = 0.5 * np.log(precision[0] * shock) - np.log(2 * np.pi)
    assert found.log_evidence(slope) == pytest.approx(found.value + np.log(whole) + constant, abs=2e-3)
