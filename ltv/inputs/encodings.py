"""Which encoding bytes are likely to be in that are not UTF-8, for `ltv init`, which writes it into the mapping.

Words decide later on, as those of a status: in the wrong encoding a cancelled order would be one of an unknown state.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Mapping
from functools import cache

WESTERN = "windows-1252"  # what European programs write that do not write UTF-8
CENTRAL = "windows-1250"  # what they write from Poland to Romania
CHINESE = "gb18030"
PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
COMMON = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")  # punctuation, and the 3,755 characters of daily use

KOREAN = "cp949"
HANGUL = "[\uac00-\ud7a3]"
EUC = "euc_jp"
JAPANESE = ("cp932", EUC)
KANA, KANJI, HALF_WIDTH = "[\u3041-\u30fa]", "[\u4e00-\u9fa0]", "[\uff66-\uff9f]"
TRADITIONAL = "big5"
FREQUENT = range(0xA440, 0xC67F)  # the 5,401 characters that are used most, which Big5 has first

ENCLOSED = re.compile(rb"[A-Za-z][\x80-\xff]+(?=[a-z])")  # Big5 and Shift-JIS have letters of ASCII within characters
TOUCHED = re.compile(rb"[A-Za-z][\x80-\xff]+|[\x80-\xff]+[a-z]")

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

# How often letters beyond ASCII stand in a language: from German and French to Icelandic, from Polish to Croatian.
WEST = (
    "ü8 ä6 ö4 ß3",
    "é10 è3 ê1 à2 ç2 ë1 ô1 î1 û1 â1 ï1 ù1 œ1",
    "ó7 í5 á5 ñ3 é3 ú2 ü1",
    "ã6 ç5 á4 é4 í3 ó3 ê2 õ2 â1 ô1 ú1 à1",
    "à5 è4 ò3 ù3 é2 ì2",
    "å6 ø5 ä5 ö5 æ3 é1",
    "á5 í5 ð4 ö3 ó3 þ2 æ2 é2 ú2 ý1",
)
CENTER = (
    "ł6 ą4 ę4 ó4 ś3 ż3 ć2 ń4 ź1",
    "í8 á8 é5 ě5 ř4 č4 š4 ž4 ý4 ů2 ú2 ň1 ť1 ď1",
    "á8 í5 é4 ý4 ú4 č4 š4 ž4 ľ2 ť2 ô1 ň1 ď1 ó1 ä1 ĺ1 ŕ1",
    "á8 é8 ö3 ó3 ő3 í2 ü2 ű1 ú1",
    "ă6 î3 ş3 ţ3 â2",
    "č6 š5 ž4 ć4 đ2",
)
BALTIC = ("ā8 ī4 š4 ē4 ņ2 ž2 ū2 ļ1 ģ1 ķ1 č1", "ė6 š5 ų4 ž3 ū3 į3 č2 ą2 ę1", "ä5 õ5 ü4 ö1 š1 ž1")
LATIN = {
    WESTERN: WEST,
    "windows-1254": ("\u01316 ş4 ü4 ö3 ç3 ğ3 \u01304",),
    CENTRAL: CENTER,
    "windows-1257": BALTIC,
    "cp850": WEST,
    "mac_roman": WEST,
    "iso8859_2": CENTER,
    "cp852": CENTER,
}
"""Encodings of the Latin alphabet, the most usual first, and the languages that are written in them."""
WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+")
SIGNS = "\u00b0\u00ba\u00aa\u00ae\u2122\u00ab\u00bb\u00b7\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u00a0"
"""What may stand beside a letter and is none."""
STRANGE, SIGN, OTHER = math.log(0.002), math.log(0.05), math.log(0.05)
"""Likelihood of a letter that a language has not, of a sign, and of a word in another language than the file's."""
USUAL, CERTAIN = math.log(3), math.log(100)
"""How much likelier an encoding is than the next usual one before anything is read, and a reading that needs no
question than another."""

OF_NAMES = {
    CHINESE: "的省市区县路号张王李刘陈杨赵黄周吴徐孙朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕伟芳娜静明华"
    "订单已完成取消发货付款退待时间编客户金额状态",
    EUC: "田山川村本木中井野佐藤東京都府県市区町大阪鈴高橋渡辺伊小林加吉松清太郎子美花一二三注文番号顧客合計金額状態"
    "発送済完了取消",
    KOREAN: "김이박최정강조윤장임한오서신권황안송류홍수영민지현준은경미진성희동주문번호고객명날짜일시합계금액상태"
    "결제완료취소배환불울부산구도매자사용전화회원",
}
"""Characters of names and orders: these encodings have the same bytes for other ones."""
EVERY = (*LATIN, CHINESE, TRADITIONAL, *JAPANESE, KOREAN, *SCRIPTS)


def likely_encoding(data: bytes) -> str | None:
    """The likeliest encoding, or None where much of the text is UTF-8: then it is in two encodings."""
    return next(iter(likely_encodings(data)), None)


def likely_encodings(data: bytes) -> list[str]:
    """The likeliest encoding, and behind it those that are nearly as likely; none where much of the text is UTF-8.

    In Chinese text bytes beyond ASCII stand in pairs, of which most are characters of daily use; in that of other
    alphabets they stand in rows, in European text alone. Korean and Japanese have letters of their own.
    """
    data = BETWEEN_DIGITS.sub(b"", data)
    if not (letters := re.findall(rb"[\x80-\xff]", data)):
        return [WESTERN]
    in_rows = sum(map(len, ROWS.findall(data))) / len(letters)
    if not _is_in_words(data, ENCLOSED) and (asian := _asian(data, len(letters), in_rows)):
        return asian
    text = data.decode("utf-8", "replace")
    beyond, broken = sum(letter > "\x7f" for letter in text), text.count("\ufffd")
    if beyond - broken >= (0.5 if in_rows > 0.5 else IN_TWO) * beyond:
        return []
    if in_rows > 0.5:
        likely = {name: _likeness(data, name, known) for name, known in SCRIPTS.items()}
        best = max(likely, key=lambda name: likely[name])
        if likely[best] > 0.5:
            return [best]
        if _share(HALF_WIDTH, _beyond(data, JAPANESE[0])) > 0.9:
            return [JAPANESE[0]]
    votes = {name: _likelihood(data, name) - USUAL * place for place, name in enumerate(LATIN)}
    first = max(votes.values())
    found = sorted((name for name in LATIN if votes[name] > first - CERTAIN), key=lambda name: -votes[name])
    best = data.decode(found[0], "replace")
    usual = next(name for name in LATIN if data.decode(name, "replace") == best)
    return [usual, *(name for name in found if name != usual)]


def reads(data: bytes, encoding: str) -> bool:
    """Whether the bytes, of which the last character may be cut off, are of the encoding."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _asian(data: bytes, letters: int, in_rows: float) -> list[str]:
    for name in JAPANESE:
        if _share(KANA, _beyond(data, name)) > 0.2:
            return [name]
    if found := _in_pairs(data, letters):
        known = {name: len({*_beyond(data, name)} & {*OF_NAMES[name]}) for name in found}
        best = max(found, key=lambda name: known[name])
        if known[best] > 1 and all(2 * known[name] <= known[best] for name in found if name != best):
            return [best]
        others = [*found, *([TRADITIONAL] if reads(data, TRADITIONAL) else [])]
        return [best, *(name for name in others if name != best)]
    if _is_traditional(_beyond(data, TRADITIONAL)):
        return [TRADITIONAL]
    if (text := _beyond(data, JAPANESE[0])) and _share(KANJI, text) > 0.8 and in_rows > 0.4:
        return [JAPANESE[0]]
    return []


def _in_pairs(data: bytes, letters: int) -> list[str]:
    """The encodings in which the bytes may stand in pairs: they have the same ones for characters of daily use."""
    korean, pairs = _beyond(data, KOREAN), PAIR.findall(data)
    of_daily_use = sum(bool(PAIR.fullmatch(each.encode(KOREAN))) for each in re.findall(HANGUL, korean))
    found = [KOREAN] if of_daily_use > 0.9 * len(korean) > 0 else []
    if 2 * len(pairs) < 0.95 * letters or _is_in_words(data, TOUCHED):
        return found
    if sum(map(bool, map(COMMON.fullmatch, pairs))) >= 0.8 * len(pairs):
        found += [name for name in (CHINESE, EUC) if reads(data, name)]
    return found


def _is_in_words(data: bytes, beside: re.Pattern[bytes]) -> bool:
    """Whether most of what is beyond ASCII stands beside letters of ASCII, as in European words."""
    return 2 * len(beside.findall(data)) > len(re.findall(rb"[\x80-\xff]+", data))


@cache
def _likelihoods(encoding: str) -> list[dict[str, float]]:
    """The logarithm of the likelihood of each letter, for each language of the encoding."""
    found = []
    for language in LATIN[encoding]:
        numbers = {each[0]: int(each[1:]) for each in language.split()}
        found.append({letter: math.log(number / sum(numbers.values())) for letter, number in numbers.items()})
    return found


def _likelihood(data: bytes, encoding: str) -> float:
    """The logarithm of the likelihood of the words beyond ASCII in the encoding, each once, in one language mainly."""
    words = {*WORD.findall(data.decode(encoding, "replace"))}
    by_word = [
        [sum(_vote(word, place, known) for place in range(len(word))) for known in _likelihoods(encoding)]
        for word in words
        if not word.isascii()
    ]
    languages = range(len(LATIN[encoding]))
    return max(sum(max(votes[main], max(votes) + OTHER) for votes in by_word) for main in languages)


def _vote(word: str, place: int, known: Mapping[str, float]) -> float:
    letter = word[place]
    if letter.isascii():
        return 0.0
    if letter == "\ufffd":
        return 2 * STRANGE
    if letter in SIGNS or not any(map(str.isalpha, word)):
        return SIGN
    if letter.isupper() and place and word[place - 1].islower():
        return STRANGE
    return known.get(letter, known.get(letter.lower(), STRANGE))


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
