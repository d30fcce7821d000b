"""Which process runs which tests: a file stays whole, files that share builds stay together, the longest come first."""

from __future__ import annotations

import pytest

TOGETHER = {
    "sample": [
        "test_engines_consistency.py",
        "test_access.py",
        "test_purchase_models.py",
        "test_sample.py",
        "test_report.py",
    ],
    "command line": ["test_front_door.py", "test_commands.py"],
}
"""Files for one process. The first five share builds of the sample shop; `ltv check` has one place for its database."""

LONGEST_FIRST = [
    "sample",
    "test_silent_ids_and_days.py",
    "test_silent_exports.py",
    "test_killed_builds.py",
    "test_runs.py",
    "test_alerts.py",
    "test_invariance_properties.py",
    "test_replay_consistency.py",
    "test_inputs_correctness.py",
    "command line",
]
"""Groups and files that take longest, so that no process starts a long one when the others are done."""

GROUP = {file: group for group, files in TOGETHER.items() for file in files}


def group(nodeid: str) -> str:
    """The group of a test, or else its file."""
    path = nodeid.split("::", 1)[0]
    return GROUP.get(path.rsplit("/", 1)[-1], path)


def rank(item: pytest.Item) -> int:
    name = group(item.nodeid).rsplit("/", 1)[-1]
    return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Only called where several processes run the tests."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    config.option.loadscopereorder = False  # it would put the files with most tests first
    return Scheduling(config, log)
