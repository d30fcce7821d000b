"""The past forecast, as rows: every model and three naive forecasts at earlier cut-offs, against what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from ltv.backtest.choice import Candidate, choose
from ltv.backtest.model_error import prior_error, relevance
from ltv.backtest.past import lognormal_interval
from ltv.backtest.record import Outcomes, Record, Said, record
from ltv.backtest.scores import interval_score
from ltv.backtest.totals import Spending, both_responses, predict_total, timing_response, worth_response
from ltv.backtest.widths import log_variance_of_smaller
from ltv.fitting.fit import Fit, fit_spend_model
from ltv.fitting.order_values import SampleMean, believed, sample_mean
from ltv.fitting.posterior import posterior
from ltv.models.purchase import AUTO, DEFAULT, PURCHASE_MODELS
from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.models.spend import SPEND_MODELS
from ltv.pooling.models import ParameterDraws
from ltv.states import PurchaseStates
from ltv.warehouse import partial_pooling
from ltv.warehouse.cut_offs import CutOff, cut_offs, outcomes, states_of
from ltv.warehouse.errors import interval_columns, past_errors
from ltv.warehouse.frames import CHANNEL, TOTAL, complete_segment, empty, fits_of, spend_histories
from ltv.warehouse.naive import mean_order, naive_forecasts
from ltv.warehouse.rounding import PREDICTION_BITS, keep_bits

QUANTITIES = ("purchases", "money")
CANDIDATES = ("bg_nbd", "mbg_nbd", "pareto_nbd")
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
    "on_clock": "bool",
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


def backtest_forecasts(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    repeat_days: pd.DataFrame,
    *,
    purchase_model: str,
    engine: str = "native",
    opportunity_days: int = 30,
    calendar: str = "off",
    index: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per cut-off, horizon, segment and forecast (columns COLUMNS).

    states, spend_states, repeat_days: int_backtest_states, int_backtest_spend_states, int_backtest_repeat_days.
    purchase_model: a purchase model, or auto. The models are fitted to all customers together; the model in use to
    channels, partially pooled, as at present, and on the clock of the calendar where it would have been in use.
    opportunity_days: for models that count opportunities; one is asked where it is the model in use.
    calendar: auto, off or on. index: stg_calendar_index. The reference engine is not backtested.
    """
    discrete = purchase_model != AUTO and PURCHASE_MODELS[purchase_model].counts_opportunities
    names = (*CANDIDATES, purchase_model) if discrete else CANDIDATES
    mode = "off" if discrete else calendar
    looked_at = [] if engine == "lifetimes" else cut_offs(states, spend_states, repeat_days, calendar=mode, index=index)
    channels = sorted(states["channel"].astype("str").unique())
    rows: list[dict[str, object]] = []
    fits: dict[str, Fit] = {}
    for cut_off in looked_at:
        fits = _fits(cut_off, names, opportunity_days, fits)
        rows += _of_all_customers(cut_off, complete_segment(channels), fits)
    if not rows:
        return empty(COLUMNS)
    found = pd.DataFrame(rows)
    chosen = _chosen(found) if purchase_model == AUTO else purchase_model
    if chosen in names:
        own = [row for cut_off in looked_at for row in _by_channel(cut_off, chosen, opportunity_days, found)]
        found = pd.concat([found, pd.DataFrame(own)], ignore_index=True)
    return _finished(found.assign(in_use=found["model"] == chosen))


def _chosen(found: pd.DataFrame) -> str:
    """The model that forecast best; the default where nobody bought again, so that errors have no measure."""
    records = candidates(found)
    return choose(records) if records else DEFAULT


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


def _fits(cut_off: CutOff, names: Sequence[str], opportunity_days: int, before: Mapping[str, Fit]) -> dict[str, Fit]:
    """Every model, fitted to all customers together; before: the fits of the cut-off before, from which to climb."""
    asked = [name for name in names if name != SLOW or cut_off.days_back >= SLOW_FROM]
    return {name: cut_off.fit(name, opportunity_days, before.get(name)) for name in asked}


def _of_all_customers(cut_off: CutOff, segment: str, fits: dict[str, Fit]) -> Iterator[dict[str, object]]:
    """Every model and naive forecast of all customers together. fits: of all customers together, at the cut-off."""
    together, spends = cut_off.together, spend_histories(cut_off.spend_states)
    spend_fit, sample = fit_spend_model(spends), sample_mean(spends)
    reference = _total(cut_off, fits, spend_fit)
    for days, rows in cut_off.by_horizon():
        seen = outcomes(rows)
        everyone = np.ones(len(rows), dtype=bool)
        head, left_open = cut_off.head(days), cut_off.left_open(days)
        for name, fit in fits.items():
            if fit.predicts:
                timing = cut_off.model(name), fit.parameters
                said = _said(*timing, _spend(spend_fit, sample, together), seen, states_of(rows, name), days)
                own = record(seen, said, everyone)._asdict()
                known = _variances(own, reference, left_open) | {"log_likelihood": fit.log_likelihood}
                yield head | {"segment": segment, "scope": TOTAL, "model": name} | own | known
        for name, said in naive_forecasts(
            cut_off.repeat_days, cut_off.rows["cut_off"].iloc[0], seen, together, days
        ).items():
            yield head | {"segment": segment, "scope": TOTAL, "model": name} | record(seen, said, everyone)._asdict()


def _by_channel(cut_off: CutOff, model: str, opportunity_days: int, found: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The model in use, by channel: partially pooled at the cut-off."""
    channels = sorted(cut_off.states["channel"].unique())
    fits = partial_pooling.purchase_estimates(
        cut_off.by_channel(model), model=model, opportunity_days=opportunity_days, clock=cut_off.clock
    )
    spends = partial_pooling.spend_estimates(cut_off.spend_states, channels=channels)
    timings, spendings = fits_of(fits), fits_of(spends)
    totals = found[(found["days_back"] == cut_off.days_back) & (found["model"] == model)]
    for days, rows in cut_off.by_horizon():
        total = totals[totals["horizon_days"] == days]
        if not len(total):
            continue
        seen, left_open, head = outcomes(rows), cut_off.left_open(days), cut_off.head(days)
        of_total = {what: _of_size(total, what, left_open) for what in QUANTITIES}
        for channel in channels:
            own = (rows["channel"] == channel).to_numpy()
            (_, timing), (_, spending) = timings[channel], spendings[channel]
            if not own.any() or not np.all(np.isfinite(list(timing.values()))):
                continue
            said = _said(cut_off.model(model), timing, spending, seen, states_of(rows, model), days)
            result = record(seen, said, own)._asdict()
            known = _variances(result, of_total, left_open)
            yield head | {"segment": channel, "scope": CHANNEL, "model": model} | result | known


def _spend(fit: Fit, sample: SampleMean | None, states: pd.DataFrame) -> Mapping[str, float]:
    """The spend model's parameters, with a mean to believe in or, without any, that of repeat purchase days."""
    if np.all(np.isfinite(list(fit.parameters.values()))):
        return believed(SPEND_MODELS[fit.model], fit.parameters, sample)
    return SPEND_MODELS[SPEND_MODEL].with_one_spend(mean_order(states))


def _said(
    model: PurchaseModel,
    timing: Mapping[str, float],
    spending: Mapping[str, float],
    seen: Outcomes,
    asked: PurchaseStates,
    days: int,
) -> Said:
    x, order = seen.states.frequency, SPEND_MODELS[SPEND_MODEL].expected_order_value
    each = model.expected_purchases(timing, asked.frequency, asked.recency, asked.T, float(days))
    base = order(spending, x, np.zeros(len(each)))
    return Said(each, base, order(spending, x, np.ones(len(each))) - base)


def _total(cut_off: CutOff, fits: dict[str, Fit], spend_fit: Fit) -> dict[str, tuple[float, float]]:
    """Per quantity, the total of the longest horizon and what the model knows of the variance of its logarithm
    (parameters and chance)."""
    fit = next((fit for fit in fits.values() if fit.predicts), None)
    if fit is None:
        return {}
    drawn = posterior(cut_off.fitted(), fit, draws=100)
    draws = ParameterDraws(drawn.parameters, drawn.weights) if drawn else None
    known = (cut_off.model(fit.model), cut_off.histories("customers"), float(cut_off.longest), fit.parameters)
    value = cut_off.together["monetary_value"].to_numpy(dtype=np.float64)
    timing = timing_response(*known, draws)
    totals = {}
    for what in QUANTITIES:
        worth = Spending(spend_fit.parameters, None, value) if what == "money" and spend_fit.predicts else None
        both = timing if worth is None else both_responses(timing, worth_response(*known, worth))
        totals[what] = predict_total(*known, None, 0.0, spending=worth, futures_drawn=FUTURES, responses=both)
    return {what: (total.expected, total.log_variance) for what, total in totals.items()}


def _variances(own: dict[str, float], reference: dict[str, tuple[float, float]], left_open: float) -> dict[str, float]:
    """The variances of the logarithms of other sums: what the calendar leaves open, which is common to all customers,
    and the rest by their share of the total."""
    return {
        f"{what}_variance": log_variance_of_smaller(variance, size / own[f"{what}_predicted"]) + left_open
        if own[f"{what}_predicted"] > 0
        else np.nan
        for what, (size, variance) in reference.items()
    }


def _of_size(total: pd.DataFrame, what: str, left_open: float) -> tuple[float, float]:
    return float(total[f"{what}_predicted"].iloc[0]), float(total[f"{what}_variance"].iloc[0]) - left_open


def _finished(found: pd.DataFrame) -> pd.DataFrame:
    """With intervals of what was in use, each as it would have been told at its cut-off; sorted and rounded."""
    found = found.sort_values(
        ["days_back", "horizon_days", "scope", "segment", "model"], ascending=[False] + [True] * 4
    )
    found = interval_columns(found.reset_index(drop=True), {what: past_errors(found, what) for what in QUANTITIES})
    found = found.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    rounded = [name for name in found.select_dtypes("float64").columns if name not in EXACT]
    return found.assign(**{name: keep_bits(found[name], PREDICTION_BITS) for name in rounded})
