"""The model part alone, after RFM: states, fits, predictions and every customer's scores, on a file that a build left.

Usage: python benchmarks/model_part.py DATABASE COMPILED, the folder target/compiled/ltv_monitor of that build. All
customers are one segment and everything stays in memory, as in the plain lifetimes script. Prints CPU seconds by stage.
"""

from __future__ import annotations

import resource
import sys
from itertools import pairwise
from pathlib import Path

import duckdb

from ltv.warehouse import no_pooling as separate_fits
from ltv.warehouse import predictions

DATABASE, COMPILED = sys.argv[1], Path(sys.argv[2])
OPTIONS = {"prediction_days": 180, "ltv_horizon_days": 365, "monthly_discount_rate": 0.01}


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def compiled(model: str) -> str:
    # Below a YAML file's name are the inputs of unit tests.
    (path,) = (path for path in COMPILED.rglob(f"{model}.sql") if ".yml" not in str(path))
    return path.read_text()


connection = duckdb.connect()
connection.execute(f"attach '{DATABASE}' as built (read_only); attach ':memory:' as {Path(DATABASE).stem}")
connection.execute(f"use {Path(DATABASE).stem}; create schema main_intermediate; create schema main_predictions")
connection.execute(
    "create table main_intermediate.int_customer_histories as"
    " select * replace ('unattributed' as channel)"
    " from built.main_intermediate.int_customer_histories;"
    " create table main_intermediate.int_left_censored as from built.main_intermediate.int_left_censored;"
    " create table main_predictions.state_survival as from built.main_predictions.state_survival"
)
for view in ("int_model_histories", "int_buyers"):
    connection.execute(f"create view main_intermediate.{view} as {compiled(view)}")
marks = [("", cpu())]
for model in ("int_rfm_states", "int_spend_states", "int_expectation_states"):
    connection.execute(f"create table main_intermediate.{model} as {compiled(model)}")
marks.append(("states", cpu()))
states, spend_states, expectation_states = (
    connection.sql(f"from main_intermediate.{model}").df()
    for model in ("int_rfm_states", "int_spend_states", "int_expectation_states")
)
purchase_fits, _ = separate_fits.fit_purchases(states, model="bg_nbd", engine="native", penalizer=0.0)
spend_fits, _ = separate_fits.fit_spends(spend_states, channels=["unattributed"], engine="native", penalizer=0.0)
marks.append(("fits", cpu()))
predicted = predictions.state_predictions(expectation_states, purchase_fits, engine="native", **OPTIONS)
marks.append(("predictions", cpu()))
connection.execute(
    "create table main_predictions.purchase_model_fits as from purchase_fits;"
    " create table main_predictions.state_predictions as from predicted"
)
p, q, v = (f"{value:.17e}" for value in spend_fits["value"].head(3))  # without an exponent it would be a decimal
connection.execute(
    "create table scores as select customer_id, p_alive, expected_purchases, discounted_purchases *"
    f" {p} * ({v} + frequency * monetary_value) / ({p} * frequency + {q} - 1) as predicted_ltv"
    f" from ({compiled('int_customer_predictions')})"
)
marks.append(("scores", cpu()))
for (_, before), (stage, after) in pairwise(marks):
    print(f"{stage} {after - before:.3f}")
