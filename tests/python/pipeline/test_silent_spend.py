"""Exports that came in wrong without a word: spend, rates and experiments are read right now, or told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from exports_with_doubts import HEADER, day, orders, told, write


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


def test_months_in_columns_are_told_as_months(checked, tmp_path) -> None:
    """Each is a source whose day is a constant."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    write(tmp_path / "wide.csv", "channel,Mar,Apr,May", [("tv", 700, 800, 900), ("radio", 70, 80, 90)])
    files = [
        {"file": "wide.csv", "columns": {"spend_date": {"value": f"2024-{number:02d}-01"}, "spend": name}}
        for number, name in ((3, "Mar"), (4, "Apr"), (5, "May"))
    ]
    found = [row for row in told(checked(inputs={"ad_spend": files})) if row[0] == "spend_not_daily"]
    assert found == [("spend_not_daily", "ad_spend", 6, "wide.csv: 2024-03-01 and then every 30 to 31 days")]
    looked_at = [{**file, "ignore": ["spend_date"]} for file in files]
    assert "spend_not_daily" not in {row[0] for row in told(checked(inputs={"ad_spend": looked_at}))}


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


def test_spend_that_was_loaded_again_is_told(checked, tmp_path) -> None:
    """The last days come once more, a little higher, as platforms correct them; hours of a day are no versions."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [f"2024-{month:02d}-{number:02d}T00:00:00Z" for month in (3, 4) for number in range(1, 29)]  # days in JSON
    spend = [(day, name, cost, "2024-05-01") for day in days for name, cost in (("google", 10), ("meta", 20))]
    again = [(day, name, f"{cost * 1.03:.2f}", "2024-05-08") for day, name, cost, _ in spend[-28:]]
    header = "spend_date,channel,spend,loaded_at"
    write(tmp_path / "ad_spend.csv", header, [*spend, *again])
    example = "28 days of channels, such as google, 2024-04-15: 2 loads"
    assert told(checked(timezone="America/New_York")) == {("spend_loaded_again", "ad_spend", 28, example)}
    newest = {"newest": {"of": ["spend_date", "channel"], "by": "loaded_at"}}
    warehouse = checked(inputs={"ad_spend": newest})
    assert told(warehouse) == set()
    (taken,) = warehouse.query("select sum(spend) from main_staging.stg_ad_spend")
    assert taken == (Decimal("1692.60"),)
    hours = [(day, "google", (7 * n) % 40 + 1, f"{day} {n}:00") for day in days for n in range(1, 20, 6)]
    write(tmp_path / "ad_spend.csv", header, hours)
    assert told(checked()) == set()


def test_totals_of_campaigns_are_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    rows = []
    for number in range(1, 29):
        for name, first in (("google", 10), ("meta", 20)):
            costs = {"brand": first + number, "generic": 3 * first + number % 5}
            costs["Total"] = sum(costs.values())
            rows += [(f"2024-03-{number:02d}", name, cost, campaign) for campaign, cost in costs.items()]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend,campaign", rows)
    found = ("spend_totals_among_rows", "ad_spend", 56, "ad_spend.csv, 2024-03-01: 42.0000")
    assert told(checked()) == {found}
    assert told(checked(inputs={"ad_spend": {"drop": {"campaign": ["Total"]}}})) == set()


def test_micros_are_told(checked, tmp_path) -> None:
    write(tmp_path / "transactions.csv", HEADER, orders())
    write(
        tmp_path / "ad_spend.csv", "spend_date,channel,spend", [(day(i), "google", (20 + i) * 10**6) for i in range(30)]
    )
    example = "spend of 20000000.0000 to 49000000.0000, none with decimals"
    assert ("amounts_may_be_cents", "ad_spend", 30, example) in told(checked())


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


def test_rates_towards_another_currency_are_told(checked, tmp_path) -> None:
    """A table of another base: dollars counted as euros one to one."""
    rows = [(*row, "USD" if i % 4 == 0 else "EUR") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    rates = [("USD", 1), ("GBP", "1.27"), ("JPY", "0.0067")]
    told_of = "EUR has the rate 1.0800000000, USD has the rate 1.0000000000"
    for own, example in ([("EUR", "1.08")], told_of), ([], "USD has"):
        given = [(code, "2024-09-01", rate) for code, rate in rates + own]
        write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", given)
        found = [row for row in told(checked(reporting_currency="EUR")) if row[0] == "rates_of_another_base"]
        assert [row[1:3] for row in found] == [("exchange_rates", 1 + len(own))]
        assert found[0][3].startswith(example)


def test_spend_of_the_future_is_told(checked, tmp_path) -> None:
    """A year typed wrong took the money out of the channel's CAC."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    rows = [*dict.fromkeys((day(i), "google", 10) for i in range(60)), ("2068-02-01", "google", 1500)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", rows)
    found = {row for row in told(checked()) if row[0] == "future_costs"}
    assert found == {("future_costs", "ad_spend", 1, f"row {len(rows)} of ad_spend.csv: 2068-02-01")}


def test_pence_are_no_pounds(checked, tmp_path) -> None:
    rows = [(*row, "GBp" if i % 4 == 0 else "GBP") for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", [("GBX", "2024-01-01", "0.01")])
    warehouse = checked(reporting_currency="GBP")
    pence = "select count(*), max(amount) < 1 from main_staging.stg_transactions where currency = 'GBX'"
    assert warehouse.query(pence) == [(25, True)]


def test_rates_that_are_upside_down_are_told(checked, tmp_path) -> None:
    rows = [
        (*row[:3], 3000 + i if i % 4 == 0 else row[3], "JPY" if i % 4 == 0 else "EUR") for i, row in enumerate(orders())
    ]
    write(tmp_path / "transactions.csv", f"{HEADER},currency", rows)
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", [("JPY", "2023-01-01", "160.5")])
    example = "JPY: 160.5000000000, usually near 0.007273"
    assert told(checked(reporting_currency="EUR")) == {("rates_may_be_inverted", "exchange_rates", 25, example)}
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", [("JPY", "2023-01-01", "0.0062")])
    assert told(checked(reporting_currency="EUR")) == set()
    write(tmp_path / "transactions.csv", f"{HEADER},currency", [(*row[:4], "EUR") for row in rows])
    quoted = [("JPY", "2023-01-01", "160.5"), ("USD", "2023-01-01", "1.08")]
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", quoted)
    assert ("rates_may_be_inverted", "exchange_rates", 0, example) in told(checked(reporting_currency="EUR"))


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


def test_costs_and_contacts_that_miss_what_they_belong_to_are_told(checked, tmp_path) -> None:
    """Two levels of one report, days of another zone, dollars beside euros, costs and contacts under other names."""
    write(tmp_path / "transactions.csv", HEADER.replace("amount", "Total (EUR)"), orders())
    write(tmp_path / "customers.csv", "customer_id,channel", [(f"c{i}", "google") for i in range(40)])
    days = [(f"2024-03-{number:02d}T23:00:00Z", "google", 20 + number * 7 % 13) for number in range(1, 29)]
    shares = [("c", 6), ("c", 4), ("ad", 7), ("ad", 3)]
    levels = [(*row[:2], row[2] * share / 10, level) for row in days for level, share in shares]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend_usd,level", levels)
    costs = [("2024-03-01", "-500.5", channel) for channel in ("Google", "agency", "google", "")]
    write(tmp_path / "overhead_costs.csv", "cost_date,amount,channel", costs)
    touches = [(f"visitor-{i}", "2024-01-01", "google") for i in range(40)]
    write(tmp_path / "touchpoints.csv", "customer_id,touched_at,channel", touches)
    mapping = {
        "transactions": {"columns": {"amount": "Total (EUR)"}},
        "ad_spend": {"columns": {"spend": "spend_usd"}},
    }
    window = "'google' 2024-03-01 to 2024-03-28, 21 of 40 customers outside"
    assert told(checked(inputs=mapping)) == {
        ("spend_of_part_of_window", "ad_spend", 21, window),
        ("spend_levels_added_up", "ad_spend", 56, "level: ad and c"),
        ("days_of_another_zone", "ad_spend", 28, "all at 23:00, as on 2024-03-01"),
        ("currencies_added_up", "ad_spend", None, "spend_usd beside Total (EUR)"),
        ("channels_look_alike", "overhead_costs", 1, "'Google' (elsewhere 'google')"),
        ("costs_without_channel", "overhead_costs", 1, "'agency'"),
        ("signs_turned", "overhead_costs", 4, "4 of 4 amounts are negative"),
        (
            "touchpoints_not_used",
            "touchpoints",
            40,
            "0 of 40 buyers; touchpoints have customer_id 'visitor-0', transactions 'c0'",
        ),
    }
    rows = [(*row[:2], f"{row[2]}T16:00:00Z", row[3]) for row in orders()]
    write(tmp_path / "transactions.csv", HEADER.replace("amount", "Total (EUR)"), rows)
    (tmp_path / "ad_spend.csv").unlink()
    (tmp_path / "overhead_costs.csv").unlink()
    touches = [(f"c{i}", "2024-01-01", ("Email", "google", "google > Email")[i % 3]) for i in range(40)]
    write(tmp_path / "touchpoints.csv", "customer_id,touched_at,channel", touches)
    mapping = {"transactions": mapping["transactions"]}
    found = ("days_of_another_zone", "transactions", 84, "all at 16:00, as on 2024-01-01")
    path = ("channels_in_one_value", "touchpoints", 13, "'google > Email'")
    assert told(checked(inputs=mapping)) == {found, path}
    assert told(checked(inputs=mapping, timezone="Asia/Shanghai")) == {path}
    costs = [
        (f"2024-0{1 + i // 4}-15", 100 + i, channel) for i, channel in enumerate(("google", "Email", "agency", "") * 3)
    ]
    costs = [
        (*row[:2], row[2]) if row[2] else (row[0], sum(cost for on, cost, _ in costs[:i] if on == row[0]), "")
        for i, row in enumerate(costs)
    ]
    write(tmp_path / "overhead_costs.csv", "cost_date,amount,channel", costs)
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend", [(day(i), "google", 10 + i % 7) for i in range(100)])
    totals = ("spend_totals_among_rows", "overhead_costs", 3, "overhead_costs.csv, 2024-01-15: 303.0000")
    assert totals in told(checked(inputs=mapping, timezone="Asia/Shanghai"))


def test_rates_that_are_not_of_one_unit_are_told(checked, tmp_path) -> None:
    """Yen by the hundred and into dollars, euros converted once more, yen that have no cents; an index of weeks."""
    codes = ["USD", "JPY", "EUR"]
    rows = [(*row[:3], int(Decimal(row[3]) * 100), codes[i % 3]) for i, row in enumerate(orders())]
    write(tmp_path / "transactions.csv", f"{HEADER}_eur,currency", rows)
    months = [f"2024-{month:02d}-01" for month in range(1, 13)]
    rates = [("USD", month, 92 if month == "2024-05-01" else 0.92, 1, "EUR") for month in months]
    rates += [("JPY", month, 0.62, 100, "USD") for month in months]
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate,nominal,to_currency", rates)
    weeks = [(date(2024, 1, 1) + timedelta(days=7 * number), 1 + number % 3) for number in range(53)]
    write(tmp_path / "calendar_index.csv", "day,value", weeks)
    mapping = {"divide_by": 100, "columns": {"amount": "amount_eur"}}
    assert told(checked(inputs={"transactions": mapping}, reporting_currency="EUR")) == {
        ("rates_of_other_pairs", "exchange_rates", 12, "to_currency: USD"),
        ("converted_twice", "transactions", None, "amount_eur and currency JPY"),
        ("rates_jump", "exchange_rates", 2, "USD: 2024-05-01 92.0000000000 after 0.9200000000"),
        ("rates_of_many_units", "exchange_rates", 12, "nominal 100"),
        ("cents_of_another_size", "transactions", 33, "JPY"),
        ("index_has_gaps", "calendar_index", 312, "53 of 365 days from 2024-01-01 to 2024-12-30"),
    }


def test_costs_of_which_every_row_or_every_row_of_some_months_is_there_twice_are_told(checked, tmp_path) -> None:
    """Two campaigns of one cost count once, two salaries too; two months of one channel were appended again."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [f"2024-{month:02d}-{number:02d}" for month in range(1, 7) for number in range(1, 29)]
    equal = [(day, "bing", 10) for day in days]
    write(tmp_path / "bing.csv", "spend_date,channel,spend", equal + equal)
    salaries = [(f"2024-{month:02d}-01", 500) for month in range(1, 7)]
    write(tmp_path / "overhead_costs.csv", "cost_date,amount", salaries + salaries)
    others = [(day, channel, 20 + i * 7 % 13) for i, day in enumerate(days) for channel in ("meta", "google")]
    again = [row for row in others if row[1] == "meta" and row[0] < "2024-03-01"]
    write(tmp_path / "others.csv", "spend_date,channel,spend", others + again)
    mapping = {"ad_spend": [{"file": "bing.csv"}, {"file": "others.csv"}]}
    found = {row for row in told(checked(inputs=mapping)) if row[0] in ("costs_read_once", "equal_spend_rows")}
    assert found == {
        ("costs_read_once", "ad_spend", len(equal), "bing.csv"),
        ("costs_read_once", "overhead_costs", len(salaries), "overhead_costs.csv"),
        ("equal_spend_rows", "ad_spend", len(again), "others.csv: 2024-01-01 to 2024-02-28"),
    }


def test_spend_that_another_file_has_in_cents_or_another_currency_is_told(checked, tmp_path) -> None:
    """Sales in dollars and costs in euros by their signs, one file in cents, each row once more as it was corrected."""
    write(tmp_path / "transactions.csv", HEADER, [(*row[:3], f"${row[3]}") for row in orders()])
    days = [(f"2024-03-{number:02d}", "tv", Decimal(20 + number * 7 % 13) + Decimal("0.37")) for number in range(1, 29)]
    again = [(*row[:2], row[2] + Decimal("0.41")) for row in days]
    write(tmp_path / "march.csv", "spend_date,channel,spend", [(*row[:2], f"{row[2]} EUR") for row in days + again])
    april = [(row[0].replace("-03-", "-04-"), "tv", int(row[2] * 100)) for row in days]
    write(tmp_path / "april.csv", "spend_date,channel,spend", april)
    write(tmp_path / "calendar_index.csv", "day,value", [(f"2024-02-{number:02d}", number) for number in range(1, 29)])
    spend = [{"file": "march.csv", "decimal_mark": "."}, {"file": "april.csv"}]
    assert told(checked(inputs={"transactions": {"decimal_mark": "."}, "ad_spend": spend})) == {
        ("currencies_added_up", "ad_spend", None, "EUR in ad_spend, $ in transactions"),
        (
            "amounts_may_be_cents",
            "ad_spend",
            28,
            "tv in april.csv: spend of 2037.0000 to 3237.0000, none with decimals",
        ),
        ("equal_spend_rows", "ad_spend", 28, "march.csv: 2024-03-01 to 2024-03-28"),
        ("index_has_gaps", "calendar_index", 304, "28 of 332 days from 2024-02-01 to 2024-12-28"),
    }


def test_credits_and_taxes_beside_costs_are_told(checked, tmp_path) -> None:
    """Taxes only where the costs are a total by their name; columns of clicks or percent never."""
    write(tmp_path / "transactions.csv", HEADER, orders())
    days = [f"2024-{month:02d}-{number:02d}" for month in (3, 4, 5) for number in range(1, 29)]
    spend = [(day, "google", 60 + i % 7, 5 if i % 21 == 0 else "", 3, 10, 40) for i, day in enumerate(days)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend,Promo credit,VAT,Discount percent,Credit clicks", spend)
    total = [(day, "meta", 61 + i % 5, 11) for i, day in enumerate(days)]
    write(tmp_path / "meta.csv", "Day,Channel,Total cost,VAT", total)
    columns = {"spend_date": "Day", "channel": "Channel", "spend": "Total cost"}
    google, meta = {"file": "ad_spend.csv"}, {"file": "meta.csv", "columns": columns}
    build = checked(inputs={"ad_spend": [google, meta]})
    assert {row for row in told(build) if row[0] == "money_not_subtracted"} == {
        ("money_not_subtracted", "ad_spend", 4, "ad_spend.csv: Promo credit: 5.0000"),
        ("money_not_subtracted", "ad_spend", 84, "meta.csv: VAT: 11.0000"),
    }
    build = checked(inputs={"ad_spend": [{**google, "subtract": ["Promo credit"]}, {**meta, "ignore": ["VAT"]}]})
    assert "money_not_subtracted" not in {row[0] for row in told(build)}
    spent = "select channel, sum(spend) from main_staging.base_ad_spend where reason is null group by 1 order by 1"
    assert build.query(spent) == [("google", sum(row[2] for row in spend) - 20), ("meta", sum(row[2] for row in total))]


def test_signs_of_one_currency_are_its_code(checked, tmp_path) -> None:
    """A dollar sign is of many, and is rejected as a currency without a rate."""
    write(tmp_path / "transactions.csv", f"{HEADER},currency", [(*row, "eur") for row in orders()])
    signs = ["€", "US$", "Euro", "usd", "zł", "$", "EUR"]
    days = [f"2024-{month:02d}-{number:02d}" for month in (3, 4, 5) for number in range(1, 29)]
    spend = [(day, "google", 60 + i % 5, signs[i % 7]) for i, day in enumerate(days)]
    write(tmp_path / "ad_spend.csv", "spend_date,channel,spend,currency", spend)
    rates = [("US$", "2024-01-01", "0.5"), ("PLN", "2024-01-01", "0.25")]
    write(tmp_path / "exchange_rates.csv", "currency,valid_from,rate", rates)
    build = checked(reporting_currency="EUR")
    worth = {"€": 1, "Euro": 1, "EUR": 1, "US$": 0.5, "usd": 0.5, "zł": 0.25, "$": 0}
    accepted = build.query("select sum(spend) from main_staging.base_ad_spend where reason is null")
    assert accepted == [(Decimal(sum(Decimal(row[2]) * Decimal(worth[row[3]]) for row in spend)),)]
    rejected = build.query("select reason, count(*) from main_staging.rejected_rows group by reason")
    assert rejected == [("no_exchange_rate", 12)]
