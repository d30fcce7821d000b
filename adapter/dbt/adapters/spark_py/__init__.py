"""dbt-spark over Spark Connect, plus Python models that run in the dbt process."""

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.spark_py.connections import SparkPyCredentials
from dbt.adapters.spark_py.impl import SparkPyAdapter
from dbt.include.spark_py import PACKAGE_PATH

Plugin = AdapterPlugin(
    adapter=SparkPyAdapter,
    credentials=SparkPyCredentials,
    include_path=PACKAGE_PATH,
    dependencies=["spark"],
)
