"""What SQL knows of the purchase models is what Python knows."""

from __future__ import annotations

import json

import pytest

from ltv.models.purchase import AUTO, DEFAULT, PURCHASE_MODELS, resolved


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
