"""Reasons, alerts and warnings in Chinese: sentence by sentence, as far as they are known here.

The sentences are made where the figures are, in English. A sentence that is not known stays English, and is marked so.
"""

from __future__ import annotations

import re
from functools import cache

from ltv.economics import budget, experiments, placebo, response
from ltv.report.answers import VERDICTS
from ltv.report.chinese_alerts import ALERTS
from ltv.warehouse import choice

SENTENCES = {
    "Spend is known from {first} to {last} only, and {outside} of {customers} customers came outside of it:"
    " CAC is too low.": (
        "支出仅有 {first} 至 {last} 的记录，{customers} 位客户中有 {outside} 位在此期间之外获得：获客成本偏低。"
    ),
    "The average customer repays the spend (verdict {verdict});": "平均而言，客户收回了支出（结论：{verdict}）；",
    "The average customer does not repay the spend (verdict {verdict});": (
        "平均而言，客户未收回支出（结论：{verdict}）；"
    ),
    "whether one more unit of spend brings more customers is not known.": "再投入一单位能否带来更多客户尚不清楚。",
    "one more unit of spend is associated with a return of {percent} % on it.": (
        "再投入一单位与 {percent} % 的回报相关。"
    ),
    "one more unit of spend brought, by experiment, a return of {percent} % on it.": (
        "实验表明，再投入一单位带来 {percent} % 的回报。"
    ),
    f"{placebo.LEAD}.": "之后的支出与之前的新客户相关（{z} 个标准误），而支出不可能带来之前的客户。",
    f"{placebo.PAST}.": "支出跟随该渠道此前的新客户（{z} 个标准误）：支出可能由需求决定。",
    f"{placebo.SMOOTH}.": "支出像需求一样变化缓慢（{z} 个标准误）：二者无法区分。",
    f"{placebo.OTHERS}.": "其他渠道的新客户与该渠道的支出同步（{z} 个标准误）：支出可能跟随全店需求。",
    f"{placebo.TOGETHER}.": "各渠道支出同步变化（{z} 个标准误）：可能跟随同一需求。",
    f"{placebo.ALL}.": "之后的支出、此前的客户与缓慢的支出合起来表明支出由需求决定（{z} 个标准误）。",
    f"{placebo.SCATTER}.": (
        "无法判断是支出还是需求带来了新客户：与支出同步的变化，小于无法解释的波动（泊松波动的 {dispersion} 倍）。"
    ),
    f"{placebo.NOTHING}.": "新客户与支出的关系不超过偶然（{z} 个标准误）：看不出反应。",
    f"{placebo.SHOP}.": "从所有渠道看，支出由需求决定（{z} 个标准误）。",
    response.NO_SPEND: "没有支出。",
    response.FEW_WEEKS: "只有 {weeks} 个完整的周；至少需要 {needed} 周。",
    response.FEW_BUYERS: "这些周只有 {buyers} 位新客户；至少需要 {needed} 位。",
    response.FLAT_SPEND: "每周支出几乎没有变化（为均值的 {variation}，低于 {needed}）：无法看出反应。",
    response.NO_RESPONSE: "新客户与支出的关系不超过偶然（支出不起作用的概率为 {none}）：看不出反应。",
    budget.NO_VALUE: "该渠道没有可与支出比较的客户价值。",
    budget.NO_PARTNER: "没有其他渠道的反应可以判断，因此无法与其调换支出。",
    experiments.FEW_TESTED: (
        "已声明的实验在此期间有 {weeks} 个完整的周，期间外有 {outside} 周；需要 {tested} 周与 {rest} 周。"
    ),
    experiments.FLAT_TEST: "已声明的实验使支出只变化了通常的 {change}，低于 {needed}。",
    experiments.NO_EFFECT: "在已声明的实验中，新客户与支出的关系不超过偶然（支出不起作用的概率为 {none}）。",
    experiments.TEST.replace("{change}", "Halving"): (
        "将支出减半 {weeks} 周，并在 spend_experiments 中声明，即可知道一单位支出带来多少客户，"
        "误差在平均值的 {precision} 以内（90 % 区间）。"
    ),
    experiments.TEST.replace("{change}", "Pausing"): (
        "将支出暂停 {weeks} 周，并在 spend_experiments 中声明，即可知道一单位支出带来多少客户，"
        "误差在平均值的 {precision} 以内（90 % 区间）。"
    ),
    experiments.TOO_LONG: "一年之内的实验也无法得出结论：客户太少，或波动太大。",
    choice.NOTHING: "没有可以回测的时点：历史、客户或重复购买者不足。该模型未经检验。",
    choice.NOBODY_CAME: "在回测的各时点之后无人再次购买，误差无从衡量。该模型未经检验。",
    choice.REFERENCE: "参考引擎（lifetimes）不做回测。",
    choice.POOLED: "所有客户共用的模型，因为各渠道在同一模型中合并估计。",
    "The one model that could be backtested.": "唯一可以回测的模型。",
    "It did best at the earlier cut-offs, by the error of the sum, the error per customer and the interval score"
    " together (within {close} by likelihood).": (
        "在此前各时点，综合总量误差、单客误差与区间得分，该模型最好（相差 {close} 以内时看似然）。"
    ),
    "Error of the sum, and of a customer in purchases: {errors}.": "总量误差与单客购买次数误差：{errors}。",
    "Sums of purchases were off by {error} in 1 forecast of the past.": "1 次回测中，购买总数的误差为 {error}。",
    "Sums of purchases were off by {error} in {count} forecasts of the past.": (
        "{count} 次回测中，购买总数的误差为 {error}。"
    ),
    "A naive forecast was closer: {model}, off by {error}.": "一个简单预测更接近：{model}，误差 {error}。",
} | ALERTS


def chinese(text: str) -> str:
    """The text, each sentence that is known in Chinese; the others as they are."""
    rest, told = text.strip(), []
    while rest:
        for known, pattern in _patterns().items():
            if match := pattern.match(rest):
                told.append(SENTENCES[known].format(**_named(match)))
                rest = rest[match.end() :].lstrip()
                break
        else:
            sentence, _, rest = rest.partition(". ")
            told.append(f"{sentence.rstrip('.')}. ")
    return "".join(told).strip()


def _named(match: re.Match[str]) -> dict[str, str]:
    """What stands for the names in the sentence; a verdict in Chinese too."""
    return {name: VERDICTS[said][1] if name == "verdict" else said for name, said in match.groupdict().items()}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The English sentences, {name} and {name:.0%} standing for any text up to what follows."""
    named = {known: re.split(r"\{(\w+)(?::[^}]*)?\}", known) for known in SENTENCES}
    return {
        known: re.compile(
            "".join(f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)) + r"(?=\s|$)"
        )
        for known, parts in named.items()
    }
