"""What reports of advertising call their columns in the languages of their readers, as `names.key` compares it.

English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Chinese and Japanese: the tables are the
documentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch

from ltv.inputs.formats.names import by_key, key
from ltv.inputs.formats.table import Table


def _keys(*names: str) -> tuple[str, ...]:
    return tuple(map(key, names))


DAY = _keys(
    *("day", "by_day", "tag", "jour", "dia", "giorno", "dag", "dzien", "date", "datum", "fecha", "data"),
    *("日", "天", "单日", "日期", "按天", "时间_天"),
)
STARTS = _keys(
    *("reporting_starts", "berichtsstart", "debut_des_rapports", "inicio_del_informe", "inizio_report"),
    *("inicio_dos_relatorios", "start_rapportage", "begin_rapportage", "poczatek_raportu", "rapportstart"),
    *("报告开始日期", "レポート開始日"),
)
ENDS = _keys(
    *("reporting_ends", "berichtsende", "fin_des_rapports", "fin_del_informe", "fine_report"),
    *("termino_dos_relatorios", "encerramento_dos_relatorios", "fim_dos_relatorios", "einde_rapportage"),
    *("koniec_raportu", "rapportslut", "报告结束日期", "レポート終了日"),
)
SPENT = _keys(
    *("amount_spent", "ausgegebener_betrag", "montant_depense", "importe_gastado", "importo_speso", "valor_usado"),
    *("montante_gasto", "valor_gasto", "besteed_bedrag", "wydana_kwota", "spenderat_belopp"),
    *("花费金额", "已花费金额", "消化金額"),
)
CAMPAIGN = _keys(
    *("campaign_name", "kampagnenname", "nom_de_la_campagne", "nombre_de_la_campana", "nome_della_campagna"),
    *("nome_da_campanha", "campagnenaam", "nazwa_kampanii", "kampanjnamn", "广告系列名称", "キャンペーン名"),
)
BREAKDOWNS = _keys(
    *("platform", "placement", "device_platform", "impression_device", "age", "gender", "country", "region"),
    *("plattform", "platzierung", "gerateplattform", "geraeteplattform", "alter", "geschlecht", "land"),
    *("plateforme", "plateforme_de_l_appareil", "sexe", "pays", "plataforma", "ubicacion", "edad", "sexo", "pais"),
    *("piattaforma", "posizionamento", "eta", "genere", "paese", "regione", "idade", "genero", "regiao"),
    *("posicionamento", "plaatsing", "leeftijd", "geslacht", "regio", "platforma", "wiek", "plec", "kraj"),
    *("平台", "版位", "年龄", "性别", "国家_地区", "地区", "プラットフォーム", "年齢", "性別", "国"),
)
"""Columns of a breakdown: where only some rows have one, the others are their totals."""

COST = _keys(
    "cost", "kosten", "cout", "coste", "costo", "custo", "koszt", "kostnad", "费用", "費用", "spend", "ausgaben"
)
CURRENCY = _keys(
    *("currency_code", "currency", "wahrungscode", "waehrungscode", "waehrung"),
    *("code_de_devise", "code_devise", "devise"),
    *("codigo_de_moneda", "moneda", "codice_valuta", "valuta", "codigo_da_moeda", "moeda", "valutacode"),
    *("货币代码", "货币", "通货コード", "通貨コード"),
)
SIGNS = _keys(
    *("campaign", "campaign_type", "campaign_status", "ad_group", "impr", "impressions", "clicks", "avg_cpc"),
    *("kampagne", "kampagnenstatus", "kampagnentyp", "anzeigengruppe", "impressionen", "klicks"),
    *("campagne", "clics", "impresiones", "campana", "campagna", "clic", "campanha", "cliques", "impressoes"),
    *("klikken", "vertoningen", "kampania", "klikniecia", "kampanj", "klick"),
    *("广告系列", "广告组", "展示次数", "点击次数", "点击量", "キャンペーン", "表示回数", "クリック数"),
)
TOTALS = (
    *("Total:*", "Total : *", "Total of *", "Gesamt*", "Summe*", "Totale:*", "Totaal:*", "总计*", "合计*", "合計*"),
    "\u00a9*",  # Microsoft's line below its totals
)
"""How rows of totals begin."""


def totals(table: Table, *columns: str) -> dict[str, list[str]]:
    """The filter that leaves out rows of totals, which begin with a word for one in one of these columns."""
    dropped = {}
    for column in dict.fromkeys(columns):
        values = [value.lower() for value in table.values(column)]
        there = [each for each in TOTALS if any(fnmatch(value, each.lower()) for value in values)]
        dropped[column] = there or [TOTALS[0]]
    return dropped


def column_of(table: Table, names: Sequence[str]) -> str | None:
    """The file's own name of the first of these columns that it has."""
    there = by_key(table.columns)
    return next((there[name] for name in names if name in there), None)
