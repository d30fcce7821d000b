"""Runs the code of a Python model: `model(dbt, session)`, where refs, sources and `session.sql` have `.df()`."""

import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import Any

import pandas as pd
from dbt_common.exceptions import DbtRuntimeError


@dataclass(frozen=True)
class Query:
    """What `dbt.ref`, `dbt.source` and `session.sql` return; nothing is read before `.df()`."""

    sql: str
    read: Callable[[str], pd.DataFrame]

    def df(self) -> pd.DataFrame:
        return self.read(self.sql)

    def filter(self, condition: str) -> "Query":
        """The rows that meet an SQL condition, as with DuckDB's relations; the server leaves out the others."""
        return Query(f"select * from ({self.sql}\n) as unfiltered where {condition}", self.read)


@dataclass(frozen=True)
class Session:
    read: Callable[[str], pd.DataFrame]

    def sql(self, query: str) -> Query:
        return Query(query, self.read)

    def table(self, name: str) -> Query:
        return self.sql(f"select * from {name}")


def run(code: str, path: str, session: Session) -> pd.DataFrame:
    """The frame that the model returns; its failure as an error that shows the user's own lines."""
    # dbt appends to the user's file, so that line numbers agree; the source may lie in a package, or elsewhere.
    linecache.cache[path] = (len(code), None, code.splitlines(keepends=True), path)
    namespace: dict[str, Any] = {"__name__": "dbt_python_model", "__file__": path}
    try:
        exec(compile(code, path, "exec", dont_inherit=True), namespace)
        result = namespace["model"](namespace["dbtObj"](session.table), session)
        frame = _in_pandas(result.df() if isinstance(result, Query) else result)
    except (Exception, SystemExit) as error:  # a SystemExit would leave dbt waiting for its worker for ever
        raise DbtRuntimeError(f"Python model failed:\n{_traceback(error, path)}") from error
    if not isinstance(frame, pd.DataFrame):
        raise DbtRuntimeError(
            f"model() in {path} returned {type(result)}; allowed are pandas or polars frames, Arrow tables, a dbt.ref"
        )
    return frame


def _in_pandas(frame: Any) -> Any:
    """Arrow tables and polars frames as pandas; whole numbers beside nulls keep their digits."""
    library = type(frame).__module__.partition(".")[0]
    table = frame.to_arrow() if library == "polars" and hasattr(frame, "to_arrow") else frame
    if type(table).__module__.partition(".")[0] == "pyarrow" and hasattr(table, "to_pandas"):
        return table.to_pandas(integer_object_nulls=True)
    return frame


def _traceback(error: BaseException, path: str) -> str:
    """The traceback from the model's own file on; what the database refused, up to the line that asked for it."""
    told = traceback.TracebackException.from_exception(error)
    frames = list(dropwhile(lambda frame: frame.filename != path, told.stack))
    if isinstance(error, DbtRuntimeError):
        frames = list(takewhile(lambda frame: frame.filename != __file__, frames))
        told.__cause__ = told.__context__ = None
    told.stack = traceback.StackSummary.from_list(frames or list(told.stack))
    return "".join(told.format()).rstrip()
