"""How one forecast of one cut-off did: what was said of each customer against what came, summed over states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ltv.backtest.scores import mean_absolute_error, root_mean_square_error, sum_bias, top_decile_share
from ltv.states import Array, PurchaseStates

Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What is known of customers at a cut-off, and what they did within a horizon. One row per distinct (channel,
    state, purchases that came); (n,) arrays.

    states: histories at the cut-off, with how many customers share each row. value, squared_value: sums of their
    monetary_value and of its square. purchases: repeat purchase days that came, per customer. revenue, squared_revenue,
    cross: sums of what they spent, of its square, and of its product with monetary_value.
    """

    states: PurchaseStates
    value: Array
    squared_value: Array
    purchases: Array
    revenue: Array
    squared_revenue: Array
    cross: Array


class Said(NamedTuple):
    """A forecast, (n,) each: purchases of one customer, and the value of an order as base + slope * monetary_value."""

    purchases: Array
    base: Array
    slope: Array


class Record(NamedTuple):
    """Sums over customers, and errors per customer. bias: predicted over actual purchases, less 1."""

    customers: float
    purchases_predicted: float
    purchases_actual: float
    money_predicted: float
    money_actual: float
    mae: float
    rmse: float
    money_rmse: float
    bias: float
    top_decile_share: float


def record(seen: Outcomes, said: Said, rows: Rows) -> Record:
    """The record over some of the rows, with at least one customer."""
    w, each, came = seen.states.customers[rows], said.purchases[rows], seen.purchases[rows]
    base, slope = each * said.base[rows], each * said.slope[rows]
    value, squares = seen.value[rows], seen.squared_value[rows]
    revenue, cross = seen.revenue[rows], seen.cross[rows]
    predicted, actual = float(np.sum(w * each)), float(np.sum(w * came))
    # The squared error of base + slope * m against what came, summed over the customers of a row.
    squared = base**2 * w + 2 * base * slope * value + slope**2 * squares
    squared = squared - 2 * (base * revenue + slope * cross) + seen.squared_revenue[rows]
    return Record(
        float(w.sum()),
        predicted,
        actual,
        float(np.sum(w * base + slope * value)),
        float(revenue.sum()),
        mean_absolute_error(each, came, w),
        root_mean_square_error(each, came, w),
        float(np.sqrt(max(float(np.sum(squared)), 0.0) / w.sum())),
        sum_bias(each, came, w),
        top_decile_share(each, came, w),
    )
