"""accuracy.md: one page of parts, each written by the script that measures it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).with_name("accuracy.md")
TITLE = "# Accuracy, against what came and against known truth"
INTRODUCTION = "`make accuracy` measures everything here; each part names the command that writes it alone."
# The scripts, in the order of the page.
PARTS = {
    "rolling": "The build's intervals on real shops",
    "departments": "The build's intervals on parts of a real shop",
    "donations": "Yearly gifts",
    "mixed_worlds": "The build's intervals on generated shops with several things wrong at once",
    "error_worlds": "Average LTV where the model is wrong",
    "channel_worlds": "Channels where the model is right",
    "budget_worlds": "Budget advice on generated shops",
    "forecasts": "Forecasts of totals, without the build",
    "order_values": "Order values, and what might tell them better",
}


def write_part(script: str, lines: Iterable[str], page: Path = PAGE) -> None:
    """Put the lines under the script's title, in place of those that stood there; headings within are of level 3.

    Raises KeyError where the script is none of PARTS.
    """
    parts = _parts(page) | {PARTS[script]: "\n".join(lines).strip()}
    ordered = [f"## {title}\n\n{parts[title]}" for title in PARTS.values() if title in parts]
    page.write_text("\n\n".join([TITLE, INTRODUCTION, *ordered]) + "\n", encoding="utf-8")


def _parts(page: Path) -> dict[str, str]:
    if not page.exists():
        return {}
    _, *parts = page.read_text(encoding="utf-8").split("\n## ")
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}
