"""The memory that DuckDB may take: by thread, or as the user says."""

from __future__ import annotations

import duckdb
import pytest

from ltv.warehouse import memory
from ltv.warehouse.memory import LITTLE, PER_THREAD, Plugin


def limit_set(threads: int, **config: str) -> str:
    with duckdb.connect(config={"threads": threads}) as connection:
        Plugin("memory", config).configure_cursor(connection.cursor())
        ((limit,),) = connection.sql("select current_setting('memory_limit')").fetchall()
    return limit


@pytest.mark.parametrize("threads", [1, 2, 16])
def test_every_thread_gets_its_share(threads):
    number, unit = limit_set(threads, memory_limit="").split()
    bytes_set = float(number) * {"MiB": 2**20, "GiB": 2**30}[unit]
    assert bytes_set == pytest.approx(PER_THREAD * 1e6 * threads, rel=0.03)  # DuckDB shows one decimal of GiB


def test_the_user_has_the_last_word():
    assert limit_set(2, memory_limit="3GiB") == "3.0 GiB"


def test_no_amount_of_memory_is_an_error():
    with pytest.raises(ValueError, match="plenty"):
        limit_set(2, memory_limit="plenty")


@pytest.mark.parametrize(("pages_held", "expected"), [(100, "9.3 GiB"), (LITTLE, "953.6 MiB")])
def test_a_small_process_is_limited_once(monkeypatch, tmp_path, pages_held, expected):
    """Setting the limit makes DuckDB give back what it does not need, for each cursor where the process holds much."""
    resident = tmp_path / "statm"
    resident.write_text(f"999999 {pages_held} 1 1 0 1 0")
    monkeypatch.setattr(memory, "RESIDENT", resident)
    plugin = Plugin("memory", {"memory_limit": "1GB"})
    with duckdb.connect() as connection:
        plugin.configure_connection(connection)
        plugin.configure_cursor(connection.cursor())
        connection.execute("set memory_limit = '10GB'")
        plugin.configure_cursor(connection.cursor())
        ((limit,),) = connection.sql("select current_setting('memory_limit')").fetchall()
    assert limit == expected


def test_a_list_of_words_is_no_join():
    """A join of a list holds thirty megabytes, and the rules that look at files have dozens of lists."""
    plans = []
    with duckdb.connect() as connection:
        connection.execute("create table rows as select 'w' || range as word from range(9)")
        for _ in range(2):
            words = ", ".join(f"'w{number}'" for number in range(20))
            plans.append(connection.execute(f"explain select word in ({words}) from rows").fetchall()[0][1])
            Plugin("memory", {"memory_limit": ""}).configure_connection(connection)
    assert ["HASH_JOIN" in plan for plan in plans] == [True, False]
