"""Exports that came in wrong without a word: ids, days and rows are read right now, or told with what they do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exports_with_doubts import HEADER, MOMENTS, day, orders, told, write


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
    """In letter case, zeros, quotes that came along, letters of full width. Accents of their own are no difference."""
    other = ["U{}", '"""u{}"""', "\uff55{}", "u {}"]
    rows = [
        (row[0], f"u{i % 20}" if i % 3 else other[i % 4].format(i % 20), *row[2:]) for i, row in enumerate(orders())
    ]
    rows += [(f"x{i}", ("Ren\u00e9", "Rene\u0301")[i], "2024-05-05", "10.50") for i in range(2)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    known = [(f"u{i}" if i < 18 else f"00u{i}", "google") for i in range(20)]
    write(tmp_path / "customers.csv", "customer_id,channel", known)
    warehouse = checked()
    assert {row[:3] for row in told(warehouse) if row[0] == "ids_look_alike"} == {
        ("ids_look_alike", "transactions", 40),
        ("ids_look_alike", "customers", 22),
    }
    named = "select distinct customer_id from main_staging.stg_transactions where transaction_id like 'x%'"
    assert warehouse.query(named) == [("Ren\u00e9",)]


def test_a_day_may_stand_in_three_columns(checked, tmp_path) -> None:
    rows = [
        ("o1", "a", 2024, 2, 9, 5),
        ("o2", "b", 2024, 3, 31, 7),
        ("o3", "c", 2024, 2, 30, 9),
        ("o4", "d", "", 2, 1, 9),
    ]
    write(tmp_path / "transactions.csv", "transaction_id,customer_id,y,m,d,amount", rows)
    mapping = {"columns": {"ordered_at": {"together": ["y", "m", "d"]}}, "date_format": "%Y-%m-%d"}
    warehouse = checked("+stg_transactions", "+rejected_rows", inputs={"transactions": mapping})
    assert warehouse.result.success, warehouse.messages
    taken = warehouse.query("select customer_id, ordered_on from main_staging.stg_transactions order by 1")
    assert taken == [("a", date(2024, 2, 9)), ("b", date(2024, 3, 31))]
    reasons = warehouse.query("select distinct reason from main_staging.rejected_rows")
    assert reasons == [("unreadable_date",)]


def test_ids_of_one_customer_in_two_forms_are_told(checked, tmp_path) -> None:
    """Half of the ids came with a prefix, or as people write addresses and numbers: those buyers had no channel."""
    forms = ["{}@x.com", "Ann <{}@x.com>", "{}+shop@x.com", "mailto:{}@x.com", "+49 170 {}", "0049170{}"]
    rows = [(row[0], forms[i % 6].format(i * 7 % 10 + 10), *row[2:]) for i, row in enumerate(orders(60))]
    rows += [(f"p{i}", f"CUST-{i % 9}" if i % 2 else i % 9, day(i), 20 + i % 7) for i in range(40)]
    rows += [(f"z{i}", f"z{i % 30}", day(i), 20 + i % 7) for i in range(60)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    ids = [
        *(f"z{i}" for i in range(30)),
        *(f"{i + 10}@x.com" for i in range(10)),
        *(f"0049170{i + 10}" for i in range(10)),
        *range(9),
    ]
    write(tmp_path / "customers.csv", "customer_id,channel", [(name, "google") for name in ids])
    found = {row for row in told(checked()) if row[0].startswith("ids_")}
    assert {row[:3] for row in found} == {
        ("ids_look_alike", "transactions", 20),
        ("ids_look_alike", "customers", 20),
        ("ids_do_not_meet", "customers", 9),
        ("ids_do_not_meet", "customers", 5),
        ("ids_of_two_kinds", "transactions", 20),
    }


def test_telephone_numbers_and_ids_with_a_dash_in_several_forms_are_told(checked, tmp_path) -> None:
    """Of 74 numbers 135 customers were made. Numbers with a dash that are other ones stay apart."""
    forms = ["086400{}", "086-400{}", "+81 86-400-{}", "C-{}", "C\u2013{}"]
    rows = [(row[0], forms[i % 5].format(1000 + i // 5), *row[2:]) for i, row in enumerate(orders(60))]
    rows += [(f"n{i}", f"{2023 + i % 2}-{i:05d}", *row[2:]) for i, row in enumerate(orders(20))]
    write(tmp_path / "transactions.csv", HEADER, rows)
    (found,) = (row for row in told(checked()) if row[0] == "ids_look_alike")
    assert found[1:3] == ("transactions", 60)


def test_orders_that_another_file_leaves_out_are_told(checked, tmp_path) -> None:
    write(tmp_path / "a.csv", f"{HEADER},status", [(*row, "paid") for row in orders()])
    write(tmp_path / "b.csv", f"{HEADER},status", [(*row, "void") for row in orders(10)])
    warehouse = checked(inputs={"transactions": {"file": ["a.csv", "b.csv"], "drop": {"status": "void"}}})
    example = "transaction 'o0' of a.csv is left out of b.csv"
    assert told(warehouse) == {("left_out_in_another_file", "transactions", 10, example)}


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
    warehouse = checked(inputs={"ad_spend": {"ignore": "spend_date"}})
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
    write(tmp_path / "customers.csv", "customer_id,acquired_at", [("c1", "2024-01-01 00:00:00"), ("c2", "2024-01-01")])
    west = checked(timezone="America/New_York")
    assert ("times_may_be_local", "transactions", 140) in {row[:3] for row in told(west)}
    assert west.query("select min(spend_date) from main_staging.stg_ad_spend") == [(date(2024, 1, 1),)]
    acquired = west.query("select distinct acquired_on from main_staging.stg_customers")
    assert acquired == [(date(2024, 1, 1),)]
    (tmp_path / "ad_spend.csv").unlink()
    (tmp_path / "customers.csv").unlink()
    rows = [(*row[:2], f"{row[2]} {(1 + i % 14):02d}:30:00", row[3]) for i, row in enumerate(bought)]
    write(tmp_path / "transactions.csv", HEADER, rows)
    assert told(checked(timezone="Asia/Shanghai")) == set()


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
    versions = [("c0", "meta", "2024-05-01"), ("c0", "google", ""), ("c1", "google", "")]
    write(tmp_path / "customers.csv", "customer_id,channel,dbt_valid_to", versions)
    found = told(checked(inputs={"ad_spend": [{"file": "march.csv"}, {"file": "april.csv"}]}))
    assert found == {
        ("customers_never_return", "transactions", 120, "120 orders of 120 customers, such as 'c0'"),
        ("status_not_used", "transactions", 6, "_fivetran_deleted: true (6)"),
        ("status_not_used", "transactions", 6, "event_type: view (5), refund (1)"),
        ("status_not_used", "customers", 1, "dbt_valid_to: filled (1)"),
        ("ids_do_not_meet", "customers", 119, "transactions have customer_id 'c0', customers have 'c1'"),
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


def test_orders_of_two_systems_with_ids_of_their_own_are_told(checked, tmp_path) -> None:
    write(tmp_path / "shop.csv", HEADER, orders())
    write(tmp_path / "books.csv", HEADER, [(f"ERP-{i}", *row[1:]) for i, row in enumerate(orders(40))])
    warehouse = checked(inputs={"transactions": {"file": ["shop.csv", "books.csv"]}})
    example = "books.csv and shop.csv: 20.1000 of customer c0 on 2024-01-01, from 2024-01-01 to 2024-12-24"
    assert told(warehouse) == {("orders_in_two_files", "transactions", 40, example)}
    gross = [(f"R{i}", *row[1:3], Decimal(row[3]) * 2) for i, row in enumerate(orders())]
    write(tmp_path / "books.csv", HEADER, gross)
    example = "books.csv and shop.csv: 40.2000 of customer c0 on 2024-01-01, from 2024-01-01 to 2024-12-28"
    mapping = {"transactions": {"file": ["shop.csv", "books.csv"]}}
    assert told(checked(inputs=mapping)) == {("orders_in_two_files", "transactions", 100, example)}
    later = [(f"p{i}", row[1], f"{row[2][:8]}{int(row[2][8:]) + 1:02d}", row[3]) for i, row in enumerate(orders())]
    write(tmp_path / "books.csv", HEADER, later)
    assert {row[:2] for row in told(checked(inputs=mapping))} == {("orders_in_two_files", "transactions")}


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


def test_a_share_of_guests_that_is_meant_is_told_no_more(checked, tmp_path) -> None:
    rows = [(row[0], "" if i % 8 == 0 else row[1], *row[2:]) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", HEADER, rows)
    statement = "select remedy from main_monitoring.input_warnings where rule = 'much_rejected'"
    ((remedy,),) = checked().query(statement)
    share = remedy.rpartition("set the variable rejected_share_warning to ")[2].rstrip(".")
    assert 0.12 < float(share) < 0.2
    assert checked(rejected_share_warning=float(share)).query(statement) == []


def test_orders_that_are_no_single_orders_are_told(checked, tmp_path) -> None:
    """A third of the orders came once more under new ids, all were booked on the first of a month, in thousands."""
    rows = [(*row[:2], f"{row[2][:8]}01", row[3]) for row in orders()]
    rows += [(f"again-{row[0]}", *row[1:]) for row in rows[::3]]
    write(tmp_path / "transactions.csv", HEADER.replace("amount", "Revenue (in thousands)"), rows)
    mapping = {"columns": {"amount": "Revenue (in thousands)"}}
    assert told(checked(inputs={"transactions": mapping})) == {
        ("orders_told_twice", "transactions", 34, "'again-o0' and 'o0': 20.1000 of customer c0"),
        ("orders_not_daily", "transactions", 134, "all on the first of 12 months"),
        ("amounts_in_thousands", "transactions", None, "Revenue (in thousands)"),
    }
    looked = {"ignore": ["transaction_id", "ordered_at", "Revenue (in thousands)"]}
    assert told(checked(inputs={"transactions": mapping | looked})) == set()


def test_what_exports_leave_out_or_hold_by_halves_is_told(checked, tmp_path) -> None:
    """No order in March, a sixth of them free, guests by their addresses, costs of a quarter only, with a slip."""
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(360)]
    rows = [
        (f"o{i}", f"c{i // 2}" if i % 8 > 1 else f"c{i // 2}@x.com", day, 0 if i % 6 == 3 else f"{20 + i % 9}.5")
        for i, day in enumerate(days)
        if day.month != 3
    ]
    write(tmp_path / "transactions.csv", HEADER, rows)
    known = sorted({row[1] for row in rows})
    write(tmp_path / "customers.csv", "customer_id,channel", [(name, "google") for name in known])
    spend = [(day, "google", 4000 if number == 9 else f"{9 + number % 7}.5") for number, day in enumerate(days[274:])]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    assert told(checked()) == {
        ("days_are_missing", "transactions", 31, "none after 2024-02-29 for 31 days"),
        ("free_orders", "transactions", 55, "55 of 329 orders"),
        ("ids_of_two_kinds", "transactions", 41, "41 buyers such as 'c0@x.com', 124 such as 'c1'"),
        (
            "spend_of_part_of_window",
            "ad_spend",
            119,
            "'google' 2024-10-01 to 2024-12-25, 119 of 165 customers outside",
        ),
        ("one_order_dominates", "ad_spend", 1, "google: a row of 4000.0000 among 86 rows of 5058.5000"),
    }
    looked = {"transactions": {"ignore": ["ordered_at", "amount", "customer_id"]}, "ad_spend": {"ignore": ["spend"]}}
    assert told(checked(inputs=looked, spend_window_days=86)) == set()


def _shop_with_zero(folder: Path, of_zero: int, customers: range | None) -> None:
    """Five orders of each of the ids 1 to 20, and some of 0."""
    rows = [(f"o{i}", 1 + i % 20, day(i * 3), "10.00") for i in range(100)]
    write(folder / "transactions.csv", HEADER, [*rows, *[(f"z{i}", 0, day(i), "7.00") for i in range(of_zero)]])
    if customers:
        write(folder / "customers.csv", "customer_id,channel", [(i, "web") for i in customers])


@pytest.mark.parametrize(
    ("of_zero", "customers", "guests", "warned"),
    [
        (5, range(21), 0, False),  # counted from 0
        (5, None, 0, False),
        (5, range(1, 21), 5, False),  # who is registered is known, and 0 is not
        (60, None, 60, False),
        (15, None, 0, True),
    ],
)
def test_customer_zero_is_a_guest_where_no_other_is_like_it(checked, tmp_path, of_zero, customers, guests, warned):
    _shop_with_zero(tmp_path, of_zero, customers)
    build = checked()
    query = "select count(*) from main_staging.rejected_rows where reason = 'guest_order'"
    assert build.query(query) == [(guests,)]
    found = {row[0]: row[3] for row in told(build)}
    assert ("guest_account" in found) is warned
    if warned:
        build = checked(inputs={"transactions": {"guest_ids": ["0"]}})
        assert build.query(query) == [(of_zero,)]
        assert "guest_account" not in {row[0] for row in told(build)}
