"""How many digits leave for the warehouse.

What leaves is rounded to a fixed number of bits. An optimiser's last digits depend on the processor and the mathematics
library; the digits kept do not (but for the rare value that lies on the border of two roundings), so that the same
data give the same LTV on every machine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ltv.states import Array

FIT_BITS = 26  # about eight digits: far finer than any standard error, far coarser than an optimiser's noise
PREDICTION_BITS = 40  # about twelve digits


def keep_bits(values: npt.ArrayLike, bits: int, rounding: np.ufunc = np.rint) -> Array:
    """Round to so many significant bits: exact arithmetic, the same on every machine. NaN stays."""
    mantissa, exponent = np.frexp(np.asarray(values, dtype=np.float64))
    return np.asarray(np.ldexp(rounding(mantissa * 2.0**bits), exponent - bits))


def outwards(column: str) -> np.ufunc:
    """Ends of intervals are rounded outwards: the average of customers all seen to the horizon stays inside its own."""
    if column.endswith("_low"):
        return np.floor
    return np.ceil if column.endswith("_high") else np.rint
