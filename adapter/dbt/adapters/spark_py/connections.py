"""dbt-spark's `session` connections, all on one session of Spark Connect."""

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.spark.connections import SparkConnectionManager, SparkCredentials
from dbt.adapters.spark.session import Connection as SessionConnection
from dbt.adapters.spark.session import Cursor, SessionConnectionWrapper
from dbt.adapters.spark_py.session import SETTINGS, connect, told
from dbt_common.exceptions import DbtRuntimeError
from pyspark.errors import PySparkException
from pyspark.sql import Row, SparkSession

REMOTE = "spark.remote"


@dataclass
class SparkPyCredentials(SparkCredentials):
    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.server_side_parameters.get(REMOTE):
            raise DbtRuntimeError(
                "The spark target needs the address of a Spark Connect server in SPARK_REMOTE, as in sc://localhost:15002"
            )
        self.server_side_parameters |= SETTINGS

    @property
    def type(self) -> str:
        return "spark_py"


class SessionCursor(Cursor):
    """A cursor on a session that is made once: dbt-spark's asks the server for every setting before every statement."""

    def __init__(self, session: SparkSession) -> None:
        super().__init__()
        self.session = session

    def execute(self, sql: str, *parameters: Any) -> None:
        try:
            self._df = self.session.sql(sql % parameters if parameters else sql)
        except PySparkException as error:
            raise DbtRuntimeError(told(error)) from error

    def fetchall(self) -> list[Row] | None:
        try:
            return super().fetchall()
        except PySparkException as error:
            raise DbtRuntimeError(told(error)) from error


class SharedSession(SessionConnection):
    def __init__(self, session: SparkSession) -> None:
        super().__init__()
        self.session = session

    def cursor(self) -> SessionCursor:
        return SessionCursor(self.session)


class SparkPyConnectionManager(SparkConnectionManager):
    TYPE = "spark_py"
    _session: SparkSession | None = None
    _opening = Lock()

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        if connection.state != ConnectionState.OPEN:
            connection.handle = SessionConnectionWrapper(SharedSession(cls.session(connection.credentials)))
            connection.state = ConnectionState.OPEN
        return connection

    @classmethod
    def session(cls, credentials: Any) -> SparkSession:
        with cls._opening:
            if cls._session is None:
                settings = dict(credentials.server_side_parameters)
                try:
                    cls._session = connect(settings.pop(REMOTE), settings)
                except ConnectionError as error:
                    raise DbtRuntimeError(str(error)) from error
            return cls._session

    @classmethod
    def close_session(cls) -> None:
        with cls._opening:
            session, cls._session = cls._session, None
        if session is not None:
            with suppress(Exception):  # the server may be gone, and then so is the session
                session.stop()
