"""Seeds by COPY hold what stock dbt-postgres makes of the same files."""

from tiny_project import Project

FILES = {
    "plain": """\
id,name,price,day,at,flag
1,a,1.50,2024-02-29,2024-02-29 01:02:03,true
2,,,,,
3,null,2,2024-03-01,2024-03-01T00:00:00,false
""",
    "odd": """\
Key,text,select
1,"tab\there",x
2,"line\nbreak ""quoted"" back\\slash \\N é漢😀",
3,\\N,\\.
""",
    "typed": """\
code,cents,label
0012,1.10,
0013,,null
""",
    "empty": "a,b\n",
}
SETTINGS = """
seeds:
  ltv_monitor:
    odd: {+quote_columns: true}
    typed: {+column_types: {code: varchar(4), cents: "numeric(8,3)", label: text}}
"""
TYPES = (
    "select table_name, column_name, data_type, numeric_scale, character_maximum_length "
    "from information_schema.columns where table_schema = '{}' order by table_name, ordinal_position"
)


def contents(project: Project) -> dict[str, object]:
    tables: dict[str, object] = {name: project.rows(f"select * from here.{name} order by 1") for name in FILES}
    return {**tables, "types": project.rows(TYPES.format(project.schema))}


def test_seeds_are_as_stock_dbt_makes_them(project: Project) -> None:
    for name, text in FILES.items():
        (project.root / "seeds").mkdir(exist_ok=True)
        (project.root / f"seeds/{name}.csv").write_text(text, encoding="utf8", newline="")
    project.file("dbt_project.yml", (project.root / "dbt_project.yml").read_text() + SETTINGS)
    project.profile(type="postgres")
    project.build("--full-refresh")
    stock = contents(project)
    project.profile()
    project.messages.clear()
    project.build("--full-refresh")
    assert contents(project) == stock
    assert sum(message.endswith("from stdin") for message in project.messages) == 3  # one file has no rows
    project.build()  # truncates and fills again
    assert contents(project) == stock
    assert stock["odd"][1] == (2, 'line\nbreak "quoted" back\\slash \\N é漢😀', None)  # type: ignore[index]


def test_a_seed_that_does_not_fit_leaves_the_old_one(project: Project) -> None:
    project.file("seeds/shop.csv", "n\n1\n")
    project.file(
        "dbt_project.yml",
        (project.root / "dbt_project.yml").read_text()
        + "\nseeds: {ltv_monitor: {shop: {+column_types: {n: integer}}}}\n",
    )
    project.build()
    project.file("seeds/shop.csv", "n\n2\nmany\n")
    assert 'invalid input syntax for type integer: "many"' in project.failures()["shop"]
    assert project.rows("select * from here.shop") == [(1,)]
