"""How well a row is evidenced: its claims, where they come from, and what is noted against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

from pipeline.reading.outlets import outlet_of
from pipeline.table.amounts import Amount
from pipeline.table.items import Item
from pipeline.table.likeness import UNKNOWN_TOPIC, stance_group
from pipeline.table.linking import COMPARED
from pipeline.table.wording import Features, features, fold, narrows, special_nouns, tells_of_change, tells_of_former

QUANTITY, STANCE = "quantity", "stance"


class Told(Protocol):
    """What tells where a claim comes from: who prints it, the medium that it is passed on from, and who says it."""

    @property
    def source(self) -> str: ...

    @property
    def doc(self) -> str: ...

    @property
    def relay(self) -> str: ...

    @property
    def speaker(self) -> str: ...


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
    values: tuple[float, float] = (0.0, 0.0)

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
        if self.amounts:
            numbers = [amount.value() for amount in self.amounts]
            self.values = min(numbers), max(numbers)

    @cached_property
    def named(self) -> Features:
        """The marks of all that its first claims say."""
        return features(" ".join(item.evidence for item in self.members[:COMPARED]))

    @cached_property
    def narrowing(self) -> tuple[tuple[tuple[Features, bool], ...], ...]:
        """Of each of its first claims the nouns that narrow it down: their marks, and whether one kind is meant."""
        return tuple(map(_narrowing, self.members[:COMPARED]))

    @cached_property
    def bare(self) -> bool:
        """Whether one of its first claims names no matter: «Dänemark wird sich nicht beteiligen»."""
        return any(item.bare for item in self.members[:COMPARED])

    @cached_property
    def targets(self) -> frozenset[str]:
        """The states and bodies that its claims are for or against."""
        return frozenset(item.target for item in self.members if item.target)

    @cached_property
    def told_changed(self) -> bool:
        """Whether one of its first claims says that it is new: «schickt nun doch eine Fregatte»."""
        return any(tells_of_change(item.evidence) for item in self.members[:COMPARED])

    @cached_property
    def told_former(self) -> frozenset[str]:
        """The articles that tell it as what held before: «hatte am Dienstag noch abgelehnt»."""
        return frozenset(item.doc for item in self.members if tells_of_former(item.evidence))


def _narrowing(item: Item) -> tuple[tuple[Features, bool], ...]:
    own = features(item.actor)
    nouns = ((features(noun), narrows(noun)) for noun in special_nouns(item.quote or item.evidence))
    return tuple((marks, is_kind) for marks, is_kind in nouns if not marks <= own)


def independent(members: Iterable[Told], origins: Mapping[str, str]) -> int:
    """How many sources say it on their own: articles with one origin, one outlet, or one cited medium count once."""
    return len(origin_groups(members, origins))


def origin_groups(members: Iterable[T], origins: Mapping[str, str]) -> list[list[T]]:
    """The claims by independent source, in the order of their first claims."""
    known = list(members)
    home: dict[str, list[T]] = {}
    for item, relay in zip(known, relays_of(known), strict=True):
        keys = sorted(_roots(item, relay, origins))
        group, *others = {id(home[key]): home[key] for key in keys if key in home}.values() or ([],)
        for other in others:
            group += other
            home.update((key, group) for key, each in home.items() if each is other)
        group.append(item)
        home.update((key, group) for key in keys)
    return list({id(group): group for group in home.values()}.values())


def relays_of(members: Sequence[Told]) -> list[str]:
    """Of each claim of a row the medium that it is passed on from; empty where the article has it by itself.

    What an article says without any speaker (a headline, a first sentence) is the other medium's too, where the
    article names that medium for the same thing further on.
    """
    cited: dict[str, str] = {}
    for item in members:
        if relay := _foreign(item):
            cited.setdefault(item.doc, relay)
    return [_foreign(item) or ("" if item.speaker else cited.get(item.doc, "")) for item in members]


def _foreign(item: Told) -> str:
    """The medium that a claim is passed on from: «sagte dem Küstenboten» in the Küstenbote itself is none."""
    relay = outlet_of(item.relay)
    return relay if fold(relay) != fold(item.source) else ""


def _roots(item: Told, relay: str, origins: Mapping[str, str]) -> set[str]:
    """Where a claim comes from. What another medium is cited for is that medium's, not the article's own."""
    if relay:
        return {f"source {fold(relay)}"}
    return {f"source {fold(item.source)}", f"origin {origins.get(item.doc, item.doc)}"}
