"""A throw-away dbt project that builds on a throw-away PostgreSQL server."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from dbt.cli.main import dbtRunner, dbtRunnerResult
from server import Postgres

PROJECT = """
name: ltv_monitor
profile: test
flags: {send_anonymous_usage_stats: false}
"""


@dataclass(frozen=True)
class Project:
    """A dbt project in a folder of its own, building into a schema of its own."""

    root: Path
    schema: str
    postgres: Postgres
    messages: list[str] = field(default_factory=list)  # what dbt said, in order

    def file(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text).lstrip("\n"), encoding="utf8")

    def sql(self, name: str, text: str) -> None:
        self.file(f"models/{name}.sql", text)

    def python(self, name: str, text: str) -> None:
        self.file(f"models/{name}.py", text)

    def yaml(self, text: str) -> None:
        self.file("models/models.yml", text)

    def profile(self, **settings: object) -> None:
        output = {
            "type": "postgres_py",
            "host": self.postgres.host,
            "port": self.postgres.port,
            "user": self.postgres.user,
            "password": "",
            "dbname": self.postgres.dbname,
            "schema": self.schema,
            "threads": 2,
            **settings,
        }
        self.file("profiles.yml", json.dumps({"test": {"target": "test", "outputs": {"test": output}}}))

    def dbt(self, *arguments: str) -> dbtRunnerResult:
        folder = str(self.root)
        runner = dbtRunner(callbacks=[lambda event: self.messages.append(event.info.msg)])
        quiet = ["--no-use-colors", "--log-level-file", "none"]  # dbt does not close its log file
        return runner.invoke([*arguments, "--project-dir", folder, "--profiles-dir", folder, *quiet])

    def build(self, *arguments: str) -> None:
        result = self.dbt("build", *arguments)
        assert result.success, result.exception or [node.message for node in result.result]

    def failures(self, *arguments: str) -> dict[str, str]:
        """What each failing node of a build says."""
        result = self.dbt("build", *arguments)
        assert not result.success
        assert result.exception is None, result.exception
        return {node.node.name: node.message for node in result.result if node.status in ("error", "fail")}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query in which `here` stands for the project's schema."""
        return self.postgres.rows(sql.replace("here.", f"{self.schema}."))

    def types(self, relation: str) -> dict[str, str]:
        return dict(
            self.rows(
                "select attname, format_type(atttypid, atttypmod) from pg_attribute "
                f"where attrelid = 'here.{relation}'::regclass and attnum > 0 order by attnum"
            )
        )


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.02)
