"""What a macro of the project returns, for lists that SQL and Python share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment

MACROS = Path(__file__).parents[2] / "macros" / "inputs"


class _Returned(Exception):  # noqa: N818 - no error: it carries what is returned
    def __init__(self, value: Any) -> None:
        self.value = value


def _return(value: Any) -> NoReturn:
    raise _Returned(value)


@cache
def returned(name: str, *arguments: Any) -> Any:
    """What the macro of that name, which calls no other, returns for the arguments."""
    text = (MACROS / f"{name}.sql").read_text(encoding="utf-8")
    template = Environment(extensions=["jinja2.ext.do"]).from_string(text, globals={"return": _return})
    try:
        getattr(template.module, name)(*arguments)
    except _Returned as told:
        return told.value
    raise AssertionError(f"the macro {name} returns nothing")
