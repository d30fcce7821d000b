"""Small exports of a hundred orders, and what a build tells of them: for the tests of what came in without a word."""

from __future__ import annotations

from pathlib import Path

TOLD_ANYWAY = ("margin_left_at_one", "left_censored", "channels_do_not_meet", "empty_window", "much_rejected")


def write(path: Path, header: str, rows: list[tuple]) -> None:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def day(number: int) -> str:
    return f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"


def told(warehouse) -> set[tuple[str, str, int | None, str]]:
    """The warnings about the exports themselves."""
    assert warehouse.result.success, warehouse.messages
    rows = warehouse.query("select rule, relation, row_count, example, why, remedy from main_monitoring.input_warnings")
    assert [row for row in rows if not (row[4] and row[5])] == []
    return {row[:4] for row in rows if row[0] not in TOLD_ANYWAY}


HEADER = "transaction_id,customer_id,ordered_at,amount"
STATES = ["paid"] * 7 + ["Cancelled", "payment failed", "refunded"]


def orders(count: int = 100) -> list[tuple]:
    return [(f"o{i}", f"c{i * 7 % 40}", day(i), f"{20 + i % 9}.{i % 90 + 10}") for i in range(count)]


MONTHS_BY_LANGUAGE = {
    "Polish": "stycznia lut marca kwi maja czerwca lip sierpnia wrz października lis grudnia",
    "Czech": "led února bře dubna kvě června července srp září října listopadu pro",
    "Turkish": "Ocak Şub Mart Nis May\u0131s Haz Temmuz Ağu Eylül Eki Kas\u0131m Ara",
    "Portuguese": "janeiro fev março abr maio jun julho ago setembro out novembro dez",
    "Danish": "januar feb marts apr maj juni juli august sept okt november dec",
    "Norwegian": "jan februar mars april mai jun jul aug sep oktober nov des",
    "Finnish": "tammikuuta helmi maaliskuuta huhti toukokuuta kesä heinäkuuta elo syyskuuta loka marraskuuta joulu",
    "Hungarian": "január febr március ápr május jún július aug szeptember okt november dec",
    "Romanian": "ianuarie feb martie apr mai iun iulie aug septembrie oct noiembrie dec",
    "Russian": "января фев марта апр мая июн июля авг сентября окт ноября дек",
}
MOMENTS = {
    "%d.%b %Y": {
        f"7.{name} {2000 + number}": f"{2000 + number}-{month:02d}-07 00:00"
        for number, names in enumerate(MONTHS_BY_LANGUAGE.values())
        for month, name in enumerate(names.split(), start=1)
    },
    "%b-%d-%y": {"Jan-05-24": "2024-01-05 00:00", "Dec-5-24": "2024-12-05 00:00"},
    "%d de %b de %Y %H:%M hs.": {"3 de marzo de 2023 09:12 hs.": "2023-03-03 10:12"},
    "%d. %b %Y um %H:%M Uhr": {"4. M\u00e4rz 2024 um 9:12 Uhr": "2024-03-04 10:12"},
    "%d %b %Y \u0433. в %H:%M": {"3 апреля 2024 \u0433. в 10:02": "2024-04-03 11:02"},
    "%Y. %b %d.": {"2024. márc. 4.": "2024-03-04 00:00"},
    "%G-W%V": {
        "2023-W10": "2023-03-06 00:00",
        "2021-W01": "2021-01-04 00:00",
        "2020-W53": "2020-12-28 00:00",
        "2019-W1": "2018-12-31 00:00",
        "2024-W54": None,
    },
    "%Y-%m": {"2024-03": "2024-03-01 00:00", "2024-3": "2024-03-01 00:00", "2024-13": None},
    "%b %Y": {"March 2024": "2024-03-01 00:00", "Dec. 2024": "2024-12-01 00:00", "mars 2024": "2024-03-01 00:00"},
    "%m/%Y": {"3/2024": "2024-03-01 00:00", "12/2024": "2024-12-01 00:00"},
    "KW %V/%G": {"kw 9/2024": "2024-02-26 00:00"},
    "excel": {"45292": "2024-01-01 00:00", "45292.395833333336": "2024-01-01 10:30", "2024-01-02": "2024-01-02 00:00"},
    "excel 1904": {"43830.5": "2024-01-01 13:00"},
    "unix": {"1704101400": "2024-01-01 10:30", "1704101400.5": "2024-01-01 10:30", "0": None},
    "unix ms": {"1704101400000": "2024-01-01 10:30"},
    "unix us": {"1704101400000000": "2024-01-01 10:30"},
    "unix ns": {"1704101400000000000": "2024-01-01 10:30"},
    "%Y\u5e74%m\u6708%d\u65e5 %H:%M": {"2024\u5e741\u67085\u65e5 9:30": "2024-01-05 10:30"},
    "%d %b %Y": {
        "1 janv. 2024": "2024-01-01 00:00",
        "9 f\u00e9vrier 2024": "2024-02-09 00:00",
        "8 ao\u00fbt 2024": "2024-08-08 00:00",
    },
    "%d. %b %Y": {"1. M\u00e4rz 2024": "2024-03-01 00:00", "24. Dez. 2024": "2024-12-24 00:00"},
    "%d de %b de %Y": {"5 de enero de 2024": "2024-01-05 00:00", "7 de diciembre de 2024": "2024-12-07 00:00"},
    "%EY年%m月%d日": {
        "令和6年5月1日": "2024-05-01 00:00",
        "令和元年 5月1日": None,
        "平成元年12月31日": "1989-12-31 00:00",
        "昭和64年1月7日": "1989-01-07 00:00",
        "民國113年5月1日": "2024-05-01 00:00",
        "中華民國 112年12月31日": "2023-12-31 00:00",
        "6年5月1日": None,
    },
    "%EY.%m.%d": {"R6.5.1": "2024-05-01 00:00", "h31.4.30": "2019-04-30 00:00"},
    "%EY/%m/%d %H:%M": {"113/05/01 9:30": "2024-05-01 10:30", "99/05/01 9:30": None},
    "%d/%m/%Y": {
        "\u0660\u0661/\u0660\u0665/\u0662\u0660\u0662\u0664": "2024-05-01 00:00",
        "\u06f0\u06f1/\u06f0\u06f5/\u06f2\u06f0\u06f2\u06f4": "2024-05-01 00:00",
    },
    "%a, %d %b %Y %H:%M:%S %z": {"Fri, 02 Aug 2024 01:55:00 +0200": "2024-08-02 00:55"},
    "%A, %d. %b %Y": {"Montag, 4. M\u00e4rz 2024": "2024-03-04 00:00", "Friday, 1. December 2023": "2023-12-01 00:00"},
    "%d/%m/%Y %H:%M%z": {
        "13/01/2024 10:00 GMT": "2024-01-13 11:00",
        "13/07/2024 10:00 CEST": "2024-07-13 09:00",
        "13/07/2024 10:00 EEST": "2024-07-13 08:00",
        "13/07/2024 10:00 WEST": "2024-07-13 10:00",
        "13/01/2024 10:00 AEDT": "2024-01-13 00:00",
    },
    "%d/%m/%Y %I:%M %p": {
        "13/01/2024 3:20 μμ": "2024-01-13 16:20",
        "13/01/2024 3:20 π.μ.": "2024-01-13 04:20",
        "13/01/2024 3:20 CH": "2024-01-13 16:20",
        "13/01/2024 3:20 SA": "2024-01-13 04:20",
    },
    "%d %b %Y %H:%M": {
        "1 cze 2024 10:02": "2024-06-01 11:02",
        "12 \u015eub 2024 09:30": "2024-02-12 10:30",
        "5 marraskuuta 2024 09:30": "2024-11-05 10:30",
        "5 maaliskuuta 2024 09:30": "2024-03-05 10:30",
        "30 wrze\u015bnia 2024 09:30": "2024-09-30 10:30",
        "3 \u0430\u043f\u0440 2024 09:30": "2024-04-03 10:30",
        "14 September 2024 09:30": "2024-09-14 10:30",
        "9 Temmuz 2024 09:30": "2024-07-09 10:30",
        "7 szept. 2024 09:30": "2024-09-07 10:30",
    },
    "%d %b %Y %H:%M:%S": {
        "1st January 2024 9:30:00": "2024-01-01 10:30",
        "22nd Aug. 2024 09:30:05": "2024-08-22 10:30",
        "1er janvier 2024 09:30:00": "2024-01-01 10:30",
    },
    "%b %d, %Y %I:%M:%S %p%z": {
        "Jan 5, 2024 11:20:33 PM PST": "2024-01-06 08:20",
        "July 5th, 2024 11:20:33 PM PDT": "2024-07-06 07:20",
        "Jan 5, 2024 12:20:33 am EST": "2024-01-05 06:20",
        "Jan 5, 2024 9:30:00 AM GMT+1": "2024-01-05 09:30",
        "Jan 5, 2024 9:30:00 AM CST": None,
    },
    "%a %b %d %Y %H:%M:%S%z": {
        "Fri Jan 05 2024 09:30:00 GMT+0100 (Central European Standard Time)": "2024-01-05 09:30",
    },
    "%Y-%m-%d %H:%M:%S %z": {"2024-01-05 09:30:00 +0100 CET": "2024-01-05 09:30"},
    "%Y. %m. %d. %p %I:%M": {
        "2024. 1. 5. 오후 3:20": "2024-01-05 16:20",
        "2024. 12. 15. 오전 12:20": "2024-12-15 01:20",
    },
    "%Y/%m/%d %p%I:%M": {"2024/1/5 下午3:20": "2024-01-05 16:20", "2024/01/05 上午10:20": "2024-01-05 11:20"},
    "%Y/%m/%d(%a) %H:%M": {"2024/01/05(金) 15:20": "2024-01-05 16:20"},
    "%m/%d/%Y, %I:%M %p": {
        "1/5/2024, 3:20\u202fPM": "2024-01-05 16:20",
        "1/5/2024, 3:20 p.\u00a0m.": "2024-01-05 16:20",
    },
    "%d. %m. %Y": {"5. 1. 2024": "2024-01-05 00:00"},
    "%d-%b-%y %I.%M.%S.%f %p": {"05-JAN-24 03.20.33.000000 PM": "2024-01-05 16:20"},
    "%d%b%Y:%H:%M:%S": {"05JAN2024:15:20:33": "2024-01-05 16:20", "5MAY2024:15:20:33": "2024-05-05 16:20"},
    "%Y%m%dT%H%M%S%z": {"20240105T152033Z": "2024-01-05 16:20"},
    "%b %d, %Y": {"September 5, 2024": "2024-09-05 00:00", "Jun 7, 2024": "2024-06-07 00:00"},
    None: {
        "20240105093000": "2024-01-05 10:30",
        "20240105.0": "2024-01-05 00:00",
        "2024-02-28 24:00": "2024-02-29 01:00",
        "2024-01-05T24:00:00": "2024-01-06 01:00",
        "2024-01-05 24:01": None,
        "\u0662\u0660\u0662\u0664-\u0660\u0665-\u0660\u0661": "2024-05-01 00:00",
        "\u06f2\u06f0\u06f2\u06f4/\u06f0\u06f5/\u06f0\u06f1 \u06f1\u06f0:\u06f3\u06f0": "2024-05-01 11:30",
        "\uff12\uff10\uff12\uff14\uff0f\uff10\uff15\uff0f\uff10\uff11": "2024-05-01 00:00",
    },
}
