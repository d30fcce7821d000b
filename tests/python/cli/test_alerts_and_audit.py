"""`ltv alerts` and `ltv audit` on tables written by hand: what people, chat rooms and schedulers are told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import duckdb
import pytest

from ltv import cli
from ltv.cli.erase import read_ids
from ltv.cli.project import CommandError, plain_message

ALERTS = """
create schema main_monitoring;
create table main_monitoring.monitor_alerts as
select * from (values
    ('spend_missing', 'ad_spend', 'search', 4.0, 3.0, 'warn', 'No spend.', 'CAC is low.', 'Load it.',
        date '2024-05-01', true),
    ('late_data', 'transactions', null, 9.0, 3.0, 'error', 'Late.', 'Stands still.', 'Look.', date '2024-04-28', false)
) as rows (rule, subject, channel, value, "limit", severity, what, why, remedy, since, is_new);
"""


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    path = tmp_path / "ltv.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(ALERTS)
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(path))
    return path


def run(*arguments: str) -> int:
    """The exit code."""
    try:
        cli.main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_alerts_are_printed_the_gravest_first_and_told_by_the_exit_code(warehouse, capsys):
    assert run("alerts") == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ERROR late_data (transactions, since 2024-04-28): Late."
    assert lines[3:] == ["WARN spend_missing (search, new): No spend.", "    CAC is low.", "    Load it."]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from main_monitoring.monitor_alerts where severity = 'error'")
    assert run("alerts", "--fail-on", "error") == 0
    assert run("alerts", "--fail-on", "fatal") == 2
    assert "allowed: note, warn, error" in capsys.readouterr().err


@pytest.fixture
def room():
    """A chat room's address, and what was posted to it."""
    posted: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.headers["Content-Type"] == "application/json"
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200 if self.path == "/good" else 500)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", posted
    server.shutdown()
    thread.join()
    server.server_close()


def test_new_alerts_go_to_the_webhook_as_json(warehouse, room, capsys):
    address, posted = room
    assert run("alerts", "--webhook", f"{address}/good") == 3
    assert [alert["rule"] for alert in posted[0]["alerts"]] == ["spend_missing"]
    assert posted[0]["text"].startswith("WARN spend_missing (search, new): No spend.")
    run("alerts", "--every", "--webhook", f"{address}/good")
    assert len(posted[1]["alerts"]) == 2
    capsys.readouterr()
    assert run("alerts", "--webhook", f"{address}/bad-secret") == 1
    said = capsys.readouterr().err
    assert "The webhook did not take the alerts" in said
    assert "secret" not in said
    assert run("alerts", "--webhook", "ftp://elsewhere") == 1


@pytest.mark.parametrize(
    ("of_alerts", "said", "sent"),
    [
        ("b1b2c3d4e5", "failed, 2 of its tests too. ltv audit b1b2c3d4 tells more.", ["spend_missing"]),
        ("a0", "failed, 2 of its tests too; the alerts below are of the build before it.", []),
    ],
)
def test_a_build_that_failed_is_told_and_posted(of_alerts, said, sent, warehouse, room, capsys):
    """Its alerts are new, those of the build before it were told by then; a build without alerts is told, too."""
    address, posted = room
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "create table main_monitoring.model_runs as select * from (values"
            " ('a0', timestamp '2024-05-01 06:00', 'done', 0),"
            " ('b1b2c3d4e5', timestamp '2024-05-02 06:00', 'failed', 2)"
            ") as rows (run_id, started_at, status, tests_failed);"
            "create table main_monitoring.build_context as select date '2024-05-01' as data_as_of,"
            " date '2024-05-01' as observation_end, date '2024-01-01' as spend_window_start, 'EUR' as currency,"
            f" 1 as gross_margin, 'files' as source, '{of_alerts}' as run_id, timestamp '2024-05-01 06:00' as built_at,"
            " 'horizon' as ltv_basis, 365 as ltv_days"
        )
    assert run("alerts", "--webhook", f"{address}/good") == 3
    told = capsys.readouterr().out.splitlines()[0]
    assert told.startswith("ERROR The build b1b2c3d4e5 of 2024-05-02 06:00 failed")
    assert said in told
    assert [alert["rule"] for alert in posted[0]["alerts"]] == sent
    assert posted[0]["text"].startswith(told)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from main_monitoring.monitor_alerts")
    assert run("alerts", "--webhook", f"{address}/good") == 3
    assert posted[1]["alerts"] == []
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from main_monitoring.model_runs where status = 'failed'")
    assert run("alerts", "--webhook", f"{address}/good") == 0
    assert len(posted) == 2


def test_audit_without_runs_says_what_to_do(warehouse, capsys):
    assert run("audit") == 1
    assert "run dbt build or ltv build to its end first" in capsys.readouterr().err


def test_ids_to_erase_come_from_a_file_or_standard_input(tmp_path, monkeypatch):
    file = tmp_path / "ids.txt"
    file.write_text("\ufeffC-1\n\n  C-2 \nC-1\n", encoding="utf-8")
    assert read_ids(str(file)) == ["C-1", "C-2"]
    with file.open(encoding="utf-8-sig") as lines:
        monkeypatch.setattr("sys.stdin", lines)
        assert read_ids("-") == ["C-1", "C-2"]
    with pytest.raises(CommandError, match=r"--from is 'nowhere\.txt': No such file"):
        read_ids("nowhere.txt")
    assert run("erase") == 1


def test_a_workbook_that_cannot_be_written_is_told_in_one_sentence(warehouse, tmp_path, capfd):
    assert run("export", str(tmp_path / "nowhere" / "marts.xlsx")) == 1
    (told,) = capfd.readouterr().err.splitlines()
    assert told.endswith("marts.xlsx': No such file or directory.")
    assert run("export", str(tmp_path / "marts.xlsx")) == 0
    assert (tmp_path / "marts.xlsx").stat().st_size > 0


def test_a_file_of_a_folder_that_cannot_be_written_is_told_in_one_sentence(warehouse, tmp_path, capfd):
    (tmp_path / "marts" / "monitor_alerts.csv").mkdir(parents=True)
    assert run("export", str(tmp_path / "marts")) == 1
    (told,) = capfd.readouterr().err.splitlines()
    assert "monitor_alerts.csv' could not be written: Is a directory" in told


def test_marts_are_exported_as_a_workbook_or_into_a_folder_only(warehouse, tmp_path, capfd):
    """A folder called marts.pdf came of it."""
    assert run("export", str(tmp_path / "marts.pdf")) == 1
    assert "allowed are a workbook (.xlsx) and a folder" in capfd.readouterr().err
    assert not (tmp_path / "marts.pdf").exists()


def test_marts_of_another_version_are_told_in_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / "old.duckdb"))
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        connection.execute("create schema main_marts; create table main_marts.channel_roi as select 1 as channel")
    assert run("roi") == 1
    assert "were built by another version of the project: run dbt build" in capsys.readouterr().err


def test_a_folder_is_no_database(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path))
    assert run("roi") == 1
    assert f"a folder; give a file, such as {tmp_path / 'ltv.duckdb'}" in capsys.readouterr().err


def test_nobody_is_erased_from_a_database_that_is_not_there(monkeypatch, tmp_path, capsys):
    """dbt made an empty one."""
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / "nowhere.duckdb"))
    assert run("erase", "C-1") == 1
    assert "nowhere.duckdb: no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["main.duckdb", "TEMP.db", "main_marts.duckdb"])
def test_a_database_with_the_name_of_a_schema_is_refused(monkeypatch, tmp_path, capsys, name):
    monkeypatch.setenv("LTV_DUCKDB_PATH", str(tmp_path / name))
    assert run("roi") == 1
    assert "give the file another name" in capsys.readouterr().err


def test_a_database_that_is_open_elsewhere_is_told_in_one_sentence():
    message = 'Runtime Error\n  IO Error: Could not set lock on file "/x/check.duckdb": Conflicting lock is held'
    assert plain_message(message).startswith("/x/check.duckdb is open in another program")
