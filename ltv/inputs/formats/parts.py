"""Parts of a mapping that several recognisers write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ltv.inputs.formats.dates import date_format
from ltv.inputs.formats.meaning import concepts
from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Table
from ltv.inputs.formats.values import WIDE, decimal_mark
from ltv.inputs.keys import NO_VALUE

MONTHS = frozenset(
    ("month", "monat", "mois", "mes", "mese", "maand", "manad", "maned", "miesiac", "mesic", "月份", "月")
)
"""Names of columns that may hold months."""


def formats(table: Table, date: str, amounts: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """`date_format` and `decimal_mark` of a source as far as its values say them, and what they leave open."""
    found: dict[str, Any] = {}
    open_questions: list[str] = []
    dates = [value for value in table.values(date) if not _is_filler(value, date)]
    days = date_format(dates, months=key(date) in MONTHS)
    if days.found:
        found["date_format"] = days.found
    elif len(days.possible) == 1:
        open_questions.append(
            f"{table.path.name}: dates of column {date} such as {dates[0]} begin with a year of three digits. If it is "
            f'one of the Republic of China (113 is 2024), write date_format: "{days.possible[0]}"; else export them '
            "with years of four digits."
        )
    elif days.possible:
        example = table.values(date, limit=1)[0]
        choices = " or ".join(f'"{each}"' for each in days.possible)
        open_questions.append(
            f"{table.path.name}: dates such as {example} can be read in {len(days.possible)} ways; "
            f"write date_format: {choices}."
        )
    elif days.unreadable and (counted := _counted_from_somewhere(table, date)):
        open_questions.append(
            f"{table.path.name}: {date} holds numbers ({counted}) and no dates: days that are counted from a day which "
            "is not in the file. Add that day to them, and write the dates into the file."
        )
    elif days.unreadable:
        open_questions.append(
            f"{table.path.name}: dates of column {date} have several forms (such as {days.unreadable}); "
            "write date_format for those that count, the others are rejected."
        )
    marks, doubts = decimal_marks(table, amounts)
    return {**found, **marks}, [*open_questions, *doubts]


def decimal_marks(table: Table, amounts: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """`decimal_mark` of a source as far as its values say it, and what they leave open."""
    found: dict[str, Any] = {}
    open_questions: list[str] = []
    texts = [(value, each) for each in amounts if table.is_text(each) for value in table.values(each)]
    values = [value for value, each in texts if value != each and value.lower() not in NO_VALUE]
    # Won have no decimals.
    marks = decimal_mark(values, whole=any(re.search("[\uac00-\ud7a3]", each) for each in amounts))
    if marks.found:
        found["decimal_mark"] = marks.found
    elif marks.possible:
        shown = next(value for value in values if re.search(r"[.,]\d{3}\D*$", value.translate(WIDE)))
        open_questions.append(
            f"{table.path.name}: amounts such as {shown} can be read in two ways, as thousands or with three decimals; "
            'write decimal_mark: "," (1,234 is one and a bit, 1.234 a thousand) or "." (the other way round).'
        )
    elif marks.unreadable:
        open_questions.append(
            f"{table.path.name}: amounts of {', '.join(amounts)} have several forms (such as {marks.unreadable}); "
            "write decimal_mark for those that count, the others are rejected."
        )
    return found, open_questions


def currency(table: Table, column: str | Mapping[str, str] | None) -> dict[str, Any]:
    """The variable `reporting_currency`, where all rows are in one; the column may be a constant.

    None: one sign or name that is no code, as kr., which is one currency all the same.
    """
    if isinstance(column, Mapping):
        return {"reporting_currency": column["value"]}
    codes = {value.upper() for value in table.values(column) if value not in ("--", "-")} if column else set()
    if len(codes) != 1:
        return {}
    return {"reporting_currency": code if re.fullmatch("[A-Z]{3}", code := codes.pop()) else None}


def present(table: Table, column: str, wanted: Sequence[str]) -> list[str]:
    """Those of the wanted values that a filter is to name: all that are there, or all where none is."""
    lower = {value.lower() for value in table.values(column)}
    return [value for value in wanted if value.lower() in lower] or list(wanted)


def left_out(table: Table, column: str, kept: Sequence[str]) -> list[str]:
    """The values of the column that a filter does not keep."""
    return [value for value in table.values(column) if value.lower() not in {each.lower() for each in kept}]


def _counted_from_somewhere(table: Table, column: str) -> str:
    """The numbers of a column that has only such as count days or weeks of a study; empty where it has others."""
    values = table.values(column)
    if not all(re.fullmatch(r"-?\d{1,4}", value) for value in values):
        return ""
    numbers = sorted(map(int, values))
    return f"{numbers[0]} to {numbers[-1]}"


def _is_filler(value: str, column: str) -> bool:
    """Whether it is no date: of a row of totals, of a footer, or of the header once more, where files were joined."""
    return value == column or value.lower() in NO_VALUE or value.startswith("\u00a9") or is_total(value)


def is_total(value: str) -> bool:
    """Whether a value stands in place of a day in a row of totals, as Total, Gesamt: or Итого за период."""
    begun = (
        "total",
        "gesamt",
        "summe",
        "totaal",
        "总计",
        "合计",
        "合計",
        "итого",
        "всего",
        "toplam",
        "razem",
        "celkem",
    )
    return value.lower().startswith(begun) or is_called_total(value)


def is_called_total(name: str) -> bool:
    """Whether a name has no other words than those for a sum, as Grand total and Gesamtsumme."""
    return (concepts(name) or {""}) <= {"amount", "grand"}
