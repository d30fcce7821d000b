"""How much memory DuckDB may take before it goes to disk: a plugin of dbt-duckdb, named in profiles.yml.

DuckDB makes a join of every list of words that a text is compared with (`in`), and a join holds some thirty megabytes,
however short the list. The rules that look at files have dozens: compared one by one they take a fifth of the memory
and two thirds of the time, and millions of ids are read as fast.
"""

from __future__ import annotations

from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from ltv.errors import OptionError

PER_THREAD = 256  # MB: with much less, ten million text ids run out of memory; with more, no build was faster


class Plugin(BasePlugin):
    """config: memory_limit, as DuckDB writes it (4GB); empty for as much as the machine's threads need."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """See BasePlugin."""
        self.memory_limit = str(plugin_config.get("memory_limit") or "")

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """See BasePlugin."""
        conn.execute("set disabled_optimizers = 'in_clause'")

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Limit what all cursors take together. Raises OptionError where memory_limit is no amount of memory.

        For each cursor anew, since DuckDB then gives back what it no longer needs: the next node may be Python.
        """
        (threads,) = cursor.execute("select current_setting('threads')").fetchall()[0]
        limit = self.memory_limit or f"{PER_THREAD * threads}MB"
        try:
            cursor.execute("set memory_limit = '{}'".format(limit.replace("'", "''")))
        except duckdb.Error as error:
            allowed = "allowed are amounts as in 4GB, or nothing"
            raise OptionError(f"memory_limit (LTV_DUCKDB_MEMORY): received {limit!r}; {allowed}") from error
