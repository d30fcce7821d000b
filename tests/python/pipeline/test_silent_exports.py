"""Exports that came in wrong without a word: each is read right now, or told with what it does to the figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

TOLD_ANYWAY = ("margin_left_at_one", "left_censored", "channels_do_not_meet", "empty_window", "much_rejected")


def write(path: Path, header: str, rows: list[tuple]) -> None:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def day(number: int) -> str:
    return f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"


def told(warehouse) -> set[tuple[str, str, int | None, str]]:
    """The warnings about the exports themselves."""
    assert warehouse.result.success, warehouse.messages
    rows = warehouse.query("select rule, relation, row_count, example, why, remedy from main_monitoring.input_warnings")
    assert [row for row in rows if not (row[4] and row[5])] == []
    return {row[:4] for row in rows if row[0] not in TOLD_ANYWAY}


@pytest.fixture
def checked(build, tmp_path):
    """checked(variables) builds what `ltv check` does, from the files in tmp_path; or models that are named first."""

    def run(*selected: str, **variables):
        return build(
            *("--select", *(selected or ("+input_warnings", "+rejected_rows"))),
            models_only=True,
            raw_data="files",
            data_dir=str(tmp_path),
            **variables,
        )

    return run


HEADER = "transaction_id,customer_id,ordered_at,amount"
STATES = ["paid"] * 7 + ["Cancelled", "payment failed", "refunded"]


def orders(count: int = 100) -> list[tuple]:
    return [(f"o{i}", f"c{i * 7 % 40}", day(i), f"{20 + i % 9}.{i % 90 + 10}") for i in range(count)]


def test_columns_that_nobody_looks_at_are_told(checked, tmp_path) -> None:
    """Thirty orders cancelled, failed or refunded, tests, refunds, taxes and two currencies counted in full."""
    rows = [
        (
            *row,
            STATES[i % 10],
            "pending",
            "true" if i % 20 == 3 else "false",
            "2024-05-01" if i % 25 == 4 else "",
            "5.00" if i % 10 == 1 else "0.00",
            "2.00",
            "EUR" if i % 4 else "USD",
        )
        for i, row in enumerate(orders())
    ]
    header = f"{HEADER},Payment Status,fulfillment_status,is_test,cancelledAt,refunded_amount,tax,Devise"
    write(tmp_path / "transactions.csv", header, rows)
    assert told(checked()) == {
        ("status_not_used", "transactions", 30, "Payment Status: cancelled (10), payment failed (10), refunded (10)"),
        ("status_not_used", "transactions", 5, "is_test: true (5)"),
        ("status_not_used", "transactions", 4, "cancelledAt: filled (4)"),
        ("money_not_subtracted", "transactions", 10, "refunded_amount: 5.0000"),
        ("money_not_subtracted", "transactions", 100, "tax: 2.0000"),
        ("currencies_added_up", "transactions", 100, "Devise: EUR (75), USD (25)"),
    }


def test_what_is_refunded_in_part_still_brought_money(checked, tmp_path) -> None:
    """The remedy was to drop these orders. Whether an order was refunded, in Parquet, is no money to subtract."""
    states = ["paid", "partially_refunded", "Partial refund", "\u90e8\u5206\u9000\u6b3e", "teilweise erstattet"]
    rows = [(*row, states[i % 5] if i else "refunded") for i, row in enumerate(orders())]
    names = [*HEADER.split(","), "status"]
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    flags = [i % 10 == 3 for i in range(len(rows))]
    pq.write_table(pa.table({**columns, "refunded": flags}), tmp_path / "transactions.parquet")
    assert told(checked()) == {
        ("status_not_used", "transactions", 1, "status: refunded (1)"),
        ("status_not_used", "transactions", 10, "refunded: true (10)"),
    }


def test_a_mapping_that_looks_at_the_columns_ends_the_doubt(checked, tmp_path) -> None:
    rows = [(*row, STATES[i % 10], "5.00", "2.00") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},status,refunded_amount,tax", rows)
    mapping = {
        "drop": {"status": ["cancelled", "*failed", "refunded"]},
        "subtract": ["refunded_amount"],
        "ignore": "tax",
    }
    warehouse = checked(inputs={"transactions": mapping})
    assert told(warehouse) == set()
    money = sum(Decimal(row[3]) - 5 for row in rows if row[4] == "paid")
    assert warehouse.query("select sum(amount) from main_staging.stg_transactions") == [(money,)]


def test_currencies_are_not_added_up_without_a_word(checked, tmp_path) -> None:
    rows = [(*row, "EUR" if i % 3 else "JPY") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    found = ("currencies_added_up", "transactions", None, "EUR in transactions, JPY in transactions")
    assert told(checked()) == {found}


def test_signs_of_two_currencies_are_told(checked, tmp_path) -> None:
    rows = [(*row[:3], f"{'$' if i % 4 else '€'}{row[3]}") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    warehouse = checked(inputs={"transactions": {"decimal_mark": "."}})
    assert told(warehouse) == {("currencies_added_up", "transactions", 100, "amount: $ (75), € (25)")}


def test_words_in_place_of_amounts_are_not_currencies(checked, tmp_path) -> None:
    rows = [(*row[:3], {3: "abc", 5: "inf", 7: "unknown", 9: "3E1"}.get(i, row[3])) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked(inputs={"transactions": {"decimal_mark": "."}})) == set()


def test_signs_that_somebody_has_looked_at_are_not_told(checked, tmp_path) -> None:
    rows = [(*row[:3], f"{'US$' if i % 4 else '$'}{row[3]}") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked(inputs={"transactions": {"decimal_mark": ".", "ignore": "amount"}})) == set()


READ = {
    ".": {
        "1,234.50": "1234.5",
        "1'234.50": "1234.5",
        "1\u2019234": "1234",
        "\u20b9 1,20,100.50": "120100.5",
        "(15.00)": "-15",
        "15.25-": "-15.25",
        "\u221215.25": "-15.25",
        "-$12.50": "-12.5",
        "Rs. 500": "500",
        "CHF 1 234.50": "1234.5",
        "12.50 EUR": "12.5",
        "1e3": "1000",
        "\uff12\uff10\uff0e\uff15\uff10": "20.5",
        "\uffe51,234.50": "1234.5",
        "20.50\u5143": "20.5",
        "\u202a$1,234.50\u202c\u2003": "1234.5",
        "12,50": None,  # was 1250
        "1,2345.00": None,
        "12.50.00": None,
    },
    ",": {
        "1.234,50": "1234.5",
        "1\u202f234,50 \u20ac": "1234.5",
        "R$ 1.234,50": "1234.5",
        "(1.234,50)": "-1234.5",
        "1.234": "1234",
        "1\u2003234,50 \u0440\u0443\u0431.": "1234.5",
        "12.50": None,  # was 1250
    },
}


def test_amounts_are_read_as_they_are_written(checked, tmp_path) -> None:
    sources, expected = [], {}
    for number, (mark, amounts) in enumerate(READ.items()):
        rows = [(f"o{number}-{i}", f"c{i % 40}", day(i), "10") for i in range(40)]
        rows += [(f"n{number}-{i}", "x", "2024-03-01", f'"{text}"') for i, text in enumerate(amounts)]
        write(tmp_path / f"f{number}.csv", HEADER, rows)
        sources.append({"file": f"f{number}.csv", "decimal_mark": mark})
        read = {f"n{number}-{i}": amount for i, amount in enumerate(amounts.values())}
        expected |= {name: Decimal(amount) for name, amount in read.items() if amount is not None}
    warehouse = checked("+stg_transactions", inputs={"transactions": sources})
    assert warehouse.result.success, warehouse.messages
    taken = "select transaction_id, amount from main_staging.stg_transactions where customer_id = 'x'"
    assert dict(warehouse.query(taken)) == expected


def test_points_that_may_mark_thousands_are_told(checked, tmp_path) -> None:
    rows = [(*row[:3], f"{1 + i % 7}.{100 + i}" if i % 3 else 100 + i) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked()) == {("points_may_be_thousands", "transactions", 66, "amount: 1.107")}


def test_dates_of_the_format_and_of_iso_stand_side_by_side(checked, tmp_path) -> None:
    """A file that two programs had written: half of the orders were rejected."""
    rows = [
        (*row[:2], "/".join(reversed(row[2].split("-"))) if i % 2 else row[2], row[3]) for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", HEADER, rows)
    warehouse = checked(inputs={"transactions": {"date_format": "%d/%m/%Y"}})
    assert told(warehouse) == set()
    days = dict(
        warehouse.query("select transaction_id, cast(ordered_on as varchar) from main_staging.stg_transactions")
    )
    assert days == {row[0]: row[2] for row in orders()}


MOMENTS = {
    "excel": {"45292": "2024-01-01 00:00", "45292.395833333336": "2024-01-01 10:30", "2024-01-02": "2024-01-02 00:00"},
    "excel 1904": {"43830.5": "2024-01-01 13:00"},
    "unix": {"1704101400": "2024-01-01 10:30", "1704101400.5": "2024-01-01 10:30", "0": None},
    "unix ms": {"1704101400000": "2024-01-01 10:30"},
    "unix us": {"1704101400000000": "2024-01-01 10:30"},
    "%Y\u5e74%m\u6708%d\u65e5 %H:%M": {"2024\u5e741\u67085\u65e5 9:30": "2024-01-05 10:30"},
    "%d %b %Y": {
        "1 janv. 2024": "2024-01-01 00:00",
        "9 f\u00e9vrier 2024": "2024-02-09 00:00",
        "8 ao\u00fbt 2024": "2024-08-08 00:00",
    },
    "%d. %b %Y": {"1. M\u00e4rz 2024": "2024-03-01 00:00", "24. Dez. 2024": "2024-12-24 00:00"},
    "%d de %b de %Y": {"5 de enero de 2024": "2024-01-05 00:00", "7 de diciembre de 2024": "2024-12-07 00:00"},
    "%a, %d %b %Y %H:%M:%S %z": {"Fri, 02 Aug 2024 01:55:00 +0200": "2024-08-02 00:55"},
    "%d/%m/%Y %H:%M%z": {"13/01/2024 10:00 GMT": "2024-01-13 11:00"},
    "%b %d, %Y": {"September 5, 2024": "2024-09-05 00:00", "Jun 7, 2024": "2024-06-07 00:00"},
    None: {
        "20240105093000": "2024-01-05 10:30",
        "20240105.0": "2024-01-05 00:00",
        "2024-02-28 24:00": "2024-02-29 01:00",
        "2024-01-05T24:00:00": "2024-01-06 01:00",
        "2024-01-05 24:01": None,
    },
}


@pytest.mark.parametrize("forms", [[*MOMENTS][::3], [*MOMENTS][1::3], [*MOMENTS][2::3]], ids=len)
def test_dates_are_read_as_they_are_written(checked, tmp_path, forms: list[str | None]) -> None:
    """In a zone an hour ahead of UTC, into which times of day are moved and dates are not. Each form is a file."""
    write(tmp_path / "orders.csv", HEADER, orders(20))
    sources, expected = [{"file": "orders.csv"}], {}
    for number, form in enumerate(forms):
        moments = MOMENTS[form]
        rows = [(f"n{number}-{i}", "x", f'"{text}"', "10") for i, text in enumerate(moments)]
        write(tmp_path / f"f{number}.csv", HEADER, rows)
        sources.append({"file": f"f{number}.csv"} | ({"date_format": form} if form else {}))
        read = {f"n{number}-{i}": moment for i, moment in enumerate(moments.values())}
        expected |= {name: moment for name, moment in read.items() if moment is not None}
    warehouse = checked("+stg_transactions", inputs={"transactions": sources}, timezone="Africa/Lagos")
    assert warehouse.result.success, warehouse.messages
    moment = "strftime(ordered_at, '%Y-%m-%d %H:%M')"
    taken = f"select transaction_id, {moment} from main_staging.stg_transactions where customer_id = 'x'"
    assert dict(warehouse.query(taken)) == expected


def test_prices_of_one_piece_are_told(checked, tmp_path) -> None:
    rows = [(*row, row[3], 1 + i % 3) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},Unit Price,Qty", rows)
    assert {row[:3] for row in told(checked())} == {("amounts_of_one_piece", "transactions", 66)}
    totals = [(f"x{i}", *row[1:3], 0, (i % 7 * 11 + 5) * (1 + i % 3), 1 + i % 3) for i, row in enumerate(rows)]
    write(tmp_path / "totals.csv", f"{HEADER},Unit Price,Qty", totals)
    product = {"columns": {"amount": {"product": ["Unit Price", "Qty"]}}}
    sources = [{"file": "transactions.csv", **product}, {"file": "totals.csv", **product}]
    example = "totals.csv: 21 values of Unit Price, 7 where it is divided by Qty"
    assert told(checked(inputs={"transactions": sources})) == {("prices_of_all_pieces", "transactions", 100, example)}


CENTS = [1999, 2999, 4950, 12900, 999, 5498]


def test_amounts_above_a_thousand_that_are_not_read_are_told(checked, tmp_path) -> None:
    """Three in 300 rows are below the limit of what may be rejected, and a third of the money."""
    rows = [(row[0], f"c{i * i % 97}", *row[2:]) for i, row in enumerate(orders(300))]
    rows += ((f"n{i}", f"c{i}", day(i), f'"{i + 1},000.00"') for i in range(3))
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked()) == {("amounts_not_read", "transactions", 3, "3,000.00")}


def test_cents_are_told_and_divided_where_the_mapping_says_so(checked, tmp_path) -> None:
    rows = [(*row[:3], CENTS[i % 6], 100 if i % 6 == 0 else 0) for i, row in enumerate(orders(120))]
    write(tmp_path / "transactions.csv", f"{HEADER},refunded", rows)
    mapping = {"subtract": ["refunded"]}
    found = ("amounts_may_be_cents", "transactions", 120, "amounts up to 12900.0000, none with decimals")
    assert told(checked(inputs={"transactions": mapping})) == {found}
    warehouse = checked(inputs={"transactions": {**mapping, "divide_by": 100}})
    assert told(warehouse) == set()
    assert warehouse.query("select sum(amount) from main_staging.stg_transactions") == [
        (Decimal(20 * sum(CENTS) - 20 * 100) / 100,)
    ]


def test_ids_that_a_spreadsheet_has_cut_are_told(checked, tmp_path) -> None:
    rows = [
        (f"{1.1 + i / 100:.2f}E+14" if i % 4 else f"{i}e+16", "6.12346e+12" if i % 2 else f"61234{i % 40}", *row[2:])
        for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert {row for row in told(checked()) if row[0] == "ids_cut_short"} == {
        ("ids_cut_short", "transactions", 1, "customer_id '6.12346e+12'"),
        ("ids_cut_short", "transactions", 78, "transaction_id '8e+16'"),
    }


def test_ids_that_look_alike_are_told(checked, tmp_path) -> None:
    """In letter case, zeros, quotes that came along, letters of full width, accents of their own."""
    other = ["U{}", '"""u{}"""', "\uff55{}", "u {}"]
    rows = [
        (row[0], f"u{i % 20}" if i % 3 else other[i % 4].format(i % 20), *row[2:]) for i, row in enumerate(orders())
    ]
    rows += [(f"x{i}", ("Ren\u00e9", "Rene\u0301")[i], "2024-05-05", "10.50") for i in range(2)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    known = [(f"u{i}" if i < 18 else f"00u{i}", "google") for i in range(20)]
    write(tmp_path / "customers.csv", "customer_id,channel", known)
    assert {row[:3] for row in told(checked()) if row[0] == "ids_look_alike"} == {
        ("ids_look_alike", "transactions", 42),
        ("ids_look_alike", "customers", 22),
    }


def test_orders_that_another_file_leaves_out_are_told(checked, tmp_path) -> None:
    write(tmp_path / "a.csv", f"{HEADER},status", [(*row, "paid") for row in orders()])
    write(tmp_path / "b.csv", f"{HEADER},status", [(*row, "void") for row in orders(10)])
    warehouse = checked(inputs={"transactions": {"file": ["a.csv", "b.csv"], "drop": {"status": "void"}}})
    example = "transaction 'o0' of a.csv is left out of b.csv"
    assert told(warehouse) == {("left_out_in_another_file", "transactions", 10, example)}


def test_lines_of_files_that_overlap_count_once(checked, tmp_path) -> None:
    """Two equal pieces in one order stay two."""
    lines = [(*row, sku) for row in orders() for sku in ("hat", "sock", "sock")]
    write(tmp_path / "year.csv", f"{HEADER},sku", lines)
    write(tmp_path / "month.csv", f"{HEADER},sku", [*lines[-90:], ("new", "c1", "2024-12-28", "7.50", "hat")])
    warehouse = checked(transaction_grain="line", inputs={"transactions": {"file": ["year.csv", "month.csv"]}})
    assert warehouse.result.success, warehouse.messages
    money = 3 * sum(Decimal(row[3]) for row in orders()) + Decimal("7.50")
    assert warehouse.query("select sum(amount), sum(lines) from main_staging.stg_transactions") == [(money, 301)]


def test_totals_of_orders_that_stand_on_each_line_are_told(checked, tmp_path) -> None:
    lines = [(*row, sku) for row in orders() for sku in ("hat", "sock")]
    write(tmp_path / "transactions.csv", f"{HEADER},sku", lines)
    warehouse = checked(transaction_grain="line")
    assert told(warehouse) == {("order_totals_on_lines", "transactions", 200, "transaction 'o0'")}


def test_ids_that_begin_anew_in_every_store_are_told_and_made_to_differ(checked, tmp_path) -> None:
    """Half of the orders were left out as other versions of the first half, and the remedy was another grain."""
    write(tmp_path / "berlin.csv", HEADER, orders(60))
    write(tmp_path / "paris.csv", HEADER, [(row[0], f"p{row[1]}", *row[2:]) for row in orders(60)])
    assert told(checked(inputs={"transactions": {"file": ["berlin.csv", "paris.csv"]}})) == {
        ("ids_used_again", "transactions", 60, "transaction 'o0' of customer 'pc0' in paris.csv")
    }
    sources = [
        {"file": f"{store}.csv", "columns": {"transaction_id": {"together": [{"value": store}, "transaction_id"]}}}
        for store in ("berlin", "paris")
    ]
    warehouse = checked(inputs={"transactions": sources})
    assert told(warehouse) == set()
    assert warehouse.query("select count(*), min(transaction_id) from main_staging.stg_transactions") == [
        (120, "berlin-o0")
    ]


def test_ids_that_carry_what_nobody_sees_are_those_without(checked, tmp_path) -> None:
    """Half of the buyers had no channel: what nobody sees, or what tells a spreadsheet of text, stood in their ids."""
    dressed = ["c {}\u2003", "\u2028c\u00a0{}", "c\u200b {}", '="c {}"', "`c {}", "c {}\ufeff", '"=""c {}"""']
    rows = [(row[0], dressed[i % 7].format(row[1][1:]), *row[2:]) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    known = [(f"c {i}", ("google ads", "google\u00a0ads", "goo\u200bgle ads\u2009")[i % 3]) for i in range(40)]
    write(tmp_path / "customers.csv", "customer_id,channel", known)
    spend = [(f"2024-03-{1 + i:02d}", "google ads", f"{9 + i % 5}.5") for i in range(28)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", [*spend, ("", "Total", "321.5")])
    warehouse = checked()
    assert told(warehouse) == set()
    assert warehouse.query(
        "select count(*), count_if(is_registered) from main_intermediate.int_customer_histories"
    ) == [(40, 40)]


WORDS = ["NULL", "NaN", "#N/A", "-", "None", "\\N", "NA", "''"]
NO_DAYS = ["NaT", "0000-00-00", "0001-01-01T00:00:00", "1900-01-01", "1970-01-01", "9999-12-31", *WORDS[:2]]


def test_words_for_no_value_are_none_in_every_column(checked, tmp_path) -> None:
    """A channel called NULL had buyers, a currency NaN was a second one, and who had no date had no channel either."""
    ids = [float("inf") if i == 3 else float("nan") if i == 4 else float(i % 40) for i in range(100)]
    rows = [(*row, WORDS[i % 8] if i == 7 else "EUR") for i, row in enumerate(orders())]
    columns = dict(zip([*HEADER.split(","), "currency"], map(list, zip(*rows, strict=True)), strict=True))
    pq.write_table(pa.table(columns | {"customer_id": ids}), tmp_path / "transactions.parquet")
    known = [(i, NO_DAYS[i % 8], "google") for i in range(32)] + [(i, "", WORDS[i - 32]) for i in range(32, 40)]
    write(tmp_path / "customers.csv", "customer_id,acquired_at,channel", known)
    spend = [(day(i), "google", f"{9 + i % 5}.5") for i in range(99)] + [(day(1), "nan", "7.5"), (day(2), "display", 0)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    warehouse = checked()
    assert told(warehouse) == set()
    buyers = (
        "select channel, count(*), count(acquired_on), min(acquired_on) from main_intermediate.int_customer_histories"
    )
    assert warehouse.query(f"{buyers} group by 1 order by 1") == [
        ("google", 32, 32, date(2024, 1, 1)),
        ("unattributed", 8, 8, date(2024, 1, 9)),
    ]
    rejected = "select relation, reason, count(*) from main_staging.rejected_rows group by all order by all"
    assert warehouse.query(rejected) == [("ad_spend", "missing_channel", 1), ("transactions", "guest_order", 2)]


def test_refunds_that_name_no_customer_are_told(checked, tmp_path) -> None:
    """WooCommerce writes a refund as an order of customer 0: two guests among many, of whom nobody took notice."""
    rows = orders() + [(f"r{i}", "0" if i else "", day(i), "-20.50") for i in range(2)]
    write(tmp_path / "transactions.csv", HEADER, [*rows, ("w", "Walk-In", day(5), "9.50")])
    mapping = {"transactions": {"guest_ids": ["0", "Walk-In"]}}
    warehouse = checked(inputs=mapping)
    assert told(warehouse) == {("refunds_without_customer", "transactions", 2, "2 of 2 negative amounts")}
    guests = "select count(*) from main_staging.rejected_rows where reason = 'guest_order'"
    assert warehouse.query(guests) == [(3,)]
    rows = orders() + [(f"r{i}", f"c{i}", day(i), "-20.50") for i in range(2)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked(inputs=mapping)) == set()


def test_a_running_total_of_spend_is_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [(month, number) for month in (2, 3, 4) for number in range(1, 29)]
    spend = [(f"2024-{month:02d}-{number:02d}", 20 + (month * number) % 13) for month, number in days]
    so_far = [sum(cost for day, cost in spend if day[:7] == until[:7] and day <= until) for until, _ in spend]
    rows = [(day, "google", total) for (day, _), total in zip(spend, so_far, strict=True)]
    rows += [(day, "meta", cost) for day, cost in spend] + [(day, "tv", 30) for day, _ in spend]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", rows)
    found = ("spend_adds_up", "ad_spend", 84, "ad_spend.csv, google: 22.0000 to 728.0000")
    assert {row[:3] for row in told(checked())} == {found[:3]}
    assert told(checked(inputs={"ad_spend": {"ignore": "spend"}})) == set()


def test_rates_that_are_long_past_are_told(checked, tmp_path) -> None:
    rows = [(*row, "USD" if i % 4 == 0 else "EUR") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    rates = [("USD", f"2023-{month:02d}-01", f"0.9{month}") for month in range(6, 13)]
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", rates)
    found = [row for row in told(checked(reporting_currency="EUR")) if row[0] == "rates_are_old"]
    assert [row[3] for row in found] == ["USD: the last rate is of 2023-12-01, money came until 2024-09-25"]
    rates += [("USD", f"2024-{month:02d}-01", f"0.9{month}") for month in range(1, 12)]
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", rates)
    assert told(checked(reporting_currency="EUR")) == set()


def test_local_times_that_are_moved_once_more_are_told(checked, tmp_path) -> None:
    """Shanghai's evening was the next day's night; the same hours as UTC of a shop in Shanghai are its day."""
    bought = [(row[0], f"c{i % 97}", *row[2:]) for i, row in enumerate(orders(140))]
    rows = [(*row[:2], f"{row[2]} {9 + i % 14:02d}:30:00", row[3]) for i, row in enumerate(bought)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert {row[:3] for row in told(checked(timezone="Asia/Shanghai"))} == {("times_may_be_local", "transactions", 140)}
    assert told(checked(timezone="Europe/Berlin")) == set()
    assert told(checked()) == set()
    rows = [(*row[:2], f"{row[2]} 00:00:00", row[3]) for row in bought]
    write(tmp_path / "transactions.csv", HEADER, rows)
    spend = [(f"{day(i)}T00:00:00", "tv", f"{9 + i % 5}.5") for i in range(140)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    west = checked(timezone="America/New_York")
    assert ("times_may_be_local", "transactions", 140) in {row[:3] for row in told(west)}
    assert west.query("select min(spend_date) from main_staging.stg_ad_spend") == [(date(2024, 1, 1),)]
    (tmp_path / "ad_spend.csv").unlink()
    rows = [(*row[:2], f"{row[2]} {(1 + i % 14):02d}:30:00", row[3]) for i, row in enumerate(bought)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked(timezone="Asia/Shanghai")) == set()


def test_right_figures_that_look_odd_are_told_until_somebody_has_looked(checked, tmp_path) -> None:
    rows = [(*row[:2], "2024-06-30" if i % 3 else row[2], row[3]) for i, row in enumerate(orders())]
    rows.append(("big", "c1", "2024-06-01", "99999.99"))
    write(tmp_path / "transactions.csv", HEADER, rows)
    weeks = [(f"2024-{month:02d}-{number:02d}", "tv", 70 + month) for month in (3, 4, 5) for number in (1, 8, 15, 22)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", weeks)
    assert {row[0] for row in told(checked())} == {"one_order_dominates", "days_stand_apart", "spend_not_daily"}
    looked = {"transactions": {"ignore": ["amount", "ordered_at"]}, "ad_spend": {"ignore": "spend_date"}}
    assert told(checked(inputs=looked)) == set()


def test_spend_beside_buyers_without_a_channel_is_told_once(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    spend = [(day(i), ("google", "meta", "tv")[i % 3], 10 + i % 7) for i in range(90)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    rows = checked().query(
        "select row_count, example from main_monitoring.input_warnings where rule = 'channels_do_not_meet'"
    )
    assert rows == [(90, "'google', 'meta', 'tv'")]


def test_spend_that_counts_twice_or_for_weeks_is_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [
        (f"2024-{month:02d}-{number:02d}", "google", f"{20 + number % 7}.50")
        for month in (3, 4, 5)
        for number in range(1, 29)
    ]
    write(tmp_path / "daily.csv", "spend_date,channel,spend", days)
    months = [(f"2024-{month:02d}-01", "Google", "658.00") for month in (3, 4, 5)]
    write(tmp_path / "monthly.csv", "spend_date,channel,spend", months)
    weeks = [(f"2024-{month:02d}-{number:02d}", "tv", 70 + month) for month in (3, 4, 5) for number in (1, 8, 15, 22)]
    write(tmp_path / "weekly.csv", "spend_date,channel,spend", weeks)
    summed = [
        (f"2024-03-{number:02d}", channel, spend)
        for number in range(1, 21)
        for channel, spend in (("radio", number), ("print", 5), ("All channels", number + 5))
    ]
    write(tmp_path / "summed.csv", "spend_date,channel,spend", summed)
    spans = [("2024-03-01", "2024-05-31", "fair", 900)]
    write(tmp_path / "spans.csv", "from,to,channel,spend", spans)
    files = [{"file": name} for name in ("daily.csv", "monthly.csv", "weekly.csv", "summed.csv")]
    files.append({"file": "spans.csv", "columns": {"spend_date": "from"}})
    found = {row for row in told(checked(inputs={"ad_spend": files})) if row[0].startswith("spend")}
    assert found == {
        ("spend_counted_twice", "ad_spend", 3, "daily.csv and monthly.csv: google is Google"),
        ("spend_not_daily", "ad_spend", 3, "monthly.csv: 2024-03-01 and then every 30 to 31 days"),
        ("spend_not_daily", "ad_spend", 12, "weekly.csv: 2024-03-01 and then every 7 to 10 days"),
        ("spend_not_daily", "ad_spend", 1, "spans.csv: 2024-03-01 to 2024-05-31"),
        ("spend_totals_among_rows", "ad_spend", 20, "summed.csv, 2024-03-01: 6.0000"),
    }


def test_what_loaders_keep_beside_what_is_true_is_told(checked, tmp_path) -> None:
    """Deleted rows and all versions of a row counted, views as orders, and reports of times that overlap twice."""
    rows = [
        (*row, "true" if i % 20 == 3 else "false", "2024-06-01", "view" if i % 25 == 4 else "purchase")
        for i, row in enumerate((f"o{i}", f"c{i}", *row[2:]) for i, row in enumerate(orders(120)))
    ]
    rows += [(*row[:5], "2024-07-01", "refund" if i else "purchase") for i, row in enumerate(rows[:2])]
    write(tmp_path / "transactions.csv", f"{HEADER},_fivetran_deleted,_fivetran_synced,event_type", rows)
    days = [(f"2024-03-{number:02d}", "google", f"{20 + number}.50", "", "1") for number in range(1, 29)]
    more = [(*row[:3], "2024-06-01", "2") for row in days[:2]]
    write(tmp_path / "march.csv", "spend_date,channel,spend,_sdc_deleted_at,_sdc_sequence", [*days, *more])
    both = [(row[0], "google", row[2]) for row in days[25:]]
    later = [(f"2024-04-{number:02d}", "google", "30.50") for number in range(1, 21)]
    write(tmp_path / "april.csv", "spend_date,channel,spend", [*both, *later])
    found = told(checked(inputs={"ad_spend": [{"file": "march.csv"}, {"file": "april.csv"}]}))
    assert found == {
        ("customers_never_return", "transactions", 120, "120 orders of 120 customers, such as 'c0'"),
        ("status_not_used", "transactions", 6, "_fivetran_deleted: true (6)"),
        ("status_not_used", "transactions", 6, "event_type: view (5), refund (1)"),
        ("versions_not_used", "transactions", 2, "transaction_id o0 with several _fivetran_synced"),
        ("status_not_used", "ad_spend", 2, "march.csv: _sdc_deleted_at: filled (2)"),
        (
            "versions_not_used",
            "ad_spend",
            2,
            "march.csv: spend_date and channel 2024-03-01-google with several _sdc_sequence",
        ),
        ("spend_counted_twice", "ad_spend", 3, "april.csv and march.csv: google"),
    }


def test_purchases_on_a_schedule_are_told(checked, tmp_path) -> None:
    """Forty subscriptions that are paid every 30 or 31 days, one after the other given up; and ten buyers at random."""
    start = date(2024, 1, 1)
    days = [(i, j, start + timedelta(days=i + 61 * j // 2)) for i in range(40) for j in range(2 + i % 7)]
    days += [(100 + i, j, start + timedelta(days=i * 17 % 40 + j * j)) for i in range(10) for j in range(3)]
    write(tmp_path / "transactions.csv", HEADER, [(f"o{i}-{j}", f"c{i}", day, "9.90") for i, j, day in days])
    assert told(checked()) == {
        (
            "purchases_on_a_schedule",
            "transactions",
            155,
            "155 of 175 gaps between purchases are about 30 days",
        )
    }


def test_micros_are_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    write(
        tmp_path / "ad_spend.csv", "spend_date,channel,spend", [(day(i), "google", (20 + i) * 10**6) for i in range(30)]
    )
    example = "spend of 20000000.0000 to 49000000.0000, none with decimals"
    assert ("amounts_may_be_cents", "ad_spend", 30, example) in told(checked())


def test_right_exports_are_not_doubted(checked, tmp_path) -> None:
    """Refunds are rows of their own, ids differ in letter case as some systems' do, costs of two accounts overlap."""
    rows = [(*row, "completed", "CA", "EUR", "0.00") for row in orders(300)]
    rows += [(row[0], row[1], row[2], f"-{row[3]}", "refunded", "NY", "EUR", "0.00") for row in orders(10)]
    rows += [("x1", "Zz9", "2024-05-05", "0.125", "completed", "", "EUR", "")]
    write(tmp_path / "transactions.csv", f"{HEADER},status,state,currency,refunded", rows)
    write(tmp_path / "customers.csv", "customer_id,channel", [(f"c{i}", "google") for i in range(40)])
    spend = [(day(i), "google", f"{10 + i % 11}.{i % 60 + 10}") for i in range(200)]
    write(tmp_path / "one.csv", "spend_date,channel,spend", spend)
    write(
        tmp_path / "two.csv",
        "spend_date,channel,spend",
        [(row[0], row[1], f"{5 + i % 3}.{i % 70 + 10}") for i, row in enumerate(spend)],
    )
    assert told(checked(inputs={"ad_spend": {"file": ["one.csv", "two.csv"]}})) == set()


def test_orders_of_two_systems_with_ids_of_their_own_are_told(checked, tmp_path) -> None:
    write(tmp_path / "shop.csv", HEADER, orders())
    write(tmp_path / "books.csv", HEADER, [(f"ERP-{i}", *row[1:]) for i, row in enumerate(orders(40))])
    warehouse = checked(inputs={"transactions": {"file": ["shop.csv", "books.csv"]}})
    example = "books.csv and shop.csv: 20.1000 of customer c0 on 2024-01-01"
    assert told(warehouse) == {("orders_in_two_files", "transactions", 40, example)}


def test_amounts_with_a_turned_sign_are_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, [(*row[:3], f"-{row[3]}") for row in orders()])
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", [(day(i), "tv", f"-{i}.5") for i in range(1, 30)])
    assert told(checked()) == {
        ("signs_turned", "transactions", 100, "100 of 100 amounts are negative"),
        ("signs_turned", "ad_spend", 29, "29 of 29 amounts are negative"),
    }


def test_names_for_ids_and_an_order_as_large_as_the_rest_are_told(checked, tmp_path) -> None:
    rows = [
        (row[0], f"{'Anna' if i % 2 else 'Jo'} M{'a' * (i % 9 + 1)}ier", *row[2:]) for i, row in enumerate(orders())
    ]
    rows += [("slip", rows[0][1], "2024-05-05", "99999.99")]
    write(tmp_path / "transactions.csv", HEADER, rows)
    write(
        tmp_path / "ad_spend.csv", "spend_date,channel,spend", [("2024-01-01", "tv", 900), ("2024-01-01", "web", 400)]
    )
    assert told(checked()) == {
        ("spend_not_daily", "ad_spend", 2, "all on 2024-01-01"),
        ("customers_are_names", "transactions", 18, "customer_id 'Anna Maaaaaaaaaier'"),
        ("one_order_dominates", "transactions", 1, "an order of 99999.9900 among 101 orders worth 102446.4900"),
    }


def test_rows_of_totals_and_ids_without_a_customer_are_nobody(checked, tmp_path) -> None:
    """A last row called Total was a customer, who had bought all there was; what has no width is no part of an id."""
    rows = [(*row[:1], row[1] + "\u200b" * (i % 2), *row[2:]) for i, row in enumerate(orders())]
    rows += [("x1", "Unknown", "2024-05-05", "10"), ("Grand Total", "TOTAL", "2024-12-28", "9999")]
    write(tmp_path / "transactions.csv", HEADER, rows)
    warehouse = checked()
    assert told(warehouse) == set()
    money = sum(Decimal(row[3]) for row in orders())
    taken = "select sum(amount), count(distinct customer_id) from main_staging.stg_transactions"
    assert warehouse.query(taken) == [(money, 40)]


def test_a_last_line_of_totals_is_no_lost_money(checked, tmp_path) -> None:
    """It is as much as all other rows together, and the remedy was to allow half of the money to be rejected."""
    write(tmp_path / "transactions.csv", HEADER, [*orders(), ("Total", "", "", "99999.99")])
    spend = [(day(i), "google", "10") for i in range(60)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", [*dict.fromkeys(spend), ("", "", "999.99")])
    warehouse = checked()
    assert told(warehouse) == set()
    assert ("much_rejected",) not in warehouse.query("select rule from main_monitoring.input_warnings")
    rejected = "select relation, reason, amount from main_staging.rejected_rows order by relation"
    totals = [("ad_spend", Decimal("999.99")), ("transactions", Decimal("99999.99"))]
    assert warehouse.query(rejected) == [(relation, "row_of_totals", amount) for relation, amount in totals]


def test_rates_that_are_upside_down_are_told(checked, tmp_path) -> None:
    rows = [
        (*row[:3], 3000 + i if i % 4 == 0 else row[3], "JPY" if i % 4 == 0 else "EUR") for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", [("JPY", "2023-01-01", "160.5")])
    example = "JPY: 160.5000000000, orders of 489204.0 on average, all others 24.42"
    assert told(checked(reporting_currency="EUR")) == {("rates_may_be_inverted", "exchange_rates", 25, example)}
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", [("JPY", "2023-01-01", "0.0062")])
    assert told(checked(reporting_currency="EUR")) == set()


def test_days_that_are_no_days_of_sales_are_told(checked, tmp_path) -> None:
    rows = [
        (*row[:2], "1970-01-01" if i < 3 else "2024-06-30" if i % 3 else row[2], row[3])
        for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", HEADER, rows)
    spend = [("1970-01-01" if i < 40 else day(i), "google", f"{9 + i % 5}.5") for i in range(99)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    known = [(f"c{i}", "2023-11-11" if i % 2 else "", "google") for i in range(40)]
    known += [(f"n{i}", "2023-11-11", "google") for i in range(20)]
    write(tmp_path / "customers.csv", "customer_id,acquired_at,channel", known)
    rows += [(f"n{i}", f"n{i}", "2024-05-05", f"{9 + i}.5") for i in range(20)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert {row for row in told(checked()) if row[0] == "days_stand_apart"} == {
        ("days_stand_apart", "transactions", 3, "1970-01-01 and before, then none until 2024-01-01"),
        ("days_stand_apart", "transactions", 64, "64 of 120 orders on 2024-06-30"),
        ("days_stand_apart", "ad_spend", 40, "1970-01-01 and before, then none until 2024-01-01"),
        ("days_stand_apart", "customers", 39, "39 of 60 buyers acquired on 2023-11-11 before they bought"),
    }


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


def test_experiments_of_other_channels_or_days_are_told(checked, tmp_path) -> None:
    """A test of a channel under another name was left out of the budget advice, and nobody knew."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    spend = [(day(i), "google", 10 + i) for i in range(100)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    tests = [
        ("google", "2024-03-01", "2024-03-20"),
        ("Google", "2024-03-01", "2024-03-20"),
        ("google", "2023-03-01", "2023-03-20"),
    ]
    write(tmp_path / "spend_experiments.csv", "channel,starts_on,ends_on", tests)
    found = {row for row in told(checked()) if row[0] == "experiments_not_used"}
    assert {row[3] for row in found} == {"'Google' 2024-03-01 to 2024-03-20", "'google' 2023-03-01 to 2023-03-20"}


def test_a_share_of_guests_that_is_meant_is_told_no_more(checked, tmp_path) -> None:
    rows = [(row[0], "" if i % 8 == 0 else row[1], *row[2:]) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    statement = "select remedy from main_monitoring.input_warnings where rule = 'much_rejected'"
    ((remedy,),) = checked().query(statement)
    share = remedy.rpartition("set the variable rejected_share_warning to ")[2].rstrip(".")
    assert 0.12 < float(share) < 0.2
    assert checked(rejected_share_warning=float(share)).query(statement) == []


def test_a_warehouse_reads_dates_and_ids_the_same(postgres, build_on_postgres) -> None:
    """Each form of dates is a table of its own; ids begin anew in each of them, and carry a mark that nobody sees."""
    statements, sources = ["create schema silent_forms"], []
    for number, (form, moments) in enumerate(MOMENTS.items()):
        rows = ", ".join(f"('n{i}', 'x\u200b{i}', '{text}', '10')" for i, text in enumerate(moments))
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
