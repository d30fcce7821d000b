"""Every public name is used by a test: functions and classes are called, errors are expected. Read from the source."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import ltv

TESTS = Path(__file__).parent


def names(node: ast.AST) -> set[str]:
    """The name of a plain or dotted expression: fit of `fit` and of `ltv.fit`."""
    if isinstance(node, ast.Name):
        return {node.id}
    return {node.attr} if isinstance(node, ast.Attribute) else set()


def used() -> set[str]:
    """Names that a test calls, or expects as an error."""
    found: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= names(node.func)
                if names(node.func) == {"raises"}:
                    found |= names(node.args[0])
    return found


def test_every_public_function_is_called_and_every_public_error_expected() -> None:
    public = {name for name in ltv.__all__ if callable(getattr(ltv, name))}
    made = {"Fit", "Fitted", "Shop"}  # what functions answer with; LtvError is what the other errors are
    assert made < public
    assert public - made - {"LtvError"} - used() == set()


def test_every_public_method_is_called() -> None:
    methods = {
        name
        for kind in (ltv.Fit, ltv.Fitted, ltv.Shop, ltv.PurchaseStates, ltv.SpendStates, ltv.Terms)
        for name, _ in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods
    assert methods - used() == set()


def test_all_files_name_one_version():
    """make release tags it."""
    project = Path(__file__).parents[2]
    versions = {
        name: re.search(pattern, (project / name).read_text(encoding="utf-8"), re.MULTILINE).group(1)
        for name, pattern in {
            "pyproject.toml": r'^version = "(.*)"$',
            "dbt_project.yml": r"^version: (.*)$",
            "CHANGELOG.md": r"^## (\S+)",
        }.items()
    }
    assert set(versions.values()) == {ltv.__version__}


def test_conda_has_the_packages_of_the_lock():
    """environment.yml names no version of its own but Python's, which the lock is made for."""
    text = (Path(__file__).parents[2] / "environment.yml").read_text(encoding="utf-8")
    assert re.findall(r"^ +- (.*)$", text, re.MULTILINE) == [
        *("python=3.11", "pip", "pip:"),
        "--require-hashes -r requirements.lock",
    ]
