"""The parameters in use, per segment: partially pooled over the channels wherever the engine can.

A penalizer is a prior of the user's own and lifetimes fits one data set at a time: with either, a channel has its own
fit or, where that is not sound, the one of all customers together.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ltv.models.purchase import resolved
from ltv.warehouse import no_pooling as separate_fits
from ltv.warehouse import partial_pooling as pooled_fits


def purchase_model_fits(
    states: pd.DataFrame, *, model: str, engine: str, penalizer: float, opportunity_days: int = 30
) -> pd.DataFrame:
    """One row per segment and parameter of the purchase model (columns relations.FIT_COLUMNS).

    states: int_rfm_states. model: a purchase model, or auto. opportunity_days: for models that count opportunities.
    """
    model = resolved(model)
    if engine == "native" and penalizer == 0:
        return pooled_fits.purchase_model_fits(states, model=model, opportunity_days=opportunity_days)
    return separate_fits.purchase_model_fits(
        states, model=model, engine=engine, penalizer=penalizer, opportunity_days=opportunity_days
    )


def spend_model_fits(
    spend_states: pd.DataFrame, *, segments: Iterable[str], engine: str, penalizer: float
) -> pd.DataFrame:
    """One row per segment and parameter of the spend model (columns relations.FIT_COLUMNS).

    spend_states: int_spend_states. segments: every channel that needs parameters, those without repeat buyers too:
    those of purchase_model_fits.
    """
    if engine == "native" and penalizer == 0:
        return pooled_fits.spend_model_fits(spend_states, segments=segments)
    return separate_fits.spend_model_fits(spend_states, segments=segments, engine=engine, penalizer=penalizer)
