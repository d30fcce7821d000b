"""Every purchase model goes through the whole job, data tests and all."""

import pytest


@pytest.mark.parametrize("model", ["mbg_nbd", "pareto_nbd"])
def test_the_model_asked_for_is_the_one_in_use(build, model):
    warehouse = build(purchase_model=model)
    assert warehouse.result.success, warehouse.messages
    assert warehouse.query("select distinct model from main_predictions.purchase_model_fits") == [(model,)]
    # Both let a one-time buyer drop out; BG/NBD does not.
    (most,) = warehouse.query("select max(p_alive) from main_marts.customer_ltv where frequency = 0 and T > 100")[0]
    assert 0 < most < 1
