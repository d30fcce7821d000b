"""A channel may be called `all`, as the segment of all customers together is: neither overwrites the other."""

from __future__ import annotations

import pandas as pd
import pytest

from ltv.data.cdnow import read_cdnow

NAMES = {"all": "whole", "other": "other"}  # the same shop twice: with a channel called all, and without


@pytest.fixture(scope="module")
def built(build_rows):
    orders = read_cdnow()
    orders = orders[orders["customer_id"].astype(int) % 20 == 0]
    ids = orders["customer_id"].drop_duplicates()
    channel = pd.Series(["all" if int(i) % 40 else "other" for i in ids], index=ids.index)
    customers = pd.DataFrame({"customer_id": ids, "channel": channel})
    renamed = customers.assign(channel=channel.map(NAMES))
    options = {"models_only": True, "spend_window_days": 546}
    return [build_rows({"transactions": orders, "customers": table}, **options) for table in (customers, renamed)]


@pytest.mark.parametrize(
    ("relation", "column"),
    [
        ("marts.channel_roi", "channel"),
        ("marts.customer_ltv", "channel"),
        ("marts.cohort_value_curves", "channel"),
        ("predictions.channel_intervals", "channel"),
    ],
)
def test_the_channel_has_what_it_has_under_another_name(built, relation, column):
    taken, plain = (warehouse.frame(f"select * from main_{relation}") for warehouse in built)
    taken = taken.assign(**{column: taken[column].map(NAMES)})
    keys = [name for name in ("channel", "customer_id", "acquisition_month", "age_months") if name in taken]
    left, right = (frame.sort_values(keys).reset_index(drop=True) for frame in (taken, plain))
    assert len(left) >= 2
    # Draws have seeds of the channel's name, so that the ends of intervals move a little with it.
    drawn = [name for name in left if str(name).endswith(("_low", "_high")) or "payback" in str(name)]
    pd.testing.assert_frame_equal(left.drop(columns=drawn), right.drop(columns=drawn), rtol=1e-6)


def test_all_customers_together_are_still_there(built):
    taken, plain = (
        warehouse.frame("select * from main_predictions.purchase_model_fits order by parameter") for warehouse in built
    )
    assert set(taken["segment"]) == {"all customers", "all", "other"}
    assert set(plain["segment"]) == {"all", "whole", "other"}
    left, right = (
        fits[fits["scope"] == "total"].drop(columns="segment").reset_index(drop=True) for fits in (taken, plain)
    )
    pd.testing.assert_frame_equal(left, right, check_exact=True)
