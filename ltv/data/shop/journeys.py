"""What else the generated shop knows: the contacts before a first order, and costs besides ad spend.

The channel that acquired a customer is the last contact. Some have met others before, paid ones above all: by first
touch these have more customers than by last touch, which is what `attribution` is there to show.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import numpy as np

from ltv.data.shop.purchases import Customer
from ltv.data.shop.spend import DAYS
from ltv.data.shop.truth import FIRST_DAY, LAST_DAY

Row = Mapping[str, str]

RECORDED_SINCE = date(2023, 12, 1)  # contacts before were not recorded
EARLIER_CONTACTS = (0.6, 0.28, 0.12)  # shares of customers with none, one, two before the last
MET_BEFORE = {"kol": 0.45, "feed_ads": 0.35, "organic_search": 0.15, "community_referral": 0.05}
LONGEST = 30  # days from an earlier contact to the first order

# Yuan a month: the channel's own (an agency for kol), and none's (tools and people).
MONTHLY_COSTS = (("kol", "6000.00"), ("", "4000.00"))


def touchpoints(everyone: Mapping[str, Customer], random: np.random.Generator) -> tuple[Row, ...]:
    """A row per contact of the buyers whose first order is RECORDED_SINCE or later, in order of time."""
    names, shares = list(MET_BEFORE), list(MET_BEFORE.values())
    rows = []
    for customer_id, customer in everyone.items():
        if not customer.orders or DAYS[customer.orders[0].day] < RECORDED_SINCE:
            continue
        day = DAYS[customer.orders[0].day]
        rows.append(_contact(customer_id, customer.channel, day, random))
        for _ in range(random.choice(len(EARLIER_CONTACTS), p=EARLIER_CONTACTS)):
            before = day - timedelta(days=int(random.integers(1, LONGEST, endpoint=True)))
            if before >= RECORDED_SINCE:
                rows.append(_contact(customer_id, names[random.choice(len(names), p=shares)], before, random))
    return tuple(sorted(rows, key=lambda row: (row["touched_at"], row["customer_id"], row["channel"])))


def _contact(customer_id: str, channel: str, day: date, random: np.random.Generator) -> Row:
    """At night: orders are made from eight o'clock on."""
    at = datetime.combine(day, time()) + timedelta(seconds=int(random.integers(8 * 3600)))
    return {"customer_id": customer_id, "touched_at": at.isoformat(sep=" "), "channel": channel}


def overhead_costs() -> tuple[Row, ...]:
    """A row per month and cost, on its first day."""
    months = [day for day in DAYS if day.day == 1 and FIRST_DAY <= day <= LAST_DAY]
    return tuple(
        {"cost_date": day.isoformat(), "channel": channel, "amount": amount, "currency": "CNY"}
        for day in months
        for channel, amount in MONTHLY_COSTS
    )
