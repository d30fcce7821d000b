"""The page and the workbook say what the marts say, need no network, and name no customer."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from ltv import cli
from ltv.report import read_facts, render
from ltv.report.answers import answers
from ltv.report.charts import charts

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=8000"),
)
CHANNELS = """
    select channel, customers, round(spend, 2), round(cac::decimal(18, 4), 2), round(average_ltv::decimal(18, 4), 2)
    from main_marts.channel_roi order by roi desc nulls last, channel
"""


class Tables(HTMLParser):
    """The cells of every table, by the table's id, in English."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] = []
        self.hidden = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.hidden = tag == "span" and given.get("lang") == "zh"
        if tag == "table":
            self.rows = self.tables.setdefault(given.get("id") or "", [])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if self.rows and self.rows[-1] and not self.hidden:
            self.rows[-1][-1] += data.strip()


@pytest.fixture(scope="module")
def page(sample, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LTV_DUCKDB_PATH", str(sample.path))
        cli.main(["report", "--output", str(path)])
    return path


def shown(value) -> str:
    return "\N{EN DASH}" if value is None else f"{value:,.2f}"


def test_the_page_has_the_figures_of_the_marts(page, sample):
    rows = Tables(page.read_text(encoding="utf-8")).tables["channels"][1:]
    expected = [[name, f"{n:,}", *map(shown, money)] for name, n, *money in sample.query(CHANNELS)]
    assert [row[:5] for row in rows] == expected
    text = page.read_text(encoding="utf-8")
    verdicts = re.findall(r'<strong>(\w+): <span lang="en">([^<]*)</span><span lang="zh" hidden>([^<]+)</span>', text)
    assert [(channel, english) for channel, english, _ in verdicts] == [
        ("organic_search", "Grow"),
        ("community_referral", "Grow"),
        ("feed_ads", "Hold"),
        ("kol", "Hold"),
        ("unattributed", "No ad spend"),
    ]


def test_of_many_channels_those_to_decide_and_the_largest_have_cards_and_all_are_in_the_table(sample):
    """As shops have that take utm_source for the channel. A small one to cut has a card too."""
    facts = read_facts(sample.query)
    big = next(row for row in facts["channels"] if row["channel"] == "kol")
    small = [{**big, "channel": f"small {i:02d}", "spend": float(i)} for i in range(40)]
    many = replace(facts, rows=facts.rows | {"channels": [*facts["channels"], *small]})
    text = render(many)
    cards = re.findall(r"<strong>([^<:]+): <span", text)
    spends = {row["channel"]: row["spend"] for row in many["channels"]}
    assert sorted(cards) == sorted(sorted(spends, key=lambda name: -spends[name])[:12])
    assert "Of 45 channels 12 are shown here" in text
    assert len(Tables(text).tables["channels"]) == 46
    assert "are shown here" not in render(facts)
    small[0]["verdict"] = "cut"
    assert "small 00" in [answer.channel for answer in answers(many)]


def test_names_of_channels_are_no_markup_in_charts_and_leave_them_room(sample):
    """A name may come from a utm_source that anybody wrote."""
    facts = read_facts(sample.query)
    link, long = '<a href="https://elsewhere.example/">kol</a>', "a very long name of a channel, of "
    names = {"kol": link, "feed_ads": f"{long}this year", "organic_search": f"{long}last year"}
    rows = [{**row, "channel": names.get(row["channel"], row["channel"])} for row in facts["channels"]]
    told = replace(facts, rows=facts.rows | {"channels": rows})
    drawn = set(charts(told, 0)["value"].data[0].y)
    assert not [name for name in drawn if "<" in name]
    assert len(drawn) == len(rows)
    assert {name for name in drawn if name.startswith("a very long")} == {
        "a very long name of a chann\N{HORIZONTAL ELLIPSIS}",
        "a very long name of a chann\N{HORIZONTAL ELLIPSIS} (2)",
    }
    assert link not in render(told)


def test_what_is_not_known_is_not_drawn_as_certain(sample):
    """Payback that may never come goes to the edge, without intervals are no bars, and who never pays back is named."""
    facts = read_facts(sample.query)
    rows = {row["channel"]: row for row in facts["channels"] if row["cac"] is not None}
    rows["kol"]["payback_days_high"] = rows["feed_ads"]["payback_days"] = None
    without = [{**row, "average_ltv_low": None, "average_ltv_high": None} for row in rows.values()]
    told = replace(facts, rows=facts.rows | {"channels": list(rows.values())})
    bars = charts(told, 0)["payback"].data[0]
    ends = dict(zip(bars.y, zip(bars.x, bars.error_x.array, strict=True), strict=True))
    assert sum(ends["kol"]) == 2 * facts.horizon
    assert "Not within them: feed_ads." in render(told)
    (value, *_) = charts(replace(facts, rows=facts.rows | {"channels": without}), 0)["value"].data
    assert (value.name, set(value.error_x.array)) == ("LTV", {None})


def test_doubts_stand_above_the_answers_and_on_the_card_that_they_void(sample):
    facts = read_facts(sample.query)
    doubt = {"rule": "much_rejected", "relation": "transactions", "row_count": 9, "amount": None}
    doubt |= {"why": "Many rows do not count.", "remedy": "Look at rejected_rows."}
    reason = "Spend is known from 2024-12-01 to 2024-12-31 only, and 18 of 20 customers came outside of it:"
    reason += " CAC is too low."
    rows = [
        {**row, "verdict": "spend_of_part_of_window", "reason": reason} if row["channel"] == "kol" else row
        for row in facts["channels"]
    ]
    text = render(replace(facts, rows=facts.rows | {"warnings": [doubt], "channels": rows}))
    assert -1 < text.index("Many rows do not count.") < text.index('<ul class="answers">')
    assert 'kol: <span lang="en">Spend incomplete' in text
    assert reason in text
    assert "支出仅有 2024-12-01 至 2024-12-31 的记录" in text


def test_a_channel_of_few_customers_says_what_chance_does_to_its_cost(sample):
    """Garwood's interval of a Poisson count: of four events it is from 1.36632 to 9.15352 (90 %)."""
    facts = read_facts(sample.query)
    kol = next(row for row in facts["channels"] if row["channel"] == "kol")
    few = kol | {"customers": 4, "spend": 1000.0, "cac": 250.0}
    (card,) = answers(replace(facts, rows=facts.rows | {"channels": [few]}))
    assert card.size[0].endswith(f"so few leave CAC to chance (90 %: {1000 / 9.15352:.2f} to {1000 / 1.36632:.2f})")
    (card,) = answers(replace(facts, rows=facts.rows | {"channels": [kol]}))
    assert "chance" not in card.size[0]


def test_money_has_the_digits_of_its_currency(sample):
    facts = read_facts(sample.query)
    yen = replace(facts, rows=facts.rows | {"context": [{**facts["context"][0], "currency": "JPY"}]})
    (_, *rows) = Tables(render(yen)).tables["channels"]
    assert [row for row in rows if "." in row[2] + row[4]] == []


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("horizon", "in the first 365 days (90 %: 80.00 to 120.00) and costs 50.00"),
        ("lifetime", "so far and in the next 180 days and costs 50.00"),
        ("predicted", "in the next 180 days and costs 50.00"),
    ],
)
def test_the_answer_is_of_the_ltv_that_is_averaged(basis, said, sample):
    """Without an interval there is no probability either, and none is said."""
    facts = read_facts(sample.query)
    interval = (80.0, 120.0, 0.9, 0.5) if basis == "horizon" else (None,) * 4
    names = ("average_ltv_low", "average_ltv_high", "probability_ltv_exceeds_cac", "probability_ltv_exceeds_target")
    kol = next(row for row in facts["channels"] if row["channel"] == "kol")
    row = kol | {"average_ltv": 100.0, "cac": 50.0, "ltv_to_cac": 2.0} | dict(zip(names, interval, strict=True))
    (kol_said,) = answers(replace(facts, basis=basis, rows=facts.rows | {"channels": [row]}))
    assert said in kol_said.average[0]
    assert ("sure" in kol_said.average[0]) == (basis == "horizon")
    assert "\u2013" not in "".join(kol_said.average)
    unknown = row | {"cac": None, "verdict": "spend_unknown"}
    (kol_said,) = answers(replace(facts, rows=facts.rows | {"channels": [unknown]}))
    assert kol_said.average[0].endswith("what it cost is not known.")


def test_what_to_do_with_the_next_unit_is_said_on_the_first_screen(page, sample):
    """Spend less on feed ads, by experiment, and more on kol; of the others nothing is known."""
    cards = {
        channel: rest.partition("</article>")[0]
        for channel, rest in re.findall(r"<strong>(\w+): (.*?)(?=<strong>|</section>)", page.read_text("utf-8"), re.S)
    }
    advice = sample.query(
        "select channel, marginal_roi, spend, suggested_spend, evidence from main_marts.budget_advice"
    )
    known = {row[0]: row[1:] for row in advice if row[1] is not None}
    assert {channel: evidence for channel, (*_, evidence) in known.items()} == {
        "feed_ads": "experiment",
        "kol": "association",
    }
    for channel, (roi, spend, suggested, evidence) in known.items():
        brings = "brings" if evidence == "experiment" else "is associated with"
        assert f"{brings} a return of {100 * roi:+.0f} %" in cards[channel]
        assert f"{suggested:,.0f} here instead of the {spend:,.0f} of whole weeks brings most" in cards[channel]
    assert known["feed_ads"][0] < 0 < known["kol"][0]
    assert known["feed_ads"][2] < known["feed_ads"][1]
    assert all("is not known" in cards[channel] for channel in ("organic_search", "community_referral"))


def test_other_costs_and_other_rules_of_credit_are_shown(page, sample):
    """The sample's kol has an agency besides its spend, and was often met before another channel won the customer."""
    rows = {row[0]: row[1:] for row in Tables(page.read_text(encoding="utf-8")).tables["credits"][1:]}
    ((loaded, first),) = sample.query(
        "select round(cast(fully_loaded_cac as decimal(18, 6)), 2), (select round(cast(roi as decimal(18, 6)), 2)"
        " from main_marts.attribution where channel = 'kol' and rule = 'first_touch')"
        " from main_marts.channel_roi where channel = 'kol'"
    )
    assert rows["kol"][1] == shown(loaded)
    assert rows["kol"][3] == shown(first)
    assert float(rows["kol"][3]) > float(rows["kol"][4])


def test_whoever_reads_chinese_reads_no_english_sentence(page):
    told = re.findall(r'<span lang="zh" hidden>([^<]+)</span>', page.read_text(encoding="utf-8"))
    assert sum("标准误" in text for text in told) >= 1
    assert [text for text in told if re.search(r"[a-z]{3,} [a-z]{3,}", text)] == []


def test_the_page_needs_no_network_is_small_and_names_no_customer(page, sample):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < 6_000_000
    own = text.partition("<script>")[0] + text.rpartition('"use strict";')[2]
    assert re.findall(r"""(?:src|href)=["'](?!data:)""", own) == []
    names = [name for (name,) in sample.query("select customer_id from main_marts.customer_ltv")]
    assert [name for name in names if name in own] == []


def test_a_browser_draws_every_chart_without_an_error(page, tmp_path):
    if BROWSER is None:
        pytest.skip("! THE REPORT IS NOT TESTED IN A BROWSER: no Chromium. Install it (Debian: chromium) !")
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path}", "--enable-logging=stderr", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
    charts = re.findall(r'id="chart-(\w+)"', done.stdout)
    assert {"value", "ratio", "curves", "payback", "response", "retention", "ahead", "past", "calibration"} <= set(
        charts
    )
    assert done.stdout.count('class="main-svg"') >= len(charts)


def test_the_workbook_has_every_mart_typed_and_defined(sample, monkeypatch, tmp_path):
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(sample.path))
    cli.main(["export", str(tmp_path / "marts.xlsx")])
    book = load_workbook(tmp_path / "marts.xlsx")
    marts = sample.query(
        "select table_name from information_schema.tables where table_schema in ('main_marts', 'main_monitoring')"
    )
    assert set(book.sheetnames) == {name[:31] for (name,) in marts} | {"definitions"}
    header, *rows = book["channel_roi"].iter_rows(values_only=True)
    spend = {row[0]: row[header.index("spend")] for row in rows}
    expected = dict(sample.query("select channel, spend from main_marts.channel_roi"))
    assert {name: Decimal(str(value)) for name, value in spend.items()} == pytest.approx(expected)
    cli.main(["export", str(tmp_path / "csv")])
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == {name for (name,) in marts}


def test_nothing_built_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / "none.duckdb"))
    for command in (["report"], ["export", str(tmp_path / "marts.xlsx")]):
        with pytest.raises(SystemExit):
            cli.main(command)
        assert "no such file; run dbt build or ltv build first" in capsys.readouterr().err
