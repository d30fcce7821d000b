"""How names of months begin, as the macro `formatted_date` knows them (a test holds them equal).

English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Czech, Turkish, Swedish, Danish, Norwegian,
Finnish, Hungarian, Romanian and Russian. Where a name begins like that of another month, that one is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

MONTHS: Mapping[int, str] = {
    11: "nov|noi|marras|lis|kas|ноя",
    1: "jan|ene|gen|ian|sty|led|oca|tam|янв",
    2: "f[eé][bv]|lut|úno|uno|şub|hel|фев",
    3: "m[aáä]r|maa|mr[tz]|bře|мар",
    4: "[aá][pvb]r|kwi|dub|nis|huh|апр",
    5: "m[aá][iygj]|mei|kvě|tou|ма[йя]",
    7: "j[uú]i?l|lug|iul|lip|červenec|července|čvc|tem|hei|июл",
    6: "j[uú]i?n|giu|iun|cze|čer|čvn|haz|kes|июн",
    8: "aug|ago|ao[uû]|ağu|sie|srp|elo|авг",
    9: "se[pt]|sze|wrz|zář|eyl|syy|сен",
    10: "o[ck]t|ott|out|paź|paz|říj|eki|lok|окт",
    12: "d[eé][czs]|dic|gru|pro|ara|jou|дек",
}
MONTH = re.compile("|".join(MONTHS.values()), re.IGNORECASE)


def month_of(name: str) -> int | None:
    """The number of the month that a name, or the beginning of one, means; None where it means none."""
    return next((number for number, names in MONTHS.items() if re.match(names, name, re.IGNORECASE)), None)
