"""Records of delimited text, streamed by pyarrow's CSV reader with a dialect that is given, in constant memory.

Python's csv module is the second opinion in the tests, and finds the line of a malformed record.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from ltv.inputs.arrow import Numbers, as_meant, whole_numbers
from ltv.inputs.dialect import DELIMITERS, Header, read_header, shown
from ltv.inputs.errors import InputError
from ltv.inputs.malformed import Malformed, fields_of
from ltv.inputs.swallowed import first_with_rows
from ltv.inputs.text import BLOCK, TextFile

END = "\x1cend of file\x1c"
"""A record of this text is appended to every file: where it does not come out again, a quote was never closed."""

HELD = 100_000  # malformed records kept until the end of the file, to look their lines up together


def open_header(path: Path, known: Collection[str], options: Mapping[str, Any]) -> tuple[TextFile, Header]:
    """The file, standing at its first record, and its header. Raises InputError as TextFile and read_header do."""
    file = TextFile(path, options.get("encoding"))
    try:
        return file, read_header(file, known, options)
    except BaseException:
        file.close()
        raise


def batches(path: Path, known: Collection[str], options: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """The records of the file: the header's columns as text (empty is null), `_row_number`, `_line`, `_malformed`.

    `_line` is null where it is not cheaply known, for well-formed records of a file with quotes or blank lines.
    Raises InputError: as open_header, for bytes that are no text, and for a quote that is never closed.
    """
    file, header = open_header(path, known, options)
    with file:
        width = len(header.columns) + header.unnamed
        file.end_with(("\n" + header.delimiter.join([END] * width) + "\n").encode())
        yield from _Records(path, known, options, file, header)


class _Records:
    """One pass through a file."""

    def __init__(
        self, path: Path, known: Collection[str], options: Mapping[str, Any], file: TextFile, header: Header
    ) -> None:
        self.file, self.header = file, header
        self.again = partial(open_header, path, known, options)
        self.malformed, self.held = Malformed(), Malformed()
        self.done = 0  # number of the last record that was looked at
        self.passed = False  # whether any record was passed on

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        ended = False
        try:
            with self._reader() as reader:
                for batch in reader:
                    ended = batch.num_rows > 0 and all(column[-1].as_py() == END for column in batch.columns)
                    yield from self._numbered(batch.slice(0, batch.num_rows - ended))
        except pa.ArrowInvalid as error:
            raise self.file.problem or self._unread(error) from None
        if not ended:
            raise self._unclosed()
        yield from self._all_malformed()

    def _reader(self) -> Any:
        columns = [*self.header.columns, *(f"\x1c{number}" for number in range(self.header.unnamed))]
        return arrow_csv.open_csv(
            pa.PythonFile(self.file, mode="r"),
            read_options=arrow_csv.ReadOptions(column_names=columns, block_size=BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.header.delimiter, newlines_in_values=True, invalid_row_handler=self.malformed
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,  # TextFile has checked it
            ),
        )

    def _numbered(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """The batch with its records' numbers: those that follow, without those of malformed ones among them."""
        first, count = self.done + 1, batch.num_rows
        numbers = np.arange(first, first + count)
        if self.malformed.numbers:
            bad = np.array(self.malformed.numbers)
            # The k-th malformed record (from 0) moves every well-formed one from index bad[k] - first - k on by one.
            numbers = numbers + np.searchsorted(bad - first - np.arange(len(bad)), np.arange(count), side="right")
        if count:
            self.done = int(numbers[-1])
            if self.file.quotes and (at := first_with_rows(batch, self.header.delimiter)) is not None:
                raise self._swallowing(int(numbers[at]))
            batch, numbers = self._without_unnamed(batch, numbers)
        if batch.num_rows:
            self.passed = True
            values = [as_meant(column) for column in batch.columns]
            yield _batch(self.header.columns, values, numbers, self._lines(numbers), None)
        taken = self.malformed.take(self.done)
        self.held.add(taken.numbers, taken.texts)
        if len(self.held.numbers) > HELD:
            self._refuse_without_rows(self.held)
            yield from self._malformed_batch(self.held, self._lines(np.array(self.held.numbers)))
            self.held = Malformed()

    def _without_unnamed(self, batch: pa.RecordBatch, numbers: Numbers) -> tuple[pa.RecordBatch, Numbers]:
        """The named columns of the batch. A record with a value behind them is malformed: 10,50 may be one amount."""
        named = len(self.header.columns)
        beyond = [column for column in batch.columns[named:] if column.null_count < len(column)]
        if beyond:
            bad = np.any([column.is_valid().to_numpy(zero_copy_only=False) for column in beyond], axis=0)
            rows = [[value or "" for value in row.values()] for row in batch.filter(pa.array(bad)).to_pylist()]
            self.held.add(numbers[bad].tolist(), [self.header.delimiter.join(row) for row in rows])
            batch, numbers = batch.filter(pa.array(~bad)), numbers[~bad]
        return batch.select(range(named)), numbers

    def _lines(self, numbers: Numbers) -> Numbers | None:
        """The lines of records, where every record so far takes exactly one."""
        return None if self.file.quotes or self.file.blank_lines else numbers + (self.header.first_line - 1)

    def _all_malformed(self) -> Iterator[pa.RecordBatch]:
        held = self.held
        held.add(self.malformed.numbers, self.malformed.texts)
        if held.numbers:
            self._refuse_without_rows(held)
            lines = self._lines(np.array(held.numbers))
            yield from self._malformed_batch(held, self._searched_lines(held.numbers) if lines is None else lines)

    def _refuse_without_rows(self, rows: Malformed) -> None:
        """Refuse a file in which no record fits the header, nor would without the empty fields at its end: its dialect
        is another."""
        delimiter, columns = self.header.delimiter, len(self.header.columns)
        if not self.passed and not any(any(fields_of(text, columns, delimiter) or ()) for text in rows.texts):
            unnamed = f" and {self.header.unnamed} without a name" if self.header.unnamed else ""
            fields = len(next(csv.reader([rows.texts[0]], delimiter=delimiter)))
            raise InputError(
                f"{self.file.name}: the header has {columns} columns{unnamed}, and no row fits it; the first has "
                f"{fields} fields ({shown(rows.texts[0])}): put quotes around values with a "
                f"{DELIMITERS.get(delimiter, delimiter)} in them (decimal commas?), or correct the header."
            )

    def _malformed_batch(self, rows: Malformed, lines: Numbers | None) -> Iterator[pa.RecordBatch]:
        width = len(self.header.columns)
        fields = [fields_of(text, width, self.header.delimiter) for text in rows.texts]
        texts = [None if own else text for own, text in zip(fields, rows.texts, strict=True)]
        values = [as_meant(pa.array([own[at] if own else None for own in fields], pa.string())) for at in range(width)]
        yield _batch(self.header.columns, values, np.array(rows.numbers), lines, texts)

    def _searched_lines(self, numbers: Sequence[int]) -> Numbers:
        """The lines on which the records of these numbers begin, found in a second reading."""
        wanted, lines = set(numbers), []
        for number, (line, _) in enumerate(self._starts(), start=1):
            if number in wanted:
                lines.append(line)
            if number == numbers[-1]:
                break
        return np.array(lines)

    def _starts(self) -> Iterator[tuple[int, int]]:
        """The line on which each record begins, and how many characters its fields have."""
        file, header = self.again()
        limit = csv.field_size_limit(2**31 - 1)
        try:
            with file:
                text = io.TextIOWrapper(io.BufferedReader(_Raw(file)), "utf-8", newline="")
                records = csv.reader(text, delimiter=header.delimiter)
                before = 0
                for record in records:
                    if record:
                        yield header.first_line + before, sum(map(len, record))
                    before = records.line_num
        finally:
            csv.field_size_limit(limit)

    def _unclosed(self) -> InputError:
        line, _ = deque(self._starts(), maxlen=1).pop()
        return InputError(
            f"{self.file.name}: a quote in the record that begins in line {line} is never closed, so that it takes in "
            'the rest of the file; close it, or write "" for a quote that is meant as a character.'
        )

    def _swallowing(self, number: int) -> InputError:
        (line,) = self._searched_lines([number])
        return InputError(
            f"{self.file.name}: a quote in the record that begins in line {line} takes in rows below it, until the "
            'next quote; close it, or write "" for a quote that is meant as a character.'
        )

    def _unread(self, error: pa.ArrowInvalid) -> InputError:
        if "straddl" in str(error):
            line, _ = max(self._starts(), key=lambda start: start[1])
            return InputError(
                f"{self.file.name}: the record that begins in line {line} is longer than {BLOCK >> 20} MB, as if a "
                'quote in it were not closed; close it, or write "" for a quote that is meant as a character.'
            )
        return InputError(
            f"{self.file.name} cannot be read as delimited text after row {self.done}: export it again as CSV (UTF-8)."
        )


class _Raw(io.RawIOBase):
    """A TextFile for Python's own readers."""

    def __init__(self, file: TextFile) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.file.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def _batch(
    columns: Sequence[str],
    values: Sequence[pa.Array],
    numbers: Numbers,
    lines: Numbers | None,
    texts: Sequence[str | None] | None,
) -> pa.RecordBatch:
    count = len(numbers)
    return pa.RecordBatch.from_arrays(
        [
            *values,
            whole_numbers(numbers),
            pa.nulls(count, pa.int64()) if lines is None else whole_numbers(lines),
            pa.nulls(count, pa.string()) if texts is None else pa.array(texts, pa.string()),
        ],
        names=[*columns, "_row_number", "_line", "_malformed"],
    )
