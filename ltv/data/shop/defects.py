"""Bad rows of every kind that real exports contain, added to the generated shop.

Every bad row is an addition: a spoiled copy of a good row under an id of its own ("B..."), or a good row repeated, as
it is or changed. So a reader that rejects all of them is left with exactly the rows that follow the known truth. (Who
leaves a customer that two channels claim to neither has a few customers less.)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np

from ltv.data.shop.rows import Row, Shop
from ltv.data.shop.truth import LAST_DAY, SEED, TRUTH

Spoil = Callable[[Row, int], Row]
LATER = 30  # days


def _put(column: str, *values: str) -> Spoil:
    """Put the values into the column, in turn."""
    return lambda row, i: {**row, column: values[i % len(values)]}


def _repeat(row: Row, i: int) -> Row:
    return row


def _contradict(row: Row, i: int) -> Row:
    """The same transaction again, later on the same day, with another amount."""
    later = datetime.fromisoformat(row["ordered_at"]) + timedelta(minutes=5 * (i + 1))
    return {**row, "ordered_at": later.isoformat(sep=" "), "amount": str(Decimal(row["amount"]) + i + 1)}


def _reacquire(row: Row, i: int) -> Row:
    """The same customer again, acquired later."""
    return {**row, "acquired_at": _days_later(row["acquired_at"], LATER)}


def _claim(row: Row, i: int) -> Row:
    """The same customer claimed by another channel: later, or (every other row) on the same day."""
    channels = list(TRUTH)
    other = channels[(channels.index(row["channel"]) + 1) % len(channels)]
    return {**row, "acquired_at": _days_later(row["acquired_at"], LATER * (i % 2)), "channel": other}


def _days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@dataclass(frozen=True)
class Defect:
    """`rows` bad rows of one kind; `reason` is what seeds/reference/rejection_reasons.csv calls it.

    A bad row that `repeats` a good row keeps its id; the others get their own.
    """

    relation: str
    kind: str
    rows: int
    spoil: Spoil
    reason: str
    repeats: bool = False


_DATE, _NUMBER = "unreadable_date", "unreadable_amount"

DEFECTS: tuple[Defect, ...] = (
    Defect("transactions", "guest_order", 40, _put("customer_id", ""), "guest_order"),
    Defect("transactions", "missing_transaction_id", 5, _put("transaction_id", ""), "missing_transaction_id"),
    Defect("transactions", "missing_date", 2, _put("ordered_at", ""), _DATE),
    Defect("transactions", "ambiguous_date", 2, _put("ordered_at", "03/04/2024"), _DATE),
    Defect("transactions", "impossible_date", 2, _put("ordered_at", "2024-02-30"), _DATE),
    Defect("transactions", "date_in_words", 2, _put("ordered_at", "yesterday"), _DATE),
    Defect("transactions", "missing_amount", 2, _put("amount", ""), _NUMBER),
    Defect("transactions", "decimal_comma", 2, _put("amount", "12,50"), _NUMBER),
    Defect("transactions", "amount_in_words", 2, _put("amount", "abc"), _NUMBER),
    Defect("transactions", "non_finite_amount", 4, _put("amount", "NaN", "inf"), _NUMBER),
    Defect("transactions", "exact_duplicate", 8, _repeat, "exact_duplicate", repeats=True),
    Defect("transactions", "conflicting_duplicate", 6, _contradict, "conflicting_duplicate", repeats=True),
    Defect("customers", "missing_customer_id", 3, _put("customer_id", ""), "missing_customer_id"),
    Defect("customers", "unreadable_acquired_at", 4, _put("acquired_at", "2024-13-01", "soon"), _DATE),
    Defect("customers", "exact_duplicate", 5, _repeat, "exact_duplicate", repeats=True),
    Defect("customers", "two_acquisitions", 3, _reacquire, "conflicting_duplicate", repeats=True),
    Defect("customers", "two_channels", 6, _claim, "two_channels", repeats=True),
    Defect("ad_spend", "missing_date", 2, _put("spend_date", ""), _DATE),
    Defect("ad_spend", "unreadable_date", 2, _put("spend_date", "2024-06-31", "last week"), _DATE),
    Defect("ad_spend", "missing_channel", 3, _put("channel", ""), "missing_channel"),
    Defect("ad_spend", "missing_spend", 1, _put("spend", ""), _NUMBER),
    Defect("ad_spend", "unreadable_spend", 2, _put("spend", "1.234,50", "unknown"), _NUMBER),
)


def with_defects(shop: Shop, seed: int = SEED) -> Shop:
    """The shop with every one of DEFECTS, at random places of its relation."""
    random = np.random.Generator(np.random.PCG64([seed, len(TRUTH) + 1]))
    orders = [row for row in shop.transactions if row["transaction_id"].startswith("T")]
    latest = _days_later(LAST_DAY.isoformat(), -LATER)
    attributed = [row for row in shop.customers if row["channel"] and row["acquired_at"] <= latest]
    return replace(
        shop,
        transactions=_mixed("transactions", shop.transactions, orders, random),
        customers=_mixed("customers", shop.customers, attributed, random),
        ad_spend=_mixed("ad_spend", shop.ad_spend, shop.ad_spend, random),
    )


def _mixed(relation: str, rows: Sequence[Row], models: Sequence[Row], random: np.random.Generator) -> tuple[Row, ...]:
    """The rows with the relation's bad rows among them; no model is used twice."""
    defects = [defect for defect in DEFECTS if defect.relation == relation]
    chosen = iter(random.choice(len(models), size=sum(d.rows for d in defects), replace=False).tolist())
    mixed, made = list(rows), 0
    for defect in defects:
        for i in range(defect.rows):
            model = models[next(chosen)]
            if not defect.repeats:
                made += 1
                model = _renamed(model, relation, f"B{made:05}")
            mixed.insert(int(random.integers(len(mixed) + 1)), defect.spoil(model, i))
    return tuple(mixed)


def _renamed(row: Row, relation: str, name: str) -> Row:
    """The row under an id of its own; spend has none."""
    key = {"transactions": "transaction_id", "customers": "customer_id"}.get(relation)
    return {**row, key: name} if key else row
