"""dbt-postgres plus Python models, seeds by COPY and a lock that lets one build at a time write to a schema."""

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.postgres_py.connections import PostgresPyCredentials
from dbt.adapters.postgres_py.impl import PostgresPyAdapter
from dbt.include.postgres_py import PACKAGE_PATH

Plugin = AdapterPlugin(
    adapter=PostgresPyAdapter,  # type: ignore[arg-type]  # as in dbt's own plugins: its protocol is too narrow
    credentials=PostgresPyCredentials,
    include_path=PACKAGE_PATH,
    dependencies=["postgres"],
)
