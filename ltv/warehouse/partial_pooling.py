"""Partial pooling: a channel's parameters, drawn towards those of all as far as its own data leave them open."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ltv.calendar.clock import Clock
from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model
from ltv.models.spend import DEFAULT as SPEND_MODEL
from ltv.pooling.models import PooledModel, pool_purchase_models, pool_spend_models
from ltv.sampling import seed_of
from ltv.status import Status
from ltv.warehouse.cells import fit_histories
from ltv.warehouse.frames import (
    DRAW_COLUMNS,
    SPEND_STATE,
    Known,
    SegmentFit,
    draw_frame,
    empty,
    fit_frame,
    known_parameters,
    of_all_channels,
    purchase_histories,
    spend_histories,
    tidy,
)
from ltv.warehouse.heavy_tails import believed_spends

NOT_SETTLED = "The channels together did not settle on a population, so that of all customers is used."


def fit_purchases(
    states: pd.DataFrame, *, model: str, opportunity_days: int = 30, clock: Clock | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fits (columns FIT_COLUMNS) and posterior draws (columns DRAW_COLUMNS) of a purchase model, pooled once.

    states: int_fit_cells, or int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model.
    opportunity_days: for models that count opportunities. clock: that parameters are to be on; None for days.
    Of a channel, value is the posterior mode, standard_error its Laplace standard error (by the delta method),
    log_likelihood that of its own data there, own_weight how much of it is its own data's. Where all customers together
    tell nothing of repeat purchases, every channel has what they have, with own_weight 0, and there are no draws.
    """
    together, channels, pooled = _fitted_purchases(states, model, opportunity_days, clock)
    return _by_channel(together, channels, pooled), _draws(model, channels, pooled, "purchases")


def purchase_estimates(
    states: pd.DataFrame, *, model: str, opportunity_days: int = 30, clock: Clock | None = None
) -> pd.DataFrame:
    """The fits of fit_purchases alone, without draws."""
    return _by_channel(*_fitted_purchases(states, model, opportunity_days, clock))


def spend_estimates(spend_states: pd.DataFrame, *, channels: Iterable[str]) -> pd.DataFrame:
    """The fits of fit_spends alone, without draws."""
    together, named, estimated, _ = _fitted_spends(spend_states, channels)
    fits, _ = believed_spends(_by_channel(together, named, estimated), empty(DRAW_COLUMNS), spend_states)
    return fits


def fit_spends(spend_states: pd.DataFrame, *, channels: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for the spend model. spend_states: int_spend_states. channels: all that need parameters, those without
    repeat buyers too."""
    together, named, estimated, pooled = _fitted_spends(spend_states, channels)
    fits, draws = _by_channel(together, named, estimated), _draws(SPEND_MODEL, named, pooled, "spends")
    return believed_spends(fits, draws, spend_states)


def _fitted_purchases(
    states: pd.DataFrame, model: str, opportunity_days: int, clock: Clock | None
) -> tuple[Fit, list[str], PooledModel | None]:
    frame = fit_histories(states)
    given = known_parameters(frame, model, opportunity_days)
    together = fit_purchase_model(purchase_histories(of_all_channels(frame), clock), model, given=given.whole)
    channels = sorted(frame["channel"].unique())
    nothing = (Status.TOO_FEW_CUSTOMERS, Status.NO_OBSERVATION_TIME, Status.NO_REPEAT_PURCHASES)
    pooled = None if together.status in nothing else _pool_purchases(frame, channels, model, given, clock)
    return together, channels, pooled


def _fitted_spends(
    spend_states: pd.DataFrame, channels: Iterable[str]
) -> tuple[Fit, list[str], PooledModel | None, PooledModel | None]:
    """All customers together, the channels, the pooled model that estimates come from, and that of the draws."""
    frame, named = tidy(spend_states, SPEND_STATE), sorted(channels)
    together = fit_spend_model(spend_histories(frame), SPEND_MODEL)
    pooled = None if together.status is Status.TOO_FEW_CUSTOMERS else _pool_spends(frame, named)
    # Where all spent the same, the draws say how sure that is; the estimate is that one spend.
    varied = bool(np.isfinite(together.log_likelihood))
    return together, named, pooled if varied else None, pooled


def _pool_purchases(
    states: pd.DataFrame, channels: list[str], model: str, given: Known, clock: Clock | None
) -> PooledModel:
    return pool_purchase_models(
        [purchase_histories(states[states["channel"] == channel], clock) for channel in channels],
        model,
        given=[given.channels[channel] for channel in channels],
    )


def _pool_spends(states: pd.DataFrame, channels: list[str]) -> PooledModel:
    histories = [spend_histories(states[states["channel"] == channel]) for channel in channels]
    return pool_spend_models(histories, SPEND_MODEL)


def _draws(model: str, channels: list[str], pooled: PooledModel | None, purpose: str) -> pd.DataFrame:
    drawn = pooled.draws([seed_of(channel, purpose) for channel in channels]) if pooled is not None else []
    return draw_frame(model, dict(zip(channels, drawn, strict=False)))


def _by_channel(together: Fit, channels: list[str], pooled: PooledModel | None) -> pd.DataFrame:
    whole = SegmentFit.of(together)
    if len(channels) == 1:
        return fit_frame(whole, {channels[0]: whole})
    if pooled is None:
        return fit_frame(whole, {channel: whole._replace(own_weight=0.0) for channel in channels})
    if not pooled.settled:
        unsettled = whole._replace(own_weight=0.0, reason=NOT_SETTLED)
        return fit_frame(whole, dict.fromkeys(channels, unsettled))
    return fit_frame(whole, {channel: _own(together.model, pooled, i) for i, channel in enumerate(channels)})


def _own(model: str, pooled: PooledModel, i: int) -> SegmentFit:
    values = pooled.parameters[i]
    deviations = np.sqrt(np.diag(pooled.covariance_log[i]))
    # The parameters given come after those fitted and have no error.
    errors = {name: values[name] * float(d) for name, d in zip(values, deviations, strict=False)}
    figures = (float(pooled.log_likelihood[i]), float(pooled.customers[i]))
    return SegmentFit(model, values, errors, *figures, True, None, float(pooled.own_weight[i]))
