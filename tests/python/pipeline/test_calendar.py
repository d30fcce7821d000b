"""A shop with a season, through the whole build: what is predicted, and that the marts still agree with each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from ltv.calendar.calendar import fit_calendar
from ltv.calendar.clock import Clock
from ltv.calendar.history import from_purchase_days
from ltv.calendar.on_clock import OnClock
from ltv.data.simulate import simulate_calendar
from ltv.fitting.fit import fit_purchase_model
from ltv.models.purchase import PURCHASE_MODELS

START, END, AHEAD = np.datetime64("2020-01-01"), 638, 91
TRUTH = {"r": 0.8, "alpha": 60.0, "a": 0.6, "b": 2.5}


@pytest.fixture(scope="module")
def orders():
    """2,000 customers of 2020 to September 2021 who buy 2.5 times as much in November and December; and what
    follows."""
    rng = np.random.default_rng(11)
    months = (START + np.arange(END + 1 + AHEAD)).astype("datetime64[M]").astype(int) % 12
    intensity = np.where(months >= 10, 2.5, 1.0)
    first = rng.choice(END + 1, 2000, p=intensity[: END + 1] / intensity[: END + 1].sum())
    customer, day = simulate_calendar("bg_nbd", TRUTH, first, intensity, rng)
    amount = np.round(rng.gamma(4.0, 10.0, len(day)) + 1, 2)
    return pd.DataFrame({"customer_id": customer, "day": day, "amount": amount})


@pytest.fixture(scope="module")
def built(build_rows, orders):
    rows = orders.assign(ordered_at=[str(START + day) for day in orders["day"]], transaction_id=np.arange(len(orders)))
    customers = pd.DataFrame({"customer_id": np.unique(orders["customer_id"])})
    customers["channel"] = np.array(["search", "feed"])[customers["customer_id"] % 2]
    columns = ["transaction_id", "customer_id", "ordered_at", "amount"]
    return build_rows(
        {"transactions": rows[columns], "customers": customers}, past=True, observation_end=str(START + END)
    )


def test_the_season_is_found(built):
    ((in_use, reason),) = built.query("select distinct in_use, reason from main_monitoring.calendar_effects")
    assert in_use
    assert reason.startswith("A season is evident")
    effects = built.frame("select * from main_monitoring.calendar_effects where not is_forecast")
    month = pd.to_datetime(effects["day"]).dt.month
    strong, weak = (effects.loc[of, "season"].mean() for of in (month == 12, month.isin([3, 4, 5, 6])))
    assert 0.4 < strong - weak < 1.3  # ln 2.5 = 0.92
    assert (effects["standard_error"] > 0).all()


def test_the_next_quarter_is_told(built, orders):
    """October to December: the plain model, which knows no November, is a third too low."""
    ((expected, low, high),) = built.query(
        "select expected, low, high from main_marts.forecast_totals "
        "where scope = 'total' and quantity = 'purchases' and horizon_days = 90"
    )
    known = orders.loc[orders["day"] <= END, "customer_id"].unique()
    later = orders[(orders["day"] > END) & (orders["day"] <= END + 90) & orders["customer_id"].isin(known)]
    came = len(later.drop_duplicates(["customer_id", "day"]))
    assert low <= came <= high
    assert abs(expected / came - 1) < 0.15


def test_the_past_is_forecast_on_the_clock_that_was_known_then(built, orders):
    """Made once more from the orders until the cut-off alone; with less than 455 days no season could be told."""
    found = built.query(
        "select distinct days_back, on_clock from main_predictions.backtest_forecasts order by days_back"
    )
    assert found == [(30, True), (90, True), (180, True), (240, False), (300, False)]
    customer, day = orders["customer_id"].to_numpy(), orders["day"].to_numpy()
    for back, horizon in ((30, 30), (180, 90)):
        calendar = fit_calendar(from_purchase_days(customer, day, END - back, int(START.astype(int))))
        clock, then = calendar.clock(180), from_purchase_days(customer, day, END - back, 0).states
        parameters = fit_purchase_model(clock.states(then), "bg_nbd").parameters
        model = OnClock(PURCHASE_MODELS["bg_nbd"], clock)
        each = model.expected_purchases(parameters, then.frequency, then.recency, then.T, float(horizon))
        ((said,),) = built.query(
            "select purchases_predicted from main_predictions.backtest_forecasts where scope = 'total'"
            f" and model = 'bg_nbd' and days_back = {back} and horizon_days = {horizon}"
        )
        assert said == pytest.approx(float(np.sum(then.customers * each)), rel=1e-7)


def test_what_the_calendar_leaves_open_is_known_of_the_past_too(built):
    """It is common to all customers; what the rest varies, by its size, is in inverse proportion to a sum's size."""
    frame = built.frame(
        "select scope, purchases_predicted, purchases_variance from main_predictions.backtest_forecasts"
        " where in_use and days_back = 90 and horizon_days = 90"
    )
    total, channels = frame[frame["scope"] == "total"].iloc[0], frame[frame["scope"] == "channel"]
    size, variance = (channels[f"purchases_{of}"].to_numpy() for of in ("predicted", "variance"))

    def dispersion(of: float, variance: float, left_open: float) -> float:
        return of * float(np.expm1(variance - left_open))

    def too_much(left_open: float) -> float:
        whole = dispersion(total["purchases_predicted"], total["purchases_variance"], left_open)
        return dispersion(size[0], variance[0], left_open) - whole

    left_open = optimize.brentq(too_much, 0.0, total["purchases_variance"], xtol=1e-12)
    assert left_open > 1e-3
    assert dispersion(size[0], variance[0], left_open) == pytest.approx(
        dispersion(size[1], variance[1], left_open), rel=1e-6
    )


def test_p_alive_is_that_of_the_model_on_the_clock(built):
    """Every state is answered in Python, for its times are no whole days; customers have what their states have."""
    clock = built.frame(
        "select days_ahead, cumulative_intensity from main_predictions.shop_calendar order by days_ahead"
    )
    end = int((clock["days_ahead"] == 0).to_numpy().argmax())
    fits = built.frame("select segment, model, parameter, value from main_predictions.purchase_model_fits")
    customers = built.frame(
        "select channel, frequency, recency, T, p_alive from main_intermediate.int_customer_predictions"
    )
    for channel, own in customers.groupby("channel"):
        fit = fits[fits["segment"] == channel]
        model = OnClock(PURCHASE_MODELS[fit["model"].iloc[0]], Clock(end, clock["cumulative_intensity"].to_numpy()))
        parameters = dict(zip(fit["parameter"], fit["value"], strict=True))
        history = (own[name].to_numpy(float) for name in ("frequency", "recency", "T"))
        np.testing.assert_allclose(own["p_alive"], model.p_alive(parameters, *history), rtol=1e-10)


def test_without_the_calendar_days_are_counted(build_rows, orders):
    """Switched off, and with a history of a year, predictions are those of the plain model."""
    rows = orders.assign(ordered_at=[str(START + day) for day in orders["day"]], transaction_id=np.arange(len(orders)))
    only = ("--select", "+calendar_effects")
    given = {"transactions": rows.drop(columns="day")}
    short = build_rows(given, *only, models_only=True, past=True, observation_end="2020-12-31")
    ((in_use, reason),) = short.query("select distinct in_use, reason from main_monitoring.calendar_effects")
    assert not in_use
    assert reason.startswith("Only 366 days are known")
    assert short.query("select distinct intensity from main_monitoring.calendar_effects") == [(1.0,)]


def test_a_given_index_is_followed_as_far_as_the_data_do(build_rows, orders):
    """One November and one December are no season; an index that names them is, once the data bear it out."""
    rows = orders.assign(ordered_at=[str(START + day) for day in orders["day"]], transaction_id=np.arange(len(orders)))
    days = START + np.arange(366 + 335)
    months = days.astype("datetime64[M]").astype(int) % 12
    index = pd.DataFrame({"day": days.astype(str), "value": np.where(months >= 10, 2.5, 1.0)})
    built = build_rows(
        {"transactions": rows.drop(columns="day"), "calendar_index": index},
        *("--select", "+calendar_effects"),
        models_only=True,
        past=True,
        observation_end="2020-12-31",
        calendar="on",
    )
    ((reason,),) = built.query("select distinct reason from main_monitoring.calendar_effects")
    exponent = float(reason.partition("with an exponent of ")[2].partition(" ")[0])
    assert 0.5 < exponent < 1.3
    assert "395 of the days to come have no value in calendar_index" in reason
    effects = built.frame("select * from main_monitoring.calendar_effects where is_forecast")
    month = pd.to_datetime(effects["day"]).dt.month
    strong, weak = (effects.loc[of, "intensity"].mean() for of in (month == 11, month.isin([6, 7, 8])))
    assert strong / weak == pytest.approx(2.5**exponent, rel=0.35)  # the season's own, shrunk harmonics are in it too
