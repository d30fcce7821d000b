"""What stops a build before anything is built, with one message that names what is wrong and what is allowed."""

from __future__ import annotations

import json

import pytest

HEADER = "transaction_id,customer_id,ordered_at,amount\n"
ROW = "t1,c1,2024-01-01,5\n"


def refusal(build, **variables) -> str:
    warehouse = build(models_only=True, **variables)
    assert not warehouse.result.success
    built = "select count(*) from information_schema.tables where table_schema <> 'main_inputs'"
    assert warehouse.query(built) == [(0,)]
    return warehouse.messages


WRONG = {
    "raw_data": ("excel", "sample, files, tables"),
    "purchase_model": ("bgnbd", "auto, bg_nbd, mbg_nbd, pareto_nbd, bg_bb"),
    "opportunity_days": (366, "a whole number from 1 to 365"),
    "engine": ("R", "native, lifetimes"),
    "ltv_basis": ("best", "horizon, lifetime, predicted"),
    "count_free_orders": ("yes", "True, False"),
    "gross_margin": (40, "a number above 0 to 1"),
    "prediction_days": (0, "a whole number from 1 to 3650"),
    "ltv_horizon_days": (365.5, "a whole number from 1 to 3650"),
    "spend_window_days": ("365", "a whole number from 1 to 36500"),
    "monthly_discount_rate": (-0.01, "a number from 0 to 1"),
    "purchase_penalizer": (True, "a number from 0"),
    "spend_penalizer": (-1, "a number from 0"),
    "target_ltv_to_cac": (0, "a number above 0"),
    "observation_end": ("2024-02-30", "a day as YYYY-MM-DD"),
    "timezone": ("BST", "IANA"),  # Bangladesh, as DuckDB has it
    "reporting_currency": ("yuan", "ISO 4217"),
}


def test_every_wrong_value_of_a_variable_is_told_at_once(build):
    message = refusal(build, gross_margn=0.5, **{name: value for name, (value, _) in WRONG.items()})
    lines = {line.split()[1]: line for line in message.splitlines() if line.strip().startswith("variable ")}
    unknown = lines.pop("gross_margn")
    assert "is unknown; allowed: " in unknown
    assert all(name in unknown for name in WRONG)
    assert lines.keys() == WRONG.keys()
    for name, (value, allowed) in WRONG.items():
        told, _, rest = lines[name].partition("; allowed: ")
        assert told.endswith(f"is {json.dumps(value)}")
        assert allowed in rest


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("gross_margin", 0.12345, "at most four decimals"),
        ("observation_end", "31.12.2024", "a day as YYYY-MM-DD"),
        ("channel_aliases", {"a": "b", "b": "google"}, "no aliases themselves: a is to be b, and b is to be google"),
    ],
)
def test_a_value_of_the_right_type_may_still_be_wrong(build, name, value, allowed):
    message = refusal(build, **{name: value})
    assert f"variable {name} is {json.dumps(value)}; allowed: " in message
    assert allowed in message


UNTYPED = ("channel_aliases", "customer_dimensions", "data_dir", "placeholder_ids", "pseudonymous_keys")


@pytest.mark.parametrize("wrong", [5, None, [[1]], {"a": None}])
def test_a_variable_of_another_type_is_told_and_breaks_no_parse(build, wrong):
    message = refusal(build, **dict.fromkeys(UNTYPED, wrong))
    told = {line.split()[1] for line in message.splitlines() if line.strip().startswith("variable ")}
    assert told == {*UNTYPED}


def test_a_schema_that_is_a_number_is_told(build):
    assert "variable raw_schema is 5; allowed: text, the name of a schema" in refusal(build, raw_schema=5)


def test_a_number_that_yaml_takes_for_text_is_told(build):
    message = refusal(build, target_ltv_to_cac="1e-9")
    assert 'is "1e-9"; allowed: a number above 0, written without quotes and without an exponent' in message


def test_the_lifetimes_engine_has_one_model(build):
    assert "auto or bg_nbd" in refusal(build, engine="lifetimes", purchase_model="pareto_nbd")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (None, "is not there: set data_dir to the folder that holds the files"),
        ({"customers.csv": "customer_id\nc1\n"}, "transactions is not there"),
        ({"transactions.csv": "transaction_id,customer_id,amount\nt1,c1,5\n"}, "transactions has no column ordered_at"),
        (
            {"transactions.csv": HEADER + ROW, "ad_spend.csv": "channel,spend\nkol,5\n"},
            "ad_spend has no column spend_date",
        ),
        ({"transactions.csv": HEADER}, "transactions is empty"),
        ({"transactions.csv": ""}, "transactions.csv is empty"),
        ({"transactions.csv": HEADER + ROW, "customers.csv": "customer_id\n"}, "customers is empty"),
        ({"transactions.csv": HEADER + ROW, "transactions.parquet": ""}, "keep one of them"),
    ],
)
def test_input_that_cannot_be_read_is_refused(build, tmp_path, files, told):
    folder = tmp_path / "exports"
    if files is not None:
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
    message = refusal(build, raw_data="files", data_dir=str(folder))
    assert told in message
    assert str(folder) in message
