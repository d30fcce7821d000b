"""Reports of one platform on several levels (by account, campaign and ad) tell the same spend: the highest one counts.

What runs without an ad of its own stands in reports by campaign only, so that those by ad hold less of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Recognised

LEVELS = ("account", "customer", "campaign", "ad_group", "ad_set", "adset", "ad", "keyword", "search", "url")
_LEVEL = "|".join(sorted(LEVELS, key=len, reverse=True))
NAME = re.compile(rf"(?P<stem>.+?)_(?P<level>{_LEVEL})s?_(report|stats|performance|insights)(?P<part>(_[0-9]+)*)")


def without_lower_levels(found: Sequence[Recognised]) -> tuple[list[Recognised], list[str]]:
    """The answers without reports that tell of a higher one's spend again, and what is to be said of those."""
    highest: dict[tuple[str, str], tuple[int, Recognised]] = {}
    for one in found:
        if place := _place(one):
            stem, level = place
            if stem not in highest or level < highest[stem][0]:
                highest[stem] = (level, one)
    kept, said = [], []
    for one in found:
        place = _place(one)
        best = highest[place[0]][1] if place else one
        if best is one or place is None or place[1] == highest[place[0]][0]:
            kept.append(one)
        else:
            said.append(f"{_file(one)} is not used: it tells the spend of {_file(best)} again, on a lower level.")
    return kept, said


def _file(one: Recognised) -> Any:
    return one.sources[0]["file"]


def _place(one: Recognised) -> tuple[tuple[str, str], int] | None:
    """Whose report it is, with the channels it goes to, and its level (0 is the highest)."""
    if one.relation != "ad_spend" or len(one.sources) != 1 or not isinstance(_file(one), str):
        return None
    found = NAME.fullmatch(key(PurePath(_file(one)).stem))
    channel = one.sources[0]["columns"].get("channel")
    return ((found["stem"] + found["part"], repr(channel)), LEVELS.index(found["level"])) if found else None
