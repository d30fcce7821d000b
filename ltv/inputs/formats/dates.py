"""Formats of dates, inferred from all values of a column and only where no other reading is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ltv.inputs.formats.months import MONTH
from ltv.inputs.formats.values import Answer
from ltv.inputs.macros import returned

BLANKS = str.maketrans("\u00a0\u202f\u2009", "   ")
"""Blanks of other widths, as the macro `formatted_date` reads them."""
DIGITS = str.maketrans(*returned("digits_of_scripts").values())
"""Digits and marks of full width, Arabic and Persian, which dates are read in."""
ERA = re.compile(
    rf"(?:(?:{'|'.join(returned('eras').values()).rstrip('|')}) ?(?:\d{{1,3}}|元)|1\d\d)"
    r"(年 ?|[-/.])\d{1,2}(月 ?|[-/.])\d{1,2}(日?)"
)
"""A day of a year of an era; one without its name is of the Republic of China."""
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

AT = r"(?:at|um|à|kl[.]?|klo|om|alle ore|alle|ore|ora|a las|às|o godz[.]?|o|в)"
HOURS = r"\s?(?:hs?[.]?|hrs?[.]?|uhr|uur|godz[.]?|ч[.]?)"
"""Words before a time of day, and behind it."""
HALF = "오전|오후|上午|下午|午前|午後"
"""Halves of a day that stand before the hour."""
ZONES = "PST|PDT|MST|MDT|EST|EDT|CET|CEST|EET|EEST|WEST|JST|KST|AEST|AEDT"
"""Names of time zones that mean one thing everywhere, as the macro `zone_offsets` has them."""
TIME = re.compile(
    rf"(?P<gap>,?[T ]+(?:{AT} +)?|:)(?P<before>(?:{HALF}) ?)?(?P<hour>\d{{1,2}})(?P<mark>[:.]|(?i:h))\d{{2}}"
    r"(?P<second>(?P=mark)\d{2})?(?P<fraction>[.]\d{1,9})?(?P<half>\s?(?:[ap][.]?\s?m[.]?|[\u03c0\u03bc][.]?\s?\u03bc[.]?|SA|CH))?"
    rf"(?P<zone>\s?(?:Z|(?:UTC|GMT)(?:[+-]\d{{1,2}}(?::?\d{{2}})?)?|{ZONES}|[+-]\d{{2}}:?\d{{2}}(?: [A-Z]{{3,4}})?)"
    rf"(?: [(][A-Z ]+[)])?)?(?P<word>{HOURS})?$",
    re.IGNORECASE,
)
WEEK = re.compile(r"(\d{4}[- ]?)(KW|W)(\d{1,2})|(KW|W)( ?)(\d{1,2})([-/ ])\d{4}", re.IGNORECASE)
"""A week of ISO 8601, as 2024-W09 or KW 9/2024."""

WEEKDAY = re.compile(
    "(?:(mon(?:day|tag)|tuesday|wednesday|thursday|friday|saturday|sunday|dienstag|mittwoch|donnerstag|freitag|samstag"
    "|sonnabend|sonntag)|mon|tue|wed|thu|fri|sat|sun)(,? )",
    re.IGNORECASE,
)

ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|[º°])(?= |,)", re.IGNORECASE)
"""What stands behind the number of a day beside the name of a month, as in January 5th."""
NUMBERS = re.compile(r"(\d{1,4})([-/.] ?)(\d{1,2})([-/.] ?)(\d{1,4})([.]?(?: \u0433[.]?)?)")
"""A day of three numbers."""
CHINESE = re.compile(r"\d{4}([年년-] ?)\d{1,2}([月월-] ?)\d{1,2}([日일]?)")
DAY_BEHIND = re.compile(r"( ?)[(]([月火水木金土日월화수목금토일])[)]$")
"""The day of the week behind a date, as Japanese and Korean systems write it."""

TIME_OF_DAY = re.compile(r"\d{1,2}([:h]\d{2}(:\d{2}([.]\d+)?)?)?(\s?[ap][.]?m[.]?)?", re.IGNORECASE)
"""A time without a day."""


def date_format(values: Sequence[str], *, months: bool = False) -> Answer:
    """The strftime format of dates that are not ISO 8601. A day above 12 anywhere in the column decides their order.

    months: whether they may be months, which are read as the first of each.
    """
    values = [value.translate(DIGITS) for value in values]
    others = [value.translate(BLANKS) for value in values if not ISO.fullmatch(value)]
    if not others:
        return Answer()
    if months and len(found := {_month_format(value) for value in others}) == 1 and (only := found.pop()):
        return Answer(found=only)
    if counted := _counted(others):
        return Answer(found=counted)
    shapes = [_shape(value) for value in others]
    first = shapes[0]
    if first is None or any(shape != first for shape in shapes):
        usual = max((shape for shape in shapes if shape), key=shapes.count, default=None)
        return Answer(
            unreadable=next(each for each, shape in zip(others, shapes, strict=True) if shape is None or shape != usual)
        )
    if first.order == "name":
        return Answer(found=first.template)
    if first.order == "era":
        return Answer(possible=(first.template,))
    if first.order == "year":
        return Answer(found=first.template.format("%Y", "%m", "%d"))
    parts = [[int(part) for part in re.findall(r"\d+", value)[:2]] for value in others]
    year = "%Y" if len(re.findall(r"\d+", others[0])[2]) == 4 else "%y"
    day_first, month_first = (first.template.format(*order, year) for order in (("%d", "%m"), ("%m", "%d")))
    if year == "%y" and (by_year := _by_year(others)):
        year_first = first.template.format("%y", "%m", "%d")
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


@dataclass(frozen=True)
class Shape:
    """How a date is written: what its numbers begin with, "year", the year of an "era" that is not named, another
    "number", or the "name" of what comes first where nothing is open; and its format, with {} for each number that may
    be a day, a month or a year."""

    order: str
    template: str


def _shape(value: str) -> Shape | None:
    if re.fullmatch(r"(19|20)\d{6}T\d{6}Z?", value):
        return Shape("name", "%Y%m%dT%H%M%S" + ("%z" if value.endswith("Z") else ""))
    time, day, before, behind = "", value, "", ""
    if match := TIME.search(value):
        day, time = value[: match.start()], _time(match)
    if match := WEEKDAY.match(day):
        before, day = ("%A" if match[1] else "%a") + match[2], day[match.end() :]
    if match := DAY_BEHIND.search(day):
        behind, day = f"{match[1]}(%a)", day[: match.start()]
    if match := NUMBERS.fullmatch(day):
        template = f"{before}{{}}{match[2]}{{}}{match[4]}{{}}{match[6]}{behind}{time}"
        if len(match[1]) == 4 and len(match[5]) <= 2:
            return Shape("year", template)
        if len(match[1]) <= 2 and len(match[5]) in (2, 4):
            return Shape("number", template)
    if match := ERA.fullmatch(day.upper()):
        template = f"%EY{match[1]}%m{match[2]}%d{match[3]}{behind}{time}"
        return Shape("era" if day[0].isdigit() else "name", template)
    if match := CHINESE.fullmatch(day):
        return Shape("name", f"%Y{match[1]}%m{match[2]}%d{match[3]}{behind}{time}")
    if match := WEEK.fullmatch(day):
        by_year = f"%G{match[1][4:]}{match[2]}%V" if match[1] else f"{match[4]}{match[5]}%V{match[7]}%G"
        return Shape("name", by_year + time)
    named = _with_a_name(ORDINAL.sub("", day))
    return Shape("name", before + named + time) if named else None


def _time(match: re.Match[str]) -> str:
    """The format of a time of day."""
    half = match["before"] or match["half"]
    hour = "%I" if half else "%H"
    before = "%p" + (" " if match["before"].endswith(" ") else "") if match["before"] else ""
    behind = "" if not match["half"] else (" %p" if match["half"][0] == " " else "%p")
    zone = "" if not match["zone"] else (" %z" if re.match(r"\s[+-]", match["zone"]) else "%z")
    seconds = f"{match['mark']}%S" if match["second"] else ""
    return (
        f"{match['gap']}{before}{hour}{match['mark']}%M{seconds}{'.%f' if match['fraction'] else ''}{behind}{zone}"
        f"{match['word'] or ''}"
    )


def _with_a_name(day: str) -> str | None:
    """The format of a day whose month is a word."""
    match = re.fullmatch(
        r"(\d{1,2})([.]?[-/ ](?:de |of )?|)([^\W\d_]+)[.]?( de |[-/ ]|)(\d{4}|\d{2})((?: \u0433[.]?)?)",
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


def _month_format(value: str) -> str | None:
    """The format of a month: 2024-03, 03/2024, 202403, March 2024, Mar-24, 2024 March."""
    if match := re.fullmatch(r"(?:19|20)\d{2}(年|[-/. ]?)\d{1,2}(月?)", value):
        return f"%Y{match[1]}%m{match[2]}"
    if match := re.fullmatch(r"\d{1,2}([-/. ])(?:19|20)\d{2}", value):
        return f"%m{match[1]}%Y"
    match = re.fullmatch(r"([^\W\d_]{3,})[.]?((?: de )|[-/ '\u2019]+)(\d{4}|\d{2})", value)
    if match and MONTH.match(match[1]):
        return f"%b{match[2]}{_year(match[3])}"
    match = re.fullmatch(r"\d{4}([-/ ])([^\W\d_]{3,})[.]?", value)
    return f"%Y{match[1]}%b" if match and MONTH.match(match[2]) else None


def _year(digits: str) -> str:
    return "%Y" if len(digits) == 4 else "%y"
