"""The notebook runs from top to bottom and comes to its decision. Jupyter is not needed for that."""

from __future__ import annotations

import json
from pathlib import Path

NOTEBOOK = Path(__file__).parents[2] / "notebooks/explore_ltv.ipynb"


def test_the_notebook_runs_and_comes_to_a_decision():
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in cells if cell["outputs"]] == [], "clear the outputs before a commit"
    space: dict[str, object] = {}
    for cell in cells:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    decision = space["decision"].to_dict()
    assert decision == {"feed": "grow", "organic": "no ad spend", "search": "hold"}
