"""One source of one relation: its files found, read into one temporary Parquet file, or refused in one sentence."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ltv.inputs import delimited, workbook
from ltv.inputs.arrow import other_header, repeated, without_headers
from ltv.inputs.contract import RELATIONS
from ltv.inputs.cut import may_be_cut
from ltv.inputs.dialect import OWN_COLUMNS, plain, quoted_name
from ltv.inputs.errors import InputError
from ltv.inputs.filled_down import FilledDown
from ltv.inputs.lookup import find, split_name

ROW_GROUP = 200_000  # rows
DIGITS = 38  # of a decimal, as many as DuckDB has


@dataclass(frozen=True)
class Source:
    """What was read of one source. `sql` is something to select from; `columns` are those of the files themselves.

    kind: none (no such file), parquet (read in place), text (copied to `parquet_copy`, with `_row_number`, `_file`,
    `_line` and `_malformed`), joined (a select of one of these with others beside it, see `ltv.inputs.joins`, whose
    copies are `joined_copies`).
    """

    kind: str
    files: list[str] = field(default_factory=list)
    sql: str | None = None
    parquet_copy: str | None = None
    columns: list[str] = field(default_factory=list)
    rows: int = 0
    malformed: int = 0
    notes: list[str] = field(default_factory=list)
    joined_copies: list[str] = field(default_factory=list)

    @property
    def copies(self) -> list[str]:
        """All temporary copies that were made."""
        return [*([self.parquet_copy] if self.parquet_copy else []), *self.joined_copies]

    @property
    def select(self) -> str:
        """A select of the rows with `_row_key`, their number among all of the source, `_row_number` and `_file`."""
        if self.kind == "joined":
            return str(self.sql)
        if self.kind == "text":
            return f"select *, row_number() over () as _row_key from {self.sql}"
        number, own, place = "row_number() over ()", "file_row_number, _of_file", "_of_file"
        if len(self.files) == 1:
            number, own, place = "file_row_number + 1", "file_row_number", quoted(self.files[0])
        added = f"{number} as _row_key, file_row_number + 1 as _row_number, {place} as _file"
        return f"select * exclude ({own}), {added} from {self.sql}"

    @property
    def rows_alone(self) -> str:
        """A select of the files' own columns, of the rows that could be divided into them."""
        names = ", ".join(map(quoted_name, self.columns))
        return f"select {names} from {self.sql}" + (" where _malformed is null" if self.kind == "text" else "")

    def as_json(self) -> dict[str, Any]:
        """The fields by their names, and the select."""
        return {**asdict(self), "select": "" if self.kind == "none" else self.select, "copies": self.copies}


def read_source(
    folder: Path,
    relation: str,
    scratch: Path,
    file: str | Sequence[str] | None = None,
    options: Mapping[str, Any] | None = None,
    columns: Sequence[str] = (),
    taken: Sequence[str] = (),
    joined: Sequence[str] = (),
) -> Source:
    """Read the files of a relation. `columns` are those that a mapping names; `taken` are other sources' files, and
    `joined` those that sources join.

    Raises InputError, whose text is one sentence for the user.
    """
    found = find(folder, relation, file, taken, joined)
    if not found.paths:
        return Source("none", notes=list(found.notes))
    known = [*RELATIONS.get(relation, {}), *columns]
    kinds = {split_name(path.name)[1] == ".parquet" for path in found.paths}
    if kinds == {True} and options and options.get("fill_down"):
        raise InputError(
            f"{found.paths[0].name} is Parquet, which has no cells: fill_down is for files of text and workbooks; "
            "write the values into the rows where the file is made."
        )
    if kinds == {True}:
        return _parquet(found.paths, relation, known, found.notes)
    if len(kinds) > 1:
        raise InputError(f"{relation} is in Parquet and in other files: give each kind a source of its own.")
    return _copied(found.paths, relation, scratch, known, options or {}, found.notes)


def quoted(text: str) -> str:
    """Text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def as_pattern(path: str) -> str:
    """A path as a pattern of DuckDB that matches just this path."""
    return re.sub(r"([\[*?])", r"[\1]", path)


def _parquet(paths: Sequence[Path], relation: str, known: Sequence[str], notes: Sequence[str]) -> Source:
    headers: list[Sequence[str]] = []
    rows = 0
    for path in paths:
        try:
            with pq.ParquetFile(path) as parquet:
                schema, count = parquet.schema_arrow, parquet.metadata.num_rows
        except PermissionError:
            raise InputError(f"{path.name} may not be read: give this user the right to read it.") from None
        except (pa.ArrowException, OSError):
            raise InputError(f"{path.name} is no Parquet file, or is cut off: export it again.") from None
        repeated = [name for name in schema.names if [each.lower() for each in schema.names].count(name.lower()) > 1]
        if repeated:
            raise InputError(
                f"{path.name} has columns that differ in letter case only: {', '.join(repeated)}; rename one."
            )
        if own := [name for name in schema.names if name.lower() in ("file_row_number", "_malformed")]:
            raise InputError(f"{path.name} has a column {own[0]}, which is a name of the reader's own: rename it.")
        _refuse_wide_decimals(path, schema, known)
        rows += count
        headers.append(schema.names)
    columns, told = _united(paths, headers, known)
    _refuse_empty(rows, relation, paths)
    listed = ", ".join(quoted(as_pattern(str(path))) for path in paths)
    union = ", union_by_name = true, filename = '_of_file'" if len(paths) > 1 else ""
    # What stands in the names of folders is no column: a folder customer_id=5 would be every row's customer.
    sql = f"read_parquet([{listed}], file_row_number = true, hive_partitioning = false{union})"
    return Source("parquet", _strings(paths), sql, None, list(columns.values()), rows, 0, [*notes, *told])


def _refuse_wide_decimals(path: Path, schema: pa.Schema, known: Sequence[str]) -> None:
    """DuckDB reads other numbers than are there where a decimal has more digits than its own types hold."""
    wanted = {plain(name) for name in known}
    for column in schema:
        if pa.types.is_decimal(column.type) and column.type.precision > DIGITS and plain(column.name) in wanted:
            raise InputError(
                f"{path.name}: the column {column.name} has decimals of {column.type.precision} digits, which cannot "
                f"be read: export it with {DIGITS} at most, as decimal({DIGITS}, 9)."
            )


def _copied(
    paths: Sequence[Path],
    relation: str,
    scratch: Path,
    known: Sequence[str],
    options: Mapping[str, Any],
    notes: Sequence[str],
) -> Source:
    columns, told = _all_columns(paths, known, options)
    handle, copy = tempfile.mkstemp(prefix=f"{relation}_", suffix=".parquet", dir=scratch)
    os.close(handle)
    schema = _schema(columns.values())
    rows = malformed = 0
    try:
        # Without compression and statistics: the copy is read once, and that is what costs least.
        with pq.ParquetWriter(
            copy,
            schema,
            compression="none",
            use_dictionary=["_file"],
            column_encoding=dict.fromkeys(("_row_number", "_line"), "DELTA_BINARY_PACKED"),
            write_statistics=False,
            store_schema=False,
        ) as writer:
            for path in paths:
                place = path.name + (f", sheet {options['sheet']}" if options.get("sheet") else "")
                before, fill_down = rows, FilledDown(options)
                for read in _batches(path, known, options):
                    batch = fill_down.next(without_headers(read))
                    _refuse_other_header(batch, place)
                    rows += batch.num_rows
                    malformed += batch.num_rows - batch.column("_malformed").null_count
                    writer.write_batch(_aligned(batch, columns, schema, place), row_group_size=ROW_GROUP)
                told += may_be_cut(place, rows - before)
        _refuse_empty(rows, relation, paths)
    except BaseException:
        Path(copy).unlink(missing_ok=True)
        raise
    sql = f"read_parquet({quoted(as_pattern(copy))}, hive_partitioning = false)"
    return Source("text", _strings(paths), sql, copy, list(columns.values()), rows, malformed, [*notes, *told])


def _refuse_other_header(batch: pa.RecordBatch, place: str) -> None:
    if (found := other_header(batch)) is not None:
        row, names = found
        number = batch.column("_row_number")[row].as_py()
        raise InputError(
            f"{place}: row {number} is a header with the columns in another order ({', '.join(names)}): exports of two "
            "forms were appended to each other. Put each into a file of its own, and name both under file in the "
            "mapping."
        )


def _schema(columns: Iterable[str]) -> pa.Schema:
    own = dict.fromkeys(OWN_COLUMNS, pa.int64())
    own |= {"_file": pa.dictionary(pa.int32(), pa.string()), "_malformed": pa.string()}
    return pa.schema([*((name, pa.string()) for name in columns), *own.items()])


def _batches(path: Path, known: Sequence[str], options: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    if split_name(path.name)[1] == ".xlsx":
        return workbook.batches(path, known, options)
    return delimited.batches(path, known, options)


def _all_columns(
    paths: Sequence[Path], known: Sequence[str], options: Mapping[str, Any]
) -> tuple[dict[str, str], list[str]]:
    """The columns of all files by their lower-case names, in order, and what their headers give to say."""
    told: list[str] = []
    headers: list[Sequence[str]] = []
    for path in paths:
        names, notes = header_of(path, known, options)
        told += notes
        headers.append(names)
    columns, others = _united(paths, headers, known)
    return columns, told + others


def _united(
    paths: Sequence[Path], headers: Sequence[Sequence[str]], known: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """The columns of all headers by their lower-case names, and which files lack one that is looked for."""
    wanted = {plain(name) for name in known}
    columns: dict[str, str] = {}
    told: list[str] = []
    for path, names in zip(paths, headers, strict=True):
        there = {plain(name): name for name in names}
        others = [name for key, name in {**columns, **there}.items() if (key in columns) != (key in there)]
        if columns and any(plain(name) in wanted for name in others):
            told.append(f"{path.name} has other columns than {paths[0].name}: {', '.join(others)}.")
        columns = {**columns, **{key: name for key, name in there.items() if key not in columns}}
    return columns, told


def header_of(path: Path, known: Sequence[str], options: Mapping[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """The columns of a file of text or a workbook. Raises InputError."""
    if split_name(path.name)[1] == ".xlsx":
        return workbook.header_of(path, known, options)
    file, header = delimited.open_header(path, known, options)
    file.close()
    return header.columns, list(header.notes)


def _aligned(batch: pa.RecordBatch, columns: Mapping[str, str], schema: pa.Schema, file: str) -> pa.RecordBatch:
    """The batch in the columns of all files of the source, with the file's name."""
    there = {plain(name): column for name, column in zip(batch.schema.names, batch.columns, strict=True)}
    count = batch.num_rows
    arrays = [there.get(key) for key in columns]
    own = {name: batch.column(name) for name in OWN_COLUMNS if name != "_file"}
    own["_file"] = repeated(file, count)
    filled = [pa.nulls(count, pa.string()) if array is None else array for array in arrays]
    return pa.RecordBatch.from_arrays([*filled, *(own[name] for name in OWN_COLUMNS)], schema=schema)


def _refuse_empty(rows: int, relation: str, paths: Sequence[Path]) -> None:
    if not rows:
        names = ", ".join(path.name for path in paths)
        raise InputError(
            f"{relation} is empty: {names} has a header and no rows; export it again, or remove it if there is no data."
        )


def _strings(paths: Sequence[Path]) -> list[str]:
    return [str(path) for path in paths]
