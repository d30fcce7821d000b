"""Channel economics on a shop small enough to reckon by hand."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def shop() -> dict[str, pd.DataFrame]:
    """40 buyers, 20 of each channel, all acquired in May; two sign-ups; touches of six buyers."""
    orders = [
        (f"t{i}{month}", f"c{i}", f"2024-0{month}-{1 + i % 20:02}{' 09:00:00' * (i == 6)}", f"{10 + i % 7}.50")
        for i in range(40)
        for month in range(5, 8 + i % 2)
    ]
    customers = [(f"c{i}", f"2024-05-{1 + i % 20:02}", "kol" if i < 20 else "ads") for i in range(40)]
    customers += [("s1", "2024-05-03", "kol"), ("s2", "2024-05-04", "ads"), ("s3", "2020-01-01", "ads")]
    return {
        "transactions": pd.DataFrame(orders, columns=["transaction_id", "customer_id", "ordered_at", "amount"]),
        "customers": pd.DataFrame(customers, columns=["customer_id", "acquired_at", "channel"]),
        "ad_spend": pd.DataFrame(
            [
                ("2024-05-10", "kol", "100"),
                ("2024-05-10", "ads", "400"),
                ("2020-05-10", "ads", "9"),
                ("2024-05-10", "radio", "50"),
                ("2024-05-10", "posters", "30"),
            ],
            columns=["spend_date", "channel", "spend"],
        ),
        "overhead_costs": pd.DataFrame(
            [("2024-05-31", "kol", "60"), ("2024-06-30", "", "80"), ("2024-05-31", "", "-5"), ("2020-05-31", "", "7")],
            columns=["cost_date", "channel", "amount"],
        ),
        "spend_experiments": pd.DataFrame(
            [
                ("kol", "2024-05-06", "2024-05-19"),
                (" kol", "2024-05-06", "2024-05-19"),
                ("kol", "2024-05-06", "2024-05-19"),
                ("ads", "2024-05-19", "2024-05-06"),
                ("", "2024-05-06", "2024-05-19"),
                ("ads", "soon", "2024-05-19"),
                ("ads", "2024-05-06", ""),
                ("ads", "2030-05-06", "2030-05-19"),
            ],
            columns=["channel", "starts_on", "ends_on"],
        ),
        "calendar_index": pd.DataFrame(
            [
                ("2024-05-06", "1.5"),
                ("2024-05-06", "1.5"),
                ("2024-05-07", "1"),
                ("2024-05-07", "2"),
                ("2024-05-08", "0"),
                ("2024-05-09", "many"),
                ("", "1"),
                ("2030-12-24", "3"),
            ],
            columns=["day", "value"],
        ),
        "touchpoints": pd.DataFrame(
            [
                ("c0", "2024-04-01", "ads"),
                ("c0", "2024-04-24", "mail"),
                ("c0", "2024-04-24", "mail "),
                ("c0", "2024-05-01 10:00:00", "kol"),
                ("c0", "2024-05-02", "ads"),
                ("c1", "2024-04-25", "mail"),
                ("c1", "2024-05-02", "kol"),
                ("c2", "2024-05-04", "ads"),
                ("c4", "2022-04-01", "mail"),
                ("c4", "2022-04-08", "kol"),
                ("c5", "2024-05-01", "ads"),
                ("c5", "2024-05-02", "radio"),
                ("c5", "2024-05-03", "kol"),
                ("c6", "2024-05-06", "ads"),
                ("c6", "2024-05-06", "mail"),
                ("c6", "2024-05-07 12:00:00", "kol"),
                ("nobody", "2024-05-04", "ads"),
                ("", "2024-05-04", "ads"),
                ("c3", "whenever", "ads"),
            ],
            columns=["customer_id", "touched_at", "channel"],
        ),
    }


@pytest.fixture(scope="module")
def warehouse(build_rows, shop):
    return build_rows(shop)


def test_sign_ups_and_overhead_are_shown_beside_cac(warehouse):
    rows = warehouse.query(
        "select channel, customers, sign_ups_without_purchase, spend, overhead, cac, fully_loaded_cac"
        " from main_marts.channel_roi order by channel"
    )
    assert rows == [
        ("ads", 20, 1, Decimal(400), Decimal(0), 20.0, 400 / 20 + 75 / 40),
        ("kol", 20, 1, Decimal(100), Decimal(60), 5.0, 160 / 20 + 75 / 40),
        ("posters", 0, 0, Decimal(30), Decimal(0), None, None),
        ("radio", 0, 0, Decimal(50), Decimal(0), None, None),
    ]
    assert warehouse.query("select scope, customers, cac from main_marts.total_roi order by 1") == [
        ("blended", 40, 14.5),
        ("paid", 40, 14.5),
    ]
    rejected = warehouse.query("select relation, reason from main_staging.rejected_rows order by all")
    assert [row for row in rejected if row[0] not in ("spend_experiments", "calendar_index")] == [
        ("touchpoints", "missing_customer_id"),
        ("touchpoints", "unreadable_date"),
    ]


def test_declared_tests_are_taken_or_rejected_with_a_reason(warehouse):
    accepted = (
        "select channel, cast(starts_on as varchar), cast(ends_on as varchar) from main_staging.stg_spend_experiments"
    )
    assert warehouse.query(accepted) == [("kol", "2024-05-06", "2024-05-19")] * 2
    rejected = warehouse.query(
        "select row_number, reason from main_staging.rejected_rows where relation = 'spend_experiments'"
        " order by row_number"
    )
    assert [reason for _, reason in rejected] == [
        "exact_duplicate",
        "ends_before_it_starts",
        "missing_channel",
        "unreadable_date",
        "unreadable_date",
        "after_observation_end",
    ]
    advice = dict(warehouse.query("select channel, reason from main_marts.budget_advice"))
    assert "The declared experiment has 2 whole weeks within this window" in advice["kol"]


def test_a_calendar_index_is_taken_or_rejected_with_a_reason(warehouse):
    """Days to come are what it is for, so that none is rejected for lying ahead."""
    assert warehouse.query("select cast(day as varchar), value from main_staging.stg_calendar_index order by 1") == [
        ("2024-05-06", Decimal("1.5")),
        ("2030-12-24", Decimal(3)),
    ]
    rejected = warehouse.query(
        "select reason from main_staging.rejected_rows where relation = 'calendar_index' order by row_number"
    )
    assert [reason for (reason,) in rejected] == [
        "exact_duplicate",
        "conflicting_duplicate",
        "conflicting_duplicate",
        "unreadable_index",
        "unreadable_index",
        "unreadable_date",
    ]


def test_every_rule_credits_only_touches_before_the_first_order(warehouse):
    """c0: ads 30 days, mail twice 7 days, kol 0 days before. c1: mail 7 days, kol 0 days. c2: only a later touch.
    c4: mail and kol a week apart, two years before. c5: ads, radio and kol, a day apart.
    c6: ads and mail on one day; kol hours after the order."""
    credits = {
        (customer, rule, channel): credit
        for customer, rule, channel, credit in warehouse.query(
            "select customer_id, rule, channel, credit from main_intermediate.int_touch_credits"
        )
    }
    decayed = {"ads": 0.5 ** (30 / 7), "mail": 2 * 0.5, "kol": 1.0}
    later = {"ads": 0.5 ** (2 / 7), "radio": 0.5 ** (1 / 7), "kol": 1.0}
    expected = {
        ("c0", "linear"): {"ads": 1 / 4, "mail": 2 / 4, "kol": 1 / 4},
        ("c0", "position_based"): {"ads": 0.4, "mail": 0.2, "kol": 0.4},
        ("c0", "first_touch"): {"ads": 1, "mail": 0, "kol": 0},
        ("c0", "last_touch"): {"ads": 0, "mail": 0, "kol": 1},
        ("c0", "time_decay"): {channel: weight / sum(decayed.values()) for channel, weight in decayed.items()},
        ("c1", "linear"): {"mail": 1 / 2, "kol": 1 / 2},
        ("c1", "position_based"): {"mail": 1 / 2, "kol": 1 / 2},
        ("c1", "first_touch"): {"mail": 1, "kol": 0},
        ("c1", "last_touch"): {"mail": 0, "kol": 1},
        ("c1", "time_decay"): {"mail": 1 / 3, "kol": 2 / 3},
        ("c4", "linear"): {"mail": 1 / 2, "kol": 1 / 2},
        ("c4", "position_based"): {"mail": 1 / 2, "kol": 1 / 2},
        ("c4", "first_touch"): {"mail": 1, "kol": 0},
        ("c4", "last_touch"): {"mail": 0, "kol": 1},
        ("c4", "time_decay"): {"mail": 1 / 3, "kol": 2 / 3},
        ("c5", "linear"): {"ads": 1 / 3, "radio": 1 / 3, "kol": 1 / 3},
        ("c5", "position_based"): {"ads": 0.4, "radio": 0.2, "kol": 0.4},
        ("c5", "first_touch"): {"ads": 1, "radio": 0, "kol": 0},
        ("c5", "last_touch"): {"ads": 0, "radio": 0, "kol": 1},
        ("c5", "time_decay"): {channel: weight / sum(later.values()) for channel, weight in later.items()},
    }
    expected |= {("c6", rule): {"ads": 1 / 2, "mail": 1 / 2} for _, rule in [*expected][:5]}
    flat = {(*who, channel): credit for who, shares in expected.items() for channel, credit in shares.items()}
    assert credits == pytest.approx(flat, abs=1e-12)


def test_attribution_loses_no_buyer_and_flags_ranks_that_move(warehouse):
    rows = warehouse.query(
        "select rule, channel, customers, roi, roi_rank, rank_survives_all_rules from main_marts.attribution"
    )
    totals = {rule: sum(customers for name, _, customers, *_ in rows if name == rule) for rule, *_ in rows}
    assert totals == pytest.approx(
        dict.fromkeys(["first_touch", "last_touch", "linear", "position_based", "time_decay"], 40)
    )
    assert {(channel, rank) for _, channel, _, roi, rank, survives in rows if roi is not None and survives} == {
        ("kol", 1),
        ("ads", 2),
    }
    assert all(roi is None and rank is None for _, channel, _, roi, rank, _ in rows if channel == "mail")


def test_attribution_keeps_channels_that_nobody_is_credited_to(warehouse):
    """Radio stands between other touches only, posters nowhere: their spend stays, and there is no cost per nobody."""
    rows = warehouse.query(
        "select channel, rule, customers, spend, cac, rank_survives_all_rules from main_marts.attribution"
        " where channel = 'posters' or (channel = 'radio' and rule in ('first_touch', 'linear')) order by all"
    )
    rules = ("first_touch", "last_touch", "linear", "position_based", "time_decay")
    assert rows == [
        *(("posters", rule, 0, Decimal(30), None, False) for rule in rules),
        ("radio", "first_touch", 0, Decimal(50), None, False),
        ("radio", "linear", pytest.approx(1 / 3), Decimal(50), pytest.approx(150), False),
    ]
