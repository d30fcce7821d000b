"""Exports in encodings of their countries: read as they were written, or the doubt is told with both readings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ltv.cli.init import write
from ltv.inputs.folder import Look, look
from ltv.inputs.mapping import load

POLISH = ("Numer zamówienia;Klient;Data zamówienia;Wartość zamówienia", "Małgorzata Dąbrowska", "Łukasz Wójcik")
CZECH = ("Číslo objednávky;Zákazník;Datum objednávky;Celkem", "Zdeněk Šťastný", "Jiří Novák")
JAPANESE = ("注文番号;顧客;注文日;合計", "山田太郎", "佐藤花子")
TAIWANESE = ("訂單編號;客戶;訂單日期;訂單金額", "陳怡君", "林志明")
IN_ENGLISH = "order_id;customer;order_date;total"


def written(folder: Path, encoding: str, header: str, *names: str, rows: int = 12) -> Path:
    lines = [f"{i};{names[i % len(names)]};2024-03-{i + 1:02};{i + 10}.50" for i in range(rows)]
    (folder / "shop").mkdir()
    (folder / "shop" / "orders.csv").write_bytes("\n".join([header, *lines, ""]).encode(encoding))
    return folder / "shop"


def seen(folder: Path) -> Look:
    scratch = folder.parent / "scratch"
    scratch.mkdir()
    return look(folder, scratch)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1250", POLISH),
        ("windows-1250", (IN_ENGLISH, *POLISH[1:])),
        ("windows-1250", CZECH),
        ("windows-1250", (IN_ENGLISH, "Ľubomír Šťastný", "Mária Kováčová", "Žofia Tóthová")),
        ("windows-1250", ("Číslo objednávky;Zákazník;Dátum objednávky;Celkom", "Ján Horváth", "Ľubomír Šťastný")),
        ("windows-1250", ("Rendelésszám;Vásárló;Rendelés dátuma;Összesen", "Tőke Gergő", "Szűcs Erzsébet")),
        ("iso8859_2", POLISH),
        ("cp852", POLISH),
        ("windows-1257", (IN_ENGLISH, "Jānis Bērziņš", "Žanete Kļaviņa")),
        ("windows-1252", (IN_ENGLISH, "João Assunção", "Conceição Magalhães")),
        ("windows-1252", (IN_ENGLISH, "Müller", "Böhm", "Hélène", "François", "Søren", "Muñoz")),
        ("cp932", JAPANESE),
        ("cp932", (IN_ENGLISH, "ﾔﾏﾀﾞ ﾀﾛｳ", "ｻﾄｳ ﾊﾅｺ")),
        ("euc_jp", JAPANESE),
        ("euc_jp", (IN_ENGLISH, *JAPANESE[1:])),
        ("gb18030", (IN_ENGLISH, "张伟", "王芳")),
        ("gb18030", (IN_ENGLISH, "陈刚", "高波")),
        ("cp949", (IN_ENGLISH, "김철수", "이영희")),
        ("big5", TAIWANESE),
        ("big5", (IN_ENGLISH, *TAIWANESE[1:])),
    ],
)
def test_a_file_is_read_in_the_encoding_of_its_country(tmp_path: Path, encoding: str, text: tuple[str, ...]) -> None:
    """Of Polish and Czech exports neither columns nor customers were read, or the customer was called Tõke Gergõ."""
    (one,) = seen(written(tmp_path, encoding, *text)).found
    assert one.sources[0]["encoding"] == encoding
    assert one.open == ()


@pytest.mark.parametrize(
    ("encoding", "name", "said"),
    [
        ("windows-1250", "Tőke", "line 2 has 'Tõke' in windows-1252, 'Tőke' in windows-1250. Write the `encoding`"),
        ("windows-1252", "João", "line 2 has 'João' in windows-1252, 'Joăo' in windows-1250"),
        ("big5", "陳黃", "'陳黃' in big5"),
        ("gb18030", "欧阳雪", "line 2 has '欧阳雪' in gb18030, '天剩僣' in euc_jp"),
    ],
)
def test_letters_that_fit_two_encodings_are_asked_about(tmp_path: Path, encoding: str, name: str, said: str) -> None:
    """One name does not say which it is; the mapping is written, and what is to be put into it is said."""
    folder, mapping = written(tmp_path, encoding, IN_ENGLISH, name), tmp_path / "shop.yml"
    (question,) = write(folder, mapping)[0].open
    assert said in question
    assert "encoding" in load(mapping)["inputs"]["transactions"]


def test_a_file_in_no_encoding_is_not_sent_to_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    folder = written(tmp_path, "windows-1252", IN_ENGLISH, "Jürgen", "Zoë", "Böhm", "Jörg", "Renée")
    with (folder / "orders.csv").open("ab") as file:
        file.write(b"13;caf\x81;2024-03-13;1.00\n")
    (told,) = seen(folder).skipped
    assert told.startswith("orders.csv is neither UTF-8 nor cp1252: line 14 has the byte 81")
    assert told.endswith("correct that line, or save the file as CSV (UTF-8).")


def test_columns_that_are_not_known_are_named_with_the_encoding_that_they_are_read_in(tmp_path: Path) -> None:
    (told,) = seen(written(tmp_path, "windows-1250", "Žluťoučký;kůň;příšerně;úpěl", "ďábelské ódy")).skipped
    assert told.startswith("orders.csv, read as windows-1250, is none of the known exports; its columns are Žluťoučký")
