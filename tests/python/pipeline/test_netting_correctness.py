"""Refunds against a plain stack: each takes from the latest earlier order that has something left."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

FIRST_DAY = date(2024, 1, 1)


def random_histories(customers: int, seed: int) -> pd.DataFrame:
    """Orders, free orders and refunds (many too large, some before any order), on days and at hours that collide."""
    rng = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        for _ in range(rng.integers(1, 12)):
            amount = rng.choice([0, 10, 20, 35.5, 80.25, -10, -20, -35.5, -120])
            hour = rng.integers(0, 3)
            day = FIRST_DAY + timedelta(days=int(rng.integers(0, 20)))
            rows.append((f"t{len(rows):05}", f"c{customer:03}", f"{day} 0{hour}:00:00", f"{amount:.2f}"))
    return pd.DataFrame(rows, columns=["transaction_id", "customer_id", "ordered_at", "amount"])


def by_hand(rows: pd.DataFrame, count_free_orders: bool) -> dict[str, tuple]:
    """customer -> (frequency, recency, T, monetary_value, realised_revenue), with an explicit stack."""
    end = max(date.fromisoformat(moment[:10]) for moment in rows["ordered_at"])
    answers = {}
    for customer, own in rows.groupby("customer_id"):
        orders = [
            (moment, Decimal(amount) < 0, number, Decimal(amount))
            for number, moment, amount in own[["transaction_id", "ordered_at", "amount"]].itertuples(index=False)
        ]
        stack: list[list] = []
        gross, free = defaultdict(Decimal), set()
        for moment, is_refund, _, amount in sorted(orders):
            day = date.fromisoformat(moment[:10])
            if not is_refund:
                stack.append([day, amount])
                gross[day] += amount
                if amount == 0:
                    free.add(day)
                continue
            while stack and amount < 0:
                taken = min(stack[-1][1], -amount)
                stack[-1][1] -= taken
                amount += taken
                if stack[-1][1] == 0:
                    stack.pop()
        kept = defaultdict(Decimal)
        for day, amount in stack:
            kept[day] += amount
        days = sorted(day for day in gross if kept[day] > 0 or (count_free_orders and day in free))
        revenue = sum(Decimal(amount) for amount in own["amount"])
        if not days:
            answers[customer] = (0, 0, None, 0.0, revenue)
            continue
        repeats = [float(kept[day]) for day in days[1:]]
        mean = sum(repeats) / len(repeats) if repeats else 0.0
        answers[customer] = (len(repeats), (days[-1] - days[0]).days, (end - days[0]).days, mean, revenue)
    return answers


@pytest.mark.parametrize("count_free_orders", [True, False])
def test_every_history_is_netted_as_by_hand(build_rows, count_free_orders):
    rows = random_histories(customers=300, seed=11)
    select = [] if count_free_orders else ["--select", "+int_model_histories", "--indirect-selection", "cautious"]
    warehouse = build_rows({"transactions": rows}, *select, count_free_orders=count_free_orders)
    answers = {
        customer: tuple(answer)
        for customer, *answer in warehouse.query(
            "select customer_id, frequency, recency, T, monetary_value, realised_revenue"
            " from main_intermediate.int_model_histories"
        )
    }
    expected = by_hand(rows, count_free_orders)
    assert answers.keys() == expected.keys()
    assert [c for c in expected if answers[c] != pytest.approx(expected[c])] == []
    assert sum(answer[-1] for answer in answers.values()) == sum(Decimal(amount) for amount in rows["amount"])


def test_refunds_dated_before_their_sale_are_netted_alike_in_any_order_of_rows(build_rows):
    """They count from the sale on, in the order of their own dates: the first takes it all, the second finds none."""
    refunds = [("2024-01-05", "-10.00"), ("2024-01-07", "-30.00")]
    rows = [
        (f"t{customer}", customer, day, amount)
        for number, customer in enumerate(f"c{n:02}" for n in range(40))
        for day, amount in (("2024-01-10", "10.00"), *(refunds if number % 2 else reversed(refunds)))
    ]
    frame = pd.DataFrame(rows, columns=["transaction_id", "customer_id", "ordered_at", "amount"])
    only = ("--select", "+int_purchase_days")
    warehouse = build_rows({"transactions": frame}, *only, models_only=True, transaction_grain="order")
    days = warehouse.query(
        "select ordered_on, value, revenue, count(*) from main_intermediate.int_purchase_days group by all order by all"
    )
    assert days == [
        (date(2024, 1, 5), Decimal(0), Decimal(0), 40),
        (date(2024, 1, 7), Decimal(0), Decimal(-30), 40),
        (date(2024, 1, 10), Decimal(0), Decimal(0), 40),
    ]
