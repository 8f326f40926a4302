"""How much speaks for two claims saying the same: one function per kind, each with its threshold."""

from __future__ import annotations

import math

from pipeline.table.amounts import Amount, compatible
from pipeline.table.items import Corpus, Item
from pipeline.table.wording import Weights, similarity

AFFIRMED = frozenset({"pledged", "planned", "considered"})
BROAD = frozenset({"diplomacy", "other"})  # topics under which one party holds many different positions
EVENT_DAYS = 10
EVENT_ALIKE, UNDATED_ALIKE = 0.06, 0.12
LINKED = 0.0  # a score above this links
ANOTHER_EVENT = 0.3


def stance_group(stance: str) -> str:
    """Stances that hold together: pledged, planned and considered are one."""
    return "affirmed" if stance in AFFIRMED else stance


def same_event(a: Item, b: Item, corpus: Corpus) -> bool:
    """Whether two articles tell of one event: near in time, and about the same things."""
    if a.doc == b.doc:
        return True
    dated = bool(a.ordinal and b.ordinal)
    if dated and abs(a.ordinal - b.ordinal) > EVENT_DAYS:
        return False
    (one, one_length), (other, other_length) = corpus.about[a.doc], corpus.about[b.doc]
    alike = similarity(one, other, corpus.article_weights, one_length, other_length)
    return alike >= (EVENT_ALIKE if dated else UNDATED_ALIKE)


def words_alike(a: Item, b: Item, weights: Weights) -> float:
    """What the words of two claims have in common, 0 to 1."""
    return similarity(a.marks, b.marks, weights, a.length, b.length)


def score(a: Item, b: Item, corpus: Corpus) -> float:
    """Above LINKED, the two say the same; minus infinity, they cannot (whatever the quantities are)."""
    if a.kind == "commitment":
        return _commitments(a, b, corpus)
    return _figures(a, b, corpus) if a.kind == "figure" else _statements(a, b, corpus)


def _commitments(a: Item, b: Item, corpus: Corpus) -> float:
    if a.doc == b.doc and a.start == b.start and a.stance == b.stance:
        return -math.inf  # «Finanzierung, Waffenlieferungen und Partnerschaften» are listed as different things
    if a.target and b.target and a.target != b.target:
        return -math.inf
    points = words_alike(a, b, corpus.weights)
    if a.doc == b.doc and a.stance == b.stance:
        points += 0.02  # an article comes back to a position in new words: «Heute kann ich nichts versprechen»
    if not same_event(a, b, corpus):
        points -= ANOTHER_EVENT
    if a.topic in BROAD:
        points -= 0.2
    if {a.stance, b.stance} == {"planned", "considered"}:
        points -= 0.15
    if a.doc == b.doc and a.stance != b.stance:
        points -= 0.2
    if (a.amount is None) != (b.amount is None):
        points -= 0.05
    elif a.amount and b.amount and compatible(a.amount, b.amount):
        points += 0.3
    return points


def _figures(a: Item, b: Item, corpus: Corpus) -> float:
    if a.party and b.party and a.party != b.party:
        return -math.inf
    if a.doc == b.doc and a.start == b.start:
        return -math.inf  # one sentence gives two numbers for two things
    points = words_alike(a, b, corpus.weights) - 0.2
    if not same_event(a, b, corpus):
        points -= ANOTHER_EVENT
    if a.party and a.party == b.party:
        points += 0.2
    if a.amount and b.amount and compatible(a.amount, b.amount):
        points += _telling_number(a.amount, b.amount)
    return points


def _telling_number(a: Amount, b: Amount) -> float:
    """A large uneven number is seldom the same by chance; «100 Prozent» and «zwei» often are."""
    value = min(abs(a.value()), abs(b.value()))
    if a.unit == "percent" or value < 10:
        return 0.05
    return 0.2 if value >= 1000 or value % 10 else 0.15


def _statements(a: Item, b: Item, corpus: Corpus) -> float:
    points = words_alike(a, b, corpus.weights) - 0.4
    return points if same_event(a, b, corpus) else points - ANOTHER_EVENT
