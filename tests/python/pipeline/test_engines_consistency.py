"""DuckDB and PostgreSQL build the same marts: counts, dates, text and money exactly, statistics to 1e-9."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from ltv.cdnow import write_cdnow

RELATIONS = {
    "staging.rejected_rows": "relation, row_number",
    "intermediate.int_customer_rfm": "customer_id",
    "predictions.purchase_model_fits": "segment, parameter",
    "predictions.spend_model_fits": "segment, parameter",
    "marts.customer_ltv": "customer_id",
    "marts.channel_roi": "channel",
    "monitoring.input_audit": "relation, outcome",
}
CDNOW = "create table cdnow.transactions (transaction_id bigint, customer_id text, ordered_at date, amount decimal)"

# All that a build could change in a schema: rows and the transactions that wrote them, relations and files, rights.
STATE_OF_CDNOW = """
select
    (select md5(string_agg(concat(ctid, xmin, xmax, transactions), ',' order by ctid)) from cdnow.transactions),
    (select string_agg(concat(relname, relkind, relfilenode, relacl, relhastriggers), ',' order by relname)
     from pg_class where relnamespace = 'cdnow'::regnamespace),
    (select concat(nspname, nspowner, nspacl) from pg_namespace where nspname = 'cdnow')
"""


@pytest.fixture(scope="module")
def sample(build, build_on_postgres):
    """The sample shop on both engines."""
    return build(models_only=True), build_on_postgres("engines")


@pytest.fixture(scope="module")
def cdnow(build, build_on_postgres, postgres, tmp_path_factory):
    """CDNOW on both engines: from a file, and from a table in a schema of its owner's, which stays as it was."""
    transactions = write_cdnow(tmp_path_factory.mktemp("cdnow"))
    connection = postgres.connect()
    with connection.cursor() as cursor, transactions.open() as rows:
        cursor.execute(f"create schema cdnow; {CDNOW}")
        cursor.copy_expert("copy cdnow.transactions from stdin (format csv, header)", rows)
    connection.close()
    before = postgres.rows(STATE_OF_CDNOW)
    on_postgres = build_on_postgres("engines_cdnow", raw_data="tables", raw_schema="cdnow", spend_window_days=546)
    assert postgres.rows(STATE_OF_CDNOW) == before
    on_duckdb = build(models_only=True, raw_data="files", data_dir=str(transactions.parent), spend_window_days=546)
    return on_duckdb, on_postgres


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("shop", ["sample", "cdnow"])
def test_both_engines_build_the_same_rows(request, shop, relation):
    on_duckdb, on_postgres = request.getfixturevalue(shop)
    assert on_duckdb.result.success, on_duckdb.messages
    assert on_postgres.result.success, on_postgres.messages
    columns = on_duckdb.frame(f"select * from main_{relation} limit 0").columns
    keys = RELATIONS[relation].split(", ")
    order = ", ".join(f'{key} collate "C"' if "number" not in key else key for key in keys)
    theirs = on_postgres.query(f"select {', '.join(columns)} from main_{relation} order by {order}")
    expected = on_duckdb.query(f"select {', '.join(columns)} from main_{relation} order by {RELATIONS[relation]}")
    assert len(theirs) == len(expected)
    assert expected or (shop, relation) == ("cdnow", "staging.rejected_rows")
    for row, reference in zip(theirs, expected, strict=True):
        for name, value, known in zip(columns, row, reference, strict=True):
            assert agree(name, value, known), (name, row, reference)


def agree(name: str, value: Any, known: Any) -> bool:
    if isinstance(known, float) and value is not None:
        return math.isclose(value, known, rel_tol=1e-9, abs_tol=0)
    if name == "raw_row":
        return bool(json.loads(value) == json.loads(known))
    return bool(value == known)
