"""Plain files: columns that mean the contract's under other names, those of `ltv.inputs.formats.synonyms`, or made of
the words of `ltv.inputs.formats.words`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ltv.inputs.contract import DAYS, RELATIONS
from ltv.inputs.formats import fitting, grains, groups, kinds, orders, rows, spend_by_month, spend_tables, states
from ltv.inputs.formats.day_parts import day_parts
from ltv.inputs.formats.meaning import translated
from ltv.inputs.formats.names import by_key, currency_of, divisor
from ltv.inputs.formats.parts import currency, decimal_marks, formats, is_called_total, is_total
from ltv.inputs.formats.platforms import platform_of
from ltv.inputs.formats.romance import OF_PRODUCTS
from ltv.inputs.formats.synonyms import ORDER, PRICE, SOLD_FOR, SYNONYMS, quantity
from ltv.inputs.formats.table import Recognised, Table
from ltv.inputs.lookup import split_name

NAME = "plain table"

NUMBERS = ("id", "numero", "number", "no", "nr", "nummer", "reference", "ref", "code", "kod")
"""What numbers the rows of a file: orders, where its name says that it holds them."""


DEAL = re.compile("(deal|opportunity)_")


def recognise(table: Table) -> Recognised | None:
    """What the table is by the names of its columns, or else by the words that these are made of."""
    there = by_key(table.columns)
    if rows.unusable(there.keys()):
        return None
    answer = _of_names(table, _with_deals(there))
    if answer is not None and not _lacks_an_order(answer):
        return answer
    by_words = {called: column for called, column in translated(table.columns).items() if called not in there}
    told = _of_names(table, _with_deals({**there, **by_words})) if by_words else None
    if told is None or (answer is not None and _lacks_an_order(told)):
        return answer
    return _with_words(told, by_words)


def _lacks_an_order(answer: Recognised) -> bool:
    return any(isinstance(source["columns"].get("transaction_id"), dict) for source in answer.sources)


def _with_deals(there: Mapping[str, str]) -> dict[str, str]:
    """The names with those of a deal, as CRMs keep them: it is a sale from the day on which it was closed."""
    if not any(DEAL.match(name) for name in there):
        return {**there}
    number = next((there[name] for name in ("deal_id", "opportunity_id", "record_id") if name in there), None)
    closed = next((there[name] for name in ("close_date", "closed_date", "closed_at") if name in there), None)
    return {**({"order_id": number} if number else {}), **({"ordered_at": closed} if closed else {}), **there}


def _with_words(answer: Recognised, by_words: Mapping[str, str]) -> Recognised:
    """The answer, saying which of its columns are known by their words only."""
    used = {column for source in answer.sources for column in source["columns"].values() if isinstance(column, str)}
    read = [f"{column} as {called}" for called, column in by_words.items() if column in used]
    why = (f"Read by the words in their names: {', '.join(read)}. Look whether that is right.",) if read else ()
    return replace(answer, why=(*why, *answer.why))


def _of_names(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """The relation of which most columns are there: all required ones must be."""
    named = there
    there = _with_heading(table, named)
    if (kinds.is_called_orders(table) or there is not named) and there.keys().isdisjoint(ORDER):
        there = {**there}
        numbers = (name for name in NUMBERS if name in there)  # of a customer elsewhere
        has_customers = not there.keys().isdisjoint(SYNONYMS["transactions"]["customer_id"])
        own_ids = ("id",) if has_customers else ()
        number = next((each for each in numbers if each in own_ids or _numbers_orders(table, there[each], there)), None)
        if number is not None:
            there["transaction_id"] = there[number]
    best: tuple[float, str, dict[str, Any]] | None = None
    fitting_columns = fitting.without_misfits(table, there)
    for relation, synonyms in SYNONYMS.items():
        columns = columns_of(relation, synonyms, fitting_columns if relation == "transactions" else there)
        if columns is not None and not kinds.is_something_else(table, relation, columns, there):
            own = sum(there.get(name) == column for name, column in columns.items())
            score = len(columns) + own + (2 if table.path.stem.lower().startswith(relation) else 0)
            if best is None or score > best[0]:
                best = (score, relation, columns)
    if best is None and kinds.is_report(there):
        return _without_a_channel(table, there)
    if best is None:
        by_hand = spend_tables.recognise(table, there) or spend_by_month.recognise(table, there)
        return by_hand or _of_prices(table, fitting_columns)
    return _mapped(table, best[1], best[2], there)


def _with_heading(table: Table, there: Mapping[str, str]) -> Mapping[str, str]:
    """The names with the customer's, where a first column without a name has it above the rows of each."""
    first = table.columns[0]
    day = next((there[name] for name in SYNONYMS["transactions"]["ordered_at"] if name in there), None)
    if first != "column_1" or day is None or not there.keys().isdisjoint(SYNONYMS["transactions"]["customer_id"]):
        return there
    return {**there, "customer_id": first} if groups.is_heading(table, first, day) else there


def _groups(table: Table, columns: Mapping[str, Any]) -> list[str]:
    named = [columns[name] for name in ("channel", "spend_date") if isinstance(columns[name], str)]
    return groups.fill_down(table, named, columns["spend"]) if isinstance(columns["spend"], str) else []


def _numbers_orders(table: Table, column: str, there: Mapping[str, str]) -> bool:
    """Whether each value of the column stands in one row, or in rows of one moment, as the lines of an order do."""
    if not table.repeats(column):
        return True
    day = next((there[name] for name in SYNONYMS["transactions"]["ordered_at"] if name in there), None)
    several, at_once = table.repeated(column, day) if day else (0, 0)
    return 0 < several == at_once


def _of_prices(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Orders whose amount is a price without a quantity, or of which the id is not told: only the customer, the moment
    and the amount, where customers come back in the file."""
    names = {**SYNONYMS["transactions"]}
    names["amount"] += PRICE if quantity(there) is None else ()
    if there.keys().isdisjoint(ORDER):
        names["customer_id"] += ("id",)  # as in logs of customer, date and price for statistics
    columns = columns_of("transactions", names, there, optional=("transaction_id",))
    if columns is None or kinds.is_called_otherwise(table, there):
        return None
    if "transaction_id" not in columns:
        if not table.repeats(columns["customer_id"]):
            return None
        moment = [columns["ordered_at"], *filter(None, [grains.time_of_day(table)])]
        columns = {"transaction_id": {"together": [columns["customer_id"], *dict.fromkeys(moment)]}, **columns}
    return _mapped(table, "transactions", columns, there)


def of_joined(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Purchases of a table that stands beside others, whose columns `there` has as `by_key` does."""
    names = {**SYNONYMS["transactions"]}
    names["amount"] += PRICE if quantity(there) is None else ()
    columns = columns_of("transactions", names, fitting.without_misfits(table, there))
    return None if columns is None else _mapped(table, "transactions", columns, there)


def _without_a_channel(table: Table, there: Mapping[str, str]) -> Recognised | None:
    """Ad spend of one platform: the name of the file tells which, or a person does."""
    columns = columns_of("ad_spend", SYNONYMS["ad_spend"], there, optional=("channel",))
    if columns is None:
        return None
    platform = platform_of(split_name(table.path.name)[0])
    answer = _mapped(table, "ad_spend", {**columns, "channel": {"value": platform or "?"}}, there)
    if platform:
        why = (f"The name of the file says whose report it is: its spend goes to the channel {platform}.",)
        return Recognised(NAME, "ad_spend", answer.sources, answer.variables, why, answer.open)
    question = (
        f'{table.path.name} does not say whose advertising it reports: write the channel in place of "?" under columns.'
    )
    return Recognised(NAME, "ad_spend", answer.sources, answer.variables, (), (question, *answer.open))


def columns_of(
    relation: str, synonyms: Mapping[str, tuple[str, ...]], there: Mapping[str, str], optional: tuple[str, ...] = ()
) -> dict[str, Any] | None:
    """Contract column -> the file's column, or None where a required one is missing that is not said to be optional."""
    columns: dict[str, Any] = {}
    for name, names in synonyms.items():
        found = next((there[each] for each in names if each in there and there[each] not in columns.values()), None)
        if found is not None:
            columns[name] = found
    if relation == "transactions" and (factors := _factors(there, columns.get("amount"))):
        columns["amount"] = {"product": factors}
    if relation == "customers" and columns.get("customer_id") == there.get("id") and {"amount", "fee"} <= there.keys():
        return None  # a payment has an id and a source too
    required = [name for name, need in RELATIONS[relation].items() if need and name not in optional]
    if any(name not in columns for name in required) or (relation == "customers" and len(columns) < 2):
        return None
    return columns


def _factors(there: Mapping[str, str], amount: str | None) -> list[str]:
    """The price of a piece and the column of pieces, where no column has the money of all of them; empty elsewhere."""
    single = next((there[name] for name in SOLD_FOR if name in there), None)
    price = single or next((there[name] for name in PRICE if name in there), None)
    pieces = quantity(there)
    return [price, pieces] if price and pieces and amount in (None, single) else []


def _mapped(table: Table, relation: str, columns: dict[str, Any], there: Mapping[str, str]) -> Recognised:
    why: list[str] = []
    open_questions: list[str] = []
    ignored: dict[str, Any] = {}
    of_orders = None
    if relation == "transactions" and all(isinstance(columns[name], str) for name in ("transaction_id", "amount")):
        of_orders = grains.row_of_order(table, columns["transaction_id"], columns["customer_id"], columns["amount"])
    if of_orders:
        table = table.of(*of_orders)
        why.append(f"Rows count whose {of_orders[0]} is {of_orders[1]}: each order has one, the others are its parts.")
    if relation == "transactions":
        factors = columns["amount"]
        columns, said, open_questions = orders.chosen(table, columns, there)
        why += said
        if isinstance(factors, dict) and isinstance(columns["amount"], str):
            ignored["ignore"] = factors["product"][1:]
    if isinstance(code := columns.get("currency"), str) and not table.values(code, limit=1):
        columns = {name: column for name, column in columns.items() if name != "currency"}  # blank is the shop's own
    money = columns.get("amount", columns.get("spend", ""))
    named = money["product"][0] if isinstance(money, dict) else money
    if "currency" in RELATIONS[relation] and (code := currency_of(named)):
        columns = {**columns, "currency": {"value": code}}  # whatever a column beside it says of other amounts
    dates = [columns[name] for name in DAYS if name in columns]
    amount = next((columns[name] for name in ("amount", "spend", "rate") if name in columns), None)
    amounts = amount["product"] if isinstance(amount, dict) else [amount] if amount else []
    parts = day_parts(table, there, dates[0]) if dates else None
    if parts:
        marks, questions = decimal_marks(table, amounts)
        found = {"date_format": parts.format, **marks}
        why.append(f"A day is made of {', '.join(parts.columns)}.")
    else:
        found, questions = formats(table, dates[0], amounts) if dates else ({}, [])
    units = divisor(named)
    source = {"format": NAME, "file": table.path.name, "columns": columns, **found, **units, **ignored}
    if of_orders:
        source["keep"] = {of_orders[0]: [of_orders[1]]}
    if relation == "ad_spend":
        footers = {dates[0]: [value for value in table.values(dates[0]) if is_total(value)]}
        if isinstance(channel := columns["channel"], str):
            footers[channel] = [value for value in table.values(channel) if is_called_total(value)]
        if drop := {column: values for column, values in footers.items() if values}:
            source["drop"] = drop
        for below in _groups(table, columns):
            source.setdefault("fill_down", []).append(below)
            why.append(f"{below} stands in the first row of a group only: the rows below have it too.")
    heading, day = columns.get("customer_id"), columns.get("ordered_at")
    if isinstance(heading, str) and isinstance(day, str) and groups.is_heading(table, heading, day):
        source |= {"fill_down": [heading], "drop_blank": [day]}
        why.append(f"{heading} stands above the rows of each customer, which have it too; rows without {day} are none.")
    elif relation == "transactions" and groups.has_parts_below(table, columns):
        source["drop_blank"] = [day]
        why.append(f"Rows without {day} are parts of the order above them, which has the amount: they do not count.")
    if relation == "transactions" and any(there.get(name) == columns["amount"] for name in OF_PRODUCTS):
        why.append(f"{columns['amount']} is what buyers paid: a total beside it is without the fees of the market.")
    if relation == "transactions" and (back := states.money_back(table, columns["amount"], [*columns.values()])):
        source["subtract"] = [back]
        why.append(f"{back} is taken off {columns['amount']}, which holds it still: it is never more than that.")
    sources = [source]
    variables = currency(table, columns.get("currency")) if relation in ("transactions", "ad_spend") else {}
    if relation == "transactions":
        sources, told = rows.purchases(table, source)
        if len(sources) == 1:
            sources, said = states.with_states(table, sources[0])
            told = [*told, *said]
        grain, said = orders.grain(table, columns)
        variables |= {"transaction_grain": grain} if grain else {}
        why += [*told, *said]
    if parts:
        together = {name: {"together": parts.columns} for name in DAYS if columns.get(name) == dates[0]}
        sources = [{**each, "columns": {**each["columns"], **together}} for each in sources]
    return Recognised(NAME, relation, sources, variables, tuple(why), (*open_questions, *questions))
