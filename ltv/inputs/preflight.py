"""The files of a mapping, looked at before dbt starts: what cannot be used is told in a second."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ltv.inputs.beside import joins_of
from ltv.inputs.contract import RELATIONS
from ltv.inputs.dialect import plain
from ltv.inputs.errors import InputError
from ltv.inputs.joins import read
from ltv.inputs.reading import Source


def file_problems(folder: Path, inputs: Mapping[str, Any], *, lowercase_emails: bool = True) -> list[str]:
    """What keeps the files from being read as `inputs`, whose structure is right, says. All of them are read."""
    sources = {relation: _sources(inputs.get(relation)) for relation in RELATIONS}
    listed = [source for each in sources.values() for source in each]
    taken = [name for source in listed for name in _listed(source.get("file"))]
    joined = [name for source in listed for join in joins_of(source.get("join")) for name in join.names]
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for relation, each in sources.items():
            for options in each:
                try:
                    source = read(
                        folder,
                        relation,
                        Path(scratch),
                        options,
                        columns=_named(options),
                        taken=[*taken, *joined],
                        joined=joined,
                        lowercase_emails=lowercase_emails,
                        told=False,
                    )
                except InputError as problem:
                    found.append(str(problem))
                    continue
                if source.kind != "none" and (missing := _missing(relation, options, source)):
                    found.append(
                        f"{relation} has no column {', '.join(missing)}; it has {', '.join(source.columns)}. Name the "
                        f"columns in the mapping (inputs: {relation}: columns), or rename them."
                    )
                for copy in source.copies:
                    Path(copy).unlink()
    return list(dict.fromkeys(found))


def _sources(said: Any) -> list[dict[str, Any]]:
    listed = said if isinstance(said, list) else [said or {}]
    return [{key: value for key, value in source.items() if value is not None} for source in listed]


def _listed(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _named(options: Mapping[str, Any]) -> list[str]:
    """The source columns that a mapping names, as the macro `mapped_columns` has them."""
    names: list[str] = []
    for mapped in options.get("columns", {}).values():
        parts = mapped.get("product", mapped.get("together", [])) if isinstance(mapped, Mapping) else [mapped]
        names += [part for part in parts if isinstance(part, str)]
    for key in ("keep", "drop"):
        names += options.get(key, {})
    for named in options.get("newest", {}).values():
        names += _listed(named)
    for key in ("drop_blank", "fill_down", "subtract", "order_fields", "ignore"):
        names += _listed(options.get(key))
    return list(dict.fromkeys(names))


def _missing(relation: str, options: Mapping[str, Any], source: Source) -> Sequence[str]:
    there = {plain(column) for column in source.columns}
    mapped = options.get("columns", {})
    wanted = [name for name, required in RELATIONS[relation].items() if required and name not in mapped]
    return [name for name in dict.fromkeys([*wanted, *_named(options)]) if plain(name) not in there]
