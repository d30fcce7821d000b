"""Which file of a folder is which relation. Nothing that a user named is ever taken for a pattern unless it is one."""

from __future__ import annotations

import filecmp
import fnmatch
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ltv.inputs.contract import LIKELY_NAMES, REFUNDS, RELATIONS, REQUIRED
from ltv.inputs.errors import InputError

READ = (".parquet", ".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".xlsx")
REFUSED = {
    ".xls": "is a workbook of Excel before 2007: save it as .xlsx or as .csv",
    ".xlsb": "is a binary workbook: save it as .xlsx or as .csv",
    ".xlsm": "is a workbook with macros: save it as .xlsx or as .csv",
    ".ods": "is an OpenDocument spreadsheet: save it as .xlsx or as .csv",
    ".numbers": "is a Numbers spreadsheet: export it as .csv",
    ".json": "is JSON: export the rows as .csv or .parquet",
    ".ndjson": "is JSON: export the rows as .csv or .parquet",
    ".zst": "is compressed with zstd: unpack it",
    ".bz2": "is compressed with bzip2: unpack it",
    ".xz": "is compressed with xz: unpack it",
    ".jsonl": "is JSON: export the rows as .csv or .parquet",
    ".xml": "is XML: export the rows as .csv or .parquet",
    ".html": "is a web page: export the rows as .csv",
    ".pdf": "is a PDF: export the rows as .csv",
    ".zip": "is a zip archive: unpack it, and put the .csv in it into the folder",
    ".gz": "is compressed and does not end in .csv.gz: unpack it, or name it .csv.gz if a CSV file is in it",
    ".7z": "is an archive: unpack it, and put the .csv in it into the folder",
    ".rar": "is an archive: unpack it, and put the .csv in it into the folder",
    ".xlsx.gz": "is a compressed workbook: unpack it",
    ".csv.zip": "is a zip archive: unpack it, and put the .csv in it into the folder",
}
"""Ending -> what to do with such a file."""


@dataclass(frozen=True)
class Found:
    """The files of one relation, in the order of their names, and what was seen beside them."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def split_name(name: str) -> tuple[str, str]:
    """Name of a file -> (stem, ending in lower case); the ending is empty where it is none that is known.

    Blanks around either are no part of it.
    """
    name = name.strip()
    for ending in sorted({*READ, *REFUSED}, key=len, reverse=True):
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)].strip(), ending
    return name, ""


def find(
    folder: Path,
    relation: str,
    file: str | Sequence[str] | None = None,
    taken: Collection[str] = (),
    joined: Collection[str] = (),
) -> Found:
    """The files that hold the relation: those that `file` names (a name, a pattern or a list), else `<relation>.*`.

    `taken` are the names that other sources of the mapping use: they are no near misses of this one. Those of `joined`
    stand beside the rows of another source, and are this relation only where `file` says so.
    Raises InputError where a named file is not there, two files could be meant, or a file cannot be read by its kind.
    """
    names = _names(folder)
    others = refunds(names, [*taken, *joined]) if relation in REQUIRED else []
    if file is not None:
        named = tuple(_named(folder, names, relation, [file] if isinstance(file, str) else list(file)))
        return Found(named, (*siblings(named, names, [*taken, *joined]), *others))
    elsewhere = [name.lower() for name in joined]
    names = [name for name in names if not any(fnmatch.fnmatchcase(name.lower(), each) for each in elsewhere)]
    exact = [name for name in names if split_name(name)[0].lower() == relation]
    for name in exact:
        if (ending := split_name(name)[1]) in REFUSED:
            raise InputError(f"{relation} cannot be read: {name} {REFUSED[ending]}.")
    found = [name for name in exact if split_name(name)[1] in READ]
    if len(found) > 1:
        raise InputError(
            f"The folder holds {_listed(found)}: keep one of them, it is not clear which to read as {relation}."
        )
    # What has no ending of a table may be one all the same where there is no other.
    near = [name for name in (names if found else _names(folder, folders=True)) if is_near_miss(name, relation)]
    missed = [name for name in near if name not in (*found, *taken) and (split_name(name)[1] or not found)]
    if not found and relation in REQUIRED:
        raise InputError(_not_there(folder, relation, missed, names))
    return Found(
        tuple(folder / name for name in found),
        (*(not_read(folder / name, relation, found[0] if found else None) for name in missed), *others),
    )


def siblings(paths: Sequence[Path], names: Sequence[str], taken: Collection[str]) -> list[str]:
    """What to say of files that are called as those that a mapping names but for numbers: the next month's, say."""
    called = {_without_numbers(path.name): path.name for path in paths}
    return [
        f"{name} was not read: it is called as {called[_without_numbers(name)]} is, which is read; name it too under "
        f"file in the mapping if it holds more of the same, or write {_pattern(name)} there, which takes the next too."
        for name in names
        if _without_numbers(name) in called and not _is_one_of(name, [*taken, *(path.name for path in paths)])
    ]


def _pattern(name: str) -> str:
    """The name with a star for its numbers."""
    return re.sub(r"\d+([-_. ]*\d+)*", "*", name)


def refunds(names: Sequence[str], taken: Collection[str]) -> list[str]:
    """What to say of files whose name says that they hold refunds, and which no mapping names."""
    return [
        f"{name} was not read: if it holds refunds they are not taken off; name it under inputs: transactions, with "
        "negate: true where its amounts are above zero."
        for name in names
        if split_name(name)[1] in READ and not REFUNDS.isdisjoint(_last_words(name)) and not _is_one_of(name, taken)
    ]


def _without_numbers(name: str) -> tuple[str, str]:
    stem, ending = split_name(name)
    letters = re.sub(r"[\W\d_]+", "", stem.lower())
    return (letters, ending) if letters else (stem, ending)


def _last_words(name: str) -> set[str]:
    words = [word.removesuffix("s") for word in re.split(r"[\W\d_]+", split_name(name)[0].lower()) if word]
    return {*words[-1:], "_".join(words[-2:])}


def _is_one_of(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), pattern.lower()) or name == pattern for pattern in patterns)


def is_near_miss(name: str, relation: str) -> bool:
    """Whether the file looks as if it held the relation: another spelling, a plural, a copy, other endings."""
    likely = {re.sub(r"[^a-z]", "", relation).removesuffix("s"), *LIKELY_NAMES.get(relation, ())}
    for part in (split_name(name)[0], *name.split(".")):
        words = re.sub(r"\s*(\(\d+\)|[-_ ]?copy|[-_ ]?export|[-_ ]?(19|20)\d\d([-_]?\d\d)*)", " ", part.lower())
        if re.sub(r"[^a-z]", "", words).removesuffix("s") in likely:
            return True
    return False


def not_read(path: Path, relation: str, beside: str | None = None) -> str:
    """What to do about a near miss: a rename only helps where the file can be read by its kind, and none of that name
    is read already (`beside`)."""
    name, ending = path.name, split_name(path.name)[1]
    if path.is_dir():
        return (
            f"{name} is a folder and was not read: if it holds {relation}, name its files in a mapping (file: "
            f"{_files_of(path)}), or put one file {relation}.csv beside it."
        )
    if ending in REFUSED:
        return f"{name} was not read: it {REFUSED[ending]} if it holds {relation}."
    if not ending:
        return f"{name} was not read: it ends in none of {', '.join(READ)}; name it so if it holds {relation}."
    if beside:
        return (
            f"{name} was not read: if it holds more of {relation}, name both in a mapping (file: [{beside}, {name}]); "
            "ltv init writes one."
        )
    columns = ", ".join(column for column, is_required in RELATIONS[relation].items() if is_required)
    return (
        f"{name} was not read: if it holds {relation}, name it and its columns in a mapping (ltv init writes one), or "
        f"name it {relation}{ending} and its columns {columns}."
    )


def _files_of(folder: Path) -> str:
    """The pattern of the files in a folder, or in its folders, that can be read."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and split_name(path.name)[1] in READ)
    first = next(found, folder / "any.csv")
    inner = "*/" * (len(first.relative_to(folder).parts) - 1)
    return f"{folder.name}/{inner}*{split_name(first.name)[1]}"


def _names(folder: Path, folders: bool = False) -> list[str]:
    """The names of the files in the folder, without hidden ones and those that Office keeps beside an open file.

    A link whose file is gone is one of them, and is told by whoever reads it. With `folders` those in it count too.
    """
    if not folder.exists():
        raise InputError(f"The folder {folder} is not there: set data_dir to the folder that holds the files.")
    if not folder.is_dir():
        raise InputError(f"{folder} is a file: set data_dir to the folder that holds the files.")
    try:
        names = [path.name for path in folder.iterdir() if folders or not path.is_dir()]
    except PermissionError as error:
        raise InputError(f"The folder {folder} may not be listed: give this user the right to read it.") from error
    return sorted(name for name in names if not name.startswith((".", "~$")))


def _named(folder: Path, names: list[str], relation: str, patterns: list[str]) -> list[Path]:
    paths: dict[Path, None] = {}
    if twice := next((each for number, each in enumerate(patterns) if each in patterns[:number]), None):
        raise InputError(f"{relation} names {twice} twice: name each file once in `file` of the mapping.")
    for pattern in patterns:
        matched = [folder / pattern] if pattern in names else list(_matching(folder, pattern))
        if not matched:
            raise InputError(
                f"{relation} is not there: no file of {folder} is called {pattern}"
                f" ({'it holds ' + _listed(names) if names else 'it is empty'}); correct `file` in the mapping."
            )
        paths.update(dict.fromkeys(matched))
    for path in paths:
        ending = split_name(path.name)[1]
        if ending in REFUSED:
            raise InputError(f"{relation} cannot be read: {path.name} {REFUSED[ending]}.")
        if ending not in READ:
            raise InputError(
                f"{relation} cannot be read: {path.name} ends in none of {', '.join(READ)}; name it by what it is."
            )
    if copy := first_copy(list(paths)):
        raise InputError(
            f"{relation} would count rows twice: {copy[1].name} has the same content as {copy[0].name}; remove one of"
            " them, or name one only."
        )
    return list(paths)


def first_copy(paths: Sequence[Path]) -> tuple[Path, Path] | None:
    """The first two files that are the same byte for byte; empty ones are not looked at."""
    seen: dict[int, list[Path]] = {}
    for path in paths:
        try:
            size = path.stat().st_size
            same = next((one for one in seen.get(size, []) if size and filecmp.cmp(one, path, shallow=False)), None)
        except OSError:  # told by whoever reads it
            continue
        if same:
            return same, path
        seen.setdefault(size, []).append(path)
    return None


def _matching(folder: Path, pattern: str) -> list[Path]:
    """What a name or pattern matches, in any letter case. Folders may be patterns too, as those of years and months."""
    place, _, name = pattern.rpartition("/")
    where = folder / (Path(place).expanduser() if place else "") if not pattern.startswith("/") else Path(place or "/")
    if (where / name).is_file():
        return [where / name]
    first = Path(where.anchor) if where.is_absolute() else Path()
    places = [where] if where.is_dir() else _folders(first, where.relative_to(first).parts)
    return [
        each / found for each in places for found in _names(each) if fnmatch.fnmatchcase(found.lower(), name.lower())
    ]


def _folders(where: Path, parts: Sequence[str]) -> list[Path]:
    """The folders below `where` that a path of names and patterns leads to."""
    places = [where]
    for part in parts:
        if not re.search(r"[*?\[]", part):
            places = [place / part for place in places if (place / part).is_dir()]
            continue
        inner = (place / name for place in places for name in _names(place, folders=True))
        places = [each for each in inner if each.is_dir() and fnmatch.fnmatchcase(each.name.lower(), part.lower())]
    return places


def _not_there(folder: Path, relation: str, missed: list[str], names: list[str]) -> str:
    expected = f"{relation} is not there: {folder} holds no {relation}.csv (or .tsv, .txt, .csv.gz, .xlsx, .parquet)"
    if missed:
        return f"{expected}; {not_read(folder / missed[0], relation)}"
    held = f"it holds {_listed(names)}" if names else "it is empty"
    return f"{expected}; {held}. Rename the file with the orders, or let `ltv init` write a mapping."


def _listed(names: Sequence[str], most: int = 6) -> str:
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
