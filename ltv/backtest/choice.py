"""Which purchase model to use: by what came at earlier cut-offs, and by the likelihood where that does not decide.

Three losses over the matured forecasts of all customers together, each relative to the best model's: the error of the
sum (root mean square of ln(actual / predicted)), the error per customer (root mean square, in purchases), and the
interval score of the 90 % interval. The model with the least mean of the three is taken; of models within CLOSE of it
the one with the highest likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ltv.states import Array

CLOSE = 0.03  # relative
LEAST_ERROR = 0.01  # of a sum: differences between errors below are chance


@dataclass(frozen=True, eq=False)
class Candidate:
    """One model's record. log_error: (J,) ln(actual / predicted) of the sum; rmse: (J,) per customer, in purchases;
    score: (J,) interval score over what came, NaN for a naive forecast; weights: (J,) how much each counts.
    log_likelihood: of the fit at the last cut-off, NaN for a naive forecast."""

    model: str
    log_error: Array
    rmse: Array
    score: Array
    weights: Array
    log_likelihood: float = np.nan

    @property
    def error_of_sum(self) -> float:
        """Root mean square of the logarithmic error."""
        return float(np.sqrt(np.average(self.log_error**2, weights=self.weights)))

    @property
    def error_per_customer(self) -> float:
        """Mean of the root mean square errors."""
        return float(np.average(self.rmse, weights=self.weights))

    @property
    def interval_score(self) -> float:
        """Mean of the interval scores."""
        return float(np.average(self.score, weights=self.weights))


def choose(candidates: Sequence[Candidate]) -> str:
    """The name of the model to use. candidates: at least one, over the same forecasts."""
    losses = np.array([[max(c.error_of_sum, LEAST_ERROR), c.error_per_customer, c.interval_score] for c in candidates])
    best = np.min(losses, axis=0)
    relative = np.divide(losses, best, out=np.ones_like(losses), where=best > 0)
    # Rounded, so that the last digits of an optimiser decide nothing; of models that are alike the first is taken.
    loss = [round(float(own), 6) for own in np.mean(relative, axis=1)]
    close = [c for c, own in zip(candidates, loss, strict=True) if own <= min(loss) * (1 + CLOSE)]
    return max(close, key=lambda one: round(one.log_likelihood, 2)).model


def closest_naive(model: Candidate, naive: Sequence[Candidate]) -> Candidate | None:
    """The naive forecast whose error of the sum was below the model's, the best of them; None where none was."""
    known = [c for c in naive if len(c.log_error) and np.all(np.isfinite(c.log_error))]
    better = [c for c in known if c.error_of_sum < model.error_of_sum]
    return min(better, key=lambda c: c.error_of_sum) if better else None
