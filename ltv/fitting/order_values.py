"""Where the spend model's mean cannot be believed: order values whose tail is heavier than the model's.

With customer means that are lognormal, of a standard deviation of the logarithm of 1.4, Gamma-Gamma's likelihood is
highest at a mean of up to 25 times the true one, or at none (q <= 1): the tail that it fits is decided by small spends.
The repeat buyers' own mean needs no model. Where the model's lies outside what that mean leaves open, that mean is
used; how far a customer's own orders count stays the model's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ltv.models.spend.model import SpendModel
from ltv.states import SpendStates

FARTHEST = 2.0  # standard errors of the sample mean's logarithm
LEAST = 0.02  # of the logarithm: differences below are no matter
FEWEST = 10  # repeat buyers, for a mean of their own
REASON = (
    "The order values have a heavier tail than the model allows: its mean, {mean}, is not what the repeat buyers' own "
    "mean, {sample:.2f} (standard error {error:.2f}), leaves open. That mean is used in its place."
)


@dataclass(frozen=True)
class SampleMean:
    """The mean of the repeat buyers' mean spends, in money, and its standard error relative to it."""

    value: float
    error: float

    def contradicts(self, mean: float) -> bool:
        """Whether a model's mean order value lies outside what this mean leaves open; infinite ones always do."""
        if not (np.isfinite(mean) and mean > 0):
            return True
        return bool(abs(np.log(mean / self.value)) > max(FARTHEST * self.error, LEAST))

    def reason(self, mean: float) -> str:
        """Why it stands in for the model's mean."""
        told = f"{mean:.2f}" if np.isfinite(mean) and mean > 0 else "infinite"
        return REASON.format(mean=told, sample=self.value, error=self.value * self.error)


def sample_mean(states: SpendStates) -> SampleMean | None:
    """Each repeat buyer counts once; None with fewer than FEWEST of them."""
    w, m = states.customers, states.monetary_value
    n = float(np.sum(w))
    if n < FEWEST:
        return None
    mean = float(np.sum(w * m)) / n
    variance = float(np.sum(w * (m - mean) ** 2)) / (n - 1)
    return SampleMean(mean, float(np.sqrt(variance / n)) / mean)


def believed(model: SpendModel, parameters: Mapping[str, float], sample: SampleMean | None) -> Mapping[str, float]:
    """The parameters, with the sample's mean where it contradicts theirs."""
    if sample is None or not sample.contradicts(model.mean_order_value(parameters)):
        return parameters
    return model.with_mean(parameters, sample.value)
