"""What the report says in Chinese: every sentence that the project's own code makes is known there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ltv.economics import budget, experiments, placebo, response
from ltv.report.chinese import chinese
from ltv.report.chinese_alerts import OUTCOMES, RULES
from ltv.report.chinese_warnings import WARNINGS
from ltv.warehouse import choice

PROJECT = Path(__file__).parents[2]
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{3,}")
VALUES = {
    "z": 2.4,
    "dispersion": 1.3,
    "variation": 0.1,
    "needed": 8,
    "none": 0.2,
    "weeks": 4,
    "buyers": 7,
    "outside": 2,
}
VALUES |= {"outside": 2, "tested": 3, "rest": 9, "change": 0.5, "precision": 0.5}


def _sentences() -> list[str]:
    named = [value for module in (budget, experiments, placebo, response, choice) for value in vars(module).items()]
    return sorted({text for name, text in named if name.isupper() and isinstance(text, str) and " " in text})


def _seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / "reference" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("template", _sentences())
def test_reasons_are_known(template):
    for change in ("Halving", "Pausing"):
        text = template.replace("{change} the", f"{change} the").format(**VALUES)
        assert not ENGLISH.search(chinese(text if text.endswith(".") else f"{text}.").replace("spend_experiments", ""))


def test_figures_stay_and_unknown_sentences_stay_english():
    told = chinese("Nothing was spent. Something new. Sums of purchases were off by 2.6% in 12 forecasts of the past.")
    assert told.endswith("Something new. 12 次回测中，购买总数的误差为 2.6%。")  # noqa: RUF001


def test_alerts_are_known():
    rules = {row["rule"]: row for row in _seed("alert_rules")}
    assert {rule: tuple(english for english, _ in told) for rule, told in RULES.items()} == {
        rule: (row["what"], row["why"], row["remedy"]) for rule, row in rules.items()
    }


def test_warnings_and_reasons_of_rejection_are_known():
    rules = (PROJECT / "macros" / "monitoring" / "input_rules.sql").read_text(encoding="utf-8")
    assert set(WARNINGS) == set(re.findall(r"warn_(\w+)\(\)", rules))
    assert set(OUTCOMES) == {"accepted", *(row["reason"] for row in _seed("rejection_reasons"))}
