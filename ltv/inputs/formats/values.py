"""Formats of dates and numbers, inferred from all values of a column and only where no other reading is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ltv.inputs.formats.months import MONTH

ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2}|(19|20)\d{6}([.]0+)?|(19|20)\d{12})"
    r"([T ]\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?)?\s?(Z|UTC|[+-]\d{2}(:?\d{2})?)?",
    re.IGNORECASE | re.ASCII,  # digits of other scripts are none that dates are read in
)
COUNTED = {
    "excel": (r"\d{5}([.]\d+)?", 32_874, 54_788),
    "unix": (r"\d{9,10}([.]\d+)?", 631_152_000, 2_524_608_000),
    "unix ms": (r"\d{12,13}", 631_152_000_000, 2_524_608_000_000),
    "unix us": (r"\d{15,16}", 631_152_000_000_000, 2_524_608_000_000_000),
    "unix ns": (r"\d{18,19}", 631_152_000_000_000_000, 2_524_608_000_000_000_000),
}
"""Formats of moments that are counted, as the macro `counted_time` reads them: pattern, numbers from 1990 to 2049."""

AT = r"(?:at|um|\u00e0|kl[.]?|klo|om|alle ore|alle|a las|\u00e0s|o godz[.]?|o|\u0432)"
HOURS = r"\s?(?:hs?[.]?|hrs?[.]?|uhr|uur|godz[.]?|\u0447[.]?)"
"""Words before a time of day, and behind it."""
TIME = re.compile(
    rf"(?P<gap>,?[T ]+(?:{AT} +)?)(?P<hour>\d{{1,2}}):\d{{2}}(?P<second>:\d{{2}})?(?P<half>\s?[ap][.]?m[.]?)?"
    rf"(?P<zone>\s?(?:Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}}))?(?P<word>{HOURS})?$",
    re.IGNORECASE,
)
WEEK = re.compile(r"(\d{4}[- ]?)(KW|W)(\d{1,2})|(KW|W)( ?)(\d{1,2})([-/ ])\d{4}", re.IGNORECASE)
"""A week of ISO 8601, as 2024-W09 or KW 9/2024."""

WEEKDAY = re.compile(
    "(?:(mon(?:day|tag)|tuesday|wednesday|thursday|friday|saturday|sunday|dienstag|mittwoch|donnerstag|freitag|samstag"
    "|sonnabend|sonntag)|mon|tue|wed|thu|fri|sat|sun)(,? )",
    re.IGNORECASE,
)

TIME_OF_DAY = re.compile(r"\d{1,2}([:h]\d{2}(:\d{2}([.]\d+)?)?)?(\s?[ap][.]?m[.]?)?", re.IGNORECASE)
"""A time without a day."""

SIGNS = re.compile(
    r"[\s\u00a0\u2007\u2009\u202f$\u00a3\u00a5\u20ac\u20b9\u20bd\u20ba\u20a9\u20aa\u0e3f\u20ab\u20b4\u20a6\u5143\u5186]"
)
WHOLE_MONEY = "[\u00a5\uffe5\u20a9\u20ab\u5186\uc6d0]"
"""Signs of currencies whose amounts have no three decimals: yen and yuan, won, dong."""
WIDE = str.maketrans(
    "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e\uff0c\uff0d\uff08\uff09\uffe5"
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
    "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u066b\u066c",
    "0123456789.,-()\u00a501234567890123456789.,",
)
EXPONENT = re.compile(r"(?<=[0-9.,])[eE][+-]?[0-9]{1,2}$")
NAMES = (
    "(?:Rs[.]?|kr[.]?|\u0440\u0443\u0431[.]?|\u0440[.]|\u0433\u0440\u043d[.]?|\u043b\u0432[.]?|z\u0142|K\u010d|TL|Ft|RM|Rp[.]?"
    "|[A-Za-z]{3}|[A-Za-z]{1,2}[$]|R)"
)
"""Names of currencies, as the macro `plain_number` has them: those of roubles, hryvnias and leva in their letters."""


@dataclass(frozen=True)
class Answer:
    """A format, or those that are possible. `found` is None where nothing needs to be said, or it is not known."""

    found: str | None = None
    possible: tuple[str, ...] = ()
    unreadable: str | None = None  # a value that has none of the forms


def date_format(values: Sequence[str]) -> Answer:
    """The strftime format of dates that are not ISO 8601. A day above 12 anywhere in the column decides their order."""
    others = [value for value in values if not ISO.fullmatch(value)]
    if not others:
        return Answer()
    if counted := _counted(others):
        return Answer(found=counted)
    shapes = {_shape(value) for value in others}
    if None in shapes or len({shape[1:] for shape in shapes if shape}) > 1:
        bad = next((value for value in others if _shape(value) is None), others[0])
        return Answer(unreadable=bad)
    (_, first, separators, time) = next(shape for shape in shapes if shape)
    if first == "name":
        return Answer(found=next(shape[0] for shape in shapes if shape) + time)
    if first == "year":
        return Answer(found=f"%Y{separators[0]}%m{separators[1]}%d{time}")
    parts = [[int(part) for part in re.findall(r"\d+", value)[:2]] for value in others]
    year = "%Y" if len(re.findall(r"\d+", others[0])[2]) == 4 else "%y"
    day_first = f"%d{separators[0]}%m{separators[1]}{year}{time}"
    month_first = f"%m{separators[0]}%d{separators[1]}{year}{time}"
    if year == "%y" and (by_year := _by_year(others)):
        year_first = f"%y{separators[0]}%m{separators[1]}%d{time}"
        return Answer(found=year_first) if by_year == "year" else Answer(possible=(day_first, month_first, year_first))
    first_above, second_above = any(a > 12 for a, _ in parts), any(b > 12 for _, b in parts)
    if first_above and not second_above:
        return Answer(found=day_first)
    if second_above and not first_above:
        return Answer(found=month_first)
    if first_above:
        return Answer(unreadable=next(f"{a}/{b}" for a, b in parts if b > 12))
    return Answer(possible=(day_first, month_first))


def _counted(values: Sequence[str]) -> str | None:
    """The format of dates that are numbers of days or seconds, where all of them are days of our time in it."""
    for name, (pattern, first, last) in COUNTED.items():
        if all(re.fullmatch(pattern, value) and first <= float(value) <= last for value in values):
            return name
    return None


def _by_year(values: Sequence[str]) -> str | None:
    """What dates such as 24-01-05 may begin with: "year", where it changes less than the last part, "unclear", or None.

    Days change more than years do, so that the part with fewer values is the year.
    """
    first, second, third = zip(
        *([int(part) for part in re.findall(r"\d+", value)[:3]] for value in values), strict=True
    )
    if max(second) > 12 or max(third) > 31 or min(third) < 1:
        return None
    if len(set(first)) == len(set(third)):
        return "unclear"
    return "year" if len(set(first)) < len(set(third)) else None


def _shape(value: str) -> tuple[str, str, str, str] | None:
    """(format where it is certain, what comes first, separators, format of the time of day)."""
    time, day, weekday = "", value, ""
    if match := TIME.search(value):
        day = value[: match.start()]
        hours = "%I" if match["half"] else "%H"
        half = "" if not match["half"] else (" %p" if match["half"][0] == " " else "%p")
        zone = "" if not match["zone"] else (" %z" if re.match(r"\s[+-]", match["zone"]) else "%z")
        time = f"{match['gap']}{hours}:%M{':%S' if match['second'] else ''}{half}{zone}{match['word'] or ''}"
    if match := WEEKDAY.match(day):
        weekday, day = ("%A" if match[1] else "%a") + match[2], day[match.end() :]
    if match := re.fullmatch(r"(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})", day):
        if len(match[1]) == 4 and len(match[5]) <= 2:
            return "", "year", match[2] + match[4], time
        if len(match[1]) <= 2 and len(match[5]) in (2, 4):
            return "", "number", match[2] + match[4], time
    if re.fullmatch(r"\d{4}\u5e74\d{1,2}\u6708\d{1,2}\u65e5", day):
        return "%Y\u5e74%m\u6708%d\u65e5", "name", "", time
    if match := WEEK.fullmatch(day):
        by_year = f"%G{match[1][4:]}{match[2]}%V" if match[1] else f"{match[4]}{match[5]}%V{match[7]}%G"
        return by_year, "name", "", time
    named = _with_a_name(day)
    return (weekday + named, "name", "", time) if named else None


def _with_a_name(day: str) -> str | None:
    """The format of a day whose month is a word."""
    match = re.fullmatch(
        r"(\d{1,2})([.]?[-/ ](?:de )?)([^\W\d_]+)[.]?((?: de )|[-/ ])(\d{4}|\d{2})((?: \u0433[.]?)?)",
        day,
        re.IGNORECASE,
    )
    if match and MONTH.match(match[3]):
        return f"%d{match[2]}%b{match[4]}{_year(match[5])}{match[6]}"
    match = re.fullmatch(r"([^\W\d_]+)[.]?([- ])(\d{1,2})(,? |-)(\d{4}|\d{2})", day)
    if match and MONTH.match(match[1]):
        return f"%b{match[2]}%d{match[4]}{_year(match[5])}"
    match = re.fullmatch(r"\d{4}([.]? |-)([^\W\d_]+)[.]?([- ])\d{1,2}([.]?)", day)
    if match and MONTH.match(match[2]):
        return f"%Y{match[1]}%b{match[3]}%d{match[4]}"
    return None


def _year(digits: str) -> str:
    return "%Y" if len(digits) == 4 else "%y"


def decimal_mark(values: Sequence[str]) -> Answer:
    """The decimal mark of amounts; none where they are plain decimals, both if 1,234 or 1.234 could be a thousand.

    A single mark with three digits behind it in every amount that has one says nothing of what it is, unless the sign
    of yen, won or dong, of which there are no thousandths, stands beside all amounts.
    """
    found: set[str] = set()
    doubtful: set[str] = set()
    dressed = False
    for value in values:
        if value in ("--", "-"):
            continue
        number, power = EXPONENT.sub("", value), EXPONENT.search(value)
        bare = bare_number(number)
        dressed |= bare != number.lstrip("+-")
        marks = re.sub(r"[0-9]", "", bare)
        if not re.fullmatch(r"[0-9.,]+", bare):
            return Answer(unreadable=value)
        if not marks:
            continue
        last = marks[-1]
        if len(set(marks)) == 2 or power or len(bare) - bare.rindex(last) != 4:
            found.add(last if marks.count(last) == 1 else {",": ".", ".": ","}[last])
        elif len(marks) > 1:
            found.add({",": ".", ".": ","}[last])
        elif bare.startswith("0"):
            found.add(last)
        else:
            doubtful.add(last)
    if len(found) > 1:
        return Answer(unreadable=next(value for value in values if "," in value))
    if found:
        mark = found.pop()
        plain = mark == "." and not dressed and all("," not in value for value in values)
        return Answer(found=None if plain else mark)
    if len(doubtful) == 1 and all(re.search(WHOLE_MONEY, value) for value in values):
        return Answer(found={",": ".", ".": ","}[doubtful.pop()])
    if doubtful:
        return Answer(possible=(",", "."))
    return Answer(found="." if dressed else None)


def bare_number(value: str) -> str:
    """An amount without what the macro `plain_number` takes off: currencies, blanks, apostrophes, its sign."""
    text = SIGNS.sub("", re.sub(r"['\u2019]", "", value.translate(WIDE)).replace("\u2212", "-").replace("\u2013", "-"))
    text = re.sub(rf"{NAMES}$", "", re.sub(rf"^([+-]?){NAMES}(?=[-+0-9.,(])", r"\1", text))
    text = re.sub(r"^\(([^-]*)\)$|^([0-9.,]+)-$", lambda match: match[1] or match[2], text)
    return text.lstrip("+-")
