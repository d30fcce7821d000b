"""A GENERATED sample shop with known truth: four channels, about 4,000 customers, 18 months, amounts in yuan.

No row stems from a real shop or person. Customers buy by BG/NBD, spend by Gamma-Gamma, and arrive by a response curve
of weekly spend. `TRUTH` holds every parameter; `DEFECTS` and `EDGE_CASES` say how many rows of which kind are bad or
unusual. The random numbers come from numpy's PCG64 under a fixed seed, so the same code writes the same bytes.
"""

import csv
from pathlib import Path

from ltv.data.shop.defects import DEFECTS, Defect, with_defects
from ltv.data.shop.purchases import Customer, customers_of
from ltv.data.shop.rows import EDGE_CASES, Row, Shop, accepted_shop
from ltv.data.shop.spend import Economics, true_economics
from ltv.data.shop.truth import FIRST_DAY, LAST_DAY, SEED, TRUTH, Channel

__all__ = [
    "DEFECTS",
    "EDGE_CASES",
    "FIRST_DAY",
    "LAST_DAY",
    "SEED",
    "TRUTH",
    "Channel",
    "Customer",
    "Defect",
    "Economics",
    "Row",
    "Shop",
    "accepted_shop",
    "customers_of",
    "generate",
    "true_economics",
    "with_defects",
    "write",
]


def generate(seed: int = SEED) -> Shop:
    """The shop with its bad rows, as it is committed in seeds/sample."""
    return with_defects(accepted_shop(seed), seed)


def write(shop: Shop, folder: Path) -> None:
    """Write a file raw_<relation>.csv per raw relation (UTF-8, LF)."""
    folder.mkdir(parents=True, exist_ok=True)
    for relation, rows in vars(shop).items():
        with (folder / f"raw_{relation}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
