"""Records of delimited text that do not fit its header."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

WHOLE, CENTS = re.compile(r"\s*[-+(]?[0-9][0-9.' ]*"), re.compile(r"[0-9]{1,2}[-)]?\s*")


@dataclass
class Malformed:
    """Records that do not fit the header, as they come: numbers from 1, and whole texts."""

    numbers: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __call__(self, row: Any) -> str:
        self.numbers.append(row.number)
        self.texts.append(row.text)
        return "skip"

    def add(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        """Put records among those that are there, by their numbers."""
        if numbers:
            both = sorted(zip([*self.numbers, *numbers], [*self.texts, *texts], strict=True))
            self.numbers, self.texts = [number for number, _ in both], [text for _, text in both]

    def take(self, until: int) -> Malformed:
        """Remove and return the records numbered up to `until`."""
        count = int(np.searchsorted(self.numbers, until, side="right"))
        taken = Malformed(self.numbers[:count], self.texts[:count])
        self.numbers, self.texts = self.numbers[count:], self.texts[count:]
        return taken


def fields_of(text: str, width: int, delimiter: str) -> list[str | None] | None:
    """The fields of a record that only seems not to fit: nothing but blanks, or nothing but blanks behind the last of
    the `width` columns, as where a delimiter ends some of the rows. None for any other, and where two fields that
    follow each other may be one amount, 12 and 50, which a decimal comma divided: then all others stand one too far."""
    try:
        fields = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return None
    is_blank = len(fields) < 2 and not "".join(fields).strip()
    if (len(fields) < width and not is_blank) or any(field.strip() for field in fields[width:]):
        return None
    if any(WHOLE.fullmatch(one) and CENTS.fullmatch(other) for one, other in pairwise(fields)):
        return None
    return [field or None for field in fields[:width]] + [None] * (width - len(fields))
