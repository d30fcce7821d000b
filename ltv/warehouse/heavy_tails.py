"""Spend fits whose mean order value the repeat buyers contradict, as rows: see ltv.fitting.order_values."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ltv.fitting.order_values import SampleMean, sample_mean
from ltv.models.spend import SPEND_MODELS
from ltv.sampling import seed_of
from ltv.warehouse.frames import SPEND_STATE, TOTAL, Fitted, draws_of, fits_of, spend_histories, tidy
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
    fitted = fits_of(fits)
    name, parameters = fitted[whole]
    model = SPEND_MODELS[name]
    mean = model.mean_order_value(parameters) if np.all(np.isfinite(list(parameters.values()))) else np.nan
    if sample is None or np.isnan(parameters[model.parameters[0]]) or not sample.contradicts(mean):
        return fits, draws
    factor, moved = _factor(fits, fitted, sample), {}
    for segment, (_, own) in fitted.items():
        own_mean = model.mean_order_value(own)
        # All repeat buyers together, and whoever has no mean of their own, have the repeat buyers' mean.
        told = segment != whole and np.isfinite(own_mean) and own_mean > 0
        moved[segment] = model.with_mean(own, own_mean * factor if told else sample.value)
    values = [moved[segment][name] for segment, name in zip(fits["segment"], fits["parameter"], strict=True)]
    moved_fits = fits.assign(value=keep_bits(values, FIT_BITS), reason=sample.reason(mean))
    return moved_fits, _moved_draws(draws, moved_fits, sample)


def _factor(fits: pd.DataFrame, fitted: Mapping[str, Fitted], sample: SampleMean) -> float:
    """The sample's mean over the mean of the channels' means, by their repeat buyers."""
    channels = fits[fits["scope"] != TOTAL].drop_duplicates("segment")
    means, sizes = [], []
    for segment, size in zip(channels["segment"], channels["customers"], strict=True):
        name, parameters = fitted[segment]
        mean = SPEND_MODELS[name].mean_order_value(parameters)
        if np.isfinite(mean) and mean > 0:
            means.append(mean)
            sizes.append(float(size))
    return sample.value / float(np.average(means, weights=sizes)) if np.sum(sizes) > 0 else 1.0


def _moved_draws(draws: pd.DataFrame, fits: pd.DataFrame, sample: SampleMean) -> pd.DataFrame:
    """Each draw with the mean of its segment's estimate, scattered by the standard error of the sample's mean."""
    fitted, moved = fits_of(fits), {}
    for (segment, name), own in draws_of(draws).items():
        z = np.random.default_rng([10, seed_of(segment, "order values")]).standard_normal(len(own.weights))
        means = SPEND_MODELS[name].mean_order_value(fitted[segment].parameters) * np.exp(sample.error * z)
        for parameter, values in SPEND_MODELS[name].with_means(own.parameters, means).items():
            moved[segment, parameter] = values
    rows = draws.reset_index(drop=True)
    found = rows["value"].to_numpy(dtype=np.float64, copy=True)
    for key, part in rows.groupby(["segment", "parameter"], sort=False):
        segment, parameter = map(str, key)
        found[part.index] = moved[segment, parameter][part["draw"].to_numpy() - 1]
    return rows.assign(value=found)
