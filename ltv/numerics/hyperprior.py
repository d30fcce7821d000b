"""What a model takes for granted of the population that channels come from, before any data."""

from __future__ import annotations

from dataclasses import dataclass

from ltv.states import Array


@dataclass(frozen=True, eq=False)
class Hyperprior:
    """What is taken for granted before any data.

    centre, deviation: (k,) the population's mean is normal around `centre`, so wide that two channels overrule it.
    spread: the scale of the half-t prior (4 degrees of freedom) of every deviation between channels.
    freedom: degrees of freedom of the t that channels come from, infinite for a normal.
    """

    centre: Array
    deviation: Array
    spread: float = 0.5
    freedom: float = 4.0
