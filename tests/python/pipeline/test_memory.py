"""The memory that DuckDB may take: by thread, or as the user says."""

from __future__ import annotations

import duckdb
import pytest

from ltv.warehouse.memory import PER_THREAD, Plugin


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
