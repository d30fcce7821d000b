"""dbt hundreds of times in one process: what it does anew each time for nobody is left out. Its results are equal."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from typing import Any

import dbt.context.base
import dbt.context.macros
import duckdb
from agate import TypeTester
from dbt.clients.jinja import MacroGenerator
from dbt.compilation import Linker
from dbt.context.base import BaseContext
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.context.manifest import ManifestContext
from dbt.tracking import track_behavior_change_warn
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.clients import agate_helper
from dbt_common.clients.jinja import MacroFuzzEnvironment, MacroFuzzTemplate
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.tests import enable_test_caching
from jinja2 import pass_context
from jinja2.runtime import Context

CONTEXT = "_context_of_macros"


def be_quick() -> None:
    """All of it, for tests that hear no message of level debug."""
    collect_seldom()
    keep_templates()
    skip_what_nobody_hears()
    link_quickly()
    share_macros()
    share_modules()
    keep_types()
    leave_askers_unnamed()
    use_one_thread()


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


def link_quickly() -> None:
    """Before each build dbt writes a summary of the graph, to learn of its own speed, and lets models wait for tests.

    The second way that dbt has for this has fewer edges, and the same order of nodes.
    """
    Linker.get_graph_summary = lambda *_: {}
    Linker.add_test_edges = Linker.add_test_edges_2


class Shared(MacroGenerator):
    """A macro's generator for every context: it runs in the one of who calls it."""

    @pass_context
    def __call__(self, caller: Context, /, *arguments: Any, **named: Any) -> Any:
        return MacroGenerator(self.macro, *caller[CONTEXT])(*arguments, **named)


def share_macros() -> None:
    """dbt makes an object for each of 800 macros twice a node, as each belongs to one context.

    Here a context says which it is, and the objects are made once for all contexts of a project. A context has the
    names that every template knows too, so that nothing is looked for in two places.
    """
    build, lay_over = MacroNamespaceBuilder.build_namespace, ManifestContext.to_dict
    look_in_both, everywhere = MacroFuzzTemplate.new_context, MacroFuzzEnvironment().globals
    made: dict[tuple[str, ...], tuple[Any, int, MacroNamespace]] = {}

    def build_once(self: MacroNamespaceBuilder, macros: Mapping[str, Any], ctx: dict[str, Any]) -> MacroNamespace:
        ctx[CONTEXT] = (ctx, self.node, self.thread_ctx)
        key = (self.root_package, self.search_package, *self.internal_package_names_order)
        count = sum(map(len, macros.values()))  # while dbt parses they become more
        if key not in made or made[key][0] is not macros or made[key][1] != count:
            space = build(self, macros, ctx)
            space.flat = {**space}
            made[key] = (macros, count, space)
        return made[key][2]

    def lay_over_once(self: ManifestContext) -> dict[str, Any]:
        if not isinstance(self.namespace, MacroNamespace):
            return lay_over(self)
        values: dict[str, Any] = BaseContext.to_dict(self)
        values.update(self.namespace.flat)
        for name in everywhere.keys() - values.keys():
            values[name] = everywhere[name]
        return values

    def look_in_one(self: MacroFuzzTemplate, vars: dict[str, Any] | None = None, *others: Any, **named: Any) -> Context:
        if not vars or CONTEXT not in vars:
            return look_in_both(self, vars, *others, **named)
        return self.environment.context_class(self.environment, vars, self.name, self.blocks)

    dbt.context.macros.MacroGenerator = lambda macro, *_: Shared(macro)
    MacroNamespaceBuilder.build_namespace = build_once
    ManifestContext.to_dict = lay_over_once
    MacroFuzzTemplate.new_context = look_in_one


def share_modules() -> None:
    """For each node dbt wraps anew every function of `modules.itertools`, to say that it is deprecated."""
    modules = dbt.context.base.get_context_modules()
    dbt.context.base.get_context_modules = lambda: modules


def keep_types() -> None:
    """For each result dbt makes new readers of dates, which compile all the forms that dates come in.

    For each result without rows too, of which a build has hundreds: a table cannot be changed, and so one is enough.
    """
    build, made = agate_helper.build_type_tester, dict[tuple[str, ...], list[Any]]()
    empty = agate_helper.empty_table()
    agate_helper.empty_table = lambda: empty

    def build_of_kept(text_columns: Iterable[str], string_null_values: Iterable[str] = ("null", "")) -> TypeTester:
        nulls = tuple(string_null_values)
        if nulls not in made:
            made[nulls] = build((), nulls)._possible_types
        return TypeTester(force=dict.fromkeys(text_columns, made[nulls][-1]), types=made[nulls])

    agate_helper.build_type_tester = build_of_kept


def collect_seldom() -> None:
    """A parse or a build makes a million objects that stay; to look through them for garbage takes an eighth of it."""
    gc.set_threshold(200_000, 50, 1000)


def use_one_thread() -> None:
    """There is a process a core: DuckDB's second thread in each takes a ninth of a small build from the others."""
    connect = duckdb.connect

    def connect_with_one(*arguments: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        connection = connect(*arguments, **named)
        if "threads" not in named.get("config", {}):
            connection.execute("set threads = 1")
        return connection

    duckdb.connect = connect_with_one


def leave_askers_unnamed() -> None:
    """dbt looks through all modules, for each frame, for who asks for a flag of its behaviour: an eighth of tests."""
    BehaviorFlagRendered._default_source = staticmethod(lambda: "tests")
