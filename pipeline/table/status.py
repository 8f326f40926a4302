"""How well a row is evidenced: independent sources, contradictions between rows, changes over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from pipeline.reading.outlets import outlet_of
from pipeline.table.amounts import Amount
from pipeline.table.items import Corpus, Item
from pipeline.table.likeness import (
    BROAD,
    MATTER_DAYS,
    UNKNOWN_TOPIC,
    counts_other_things,
    same_matter,
    score,
    stance_group,
    words_alike,
)
from pipeline.table.linking import COMPARED, block_of
from pipeline.table.wording import features, fold, narrows, special_nouns, tells_of_change

QUANTITY, STANCE = "quantity", "stance"
CHANGE_DAYS = 3  # positions this far apart are a change; nearer ones only where the later words say so
CONFLICT_SCORE = 0.05
# How alike the words of two figures must be: where both, one, or none tells who provides what is counted.
FIGURES_ALIKE = {2: 0.1, 1: 0.25, 0: 0.2}
LARGEST_FACTOR = 5
STANCES_ALIKE, BROAD_ALIKE = 0.02, 0.3
MOST_RIVALS = 40  # rows that a row is compared with, the next in time: work grows no faster than the rows do


class Told(Protocol):
    """What tells where a claim comes from: who prints it, and the medium that it is passed on from."""

    @property
    def source(self) -> str: ...

    @property
    def doc(self) -> str: ...

    @property
    def relay(self) -> str: ...


T = TypeVar("T", bound=Told)


@dataclass(eq=False)
class Group:
    """The claims of one row of the table, the earliest first, and what stands against them."""

    row_id: str
    members: list[Item]
    conflicts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    changes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    topic: str = ""
    stance: str = ""
    docs: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    amounts: tuple[Amount, ...] = ()
    spans: tuple[tuple[str, float, float], ...] = ()

    def __post_init__(self) -> None:
        self.topic = min(self.members, key=lambda item: item.topic == UNKNOWN_TOPIC).topic
        self.stance = stance_group(self.members[0].stance)
        self.docs = frozenset(item.doc for item in self.members)
        self.sources = tuple(dict.fromkeys(item.source for item in self.members))
        self.days = tuple(sorted({item.day for item in self.members if item.day}))
        self.first = min((item.ordinal for item in self.members if item.ordinal), default=0)
        self.last = max(item.ordinal for item in self.members)
        self.amounts = tuple(dict.fromkeys(item.amount for item in self.members if item.amount))
        if all(amount.modifier != "vague" for amount in self.amounts):
            self.spans = tuple((amount.unit, *amount.interval()) for amount in self.amounts)


def independent(members: Iterable[Told], origins: Mapping[str, str]) -> int:
    """How many sources say it on their own: articles with one origin, one outlet, or one cited medium count once."""
    return len(origin_groups(members, origins))


def origin_groups(members: Iterable[T], origins: Mapping[str, str]) -> list[list[T]]:
    """The claims by independent source, in the order of their first claims."""
    home: dict[str, list[T]] = {}
    for item in members:
        keys = sorted(_roots(item, origins))
        group, *others = {id(home[key]): home[key] for key in keys if key in home}.values() or ([],)
        for other in others:
            group += other
            home.update((key, group) for key, each in home.items() if each is other)
        group.append(item)
        home.update((key, group) for key in keys)
    return list({id(group): group for group in home.values()}.values())


def _roots(item: Told, origins: Mapping[str, str]) -> set[str]:
    """Where a claim comes from. What another medium is cited for is that medium's, not the article's own."""
    relay = outlet_of(item.relay)
    if relay and fold(relay) != fold(item.source):
        return {f"source {fold(relay)}"}
    return {f"source {fold(item.source)}", f"origin {origins.get(item.doc, item.doc)}"}


def find_conflicts(groups: Sequence[Group], corpus: Corpus) -> None:
    """Note in each group which others contradict it, or hold what it was changed from or to."""
    blocks: defaultdict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        kind, *rest = block_of(group.members[0])
        if kind == "commitment":
            party, _, direction = rest
            blocks[kind, party, group.topic, direction].append(group)
        elif kind == "figure":
            blocks[kind, *rest].append(group)
    for block in blocks.values():
        for a, b, axis in _contradictions(block, corpus):
            note = "changes" if _changed(a, b) else "conflicts"
            getattr(a, note)[axis].add(b.row_id)
            getattr(b, note)[axis].add(a.row_id)


def _contradictions(block: Sequence[Group], corpus: Corpus) -> list[tuple[Group, Group, str]]:
    figures = block[0].members[0].kind == "figure"
    found = []
    for a, b in _rivals(block):
        axis = _axis(a, b)
        # Who reports both sees two things and no contradiction.
        if axis and a.docs.isdisjoint(b.docs) and _near(a, b, corpus):
            points = _figures_clash(a, b, corpus) if figures else _positions_clash(a, b, axis, corpus)
            found += [(points, a, b, axis)] if points > 0 else []
    return _best_only(found) if figures else [(a, b, axis) for _, a, b, axis in found]


def _axis(a: Group, b: Group) -> str:
    """On what two rows may contradict each other at all; empty where they cannot."""
    if a.stance == b.stance:
        return QUANTITY if a.spans and b.spans and _amounts_clash(a, b) else ""
    return STANCE if {a.stance, b.stance} == {"affirmed", "refused"} else ""


def _positions_clash(a: Group, b: Group, axis: str, corpus: Corpus) -> float:
    if axis == STANCE:
        return float(_stances_clash(a, b, corpus))
    return float(_alike(a, b, corpus) and not _told_together(a, b, corpus))


def _told_together(a: Group, b: Group, corpus: Corpus) -> bool:
    """Whether an article of one row gives the other row's number too, for whatever it counts."""
    return any(
        amount.named() in corpus.numbers[doc]
        for one, other in ((a, b), (b, a))
        for doc in one.docs
        for amount in other.amounts
    )


def _rivals(block: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Rows with those that follow them in time, as long as they may tell of one matter; of very many only the next."""
    for place, a in enumerate(block):
        for b in block[place + 1 : place + 1 + MOST_RIVALS]:
            if a.last and b.first and b.first - a.last > MATTER_DAYS:
                break
            yield a, b


def _best_only(found: list[tuple[float, Group, Group, str]]) -> list[tuple[Group, Group, str]]:
    """19 signatories contradict 22 signatories, not the 31 participants too: each row's likest rival only."""
    best: dict[str, float] = {}
    for points, a, b, _ in found:
        for group in (a, b):
            best[group.row_id] = max(points, best.get(group.row_id, 0.0))
    return [(a, b, axis) for points, a, b, axis in found if points == best[a.row_id] == best[b.row_id]]


def _amounts_clash(a: Group, b: Group) -> bool:
    """Both name quantities of one unit, and none of them hold together."""
    shared = False
    for unit, low, high in a.spans:
        for other, other_low, other_high in b.spans:
            if unit == other:
                if low <= other_high and other_low <= high:
                    return False
                shared = True
    return shared


def _alike(a: Group, b: Group, corpus: Corpus) -> bool:
    """Whether the rows would be one but for the quantity."""
    return max(score(x, y, corpus) for x, y in _pairs(a, b)) > CONFLICT_SCORE


def _near(a: Group, b: Group, corpus: Corpus) -> bool:
    """Whether the first or the last articles of two rows tell of one matter."""
    return any(same_matter(a.members[end], b.members[end], corpus) for end in (0, -1))


def _pairs(a: Group, b: Group) -> list[tuple[Item, Item]]:
    return [(x, y) for x in a.members[:COMPARED] for y in b.members[:COMPARED]]


def _figures_clash(a: Group, b: Group, corpus: Corpus) -> float:
    """How surely two rows count the same thing with different outcomes; 0 where they do not."""
    if not _same_size(a, b) or _told_together(a, b, corpus):
        return 0.0
    pairs = _pairs(a, b)
    if any((x.party and y.party and x.party != y.party) or counts_other_things(x, y) for x, y in pairs):
        return 0.0
    words = max(words_alike(x, y, corpus.weights) for x, y in pairs)
    known = {bool(x.party) + bool(y.party) for x, y in pairs}
    return words if words > FIGURES_ALIKE[max(known)] else 0.0


def _same_size(a: Group, b: Group) -> bool:
    """Police and organisers may differ threefold over one march; twenty times as many are another thing."""
    return all(
        max(x.value(), y.value()) <= LARGEST_FACTOR * min(x.value(), y.value()) for x in a.amounts for y in b.amounts
    )


def _stances_clash(a: Group, b: Group, corpus: Corpus) -> bool:
    """One source reports a refusal, another one an affirmed position on the same thing."""
    if set(a.sources) == set(b.sources) and not _changed(a, b):
        return False
    affirmed, refused = (a, b) if a.stance == "affirmed" else (b, a)
    for_whom, against_whom = ({item.target for item in group.members} - {""} for group in (affirmed, refused))
    if for_whom and against_whom and for_whom.isdisjoint(against_whom):
        return False
    words = max(words_alike(x, y, corpus.weights) for x, y in _pairs(affirmed, refused))
    if words < (BROAD_ALIKE if affirmed.topic in BROAD else STANCES_ALIKE):
        return False
    return any(_covers(item, affirmed) for item in refused.members[:COMPARED])


def _covers(refusal: Item, affirmed: Group) -> bool:
    """Whether a refusal rules out what the others affirm: «keine Kampfeinsätze» is no word against observers.

    What it names besides must be named on the other side too, at least half of it.
    """
    named = features(" ".join(item.evidence for item in affirmed.members[:COMPARED]))
    own = features(refusal.actor)
    special = [noun for noun in special_nouns(refusal.quote or refusal.evidence) if not features(noun) <= own]
    foreign = [noun for noun in special if not features(noun) <= named]
    return 2 * len(foreign) <= len(special) and not any(narrows(noun) for noun in foreign)


def _changed(a: Group, b: Group) -> bool:
    """Whether the later row tells of a changed position rather than of another version of it."""
    if not a.days or not b.days:
        return False
    early, late = sorted((a, b), key=lambda group: group.days[0])
    gap = (date.fromisoformat(late.days[0]) - date.fromisoformat(early.days[-1])).days
    return gap >= CHANGE_DAYS or (gap >= 1 and any(tells_of_change(item.evidence) for item in late.members[:COMPARED]))
