"""A mapping: the YAML file whose keys are the variables of the dbt project, `inputs` among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ltv.inputs import structure
from ltv.inputs.contract import RELATIONS
from ltv.inputs.errors import InputError
from ltv.inputs.folder import Look
from ltv.inputs.formats import (
    amazon,
    ga4_events,
    google_ads,
    paypal,
    plain,
    shopify,
    shopify_tables,
    shops,
    stripe,
    woocommerce,
)
from ltv.inputs.formats.levels import without_lower_levels
from ltv.inputs.formats.platforms import PLATFORMS
from ltv.inputs.formats.table import Recognised

ORDERS = (shopify.NAME, shopify_tables.NAME, ga4_events.NAME, woocommerce.NAME, amazon.NAME, *shops.NAMES, plain.NAME)
PAYMENTS = (stripe.NAME, paypal.NAME, *shops.PAYMENTS)
"""A shop's payments are its orders again: where there are orders, they do not count. Two kinds of orders may be a shop
that has moved, or the same orders twice: that is asked."""


@dataclass(frozen=True)
class Draft:
    """The variables of a mapping, why they are so (by relation), and what only a person can decide."""

    variables: dict[str, Any]
    why: Mapping[str, Sequence[str]]
    open: tuple[str, ...]


GOOGLE_IN_GA4 = ("google*", "paid search", "paid shopping", "paid video", "cross-network", "display")
"""What GA4 calls the costs of Google Ads: the source, or the channel group."""


def load(path: Path) -> dict[str, Any]:
    """The variables of a mapping, `data_dir` seen from the mapping's folder, which it is without a word.

    Raises InputError where the file holds no mapping, or one whose `inputs` are not as they may be.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path} is not there: `ltv init FOLDER` writes one.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise InputError(f"{path} is no YAML{where}: {getattr(error, 'problem', 'it cannot be read')}.") from None
    if not isinstance(content, dict):
        raise InputError(f"{path} holds no variables: write lines such as `gross_margin: 0.6`.")
    if content.get("raw_data") == "files" and isinstance(folder := content.get("data_dir", "."), str):
        content["data_dir"] = str((path.resolve().parent / Path(folder).expanduser()).resolve())
    if wrong := structure.problems(content.get("inputs"), content.get("raw_data", "sample")):
        raise InputError("\n".join(f"{path}: {sentence}." for sentence in wrong))
    return content


def draft(folder: Path, seen: Look) -> Draft:
    """The mapping of what was seen in the folder. Raises InputError where no orders were found."""
    chosen, why, questions = _chosen(seen.found)
    if not any(one.relation == "transactions" for one in chosen):
        others = [f"{one.sources[0]['file']} was taken for {one.relation}." for one in chosen]
        told = [*questions, *others, *seen.skipped]
        raise InputError("\n".join([f"{folder} holds no file with orders that is recognised.", *told]))
    variables: dict[str, Any] = {"raw_data": "files", "data_dir": str(folder)}
    grains = {one.variables.get("transaction_grain") for one in chosen if one.relation == "transactions"}
    if None not in grains:  # else it is asked for where ids repeat
        variables["transaction_grain"] = "line" if "line" in grains else "order"  # an order is an order of one line
    named = {one.variables["reporting_currency"] for one in chosen if "reporting_currency" in one.variables}
    currencies = named - {None}  # what is no code is a currency too, and not to be told from a code
    mixed = [one for one in chosen if "reporting_currency" not in one.variables and _has_currencies(one)]
    if len(currencies) == 1 and not mixed and None not in named:
        variables["reporting_currency"] = currencies.pop()
    elif currencies or mixed:
        questions.append(
            "Amounts are in several currencies"
            + (f" ({', '.join(sorted(currencies))})" if currencies else "")
            + ": write reporting_currency"
            + (
                "."
                if any(one.relation == "exchange_rates" for one in chosen)
                else ", and put exchange_rates.csv (currency, valid_from, rate) into the folder."
            )
        )
    if aliases := _aliases(chosen, seen.channels):
        variables["channel_aliases"] = aliases
    inputs: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(chosen, key=lambda one: list(RELATIONS).index(one.relation)):
        inputs.setdefault(one.relation, []).extend(one.sources)
    variables["inputs"] = {relation: _merged(sources) for relation, sources in inputs.items()}
    return Draft(variables, why, tuple(dict.fromkeys(questions)))


def _chosen(found: Sequence[Recognised]) -> tuple[list[Recognised], dict[str, list[str]], list[str]]:
    """The files that count, with what is to be said of them."""
    kinds = {one.format for one in found if one.relation == "transactions"}
    orders = [kind for kind in ORDERS if kind in kinds]
    chosen: list[Recognised] = []
    why: dict[str, list[str]] = {}
    questions: list[str] = []
    if len(orders) > 1:
        questions.append(
            f"{' and '.join(orders)} both hold orders: if they are the same orders, take the sources of one out of "
            "inputs: transactions; if the shop has moved from one to the other, leave both."
        )
    for one in found:
        told = why.setdefault(one.relation, [])
        if one.relation == "transactions" and orders and one.format in PAYMENTS:
            told.append(_not_used(one, orders[0]))
            continue
        questions += one.open
        if one.sources:
            chosen.append(one)
            told += [each for each in one.why if each not in told]
    if any(one.format == google_ads.NAME for one in chosen):
        chosen = [_without_google(one) for one in chosen]
    chosen, said = without_lower_levels(chosen)
    if said:
        why["ad_spend"] += said
    return chosen, why, questions


def _not_used(payments: Recognised, orders: str) -> str:
    names = ", ".join(str(source["file"]) for source in payments.sources)
    return f"{names} ({payments.format}) is not used: its payments are the orders of {orders} again."


def _without_google(one: Recognised) -> Recognised:
    """GA4 reports the cost of Google Ads too: where its own report is there, that is the one that counts."""
    for source in one.sources:
        if source["format"] == "GA4 costs":
            channel = source["columns"]["channel"]
            source["drop"] = {**source["drop"], channel: [*source["drop"].get(channel, []), *GOOGLE_IN_GA4]}
    return one


def _has_currencies(one: Recognised) -> bool:
    return any(isinstance(source["columns"].get("currency"), str) for source in one.sources) and one.relation in (
        "transactions",
        "ad_spend",
    )


def _aliases(chosen: Sequence[Recognised], channels: Sequence[str]) -> dict[str, str]:
    """The names that the customers' file gives to the channels of reports, where there is exactly one that fits."""
    aliases = {}
    for channel, pattern in PLATFORMS.items():
        reported = any(
            source["columns"].get("channel") == {"value": channel} for one in chosen for source in one.sources
        )
        fitting = [name for name in channels if re.search(pattern, name.lower())]
        if reported and len(fitting) == 1 and fitting[0] != channel:
            aliases[channel] = fitting[0]
    return aliases


def _merged(sources: Sequence[dict[str, Any]]) -> dict[str, Any] | list[dict[str, Any]]:
    """Sources that differ in their file only are one source with a list of files."""
    merged: list[dict[str, Any]] = []
    for source in sources:
        same = next((each for each in merged if {**each, "file": 0} == {**source, "file": 0}), None)
        if same is None:
            merged.append(dict(source))
        else:
            files = same["file"] if isinstance(same["file"], list) else [same["file"]]
            same["file"] = [*files, source["file"]]
    return merged[0] if len(merged) == 1 else merged
