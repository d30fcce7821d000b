"""The sample shop, as a newcomer builds it: every data test and unit test passes, and the story is the one told."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import examples

from ltv.cli import CHANNEL_ROI
from ltv.data.shop import DEFECTS

README = Path(__file__).parents[3] / "README.md"


def test_every_model_and_every_test_passes(sample):
    assert sample.result.success, sample.messages


def test_the_story_is_the_one_told(sample):
    roi = dict(sample.query("select channel, roi from main_marts.channel_roi"))
    assert roi["organic_search"] > 2
    assert roi["community_referral"] > 2
    assert 0.5 < roi["kol"] < roi["community_referral"]
    assert roi["feed_ads"] < roi["kol"]
    assert roi["unattributed"] is None


def test_the_table_of_the_readme_is_what_the_build_prints(sample):
    def cell(value) -> str:
        if isinstance(value, float | Decimal):
            return f"{value:,.2f}"
        return "" if value is None else str(value)

    printed = [
        "".join(f"| {cell(value)} ".replace("  ", " ") for value in row) + "|" for row in sample.query(CHANNEL_ROI)
    ]
    assert printed
    assert [line for line in printed if line not in README.read_text()] == []


def test_every_kind_of_bad_row_is_rejected_for_its_reason(sample):
    """The generator says how many of each it made; a customer under two channels loses both rows."""
    made = Counter()
    for defect in DEFECTS:
        made[defect.relation, defect.reason] += defect.rows
    rejected = {
        (relation, reason): rows
        for relation, reason, rows in sample.query(
            "select relation, reason, count(*) from main_staging.rejected_rows group by all"
        )
    }
    made["customers", "two_channels"] *= 2
    assert rejected == dict(made)


def test_the_examples_of_the_pages_have_the_rows_of_the_sample(sample):
    """`python docs/examples.py` writes them anew."""
    pages = {page.name: page.read_text(encoding="utf-8") for page in examples.pages()}
    with duckdb.connect(str(sample.path), read_only=True) as connection:
        stale = [name for name, text in pages.items() if examples.answered(text, connection) != text]
    assert stale == []
