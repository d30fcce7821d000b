"""Do the alerts that need a fitted model cry wolf? Adds its section to benchmarks/ninety_days.md.

Run: python benchmarks/quiet_models.py [SHOPS]   (4; about eight minutes a shop)

Quiet shops like that of ninety_days.py, each built as of every third day of 90, from day 270 on. An alert that
lasts less than three days may be missed; forecast_missed and parameter_drift last for weeks. The rules that need no
model are measured on thirty shops, every day, by benchmarks/quiet_shops.py.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ninety_days import BEGIN, build, load

from ltv.cli.warehouse import query
from ltv.data.watched import watched_shop

DAYS, EVERY = 90, 3
FIRST_SEED = 2  # the shop of ninety_days.py has seed 1
TITLE = "## duckdb, further shops"
BEGUN = "select rule, severity, count(*) from main_monitoring.alert_log where is_new group by rule, severity"
HELD = (
    "select count(*), count(*) filter (where is_inside) from main_monitoring.forecast_accuracy"
    " where horizon_days = 30 and channel = 'total'"
)


def watch(seed: int) -> tuple[Counter[tuple[str, str]], tuple[int, int]]:
    """The alerts that began, by rule and severity; totals over 30 days that matured, and those in their interval."""
    with tempfile.TemporaryDirectory() as name:
        folder, database = Path(name), Path(name) / "ltv.duckdb"
        os.environ |= {"LTV_DUCKDB_PATH": str(database)}
        load(watched_shop(seed, BEGIN + DAYS), "duckdb", folder)
        for day in range(BEGIN, BEGIN + DAYS, EVERY):
            build(day, "duckdb", folder, None)
        alerts = {(rule, severity): count for rule, severity, count in query(BEGUN, "duckdb", database)}
        matured, inside = query(HELD, "duckdb", database)[0]
        return Counter(alerts), (matured, inside)


def main(shops: int) -> None:
    """All shops, into ninety_days.md."""
    alerts, matured, inside = Counter[tuple[str, str]](), 0, 0
    for number in range(shops):
        begun, (came, held) = watch(FIRST_SEED + number)
        alerts, matured, inside = alerts + begun, matured + came, inside + held
        print(number + 1, dict(alerts), f"{inside} of {matured}", flush=True)
    told = ", ".join(f"{rule} ({severity}) {count}" for (rule, severity), count in sorted(alerts.items())) or "none"
    months = shops * DAYS / 30
    section = (
        f"{TITLE}\n\n`python benchmarks/quiet_models.py {shops}`: {shops} quiet shops, built as of every third day.\n\n"
        f"- Alerts that began, in {months:.0f} months of shops: {told}"
        f" ({sum(alerts.values()) / months:.2f} a shop and month).\n"
        f"- Of {matured} totals over 30 days that matured, the interval held {inside / max(matured, 1):.0%}.\n"
    )
    file = Path(__file__).with_name("ninety_days.md")
    kept = [part.strip() for part in re.split(r"(?m)^(?=## )", file.read_text()) if not part.startswith(TITLE)]
    file.write_text("\n\n".join([*kept, section]))
    print(section)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
