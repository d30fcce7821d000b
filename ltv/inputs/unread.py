"""Files of a folder that a mapping does not name, though they may hold orders or costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ltv.inputs.contract import RELATIONS
from ltv.inputs.errors import InputError
from ltv.inputs.formats.meaning import named
from ltv.inputs.formats.synonyms import SYNONYMS
from ltv.inputs.lookup import READ, split_name
from ltv.inputs.opening import names_of

DAYS = {*SYNONYMS["transactions"]["ordered_at"], *SYNONYMS["ad_spend"]["spend_date"]}
MONEY = {*SYNONYMS["transactions"]["amount"], *SYNONYMS["ad_spend"]["spend"]}


def unread(folder: Path, inputs: Mapping[str, Any]) -> list[str]:
    """A sentence for each file with days and amounts that no source of the mapping reads. Parquet is left out."""
    named = [*_named(inputs), *(f"{relation}.*" for relation in RELATIONS)]
    told = []
    for path in sorted(folder.iterdir()):
        ending = split_name(path.name)[1]
        if ending not in READ or ending == ".parquet" or path.name.startswith((".", "~$")):
            continue
        if any(fnmatchcase(path.name.lower(), each.lower()) or path.name == each for each in named):
            continue
        if found := _days_and_money(path):
            told.append(
                f"{path.name} is not read: the mapping does not name it, and it has days and amounts "
                f"({', '.join(found)}). If it holds orders or costs, name it and its columns there (ltv init "
                "says what keeps it from being recognised)."
            )
    return told


def _days_and_money(path: Path) -> list[str]:
    try:
        names = [name for name in names_of(path) if name.strip()]
    except (InputError, OSError):
        return []
    there = named(names) if names else {}
    day, money = (next((there[name] for name in there if name in known), None) for known in (DAYS, MONEY))
    return [day, money] if day and money and day != money else []


def _named(inputs: Mapping[str, Any]) -> Iterator[str]:
    for sources in inputs.values():
        for source in sources if isinstance(sources, Sequence) else [sources]:
            joins = source.get("join", [])
            for each in [source, *(joins if isinstance(joins, Sequence) else [joins])]:
                files = each.get("file", [])
                yield from [files] if isinstance(files, str) else files
