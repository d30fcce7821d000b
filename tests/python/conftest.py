"""What every test may use: a PostgreSQL server of their own."""

import pytest
from server import postgres, report_missing_server

__all__ = ["postgres"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    report_missing_server(terminalreporter)
