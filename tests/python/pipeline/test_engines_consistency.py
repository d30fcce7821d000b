"""DuckDB and PostgreSQL build the same: every row of every mart, of the predictions and of what was rejected.

Counts, dates, text and money agree exactly, statistics to 1e-9.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from ltv.data.cdnow import write_cdnow

RELATIONS = {
    "predictions.calibration_by_frequency": "frequency",
    "monitoring.frequency_calibration": "frequency",
    "staging.rejected_rows": "relation, row_number",
    "intermediate.int_customer_rfm": "customer_id",
    "predictions.backtest_forecasts": "days_back, horizon_days, segment, model",
    "predictions.purchase_model_choice": "segment",
    "predictions.shop_calendar": "day",
    "predictions.total_forecasts": "segment, horizon_days, quantity",
    "predictions.parameter_draws": "segment, model, draw, parameter",
    "predictions.purchase_model_fits": "segment, parameter",
    "predictions.spend_model_fits": "segment, parameter",
    "predictions.state_predictions": "channel, frequency, t",
    "predictions.state_survival": "channel, frequency, recency, t",
    "predictions.cohort_predictions": "channel, acquisition_month, age_months",
    "predictions.channel_intervals": "channel",
    "predictions.marginal_returns": "channel",
    "predictions.spend_responses": "channel, weekly_spend, point",
    "marts.customer_ltv": "customer_id",
    "marts.channel_roi": "channel",
    "marts.total_roi": "scope",
    "marts.channel_cohort_roi": "channel, acquisition_month",
    "marts.cohort_value_curves": "channel, acquisition_month, age_months",
    "marts.attribution": "rule, channel",
    "marts.forecast_totals": "segment, horizon_days, quantity",
    "marts.budget_advice": "channel",
    "marts.response_curves": "channel, weekly_spend, point",
    "marts.segment_ltv": "dimension, value",
    "marts.customer_segments": "customer_id",
    "marts.rejection_reasons": "reason",
    "marts.alert_rules": "rule",
    "marts.verdicts": "verdict",
    "monitoring.backtest_results": "cut_off, horizon_days, segment, model",
    "monitoring.model_choice": "segment",
    "monitoring.spend_checks": "check_name",
    "monitoring.calendar_effects": "day",
    "monitoring.input_audit": "relation, outcome",
    "monitoring.input_warnings": "rule, relation, example",
    "monitoring.fired_rules": "rule, subject, channel",
    "monitoring.input_fingerprints": "relation",
}
OF_A_RUN = {
    "monitoring.build_context",
    "monitoring.model_runs",
    "monitoring.forecast_ledger",
    "monitoring.forecast_accuracy",
    "monitoring.parameter_history",
    "monitoring.alert_log",
    "monitoring.monitor_alerts",
    "predictions.run_facts",
}
"""Relations that say which build they are of, or what earlier builds of the same database said."""
TEXT = {
    "channel",
    "subject",
    "check_name",
    "customer_id",
    "model",
    "outcome",
    "point",
    "parameter",
    "quantity",
    "reason",
    "relation",
    "rule",
    "scope",
    "segment",
    "verdict",
}
EMPTY = {
    ("samples", "marts.attribution"),
    ("samples", "predictions.state_survival"),
    ("cdnow", "monitoring.fired_rules"),
    ("cdnow", "marts.response_curves"),
    ("cdnow", "marts.segment_ltv"),
    ("samples", "marts.segment_ltv"),
    ("cdnow", "predictions.marginal_returns"),
    ("cdnow", "predictions.spend_responses"),
    ("cdnow", "staging.rejected_rows"),
}
CDNOW = """
create table cdnow.transactions (transaction_id bigint, customer_id bigint, ordered_at date, amount decimal);
create table cdnow.touchpoints (customer_id bigint, touched_at timestamp, channel text)
"""

# All that a build could change in a schema: rows and the transactions that wrote them, relations and files, rights.
STATE_OF_CDNOW = """
select
    (select md5(string_agg(concat(ctid, xmin, xmax, transactions), ',' order by ctid)) from cdnow.transactions),
    (select string_agg(concat(relname, relkind, relfilenode, relacl, relhastriggers), ',' order by relname)
     from pg_class where relnamespace = 'cdnow'::regnamespace),
    (select concat(nspname, nspowner, nspacl) from pg_namespace where nspname = 'cdnow')
"""


@pytest.fixture(scope="module")
def samples(sample, sample_on_postgres):
    """The sample shop on both engines."""
    return sample, sample_on_postgres


@pytest.fixture(scope="module")
def paretos(pareto, build_on_postgres):
    """The sample shop by Pareto/NBD, where state_survival has rows that SQL joins to customers, on both engines."""
    only = ["--select", "+state_survival", "+customer_ltv"]
    return pareto, build_on_postgres("engines_pareto", *only, models_only=True, purchase_model="pareto_nbd")


@pytest.fixture(scope="module")
def cdnow(build, build_on_postgres, postgres, tmp_path_factory):
    """A tenth of CDNOW with touches made up, from files and from tables of its owner's schema, which stay as they were.

    Ids are numbers here, and text in the sample shop: customer_ref is either.
    """
    transactions = write_cdnow(tmp_path_factory.mktemp("cdnow"))
    rows = pd.read_csv(transactions, dtype="str")
    rows[rows["customer_id"].astype("int64") % 10 == 0].to_csv(transactions, index=False)
    touchpoints = write_touchpoints(transactions)
    connection = postgres.connect()
    with connection.cursor() as cursor, transactions.open() as orders, touchpoints.open() as touches:
        cursor.execute(f"create schema cdnow; {CDNOW}")
        cursor.copy_expert("copy cdnow.transactions from stdin (format csv, header)", orders)
        cursor.copy_expert("copy cdnow.touchpoints from stdin (format csv, header)", touches)
    connection.close()
    before = postgres.rows(STATE_OF_CDNOW)
    on_postgres = build_on_postgres(
        "engines_cdnow", past=True, raw_data="tables", raw_schema="cdnow", spend_window_days=546
    )
    assert postgres.rows(STATE_OF_CDNOW) == before
    folder = tmp_path_factory.mktemp("numbered")
    for path in (transactions, touchpoints):
        rows = f"select * replace (cast(customer_id as bigint) as customer_id) from '{path}'"
        duckdb.execute(f"copy ({rows}) to '{folder / path.stem}.parquet'")
    on_duckdb = build(models_only=True, past=True, raw_data="files", data_dir=str(folder), spend_window_days=546)
    for warehouse in (on_duckdb, on_postgres):
        assert warehouse.query("select max(customer_ref) from main_intermediate.int_customer_histories") == [(23570,)]
    return on_duckdb, on_postgres


def write_touchpoints(transactions: Path) -> Path:
    """Up to four touches of every customer around the turn of the year, in channels by turns."""
    ids = pd.read_csv(transactions, dtype="str")["customer_id"].drop_duplicates().reset_index(drop=True)
    touches = pd.concat(
        pd.DataFrame(
            {
                "customer_id": ids,
                "touched_at": pd.Timestamp("1996-12-20 08:00")
                + pd.to_timedelta(ids.index * 7 % 31 * step + step, unit="D"),
                "channel": [("mail", "search", "banner")[(number + step) % 3] for number in ids.index],
            }
        )[ids.index % 4 >= step]
        for step in range(4)
    )
    path = transactions.with_name("touchpoints.csv")
    touches.to_csv(path, index=False)
    return path


def test_no_mart_is_left_out(sample):
    built = sample.query(
        "select table_schema[6:] || '.' || table_name from information_schema.tables"
        " where table_schema in ('main_marts', 'main_monitoring', 'main_predictions')"
    )
    assert {name for (name,) in built} <= {*RELATIONS, *OF_A_RUN}


CASES = [(shop, relation) for shop in ("samples", "cdnow") for relation in RELATIONS]
# The ids of CDNOW are numbers on DuckDB and text with zeros on PostgreSQL: other rows, so other fingerprints.
CASES.remove(("cdnow", "monitoring.input_fingerprints"))
CASES += [("paretos", relation) for relation in ("predictions.state_survival", "marts.customer_ltv")]


@pytest.mark.parametrize(("shop", "relation"), CASES)
def test_both_engines_build_the_same_rows(request, shop, relation):
    on_duckdb, on_postgres = request.getfixturevalue(shop)
    assert on_duckdb.result.success, on_duckdb.messages
    assert on_postgres.result.success, on_postgres.messages
    columns = on_duckdb.frame(f"select * from main_{relation} limit 0").columns
    keys = RELATIONS[relation].split(", ")
    order = ", ".join(f'{key} collate "C"' if key in TEXT else key for key in keys)
    theirs = on_postgres.query(f"select {', '.join(columns)} from main_{relation} order by {order}")
    expected = on_duckdb.query(f"select {', '.join(columns)} from main_{relation} order by {RELATIONS[relation]}")
    assert len(theirs) == len(expected)
    assert expected or (shop, relation) in EMPTY
    for row, reference in zip(theirs, expected, strict=True):
        for name, value, known in zip(columns, row, reference, strict=True):
            assert agree(name, value, known), (name, row, reference)


def agree(name: str, value: Any, known: Any) -> bool:
    if isinstance(known, float) and value is not None:
        return math.isclose(value, known, rel_tol=1e-9, abs_tol=0)
    if name == "raw_row":
        return bool(json.loads(value) == json.loads(known))
    return bool(value == known)
