"""Units in which data are about 1: days over the mean T, money over the mean spend, for one data set or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from ltv.models.purchase.model import PurchaseModel
from ltv.models.spend.model import SpendModel
from ltv.states import Array, PurchaseStates, SpendStates

States = TypeVar("States", PurchaseStates, SpendStates)


class Scaled(NamedTuple, Generic[States]):
    """C data sets in common units.

    states: the data sets. units: (k,) what the parameters of scaled data are multiplied with to be those of the data.
    shifts: (C,) what a scaled log-likelihood needs added to be that of the data.
    """

    states: list[States]
    units: Array
    shifts: Array


def scale_purchases(data: Sequence[PurchaseStates], model: PurchaseModel) -> Scaled[PurchaseStates]:
    """Times over the mean T of all customers, some of whom were observed for some time; a model without `times` has a
    unit of its own, which is kept. data: in the model's own time."""
    exposure = float(sum(np.sum(states.T * states.customers) for states in data))
    unit = exposure / float(_customers(data).sum()) if model.times else 1.0
    purchases = np.array([float(np.sum(states.frequency * states.customers)) for states in data])
    scaled = [PurchaseStates(s.frequency, s.recency / unit, s.T / unit, s.customers) for s in data]
    return Scaled(scaled, _units(model.parameters, model.times, unit), -purchases * np.log(unit))


def scale_spends(data: Sequence[SpendStates], model: SpendModel) -> Scaled[SpendStates]:
    """Money over the mean spend of all repeat buyers, of whom there is one at least."""
    customers = _customers(data)
    money = float(sum(np.sum(states.monetary_value * states.customers) for states in data))
    unit = money / float(customers.sum())
    scaled = [SpendStates(s.frequency, s.monetary_value / unit, s.customers) for s in data]
    return Scaled(scaled, _units(model.parameters, model.amounts, unit), -customers * np.log(unit))


def _customers(data: Sequence[States]) -> Array:
    return np.array([float(np.sum(states.customers)) for states in data])


def _units(names: Sequence[str], measured: Sequence[str], unit: float) -> Array:
    return np.where([name in measured for name in names], unit, 1.0)
