"""p_alive as SQL writes it, on both engines, against the models' own, at the extremes too."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from ltv.models.purchase import PURCHASE_MODELS
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

PARAMETERS = [
    {"r": 0.24, "alpha": 4.4, "a": 0.79, "b": 2.4},
    {"r": 0.9, "alpha": 50.0, "a": 0.0, "b": 1.0},
    {"r": 1e-6, "alpha": 1e-6, "a": 1e-6, "b": 1e-6},
    {"r": 30.0, "alpha": 1e6, "a": 1e6, "b": 1e6},
    {"r": 2.0, "alpha": 0.01, "a": 1e6, "b": 1e-6},
    {"r": 1e8, "alpha": 5.27e9, "a": 1.6e-9, "b": 8.4e-9},  # the limit of one rate for all: off by 1e-8 once
]
HISTORIES = [
    (x, share * T if x else 0.0, T)
    for x in (0, 1, 2, 40, 999, 20_000)
    for T in (0.0, 1.0, 365.0, 10_000.0)
    for share in (0.0, 0.5, 0.999, 1.0)
]


@pytest.fixture(scope="module")
def query(parsed):
    """`select p_alive from cases`, as dbt compiles it."""
    form = "{{ p_alive_closed_form('cases.x', 'cases.tx', 'cases.T', 'cases') }}"
    sql = f"select {{{{ keep_bits('p') }}}} as p from (select {form} as p, n from cases) as answers order by n"
    return parsed.rendered(sql)


@pytest.fixture(scope="module")
def cases():
    """Rows of (n, x, tx, T, r, alpha, a, b, first_chance), and what the models say."""
    rows, expected = [], []
    for first_chance, model in enumerate(["bg_nbd", "mbg_nbd"]):
        for parameters in PARAMETERS:
            for history in HISTORIES:
                rows.append((len(rows), *history, *parameters.values(), first_chance))
                expected.append(float(PURCHASE_MODELS[model].p_alive(parameters, *history)))
    return rows, np.array(expected)


TABLE = """create temp table cases (
    n integer, x bigint, tx double precision, T double precision,
    r double precision, alpha double precision, a double precision, b double precision, first_chance integer
)"""


def check(found: list[tuple[float]], expected: np.ndarray) -> None:
    """To 1e-11, and where next to nobody is alive as little: SQL stops at exp(-700)."""
    answers = np.array(found)[:, 0]
    seen = expected > 1e-300
    np.testing.assert_allclose(answers[seen], expected[seen], rtol=1e-11)
    assert np.all((answers[~seen] >= 0) & (answers[~seen] < 1e-299))
    kept = keep_bits(answers[seen], PREDICTION_BITS)
    np.testing.assert_array_equal(answers[seen], kept)


def test_duckdb_agrees_with_python(query, cases):
    rows, expected = cases
    with duckdb.connect() as connection:
        connection.execute(TABLE)
        connection.executemany("insert into cases values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        check(connection.execute(query).fetchall(), expected)


def test_postgres_agrees_with_python(query, cases, postgres):
    rows, expected = cases
    connection = postgres.connect()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.executemany("insert into cases values (%s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)
        cursor.execute(query)
        check(cursor.fetchall(), expected)
    connection.close()
