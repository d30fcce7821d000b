"""Tables of ad spend that people keep by hand: a column for each channel, or for each month."""

from __future__ import annotations

from typing import Any

import pytest
from inputs.drafts import Drafted

from ltv.inputs.formats.spend_by_month import month
from ltv.inputs.mapping import Draft

ORDERS = [
    "order_id,customer_id,order_date,total",
    *(f"{i},{i % 20},2024-02-{1 + i % 28:02d},{20 + i}.50" for i in range(60)),
]
NAMES = ["marketing_spend", "Media Costs 2024", "ads", "kosten_online", "gastos", "Reklam"]


def spend(mapping: Draft) -> dict[str, str]:
    """Channel -> the column that has its spend."""
    return {source["columns"]["channel"]["value"]: source["columns"]["spend"] for source in sources(mapping)}


def sources(mapping: Draft) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mapping.variables["inputs"]["ad_spend"]
    return found


def table(header: str, *amounts: tuple[int, int] | str) -> list[str]:
    """A day in each row. An amount is (that of the first day, what each day adds to it), or a text."""
    return [header, *(",".join([f"2024-02-{1 + i:02d}", *(_text(each, i) for each in amounts)]) for i in range(20))]


def _text(amount: tuple[int, int] | str, day: int) -> str:
    return amount if isinstance(amount, str) else str(amount[0] + amount[1] * day)


def german(amounts: list[int]) -> str:
    return ";".join(f"{amount // 100},{amount % 100:02d} €" for amount in [*amounts, sum(amounts)])


def test_a_column_for_each_channel_is_its_spend(drafted: Drafted) -> None:
    days = [f"{1 + i:02d}.03.2024;{german([1000 + 137 * i, 2050 + 91 * i, 900 + i])}" for i in range(20)]
    lines = ["Werbekosten 2024;;;;", ";;;;", "Datum;Google;Facebook;Bing;Gesamt", *days, "Summe;1 €;1 €;1 €;3 €"]
    mapping = drafted({"orders.csv": ORDERS, "Werbekosten.csv": lines})
    assert spend(mapping) == {name: name for name in ("Google", "Facebook", "Bing")}
    first = sources(mapping)[0]
    assert (first["date_format"], first["decimal_mark"], first["drop"]) == ("%d.%m.%Y", ",", {"Datum": ["Summe"]})
    assert "Gesamt is left out: its values are the sums of others" in mapping.why["ad_spend"][0]
    assert mapping.open == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_file_may_say_it_in_many_ways(drafted: Drafted, name: str) -> None:
    lines = table("date,Google Ads,Meta,Email,Total", (10, 1), (20, -1), "3", "33")
    assert [*spend(drafted({"orders.csv": ORDERS, f"{name}.csv": lines}))] == ["Google Ads", "Meta", "Email"]


def test_sums_are_known_by_their_values_and_names_by_what_they_mean(drafted: Drafted) -> None:
    """Of parts, of all, and one that is called so and is not; beside them what is no spend."""
    header = (
        "day,Clicks,Google spend (EUR),Bing Cost,Search,Cost Meta (EUR),TikTok,Social,Everything,Total,Revenue,Orders"
    )
    amounts = ("7", (0, 1), (0, 2), (0, 3), "5", "6", "11", (11, 3), (0, 99), "70", "9")
    mapping = drafted({"orders.csv": ORDERS, "ad_spend.csv": table(header, *amounts)})
    assert spend(mapping) == {
        "Google": "Google spend (EUR)",
        "Bing": "Bing Cost",
        "Meta": "Cost Meta (EUR)",
        "TikTok": "TikTok",
    }
    assert sources(mapping)[0]["columns"]["currency"] == {"value": "EUR"}
    (why,) = mapping.why["ad_spend"]
    assert "Search, Social, Everything is left out: its values" in why
    assert "Total is left out by its name" in why


@pytest.mark.parametrize(
    ("name", "header", "amounts"),
    [
        ("costs", "date,Rent,Salaries", ("500", "600")),
        ("stock", "date,Google,Meta", ("5", "6")),
        ("marketing_spend", "date,customer_id,Google,Meta", ("5", "6", "7")),
        ("marketing", "date,Revenue,Orders,Sessions", ("5", "6", "7")),
        ("media_plan", "date,Google,Meta", ("5", "6")),
        ("ads", "date,Google,Comment", ("5", "x")),
    ],
)
def test_other_columns_of_numbers_are_no_channels(
    drafted: Drafted, name: str, header: str, amounts: tuple[str, ...]
) -> None:
    mapping = drafted({"orders.csv": ORDERS, f"{name}.csv": table(header, *amounts)})
    assert "ad_spend" not in mapping.variables["inputs"]


def test_weeks_are_days_of_spend(drafted: Drafted) -> None:
    weeks = [f"2024-W{1 + i:02d},{10 + i},{20 + i},{30 + 2 * i}" for i in range(20)]
    mapping = drafted({"orders.csv": ORDERS, "marketing_spend.csv": ["Week,Google Ads,Meta,Total", *weeks]})
    assert spend(mapping) == {"Google Ads": "Google Ads", "Meta": "Meta"}
    assert {source["columns"]["spend_date"] for source in sources(mapping)} == {"Week"}
    assert {source["date_format"] for source in sources(mapping)} == {"%G-W%V"}


@pytest.mark.parametrize(
    ("column", "months", "form"),
    [
        ("Month", ["2024-01", "2024-02", "2024-03"], "%Y-%m"),
        ("Monat", ["Januar 2024", "Feb. 2024", "M\u00e4rz 2024"], "%b %Y"),
        ("Mois", ["01/2024", "02/2024", "03/2024"], "%m/%Y"),
    ],
)
def test_a_row_for_each_month_and_channel_is_read(drafted: Drafted, column: str, months: list[str], form: str) -> None:
    lines = [f"{month},{channel},{100 + i}" for i, month in enumerate(months) for channel in ("google", "meta")]
    mapping = drafted({"orders.csv": ORDERS, "marketing_spend.csv": [f"{column},Channel,Spend", *lines]})
    source = mapping.variables["inputs"]["ad_spend"]
    assert source["columns"] == {"spend_date": column, "channel": "Channel", "spend": "Spend"}
    assert source["date_format"] == form
    assert mapping.open == ()


@pytest.mark.parametrize(
    ("name", "header", "days"),
    [
        ("Media spend", "Channel,Jan 24,Feb 24,Mar 24,Total", ["2024-01-01", "2024-02-01", "2024-03-01"]),
        ("ad_spend_2024", "Kanal,Januar,Februar,März,Gesamt", ["2024-01-01", "2024-02-01", "2024-03-01"]),
        ("Werbekosten", ",2023-11,2023-12,2024-01,Summe", ["2023-11-01", "2023-12-01", "2024-01-01"]),
    ],
)
def test_a_column_for_each_month_is_its_spend(drafted: Drafted, name: str, header: str, days: list[str]) -> None:
    rows = ["Google Ads,10.5,20,30,60.5", "TV,1,2,3,6", "Other,5,5,5,15", "Everything,16.5,27,38,81.5"]
    mapping = drafted({"orders.csv": ORDERS, f"{name}.csv": [header, *rows]})
    months = header.split(",")[1:-1]
    read = [source["columns"] for source in sources(mapping)]
    assert [columns["spend_date"] for columns in read] == [{"value": day} for day in days]
    assert [columns["spend"] for columns in read] == months
    assert {columns["channel"] for columns in read} == {sources(mapping)[0]["drop_blank"][0]}
    assert [*sources(mapping)[0]["drop"].values()] == [["Everything"]]
    assert mapping.open == ()


def test_names_that_begin_like_months_are_no_months(drafted: Drafted) -> None:
    lines = ["source,Marketing,Decathlon,Google", "a,1,2,3", "b,1,2,3"]
    mapping = drafted({"orders.csv": ORDERS, "ads_2024.csv": lines})
    assert "ad_spend" not in mapping.variables["inputs"]


@pytest.mark.parametrize(
    ("name", "day"),
    [("Jan '24", "2024-01-01"), ("03/2024", "2024-03-01"), ("2024-03-01 00:00:00", "2024-03-01"), ("13/2024", None)],
)
def test_months_are_read_in_many_forms(name: str, day: str | None) -> None:
    assert month(name) == day


@pytest.mark.parametrize(
    "names", ["Monat,Kanal,Budget geplant,Ausgaben Ist,Agenturgebühr", "Mois,Canal,Budget,Dépenses réelles,Honoraires"]
)
def test_a_media_plan_has_its_channels_in_rows_and_what_was_spent(drafted: Drafted, names: str) -> None:
    """What was planned and the agency's fees were two channels, since each is a column of numbers."""
    rows = [f"{m:02d}/2024,{name},{500 + m},{400 + m},{40 + m}" for m in range(1, 13) for name in ("google", "meta")]
    mapping = drafted({"orders.csv": ORDERS, "Mediaplan.csv": [names, *rows]})
    day, channel, _, spent, _ = names.split(",")
    source = mapping.variables["inputs"]["ad_spend"]
    assert source["columns"] == {"spend_date": day, "channel": channel, "spend": spent}
