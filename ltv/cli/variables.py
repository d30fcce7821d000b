"""The variables of a mapping. What is wrong with them is told before dbt is started, which takes seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ltv.cli.project import CommandError, project_folder


def variables_of(mapping: Path) -> dict[str, Any]:
    """The variables in the file `mapping`. Raises InputError or CommandError, with a sentence for each thing wrong."""
    from ltv.inputs.mapping import load
    from ltv.inputs.preflight import file_problems

    variables = load(mapping)
    known = sorted(default_variables())
    unknown = [f"variable {name} is unknown; allowed: {', '.join(known)}" for name in variables if name not in known]
    if unknown:
        raise CommandError("\n".join(unknown))
    folder = variables.get("data_dir")
    if variables.get("raw_data") != "files" or not isinstance(folder, str):
        return variables
    lowercase_emails = variables.get("lowercase_emails", True) is True
    if problems := file_problems(Path(folder), variables.get("inputs") or {}, lowercase_emails=lowercase_emails):
        raise CommandError("\n".join(f"data_dir '{folder}': {sentence}" for sentence in problems))
    return variables


def default_variables() -> dict[str, Any]:
    """The variables of dbt_project.yml, as they are where nobody sets them."""
    import yaml

    found: dict[str, Any] = yaml.safe_load((project_folder() / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    return found
