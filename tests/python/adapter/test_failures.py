"""Whatever goes wrong in a Python model: the old table stays, the message helps, and the next build succeeds."""

from tiny_project import Project

OLD, NEW = [("old",)], [("new",)]

# How a model fails, and what dbt says of it. Each is a body of `model`, run where the variable `broken` is set.
BROKEN = {
    "raises": ('raise ValueError("no optimum")', "ValueError: no optimum"),
    "exits": ("raise SystemExit(1)", "SystemExit: 1"),
    "reads_nothing": ('return session.sql("select * from nowhere").df()', 'relation "nowhere" does not exist'),
    "returns_nothing": ("return None", "returned <class 'NoneType'>; allowed are pandas or polars frames"),
    "names_twice": ('return pd.DataFrame([[1, 2]], columns=["a", "a"])', "'a' is there 2 times"),
    "returns_lists": ('return pd.DataFrame({"word": [[1], [2]]})', 'Column "word" (object) cannot be stored'),
    "zero_byte": ('return pd.DataFrame({"word": ["a\\0b"]})', "invalid byte sequence"),
    "wrong_type": ('return pd.DataFrame({"word": ["x" * 20]})[["word"]].assign(n="many")', "invalid input syntax"),
    "loses_reading": (
        'return session.sql("select pg_terminate_backend(pg_backend_pid())").df()',
        "server closed the connection unexpectedly",
    ),
    "loses_writing": (
        'terminate(); return pd.DataFrame({"word": ["lost"]})',
        "server closed the connection unexpectedly",
    ),
    "times_out": ('return session.sql("select pg_sleep(20)").df()', "canceling statement due to statement timeout"),
    "fails_in_a_hook": ('return pd.DataFrame({"word": ["hooked"]})', "division by zero"),
}

MODEL = """
import pandas as pd
import psycopg2


def model(dbt, session):
    pid = session.sql("select pg_backend_pid() as pid").df()["pid"][0]

    def terminate():
        other = psycopg2.connect(host="{host}", user="postgres", dbname="postgres")
        other.cursor().execute("select pg_terminate_backend(%s, 5000)", [int(pid)])
        other.close()

    broken = dbt.config.meta_get("broken")
    word = dbt.config.meta_get("word")
    if broken:
        {body}
    return pd.DataFrame({{"word": [word]}})
"""

SETTINGS = """
models:
  ltv_monitor:
    +meta: {broken: "{{ var('broken', false) }}", word: "{{ var('word', 'old') }}"}
    wrong_type: {}
    fails_in_a_hook: {+post-hook: "select 1 / {{ 0 if var('broken', false) else 1 }}"}
"""


def test_the_old_table_stays_and_the_next_build_succeeds(project: Project) -> None:
    for name, (body, _) in BROKEN.items():
        project.python(name, MODEL.format(host=project.postgres.host, body=body))
    project.yaml("models: [{name: wrong_type, columns: [{name: n, data_type: integer}]}]")
    project.file("dbt_project.yml", (project.root / "dbt_project.yml").read_text() + SETTINGS)
    project.profile(search_path=project.schema)
    project.postgres.rows("alter role postgres set statement_timeout = '3s'")
    try:
        project.build()
        failures = project.failures("--vars", "{broken: true, word: new}")
        assert failures.keys() == BROKEN.keys()
        for name, (_, message) in BROKEN.items():
            assert message in failures[name], name
            assert project.rows(f"select word from here.{name}") == OLD, name
        tables = project.rows(f"select tablename from pg_tables where schemaname = '{project.schema}'")
        assert {name for (name,) in tables} == BROKEN.keys()
        project.build("--vars", "{word: new}")
        for name in BROKEN:
            assert project.rows(f"select word from here.{name}") == NEW, name
    finally:
        project.postgres.rows("alter role postgres reset statement_timeout")


def test_a_traceback_shows_the_users_own_lines(project: Project) -> None:
    project.file(
        "models/fits/fit.py",
        """
        # A comment, so that the line below is the fifth.
        def deviance(parameters):
            if not parameters:

                raise ValueError("no parameters")


        def model(dbt, session):
            return deviance({})
        """,
    )
    message = project.failures()["fit"]
    lines = [line.strip() for line in message.splitlines()]
    for place, source in [
        ('File "models/fits/fit.py", line 9, in model', "return deviance({})"),
        ('File "models/fits/fit.py", line 5, in deviance', 'raise ValueError("no parameters")'),
    ]:
        assert lines[lines.index(place) + 1] == source
    assert "postgres_py" not in message
    assert "site-packages" not in message


def test_a_database_error_shows_the_line_that_asked(project: Project) -> None:
    project.python("fit", 'def model(dbt, session):\n    return session.sql("select 1 / 0 as x").df()\n')
    lines = [line.strip(" ^~") for line in project.failures()["fit"].splitlines()]
    asked = lines.index('return session.sql("select 1 / 0 as x").df()')
    assert [line for line in lines[asked + 1 :] if line] == [
        "dbt_common.exceptions.base.DbtDatabaseError: Database Error",
        "division by zero",
    ]
