"""What the claims of a run must know of each other before they can be compared part by part, learned in passes.

What is kept grows with the words and names of a run, not with its claims (but for one number for each claim).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.lines import Line
from pipeline.parts.chapters import Chapters, carriers_of
from pipeline.table.by_hand import Regrouping
from pipeline.table.items import (
    Item,
    given_marks,
    item_of,
    party_marks,
    telling_words,
    texts_of,
)
from pipeline.table.linking import block_of
from pipeline.table.parties import countries_of, party_of
from pipeline.table.wording import Features, features, rarity

PART = 20_000  # claims that a part holds at least, but for the last
MOST_PARTS = 128  # all are open while claims are sorted into them
Tie = tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """What ``table.items.corpus`` learns of all claims at once; and each claim's part, by its place."""

    countries: Mapping[str, str]
    own: Mapping[str, Features]
    spread: Counter[str]
    weights: Mapping[str, float]
    article_weights: Mapping[str, float]
    parts: Sequence[int]

    def shared(self, words: Features) -> Features:
        """An article's marks that another article has too."""
        return frozenset(mark for mark in words if self.spread[mark] > 1)


@dataclass(frozen=True)
class Told:
    """A claim with its party, the marks of all its words, and those that say what it is about."""

    row: Line
    party: str
    words: Features
    marks: Features


def learn(chapters: Chapters, regrouping: Regrouping) -> Learned:
    """Four passes over the claims: states, parties, words of claims with what ties them, words of articles."""
    countries = countries_of(chapters.rows())
    own = party_marks(_with_parties(chapters, countries))
    ties = Ties(regrouping)
    spread: Counter[str] = Counter()
    weights = rarity(_noted(chapters, countries, own, ties, spread))
    partly = Learned(countries, own, spread, weights, {}, ties.parts())
    article_weights = rarity(partly.shared(words) for _, words in articles(told(chapters, countries, own)))
    return Learned(countries, own, spread, weights, article_weights, partly.parts)


def _with_parties(chapters: Chapters, countries: Mapping[str, str]) -> Iterator[tuple[Line, str]]:
    for chapter in chapters.lines():
        carriers = carriers_of(chapter)
        for row in chapter:
            yield row, party_of(texts_of(row), countries, carriers.get(row["part_of"]))


def told(chapters: Chapters, countries: Mapping[str, str], own: Mapping[str, Features]) -> Iterator[Told]:
    """One claim after the other, with what its words tell."""
    for row, party in _with_parties(chapters, countries):
        words = features(telling_words(row))
        yield Told(row, party, words, words - given_marks(row, party, own))


def articles(claims: Iterator[Told]) -> Iterator[tuple[str, Features]]:
    """Each article with the marks of all its claims' words."""
    doc, words = None, set[str]()
    for claim in claims:
        if claim.row["doc"] != doc:
            if doc is not None:
                yield doc, frozenset(words)
            doc, words = claim.row["doc"], set()
        words |= claim.words
    if doc is not None:
        yield doc, frozenset(words)


def _noted(
    chapters: Chapters, countries: Mapping[str, str], own: Mapping[str, Features], ties: Ties, spread: Counter[str]
) -> Iterator[Features]:
    """The marks of each claim; on the way, what ties it to others, and in how many articles each mark stands."""
    passing: list[Features] = []

    def claims() -> Iterator[Told]:
        for claim in told(chapters, countries, own):
            ties.note(item_of(0, claim.row, claim.party, countries, frozenset(), {}))
            passing.append(claim.marks)
            yield claim

    for _, words in articles(claims()):
        spread.update(words)
        yield from passing[:-1]
        del passing[:-1]
    yield from passing


class Ties:
    """Which claims belong to one part: all that share a block of linking, or a party's positions, and what a person
    has put together."""

    def __init__(self, regrouping: Regrouping) -> None:
        self._number: dict[Tie, int] = {}
        self._parent: list[int] = []
        self._of_claims = array("l")
        self._merged = {claim_id: ("merged", *group) for group in regrouping.together for claim_id in group}

    def note(self, item: Item) -> None:
        """The next claim, in the order of the run."""
        ties: list[Tie] = [("block", *block_of(item))]
        if item.kind == "commitment":  # a refusal stands against the promises of its party
            ties.append(("party", item.party, item.direction))
        if item.claim_id in self._merged:
            ties.append(self._merged[item.claim_id])
        first, *others = [self._root(self._numbered(tie)) for tie in ties]
        for other in others:
            low, high = sorted((first, other))
            self._parent[high] = first = low
        self._of_claims.append(first)

    def _numbered(self, tie: Tie) -> int:
        if tie not in self._number:
            self._number[tie] = len(self._parent)
            self._parent.append(len(self._parent))
        return self._number[tie]

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def parts(self) -> Sequence[int]:
        """The part of each claim: groups of tied claims in the order of the run, as many as fill a part."""
        sizes = Counter(self._root(number) for number in self._of_claims)
        full = max(PART, len(self._of_claims) // MOST_PARTS)
        part_of: dict[int, int] = {}
        part = size = 0
        for root in sorted(sizes):
            part_of[root] = part
            size += sizes[root]
            if size >= full:
                part, size = part + 1, 0
        return array("l", (part_of[self._root(number)] for number in self._of_claims))
