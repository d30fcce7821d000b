"""From exports of six systems to channel_roi by `ltv init` and `ltv build`, with the money of a hand calculation."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from inputs import exports

from ltv import cli

PROJECT = Path(__file__).parents[3]
MODELS_ONLY = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is not the project's, from which the commands are called."""
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / "ltv.duckdb"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(database: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def built(folder: Path, shop: Path, *options: str) -> Path:
    cli.main(["init", str(shop), "--no-check"])
    cli.main(["build", "shop.yml", "--target-path", str(folder / "target"), *options])
    DuckDBConnectionManager.close_all_connections()
    return folder / "ltv.duckdb"


REVENUE = "select sum(amount) from main_staging.stg_transactions"
SPEND = "select channel, sum(spend) from main_staging.stg_ad_spend group by channel"


def test_shopify_with_google_meta_and_ga4_goes_to_channel_roi(elsewhere, capsys):
    shop = elsewhere / "Bob's [shop]"
    shop.mkdir()
    revenue = exports.shopify(shop, exports.shop_orders())
    google, meta, analytics = exports.google_ads(shop), exports.meta_ads(shop), exports.ga4(shop)
    exports.customers(shop, [exports.email(i) for i in range(exports.CUSTOMERS)])
    database = built(elsewhere, shop)

    assert rows(database, REVENUE) == [(revenue,)]
    spend = {"Google Ads": google, "facebook": meta, "bing / cpc": analytics["bing / cpc"]}
    assert dict(rows(database, SPEND)) == spend
    channels = dict(rows(database, "select channel, cac is not null from main_marts.channel_roi where customers > 0"))
    assert channels == {"Google Ads": True, "facebook": True, "bing / cpc": True, "organic": False}
    printed = capsys.readouterr().out
    assert "Data as of 2025-03-30" in printed
    assert "amounts in EUR" in printed
    cli.main(["roi"])
    assert "Google Ads" in capsys.readouterr().out


def test_woocommerce_guests_are_no_customer(elsewhere):
    shop = elsewhere / "shop"
    shop.mkdir()
    orders = exports.shop_orders()
    revenue, meta = exports.woocommerce(shop, orders), exports.meta_ads(shop)
    exports.customers(shop, [str(i + 1) for i in range(exports.CUSTOMERS)])
    database = built(elsewhere, shop, "--select", "+rejected_rows", "+stg_transactions", "+stg_ad_spend", *MODELS_ONLY)

    assert rows(database, REVENUE) == [(revenue,)]
    assert rows(database, SPEND) == [("facebook", meta)]
    guests = [order for order in orders if order.customer is None and order.status not in ("pending", "voided")]
    counted = dict(
        rows(
            database,
            "select reason, sum(amount) from main_staging.rejected_rows where relation = 'transactions' group by all",
        )
    )
    assert counted["guest_order"] == sum((order.total - order.refunded for order in guests), Decimal(0))


def test_stripe_is_checked_in_the_terminal(elsewhere, capsys):
    shop = elsewhere / "shop"
    shop.mkdir()
    revenue = exports.stripe(shop, exports.shop_orders())
    google, analytics = exports.google_ads(shop, german=True), exports.ga4(shop)
    exports.customers(shop, [f"cus_{i:06d}" for i in range(exports.CUSTOMERS)])
    cli.main(["init", str(shop)])
    printed = capsys.readouterr().out
    assert f"{revenue:,.2f}" in printed
    assert f"{google + analytics['bing / cpc']:,.2f}" in printed
    assert "guest_order" in printed
    assert "WARNING margin_left_at_one" in printed
    assert "Next: ltv build shop.yml" in printed
    assert not (elsewhere / "ltv.duckdb").exists()  # a check leaves what was built before


def test_a_file_that_cannot_be_used_is_told_in_words(elsewhere, capsys):
    shop = elsewhere / "shop"
    shop.mkdir()
    (shop / "transactions.csv").write_text('transaction_id,customer_id,ordered_at,amount\nt1,"c1,2024-01-01,5\n')
    mapping = elsewhere / "shop.yml"
    mapping.write_text(f"raw_data: files\ndata_dir: {shop}\n")
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", str(mapping)])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "transactions.csv: a quote in the record that begins in line 2 is never closed" in told
    assert not any(word in told.lower() for word in ("duckdb", "arrow", "traceback", "macro", "compilation"))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "Usage"),
        (["bake"], 2, "No such command"),
        (["roi"], 1, "run dbt build or ltv build first"),
        (["roi", "--target", "oracle"], 1, "allowed: duckdb, postgres, spark"),
        (["roi", "--target", "spark"], 1, "SPARK_REMOTE" if importlib.util.find_spec("pyspark") else "the extra spark"),
        (["init", "nowhere"], 1, "nowhere is no folder"),
        (["check", "nowhere.yml"], 1, "ltv init FOLDER"),
        (["--help"], 0, "Exit codes"),
        (["check", "--help"], 0, "ltv check shop.yml"),
        (["init", "--help"], 0, "--force"),
    ],
)
def test_exit_codes_and_help(elsewhere, arguments, code, told):
    done = subprocess.run(
        [str(Path(sys.executable).parent / "ltv"), *arguments], capture_output=True, text=True, cwd=elsewhere
    )
    assert done.returncode == code, done.stderr
    assert told in " ".join((done.stdout + done.stderr).split())


def test_a_mapping_is_not_written_over(elsewhere, capsys):
    shop = elsewhere / "shop"
    shop.mkdir()
    exports.stripe(shop, exports.shop_orders()[:30])
    (elsewhere / "shop.yml").write_text("gross_margin: 0.6\n")
    with pytest.raises(SystemExit):
        cli.main(["init", str(shop), "--no-check"])
    assert "--force" in capsys.readouterr().err
    assert (elsewhere / "shop.yml").read_text() == "gross_margin: 0.6\n"
