"""Exports of six systems as they come, made from their documented headers, with what hand calculation makes of them.

3,000 orders of one shop over fifteen months. Every exporter returns what it should be worth: the money of the accepted
orders, to the cent, added up from what the generator knows and not from the file.
"""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

ORDERS, CUSTOMERS = 3000, 900
FIRST, DAYS = datetime(2024, 1, 1), 455
GIFT_CARD = "Gift Card - 50 €"
PRODUCTS = [
    'Mug 12" "Café"',
    "Poster, A2",
    "T-shirt; blue | M",
    "Ünique soap",
    "#1 Dad socks",
    "Tea\nEarl Grey",
    "Notebook",
]


@dataclass(frozen=True)
class Order:
    """An order as the shop has it. `refunded` and `outstanding` are parts of `total`; a guest has no customer."""

    number: int
    customer: int | None
    at: datetime
    lines: tuple[tuple[str, int, Decimal], ...]  # name, quantity, price
    status: str  # paid, pending, voided, refunded, partly_refunded, partly_paid
    refunded: Decimal = Decimal(0)
    outstanding: Decimal = Decimal(0)
    by_gift_card: bool = False

    @property
    def total(self) -> Decimal:
        return sum((quantity * price for _, quantity, price in self.lines), Decimal(0))

    @property
    def gift_cards(self) -> Decimal:
        return sum((quantity * price for name, quantity, price in self.lines if name == GIFT_CARD), Decimal(0))

    @property
    def counts(self) -> bool:
        return self.customer is not None and self.status not in ("pending", "voided")


def shop_orders(seed: int = 12) -> list[Order]:
    """Orders in the order of their time. About a tenth have a status, a guest or a gift card to trip over."""
    rng = random.Random(seed)
    times = sorted(FIRST + timedelta(seconds=rng.randrange(DAYS * 86_400)) for _ in range(ORDERS))
    return [_order(1001 + i, at, 20 + (CUSTOMERS - 20) * i // ORDERS, rng) for i, at in enumerate(times)]


def _order(number: int, at: datetime, known: int, rng: random.Random) -> Order:
    """An order of one of the first `known` customers, of the latest ones mostly: there are new ones every week."""
    customer = None if rng.random() < 0.04 else int(known * (1 - rng.random() ** 3))
    lines = tuple(
        (rng.choice(PRODUCTS), rng.randint(1, 3), Decimal(rng.randint(199, 12_999)) / 100)
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5]))
    )
    if rng.random() < 0.02:
        cards = (GIFT_CARD, rng.randint(1, 2), Decimal("50.00"))
        return Order(number, customer, at, rng.choice([(cards,), (*lines, cards), (cards, *lines)]), "paid")
    status = rng.choices(
        ["paid", "pending", "voided", "refunded", "partly_refunded", "partly_paid"], [86, 3, 3, 3, 4, 1]
    )[0]
    order = Order(number, customer, at, lines, status, by_gift_card=rng.random() < 0.03)
    part = (order.total * Decimal(rng.randint(10, 90)) / 100).quantize(Decimal("0.01"))
    if status == "refunded":
        return Order(number, customer, at, lines, status, refunded=order.total)
    if status == "partly_refunded":
        return Order(number, customer, at, lines, status, refunded=part)
    if status == "partly_paid":
        return Order(number, customer, at, lines, status, outstanding=part)
    return order


def email(customer: int | None) -> str:
    """The address as somebody types it; letter case and blanks differ from order to order in real files."""
    return "" if customer is None else f"buyer{customer}@example.org"


def written(columns: Sequence[str], rows: Sequence[Sequence[object]], **dialect: object) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, **dialect).writerows([columns, *rows])  # type: ignore[arg-type]
    return buffer.getvalue()


SHOPIFY = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem compare at price",
    "Lineitem sku",
    "Lineitem requires shipping",
    "Lineitem taxable",
    "Lineitem fulfillment status",
    "Billing Name",
    "Billing Street",
    "Billing City",
    "Notes",
    "Cancelled at",
    "Payment Method",
    "Payment Reference",
    "Refunded Amount",
    "Vendor",
    "Outstanding Balance",
    "Employee",
    "Location",
    "Device ID",
    "Id",
    "Tags",
    "Risk Level",
    "Source",
    "Lineitem discount",
]


def shopify(folder: Path, orders: Sequence[Order]) -> Decimal:
    """Two files, as the admin sends them: one row per line item, the order's own fields in its first row only."""
    words = {"partly_refunded": "partially_refunded", "partly_paid": "partially_paid"}
    rows = []
    for order in orders:
        for number, (name, quantity, price) in enumerate(order.lines):
            row: dict[str, object] = dict.fromkeys(SHOPIFY, "")
            row |= {
                "Name": f"#{order.number}",
                "Email": email(order.customer).upper() if order.number % 7 == 0 else email(order.customer),
                "Created at": order.at.strftime("%Y-%m-%d %H:%M:%S +0100"),
                "Lineitem quantity": quantity,
                "Lineitem name": name,
                "Lineitem price": f"{price:.2f}",
                "Lineitem requires shipping": str(name != GIFT_CARD).lower(),
                "Vendor": "Shop",
                "Lineitem discount": "0.00",
            }
            if number == 0:
                row |= {
                    "Financial Status": words.get(order.status, order.status),
                    "Paid at": order.at.strftime("%Y-%m-%d %H:%M:%S +0100"),
                    "Currency": "EUR",
                    "Subtotal": f"{order.total:.2f}",
                    "Total": f"{order.total:.2f}",
                    "Billing Street": f"{order.number} Road,\nBack yard" if order.number % 5 == 0 else "1 Road",
                    "Notes": 'said "ring twice"' if order.number % 11 == 0 else "",
                    "Payment Method": "gift_card" if order.by_gift_card else "Shopify Payments",
                    "Refunded Amount": f"{order.refunded:.2f}",
                    "Outstanding Balance": f"{order.outstanding:.2f}",
                    "Id": 5_000_000_000_000 + order.number,
                    "Source": "web",
                }
            rows.append(list(row.values()))
    half = next(i for i in range(len(rows) // 2, len(rows)) if rows[i][2])
    for name, part in (("orders_export_1.csv", rows[:half]), ("orders_export_2.csv", rows[half:])):
        (folder / name).write_text(written(SHOPIFY, part), encoding="utf-8", newline="")
    return sum(
        (order.total - order.refunded - order.outstanding - order.gift_cards for order in orders if order.counts),
        Decimal(0),
    )


WOOCOMMERCE = [
    "order_id",
    "order_number_formatted",
    "order_number",
    "date",
    "status",
    "shipping_total",
    "shipping_tax_total",
    "fee_total",
    "fee_tax_total",
    "tax_total",
    "cart_discount",
    "order_discount",
    "discount_total",
    "order_total",
    "refunded_total",
    "order_currency",
    "payment_method",
    "shipping_method",
    "customer_id",
    "billing_first_name",
    "billing_last_name",
    "billing_email",
    "billing_phone",
    "customer_note",
    "line_items",
]


def woocommerce(folder: Path, orders: Sequence[Order]) -> Decimal:
    """One row per order with the columns of Customer/Order/Coupon Export; ten rows were exported twice."""
    words = {"paid": "completed", "pending": "pending", "voided": "cancelled", "partly_refunded": "completed"}
    rows = []
    for order in orders:
        row: dict[str, object] = dict.fromkeys(WOOCOMMERCE, "")
        row |= {
            "order_id": order.number,
            "order_number": order.number,
            "date": order.at.strftime("%Y-%m-%d %H:%M:%S"),
            "status": words.get(order.status, "processing" if order.status == "partly_paid" else order.status),
            "order_total": f"{order.total:.2f}",
            "refunded_total": f"{order.refunded:.2f}",
            "order_currency": "EUR",
            "customer_id": order.customer + 1 if order.customer is not None else 0,
            "billing_last_name": "O'Neil; Müller",
            "billing_email": email(order.customer),
            "customer_note": "leave at\nthe door" if order.number % 9 == 0 else "",
            "line_items": "; ".join(f"name:{name}|quantity:{quantity}" for name, quantity, _ in order.lines),
        }
        rows.append(list(row.values()))
    content = written(WOOCOMMERCE, [*rows, *rows[100:110]])
    (folder / "orders-export-2025.csv").write_text(content, encoding="utf-8-sig", newline="")
    return sum((order.total - order.refunded for order in orders if order.counts), Decimal(0))


STRIPE = [
    "id",
    "Created date (UTC)",
    "Amount",
    "Amount Refunded",
    "Currency",
    "Captured",
    "Converted Amount",
    "Converted Amount Refunded",
    "Converted Currency",
    "Decline Reason",
    "Description",
    "Fee",
    "Refunded date (UTC)",
    "Statement Descriptor",
    "Status",
    "Seller Message",
    "Taxes On Fee",
    "Card ID",
    "Customer ID",
    "Customer Description",
    "Customer Email",
    "Invoice ID",
    "Transfer",
]


def stripe(folder: Path, orders: Sequence[Order]) -> Decimal:
    """One row per payment, failed and uncaptured ones too."""
    words = {
        "paid": "Paid",
        "partly_refunded": "Paid",
        "partly_paid": "Paid",
        "refunded": "Refunded",
        "voided": "Failed",
    }
    rows = []
    for order in orders:
        row: dict[str, object] = dict.fromkeys(STRIPE, "")
        row |= {
            "id": f"ch_{order.number:08d}",
            "Created date (UTC)": order.at.strftime("%Y-%m-%d %H:%M"),
            "Amount": f"{order.total:.2f}",
            "Amount Refunded": f"{order.refunded:.2f}",
            "Currency": "eur",
            "Captured": "FALSE" if order.status == "pending" else "TRUE",
            "Converted Amount": f"{order.total:.2f}",
            "Converted Amount Refunded": f"{order.refunded:.2f}",
            "Converted Currency": "eur",
            "Description": f'Order "{order.number}"',
            "Status": words.get(order.status, "Paid"),
            "Customer ID": f"cus_{order.customer:06d}" if order.customer is not None else "",
            "Customer Email": email(order.customer),
        }
        rows.append(list(row.values()))
    (folder / "unified_payments.csv").write_text(written(STRIPE, rows), encoding="utf-8", newline="")
    return sum((order.total - order.refunded for order in orders if order.counts), Decimal(0))


def _days() -> list[date]:
    return [(FIRST + timedelta(days=i)).date() for i in range(DAYS)]


def google_ads(folder: Path, seed: int = 3, *, german: bool = False) -> Decimal:
    """Two campaigns a day, two title lines, rows of totals. The German one is UTF-16 with tabs and decimal commas."""
    rng = random.Random(seed)
    rows, total = [], Decimal(0)

    def shown(money: Decimal) -> str:
        text = f"{money:,.2f}"
        return text.translate(str.maketrans(",.", ".,")) if german else text

    for day in _days():
        for campaign in ("Brand, exact", "Shopping Total"):
            cost = Decimal(rng.randint(500, 150_000)) / 100
            total += cost
            rows.append(
                [day.isoformat(), campaign, "Enabled", "EUR", shown(cost), rng.randint(10, 900), rng.randint(1, 90)]
            )
    rows.append(["Total: Campaigns", "--", "--", "EUR", shown(total), "9,999", "999"])
    rows.append(["Total: Account", "--", "--", "EUR", shown(total), "9,999", "999"])
    header = ["Day", "Campaign", "Campaign status", "Currency code", "Cost", "Impr.", "Clicks"]
    title = "Campaign report\nJanuary 1, 2024 - March 30, 2025\n"
    if german:
        content = title + written(header, rows, delimiter="\t")
        (folder / "Campaign report.csv").write_text(content, encoding="utf-16", newline="")
    else:
        (folder / "Campaign report.csv").write_text(title + written(header, rows), encoding="utf-8", newline="")
    return total


def meta_ads(folder: Path, seed: int = 4) -> Decimal:
    """Two campaigns a day, some of them with the same amount, and a row without a campaign that sums them all."""
    rng = random.Random(seed)
    rows, total = [], Decimal(0)
    for day in _days():
        for campaign in ("Retargeting", 'Look-alike "1 %"'):
            cost = Decimal(rng.choice([2500, 2500, rng.randint(500, 9000)])) / 100
            total += cost
            rows.append([campaign, day.isoformat(), "active", f"{cost:.2f}", rng.randint(10, 900), day, day])
    rows.insert(0, ["", "", "", f"{total:.2f}", 99_999, "2024-01-01", "2025-03-30"])
    header = ["Campaign name", "Day", "Campaign delivery", "Amount spent (EUR)", "Impressions", "Reporting starts"]
    content = written([*header, "Reporting ends"], rows)
    (folder / "Meta-Campaigns.csv").write_text(content, encoding="utf-8", newline="")
    return total


def ga4(folder: Path, seed: int = 5) -> dict[str, Decimal]:
    """A report with comment lines, a grand total, sources without cost, and Google's own cost; money by source."""
    rng = random.Random(seed)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    rows = []
    for day in _days():
        for source in ("google / cpc", "bing / cpc", "newsletter / email"):
            cost = Decimal(0) if "email" in source else Decimal(rng.randint(100, 5000)) / 100
            totals[source] += cost
            rows.append([day.strftime("%Y%m%d"), source, rng.randint(1, 500), f"{cost:.2f}"])
    rows.append(["", "", 99_999, f"{sum(totals.values()):.2f}"])
    head = "# " + "-" * 40 + "\n# Traffic acquisition\n# Account: Shop\n# Property: Shop\n# Start date: 20240101\n"
    content = (
        head + "# End date: 20250330\n\n" + written(["Date", "Session source / medium", "Sessions", "Ads cost"], rows)
    )
    (folder / "traffic_acquisition.csv").write_text(content, encoding="utf-8", newline="")
    return dict(totals)


CHANNELS = ("Google Ads", "facebook", "bing / cpc", "organic")


def customers(folder: Path, ids: Sequence[str]) -> None:
    """Where each customer came from, under a shop's own column names; days have the order of the continent."""
    rows = [
        [
            name,
            "Jürgen Müller",
            (FIRST + timedelta(days=DAYS * i // (2 * CUSTOMERS))).strftime("%d.%m.%Y"),
            CHANNELS[i % 4],
        ]
        for i, name in enumerate(ids)
    ]
    content = written(["Customer ID", "Full name", "Signup Date", "utm_source"], rows, delimiter=";")
    (folder / "crm contacts.csv").write_text(content, encoding="cp1252", newline="")
