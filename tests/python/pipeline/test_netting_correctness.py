"""Refunds against a plain stack: each takes from the latest earlier order that has something left."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import ltv

FIRST_DAY = date(2024, 1, 1)


def random_histories(customers: int, seed: int) -> pd.DataFrame:
    """Orders, free orders and refunds (many too large, some before any order), on days and at hours that collide.

    Every third refund has the id of an earlier order, for which it may be too small or too large.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        sales: list[tuple[str, str]] = []
        for _ in range(rng.integers(1, 12)):
            amount = rng.choice([0, 10, 20, 35.5, 80.25, -10, -20, -35.5, -120])
            hour = rng.integers(0, 3)
            day = FIRST_DAY + timedelta(days=int(rng.integers(0, 20)))
            number, moment = f"t{len(rows):05}", f"{day} 0{hour}:00:00"
            named = [sale for sale in sales if sale[1] < moment]
            if amount < 0 and named and rng.random() < 1 / 3:
                number, _ = named[rng.integers(len(named))]
            elif amount > 0:
                sales.append((number, moment))
            rows.append((number, f"c{customer:03}", moment, f"{amount:.2f}"))
    return pd.DataFrame(rows, columns=["transaction_id", "customer_id", "ordered_at", "amount"])


def after_named_refunds(orders: list[tuple]) -> list[tuple]:
    """The same rows, with what is left of them when refunds under the id of a sale have taken from it."""
    left = {number: amount for *_, number, amount in orders if amount > 0}
    found = []
    for *rest, number, amount in orders:
        taken = min(left.get(number, Decimal(0)), -amount) if amount < 0 else Decimal(0)
        if taken:
            left[number] -= taken
        found.append((*rest, number, amount + taken))
    return [(*rest, number, left[number] if amount > 0 else amount) for *rest, number, amount in found]


def by_hand(rows: pd.DataFrame, count_free_orders: bool) -> dict[str, tuple]:
    """customer -> (frequency, recency, T, monetary_value, realised_revenue), with an explicit stack."""
    end = max(date.fromisoformat(moment[:10]) for moment in rows["ordered_at"])
    answers = {}
    for customer, own in rows.groupby("customer_id"):
        orders = [
            # A refund of midnight has no time of day, and comes after the orders of its day.
            (
                moment[:10],
                float(amount) < 0 and "00:00:00" in moment,
                moment,
                float(amount) < 0,
                number,
                Decimal(amount),
            )
            for number, moment, amount in own[["transaction_id", "ordered_at", "amount"]].itertuples(index=False)
        ]
        given_away = {number for *_, number, amount in orders if amount == 0}
        orders = after_named_refunds(sorted(orders))
        stack: list[list] = []
        gross, free = defaultdict(Decimal), set()
        for _, _, moment, is_refund, number, amount in orders:
            day = date.fromisoformat(moment[:10])
            if not is_refund:
                stack.append([day, amount])
                gross[day] += amount
                if number in given_away:
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
    shop = ltv.from_transactions(rows, transaction="transaction_id", count_free_orders=count_free_orders)
    ours = shop.customers[["customer_id", "frequency", "recency", "T", "monetary_value", "realised_revenue"]]
    by_api = {
        customer: tuple(None if pd.isna(v) else v for v in row) for customer, *row in ours.itertuples(index=False)
    }
    assert [c for c in expected if by_api[c] != pytest.approx((*answers[c][:4], float(answers[c][4])))] == []


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
