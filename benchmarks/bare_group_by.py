"""The least any RFM must do: one group-by of the Parquet file by customer.

Usage: python benchmarks/bare_group_by.py FOLDER
"""

import sys

import duckdb

duckdb.execute(
    "create table customers as select customer_id, count(*), sum(amount), min(ordered_at), max(ordered_at)"
    f" from '{sys.argv[1]}/transactions.parquet' group by customer_id"
)
