"""What every test may use: a PostgreSQL server, generated worlds. What could not be tested here, the summary says.

Several processes share the tests by files (pytest-xdist), each with its own PostgreSQL server: see `scheduling.py`.
"""

from __future__ import annotations

import pytest
from parsed import parsed
from quick import be_quick
from scheduling import pytest_collection_modifyitems, pytest_xdist_make_scheduler
from scratch import write_to_memory
from server import postgres

__all__ = ["parsed", "postgres", "pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]


def pytest_configure() -> None:
    write_to_memory()
    be_quick()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in sorted({report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}):
        terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), red=True, bold=True)
