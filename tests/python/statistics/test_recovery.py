"""Simulated truths are found again: the study in benchmarks/recovery.py, on its quickest purchase model."""

from __future__ import annotations

import numpy as np
import recovery


def test_bg_nbd_intervals_hold_the_truth():
    """200 data sets: each true parameter lies in 92 to 98 % of its 95 % intervals."""
    fits = [recovery.one_fit("bg_nbd", seed) for seed in range(200)]
    coverage = np.mean([recovery.covered("bg_nbd", fit) for fit in fits], axis=0)
    assert np.all((coverage >= 0.92) & (coverage <= 0.98)), coverage


def test_gamma_gamma_estimates_are_unbiased():
    """The mean of 200 log estimates is within three of its standard errors of the truth, small bias allowed for."""
    truth = np.log(list(recovery.TRUTHS["gamma_gamma"].values()))
    logs = [np.log(list(recovery.one_fit("gamma_gamma", seed).parameters.values())) for seed in range(200)]
    deviation = np.std(logs, axis=0)
    assert np.all(np.abs(np.mean(logs, axis=0) - truth) < (3 / np.sqrt(200) + 0.05) * deviation)
