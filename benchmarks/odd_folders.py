"""Small shops whose figures are known, each in a folder of exports of a form put together at random."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
from odd_words import BESIDE, CHANNELS, DATES, NAMES, NOTES
from openpyxl import Workbook


@dataclass
class Shop:
    """What is true of it: (id, customer, moment, amount) of orders, (customer, channel), (day, channel, spend)."""

    orders: list[tuple[str, str, datetime, Decimal]] = field(default_factory=list)
    customers: list[tuple[str, str]] = field(default_factory=list)
    spend: list[tuple[datetime, str, Decimal]] = field(default_factory=list)


def shop(random: Random) -> Shop:
    """Forty to three hundred orders of 400 days, by a third as many customers."""
    count, start = random.choice((40, 120, 300)), datetime(random.choice((2021, 2022, 2023)), random.randint(1, 12), 3)
    form = random.choice(("{}", "{:06d}", "{:08x}a", "{:08x}-1234-4abc-8def-{:012x}", "User{}@Example.com", "C-{}"))
    of_order = random.choice(("{}", "#{}", "ORD-2023-{:05d}", "{:08x}-aaaa-4abc-8def-{:012x}"))
    customers = [form.format(1000 + 7 * i, i) for i in range(count // 3)]
    channels = random.sample(CHANNELS, 4)
    made = Shop(customers=[(name, channels[i % 4]) for i, name in enumerate(customers)])
    for i in range(count):
        moment = start + timedelta(days=i * 400 // count, minutes=random.randrange(1440))
        who = customers[i] if i < len(customers) else random.choice(customers)
        made.orders.append((of_order.format(50_000 + i, i), who, moment, Decimal(random.randint(5, 250_000)) / 100))
    days = (made.orders[-1][2] - start).days
    for day in range(0, days + 1, random.choice((1, 7))):
        for channel in channels[:3]:
            made.spend.append((start + timedelta(days=day), channel, Decimal(random.randint(100, 300_000)) / 100))
    return made


@dataclass(frozen=True)
class Style:
    """How a folder is written."""

    random: Random
    words: dict[str, str]
    dates: str
    decimal: str
    thousands: str
    sign: str
    kind: str
    encoding: str
    delimiter: str
    line_end: str
    titles: int

    def day(self, moment: datetime) -> str:
        """A moment as the folder writes it, in UTC."""
        if self.dates.startswith("unix"):
            return str(int(moment.timestamp() - datetime(1970, 1, 1).timestamp()) * (1000 if "ms" in self.dates else 1))
        return moment.strftime(self.dates)

    def money(self, amount: Decimal) -> str:
        """An amount as the folder writes it."""
        whole, _, cents = f"{amount:,.2f}".partition(".")
        text = whole.replace(",", self.thousands) + self.decimal + cents
        return text + self.sign if self.sign.startswith(" ") else self.sign + text


def style(random: Random) -> Style:
    """One at random; what a file cannot hold is not asked of it."""
    language = random.choices(list(NAMES), (5, 2, 1, 1, 1, 1))[0]
    names = {name: random.choice(words) for name, words in NAMES[language].items() if name != "files"}
    spelled = random.choices((str, str.upper, str.lower), (6, 1, 1))[0]
    decimal = random.choice(".,") if language != "en" else "."
    kind = random.choices(("csv", "xlsx", "parquet", "csv.gz", "tsv"), (8, 2, 1, 1, 1))[0]
    encoding = random.choices(("utf-8", "utf-8-sig", "utf-16", "cp1252"), (5, 2, 1, 1))[0]
    return Style(
        random,
        {name: spelled(word) for name, word in names.items()},
        random.choice(DATES),
        decimal,
        random.choices(("", {".": ",", ",": "."}[decimal], " ", "'", "\u00a0"), (6, 2, 1, 1, 1))[0],
        random.choices(("", "\u20ac", " \u20ac", "$", "EUR "), (8, 1, 1, 1, 1))[0],
        kind,
        "utf-8" if encoding == "cp1252" and language == "zh" else encoding,
        "\t" if kind == "tsv" else random.choices(",;\t|", (6, 3, 1, 1))[0],
        random.choices(("\n", "\r\n"), (1, 1))[0],
        0 if kind == "parquet" else random.choice((0, 0, 0, 1, 2)),
    )


def orders_table(made: Shop, how: Style) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the orders, or of their lines, with columns beside them."""
    random, words = how.random, how.words
    grain = random.choices(("order", "lines", "pieces"), (4, 1, 1))[0]
    beside = random.sample(BESIDE, random.choice((0, 2, 5)))
    beside = [name for name in beside if grain == "order" or name not in ("Qty", "Product")]
    numbers = {name: str(i) for i, (name, _) in enumerate(made.customers)}
    money = ["unit_price", "quantity"] if grain == "pieces" else [words["amount"]]
    rows = []
    for i, (order, customer, moment, amount) in enumerate(made.orders):
        others = {
            "Status": "paid",
            "Email": f"m{numbers[customer]}@x.org",
            "Phone": f"+49 170 {numbers[customer]:0>7}",
            "Notes": NOTES[i * 7 % len(NOTES)],
            "Qty": str(1 + i % 3),
            "Country": ("DE", "FR", "US")[i % 3],
            "Customer Name": f"Ana {chr(65 + int(numbers[customer]) % 26)}",
            "Product": f"Item {i % 17}",
            "Paid at": how.day(moment + timedelta(hours=1)),
            "Payment Method": ("card", "paypal")[i % 2],
        }
        for line, part in enumerate(_parts(amount, random) if grain != "order" else [amount]):
            pieces = next(count for count in (3, 2, 1) if int(part * 100) % count == 0) if grain == "pieces" else 1
            own = [how.money(part / pieces), *([str(pieces)] if grain == "pieces" else [])]
            product = [] if grain == "order" else [f"item {line} {i % 9}"]
            rows.append([order, customer, how.day(moment), *own, *(others[name] for name in beside), *product])
    head = [
        words["order"],
        words["customer"],
        words["day"],
        *money,
        *beside,
        *([] if grain == "order" else ["product"]),
    ]
    if random.random() < 0.2:
        rows = [[row[0], f" {row[1]}  " if i % 5 == 0 else row[1], *row[2:]] for i, row in enumerate(rows)]
    if random.random() < 0.2:
        guest = ["", rows[0][2], how.money(Decimal(9)), *(["1"] if grain == "pieces" else [])]
        rows += [[f"G{i}", *guest, *[""] * (len(head) - 1 - len(guest))] for i in range(3)]
    places = [*range(len(head))]
    random.shuffle(places)
    if random.random() < 0.5:
        random.shuffle(rows)
    return [head[place] for place in places], [[row[place] for place in places] for row in rows]


def _parts(amount: Decimal, random: Random) -> list[Decimal]:
    """An amount as that of one to three lines."""
    count = random.randint(1, 3) if amount > 1 else 1
    cents = [random.randint(1, int(amount * 100) // 3) for _ in range(count - 1)]
    return [Decimal(each) / 100 for each in [*cents, int(amount * 100) - sum(cents)]]


def _in_two(
    head: Sequence[str], rows: Sequence[Sequence[str]], how: Style
) -> list[tuple[str, list[str], list[list[str]]]]:
    """The orders, and their lines with the money, each with what is added to the name of its file."""
    order = head.index(how.words["order"])
    of_line = [at for at, name in enumerate(head) if name in (how.words["amount"], "unit_price", "quantity", "product")]
    of_order = [at for at in range(len(head)) if at not in of_line]
    orders = {row[order]: [row[at] for at in of_order] for row in rows}
    lines = [[str(number), row[order], *(row[at] for at in of_line)] for number, row in enumerate(rows, start=1)]
    names = ["line_id", head[order], *(head[at] for at in of_line)]
    return [("", [head[at] for at in of_order], [*orders.values()]), ("_items", names, lines)]


def write(folder: Path, made: Shop, how: Style) -> None:
    """The files of the folder."""
    random, words = how.random, how.words
    own = next(each["files"] for each in NAMES.values() if words["order"].lower() in map(str.lower, each["order"]))
    names = random.choice((("orders", "customers", "ad_spend"), ("sales", "clients", "ad_costs"), own))
    head, rows = orders_table(made, how)
    if "product" in head and random.random() < 0.5:
        for added, columns, own_rows in _in_two(head, rows, how):
            _write(folder / f"{names[0]}{added}.{how.kind}", columns, own_rows, how)
    else:
        _write_parts(folder, names[0], head, rows, how)
    _write(folder / f"{names[1]}.{how.kind}", [words["customer"], words["channel"]], made.customers, how)
    spent = [[how.day(day), channel, how.money(amount)] for day, channel, amount in made.spend]
    _write(folder / f"{names[2]}.{how.kind}", [words["spent_on"], words["channel"], words["spend"]], spent, how)


def _write_parts(folder: Path, stem: str, head: Sequence[str], rows: Sequence[Sequence[str]], how: Style) -> None:
    """One file or three, which may overlap, or end with a line of totals."""
    random, words = how.random, how.words
    parts = random.choice((1, 1, 1, 3))
    size = -(-len(rows) // parts)
    again = 7 if random.random() < 0.3 and "product" not in head else 0
    for part in range(parts):
        name = stem if parts == 1 else f"{stem}_{part + 1}"
        of_part = rows[max(0, part * size - again) : (part + 1) * size]
        if random.random() < 0.1 and words["amount"] in head:
            at = head.index(words["amount"])
            of_part = [
                *of_part,
                ["Total" if i == (at == 0) else how.money(Decimal(9)) if i == at else "" for i in range(len(head))],
            ]
        _write(folder / f"{name}.{how.kind}", head, of_part, how)


def _write(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]], how: Style) -> None:
    if how.kind == "parquet":
        pd.DataFrame([*rows], columns=[*head]).to_parquet(path, index=False)
        return
    titles = [["Report of the shop"]] * how.titles
    if how.kind == "xlsx":
        book = Workbook()
        sheet: Any = book.active
        for row in [*titles, head, *rows]:
            sheet.append([*row])
        book.save(path)
        return
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=how.delimiter,
        lineterminator=how.line_end,
        quoting=how.random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )
    writer.writerows([*titles, head, *rows])
    data = text.getvalue().encode(how.encoding, "replace")
    path.write_bytes(gzip.compress(data) if how.kind == "csv.gz" else data)
