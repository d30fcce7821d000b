"""Which purchase model each segment has, and why, as rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.backtest.choice import CLOSE, Candidate, closest_naive
from ltv.models.purchase import AUTO, DEFAULT
from ltv.warehouse.backtest import candidates, record_of
from ltv.warehouse.cut_offs import LEAST_BUYERS, LEAST_REPEAT_BUYERS
from ltv.warehouse.frames import CHANNEL, TOTAL, complete_segment
from ltv.warehouse.naive import NAIVE
from ltv.warehouse.rounding import FIT_BITS, keep_bits

COLUMNS = {
    "segment": "str",
    "scope": "str",
    "model": "str",
    "forecasts": "int64",
    "error_of_sum": "float64",
    "naive_forecast": "str",
    "naive_error_of_sum": "float64",
    "interval_coverage": "float64",
    "reason": "str",
}
NOTHING = (
    "Nothing could be backtested: no cut-off of `backtest_cut_offs` has 90 days of history, "
    f"{LEAST_BUYERS} buyers and {LEAST_REPEAT_BUYERS} repeat buyers before it. The model is used untested."
)
NOBODY_CAME = (
    "In the forecasts of the past nobody bought again, so that errors have no measure. The model is used untested."
)
REFERENCE = "The reference engine (lifetimes) is not backtested."
POOLED = "The model of all customers together, since channels are pooled within one model."


def purchase_model_choice(
    states: pd.DataFrame, forecasts: pd.DataFrame, *, purchase_model: str, engine: str = "native"
) -> pd.DataFrame:
    """One row per segment (columns COLUMNS).

    states: int_expectation_states, for the channels. forecasts: backtest_forecasts. purchase_model: a purchase model,
    or auto, which is the one that forecast best, and the default where nothing could be backtested.
    """
    channels = sorted(set(states["channel"].astype("str")))
    totals = candidates(forecasts)
    model, why = purchase_model, "`purchase_model` asks for it."
    if purchase_model == AUTO:
        in_use = forecasts.loc[forecasts["in_use"].astype(bool), "model"]
        model, why = (str(in_use.iloc[0]), _told(totals)) if len(in_use) else (DEFAULT, "")
    rows = [_row(complete_segment(channels), TOTAL, model, why, forecasts, engine)]
    rows += [_row(channel, CHANNEL, model, POOLED, forecasts, engine) for channel in channels]
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS)).astype(COLUMNS)
    floats = frame.select_dtypes("float64").columns
    return frame.assign(**{name: keep_bits(frame[name], FIT_BITS) for name in floats})


def model_in_use(choices: pd.DataFrame) -> str:
    """The model of all customers together. choices: purchase_model_choice."""
    return str(choices.loc[choices["scope"] == TOTAL, "model"].iloc[0])


def _row(segment: str, scope: str, model: str, why: str, forecasts: pd.DataFrame, engine: str) -> dict[str, object]:
    head: dict[str, object] = {"segment": segment, "scope": scope, "model": model, "forecasts": 0}
    asked = forecasts[(forecasts["segment"] == segment) & (forecasts["scope"] == scope)]
    own = asked[(asked["purchases_actual"] > 0) & (asked["purchases_predicted"] > 0)]
    own = own.sort_values(["days_back", "horizon_days"], ascending=[False, True])
    part = own[own["model"] == model]
    if not len(part):
        untested = REFERENCE if engine == "lifetimes" else NOBODY_CAME if len(asked) else NOTHING
        return head | {"reason": " ".join(filter(None, [why, untested]))}
    record = record_of(part, model)
    naive = [record_of(own[own["model"] == name], name) for name in NAIVE if (own["model"] == name).any()]
    counted = "1 forecast" if len(part) == 1 else f"{len(part)} forecasts"
    sentences = [why, f"Sums of purchases were off by {record.error_of_sum:.0%} in {counted} of the past."]
    closer = closest_naive(record, naive)
    if closer is not None:
        sentences.append(f"A naive forecast was closer: {closer.model}, off by {closer.error_of_sum:.0%}.")
    best = min(naive, key=lambda one: one.error_of_sum, default=None)
    held = part["interval_coverage"].dropna()
    return head | {
        "forecasts": len(part),
        "error_of_sum": record.error_of_sum,
        "naive_forecast": best.model if best else None,
        "naive_error_of_sum": best.error_of_sum if best else np.nan,
        "interval_coverage": float(held.mean()) if len(held) else np.nan,
        "reason": " ".join(filter(None, sentences)),
    }


def _told(totals: list[Candidate]) -> str:
    """How the models compared."""
    if not totals:
        return ""
    if len(totals) == 1:
        return "The one model that could be backtested."
    errors = ", ".join(f"{one.model} {one.error_of_sum:.1%} and {one.error_per_customer:.3f}" for one in totals)
    return (
        "It did best at the earlier cut-offs, by the error of the sum, the error per customer and the interval score "
        f"together (within {CLOSE:.0%} by likelihood). Error of the sum, and of a customer in purchases: {errors}."
    )
