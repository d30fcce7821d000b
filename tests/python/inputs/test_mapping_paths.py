"""Where the files of a mapping are looked for, and files that would be counted twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ltv.inputs.errors import InputError
from ltv.inputs.folder import look
from ltv.inputs.lookup import find
from ltv.inputs.mapping import load
from ltv.inputs.preflight import file_problems

ORDERS = "transaction_id,customer_id,ordered_at,amount\nt1,c1,2024-01-01,5\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "rock'n [shop]"
    folder.mkdir()
    (folder / "orders.csv").write_text(ORDERS)
    return folder


@pytest.mark.parametrize("line", ["data_dir: .\n", "data_dir: ../rock'n [shop]\n", ""])
def test_a_relative_folder_is_that_of_the_mapping(shop: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "shop.yml").write_text(f"raw_data: files\n{line}inputs: {{transactions: {{file: orders.csv}}}}\n")
    monkeypatch.chdir(shop.parent)
    variables = load(Path(shop.name) / "shop.yml")
    assert variables["data_dir"] == str(shop)
    assert file_problems(Path(variables["data_dir"]), variables["inputs"]) == []


def test_a_file_may_be_named_by_its_way(shop: Path) -> None:
    other = shop.parent / "other"
    other.mkdir()
    for name in ("../rock'n [shop]/orders.csv", str(shop / "orders.csv"), str(shop / "ORD*.csv")):
        assert [path.read_text() for path in find(other, "transactions", name).paths] == [ORDERS]


def test_a_file_is_not_counted_twice(shop: Path) -> None:
    shutil.copy(shop / "orders.csv", shop / "orders (1).csv")
    (shop / "march.csv").write_text(ORDERS.replace("t1", "t2"))
    with pytest.raises(InputError, match=r"transactions names orders.csv twice: name each file once"):
        find(shop, "transactions", ["orders.csv", "march.csv", "orders.csv"])
    with pytest.raises(InputError, match=r"orders.csv has the same content as orders \(1\).csv; remove one of them"):
        find(shop, "transactions", "*.csv")
    assert len(find(shop, "transactions", ["orders.csv", "march.csv"]).paths) == 2
    assert len(find(shop, "transactions", ["orders.csv", "m*.csv", "o*s.csv"]).paths) == 2  # the same one, named again

    seen = look(shop, shop)
    assert [source["file"] for one in seen.found for source in one.sources] == ["march.csv", "orders (1).csv"]
    assert seen.skipped == ["orders.csv has the same content as orders (1).csv."]
