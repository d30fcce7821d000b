"""dbt-postgres's connections, able to COPY."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import psycopg2.extensions
from dbt.adapters.contracts.connection import Connection
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.postgres.connections import PostgresConnectionManager, PostgresCredentials

logger = AdapterLogger("postgres_py")

COPY_BUFFER_BYTES = 1 << 20


class Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writer(Protocol):
    def write(self, data: bytes, /) -> object: ...


@dataclass
class PostgresPyCredentials(PostgresCredentials):
    @property
    def type(self) -> str:
        return "postgres_py"


class PostgresPyConnectionManager(PostgresConnectionManager):
    TYPE = "postgres_py"

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """As dbt-postgres opens it. Floats are then written so that they are read as they are.

        Servers may be set to fifteen digits, or fewer, which were the default before PostgreSQL 12.
        """
        connection = super().open(connection)  # type: ignore[no-untyped-call]
        with connection.handle.cursor() as cursor:
            cursor.execute("set extra_float_digits = 1")
        connection.handle.commit()
        return connection

    def copy(self, sql: str, stream: Reader | Writer) -> int:
        """COPY to or from a stream on this thread's connection; return the number of rows."""
        connection = self.get_thread_connection()
        logger.debug(f"On {connection.name}: {sql}")
        with self.exception_handler(sql), connection.handle.cursor() as cursor:
            cursor.copy_expert(sql, stream, COPY_BUFFER_BYTES)
            return int(cursor.rowcount)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """End the transaction that reading opens, so that no session is "idle in transaction" while a model computes.

        A transaction that was open before, by a pre-hook for instance, is dbt's to end.
        """
        handle = self.get_thread_connection().handle
        idle = handle.info.transaction_status == psycopg2.extensions.TRANSACTION_STATUS_IDLE
        yield
        if idle:
            handle.rollback()
