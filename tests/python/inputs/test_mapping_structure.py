"""Wrong mappings: a sentence each, with the key, the value and what is allowed, the same from `ltv` and from dbt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from ltv.inputs.structure import problems

MACROS = Path(__file__).parents[3] / "macros"
SOURCE = {"file": "orders.csv", "columns": {"transaction_id": "Name", "amount": {"product": ["Price", "Quantity"]}}}

WRONG: dict[str, tuple[Any, tuple[str, ...]]] = {
    "no mapping": ("orders.csv", ('inputs is "orders.csv"', "allowed: a mapping of transactions")),
    "list": ([SOURCE], ("inputs is [{", "allowed: a mapping of")),
    "relation": ({"transaction": SOURCE}, ('inputs has the key "transaction"', "allowed: transactions, customers")),
    "source": ({"transactions": "orders.csv"}, ('inputs.transactions is "orders.csv"', "a mapping with file")),
    "no source": ({"transactions": []}, ("inputs.transactions is []",)),
    "a source of two": ({"customers": [{"file": "a.csv"}, 7]}, ("inputs.customers is [", "a list of such mappings")),
    "key": ({"transactions": {"colums": {}}}, ('has the key "colums"', "raw_data is files: file, format, columns")),
    "table": ({"transactions": {"table": "orders"}}, ('has the key "table"', "where raw_data is files")),
    "file": ({"transactions": {"file": 7}}, ("inputs.transactions.file is 7", "text, or a list of texts")),
    "no file": ({"transactions": {"file": []}}, ("inputs.transactions.file is []",)),
    "columns": ({"transactions": {"columns": ["Name"]}}, ('columns is ["Name"]', "names of the input's columns")),
    "column": ({"transactions": {"columns": {"order": "Name"}}}, ('columns has the key "order"', "transaction_id")),
    "column's value": ({"customers": {"columns": {"channel": 7}}}, ("columns.channel is 7", "{value: a constant}")),
    "empty column": ({"customers": {"columns": {"channel": ""}}}, ('columns.channel is ""', "the name of a column")),
    "product": ({"customers": {"columns": {"channel": {"product": ["a"]}}}}, ('columns.channel is {"product"',)),
    "factors": ({"ad_spend": {"columns": {"spend": {"product": "a"}}}}, ("columns.spend is", "{product: [Price")),
    "parts": ({"transactions": {"columns": {"transaction_id": {"together": ["a"]}}}}, ("{together: [Store, Order]}",)),
    "a part": ({"transactions": {"columns": {"transaction_id": {"together": ["a", 7]}}}}, ('{"together": ["a", 7]}',)),
    "parts of a customer": ({"customers": {"columns": {"customer_id": {"together": ["a", "b"]}}}}, ("customer_id is",)),
    "mark": ({"transactions": {"decimal_mark": ";"}}, ('decimal_mark is ";"', "'.' or ','")),
    "line": ({"transactions": {"header_line": 0}}, ("header_line is 0", "a whole number from 1")),
    "true line": ({"transactions": {"header_line": True}}, ("header_line is true",)),
    "negate": ({"transactions": {"negate": "yes"}}, ('negate is "yes"', "true or false")),
    "keep": ({"transactions": {"keep": ["paid"]}}, ('keep is ["paid"]', "for each column")),
    "drop": ({"transactions": {"drop": {"Status": []}}}, ('drop is {"Status": []}', "for each column")),
    "subtract": ({"transactions": {"subtract": {"a": "b"}}}, ('subtract is {"a": "b"}', "a list of texts")),
    "fill down": ({"ad_spend": {"fill_down": {"a": "b"}}}, ('fill_down is {"a": "b"}', "a list of texts")),
    "date": ({"transactions": {"date_format": 2024}}, ("date_format is 2024", "text such as")),
    "newest": ({"ad_spend": {"newest": "updated_at"}}, ('newest is "updated_at"', "{of: id, by: updated_at}")),
    "newest of nothing": ({"ad_spend": {"newest": {"of": [], "by": "a"}}}, ('newest is {"of": []',)),
    "half of newest": ({"ad_spend": {"newest": {"of": "id"}}}, ('newest is {"of": "id"}',)),
    "join": ({"transactions": {"join": "orders.csv"}}, ('join is "orders.csv"', "{file: orders.csv, by: order_id}")),
    "join of nothing": ({"transactions": {"join": []}}, ("join is []",)),
    "join by nothing": (
        {"transactions": {"join": {"file": "a.csv", "by": {}}}},
        ('join is {"file": "a.csv", "by": {}}',),
    ),
    "join without a key": ({"transactions": {"join": [{"file": "a.csv"}]}}, ('join is [{"file": "a.csv"}]',)),
    "join by a number": ({"transactions": {"join": {"file": "a.csv", "by": {"a": 7}}}}, ("join is {",)),
    "join with another key": ({"transactions": {"join": {"file": "a.csv", "by": "a", "how": "l"}}}, ("join is {",)),
    "join below a line": ({"transactions": {"join": {"file": "a", "by": "a", "header_line": 0}}}, ("join is {",)),
    "twice": ({"transactions": [SOURCE, SOURCE]}, ("has the same source twice", "each source once")),
    "two things": ({"transactions": {"negate": 1, "sheet": 2}}, ("negate is 1", "sheet is 2")),
}
RIGHT: dict[str, Any] = {
    "none": None,
    "empty": {},
    "plain": {"transactions": SOURCE, "customers": None or {}},
    "list": {"transactions": [SOURCE, {**SOURCE, "file": ["a.csv", "b*.csv"]}]},
    "parts": {"transactions": {"columns": {"transaction_id": {"together": [{"value": "paris"}, "Order"]}}}},
    "all": {
        "transactions": {
            **SOURCE,
            "format": "x",
            "date_format": "%d.%m.%Y",
            "decimal_mark": ",",
            "encoding": "utf-16",
            "delimiter": " ",
            "header_line": 3,
            "sheet": None,
            "join": [
                {"file": ["a.csv", "b*.csv"], "by": "order_id", "encoding": "utf-16", "delimiter": "|", "sheet": None},
                {"file": "c.xlsx", "by": {"shop": "shop", "id": "key"}, "header_line": 2, "sheet": "2024"},
                {"file": "d.csv", "by": ["shop", "id"]},
            ],
            "keep": {"Status": "paid", "Kind": ["a*", 7]},
            "drop": {"x": True},
            "drop_blank": "Status",
            "order_fields": ["Status"],
            "subtract": "Refund",
            "negate": False,
            "guest_ids": ["0", 0],
        },
        "ad_spend": {"columns": {"channel": {"value": "google"}}},
    },
    "one join": {"customers": {"join": {"file": "a.csv", "by": {"customer_id": "id"}}}},
}


class Returned(Exception):  # noqa: N818
    """What a macro returns."""


@pytest.fixture(scope="module")
def from_dbt() -> Callable[[Any, str], list[str]]:
    """The macro `mapping_problems` with these variables, without dbt, whose start takes seconds."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    variables: dict[str, Any] = {}

    def give_back(value: Any) -> None:
        raise Returned(value)

    def macro(folder: str, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            # Under another name, as dbt has it, so that a macro that calls itself goes through `call` too.
            text = (MACROS / folder / f"{name}.sql").read_text().replace(f"macro {name}(", "macro itself(")
            try:
                return environment.from_string(text).module.itself(*arguments)
            except Returned as returned:
                return returned.args[0]

        return call

    def tojson(value: Any, default: Any = None) -> Any:
        try:
            return json.dumps(value)
        except TypeError:
            return default

    environment.globals.update({"return": give_back, "var": variables.get, "tojson": tojson})
    for name in ("mapping_problems", "source_problems", "mapping_keys", "has_kind", "shown_value"):
        environment.globals[name] = macro("validation", name)
    columns = macro("inputs", "input_columns")
    environment.globals["input_columns"] = lambda relation=None: columns(relation)

    def run(inputs: Any, raw_data: str) -> list[str]:
        variables.update({"inputs": inputs, "raw_data": raw_data})
        return list(environment.globals["mapping_problems"]())

    return run


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_sentence_each_from_both(from_dbt, name: str) -> None:
    inputs, parts = WRONG[name]
    said = problems(inputs, "files")
    assert len(said) == (2 if name == "two things" else 1), said
    assert [part for part in parts if not any(part in sentence for sentence in said)] == [], said
    assert all("allowed" in sentence for sentence in said)
    assert from_dbt(inputs, "files") == said


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_let_through(from_dbt, name: str) -> None:
    assert problems(RIGHT[name], "files") == []
    assert from_dbt(RIGHT[name], "files") == []


def test_inputs_are_not_passed_over_in_silence(from_dbt) -> None:
    joined = {"transactions": {"join": {"file": "a.csv", "by": "id"}}}
    for raw_data, inputs in [
        ("sample", {"transactions": SOURCE}),
        ("tables", {"transactions": {"file": "a.csv"}}),
        ("tables", joined),
    ]:
        (sentence,) = problems(inputs, raw_data)
        assert "allowed" in sentence
        assert from_dbt(inputs, raw_data) == [sentence]
