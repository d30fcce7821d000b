"""Files for the macros of the project: a plugin of dbt-duckdb, named in profiles.yml.

It adds two functions to DuckDB. ltv_read_input(request) takes and returns JSON text: the arguments of
`ltv.inputs.joins.read`, and the fields of its Source or {"problem": one sentence}. ltv_drop_scratch(path)
removes a temporary copy that ltv_read_input made; whatever is left goes when the process ends.
"""

from __future__ import annotations

import atexit
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.func import FunctionNullHandling

from ltv.inputs.errors import InputError

_copies: set[str] = set()  # what this process wrote and may remove


class Plugin(BasePlugin):
    """No configuration."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """See BasePlugin."""
        text: list[Any] = ["varchar"]
        null = FunctionNullHandling.SPECIAL
        # A database that this process opened before still has them. To look first would take a hundredth of a second.
        with suppress(duckdb.CatalogException, duckdb.NotImplementedException):
            conn.create_function("ltv_read_input", read_input, text, "varchar", null_handling=null, side_effects=True)
            conn.create_function(
                "ltv_drop_scratch", drop_scratch, text, "boolean", null_handling=null, side_effects=True
            )


def read_input(request: str) -> str:
    """Read one source of one relation, as the module says."""
    from ltv.inputs.joins import read  # pyarrow is only loaded where files are read

    asked = json.loads(request)
    scratch = Path(asked.get("scratch") or _scratch())
    options = {name: value for name, value in (asked.get("options") or {}).items() if value is not None}
    try:
        source = read(
            Path(asked["folder"]).expanduser().absolute(),
            asked["relation"],
            scratch,
            {**options, "file": asked.get("file")},
            columns=asked.get("columns") or (),
            taken=asked.get("taken") or (),
            joined=asked.get("joined") or (),
            lowercase_emails=asked.get("lowercase_emails", True),
        )
    except InputError as problem:
        return json.dumps({"problem": str(problem)})
    _copies.update(source.copies)
    return json.dumps(source.as_json())


def drop_scratch(path: str | None) -> bool:
    """Remove a temporary copy; whether there was one."""
    if path not in _copies:
        return False
    _copies.discard(path)
    Path(path).unlink(missing_ok=True)
    return True


def _scratch() -> str:
    return tempfile.gettempdir()


@atexit.register
def _drop_all() -> None:
    for path in list(_copies):
        drop_scratch(path)
