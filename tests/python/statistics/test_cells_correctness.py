"""Histories that stand for cells of many: the moments they keep, and what a fit to them differs by."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltv.warehouse.cells import fit_histories


def cell_of(recency, rest, customers, **key):
    """A row of int_fit_cells from the histories in one cell."""
    mean_recency, mean_rest = (np.average(days, weights=customers) for days in (recency, rest))
    before, after = recency - mean_recency, rest - mean_rest
    return key | {
        "channel": "a",
        "frequency": 3,
        "customers": int(sum(customers)),
        "purchase_days": 3 * int(sum(customers)),
        "mean_recency": mean_recency,
        "mean_rest": mean_rest,
        "recency_variance": np.average(before**2, weights=customers),
        "rest_variance": np.average(after**2, weights=customers),
        "covariance": np.average(before * after, weights=customers),
    }


HISTORIES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 15), st.integers(1, 50)), min_size=1, max_size=20).map(
    lambda rows: np.array(rows, dtype=np.float64).T
)


@settings(max_examples=60, deadline=None)
@given(first=HISTORIES, second=HISTORIES)
def test_they_have_the_moments_of_the_customers(first, second):
    places = [(16, 64, first), (32, 32, second)]
    cells = pd.DataFrame(
        [cell_of(r + recency, s + rest, n, recency_cell=r, rest_cell=s) for r, s, (recency, rest, n) in places]
    )
    found = fit_histories(cells)
    assert len(found) <= 8
    assert (found["customers"] > 0).all()
    assert (found["recency"] <= found["t"]).all()
    columns = {"1": 1.0, "r": found["recency"], "t": found["t"]}
    columns |= {"rr": found["recency"] ** 2, "tt": found["t"] ** 2, "rt": found["recency"] * found["t"]}
    recency, t, customers = (
        np.concatenate(parts)
        for parts in zip(
            *[(r + recency, r + recency + s + rest, n) for r, s, (recency, rest, n) in places], strict=True
        )
    )
    true = {"1": 1.0, "r": recency, "t": t, "rr": recency**2, "tt": t**2, "rt": recency * t}
    for name in columns:
        assert np.sum(columns[name] * found["customers"]) == pytest.approx(np.sum(true[name] * customers), rel=1e-9)
    assert found["purchase_days"].sum() == pytest.approx(3 * customers.sum())


def test_a_cell_of_one_history_is_that_history():
    rows = [(2, 5.0, 9.0, 4), (0, 0.0, 30.0, 7), (1, 3.0, 3.0, 1)]
    states = pd.DataFrame(rows, columns=["frequency", "recency", "T", "customers"]).assign(channel="a", purchase_days=0)
    cells = pd.DataFrame(
        [
            cell_of(np.array([r]), np.array([t - r]), [n], recency_cell=int(r), rest_cell=int(t - r))
            | {"frequency": x, "purchase_days": 0}
            for x, r, t, n in rows
        ]
    )
    alike, own = fit_histories(cells), fit_histories(states)
    pd.testing.assert_frame_equal(alike, own[list(alike.columns)], check_dtype=False, check_exact=True)
