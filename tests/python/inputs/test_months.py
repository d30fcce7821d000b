"""Names of months and of time zones are the same to the package and to the macros."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exports_with_doubts import MONTHS_BY_LANGUAGE

from ltv.inputs.formats.dates import ZONES
from ltv.inputs.formats.months import MONTHS, month_of

MACRO = Path(__file__).parents[3] / "macros" / "sql" / "month_names.sql"


def in_capitals(names: str) -> str:
    """Names as the macro has them: letters beyond ASCII in both cases."""
    parts = re.findall(r"\[[^]]*\]|.", names)
    inner = ["".join(letter.upper() + letter * (letter > "\x7f") for letter in part.strip("[]")) for part in parts]
    return "".join(
        f"[{text}]" if part[0] == "[" or part > "\x7f" else text for part, text in zip(parts, inner, strict=True)
    )


def test_the_macro_knows_the_names_of_the_package() -> None:
    there = {int(number): names for number, names in re.findall(r"^ +(\d+): '(.*)',$", MACRO.read_text("utf-8"), re.M)}
    assert [*there] == [*MONTHS]
    assert there == {number: in_capitals(names) for number, names in MONTHS.items()}


def test_the_macro_knows_the_time_zones_of_the_package() -> None:
    text = MACRO.with_name("zone_offsets.sql").read_text("utf-8")
    assert sorted(re.findall(r"'([A-Z]+)'", text)) == sorted(ZONES.split("|"))


@pytest.mark.parametrize("language", MONTHS_BY_LANGUAGE)
def test_names_of_months_are_known(language: str) -> None:
    assert [month_of(name) for name in MONTHS_BY_LANGUAGE[language].split()] == [*range(1, 13)]
