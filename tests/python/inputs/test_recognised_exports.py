"""Exports of six systems go from files to channel_roi by `ltv init` and `ltv build`, to the cent of a hand calculation.

Three shops, each with the orders of one system and the ad costs of another: 3,000 orders with guests, refunds, gift
cards, failed payments, copies, rows of totals, title lines, foreign encodings. Revenue is compared per customer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from inputs import exports
from inputs.exports import CHANNELS, CUSTOMERS, Order

from ltv.cli import main

MODELS_ONLY = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


def in_shopify(order: Order) -> Decimal:
    """Neither refunds nor what is still to be paid, nor gift cards sold, are revenue."""
    return order.total - order.refunded - order.outstanding - order.gift_cards


def less_refunds(order: Order) -> Decimal:
    """The other systems say nothing of gift cards, and show an order that is partly paid as paid."""
    return order.total - order.refunded


@dataclass(frozen=True)
class Shop:
    """Who wrote the files, and what a hand calculation makes of them."""

    orders: Callable[[Path, list[Order]], Decimal]
    worth: Callable[[Order], Decimal]
    customer: Callable[[int | None], str]
    costs: Callable[[Path], Any]
    formats: tuple[str, str]
    rejected: frozenset[tuple[str, str]]  # what may be left out: (relation, reason)


LATER = ("ad_spend", "after_observation_end")  # days after the last order
GUEST = ("transactions", "guest_order")
FILTERED = ("transactions", "filtered_out")
REFUNDED = ("transactions", "fully_refunded")

SHOPS = {
    "shopify and google ads": Shop(
        exports.shopify,
        in_shopify,
        exports.email,
        exports.google_ads,
        ("Shopify orders", "Google Ads report"),
        frozenset({GUEST, FILTERED, REFUNDED, ("ad_spend", "filtered_out"), LATER}),
    ),
    "woocommerce and meta ads": Shop(
        exports.woocommerce,
        less_refunds,
        lambda number: str(number + 1),
        exports.meta_ads,
        ("WooCommerce orders", "Meta Ads report"),
        frozenset(
            {GUEST, FILTERED, REFUNDED, ("ad_spend", "filtered_out"), ("transactions", "exact_duplicate"), LATER}
        ),
    ),
    "stripe and ga4": Shop(
        exports.stripe,
        less_refunds,
        lambda number: f"cus_{number:06d}",
        exports.ga4,
        ("Stripe payments", "GA4 costs"),
        frozenset({GUEST, FILTERED, REFUNDED, ("ad_spend", "filtered_out"), LATER}),
    ),
}


@dataclass(frozen=True)
class Built:
    """A shop that was built: by hand and by the project."""

    shop: Shop
    orders: list[Order]
    revenue: Decimal
    costs: Any
    mapping: dict[str, Any]
    database: Path

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module", params=SHOPS)
def built(request, tmp_path_factory):
    shop = SHOPS[request.param]
    place = tmp_path_factory.mktemp("exports")
    folder = place / "the shop's exports"
    folder.mkdir()
    orders = exports.shop_orders()
    revenue, costs = shop.orders(folder, orders), shop.costs(folder)
    exports.customers(folder, [shop.customer(number) for number in range(CUSTOMERS)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LTV_DUCKDB_PATH", str(place / "shop.duckdb"))
        patch.setenv("DBT_TARGET_PATH", str(place / "target"))
        patch.setenv("DBT_LOG_PATH", str(place / "logs"))
        patch.chdir(place)
        main(["init", folder.name, "--output", "shop.yml", "--no-check"])
        with (place / "shop.yml").open("a", encoding="utf-8") as variables:
            variables.write(
                "\nbacktest_cut_offs: []\ncalendar: 'off'\n"
            )  # the past is not what is asked of these exports
        main(["build", "shop.yml", "--select", "+channel_roi", "+rejected_rows", *MODELS_ONLY])
    mapping = yaml.safe_load((place / "shop.yml").read_text(encoding="utf-8"))
    return Built(shop, orders, revenue, costs, mapping, place / "shop.duckdb")


def sources(mapping: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    found = mapping["inputs"][relation]
    return found if isinstance(found, list) else [found]


def test_each_file_is_recognised(built):
    orders, costs = built.shop.formats
    assert sources(built.mapping, "transactions")[0]["format"] == orders
    assert sources(built.mapping, "ad_spend")[0]["format"] == costs
    assert sources(built.mapping, "customers")[0]["columns"] == {
        "customer_id": "Customer ID",
        "acquired_at": "Signup Date",
        "channel": "utm_source",
    }
    assert built.mapping["reporting_currency"] == "EUR"


def test_revenue_per_customer_is_that_of_the_hand_calculation(built):
    by_hand: dict[str, Decimal] = defaultdict(Decimal)
    for order in built.orders:
        if order.counts and order.customer is not None:
            by_hand[built.shop.customer(order.customer)] += built.shop.worth(order)
    assert sum(by_hand.values()) == built.revenue
    taken = dict(built.query("select customer_id, sum(amount) from main_staging.stg_transactions group by all"))
    assert {name: money for name, money in taken.items() if money} == {
        name: money for name, money in by_hand.items() if money
    }


def test_spend_is_that_of_the_hand_calculation(built):
    """Days after the last order are set aside whole; together with them all spend is there, and no row of totals."""
    [(taken,)] = built.query("""
        select sum(spend) from (
            select spend from main_staging.stg_ad_spend
            union all select amount from main_staging.rejected_rows
            where relation = 'ad_spend' and reason = 'after_observation_end'
        )
    """)
    by_channel = built.costs if isinstance(built.costs, dict) else {"all": built.costs}
    assert taken == sum(by_channel.values())
    [(channels,)] = built.query("select count(distinct channel) from main_staging.stg_ad_spend")
    assert channels == sum(money > 0 for money in by_channel.values())


def test_nothing_is_left_out_but_what_the_systems_leave_out(built):
    """A guest's order is one row, and one more for a gift card that Shopify's second source takes out of it again."""
    reasons = set(built.query("select distinct relation, reason from main_staging.rejected_rows"))
    assert reasons <= built.shop.rejected
    guests = [order for order in built.orders if order.customer is None and order.status not in ("pending", "voided")]
    cards = sum(order.gift_cards > 0 for order in guests) if built.shop.worth is in_shopify else 0
    assert built.query("select count(*) from main_staging.rejected_rows where reason = 'guest_order'") == [
        (len(guests) + cards,)
    ]


def test_every_channel_with_spend_has_an_answer(built):
    rows = built.query("select channel, customers, spend, cac, roi from main_marts.channel_roi")
    assert {channel for channel, *_ in rows} >= set(CHANNELS)
    paid = [row for row in rows if row[2]]
    assert paid
    for _, customers, spend, cac, roi in paid:
        if customers:
            assert float(cac) == pytest.approx(float(spend) / customers, rel=1e-9)
            assert roi is not None
    assert any(customers for _, customers, *_ in paid)
