"""A mapping of tables in the warehouse: filters, refunds, products and lines mean the same on both engines."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from ltv import cli

# As Shopify has it: what belongs to the order stands in its first row only. Prices are text with decimal commas.
RAW = """
create schema mapped;
create table mapped."Order Lines" (
    "Name" text, "Email" text, "Created at" text, "Financial Status" text, "Total" text, "Refunded" numeric(12, 2),
    "Lineitem name" text, "Price" text, "Quantity" integer
);
insert into mapped."Order Lines" values
    ('#1', 'a@x.org', '05.01.2024 10:00', 'Paid', '1.030,50', 30.25, 'Mug', '30,50', 1),
    ('#1', 'a@x.org', '05.01.2024 10:00', null, null, null, '100% Gift Card', '500,00', 2),
    ('#2', 'A@x.org ', '06.02.2024 10:00', 'partially_paid', '20,00', null, 'Mug', '20,00', 1),
    ('#3', 'b@x.org', '07.02.2024 10:00', 'voided', '99,00', 0, 'Mug', '99,00', 1),
    ('#4', 'b@x.org', '08.02.2024 10:00', 'Refunded', '40,00', 40, 'Mug', '40,00', 1),
    ('#5', 'b@x.org', '09.02.2024 10:00', 'paid', '15,00', 0, 'Gift_Card holder', '15,00', 1),
    ('#6', '', '10.02.2024 10:00', 'paid', '7,00', 0, 'Mug', '7,00', 1);
create table mapped."Kosten" ("Tag" date, "Kampagne" text, "Betrag" double precision, "Kurs" numeric(8, 4));
insert into mapped."Kosten" values
    ('2024-01-05', 'Brand_A', 10.10, 2), ('2024-01-06', 'Test_1', 5, 2), ('2024-01-07', 'BrandXA', -1.05, 2);
create table mapped.report (
    id integer, day date, channel text, spend numeric(12, 2), _fivetran_deleted boolean,
    _synced timestamp with time zone, "Version" text
);
insert into mapped.report values
    (1, '2024-01-05', 'tv', 5, false, '2024-02-01 10:00:00+00', '9'),
    (1, '2024-01-05', 'tv', 7, false, '2024-02-01 11:00:00+00', '10'),
    (2, '2024-01-06', 'tv', 9, false, '2024-02-01 10:00:00+00', '9'),
    (2, '2024-01-06', 'tv', 9, true, '2024-02-01 13:00:00+02', '10'),
    (3, '2024-01-07', 'tv', 3, false, null, null),
    (3, '2024-01-07', 'tv', 4, false, '2024-02-01 10:00:00+00', '1'),
    (null, '2024-01-08', 'tv', 1, null, null, null),
    (null, '2024-01-09', 'tv', 1, null, null, null)
"""

ORDERS = {
    "table": "Order Lines",
    "columns": {
        "transaction_id": "Name",
        "customer_id": "Email",
        "ordered_at": "Created at",
        "amount": "Total",
        "currency": {"value": "EUR"},
    },
    "date_format": "%d.%m.%Y %H:%M",
    "decimal_mark": ",",
    "drop_blank": "Financial Status",
    "keep": {"Financial Status": ["p*", "refunded"]},
    "subtract": ["Refunded"],
}
CARDS = {
    "table": "Order Lines",
    "columns": {**ORDERS["columns"], "amount": {"product": ["Price", "Quantity"]}},
    "date_format": "%d.%m.%Y %H:%M",
    "decimal_mark": ",",
    "negate": True,
    "order_fields": "Financial status",
    "keep": {"Financial Status": ["p*", "refunded"], "Lineitem name": "*gift card*"},
}
COSTS = {
    "table": "Kosten",
    "columns": {"spend_date": "Tag", "channel": "Kampagne", "spend": {"product": ["Betrag", "Kurs"]}},
    "drop": {"Kampagne": "test_*"},
}
# A loader appends each version of a row, the last of which may say that it is deleted.
REPORT = {
    "table": "report",
    "columns": {"spend_date": "day"},
    "drop": {"_fivetran_deleted": True},
    "newest": {"of": ["id", "Day"], "by": "_Synced"},
}
NUMBERED = {
    **REPORT,
    "columns": {"spend_date": "day", "channel": {"value": "radio"}},
    "newest": {"of": "id", "by": "version"},
}
VARIABLES: dict[str, Any] = {
    "raw_data": "tables",
    "raw_schema": "mapped",
    "transaction_grain": "order",
    "gross_margin": 0.5,
    "inputs": {"transactions": [ORDERS, CARDS], "ad_spend": [COSTS, REPORT, NUMBERED]},
}


@pytest.fixture(scope="module")
def on_duckdb(build, tmp_path_factory):
    database = tmp_path_factory.mktemp("mapped") / "ltv.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute(RAW)
    return build(
        "--select",
        "+rejected_rows",
        "+stg_transactions",
        "+stg_ad_spend",
        models_only=True,
        database=database,
        **VARIABLES,
    )


@pytest.fixture(scope="module")
def mapping(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("mapping") / "shop.yml"
    path.write_text(yaml.safe_dump(VARIABLES))
    return path


@pytest.fixture(scope="module")
def on_postgres(postgres, mapping):
    """`ltv build --target postgres`, and the query of the warehouse's schemas."""
    postgres.rows(RAW)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**postgres.environment, "LTV_SCHEMA": "mapped"}.items():
            patch.setenv(name, value)
        patch.setenv("DBT_LOG_PATH", str(mapping.parent / "logs"))
        patch.chdir(mapping.parent)
        target = ["--target", "postgres", "--target-path", str(mapping.parent / "target")]
        cli.main(["build", "shop.yml", *target, "--exclude-resource-type", "unit_test"])
        yield lambda sql: postgres.rows(sql.replace("main_", "mapped_"))
    DuckDBConnectionManager.close_all_connections()


@pytest.fixture(params=["duckdb", "postgres"])
def query(request):
    if request.param == "postgres":
        return request.getfixturevalue("on_postgres")
    warehouse = request.getfixturevalue("on_duckdb")
    assert warehouse.result.success, warehouse.messages
    return warehouse.query


def test_orders_are_kept_refunded_and_their_gift_cards_taken_out(query) -> None:
    taken = query("select transaction_id, customer_id, amount from main_staging.stg_transactions order by 1, 3")
    assert taken == [
        ("#1", "a@x.org", Decimal("-1000.0000")),
        ("#1", "a@x.org", Decimal("1000.2500")),
        ("#2", "a@x.org", Decimal("20.0000")),
        ("#5", "b@x.org", Decimal("15.0000")),
    ]
    counted = query(
        "select reason, count(*) from main_staging.rejected_rows where relation = 'transactions' group by 1 order by 1"
    )
    # Of 14 rows, seven lines as orders and seven as cards: two blank or voided, and six that are no gift card.
    assert counted == [("filtered_out", 8), ("fully_refunded", 1), ("guest_order", 1)]


def test_spend_is_a_product_and_campaigns_are_dropped_by_pattern(query) -> None:
    assert query("select channel, spend from main_staging.stg_ad_spend where channel like 'Brand%' order by 1") == [
        ("BrandXA", Decimal("-2.1000")),
        ("Brand_A", Decimal("20.2000")),
    ]


def test_of_several_versions_of_a_row_the_last_counts(query) -> None:
    """Moments are compared as moments and numbers as numbers; what is deleted in the end counts in no version."""
    statement = "select channel, spend_date, spend from main_staging.stg_ad_spend where channel in ('tv', 'radio')"
    days = [(5, 7), (7, 4), (8, 1), (9, 1)]
    assert [(row[0], row[1].day, row[2]) for row in sorted(query(statement))] == [
        (channel, day, Decimal(spend)) for channel in ("radio", "tv") for day, spend in days
    ]
    counted = query(
        "select reason, count(*) from main_staging.rejected_rows where relation = 'ad_spend' group by 1 order by 1"
    )
    assert counted == [("filtered_out", 3), ("older_version", 6)]


def test_the_commands_take_the_target(on_postgres, mapping, capsys) -> None:
    cli.main(["roi", "--target", "postgres"])
    printed = capsys.readouterr().out
    assert "Brand_A" in printed
    assert "tables: mapped" in " ".join(printed.split())
    cli.main(["check", str(mapping), "--target", "postgres"])
    printed = capsys.readouterr().out
    assert "8 filtered_out (transactions" in printed
    assert "│ transactions │ 14 │" in " ".join(printed.split())


def test_a_check_of_other_tables_leaves_what_was_built(request, query, tmp_path, monkeypatch, capsys) -> None:
    """It wrote its own staging over the build's, beside the marts of the mapping before."""
    target = request.node.callspec.params["query"]
    if target == "duckdb":
        monkeypatch.setenv("LTV_DUCKDB_PATH", str(request.getfixturevalue("on_duckdb").path))
    (tmp_path / "other.yml").write_text(yaml.safe_dump({**VARIABLES, "inputs": {"transactions": [CARDS]}}))
    statement = "select count(*) from main_staging.rejected_rows"
    before = query(statement)
    cli.main(["check", str(tmp_path / "other.yml"), "--target", target])
    assert "filtered_out" in capsys.readouterr().out
    assert query(statement) == before
    assert not query("select 1 from information_schema.schemata where schema_name like '%check%'")


def test_a_column_that_is_not_there_is_told(on_postgres, tmp_path: Path, capsys) -> None:
    wrong = {**VARIABLES, "inputs": json.loads(json.dumps(VARIABLES["inputs"]))}
    wrong["inputs"]["ad_spend"] = wrong["inputs"]["ad_spend"][0]
    wrong["inputs"]["ad_spend"]["columns"]["spend"] = "Kosten"
    (tmp_path / "wrong.yml").write_text(yaml.safe_dump(wrong))
    with pytest.raises(SystemExit):
        cli.main(["check", str(tmp_path / "wrong.yml"), "--target", "postgres"])
    assert "ad_spend has no column Kosten; it has Tag, Kampagne, Betrag, Kurs" in capsys.readouterr().err


NUMBERS = """
create schema number_shop;
create table number_shop.transactions (transaction_id integer, customer_id integer, ordered_at date, amount numeric);
insert into number_shop.transactions values
    (1, 1, '2024-01-01', 10.00005), (2, 1, '2024-01-02', 'NaN'), (3, 1, '2024-01-03', 'Infinity'),
    (4, 1, '2024-01-04', 9999999999999.99994), (5, 1, '2024-01-05', 9999999999999.99996), (6, 1, '2024-01-06', null),
    (7, 1, '2024-01-07', -2.00005)
"""


def test_numbers_of_the_warehouse_are_taken_as_they_are(postgres, build_on_postgres):
    """Exact types go through no text: rounded half away from zero, and rejected where not finite or too large."""
    postgres.rows(NUMBERS)
    options = {"raw_data": "tables", "raw_schema": "number_shop"}
    built = build_on_postgres("numbers", "--select", "+rejected_rows", "+stg_transactions", models_only=True, **options)
    assert built.result.success, built.messages
    accepted = built.query("select transaction_id, amount from main_staging.stg_transactions order by 1")
    assert accepted == [("1", Decimal("10.0001")), ("4", Decimal("9999999999999.9999")), ("7", Decimal("-2.0001"))]
    rejected = built.query("select row_number, reason from main_staging.rejected_rows order by 1")
    assert [reason for _, reason in rejected] == ["unreadable_amount"] * 4
