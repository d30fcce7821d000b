"""The dbt project, parsed once for all builds whose variables a parse cannot tell apart: it takes three seconds."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.clients.jinja import MacroGenerator
from dbt.context.base import BaseContext
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.context.manifest import ManifestContext
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import Macro, ModelNode
from dbt.tracking import track_behavior_change_warn
from dbt_common.clients.jinja import MacroFuzzEnvironment
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.tests import enable_test_caching

PROJECT = Path(__file__).parents[2]

AT_RUN_TIME = {
    "alert_severities": {"new_channel": "error"},
    "backtest_cut_offs": [45],
    "bi_role": "somebody",
    "channel_aliases": {"other": "kol"},
    "count_free_orders": False,
    "data_dir": "elsewhere",
    "known_at": "2024-05-31",
    "spend_window_days": 546,
    "timezone": "Asia/Shanghai",
}
"""Variables that only a run reads, each with a value other than the default: `test_project.py` parses with these."""

IN_META = {
    "calendar": "off",
    "engine": "lifetimes",
    "gross_margin": 0.4,
    "ltv_horizon_days": 400,
    "monthly_discount_rate": 0.02,
    "prediction_days": 90,
    "purchase_model": "pareto_nbd",
    "purchase_penalizer": 0.1,
    "spend_penalizer": 0.2,
    "target_ltv_to_cac": 2.5,
}
"""Variables that a parse copies into the `meta` of Python models and uses nowhere else (see `AT_RUN_TIME`)."""


def keep_templates() -> None:
    """dbt keeps what it has read of macros (a switch of its own tests), and templates stay compiled.

    Neither depends on anything but the text. dbt would do both anew for every parse and every build.
    """
    enable_test_caching()
    compile_template = MacroFuzzEnvironment.compile
    compiled: dict[tuple[Any, ...], Any] = {}

    def compile_once(self: MacroFuzzEnvironment, source: Any, *options: Any) -> Any:
        if not isinstance(source, str):
            return compile_template(self, source, *options)
        key = (type(self), source, *options)
        if key not in compiled:
            compiled[key] = compile_template(self, source, *options)
        return compiled[key]

    MacroFuzzEnvironment.compile = compile_once


def skip_what_nobody_hears() -> None:
    """dbt writes a message for every step at level debug; where no log takes them it is a tenth of a build.

    A message is made where somebody asks for it, and not fired where nobody hears it: dbt's own listener for changed
    behaviour hears its events only at level warn.
    """
    fire_event, make, find = EventManager.fire_event, BaseEvent.__init__, BaseEvent.__getattr__

    def remember(self: BaseEvent, *arguments: Any, **named: Any) -> None:
        self.__dict__["given"] = (arguments, named)

    def make_and_find(self: BaseEvent, key: str) -> Any:
        if (given := self.__dict__.pop("given", None)) is None:
            return find(self, key)
        make(self, *given[0], **given[1])
        return getattr(self, key)

    def fire_heard(
        self: EventManager, e: BaseEvent, level: EventLevel | None = None, *others: Any, **named: Any
    ) -> None:
        listeners = [listener for listener in self.callbacks if listener is not track_behavior_change_warn]
        quiet = not listeners and all(logger.level != EventLevel.DEBUG for logger in self.loggers)
        if not (quiet and (level or e.level_tag()) == EventLevel.DEBUG):
            fire_event(self, e, level, *others, **named)

    EventManager.fire_event = fire_heard
    BaseEvent.__init__, BaseEvent.__getattr__ = remember, make_and_find


def fill_contexts_at_once() -> None:
    """dbt makes an object for each of 800 macros twice a node, and looks each up by asking five dictionaries in turn.

    The objects here are the same, made without three constructors each, and the dictionaries are laid over one another.
    """

    def add_macros(self: MacroNamespaceBuilder, macros: Iterable[Macro], ctx: dict[str, Any]) -> None:
        for macro in macros:
            made = object.__new__(MacroGenerator)
            made.__dict__ = {"context": ctx, "macro": macro, "node": self.node, "stack": self.thread_ctx}
            package, name = macro.package_name, macro.name
            if package in self.internal_package_names:
                self.internal_packages.setdefault(package, {})[name] = made
                continue
            self.packages.setdefault(package, {})[name] = made
            if package == self.search_package:
                self.locals[name] = made
            elif package == self.root_package:
                self.globals[name] = made

    def to_dict(self: ManifestContext) -> dict[str, Any]:
        values: dict[str, Any] = BaseContext.to_dict(self)
        space = self.namespace
        if isinstance(space, MacroNamespace):
            for names in reversed([*space._search_order()]):
                values.update(names)
        else:
            values.update(space.local_namespace)
            values.update(space.project_namespace)
        return values

    MacroNamespaceBuilder.add_macros = add_macros
    ManifestContext.to_dict = to_dict


def collect_seldom() -> None:
    """A parse or a build makes a million objects that stay; to look through them for garbage takes an eighth of it."""
    gc.set_threshold(200_000, 50, 1000)


def with_meta(manifest: Manifest, variables: Mapping[str, Any]) -> Manifest:
    """The manifest, its models with other values of variables of `IN_META`."""
    for node in manifest.nodes.values():
        if not isinstance(node, ModelNode):
            continue
        for meta in (node.config.meta, node.meta, node.unrendered_config.get("meta", {})):
            meta.update({name: value for name, value in variables.items() if name in meta})
    return manifest


class Parsed:
    """Parsed projects in a folder, which the test processes share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def manifest(self, variables: Mapping[str, Any], *options: str) -> Manifest:
        """The project parsed with the variables and options of dbt, fresh: what a build notes in it stays there.

        Names of relations have the name of the DuckDB file, or the schema in PostgreSQL, as the environment has them.
        """
        in_meta = {name: value for name, value in variables.items() if name in IN_META and value != "bg_bb"}
        seen = {name: value for name, value in variables.items() if name not in AT_RUN_TIME and name not in in_meta}
        place = Path(os.environ["LTV_DUCKDB_PATH"]).stem, os.environ.get("LTV_SCHEMA")
        key = json.dumps([seen, options, place], sort_keys=True)
        file = self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.manifest"
        if not file.exists():
            self.parse(file, seen, options)
        manifest: Manifest = pickle.loads(file.read_bytes())
        return with_meta(manifest, in_meta)

    def parse(self, file: Path, variables: Mapping[str, Any], options: Sequence[str]) -> None:
        """Parse into a file, which another process finds whole or not at all."""
        quiet = ["--log-level-file", "none", "--target-path", str(file.with_suffix(".target"))]
        result = dbtRunner().invoke(["--quiet", "parse", *options, *quiet, "--vars", json.dumps(variables)])
        assert result.success, result.exception
        for name in [name for name in vars(result.result) if name.endswith("_lookup")]:
            setattr(result.result, name, None)  # dbt builds them anew, but mixes them up where it pickles them
        own = file.with_suffix(f".{os.getpid()}")
        own.write_bytes(pickle.dumps(result.result, protocol=pickle.HIGHEST_PROTOCOL))
        own.replace(file)

    def rendered(self, template: str) -> str:
        """A template as dbt renders it in the project, on DuckDB."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LTV_DUCKDB_PATH", str(self.folder / "rendered" / "ltv.duckdb"))
            patch.chdir(PROJECT)
            options = ["--target-path", str(self.folder / "rendered"), "--log-level-file", "none", "--no-write-json"]
            runner = dbtRunner(manifest=self.manifest({}))
            result = runner.invoke(["--quiet", "compile", "--inline", template, *options])
        DuckDBConnectionManager.close_all_connections()
        assert result.success, result.exception
        code: str = result.result.results[0].node.compiled_code
        return code


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    """One folder for all processes of the run: each has its own below a common one."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if own.name.startswith("popen-") else own) / "parsed"
    folder.mkdir(exist_ok=True)
    return Parsed(folder)
