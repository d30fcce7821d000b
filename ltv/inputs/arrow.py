"""Arrow arrays made from buffers, since pa.array, pa.scalar and pa.repeat import pandas first (half a CPU second)."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def whole_numbers(numbers: Numbers) -> pa.Array:
    """The numbers as int64."""
    return pa.Array.from_buffers(
        pa.int64(), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers, np.int64))]
    )


def repeated(text: str, count: int) -> pa.Array:
    """The text `count` times, kept once."""
    data = text.encode("utf-8")
    once = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(np.array([0, len(data)], np.int32)), pa.py_buffer(data)]
    )
    first = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(np.zeros(count, np.int32))])
    return pa.DictionaryArray.from_arrays(first, once)
