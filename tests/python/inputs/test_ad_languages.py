"""Reports of advertising in the languages of their readers; the platform is told by columns or by the file's name."""

from __future__ import annotations

import pytest
from inputs.drafts import Drafted, only

ORDERS = ("order_id,customer_id,order_date,total", "1,a,2024-01-05,10.50", "2,b,2024-01-06,20.50")

META = {
    "de": "Tag,Kampagnenname,Ausgegebener Betrag (EUR),Berichtsstart,Berichtsende",
    "fr": "Jour,Nom de la campagne,Montant dépensé (EUR),Début des rapports,Fin des rapports",
    "es": "Día,Nombre de la campaña,Importe gastado (EUR),Inicio del informe,Fin del informe",
    "it": "Giorno,Nome della campagna,Importo speso (EUR),Inizio report,Fine report",
    "pt": "Dia,Nome da campanha,Valor usado (EUR),Início dos relatórios,Término dos relatórios",
    "nl": "Dag,Campagnenaam,Besteed bedrag (EUR),Start rapportage,Einde rapportage",
    "zh": "单日,广告系列名称,花费金额 (EUR),报告开始日期,报告结束日期",
    "ja": "日,キャンペーン名,消化金額 (EUR),レポート開始日,レポート終了日",
}


@pytest.mark.parametrize("language", META)
def test_reports_of_meta_are_known_in_many_languages(drafted: Drafted, language: str) -> None:
    """They were none of the known exports. The row of the sum has no campaign."""
    day, campaign, spent, *_ = META[language].split(",")
    lines = (META[language], "2024-01-05,Brand,12.50,2024-01-05,2024-01-05", ",,12.50,2024-01-05,2024-01-05")
    mapping = drafted({"orders.csv": ORDERS, "report.csv": lines})
    source = only(mapping, "ad_spend")
    assert (source["columns"]["spend_date"], source["columns"]["spend"]) == (day, spent)
    assert source["drop_blank"] == [campaign]
    assert mapping.variables["reporting_currency"] == "EUR"
    assert mapping.open == ()


@pytest.mark.parametrize("language", META)
def test_a_report_of_meta_by_month_says_so(drafted: Drafted, language: str) -> None:
    header = META[language].partition(",")[2]
    mapping = drafted({"orders.csv": ORDERS, "report.csv": (header, "Brand,12.50,2024-01-01,2024-01-31")})
    assert any("Rows span several days" in sentence for sentence in mapping.why["ad_spend"])


def test_sums_of_a_breakdown_are_left_out_in_any_language(drafted: Drafted) -> None:
    """Rows without a platform sum those that have one: only the English name was known."""
    header = "Tag,Kampagnenname,Plattform,Ausgegebener Betrag (EUR)"
    lines = (header, "2024-01-05,K,,5", "2024-01-05,K,facebook,3", "2024-01-05,K,instagram,2")
    source = only(drafted({"orders.csv": ORDERS, "report.csv": lines}), "ad_spend")
    assert source["drop_blank"] == ["Kampagnenname", "Plattform"]


GOOGLE = {
    "de": ("Tag,Kampagne,Währungscode,Kosten,Impr.,Klicks", "Gesamt: Konto", '"1.234,50"', ","),
    "fr": ("Jour,Campagne,Code de devise,Coût,Impr.,Clics", "Total : compte", '"1 234,50"', ","),
    "es": ("Día,Campaña,Código de moneda,Coste,Impr.,Clics", "Total: cuenta", '"1.234,50"', ","),
    "zh": ("天,广告系列,货币代码,费用,展示次数,点击次数", "总计\uff1a账号", '"1,234.50"', "."),
    "en": ("Day,Campaign,Currency code,Cost,Impr.,Clicks", "Total: Account", '"1,234.50"', "."),
}


@pytest.mark.parametrize("language", GOOGLE)
def test_reports_of_google_are_known_in_many_languages(drafted: Drafted, language: str) -> None:
    header, total, cost, mark = GOOGLE[language]
    lines = ("A report", "of some days", header, f"2024-01-05,Brand,EUR,{cost}, --,5", f"{total},,--,{cost},0,0")
    mapping = drafted({"orders.csv": ORDERS, "report.csv": lines})
    source = only(mapping, "ad_spend")
    assert (source["columns"]["channel"], source["columns"]["spend"]) == ({"value": "google_ads"}, header.split(",")[3])
    assert (source["header_line"], source["decimal_mark"]) == (3, mark)
    assert mapping.variables["reporting_currency"] == "EUR"
    assert mapping.open == ()


FROM_LOADERS = {
    "facebook_ads__basic_ad": ("ad_id,date,account_id,ad_name,impressions,reach,spend", "meta_ads"),
    "google_ads__campaign_report": ("source_relation,date_day,account_id,campaign_name,clicks,spend", "google_ads"),
    "insights": ("date_start,date_stop,account_currency,adset_id,impressions,spend", "meta_ads"),
    "TikTok report": ("campaign_id,stat_time_day,spend,clicks,impressions", "tiktok_ads"),
    "linkedin_ad_analytics": ("campaign_id,day,clicks,cost_in_local_currency", "linkedin_ads"),
    "microsoft_ads": ("date,account_id,clicks,spend", "microsoft_ads"),
    "pinterest": ("date,campaign_id,impressions,spend_in_micro_dollar", "pinterest_ads"),
    "reddit": ("Date,Campaign Name,Impressions,Amount Spent (USD)", "reddit_ads"),
    "x_ads": ("Time period,Campaign name,Impressions,Spend", "x_ads"),
    "Sponsored Products": ("Date,Campaign Name,Clicks,Spend,7 Day Total Sales", "amazon_ads"),
    "snap": ("Start Time,End Time,Paid Impressions,Swipe Ups,Amount Spent", "snapchat_ads"),
}


@pytest.mark.parametrize("name", FROM_LOADERS)
def test_the_name_of_the_file_tells_the_platform(drafted: Drafted, name: str) -> None:
    """Reports without a platform were refused; Reddit's was taken for Meta's, and accounts for customers."""
    header, channel = FROM_LOADERS[name]
    days = {
        "date",
        "date_day",
        "day",
        "stat_time_day",
        "time_period",
        "start_time",
        "end_time",
        "date_start",
        "date_stop",
    }
    row = ["2024-01-05" if part.lower().replace(" ", "_") in days else "5" for part in header.split(",")]
    source = only(drafted({"orders.csv": ORDERS, f"{name}.csv": (header, ",".join(row))}), "ad_spend")
    assert source["columns"]["channel"] == {"value": channel}
    assert source.get("divide_by") == (1_000_000 if "micro" in source["columns"]["spend"] else None)


def test_a_report_of_nobody_knows_whom_is_asked_about(drafted: Drafted) -> None:
    report = ("date_day,campaign_name,impressions,spend", "2024-01-05,Brand,5,5.50")
    (question,) = drafted({"orders.csv": ORDERS, "report.csv": report}).open
    assert "does not say whose advertising it reports" in question


def test_a_column_for_each_channel_is_a_source_for_each(drafted: Drafted) -> None:
    report = ("date,google_spend,spend_meta,visits", "2024-01-05,5.50,7.25,100")
    sources = drafted({"orders.csv": ORDERS, "marketing.csv": report}).variables["inputs"]["ad_spend"]
    assert [(each["columns"]["channel"], each["columns"]["spend"]) for each in sources] == [
        ({"value": "google"}, "google_spend"),
        ({"value": "meta"}, "spend_meta"),
    ]


def test_costs_of_several_platforms_are_not_those_of_google(drafted: Drafted) -> None:
    """The columns are Google's, and the channel was not looked at."""
    report = ("Day,Channel,Campaign,Impressions,Clicks,Cost", "2024-01-05,bing,Brand,5,5,5.50")
    source = only(drafted({"orders.csv": ORDERS, "report.csv": report}), "ad_spend")
    assert source["columns"]["channel"] == "Channel"


@pytest.mark.parametrize(
    ("name", "values", "channel"),
    [
        ("source", ("tiktok", "facebook"), "source"),
        ("network", ("instagram", "Audience Network"), {"value": "meta_ads"}),
    ],
)
def test_costs_of_several_platforms_are_not_those_of_meta(
    drafted: Drafted, name: str, values: tuple[str, str], channel: object
) -> None:
    """Of date, source and amount_spent all spend went to meta_ads. Where the places are Meta's own it does."""
    rows = (f"date,{name},amount_spent", *(f"2024-01-05,{value},5.50" for value in values))
    source = only(drafted({"orders.csv": ORDERS, "report.csv": rows}), "ad_spend")
    assert source["columns"]["channel"] == channel


REPORTS = {
    "yandex_direct.csv": ("Дата;Кампания;Показы;Клики;Расход", "Итого", "yandex"),
    "Naver_report.csv": ("날짜;캠페인;노출수;클릭수;광고비", "합계", "naver"),
    "bing.csv": ("Tag;Kampagne;Einblendungen;Klicks;Kosten", "Gesamt", "microsoft_ads"),
    "criteo.csv": ("Data;Kampania;Wyświetlenia;Kliknięcia;Koszt", "Razem", "criteo"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_known_by_the_words_of_their_columns(drafted: Drafted, name: str) -> None:
    """What was shown and clicked makes a report of what costs money; its last row is the sum of the others."""
    header, total, channel = REPORTS[name]
    lines = ["Report 01.03.2024 - 28.03.2024", header, *(f"{i + 1:02d}.03.2024;A;10;1;{i + 5},50" for i in range(28))]
    mapping = drafted({"orders.csv": ORDERS, name: [*lines, f"{total};;280;28;532,00"]})
    source, day, spend = only(mapping, "ad_spend"), header.split(";")[0], header.split(";")[-1]
    assert source["columns"] == {"spend_date": day, "spend": spend, "channel": {"value": channel}}
    assert (source["header_line"], source["date_format"], source["drop"]) == (2, "%d.%m.%Y", {day: [total]})


@pytest.mark.parametrize(("ctr", "spent", "channel"), [("CTR", "Spent", "?"), ("CTR (all)", "spent", "meta_ads")])
def test_costs_with_the_name_that_meta_gives_them_are_not_all_of_meta(
    drafted: Drafted, ctr: str, spent: str, channel: str
) -> None:
    """Reddit's report has Amount Spent (USD) too, and its spend was Meta's in silence."""
    report = (f"Date,Campaign Name,Impressions,{ctr},Amount {spent} (USD)", "2024-01-01,sale,100,2%,10.50")
    mapping = drafted({"orders.csv": ORDERS, "report.csv": report})
    assert only(mapping, "ad_spend")["columns"]["channel"] == {"value": channel}
