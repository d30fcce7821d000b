"""Is a build in yesterday's database the same as one from nothing, whatever became of the rows since?

Run: python benchmarks/replay.py [SEQUENCES]   (50 by default, about 3 CPU minutes; writes benchmarks/replay.md)

Every sequence is a small shop of arrivals.py. The shops stand side by side in one database, as disjoint customers.
After every step one build goes over what the last one left, and one with `--full-refresh` begins from nothing, with the
same rows in another order. Both are compared row for row, and purchase days with what pandas makes of the raw rows;
after the last step every mart too.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import psycopg2.extras
from arrivals import SEED, STEPS, Rows, arrivals, days_by_pandas, others
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from ltv.warehouse.transactions import SCALE

PROJECT = Path(__file__).parents[1]
sys.path.append(str(PROJECT / "tests" / "python"))
from server import MISSING, Postgres, binaries, running  # noqa: E402

HISTORIES = {
    "stg_transactions": "select transaction_id, customer_ref, ordered_at, amount from {}_staging.stg_transactions",
    "int_purchase_days": "select customer_ref, ordered_on, value, revenue, orders, is_purchase_day"
    " from {}_intermediate.int_purchase_days",
    "int_customer_rfm": "select * from {}_intermediate.int_customer_rfm",
    "rejected_rows": "select relation, reason, count(*) from {}_staging.rejected_rows group by relation, reason",
}
MARTS = {
    **{
        name: f"select * from {{}}_marts.{name}"
        for name in (
            *("customer_ltv", "customer_segments", "channel_roi", "total_roi", "channel_cohort_roi"),
            *("cohort_value_curves", "forecast_totals", "budget_advice", "attribution"),
        )
    },
    **{
        name: f"select * from {{}}_monitoring.{name}"
        for name in ("backtest_results", "model_choice", "input_audit", "input_fingerprints", "calendar_effects")
    },
}
VARIABLES = {"transaction_grain": "order", "spend_window_days": 730}  # other versions of a row look like its lines


def days_by_sql(rows: Rows) -> Rows:
    return Counter((who, day, int(value * SCALE), int(left * SCALE), *rest) for who, day, value, left, *rest in rows)


@dataclass(frozen=True)
class Place:
    """One database that is built in: `prefix` of its schemas, and PostgreSQL's server or DuckDB's folder."""

    folder: Path
    prefix: str
    server: Postgres | None = None

    def build(self, relations: dict[str, pd.DataFrame], *arguments: str) -> None:
        """`dbt run` of the rows, in this process."""
        environment = {"LTV_DUCKDB_PATH": str(self.folder / "ltv.duckdb")}
        variables: dict[str, Any] = VARIABLES | {"raw_data": "files", "data_dir": str(self.folder)}
        if self.server:
            variables = VARIABLES | {"raw_data": "tables", "raw_schema": f"{self.prefix}_shop"}
            environment |= {**self.server.environment, "LTV_SCHEMA": self.prefix}
            self._load(self.server, relations)
        else:
            for name, rows in relations.items():
                rows.to_csv(self.folder / f"{name}.csv", index=False)
        os.environ.update(environment)
        options = ["--target", "postgres" if self.server else "duckdb", "--target-path", str(self.folder / "target")]
        options += ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--log-level-file", "none"]
        result = dbtRunner().invoke(["--quiet", "run", *arguments, *options, "--vars", json.dumps(variables)])
        DuckDBConnectionManager.close_all_connections()
        if not result.success:
            raise SystemExit(f"the build in {self.prefix} failed: {result.exception}")

    def _load(self, server: Postgres, relations: dict[str, pd.DataFrame]) -> None:
        connection = server.connect()
        with connection.cursor() as cursor:
            cursor.execute(f"drop schema if exists {self.prefix}_shop cascade; create schema {self.prefix}_shop")
            for name, rows in relations.items():
                table = f"{self.prefix}_shop.{name}"
                cursor.execute(f"create table {table} ({', '.join(f'{column} text' for column in rows)})")
                values = rows.astype("str").to_numpy().tolist()
                psycopg2.extras.execute_values(cursor, f"insert into {table} values %s", values)
        connection.close()

    def rows(self, query: str) -> Rows:
        if self.server:
            return Counter(self.server.rows(query.format(self.prefix)))
        with duckdb.connect(str(self.folder / "ltv.duckdb"), read_only=True) as connection:
            return Counter(connection.execute(query.format(self.prefix)).fetchall())


def shops_apart(ours: Rows, theirs: Rows) -> set[str]:
    """The shops whose rows differ; rows of all shops together count as `all`."""
    different = (ours - theirs) + (theirs - ours)
    return {str(row[0])[:3] if str(row[0])[1:3].isdigit() else "all" for row in different}


@contextmanager
def places(engine: str) -> Iterator[tuple[Place, Place]]:
    """Where one build goes over the last, and where each begins from nothing."""
    with tempfile.TemporaryDirectory(prefix="replay") as folder:
        kept, fresh = Path(folder) / "kept", Path(folder) / "fresh"
        kept.mkdir()
        fresh.mkdir()
        if engine == "DuckDB":
            yield Place(kept, "main"), Place(fresh, "main")
        else:
            server_programs = binaries()
            if server_programs is None:
                raise SystemExit(MISSING)
            with running(server_programs) as server:
                yield Place(kept, "kept", server), Place(fresh, "fresh", server)


def replay(engine: str, sequences: int) -> Iterator[str]:
    """One line of the table for every step, and one for the marts."""
    shuffle = np.random.default_rng(SEED)
    with places(engine) as (kept, fresh):
        for step, rows in enumerate(arrivals(sequences)):
            last = step == STEPS - 1
            only = ["--select", "+int_customer_rfm", "+rejected_rows"] if not last else []
            relations = others(sequences) | {"transactions": rows}
            mixed = {name: one.sample(frac=1, random_state=shuffle) for name, one in relations.items()}
            kept.build(relations, *only)
            fresh.build(mixed, "--full-refresh", *only)
            found = {name: (kept.rows(query), fresh.rows(query)) for name, query in HISTORIES.items()}
            apart = {name: shops_apart(*pair) for name, pair in found.items()}
            days = days_by_sql(found["int_purchase_days"][0])
            known = shops_apart(days, days_by_pandas(rows))
            equal = sequences - len(set.union(*apart.values()))
            yield f"| {engine} | {step + 1} | {len(rows):,} | {equal} | {sequences - len(known)} |"
            if last:
                pairs = {name: (kept.rows(query), fresh.rows(query)) for name, query in MARTS.items()}
                apart = {name: shops_apart(*pair) for name, pair in pairs.items()}
                counts = sum(ours.total() for ours, _ in pairs.values())
                wrong = [name for name, shops in apart.items() if shops]
                yield f"| {engine} | marts | {counts:,} | {'all' if not wrong else f'differ: {wrong}'} | |"


TITLE = """# Builds over what the last one left

`python benchmarks/replay.py {sequences}`: {sequences} random sequences of new, late, repeated, corrected, deleted and
refunded rows. Equal: the sequences whose accepted rows, purchase days and histories are, after a build over what the
last one left, those of a build from nothing with the rows in another order. As by pandas: the sequences whose purchase
days are those that pandas makes of the raw rows. Marts: rows of {marts} marts after the last step.

| engine | step | rows | equal | as by pandas |
| --- | --- | --: | --: | --: |"""


def main() -> None:
    sequences = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    lines = TITLE.format(sequences=sequences, marts=len(MARTS)).split("\n")
    for engine in ("DuckDB", "PostgreSQL"):
        for line in replay(engine, sequences):
            print(line, flush=True)
            lines.append(line)
    (PROJECT / "benchmarks" / "replay.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
