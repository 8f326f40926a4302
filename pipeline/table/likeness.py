"""How much speaks for two claims saying the same: one function per kind, each with its threshold."""

from __future__ import annotations

import math

from pipeline.lexicon import derived, toml_table
from pipeline.table.amounts import Amount, close
from pipeline.table.items import Corpus, Item
from pipeline.table.wording import Features, Weights, features, head_of, similarity

AFFIRMED = frozenset({"pledged", "planned", "considered"})
UNKNOWN_TOPIC = "other"
BROAD = frozenset({"diplomacy", UNKNOWN_TOPIC})  # topics under which one party holds many different positions
ONE_NAME_UNITS = frozenset({"soldiers", "countries"})
ONE_GROUP = 0.5  # how alike the words of two positions are whose groups are one under two names
EVENT_DAYS = 10
EVENT_ALIKE, UNDATED_ALIKE = 0.18, 0.2  # lower, and all fires and elections of one day are one
MATTER_DAYS, MATTER_ALIKE = 60, 0.2
LINKED = 0.0  # a score above this links
ANOTHER_EVENT = 0.3
ANOTHER_MATTER = 0.2  # how alike articles on two events must be before a figure of one may be that of the other


def stance_group(stance: str) -> str:
    """Stances that hold together: pledged, planned and considered are one."""
    return "affirmed" if stance in AFFIRMED else stance


def topic_family(topic: str) -> str:
    """Topics that one position often has at once are one family, named after the first; others are their own."""
    return _families().get(topic, topic)


@derived
def _families() -> dict[str, str]:
    return {topic: family[0] for family in toml_table("wording")["neighbours"] for topic in family}


def is_state(party: str) -> bool:
    """Whether a party is a state's or union's code and not a folded name."""
    return party.isupper()


def is_group(item: Item) -> bool:
    """Whether a position is held by several at once, whom every outlet calls otherwise: «14 Staaten», «die
    Ostsee-Staaten»."""
    return item.actor_type == "group" and not is_state(item.party)


def same_event(a: Item, b: Item, corpus: Corpus) -> bool:
    """Whether two articles tell of one event: near in time, and about the same things."""
    return a.doc == b.doc or (_near_in_time(a, b) and _is_one_event(a, b, _articles_alike(a, b, corpus)))


def _near_in_time(a: Item, b: Item) -> bool:
    return not (a.ordinal and b.ordinal) or abs(a.ordinal - b.ordinal) <= EVENT_DAYS


def _is_one_event(a: Item, b: Item, alike: float) -> bool:
    return alike >= (EVENT_ALIKE if a.ordinal and b.ordinal else UNDATED_ALIKE)


def same_matter(a: Item, b: Item, corpus: Corpus) -> bool:
    """Whether two articles tell of one event, or later of what became of it."""
    if a.doc == b.doc:
        return True
    dated, days = bool(a.ordinal and b.ordinal), abs(a.ordinal - b.ordinal)
    if dated and days > MATTER_DAYS:
        return False
    least = MATTER_ALIKE if days > EVENT_DAYS and dated else EVENT_ALIKE if dated else UNDATED_ALIKE
    return _articles_alike(a, b, corpus) >= least


def _articles_alike(a: Item, b: Item, corpus: Corpus) -> float:
    """What the articles of two claims have in common, 0 to 1."""
    (one, one_length), (other, other_length) = corpus.about[a.doc], corpus.about[b.doc]
    return similarity(one, other, corpus.article_weights, one_length, other_length)


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
    if a.topic != b.topic and UNKNOWN_TOPIC not in {a.topic, b.topic}:
        return -math.inf
    words, one_event = words_alike(a, b, corpus.weights), same_event(a, b, corpus)
    if a.party != b.party and (words < ONE_GROUP or not one_event):
        return -math.inf
    if not a.party and not one_event and _articles_alike(a, b, corpus) < ANOTHER_MATTER:
        return -math.inf  # «Er soll dem Haftrichter vorgeführt werden»: somebody else, years later
    points = words - _topic_doubt(a, b)
    if a.target and b.target and a.target != b.target:
        points -= 0.5
    if a.doc == b.doc and a.stance == b.stance:
        points += 0.02  # an article comes back to a position in new words: «Heute kann ich nichts versprechen»
    if not one_event:
        points -= ANOTHER_EVENT
    if {a.stance, b.stance} == {"planned", "considered"}:
        points -= 0.15
    if a.doc == b.doc and a.stance != b.stance:
        points -= 0.2
    if a.amount and b.amount and close(a.amount, b.amount):
        points += 0.3
    elif (a.amount or b.amount) and a.doc != b.doc:
        points -= 0.05
    return points


def _topic_doubt(a: Item, b: Item) -> float:
    """Under diplomacy or no known topic one party may hold many different positions; two that name no matter at all
    («Auch Spanien ist bereit», «Spanien macht mit») are its one position on the event."""
    if a.topic != b.topic:
        return (
            0.1 if bool(a.amount) == bool(b.amount) else 0.2
        )  # «45 Millionen» are hardly the same as «einen Nachtzug»
    if a.topic not in BROAD:
        return 0.0
    return -0.1 if a.bare and b.bare else 0.2


def _figures(a: Item, b: Item, corpus: Corpus) -> float:
    if (a.doc == b.doc and a.start == b.start) or counts_other_things(a, b):
        return -math.inf  # one sentence gives two numbers for two things
    alike = 1.0 if a.doc == b.doc else _articles_alike(a, b, corpus)
    one_event = _near_in_time(a, b) and _is_one_event(a, b, alike)
    if not one_event and alike < ANOTHER_MATTER:
        return -math.inf  # four dead here, and four dead in another year
    points = words_alike(a, b, corpus.weights) - 0.2
    if a.party and b.party and a.party != b.party:
        if is_state(a.party) and is_state(b.party):
            return -math.inf
        points -= 0.1
    if not one_event:
        points -= ANOTHER_EVENT
    if a.party and a.party == b.party:
        points += 0.2
    if a.amount and b.amount and close(a.amount, b.amount):
        points += _telling_number(a.amount, b.amount)
    return points


def counts_other_things(a: Item, b: Item) -> bool:
    """«12 Verletzte» and «15 Tote» are both people; soldiers, states and «Korvetten» are what their unit says, and
    «Menschen» may be any people."""
    if not (a.amount and a.counted_marks and b.counted_marks) or a.amount.unit in ONE_NAME_UNITS:
        return False
    plain = unit_marks(a.amount.unit)
    if a.counted_marks <= plain or b.counted_marks <= plain:
        return False
    names_unit = head_of(a.amount.unit) in a.counted_marks | b.counted_marks
    return not names_unit and a.counted_marks.isdisjoint(b.counted_marks)


@derived
def unit_marks(unit: str) -> Features:
    """The marks of the nouns that say no more than the unit does: «Menschen», «Personen»."""
    nouns: list[str] = toml_table("wording")["unit_words"].get(unit, [])
    return features(" ".join(nouns)) | {head_of(noun) for noun in nouns}


def _telling_number(a: Amount, b: Amount) -> float:
    """A large uneven number is seldom the same by chance; «100 Prozent» and «zwei» often are, and «Tausende» and «mehr
    als 80» hold together with nearly anything."""
    if "vague" in {a.modifier, b.modifier}:
        return -0.1
    if {a.modifier, b.modifier} & {"at_least", "at_most"} and a.named() != b.named():
        return 0.05
    value = min(abs(a.value()), abs(b.value()))
    if a.unit == "percent" or value < 10:
        return 0.05
    if value >= 1000:
        return 0.25
    return 0.2 if value % 10 else 0.15


def _statements(a: Item, b: Item, corpus: Corpus) -> float:
    points = words_alike(a, b, corpus.weights) - 0.4
    return points if same_event(a, b, corpus) else points - ANOTHER_EVENT
