"""Every purchase model goes through the whole job, data tests and all."""

from collections import defaultdict

import numpy as np
import pytest

from ltv.fitting.fit import fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS
from ltv.states import PurchaseStates

BACK = 90  # days, to the cut-off of the past


@pytest.mark.parametrize("model", ["mbg_nbd", "pareto_nbd", "bg_bb"])
def test_the_model_asked_for_is_the_one_in_use(request, build, model):
    built = {"pareto_nbd": "pareto", "bg_bb": "weeks"}
    warehouse = request.getfixturevalue(built[model]) if model in built else build(purchase_model=model)
    warehouse = warehouse[0] if model == "bg_bb" else warehouse
    assert warehouse.result.success, warehouse.messages
    assert warehouse.query("select distinct model from main_predictions.purchase_model_fits") == [(model,)]
    # All let a one-time buyer drop out; BG/NBD does not.
    (most,) = warehouse.query("select max(p_alive) from main_marts.customer_ltv where frequency = 0 and T > 100")[0]
    assert 0 < most < 1


@pytest.fixture(scope="module")
def weeks(build, build_on_postgres):
    """The sample shop by BG/BB and weeks: whole and with every data test on DuckDB, customers on PostgreSQL."""
    options = {"purchase_model": "bg_bb", "opportunity_days": 7, "backtest_cut_offs": [BACK]}
    return build(**options), build_on_postgres("weeks", "--select", "+customer_ltv", models_only=True, **options)


DAYS = """
    select days.customer_ref, observed.observation_end - days.ordered_on
    from main_intermediate.int_purchase_days as days cross join main_intermediate.int_observation_window as observed
    where days.is_purchase_day
"""
STATES = "select frequency, recency, T, customers, purchase_days from main_intermediate.int_rfm_states"


def _counted(rows, length):
    """Customer -> (opportunities with a purchase, days from the first to the last purchase, T, purchase days)."""
    ago = defaultdict(list)
    for customer, days in rows:
        ago[customer].append(int(days))
    histories = {}
    for customer, days in ago.items():
        T = max(days)
        whole = [d for d in days if d // length < T // length]
        opportunities = len({d // length for d in whole})
        histories[customer] = (opportunities, T - min(days) if opportunities else 0, T, len(whole))
    return histories


def test_opportunities_are_counted_on_both_engines(weeks):
    for warehouse in weeks:
        assert warehouse.result.success, warehouse.messages
        histories = _counted(warehouse.query(DAYS), 7)
        found = dict.fromkeys(histories, (0, 0))
        counted = "select customer_ref, opportunities, purchase_days from main_intermediate.int_customer_opportunities"
        found |= {row[0]: row[1:] for row in warehouse.query(counted)}
        assert found == {customer: (x, days) for customer, (x, _, _, days) in histories.items()}
        assert max(x for x, _, _, _ in histories.values()) > 10
        states, sums = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
        for x, recency, T, days in histories.values():
            states[x, recency, T][0] += 1
            states[x, recency, T][1] += days
        for x, recency, T, customers, days in warehouse.query(STATES):
            sums[x, recency, T][0] += customers
            sums[x, recency, T][1] += days
        assert sums == states


def test_opportunities_of_the_past_end_at_the_cut_off_on_both_engines(weeks):
    ago = f"""
        select days.customer_ref, cut_offs.cut_off - days.ordered_on
        from main_intermediate.int_backtest_days as days
        inner join main_intermediate.int_backtest_cut_offs as cut_offs on days.days_back = cut_offs.days_back
        where days.is_purchase_day and days.days_back = {BACK}
    """
    columns = "customer_ref, model_frequency, model_recency, T, model_purchase_days"
    for warehouse in weeks:
        found = warehouse.query(f"select {columns} from main_intermediate.int_backtest_histories")
        assert {customer: tuple(rest) for customer, *rest in found} == _counted(warehouse.query(ago), 7)


def test_a_model_of_opportunities_is_asked_of_the_past_too(weeks):
    """The sum that it would have said, from a fit of the test's own, and what came."""
    warehouse, chosen = weeks[0], PURCHASE_MODELS["bg_bb"]
    counted = "model_frequency, model_recency, T, sum(customers), sum(model_purchase_days), sum(purchases * customers)"
    rows = warehouse.query(
        f"select {counted} from main_intermediate.int_backtest_states where horizon_days = 90 group by all"
    )
    x, recency, T, customers, days, came = np.array(rows, dtype=np.float64).T
    states = PurchaseStates(x, recency, T, customers)
    fit = fit_purchase_model(states, "bg_bb", given=chosen.known(7, float(days.sum() / np.sum(x * customers))))
    said = np.sum(customers * chosen.expected_purchases(fit.parameters, x, recency, T, 90.0))
    ((predicted, actual, in_use),) = warehouse.query(
        "select purchases_predicted, purchases_actual, in_use from main_predictions.backtest_forecasts "
        "where model = 'bg_bb' and scope = 'total' and horizon_days = 90"
    )
    assert in_use
    assert predicted == pytest.approx(said, rel=1e-6)
    assert actual == came.sum()
    (reason,) = warehouse.query("select reason from main_monitoring.model_choice where scope = 'total'")[0]
    assert "2 forecasts of the past" in reason


def test_both_engines_predict_the_same_by_opportunities(weeks):
    columns = "customer_id, p_alive, expected_purchases, predicted_ltv, horizon_ltv"
    query = f"select {columns} from main_marts.customer_ltv where T is not null order by 1"
    one, other = ({row[0]: row[1:] for row in warehouse.query(query)} for warehouse in weeks)
    assert one.keys() == other.keys()
    for customer, values in one.items():
        assert None not in values
        assert values == pytest.approx(other[customer], rel=1e-12)


def test_purchase_days_are_opportunities_times_their_days(weeks):
    """By channel: days_per_opportunity is the mean of the channel's own opportunities and one of the whole shop's."""
    warehouse = weeks[0]
    sums = "sum(purchase_days), sum(frequency * customers) from main_intermediate.int_rfm_states"
    days, purchases = warehouse.query(f"select {sums}")[0]
    given = "select segment, value from main_predictions.purchase_model_fits where parameter ="
    found = dict(warehouse.query(f"{given} 'days_per_opportunity'"))
    assert found["all"] == pytest.approx(float(days / purchases), rel=1e-7)
    for channel, own_days, own in warehouse.query(f"select channel, {sums} group by channel"):
        expected = (float(own_days) + found["all"]) / (float(own) + 1)
        assert found[channel] == pytest.approx(expected, rel=1e-7)
    assert set(dict(warehouse.query(f"{given} 'opportunity_days'")).values()) == {7.0}


CELLS = """
    select
        channel, frequency, recency_cell, rest_cell, customers, mean_recency, mean_rest, recency_variance,
        rest_variance, covariance
    from main_intermediate.int_fit_cells
    order by 1, 2, 3, 4
"""


def test_of_many_histories_alike_ones_are_fitted_together(pareto, build, build_on_postgres):
    """As of 10 histories: the same cells on both engines, of the same customers, and parameters where they were."""
    options = {"purchase_model": "pareto_nbd", "exact_states": 10}
    fitted = build("--select", "+purchase_model_fits", models_only=True, **options)
    other = build_on_postgres("cells", "--select", "+int_fit_cells", models_only=True, **options)
    cells, exact = fitted.query(CELLS), pareto.query(CELLS)
    assert [tuple(map(float, row[1:])) for row in cells] == [tuple(map(float, row[1:])) for row in other.query(CELLS)]
    assert len(cells) < 0.7 * len(exact)
    moments = "sum(customers), round(sum(customers * mean_recency), 3), round(sum(customers * mean_rest), 3)"
    query = f"select channel, {moments} from main_intermediate.int_fit_cells group by 1 order by 1"
    assert fitted.query(query) == pareto.query(query)
    fits = "select segment, parameter, value, standard_error from main_predictions.purchase_model_fits order by 1, 2"
    found, true = fitted.query(fits), pareto.query(fits)
    assert found != true
    for (*name, value, error), (*same, exact_value, _) in zip(found, true, strict=True):
        assert name == same
        assert abs(value - exact_value) < 0.01 * error, name
