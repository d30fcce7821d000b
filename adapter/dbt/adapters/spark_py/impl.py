"""The adapter: dbt-spark, with Python models that run in the dbt process."""

from typing import Any

import pandas as pd
import pyarrow as pa
from dbt.adapters.base.meta import available
from dbt.adapters.base.relation import AdapterTrackingRelationInfo, BaseRelation
from dbt.adapters.contracts.connection import AdapterResponse
from dbt.adapters.contracts.relation import RelationConfig
from dbt.adapters.postgres_py import python_model
from dbt.adapters.spark.impl import SparkAdapter
from dbt.adapters.spark_py.connections import SparkPyConnectionManager
from dbt.adapters.spark_py.frames import frame_of, table_of
from dbt.adapters.spark_py.session import told
from dbt_common.exceptions import DbtRuntimeError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


class SparkPyAdapter(SparkAdapter):
    ConnectionManager = SparkPyConnectionManager
    connections: SparkPyConnectionManager

    @classmethod
    def get_adapter_run_info(cls, config: RelationConfig) -> AdapterTrackingRelationInfo:
        """For dbt's usage statistics: by the name of this class, it would not find a version."""
        return SparkAdapter.get_adapter_run_info(config)

    @property
    def session(self) -> SparkSession:
        return self.connections.session(self.config.credentials)

    @available
    def submit_python_job(self, parsed_model: dict[str, Any], compiled_code: str) -> AdapterResponse:
        """Run a Python model; its rows are then in the temporary view that `rows_of` names."""
        frame = python_model.run(compiled_code, parsed_model["original_file_path"], python_model.Session(self._read))
        self._make_view(self.rows_of(parsed_model), table_of(frame))
        return AdapterResponse(_message=f"OK {len(frame)}", code="OK", rows_affected=len(frame))

    @available
    def rows_of(self, parsed_model: dict[str, Any]) -> str:
        """Where the rows of a Python model or of a seed are before its table is made."""
        return "rows_of_" + parsed_model["unique_id"].replace(".", "_")

    @available.parse_none
    def seed_rows(self, parsed_model: dict[str, Any], agate_table: Any) -> None:
        """The rows of a seed as one table: dbt-spark's batches of INSERT are a job and a file each."""
        names = agate_table.column_names
        columns = zip(*agate_table.rows, strict=True) if len(agate_table.rows) else ([] for _ in names)
        texts = [pa.array([None if v is None else str(v) for v in column], pa.string()) for column in columns]
        self._make_view(self.rows_of(parsed_model), pa.table(texts, names=list(names)))

    @available.parse_none
    def find_relation(self, schema: str, identifier: str) -> BaseRelation | None:
        """The table or view of that name, in whatever letter case, asked of the catalog and not of dbt's cache."""
        try:
            _, rows = self.execute(f"show table extended in {schema} like '{identifier}'", fetch=True)
            found = self._build_spark_relation_list(rows, self._get_relation_information)
        except DbtRuntimeError:  # no such schema, or a catalog that knows no such statement
            found = self.list_relations_without_caching(self.Relation.create(schema=schema))
        return next((relation for relation in found if relation.identifier.lower() == identifier.lower()), None)

    def cleanup_connections(self) -> None:
        super().cleanup_connections()
        self.connections.close_session()

    def _read(self, query: str) -> pd.DataFrame:
        try:
            return frame_of(self.session.sql(query).toArrow())
        except PySparkException as error:
            raise DbtRuntimeError(told(error)) from error

    def _make_view(self, name: str, table: pa.Table) -> None:
        try:
            # Of a table without rows Spark does not look at the types.
            schema = from_arrow_schema(table.schema, prefer_timestamp_ntz=True)
            self.session.createDataFrame(table, schema).createOrReplaceTempView(name)
        except PySparkException as error:
            raise DbtRuntimeError(told(error)) from error
