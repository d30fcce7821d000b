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
    *("<null>", "<none>", "(blank)", "(empty)", "(leer)", "(vide)", "(vuoto)", "(en blanco)", "(vacío)", "(空白)"),
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
    if kind in FLOATS:
        whole = f"{value} = floor({value}) and abs({value}) < 9e18 then cast(cast({value} as bigint) as varchar)"
        return f"case when isnan({value}) or abs({value}) > 1e30 then null when {whole} else {text} end"
    words = ", ".join("'" + word.replace("'", "''") + "'" for word in NO_VALUE)
    # Most ids are of visible characters of ASCII only, and no word for no value: what else is asked costs ten times as
    # much. Of `in` DuckDB makes a join, for every row.
    is_usual = (
        f"{text} between '$' and '~~' and right({text}, 1) between '$' and '~' and strlen({text}) = length({text}) "
        f"and (right({text}, 1) between '0' and '9' or strlen({text}) > {max(map(len, NO_VALUE))}) "
        f"and not contains({text}, '.') and not contains({text}, '@')"
    )
    cases = [
        f"when strlen(seen) <= {max(map(len, NO_VALUE))} and list_contains([{words}], lower(seen)) then null",
        "when seen like '#%' and (seen like '#%!' or seen like '#%?') and seen = upper(seen) then null",
        "when contains(seen, '.') and regexp_full_match(seen, '[0-9]{1,18}[.]0+') then split_part(seen, '.', 1)",
    ]
    if lowercase_emails:
        cases.append("when contains(seen, '@') then lower(seen)")
    blanks = f"translate({text}, '{BLANKS}{INVISIBLE}', '{' ' * len(BLANKS)}')"
    seen = f"trim(case when strlen({text}) = length({text}) then {text} else {blanks} end, '{BLANKS}')"
    return (
        f"case when {is_usual} then {text} "
        f"else list_transform([{seen}], lambda seen: case {' '.join(cases)} else seen end)[1] end"
    )
