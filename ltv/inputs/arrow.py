"""Arrow arrays made from buffers, since pa.array, pa.scalar and pa.repeat import pandas first (half a CPU second)."""

from __future__ import annotations

from collections.abc import Sequence

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


def texts(values: Sequence[str]) -> pa.Array:
    """The texts, none of them null."""
    data = [value.encode("utf-8") for value in values]
    ends = np.cumsum([0, *map(len, data)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(data), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(data))])


def repeated(text: str, count: int) -> pa.Array:
    """The text `count` times, kept once."""
    once = texts([text])
    first = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(np.zeros(count, np.int32))])
    return pa.DictionaryArray.from_arrays(first, once)


def as_meant(values: pa.Array) -> pa.Array:
    """Texts without what only tells a spreadsheet that they are text: ="1001" and `1001 are 1001."""
    if not (pc.any(pc.starts_with(values, '="')).as_py() or pc.any(pc.starts_with(values, "`")).as_py()):
        return values
    return pc.replace_substring_regex(values, r'^(?:="([^"]*)"|`([^`]*))$', r"\1\2")


def other_header(batch: pa.RecordBatch) -> tuple[int, list[str]] | None:
    """The first row whose values are the names of the columns in another order, and those values; None without one.

    So does a file have them to which an export of another form was appended: what follows has other columns.
    """
    names = [name for name in batch.schema.names if not name.startswith("_")]
    if len(names) < 2:
        return None
    others = texts([name for name in names if name != names[1]])
    rows = np.flatnonzero(pc.is_in(batch.column(names[1]), value_set=others).to_numpy(zero_copy_only=False))
    for name in names:  # a word that is a name too may stand in each row of one column, and hardly of two
        values = pc.utf8_trim_whitespace(batch.column(name).take(whole_numbers(rows)))
        rows = rows[pc.is_in(values, value_set=texts(names)).to_numpy(zero_copy_only=False)]
    for row in rows:
        values = [batch.column(name)[row].as_py().strip() for name in names]
        if sorted(values) == sorted(names):
            return int(row), values
    return None


def without_headers(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without rows that are the header once more, as files that were appended to each other have them.

    Two of a row's first columns tell: the second and third, since a mark of the encoding may stand before the first.
    """
    names = [name for name in batch.schema.names if not name.startswith("_")][:3][-2:]
    if len(names) < 2:
        return batch
    one, other = (batch.column(name) for name in names)
    alike = pc.fill_null(pc.and_(pc.match_substring(one, names[0]), pc.match_substring(other, names[1])), False)
    if not pc.any(alike).as_py():
        return batch
    rows = np.flatnonzero(alike.to_numpy(zero_copy_only=False))
    headers = [row for row in rows if [one[row].as_py().strip(), other[row].as_py().strip()] == names]
    return batch.take(whole_numbers(np.delete(np.arange(batch.num_rows), headers)))
