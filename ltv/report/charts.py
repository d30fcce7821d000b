"""The page's charts, as Plotly figures in both languages."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from ltv.report.facts import BY_CHANNEL, Facts
from ltv.report.looks import COLOURS, DASHES, interval, labels, styled, word
from ltv.warehouse.calibration import LAST_GROUP


def charts(facts: Facts, language: int) -> dict[str, go.Figure]:
    """Chart id -> figure; charts without data are left out."""
    facts = _labelled(facts)
    found = {
        "value": _value(facts, language),
        "ratio": _ratio(facts, language),
        "curves": _curves(facts, language),
        "payback": _payback(facts, language),
        "response": _response(facts, language),
        "retention": _retention(facts, language),
        "past": _past(facts, language),
        "calibration": _calibration(facts, language),
        "ahead": _ahead(facts, language),
        "calendar": _calendar(facts, language),
    }
    return {name: styled(figure) for name, figure in found.items() if figure.data}


def _labelled(facts: Facts) -> Facts:
    """The same with channels called what a chart may call them."""
    called = labels(row["channel"] for name in BY_CHANNEL for row in facts[name])
    own = {name: [{**row, "channel": called[row["channel"]]} for row in facts[name]] for name in BY_CHANNEL}
    return replace(facts, rows=facts.rows | own)


def _per_customer(facts: Facts, language: int) -> str:
    """The title of an axis of money per customer."""
    return f"{facts['context'][0]['currency'] or ''} {word('per_customer', language)}".strip()


def _value(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["channels"] if row["average_ltv"] is not None][::-1]
    names, figure = [row["channel"] for row in rows], go.Figure()
    figure.add_scatter(
        x=[row["average_ltv"] for row in rows],
        y=names,
        mode="markers",
        name=word("ltv" if any(row["average_ltv_low"] is not None for row in rows) else "ltv_alone", language),
        marker={"color": COLOURS[0], "size": 12},
        error_x=interval(rows, "average_ltv", "average_ltv_low", "average_ltv_high"),
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
    return figure.update_layout(xaxis={"title": _per_customer(facts, language), "rangemode": "tozero"})


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
    """Value by age: a solid line as far as every customer has been seen, then a dotted one.

    A channel has one entry in the legend, which a phone has no room for twice.
    """
    figure, curves = go.Figure(), facts["curves"]
    for place, channel in enumerate(dict.fromkeys(row["channel"] for row in curves)):
        own = [row for row in curves if row["channel"] == channel]
        seen = [row for row in own if row["observed"] > 0]
        whole = [row for row in own if row["observed"] >= 0.9 * row["customers"]]
        colour, dash = COLOURS[place % len(COLOURS)], DASHES[place // len(COLOURS) % len(DASHES)]
        parts = (("realised", whole, dash), ("expected", own[max(len(whole) - 1, 0) :], "dot"))
        for key, rows, line in parts:
            if rows and (key == "expected" or seen):
                figure.add_scatter(
                    x=[row["age_days"] for row in rows],
                    y=[row["value"] for row in rows],
                    mode="lines",
                    name=channel,
                    hovertemplate=f"%{{y}}, {word(key, language)}",
                    legendgroup=channel,
                    showlegend=key == "realised" or not (seen and whole),
                    line={"color": colour, "dash": line, "width": 2},
                )
    titles = {"xaxis": {"title": word("age", language)}, "yaxis": {"title": _per_customer(facts, language)}}
    return figure.update_layout(**titles)


def _payback(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["channels"] if row["payback_days"] is not None][::-1]
    figure = go.Figure()
    if rows:
        # Payback is looked for within twice the horizon: an interval that ends later goes to there.
        figure.add_scatter(
            x=[row["payback_days"] for row in rows],
            y=[row["channel"] for row in rows],
            mode="markers",
            marker={"color": COLOURS[2], "size": 12},
            error_x=interval(rows, "payback_days", "payback_days_low", "payback_days_high", edge=2 * facts.horizon),
        )
    return figure.update_layout(xaxis={"title": word("days", language), "rangemode": "tozero"}, showlegend=False)


def _response(facts: Facts, language: int) -> go.Figure:
    """New buyers by weekly spend with their interval; the usual week and the suggested one are marked."""
    figure, every = go.Figure(), facts["response"]
    for place, channel in enumerate(dict.fromkeys(row["channel"] for row in every)):
        own = [row for row in every if row["channel"] == channel]
        spend, colour = [row["weekly_spend"] for row in own], COLOURS[place % len(COLOURS)]
        for end, fill in (("new_buyers_high", None), ("new_buyers_low", "tonexty")):
            figure.add_scatter(
                x=spend,
                y=[row[end] for row in own],
                mode="lines",
                line={"width": 0.5, "color": colour},
                fill=fill,
                opacity=0.3,
                legendgroup=channel,
                showlegend=False,
            )
        figure.add_scatter(
            x=spend,
            y=[row["new_buyers"] for row in own],
            mode="lines",
            name=channel,
            legendgroup=channel,
            line={"color": colour, "width": 2, "dash": DASHES[place // len(COLOURS) % len(DASHES)]},
        )
        for point, symbol in (("usual", "circle"), ("suggested", "star")):
            marked = [row for row in own if row["point"] == point]
            figure.add_scatter(
                x=[row["weekly_spend"] for row in marked],
                y=[row["new_buyers"] for row in marked],
                mode="markers",
                name=f"{channel}, {word(point, language)}",
                legendgroup=channel,
                marker={"color": colour, "size": 12, "symbol": symbol},
            )
    currency = facts["context"][0]["currency"]
    title = word("spend", language) + (f", {currency}" if currency else "")
    titles = {"xaxis": {"title": title}, "yaxis": {"title": word("buyers", language)}}
    return figure.update_layout(**titles)


def _retention(facts: Facts, language: int) -> go.Figure:
    """Months of acquisition by age, over the customers who have been seen to that age; a cell is left out until nine of
    ten of the month have been."""
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
    titles = {"xaxis": {"title": word("months", language), "dtick": 1}}
    return figure.update_layout(**titles, yaxis_type="category", yaxis_autorange="reversed")


def _past(facts: Facts, language: int) -> go.Figure:
    """Forecasts of the ledger that have matured, or else what the model would have said at earlier dates."""
    kept = [row for row in facts["accuracy"] if row["quantity"] == "purchases"]
    rows = kept or [{**row, "expected": row["predicted"], "forecast_on": row["cut_off"]} for row in facts["backtest"]]
    figure = go.Figure()
    for place, horizon in enumerate(sorted({row["horizon_days"] for row in rows})):
        own = [row for row in rows if row["horizon_days"] == horizon]
        days = [row["forecast_on"] for row in own]
        ends = interval(own, "expected", "low", "high")
        said, came = (f"{word(key, language)}, {horizon} {word('day', language)}" for key in ("said", "came"))
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
    if len({row["forecast_on"] for row in rows}) == 1:
        figure.update_layout(xaxis={"type": "category"})  # an axis of time would be of milliseconds
    return figure.update_layout(yaxis={"title": word("purchases", language), "rangemode": "tozero"})


def _calibration(facts: Facts, language: int) -> go.Figure:
    rows, figure = facts["calibration"], go.Figure()
    groups = [f"{row['frequency']}{'+' if row['frequency'] == LAST_GROUP else ''}" for row in rows]
    for key, column, colour in (("said", "predicted_per_customer", 0), ("came", "actual_per_customer", 1)):
        if rows:
            figure.add_bar(
                x=groups,
                y=[row[column] for row in rows],
                name=word(key, language).split(", ")[0],
                marker={"color": COLOURS[colour], "pattern": {"shape": "" if key == "said" else "/"}},
            )
    titles = {"xaxis": {"title": word("repeats", language), "type": "category"}}
    return figure.update_layout(**titles, yaxis={"title": word("each", language)}, barmode="group")


def _ahead(facts: Facts, language: int) -> go.Figure:
    rows = [row for row in facts["totals"] if row["scope"] == "total" and row["quantity"] == "purchases"]
    figure = go.Figure()
    if rows:
        figure.add_scatter(
            x=[row["horizon_days"] for row in rows],
            y=[row["expected"] for row in rows],
            mode="lines+markers",
            marker={"color": COLOURS[0], "size": 9},
            error_y=interval(rows, "expected", "low", "high"),
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
