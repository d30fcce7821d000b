"""How much memory DuckDB may take before it goes to disk: a plugin of dbt-duckdb, named in profiles.yml.

DuckDB makes a join of every list of words that a text is compared with (`in`), and a join holds some thirty megabytes,
however short the list. The rules that look at files have dozens: compared one by one they take a fifth of the memory
and two thirds of the time, and millions of ids are read as fast.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from ltv.errors import OptionError

PER_THREAD = 256  # MB: with much less, ten million text ids run out of memory; with more, no build was faster
RESIDENT = Path("/proc/self/statm")  # Linux: sizes of this process in pages, the second one is what it holds in memory
LITTLE = 2**18  # pages, 1 GB where they have 4 kB: whoever holds less need not give anything back


class Plugin(BasePlugin):
    """config: memory_limit, as DuckDB writes it (4GB); empty for as much as the machine's threads need."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """See BasePlugin."""
        self.memory_limit = str(plugin_config.get("memory_limit") or "")

        self.is_limited = False

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """See BasePlugin."""
        conn.execute("set disabled_optimizers = 'in_clause'")
        self.is_limited = False

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Limit what all cursors take together. Raises OptionError where memory_limit is no amount of memory.

        In a large process for each cursor anew, since DuckDB then gives back what it no longer needs: the next node may
        be Python. In a small one that would only take time, a thousandth of a second for each of hundreds of nodes.
        """
        if self.is_limited and holds_little():
            return
        (threads,) = cursor.execute("select current_setting('threads')").fetchall()[0]
        limit = self.memory_limit or f"{PER_THREAD * threads}MB"
        try:
            cursor.execute("set memory_limit = '{}'".format(limit.replace("'", "''")))
        except duckdb.Error as error:
            allowed = "allowed are amounts as in 4GB, or nothing"
            raise OptionError(f"memory_limit (LTV_DUCKDB_MEMORY): received {limit!r}; {allowed}") from error
        self.is_limited = True


def holds_little() -> bool:
    """Whether this process holds less than LITTLE of memory; False where the system does not say."""
    return RESIDENT.exists() and int(RESIDENT.read_text().split()[1]) < LITTLE
