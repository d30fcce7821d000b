"""Spend fits whose mean order value the repeat buyers contradict, as rows: see ltv.fitting.order_values."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ltv.fitting.order_values import SampleMean, sample_mean
from ltv.models.spend import SPEND_MODELS
from ltv.sampling import seed_of
from ltv.warehouse.frames import SPEND_STATE, TOTAL, fit_of, spend_histories, tidy
from ltv.warehouse.rounding import FIT_BITS, keep_bits


def believed_spends(
    fits: pd.DataFrame, draws: pd.DataFrame, spend_states: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same fits and draws, unless the model's mean of all repeat buyers contradicts their own: then every segment's
    mean is moved by one factor, so that the repeat buyers' mean is theirs, and draws scatter as that mean does.

    fits: FIT_COLUMNS. draws: DRAW_COLUMNS. spend_states: int_spend_states.
    """
    histories = spend_histories(tidy(spend_states, SPEND_STATE))
    sample = sample_mean(histories)
    whole = str(fits.loc[fits["scope"] == TOTAL, "segment"].iloc[0])
    name, parameters = fit_of(fits, whole)
    model = SPEND_MODELS[name]
    mean = model.mean_order_value(parameters) if np.all(np.isfinite(list(parameters.values()))) else np.nan
    if sample is None or np.isnan(parameters[model.parameters[0]]) or not sample.contradicts(mean):
        return fits, draws
    moved, factor = fits.copy(), _factor(fits, sample)
    for segment in fits["segment"].unique():
        own = model.mean_order_value(fit_of(fits, segment)[1])
        # All repeat buyers together, and whoever has no mean of their own, have the repeat buyers' mean.
        told = segment != whole and np.isfinite(own) and own > 0
        for parameter, value in model.with_mean(
            fit_of(fits, segment)[1], own * factor if told else sample.value
        ).items():
            rows = (moved["segment"] == segment) & (moved["parameter"] == parameter)
            moved.loc[rows, "value"] = float(keep_bits(value, FIT_BITS))
    moved["reason"] = sample.reason(mean)
    return moved, _moved_draws(draws, moved, sample)


def _factor(fits: pd.DataFrame, sample: SampleMean) -> float:
    """The sample's mean over the mean of the channels' means, by their repeat buyers."""
    channels = fits[fits["scope"] != TOTAL].drop_duplicates("segment")
    means, sizes = [], []
    for segment, size in zip(channels["segment"], channels["customers"], strict=True):
        name, parameters = fit_of(fits, segment)
        mean = SPEND_MODELS[name].mean_order_value(parameters)
        if np.isfinite(mean) and mean > 0:
            means.append(mean)
            sizes.append(float(size))
    return sample.value / float(np.average(means, weights=sizes)) if np.sum(sizes) > 0 else 1.0


def _moved_draws(draws: pd.DataFrame, fits: pd.DataFrame, sample: SampleMean) -> pd.DataFrame:
    """Each draw with the mean of its segment's estimate, scattered by the standard error of the sample's mean."""
    if not len(draws):
        return draws
    parts = []
    for segment, own in draws.groupby("segment", sort=False):
        name, estimate = fit_of(fits, str(segment))
        model = SPEND_MODELS[name]
        z = np.random.default_rng([10, seed_of(str(segment), "order values")]).standard_normal(own["draw"].nunique())
        targets = model.mean_order_value(estimate) * np.exp(sample.error * z)
        for target, (_, drawn) in zip(targets, own.groupby("draw", sort=True), strict=True):
            given = dict(zip(drawn["parameter"], drawn["value"].astype("float64"), strict=True))
            parts.append(drawn.assign(value=drawn["parameter"].map(model.with_mean(given, float(target)))))
    return pd.concat(parts)
