"""The dbt project as a whole: data goes one way, and the YAML is true. One parse and one build serve all tests."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import duckdb
import jinja2
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import GenericTestNode, Macro, ModelNode, SeedNode, SingularTestNode
from dbt.parser.schemas import is_valid_type
from dbt_common.clients.jinja import get_environment
from dbt_common.events.base_types import EventMsg
from parsed import AT_RUN_TIME, IN_META, with_meta

PROJECT = Path(__file__).parents[2]
NAME = "ltv_monitor"

LAYERS = (
    ("seeds",),
    ("staging", "intermediate"),  # in models/intermediate itself: the salt of pseudonymous keys, which reads nothing
    ("intermediate/histories",),
    ("intermediate/states", "intermediate/channels", "intermediate/backtest"),
    ("fits",),
    ("predictions",),
    ("intermediate/customers",),
    ("marts/customers", "marts/channels"),
    ("marts/monitoring",),
)
"""Folders from the first layer to the last. A model may read its own layer and those before it."""

FITS = {
    "purchase_model_fits",
    "spend_model_fits",
    "parameter_draws",
    "backtest_forecasts",
    "purchase_model_choice",
    "shop_calendar",
}
"""Models of the folder `predictions` that are a layer of their own."""

AGAINST_THE_DIRECTION = {("int_survival_states", "purchase_model_fits"), ("int_survival_states", "shop_calendar")}
"""The states that have no closed form depend on the model in use and the calendar, and the fits say which those are."""

IMPLEMENTATION = re.compile(r"(default|duckdb|postgres|postgres_py|spark)__(?P<dispatcher>\w+)")
"""Name of a macro that adapter.dispatch finds; it belongs to its dispatcher."""

VARIABLES = {"pseudonymous_keys": True}
"""With these every model of the project is enabled."""


class Project:
    """A parsed project: its nodes and macros, without those of dbt's own packages."""

    def __init__(self, manifest: Manifest, warnings: list[str]) -> None:
        self.manifest = manifest
        self.warnings = warnings
        nodes = manifest.nodes.values()
        self.models = [node for node in nodes if isinstance(node, ModelNode)]
        self.seeds = [node for node in nodes if isinstance(node, SeedNode)]
        self.macros = [
            macro
            for macro in manifest.macros.values()
            if macro.package_name == NAME and macro.original_file_path.startswith("macros/")
        ]
        # A materialization is a macro too, whose arguments are dbt's.
        self.dispatchers = [
            macro
            for macro in self.macros
            if not IMPLEMENTATION.fullmatch(macro.name) and not macro.name.startswith("materialization_")
        ]

    @property
    def marts(self) -> list[ModelNode]:
        return [model for model in self.models if model.fqn[1] == "marts"]


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("target")


@pytest.fixture(scope="session")
def options(target: Path) -> Iterator[list[str]]:
    """What every command needs, in an environment where the salt is set and the database is a file of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LTV_DUCKDB_PATH", str(target / "ltv.duckdb"))
        patch.setenv("DBT_ENV_SECRET_LTV_SALT", "0123456789abcdef0123456789abcdef")
        patch.chdir(PROJECT)
        yield ["--target-path", str(target), "--log-level-file", "none", "--vars", json.dumps(VARIABLES)]


@pytest.fixture(scope="session")
def project(options: list[str]) -> Project:
    warnings: list[str] = []

    def listen(event: EventMsg) -> None:
        if event.info.level == "warn":
            warnings.append(event.info.msg)

    runner = dbtRunner(callbacks=[listen])
    parsed = runner.invoke(["--quiet", "parse", *options])
    assert parsed.success, parsed.exception
    return Project(parsed.result, warnings)


@pytest.fixture(scope="session")
def relations(project: Project, options: list[str], target: Path) -> dict[str, list[str]]:
    """The columns of every relation of a built sample shop, in lower case: `schema.name` -> columns."""
    models_only = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    built = dbtRunner(manifest=project.manifest).invoke(["--quiet", "build", *models_only, *options])
    DuckDBConnectionManager.close_all_connections()
    assert built.success, built.exception or [node.message for node in built.result if node.message]
    columns: dict[str, list[str]] = {}
    with duckdb.connect(str(target / "ltv.duckdb"), read_only=True) as connection:
        rows = connection.execute("select table_schema, table_name, column_name from information_schema.columns")
        for schema, table, column in rows.fetchall():
            columns.setdefault(f"{schema}.{table}", []).append(column.lower())
    return columns


def layer(node: ModelNode | SeedNode) -> int:
    folder = "/".join(node.fqn[1:-1])
    name = "seeds" if isinstance(node, SeedNode) else "fits" if node.name in FITS else folder
    ranks = [rank for rank, folders in enumerate(LAYERS) if name in folders]
    assert ranks, f"{node.original_file_path}: folder {folder!r} has no layer"
    return ranks[0]


def signature(macro: Macro) -> list[str]:
    """Names of a macro's arguments as its source has them."""
    (definition,) = get_environment(None).parse(macro.macro_sql).find_all(jinja2.nodes.Macro)
    return [argument.name for argument in definition.args]


def folder(path: str) -> PurePosixPath:
    return PurePosixPath(path.removeprefix(f"{NAME}://")).parent


def test_the_project_is_parsed_without_a_warning(project):
    """dbt warns where YAML names a model, a macro or an argument that is not there."""
    assert project.warnings == []


def as_a_build_reads_it(manifest: Manifest) -> dict[str, dict[str, object]]:
    """All nodes: not when they were parsed, through which macros, nor how often they refer to another."""
    nodes = {**manifest.nodes, **manifest.sources, **manifest.macros, **manifest.unit_tests}
    told = {name: node.to_dict() for name, node in nodes.items()}
    for node in told.values():
        node.pop("created_at", None)
        node.get("depends_on", {}).pop("macros", None)
        node["refs"] = {ref["name"] for ref in node.get("refs", [])}
    return told


def differences(ours: Manifest, theirs: Manifest) -> dict[str, list[str]]:
    """The properties of nodes that are not equal."""
    one, other = as_a_build_reads_it(ours), as_a_build_reads_it(theirs)
    assert one.keys() == other.keys()
    differing = {name: [key for key in node if node[key] != other[name].get(key)] for name, node in one.items()}
    return {name: keys for name, keys in differing.items() if keys}


def test_variables_of_the_run_leave_the_parse_alone(project, options):
    """Builds of the tests share parsed projects across these variables (parsed.py)."""
    variables = json.dumps({**VARIABLES, **AT_RUN_TIME, **IN_META})
    fresh = dbtRunner().invoke(["--quiet", "parse", *options[:-1], variables])
    assert fresh.success, fresh.exception
    assert differences(fresh.result, with_meta(pickle.loads(pickle.dumps(project.manifest)), IN_META)) == {}


def test_schemas_and_the_currency_leave_the_parse_alone_but_for_their_names(parsed, options, monkeypatch):
    """Builds of the tests share parsed projects across these too."""
    monkeypatch.setenv("LTV_SCHEMA", "elsewhere")
    variables = {"raw_data": "tables", "raw_schema": "shop", "reporting_currency": "GBP", "transaction_grain": "line"}
    target = ["--target", "postgres"]
    fresh = dbtRunner().invoke(["--quiet", "parse", *target, *options[:-1], json.dumps(variables)])
    assert fresh.success, fresh.exception
    assert differences(fresh.result, parsed.manifest(variables, *target)) == {}


def test_no_model_reads_a_later_layer(project):
    nodes = {node.unique_id: node for node in [*project.models, *project.seeds]}
    backwards = {
        (model.name, nodes[parent].name)
        for model in project.models
        for parent in model.depends_on.nodes
        if parent in nodes and layer(nodes[parent]) > layer(model)
    }
    assert backwards == AGAINST_THE_DIRECTION


def test_yaml_has_the_columns_of_the_relation(project, relations):
    differences = {}
    for node in [*project.models, *project.seeds]:
        described = sorted(column.lower() for column in node.columns)
        if described != sorted(relations[f"{node.schema}.{node.name}"]):
            there = set(relations[f"{node.schema}.{node.name}"])
            differences[node.name] = {"missing": there - set(described), "not there": set(described) - there}
    assert differences == {}


def test_every_column_has_a_description(project):
    silent = [
        f"{node.name}.{column.name}"
        for node in [*project.models, *project.seeds]
        for column in node.columns.values()
        if not column.description.strip()
    ]
    assert silent == []


def test_every_description_opens_with_the_grain(project):
    nodes = [*project.models, *project.seeds]
    assert [node.name for node in nodes if not re.match(r"One row( per\b|,)", node.description)] == []


def test_yaml_stands_beside_its_models(project):
    elsewhere = [
        model.name
        for model in project.models
        if model.patch_path is None or folder(model.patch_path) != folder(model.original_file_path)
    ]
    assert elsewhere == []
    assert [mart.name for mart in project.marts if not str(mart.patch_path).endswith(f"/{mart.name}.yml")] == []


def test_every_mart_has_a_grain_test_and_an_accounting_identity(project):
    """An identity is a singular test that reads the mart and another relation."""
    tests = project.manifest.nodes.values()
    grains = {
        test.attached_node
        for test in tests
        if isinstance(test, GenericTestNode)
        and test.test_metadata.name == "sound"
        and test.test_metadata.kwargs.get("one_row_per")
    }
    identities = {
        parent
        for test in tests
        if isinstance(test, SingularTestNode) and len(test.depends_on.nodes) > 1
        for parent in test.depends_on.nodes
    }
    assert [mart.name for mart in project.marts if mart.unique_id not in grains] == []
    assert [mart.name for mart in project.marts if mart.unique_id not in identities] == []


def test_every_macro_is_described_in_the_yaml_of_its_folder(project):
    elsewhere = {
        macro.name: macro.patch_path
        for macro in project.dispatchers
        if macro.patch_path != f"{NAME}://{folder(macro.original_file_path)}/_macros.yml"
    }
    assert elsewhere == {}
    assert [macro.name for macro in project.dispatchers if not macro.description.strip()] == []


def test_macro_arguments_in_yaml_are_those_of_the_macro(project):
    differences = {
        macro.name: (signature(macro), [argument.name for argument in macro.arguments])
        for macro in project.dispatchers
        if signature(macro) != [argument.name for argument in macro.arguments]
    }
    assert differences == {}


def test_macro_arguments_have_a_type_and_a_description(project):
    """What a type may be, dbt says; its flag `validate_macro_args` would ask at every parse, for a second."""
    bare = [
        f"{macro.name}.{argument.name}"
        for macro in project.dispatchers
        for argument in macro.arguments
        if not (argument.type and is_valid_type(argument.type) and argument.description.strip())
    ]
    assert bare == []


def test_a_file_has_one_macro_with_its_implementations(project):
    files: dict[str, list[str]] = {}
    for macro in project.macros:
        match = IMPLEMENTATION.fullmatch(macro.name)
        files.setdefault(macro.original_file_path, []).append(match["dispatcher"] if match else macro.name)
    several = {path: names for path, names in files.items() if set(names) != {PurePosixPath(path).stem}}
    assert several == {}


def test_every_engine_has_its_implementation(project):
    """A macro that dispatches has one for all engines, or one for each of them."""
    found: dict[str, set[str]] = {}
    for macro in project.macros:
        if match := IMPLEMENTATION.fullmatch(macro.name):
            found.setdefault(match["dispatcher"], set()).add(macro.name.removesuffix(f"__{match['dispatcher']}"))
    engines = {"duckdb", "postgres", "spark"}
    assert {name: have for name, have in found.items() if "default" not in have and not engines <= have} == {}


def test_implementations_take_the_arguments_of_their_dispatcher(project):
    signatures = {macro.name: signature(macro) for macro in project.macros}
    differences = {
        name: arguments
        for name, arguments in signatures.items()
        if (match := IMPLEMENTATION.fullmatch(name)) and arguments != signatures[match["dispatcher"]]
    }
    assert differences == {}
