"""Mappings of folders of made-up exports, as `ltv init` writes them. Nothing is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ltv.inputs.folder import look
from ltv.inputs.mapping import Draft, draft, load
from ltv.inputs.mapping_text import written

Drafted = Callable[[Mapping[str, Sequence[str]]], Draft]


def draft_in(place: Path, files: Mapping[str, Sequence[str]]) -> Draft:
    """The mapping of a folder with these files (name -> lines), which must be one that can be loaded."""
    folder, scratch = place / "shop", place / "scratch"
    folder.mkdir()
    scratch.mkdir()
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    mapping = draft(folder, look(folder, scratch))
    (place / "shop.yml").write_text(written(mapping, "shop.yml"), encoding="utf-8")
    assert load(place / "shop.yml")["inputs"] == mapping.variables["inputs"]
    return mapping


def told(mapping: Draft) -> dict[str, Any]:
    """What is said of the one source of transactions: its keys, its columns and the grain of its rows."""
    source = only(mapping, "transactions")
    return {**source, **source["columns"], "grain": mapping.variables.get("transaction_grain")}


def only(mapping: Draft, relation: str) -> dict[str, Any]:
    """The one source of a relation."""
    source = mapping.variables["inputs"][relation]
    assert isinstance(source, dict)
    return source
