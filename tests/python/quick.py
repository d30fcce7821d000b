"""dbt hundreds of times in one process: what it does anew each time for nobody is left out. Its results are equal."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from functools import partial
from typing import Any

from dbt.clients.jinja import MacroGenerator
from dbt.context.base import BaseContext
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.context.manifest import ManifestContext
from dbt.contracts.graph.nodes import Macro
from dbt.tracking import track_behavior_change_warn
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.clients.jinja import MacroFuzzEnvironment
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.tests import enable_test_caching


def be_quick() -> None:
    """All of it, for tests that hear no message of level debug."""
    collect_seldom()
    keep_templates()
    skip_what_nobody_hears()
    fill_contexts_at_once()
    leave_askers_unnamed()


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


class Deferred(partial[Any], MacroGenerator):
    """A macro's generator, with its context, node and stack, that is made when it is called."""

    __init__ = object.__init__
    context, node, stack, macro = (property(lambda self, i=i: self.args[i]) for i in range(4))


def call_deferred(context: dict[str, Any], node: Any, stack: Any, macro: Macro, *arguments: Any, **named: Any) -> Any:
    return MacroGenerator(macro, context, node, stack)(*arguments, **named)


def fill_contexts_at_once() -> None:
    """dbt makes an object for each of 800 macros twice a node, and looks each up by asking five dictionaries in turn.

    The objects here are made without a line of Python each, and the dictionaries are laid over one another.
    """

    def add_macros(self: MacroNamespaceBuilder, macros: Iterable[Macro], ctx: dict[str, Any]) -> None:
        own = [*macros]
        if not own:
            return
        package = own[0].package_name  # dbt asks for one package at a time
        defer = partial(Deferred, call_deferred, ctx, self.node, self.thread_ctx)
        made = dict(zip([macro.name for macro in own], map(defer, own), strict=True))
        if package in self.internal_package_names:
            self.internal_packages[package] = made
            return
        self.packages[package] = made
        if package == self.search_package:
            self.locals.update(made)
        elif package == self.root_package:
            self.globals.update(made)

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


def leave_askers_unnamed() -> None:
    """dbt looks through all modules, for each frame, for who asks for a flag of its behaviour: an eighth of tests."""
    BehaviorFlagRendered._default_source = staticmethod(lambda: "tests")
