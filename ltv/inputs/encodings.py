"""Which encoding bytes are likely to be in that are not UTF-8, for `ltv init`, which writes it into the mapping.

Words decide later on, as those of a status: in the wrong encoding a cancelled order would be one of an unknown state.
"""

from __future__ import annotations

import codecs
import re

WESTERN = "windows-1252"  # what European programs write that do not write UTF-8
CHINESE = "gb18030"
PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
COMMON = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")  # punctuation, and the 3,755 characters of daily use

KOREAN = "cp949"
HANGUL = "[\uac00-\ud7a3]"
JAPANESE = ("cp932", "euc_jp")
KANA, KANJI = "[\u3041-\u30fa]", "[\u4e00-\u9fa0]"
TRADITIONAL = "big5"
FREQUENT = range(0xA440, 0xC67F)  # the 5,401 characters that are used most, which Big5 has first

BETWEEN_DIGITS = re.compile(rb"(?<=[0-9])[\xa0\xff\xca\xae\x92](?=[0-9])")
"""Blanks and apostrophes that mark thousands, in one encoding or another: there are more of them than of letters."""
IN_TWO = 0.1
"""Share of letters beyond ASCII that are whole in UTF-8 where part of a file is: else hardly one is, in Latin text."""
ROWS = re.compile(rb"[\x80-\xff]{3,}")
RUSSIAN = "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443"
SCRIPTS = {
    "windows-1251": RUSSIAN,
    "cp866": RUSSIAN,
    "windows-1253": "\u03b1\u03bf\u03b9\u03b5\u03c4\u03c3\u03bd\u03b7\u03c5\u03c1\u03c0\u03ba\u03bc\u03bb"
    "\u03ac\u03af\u03cc\u03ad\u03ae",
    "windows-1255": "\u05d9\u05d5\u05d4\u05dc\u05d0\u05ea\u05de\u05e8\u05d1\u05e9\u05e0\u05d7\u05e7\u05df"
    "\u05dd\u05e4\u05d3\u05e1\u05e2\u05d6",
    "windows-1256": "\u0627\u0644\u064a\u0645\u0648\u062a\u0646\u0631\u0628\u0639\u062f\u0633\u0629\u063a"
    "\u0642\u062d\u0643\u0641",
    "cp874": "\u0e32\u0e19\u0e23\u0e2d\u0e01\u0e40\u0e07\u0e21\u0e25\u0e27\u0e22\u0e2a\u0e15\u0e1b"
    "\u0e17\u0e04\u0e48\u0e49\u0e35\u0e31",
}
"""Encodings of alphabets other than the Latin one, and the letters that are frequent in them."""

ROMAN = "".join(map(chr, [each for each in range(0xDF, 0xFD) if each not in (0xF0, 0xF7)])) + (
    "\u0153\u20ac\u00a3\u00b0\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u00bf\u00a1\u00ab\u00bb"
)
"""The small letters of Western Europe, but those of Iceland alone, and its signs."""

LATIN = {
    WESTERN: ROMAN,
    "windows-1254": "\u00e7\u011f\u0131\u0130\u00f6\u015f\u00fc",
    "cp850": ROMAN,
    "mac_roman": ROMAN,
    "windows-1250": "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c",
}
"""Encodings of the Latin alphabet, the most usual first, and what is written in them beyond ASCII: Turkish, Polish."""


def likely_encoding(data: bytes) -> str | None:
    """One of the encodings above, or None where much of the text is UTF-8: then it is in two encodings.

    In Chinese text bytes beyond ASCII stand in pairs, of which most are characters of daily use; in that of other
    alphabets they stand in rows, in European text alone. Korean and Japanese have letters of their own.
    """
    data = BETWEEN_DIGITS.sub(b"", data)
    if not (letters := re.findall(rb"[\x80-\xff]", data)):
        return WESTERN
    in_rows = sum(map(len, ROWS.findall(data))) / len(letters)
    for name in JAPANESE:
        if _share(KANA, _beyond(data, name)) > 0.2:
            return name
    korean = _beyond(data, KOREAN)
    if sum(bool(PAIR.fullmatch(each.encode(KOREAN))) for each in re.findall(HANGUL, korean)) > 0.9 * len(korean) > 0:
        return KOREAN
    pairs = PAIR.findall(data)
    if 2 * len(pairs) >= 0.95 * len(letters) and sum(map(bool, map(COMMON.fullmatch, pairs))) >= 0.8 * len(pairs):
        return CHINESE
    if _is_traditional(_beyond(data, TRADITIONAL)):
        return TRADITIONAL
    if (text := _beyond(data, JAPANESE[0])) and _share(KANJI, text) > 0.8 and in_rows > 0.4:
        return JAPANESE[0]
    text = data.decode("utf-8", "replace")
    beyond, broken = sum(letter > "\x7f" for letter in text), text.count("\ufffd")
    if beyond - broken >= (0.5 if in_rows > 0.5 else IN_TWO) * beyond:
        return None
    likely = {name: _likeness(data, name, known) for name, known in (SCRIPTS if in_rows > 0.5 else LATIN).items()}
    best = max(likely, key=lambda name: likely[name])
    return best if likely[best] > likely.get(WESTERN, 0.3) + 0.2 else WESTERN


def _likeness(data: bytes, encoding: str, letters: str) -> float:
    """The share of what is beyond ASCII that are the letters; capitals count a little less, which are rarer."""
    beyond = [each for each in data.decode(encoding, "replace") if each > "\x7f"]
    votes = sum(1.0 if each in letters else 0.9 if each.lower()[:1] in letters else 0.0 for each in beyond)
    return votes / len(beyond)


def _beyond(data: bytes, encoding: str) -> str:
    """The text without ASCII and punctuation, or nothing where the bytes are not of the encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data)  # the last character may be cut off
    except UnicodeDecodeError:
        return ""
    return re.sub(r"[\x00-\x7f\u2000-\u25ff\u3000-\u303f\ufe30-\uff60]", "", text)


def _share(pattern: str, text: str) -> float:
    return len(re.findall(pattern, text)) / len(text) if text else 0.0


def _is_traditional(text: str) -> bool:
    """Whether nearly all characters are frequent ones of Big5, and some have a second byte that is ASCII."""
    codes = [int.from_bytes(letter.encode(TRADITIONAL)) for letter in text]
    return (
        len(codes) >= 2
        and sum(code in FREQUENT for code in codes) >= 0.9 * len(codes)
        and any(code & 0xFF < 0x80 for code in codes)
    )
