"""What the data leave open about the parameters: draws from the posterior, without a sampler.

Proposals come from a multivariate t distribution around the optimum, in the log parameters, with the covariance of the
fit (Laplace's approximation with heavier tails), and are weighted by the likelihood. The prior is flat in the log
parameters, so that the posterior does not depend on units, and nothing where order values would have no mean.
Parameters that a limiting model decides stay fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ltv.fitting.fit import Fit
from ltv.models.purchase import PURCHASE_MODELS
from ltv.models.spend import SPEND_MODELS
from ltv.numerics.newton import Likelihood
from ltv.sampling import effective_size, importance_weights, student, systematic
from ltv.states import Array, PurchaseStates, SpendStates

DRAWS = 400
FARTHEST = 300.0  # of a log parameter: its exponential's square and inverse are still numbers


@dataclass(frozen=True, eq=False)
class Posterior:
    """Weighted draws.

    parameters: name -> (draws,) values in the data's units. weights: (draws,), summing to 1.
    effective_size: how many unweighted draws they are worth, 1 / sum(weights ** 2).
    """

    parameters: Mapping[str, Array]
    weights: Array
    effective_size: float

    def mean(self, values: Array) -> Array:
        """The posterior mean of a quantity given per draw, (draws, ...)."""
        return np.asarray(np.tensordot(self.weights, values, axes=(0, 0)))

    def resampled(self, draws: int = DRAWS, *, seed: int = 0) -> dict[str, Array]:
        """Unweighted draws, name -> (draws,): systematic resampling, which adds the least noise."""
        chosen = systematic(self.weights, draws, start=np.random.default_rng(seed).random())
        return {name: values[chosen] for name, values in self.parameters.items()}


def posterior(
    states: PurchaseStates | SpendStates, fit: Fit, *, penalizer: float = 0.0, draws: int = DRAWS, seed: int = 0
) -> Posterior | None:
    """The posterior around a `fit` of `states`; None where the fit has no covariance to start from.

    penalizer: that of the fit, which is the logarithm of a prior.
    """
    if fit.covariance_log is None or not np.all(np.isfinite(fit.covariance_log)):
        return None
    likelihood: Likelihood
    if isinstance(states, PurchaseStates):
        timing = PURCHASE_MODELS[fit.model]
        own = timing.in_own_time(states, fit.parameters)
        names, likelihood = timing.parameters, timing.likelihood(own)
        measured, unit = timing.times, float(np.max(own.T[own.customers > 0]))
    else:
        spending = SPEND_MODELS[fit.model]
        names, likelihood = spending.parameters, spending.likelihood(states)
        measured, unit = spending.amounts, float(np.average(states.monetary_value, weights=states.customers))
    scale = np.array([1 / unit if name in measured else 1.0 for name in names])
    price = penalizer * float(np.sum(states.customers))
    root = _root(fit.covariance_log)
    with np.errstate(divide="ignore"):  # ln 0 = -inf stands for a parameter at its limit and stays there
        centre = np.log(np.array([fit.parameters[name] for name in names]))
    rng, k = np.random.default_rng(seed), root.shape[1]
    t, log_proposal = student(rng, draws, k)
    points = centre + np.sum(root * t[:, None, :], axis=2)
    points = np.where(np.isfinite(centre), np.clip(points, -FARTHEST, FARTHEST), centre)
    prior = -price * np.sum((np.exp(points) * scale) ** 2, axis=1)  # as ltv.fitting.limits.penalised has it
    with np.errstate(all="ignore"):
        values = np.array([likelihood.value(point) for point in points])
    values = np.where(np.isnan(values) | ~_has_mean(states, fit, points), -np.inf, values)
    weights = importance_weights(values + prior - log_proposal)
    # So far away that it has no weight, a draw may have no prediction that is a number either.
    points = np.where(weights[:, None] > 0, points, centre)
    parameters = dict(zip(names, np.exp(points).T, strict=True))
    parameters |= {name: np.full(draws, v) for name, v in fit.parameters.items() if name not in names}
    return Posterior(parameters, weights, effective_size(weights))


def _has_mean(states: PurchaseStates | SpendStates, fit: Fit, points: Array) -> npt.NDArray[np.bool_]:
    """(draws,) whether order values have a finite mean under a draw, if they have one at the fit; True of purchases."""
    if isinstance(states, PurchaseStates):
        return np.ones(len(points), dtype=bool)
    model = SPEND_MODELS[fit.model]
    with np.errstate(all="ignore"):
        drawn = [dict(zip(model.parameters, map(float, values), strict=True)) for values in np.exp(points)]
        means = np.array([model.mean_order_value(values) for values in drawn])
    return np.asarray(np.isfinite(means) | (not np.isfinite(model.mean_order_value(fit.parameters))))


def _root(covariance: Array) -> Array:
    """(k, rank): a matrix R with R R' = covariance, without the directions that have no variance."""
    values, vectors = np.linalg.eigh(covariance)
    kept = values > 1e-14 * max(values[-1], 0.0)
    return np.asarray(vectors[:, kept] * np.sqrt(values[kept]))
