"""dbt Labs' acceptance suite for adapters (dbt-tests-adapter) on postgres_py: all classes that no other one builds on.

Run: make test-adapter. A class of the suite that is new is run without being named here. What cannot pass is in
exceptions.py with its reason; it is run all the same, and an exception that passes fails.
"""

from __future__ import annotations

import importlib
import inspect

import completed
from conftest import SUITE
from dbt.tests.adapter.materialized_view.changes import MaterializedViewChanges

# By the beginning of `module.class.test`.
COMPLETED = {
    "materialized_view.": completed.MaterializedViews,
    "hooks.": completed.Hooks,
    "simple_copy.test_copy_uppercase.": completed.MixedCaseDatabase,
    "simple_seed.test_seed.TestSimpleSeedWithBOM": completed.SeedWithByteOrderMark,
    "utils.test_date_spine.": completed.DateSpine,
    "python_model.test_python_model.BasePythonModelTests": completed.PythonModel,
    "python_model.test_python_model.BasePythonIncrementalTests": completed.IncrementalPythonModel,
    "python_model.test_python_model.BasePythonMetaGetTests": completed.PythonModelOfMeta,
}


def _classes() -> dict[str, type]:
    found: dict[str, type] = {}
    for path in sorted(SUITE.rglob("*.py")):
        module = ".".join(path.relative_to(SUITE).with_suffix("").parts)
        for value in vars(importlib.import_module(f"dbt.tests.adapter.{module}")).values():
            if inspect.isclass(value) and value.__module__.startswith("dbt.tests.adapter."):
                found[f"{value.__module__.removeprefix('dbt.tests.adapter.')}.{value.__name__}"] = value
    bases = {base for value in found.values() for base in value.__mro__[1:]}
    return {
        name: value
        for name, value in found.items()
        if value not in bases and any(method.startswith("test") for method in dir(value))
    }


def _completed(name: str, suite: type) -> type:
    """The class, with what the adapter adds in front of it."""
    added = [mixin for start, mixin in COMPLETED.items() if name.startswith(start)]
    if name.startswith("materialized_view.changes.") and suite is not MaterializedViewChanges:
        suite_bases: tuple[type, ...] = (suite, MaterializedViewChanges)  # the suite has mixins for it
    else:
        suite_bases = (suite,)
    told = {"__module__": __name__, "suite_module": suite.__module__.rpartition(".")[2], "suite_name": name}
    return type(f"Test_{name.replace('.', '__')}", (*added, *suite_bases), told)


for _name, _class in _classes().items():
    _made = _completed(_name, _class)
    globals()[_made.__name__] = _made
