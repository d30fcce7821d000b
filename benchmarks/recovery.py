"""Do the fits recover the truth? 200 simulated data sets a model: how often 95 % intervals hold the true parameters.

Run: python benchmarks/recovery.py [data sets]. Intervals are those of the log parameters, exp(ln estimate +- 1.96
standard errors). With 200 data sets, a coverage of exactly 95 % is seen as 92-98 % in 19 of 20 runs a parameter.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from ltv.data.simulate import simulate_purchases, simulate_spends
from ltv.fitting.fit import Fit, fit_purchase_model, fit_spend_model

CUSTOMERS = 4000
TRUTHS = {
    "bg_nbd": {"r": 0.6, "alpha": 40.0, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 0.9, "alpha": 50.0, "a": 0.8, "b": 2.5},
    "pareto_nbd": {"r": 0.9, "alpha": 50.0, "s": 0.8, "beta": 150.0},
    "gamma_gamma": {"p": 6.0, "q": 4.0, "v": 15.0},
}


def one_fit(model: str, seed: int) -> Fit:
    """Simulate one data set and fit the model that made it."""
    rng = np.random.default_rng([seed, *model.encode()])
    if model == "gamma_gamma":
        return fit_spend_model(simulate_spends(TRUTHS[model], rng.geometric(0.3, CUSTOMERS), rng))
    return fit_purchase_model(simulate_purchases(model, TRUTHS[model], rng.uniform(100, 730, CUSTOMERS), rng), model)


def covered(model: str, fit: Fit) -> np.ndarray:
    """Which true parameters lie in their 95 % intervals; all False without a proper optimum."""
    if not fit.converged or fit.covariance_log is None:
        return np.zeros(len(TRUTHS[model]), dtype=bool)
    distance = np.log(list(fit.parameters.values())) - np.log(list(TRUTHS[model].values()))
    return np.asarray(np.abs(distance) <= 1.96 * np.sqrt(np.diag(fit.covariance_log)))


def main(data_sets: int) -> None:
    """Print coverage, mean of the estimates, and seconds per fit."""
    for model, truth in TRUTHS.items():
        begun = time.process_time()
        fits = [one_fit(model, seed) for seed in range(data_sets)]
        seconds = (time.process_time() - begun) / data_sets
        coverage = np.mean([covered(model, fit) for fit in fits], axis=0)
        converged = sum(fit.converged for fit in fits)
        print(f"{model}: {data_sets} data sets of {CUSTOMERS} customers, {converged} converged, {seconds:.3f} s each")
        for name, share in zip(truth, coverage, strict=True):
            median = np.median([fit.parameters[name] for fit in fits])
            print(
                f"    {name:6} true {truth[name]:8.3f}   median estimate {median:8.3f}   in its interval {share:6.1%}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
