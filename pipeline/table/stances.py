"""Opposite positions of one party: told in two ways by two sources, or given up for the other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.table.items import Corpus
from pipeline.table.likeness import BROAD, UNKNOWN_TOPIC, words_alike
from pipeline.table.linking import COMPARED
from pipeline.table.status import Group
from pipeline.table.wording import Features, is_answer

AFFIRMED, REFUSED, OPEN = "affirmed", "refused", "undecided"
UNLIKE = frozenset({frozenset({AFFIRMED, REFUSED}), frozenset({AFFIRMED, OPEN}), frozenset({REFUSED, OPEN})})
STANCES_ALIKE, BROAD_ALIKE = 0.02, 0.3
TALKS = "diplomacy"  # «lehnt das ab» is the answer to others' plans there
BARE = 0.5  # how sure a contradiction is where one side names no matter
SURE = 1.0


def clash(a: Group, b: Group, corpus: Corpus, changed: bool) -> float:
    """How surely two positions exclude each other, or one follows the other; 0 where they do not."""
    if a.targets and b.targets and a.targets.isdisjoint(b.targets):
        return 0.0
    if turned(a, b):
        return SURE
    if OPEN in {a.stance, b.stance} or not a.docs.isdisjoint(b.docs):
        return 0.0  # what is open today and decided tomorrow is no contradiction, unless someone says so
    if set(a.sources) == set(b.sources) and not changed:
        return 0.0
    affirmed, refused = (a, b) if a.stance == AFFIRMED else (b, a)
    pairs = [(x, y) for x in affirmed.members[:COMPARED] for y in refused.members[:COMPARED]]
    words = max(words_alike(x, y, corpus.weights) for x, y in pairs)
    one_topic = affirmed.topic == refused.topic or UNKNOWN_TOPIC in {affirmed.topic, refused.topic}
    if words >= (STANCES_ALIKE if one_topic and affirmed.topic not in BROAD else BROAD_ALIKE):
        return SURE * any(_covers(nouns, affirmed) for nouns in refused.narrowing)
    return BARE * (one_topic and _bare_clash(affirmed, refused))


def _bare_clash(affirmed: Group, refused: Group) -> bool:
    """Whether one side leaves out what it is about, and can only mean what the other pledges: «Polen macht nicht mit»
    against two ships, «Polen ist nun doch dabei» against a refusal that is none of one kind only."""
    if affirmed.topic == TALKS or not any(item.stance == "pledged" for item in affirmed.members):
        return False
    if all(is_answer(item.evidence) for item in refused.members[:COMPARED]):
        return False  # «wies das zurück»: what was said before, whatever that was
    of_one_kind = any(is_kind for nouns in refused.narrowing for _, is_kind in nouns)
    return refused.bare or (affirmed.bare and affirmed.topic == UNKNOWN_TOPIC and not of_one_kind)


def turned(a: Group, b: Group) -> bool:
    """Whether an article tells that one of two positions was given up for the other.

    Either it gives both and the other one as what held before («hatte am Dienstag noch abgelehnt»), or it calls the
    later one new («schickt nun doch eine Fregatte»); «erstmals» says nothing about what was open before.
    """
    if a.stance == b.stance:
        return False
    for early, late in ((a, b), (b, a)):
        if early.told_former & late.docs and not late.told_former & early.docs:
            return True
        in_time = bool(early.days and late.days and early.days[0] < late.days[0])
        if in_time and late.told_changed and OPEN not in {a.stance, b.stance}:
            return True
    return False


def _covers(nouns: Sequence[tuple[Features, bool]], affirmed: Group) -> bool:
    """Whether a refusal rules out what the others affirm: «keine Kampfeinsätze» is no word against observers.

    What it names besides must be named on the other side too, at least half of it.
    """
    foreign = [is_kind for marks, is_kind in nouns if not marks <= affirmed.named]
    return 2 * len(foreign) <= len(nouns) and not any(foreign)
