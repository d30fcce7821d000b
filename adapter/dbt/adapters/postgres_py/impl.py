"""The adapter: dbt-postgres, with Python models that run in the dbt process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.context import SpawnContext
from typing import Any

import pandas as pd
from dbt.adapters.base.meta import available
from dbt.adapters.base.relation import AdapterTrackingRelationInfo, BaseRelation
from dbt.adapters.contracts.connection import AdapterResponse, Connection, Identifier
from dbt.adapters.contracts.relation import RelationConfig
from dbt.adapters.postgres.impl import PostgresAdapter
from dbt.adapters.postgres_py import python_model, read, seed, write
from dbt.adapters.postgres_py.connections import PostgresPyConnectionManager
from dbt.adapters.postgres_py.lock import BuildLock

COPIED = 'pg_temp."python_model_copied"'  # the frame as COPY leaves it
ROWS = 'pg_temp."python_model_rows"'  # the same in the columns' final types


@dataclass
class ByteStream:
    """A file to read, to psycopg2, of chunks made on the way."""

    chunks: Iterator[bytes]

    def read(self, size: int, /) -> bytes:
        return next(self.chunks, b"")


class PostgresPyAdapter(PostgresAdapter):
    ConnectionManager = PostgresPyConnectionManager
    connections: PostgresPyConnectionManager

    def __init__(self, config: Any, mp_context: SpawnContext) -> None:
        super().__init__(config, mp_context)
        self._build_lock = BuildLock()
        self._cached: tuple[list[RelationConfig], set[BaseRelation] | None] = ([], None)

    @classmethod
    def get_adapter_run_info(cls, config: RelationConfig) -> AdapterTrackingRelationInfo:
        """For dbt's usage statistics: by the name of this class, it would not find a version."""
        return PostgresAdapter.get_adapter_run_info(config)

    # Python models

    @available
    def submit_python_job(self, parsed_model: dict[str, Any], compiled_code: str) -> AdapterResponse:
        """Run a Python model; its rows are then in `python_rows`, until this thread's connection closes."""
        session = python_model.Session(self._read)
        frame = python_model.run(compiled_code, parsed_model["original_file_path"], session)
        data_types = {name: column.get("data_type") for name, column in parsed_model["columns"].items()}
        columns = write.columns_of(frame, {name: data_type for name, data_type in data_types.items() if data_type})
        self.execute(f"drop table if exists {COPIED} cascade", auto_begin=True)
        self.execute(f"create temporary table {_unqualified(COPIED)} ({', '.join(c.definition for c in columns)})")
        count = self.connections.copy(f"copy {COPIED} from stdin (format binary)", ByteStream(write.pack(columns)))
        write.refuse_losses(columns, COPIED, lambda query: self.execute(query, fetch=True)[1].rows)
        expressions = ", ".join(column.expression for column in columns)
        self.execute(f"create temporary view {_unqualified(ROWS)} as select {expressions} from {COPIED}")
        return AdapterResponse(_message=f"COPY {count}", code="COPY", rows_affected=count)

    @available
    def python_rows(self) -> str:
        """Where the rows of the Python model that ran last on this thread are."""
        return ROWS

    def _read(self, query: str) -> pd.DataFrame:
        with self.connections.read_only():
            _, cursor = self.connections.add_query(read.description_sql(query), auto_begin=False)
            description = [(column.name, column.type_code) for column in cursor.description]
            csv = BytesIO()
            self.connections.copy(read.copy_sql(query, description), csv)
        csv.seek(0)
        return read.parse(csv, description)

    # Seeds

    @available.parse_none
    def copy_seed(self, sql: str, agate_table: Any) -> None:
        self.connections.copy(sql, ByteStream(seed.lines(agate_table.rows)))

    # One build at a time

    @available.parse_none
    def hold_build_lock(self, schema: str, wait_seconds: float) -> None:
        """Keep other builds out of the schema until this run ends; wait for one that is there already."""
        if schema in self._build_lock.handles:
            return
        connection = Connection(Identifier(self.type()), "build_lock", self.config.credentials)
        handle = self.connections.open(connection).handle
        try:
            handle.commit()  # opening may have set a role
            handle.autocommit = True
            self._build_lock.hold(schema, handle, wait_seconds)
        except BaseException:
            handle.close()
            raise
        # The cache was filled before the hook could run, perhaps while another build was swapping tables.
        relation_configs, required_schemas = self._cached
        super().set_relations_cache(relation_configs, clear=True, required_schemas=required_schemas)

    def set_relations_cache(
        self,
        relation_configs: Iterable[RelationConfig],
        clear: bool = False,
        required_schemas: set[BaseRelation] | None = None,
    ) -> None:
        self._cached = list(relation_configs), required_schemas
        super().set_relations_cache(self._cached[0], clear, required_schemas)

    def cleanup_connections(self) -> None:
        super().cleanup_connections()
        self._build_lock.release()


def _unqualified(relation: str) -> str:
    return relation.removeprefix("pg_temp.")
