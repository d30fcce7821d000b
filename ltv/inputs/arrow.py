"""Arrow arrays made from buffers, since pa.array, pa.scalar and pa.repeat import pandas first (half a CPU second)."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
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


def as_meant(values: pa.Array) -> pa.Array:
    """Texts without what only tells a spreadsheet that they are text: ="1001" and `1001 are 1001."""
    if not (pc.any(pc.starts_with(values, '="')).as_py() or pc.any(pc.starts_with(values, "`")).as_py()):
        return values
    return pc.replace_substring_regex(values, r'^(?:="([^"]*)"|`([^`]*))$', r"\1\2")
