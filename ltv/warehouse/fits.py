"""The parameters in use per segment, and what the data leave open about them.

Complete pooling (all customers together) is one segment. Channels are partially pooled wherever the engine can: a
penalizer is a prior of the user's own and lifetimes fits one data set at a time, so that with either a channel has its
own fit or, where that is not sound, the one of all customers together.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from ltv.calendar.clock import Clock
from ltv.models.purchase import PURCHASE_MODELS, resolved
from ltv.models.spend import SPEND_MODELS
from ltv.warehouse import no_pooling, partial_pooling
from ltv.warehouse.calendar import clock_of
from ltv.warehouse.frames import DRAW_COLUMNS, FIT_COLUMNS, empty

ESTIMATE = 0  # the draw that is none: its rows are the estimates


def parameter_draws(
    states: pd.DataFrame,
    spend_states: pd.DataFrame,
    *,
    purchase_model: str,
    engine: str,
    purchase_penalizer: float,
    spend_penalizer: float,
    opportunity_days: int = 30,
    calendar: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per segment, model, draw and parameter (columns DRAW_COLUMNS); all is fitted and pooled here, once.

    Draw 0, of weight 0, is the estimate, with the figures of its fit. The weights of the other draws of a segment and
    model sum to 1. Through lifetimes there are no draws; with a penalizer they are around each
    channel's own penalised fit.
    states: int_fit_cells, or int_rfm_states. spend_states: int_spend_states. purchase_model: a purchase model, or
    auto. opportunity_days: for models that count opportunities. calendar: rows of shop_calendar; where it is in use,
    the purchase model's parameters are in its time.
    """
    clock = None if calendar is None else clock_of(calendar)
    channels = sorted(set(states["channel"].astype("str")))
    parts = [
        *_purchases(states, resolved(purchase_model), engine, purchase_penalizer, opportunity_days, clock),
        *_spends(spend_states, channels, engine, spend_penalizer),
    ]
    rows = [part if "draw" in part else _as_draw(part) for part in parts if len(part)]
    return pd.concat(rows, ignore_index=True) if rows else empty(DRAW_COLUMNS)


def purchase_model_fits(draws: pd.DataFrame) -> pd.DataFrame:
    """One row per segment and parameter of the purchase model (columns FIT_COLUMNS). draws: parameter_draws."""
    return _estimates(draws, PURCHASE_MODELS)


def spend_model_fits(draws: pd.DataFrame) -> pd.DataFrame:
    """One row per segment and parameter of the spend model (columns FIT_COLUMNS). draws: parameter_draws."""
    return _estimates(draws, SPEND_MODELS)


def _estimates(draws: pd.DataFrame, models: Collection[str]) -> pd.DataFrame:
    own = draws[(draws["draw"] == ESTIMATE) & draws["model"].isin(list(models))]
    return own[list(FIT_COLUMNS)].astype(FIT_COLUMNS).reset_index(drop=True)


def _as_draw(fits: pd.DataFrame) -> pd.DataFrame:
    return fits.assign(draw=ESTIMATE, weight=0.0)[list(DRAW_COLUMNS)].astype(DRAW_COLUMNS)


def _purchases(
    states: pd.DataFrame, model: str, engine: str, penalizer: float, opportunity_days: int, clock: Clock | None
) -> tuple[pd.DataFrame, ...]:
    if engine == "native" and penalizer == 0:
        return partial_pooling.fit_purchases(states, model=model, opportunity_days=opportunity_days, clock=clock)
    return no_pooling.fit_purchases(
        states, model=model, engine=engine, penalizer=penalizer, opportunity_days=opportunity_days, clock=clock
    )


def _spends(spend_states: pd.DataFrame, channels: list[str], engine: str, penalizer: float) -> tuple[pd.DataFrame, ...]:
    if engine == "native" and penalizer == 0:
        return partial_pooling.fit_spends(spend_states, channels=channels)
    return no_pooling.fit_spends(spend_states, channels=channels, engine=engine, penalizer=penalizer)
