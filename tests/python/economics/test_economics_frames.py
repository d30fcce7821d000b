"""The data-frame edge: columns, order of rows, degenerate channels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import worlds
from scipy import stats

from ltv.backtest.model_error import PRIOR_ONLY
from ltv.fitting import lifetimes_engine
from ltv.fitting.fit import fit_purchase_model
from ltv.states import PurchaseStates
from ltv.valuation import Terms
from ltv.warehouse import backtest, fits
from ltv.warehouse.budget import ADVICE_COLUMNS, CURVE_COLUMNS, marginal_returns, response_curves, weeks_of_tests
from ltv.warehouse.cohorts import cohort_predictions
from ltv.warehouse.frames import DRAW_COLUMNS, FIT_COLUMNS, draws_of, empty
from ltv.warehouse.intervals import INTERVAL_COLUMNS, NO_DRAWS, NO_ESTIMATE, REFERENCE, channel_interval_rows
from ltv.warehouse.predictions import state_predictions
from ltv.warehouse.rounding import FIT_BITS, keep_bits
from ltv.warehouse.totals import NO_ORDER_VALUE, NOBODY_RETURNED, total_forecasts

SIZES = {"search": 300, "feed": 90, "friends": 25}
SPEND_COLUMNS = (
    *("channel", "frequency", "spend_bin", "spend_unit"),
    *("customers", "mean_log_spend", "variance_log_spend"),
)
OPTIONS = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.01, "gross_margin": 0.8}


def _relations(sizes):
    """int_rfm_states, int_spend_states, int_window_states, int_cohort_revenue_by_age and the costs of a world."""
    rng = np.random.default_rng(5)
    tables = {name: [] for name in ("states", "spends", "window", "ages", "costs")}
    truth = {"r": 1.0, "alpha": 60.0, "a": 0.8, "b": 2.5}, {"p": 4.0, "q": 4.0, "v": 110.0}
    for name, size in sizes.items():
        c = worlds.channel(*truth, size, rng)
        own = {"frequency": c.states.frequency, "recency": c.states.recency, "T": c.states.T}
        states = pd.DataFrame(own).assign(channel=name, customers=1, purchase_days=c.states.frequency)
        tables["states"].append(states)
        logs = np.log(c.spend_states.monetary_value / 100)
        spends = {"frequency": c.spend_states.frequency, "mean_log_spend": logs, "spend_bin": np.floor(64 * logs)}
        fixed = {"channel": name, "customers": 1, "variance_log_spend": 0.0, "spend_unit": 100.0}
        tables["spends"].append(pd.DataFrame(spends).assign(**fixed))
        w = c.window
        seen = {"frequency": w.frequency, "recency": w.recency, "T": w.T, "monetary_value": w.value}
        valued = pd.DataFrame(seen).assign(squared_monetary_value=w.squared_value, customers=1)
        tables["window"].append(valued.assign(channel=name))
        ages = pd.DataFrame({"age_days": np.arange(len(w.realised)), "realised_value": 0.8 * w.realised})
        tables["ages"].append(ages.assign(channel=name, in_window=True))
        tables["costs"].append(pd.DataFrame({"channel": [name], "cac": [c.cac]}))
    joined = {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}
    key = ["channel", "frequency", "recency", "T"]
    joined["states"] = joined["states"].groupby(key)[["customers", "purchase_days"]].sum().reset_index()
    sums = ["customers", "monetary_value", "squared_monetary_value"]
    window = joined["window"].groupby(key)[sums].sum().reset_index()
    joined["window"] = window.assign(model_frequency=window["frequency"], model_recency=window["recency"])
    joined["ages"] = pd.concat([joined["ages"], joined["ages"].assign(in_window=False)])
    return joined


@pytest.fixture(scope="module")
def shop():
    return _relations(SIZES)


def _draws(shop, **options):
    chosen = {"purchase_model": "auto", "engine": "native", "purchase_penalizer": 0.0, "spend_penalizer": 0.0} | options
    return fits.parameter_draws(shop["states"], shop["spends"], **chosen)


def _fits(draws):
    return fits.purchase_model_fits(draws), fits.spend_model_fits(draws)


def _intervals(shop, draws, **options):
    data = shop["window"], shop["ages"], *_fits(draws), shop["costs"], empty(backtest.COLUMNS)
    return channel_interval_rows(draws, *data, **(OPTIONS | options))


@pytest.fixture(scope="module")
def draws(shop):
    return _draws(shop)


def test_fits(shop, draws):
    timing, spending = _fits(draws)
    for fitted, parameters in ((timing, 4), (spending, 3)):
        assert dict(fitted.dtypes.astype(str)) == FIT_COLUMNS
        assert fitted["segment"].drop_duplicates().tolist() == ["all", "feed", "friends", "search"]
        assert ((fitted["scope"] == "total") == (fitted["segment"] == "all")).all()
        assert (fitted.groupby("segment").size() == parameters).all()
        assert fitted["converged"].all()
        assert fitted["reason"].isna().all()
        weight = fitted.drop_duplicates("segment").set_index("segment")["own_weight"]
        assert weight["all"] == 1
        assert 0 < weight["friends"] < weight["search"] < 1
        assert (fitted["standard_error"] > 0).all()
    states = shop["states"]
    own = fit_purchase_model(PurchaseStates(*(states[name] for name in ("frequency", "recency", "T", "customers"))))
    pooled = timing[timing["segment"] == "all"].set_index("parameter")["value"]
    np.testing.assert_allclose(pooled[list(own.parameters)], list(own.parameters.values()), rtol=1e-7)


def test_draws_are_found_in_any_order_of_rows(draws):
    """Each draw's parameters stay together, and channels and models apart."""
    found, shuffled = draws_of(draws), draws_of(draws.sample(frac=1.0, random_state=1))
    assert found.keys() == {(name, model) for name in SIZES for model in draws["model"].unique()}
    for key, own in found.items():
        rows = draws[(draws["segment"] == key[0]) & (draws["model"] == key[1]) & (draws["draw"] > 0)]
        wide = rows.pivot(index="draw", columns="parameter", values="value")
        assert list(own.parameters) == list(shuffled[key].parameters)
        for name, values in own.parameters.items():
            np.testing.assert_array_equal(values, wide[name])
            np.testing.assert_array_equal(values, shuffled[key].parameters[name])
        np.testing.assert_array_equal(own.weights, shuffled[key].weights)


def test_draws(draws):
    """The posterior's mean and deviation are about the estimate and its standard error."""
    assert dict(draws.dtypes.astype(str)) == DRAW_COLUMNS
    assert not draws.duplicated(["segment", "model", "draw", "parameter"]).any()
    drawn, estimates = draws[draws["draw"] > 0], draws[draws["draw"] == 0]
    assert (estimates["weight"] == 0).all()
    assert drawn["segment"].drop_duplicates().tolist() == sorted(SIZES)
    assert (drawn.groupby(["segment", "model", "parameter"])["draw"].max() == 500).all()
    np.testing.assert_allclose(drawn.groupby(["segment", "model", "parameter"])["weight"].sum(), 1.0, rtol=2.0**-26)
    of = dict(list(drawn.groupby(["segment", "parameter"])))
    for row in estimates[(estimates["segment"] == "search") & (estimates["parameter"] != "p")].itertuples():
        own = of["search", row.parameter]
        mean = np.average(np.log(own["value"]), weights=own["weight"])
        assert abs(mean - np.log(row.value)) < row.standard_error / row.value


def test_intervals(shop, draws):
    found = _intervals(shop, draws)
    assert dict(found.dtypes.astype(str)) == INTERVAL_COLUMNS
    assert (found["average_ltv"] > found["average_ltv_low"]).all()
    assert (found["average_ltv"] < found["average_ltv_high"]).all()
    assert (found["reason"] == PRIOR_ONLY).all()  # nothing was backtested
    parts = found[["width_from_parameters", "width_from_chance", "width_from_model_error"]]
    np.testing.assert_allclose(parts.sum(axis=1), 1.0, rtol=1e-6)
    assert (
        found["next_customers_ltv"].between(found["next_customers_ltv_low"], found["next_customers_ltv_high"])
    ).all()
    assert found["channel"].tolist() == sorted(SIZES)
    assert (found["average_ltv_low"] < found["average_ltv_high"]).all()
    cac = found.merge(shop["costs"])["cac"]
    np.testing.assert_allclose(found["roi_low"], found["average_ltv_low"] / cac - 1, rtol=1e-6)
    assert found["probability_ltv_exceeds_cac"].between(0, 1).all()
    widths = (found["average_ltv_high"] - found["average_ltv_low"]).tolist()
    assert widths[1] > widths[0] > widths[2]  # friends, feed, search


def test_the_order_of_rows_does_not_matter(shop, draws):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in shop.items()}
    shuffled = _draws(mixed).sample(frac=1, random_state=4)
    for table, same in zip(_fits(draws), _fits(shuffled.sort_index()), strict=True):
        pd.testing.assert_frame_equal(table, same, check_exact=True)
    pd.testing.assert_frame_equal(_intervals(shop, draws), _intervals(mixed, shuffled), check_exact=True)


def test_results_are_rounded(shop, draws):
    for frame in (*_fits(draws), _intervals(shop, draws)):
        for name in frame.select_dtypes("float64").columns.difference(["log_likelihood", "average_ltv"]):
            kept = frame[name].dropna()
            assert (kept == keep_bits(kept, FIT_BITS)).all()


def test_channels_without_spend_or_repeat_buyers(shop):
    """A channel of 20 silent customers takes its order value from the others; one without CAC has an LTV only."""
    quiet = {"channel": "quiet", "frequency": 0, "recency": 0, "T": 100 + np.arange(20), "customers": 1}
    counted = {"model_frequency": 0, "model_recency": 0}
    window = pd.DataFrame(quiet).assign(monetary_value=0.0, squared_monetary_value=0.0, **counted)
    ages = pd.DataFrame({"channel": ["quiet"], "in_window": [True], "age_days": [0], "realised_value": [1500.0]})
    larger = shop | {
        "states": pd.concat([shop["states"], pd.DataFrame(quiet).assign(purchase_days=0)]),
        "window": pd.concat([shop["window"], window]),
        "ages": pd.concat([shop["ages"], ages]),
    }
    draws = _draws(larger)
    timing, spending = _fits(draws)
    assert spending[spending["segment"] == "quiet"]["own_weight"].max() < 1e-6
    assert timing[timing["segment"] == "quiet"]["own_weight"].iloc[0] > 0.2
    row = _intervals(larger, draws).set_index("channel").loc["quiet"]
    assert 75 <= row["average_ltv_low"] < row["average_ltv_high"] < 300
    assert row[["probability_ltv_exceeds_cac", "payback_days", "roi_low"]].isna().all()


def test_a_single_channel_has_the_fit_of_all():
    shop = _relations({"only": 200})
    draws = _draws(shop)
    for fitted in _fits(draws):
        named = fitted.drop(columns="scope").groupby("segment")
        whole, only = (named.get_group(name).drop(columns="segment") for name in ("all", "only"))
        pd.testing.assert_frame_equal(whole.reset_index(drop=True), only.reset_index(drop=True))
        assert (fitted["own_weight"] == 1).all()
    (row,) = _intervals(shop, draws).to_dict("records")
    assert row["average_ltv_low"] < row["average_ltv_high"] < 1.5 * row["average_ltv_low"]


def test_nothing_is_known_of_repeat_purchases():
    states = pd.DataFrame({"channel": list("aabb"), "frequency": 0, "recency": 0, "T": [5, 9, 7, 0], "customers": 3})
    states = states.assign(purchase_days=0)
    draws = _draws({"states": states, "spends": empty(dict.fromkeys(SPEND_COLUMNS, "float64"))})
    timing, spending = _fits(draws)
    assert (timing[timing["scope"] == "channel"]["own_weight"] == 0).all()
    assert timing["reason"].str.startswith("Nobody purchased a second time").all()
    assert spending["value"].isna().all()
    window = states.assign(monetary_value=0.0, squared_monetary_value=0.0, model_frequency=0, model_recency=0)
    ages = pd.DataFrame({"channel": ["a", "b"], "in_window": True, "age_days": 0, "realised_value": 10.0})
    costs = pd.DataFrame({"channel": ["a", "b"], "cac": [1.0, None]})
    found = channel_interval_rows(draws, window, ages, timing, spending, costs, empty(backtest.COLUMNS), **OPTIONS)
    assert found["channel"].tolist() == ["a", "b"]
    assert (found["reason"] == NO_ESTIMATE).all()
    assert found["payback_days"].fillna(-1).tolist() == [0, -1]  # what came has paid for one; the other has no spend
    assert found.drop(columns=["channel", "payback_days", "reason"]).isna().all(axis=None)


def test_of_a_shop_to_which_nobody_came_back_nothing_is_said_to_be_sure():
    """Nothing is expected, whatever an order is worth; an interval of 0 to 0 would claim to know that."""
    states = pd.DataFrame({"channel": list("aabb"), "frequency": 0, "recency": 0, "T": [5, 9, 7, 0], "customers": 3})
    states = states.assign(purchase_days=0, monetary_value=0.0, model_frequency=0, model_recency=0)
    draws = _draws({"states": states, "spends": empty(dict.fromkeys(SPEND_COLUMNS, "float64"))})
    found = total_forecasts(states, draws, *_fits(draws), empty(backtest.COLUMNS))
    assert found.groupby("quantity").size().to_dict() == {"purchases": 12, "revenue": 12}
    assert (found["expected"] == 0).all()
    assert found[["low", "high"]].isna().all(axis=None)
    assert (found["reason"] == NOBODY_RETURNED).all()
    valued = states.assign(acquisition_month=pd.Timestamp("2025-01-01"), in_window=True)
    terms = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.01}
    cohorts = cohort_predictions(valued, *_fits(draws), totals=found, **terms)
    assert (cohorts["predicted_revenue"] == 0).all()
    assert cohorts[["predicted_revenue_low", "predicted_revenue_high"]].isna().all(axis=None)


def test_totals_of_money_say_that_order_values_are_not_known(shop):
    """One repeat buyer is enough for purchases, and not for what an order is worth."""
    one = shop["spends"].iloc[:1]
    draws = _draws({"states": shop["states"], "spends": one})
    states = shop["window"].assign(monetary_value=0.0)
    found = total_forecasts(states, draws, *_fits(draws), empty(backtest.COLUMNS)).set_index("quantity")
    assert found.loc["purchases", ["low", "expected", "high"]].notna().all(axis=None)
    assert found.loc["revenue", ["low", "expected", "high"]].isna().all(axis=None)
    assert (found.loc["revenue", "reason"] == NO_ORDER_VALUE).all()


def test_intervals_obey_the_penalizer_that_the_estimates_obey(shop, draws):
    """Draws are around each channel's own penalised fit: a strong penalizer moves both, and keeps both together."""
    penalised = _draws(shop, purchase_penalizer=1.0, spend_penalizer=0.01)
    moved = []
    for model, parameter in (("bg_nbd", "r"), ("gamma_gamma", "q")):
        for channel in SIZES:
            own, free = (
                table[(table["segment"] == channel) & (table["model"] == model) & (table["parameter"] == parameter)]
                for table in (penalised, draws)
            )
            estimate, plain = (t.loc[t["draw"] == 0, "value"].item() for t in (own, free))
            drawn = own[own["draw"] > 0]
            assert drawn["weight"].sum() == pytest.approx(1.0)
            logs = np.log(drawn["value"].to_numpy() / estimate)
            centre = np.average(logs, weights=drawn["weight"])
            deviation = np.sqrt(np.average((logs - centre) ** 2, weights=drawn["weight"]))
            assert abs(centre) < 0.5 * deviation + 0.02
            moved.append(abs(np.log(plain / estimate)) / deviation)
    assert max(moved) > 3  # standard deviations: the draws of the model without penalizer would not hold the estimate
    averages = _intervals(shop, penalised)
    assert (averages["average_ltv_low"] <= averages["average_ltv"]).all()
    assert (averages["average_ltv"] <= averages["average_ltv_high"]).all()
    # So strong that the mean order value is infinite: nothing is said.
    assert _intervals(shop, _draws(shop, spend_penalizer=1.0))["average_ltv_low"].isna().all()


def test_the_lifetimes_engine_has_averages_and_cohorts_of_its_own_but_no_intervals(shop, monkeypatch):
    """Its expected purchases are those of the native formulae at the same parameters."""
    theirs = _draws(shop, engine="lifetimes")
    assert (theirs["draw"] == 0).all()
    found = _intervals(shop, theirs, engine="lifetimes")
    assert (found["reason"] == REFERENCE).all()
    assert found.drop(columns=["channel", "average_ltv", "payback_days", "reason"]).isna().all(axis=None)
    assert found["payback_days"].notna().any()
    native = _intervals(shop, theirs)
    assert (native["reason"] == NO_DRAWS).all()
    np.testing.assert_allclose(found["average_ltv"], native["average_ltv"], rtol=1e-9)
    assert found["payback_days"].equals(native["payback_days"])

    valued = shop["window"].assign(acquisition_month=pd.Timestamp("2025-01-01"), in_window=True)
    options = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.01}
    own, reference = (
        cohort_predictions(valued, *_fits(theirs), engine=engine, **options) for engine in ("native", "lifetimes")
    )
    np.testing.assert_allclose(own["predicted_revenue"], reference["predicted_revenue"], rtol=1e-8)
    monkeypatch.setattr(lifetimes_engine, "expected_purchases", lambda *history: 0.0 * history[-1])
    silent = cohort_predictions(valued, *_fits(theirs), engine="lifetimes", **options)
    assert (silent["predicted_revenue"] == 0).all()  # so that it is lifetimes that was asked


def test_a_cohort_ends_where_the_rest_of_the_horizon_does(shop, draws):
    """The last age of a cohort's curve, with the realised value, is the average of channel_intervals."""
    valued = shop["window"].assign(acquisition_month=pd.Timestamp("2025-01-01"), in_window=True)
    curve = cohort_predictions(valued, *_fits(draws), ltv_horizon_days=365, monthly_discount_rate=0.01)
    average = _intervals(shop, draws).set_index("channel")["average_ltv"]
    terms = Terms(365, None, 0.01, 0.8)
    for channel in SIZES:
        own = shop["ages"][(shop["ages"]["channel"] == channel) & shop["ages"]["in_window"]]
        own = own[own["age_days"] <= 365]
        realised = float(np.sum(own["realised_value"] * terms.discount(own["age_days"].to_numpy(float))))
        last = curve[(curve["channel"] == channel) & (curve["age_days"] == 365)]["predicted_revenue"].item()
        n = shop["window"].loc[shop["window"]["channel"] == channel, "customers"].sum()
        assert (realised + 0.8 * last) / n == pytest.approx(average[channel], rel=1e-11)


def test_cohorts_have_intervals_from_their_channels_totals(shop, draws):
    """Of the model's error the variance of the total over as many days, of chance the variance per unit expected: the
    ends are the quantiles of a gamma distribution of that mean and variance."""
    valued = shop["window"].assign(acquisition_month=pd.Timestamp("2025-01-01"), in_window=True)
    totals = pd.DataFrame({"scope": "channel", "quantity": "revenue", "horizon_days": [30, 365] * len(SIZES)})
    totals = totals.assign(segment=np.repeat(list(SIZES), 2), model_log_variance=[0.01, 0.04] * len(SIZES))
    terms = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.01}
    for dispersion in (0.0, 25.0):
        given = totals.assign(dispersion=dispersion)
        curve = cohort_predictions(valued, *_fits(draws), totals=given, **terms)
        own = curve[curve["predicted_revenue"] > 0]
        mean = own["predicted_revenue"].to_numpy()
        for end, at in (("low", 0.05), ("high", 0.95)):
            bounds = []
            for shared in (0.01, 0.04):  # the narrowest and the widest that the days ahead allow
                variance = np.expm1(shared) * mean**2 + dispersion * mean
                bounds.append(stats.gamma(mean**2 / variance, scale=variance / mean).ppf(at))
            found, least, most = own[f"predicted_revenue_{end}"].to_numpy(), np.minimum(*bounds), np.maximum(*bounds)
            assert ((least * (1 - 1e-6) <= found) & (found <= most * (1 + 1e-6))).all()
        known = curve[curve["predicted_revenue"] == 0]
        assert (known[["predicted_revenue_low", "predicted_revenue_high"]] == 0).all(axis=None)
    assert len(known) + len(own) == len(curve)


def test_every_segment_is_predicted_by_its_own_model(shop, draws):
    """Two channels with fits of different models have what a shop of one model gives each."""
    other = _draws(shop, purchase_model="pareto_nbd")
    mixed = pd.concat([draws[draws["segment"] != "feed"], other[other["segment"] == "feed"]], ignore_index=True)
    rows = []
    for table in (draws, other, mixed):
        timing, spending = _fits(table)
        states = shop["states"][["channel", "frequency", "T"]].drop_duplicates()
        horizons = {"prediction_days": 180, "ltv_horizon_days": 365, "monthly_discount_rate": 0.01}
        valued = shop["window"].assign(acquisition_month=pd.Timestamp("2025-01-01"), in_window=True)
        cohort = cohort_predictions(valued, timing, spending, ltv_horizon_days=365, monthly_discount_rate=0.01)
        rows.append((_intervals(shop, table), state_predictions(states, timing, engine="native", **horizons), cohort))
    for first, second, both in zip(*rows, strict=True):
        feed = both["channel"] == "feed"
        pd.testing.assert_frame_equal(both[~feed], first[~feed], check_exact=True)
        pd.testing.assert_frame_equal(both[feed], second[feed], check_exact=True)
        assert not first[feed].equals(second[feed])


def test_a_channel_called_all_is_told_apart_from_all_customers(shop):
    """It keeps its name and its figures; only then all customers together are `all customers`."""
    renamed = {name: frame.replace({"channel": {"feed": "all"}}) for name, frame in shop.items()}
    plain, taken = _fits(_draws(shop)), _fits(_draws(renamed))
    for before, after in zip(plain, taken, strict=True):
        assert set(after["segment"]) == {"all customers", "all", "friends", "search"}
        assert not after.duplicated(["segment", "parameter"]).any()
        for was, now, scope in (("feed", "all", "channel"), ("all", "all customers", "total")):
            one, two = (t[t["segment"] == n].drop(columns="segment") for t, n in ((before, was), (after, now)))
            pd.testing.assert_frame_equal(one.reset_index(drop=True), two.reset_index(drop=True), rtol=1e-6)
            assert (two["scope"] == scope).all()


def test_marginal_returns():
    rng = np.random.default_rng(6)
    weeks, mondays = [], pd.date_range("2024-01-01", periods=80, freq="7D")
    none = pd.DataFrame({"channel": [], "starts_on": [], "ends_on": []})
    for name, ceiling in (("a", 60), ("b", 25)):
        spend = 1000 * rng.lognormal(0, 0.6, 80)
        buyers = rng.poisson(ceiling * spend / (1500 + spend))
        weeks.append(pd.DataFrame({"channel": name, "week": mondays, "spend": spend, "new_buyers": buyers}))
    weeks.append(pd.DataFrame({"channel": "flat", "week": mondays, "spend": 500.0, "new_buyers": 20}))
    data = pd.concat(weeks)
    values = pd.DataFrame(
        {"channel": ["a", "b"], "average_ltv": 200.0, "average_ltv_low": 180.0, "average_ltv_high": 220.0}
    )
    found = marginal_returns(data, values, none)
    assert dict(found.dtypes.astype(str)) == ADVICE_COLUMNS
    a, b, flat = found.to_dict("records")
    assert (found["spend"].to_numpy() == keep_bits(data.groupby("channel")["spend"].sum(), FIT_BITS)).all()
    assert a["suggested_spend"] + b["suggested_spend"] == pytest.approx(a["spend"] + b["spend"], rel=1e-7)
    assert a["suggested_spend"] > a["spend"]
    assert a["marginal_cac"] < b["marginal_cac"]
    assert a["marginal_roi_low"] < a["marginal_roi"] < a["marginal_roi_high"]
    assert "hardly varied" in flat["reason"]
    assert np.isnan(flat["suggested_spend"])
    assert (a["evidence"], b["evidence"]) == ("association", "association")
    pd.testing.assert_frame_equal(found, marginal_returns(data.sample(frac=1, random_state=1), values, none))

    # The curve is the one behind the advice: its slope at the usual week is one over the marginal CAC.
    curves = response_curves(data, found, none)
    assert dict(curves.dtypes.astype(str)) == CURVE_COLUMNS
    assert set(curves["channel"]) == {"a", "b"}
    own = curves[curves["channel"] == "a"].sort_values("weekly_spend")
    usual = own.loc[own["point"] == "usual"].iloc[0]
    assert usual["weekly_spend"] == pytest.approx(a["spend"] / 80, rel=1e-7)
    below, above = (
        own[own["point"].isna() & side].iloc[end]
        for side, end in (
            (own["weekly_spend"] < usual["weekly_spend"], -1),
            (own["weekly_spend"] > usual["weekly_spend"], 0),
        )
    )
    slope = (above["new_buyers"] - below["new_buyers"]) / (above["weekly_spend"] - below["weekly_spend"])
    assert slope == pytest.approx(1 / a["marginal_cac"], rel=0.1)
    truth = 60 * own["weekly_spend"] / (1500 + own["weekly_spend"])
    assert ((own["new_buyers_low"] < 1.1 * truth) & (truth < 1.1 * own["new_buyers_high"])).all()


def test_a_week_belongs_to_the_test_that_has_most_of_its_days():
    """Thursday to the Wednesday after next: the first week has four of its days, the last three."""
    mondays = pd.date_range("2024-01-01", periods=5, freq="7D")
    declared = pd.DataFrame(
        {"channel": ["a", "nobody"], "starts_on": ["2024-01-04"] * 2, "ends_on": ["2024-01-17", "2024-02-04"]}
    )
    found = weeks_of_tests(["a", "b"], mondays, declared)
    assert found.tolist() == [[True, True, False, False, False], [False] * 5]
