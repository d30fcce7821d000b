"""The answer per channel, in one or two sentences of each language, from its figures."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from scipy.stats import gamma

from ltv.report.facts import MOST_SHOWN, Facts, Row, by_size

VERDICTS = {
    "grow": ("Grow", "增加投入"),
    "hold": ("Hold", "维持"),
    "cut": ("Cut", "削减"),
    "insufficient_evidence": ("Not decided", "证据不足"),
    "spend_of_part_of_window": ("Spend incomplete", "支出不完整"),
    "customers_without_spend": ("No ad spend", "无广告支出"),
    "spend_without_customers": ("Spend without customers", "有支出无客户"),
    "no_activity": ("No activity", "无活动"),
    "spend_unknown": ("Spend unknown", "支出未知"),
    "zero_spend": ("Spend of zero", "支出为零"),
    "no_prediction": ("No prediction", "无法预测"),
    "ratio_reaches_target": ("Reaches the target", "达到目标"),
    "ratio_covers_cac": ("Covers its cost", "覆盖成本"),
    "ratio_below_cac": ("Below its cost", "低于成本"),
}

WHEN = {
    "horizon": (
        "A customer brings {ltv} in the first {facts.horizon} days",
        "每位客户在前 {facts.horizon} 天带来 {ltv}",
    ),
    "lifetime": (
        "A customer brings {ltv} so far and in the next {facts.ahead} days",
        "每位客户至今及未来 {facts.ahead} 天带来 {ltv}",
    ),
    "predicted": (
        "A customer brings {ltv} in the next {facts.ahead} days",
        "每位客户未来 {facts.ahead} 天带来 {ltv}",
    ),
}
"""What an average of customers is, by the variable ltv_basis (English, Chinese)."""


FEW = 30  # customers of a channel, below which chance moves CAC by a third and more


class Answer(NamedTuple):
    """verdict: its key. title, size, average, next_customers, next_unit: (English, Chinese). doubt: why the verdict is
    none, why: of the next unit, both in English."""

    channel: str
    verdict: str
    title: tuple[str, str]
    size: tuple[str, str]
    doubt: str
    average: tuple[str, str]
    next_customers: tuple[str, str]
    next_unit: tuple[str, str]
    why: str


def answers(facts: Facts) -> list[Answer]:
    """Of MOST_SHOWN channels, those to grow and to cut before others: those to grow, to hold, to cut, then the others;
    those that cost most first."""
    advice = {row["channel"]: row for row in facts["advice"]}
    currency = facts["context"][0]["currency"] or ""
    by_stake = sorted(
        facts["channels"],
        key=lambda row: (row["verdict"] not in ("grow", "cut"), *by_size(row)),
    )
    channels = sorted(by_stake[:MOST_SHOWN], key=lambda row: (_place(row), *by_size(row)))
    return [_answer(row, advice.get(row["channel"], {}), facts, currency) for row in channels]


def _place(row: Row) -> int:
    known = list(VERDICTS)
    return known.index(row["verdict"]) if row["verdict"] in known else len(known)


def number(value: Any, digits: int = 2) -> str:
    """A figure for people; a dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def span(low: Any, high: Any, digits: int = 2) -> str:
    """An interval for people; one dash where there is none."""
    return "–" if low is None and high is None else f"{number(low, digits)} – {number(high, digits)}"


def percent(value: Any) -> str:
    """A share for people."""
    if value is None:
        return "–"
    return "> 99 %" if value > 0.995 else "< 1 %" if value < 0.005 else f"{value:.0%}".replace("%", " %")


def _answer(row: Row, advice: Row, facts: Facts, currency: str) -> Answer:
    title = VERDICTS.get(row["verdict"], (row["verdict"], row["verdict"]))
    return Answer(
        row["channel"],
        row["verdict"],
        title,
        _size(row, facts, currency),
        (row["reason"] or "") if row["verdict"] == "spend_of_part_of_window" else "",
        _average(row, facts, currency),
        _next_customers(row, facts, currency),
        _next_unit(row, advice),
        _why(row, advice),
    )


def _size(row: Row, facts: Facts, currency: str) -> tuple[str, str]:
    """How much the figures stand on."""
    customers = number(row["customers"], 0)
    english = "1 customer" if row["customers"] == 1 else f"{customers} customers"
    if row["spend"] is None:
        return english, f"{customers} 位客户"
    spend = f"{number(row['spend'], 0)} {currency}".rstrip()
    few = _few(row, facts)
    return f"{english}, {spend} spent{few[0]}", f"{customers} 位客户，支出 {spend}{few[1]}"


def _few(row: Row, facts: Facts) -> tuple[str, str]:
    """Of a channel with few customers, which CACs the same spend could have had: their number is a Poisson count, whose
    exact interval is of gamma quantiles (Garwood 1936). The verdict is of the customers there are."""
    if row["cac"] is None or not 0 < row["customers"] < FEW:
        return "", ""
    fewest, most = gamma.ppf(0.05, row["customers"]), gamma.ppf(0.95, row["customers"] + 1)
    low, high = (number(row["spend"] / count, facts.decimals) for count in (most, fewest))
    return (
        f"; so few leave CAC to chance (90 %: {low} to {high})",
        f"；客户太少，获客成本有偶然性（90 % 区间：{low} 至 {high}）",
    )


def _average(row: Row, facts: Facts, currency: str) -> tuple[str, str]:
    if row["average_ltv"] is None:
        return ("What its customers bring cannot be told.", "无法估计客户价值。")
    ltv, cac = f"{number(row['average_ltv'], facts.decimals)} {currency}", number(row["cac"], facts.decimals)
    english, chinese = (words.format(facts=facts, ltv=ltv) for words in WHEN[facts.basis])
    if row["average_ltv_low"] is not None:
        low, high = (number(row[name], facts.decimals) for name in ("average_ltv_low", "average_ltv_high"))
        english, chinese = f"{english} (90 %: {low} to {high})", f"{chinese}（90 % 区间：{low} 至 {high}）"
    if row["cac"] is None:
        unknown = row["verdict"] == "spend_unknown"
        cost = (
            ("what it cost is not known", "获客成本未知") if unknown else ("it has no acquisition cost", "无获客成本")
        )
        return f"{english}; {cost[0]}.", f"{chinese}；{cost[1]}。"
    ratio = number(row["ltv_to_cac"], 1)
    english += f" and costs {cac}: {ratio} times its cost, where {facts.target:g} is the target."
    chinese += f"，获客成本 {cac}：为成本的 {ratio} 倍，目标为 {facts.target:g} 倍。"
    if row["probability_ltv_exceeds_cac"] is not None and row["verdict"] != "spend_of_part_of_window":
        sure, reaches = percent(row["probability_ltv_exceeds_cac"]), percent(row["probability_ltv_exceeds_target"])
        english += f" That it pays back within {facts.horizon} days is {sure} sure,"
        english += f" that it reaches the target {reaches}."
        chinese += f"{facts.horizon} 天内收回成本的概率 {sure}，达到目标的概率 {reaches}。"
    return english, chinese


def _next_customers(row: Row, facts: Facts, currency: str) -> tuple[str, str]:
    """What money that is spent next would win: few customers of the past say little of those to come."""
    if not row["spend"] or row["next_customers_ltv"] is None:
        return "", ""
    names = ("next_customers_ltv", "next_customers_ltv_low", "next_customers_ltv_high")
    middle, low, high = (number(row[name], facts.decimals) for name in names)
    return (
        f"Its next customers are expected to bring {middle} {currency} (90 %: {low} to {high}).",
        f"其后续客户预计带来 {middle} {currency}（90 % 区间：{low} 至 {high}）。",
    )


def _next_unit(row: Row, advice: Row) -> tuple[str, str]:
    if not row["spend"]:
        return "", ""
    if advice.get("marginal_roi") is None:
        return "What one more unit of spend brings is not known.", "再投入一单位的回报未知。"
    names = ("marginal_roi_low", "marginal_roi", "marginal_roi_high")
    low, middle, high = (f"{advice[name]:+.0%}".replace("%", " %") for name in names)
    caused = advice.get("evidence") == "experiment"
    english = f"One more unit of spend {'brings' if caused else 'is associated with'} a return of {middle} on it"
    chinese = f"再投入一单位{'带来' if caused else '与'} {middle} 的回报{'' if caused else '相关'}"
    english, chinese = f"{english} (90 %: {low} to {high}).", f"{chinese}（90 %：{low} 至 {high}）。"
    spend, suggested = number(advice["spend"], 0), number(advice["suggested_spend"], 0)
    if suggested == spend or advice["suggested_spend"] is None:
        return english, chinese
    return (
        f"{english} With the same money in all, {suggested} here instead of the {spend} of whole weeks brings most.",
        f"{chinese}总额不变时，此渠道由 {spend}（完整周）改为 {suggested} 带来最多。",
    )


def _why(row: Row, advice: Row) -> str:
    """The reason of the advice, in which a verdict stands by its key."""
    return (advice.get("reason") or "") if row["spend"] else ""


def in_words(text: str) -> str:
    """The English text with verdicts in words."""
    return re.sub(r"\(verdict (\w+)\)", lambda found: f"(verdict {VERDICTS.get(found[1], (found[1],))[0]})", text)
