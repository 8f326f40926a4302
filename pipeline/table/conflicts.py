"""Which rows contradict each other, and which tell of one position or number that has changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.table.items import Corpus, Item
from pipeline.table.likeness import (
    MATTER_DAYS,
    UNKNOWN_TOPIC,
    counts_other_things,
    same_matter,
    score,
    topic_family,
    words_alike,
)
from pipeline.table.linking import COMPARED, block_of
from pipeline.table.stances import BARE, REFUSED, UNLIKE, clash, turned
from pipeline.table.status import QUANTITY, STANCE, Group

CHANGE_DAYS = 3  # positions this far apart are a change; nearer ones only where the later words say so
CONFLICT_SCORE = 0.05
# How alike the words of two figures must be: where both, one, or none tells who provides what is counted.
FIGURES_ALIKE = {2: 0.1, 1: 0.25, 0: 0.2}
UNDATED = 0.07  # so much more where an article has no date: two matches of other years count goals too
LARGEST_FACTOR = 5
MOST_RIVALS = 40  # rows that a row is compared with, the next in time: work grows no faster than the rows do
Block = tuple[str, ...]
Found = tuple[float, Group, Group, str]


def find_conflicts(groups: Sequence[Group], corpus: Corpus) -> None:
    """Note in each group which others contradict it, or hold what it was changed from or to."""
    positions: dict[tuple[str, str], Found] = {}  # a row may stand in several blocks
    figures: list[Found] = []
    for block in _blocks(groups):
        found = _contradictions(block, corpus)
        if block[0].members[0].kind == "figure":
            figures += _best_only(found)
        else:
            positions.update(((a.row_id, b.row_id), (points, a, b, axis)) for points, a, b, axis in found)
    for _, a, b, axis in (*figures, *_sure_only(list(positions.values()))):
        note = "changes" if _changed(a, b) else "conflicts"
        getattr(a, note)[axis].add(b.row_id)
        getattr(b, note)[axis].add(a.row_id)


def _blocks(groups: Sequence[Group]) -> list[list[Group]]:
    """Rows that may contradict each other, in the order of time. A position of no known topic («wird sich nicht
    beteiligen») stands with those of every topic that its party speaks about."""
    blocks: defaultdict[Block, list[Group]] = defaultdict(list)
    families: defaultdict[Block, dict[str, None]] = defaultdict(dict)
    parties: list[tuple[Group, Block]] = []
    for group in groups:
        kind, *rest = block_of(group.members[0])
        if kind == "commitment":
            party: Block = (kind, group.members[0].party, rest[-1])
            parties.append((group, party))
            families[party].setdefault(topic_family(group.topic))
        elif kind == "figure":
            blocks[kind, *rest].append(group)
    for group, party in parties:
        own = topic_family(group.topic)
        for family in families[party] if own == UNKNOWN_TOPIC and group.bare else (own,):
            blocks[*party, family].append(group)
    return list(blocks.values())


def _contradictions(block: Sequence[Group], corpus: Corpus) -> list[Found]:
    figures = block[0].members[0].kind == "figure"
    found: list[Found] = []
    for a, b in _rivals(block):
        axis = _axis(a, b)
        if not axis or (figures and not _same_size(a, b)) or not _near(a, b, corpus):
            continue
        points = _clash(a, b, axis, corpus, figures)
        found += [(points, a, b, axis)] if points > 0 else []
    return found


def _clash(a: Group, b: Group, axis: str, corpus: Corpus, figures: bool) -> float:
    """How surely two rows are one matter told in two ways; 0 where they are not. Who reports both without a word of
    change sees two things and no contradiction."""
    if axis == STANCE:
        return clash(a, b, corpus, _changed(a, b))
    told_new = _told_new(a, b)
    if not told_new and not (a.docs.isdisjoint(b.docs) and not _told_together(a, b, corpus)):
        return 0.0
    return _figures_clash(a, b, corpus) if figures else float(_alike(a, b, corpus))


def _axis(a: Group, b: Group) -> str:
    """On what two rows may contradict each other at all; empty where they cannot."""
    if a.stance == b.stance:
        return QUANTITY if a.spans and b.spans and _amounts_clash(a, b) else ""
    return STANCE if frozenset({a.stance, b.stance}) in UNLIKE else ""


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


def _best_only(found: Sequence[Found]) -> list[Found]:
    """19 signatories contradict 22 signatories, not the 31 participants too: each row's likest rival only."""
    best: dict[tuple[str, bool], float] = {}  # what a number was changed to is no rival of what others give
    for points, a, b, _ in found:
        for group in (a, b):
            key = group.row_id, _changed(a, b)
            best[key] = max(points, best.get(key, 0.0))
    return [
        (points, a, b, axis)
        for points, a, b, axis in found
        if points == best[a.row_id, _changed(a, b)] == best[b.row_id, _changed(a, b)]
    ]


def _sure_only(found: Sequence[Found]) -> list[Found]:
    """«Polen beteiligt sich nicht» contradicts what another one reports of Poland only where that is one thing."""
    rivals = Counter(_bare_side(a, b).row_id for points, a, b, _ in found if points == BARE)
    return [entry for entry in found if entry[0] != BARE or rivals[_bare_side(entry[1], entry[2]).row_id] == 1]


def _bare_side(a: Group, b: Group) -> Group:
    """Which of two rows leaves out what it is about; of two that do, the refusal."""
    refused, affirmed = (a, b) if a.stance == REFUSED else (b, a)
    return refused if refused.bare else affirmed


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
    ends = dict.fromkeys((a.members[end], b.members[end]) for end in (0, -1))
    return any(same_matter(x, y, corpus) for x, y in ends)


def _pairs(a: Group, b: Group) -> list[tuple[Item, Item]]:
    return [(x, y) for x in a.members[:COMPARED] for y in b.members[:COMPARED]]


def _figures_clash(a: Group, b: Group, corpus: Corpus) -> float:
    """How surely two rows count the same thing with different outcomes; 0 where they do not."""
    pairs = _pairs(a, b)
    if any((x.party and y.party and x.party != y.party) or counts_other_things(x, y) for x, y in pairs):
        return 0.0
    words = max(words_alike(x, y, corpus.weights) for x, y in pairs)
    known = {bool(x.party) + bool(y.party) for x, y in pairs}
    least = FIGURES_ALIKE[max(known)] + (0.0 if a.days and b.days else UNDATED)
    return words if words > least else 0.0


def _same_size(a: Group, b: Group) -> bool:
    """Police and organisers may differ threefold over one march; twenty times as many are another thing."""
    (a_low, a_high), (b_low, b_high) = a.values, b.values
    return a_high <= LARGEST_FACTOR * b_low and b_high <= LARGEST_FACTOR * a_low


def _told_new(a: Group, b: Group) -> bool:
    """Whether the later of two numbers is told as new: «statt der bisher 1.200 nun 1.500»."""
    early, late = sorted((a, b), key=lambda group: (group.days[:1], group.row_id))
    return bool(early.days and late.days and early.days[0] < late.days[0] and late.told_changed)


def _changed(a: Group, b: Group) -> bool:
    """Whether the later row tells of a changed position rather than of another version of it."""
    if turned(a, b):
        return True
    if not a.days or not b.days:
        return False
    early, late = sorted((a, b), key=lambda group: group.days[0])
    if early.days[0] < late.days[0] and late.told_changed and not early.docs.isdisjoint(late.docs):
        return True
    gap = (date.fromisoformat(late.days[0]) - date.fromisoformat(early.days[-1])).days
    return gap >= CHANGE_DAYS or (gap >= 1 and late.told_changed)
