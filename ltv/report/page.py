"""The page itself: facts, answers and charts put into one HTML file that needs no network."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jinja2
from plotly.offline import get_plotlyjs

from ltv.report.answers import VERDICTS, answers, in_words, number, span
from ltv.report.charts import charts
from ltv.report.chinese import chinese
from ltv.report.chinese_alerts import OUTCOMES, SEGMENTS, SEVERITIES
from ltv.report.chinese_warnings import WARNINGS
from ltv.report.facts import RULES, Facts

LANGUAGES = ("en", "zh")
DEFINITIONS = {
    "LTV": (
        "What a customer brings in the first days after the first purchase (ltv_horizon_days), seen and predicted,"
        " times the margin, discounted to the first purchase; or what ltv_basis says instead.",
        "客户首次购买后一段时间内的价值（已实现与预测），乘以毛利率并折现；或按 ltv_basis 的设定。",
    ),
    "CAC": (
        "Spend of the channel in the window over the new customers of the channel in the window.",
        "窗口期内渠道支出除以新客户数。",
    ),
    "ROI": ("(LTV - CAC) / CAC.", "（价值 - 成本）/ 成本。"),
    "90 %": (
        "In nine of ten cases the figure lies within: the parameters, chance and the model's past errors are in it.",
        "十次中有九次落在此区间；包含参数、随机性与模型误差。",
    ),
}


def render(facts: Facts) -> str:
    """The page, as text of an HTML file."""
    template = files("ltv.report").joinpath("page.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "number": number,
        "money": lambda amount: number(amount, facts.decimals),
        "share": percent_or_whole,
        "in_words": in_words,
        "place": place,
    }
    largest = facts.largest
    figures = _figures(largest)
    return environment.from_string(template).render(
        facts=facts,
        context=facts["context"][0],
        answers=answers(facts),
        span=lambda low, high: span(low, high, facts.decimals),
        verdicts=VERDICTS,
        definitions=DEFINITIONS,
        rules=RULES,
        chinese=chinese,
        severities=SEVERITIES,
        segments=SEGMENTS,
        outcomes=OUTCOMES,
        warnings=WARNINGS,
        charts=list(figures[LANGUAGES[0]]),
        figures=_script(json.dumps(figures)),
        plotly=_script(get_plotlyjs()),
    )


def _figures(facts: Facts) -> dict[str, dict[str, Any]]:
    """Language -> chart -> figure, as what JSON is made of."""
    drawn = {
        language: {name: json.loads(figure.to_json()) for name, figure in charts(facts, place).items()}
        for place, language in enumerate(LANGUAGES)
    }
    for by_name in drawn.values():
        for figure in by_name.values():
            figure["layout"].pop("template", None)  # the same few lines for each chart would be most of the page
    return drawn


def _script(text: str) -> str:
    """Text that stands in a script element: nothing in it ends the element, or opens a comment."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def place(source: str) -> str:
    """Where the data come from, without the folders of the machine: the page is for others to read."""
    kind, separator, path = source.partition(": ")
    return f"{kind}{separator}{path.rstrip('/').rsplit('/', 1)[-1]}"


def percent_or_whole(share: float) -> str:
    """A share that is known exactly."""
    return f"{100 * share:g} %"
