"""The sample shop, as a newcomer builds it: every data test and unit test passes, and the story is the one told."""

from collections import Counter

from ltv.shop import DEFECTS


def test_every_model_and_every_test_passes(build):
    warehouse = build()
    assert warehouse.result.success, warehouse.messages

    roi = dict(warehouse.query("select channel, roi from main_marts.channel_roi"))
    assert roi["organic_search"] > 2
    assert roi["community_referral"] > 2
    assert 0.5 < roi["kol"] < roi["community_referral"]
    assert roi["feed_ads"] < roi["kol"]
    assert roi["unattributed"] is None


def test_every_kind_of_bad_row_is_rejected_for_its_reason(build):
    """The generator says how many of each it made; a customer under two channels loses both rows."""
    warehouse = build(models_only=True)
    made = Counter()
    for defect in DEFECTS:
        made[defect.relation, defect.reason] += defect.rows
    rejected = {
        (relation, reason): rows
        for relation, reason, rows in warehouse.query(
            "select relation, reason, count(*) from main_staging.rejected_rows group by all"
        )
    }
    made["customers", "two_channels"] *= 2
    assert rejected == dict(made)
