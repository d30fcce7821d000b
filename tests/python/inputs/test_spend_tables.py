"""Spend that people keep by hand, with a column for each channel, is read where the file says that it is spend."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted

ORDERS = [
    "order_id,customer_id,order_date,total",
    *(f"{i},c{i % 9},2024-01-{1 + i % 28:02d},{20 + i}.50" for i in range(30)),
]
DAYS = [f"{day:02d}.01.2024;{day},50 €;{2 * day},00 €;{3 * day},50 €" for day in range(1, 29)]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Werbekosten.csv", "Datum;Google;Facebook;Gesamt"),
        ("marketing_spend.csv", "date;Google;Facebook;Total"),
        ("media costs 2024.csv", "Day;Google;Facebook;All of them"),
        ("marketing.csv", "Data;Google;Facebook;Suma"),
    ],
)
def test_a_column_is_a_channel_and_a_total_is_none(drafted: Drafted, name: str, header: str) -> None:
    days = [line.replace(" €", "").replace(",", ".") for line in DAYS] if "All of them" in header else DAYS
    mapping = drafted({"orders.csv": ORDERS, name: [header, *days]})
    spend = mapping.variables["inputs"]["ad_spend"]
    assert [source["columns"]["channel"]["value"] for source in spend] == ["Google", "Facebook"]
    assert [source["columns"]["spend"] for source in spend] == ["Google", "Facebook"]
    assert mapping.why["ad_spend"] == ["Each channel has a column of its own: Google, Facebook."]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("visits.csv", "date;Google;Facebook;Total"),
        ("spend.csv", "date;clicks;impressions;cpc"),
        ("spend.csv", "month of;Google;Facebook;Total"),
    ],
)
def test_what_is_no_spend_by_day_is_not_read(drafted: Drafted, name: str, header: str) -> None:
    assert "ad_spend" not in drafted({"orders.csv": ORDERS, name: [header, *DAYS]}).variables["inputs"]
