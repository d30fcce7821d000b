"""What the page tells, read from the marts; no row is of a single customer."""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

Row = dict[str, Any]
Query = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs SQL in which `main_` is the prefix of schemas."""

COLUMNS = {
    "context": "data_as_of observation_end spend_window_start currency gross_margin source run_id built_at",
    "channels": "channel customers spend cac average_ltv average_ltv_low average_ltv_high roi ltv_to_cac"
    " probability_ltv_exceeds_cac probability_ltv_exceeds_target"
    " payback_days payback_days_low payback_days_high verdict"
    " next_customers_ltv next_customers_ltv_low next_customers_ltv_high reason",
    "everything": "scope customers spend cac average_ltv roi ltv_to_cac",
    "credits": "channel cac fully_loaded_cac roi first_touch last_touch linear time_decay position_based",
    "advice": "channel spend marginal_roi marginal_roi_low marginal_roi_high suggested_spend evidence reason",
    "response": "channel weekly_spend new_buyers new_buyers_low new_buyers_high point",
    "curves": "channel age_days customers observed value low high",
    "retention": "acquisition_month age_months customers active",
    "segments": "segment customers realised_value predicted_ltv",
    "totals": "scope horizon_days quantity expected low high",
    "accuracy": "forecast_on horizon_days quantity expected low high actual",
    "backtest": "cut_off horizon_days predicted actual low high",
    "calibration": "cut_off horizon_days frequency predicted_per_customer actual_per_customer",
    "models": "segment model reason",
    "calendar": "day intensity is_forecast",
    "alerts": "rule subject channel severity what why remedy since",
    "warnings": "rule relation row_count amount why remedy",
    "rejected": "relation outcome row_count amount",
}
BY_CHANNEL = ("channels", "advice", "response", "curves")
MOST_SHOWN = 12  # channels that a person can take in at one look
# By ISO 4217.
WITHOUT_DECIMALS = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
RULES = ("first_touch", "last_touch", "linear", "time_decay", "position_based")  # of attribution


WITHOUT_OLD_CUSTOMERS = """(channel, acquisition_month) not in (
            select channel, acquisition_month from main_marts.channel_cohort_roi where old_customers > 0
        )"""


def _by_rule() -> str:
    return ", ".join(f"max(case when credits.rule = '{rule}' then credits.roi end)" for rule in RULES)


SOURCES = {
    "context": "select {} from main_monitoring.build_context",
    "channels": "select {} from main_marts.channel_roi order by roi desc nulls last, channel",
    "everything": "select {} from main_marts.total_roi order by scope",
    "credits": f"""
        select roi.channel, roi.cac, roi.fully_loaded_cac, roi.roi, {_by_rule()}
        from main_marts.channel_roi as roi left join main_marts.attribution as credits on roi.channel = credits.channel
        where roi.cac is not null group by 1, 2, 3, 4 order by roi.roi desc, roi.channel""",
    "advice": "select {} from main_marts.budget_advice order by channel",
    "response": "select {} from main_marts.response_curves order by channel, weekly_spend",
    # Of cohorts of whom nearly all have been seen for half a year (some bought long after they had registered), so that
    # there is a line to see before the expectation begins; and of months without old customers, whose age nobody knows.
    "curves": f"""
        select channel, age_days, sum(customers), sum(customers_of_that_age), sum(value * customers) / sum(customers),
            sum(value_low * customers) / sum(customers), sum(value_high * customers) / sum(customers)
        from main_marts.cohort_value_curves as curves
        where exists (
            select 1 from main_marts.cohort_value_curves as seen
            where seen.channel = curves.channel and seen.acquisition_month = curves.acquisition_month
                and seen.age_days >= 180 and seen.customers_of_that_age >= 0.9 * seen.customers
        ) and {WITHOUT_OLD_CUSTOMERS}
        group by channel, age_days order by channel, age_days""",
    "retention": f"""
        select acquisition_month, age_months, sum(customers_of_that_age), sum(active_customers)
        from main_marts.cohort_value_curves
        where {WITHOUT_OLD_CUSTOMERS}
        group by acquisition_month, age_months
        having sum(customers_of_that_age) >= 0.9 * sum(customers) and sum(customers_of_that_age) > 0
            and count(active_customers) > 0
        order by acquisition_month, age_months""",
    "segments": """
        select segment, count(*), sum(realised_value), sum(predicted_ltv) from main_marts.customer_segments
        group by segment order by sum(predicted_ltv) desc""",
    "totals": """
        select {} from main_marts.forecast_totals where expected is not null
        order by scope, quantity, horizon_days""",
    "accuracy": """
        select {} from main_monitoring.forecast_accuracy where channel = 'total' order by forecast_on, horizon_days""",
    "backtest": """
        select cut_off, horizon_days, purchases_predicted, purchases_actual, purchases_low, purchases_high
        from main_monitoring.backtest_results where scope = 'total' and in_use order by cut_off, horizon_days""",
    "calibration": "select {} from main_monitoring.frequency_calibration order by frequency",
    "models": "select {} from main_monitoring.model_choice order by scope desc, segment",
    "calendar": "select {} from main_monitoring.calendar_effects where in_use order by day",
    "alerts": """
        select {} from main_monitoring.monitor_alerts
        order by case severity when 'error' then 1 when 'warn' then 2 else 3 end, rule, channel""",
    "warnings": "select {} from main_monitoring.input_warnings order by rule, relation",
    "rejected": """
        select {} from main_monitoring.input_audit
        order by relation, case outcome when 'accepted' then 0 else 1 end, outcome""",
}
TARGET = "select variables from main_monitoring.model_runs order by started_at desc limit 1"


@dataclass(frozen=True)
class Facts:
    """Rows by name (COLUMNS). target: LTV per unit of CAC to reach. basis: which LTV is averaged, as the variable
    ltv_basis says. horizon and ahead: days that the horizon's LTV and predictions look at."""

    rows: dict[str, list[Row]]
    target: float
    basis: str
    horizon: int
    ahead: int

    @property
    def decimals(self) -> int:
        """Digits of an amount of money after the point."""
        return 0 if self["context"][0]["currency"] in WITHOUT_DECIMALS else 2

    @property
    def never_repaid(self) -> list[str]:
        """Channels whose customers do not repay their cost within twice the horizon."""
        return [row["channel"] for row in self["channels"] if row["cac"] is not None and row["payback_days"] is None]

    @property
    def doubts(self) -> list[Row]:
        """What may make the answers wrong, each once: warnings of the data, and a model that a naive forecast beats."""
        beaten = [row for row in self["models"][:1] if "naive forecast was closer" in (row["reason"] or "")]
        told = [*self["warnings"], *({"rule": row["model"], "why": row["reason"]} for row in beaten)]
        return list({row["why"]: row for row in told}.values())

    @property
    def credited(self) -> bool:
        """Whether contacts before the first order are known."""
        return any(row[rule] is not None for row in self["credits"] for rule in RULES)

    @property
    def loaded(self) -> bool:
        """Whether costs besides ad spend are known."""
        return any(row["fully_loaded_cac"] != row["cac"] for row in self["credits"])

    @property
    def largest(self) -> Facts:
        """The same with no more than MOST_SHOWN channels: those with the most spend, then the most customers."""
        kept = {row["channel"] for row in sorted(self["channels"], key=by_size)[:MOST_SHOWN]}
        own = {name: [row for row in self[name] if row["channel"] in kept] for name in BY_CHANNEL}
        return replace(self, rows=self.rows | own)

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows[name]


def by_size(row: Row) -> tuple[float, float, str]:
    """What sorts channels: those with the most spend first, then those with the most customers."""
    return -(row["spend"] or 0), -(row["customers"] or 0), row["channel"]


def read_facts(query: Query) -> Facts:
    """All that the page shows. Floats and exact decimals both come as floats."""
    rows = {}
    for name, columns in COLUMNS.items():
        names = columns.split()
        found = query(SOURCES[name].format(", ".join(names)))
        rows[name] = [dict(zip(names, map(_plain, row), strict=True)) for row in found]
    variables = json.loads(query(TARGET)[0][0])
    return Facts(
        rows,
        target=float(variables["target_ltv_to_cac"]),
        basis=variables["ltv_basis"],
        horizon=int(variables["ltv_horizon_days"]),
        ahead=int(variables["prediction_days"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else value
