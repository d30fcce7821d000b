"""The least that the job's own terms cost in this engine: ids seen once, purchase days, histories, states; no mart.

Usage: python benchmarks/floor.py FOLDER. In memory, without refunds, rejected rows, fits or predictions. Prints CPU
seconds per step.
"""

from __future__ import annotations

import resource
import sys

import duckdb

STEPS = {
    "no id twice": (
        "select count(*) from (select transaction_id from {file} group by transaction_id having count(*) > 1)"
    ),
    "purchase days": (
        "create temp table days as select customer_id, ordered_at, sum(amount) as value from {file}"
        " group by customer_id, ordered_at"
    ),
    "histories": (
        "create temp table histories as select customer_id, min(ordered_at) as first_on, max(ordered_at) as last_on,"
        " count(*) - 1 as frequency, sum(value) - arg_min(value, ordered_at) as repeat_value from days"
        " group by customer_id"
    ),
    "states": (
        "create temp table states as select frequency, last_on - first_on as recency,"
        " date '2025-01-01' - first_on as T, count(*) as customers from histories group by all"
    ),
}


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


total = 0.0
for step, query in STEPS.items():
    start = cpu()
    duckdb.execute(query.format(file=f"'{sys.argv[1]}/transactions.parquet'"))
    total += cpu() - start
    print(f"{step} {cpu() - start:.2f}")
print(f"together {total:.2f}")
