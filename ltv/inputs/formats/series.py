"""Parts of one export are looked at together: what one month leaves open, such as 05/04/2024, another decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ltv.inputs.formats import recognise
from ltv.inputs.formats.table import Recognised, Table, united
from ltv.inputs.lookup import split_name

PERIOD = re.compile(
    "jan(uar[iy]?|vier)?|feb(ruar[iy]?|brero)?|f[e\u00e9]v(rier)?|m[a\u00e4]r(z|s|ch|zo)?|maart|mr[tz]|a[pvb]r(il)?|ma[iy]"
    "|mei|mayo|jun[ei]?|juin|junio|jul[iy]?|juil(let)?|julio|aug(ust)?|augustus|ao[u\u00fb]t|ago(sto)?|sep|sept(ember)?"
    "|septembre|septiembre|o[ck]t(ober|obre)?|octubre|nov(ember|embre)?|noviembre|de[cz](ember)?|d[e\u00e9]cembre"
    "|dic(iembre)?|q|kw|week|woche|part|teil|page|export"
)
"""Words of a name that say which part of an export a file is."""


def recognised(tables: Sequence[Table]) -> list[Recognised | None]:
    """What each table is, None where it is nothing that is known.

    Tables with the same columns are parts of one export where their names differ in numbers and months only.
    """
    series: dict[tuple[object, ...], list[int]] = {}
    for number, table in enumerate(tables):
        series.setdefault((table.columns, *_name(table)), []).append(number)
    answers: list[Recognised | None] = [None] * len(tables)
    for parts in series.values():
        whole = united([tables[number] for number in parts])
        one = recognise(whole)
        for number in parts:
            table = tables[number]
            answers[number] = recognise(table) if one is None and len(parts) > 1 else one and _of_part(one, table)
    return answers


def _name(table: Table) -> tuple[str, ...]:
    """The name of the table without what says which part it is. Sheets are parts of their workbook only."""
    stem, ending = split_name(table.path.name)
    words = re.findall(r"[^\W\d_]+", (table.sheet or stem).lower())
    name = " ".join(word for word in words if not PERIOD.fullmatch(word))
    return (table.path.name, name) if table.sheet else (ending, name)


def _of_part(one: Recognised, table: Table) -> Recognised:
    return replace(one, sources=[{**source, "file": table.path.name} for source in one.sources])
