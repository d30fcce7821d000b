"""The past forecast, as rows: every model and three naive forecasts at earlier cut-offs, against what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ltv.backtest.choice import Candidate, choose
from ltv.backtest.model_error import prior_error, relevance
from ltv.backtest.past import lognormal_interval
from ltv.backtest.record import Outcomes, Record, Said, record
from ltv.backtest.scores import interval_score
from ltv.backtest.totals import Spending, both_responses, predict_total, timing_response, worth_response
from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model
from ltv.fitting.order_values import SampleMean, believed, sample_mean
from ltv.fitting.posterior import posterior
from ltv.models.purchase import AUTO, PURCHASE_MODELS
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.states import Array, PurchaseStates
from ltv.warehouse import partial_pooling
from ltv.warehouse.errors import interval_columns, past_errors
from ltv.warehouse.frames import CHANNEL, SPEND_STATE, TOTAL, complete_segment, empty, fit_of, spend_histories, tidy
from ltv.warehouse.naive import mean_order, naive_forecasts
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

QUANTITIES = ("purchases", "money")
CANDIDATES = ("bg_nbd", "mbg_nbd", "pareto_nbd")
LEAST_BUYERS, LEAST_REPEAT_BUYERS = 30, 10  # at a cut-off, for a forecast to be asked of it
FUTURES = 2000  # pairs, for the variance of a total
SLOW, SLOW_FROM = "pareto_nbd", 90  # takes ten times as long to fit as the others: at cut-offs so many days back only
COLUMNS = {
    "days_back": "int64",
    "cut_off": "datetime64[us]",
    "horizon_days": "int64",
    "segment": "str",
    "scope": "str",
    "model": "str",
    "in_use": "bool",
    **dict.fromkeys(Record._fields, "float64"),
    "customers": "int64",
    "purchases_actual": "int64",
    "purchases_variance": "float64",
    "money_variance": "float64",
    "purchases_low": "float64",
    "purchases_high": "float64",
    "money_low": "float64",
    "money_high": "float64",
    "interval_coverage": "float64",
    "log_likelihood": "float64",
}
EXACT = ("customers", "purchases_actual", "money_actual")
COUNTED = ("customers", "fitted_customers", "monetary_value")
SUMS = ("monetary_value", "squared_monetary_value", "revenue", "squared_revenue", "monetary_value_times_revenue")


class CutOff(NamedTuple):
    """One cut-off: its day, the rows of its horizons, the states at it, and the repeat purchase days until then."""

    days_back: int
    rows: pd.DataFrame
    states: pd.DataFrame
    spend_states: pd.DataFrame
    repeat_days: pd.DataFrame


def backtest_forecasts(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    repeat_days: pd.DataFrame,
    *,
    purchase_model: str,
    engine: str = "native",
) -> pd.DataFrame:
    """One row per cut-off, horizon, segment and forecast (columns COLUMNS).

    states, spend_states, repeat_days: int_backtest_states, int_backtest_spend_states, int_backtest_repeat_days.
    purchase_model: a purchase model, or auto. The models are fitted to all customers together; the model in use to
    channels, partially pooled, as at present. The reference engine is not backtested.
    """
    frame = states.rename(columns=str.lower)
    cut_offs = [] if engine == "lifetimes" else list(_cut_offs(frame, spend_states, repeat_days))
    channels = sorted(frame["channel"].astype("str").unique())
    rows: list[dict[str, object]] = []
    fits: dict[str, Fit] = {}
    for cut_off in cut_offs:
        fits = _fits(cut_off, fits)
        rows += _of_all_customers(cut_off, complete_segment(channels), fits)
    if not rows:
        return empty(COLUMNS)
    found = pd.DataFrame(rows)
    chosen = choose(candidates(found)) if purchase_model == AUTO else purchase_model
    if chosen in CANDIDATES:
        own = [row for cut_off in cut_offs for row in _by_channel(cut_off, chosen, found)]
        found = pd.concat([found, pd.DataFrame(own)], ignore_index=True)
    return _finished(found.assign(in_use=found["model"] == chosen))


def candidates(found: pd.DataFrame) -> list[Candidate]:
    """The records of the models over all customers together, where all of them told something.

    found: rows of backtest_forecasts, in any order.
    """
    own = found[(found["scope"] == TOTAL) & found["model"].isin(CANDIDATES)]
    own = own[(own["purchases_actual"] > 0) & (own["purchases_predicted"] > 0)]
    key = ["days_back", "horizon_days"]
    told = own.groupby(key)["model"].transform("nunique")
    own = own[told == told.max()].sort_values([*key, "model"], ascending=[False, True, True])
    return [record_of(part, str(name)) for name, part in own.groupby("model", sort=False)]


def record_of(part: pd.DataFrame, model: str) -> Candidate:
    """One model's record. part: its rows, the last cut-off last; purchases predicted and actual are above 0."""
    actual, said = (part[f"purchases_{what}"].to_numpy(dtype=np.float64) for what in ("actual", "predicted"))
    known = part["purchases_variance"].to_numpy(dtype=np.float64)
    interval = lognormal_interval(said, np.nan_to_num(known), prior_error())
    score = interval_score(interval[:, 0], interval[:, 1], actual) / actual
    weights = relevance(part["days_back"], part["horizon_days"], float(part["horizon_days"].max()))
    likelihood = float(part["log_likelihood"].iloc[-1])
    return Candidate(model, np.log(actual / said), part["rmse"].to_numpy(dtype=np.float64), score, weights, likelihood)


def _cut_offs(states: pd.DataFrame, spend_states: pd.DataFrame, repeat_days: pd.DataFrame) -> Iterator[CutOff]:
    """The cut-offs with enough buyers, from the first."""
    # In one order: sums of floats over rows as the warehouse gives them differ in their last digits.
    spends, repeats = (frame.rename(columns=str.lower) for frame in (spend_states, repeat_days))
    spends = spends.sort_values(["days_back", *SPEND_STATE], ignore_index=True)
    repeats = repeats.sort_values(["days_back", "ordered_on", "age_days"], ignore_index=True)
    key = ["channel", "frequency", "recency", "t"]
    for days_back in sorted(states["days_back"].unique(), reverse=True):
        rows = tidy(states[states["days_back"] == days_back], ["horizon_days", *key, "purchases"])
        once = rows[rows["horizon_days"] == rows["horizon_days"].min()]
        sums = once.groupby(key, sort=True, observed=True)[list(COUNTED)].sum().reset_index()
        repeat_buyers = sums.loc[sums["frequency"] > 0, "fitted_customers"].sum()
        if sums["fitted_customers"].sum() >= LEAST_BUYERS and repeat_buyers >= LEAST_REPEAT_BUYERS:
            own = [frame[frame["days_back"] == days_back] for frame in (spends, repeats)]
            yield CutOff(int(days_back), rows, sums, *own)


def _together(cut_off: CutOff) -> tuple[pd.DataFrame, PurchaseStates, PurchaseStates]:
    """The states of all channels together: as rows, with all customers, and with those that models are fitted to."""
    state = ["frequency", "recency", "t"]
    together = cut_off.states.groupby(state, sort=True)[list(COUNTED)].sum().reset_index()
    whole, fitted = (
        PurchaseStates(*(together[name].to_numpy() for name in [*state, count]))
        for count in ("customers", "fitted_customers")
    )
    return together, whole, fitted


def _fits(cut_off: CutOff, before: Mapping[str, Fit]) -> dict[str, Fit]:
    """Every model, fitted to all customers together; before: the fits of the cut-off before, from which to climb."""
    names = [name for name in CANDIDATES if name != SLOW or cut_off.days_back >= SLOW_FROM]
    _, _, fitted = _together(cut_off)
    return {name: fit_purchase_model(fitted, name, near=before.get(name)) for name in names}


def _of_all_customers(cut_off: CutOff, segment: str, fits: dict[str, Fit]) -> Iterator[dict[str, object]]:
    """Every model and naive forecast of all customers together. fits: of all customers together, at the cut-off."""
    together, whole, fitted = _together(cut_off)
    spends = spend_histories(cut_off.spend_states)
    spend_fit, sample = fit_spend_model(spends), sample_mean(spends)
    longest = float(cut_off.rows["horizon_days"].max())
    reference = _total(whole, fitted, together["monetary_value"].to_numpy(dtype=np.float64), fits, spend_fit, longest)
    for days, rows in _by_horizon(cut_off):
        seen = _outcomes(rows)
        everyone = np.ones(len(rows), dtype=bool)
        head = {"days_back": cut_off.days_back, "cut_off": rows["cut_off"].iloc[0], "horizon_days": days}
        for name, fit in fits.items():
            if fit.predicts:
                said = _said(name, fit.parameters, _spend(spend_fit, sample, together), seen, days)
                own = record(seen, said, everyone)._asdict()
                known = _variances(own, reference) | {"log_likelihood": fit.log_likelihood}
                yield head | {"segment": segment, "scope": TOTAL, "model": name} | own | known
        for name, said in naive_forecasts(
            cut_off.repeat_days, cut_off.rows["cut_off"].iloc[0], seen, together, days
        ).items():
            yield head | {"segment": segment, "scope": TOTAL, "model": name} | record(seen, said, everyone)._asdict()


def _by_channel(cut_off: CutOff, model: str, found: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The model in use, by channel: partially pooled at the cut-off."""
    channels = sorted(cut_off.states["channel"].unique())
    fitted = cut_off.states.assign(customers=cut_off.states["fitted_customers"])
    fits = partial_pooling.purchase_estimates(fitted, model=model)
    spends = partial_pooling.spend_estimates(cut_off.spend_states, channels=channels)
    totals = found[(found["days_back"] == cut_off.days_back) & (found["model"] == model)]
    for days, rows in _by_horizon(cut_off):
        total = totals[totals["horizon_days"] == days]
        if not len(total):
            continue
        seen, of_total = _outcomes(rows), {what: _of_size(total, what) for what in QUANTITIES}
        head = {"days_back": cut_off.days_back, "cut_off": rows["cut_off"].iloc[0], "horizon_days": days}
        for channel in channels:
            own = (rows["channel"] == channel).to_numpy()
            _, timing = fit_of(fits, channel)
            _, spending = fit_of(spends, channel)
            if not own.any() or not np.all(np.isfinite(list(timing.values()))):
                continue
            said = _said(model, timing, spending, seen, days)
            result = record(seen, said, own)._asdict()
            known = _variances(result, of_total)
            yield head | {"segment": channel, "scope": CHANNEL, "model": model} | result | known


def _by_horizon(cut_off: CutOff) -> Iterator[tuple[int, pd.DataFrame]]:
    for days in sorted(cut_off.rows["horizon_days"].unique()):
        yield int(days), cut_off.rows[cut_off.rows["horizon_days"] == days]


def _outcomes(rows: pd.DataFrame) -> Outcomes:
    x, tx, T, w = (rows[name].to_numpy(dtype=np.float64) for name in ("frequency", "recency", "t", "customers"))
    value, squares, revenue, squared_revenue, cross = (rows[name].to_numpy(dtype=np.float64) for name in SUMS)
    came = rows["purchases"].to_numpy(dtype=np.float64)
    return Outcomes(PurchaseStates(x, tx, T, w), value, squares, came, revenue, squared_revenue, cross)


def _spend(fit: Fit, sample: SampleMean | None, states: pd.DataFrame) -> Mapping[str, float]:
    """The spend model's parameters, with a mean to believe in or, without any, that of repeat purchase days."""
    if np.all(np.isfinite(list(fit.parameters.values()))):
        return believed(SPEND_MODELS[fit.model], fit.parameters, sample)
    return SPEND_MODELS[SPEND_MODEL].with_one_spend(mean_order(states))


def _said(model: str, timing: Mapping[str, float], spending: Mapping[str, float], seen: Outcomes, days: int) -> Said:
    states, order = seen.states, SPEND_MODELS[SPEND_MODEL].expected_order_value
    each = PURCHASE_MODELS[model].expected_purchases(timing, states.frequency, states.recency, states.T, float(days))
    base = order(spending, states.frequency, np.zeros(len(each)))
    return Said(each, base, order(spending, states.frequency, np.ones(len(each))) - base)


def _total(
    states: PurchaseStates, fitted: PurchaseStates, value: Array, fits: dict[str, Fit], spend_fit: Fit, days: float
) -> dict[str, tuple[float, float]]:
    """Per quantity, a total and what the model knows of the variance of its logarithm (parameters and chance).

    states: of all customers. fitted: of those that the models were fitted to. value: sums of monetary_value.
    """
    fit = next((fit for fit in fits.values() if fit.predicts), None)
    if fit is None:
        return {}
    drawn = posterior(fitted, fit, draws=100)
    draws = ParameterDraws(drawn.parameters, drawn.weights) if drawn else None
    known = (fit.model, states, days, fit.parameters)
    timing = timing_response(*known, draws)
    totals = {}
    for what in QUANTITIES:
        worth = Spending(spend_fit.parameters, None, value) if what == "money" and spend_fit.predicts else None
        both = timing if worth is None else both_responses(timing, worth_response(*known, worth))
        totals[what] = predict_total(*known, None, 0.0, spending=worth, futures_drawn=FUTURES, responses=both)
    return {what: (total.expected, total.log_variance) for what, total in totals.items()}


def _variances(own: dict[str, float], reference: dict[str, tuple[float, float]]) -> dict[str, float]:
    """The variances of the logarithms of other sums: in inverse proportion to their size."""
    return {
        f"{what}_variance": variance * size / own[f"{what}_predicted"] if own[f"{what}_predicted"] > 0 else np.nan
        for what, (size, variance) in reference.items()
    }


def _of_size(total: pd.DataFrame, what: str) -> tuple[float, float]:
    return float(total[f"{what}_predicted"].iloc[0]), float(total[f"{what}_variance"].iloc[0])


def _finished(found: pd.DataFrame) -> pd.DataFrame:
    """With intervals of what was in use, each as it would have been told at its cut-off; sorted and rounded."""
    found = found.sort_values(
        ["days_back", "horizon_days", "scope", "segment", "model"], ascending=[False] + [True] * 4
    )
    found = interval_columns(found.reset_index(drop=True), {what: past_errors(found, what) for what in QUANTITIES})
    found = found.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    rounded = [name for name in found.select_dtypes("float64").columns if name not in EXACT]
    return found.assign(**{name: keep_bits(found[name], PREDICTION_BITS) for name in rounded})
