"""The dbt project of the command line: where it is, and dbt run in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from dbt.artifacts.schemas.run import RunResult

NAME = "ltv_monitor"
SCHEMA_VARIABLES = ("LTV_SCHEMA", "LTV_DUCKDB_SCHEMA")  # of profiles.yml
FAILED = ("error", "fail", "runtime error")


class CommandError(Exception):
    """What went wrong, in plain words."""


def project_folder() -> Path:
    """The project: LTV_PROJECT_DIR, the current folder or one above, or where the package lies. Raises CommandError."""
    said = os.environ.get("LTV_PROJECT_DIR")
    here = Path.cwd()
    for folder in [Path(said)] if said else [here, *here.parents, *Path(__file__).resolve().parents[2:3]]:
        file = folder / "dbt_project.yml"
        if file.is_file() and re.search(
            rf"^name:\s*['\"]?{NAME}['\"]?\s*$", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            return folder.resolve()
    raise CommandError(
        f"The dbt project {NAME} was not found: go to its folder, or set LTV_PROJECT_DIR to it"
        + (f" (it is {said})." if said else ".")
    )


def database() -> Path:
    """The DuckDB file that builds write to: LTV_DUCKDB_PATH, else ltv.duckdb in the project's folder.

    Raises CommandError where it is a folder, or its name is one that DuckDB takes for a schema or a catalog of its own.
    """
    said = os.environ.get("LTV_DUCKDB_PATH")
    if said and Path(said).is_dir():
        raise CommandError(f"LTV_DUCKDB_PATH is {said}, a folder; give a file, such as {Path(said) / 'ltv.duckdb'}.")
    if said and re.fullmatch("main|temp|system|main_[a-z]+", Path(said).stem.lower()):
        raise CommandError(
            f"LTV_DUCKDB_PATH is {said}: DuckDB calls a database as its file, and {Path(said).stem} is a name of "
            "its own or of a schema; give the file another name, such as ltv.duckdb."
        )
    return Path(said).resolve() if said else project_folder() / "ltv.duckdb"


@dataclass(frozen=True)
class Outcome:
    """How a run of dbt ended: the nodes' results, and in plain words what failed."""

    success: bool
    results: Sequence[RunResult]
    problems: list[str]


def run_dbt(
    arguments: Sequence[str],
    *,
    duckdb: Path | None = None,
    schema: str | None = None,
    progress: bool = True,
    told: bool = False,
) -> Outcome:
    """Run dbt in the project's folder, into the DuckDB file `duckdb` (see `database`), showing which node is built.

    `schema`: the beginning of the schemas' names, where not the usual one. `told`: what macros log to the console is
    printed.
    """
    from dbt.cli.main import dbtRunner  # takes seconds to import

    folder = project_folder()
    quiet = ["--quiet"] if told else ["--quiet", "--log-level", "none", "--log-level-file", "none"]
    schemas = dict.fromkeys(SCHEMA_VARIABLES, schema) if schema else {}
    places = {"LTV_DUCKDB_PATH": str(duckdb or database()), "DBT_PROFILES_DIR": _profiles(folder), **schemas}
    with _environment(**places), _in(folder):
        with _Progress(progress) as shown:
            ended = dbtRunner(callbacks=[shown.event]).invoke([*quiet, *arguments])
        _close_connections()
    results = list(getattr(ended.result, "results", None) or [])
    problems = [plain_message(str(ended.exception))] if ended.exception else []
    problems += [_problem(one) for one in results if str(one.status) in FAILED and one.message]
    return Outcome(bool(ended.success), results, list(dict.fromkeys(problems)))


def _problem(result: RunResult) -> str:
    message = plain_message(str(result.message))
    return message if str(result.status) == "error" else f"The test {result.node.name} failed: {message}."


def plain_message(message: str) -> str:
    """A message of dbt without the lines that say in which of its own files it was raised."""
    if locked := re.search(r'Could not set lock on file "([^"]+)"', message):
        return f"{locked[1]} is open in another program, perhaps another ltv: wait until that has ended."
    text = re.sub(r"^\s*(Compilation|Runtime|Database) Error[^\n]*\n", "", message)
    text = re.split(r"\n\s*\n?\s*> in |\n\s*compiled code at|\n\s*LINE \d+:", text)[0]
    return "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())


def target_option() -> Any:
    """The option --target of every command that talks to a warehouse."""
    return typer.Option(None, "--target", "-t", help="Target of profiles.yml: duckdb (default), postgres or spark.")


def _profiles(folder: Path) -> str:
    return os.environ.get("DBT_PROFILES_DIR") or str(folder)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def _close_connections() -> None:
    """Give the DuckDB file back: dbt-duckdb keeps it open for the life of the process."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()


class _Progress:
    """A line that says what dbt is doing, while it does it."""

    def __init__(self, on: bool) -> None:
        from rich.console import Console

        self.console = Console(stderr=True)
        self.status = self.console.status("reading the project") if on and self.console.is_terminal else None
        self.done = 0

    def __enter__(self) -> _Progress:
        if self.status:
            self.status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.status:
            self.status.stop()

    def event(self, event: Any) -> None:
        """Take an event of dbt."""
        if self.status and event.info.name in ("NodeStart", "NodeFinished"):
            self.done += event.info.name == "NodeFinished"
            self.status.update(f"{self.done} done; {event.data.node_info.node_name}")
