"""The sample shop, as a newcomer builds it: every data test and unit test passes, and the story is the one told."""

import subprocess
import sys
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


def test_where_auto_chose_bg_nbd_no_one_time_buyer_is_said_to_be_alive(sample):
    """That p_alive is 1 is the model's own doing. The prediction stays, and is p_alive times what it is if alive."""
    known = "expected_purchases is not null and predicted_ltv is not null"
    rows = sample.query(
        f"select frequency = 0, p_alive is null, {known}, reason, count(*) from main_marts.customer_ltv"
        " where T is not null group by all order by 1"
    )
    told = "p_alive: bg_nbd cannot tell whether a one-time buyer is gone."
    assert [row[:4] for row in rows] == [(False, False, True, None), (True, True, True, told)]
    assert sample.query("select distinct model from main_predictions.purchase_model_fits") == [("bg_nbd",)]


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


def test_printed_tables_of_the_pages_are_those_of_the_sample(sample):
    """They were printed by commands other than SQL, so that nothing writes them anew."""
    averages = [f"{value:,.2f}" for (value,) in sample.query("select average_ltv from main_marts.channel_roi")]
    pages = {page.name: page.read_text(encoding="utf-8") for page in examples.pages()}
    told = ("quick-start.md", "bi.md")
    assert [(name, value) for name in told for value in averages if value not in pages[name]] == []


def test_without_dimensions_their_mart_is_empty(sample):
    assert sample.query("select count(*) from main_marts.segment_ltv") == [(0,)]


def test_the_benchmark_of_the_model_part_reads_what_a_build_leaves(sample):
    """`make bench` runs it on its own build."""
    compiled = sample.path.parent / "target" / "compiled" / "ltv_monitor"
    script = README.parent / "benchmarks" / "model_part.py"
    printed = subprocess.run(
        [sys.executable, script, sample.path, compiled], check=True, capture_output=True, text=True
    ).stdout
    assert [line.split()[0] for line in printed.splitlines()] == ["states", "fits", "predictions", "scores"]
