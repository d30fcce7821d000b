"""What the page's charts have in common: colours, words in both languages, error bars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from html import escape
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from ltv.report.facts import Row

# Okabe & Ito (2008): eight colours that colour-blind readers can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
DASHES = ("solid", "dash", "dashdot", "longdash")
WORDS = {
    "ltv": ("LTV, 90 % interval", "客户价值，90 % 区间"),
    "ltv_alone": ("LTV", "客户价值"),
    "cac": ("CAC", "获客成本"),
    "target": ("target times CAC", "目标倍数 × 成本"),
    "per_customer": ("per customer", "每位客户"),
    "ratio": ("LTV / CAC", "价值 / 成本"),
    "age": ("days since the first purchase", "首次购买后天数"),
    "realised": ("seen", "已实现"),
    "expected": ("expected", "预期"),
    "days": ("days until paid back", "回本天数"),
    "day": ("d", "天"),
    "months": ("30-day months since first purchase", "首次购买后月数（30 天）"),
    "repeats": ("repeat purchases until then", "此前重复购买次数"),
    "each": ("purchases per customer", "每位客户购买次数"),
    "spend": ("spend in a week", "每周支出"),
    "buyers": ("new buyers in a week", "每周新客户"),
    "usual": ("usual week", "通常一周"),
    "suggested": ("suggested", "建议"),
    "came": ("what came", "实际"),
    "said": ("forecast, 90 % interval", "预测，90 % 区间"),
    "intensity": ("intensity, 1 = a plain day", "强度，1 = 普通日"),
    "ahead": ("days ahead", "未来天数"),
    "purchases": ("purchases", "购买次数"),
}


def word(key: str, language: int) -> str:
    """A word of the charts. language: 0 English, 1 Chinese."""
    return WORDS[key][language]


LONGEST_NAME = 28  # letters of a channel's name beside a chart: more would leave the chart no room


def labels(channels: Iterable[str]) -> dict[str, str]:
    """Channel -> what a chart calls it: no mark-up, which Plotly would obey, not too long, and no two alike."""
    found: dict[str, str] = {}
    for channel in dict.fromkeys(channels):
        short = _short(channel)
        label, count = escape(short, quote=False), 1
        while label in found.values():
            count += 1
            label = f"{escape(short, quote=False)} ({count})"
        found[channel] = label
    return found


def _short(name: str) -> str:
    """The name, or its beginning; Chinese letters are as wide as two."""
    widths = list(accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in name))
    if not widths or widths[-1] <= LONGEST_NAME:
        return name
    return f"{name[: bisect_right(widths, LONGEST_NAME - 1)]}\N{HORIZONTAL ELLIPSIS}"


def interval(rows: list[Row], middle: str, low: str, high: str, edge: float | None = None) -> dict[str, Any]:
    """Error bars. A row without ends has none; where only the upper end is unknown it goes to `edge`."""
    above: list[float | None] = []
    below: list[float | None] = []
    for row in rows:
        end = edge if row[high] is None else row[high]
        known = row[low] is not None and end is not None
        above.append(end - row[middle] if known else None)
        below.append(row[middle] - row[low] if known else None)
    return {
        "type": "data",
        "symmetric": False,
        "array": above,
        "arrayminus": below,
        "thickness": 2,
    }


def styled(figure: go.Figure) -> go.Figure:
    return figure.update_layout(
        template="plotly_white",
        font={"family": "system-ui, sans-serif", "size": 14},
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": -0.35},
        xaxis={"automargin": True},
        yaxis={"automargin": True},
        height=380,
    )
