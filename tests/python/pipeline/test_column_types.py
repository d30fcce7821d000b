"""Tables of a warehouse with columns of every type: each is read as it is written, or rejected with a reason."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import duckdb
import pytest

OPTIONS = {"raw_data": "tables", "raw_schema": "typed"}
STAGING = ("--select", "+rejected_rows", "+stg_transactions", "+stg_customers", "+stg_ad_spend")
TWO_BUYERS = "(1, 'a', date '2024-01-01', 5), (2, 'b', date '2024-01-02', 7)"
COLUMNS = "(transaction_id int, customer_id text, ordered_at date, amount numeric(9, 2))"

ON_DUCKDB = """
create schema typed;
create type typed.money as enum ('5.25', '1_000', '-2', '');
create table typed.transactions (
    transaction_id uuid, customer_id json, ordered_at timestamp_ns, amount typed.money,
    "say ""x"" twice" double, note blob,
    parts struct(a int)[], took interval, huge uhugeint
);
insert into typed.transactions values
    (uuid '00000000-0000-0000-0000-000000000001', '"a"', '2024-01-01 10:00', '5.25', 'nan', '\\xAA',
        [{a: 1}], interval 1 day, 1),
    (uuid '00000000-0000-0000-0000-000000000002', '7', '2024-01-02', '1_000', 'inf', '\\xAA', null, null, null),
    (uuid '00000000-0000-0000-0000-000000000003', '7', '2024-01-02', '-2', '-inf', null, null, null, null),
    (uuid '00000000-0000-0000-0000-000000000004', 'null', '2024-01-03', '5.25', 'nan', null, null, null, null),
    (uuid '00000000-0000-0000-0000-000000000005', '7', '1850-01-03', '5.25', 1.5, null, null, null, null);
create table typed.customers (customer_id varchar, acquired_at timestamptz, channel typed.money);
insert into typed.customers values ('a', 'infinity', '-2'), ('7', '2024-01-01 00:00:00+00', '');
create table typed.ad_spend (spend_date date, channel varchar, spend boolean);
insert into typed.ad_spend values ('2024-01-01', '-2', true), ('infinity', '-2', true)
"""


@pytest.fixture(scope="module")
def on_duckdb(build, tmp_path_factory):
    database = tmp_path_factory.mktemp("typed") / "ltv.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(ON_DUCKDB)
    warehouse = build(*STAGING, models_only=True, database=database, timezone="Asia/Kolkata", **OPTIONS)
    assert warehouse.result.success, warehouse.messages
    return warehouse


def test_what_is_no_plain_type_is_read_as_it_is_written(on_duckdb) -> None:
    taken = on_duckdb.query("select customer_id, ordered_on, amount from main_staging.stg_transactions order by 1")
    assert taken == [("7", date(2024, 1, 2), Decimal(-2)), ("a", date(2024, 1, 1), Decimal("5.25"))]
    customers = on_duckdb.query("select customer_id, channel, acquired_on from main_staging.stg_customers order by 1")
    assert customers == [("7", "unattributed", date(2024, 1, 1)), ("a", "-2", None)]


def test_a_true_is_no_amount_of_one(on_duckdb) -> None:
    assert on_duckdb.query("select count(*) from main_staging.stg_ad_spend") == [(0,)]
    told = on_duckdb.query("select relation, row_number, reason from main_staging.rejected_rows order by all")
    assert told == [
        ("ad_spend", 1, "unreadable_amount"),
        ("ad_spend", 2, "unreadable_date"),
        ("transactions", 2, "unreadable_amount"),
        ("transactions", 4, "guest_order"),
        ("transactions", 5, "unreadable_date"),
    ]


def test_rejected_rows_are_json_that_any_reader_takes(on_duckdb) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    rows = on_duckdb.query(
        "select raw_row from main_staging.rejected_rows where relation = 'transactions' order by row_number"
    )
    parsed = [json.loads(row, parse_constant=refuse) for (row,) in rows]
    assert [row['say "x" twice'] for row in parsed] == ["Infinity", "NaN", 1.5]


ON_POSTGRES = f"""
create schema typed;
create type typed.kind as enum ('kol', 'ads');
create domain typed.cash as numeric check (value <> 13);
create domain typed.cents as typed.cash;
create table typed."Sales" (
    transaction_id uuid, "Customer_ID" char(9), ordered_at timestamptz, amount money,
    "select" jsonb, tags text[], raw bytea,
    day date generated always as (date '2024-01-01') stored
) partition by range (ordered_at);
create table typed.sales_all partition of typed."Sales" default;
insert into typed."Sales" (transaction_id, "Customer_ID", ordered_at, amount, "select", tags, raw) values
    ('00000000-0000-0000-0000-000000000001', 'a', '2024-01-01 23:00+00', 1234.5, '{{"a": "NaN"}}', '{{x}}', '\\xAA'),
    ('00000000-0000-0000-0000-000000000002', 'b', 'infinity', 5, null, null, null),
    ('00000000-0000-0000-0000-000000000003', 'b', '0044-03-15 BC', 5, null, null, null),
    ('00000000-0000-0000-0000-000000000004', 'b', '2024-01-02', -2, null, null, null);
create materialized view typed.transactions as select * from typed."Sales";
create table typed.people (customer_id jsonb, acquired_at date, channel typed.kind);
insert into typed.people values ('"a"', '-infinity', 'kol'), ('"b"', '2024-01-01', 'ads');
create view typed.customers as select * from typed.people;
create table typed.ad_spend (spend_date date, channel typed.kind, spend typed.cents);
insert into typed.ad_spend values
    ('2024-01-01', 'kol', 2.5), ('2024-01-01', 'ads', 'NaN'), ('infinity', 'ads', 1), ('2024-01-01', 'ads', 'Infinity');
create schema closed;
create table closed.transactions {COLUMNS};
insert into closed.transactions values {TWO_BUYERS};
create table closed.customers (customer_id text, channel text);
create table closed.ad_spend (spend_date date, channel text, spend numeric);
create table closed.twins (customer_id text, "Customer_Id" text);
create role narrow login;
grant create, temporary on database postgres to narrow;
grant usage on schema closed to narrow;
grant select on closed.transactions, closed.twins to narrow;
grant select (customer_id) on closed.customers to narrow;
alter role narrow set extra_float_digits = 0;
create schema partly;
create table partly.transactions (
    transaction_id int, customer_id text, ordered_at date, amount real, paid numeric(9, 2), loaded_at bigint, own text
);
insert into partly.transactions values
    (1, 'a', '2024-01-01', 12345.67, 1, null), (2, 'b', '2024-01-02', 7, 0, null),
    (3, 'b', '2024-01-03', 9, 1, 1704300000), (4, 'c', '2024-01-04', 3, 1, null);
create table partly.ad_spend (spend_date date, channel text, ad_id int, spend numeric, synced timestamptz);
insert into partly.ad_spend values
    ('2024-01-01', 'ads', null, 10, '2024-01-02'), ('2024-01-01', 'ads', null, 11, '2024-01-03'),
    ('2024-01-01', 'kol', 7, 10, '2024-01-02'), ('2024-01-01', 'kol', 7, 11, '2024-01-03'),
    ('2024-01-02', 'kol', null, 5, '2024-01-03'), ('2024-01-02', 'kol', null, 6, '2024-01-03');
grant usage on schema partly to narrow;
grant select on partly.ad_spend to narrow;
grant select (transaction_id, customer_id, ordered_at, amount, paid, loaded_at) on partly.transactions to narrow
"""


def test_types_and_kinds_of_relations_of_postgresql(postgres, build_on_postgres) -> None:
    postgres.rows(ON_POSTGRES)
    built = build_on_postgres("oddly", *STAGING, models_only=True, timezone="America/Sao_Paulo", **OPTIONS)
    assert built.result.success, built.messages
    taken = built.query("select customer_id, ordered_on, amount from main_staging.stg_transactions order by 1")
    assert taken == [("a", date(2024, 1, 1), Decimal("1234.5")), ("b", date(2024, 1, 1), Decimal(-2))]
    customers = built.query("select customer_id, channel, acquired_on from main_staging.stg_customers order by 1")
    assert customers == [("a", "kol", None), ("b", "ads", date(2024, 1, 1))]
    assert built.query("select channel, spend from main_staging.stg_ad_spend") == [("kol", Decimal("2.5"))]
    told = built.query("select relation, row_number, reason from main_staging.rejected_rows order by 1, 2")
    assert [(relation, reason) for relation, _, reason in told] == [
        *(("ad_spend", reason) for reason in ("unreadable_amount", "unreadable_date", "unreadable_amount")),
        *(("transactions", "unreadable_date"),) * 2,
    ]


def test_what_may_not_be_read_is_no_input_that_is_missing(postgres, build_on_postgres, monkeypatch) -> None:
    """It was left out without a word: a shop without spend, all of whose channels cost nothing."""
    monkeypatch.setattr(type(postgres), "environment", {**postgres.environment, "PGUSER": "narrow"})
    twins = {"inputs": {"touchpoints": {"table": "twins"}}}
    built = build_on_postgres("narrow", models_only=True, raw_data="tables", raw_schema="closed", **twins)
    assert not built.result.success
    told = built.messages
    assert "customers may not be read by the user narrow in channel" in told
    assert "ad_spend may not be read by the user narrow" in told
    assert "touchpoints has two columns that differ in letter case only: customer_id" in told


def test_what_may_be_read_of_a_table_is_read_as_it_is(postgres, build_on_postgres, monkeypatch) -> None:
    """A server may write floats with fewer digits; a filter's 0 is 0.00; a campaign without ads has versions too."""
    monkeypatch.setattr(type(postgres), "environment", {**postgres.environment, "PGUSER": "narrow"})
    built = build_on_postgres(
        *("partly", *STAGING),
        models_only=True,
        raw_data="tables",
        raw_schema="partly",
        known_at="2024-02-01",
        inputs={
            "transactions": {"drop": {"paid": [0]}},
            "ad_spend": {"newest": {"of": ["spend_date", "channel", "ad_id"], "by": "synced"}},
        },
    )
    assert built.result.success, built.messages
    taken = built.query("select customer_id, amount from main_staging.stg_transactions order by 1")
    assert taken == [("a", Decimal("12345.67")), ("c", 3)]
    told = built.query("select relation, reason, raw_row from main_staging.rejected_rows order by 1, row_number")
    assert [row[:2] for row in told] == [
        *(("ad_spend", "older_version"),) * 2,
        ("transactions", "filtered_out"),
        ("transactions", "unreadable_loaded_at"),
    ]
    assert all('"own"' not in row for _, _, row in told)
    spend = built.query("select channel, sum(spend) from main_staging.stg_ad_spend group by 1 order by 1")
    assert spend == [("ads", 11), ("kol", 22)]


def test_typed_rows_are_kept_unless_they_are_millions(build, tmp_path) -> None:
    """A table of a small input, whose view would be planned a dozen times; a view of a large one."""
    database = tmp_path / "ltv.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema shop")
        connection.execute(
            "create table shop.transactions (transaction_id text, customer_id int, ordered_at date, amount int)"
        )
        connection.execute("insert into shop.transactions values ('t1', 7, '2024-01-02', 1)")
        connection.execute(
            "create view shop.customers as select range as customer_id, 'ads' as channel from range(2000001)"
        )
    built = build(
        *("--select", "base_transactions", "base_customers", "base_guest_zero"),
        models_only=True,
        database=database,
        raw_data="tables",
        raw_schema="shop",
    )
    assert built.result.success, built.messages
    kinds = dict(built.query("select table_name, table_type from information_schema.tables"))
    assert (kinds["base_transactions"], kinds["base_customers"]) == ("BASE TABLE", "VIEW")
    assert built.query("select channel from main_staging.base_customers where customer_ref = 2000000") == [("ads",)]
