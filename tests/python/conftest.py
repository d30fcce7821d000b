"""What every test may use: a PostgreSQL server of their own. What could not be tested here, the summary says."""

import pytest
from server import postgres

__all__ = ["postgres"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in sorted({report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}):
        terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), red=True, bold=True)
