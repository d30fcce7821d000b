"""One session of Spark Connect."""

import logging
import socket
import warnings
from collections.abc import Mapping
from urllib.parse import urlsplit

from pyspark.sql import SparkSession

PORT = 15002  # of Spark Connect, where an address names none
PATIENCE_SECONDS = 10

# What the project's SQL counts on. Without ANSI mode, which dbt-spark switches off, a bad cast and 1 / 0 are null, and
# sums overflow in silence. A timestamp is a wall clock, as on DuckDB and PostgreSQL.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}


def connect(remote: str, settings: Mapping[str, str] | None = None) -> SparkSession:
    """A new session at an address such as sc://localhost:15002. Raises ConnectionError where nobody answers."""
    _knock(remote)
    logging.getLogger("SQLQueryContextLogger").disabled = True  # what goes wrong is an error, which its reader tells
    builder = SparkSession.builder.remote(remote)
    for name, value in {**(settings or {}), **SETTINGS}.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        # Frames go through Arrow here, never through pyspark's own pandas.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        try:
            return builder.create()
        except Exception as error:
            raise ConnectionError(f"Spark at {_place(remote)} gives no session: {told(error)}") from error


def told(error: Exception) -> str:
    """What went wrong, without the query's plan and the stack of the JVM."""
    return str(error).partition("\n\nJVM stacktrace:")[0].partition("\n'")[0].strip(" ;\n")


def _knock(remote: str) -> None:
    """pyspark itself would try for ten minutes."""
    address = urlsplit(remote)
    try:
        socket.create_connection((address.hostname or "", address.port or PORT), PATIENCE_SECONDS).close()
    except (OSError, ValueError) as error:
        raise ConnectionError(f"no Spark Connect server answers at {_place(remote)}: {error}") from error


def _place(remote: str) -> str:
    """The address without what may be secret in it."""
    return urlsplit(remote).netloc or remote.partition(";")[0]
