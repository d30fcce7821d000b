"""A draft of a mapping as commented YAML."""

from __future__ import annotations

from typing import Any

import yaml

from ltv.inputs.mapping import Draft

HEAD = """\
# What the files of this shop mean. `ltv check {name}` reads them and says what was taken; `ltv build {name}` builds
# everything, as does: dbt build --vars "$(cat {name})". Every variable of dbt_project.yml may stand here too.
"""

AFTER = """
# What only you know:
# gross_margin: 0.6             # share of revenue that is value; 1.0 counts revenue as value
# timezone: Europe/Berlin       # timestamps become days in this zone; UTC without a word
# observation_end: 2024-12-31   # the last day that the files hold completely
# spend_window_days: 365        # customers and spend of so many days are compared
"""

NOTES = {
    "transaction_grain": "order: a row is an order; line: a row is a line of one, lines of an order are added up",
    "reporting_currency": "all amounts that were seen are in it",
    "channel_aliases": "names of channels in reports -> names in the customers' file",
}


def written(draft: Draft, name: str) -> str:
    """The text of the mapping that is to be saved under this name."""
    lines = [HEAD.format(name=name)]
    for variable, value in draft.variables.items():
        if variable != "inputs":
            lines += [f"# {NOTES[variable]}\n"] if variable in NOTES else []
            lines.append(_dumped({variable: value}))
    lines.append(AFTER)
    lines.append("\ninputs:\n")
    for relation, sources in draft.variables["inputs"].items():
        lines += [f"  # {sentence}\n" for sentence in draft.why.get(relation, ())]
        lines.append(_indented(_dumped({relation: sources})))
    if draft.open:
        lines.append("\n# To be decided before this can be built:\n")
        lines += [f"# - {question}\n" for question in draft.open]
    return "".join(lines)


def _dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


class _Dumper(yaml.SafeDumper):
    """Short lists and mappings of constants stand in one line; nothing is abbreviated by a reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    flow = all(isinstance(each, str | int | float) for each in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


def _map(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.Node:
    flow = value.keys() <= {"value", "product"} or "by" in value
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=flow)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _map)
