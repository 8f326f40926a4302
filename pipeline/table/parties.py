"""Whose claim it is: the party that a position, a figure or words belong to, and the state that an actor stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.lexicon import csv_rows, derived, remembered, toml_table
from pipeline.relays import alternatives
from pipeline.table.wording import features, fold


def countries_of(records: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Which state an actor stands for, by what most claims say."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in records:
        if row["actor"] and row["actor_country"]:
            seen[str(row["actor"])][str(row["actor_country"])] += 1
    states = {row["name"]: row["code"] for row in csv_rows("countries")}
    return states | {actor: min(counts, key=lambda code: (-counts[code], code)) for actor, counts in seen.items()}


def party_of(text: Mapping[str, Any], countries: Mapping[str, str], carrier: Mapping[str, Any] | None) -> str:
    """Whose position, figure or words a claim tells; of a figure, ``carrier`` is the position that names it."""
    if text["kind"] == "statement":
        return _folded(text["speaker"])
    if text["kind"] == "commitment":
        return text["actor_country"] or countries.get(text["actor"], _body(text["actor"]))
    if text["provider"]:
        return countries.get(text["provider"], _body(text["provider"]))
    if carrier is None:
        return ""
    # Who holds the position provides what it names, if the sentence says so («Der deutsche Kanzler will 400 schicken»)
    # or the speaker does («Ihr Land werde 25 Millionen zahlen, sagte sie»).
    actor, country = str(carrier["actor"]), str(carrier["actor_country"])
    spoken = text["actor"] == actor or (country and text["actor_country"] == country)
    if not spoken and features(actor).isdisjoint(features(text["evidence"])):
        return ""
    return country or _body(actor)


@remembered
def _folded(name: str) -> str:
    return fold(name)


@remembered
def _body(name: str) -> str:
    """An actor's folded name; «22 Staaten der Hanserunde» are the Hanserunde, «sechs Alpenstaaten» the Alpenstaaten."""
    members, counts = _group_words()
    return counts.sub("", members.sub("", fold(name)))


@derived
def _group_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = toml_table("wording")
    members = alternatives(table["members"])
    before = rf"^(?:(?:{alternatives(table['counts'])}|\d+) )"
    of_a_body = rf"{before}?(?:\w+ )?(?:{members}) (?:der|des|von) (?:sogenannten )?"
    return re.compile(of_a_body), re.compile(rf"{before}(?!(?:{members})$)")
