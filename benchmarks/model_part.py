"""The model part alone, after RFM: states, fits, predictions and the join back, on a file that a build left.

Usage: python benchmarks/model_part.py DATABASE COMPILED, the folder target/compiled/ltv_monitor of that build. All
customers are one segment, as in the plain lifetimes script. Prints CPU seconds per stage.
"""

from __future__ import annotations

import resource
import sys
from itertools import pairwise
from pathlib import Path

import duckdb

from ltv import predictions, separate_fits

DATABASE, COMPILED = sys.argv[1], Path(sys.argv[2])
OPTIONS = {"prediction_days": 180, "ltv_horizon_days": 365, "monthly_discount_rate": 0.01}


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def compiled(model: str) -> str:
    (path,) = COMPILED.rglob(f"{model}.sql")
    return path.read_text()


connection = duckdb.connect(DATABASE)
connection.execute("update main_intermediate.int_customer_rfm set channel = 'unattributed'")
connection.execute("checkpoint")
marks = [("", cpu())]
for model in ("int_rfm_states", "int_spend_states"):
    connection.execute(f"create or replace table main_intermediate.{model} as {compiled(model)}")
marks.append(("states", cpu()))
states, spend_states = (
    connection.sql(f"from main_intermediate.{model}").df() for model in ("int_rfm_states", "int_spend_states")
)
purchase_fits = separate_fits.purchase_model_fits(states, model="auto", engine="native", penalizer=0.0)
spend_fits = separate_fits.spend_model_fits(spend_states, segments=["unattributed"], engine="native", penalizer=0.0)
marks.append(("fits", cpu()))
predicted = predictions.state_predictions(states, purchase_fits, engine="native", **OPTIONS)
marks.append(("predictions", cpu()))
connection.execute("create or replace table main_predictions.state_predictions as from predicted")
connection.execute("create or replace table main_predictions.spend_model_fits as from spend_fits")
connection.execute(f"create or replace table main_marts.customer_ltv as {compiled('customer_ltv')}")
marks.append(("customer_ltv", cpu()))
for (_, before), (stage, after) in pairwise(marks):
    print(f"{stage} {after - before:.3f}")
