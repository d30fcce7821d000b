"""Whether two warehouses have the same marts: counts, money, dates and texts exactly, statistics to nine digits."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

RELATIVE = 1e-9
ABSOLUTE = 1e-9  # of figures that are differences, and may be next to nothing beside what they are the difference of

# What is of a build and not of its data.
OF_THE_BUILD = {
    "run_id", "built_at", "started_at", "finished_at", "duration_seconds", "target", "variables", "source", "platform",
    "code_version", "code_is_modified", "code_fingerprint", "dbt_version", "python_version", "libraries",
    "tests_passed", "tests_failed",
    "parameters_fingerprint",  # of every digit, where nine are compared
    "log_likelihoods",  # text of the same
}  # fmt: skip


def differences(relation: str, expected: pa.Table, found: pa.Table) -> list[str]:
    """What differs, a sentence each; the rows may come in any order."""
    if sorted(map(str.lower, expected.column_names)) != sorted(map(str.lower, found.column_names)):
        return [f"{relation}: columns {found.column_names} instead of {expected.column_names}"]
    if expected.num_rows != found.num_rows:
        return [f"{relation}: {found.num_rows} rows instead of {expected.num_rows}"]
    left, right = _ordered(expected), _ordered(found)
    problems = []
    for name in left.columns:
        problem = _difference(left[name], right[name])
        if problem:
            problems.append(f"{relation}.{name}: {problem}")
    return problems


def _ordered(table: pa.Table) -> pd.DataFrame:
    """In the order of what is compared exactly; floats decide last, by seven digits."""
    names = [name for name in table.column_names if name.lower() not in OF_THE_BUILD]
    frame = pd.DataFrame({name.lower(): _values(table[name]) for name in sorted(names, key=str.lower)})
    exact = [name for name in frame if frame[name].dtype == object]
    keys = {name: frame[name].map(str) for name in exact}
    keys |= {name: frame[name].map("{:.6e}".format) for name in frame if name not in exact}
    order = pd.DataFrame(keys).sort_values(list(keys)).index if keys else frame.index
    return frame.loc[order].reset_index(drop=True)


def _values(column: pa.ChunkedArray) -> pd.Series:  # type: ignore[type-arg]
    if pa.types.is_floating(column.type):
        return pd.Series(column.to_numpy(zero_copy_only=False), dtype="float64")
    return pd.Series([_plain(value) for value in column.to_pylist()], dtype=object)


def _plain(value: object) -> object:
    return value.normalize() + 0 if isinstance(value, Decimal) else value


def _difference(expected: pd.Series, found: pd.Series) -> str | None:  # type: ignore[type-arg]
    if expected.dtype == object:
        unequal = np.array([a != b for a, b in zip(expected, found, strict=True)], dtype=bool)
    else:
        unequal = ~np.isclose(found, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    if not unequal.any():
        return None
    row = int(np.flatnonzero(unequal)[0])
    return f"{int(unequal.sum())} of {len(unequal)} rows differ, first {found[row]!r} instead of {expected[row]!r}"
