"""`ltv roi`: the table of channels, and what it is made from."""

from __future__ import annotations

from typing import Any

import typer

from ltv.cli.output import failing_in_words, table
from ltv.cli.project import CommandError, target_option
from ltv.cli.warehouse import query

COLUMNS = ("channel", "customers", "spend", "cac", "average_ltv", "roi", "ltv_to_cac", "verdict")
CHANNEL_ROI = """
    select channel, customers, round(cast(spend as numeric(38, 4)), 2) as spend,
        round(cast(cac as numeric(38, 4)), 2) as cac, round(cast(average_ltv as numeric(38, 4)), 2) as average_ltv,
        round(cast(roi as numeric(38, 4)), 2) as roi, round(cast(ltv_to_cac as numeric(38, 4)), 2) as ltv_to_cac,
        verdict
    from main_marts.channel_roi
    order by channel_roi.roi desc nulls last, channel
"""
CONTEXT = """
    select data_as_of, observation_end, spend_window_start, currency, gross_margin, source, run_id, built_at,
        ltv_basis, ltv_days
    from main_monitoring.build_context
"""
BASIS = {
    "horizon": "LTV of the first {days} days",
    "predicted": "LTV of the next {days} days only",
    "lifetime": "LTV so far and of the days ahead",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="roi", epilog="Examples: ltv roi; ltv roi --target postgres")(roi)


def roi(target: str | None = target_option()) -> None:
    """Print channel_roi, the best channel first, with the day, window, currency and source of its data."""
    with failing_in_words():
        show(target)


def show(target: str | None) -> None:
    """Print the table. Raises CommandError where nothing was built."""
    rows = query(CHANNEL_ROI, target)
    table(context(target), COLUMNS, rows)


def context(target: str | None) -> str | None:
    """What the marts are made from, in one line."""
    try:
        rows: list[Any] = query(CONTEXT, target)
    except CommandError:  # built by a version without it
        return None
    if not rows:
        return None
    as_of, observed, start, currency, margin, source, _, built, basis, days = rows[0]
    money = f"amounts in {currency}, margin {float(margin):g}" if currency else f"margin {float(margin):g}"
    window = f"customers and spend of {start} to {observed}"
    average = BASIS[basis].format(days=days)
    return f"Data as of {as_of}, {source}; {window}; {average}; {money}; built {built:%Y-%m-%d %H:%M}"
