"""The generated shop as rows of text, before any row is spoiled: what a correct reader should accept, and all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

import numpy as np

from ltv.data.shop.journeys import overhead_costs, touchpoints
from ltv.data.shop.purchases import Customer, customers_of
from ltv.data.shop.spend import DAYS, daily_spend, stream
from ltv.data.shop.truth import FULL_REFUND_SHARE, PARTIAL_REFUND, REFUNDED_SHARE_OF_ORDERS, SEED, TRUTH

Row = Mapping[str, str]

CURRENCY = "CNY"
REFUND_DELAY_DAYS = (2, 14)
OPENING_HOURS = (8, 23)  # UTC; far enough from midnight that a row half an hour later is of the same day

# Good but unusual: kind -> how many. Refunds come on top: REFUNDED_SHARE_OF_ORDERS of the orders.
EDGE_CASES: Mapping[str, int] = {
    "free_order": 12,  # a repeat order whose amount is 0
    "buyer_unknown_to_customers": 15,  # orders, but no row in customers
    "buyer_without_channel": 15,
    "sign_up_without_purchase": 60,
}

# Illustrative, not market data. All amounts are in CNY, so these matter only to who reports in another currency.
_RATES = (
    ("CNY", "2023-07-01", "1"),
    ("USD", "2023-07-01", "7.25"),
    ("USD", "2023-10-01", "7.30"),
    ("USD", "2024-01-01", "7.10"),
    ("USD", "2024-07-01", "7.27"),
    ("USD", "2024-10-01", "7.05"),
)


@dataclass(frozen=True)
class Shop:
    """The raw relations; every value is text, an empty text is null."""

    transactions: tuple[Row, ...]
    customers: tuple[Row, ...]
    ad_spend: tuple[Row, ...]
    exchange_rates: tuple[Row, ...]
    touchpoints: tuple[Row, ...]
    overhead_costs: tuple[Row, ...]
    spend_experiments: tuple[Row, ...]


@dataclass(frozen=True)
class _Sale:
    at: datetime
    customer_id: str
    fen: int
    is_repeat: bool


def accepted_shop(seed: int = SEED) -> Shop:
    """The shop without its bad rows."""
    random = np.random.Generator(np.random.PCG64([seed, len(TRUTH)]))
    everyone = _everyone(seed, random)
    return Shop(
        transactions=_transactions(everyone, random),
        customers=_customers(everyone, random),
        ad_spend=_ad_spend(seed),
        exchange_rates=tuple({"currency": c, "valid_from": day, "rate": rate} for c, day, rate in _RATES),
        touchpoints=touchpoints(everyone, np.random.Generator(np.random.PCG64([seed, len(TRUTH) + 2]))),
        overhead_costs=overhead_costs(),
        spend_experiments=_spend_experiments(),
    )


def money(fen: int) -> str:
    return str(Decimal(fen).scaleb(-2))


def _everyone(seed: int, random: np.random.Generator) -> dict[str, Customer]:
    """Buyers of all channels and sign-ups that never buy, by customer id, in order of acquisition."""
    buyers = [customer for channel in TRUTH for customer in customers_of(channel, seed)]
    names = list(TRUTH)
    sign_ups = [
        Customer(names[int(random.integers(len(names)))], int(random.integers(len(DAYS))), ())
        for _ in range(EDGE_CASES["sign_up_without_purchase"])
    ]
    ordered = sorted(buyers + sign_ups, key=lambda customer: customer.acquired)
    return {f"C{number:05}": customer for number, customer in enumerate(ordered, start=1)}


def _transactions(everyone: Mapping[str, Customer], random: np.random.Generator) -> tuple[Row, ...]:
    sales = sorted(_sales(everyone, random), key=lambda sale: (sale.at, sale.customer_id))
    repeats = [i for i, sale in enumerate(sales) if sale.is_repeat]
    free = set(random.choice(repeats, size=EDGE_CASES["free_order"], replace=False).tolist())
    amounts = [0 if i in free else sale.fen for i, sale in enumerate(sales)]
    rows = [
        (sale.at, _transaction(f"T{number:06}", sale, sale.at, amounts[number - 1]))
        for number, sale in enumerate(sales, start=1)
    ]
    refunded = random.choice(len(sales), size=round(REFUNDED_SHARE_OF_ORDERS * len(sales)), replace=False)
    for i in sorted(set(refunded.tolist()) - free):
        share = 1.0 if random.random() < FULL_REFUND_SHARE else random.uniform(*PARTIAL_REFUND)
        at = sales[i].at + timedelta(days=int(random.integers(*REFUND_DELAY_DAYS, endpoint=True)))
        if at.date() <= DAYS[-1]:
            rows.append((at, _transaction(f"R{i + 1:06}", sales[i], at, -round(share * amounts[i]))))
    return tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1]["transaction_id"])))


def _sales(everyone: Mapping[str, Customer], random: np.random.Generator) -> list[_Sale]:
    opens, closes = OPENING_HOURS
    sales = []
    for customer_id, customer in everyone.items():
        for number, order in enumerate(customer.orders):
            second = int(random.integers(3600 * opens, 3600 * closes))
            at = datetime.combine(DAYS[order.day], time()) + timedelta(seconds=second)
            sales.append(_Sale(at, customer_id, order.fen, is_repeat=number > 0))
    return sales


def _transaction(transaction_id: str, sale: _Sale, at: datetime, fen: int) -> Row:
    return {
        "transaction_id": transaction_id,
        "customer_id": sale.customer_id,
        "ordered_at": at.isoformat(sep=" "),
        "amount": money(fen),
        "currency": CURRENCY,
    }


def _customers(everyone: Mapping[str, Customer], random: np.random.Generator) -> tuple[Row, ...]:
    buyers = [customer_id for customer_id, customer in everyone.items() if customer.orders]
    unknown, unattributed = EDGE_CASES["buyer_unknown_to_customers"], EDGE_CASES["buyer_without_channel"]
    chosen: Sequence[str] = random.choice(buyers, size=unknown + unattributed, replace=False).tolist()
    missing, without_channel = set(chosen[:unknown]), set(chosen[unknown:])
    return tuple(
        {
            "customer_id": customer_id,
            "acquired_at": DAYS[customer.acquired].isoformat(),
            "channel": "" if customer_id in without_channel else customer.channel,
        }
        for customer_id, customer in everyone.items()
        if customer_id not in missing
    )


def _ad_spend(seed: int) -> tuple[Row, ...]:
    """A row per day and channel with spend; like an advertising platform's export, none for a day of pause."""
    spend = {name: daily_spend(channel.acquisition, stream(seed, name, 0)) for name, channel in TRUTH.items()}
    return tuple(
        {"spend_date": day.isoformat(), "channel": name, "spend": money(spend[name][i]), "currency": CURRENCY}
        for i, day in enumerate(DAYS)
        for name in TRUTH
        if spend[name][i]
    )


def _spend_experiments() -> tuple[Row, ...]:
    return tuple(
        {"channel": name, "starts_on": test.first_day.isoformat(), "ends_on": test.last_day.isoformat()}
        for name, channel in TRUTH.items()
        for test in channel.acquisition.tests
    )
