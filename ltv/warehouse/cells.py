"""Cells of alike purchase histories, as few histories that have their first and second moments.

A likelihood is smooth over a cell. Where points with the mean, the variances and the covariance of its customers stand
for them, what is left is of the fourth order in the cell's width: the product of two Gauss rules of two points, with
weights that give the covariance. Spends are binned in the same way (`frames.spend_histories`).
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from ltv.warehouse.frames import STATE, tidy

CELL = ["channel", "frequency", "recency_cell", "rest_cell"]


def fit_histories(cells: pd.DataFrame) -> pd.DataFrame:
    """Histories to fit to: channel, frequency, recency, t (days), customers and purchase_days, in one order of rows.

    cells: int_fit_cells, in which a history may be a cell of its own; or int_rfm_states, which are taken as they are.
    Up to four histories stand for a cell, at a deviation before and after its mean recency, and its mean time since
    then, with fractions of its customers.
    """
    frame = cells.rename(columns=str.lower)
    if "mean_recency" not in frame:
        return tidy(frame, STATE)
    frame = tidy(frame, CELL)
    spread = {name: np.sqrt(frame[f"{name}_variance"].to_numpy(np.float64)) for name in ("recency", "rest")}
    recency, rest = spread["recency"], spread["rest"]
    varied = (recency > 0) & (rest > 0)
    correlation = np.divide(frame["covariance"], recency * rest, out=np.zeros(len(frame)), where=varied).clip(-1, 1)
    # Where nothing varies the point before stands for the one after too.
    single = (1 + (recency == 0)) * (1 + (rest == 0))
    points: list[pd.DataFrame] = []
    for before, after in product((-1, 1), repeat=2):
        share = single * (1 + before * after * correlation) / 4
        there = ((before < 0) | (recency > 0)) & ((after < 0) | (rest > 0)) & (share > 0)
        point = frame[["channel", "frequency"]].assign(
            recency=(frame["mean_recency"] + before * recency).clip(lower=0),
            t=(frame["mean_rest"] + after * rest).clip(lower=0),
            customers=frame["customers"] * share,
            purchase_days=frame["purchase_days"] * share,
        )
        points.append(point[there].assign(t=lambda own: own["recency"] + own["t"]))
    return pd.concat(points, ignore_index=True)
