"""Rows that a stray quote has swallowed: two quotes that open fields in two rows make one field of all between them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ltv.inputs.dialect import looks_like_data


def first_with_rows(batch: pa.RecordBatch, delimiter: str) -> int | None:
    """The first record of which a value has other records in it, from 0.

    Notes and addresses have lines too: only a line with just as many fields as a record, a date and a number is one.
    """
    found = []
    for at, column in enumerate(batch.columns):
        lines = pc.match_substring(column, "\n")
        if not pc.any(lines).as_py():
            continue
        for row in np.flatnonzero(pc.fill_null(lines, False).to_numpy(zero_copy_only=False)):
            if _has_rows(column[row].as_py(), delimiter, at, batch.num_columns):
                found.append(int(row))
                break
    return min(found, default=None)


def _has_rows(value: str, delimiter: str, at: int, width: int) -> bool:
    """Whether a value of column `at` holds whole records, or the end of its own and the beginning of the next."""
    first, *between, last = ([field.strip() for field in line.split(delimiter)] for line in value.split("\n"))
    if any(len(fields) == width and looks_like_data(fields) for fields in between):
        return True
    return len(first) == width - at and len(last) == at + 1 and width > 2 and looks_like_data(first + last)
