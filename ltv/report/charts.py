"""The page's charts, as Plotly figures in both languages."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from ltv.report.facts import Facts, Row

# Okabe & Ito (2008): eight colours that colour-blind readers can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
DASHES = ("solid", "dash", "dashdot", "longdash")
WORDS = {
    "ltv": ("LTV, 90 % interval", "客户价值，90 % 区间"),
    "cac": ("CAC", "获客成本"),
    "target": ("target times CAC", "目标倍数 × 成本"),
    "per_customer": ("per customer", "每位客户"),
    "ratio": ("LTV / CAC", "价值 / 成本"),
    "age": ("days since the first purchase", "首次购买后天数"),
    "realised": ("seen", "已实现"),
    "expected": ("expected", "预期"),
    "days": ("days until CAC is paid back", "回本天数"),
    "months": ("months of 30 days since the first purchase", "首次购买后月数（30 天）"),
    "month": ("month of acquisition", "获客月份"),
    "came": ("what came", "实际"),
    "said": ("forecast, 90 % interval", "预测，90 % 区间"),
    "intensity": ("intensity, 1 = a plain day", "强度，1 = 普通日"),
    "ahead": ("days ahead", "未来天数"),
    "purchases": ("purchases", "购买次数"),
}


def word(key: str, language: int) -> str:
    """A word of the charts. language: 0 English, 1 Chinese."""
    return WORDS[key][language]


def charts(facts: Facts, language: int) -> dict[str, go.Figure]:
    """Chart id -> figure; charts without data are left out."""
    found = {
        "value": _value(facts, language),
        "ratio": _ratio(facts, language),
        "curves": _curves(facts, language),
        "payback": _payback(facts, language),
        "retention": _retention(facts, language),
        "past": _past(facts, language),
        "ahead": _ahead(facts, language),
        "calendar": _calendar(facts, language),
    }
    return {name: _styled(figure) for name, figure in found.items() if figure.data}


def _value(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["channels"] if row["average_ltv"] is not None][::-1]
    names, figure = [row["channel"] for row in rows], go.Figure()
    figure.add_scatter(
        x=[row["average_ltv"] for row in rows],
        y=names,
        mode="markers",
        name=word("ltv", language),
        marker={"color": COLOURS[0], "size": 12},
        error_x=_interval(rows, "average_ltv", "average_ltv_low", "average_ltv_high"),
    )
    for key, times, symbol, colour in (
        ("cac", 1.0, "x", COLOURS[1]),
        ("target", facts.target, "line-ns-open", COLOURS[6]),
    ):
        figure.add_scatter(
            x=[None if row["cac"] is None else times * row["cac"] for row in rows],
            y=names,
            mode="markers",
            name=word(key, language),
            marker={"color": colour, "size": 14, "symbol": symbol},
        )
    return figure.update_layout(xaxis={"title": word("per_customer", language), "rangemode": "tozero"})


def _ratio(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["channels"] if row["ltv_to_cac"] is not None][::-1]
    figure = go.Figure()
    if not rows:
        return figure
    names = [row["channel"] for row in rows]
    figure.add_bar(x=[row["ltv_to_cac"] for row in rows], y=names, orientation="h", marker={"color": COLOURS[5]})
    figure.add_vline(x=facts.target, line={"color": COLOURS[6], "dash": "dash"})
    return figure.update_layout(xaxis={"title": word("ratio", language)}, showlegend=False)


def _curves(facts: Facts, language: int) -> go.Figure:
    """Value by age: a solid line as far as every customer has been seen, then a dotted one."""
    figure, curves = go.Figure(), facts["curves"]
    for place, channel in enumerate(dict.fromkeys(row["channel"] for row in curves)):
        own = [row for row in curves if row["channel"] == channel]
        seen = [row for row in own if row["observed"] > 0]
        whole = [row for row in own if row["observed"] == row["customers"]]
        colour, dash = COLOURS[place % len(COLOURS)], DASHES[place // len(COLOURS) % len(DASHES)]
        parts = (("realised", whole, dash), ("expected", own[max(len(whole) - 1, 0) :], "dot"))
        for key, rows, line in parts:
            if rows and (key == "expected" or seen):
                figure.add_scatter(
                    x=[row["age_days"] for row in rows],
                    y=[row["value"] for row in rows],
                    mode="lines",
                    name=f"{channel}, {word(key, language)}",
                    legendgroup=channel,
                    line={"color": colour, "dash": line, "width": 2},
                )
    titles = {"xaxis": {"title": word("age", language)}, "yaxis": {"title": word("per_customer", language)}}
    return figure.update_layout(**titles)


def _payback(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["channels"] if row["payback_days"] is not None][::-1]
    figure = go.Figure()
    if rows:
        figure.add_scatter(
            x=[row["payback_days"] for row in rows],
            y=[row["channel"] for row in rows],
            mode="markers",
            marker={"color": COLOURS[2], "size": 12},
            error_x=_interval(rows, "payback_days", "payback_days_low", "payback_days_high"),
        )
    return figure.update_layout(xaxis={"title": word("days", language), "rangemode": "tozero"}, showlegend=False)


def _retention(facts: Facts, language: int) -> go.Figure:
    """Months of acquisition by age; a cell is left out until every customer of the month has been seen to that age."""
    rows, figure = facts["retention"], go.Figure()
    if rows:
        months = sorted({row["acquisition_month"] for row in rows})
        ages = sorted({row["age_months"] for row in rows})
        share = {(row["acquisition_month"], row["age_months"]): row["active"] / row["customers"] for row in rows}
        figure.add_heatmap(
            x=ages,
            y=[month[:7] for month in months],
            z=[[share.get((month, age)) for age in ages] for month in months],
            colorscale="Cividis_r",
            zmin=0,
            colorbar={"tickformat": ".0%"},
            hovertemplate="%{y}, %{x}: %{z:.1%}<extra></extra>",
        )
    titles = {"xaxis": {"title": word("months", language), "dtick": 1}, "yaxis": {"title": word("month", language)}}
    return figure.update_layout(**titles, yaxis_type="category", yaxis_autorange="reversed")


def _past(facts: Facts, language: int) -> go.Figure:
    """Forecasts of the ledger that have matured, or else what the model would have said at earlier dates."""
    kept = [row for row in facts["accuracy"] if row["quantity"] == "purchases"]
    rows = kept or [{**row, "expected": row["predicted"], "forecast_on": row["cut_off"]} for row in facts["backtest"]]
    figure = go.Figure()
    for place, horizon in enumerate(sorted({row["horizon_days"] for row in rows})):
        own = [row for row in rows if row["horizon_days"] == horizon]
        days = [row["forecast_on"] for row in own]
        ends = _interval(own, "expected", "low", "high")
        said, came = (f"{word(key, language)}, {horizon} d" for key in ("said", "came"))
        mark = {"color": COLOURS[place % len(COLOURS)], "size": 9}
        figure.add_scatter(
            x=days, y=[row["expected"] for row in own], mode="markers", name=said, marker=mark, error_y=ends
        )
        figure.add_scatter(
            x=days,
            y=[row["actual"] for row in own],
            mode="markers",
            name=came,
            marker={**mark, "symbol": "x", "size": 12},
        )
    return figure.update_layout(yaxis={"title": word("purchases", language), "rangemode": "tozero"})


def _ahead(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["totals"] if row["scope"] == "total" and row["quantity"] == "purchases"]
    figure = go.Figure()
    if rows:
        figure.add_scatter(
            x=[row["horizon_days"] for row in rows],
            y=[row["expected"] for row in rows],
            mode="lines+markers",
            marker={"color": COLOURS[0], "size": 9},
            error_y=_interval(rows, "expected", "low", "high"),
        )
    titles = {"xaxis": {"title": word("ahead", language)}, "yaxis": {"title": word("purchases", language)}}
    return figure.update_layout(**titles, showlegend=False)


def _calendar(facts: Facts, language: int) -> go.Figure:
    rows, figure = facts["calendar"], go.Figure()
    for forecast, key in ((False, "realised"), (True, "expected")):
        own = [row for row in rows if row["is_forecast"] == forecast]
        if own:
            figure.add_scatter(
                x=[row["day"] for row in own],
                y=[row["intensity"] for row in own],
                mode="lines",
                name=word(key, language),
                line={"color": COLOURS[0], "dash": "dot" if forecast else "solid", "width": 1.5},
            )
    return figure.update_layout(yaxis={"title": word("intensity", language)})


def _interval(rows: list[Row], middle: str, low: str, high: str) -> dict[str, Any]:
    known = [
        row if row[low] is not None and row[high] is not None else {**row, low: row[middle], high: row[middle]}
        for row in rows
    ]
    return {
        "type": "data",
        "symmetric": False,
        "array": [row[high] - row[middle] for row in known],
        "arrayminus": [row[middle] - row[low] for row in known],
        "thickness": 2,
    }


def _styled(figure: go.Figure) -> go.Figure:
    return figure.update_layout(
        template="plotly_white",
        font={"family": "system-ui, sans-serif", "size": 14},
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": -0.35},
        xaxis={"automargin": True},
        yaxis={"automargin": True},
        height=380,
    )
