"""Write the licences of what requirements.lock installs into docs/security.md: `.venv/bin/python docs/licences.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PAGE = Path(__file__).parent / "security.md"
LOCK = Path(__file__).parents[1] / "requirements.lock"
TABLE = re.compile(r"(?<=<!-- licences -->\n\n)(?:\|.*\n)*")
LOCKED = re.compile(r"^([\w.-]+)(?:\[.*?\])?==", re.MULTILINE)
FAMILIES = {
    "Apache-2.0": r"apache",
    "MPL-2.0": r"mpl|mozilla",
    "LGPL": r"lgpl|lesser general",
    "GPL": r"\bgpl|gnu general public",
    "Artistic": r"artistic",
    "PSF-2.0": r"psf|python software foundation|python-2",
    "BSD": r"bsd",
    "ISC": r"isc\b",
    "MIT": r"mit\b|mit license",
    "Zlib": r"zlib",
    "CC0": r"cc0",
    "Unlicense": r"unlicense",
}
"""A licence's short name and how packages write it."""


def licence(package: Distribution) -> str:
    """What the package says of its licence: the expression, else the classifiers, else its text's first line."""
    told = package.metadata
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License")]
    text = told.get("License-Expression") or " ".join(classifiers) or (told.get("License") or "").partition("\n")[0]
    known = [name for name, spelling in FAMILIES.items() if re.search(spelling, text, re.IGNORECASE)]
    return ", ".join(known) or text or "not told"


def table() -> str:
    """One line a licence. Names only: versions are in the lock."""
    packages: dict[str, set[str]] = defaultdict(set)
    for name in LOCKED.findall(LOCK.read_text(encoding="utf-8")):
        try:
            packages[licence(distribution(name))].add(name)
        except PackageNotFoundError:
            packages["of other platforms, not installed here"].add(name)
    lines = [f"| {name} | {len(own)} | {', '.join(sorted(own))} |\n" for name, own in sorted(packages.items())]
    return "| licence | number | packages |\n| --- | --: | --- |\n" + "".join(lines)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda _: table(), page, count=1), encoding="utf-8")
