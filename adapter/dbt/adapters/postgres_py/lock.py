"""One build at a time in a schema: an advisory lock on a connection of its own.

dbt opens and closes a connection for every node, so none of those can hold a lock for a whole run. The server releases
the lock when the connection closes, however the process ends.
"""

import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from dbt.adapters.events.logging import AdapterLogger
from dbt_common.exceptions import DbtRuntimeError

logger = AdapterLogger("postgres_py")

POLL_SECONDS = 0.5  # asked again and again rather than waited for, so that Ctrl-C is heard

# The session is idle while it holds the lock; the setting exists from PostgreSQL 14 on.
STAY = "select set_config(name, '0', false) from pg_settings where name = 'idle_session_timeout'"

HOLDER = """
select
    concat('process ', pid, ' of user ', usename, ' at ' || host(client_addr), ', since ', backend_start::timestamp(0))
from pg_locks as locks join pg_stat_activity as activity using (pid)
where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = %s
    and locks.database = (select oid from pg_database where datname = current_database())
"""


@dataclass
class BuildLock:
    """The locks that this process holds, by schema, each on its own connection."""

    handles: dict[str, Any] = field(default_factory=dict)

    def hold(self, schema: str, handle: Any, wait_seconds: float) -> None:
        """Lock the schema on a connection of its own in autocommit; after so many seconds, raise naming who has it."""
        key = _key(schema)
        _first(handle, STAY)
        deadline = time.monotonic() + wait_seconds
        announced = False
        while not _first(handle, "select pg_try_advisory_lock(%s)", key):
            holder = _first(handle, HOLDER, key) or "a process that has just ended"
            if time.monotonic() >= deadline:
                raise DbtRuntimeError(
                    f'schema "{schema}" is being built by {holder}; waited {wait_seconds:g} s for it to end. Run again '
                    "when it has, or end it with pg_terminate_backend"
                )
            if not announced:
                logger.info(f'Schema "{schema}" is being built by {holder}: waiting up to {wait_seconds:g} s')
                announced = True
            time.sleep(min(POLL_SECONDS, max(0.0, deadline - time.monotonic())))
        self.handles[schema] = handle

    def release(self) -> None:
        while self.handles:
            self.handles.popitem()[1].close()


def _key(schema: str) -> int:
    """63 bits, positive as pg_locks shows them."""
    return int.from_bytes(sha256(f"dbt build of {schema}".encode()).digest()[:8]) >> 1


def _first(handle: Any, sql: str, *parameters: int) -> Any:
    with handle.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row and row[0]
