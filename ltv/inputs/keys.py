"""Keys of joins, compared as ids are compared elsewhere (the macro `clean_id`), in the SQL of DuckDB."""

from __future__ import annotations

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
"""Types of whole numbers that a bigint holds."""
FLOATS = ("FLOAT", "DOUBLE")

BLANKS = (
    " \t\r\n\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
NO_VALUE = (
    *("", "''", '""', "nan", "nat", "null", "(null)", "[null]", "\\n", "none", "nil", "na", "n/a", "#n/a", "<na>"),
    *("undefined", "-", "--", "?", "#nv", "#n/d", "#n/b", "{}", "[]", ".", "(not set)"),
)
"""The macros `blanks`, `invisible_marks` and `no_value_words` say the same (a test holds them equal)."""


def compared(mine: str, my_type: str, other: str, other_type: str, lowercase_emails: bool) -> tuple[str, str]:
    """Two columns as they are compared: as numbers where both are whole ones, else as the texts of ids."""
    if my_type in WHOLE and other_type in WHOLE:
        return f"cast({mine} as bigint)", f"cast({other} as bigint)"
    return as_text(mine, my_type, lowercase_emails), as_text(other, other_type, lowercase_emails)


def as_text(value: str, kind: str, lowercase_emails: bool) -> str:
    """A column as the text of an id, null where there is none: 17, 17.0 and ' 17 ' are one, 017 is another."""
    text = f"cast({value} as varchar)"
    if kind in WHOLE or kind in ("HUGEINT", "UHUGEINT", "UBIGINT"):
        return text
    seen = f"trim(translate({text}, '{BLANKS}{INVISIBLE}', '{' ' * len(BLANKS)}'))"
    words = ", ".join("'" + word.replace("'", "''") + "'" for word in NO_VALUE)
    # Most ids begin with a visible character of ASCII and end with a digit: what else is asked costs ten times as much.
    is_usual = (
        f"{text} between '!' and '~~' and right({text}, 1) between '0' and '9' and strlen({text}) = length({text}) "
        f"and not contains({text}, '.') and not contains({text}, '@')"
    )
    cases = [
        f"when {is_usual} then {text}",
        f"when list_contains([{words}], lower({seen})) then null",  # of `in` DuckDB makes a join, for every row
        f"when ({seen} like '#%!' or {seen} like '#%?') and {seen} = upper({seen}) then null",
        f"when regexp_full_match({seen}, '[0-9]{{1,18}}[.]0+') then split_part({seen}, '.', 1)",
    ]
    if kind in FLOATS:
        whole = f"when {value} = floor({value}) and abs({value}) < 9e18 then cast(cast({value} as bigint) as varchar)"
        cases = [f"when isnan({value}) or abs({value}) > 1e30 then null", whole]
    elif lowercase_emails:
        cases.append(f"when {seen} like '%@%' then lower({seen})")
    return f"case {' '.join(cases)} else {seen} end"
