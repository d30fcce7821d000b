"""Generated dirt: another reader counts the records, and each is read field by field or is malformed with its text."""

from __future__ import annotations

import csv
import gzip
import io
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltv.inputs import delimited, text
from ltv.inputs.malformed import CENTS, WHOLE, fields_of
from ltv.inputs.reading import read_source

COLUMNS = ["transaction_id", "customer_id", "ordered_at", "amount", "note"]

SAMPLE = 20_480  # rows from which DuckDB guesses a dialect

plain_fields = st.text(alphabet="abC#0 é☃'\\-.:", max_size=6)
wild_fields = st.text(alphabet="aZ#\"',;\t| \n\r0\\é☃\x85\u2028", max_size=8)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def written_fields(draw: st.DrawFn, delimiter: str) -> str:
    """A field as an exporter writes it: quoted, plain, or with a quote that it forgot to double."""
    kind = draw(st.integers(0, 9))
    if kind < 4:
        return draw(plain_fields)
    if kind < 9:
        return '"' + draw(wild_fields).replace('"', '""') + '"'
    unquoted = draw(wild_fields)
    for character in (delimiter, "\n", "\r"):
        unquoted = unquoted.replace(character, "_")
    return unquoted.lstrip('"')


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """The delimiter, and the text of a file whose records have mostly five fields, and mixed line ends."""
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    rows = draw(
        st.lists(
            st.sampled_from([5] * 8 + [4, 6, 1, 9]).flatmap(
                lambda width: st.lists(written_fields(delimiter), min_size=width, max_size=width)
            ),
            min_size=1,
            max_size=12,
        )
    )
    lines = [delimiter.join(row) + draw(line_ends) + draw(st.sampled_from(["", "", "", "\n", "\r\n"])) for row in rows]
    good = delimiter.join("xxxxx") + draw(line_ends)  # a file in which no row fits is another test's
    return delimiter, delimiter.join(COLUMNS) + draw(line_ends) + good + "".join(lines)


def divided(record: list[str]) -> bool:
    """Whether two fields may be one amount with a decimal comma."""
    return any(WHOLE.fullmatch(one) and CENTS.fullmatch(other) for one, other in pairwise(record))


def expected(content: str, delimiter: str) -> tuple[dict[int, list[str | None]], dict[int, int]]:
    """By another reader: the fields of each well-formed record by its number, and the lines of the others."""
    good: dict[int, list[str | None]] = {}
    bad: dict[int, int] = {}
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    number, before = -1, 0
    for record in reader:
        if record:
            number += 1
            if len(record) == len(COLUMNS):
                good[number] = [field or None for field in record]
            elif not (divided(record) or "".join(record[len(COLUMNS) :]).strip()) and len(record) > len(COLUMNS):
                good[number] = [field or None for field in record[: len(COLUMNS)]]
            elif len(record) == 1 and not record[0].strip():
                good[number] = [record[0] or None, *[None] * (len(COLUMNS) - 1)]
            else:
                bad[number] = before + 1
        before = reader.line_num
    good.pop(0)
    return good, bad


def read(folder: Path, **options: object) -> tuple[dict[int, list[str | None]], dict[int, tuple[int, str]], int]:
    source = read_source(folder, "transactions", folder, options=options)
    assert source.parquet_copy is not None
    rows = pq.read_table(source.parquet_copy).to_pylist()
    Path(source.parquet_copy).unlink()
    good = {row["_row_number"]: [row[name] for name in COLUMNS] for row in rows if row["_malformed"] is None}
    bad = {row["_row_number"]: (row["_line"], row["_malformed"]) for row in rows if row["_malformed"] is not None}
    assert len(good) + len(bad) == len(rows) == source.rows
    assert len(bad) == source.malformed
    assert all(row[name] is None for row in rows if row["_malformed"] is not None for name in COLUMNS)
    return good, bad, source.rows


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=files(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-8.gz"]),
    block=st.integers(600, 3000),
)
def test_every_record_is_read_or_malformed(tmp_path: Path, file: tuple[str, str], encoding: str, block: int) -> None:
    """Blocks are far shorter than the program's, so that records, quotes, line ends and characters straddle them."""
    delimiter, content = file
    for old in tmp_path.iterdir():
        old.unlink()
    data = content.encode(encoding.removesuffix(".gz"))
    if encoding.endswith(".gz"):
        (tmp_path / "transactions.csv.gz").write_bytes(gzip.compress(data))
    else:
        (tmp_path / "transactions.csv").write_bytes(data)
    good, bad = expected(content, delimiter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "BLOCK", block)
        patch.setattr(text, "AT_LEAST", 7)
        patch.setattr(delimited, "BLOCK", block)
        read_good, read_bad, rows = read(tmp_path)
    assert rows == len(good) + len(bad)
    assert read_good == good
    assert {number: line for number, (line, _) in read_bad.items()} == bad
    for number, (_, whole) in read_bad.items():
        assert len(next(csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter))) != len(COLUMNS), number


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_quotes_that_come_late_are_quotes(tmp_path: Path, line_end: str) -> None:
    """A writer with minimal quoting quotes its first field after any sample; line breaks in it are no rows."""
    rows = [[f"t{i}", f"c{i}", "2024-01-01", "1.00", ""] for i in range(SAMPLE + 500)]
    for i in range(SAMPLE, SAMPLE + 500, 7):
        rows[i][i % 4] = f'late "{i}", {line_end} #'
    rows[SAMPLE + 100].append("wide")
    rows[SAMPLE + 200].pop()
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=line_end).writerows([COLUMNS, *rows])
    (tmp_path / "Transactions.CSV").write_bytes(buffer.getvalue().encode())
    good, bad = expected(buffer.getvalue(), ",")
    read_good, read_bad, _ = read(tmp_path)
    assert len(good) == SAMPLE + 498
    assert read_good == good
    assert {number: line for number, (line, _) in read_bad.items()} == bad == {number: bad[number] for number in bad}


def test_a_line_break_in_quotes_survives_at_every_place_of_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pyarrow drops a line feed that begins a block, where a carriage return ended the one before, even in quotes."""
    monkeypatch.setattr(text, "BLOCK", 256)
    monkeypatch.setattr(text, "AT_LEAST", 7)
    monkeypatch.setattr(delimited, "BLOCK", 256)
    for padding in range(150):
        rows = [["x" * padding, "c", "d", "1", ""], *([f"t{i}", "c", "d", "1", "a\r\nb\r\n\r\n"] for i in range(20))]
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerows([COLUMNS, *rows])
        (tmp_path / "transactions.csv").write_bytes(buffer.getvalue().encode())
        good, bad, _ = read(tmp_path)
        assert bad == {}
        assert [row[4] for row in good.values()][1:] == ["a\r\nb\r\n\r\n"] * 20


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1", "gb18030", "utf-16-le"])
def test_an_encoding_that_the_mapping_names_is_read(tmp_path: Path, encoding: str) -> None:
    names = {"gb18030": "北京"}.get(encoding, "Café Ünal")
    content = "\r\n".join([";".join(COLUMNS), f"t1;{names};2024-01-01;5;", f"t2;{names};2024-01-02;5;"])
    (tmp_path / "transactions.csv").write_bytes(content.encode(encoding))
    good, bad, _ = read(tmp_path, encoding=encoding)
    assert [row[1] for row in good.values()] == [names, names]
    assert bad == {}


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("1;a;5;", ["1", "a", "5"]),
        ('1;"a;b";5;; ', ["1", "a;b", "5"]),
        ("   ", [None, None, None]),
        ("1;a;5;7", None),
        ("a;12;50;", None),
        ("a;12;50.5;", ["a", "12", "50.5"]),
        ("1;a", None),
        ("1;a;10;50", None),
    ],
)
def test_a_record_with_nothing_behind_its_last_value_fits(record: str, fields: list[str | None] | None) -> None:
    found = fields_of(record, 3, ";")
    assert ([value or None for value in map(str.strip, (value or "" for value in found))] if found else found) == fields


def test_delimiters_that_end_some_rows_only_are_no_values(tmp_path: Path) -> None:
    text = "transaction_id,customer_id,ordered_at,amount\na,x,2024-01-05,7\nb,x,2024-01-06,8,\n  \nc,y,2024-01-07,9,,\n"
    (tmp_path / "transactions.csv").write_text(text)
    source = read_source(tmp_path, "transactions", tmp_path)
    rows = duckdb.sql(f"select transaction_id, amount, _malformed from {source.sql} order by _row_number").fetchall()
    assert rows == [("a", "7", None), ("b", "8", None), ("  ", None, None), ("c", "9", None)]


def test_a_delimiter_that_ends_every_row_but_the_header_is_no_value(tmp_path: Path) -> None:
    rows = "".join(f"{name},x,2024-01-05,{amount},\n" for name, amount in (("a", "7"), ("b", "8")))
    (tmp_path / "transactions.csv").write_text("transaction_id,customer_id,ordered_at,amount\n" + rows)
    source = read_source(tmp_path, "transactions", tmp_path)
    found = duckdb.sql(f"select transaction_id, amount, _malformed from {source.sql} order by _row_number").fetchall()
    assert found == [("a", "7", None), ("b", "8", None)]


def test_a_value_under_no_name_makes_a_row_malformed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that ends with a comma took 10,50 for 10. A second mark of byte order is no part of a name."""
    for module in (text, delimited):
        monkeypatch.setattr(module, "BLOCK", 256)
    rows = [
        [f"t{i}", "c", "d", "10", "x", *(["50"] if i % 7 == 3 else ["", "y"] if i % 7 == 5 else [])] for i in range(60)
    ]
    lines = [",".join([*row, *[""] * (7 - len(row))]) for row in rows]
    lines[10] = "short"
    (tmp_path / "transactions.csv").write_text("\n".join(["\ufeff\ufeff" + ",".join(COLUMNS) + ",,", *lines]))
    good, bad, _ = read(tmp_path)
    expected_bad = {i for i in range(60) if i % 7 in (3, 5) or i == 10}
    assert bad == {i + 1: (i + 2, lines[i]) for i in expected_bad}
    assert good == {i + 1: rows[i][:5] for i in range(60) if i not in expected_bad}
