"""Does what the project says come true? Measures every part of accuracy.md, one after the other.

Run: python benchmarks/accuracy.py [FOLDER ...]   (about an hour and a half on one core)

The folders hold the real histories that come with no package (benchmarks/histories.py); what is missing is named on the
page and not measured.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from page import PARTS

OF_REAL_SHOPS = ("rolling", "donations", "forecasts", "order_values")


def main(folders: list[str]) -> None:
    """Every script of the page, each in a process of its own."""
    for script in PARTS:
        path = Path(__file__).with_name(f"{script}.py")
        print(f"{path.name}: {PARTS[script]}", flush=True)
        subprocess.run([sys.executable, str(path), *(folders if script in OF_REAL_SHOPS else [])], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
