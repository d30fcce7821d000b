"""Types, dates, currencies and optional relations, as other shops export them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

COLUMNS = ["transaction_id", "customer_id", "ordered_at", "amount"]


def orders(*rows: tuple, extra: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*COLUMNS, *extra])


BACKGROUND = [(f"b{i}", f"c{i % 40}", f"2024-0{1 + i % 6}-1{i % 10}", f"{10 + i % 7}.50") for i in range(200)]
"""Some plain orders, so that there is something to fit."""


DATES = {
    "2024-02-29": date(2024, 2, 29),
    " 2024-03-01 ": date(2024, 3, 1),
    "2024-03-01T23:30": date(2024, 3, 2),
    "2024-03-01 23:30:00": date(2024, 3, 2),
    "2024-03-01T15:59:59.999999999": date(2024, 3, 1),
    "2024-03-01T23:30Z": date(2024, 3, 2),
    "2024-03-01T23:30:00+08:00": date(2024, 3, 1),
    "2024-03-01 20:00:00-0500": date(2024, 3, 2),
    "20240301": date(2024, 3, 1),
    "2024/03/01": date(2024, 3, 1),
    "20240301T233000Z": date(2024, 3, 2),
    "2024-03-01 23:30:00 +08:00": date(2024, 3, 1),
    "2024-03-01 23:30:00 UTC": date(2024, 3, 2),
    "2024-03-01t15:59:59,5z": date(2024, 3, 1),
}
NO_DATES = ["2023-02-29", "2024-02-30", "01/02/2024", "1-2-2024", "2024-3-1", "45352", "2024-03-01 25:00"]
NO_DATES += ["2024-13-01", "March 1, 2024", "1823-01-01", "9999-12-31", "2024-03-01T23:30:00+99:00", "today", ""]
AMOUNTS = {
    "0.1": "0.1",
    "-12.34": "-12.34",
    "+7": "7",
    " 8.5 ": "8.5",
    ".25": ".25",
    "3.": "3",
    "1e3": "1000",
    "2.5E-1": ".25",
    "35.980000000000004": "35.98",
    "0.00005": "0.0001",
    "9999999999999.99": "9999999999999.99",
    "60.00-": "-60",
    "45.-": "45",
    "10,--": "10",
    "\u221260.25": "-60.25",
    "(60.5)": "-60.5",
}
NO_AMOUNTS = ["NaN", "inf", "-Infinity", "1e13", "1e99", "12,50", "1,234.50", "1_000", "$5", "0x10", "five", "1.2.3"]
NO_AMOUNTS += ["--1", "-5-", "(-5)", ""]
IDS = ["18446744073709551617", "0007", "7", "C-1", "C#1", "naïve ☃ 'quoted' \"id\"", "x@Y", "1e3"]
BAD = ("99999999999999999999", "0042", "someday", "5", 'a "quoted", note')
VERSIONS = [
    ("t1", "c1", "2024-01-05", "50", ""),
    ("t1", "c1", "2024-01-02", "40", ""),
    ("t1", "c1", "2024-01-02", "40.00", ""),
    ("t1", "c1", "2024-01-02", "41", ""),
    ("t2", "", "2024-01-02", "9", ""),
    ("t2", "", "2024-01-02", "9", ""),
]
ODD = [
    BAD,
    *((f"date {i}", "dated", text, "1", "") for i, text in enumerate([*DATES, *NO_DATES])),
    *((f"amount {i}", "paid", "2024-01-01", text, "") for i, text in enumerate([*AMOUNTS, *NO_AMOUNTS])),
    *((f"id {i}", name, "2024-01-01", "5", "note") for i, name in enumerate(IDS)),
    *VERSIONS,
    *((*row, "") for row in BACKGROUND),
]


@pytest.fixture(scope="module")
def odd(build_rows):
    """Every oddity of a row in one shop, and every data test of the project on it."""
    return build_rows({"transactions": orders(*ODD, extra=("Note",))}, timezone="Asia/Shanghai")


def reasons(warehouse) -> dict[int, str]:
    return dict(
        warehouse.query("select row_number, reason from main_staging.rejected_rows where relation = 'transactions'")
    )


def odd_reasons(warehouse, kind: str) -> dict[str, str]:
    """By transaction id, of the odd rows of a kind."""
    told = {ODD[number - 1][0]: reason for number, reason in reasons(warehouse).items()}
    return {name: reason for name, reason in told.items() if name.startswith(kind)}


def test_dates_are_iso_or_unreadable_never_guessed(odd):
    days = dict(odd.query("select transaction_id, ordered_on from main_staging.stg_transactions"))
    assert [days.get(f"date {i}") for i in range(len(DATES))] == list(DATES.values())
    unreadable = {f"date {len(DATES) + i}": "unreadable_date" for i in range(len(NO_DATES))}
    assert odd_reasons(odd, "date") == unreadable


def test_amounts_are_exact_decimals_or_unreadable(odd):
    amounts = dict(odd.query("select transaction_id, amount from main_staging.stg_transactions"))
    assert [amounts.get(f"amount {i}") for i in range(len(AMOUNTS))] == [Decimal(text) for text in AMOUNTS.values()]
    unreadable = {f"amount {len(AMOUNTS) + i}": "unreadable_amount" for i in range(len(NO_AMOUNTS))}
    assert odd_reasons(odd, "amount") == unreadable


def test_ids_are_text_of_any_form_and_rejected_rows_are_whole(odd):
    customers = {name for (name,) in odd.query("select customer_id from main_marts.customer_ltv")}
    assert {name.lower() if "@" in name else name for name in IDS} <= customers
    assert odd_reasons(odd, "id") == {}
    (row,) = odd.query("select relation, raw_row, reason from main_staging.rejected_rows where row_number = 1")
    assert row[0] == "transactions"
    assert json.loads(row[1]) == dict(zip([*COLUMNS, "Note"], BAD, strict=True))
    assert row[2] == "unreadable_date"


def test_a_transaction_id_counts_once_and_the_earliest_version_stays(odd):
    kept = odd.query("select ordered_on, amount from main_staging.stg_transactions where transaction_id = 't1'")
    assert kept == [(date(2024, 1, 2), Decimal(40))]
    assert sorted(reason for number, reason in reasons(odd).items() if ODD[number - 1] in VERSIONS) == [
        "conflicting_duplicate",
        "conflicting_duplicate",
        "exact_duplicate",
        "exact_duplicate",
        "guest_order",
    ]


def test_money_is_converted_by_the_newest_rate_not_after_the_day(build_rows):
    rows = [
        ("t1", "c", "2024-01-31", "100", "eur"),
        ("t2", "c", "2024-02-01", "100", "EUR"),
        ("t3", "c", "2024-02-01", "100", "USD"),
        ("t4", "c", "2023-12-31", "100", "EUR"),
        ("t5", "c", "2024-02-01", "100", "GBP"),
        ("t6", "c", "2024-02-01", "100", ""),
        ("t7", "c", "2024-02-01", "0.0001", "VND"),
    ]
    rates = pd.DataFrame(
        [
            ("EUR", "2024-01-01", "1.1"),
            ("EUR", "2024-02-01", "1.25"),
            ("VND", "2024-01-01", "0.0000394"),
            ("GBP", "2024-01-01", "-1"),
            ("CHF", "2024-01-01", "1.1"),
            ("CHF", "2024-01-01", "1.2"),
        ],
        columns=["currency", "valid_from", "rate"],
    )
    spend = pd.DataFrame(
        [("2024-05-01", "kol", "10", "EUR"), ("2024-05-01", "kol", "10", "CHF")],
        columns=["spend_date", "channel", "spend", "currency"],
    )
    background = [(*row, "USD") for row in BACKGROUND]
    warehouse = build_rows(
        {
            "transactions": orders(*rows, *background, extra=("currency",)),
            "exchange_rates": rates,
            "ad_spend": spend,
        },
        reporting_currency="USD",
    )
    amounts = dict(
        warehouse.query("select transaction_id, amount from main_staging.stg_transactions where customer_id = 'c'")
    )
    assert amounts == {"t1": Decimal(110), "t2": Decimal(125), "t3": Decimal(100), "t7": Decimal(0)}
    assert reasons(warehouse) == dict.fromkeys((4, 5, 6), "no_exchange_rate")
    rejected = warehouse.query(
        "select relation, reason from main_staging.rejected_rows where relation <> 'transactions'"
    )
    assert sorted(rejected) == [
        ("ad_spend", "no_exchange_rate"),
        ("exchange_rates", "conflicting_duplicate"),
        ("exchange_rates", "conflicting_duplicate"),
        ("exchange_rates", "unreadable_rate"),
    ]
    assert warehouse.query("select sum(spend) from main_marts.channel_roi") == [(Decimal("12.5"),)]


def test_amounts_of_two_currencies_are_not_added_up(build, tmp_path):
    rows = [(*row, "USD" if i else "EUR") for i, row in enumerate(BACKGROUND)]
    orders(*rows, extra=("currency",)).to_csv(tmp_path / "transactions.csv", index=False)
    warehouse = build("--select", "+amounts_are_in_one_currency", raw_data="files", data_dir=str(tmp_path))
    assert not warehouse.result.success
    assert "amounts_are_in_one_currency" in warehouse.messages
    costs = pd.DataFrame([("2024-06-01", "tv", "5.00", "USD")], columns=["spend_date", "channel", "spend", "currency"])
    costs.to_csv(tmp_path / "ad_spend.csv", index=False)
    warehouse = build("--select", "+amounts_are_in_one_currency", raw_data="files", data_dir=str(tmp_path))
    assert not warehouse.result.success
    many = len(BACKGROUND) - 1
    assert (
        f"would be added up: USD ({many} rows of transactions, such as row 2 of transactions.csv); EUR (1 rows of"
        " transactions, such as row 1 of transactions.csv); USD (1 rows of ad_spend, such as row 1 of ad_spend.csv)."
        " Set the variable reporting_currency"
    ) in warehouse.messages


REFUNDS = [(200 + i, i, "2024-06-25", "-12.50") for i in range(0, 40, 7)]
NOBODY = [(300 + i, -1, "2024-06-20", "9.50") for i in range(5)]
NUMBERED = {
    "transactions": orders(
        *((i, i % 40, day, amount) for i, (_, _, day, amount) in enumerate(BACKGROUND)), *REFUNDS, *NOBODY
    ),
    "customers": pd.DataFrame({"customer_id": range(45), "channel": ["kol", "ads", None] * 15}),
    "touchpoints": pd.DataFrame(
        {"customer_id": range(30), "touched_at": "2024-01-01", "channel": ["ads", "mail"] * 15}
    ),
}


COMPARED = ("customer_ltv", "channel_roi", "attribution", "channel_cohort_roi", "cohort_value_curves")
ONLY = ("--indirect-selection", "buildable", "--select", *(f"+{relation}" for relation in COMPARED))


@pytest.fixture(scope="module")
def text(build_rows):
    """A shop whose ids are numbers, as text; 39 is an account that guests share, -1 is nobody."""
    return build_rows(NUMBERED, *ONLY, models_only=True, placeholder_ids=[39, -1])


@pytest.mark.parametrize(("customers_have", "ref"), [("bigint", "BIGINT"), ("varchar", "VARCHAR")])
def test_typed_parquet_and_warehouse_tables_give_what_text_gives(build, text, tmp_path, customers_have, ref):
    """Dates as timestamps, amounts as doubles, ids as integers, in all relations or in some: the same marts."""
    rows, customers, touches = NUMBERED.values()
    typed = rows.assign(ordered_at=pd.to_datetime(rows["ordered_at"]), amount=rows["amount"].astype(float))
    casts = {
        "transactions": (typed, "bigint"),
        "customers": (customers, customers_have),
        "touchpoints": (touches, "int"),
    }
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("create schema shop")
        for name, (frame, id_type) in casts.items():
            connection.register("frame", frame)
            numbered = f"select * replace (cast(customer_id as {id_type}) as customer_id) from frame"
            connection.execute(f"create table shop.{name} as {numbered}")
            connection.execute(f"copy shop.{name} to '{tmp_path}/{name}.parquet'")
    guests = {"placeholder_ids": [39, -1]}
    parquet = build(*ONLY, models_only=True, raw_data="files", data_dir=str(tmp_path), **guests)
    tables = build(*ONLY, raw_data="tables", raw_schema="shop", database=tmp_path / "warehouse.duckdb", **guests)
    assert text.query("select count(*), max(customer_id) from main_marts.customer_ltv") == [(39, "9")]

    for warehouse in (parquet, tables):
        assert warehouse.result.success, warehouse.messages
        assert warehouse.query("select typeof(any_value(customer_ref)) from main_staging.stg_customers") == [(ref,)]
        for relation in COMPARED:
            query = f"select * from main_marts.{relation} order by all"
            assert warehouse.query(query) == text.query(query), relation


@pytest.mark.parametrize("missing", ["customers", "channel", "ad_spend"])
def test_optional_input_may_be_missing(build_rows, missing):
    customers = pd.DataFrame([(f"c{i}", "kol") for i in range(40)], columns=["customer_id", "channel"])
    spend = pd.DataFrame([("2024-06-01", "kol", "100")], columns=["spend_date", "channel", "spend"])
    relations = {"transactions": orders(*BACKGROUND), "customers": customers, "ad_spend": spend}
    if missing == "channel":
        relations["customers"] = customers[["customer_id"]]
    else:
        del relations[missing]
    warehouse = build_rows(relations, models_only=missing == "channel")
    expected = {
        "customers": {("unattributed", 40, "customers_without_spend"), ("kol", 0, "spend_without_customers")},
        "channel": {("unattributed", 40, "customers_without_spend"), ("kol", 0, "spend_without_customers")},
        "ad_spend": {("kol", 40, "spend_unknown")},
    }
    verdicts = warehouse.query("select channel, customers, verdict from main_marts.channel_roi")
    assert set(verdicts) == expected[missing]
