"""The job of a day in Airflow 3: one dbt build, then its alerts. docs/operations.md says what to set.

The project's own environment has the dbt and the ltv that are started here; Airflow's needs neither. When Airflow reads
this file, nothing of dbt is run or read.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException
from cosmos.config import ProfileConfig
from cosmos.constants import InvocationMode
from cosmos.operators.local import DbtBuildLocalOperator

PROJECT = Path(os.environ.get("LTV_PROJECT_DIR") or Path(__file__).resolve().parents[3])
PROGRAMS = PROJECT / ".venv" / "bin"
TARGET = os.environ.get("LTV_TARGET", "duckdb")
FIRED = 3  # how `ltv alerts` ends where an alert fires


def read_mapping(_context: Any, build: Any) -> None:
    """The variables in the file LTV_MAPPING, read anew by each build. A relative data_dir is beside the file."""
    if mapping := os.environ.get("LTV_MAPPING"):
        build.vars = yaml.safe_load(Path(mapping).read_text(encoding="utf-8"))
        if "data_dir" in build.vars:
            build.vars["data_dir"] = str(Path(mapping).resolve().parent / build.vars["data_dir"])


@dag(
    schedule="0 6 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,  # a build takes all that is there: days that were missed need no build of their own
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    tags=["ltv"],
)
def ltv_daily() -> None:
    """LTV against CAC per channel, every day."""
    build = DbtBuildLocalOperator(
        task_id="build",
        project_dir=str(PROJECT),
        profile_config=ProfileConfig(
            profile_name="ltv_monitor", target_name=TARGET, profiles_yml_filepath=PROJECT / "profiles.yml"
        ),
        invocation_mode=InvocationMode.SUBPROCESS,
        dbt_executable_path=str(PROGRAMS / "dbt"),
        install_deps=False,
        emit_datasets=False,
        should_store_compiled_sql=False,
        interceptors=[read_mapping],
        execution_timeout=timedelta(hours=2),
    )

    # The run fails where the build has, whatever `alerts` finds.
    built = EmptyOperator(task_id="built")

    @task(trigger_rule="all_done")
    def alerts() -> None:
        """Fails at once where an alert of warn or error fires, as one that fails the build does: to look again would
        find it again."""
        ended = subprocess.run([PROGRAMS / "ltv", "alerts", "--target", TARGET], cwd=PROJECT)
        if ended.returncode == FIRED:
            raise AirflowFailException(
                "An alert fires, or the build failed: the log above says which, why it matters and what to do."
            )
        ended.check_returncode()

    build >> [alerts(), built]


ltv_daily()
