"""dbt-postgres plus Python models, seeds by COPY and a lock that lets one build at a time write to a schema."""

from dbt.adapters.base import AdapterPlugin

from dbt.adapters.postgres_py.connections import PostgresPyCredentials
from dbt.adapters.postgres_py.impl import Postgres_PyAdapter
from dbt.include.postgres_py import PACKAGE_PATH

Plugin = AdapterPlugin(
    adapter=Postgres_PyAdapter,
    credentials=PostgresPyCredentials,
    include_path=PACKAGE_PATH,
    dependencies=["postgres"],
)
