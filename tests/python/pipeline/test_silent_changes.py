"""Shops whose data change on a day: another system, other ids, another unit. What counts twice since is told."""

from __future__ import annotations

from exports_with_doubts import HEADER, day, orders, told, write


def test_spend_in_cents_or_micros_from_a_day_on_is_told(checked, tmp_path) -> None:
    """Of one channel up, of one down; one that truly grows twentyfold says nothing."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [
        (f"2024-{month:02d}-{number:02d}", (month * number) % 23 + 10) for month in (3, 4, 5) for number in range(1, 29)
    ]
    rows = []
    for spend_date, spend in days:
        later = spend_date >= "2024-04-17"
        rows += [
            (spend_date, "google", spend * (100 if later else 1)),
            (spend_date, "tv", spend * (1 if later else 10**6)),
        ]
        rows.append((spend_date, "meta", spend * (20 if later else 1)))
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", rows)
    (found,) = told(checked())
    assert found[:3] == ("spend_changes_unit", "ad_spend", 40 + 44)
    assert [words.split()[0] + words.split(" before ")[1][:10] for words in found[3].split(", '")] == [
        "'google'2024-04-17",
        "tv'2024-04-17",
    ]
    assert told(checked(inputs={"ad_spend": {"ignore": "spend"}})) == set()


def test_spend_long_before_the_first_order_is_told(checked, tmp_path) -> None:
    """The export of orders was cut at its newest rows, and customers registered before."""
    write(tmp_path / "transactions.csv", HEADER, [row for row in orders(300) if row[2] >= "2024-07"])
    days = [f"2024-{month:02d}-{number:02d}" for month in range(1, 13) for number in range(1, 29)]
    spend = [(spent, "google", 10 + i * 7 % 13) for i, spent in enumerate(days)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", spend)
    example = "spend from 2024-01-01, the first order on 2024-07-03"
    found = [row for row in told(checked()) if row[0] == "orders_of_part_of_window"]
    assert found == [("orders_of_part_of_window", "transactions", 5 * 28 + 1, example)]
    looked = {"transactions": {"ignore": "ordered_at"}}
    assert "orders_of_part_of_window" not in {row[0] for row in told(checked(inputs=looked))}


def test_the_months_that_two_systems_tell_are_told(checked, tmp_path) -> None:
    """The shop has moved: the new system has the orders of the last months of the old one under ids of its own."""
    old = [row for row in orders(400) if row[2] < "2024-10"]
    moved = [(f"w{row[0]}", *row[1:]) for row in old if row[2] >= "2024-08"]
    new = [(f"n{row[0]}", *row[1:]) for row in orders(400) if row[2] >= "2024-10"]
    write(tmp_path / "shopify.csv", HEADER, old)
    write(tmp_path / "woo.csv", HEADER, moved + new)
    both = {"transactions": [{"file": "shopify.csv"}, {"file": "woo.csv"}]}
    assert 10 <= len(moved) < 0.5 * min(len(old), len(moved + new))
    (found,) = (row for row in told(checked(inputs=both)) if row[0] != "purchases_on_a_schedule")
    assert found[:3] == ("orders_in_two_files", "transactions", len(moved))
    assert found[3].endswith(f"from {min(row[2] for row in moved)} to {max(row[2] for row in moved)}")
    write(tmp_path / "woo.csv", HEADER, new)
    assert "orders_in_two_files" not in {row[0] for row in told(checked(inputs=both))}


def test_customers_with_new_ids_beside_their_old_ones_are_told(checked, tmp_path) -> None:
    """By their e-mail address, or by the digits of the id where only orders have the prefix."""
    write(
        tmp_path / "transactions.csv", HEADER, [(*row[:1], 1000 + i % 40, *row[2:]) for i, row in enumerate(orders())]
    )
    people = [(1000 + i, "google", f"p{i}@shop.test") for i in range(40)]
    again = [(2000 + i, "google", f"P{i}@shop.test ") for i in range(8)]
    write(tmp_path / "customers.csv", "customer_id,channel,email", people + again)
    example = "email: 1000 and 2000 have one"
    assert told(checked()) == {("customers_told_twice", "customers", 8, example)}
    assert told(checked(inputs={"customers": {"ignore": "email"}})) == set()
    since = [
        (row[0], f"C-{1000 + i % 40}" if day(i) > "2024-08" else f"{1000 + i % 40}", *row[2:])
        for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", HEADER, since)
    known = [(name, channel) for name, channel, _ in people] + [(f"C-{3000 + i}", "google") for i in range(5)]
    write(tmp_path / "customers.csv", "customer_id,channel", known)
    unknown = len({row[1] for row in since if row[1].startswith("C")})
    example = "transactions have customer_id 'C-1000', customers have '1000'"
    found = {row for row in told(checked()) if row[0] == "ids_do_not_meet"}
    assert {row[:3] for row in found} == {("ids_do_not_meet", "customers", unknown)}


def test_customers_with_one_number_in_several_stores_are_told(checked, tmp_path) -> None:
    """The orders are told apart by their stores and their numbers; the customers of both were counted as one."""
    rows = [(store, i % 50, 1 + i * 7 % 20, *orders()[i][2:]) for i, store in enumerate(["DE"] * 50 + ["FR"] * 50)]
    write(tmp_path / "transactions.csv", f"store,{HEADER}", rows)
    ids = {"transaction_id": {"together": ["store", "transaction_id"]}}
    example = "customer '1' in 2 stores, such as de and fr"
    assert told(checked(inputs={"transactions": {"columns": ids}})) == {
        ("customers_in_several_stores", "transactions", 100, example)
    }
    own = [(store, number, f"{store}{customer}", *rest) for store, number, customer, *rest in rows]
    write(tmp_path / "transactions.csv", f"store,{HEADER}", own)
    assert told(checked(inputs={"transactions": {"columns": ids}})) == set()
    years = [(f"20{23 + (store == 'FR')}", *rest) for store, *rest in rows]
    write(tmp_path / "transactions.csv", f"store,{HEADER}", years)
    assert told(checked(inputs={"transactions": {"columns": ids}})) == set()
