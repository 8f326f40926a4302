"""Claims as the table compares them: party, quantity, and the marks of their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import csv_rows, derived, remembered, toml_table
from pipeline.lines import Lines
from pipeline.relays import medium_of
from pipeline.table.amounts import Amount, Named
from pipeline.table.parties import countries_of, party_of
from pipeline.table.wording import Features, features, head_of, length, rarity, special_nouns

if TYPE_CHECKING:
    import pandas as pd


UNPACKED = 4000  # articles
DAYS = 40_000


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
    bare: bool
    marks: Features
    length: float


@dataclass(frozen=True)
class Corpus:
    """All items of a run, the earliest first; how rare each mark is among claims, and among articles; what each article
    is about (its marks that another article has too, and their norm); and all numbers that it names."""

    items: tuple[Item, ...]
    weights: Mapping[str, float]
    article_weights: Mapping[str, float]
    about: Mapping[str, tuple[Features, float]]
    numbers: Mapping[str, frozenset[Named]]


def corpus(claims: pd.DataFrame) -> Corpus:
    """The claims frame as items, in an order that does not depend on the input's."""
    records = Lines(claims, lambda cells: cells.astype("object").tolist())
    countries = countries_of(records)
    wanted = frozenset(records.column("part_of"))
    carriers = {row["claim_id"]: row for row in records if row["claim_id"] in wanted}
    parties = [party_of(row, countries, carriers.get(row["part_of"])) for row in records]
    words, marks = _marks(records, parties)
    weights = rarity(marks)
    items = [item_of(place, row, parties[place], countries, marks[place], weights) for place, row in enumerate(records)]
    items.sort(key=lambda item: (item.day or "9999", item.doc, item.start, item.claim_id))
    return Corpus(tuple(items), weights, *_about(items, words), _numbers(items))


def _marks(
    records: Sequence[Mapping[str, object]], parties: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[Features]]:
    """Of each claim the marks of all its words, and those that say what it is about; equal ones are held once."""
    own = party_marks(zip(records, parties, strict=True))
    telling: dict[Features, Features] = {}
    said: dict[tuple[str, ...], tuple[str, ...]] = {}
    words, marks = [], []
    for row, party in zip(records, parties, strict=True):
        found = features(telling_words(row))
        left = frozenset(set(found - given_marks(row, party, own)))  # by way of a set it takes half the room
        every = tuple(found)
        words.append(said.setdefault(every, every))
        marks.append(telling.setdefault(left, left))
    return words, marks


def _own_nouns(text: Mapping[str, Any]) -> list[str]:
    """Nouns that tell what a position is about, besides who holds it and on which condition: none in «Ungarn und Malta
    werden sich nicht beteiligen»."""
    own = features(f"{text['actor']} {text['speaker']} {text['condition']}") | _state_marks()
    return [noun for noun in special_nouns(text["quote"] or text["evidence"]) if not features(noun) <= own]


@derived
def _state_marks() -> Features:
    """Marks of the names of all states."""
    return features(" ".join(row["name"] for row in csv_rows("countries")))


def telling_words(row: Mapping[str, object]) -> str:
    """The words that a claim is about: of a statement what was said, else the sentence."""
    parts = [row["quote"] or row["evidence"]] if row["kind"] == "statement" else [row["evidence"], row["counted"]]
    return " ".join(map(str, parts))


def texts_of(row: Mapping[str, object]) -> dict[str, str]:
    """The text cells of a claim."""
    return {key: str(value) for key, value in row.items() if isinstance(value, str)}


def item_of(
    place: int,
    text: Mapping[str, Any],
    party: str,
    countries: Mapping[str, str],
    marks: Features,
    weights: Mapping[str, float],
) -> Item:
    """A claim as the table compares it; ``marks`` are those of its words, ``weights`` how rare they are in the run."""
    day, ordinal = _day(text["published"])
    return Item(
        place=place,
        claim_id=text["claim_id"],
        kind=text["kind"],
        doc=text["doc"],
        source=text["source"],
        day=day,
        ordinal=ordinal,
        actor=text["actor"],
        actor_type=text["actor_type"],
        country=countries.get(text["provider"], "") if text["kind"] == "figure" else text["actor_country"],
        party=party,
        stance=text["stance"],
        topic=text["topic"],
        direction=text["direction"],
        target=text["target_country"],
        condition=text["condition"],
        amount=amount_of(text),
        counted=text["counted"],
        counted_marks=_counted_marks(text["counted"]),
        provider=text["provider"],
        part_of=text["part_of"],
        speaker=text["speaker"],
        quote=text["quote"],
        relay=text["reported_by"] or medium_of(text["evidence"]),
        evidence=text["evidence"],
        start=int(text["start"]),
        bare=text["kind"] == "commitment" and not _own_nouns(text),
        marks=marks,
        length=length(marks, weights),
    )


@lru_cache(maxsize=DAYS)
def _day(published: datetime | None) -> tuple[str, int]:
    """A day as ISO and as a number, held once for all its claims; of no day, which pandas calls unlike itself, none."""
    if published is None or published != published:
        return "", 0
    return published.date().isoformat(), published.toordinal()


@remembered
def _counted_marks(counted: str) -> Features:
    return features(counted) | {head_of(counted)} - {""}


def given_marks(row: Mapping[str, object], party: str, own: Mapping[str, Features]) -> Features:
    """Marks that say nothing about the matter: names of the party; of a figure its unit and what is counted."""
    if row["kind"] != "figure":
        return own.get(party, frozenset())
    unit = str(row["quantity_unit"])
    return features(" ".join([unit, str(row["counted"]), *toml_table("wording")["unit_words"].get(unit, ())]))


def party_marks(claims: Iterable[tuple[Mapping[str, object], str]]) -> dict[str, Features]:
    """Marks of the names of each party: they say who acts, and nothing about what. Claims come with their parties."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row, party in claims:
        if row["kind"] != "figure":
            names[party] |= {str(row["actor"]), str(row["speaker"])}
    return {party: features(" ".join(words)) for party, words in names.items()}


def amount_of(row: Mapping[str, object]) -> Amount | None:
    low, high = (float(str(row[key])) for key in ("quantity_min", "quantity_max"))
    if low != low and high != high:
        return None
    unit, modifier = str(row["quantity_unit"]), str(row["quantity_modifier"])
    return Amount(low if low == low else None, high if high == high else None, unit, modifier)


def _about(
    items: Sequence[Item], words: Sequence[Sequence[str]]
) -> tuple[dict[str, float], Mapping[str, tuple[Features, float]]]:
    """What each article is about; the names of those who act tell much of that."""
    articles: defaultdict[str, list[int]] = defaultdict(list)
    for item in items:
        articles[item.doc].append(item.place)
    spread: Counter[str] = Counter()
    for places in articles.values():
        spread.update({mark for place in places for mark in words[place]})
    shared = {
        doc: tuple({mark for place in places for mark in words[place] if spread[mark] > 1})
        for doc, places in articles.items()
    }
    weights = rarity(map(frozenset, shared.values()))
    return weights, _Abouts(shared, weights)


class _Abouts(Mapping[str, tuple[Features, float]]):
    """What each article is about, unpacked when it is asked for: the sets of all articles would fill the memory."""

    def __init__(self, marks: Mapping[str, tuple[str, ...]], weights: Mapping[str, float]) -> None:
        self._marks, self._weights = marks, weights
        self._unpacked = lru_cache(maxsize=UNPACKED)(self._unpack)

    def _unpack(self, doc: str) -> tuple[Features, float]:
        marks = frozenset(set(self._marks[doc]))
        return marks, length(marks, self._weights)

    def __getitem__(self, doc: str) -> tuple[Features, float]:
        return self._unpacked(doc)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


def _numbers(items: Sequence[Item]) -> dict[str, frozenset[Named]]:
    found: defaultdict[str, set[Named]] = defaultdict(set)
    for item in items:
        found[item.doc] |= {item.amount.named()} if item.amount else set()
    return {doc: frozenset(numbers) for doc, numbers in found.items()}
