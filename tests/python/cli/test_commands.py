"""The command line: what newcomers read, exit codes, and failures in a sentence without the words of other programs."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ltv.cli import main
from ltv.cli.check import alone

FOREIGN = re.compile(
    r"traceback|compilation error|runtime error|> in macro|catalog error|\.sql\b|\.py\b", re.IGNORECASE
)
ORDERS = "Order number;E-mail;Ordered;Total\n" + "".join(
    f"{number};buyer{number % 40}@example.org;{{}};{number % 50 + 1},{number % 100:02d}\n" for number in range(1, 201)
)
DAYS_TO_28 = [f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2024" for number in range(200)]
DAYS_TO_12 = [f"{number % 12 + 1:02d}/{number % 12 + 1:02d}/2024" for number in range(200)]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder that is no dbt project, with an empty folder of exports; databases and artifacts go there."""
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / "shop.duckdb"))
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    return tmp_path


@pytest.fixture
def ltv(capsys):
    """ltv(*arguments) -> exit code, what was printed, what was printed to stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def write_orders(days: list[str]) -> None:
    Path("exports/Order list.csv").write_text(ORDERS.format(*days), encoding="utf-8")


def test_wrong_use_is_exit_code_2(ltv):
    assert ltv("check")[0] == 2
    assert ltv("forecast")[0] == 2
    assert ltv("cdnow", "--to", "x")[0] == 2


@pytest.mark.parametrize("command", ["init", "check", "build", "roi", "cdnow", "erase"])
def test_help_has_an_example(ltv, command):
    code, out, _ = ltv(command, "--help")
    assert code == 0
    assert re.search(rf"Examples?: ltv {command}", out)


def test_the_command_starts_without_what_takes_long_to_import():
    script = (
        "import sys, ltv.cli; print([name for name in ('dbt.cli', 'duckdb', 'scipy', 'pandas') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


FAILING = {
    "mapping that is not there": (["check", "shop.yml"], "shop.yml is not there: `ltv init FOLDER` writes one"),
    "folder that is not there": (["init", "nowhere"], "nowhere is no folder"),
    "empty folder": (["init", "exports"], "holds no file with orders that is recognised"),
    "nothing built": (["roi"], "run dbt build or ltv build first"),
    "unknown target": (["roi", "--target", "oracle"], "target is 'oracle'; allowed: duckdb, postgres"),
}


@pytest.mark.parametrize("case", FAILING)
def test_failures_are_sentences_and_exit_code_1(ltv, case):
    arguments, sentence = FAILING[case]
    code, out, err = ltv(*arguments)
    assert code == 1
    assert sentence in err
    assert not FOREIGN.search(out + err)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("inputs: [", "is no YAML"),
        ("- a\n- b\n", "holds no variables"),
        ("", "holds no variables"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(ltv, text, sentence):
    Path("shop.yml").write_text(text, encoding="utf-8")
    code, _, err = ltv("build", "shop.yml")
    assert code == 1
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


def test_a_mapping_is_not_written_over(ltv):
    write_orders(DAYS_TO_28)
    Path("shop.yml").write_text("gross_margin: 0.4\n", encoding="utf-8")
    code, _, err = ltv("init", "exports")
    assert code == 1
    assert "shop.yml is there already" in err
    assert Path("shop.yml").read_text(encoding="utf-8") == "gross_margin: 0.4\n"


def test_dates_that_can_be_read_in_two_ways_are_asked_about(ltv):
    write_orders(DAYS_TO_12)
    code, _, err = ltv("init", "exports")
    assert code == 1
    assert 'write date_format: "%d/%m/%Y" or "%m/%d/%Y"' in err
    assert "date_format" not in Path("shop.yml").read_text(encoding="utf-8").split("# To be decided")[0]


def test_init_reads_with_what_it_wrote_and_says_what_was_taken(ltv):
    """A day above 12 decides the order of the dates, a comma before two digits the decimal mark."""
    write_orders(DAYS_TO_28)
    code, out, err = ltv("init", "exports", "--output", "mine.yml")
    assert code == 0, err
    mapping = Path("mine.yml").read_text(encoding="utf-8")
    assert "date_format: '%d/%m/%Y'" in mapping
    assert "decimal_mark: ','" in mapping
    assert "Order list.csv: plain table -> transactions" in out
    total = sum((number % 50 + 1) * 100 + number % 100 for number in range(1, 201))
    assert re.search(rf"transactions\W+200\W+200\W+{total / 100:,.2f}", out)
    assert "margin_left_at_one" in out
    assert not Path("shop.duckdb").exists()


def test_what_was_rejected_is_told_with_an_example(ltv):
    Path("exports/transactions.csv").write_text(
        "transaction_id,customer_id,ordered_at,amount\n"
        + "".join(f"t{number},c{number % 9},2024-01-{number % 28 + 1:02d},5.00\n" for number in range(60))
        + "t900,c1,yesterday,5.00\n",
        encoding="utf-8",
    )
    Path("folder").mkdir()
    # data_dir is relative to the folder of the mapping, wherever the command runs.
    Path("folder/shop.yml").write_text("raw_data: files\ndata_dir: ../exports\n", encoding="utf-8")
    code, out, err = ltv("check", "folder/shop.yml")
    assert code == 0, err
    assert re.search(r"transactions\W+61\W+60\W+300\.00", out)
    assert "yesterday" in out


def test_a_wrong_variable_stops_the_build_in_words(ltv):
    Path("shop.yml").write_text("raw_data: sample\ngross_margin: 7\n", encoding="utf-8")
    code, out, err = ltv("build", "shop.yml")
    assert code == 1
    assert "gross_margin" in err
    assert "7" in err
    assert not FOREIGN.search(out + err)


def test_two_checks_in_one_project_do_not_disturb_each_other(tmp_path, capsys):
    """They share a database: the second waits for the first, and says so."""
    done = []

    def second() -> None:
        with alone(tmp_path):
            done.append("second")

    with alone(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(timeout=0.2)
        assert done == []
    waiting.join(timeout=10)
    assert done == ["second"]
    assert "this one waits for it" in capsys.readouterr().err
