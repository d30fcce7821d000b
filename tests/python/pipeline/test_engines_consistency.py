"""DuckDB and PostgreSQL build the same marts: counts, dates, text and money exactly, statistics to 1e-9."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

PROJECT = Path(__file__).parents[3]
RELATIONS = {
    "staging.rejected_rows": "relation, row_number",
    "intermediate.int_customer_rfm": "customer_id",
    "predictions.purchase_model_fits": "segment, parameter",
    "predictions.spend_model_fits": "segment, parameter",
    "marts.customer_ltv": "customer_id",
    "marts.channel_roi": "channel",
    "monitoring.input_audit": "relation, outcome",
}


@pytest.fixture(scope="module")
def sample(build):
    warehouse = build(models_only=True)
    assert warehouse.result.success, warehouse.messages
    return warehouse


@pytest.fixture(scope="module")
def on_postgres(postgres, tmp_path_factory):
    """The sample shop on PostgreSQL, with every data test and unit test."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in postgres.environment.items():
            patch.setenv(name, value)
        patch.setenv("LTV_SCHEMA", "engines")
        patch.chdir(PROJECT)
        target = str(tmp_path_factory.mktemp("target"))
        options = ["--target", "postgres", "--target-path", target, "--log-level-file", "none"]
        result = dbtRunner().invoke(["--quiet", "build", *options])
    failed = [one for one in result.result or [] if one.status not in ("success", "pass")]
    assert result.success, (result.exception, [(one.node.name, one.message) for one in failed])
    return postgres


@pytest.mark.parametrize("relation", RELATIONS)
def test_both_engines_build_the_same_rows(sample, on_postgres, relation):
    ours = sample.frame(f"select * from main_{relation}").columns
    columns = ", ".join(ours)
    order = ", ".join(f'{key} collate "C"' if "number" not in key else key for key in RELATIONS[relation].split(", "))
    theirs = on_postgres.rows(f"select {columns} from engines_{relation} order by {order}")
    expected = sample.query(f"select {columns} from main_{relation} order by {RELATIONS[relation]}")
    assert len(theirs) == len(expected) > 0
    for row, reference in zip(theirs, expected, strict=True):
        for name, value, known in zip(ours, row, reference, strict=True):
            assert agree(name, value, known), (name, row, reference)


def agree(name: str, value: object, known: object) -> bool:
    if isinstance(known, float):
        return value == pytest.approx(known, rel=1e-9, abs=0, nan_ok=True)
    if name == "raw_row":
        return json.loads(str(value)) == json.loads(str(known))
    return value == known
