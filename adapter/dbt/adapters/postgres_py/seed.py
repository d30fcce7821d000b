"""Seeds in PostgreSQL's text COPY format."""

from collections.abc import Iterable, Iterator

ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """One line a row; dbt has parsed the values, and PostgreSQL reads them as the types of its columns."""
    for row in rows:
        yield ("\t".join(map(_field, row)) + "\n").encode()


def _field(value: object) -> str:
    return r"\N" if value is None else str(value).translate(ESCAPES)
