"""`python docs/screenshots.py` takes the pictures of the pages from report.html, in a Chromium without a window."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
    "--virtual-time-budget=8000",  # the charts have drawn themselves
)
HEIGHTS = {"answers": 1080, "value": 450, "curves": 480, "past": 450}
"""Pixels of each picture; `answers` is the first screen, the others are charts of that name."""


def shoot(browser: str, page: str, name: str) -> None:
    """Write one picture, for which all other parts of the page are hidden."""
    others = "section" if name == "answers" else f"*:not(section:has(#chart-{name}))"
    style = f"<style>main > {others}, nav {{ display: none }} h2 {{ margin-top: 0 }}</style></head>"
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.html"
        part.write_text(page.replace("</head>", style, 1), encoding="utf-8")
        size, target = f"--window-size=1000,{HEIGHTS[name]}", f"--screenshot={PICTURES / name}.png"
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile", size, target, part.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("docs/screenshots.py needs Chromium or Chrome on the path")
    PICTURES.mkdir(exist_ok=True)
    report = Path("report.html").read_text(encoding="utf-8")
    for picture in HEIGHTS:
        shoot(chromium, report, picture)
