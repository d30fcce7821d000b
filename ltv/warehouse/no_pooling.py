"""No pooling: each channel fitted by itself or, where that is not sound, the fit of all customers. With a penalizer or
through lifetimes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ltv.calendar.clock import Clock
from ltv.fitting import fit as native
from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import Fit
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.states import PurchaseStates
from ltv.warehouse.frames import (
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
MIN_REPEAT_BUYERS = 30  # a channel with fewer takes the parameters of all


def fit_purchases(
    states: pd.DataFrame,
    *,
    model: str,
    engine: str,
    penalizer: float,
    opportunity_days: int = 30,
    clock: Clock | None = None,
) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the purchase model (columns FIT_COLUMNS).

    states: int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model.
    opportunity_days: for models that count opportunities. clock: that parameters are to be on; None for days.
    """
    states = tidy(states, STATE)
    channels = dict(tuple(states.groupby("channel", sort=True, observed=True)))
    given = known_parameters(states, model, opportunity_days)

    def fit(own: pd.DataFrame, known: Mapping[str, float]) -> Fit:
        return _purchase_fit(purchase_histories(own, clock), model, engine, penalizer, known)

    whole, alone = fit(of_all_channels(states), given.whole), len(channels) == 1
    fitted = {
        str(channel): whole if alone else fit(own, given.channels[str(channel)]) for channel, own in channels.items()
    }
    repeat_buyers = states[states["frequency"] > 0].groupby("channel", observed=True)["customers"].sum()
    return _by_channel(fitted, whole, repeat_buyers)


def _purchase_fit(states: PurchaseStates, model: str, engine: str, penalizer: float, given: Mapping[str, float]) -> Fit:
    options = {"given": given} if given else {}
    fit: Fit = ENGINES[engine].fit_purchase_model(states, model, penalizer=penalizer, **options)
    return fit


def fit_spends(spend_states: pd.DataFrame, *, channels: Iterable[str], engine: str, penalizer: float) -> pd.DataFrame:
    """One row per segment (all customers, each channel) and parameter of the spend model (columns FIT_COLUMNS).

    spend_states: int_spend_states. channels: all that need parameters, those without repeat buyers too.
    """
    states = tidy(spend_states, SPEND_STATE)
    whole, fitted = _spend_fit(states, engine, penalizer), {}
    for channel in sorted(channels):
        own = states[states["channel"] == channel]
        fitted[channel] = whole if len(own) == len(states) else _spend_fit(own, engine, penalizer)
    return _by_channel(fitted, whole, states.groupby("channel", observed=True)["customers"].sum())


def _spend_fit(states: pd.DataFrame, engine: str, penalizer: float) -> Fit:
    fit: Fit = ENGINES[engine].fit_spend_model(spend_histories(states), SPEND_MODEL, penalizer=penalizer)
    return fit


def _by_channel(fitted: dict[str, Fit], whole: Fit, repeat_buyers: pd.Series) -> pd.DataFrame:
    channels = {}
    for channel, own in fitted.items():
        used, reason = own, own.reason
        if own is not whole:
            used, reason = _own_or_whole(own, whole, int(repeat_buyers.get(channel, 0)))
        weight = 1.0 if used is own else 0.0
        channels[channel] = SegmentFit.of(used)._replace(customers=own.customers, reason=reason, own_weight=weight)
    return fit_frame(SegmentFit.of(whole), channels)


def _own_or_whole(own: Fit, whole: Fit, repeat_buyers: int) -> tuple[Fit, str | None]:
    if own.converged and repeat_buyers >= MIN_REPEAT_BUYERS:
        return own, None
    why = own.reason or f"Only {repeat_buyers} repeat buyers, fewer than {MIN_REPEAT_BUYERS}."
    return whole, f"The parameters of all customers together are used. Of this channel alone: {why}"
