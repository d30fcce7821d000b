"""CPU seconds of fits and predictions on one million simulated customers' states, on one core.

Run: OPENBLAS_NUM_THREADS=1 python benchmarks/fit_speed.py [customers]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from ltv.data.simulate import by_day, simulate_purchases, simulate_spends
from ltv.fitting.fit import fit_purchase_model, fit_spend_model
from ltv.fitting.posterior import posterior
from ltv.models.purchase import PURCHASE_MODELS

Result = TypeVar("Result")
TRUTH = {"r": 0.6, "alpha": 60.0, "a": 0.5, "b": 2.0}


def timed(label: str, action: Callable[..., Result], *arguments: object, **options: object) -> Result:
    """Run it, print its CPU time."""
    begun = time.process_time()
    result = action(*arguments, **options)
    print(f"{label:45} {time.process_time() - begun:8.3f} s")
    return result


def main(customers: int) -> None:
    """Simulate, then time each step."""
    rng = np.random.default_rng(1)
    states = by_day(simulate_purchases("bg_nbd", TRUTH, np.floor(rng.uniform(1, 730, customers)), rng))
    x, tx, T = states.frequency, states.recency, states.T
    print(f"{customers} customers, {len(T)} states, frequency up to {x.max():.0f}")
    for name, model in PURCHASE_MODELS.items():
        fit = timed(f"{name} fit", fit_purchase_model, states, name)
        timed(f"{name} p_alive", model.p_alive, fit.parameters, x, tx, T)
        timed(f"{name} purchases if alive, 180 days", model.purchases_if_alive, fit.parameters, x, T, 180)
        timed(f"{name} discounted, 180 days", model.discounted_purchases_if_alive, fit.parameters, x, T, 180, 0.01)
    fit = fit_purchase_model(states)
    found = timed("bg_nbd posterior, 400 draws", posterior, states, fit)
    print(f"{'':45} worth {found.effective_size:.0f} draws" if found else "no posterior")
    spends = simulate_spends({"p": 6.0, "q": 4.0, "v": 15.0}, rng.geometric(0.3, 60_000), rng)
    timed("gamma_gamma fit, 60,000 spend states", fit_spend_model, spends)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
