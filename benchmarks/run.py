"""Benchmarks: the whole job and its parts against a plain lifetimes script and a bare group-by, interleaved in one run.

Usage: python benchmarks/run.py [--customers 10000 100000 1000000 10000000] [--rounds 5]. Ten million get one round.

Writes benchmarks/results.md, whose section on PostgreSQL is benchmarks/postgres.py's. Whole processes are measured by
the operating system's own accounting (CPU seconds user + system, wall, peak memory).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
SMALLEST = 1_000  # customers; a build of these is all start-up
LARGEST = 10_000_000  # customers; lifetimes alone takes minutes and most of 10 GB for these
TITLE = """# Benchmarks

`make bench`: medians of {rounds} interleaved rounds (one at ten million), {cores} cores, Python {python}. About 4.6
transactions a customer over two years. Ours checks and de-duplicates every row, fits four channels each and together,
and gives intervals; the lifetimes script takes the rows as they are, fits all customers once and has no intervals.
Tests are not included, nor the marts that channel_roi does not need."""


@dataclass(frozen=True)
class Run:
    """One finished process: seconds, seconds, megabytes, and what it printed."""

    cpu: float
    wall: float
    memory: float
    output: str


def run(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a process to its end; raise if it failed."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        handles = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        settings = dict(os.environ) | {"OPENBLAS_NUM_THREADS": "1"} | dict(environment or {})
        child = os.posix_spawn(arguments[0], arguments, settings, file_actions=handles)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        output.seek(0)
        text = output.read().decode()
    if status != 0:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{text}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, text)


def shop(customers: int, work: Path) -> Path:
    """The folder of a generated shop; made by a process of its own, whose memory would count as that of later ones."""
    run([sys.executable, str(HERE / "shop.py"), str(customers), str(work / str(customers))])
    return work / str(customers)


def build(data: Path, work: Path) -> Run:
    """`dbt build` of the models on the Parquet files, into a new file; tests are not part of the figure.

    Every shop has a target folder of its own, so that dbt finds its project parsed, as from the second day on.
    """
    database = work / "bench.duckdb"
    database.unlink(missing_ok=True)
    variables = json.dumps({"raw_data": "files", "data_dir": str(data)})
    skipped = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    command = [str(BIN / "dbt"), "--quiet", "--log-level-file", "none", "build", "--select", "+channel_roi", *skipped]
    options = ["--vars", variables, "--target-path", str(target(data))]
    return run([*command, *options], {"LTV_DUCKDB_PATH": str(database)})


def target(data: Path) -> Path:
    """Where dbt keeps what it knows of the build of a shop."""
    return data.with_name(f"target_{data.name}")


def stages(data: Path) -> dict[str, float]:
    """Wall seconds of the last build's nodes, by folder (two nodes may run at once)."""
    seconds: dict[str, float] = {}
    for result in json.loads((target(data) / "run_results.json").read_text())["results"]:
        kind, _, name = result["unique_id"].split(".")[:3]
        stage = name.split("_")[0] if kind == "model" else kind
        stage = {"int": "intermediate", "stg": "staging", "base": "staging", "rejected": "staging"}.get(stage, name)
        seconds[stage] = seconds.get(stage, 0.0) + result["execution_time"]
    return seconds


def measure(customers: int, rounds: int, work: Path) -> dict[str, list[Run]]:
    """Interleaved rounds of every contender, after one warm-up of the builds."""
    data, small = shop(customers, work), shop(SMALLEST, work)
    python, runs = sys.executable, {"start-up": [], "whole job": [], "lifetimes": [], "group-by": [], "model part": []}
    for folder in (small, data):
        build(folder, work)
    for _ in range(rounds):
        runs["start-up"].append(build(small, work))
        runs["lifetimes"].append(run([python, str(HERE / "lifetimes_script.py"), str(data)]))
        runs["group-by"].append(run([python, str(HERE / "bare_group_by.py"), str(data)]))
        runs["whole job"].append(build(data, work))
        compiled = str(target(data) / "compiled" / "ltv_monitor")
        runs["model part"].append(run([python, str(HERE / "model_part.py"), str(work / "bench.duckdb"), compiled]))
    return runs


def report(customers: int, runs: dict[str, list[Run]], by_stage: dict[str, float]) -> str:
    """The section of one size."""

    def median(name: str, figure: str) -> float:
        return statistics.median(getattr(one, figure) for one in runs[name])

    def model_seconds(one: Run) -> float:
        return sum(float(line.split()[1]) for line in one.output.splitlines())

    def lifetimes_model(one: Run) -> float:
        return float(one.output.split(" model ")[1].split()[0])

    lines = [f"## {customers:,} customers", "", "| | CPU s | wall s | peak MB |", "| --- | --: | --: | --: |"]
    lines += [
        f"| {label} | {median(name, 'cpu'):.2f} | {median(name, 'wall'):.2f} | {median(name, 'memory'):,.0f} |"
        for name, label in (
            ("whole job", "`dbt build`, raw Parquet to channel_roi"),
            ("start-up", f"of which dbt's start-up (the same on {SMALLEST:,} customers)"),
            ("lifetimes", "plain lifetimes script"),
            ("group-by", "bare group-by"),
        )
    ]
    ours, theirs = (
        statistics.median(map(model_seconds, runs["model part"])),
        statistics.median(map(lifetimes_model, runs["lifetimes"])),
    )
    rounds = list(zip(runs["whole job"], runs["start-up"], strict=True))
    cpu = statistics.median(job.cpu - start.cpu for job, start in rounds)
    wall = statistics.median(job.wall - start.wall for job, start in rounds)
    lines += [
        "",
        f"Without start-up the job takes {cpu:.2f} CPU s and {wall:.2f} wall s. lifetimes takes"
        f" {median('lifetimes', 'cpu') / cpu:.1f} times the CPU and {median('lifetimes', 'wall') / wall:.1f} times"
        f" the wall time and {median('lifetimes', 'memory') / median('whole job', 'memory'):.2f} times the memory; the"
        f" bare group-by 1/{cpu / median('group-by', 'cpu'):.1f} of the CPU. The model part"
        f" (states, fits, predictions, scores) takes {ours:.2f} CPU s against {theirs:.2f} in lifetimes:"
        f" {theirs / ours:.1f} times.",
        "",
        "Model part, CPU s: " + ", ".join(runs["model part"][-1].output.split("\n")[:-1]) + ".",
        "",
        "Node wall seconds: "
        + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in sorted(by_stage.items()))
        + ".",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, LARGEST])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    work = Path(tempfile.gettempdir()) / "ltv_benchmarks"
    sections = []
    for customers in options.customers:
        runs = measure(customers, 1 if customers >= LARGEST else options.rounds, work)
        sections.append(report(customers, runs, stages(work / str(customers))))
        print(sections[-1], flush=True)
    title = TITLE.format(rounds=options.rounds, cores=os.cpu_count(), python=platform.python_version())
    results = HERE / "results.md"
    _, heading, postgres = results.read_text().partition("## PostgreSQL")
    results.write_text("\n\n".join([title, *sections, heading + postgres]).rstrip() + "\n")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
