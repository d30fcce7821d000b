"""What loaders add to the tables that they copy: marks of deleted rows, and older versions of a row beside the newest.

Fivetran has _fivetran_deleted, _fivetran_synced and, with its history, _fivetran_active; Stitch _sdc_deleted_at and
_sdc_sequence; Airbyte _airbyte_extracted_at and _ab_cdc_deleted_at; dbt snapshots dbt_valid_from and dbt_valid_to; logs
of changes an Op of I, U and D.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ltv.inputs.formats.names import key
from ltv.inputs.formats.table import Recognised, Table, united
from ltv.inputs.keys import NO_VALUE

DELETED = r"(fivetran_|peerdb_|dlt_|dms_|order_)?(is_)?deleted"
DELETED_AT = r"(sdc_|ab_cdc_|fivetran_|peerdb_|order_)?deleted_(at|on|date|time|timestamp)"
CURRENT = r"(fivetran_active|(dbt_)?is_(current|latest)(_record|_version)?|(current|latest)_flag)"
CURRENT_UNTIL = r"dbt_valid_to"
CHANGE = r"((dms|cdc|row)_)?(op|operation|change_type)"
CHANGES = frozenset(("i", "u", "d", "c", "r", "insert", "update", "delete", "create", "read", "update_after"))
VERSIONS = (
    *(r"fivetran_start", r"dbt_valid_from", r"(valid|effective)_from", r"sdc_sequence"),
    *(r"(record_|row_)?version(_no|_number)?", r"(source_)?ts_ms", r"(commit|cdc|change)_(timestamp|ts|time|lsn)"),
    *(r"(order_|row_|last_)?(updated|modified|changed)(_at|_on|_date|_time|_timestamp)?", r"date_(updated|modified)"),
    *(r"fivetran_synced", r"airbyte_(extracted|emitted)_at", r"sdc_(batched|received|extracted)_at"),
    *(
        r"(dlt_)?load_id",
        r"(synced|ingested|extracted|inserted|exported|imported|fetched|downloaded)_(at|on|date|time)",
    ),
    *(r"(export|import|snapshot|extract|load|as_of)_(date|time|timestamp)", "as_of"),
)
"""Columns that rise with each version of a row, those of the source itself before those of loaders."""

LINE = r"(id|row_id|((order|invoice)_?)?(line|item|line_?item|detail|position)(_?(id|no|nr|num|number|key))?)"
PRODUCT = r"((product|article|item|variant)(_?(id|no|number|name|code|sku))?|sku|stock_?code|payment_sequential)"
"""Names of what a row of an order's lines has and an order has not."""

MEASURE = (
    r"(.*_)?(spend|cost|costs|clicks?|impressions?|conversions?|revenue|value|views?|reach|frequency|ctr|cpc|cpm|budget"
    r"|rate|amount|sales|swipes|engagements?|purchases?|results?|micros|share|position|score|usd|dollars?)(_.*)?"
)
"""Names of figures of an ad report: what else it has tells its rows apart."""

FALSE = ("false", "f", "0", "no", "n")
TRUE = ("true", "t", "1", "yes", "y")


def without_old_rows(table: Table, one: Recognised) -> Recognised:
    """The answer with what leaves out rows that are deleted where they come from, and older versions of a row."""
    if one.relation not in ("transactions", "ad_spend", "customers") or not one.sources:
        return one
    drop, keep, why = _marks(table, of_deleted=one.relation != "customers")
    sources = []
    for source in one.sources:
        added: dict[str, Any] = {}
        for name, filters in (("drop", drop), ("keep", keep)):
            if filters:
                added[name] = {**source.get(name, {}), **filters}
        sources.append({**source, **added})
    return replace(one, sources=sources, why=(*one.why, *why))


def with_the_newest(found: Sequence[tuple[Recognised, Table]]) -> list[Recognised]:
    """The answers, each with what tells the newest version of a row, where its file has several of one.

    Files that are read alike are looked at together: each may be a copy of the whole table on another day.
    """
    answers = []
    known: dict[tuple[Any, ...], dict[str, Any] | None] = {}  # a year of daily copies is read once, and not once a file
    for one, table in found:
        if one.relation not in ("transactions", "ad_spend") or not one.sources or _marks_the_current(table):
            answers.append(one)
            continue
        alike = [n for n, (each, other) in enumerate(found) if _are_alike(one, each) and other.columns == table.columns]
        of_these = (*alike, one.variables.get("transaction_grain"))
        if of_these not in known:
            known[of_these] = _newest(united([found[n][1] for n in alike]), one)
        answers.append(_with_newest(one, known[of_these]))
    return answers


def _are_alike(one: Recognised, other: Recognised) -> bool:
    kept = [[source["columns"] for source in each.sources] for each in (one, other)]
    return kept[0] == kept[1] and (one.relation, one.format) == (other.relation, other.format)


def _with_newest(one: Recognised, newest: dict[str, Any] | None) -> Recognised:
    variables, why = dict(one.variables), [*one.why]
    if newest:
        of = newest["of"] if isinstance(newest["of"], str) else " and ".join(newest["of"])
        why.append(f"Several rows have one {of}: they are versions of one, and the last by {newest['by']} counts.")
        if one.relation == "transactions":
            variables.setdefault("transaction_grain", "order")
    sources = [{**source, "newest": newest} if newest else source for source in one.sources]
    return replace(one, sources=sources, variables=variables, why=tuple(why))


def _marks_the_current(table: Table) -> bool:
    """Whether a column says which version of a row is in force."""
    return any(_is(column, CURRENT, CURRENT_UNTIL) for column in table.columns)


def _marks(table: Table, *, of_deleted: bool) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Filters by the columns that mark rows as deleted, or as the current version.

    A customer who is deleted has bought all the same, and keeps the channel.
    """
    drop: dict[str, Any] = {}
    keep: dict[str, Any] = {}
    why = []
    for column in table.columns:
        if not of_deleted and _is(column, DELETED, DELETED_AT, CHANGE):
            continue
        named = _is(column, DELETED, CURRENT, CHANGE)
        values = {value.lower() for value in table.values(column, limit=20)} if named else set()
        if _is(column, DELETED_AT) or (_is(column, DELETED) and not values <= {*TRUE, *FALSE}):
            keep[column] = _blanks(table, column)
            why.append(f"Rows with a {column} are deleted and do not count.")
        elif _is(column, DELETED):
            drop[column] = [value for value in TRUE if value in values] or ["true"]
            why.append(f"Rows that {column} marks as deleted do not count.")
        elif _is(column, CHANGE) and values <= CHANGES and values & {"d", "delete"}:
            drop[column] = sorted(values & {"d", "delete"})
            why.append(f"Rows whose {column} is {' or '.join(drop[column])} say that a row was deleted.")
        elif _is(column, CURRENT) and values & {*TRUE}:
            keep[column] = [value for value in TRUE if value in values]
            why.append(f"{column} marks the version of a row that is in force: older ones do not count.")
        elif _is(column, CURRENT_UNTIL):
            keep[column] = _blanks(table, column)
            why.append(f"Rows with a {column} are older versions and do not count.")
    return drop, keep, why


def _blanks(table: Table, column: str) -> str | list[str]:
    """What a column holds where it has no value: nothing, and the words for it that are there."""
    there = (value for value in NO_VALUE if value and table.holds(column, [value, value.upper()]))
    return ["", *words] if (words := [*there]) else ""


def _is(column: str, *patterns: str) -> bool:
    return any(re.fullmatch(pattern, key(column)) for pattern in patterns)


def _newest(table: Table, one: Recognised) -> dict[str, Any] | None:
    """What tells versions of a row apart, where the file has several of one."""
    mapped = [column for column in one.sources[0]["columns"].values() if isinstance(column, str)]
    versions = [each for name in VERSIONS for each in table.columns if _is(each, name) and each not in mapped]
    if not versions:
        return None
    columns = one.sources[0]["columns"]
    money = columns.get("amount", columns.get("spend"))
    amounts = money["product"] if isinstance(money, dict) else [money]
    if one.relation == "transactions" and any(table.has_negative(each) for each in amounts):
        return None  # a refund under its order's id is no version of it
    for of in _identities(table, one):
        for by in versions:
            if _has_versions(table, of, by, amounts, columns.get("ordered_at")):
                return {"of": of[0] if len(of) == 1 else of, "by": by}
    return None


def _identities(table: Table, one: Recognised) -> list[list[str]]:
    """Columns that may tell rows apart."""
    columns = one.sources[0]["columns"]
    if one.relation == "ad_spend":
        mapped = [name for part in ("spend_date", "channel") if isinstance(name := columns[part], str)]
        others = [name for name in table.columns if not name.startswith("_") and not _is(name, MEASURE, *VERSIONS)]
        return [[*dict.fromkeys([*mapped, *others])]]
    order = columns["transaction_id"]
    if not isinstance(order, str):
        return []
    lines = [name for name in table.columns if _is(name, LINE, PRODUCT) and name not in columns.values()]
    return [[order, line] for line in lines] if lines or one.variables.get("transaction_grain") == "line" else [[order]]


def _has_versions(table: Table, of: list[str], by: str, amounts: list[str], day: str | None) -> bool:
    """Whether rows repeat what tells rows apart, no two of one version have other amounts, and all have one day.

    The parts of an order (its lines, its payments) have days or ids of their own.
    """
    ids, versions, states = (table.combinations(names) for names in (of, [*of, by], [*of, by, *amounts]))
    if ids >= versions or states > 1.01 * versions or (day and table.combinations([*of, day]) > 1.01 * ids):
        return False
    own = [name for name in table.columns if name not in of and not name.startswith("_") and _is(name, r"(.*_)?id")]
    return not any(table.counts(name)[0] == table.rows == table.counts(name)[1] for name in own)
