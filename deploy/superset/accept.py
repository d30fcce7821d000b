"""`make test-superset`: the bundle in a real Superset, and each chart's figures beside those of the marts.

A PostgreSQL server of its own gets the sample shop. Superset, with a home of its own, connects to it as the BI role and
imports the bundle twice, for an update must work too. Then its API is asked for the data of each chart on the
dashboard, which must be the rows that plain SQL finds. It takes minutes, and ends with an AssertionError where
something is amiss.
"""

from __future__ import annotations

import http.cookiejar
import io
import json
import math
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg2
import yaml

PROJECT = Path(__file__).resolve().parents[2]
sys.path.append(str(PROJECT / "tests" / "python"))

import server  # noqa: E402

BUNDLE = Path(__file__).parent / "bundle"
SUPERSET = PROJECT / ".venv-superset" / "bin" / "superset"
CONFIG = """
import os
SECRET_KEY = os.environ["LTV_SUPERSET_SECRET"]
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.environ["SUPERSET_HOME"] + "/superset.db"
"""

# What each chart must show. The mart's own columns are read where the chart computes, and the other way round nowhere.
CHARTS = {
    "As of": """
        select data_as_of, spend_window_start, observation_end, currency, gross_margin, source, built_at
        from ltv_monitoring.build_context""",
    "LTV and CAC by channel": """
        select channel, average_ltv as "LTV", cac as "CAC" from ltv_marts.channel_roi""",
    "Channels": """
        select
            channel, customers, spend, cac, average_ltv, average_ltv_low, average_ltv_high, roi, ltv_to_cac,
            probability_ltv_exceeds_cac, payback_days, verdict
        from ltv_marts.channel_roi""",
    "LTV / CAC by month of acquisition": """
        select channel, acquisition_month, roi + 1 as "LTV / CAC" from ltv_marts.channel_cohort_roi where spend > 0""",
    "Value per customer by age in days": """
        select channel, age_days, sum(value * customers) / sum(customers) as "Value per customer"
        from ltv_marts.cohort_value_curves group by channel, age_days""",
    "Alerts": """
        select severity, rule, subject, channel, what, why, remedy, since from ltv_monitoring.monitor_alerts""",
}


class Api:
    """Superset over HTTP, as a browser that has logged in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.headers: dict[str, str] = {"Referer": address}

    def log_in(self, password: str) -> None:
        who = {"username": "admin", "password": password, "provider": "db"}
        answer = self.post("security/login", json.dumps(who).encode(), "application/json")
        self.headers["Authorization"] = f"Bearer {answer['access_token']}"
        self.headers["X-CSRFToken"] = self.get("security/csrf_token/")["result"]

    def get(self, path: str) -> Any:
        return self._ask(urllib.request.Request(f"{self.address}/api/v1/{path}", headers=self.headers))

    def post(self, path: str, body: bytes, content: str) -> Any:
        headers = {**self.headers, "Content-Type": content}
        return self._ask(urllib.request.Request(f"{self.address}/api/v1/{path}", body, headers))

    def upload(self, path: str, field: str, name: str, content: bytes) -> Any:
        edge = secrets.token_hex(16)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.post(path, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, request: urllib.request.Request) -> Any:
        try:
            with self.opener.open(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            raise RuntimeError(f"{request.full_url}: {problem.code} {problem.read().decode()[:2000]}") from None


@contextmanager
def superset(home: Path, warehouse: Mapping[str, str]) -> Iterator[Api]:
    """A Superset with a user, as a server on a free port of this machine."""
    (home / "superset_config.py").write_text(CONFIG)
    password = secrets.token_urlsafe()
    own = {
        "SUPERSET_HOME": str(home),
        "SUPERSET_CONFIG_PATH": str(home / "superset_config.py"),
        "LTV_SUPERSET_SECRET": secrets.token_urlsafe(42),
        "FLASK_APP": "superset.app:create_app()",
    }
    environment = {**os.environ, **warehouse, **own}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    person = ["--username=admin", "--firstname=A", "--lastname=B", "--email=a@example.org", f"--password={password}"]
    with (home / "superset.log").open("wb") as log:
        for command in (["db", "upgrade"], ["fab", "create-admin", *person], ["init"]):
            subprocess.run([SUPERSET, *command], env=environment, check=True, stdout=log, stderr=log)
        serving = subprocess.Popen([SUPERSET, "run", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", serving)
        api = Api(f"http://127.0.0.1:{port}")
        api.log_in(password)
        yield api
    finally:
        serving.terminate()
        serving.wait()


def wait_for(address: str, serving: subprocess.Popen[bytes], seconds: int = 120) -> None:
    for _ in range(seconds):
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            if serving.poll() is not None:
                break
            time.sleep(1)
    raise RuntimeError("Superset did not start")


def zipped(bundle: Path) -> bytes:
    """The bundle as Superset takes it: below one folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(bundle.rglob("*.yaml")):
            archive.write(file, Path("bundle") / file.relative_to(bundle))
    return buffer.getvalue()


def plain(value: object) -> object:
    """As Superset's JSON has it: milliseconds for days and times. A whole number is an int, whatever its type was."""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return round(moment.replace(tzinfo=UTC).timestamp() * 1000)
    number = float(value) if isinstance(value, Decimal) else value
    return int(number) if isinstance(number, float) and number.is_integer() else number


def differences(found: list[dict[str, object]], expected: list[dict[str, object]]) -> Iterator[str]:
    """Rows in any order, known by what in them is no fraction; fractions may differ in the last digits of a sum."""

    def key(row: dict[str, object]) -> str:
        return repr(sorted((name, value) for name, value in row.items() if not isinstance(value, float)))

    left, right = sorted(found, key=key), sorted(expected, key=key)
    if len(left) != len(right):
        yield f"{len(left)} rows, not {len(right)}"
    for mine, theirs in zip(left, right, strict=False):
        for name in theirs:
            one, other = mine.get(name), theirs[name]
            close = isinstance(one, float) and isinstance(other, float) and math.isclose(one, other, rel_tol=1e-12)
            if one != other and not close:
                yield f"{name} is {one!r}, not {other!r}, in {theirs}"


def contradictions() -> Iterator[str]:
    """Charts that would draw (params) other data than their API gives (query_context)."""
    for file in sorted((BUNDLE / "charts").glob("*.yaml")):
        chart = yaml.safe_load(file.read_text(encoding="utf-8"))
        params, (query,) = chart["params"], json.loads(chart["query_context"])["queries"]
        drawn = params.get("all_columns") or [params["x_axis"], *params["groupby"]]
        filters = [
            {"col": one["subject"], "op": one["operator"], "val": one["comparator"]}
            for one in params.get("adhoc_filters", [])
        ]
        asked = [column if isinstance(column, str) else column["label"] for column in query["columns"]]
        if (drawn, params.get("metrics", []), filters) != (asked, query["metrics"], query["filters"]):
            yield f"{file.name}: params and query_context differ"


def check(api: Api, warehouse: Mapping[str, str]) -> None:
    if wrong := list(contradictions()):
        raise AssertionError("\n".join(wrong))
    dashboard = api.get("dashboard/ltv/charts")["result"]
    if {chart["slice_name"] for chart in dashboard} != set(CHARTS):
        raise AssertionError(f"on the dashboard: {[chart['slice_name'] for chart in dashboard]}")
    with psycopg2.connect(**{name.removeprefix("PG").lower(): value for name, value in warehouse.items()}) as marts:
        for chart in dashboard:
            name = chart["slice_name"]
            answer = api.get(f"chart/{chart['id']}/data/?force=true")["result"][0]["data"]
            found = [{column: plain(value) for column, value in row.items()} for row in answer]
            with marts.cursor() as cursor:
                cursor.execute(CHARTS[name])
                columns = [column.name for column in cursor.description or []]
                expected = [dict(zip(columns, map(plain, row), strict=True)) for row in cursor.fetchall()]
            if not expected or (wrong := list(differences(found, expected))):
                raise AssertionError(f"{name}: " + "\n".join(wrong if expected else ["no rows"]))
            print(f"as in the marts: {name} ({len(found)} rows)", flush=True)


def main() -> None:
    binaries = server.binaries()
    if binaries is None:
        raise SystemExit(server.MISSING)
    with server.running(binaries) as postgres, tempfile.TemporaryDirectory(prefix="ltv-superset-") as home:
        postgres.rows("create role bi_reader login")
        postgres.rows("create database shop")
        owner = {**os.environ, **postgres.environment, "PGDATABASE": "shop"}
        dbt = str(PROJECT / ".venv" / "bin" / "dbt")
        options = ["--target", "postgres", "--vars", "{bi_role: bi_reader}", "--target-path", f"{home}/target"]
        subprocess.run([dbt, "build", "--exclude-resource-type=test", *options], env=owner, cwd=PROJECT, check=True)
        reader = {"PGHOST": postgres.host, "PGPORT": str(postgres.port), "PGUSER": "bi_reader"}
        with superset(Path(home), reader) as api:
            for _ in range(2):
                api.upload("assets/import/", "bundle", "bundle.zip", zipped(BUNDLE))
            check(api, {**reader, "PGDBNAME": "shop"})


if __name__ == "__main__":
    main()
