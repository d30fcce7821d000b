"""What a recogniser sees of a file, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from ltv.inputs.dialect import plain, quoted_name
from ltv.inputs.reading import quoted


@dataclass(frozen=True)
class Table:
    """A file's columns and values. `rows` is the number of its records, `sheet` its name in a workbook of several."""

    path: Path
    columns: tuple[str, ...]
    select: str  # SQL that DuckDB reads
    connection: duckdb.DuckDBPyConnection
    rows: int
    sheet: str = ""

    def first(self, *names: str) -> str | None:
        """The file's own spelling of the first of the names that it has, in any letter case."""
        there = {plain(column): column for column in self.columns}
        return next((there[plain(name)] for name in names if plain(name) in there), None)

    def has(self, *names: str) -> bool:
        """Whether the file has all of these columns, in any letter case."""
        return all(self.first(name) for name in names)

    def values(self, column: str, limit: int | None = None) -> list[str]:
        """The distinct texts of a column without outer blanks and empty ones, sorted."""
        text, most = _text(column), f" limit {limit}" if limit else ""
        rows = self.connection.execute(
            f"select distinct {text} from ({self.select}) where {text} is not null order by 1{most}"
        ).fetchall()
        return [row[0] for row in rows]

    def has_blank(self, column: str, where: Mapping[str, str] | None = None) -> bool:
        """Whether a row has no value in the column, of those that hold the texts of `where` in its columns."""
        where = where or {}
        conditions = [f"{_text(column)} is null", *(f"{_text(name)} = ?" for name in where)]
        query = f"select 1 from ({self.select}) where {' and '.join(conditions)} limit 1"
        return bool(self.connection.execute(query, [*where.values()]).fetchone())

    def is_text(self, column: str) -> bool:
        """Whether the column is text, as all are but those of Parquet."""
        name = quoted_name(column)
        described = self.connection.execute(f"describe select {name} from ({self.select})").fetchone()
        return bool(described and described[1] == "VARCHAR")

    def repeats(self, column: str) -> bool:
        """Whether a value of the column stands in more than one row."""
        name = quoted_name(column)
        counted = self.connection.execute(
            f"select count({name}) > count(distinct {name}) from ({self.select}) "
            f"where trim(cast({name} as varchar)) <> ''"
        ).fetchone()
        return bool(counted and counted[0])

    def counts(self, column: str) -> tuple[int, int]:
        """How many rows have a value in the column, and how many values there are."""
        return self._row(f"count({_text(column)}), count(distinct {_text(column)})")

    def rows_with(self, column: str, texts: Collection[str]) -> int:
        """How many rows have one of the texts in the column."""
        return int(self._row(f"count(*) filter (list_contains(?, {_text(column)}))", texts=texts)[0])

    def texts(self, columns: Sequence[str], limit: int) -> list[tuple[str | None, ...]]:
        """The texts of several columns in the first rows, None where there is none."""
        items = ", ".join(map(_text, columns))
        return self.connection.execute(f"select {items} from ({self.select}) limit {limit}").fetchall() if items else []

    def combinations(self, columns: Sequence[str]) -> int:
        """How many combinations of values the columns have, where the first has one."""
        together = ", ".join(f"coalesce({_text(column)}, '')" for column in columns)
        return int(self._row(f"count(distinct ({together})) filter ({_text(columns[0])} is not null)")[0])

    def repeated(self, key: str, column: str, other: str | None = None) -> tuple[int, int]:
        """How many values of `key` stand in several rows (with several values of `other`, where that is given), and how
        many of them have one value of the column in all."""
        rows = "count(*)" if other is None else f"count(distinct {_text(other)})"
        grouped = (
            f"select count(distinct {_text(column)}) as amounts from ({self.select}) "
            f"where {_text(key)} is not null group by {_text(key)} having {rows} > 1"
        )
        return self._row("count(*), count(*) filter (amounts <= 1)", grouped)

    def sums(self, key: str, amount: str, line: Sequence[str]) -> tuple[int, int, int]:
        """How many values of `key` stand in several rows; in how many of them all rows have one amount, and it is the
        sum of `line` (a column, or several to be multiplied); in how many each row's amount is its own `line`."""
        number, product = _number(amount), " * ".join(map(_number, line))
        grouped = (
            f"select min({number}) as least, max({number}) as most, sum({product}) as total, "
            f"bool_and(abs({number} - ({product})) < 0.006) as own "
            f"from ({self.select}) where {_text(key)} is not null group by {_text(key)} having count(*) > 1"
        )
        counted = self._row(
            "count(*), count(*) filter (least = most and abs(total - most) < 0.006), count(*) filter (own)", grouped
        )
        return counted[0], counted[1], counted[2]

    def multiplied(self, single: str, pieces: str, whole: str) -> tuple[int, int]:
        """How many rows have other than one piece, and in how many of them `whole` is `single` times `pieces`."""
        one, count, all_ = map(_number, (single, pieces, whole))
        return self._row(
            f"count(*) filter ({count} <> 1), count(*) filter ({count} <> 1 and abs({one} * {count} - {all_}) < 0.006)"
        )

    def less(self, gross: str, discount: str, net: str) -> tuple[int, int]:
        """How many rows have a discount, and in how many of them `net` is `gross` without it."""
        before, off, after = map(_number, (gross, discount, net))
        equal = f"abs({before} - abs({off}) - {after}) < 0.011"
        return self._row(f"count(*) filter ({off} <> 0), count(*) filter ({off} <> 0 and {equal})")

    def taken_back(self, amount: str, back: str) -> tuple[int, int, int]:
        """How many rows have money that went `back`, in how many of them it is no more than the amount, and more than
        half of it."""
        whole, part = map(_number, (amount, back))
        return self._row(
            f"count(*) filter ({part} > 0), count(*) filter ({part} > 0 and {part} < {whole} + 0.011), "
            f"count(*) filter ({part} > 0 and 2 * {part} > {whole})"
        )

    def returned(
        self, key: str, amount: str, other: Table, other_key: str, factors: Sequence[str]
    ) -> tuple[int, int, int]:
        """How many values of `key` have amounts, in how many of them these sum to no more than the products of the
        factors of the other table's rows with this value, and in how many to just that."""
        paid, product = f"select {_text(other_key)} as key", " * ".join(map(_number, factors))
        grouped = (
            f"select back, most from (select {_text(key)} as key, sum({_number(amount)}) as back "
            f"from ({self.select}) group by all) "
            f"join ({paid}, sum({product}) as most from ({other.select}) group by all) using (key)"
        )
        return self._row(
            "count(*) filter (back > 0), count(*) filter (back > 0 and back < most + 0.011), "
            "count(*) filter (back > 0 and abs(back - most) < 0.011)",
            grouped,
        )

    def has_the_most(self, key: str, amount: str, column: str, text: str) -> bool:
        """Whether of the rows with one value of `key` that with the text in the column has no smaller amount than any
        other, for nearly all that have several rows."""
        grouped = (
            f"select max({_number(amount)}) filter ({_text(column)} = {quoted(text)}) as own, "
            f"max({_number(amount)}) as most from ({self.select}) where {_text(key)} is not null "
            f"group by {_text(key)} having count(*) > 1"
        )
        several, equal = self._row("count(own), count(*) filter (own >= most - 0.011)", grouped)
        return bool(several and equal >= 0.9 * several)  # a discount may stand in the row of the order alone

    def of(self, column: str, text: str) -> Table:
        """Its rows that have the text in the column."""
        return replace(self, select=f"select * from ({self.select}) where {_text(column)} = {quoted(text)}")

    def counts_pieces(self, column: str, price: str) -> bool:
        """Whether the column has whole numbers only, most of them one to three and below the price."""
        number, other = map(_number, (column, price))
        (is_count,) = self._row(
            f"coalesce(bool_and({number} = round({number})) and median({number}) <= 3"
            f" and median({other}) > median({number}), false)"
        )
        return bool(is_count)

    def holds(self, column: str, texts: Collection[str]) -> int:
        """How many of the texts are values of the column."""
        items = f"count(distinct {_text(column)}) filter (list_contains(?, {_text(column)}))"
        return int(self._row(items, texts=texts)[0])

    def together(self, columns: Sequence[str], limit: int) -> list[str]:
        """The distinct values of several columns, each row's as one text, where all have one; the first ones only."""
        text = _joined(columns)
        rows = self.connection.execute(
            f"select distinct {text} from ({self.select}) where {text} is not null order by 1 limit {limit}"
        ).fetchall()
        return [row[0] for row in rows]

    def holds_together(self, columns: Sequence[str], texts: Collection[str]) -> int:
        """How many of the texts are values of the columns together."""
        text = _joined(columns)
        return int(self._row(f"count(distinct {text}) filter (list_contains(?, {text}))", texts=texts)[0])

    def is_negative(self, amount: str, column: str, texts: Collection[str]) -> bool:
        """Whether no amount is above zero in the rows that have one of these texts in the column."""
        is_above = f"regexp_matches({_text(amount)}, '[1-9]') and not {_is_below_zero(amount)}"
        items = f"count(*) filter ({is_above} and list_contains(?, {_text(column)})) = 0"
        return bool(self._row(items, texts=texts)[0])

    def has_negative(self, amount: str) -> bool:
        """Whether an amount is below zero."""
        return self.negatives(amount) > 0

    def negatives(self, amount: str) -> int:
        """How many amounts are below zero."""
        return int(self._row(f"count(*) filter ({_is_below_zero(amount)})")[0])

    def price_by_pieces(self, price: str, quantity: str, most: int) -> dict[int, tuple[int, float]]:
        """How many rows have so many pieces, up to `most`, and their mean price, of those above zero."""
        number, pieces = map(_number, (price, quantity))
        rows = self.connection.execute(
            f"select {pieces}, count(*), avg({number}) from ({self.select}) "
            f"where {number} > 0 and list_contains(range(1, {most} + 1), {pieces}) group by 1 order by 1"
        ).fetchall()
        return {int(count): (int(seen), float(mean)) for count, seen, mean in rows}

    def prices(self, price: str, quantity: str) -> tuple[int, int, int]:
        """How many prices there are, how many where each is divided by its quantity, and how many quantities."""
        number, pieces = map(_number, (price, quantity))
        counted = self._row(
            f"count(distinct round({number}, 2)), count(distinct round({number} / nullif({pieces}, 0), 2)), "
            f"count(distinct {pieces})"
        )
        return counted[0], counted[1], counted[2]

    def _row(self, items: str, source: str | None = None, texts: Collection[str] | None = None) -> tuple[Any, ...]:
        given = [] if texts is None else [[*texts]]
        found = self.connection.execute(f"select {items} from ({source or self.select})", given).fetchone()
        assert found is not None
        return found


def united(tables: Sequence[Table]) -> Table:
    """The rows of several tables with the same columns, as texts where their types differ, in the name of the first."""
    if len(tables) == 1:
        return tables[0]
    names = [quoted_name(column) for column in tables[0].columns]
    described = {str(table.connection.execute(f"describe {table.select}").fetchall()) for table in tables}
    texts = ", ".join(f"cast({name} as varchar) as {name}" for name in names) if len(described) > 1 else "*"
    rows = " union all ".join(f"select {texts} from ({table.select})" for table in tables)
    return replace(tables[0], select=rows, rows=sum(table.rows for table in tables))


def _text(column: str) -> str:
    """A column as text without outer blanks, null where it is empty."""
    return f"nullif(trim(cast({quoted_name(column)} as varchar)), '')"


def _number(column: str) -> str:
    """A column as a number, null where it is none."""
    return f"try_cast({_text(column)} as double)"


def _is_below_zero(column: str) -> str:
    """Whether an amount is below zero, however it is written: with a minus in front or behind, or in parentheses. The
    dash of 10,- stands for cents."""
    text = _text(column)
    minus = f"regexp_matches({text}, '^[^0-9.,]*[-\u2212\u2013(]|[0-9][^0-9.,]*[-\u2212][^0-9]*$')"
    return f"({minus} and regexp_matches({text}, '[1-9]'))"


def _joined(columns: Sequence[str]) -> str:
    """Several columns as one text, null where one of them is empty."""
    return " || chr(31) || ".join(map(_text, columns))


@dataclass(frozen=True)
class Recognised:
    """What one file is. `sources` are mappings of one relation; `variables` are those of the project that follow.

    `why` says for a reader of the mapping what was decided; `open` says what only a person can decide.
    """

    format: str
    relation: str
    sources: list[dict[str, Any]]
    variables: Mapping[str, Any] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
