"""Claims as the table compares them: party, quantity, and the marks of their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.relays import medium_of
from pipeline.table.amounts import Amount
from pipeline.table.wording import Features, features, fold, length, rarity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One claim. ``place`` is its position in the frame, ``ordinal`` its day as a number (0 if unknown). ``party`` is
    the state that it stands for, else the actor; of a figure who provides what is counted, of a statement the speaker.
    """

    place: int
    claim_id: str
    kind: str
    doc: str
    source: str
    day: str
    ordinal: int
    actor: str
    actor_type: str
    country: str
    party: str
    stance: str
    topic: str
    direction: str
    target: str
    condition: str
    amount: Amount | None
    counted: str
    counted_marks: Features
    provider: str
    part_of: str
    speaker: str
    quote: str
    relay: str
    evidence: str
    start: int
    marks: Features
    length: float


@dataclass(frozen=True)
class Corpus:
    """All items of a run, the earliest first; how rare each mark is among claims, and among articles; and what each
    article is about: its marks that another article has too, and their norm."""

    items: tuple[Item, ...]
    weights: Mapping[str, float]
    article_weights: Mapping[str, float]
    about: Mapping[str, tuple[Features, float]]


def corpus(claims: pd.DataFrame) -> Corpus:
    """The claims frame as items, in an order that does not depend on the input's."""
    records = [{str(key): value for key, value in row.items()} for row in claims.to_dict("records")]
    marks = [features(_telling(row)) for row in records]
    weights = rarity(marks)
    countries = _countries(records)
    carriers = {row["claim_id"]: row for row in records}
    items = [_item(place, row, marks[place], weights, countries, carriers) for place, row in enumerate(records)]
    items.sort(key=lambda item: (item.day or "9999", item.doc, item.start, item.claim_id))
    return Corpus(tuple(items), weights, *_about(items))


def _telling(row: Mapping[str, object]) -> str:
    """The words that a claim is about: of a statement what was said, else the sentence."""
    parts = [row["quote"] or row["evidence"]] if row["kind"] == "statement" else [row["evidence"], row["counted"]]
    return " ".join(map(str, parts))


def _countries(records: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Which state an actor stands for, by what most claims say."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in records:
        if row["actor"] and row["actor_country"]:
            seen[str(row["actor"])][str(row["actor_country"])] += 1
    return {actor: min(counts, key=lambda code: (-counts[code], code)) for actor, counts in seen.items()}


def _item(
    place: int,
    row: Mapping[str, object],
    marks: Features,
    weights: Mapping[str, float],
    countries: Mapping[str, str],
    carriers: Mapping[object, Mapping[str, object]],
) -> Item:
    text = {key: str(value) for key, value in row.items() if isinstance(value, str)}
    published = row["published"]
    day = published.date() if published == published and published is not None else None  # type: ignore[attr-defined]
    return Item(
        place=place,
        claim_id=text["claim_id"],
        kind=text["kind"],
        doc=text["doc"],
        source=text["source"],
        day=day.isoformat() if day else "",
        ordinal=day.toordinal() if day else 0,
        actor=text["actor"],
        actor_type=text["actor_type"],
        country=countries.get(text["provider"], "") if text["kind"] == "figure" else text["actor_country"],
        party=_party(text, countries, carriers.get(text["part_of"])),
        stance=text["stance"],
        topic=text["topic"],
        direction=text["direction"],
        target=text["target_country"],
        condition=text["condition"],
        amount=_amount(row),
        counted=text["counted"],
        counted_marks=features(text["counted"]),
        provider=text["provider"],
        part_of=text["part_of"],
        speaker=text["speaker"],
        quote=text["quote"],
        relay=text["reported_by"] or medium_of(text["evidence"]),
        evidence=text["evidence"],
        start=int(str(row["start"])),
        marks=marks,
        length=length(marks, weights),
    )


def _party(text: Mapping[str, str], countries: Mapping[str, str], carrier: Mapping[str, object] | None) -> str:
    if text["kind"] == "statement":
        return fold(text["speaker"])
    if text["kind"] == "commitment":
        return text["actor_country"] or fold(text["actor"])
    if text["provider"]:
        return countries.get(text["provider"], fold(text["provider"]))
    return str(carrier["actor_country"] or fold(str(carrier["actor"]))) if carrier else ""


def _amount(row: Mapping[str, object]) -> Amount | None:
    low, high = (float(str(row[key])) for key in ("quantity_min", "quantity_max"))
    if low != low and high != high:
        return None
    unit, modifier = str(row["quantity_unit"]), str(row["quantity_modifier"])
    return Amount(low if low == low else None, high if high == high else None, unit, modifier)


def _about(items: Sequence[Item]) -> tuple[dict[str, float], dict[str, tuple[Features, float]]]:
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        articles[item.doc].update(item.marks)
    spread = Counter(mark for marks in articles.values() for mark in marks)
    shared = {doc: frozenset(mark for mark in marks if spread[mark] > 1) for doc, marks in articles.items()}
    weights = rarity(shared.values())
    return weights, {doc: (marks, length(marks, weights)) for doc, marks in shared.items()}
