"""Which encoding bytes are likely to be in that are not UTF-8, for `ltv init`, which writes it into the mapping."""

from __future__ import annotations

import re

WESTERN = "windows-1252"  # what European programs write that do not write UTF-8
CHINESE = "gb18030"
PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
COMMON = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")  # punctuation, and the 3,755 characters of daily use


def likely_encoding(data: bytes) -> str | None:
    """windows-1252, gb18030, or None where most of the text is UTF-8: then it is in two encodings.

    In Chinese text bytes beyond ASCII stand in pairs, of which most are characters of daily use; in European text they
    stand alone.
    """
    beyond = sum(byte > 0x7F for byte in data)
    pairs = PAIR.findall(data)
    if 2 * len(pairs) >= 0.95 * beyond and sum(map(bool, map(COMMON.fullmatch, pairs))) >= 0.8 * len(pairs):
        return CHINESE
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    is_mixed = sum(letter > "\x7f" for letter in text) - broken >= broken
    return None if is_mixed else WESTERN
