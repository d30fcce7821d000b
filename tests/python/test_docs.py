"""The pages in docs/ name what exists: files, headings, relations, make targets, packages. Nothing is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
RELATIONS = {
    path.stem
    for folder, endings in (("models", (".sql",)), ("python_models", (".py",)), ("seeds", (".csv",)))
    for path in (PROJECT / folder).rglob("*")
    if path.suffix in endings
}
MARTS = {path.stem for path in (PROJECT / "models/marts").rglob("*.sql") if path.stem != "metricflow_time_spine"}
DEFINITIONS = {path.stem for path in (PROJECT / "seeds/reference").glob("*.csv")}


def found(pattern: str, page: Path) -> list[str]:
    return re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE) if page.exists() else []


def anchor(heading: str) -> str:
    """As MkDocs makes it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def broken_links(page: Path) -> Iterator[str]:
    for link in found(r"\]\(([^)\s]+)\)", page):
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        headings = [anchor(text) for text in found(r"^#+ (.*)$", target)] if target.suffix == ".md" else []
        if not target.exists() or (heading and heading not in headings):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_files_and_relations_exist(page):
    assert list(broken_links(page)) == []
    paths = found(r"`((?:benchmarks|deploy|ltv|macros|models|notebooks|requirements)/[\w/.-]*)`", page)
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    relations = found(r"\b(?:main|ltv)_(?:marts|monitoring|staging|intermediate|predictions)\.(\w+)", page)
    assert [name for name in relations if name not in RELATIONS] == []


def test_every_mart_and_every_definition_has_its_section():
    headings = [heading for page in (DOCS / "marts").glob("*.md") for heading in found(r"^#+ (\w+)$", page)]
    assert sorted(set(headings) & RELATIONS) == sorted(MARTS | DEFINITIONS)


def test_every_page_is_in_the_navigation():
    navigation = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    assert sorted(re.findall(r"[\w/-]+\.md", navigation)) == [page.relative_to(DOCS).as_posix() for page in PAGES]


def test_every_make_target_has_its_command_for_windows():
    targets = set(re.findall(r"^([a-z][\w-]*):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets - set(found(r"`make ([\w-]+)`", DOCS / "windows.md")) == set()


def test_the_table_of_licences_has_the_packages_of_the_lock():
    """.venv/bin/python docs/licences.py writes it."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    (table,) = re.findall(r"<!-- licences -->\n\n((?:\|.*\n)+)", (DOCS / "security.md").read_text(encoding="utf-8"))
    told = {name for line in table.splitlines()[2:] for name in line.split("|")[3].replace(",", " ").split()}
    assert told == set(re.findall(r"^([\w.-]+)(?:\[.*?\])?==", lock, re.MULTILINE))


def test_every_test_that_holds_a_decision_is_there():
    tests = [*(PROJECT / "tests").rglob("*.py"), *(PROJECT / "tests").rglob("*.sql")]
    known = {name for path in tests for name in (path.name, *found(r"^def (test_\w+)\(", path))}
    named = found(r"`(test_\w+(?:\.py)?)`", PROJECT / "DECISIONS.md")
    assert [name for name in named if name not in known] == []
