"""LTV by further columns of the customers' file: a country, and addresses, of which each customer has another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ltv.data.watched import FIRST_DAY, watched_shop

DAYS = 400
END = str((FIRST_DAY + pd.Timedelta(days=DAYS - 1)).date())


def shop() -> dict[str, pd.DataFrame]:
    """Channels of the watched shop are countries here, so that those who buy alike share one; a tenth has none."""
    rows = watched_shop(5, DAYS)
    customers = rows["customers"]
    country = customers["channel"].map({"organic": "FR", "search": " de", "feed": "CH"})
    blank = np.random.default_rng(0).random(len(customers)) < 0.1
    described = customers.assign(Country=country.where(~blank), Mail=[f"m{n}@x.org" for n in customers["customer_id"]])
    return {**rows, "customers": described}


@pytest.fixture(scope="module")
def built(build_rows):
    only = [
        "--indirect-selection",
        "buildable",
        "--select",
        "+segment_ltv",
        "+channel_roi",
        "segment_ltv_has_the_customers_of_the_window",
    ]
    return build_rows(shop(), *only, observation_end=END, customer_dimensions=["channel", "country", "Mail"])


def test_values_have_the_ltv_of_their_customers(built):
    found = built.frame("select * from main_marts.segment_ltv where dimension = 'country'").set_index("value")
    assert set(found.index) == {"FR", "de", "CH", "(none)"}
    own = built.frame(
        """
        select value, count(*) as customers, avg(horizon_ltv) as ltv
        from main_intermediate.int_customer_dimensions
        inner join main_intermediate.int_buyers using (customer_ref)
        inner join main_marts.customer_ltv using (customer_id)
        cross join main_intermediate.int_observation_window
        where dimension = 'country' and int_buyers.acquired_on between spend_window_start and observation_end
        group by value
        """
    ).set_index("value")
    assert (found["customers"] == own["customers"].reindex(found.index)).all()
    # By customer they are predicted with their channel's parameters, here with their country's: alike, not equal.
    np.testing.assert_allclose(found["average_ltv"], own["ltv"].reindex(found.index), rtol=0.05)
    assert (
        (found["average_ltv_low"] < found["average_ltv"]) & (found["average_ltv"] < found["average_ltv_high"])
    ).all()


def test_channels_as_a_dimension_have_the_figures_of_channels(built):
    """The same code on the same histories: only the draws, whose seeds are of the names, differ."""
    found = built.query(
        "select value, customers, average_ltv from main_marts.segment_ltv where dimension = 'channel' order by value"
    )
    channels = built.query(
        "select channel, customers, intervals.average_ltv from main_marts.channel_roi"
        " inner join main_predictions.channel_intervals as intervals using (channel) order by channel"
    )
    assert found == channels


def test_a_column_with_a_value_of_its_own_for_everybody_is_told_together(built):
    assert built.query("select value from main_marts.segment_ltv where dimension = 'Mail'") == [("(other)",)]


def test_a_name_that_is_no_column_is_told_with_those_that_are(build, tmp_path):
    for name, rows in shop().items():
        rows.to_csv(tmp_path / f"{name}.csv", index=False)
    built = build(raw_data="files", data_dir=str(tmp_path), customer_dimensions=["land"])
    assert not built.result.success
    told = 'customer_dimensions names "land", which is no column of customers; allowed:'
    assert f"{told} customer_id, channel, Country, Mail" in built.messages
    wrong = build(raw_data="files", data_dir=str(tmp_path), customer_dimensions="country")
    assert 'variable customer_dimensions is "country"; allowed: a list of at most 10' in wrong.messages
