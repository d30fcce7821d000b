"""What a marketing analyst would write with pandas and lifetimes: raw Parquet to ROI per channel. Prints the table.

Usage: python benchmarks/lifetimes_script.py FOLDER
"""

from __future__ import annotations

import resource
import sys
import warnings
from pathlib import Path

import duckdb

warnings.simplefilter("ignore")  # lifetimes' own: a plain script would do the same
import lifetimes  # noqa: E402
import lifetimes.utils  # noqa: E402


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


folder = Path(sys.argv[1])
start = cpu()
transactions, customers, spend = (
    duckdb.sql(f"select * from '{folder}/{name}.parquet'").df() for name in ("transactions", "customers", "ad_spend")
)
summary = lifetimes.utils.summary_data_from_transaction_data(transactions, "customer_id", "ordered_at", "amount")
rfm_done = cpu()
timing = lifetimes.BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])
repeat = summary[summary["monetary_value"] > 0]
spending = lifetimes.GammaGammaFitter().fit(repeat["frequency"], repeat["monetary_value"])
summary["p_alive"] = timing.conditional_probability_alive(summary["frequency"], summary["recency"], summary["T"])
summary["ltv"] = spending.customer_lifetime_value(
    timing, summary["frequency"], summary["recency"], summary["T"], summary["monetary_value"],
    time=6, discount_rate=0.01, freq="D",
)  # fmt: skip
model_done = cpu()
ltv = summary.join(customers.set_index("customer_id")).groupby("channel")["ltv"].agg(["size", "mean"])
cac = spend.groupby("channel")["spend"].sum() / ltv["size"]
print(ltv.assign(cac=cac, roi=ltv["mean"] / cac - 1))
end = cpu()
print(f"cpu: rfm {rfm_done - start:.2f} model {model_done - rfm_done:.2f} rest {end - model_done:.2f}", file=sys.stderr)
