"""Fits with a penalizer or through lifetimes: a channel by itself or, where that is not sound, all customers' fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ltv.fitting import fit as native
from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import Fit
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.warehouse.frames import (
    POOLED,
    SPEND_STATE,
    STATE,
    SegmentFit,
    fit_frame,
    known_parameters,
    of_all_channels,
    purchase_histories,
    spend_histories,
    tidy,
)

ENGINES = {"native": native, "lifetimes": reference}
MIN_REPEAT_BUYERS = 30  # a channel with fewer takes the pooled parameters


def purchase_model_fits(
    states: pd.DataFrame, *, model: str, engine: str, penalizer: float, opportunity_days: int = 30
) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the purchase model (columns FIT_COLUMNS).

    states: int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model.
    """
    states = tidy(states, STATE)
    channels = dict(tuple(states.groupby("channel", sort=True, observed=True)))
    given = known_parameters(states, model, opportunity_days)
    pooled = _fit_purchases(of_all_channels(states), model, engine, penalizer, given[POOLED])
    fitted = {POOLED: pooled}
    for channel, own in channels.items():
        known = given[str(channel)]
        fitted[str(channel)] = pooled if len(channels) == 1 else _fit_purchases(own, model, engine, penalizer, known)
    repeat_buyers = states[states["frequency"] > 0].groupby("channel", observed=True)["customers"].sum()
    return _by_segment(fitted, pooled, repeat_buyers)


def _fit_purchases(states: pd.DataFrame, model: str, engine: str, penalizer: float, given: Mapping[str, float]) -> Fit:
    options = {"given": given} if given else {}
    fit: Fit = ENGINES[engine].fit_purchase_model(purchase_histories(states), model, penalizer=penalizer, **options)
    return fit


def spend_model_fits(
    spend_states: pd.DataFrame, *, segments: Iterable[str], engine: str, penalizer: float
) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the spend model (columns FIT_COLUMNS).

    spend_states: int_spend_states. segments: every channel that needs parameters, those without repeat buyers too:
    those of purchase_model_fits.
    """
    states = tidy(spend_states, SPEND_STATE)
    pooled = _fit_spends(states, engine, penalizer)
    fitted = {POOLED: pooled}
    for channel in sorted(set(segments) - {POOLED}):
        own = states[states["channel"] == channel]
        fitted[channel] = pooled if len(own) == len(states) else _fit_spends(own, engine, penalizer)
    return _by_segment(fitted, pooled, states.groupby("channel", observed=True)["customers"].sum())


def _fit_spends(states: pd.DataFrame, engine: str, penalizer: float) -> Fit:
    fit: Fit = ENGINES[engine].fit_spend_model(spend_histories(states), SPEND_MODEL, penalizer=penalizer)
    return fit


def _by_segment(fitted: dict[str, Fit], pooled: Fit, repeat_buyers: pd.Series) -> pd.DataFrame:
    segments = {}
    for segment, own in fitted.items():
        used, reason = own, own.reason
        if own is not pooled:
            used, reason = _own_or_pooled(own, pooled, int(repeat_buyers.get(segment, 0)))
        weight = 1.0 if used is own else 0.0
        segments[segment] = SegmentFit.of(used)._replace(customers=own.customers, reason=reason, own_weight=weight)
    return fit_frame(segments)


def _own_or_pooled(own: Fit, pooled: Fit, repeat_buyers: int) -> tuple[Fit, str | None]:
    if own.converged and repeat_buyers >= MIN_REPEAT_BUYERS:
        return own, None
    why = own.reason or f"Only {repeat_buyers} repeat buyers, fewer than {MIN_REPEAT_BUYERS}."
    return pooled, f"The parameters of all customers together are used. Of this channel alone: {why}"
