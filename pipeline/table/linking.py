"""Claims that say the same → clusters: only within one party, best pairs first, never against a quantity.

The outcome does not depend on the order of the input: items come sorted, ties are broken by their ids.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from pipeline.table.amounts import close
from pipeline.table.items import Corpus, Item
from pipeline.table.likeness import (
    EVENT_DAYS,
    LINKED,
    UNKNOWN_TOPIC,
    is_group,
    same_event,
    score,
    stance_group,
)

ALL_PAIRS = 60  # larger blocks compare only claims with rare words in common and their neighbours in time
RARE_MARKS, POSTINGS, NEIGHBOURS, CANDIDATES = 8, 30, 12, 24
COMPARED = 8  # members of a cluster that a newcomer is compared with
GROUPS = "#groups"  # no folded name looks like this
Block = tuple[str, ...]


def clusters(corpus: Corpus) -> list[list[Item]]:
    """All items in clusters, members the earliest first, clusters in the order of their first members."""
    found: list[list[Item]] = []
    for block in _blocks(corpus.items).values():
        found += _cluster(block, corpus)
    order = {item.place: place for place, item in enumerate(corpus.items)}
    for members in found:
        members.sort(key=lambda item: order[item.place])
    return sorted(found, key=lambda members: order[members[0].place])


def block_of(item: Item) -> Block:
    """What claims of one row have in common."""
    if item.kind == "commitment":
        party = GROUPS if is_group(item) else item.party
        return (item.kind, party, stance_group(item.stance), item.direction)
    if item.kind == "figure":
        return (item.kind, item.amount.unit if item.amount else "")
    return (item.kind, item.party)


def _blocks(items: Iterable[Item]) -> dict[Block, list[Item]]:
    blocks: defaultdict[Block, list[Item]] = defaultdict(list)
    for item in items:
        blocks[block_of(item)].append(item)
    return blocks


def pairs(block: Sequence[Item], corpus: Corpus) -> Iterator[tuple[Item, Item]]:
    """Pairs worth comparing: all of a small block, of a large one those with rare marks in common."""
    if len(block) <= ALL_PAIRS:
        yield from combinations(block, 2)
        return
    postings: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=POSTINGS))
    for place, item in enumerate(block):
        rare = sorted(item.marks, key=lambda mark: (-corpus.weights[mark], mark))[:RARE_MARKS]
        hits = Counter(earlier for mark in rare for earlier in postings[mark])
        near = range(max(0, place - NEIGHBOURS), place)
        chosen = sorted(hits, key=lambda earlier: (-hits[earlier], -earlier))[:CANDIDATES]
        for earlier in sorted({*chosen, *near}):
            yield block[earlier], item
        for mark in rare:
            postings[mark].append(place)


def _cluster(block: Sequence[Item], corpus: Corpus) -> list[list[Item]]:
    ranked = []
    for a, b in pairs(block, corpus):
        if _quantities_meet(a, b):
            points = score(a, b, corpus)
            if points > LINKED:
                ranked.append((-points, a, b))
    ranked.sort(key=lambda entry: (entry[0], entry[1].claim_id, entry[2].claim_id))
    home = {item.place: [item] for item in block}
    for _, a, b in ranked:
        one, other = home[a.place], home[b.place]
        if one is not other and _may_join(one, other, corpus):
            one += other
            home.update((item.place, one) for item in other)
    found = list({id(members): members for members in home.values()}.values())
    return _with_bare(found, corpus) if block[0].kind == "commitment" else found


def _with_bare(found: list[list[Item]], corpus: Corpus) -> list[list[Item]]:
    """A position that names no matter («Auch Ungarn wird sich nicht beteiligen») belongs to the one that its party
    holds on the event, where it holds only one."""
    is_bare = [all(item.bare and item.topic == UNKNOWN_TOPIC for item in members) for members in found]
    kept = [members for members, bare in zip(found, is_bare, strict=True) if not bare]
    by_day: defaultdict[int, list[list[Item]]] = defaultdict(list)
    for members in kept:
        for day in sorted({item.ordinal for item in members}):
            by_day[day].append(members)
    for members in (members for members, bare in zip(found, is_bare, strict=True) if bare):
        near = _on_the_event(members, by_day, corpus)
        if len(near) == 1 and all(_quantities_meet(a, b) for a in members for b in near[0]):
            near[0] += members
        else:
            kept.append(members)
    return kept


def _on_the_event(members: list[Item], by_day: dict[int, list[list[Item]]], corpus: Corpus) -> list[list[Item]]:
    """Clusters with the stance of ``members`` in articles on the same event."""
    first, stances = members[0], {item.stance for item in members}
    days = range(first.ordinal - EVENT_DAYS, first.ordinal + EVENT_DAYS + 1) if first.ordinal else ()
    near = {id(other): other for day in (0, *days) for other in by_day.get(day, ())}
    return [
        other
        for other in near.values()
        if any(item.stance in stances and same_event(item, first, corpus) for item in other)
    ]


def _quantities_meet(a: Item, b: Item) -> bool:
    return a.amount is None or b.amount is None or close(a.amount, b.amount)


def _may_join(one: Sequence[Item], other: Sequence[Item], corpus: Corpus) -> bool:
    """No chains: every quantity must hold with every other, and the members must be alike on average."""
    if not all(_quantities_meet(a, b) for a in _by_amount(one) for b in _by_amount(other)):
        return False
    if len({item.topic for item in (*one, *other)} - {UNKNOWN_TOPIC, ""}) > 1:
        return False
    points = []
    for a, b in product(one[:COMPARED], other[:COMPARED]):
        points.append(score(a, b, corpus))
        if points[-1] == -math.inf:  # most pairs of a large run: no need to ask for the others
            return False
    return math.fsum(points) / len(points) > LINKED


def _by_amount(members: Sequence[Item]) -> list[Item]:
    """One member for each different quantity."""
    return list({item.amount: item for item in members if item.amount is not None}.values())
