"""Tables of a warehouse that came in wrong without a word are read and told as files are, on PostgreSQL."""

from __future__ import annotations

from exports_with_doubts import MOMENTS, told

ON_POSTGRES = """
create schema silent;
create table silent.transactions as
select
    'o' || i as transaction_id,
    case when i % 3 = 0 then '\uff35' else 'u' end || i % 20 || case when i % 7 = 0 then '\u2003' else '' end
        as customer_id,
    date '2024-01-01' + i as ordered_at,
    '$' || (20 + i % 9) || ',' || (100 + i) || '.50' as amount,
    '$' || (20 + i % 9) || ',' || (100 + i) || '.50' as unit_price,
    2 as qty,
    case when i % 10 = 7 then 'Cancelled' when i % 10 = 8 then 'no refund' else 'paid' end as status,
    case when i % 20 = 3 then 'true' else 'false' end as is_test,
    case when i % 25 = 4 then '2024-05-01' end as cancelled_at,
    case when i % 10 = 1 then 5.0 else 0 end as refunded_amount,
    case when i % 4 = 0 then 'EUR' else 'USD' end as devise,
    i % 50 = 6 as _fivetran_deleted,
    timestamptz '2024-06-01 10:00+00' as _fivetran_synced
from generate_series(1, 100) as i;
insert into silent.transactions
select
    transaction_id, customer_id, ordered_at, amount, unit_price, qty, status, is_test, cancelled_at, refunded_amount,
    devise, _fivetran_deleted, timestamptz '2024-06-02 10:00+00'
from silent.transactions where transaction_id in ('o2', 'o12');
create table silent.ad_spend as
select
    date '2024-01-01' + 7 * i as spend_date,
    date '2024-01-07' + 7 * i as week_end,
    'tv' as channel,
    20000000 + i as spend
from generate_series(1, 14) as i
union all
select null, null, 'Total', 280000000
union all
select date '2024-03-01', null, 'NULL', 100;
create table silent.customer as
select 'u1' as customer_id, 'tv' as channel
"""


def test_a_warehouse_is_told_the_same(postgres, build_on_postgres) -> None:
    postgres.rows(ON_POSTGRES)
    mapping = {"transactions": {"decimal_mark": "."}, "ad_spend": {"columns": {"spend_date": "spend_date"}}}
    warehouse = build_on_postgres(
        "silent",
        "--select",
        "+input_warnings",
        models_only=True,
        raw_data="tables",
        raw_schema="silent",
        inputs=mapping,
    )
    assert told(warehouse) == {
        ("status_not_used", "transactions", 10, "status: cancelled (10)"),
        ("amounts_of_one_piece", "transactions", 102, "amount 28198.5000, qty 2.0000"),
        ("status_not_used", "transactions", 2, "_fivetran_deleted: true (2)"),
        ("versions_not_used", "transactions", 2, "transaction_id o12 with several _fivetran_synced"),
        ("status_not_used", "transactions", 5, "is_test: true (5)"),
        ("status_not_used", "transactions", 4, "cancelled_at: filled (4)"),
        ("money_not_subtracted", "transactions", 10, "refunded_amount: 5.0000"),
        ("currencies_added_up", "transactions", 102, "devise: USD (76), EUR (26)"),
        ("ids_look_alike", "transactions", 40, "'u0' and '\uff350'"),
        (
            "files_not_read",
            "files",
            None,
            "the table customer was not read: if it holds customers, write table: customer into the mapping "
            "(inputs: customers)",
        ),
        ("spend_not_daily", "ad_spend", 14, "ad_spend: 2024-01-08 and then every 7 days"),
        ("amounts_may_be_cents", "ad_spend", 14, "spend of 20000001.0000 to 20000014.0000, none with decimals"),
    }


LINES_ON_POSTGRES = """
create schema silent_lines;
create table silent_lines.shop as
select 9007199254740992 + 2 * i as id, 'c' || i % 40 as customer_id, date '2024-01-01' + i as ordered_at,
    100 + i as amount, case when i % 4 = 0 then 'JPY' else 'EUR' end as currency, 'paid' as status, piece,
    date '2024-09-01' as updated_at
from generate_series(1, 80) as i, generate_series(1, 2) as piece;
alter table silent_lines.shop alter column id type double precision;
create table silent_lines.books as
select 'E' || i as id, 'c' || i % 40 as customer_id, date '2024-01-01' + i as ordered_at, 100 + i as amount,
    case when i % 4 = 0 then 'JPY' else 'EUR' end as currency, 'paid' as status, 1 as piece
from generate_series(1, 40) as i
union all
select '9007199254740994', 'c1', date '2024-01-02', 101, 'EUR', 'void', 1;
create table silent_lines.exchange_rates as select 'JPY' as currency, date '2023-01-01' as valid_from, 160.5 as rate
"""


def test_a_warehouse_of_lines_in_two_tables_is_told_the_same(postgres, build_on_postgres) -> None:
    postgres.rows(LINES_ON_POSTGRES)
    columns = {"columns": {"transaction_id": "id"}, "drop": {"status": "void"}}
    mapping = {"transactions": [{"table": "shop", **columns}, {"table": "books", **columns}]}
    warehouse = build_on_postgres(
        *("silent_lines", "--select", "+input_warnings"),
        models_only=True,
        raw_data="tables",
        raw_schema="silent_lines",
        transaction_grain="line",
        reporting_currency="EUR",
        inputs=mapping,
    )
    assert {row[:3] for row in told(warehouse)} == {
        ("ids_cut_short", "transactions", 160),
        ("left_out_in_another_file", "transactions", 1),
        ("order_totals_on_lines", "transactions", 160),
        ("orders_in_two_files", "transactions", 40),
        ("rates_may_be_inverted", "exchange_rates", 30),
    }


def test_a_warehouse_reads_dates_and_ids_the_same(postgres, build_on_postgres) -> None:
    """Each form of dates is a table of its own; ids begin anew in each of them, and carry a mark that nobody sees."""
    statements, sources = ["create schema silent_forms"], []
    for number, (form, moments) in enumerate(MOMENTS.items()):
        rows = ", ".join(f"('n{i}', 'x\u200b{i % 10}', '{text}', '10')" for i, text in enumerate(moments))
        columns = "(order_no, customer_id, ordered_at, amount)"
        statements.append(f"create table silent_forms.t{number} as select * from (values {rows}) as v {columns}")
        together = {"transaction_id": {"together": [{"value": number}, "order_no"]}}
        sources.append({"table": f"t{number}", "columns": together, **({"date_format": form} if form else {})})
    spend = "select date '2024-02-01' + i as spend_date, 'tv' as channel, 10 + 10 * i as spend"
    statements.append(f"create table silent_forms.ad_spend as {spend} from generate_series(0, 25) as i")
    postgres.rows("; ".join(statements))
    warehouse = build_on_postgres(
        *("silent_forms", "--select", "+input_warnings", "+rejected_rows"),
        models_only=True,
        raw_data="tables",
        raw_schema="silent_forms",
        timezone="Africa/Lagos",
        inputs={"transactions": sources},
    )
    assert warehouse.result.success, warehouse.messages
    taken = dict(
        warehouse.query(
            "select transaction_id, to_char(ordered_at, 'YYYY-MM-DD HH24:MI') from main_staging.stg_transactions"
        )
    )
    expected = {
        f"{number}-n{i}": moment
        for number, moments in enumerate(MOMENTS.values())
        for i, moment in enumerate(moments.values())
        if moment
    }
    assert taken == expected
    assert warehouse.query("select count(*) from main_staging.stg_transactions where length(customer_id) <> 2") == [
        (0,)
    ]
    assert ("spend_adds_up", "ad_spend", 26) in {row[:3] for row in told(warehouse)}
