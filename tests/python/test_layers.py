"""The package's layers: what a module may import, by its place in the order. Read from the source, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "ltv"
BASE = ("errors", "states", "status", "valuation", "sampling")
ORDER = (
    *("numerics", "models", "fitting", "calendar", "pooling", "economics"),
    *("backtest", "inputs", "data", "warehouse", "report"),
)
TOP = ("api", "fitted", "cli", "__init__")
RANK = dict.fromkeys(BASE, 0) | {name: i + 1 for i, name in enumerate(ORDER)} | dict.fromkeys(TOP, len(ORDER) + 1)
# lifetimes takes its parameters as a pandas Series, inside one function.
PANDAS, PANDAS_TOO = {"data", "warehouse", "report", "api", "fitted", "__init__"}, {"fitting/lifetimes_engine.py"}
DBT = {"cli", "inputs", "warehouse"}  # inputs has the plugin of dbt-duckdb that reads files


def _imports() -> Iterator[tuple[str, str, str]]:
    """Every import, inside functions too: the module's path, its layer, what it imports."""
    for path in sorted(PACKAGE.rglob("*.py")):
        layer = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text())):
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: imports are absolute"
                found = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in found:
                yield str(path.relative_to(PACKAGE)), layer, name


def test_no_module_imports_a_later_layer():
    wrong = [
        (module, name)
        for module, layer, name in _imports()
        if name.startswith("ltv.") and RANK.get(name.split(".")[1], -1) > RANK[layer]
    ]
    assert wrong == []


def test_every_module_has_a_layer():
    assert {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")} <= set(RANK)


def test_data_frames_and_dbt_stay_at_the_edge():
    frames = {(m, layer) for m, layer, name in _imports() if name.split(".")[0] == "pandas"}
    assert {module for module, layer in frames if layer not in PANDAS} == PANDAS_TOO
    assert {layer for _, layer, name in _imports() if name.split(".")[0] == "dbt"} <= DBT
