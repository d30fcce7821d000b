"""Formats of numbers, inferred from all values of a column and only where no other reading is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SIGNS = re.compile(
    r"[\s\u00a0\u2007\u2009\u202f$\u00a3\u00a5\u20ac\u20b9\u20bd\u20ba\u20a9\u20aa\u0e3f\u20ab\u20b4\u20a6\u5143\u5186\uc6d0]"
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


def decimal_mark(values: Sequence[str], *, whole: bool = False) -> Answer:
    """The decimal mark of amounts; none where they are plain decimals, both if 1,234 or 1.234 could be a thousand.

    A single mark with three digits behind it in every amount that has one says nothing of what it is, unless the sign
    of yen, won or dong, of which there are no thousandths, stands beside all amounts. whole: they are such amounts.
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
    if len(doubtful) == 1 and (whole or all(re.search(WHOLE_MONEY, value) for value in values)):
        return Answer(found={",": ".", ".": ","}[doubtful.pop()])
    if doubtful:
        return Answer(possible=(",", "."))
    return Answer(found="." if dressed else None)


def bare_number(value: str) -> str:
    """An amount without what the macro `plain_number` takes off: currencies, blanks, apostrophes, its sign.

    The dash of 10,- is two zeros.
    """
    text = SIGNS.sub("", re.sub(r"['\u2019]", "", value.translate(WIDE)).replace("\u2212", "-"))
    text = re.sub("[\u2013\u2014]", "-", text)
    text = re.sub(rf"{NAMES}$", "", re.sub(rf"^([+-]?){NAMES}(?=[-+0-9.,(])", r"\1", text))
    text = re.sub(r"(?<=[0-9])([.,])-{1,2}$", r"\g<1>00", text)
    text = re.sub(r"^\(([^-]*)\)$|^([0-9.,]+)-$", lambda match: match[1] or match[2], text)
    return text.lstrip("+-")
