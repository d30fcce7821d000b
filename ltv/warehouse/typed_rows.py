"""The rows of a frame of orders, typed: what staging does in SQL, for frames. What cannot be read is refused."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ltv.errors import InputError

SCALE = 10_000  # amounts are whole numbers of 1 / SCALE
MOST = 10**13  # money: amounts are decimal(17, 4) in SQL
UNATTRIBUTED = "unattributed"
AMOUNTS = "finite numbers of less than 1e13"
Integers = npt.NDArray[np.int64]


def typed_rows(
    frame: pd.DataFrame,
    customer: str,
    date: str,
    amount: str,
    channel: str | None,
    observation_end: object,
    transaction: str | None = None,
) -> pd.DataFrame:
    """The rows of known customers up to observation_end: customer_id, moment, day, amount (in 1 / SCALE), channel, and
    transaction_id where that has a column.

    Ids of text are read without outer blanks; an empty one is nobody's. Raises InputError, naming the column and the
    first row at fault (counted from 0): missing, not a date, or not a finite amount.
    """
    _check_columns(frame, [name for name in (customer, date, amount, channel, transaction) if name is not None])
    ids = _ids(frame[customer])
    known = ids.notna().to_numpy()
    places = np.flatnonzero(known)
    moment = _moments(frame[date][known], date, places)
    rows = pd.DataFrame({"customer_id": ids[known].to_numpy(), "moment": moment.to_numpy()})
    rows = rows.assign(day=rows["moment"].dt.normalize(), amount=_exact(frame[amount][known], amount, places))
    named = None if channel is None else frame[channel][known].astype("str").to_numpy()
    rows = rows.assign(channel=pd.Series(named, index=rows.index, dtype="str").fillna(UNATTRIBUTED))
    if transaction is not None:
        rows = rows.assign(transaction_id=frame[transaction][known].to_numpy())
    end = last_day(observation_end)
    return rows if end is None else rows[rows["day"] <= end]


def last_day(observation_end: object) -> pd.Timestamp | None:
    """The day that observation_end names; None for None. Raises InputError where it names none."""
    if observation_end is None:
        return None
    day = pd.to_datetime(str(observation_end), errors="coerce", format="ISO8601")
    if pd.isna(day) or day.tzinfo is not None:
        raise InputError(f"observation_end: received {observation_end!r}; allowed are days as YYYY-MM-DD")
    return pd.Timestamp(day).normalize()


def _check_columns(frame: pd.DataFrame, wanted: list[str]) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"frame: received a {type(frame).__name__}; allowed is a pandas DataFrame")
    found = ", ".join(map(str, frame.columns))
    missing = [name for name in wanted if name not in frame]
    if missing:
        raise InputError(f"frame: received columns {found}; needed is {', '.join(missing)} too")
    if twice := [name for name in wanted if (frame.columns == name).sum() > 1]:
        raise InputError(f"frame: received columns {found}; needed is {', '.join(twice)} once")


def _ids(values: pd.Series) -> pd.Series:
    if not (pd.api.types.is_object_dtype(values) or pd.api.types.is_string_dtype(values)):
        return values
    ids = values.map(lambda value: value.strip() or None if isinstance(value, str) else value)
    return ids.where(ids.notna(), None)


def _moments(values: pd.Series, name: str, places: Integers) -> pd.Series:
    """Timestamps on the wall clock they are given in."""
    allowed = "dates as YYYY-MM-DD and timestamps"
    if pd.api.types.is_numeric_dtype(values):
        _refuse(values, np.ones(len(values), dtype=np.bool_), name, places, allowed)
    try:
        moments = pd.to_datetime(values, errors="coerce", format=None if values.dtype.kind == "M" else "ISO8601")
    except ValueError as error:
        raise InputError(
            f"{name}: received timestamps of several time zones ({error}); allowed are those of one: convert them first"
        ) from None
    _refuse(values, moments.isna().to_numpy(), name, places, allowed)
    return moments.dt.tz_localize(None) if moments.dt.tz is not None else moments


def _exact(values: pd.Series, name: str, places: Integers) -> Integers:
    """Amounts as whole numbers of 1 / SCALE, rounded half away from zero."""
    if pd.api.types.is_integer_dtype(values) and not values.isna().any():
        whole = values.to_numpy(np.int64)
        _refuse(values, (whole >= MOST) | (whole <= -MOST), name, places, AMOUNTS)
        return np.asarray(whole * SCALE)
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        numbers = values.to_numpy(np.float64, na_value=np.nan)
        _refuse(values, ~(np.abs(numbers) < MOST), name, places, AMOUNTS)
        return np.asarray(np.sign(numbers) * np.floor(np.abs(numbers) * SCALE + 0.5), dtype=np.int64)
    exact = [_decimal(value) for value in values]
    _refuse(values, np.array([each is None for each in exact], dtype=np.bool_), name, places, AMOUNTS)
    return np.array([int(each * SCALE) for each in exact if each is not None], dtype=np.int64)


def _decimal(value: object) -> Decimal | None:
    """The amount to a ten-thousandth; None where it is no finite number, or too large."""
    try:
        number = Decimal(str(value).strip())
        return number.quantize(Decimal(1) / SCALE, ROUND_HALF_UP) if abs(number) < MOST else None
    except ArithmeticError:
        return None


def _refuse(values: pd.Series, wrong: npt.NDArray[np.bool_], name: str, places: Integers, allowed: str) -> None:
    """Raise InputError for the first of the values that is wrong."""
    if wrong.any():
        first = int(np.argmax(wrong))
        value = values.iloc[first]
        received = repr(value) if isinstance(value, str) else str(value)
        raise InputError(f"{name}: received {received} in row {places[first]}; allowed are {allowed}")
