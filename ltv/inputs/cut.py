"""Files that may hold a part of what was exported, by their length."""

from __future__ import annotations

SHEETS = (65_535, 65_536, 1_048_575, 1_048_576)
"""Rows that a sheet of Excel holds, until 2003 and since, below a header and without one."""


def may_be_cut(place: str, rows: int) -> list[str]:
    """What is to be said of a file, or a sheet, with as many rows as a sheet of Excel holds."""
    if rows not in SHEETS:
        return []
    return [f"{place} has {rows:,} rows, as many as a sheet of Excel holds: what is beyond them may be missing."]
