"""Small shops with the dirt of real exports, against what pandas or a pencil makes of the same rows."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

HEADER = "transaction_id,customer_id,ordered_at,amount"
BACKGROUND = [(f"b{i}", f"k{i % 40}", f"2024-0{1 + i % 6}-1{i % 10}", f"{10 + i % 7}.50") for i in range(200)]
REFUNDS = [
    ("r1", "z1", "2024-02-01", "100"),
    ("r1", "z1", "2024-02-01", "-30"),
    ("r1", "z1", "2024-02-01", "-30"),  # an exact copy
    ("r1", "z1", "2024-02-03", "-30"),
    ("r2", "z2", "2024-02-01 10:00", "50"),
    ("r2", "z2", "2024-02-01 09:00", "-50"),  # a clock that goes wrong
    ("r3", "z3", "2024-01-20", "7"),
    ("r4", "z3", "2024-02-05", "60"),
    ("r4", "z3", "2024-01-30", "-60"),  # the day too: it is still the refund of this sale, and not of the one before it
    ("r5", "z4", "2024-02-01", "-20"),
    ("r6", "z5", "2024-02-01", "0"),
]


def table(header: str, rows: list[tuple], delimiter: str) -> str:
    lines = [header.split(","), *rows]
    return "".join(delimiter.join(map(str, line)) + "\n" for line in lines)


@pytest.fixture(scope="module")
def shop(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shops") / "Bob's [shop] 100% \u00fc"
    folder.mkdir()
    orders = table(HEADER, [*BACKGROUND, *REFUNDS], "\t").encode("utf-8-sig")
    (folder / "TRANSACTIONS.CSV.GZ").write_bytes(gzip.compress(orders))
    channels = [(f"k{i}", "Google Ads" if i % 2 else " google_ads") for i in range(20)]
    channels += [(f"k{i}", "\u00dcml\u00e4ut") for i in range(20, 40)]
    channels.append(("k1", "GOOGLE ADS"))  # in capitals it is no other channel
    (folder / "Customers.csv").write_text(table("Customer_ID , CHANNEL", channels, "|"), encoding="utf-16")
    spend = [
        ("2024-01-05", "Google Ads", 100),
        ("2024-02-05", "Google Ads", -150),
        ("2024-02-06", "U\u0308mla\u0308ut", "1e2"),  # letters and accents apart
    ]
    (folder / "ad_spend.csv").write_text(table("spend_date,channel,spend", spend, ";"), encoding="utf-8")
    warehouse = build("--exclude-resource-type", "unit_test", raw_data="files", data_dir=str(folder), gross_margin=0.5)
    assert warehouse.result.success, warehouse.messages
    return warehouse


def test_refunds_find_their_sale(shop) -> None:
    customers = shop.query(
        "select customer_id, frequency, realised_revenue, cast(first_purchase_on as varchar)"
        " from main_intermediate.int_model_histories where customer_id like 'z%' order by 1"
    )
    buyers = "select customer_id from main_intermediate.int_customer_rfm where customer_id like 'z%' order by 1"
    assert shop.query(buyers) == [(row[0],) for row in customers if row[-1]]
    assert customers == [
        ("z1", 0, Decimal(40), "2024-02-01"),
        ("z2", 0, Decimal(0), None),
        ("z3", 0, Decimal(7), "2024-01-20"),
        ("z4", 0, Decimal(-20), None),
        ("z5", 0, Decimal(0), "2024-02-01"),
    ]


def test_an_order_in_a_shop_of_few_is_no_alert(shop) -> None:
    """The usual number of orders on a weekday is 0."""
    assert shop.query("select count(*) from main_monitoring.fired_rules where rule = 'day_out_of_season'") == [(0,)]


def test_money_customers_and_spend_are_those_of_the_files(shop) -> None:
    money = sum(Decimal(row[3]) for row in [*BACKGROUND, *REFUNDS]) + 30  # the copy counts once
    assert shop.query("select sum(amount), count(*) from main_staging.stg_transactions") == [(money, 210)]
    roi = shop.query("select channel, customers, spend, cac from main_marts.channel_roi order by channel")
    assert roi == [
        ("Google Ads", 10, Decimal(-50), None),
        ("google_ads", 10, Decimal(0), None),
        ("unattributed", 3, Decimal(0), None),
        ("\u00dcml\u00e4ut", 20, Decimal(100), 5.0),
    ]


def test_channels_that_differ_in_letters_only_are_told(shop) -> None:
    warnings = shop.query(
        "select relation, row_count, example from main_monitoring.input_warnings where rule = 'channels_look_alike'"
    )
    assert warnings == [("customers", 20, "'Google Ads', 'google_ads'")]


ONE_IN_A_THOUSAND = [(f"t{i}", f"c{i}", f"2024-0{1 + i % 6}-1{i % 10}", 10 + i % 5) for i in range(1000)]


def test_one_repeat_buyer_in_a_thousand_has_an_answer(checked, tmp_path: Path) -> None:
    rows = [*ONE_IN_A_THOUSAND, ("x", "c7", "2024-06-20", 99)]
    (tmp_path / "transactions.csv").write_text(table(HEADER, rows, ","))
    warehouse = checked("+customer_ltv", monthly_discount_rate=0)
    assert warehouse.result.success, warehouse.messages
    answers = warehouse.query(
        "select count(horizon_ltv), min(horizon_ltv - realised_value) >= 0, sum(realised_value)"
        " from main_marts.customer_ltv"
    )
    assert answers == [(1000, True, Decimal(sum(row[3] for row in rows)))]


EVERY_DAY = [
    (f"d{c}-{i}", f"c{c}", f"2024-{1 + i // 28:02}-{1 + i % 28:02}", 5 + c % 7) for i in range(168) for c in range(12)
]


def test_daily_buyers_and_an_order_of_the_year_1900_pass_every_data_test(build, tmp_path: Path) -> None:
    """Discounted money is rounded for each day of a customer, and a history may be as long as dates can be read."""
    rows = [*EVERY_DAY, ("x", "c99", "1900-01-01", "0.5")]
    (tmp_path / "transactions.csv").write_text(table(HEADER, rows, ","))
    warehouse = build(raw_data="files", data_dir=str(tmp_path), gross_margin=0.0001)
    assert warehouse.result.success, warehouse.messages
    days = "select count(*), sum(intensity) from main_monitoring.calendar_effects where not is_forecast"
    assert warehouse.query(days) == [(45470, 45470.0)]
    (told,) = warehouse.query("select example from main_monitoring.input_warnings where rule = 'days_stand_apart'")
    assert told == ("1900-01-01 and before, then none until 2024-01-01",)


def test_order_values_without_a_mean_are_not_negative(checked, tmp_path: Path) -> None:
    """Gamma-Gamma's mean is p v / (q - 1): with a penalizer q ended below 1, and one-time buyers were worth less than
    nothing."""
    amounts = Random(7)
    rows = [
        (f"t{i}", f"c{i % 100}", f"2024-{1 + i // 12:02}-{1 + i % 28:02}", round(amounts.lognormvariate(2, 2.2), 2))
        for i in range(120)
    ]
    (tmp_path / "transactions.csv").write_text(table(HEADER, rows, ","))
    warehouse = checked("+customer_ltv", spend_penalizer=0.5)
    assert warehouse.result.success, warehouse.messages
    (q,) = warehouse.query("select value from main_predictions.spend_model_fits where parameter = 'q' limit 1")[0]
    assert q < 1
    told = warehouse.query("select distinct expected_order_value > 0 from main_marts.customer_ltv")
    assert told == [(True,)]
