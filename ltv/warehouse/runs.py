"""What a build was made with: code, libraries, machine and the fitted parameters, as one row."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import math
import platform
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = {
    "code_version": "str",
    "code_is_modified": "boolean",
    "code_fingerprint": "str",
    "python_version": "str",
    "libraries": "str",
    "platform": "str",
    "parameters_fingerprint": "str",
    "log_likelihoods": "str",
    "models": "str",
}
LIBRARIES = (
    *("dbt-core", "dbt-adapters", "dbt-duckdb", "dbt-postgres", "duckdb", "psycopg2-binary"),
    *("numpy", "scipy", "pandas", "pyarrow", "lifetimes", "ltv-monitor"),
)
"""Distributions whose version a figure may depend on; those that are not installed are left out."""

CODE = ("models", "macros", "python_models", "ltv", "adapter", "seeds/reference", "dbt_project.yml")
SUFFIXES = (".sql", ".py", ".yml", ".csv")


def run_facts(purchase_fits: pd.DataFrame, spend_fits: pd.DataFrame, choice: pd.DataFrame) -> pd.DataFrame:
    """One row (columns COLUMNS). purchase_fits, spend_fits: the parameters in use. choice: purchase_model_choice."""
    fits = pd.concat([purchase_fits, spend_fits], ignore_index=True)
    root = Path(__file__).parents[2]
    commit, modified = code_version(root)
    row = {
        "code_version": commit,
        "code_is_modified": modified,
        "code_fingerprint": code_fingerprint(root),
        "python_version": platform.python_version(),
        "libraries": json.dumps(libraries(), sort_keys=True),
        "platform": f"{platform.system()} {platform.machine()}",
        "parameters_fingerprint": parameters_fingerprint(fits),
        "log_likelihoods": json.dumps(_log_likelihoods(fits), sort_keys=True),
        "models": json.dumps(dict(zip(choice["segment"], choice["model"], strict=True)), sort_keys=True),
    }
    return pd.DataFrame([row], columns=list(COLUMNS)).astype(COLUMNS)


def code_version(root: Path) -> tuple[str, bool | None]:
    """The commit of the repository at `root` and whether files differ from it; the package's version and None where
    there is no repository, or no git."""
    try:
        commit = _git(root, "rev-parse", "HEAD")
        return commit, bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.CalledProcessError):
        return _version("ltv-monitor") or "unknown", None


def code_fingerprint(root: Path) -> str:
    """SHA-256 over the names and contents of the files that decide figures."""
    digest = hashlib.sha256()
    for name in CODE:
        place = root / name
        files = [place] if place.is_file() else (file for file in place.rglob("*") if file.suffix in SUFFIXES)
        for file in sorted(files):
            digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def libraries() -> dict[str, str]:
    """Name and version of what is installed of LIBRARIES."""
    found = {name: _version(name) for name in LIBRARIES}
    return {name: version for name, version in found.items() if version is not None}


def parameters_fingerprint(fits: pd.DataFrame) -> str:
    """SHA-256 over segment, model, parameter and value, in whatever order the rows come."""
    names = fits[["segment", "scope", "model", "parameter"]].astype("str").to_numpy().tolist()
    values = fits["value"].to_numpy(dtype=np.float64).tolist()
    rows = sorted([*name, repr(value)] for name, value in zip(names, values, strict=True))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _log_likelihoods(fits: pd.DataFrame) -> dict[str, dict[str, float | None]]:
    told: dict[str, dict[str, float | None]] = {}
    own = fits.drop_duplicates(["segment", "scope", "model"])
    values = own["log_likelihood"].to_numpy(dtype=np.float64).tolist()
    for segment, model, value in zip(own["segment"], own["model"], values, strict=True):
        told.setdefault(str(segment), {})[str(model)] = value if math.isfinite(value) else None
    return told


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
