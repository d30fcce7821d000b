"""Rows that a stray quote has swallowed: two quotes that open fields in two rows make one field of all between them."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ltv.inputs.dialect import looks_like_data


def first_with_rows(batch: pa.RecordBatch, delimiter: str) -> int | None:
    """The first record of which a value has other records in it, from 0.

    Notes and addresses have lines too: a record has just as many fields, and either a date and a number or a first
    field of the same form as the record's own.
    """
    found = []
    for at, column in enumerate(batch.columns):
        lines = pc.match_substring(column, "\n")
        if not pc.any(lines).as_py():
            continue
        wide = pc.greater_equal(pc.count_substring(column, delimiter), batch.num_columns - 1)  # most notes are narrow
        for row in np.flatnonzero(pc.fill_null(pc.and_(lines, wide), False).to_numpy(zero_copy_only=False)):
            own = _form(batch.column(0)[row].as_py() or "") if at else ""
            if _has_rows(column[row].as_py(), delimiter, at, batch.num_columns, own):
                found.append(int(row))
                break
    return min(found, default=None)


def _has_rows(value: str, delimiter: str, at: int, width: int, own: str) -> bool:
    """Whether a value of column `at` holds whole records, or the end of its own and the beginning of the next."""
    first, *between, last = ([field.strip() for field in line.split(delimiter)] for line in value.split("\n"))
    if any(len(fields) == width and _is_record(fields, fields, own) for fields in between):
        return True
    return len(first) == width - at and len(last) == at + 1 and width > 2 and _is_record(first + last, last, own)


def _is_record(fields: list[str], begins: list[str], own: str) -> bool:
    return looks_like_data(fields) or (own != "" and _form(begins[0]) == own)


def _form(text: str) -> str:
    """What is the same in all ids of one kind: nothing for a word, and for a number as short as that of a house."""
    text = text.strip()
    if text.isdigit():
        return "9" * len(text) if len(text) >= 6 else ""
    return re.sub("[0-9]+", "9", text) if re.search("[0-9]", text) else ""
