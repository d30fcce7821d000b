"""What SQL knows of the purchase models, and of what loaders add to tables, is what Python knows."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ltv.inputs.formats.loaders import VERSIONS
from ltv.models.purchase import AUTO, DEFAULT, PURCHASE_MODELS, resolved

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def registry(parsed):
    """The SQL registry, in its order, and the default, as dbt renders them."""
    sql = "{{ {'models': purchase_models(), 'default': default_purchase_model()} | tojson }}"
    return json.loads(parsed.rendered(sql))


def test_both_registries_are_equal(registry):
    known = {
        name: {
            "parameters": list(model.parameters),
            "closed_form_p_alive": model.closed_form_p_alive,
            "first_chance": model.first_chance,
            "counts_opportunities": model.counts_opportunities,
        }
        for name, model in PURCHASE_MODELS.items()
    }
    assert registry["models"] == known


def test_auto_is_one_model_on_both_sides(registry):
    assert registry["default"] == DEFAULT == resolved(AUTO)
    assert resolved("pareto_nbd") == "pareto_nbd"


def test_every_model_answers_to_its_name():
    assert all(model.name == name for name, model in PURCHASE_MODELS.items())


def test_every_variable_of_the_project_is_recorded_with_a_run(parsed):
    """macros/audit/variables_in_effect.sql has the names of dbt_project.yml."""
    recorded = json.loads(parsed.rendered("{{ tojson(variables_in_effect()) }}"))
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert set(recorded) == set(project["vars"])


def test_alert_rules_have_one_name_everywhere(parsed):
    """The seed, the names that alert_severities may use, and the rules that are explained by others."""
    rows = pd.read_csv(PROJECT / "seeds" / "reference" / "alert_rules.csv", keep_default_na=False)
    names = json.loads(parsed.rendered("{{ alert_rule_names() | tojson }}"))
    assert sorted(names) == sorted(rows["rule"])
    assert {other for told in rows["explained_by"] for other in told.split(",") if other} <= set(names)
    assert set(rows["severity"]) <= {"note", "warn", "error"}


def test_columns_of_versions_are_known_alike(parsed):
    """`ltv init` and the warning versions_not_used go by the same names."""
    assert json.loads(parsed.rendered("{{ tojson(version_columns()) }}")) == [*VERSIONS]


def test_columns_in_remedies_are_what_yaml_reads_as_their_names(parsed):
    odd = ["amount", "Total (EUR)", "Order #", "tax: net", 'say "x"', "a, b", "2024", "on", "\u72b6\u6001", "a\\b"]
    each = "{{ yaml_name(name) }}{{ ', ' if not loop.last }}"
    sql = f"[{{% for name in {json.dumps(odd)} %}}{each}{{% endfor %}}]"
    assert yaml.safe_load(parsed.rendered(sql)) == odd
