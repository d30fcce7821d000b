"""What the statistics see of a shop: distinct purchase and spend histories, and how many customers share each.

A likelihood of this family needs no customer, only the distinct states (frequency, recency, T) with their counts
(Fader, Hardie & Lee 2005, section 7, condense the recency-frequency matrix the same way).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ltv.errors import StatesError

Array = npt.NDArray[np.float64]
SAMPLE = 1024  # states


@dataclass(frozen=True, eq=False)
class PurchaseStates:
    """Distinct purchase histories. All four arrays are one-dimensional and of one length.

    frequency: number of repeat purchase days (whole, >= 0).
    recency: days from the first to the last purchase (0 where frequency is 0, never above T).
    T: days from the first purchase to the end of observation (>= 0).
    customers: how many customers have this history (>= 0, fractions allowed).

    Raises StatesError, naming every argument at fault, the first value received with its row, and what is allowed.
    """

    frequency: Array
    recency: Array
    T: Array
    customers: Array

    def __post_init__(self) -> None:
        _freeze(self, ("frequency", "recency", "T", "customers"))
        x, tx, T, w = self.frequency, self.recency, self.T, self.customers
        _raise_all(
            _fault("frequency", x, ~(_finite(x) & (x >= 0) & (x == np.floor(x))), "whole numbers of 0 or more"),
            _fault("recency", tx, ~(_finite(tx) & (tx >= 0)), "days of 0 or more"),
            _fault("T", T, ~(_finite(T) & (T >= 0)), "days of 0 or more"),
            _fault("customers", w, ~(_finite(w) & (w >= 0)), "counts of 0 or more"),
            _fault("recency", tx, tx > T, "at most T"),
            _fault("recency", tx, (x == 0) & (tx > 0), "0 where frequency is 0"),
        )


@dataclass(frozen=True, eq=False)
class SpendStates:
    """Distinct spend histories of repeat buyers. All three arrays are one-dimensional and of one length.

    frequency: number of repeat purchase days (whole, >= 1).
    monetary_value: mean value of a repeat purchase day, in money (> 0).
    customers: how many customers have this history (>= 0, fractions allowed).

    Raises StatesError, naming every argument at fault, the first value received with its row, and what is allowed.
    """

    frequency: Array
    monetary_value: Array
    customers: Array

    def __post_init__(self) -> None:
        _freeze(self, ("frequency", "monetary_value", "customers"))
        x, m, w = self.frequency, self.monetary_value, self.customers
        _raise_all(
            _fault("frequency", x, ~(_finite(x) & (x >= 1) & (x == np.floor(x))), "whole numbers of 1 or more"),
            _fault("monetary_value", m, ~(_finite(m) & (m > 0)), "amounts above 0"),
            _fault("customers", w, ~(_finite(w) & (w >= 0)), "counts of 0 or more"),
        )


States = TypeVar("States", PurchaseStates, SpendStates)


def sample(states: States) -> States:
    """About SAMPLE of the states, at equal steps of their order: where to climb to is seen there at little cost."""
    every = slice(None, None, max(1, len(states.customers) // SAMPLE))
    return type(states)(*(getattr(states, field.name)[every] for field in fields(states)))


def _freeze(states: object, names: Sequence[str]) -> None:
    """Replace the fields by floats, read-only and so shared; raise if they are not vectors of one length."""
    faults = []
    for name in names:
        try:
            given = getattr(states, name)
            values = np.array(given, dtype=np.float64, copy=_may_change(given) or None)
        except (TypeError, ValueError) as error:
            faults.append(f"{name}: received {type(getattr(states, name)).__name__} ({error}); allowed are numbers")
            continue
        if values.ndim != 1:
            faults.append(f"{name}: received an array of {values.ndim} dimensions; allowed is 1")
        values.flags.writeable = False
        object.__setattr__(states, name, values)
    _raise_all(*faults)
    lengths = {name: len(getattr(states, name)) for name in names}
    if len(set(lengths.values())) > 1:
        _raise_all(f"{', '.join(names)}: received lengths {list(lengths.values())}; allowed is one length")


def _may_change(given: object) -> bool:
    return not (isinstance(given, np.ndarray) and given.base is None and not given.flags.writeable)


def _finite(values: Array) -> npt.NDArray[np.bool_]:
    return np.isfinite(values)


def _fault(name: str, values: Array, wrong: npt.NDArray[np.bool_], allowed: str) -> str | None:
    rows = np.flatnonzero(wrong)
    if len(rows) == 0:
        return None
    more = f" (and {len(rows) - 1} more rows)" if len(rows) > 1 else ""
    return f"{name}: received {values[rows[0]]} in row {rows[0]}{more}; allowed are {allowed}"


def _raise_all(*faults: str | None) -> None:
    found = [fault for fault in faults if fault is not None]
    if found:
        raise StatesError("\n".join(found))
