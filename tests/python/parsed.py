"""The dbt project, parsed once for all builds whose variables a parse cannot tell apart: it takes three seconds."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import ModelNode, SourceDefinition

PROJECT = Path(__file__).parents[2]

AT_RUN_TIME = {
    "alert_severities": {"new_channel": "error"},
    "backtest_customers": 1000,
    "backtest_cut_offs": [45],
    "bi_role": "somebody",
    "channel_aliases": {"other": "kol"},
    "count_free_orders": False,
    "data_dir": "elsewhere",
    "exact_states": 100,
    "inputs": {"transactions": {"files": ["orders.csv"], "columns": {"amount": "total"}, "drop": {"status": ["open"]}}},
    "known_at": "2024-05-31",
    "left_censored": "keep",
    "lowercase_emails": False,
    "observation_end": "2024-05-31",
    "placeholder_ids": ["nobody"],
    "rejected_share_warning": 0.5,
    "spend_window_days": 546,
    "timezone": "Asia/Shanghai",
    "transaction_grain": "order",
}
"""Variables that only a run reads, each with a value other than the default: `test_project.py` parses with these."""

IN_META = {
    "calendar": "off",
    "engine": "lifetimes",
    "gross_margin": 0.4,
    "ltv_horizon_days": 400,
    "monthly_discount_rate": 0.02,
    "prediction_days": 90,
    "purchase_model": "pareto_nbd",
    "purchase_penalizer": 0.1,
    "spend_penalizer": 0.2,
    "target_ltv_to_cac": 2.5,
}
"""Variables that a parse copies into the `meta` of Python models and uses nowhere else (see `AT_RUN_TIME`)."""

SEEN_BY_A_PARSE = {"purchase_model": "bg_bb", "transaction_grain": "line"}
"""Values of variables above that make another project all the same."""

SCHEMA, RAW_SCHEMA, CURRENCY = "ltv", "raw", "EUR"
"""Parsed in place of all others: schemas are renamed, and of a currency a parse sees only that there is one."""


def with_meta(manifest: Manifest, variables: Mapping[str, Any]) -> Manifest:
    """The manifest, its models with other values of variables of `IN_META`."""
    for node in manifest.nodes.values():
        if not isinstance(node, ModelNode):
            continue
        for meta in (node.config.meta, node.meta, node.unrendered_config.get("meta", {})):
            meta.update({name: value for name, value in variables.items() if name in meta})
    return manifest


def in_schemas(manifest: Manifest, schema: str, raw_schema: str) -> Manifest:
    """The manifest, parsed for SCHEMA and RAW_SCHEMA, with its relations and its sources in these."""
    for node in [*manifest.nodes.values(), *manifest.sources.values(), *manifest.unit_tests.values()]:
        before = node.schema
        raw = isinstance(node, SourceDefinition)
        node.schema = raw_schema if raw else re.sub(f"^{SCHEMA}(?=_|$)", schema, before)
        if getattr(node, "relation_name", None):
            node.relation_name = node.relation_name.replace(f'"{before}"', f'"{node.schema}"')
    return manifest


BUILDS_READ = ("macros", "files", "_macros_by_name", "_macros_by_package")
"""What no build changes of a manifest, and is the half of it: a process reads it once."""


class Parsed:
    """Parsed projects in a folder, which the test processes share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[Path, dict[str, Any]] = {}

    def manifest(self, variables: Mapping[str, Any], *options: str) -> Manifest:
        """The project parsed with the variables and options of dbt, fresh: what a build notes in it stays there.

        Names of relations have the name of the DuckDB file, or the schema in PostgreSQL, as the environment has them.
        """
        others = {name: value for name, value in variables.items() if value != SEEN_BY_A_PARSE.get(name, ...)}
        in_meta = {name: value for name, value in others.items() if name in IN_META}
        unseen = others.keys() & (AT_RUN_TIME.keys() | IN_META.keys())
        seen = {name: value for name, value in variables.items() if name not in unseen}
        raw_schema = seen.pop("raw_schema") if isinstance(seen.get("raw_schema"), str) else RAW_SCHEMA
        if re.fullmatch("[A-Z]{3}", str(seen.get("reporting_currency"))):
            seen["reporting_currency"] = CURRENCY
        key = json.dumps([seen, options, Path(os.environ["LTV_DUCKDB_PATH"]).stem], sort_keys=True)
        file = self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.manifest"
        if not file.exists():
            self.parse(file, seen, options)
        if file not in self.kept:
            self.kept[file] = pickle.loads(file.with_suffix(".kept").read_bytes())
        manifest: Manifest = pickle.loads(file.read_bytes())
        vars(manifest).update(self.kept[file])
        return in_schemas(with_meta(manifest, in_meta), os.environ.get("LTV_SCHEMA", SCHEMA), raw_schema)

    def parse(self, file: Path, variables: Mapping[str, Any], options: Sequence[str]) -> None:
        """Parse into a file, which another process finds whole or not at all."""
        target = ["--target-path", str(file.with_suffix(".target"))]
        quiet = ["--log-level-file", "none", "--no-write-json", *target]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LTV_SCHEMA", SCHEMA)
            result = dbtRunner().invoke(["--quiet", "parse", *options, *quiet, "--vars", json.dumps(variables)])
        assert result.success, result.exception
        for name in [name for name in vars(result.result) if name.endswith("_lookup")]:
            setattr(result.result, name, None)  # dbt builds them anew, but mixes them up where it pickles them
        kept = {name: getattr(result.result, name) for name in BUILDS_READ}
        for name in BUILDS_READ:
            setattr(result.result, name, {})
        own = file.with_suffix(f".{os.getpid()}")
        for place, content in ((file.with_suffix(".kept"), kept), (file, result.result)):
            own.write_bytes(pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))
            own.replace(place)

    def rendered(self, template: str) -> str:
        """A template as dbt renders it in the project, on DuckDB."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LTV_DUCKDB_PATH", str(self.folder / "rendered" / "ltv.duckdb"))
            patch.chdir(PROJECT)
            options = ["--target-path", str(self.folder / "rendered"), "--log-level-file", "none", "--no-write-json"]
            runner = dbtRunner(manifest=self.manifest({}))
            result = runner.invoke(["--quiet", "compile", "--inline", template, *options])
        DuckDBConnectionManager.close_all_connections()
        assert result.success, result.exception
        code: str = result.result.results[0].node.compiled_code
        return code


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    """One folder for all processes of the run: each has its own below a common one."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if own.name.startswith("popen-") else own) / "parsed"
    folder.mkdir(exist_ok=True)
    return Parsed(folder)
