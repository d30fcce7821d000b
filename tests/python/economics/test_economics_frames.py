"""The data-frame edge: columns, order of rows, degenerate channels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ltv.fitting.fit import fit_purchase_model
from ltv.states import PurchaseStates
from ltv.warehouse import channels as frames
from ltv.warehouse import fits as model_fits
from ltv.warehouse import partial_pooling as pooled_fits
from ltv.warehouse.frames import FIT_BITS, FIT_COLUMNS, keep_bits

SIZES = {"search": 300, "feed": 90, "friends": 25}
OPTIONS = {"ltv_horizon_days": 365, "monthly_discount_rate": 0.01, "gross_margin": 0.8}


def _relations(worlds, sizes):
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
def shop(worlds):
    return _relations(worlds, SIZES)


def _fits(shop):
    channels = shop["states"]["channel"]
    timing = model_fits.purchase_model_fits(shop["states"], model="auto", engine="native", penalizer=0.0)
    return timing, pooled_fits.spend_model_fits(shop["spends"], segments=channels)


def _intervals(shop, fits=None):
    timing, spending = fits or _fits(shop)
    draws = frames.channel_draws(shop["states"], shop["spends"], timing)
    return frames.channel_interval_rows(draws, shop["window"], shop["ages"], timing, spending, shop["costs"], **OPTIONS)


def test_fits(shop):
    timing, spending = _fits(shop)
    for fits, parameters in ((timing, 4), (spending, 3)):
        assert dict(fits.dtypes.astype(str)) == FIT_COLUMNS
        assert fits["segment"].drop_duplicates().tolist() == ["all", "feed", "friends", "search"]
        assert (fits.groupby("segment").size() == parameters).all()
        assert fits["converged"].all()
        assert fits["reason"].isna().all()
        weight = fits.drop_duplicates("segment").set_index("segment")["own_weight"]
        assert weight["all"] == 1
        assert 0 < weight["friends"] < weight["search"] < 1
        assert (fits["standard_error"] > 0).all()
    states = shop["states"]
    own = fit_purchase_model(PurchaseStates(*(states[name] for name in ("frequency", "recency", "T", "customers"))))
    pooled = timing[timing["segment"] == "all"].set_index("parameter")["value"]
    np.testing.assert_allclose(pooled[list(own.parameters)], list(own.parameters.values()), rtol=1e-7)


def test_intervals(shop):
    found = _intervals(shop)
    assert dict(found.dtypes.astype(str)) == frames.INTERVAL_COLUMNS
    assert found["channel"].tolist() == sorted(SIZES)
    assert (found["average_ltv_low"] < found["average_ltv_high"]).all()
    cac = found.merge(shop["costs"])["cac"]
    np.testing.assert_allclose(found["roi_low"], found["average_ltv_low"] / cac - 1, rtol=1e-6)
    assert found["probability_ltv_exceeds_cac"].between(0, 1).all()
    widths = (found["average_ltv_high"] - found["average_ltv_low"]).tolist()
    assert widths[1] > widths[0] > widths[2]  # friends, feed, search


def test_the_order_of_rows_does_not_matter(shop):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in shop.items()}
    for table, same in zip(_fits(shop), _fits(mixed), strict=True):
        pd.testing.assert_frame_equal(table, same, check_exact=True)
    pd.testing.assert_frame_equal(_intervals(shop), _intervals(mixed), check_exact=True)


def test_results_are_rounded(shop):
    for frame in (*_fits(shop), _intervals(shop)):
        for name in frame.select_dtypes("float64").columns.difference(["log_likelihood"]):
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
    timing, spending = _fits(larger)
    assert spending[spending["segment"] == "quiet"]["own_weight"].max() < 1e-6
    assert timing[timing["segment"] == "quiet"]["own_weight"].iloc[0] > 0.2
    row = _intervals(larger, (timing, spending)).set_index("channel").loc["quiet"]
    assert 75 <= row["average_ltv_low"] < row["average_ltv_high"] < 300
    assert row[["probability_ltv_exceeds_cac", "payback_days", "roi_low"]].isna().all()


def test_a_single_channel_has_the_fit_of_all(worlds):
    shop = _relations(worlds, {"only": 200})
    timing, spending = _fits(shop)
    for fits in (timing, spending):
        whole, only = (fits[fits["segment"] == name].drop(columns="segment") for name in ("all", "only"))
        pd.testing.assert_frame_equal(whole.reset_index(drop=True), only.reset_index(drop=True))
        assert (fits["own_weight"] == 1).all()
    (row,) = _intervals(shop, (timing, spending)).to_dict("records")
    assert row["average_ltv_low"] < row["average_ltv_high"] < 1.5 * row["average_ltv_low"]


def test_nothing_is_known_of_repeat_purchases():
    states = pd.DataFrame({"channel": list("aabb"), "frequency": 0, "recency": 0, "T": [5, 9, 7, 0], "customers": 3})
    states = states.assign(purchase_days=0)
    none = pd.DataFrame(
        columns=[
            "channel",
            "frequency",
            "spend_bin",
            "spend_unit",
            "customers",
            "mean_log_spend",
            "variance_log_spend",
        ],
        dtype="float64",
    )
    timing = pooled_fits.purchase_model_fits(states, model="bg_nbd")
    spending = pooled_fits.spend_model_fits(none, segments=states["channel"])
    assert (timing[timing["segment"] != "all"]["own_weight"] == 0).all()
    assert timing["reason"].str.startswith("Nobody purchased a second time").all()
    assert spending["value"].isna().all()
    window = states.assign(monetary_value=0.0, squared_monetary_value=0.0, model_frequency=0, model_recency=0)
    ages = pd.DataFrame({"channel": ["a", "b"], "in_window": True, "age_days": 0, "realised_value": 10.0})
    costs = pd.DataFrame({"channel": ["a", "b"], "cac": [1.0, None]})
    draws = frames.channel_draws(states, none, timing)
    found = frames.channel_interval_rows(draws, window, ages, timing, spending, costs, **OPTIONS)
    assert found["channel"].tolist() == ["a", "b"]
    assert found.drop(columns="channel").isna().all(axis=None)


def test_budget_advice():
    rng = np.random.default_rng(2)
    weeks = []
    for name, ceiling in (("a", 60), ("b", 25)):
        spend = 1000 * rng.lognormal(0, 0.6, 80)
        buyers = rng.poisson(ceiling * spend / (1500 + spend))
        weeks.append(pd.DataFrame({"channel": name, "week": np.arange(80), "spend": spend, "new_buyers": buyers}))
    weeks.append(pd.DataFrame({"channel": "flat", "week": np.arange(80), "spend": 500.0, "new_buyers": 20}))
    data = pd.concat(weeks)
    values = pd.DataFrame(
        {"channel": ["a", "b"], "average_ltv": 200.0, "average_ltv_low": 180.0, "average_ltv_high": 220.0}
    )
    found = frames.budget_advice(data, values)
    assert dict(found.dtypes.astype(str)) == frames.ADVICE_COLUMNS
    a, b, flat = found.to_dict("records")
    assert (found["spend"].to_numpy() == keep_bits(data.groupby("channel")["spend"].sum(), FIT_BITS)).all()
    assert a["suggested_spend"] + b["suggested_spend"] == pytest.approx(a["spend"] + b["spend"], rel=1e-7)
    assert a["suggested_spend"] > a["spend"]
    assert a["marginal_cac"] < b["marginal_cac"]
    assert a["marginal_roi_low"] < a["marginal_roi"] < a["marginal_roi_high"]
    assert "hardly varied" in flat["reason"]
    assert np.isnan(flat["suggested_spend"])
    pd.testing.assert_frame_equal(found, frames.budget_advice(data.sample(frac=1, random_state=1), values))
