"""Rows that come late, twice, corrected or refunded, or go: a build over the last one is one from nothing.

`benchmarks/replay.py` replays fifty such shops on both engines.
"""

from __future__ import annotations

import arrivals

SHOPS, STEPS = 8, 3
DAYS = (
    "select customer_ref, ordered_on, cast(value * 10000 as bigint), cast(revenue * 10000 as bigint), orders,"
    " is_purchase_day from main_intermediate.int_purchase_days"
)
MARTS = {
    "customer_ltv": "select * from main_marts.customer_ltv order by customer_id",
    "channel_roi": "select * from main_marts.channel_roi order by channel",
    "cohort_value_curves": "select * from main_marts.cohort_value_curves order by all",
}


def test_a_build_over_the_last_one_is_one_from_nothing(build_rows, tmp_path):
    """Purchase days are those that pandas makes of the raw rows after every step; marts are compared after the last."""
    options = {"models_only": True, "transaction_grain": "order", "spend_window_days": 730}
    marts = ("--select", *(f"+{name}" for name in MARTS))
    for step, rows in enumerate(arrivals.arrivals(SHOPS, STEPS)):
        shop = arrivals.others(SHOPS) | {"transactions": rows}
        only = marts if step == STEPS - 1 else ("--select", "+int_purchase_days")
        kept = build_rows(shop, *only, database=tmp_path / "ltv.duckdb", **options)
        assert sorted(kept.query(DAYS)) == sorted(arrivals.days_by_pandas(rows).elements()), f"step {step}"
    shuffled = {name: one.sample(frac=1, random_state=1) for name, one in shop.items()}
    fresh = build_rows(shuffled, "--full-refresh", *marts, **options)
    for name, query in MARTS.items():
        assert kept.query(query) == fresh.query(query), name
