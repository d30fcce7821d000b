"""Partially pooled fits: a channel's parameters, drawn towards those of all as far as its own data leave them open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model
from ltv.pooling.models import PooledModel, pool_purchase_models, pool_spend_models
from ltv.status import Status
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

NOT_SETTLED = "The channels together did not settle on a population, so that of all customers is used."


def purchase_model_fits(states: pd.DataFrame, *, model: str, opportunity_days: int = 30) -> pd.DataFrame:
    """Partially pooled parameters: one row per segment (all customers, each channel) and parameter.

    states: int_rfm_states (channel, frequency, recency, T, customers). model: a purchase model.
    Columns: FIT_COLUMNS. Of a channel, value is the posterior mode, standard_error its Laplace standard error
    (by the delta method), log_likelihood that of its own data there, own_weight how much of it is its own data's. Where
    all customers together tell nothing of repeat purchases, every channel has what they have, with own_weight 0.
    """
    frame = tidy(states, STATE)
    given = known_parameters(frame, model, opportunity_days)
    together = fit_purchase_model(purchase_histories(of_all_channels(frame)), model, given=given[POOLED])
    channels = sorted(frame["channel"].unique())
    pooled = pool_purchases(frame, channels, model, given) if _informed(together) and len(channels) > 1 else None
    return _by_channel(together, channels, pooled)


def spend_model_fits(spend_states: pd.DataFrame, *, segments: Iterable[str]) -> pd.DataFrame:
    """Partially pooled parameters of Gamma-Gamma, as purchase_model_fits.

    spend_states: int_spend_states. segments: every channel that needs parameters, those without repeat buyers too:
    those of purchase_model_fits.
    """
    frame, channels = tidy(spend_states, SPEND_STATE), sorted(set(segments) - {POOLED})
    together = fit_spend_model(spend_histories(frame))
    pooled = pool_spends(frame, channels) if _varied(together) and len(channels) > 1 else None
    return _by_channel(together, channels, pooled)


def _informed(fit: Fit) -> bool:
    """Whether the customers together say anything of repeat purchases."""
    return fit.status not in (Status.TOO_FEW_CUSTOMERS, Status.NO_OBSERVATION_TIME, Status.NO_REPEAT_PURCHASES)


def _varied(fit: Fit) -> bool:
    """Whether the repeat buyers together say anything of the spread of spends (one spend only: nothing to pool)."""
    return fit.status is not Status.TOO_FEW_CUSTOMERS and bool(np.isfinite(fit.log_likelihood))


def pool_purchases(
    states: pd.DataFrame, channels: list[str], model: str, given: Mapping[str, Mapping[str, float]]
) -> PooledModel:
    """The channels' purchase models, in their order; states: int_rfm_states, tidied. given: see known_parameters."""
    return pool_purchase_models(
        [purchase_histories(states[states["channel"] == channel]) for channel in channels],
        model,
        given=[given[channel] for channel in channels],
    )


def pool_spends(states: pd.DataFrame, channels: list[str]) -> PooledModel:
    """The channels' spend models, in their order; states: int_spend_states, tidied."""
    return pool_spend_models([spend_histories(states[states["channel"] == channel]) for channel in channels])


def _by_channel(together: Fit, channels: list[str], pooled: PooledModel | None) -> pd.DataFrame:
    whole = SegmentFit.of(together)
    segments = {POOLED: whole}
    for i, channel in enumerate(channels):
        if pooled is None:
            alone = len(channels) == 1
            segments[channel] = whole._replace(own_weight=1.0 if alone else 0.0)
        elif not pooled.settled:
            segments[channel] = whole._replace(own_weight=0.0, reason=NOT_SETTLED)
        else:
            values = pooled.parameters[i]
            deviations = np.sqrt(np.diag(pooled.covariance_log[i]))
            errors = {
                name: values[name] * float(d) for name, d in zip(values, deviations, strict=False)
            }  # not those given
            figures = (float(pooled.log_likelihood[i]), float(pooled.customers[i]))
            weight = float(pooled.own_weight[i])
            segments[channel] = SegmentFit(together.model, values, errors, *figures, True, None, weight)
    return fit_frame(segments)
