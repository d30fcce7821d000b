"""No pooling: each channel fitted by itself or, where that is not sound, the fit of all customers. With a penalizer or
through lifetimes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ltv.calendar.clock import Clock
from ltv.fitting import fit as native
from ltv.fitting import lifetimes_engine as reference
from ltv.fitting.fit import Fit
from ltv.fitting.posterior import posterior
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.pooling.models import ParameterDraws
from ltv.pooling.pool import DRAWS
from ltv.sampling import seed_of
from ltv.states import PurchaseStates, SpendStates
from ltv.warehouse.cells import fit_histories
from ltv.warehouse.frames import (
    SPEND_STATE,
    SegmentFit,
    draw_frame,
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
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fits (columns FIT_COLUMNS) of all customers and of each channel, and posterior draws of each channel (columns
    DRAW_COLUMNS): around its own fit, the penalizer being its prior. Through lifetimes there are none.

    states: int_fit_cells, or int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model.
    opportunity_days: for models that count opportunities. clock: that parameters are to be on; None for days.
    """
    states = fit_histories(states)
    channels = dict(tuple(states.groupby("channel", sort=True, observed=True)))
    given = known_parameters(states, model, opportunity_days)

    def fit(histories: PurchaseStates, known: Mapping[str, float]) -> _Fitted:
        options = {"given": known} if known else {}
        return _Fitted(ENGINES[engine].fit_purchase_model(histories, model, penalizer=penalizer, **options), histories)

    whole, alone = fit(purchase_histories(of_all_channels(states), clock), given.whole), len(channels) == 1
    fitted = {
        str(channel): whole if alone else fit(purchase_histories(own, clock), given.channels[str(channel)])
        for channel, own in channels.items()
    }
    repeat_buyers = states[states["frequency"] > 0].groupby("channel", observed=True)["customers"].sum()
    return _by_channel(fitted, whole, repeat_buyers, _Drawn(model, "purchases", engine, penalizer))


def fit_spends(
    spend_states: pd.DataFrame, *, channels: Iterable[str], engine: str, penalizer: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for the spend model. spend_states: int_spend_states. channels: all that need parameters, those without
    repeat buyers too."""
    states = tidy(spend_states, SPEND_STATE)

    def fit(own: pd.DataFrame) -> _Fitted:
        histories = spend_histories(own)
        return _Fitted(ENGINES[engine].fit_spend_model(histories, SPEND_MODEL, penalizer=penalizer), histories)

    whole, fitted = fit(states), {}
    for channel in sorted(channels):
        own = states[states["channel"] == channel]
        fitted[channel] = whole if len(own) == len(states) else fit(own)
    buyers = states.groupby("channel", observed=True)["customers"].sum()
    return _by_channel(fitted, whole, buyers, _Drawn(SPEND_MODEL, "spends", engine, penalizer))


class _Fitted(NamedTuple):
    """A fit and the histories it is of."""

    fit: Fit
    histories: PurchaseStates | SpendStates


class _Drawn(NamedTuple):
    """What draws are made with. purpose: names the stream of random numbers."""

    model: str
    purpose: str
    engine: str
    penalizer: float

    def of(self, channel: str, used: _Fitted) -> ParameterDraws | None:
        """Draws around the fit that a channel uses; None where it has no covariance or does not predict, and through
        lifetimes."""
        if self.engine == "lifetimes" or not used.fit.predicts:
            return None
        seed = seed_of(channel, self.purpose)
        found = posterior(used.histories, used.fit, penalizer=self.penalizer, draws=DRAWS, seed=seed)
        return None if found is None else ParameterDraws(found.parameters, found.weights)


def _by_channel(
    fitted: dict[str, _Fitted], whole: _Fitted, repeat_buyers: pd.Series, drawn: _Drawn
) -> tuple[pd.DataFrame, pd.DataFrame]:
    channels, draws = {}, {}
    for channel, own in fitted.items():
        used, reason = own, own.fit.reason
        if own is not whole:
            used, reason = _own_or_whole(own, whole, int(repeat_buyers.get(channel, 0)))
        weight, size = 1.0 if used is own else 0.0, own.fit.customers
        channels[channel] = SegmentFit.of(used.fit)._replace(customers=size, reason=reason, own_weight=weight)
        draws[channel] = drawn.of(channel, used)
    known = {channel: found for channel, found in draws.items() if found is not None}
    return fit_frame(SegmentFit.of(whole.fit), channels), draw_frame(drawn.model, known)


def _own_or_whole(own: _Fitted, whole: _Fitted, repeat_buyers: int) -> tuple[_Fitted, str | None]:
    if own.fit.converged and repeat_buyers >= MIN_REPEAT_BUYERS:
        return own, None
    why = own.fit.reason or f"Only {repeat_buyers} repeat buyers, fewer than {MIN_REPEAT_BUYERS}."
    return whole, f"The parameters of all customers together are used. Of this channel alone: {why}"
