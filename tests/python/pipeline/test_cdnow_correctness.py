"""CDNOW (Fader & Hardie 2001) through the whole job, against the lifetimes package on the raw customers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from ltv.data.cdnow import write_cdnow
from ltv.fitting.fit import fit_spend_model
from ltv.states import SpendStates

CALIBRATION_END = "1997-09-30"


@pytest.fixture(scope="module")
def lifetimes() -> Iterator[ModuleType]:
    """The reference. Its own code warns (numpy and pandas deprecations, overflow in its line searches)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import lifetimes
        import lifetimes.utils

        yield lifetimes


@pytest.fixture(scope="module")
def transactions(tmp_path_factory) -> Path:
    return write_cdnow(tmp_path_factory.mktemp("cdnow"))


@pytest.fixture(scope="module")
def cdnow(build, transactions):
    warehouse = build(
        raw_data="files",
        data_dir=str(transactions.parent),
        observation_end=CALIBRATION_END,
        purchase_model="bg_nbd",
    )
    assert warehouse.result.success, warehouse.messages
    return warehouse


@pytest.fixture(scope="module")
def summary(lifetimes, transactions) -> pd.DataFrame:
    """frequency, recency, T, monetary_value of each customer, as lifetimes has them."""
    raw = pd.read_csv(transactions, dtype={"customer_id": str}, parse_dates=["ordered_at"])
    return lifetimes.utils.summary_data_from_transaction_data(
        raw, "customer_id", "ordered_at", "amount", observation_period_end=CALIBRATION_END
    )


def parameters(warehouse, relation: str) -> dict[str, float]:
    return dict(warehouse.query(f"select parameter, value from main_predictions.{relation} where segment = 'all'"))


def log_likelihood_of(fitter, *history: pd.Series) -> float:
    """The unpenalised log-likelihood at the fitted parameters (lifetimes keeps a negative mean, in scaled time)."""
    ones = np.ones(len(history[0]))
    return -len(ones) * fitter._negative_log_likelihood(np.log(fitter.params_), *history, ones, 0.0)


def test_rfm_of_every_customer_is_that_of_lifetimes(cdnow, summary):
    ours = cdnow.frame("select * from main_intermediate.int_customer_rfm").set_index("customer_id").sort_index()
    assert len(ours) == 23_570
    assert list(ours.index) == list(summary.index)
    for column in ("frequency", "recency", "T"):
        np.testing.assert_array_equal(ours[column].to_numpy(dtype=float), summary[column])
    np.testing.assert_allclose(ours["monetary_value"], summary["monetary_value"], rtol=0, atol=1e-9)


def test_bg_nbd_is_the_fit_of_lifetimes_on_the_raw_customers(cdnow, summary, lifetimes):
    theirs = lifetimes.BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])
    ours = parameters(cdnow, "purchase_model_fits")
    assert ours == pytest.approx(dict(theirs.params_), rel=1e-4)
    (log_likelihood,) = cdnow.query("select distinct log_likelihood from main_predictions.purchase_model_fits")[0]
    history = (summary["frequency"], summary["recency"], summary["T"])
    expected = log_likelihood_of(theirs, *history)
    assert log_likelihood == pytest.approx(expected, rel=1e-6)


def test_gamma_gamma_is_the_fit_of_lifetimes_on_the_raw_customers(cdnow, summary, lifetimes):
    buyers = summary[summary["monetary_value"] > 0]
    theirs = lifetimes.GammaGammaFitter().fit(buyers["frequency"], buyers["monetary_value"])
    assert parameters(cdnow, "spend_model_fits") == pytest.approx(dict(theirs.params_), rel=1e-4)
    (log_likelihood,) = cdnow.query("select distinct log_likelihood from main_predictions.spend_model_fits")[0]
    assert log_likelihood == pytest.approx(
        log_likelihood_of(theirs, buyers["frequency"], buyers["monetary_value"]), rel=1e-6
    )


def test_bins_of_spends_leave_the_fit_on_the_raw_customers(cdnow, summary):
    """SQL gives bins of 1/64 of a log unit, with mean and variance kept, in place of every buyer's mean."""
    buyers = summary[summary["monetary_value"] > 0]
    raw = fit_spend_model(SpendStates(buyers["frequency"], buyers["monetary_value"], np.ones(len(buyers))))
    assert parameters(cdnow, "spend_model_fits") == pytest.approx(dict(raw.parameters), rel=1e-6)


def test_predicted_ltv_is_the_customer_lifetime_value_of_lifetimes(cdnow, summary, lifetimes):
    timing, spend = lifetimes.BetaGeoFitter(), lifetimes.GammaGammaFitter()
    timing.predict = timing.conditional_expected_number_of_purchases_up_to_time  # as fit() would set it
    timing.params_ = pd.Series(parameters(cdnow, "purchase_model_fits"))
    spend.params_ = pd.Series(parameters(cdnow, "spend_model_fits"))
    theirs = spend.customer_lifetime_value(
        timing,
        summary["frequency"],
        summary["recency"],
        summary["T"],
        summary["monetary_value"],
        time=6,
        discount_rate=0.01,
        freq="D",
    )
    ours = cdnow.frame("select customer_id, predicted_ltv from main_marts.customer_ltv").set_index("customer_id")
    finite = theirs[np.isfinite(theirs)]
    assert len(finite) > 23_000
    np.testing.assert_allclose(ours["predicted_ltv"].loc[finite.index], finite, rtol=1e-6)


def test_the_lifetimes_engine_gives_the_same_marts(cdnow, build, transactions):
    theirs = build(
        raw_data="files", data_dir=str(transactions.parent), observation_end=CALIBRATION_END, engine="lifetimes"
    )
    assert theirs.result.success, theirs.messages
    for relation in ("purchase_model_fits", "spend_model_fits"):
        assert parameters(theirs, relation) == pytest.approx(parameters(cdnow, relation), rel=1e-4)
    columns = "select p_alive, expected_purchases, predicted_ltv from main_marts.customer_ltv order by customer_id"
    np.testing.assert_allclose(theirs.frame(columns), cdnow.frame(columns), rtol=1e-3)


def test_the_published_values_of_the_ten_percent_sample_hold(build_rows):
    """The sample of 2,357 customers to 1997-09-30, in weeks.

    RFM: R package BTYD 2.4.3, BTYD-walkthrough vignette. BG/NBD: CLVTools 0.12.1 test_correctness_bgnbd.R (Fader,
    Hardie & Lee 2005: .243, 4.414, .793, 2.426). Gamma-Gamma: Fader & Hardie 2013, note 025 (6.25, 3.74, 15.44).
    """
    folder = Path(find_spec("lifetimes").submodule_search_locations[0]) / "datasets"
    rows = [line.split() for line in (folder / "CDNOW_sample.txt").read_text().splitlines()]
    purchases = pd.DataFrame(
        [(number, row[1], f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}", row[4]) for number, row in enumerate(rows)],
        columns=["transaction_id", "customer_id", "ordered_at", "amount"],
    )
    only = ["--select", "+int_customer_rfm", "+purchase_model_fits", "+spend_model_fits"]
    warehouse = build_rows(
        {"transactions": purchases}, *only, models_only=True, observation_end=CALIBRATION_END, purchase_model="bg_nbd"
    )

    rfm = warehouse.query(
        "select count(*), sum(frequency), count(*) filter (where frequency > 0), max(T) / 7, min(T) / 7"
        " from main_intermediate.int_customer_rfm"
    )
    assert rfm == [(2357, 2457, 946, pytest.approx(38.8571428571, rel=1e-9), 27.0)]
    timing = parameters(warehouse, "purchase_model_fits")
    timing["alpha"] /= 7
    assert timing == pytest.approx({"r": 0.2425945, "alpha": 4.4136019, "a": 0.7929199, "b": 2.4258881}, rel=2e-4)
    spend = parameters(warehouse, "spend_model_fits")
    assert spend == pytest.approx({"p": 6.25, "q": 3.744, "v": 15.44}, rel=1.5e-3)
