"""Wrong files: each is refused in one sentence that names the file and what to change, in nobody else's words."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ltv.inputs import plugin
from ltv.inputs.contract import RELATIONS
from ltv.inputs.errors import InputError
from ltv.inputs.folder import look
from ltv.inputs.lookup import find
from ltv.inputs.reading import read_source

HEADER = b"transaction_id,customer_id,ordered_at,amount\n"
ROW = b"t1,c1,2024-01-01,5\n"
GOOD = HEADER + ROW

FOREIGN = re.compile(r"duckdb|arrow|parser error|traceback|exception|codec|sniff|null_padding|0x|errno", re.IGNORECASE)

# File -> its bytes, and what the sentence must say.
WRONG: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "empty": ("transactions.csv", b"", ("transactions.csv is empty", "export it again")),
    "blank": ("transactions.csv", b"\r\n \r\n", ("transactions.csv is empty",)),
    "header only": ("transactions.csv", HEADER, ("transactions is empty", "header and no rows")),
    "no header": ("transactions.csv", ROW * 3, ("has no header", "line 1", "names of the columns")),
    "title": ("transactions.csv", b"Sales report\n\n" + GOOD, ("begins with a title", "header_line: 3")),
    "latin": ("transactions.csv", GOOD + "t2,Müller,2024-01-02,5\n".encode("cp1252"), ("line 3", "FC", "windows-1252")),
    "utf-16 without mark": ("transactions.csv", GOOD.decode().encode("utf-16-le"), ("UTF-16", "encoding: utf-16-le")),
    "utf-32": ("transactions.csv", GOOD.decode().encode("utf-32"), ("UTF-32", "CSV (UTF-8)")),
    "rows in quotes": (
        "transactions.csv",
        b"transaction_id,note,customer_id,ordered_at,amount\n"
        + b"".join(
            b"t%d,%s,c1,2024-01-02,5\n" % (row, b'"5 inch' if row in (2, 3) else b'"a,\nb"') for row in range(5)
        ),
        ("begins in line 6", "takes in rows below it", 'write ""'),
    ),
    "rows in quotes of the last column": (
        "transactions.csv",
        HEADER[:-1]
        + b",note\n"
        + b"".join(ROW[:-1] + b",%s\n" % (b'"5 inch' if row % 3 else b"x") for row in range(9)),
        ("begins in line 3", "takes in rows below it", 'write ""'),
    ),
    "customers in quotes": (
        "transactions.csv",
        b"customer_id,note,when\n"
        + b"".join(b"c%d,%s,soon\n" % (row, b'"5 inch' if row in (2, 6) else b"x") for row in range(9)),
        ("begins in line 4", "takes in rows below it", 'write ""'),
    ),
    "nul": ("transactions.csv", GOOD + b"t2,c\0,2024-01-02,5\n", ("NUL byte in line 3", "export it again")),
    "html": ("transactions.csv", b"\n<!DOCTYPE html>\n<html><body>Log in</body></html>", ("web page", "as CSV")),
    "json": ("transactions.csv", b'[{"transaction_id": "t1"}]', ("is JSON", "CSV or Parquet")),
    "xlsx inside": ("transactions.csv", b"PK\x03\x04" + b"\0" * 60, ("workbook or a zip", ".xlsx")),
    "xls inside": ("transactions.csv", b"\xd0\xcf\x11\xe0" + b"\0" * 60, ("Excel before 2007", "CSV")),
    "parquet inside": ("transactions.csv", b"PAR1" + b"\0" * 60, ("is a Parquet file", ".parquet")),
    "pdf": ("transactions.csv", b"%PDF-1.7\n", ("is a PDF", "as CSV")),
    "open quote": (
        "transactions.csv",
        GOOD + b't2,"c2,2024-01-02,5\n' + ROW * 9,
        ("line 3", "never closed", 'write ""'),
    ),
    "open quote, late": ("transactions.csv", GOOD * 9 + b't2,c2,2024-01-02,"5', ("line 19", "never closed")),
    "open header": ("transactions.csv", b'transaction_id,"customer_id,ordered_at\n' + ROW, ("quote in the header",)),
    "two columns": ("transactions.csv", HEADER[:-1] + b",Amount\n", ("two columns called Amount", "rename")),
    "decimal commas": (
        "transactions.csv",
        HEADER + b"t1,c1,2024-01-01,5,50\n" * 3,
        ("4 columns", "first has 5", "quotes"),
    ),
    "decimal commas below a nameless column": (
        "transactions.csv",
        HEADER[:-1] + b",\n" + b"t1,c1,2024-01-01,5,50\n" * 3,
        ("4 columns and 1 without a name", "first has 5", "quotes"),
    ),
    "delimiter unclear": ("transactions.csv", b"order;shop,total|net\n1;2,3|4\n", ("not clear", "`delimiter`")),
    "cut gzip": ("transactions.csv.gz", gzip.compress(GOOD * 99)[:-20], ("damaged gzip", "again")),
    "xls": ("transactions.xls", b"\xd0\xcf\x11\xe0", ("transactions.xls", "save it as .xlsx or as .csv")),
    "ods": ("transactions.ods", b"PK\x03\x04", ("transactions.ods", "OpenDocument", ".csv")),
    "json file": ("transactions.json", b"[]", ("transactions.json", ".csv or .parquet")),
    "zip": ("Transactions.zip", b"PK\x03\x04", ("Transactions.zip", "unpack it")),
    "csv.zip": ("transactions.csv.zip", b"PK\x03\x04", ("transactions.csv.zip", "unpack it")),
    "near miss": ("orders.csv", GOOD, ("transactions is not there", "orders.csv", "name it transactions.csv")),
    "near miss, copy": ("Transaction (1).CSV", GOOD, ("transactions is not there", "Transaction (1).CSV")),
    "something else": ("readme.txt", b"hello", ("transactions is not there", "readme.txt", "ltv init")),
    "no workbook": ("transactions.xlsx", b"nothing of the kind", ("no workbook", ".csv")),
    "broken workbook": ("transactions.xlsx", b"PK\x03\x04 and nothing", ("no workbook that opens",)),
    "password": ("transactions.xlsx", b"\xd0\xcf\x11\xe0 encrypted", ("has a password", "save it")),
    "no parquet": ("transactions.parquet", b"", ("no Parquet file", "export it again")),
    "cut parquet": ("transactions.parquet", b"PAR1 and the rest is lost", ("no Parquet file",)),
}


def refusal(folder: Path, relation: str = "transactions", **arguments: object) -> str:
    """What the function of the plugin answers: the sentence that the build shows."""
    request = {"folder": str(folder), "relation": relation, "scratch": str(folder), **arguments}
    answer = json.loads(plugin.read_input(json.dumps(request)))
    assert answer.keys() == {"problem"}, answer
    sentence = str(answer["problem"])
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not FOREIGN.search(sentence), sentence
    assert not list(folder.glob("transactions_*.parquet"))  # no half-written copy stays
    return sentence


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    name, content, told = WRONG[kind]
    (tmp_path / name).write_bytes(content)
    sentence = refusal(tmp_path)
    assert [part for part in told if part not in sentence] == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"delimiter": "ab"}, "write one character"),
        ({"delimiter": '"'}, "write one character"),
        ({"encoding": "utf-9"}, "is 'utf-9', which is none"),
        ({"encoding": "base64"}, "which is none"),
        ({"header_line": 0}, "`header_line`"),
        ({"header_line": 3}, "has 2 lines, but `header_line`"),
        ({"encoding": "ascii"}, None),
        ({"delimiter": "comma"}, None),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, options: dict[str, object], told: str | None) -> None:
    (tmp_path / "transactions.csv").write_bytes(GOOD)
    if told is None:
        assert read_source(tmp_path, "transactions", tmp_path, options=options).rows == 1
    else:
        assert told in refusal(tmp_path, options=options)


def test_two_candidates_are_both_named(tmp_path: Path) -> None:
    (tmp_path / "transactions.csv").write_bytes(GOOD)
    (tmp_path / "Transactions.TSV").write_bytes(GOOD)
    sentence = refusal(tmp_path)
    assert "Transactions.TSV and transactions.csv" in sentence


@pytest.mark.parametrize("folder", ["nowhere", "a file"])
def test_a_folder_that_is_none_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a file").touch()
    assert "data_dir" in refusal_of_missing(tmp_path / folder)


def refusal_of_missing(folder: Path) -> str:
    with pytest.raises(InputError) as told:
        read_source(folder, "transactions", folder)
    return str(told.value)


def test_a_quote_that_swallows_megabytes_is_found(tmp_path: Path) -> None:
    rows = b"".join(b"t%d,c1,2024-01-01,5\n" % i for i in range(400_000))
    (tmp_path / "transactions.csv").write_bytes(GOOD + b't0,"c1,2024-01-01,5\n' + rows)
    assert "record that begins in line 3 is longer than 4 MB" in refusal(tmp_path)


def test_an_optional_relation_that_is_not_there_is_no_problem_but_its_near_misses_are_named(tmp_path: Path) -> None:
    for name in ["adspend.csv", "ad-spend (1).csv", "Client.csv", "orders.csv", "notes.txt", "client.md"]:
        (tmp_path / name).write_bytes(GOOD)
    source = read_source(tmp_path, "ad_spend", tmp_path)
    assert source.kind == "none"
    assert [note.split(" was not read")[0] for note in source.notes] == ["ad-spend (1).csv", "adspend.csv"]
    assert read_source(tmp_path, "exchange_rates", tmp_path).notes == []
    assert read_source(tmp_path, "ad_spend", tmp_path, taken=["adspend.csv", "ad-spend (1).csv"]).notes == []
    (tmp_path / "customers.xls").touch()
    assert "customers.xls" in refusal(tmp_path, "customers")


@pytest.mark.parametrize(
    "name", ["ad_spend.csv.csv", "shop.AD_SPEND.csv", "ad_spend.csv.bz2", "ad_spend.dat", "ad_spend"]
)
def test_what_has_another_ending_or_none_may_be_the_input_that_is_missing(tmp_path: Path, name: str) -> None:
    """Spend was left out without a word; beside spend that is read, notes of the same name are none."""
    (tmp_path / name).write_bytes(GOOD)
    (note,) = read_source(tmp_path, "ad_spend", tmp_path).notes
    assert note.startswith(f"{name} was not read: ")
    (tmp_path / " ad_spend .CSV ").write_bytes(b"spend_date,channel,spend\n2024-01-01,tv,5\n")
    found = read_source(tmp_path, "ad_spend", tmp_path)
    assert found.rows == 1
    assert len(found.notes) == name.endswith((".csv", ".bz2"))


def test_an_export_of_another_form_that_was_appended_is_refused(tmp_path: Path) -> None:
    """Its ids of orders were customers."""
    other = b"customer_id,transaction_id,ordered_at,amount\nc1,t2,2024-01-02,6\n"
    (tmp_path / "transactions.csv").write_bytes(GOOD + other)
    told = refusal(tmp_path, "transactions")
    assert "transactions.csv: row 2 is a header with the columns in another order (customer_id, transaction_id," in told
    (tmp_path / "transactions.csv").write_bytes(GOOD + GOOD)
    assert read_source(tmp_path, "transactions", tmp_path).rows == 2


def test_a_folder_or_a_link_without_its_file_may_be_the_input_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "ad_spend.parquet").mkdir()
    (note,) = read_source(tmp_path, "ad_spend", tmp_path).notes
    assert note.startswith("ad_spend.parquet is a folder and was not read: ")
    assert look(tmp_path, tmp_path).skipped == [note]
    for year in (2023, 2024):
        part = tmp_path / "ad_spend.parquet" / f"year={year}"
        part.mkdir()
        pq.write_table(pa.table({"spend_date": [f"{year}-01-01"], "channel": ["tv"], "spend": [5]}), part / "0.parquet")
    (note,) = read_source(tmp_path, "ad_spend", tmp_path).notes
    assert "(file: ad_spend.parquet/*/*.parquet)" in note
    assert len(find(tmp_path, "ad_spend", "ad_spend.parquet/*/*.parquet").paths) == 2
    (tmp_path / "customers.csv").symlink_to(tmp_path / "gone.csv")
    assert "customers.csv is not there any more" in refusal(tmp_path, "customers")


def test_a_near_miss_is_told_what_helps(tmp_path: Path) -> None:
    """Customers in JSON, renamed as was told, stopped the build, and so did spend whose columns had other names."""
    (tmp_path / "customer.json").write_text("[]")
    (tmp_path / "adspend.csv").write_bytes(GOOD)
    (json,) = read_source(tmp_path, "customers", tmp_path).notes
    assert json == "customer.json was not read: it is JSON: export the rows as .csv or .parquet if it holds customers."
    (spend,) = read_source(tmp_path, "ad_spend", tmp_path).notes
    assert spend.endswith("or name it ad_spend.csv and its columns spend_date, channel, spend.")


def test_a_title_above_the_header_of_a_sheet_is_told_as_of_a_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Report of 2024"], [], ["customer_id", "channel"], ["a", "x"]):
        book.active.append(row)
    book.save(tmp_path / "customers.xlsx")
    assert "begins with a title (Report of 2024)" in refusal(tmp_path, "customers")
    source = read_source(tmp_path, "customers", tmp_path, options={"header_line": 3})
    assert (source.rows, source.columns) == (1, ["customer_id", "channel"])


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_files_of_one_source_are_only_told_apart_by_columns_that_are_read(tmp_path: Path, ending: str) -> None:
    columns = {"a": ["customer_id", "channel"], "b": ["note", "CHANNEL", "customer_id"], "c": ["customer_id"]}
    for name, names in columns.items():
        if ending == "csv":
            (tmp_path / f"{name}.csv").write_text(f"{','.join(names)}\n{','.join('x' * len(names))}\n")
        else:
            pq.write_table(pa.table({each: ["x"] for each in names}), tmp_path / f"{name}.parquet")
    source = read_source(tmp_path, "customers", tmp_path, file=[f"{name}.{ending}" for name in columns])
    assert source.notes == [f"c.{ending} has other columns than a.{ending}: channel, note."]
    assert source.rows == 3


def test_a_column_may_be_called_as_the_reader_calls_its_own_or_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        pq.write_table(pa.table({"customer_id": [name], "Filename": ["x"]}), tmp_path / f"{name}.parquet")
    source = read_source(tmp_path, "customers", tmp_path, file="*.parquet")
    with duckdb.connect() as connection:
        assert connection.execute(f'select "Filename" from {source.sql}').fetchall() == [("x",), ("x",)]
    pq.write_table(pa.table({"customer_id": ["x"], "File_Row_Number": [1]}), tmp_path / "customers.parquet")
    assert "customers.parquet has a column File_Row_Number" in refusal(tmp_path, "customers")


def test_decimals_that_the_reader_would_read_as_others_are_refused(tmp_path: Path) -> None:
    """34.94 with 50 digits came in as 105,931,845,140. A column that nobody reads may have them."""
    wide = pa.array([Decimal("34.94")], pa.decimal256(50, 4))
    pq.write_table(pa.table({"currency": ["USD"], "rate": wide}), tmp_path / "exchange_rates.parquet")
    said = refusal(tmp_path, "exchange_rates")
    assert said.startswith("exchange_rates.parquet: the column rate has decimals of 50 digits")
    pq.write_table(pa.table({"currency": ["USD"], "Other": wide}), tmp_path / "exchange_rates.parquet")
    assert read_source(tmp_path, "exchange_rates", tmp_path).rows == 1


def test_hidden_and_struck_rows_of_a_sheet_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["customer_id", "channel"], ["a", "x"], ["b", "x"], ["c", "x"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[4].hidden = True
    book.active["A2"].font = book.active["B2"].font = openpyxl.styles.Font(strike=True)
    book.save(tmp_path / "customers.xlsx")
    source = read_source(tmp_path, "customers", tmp_path)
    assert source.rows == 3
    assert source.notes == [
        "customers.xlsx: 2 rows of the sheet are hidden, and count: delete them or show them.",
        "customers.xlsx: 1 rows of the sheet are struck through, in part or whole, and count: delete them, or write "
        "what it means into a column of its own.",
    ]


NAMES = [
    "ad_spend.CSV",
    "Ad_Spend.csv",
    "AD_SPEND.Csv.GZ",
    "ad_spend.TSV",
    "ad_spend.txt",
    "ad_Spend.XLSX",
    "ad_spend.PARQUET",
]


def written(path: Path) -> None:
    columns = ["spend_date", "channel", "spend"]
    row = ["2024-01-01", "search", "9.90"]
    if path.suffix == ".XLSX":
        book = openpyxl.Workbook()
        book.active.append(columns)
        book.active.append(row)
        book.save(path)
    elif path.suffix == ".PARQUET":
        pq.write_table(pa.table({name: [value] for name, value in zip(columns, row, strict=True)}), path)
    else:
        content = "\n".join("\t".join(each) for each in (columns, row)).encode()
        path.write_bytes(gzip.compress(content) if path.suffix == ".GZ" else content)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["plain", "rock'n'shop", 'a "b" [c]', "50% {x} *?", "naïve $HOME ~;--", "spend=7"])
def test_names_in_any_case_in_folders_of_any_name_are_read(tmp_path: Path, folder: str, name: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    written(place / name)
    shutil.copytree(place, tmp_path / "other")  # what a pattern would match besides
    source = read_source(place, "ad_spend", place)
    with duckdb.connect() as connection:
        rows = connection.execute(f"select spend_date, channel, spend from {source.sql}").fetchall()
    assert rows == [("2024-01-01", "search", "9.90")]


def test_the_contract_is_that_of_the_macro() -> None:
    macro = (Path(__file__).parents[3] / "macros/inputs/input_columns.sql").read_text()
    found = {}
    for relation, columns in re.findall(r"^ {8}'(\w+)': \{\n(.*?)^ {8}\}", macro, re.DOTALL | re.MULTILINE):
        needs = re.findall(r"'(\w+)': \{'kind': '\w+', 'required': (true|false)\}", columns)
        found[relation] = {name: need == "true" for name, need in needs} | {"loaded_at": False}
    assert "do columns.update({'loaded_at': {'kind': 'time', 'required': false}})" in macro  # of every relation
    assert found == {relation: dict(columns) for relation, columns in RELATIONS.items()}


def test_the_functions_answer_in_duckdb(tmp_path: Path) -> None:
    (tmp_path / "transactions.csv").write_bytes(GOOD)
    request = json.dumps({"folder": str(tmp_path), "relation": "transactions", "scratch": str(tmp_path)})
    with duckdb.connect() as connection:
        reader = plugin.Plugin.create("ltv.inputs.plugin")
        reader.configure_connection(connection)
        reader.configure_connection(connection)  # a second time changes nothing
        ask: Callable[[str, str], object] = lambda function, text: connection.execute(  # noqa: E731
            f"select {function}(?)", [text]
        ).fetchall()[0][0]
        answer = json.loads(str(ask("ltv_read_input", request)))
        assert answer["rows"] == 1
        assert Path(answer["parquet_copy"]).is_file()
        assert ask("ltv_drop_scratch", answer["parquet_copy"])
        assert not Path(answer["parquet_copy"]).exists()
        assert not ask("ltv_drop_scratch", str(tmp_path / "transactions.csv"))
        assert (tmp_path / "transactions.csv").exists()


def test_a_file_as_long_as_a_sheet_may_be_cut(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("customer_id\n" + "c1\n" * 65_535)
    source = read_source(tmp_path, "customers", tmp_path)
    assert source.notes == [
        "customers.csv has 65,535 rows, as many as a sheet of Excel holds: what is beyond them may be missing."
    ]


def test_the_next_month_and_refunds_beside_the_orders_are_told(tmp_path: Path) -> None:
    for name in ("orders_01.csv", "orders_02.csv", "orders_old.csv", "refunds.csv", "Credit Notes 2024.csv"):
        (tmp_path / name).write_text(f"transaction_id,customer_id,ordered_at,amount\n{name},c,2024-01-05,9.5\n")
    said = [note.partition(" was not read")[0] for note in find(tmp_path, "transactions", "orders_01.csv").notes]
    assert said == ["orders_02.csv", "Credit Notes 2024.csv", "refunds.csv"]
    assert (
        find(tmp_path, "transactions", "orders_0*.csv", taken=["orders_0*.csv", "refunds.csv", "credit*"]).notes == ()
    )
