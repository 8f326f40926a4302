"""In how many ways a regular expression may cut one line: what a user's pattern could cost where it does not match.

``patterns.risk_of`` finds what grows without end. A line is short, so here every choice is counted, also between
repetitions in a row («.*.*.*x») and in those that end («(a?){99}»).
"""

from __future__ import annotations

from math import log
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.reading.patterns import signs_of

LINE = 300  # characters of a line that are looked at
MOST_WAYS = LINE**3
TOO_MANY = MOST_WAYS * LINE
REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
ONE_SIGN = frozenset({_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY})
LOOKS = frozenset({_constants.ASSERT, _constants.ASSERT_NOT})
BEGINNINGS = frozenset({_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING})
Item = tuple[Any, Any]
Signs = frozenset[str]
NONE: Signs = frozenset()
ALL: Signs = signs_of((_constants.ANY, None))


def too_many_ways(pattern: str) -> bool:
    """Whether matching one line may take more steps than MOST_WAYS. Raises re.error for what is no pattern."""
    items = list(_parser.parse(pattern))
    anchored = bool(items) and items[0][0] is _constants.AT and items[0][1] in BEGINNINGS
    return _ways(items, NONE) * (1 if anchored else LINE) > MOST_WAYS


def _ways(items: list[Item], behind: Signs) -> int:
    """Ways to match the items one after the other, where the signs ``behind`` may come next."""
    ways = 1
    for place, item in enumerate(items):
        ways = min(TOO_MANY, ways * _ways_of(item, _first(items[place + 1 :], behind)))
    return ways


def _ways_of(item: Item, behind: Signs) -> int:
    kind, value = item
    if kind in REPEATS:
        return _ways_of_repeat(value[0], value[1], list(value[2]), behind)
    if kind is _constants.GROUPREF:
        return LINE
    if kind in LOOKS:
        return _ways(list(value[1]), ALL)
    inner = _inner(item)
    if not inner:
        return 1
    ways = [_ways(each, behind) for each in inner]
    return max(ways) if _apart(inner) else sum(ways)


def _ways_of_repeat(least: int, most: Any, items: list[Item], behind: Signs) -> int:
    most = LINE if most is _constants.MAXREPEAT else min(most, LINE)
    first = _first(items, NONE)
    once = _ways(items, behind | first if most > 1 else behind)
    certain = least == most or (first.isdisjoint(behind) and not _may_be_empty(items))
    counts = 1 if certain else max(1, most - least + 1)
    if most * log(once) > log(TOO_MANY):
        return TOO_MANY
    return min(TOO_MANY, int(once**most) * counts)


def _inner(item: Item) -> list[list[Item]]:
    """What an item holds: a group its items, alternatives each of theirs; nothing for a single sign."""
    kind, value = item
    if kind is _constants.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind is _constants.SUBPATTERN:
        return [list(value[3])]
    if kind is _constants.ATOMIC_GROUP:
        return [list(value)]
    if kind is _constants.GROUPREF_EXISTS:
        return [list(branch or ()) for branch in value[1:]]
    return []


def _apart(branches: list[list[Item]]) -> bool:
    """Whether the first sign tells which of the alternatives it is."""
    firsts = [_first(branch, NONE) for branch in branches]
    told = sum(map(len, firsts)) == len(frozenset().union(*firsts))
    return len(branches) == 1 or (told and not any(map(_may_be_empty, branches)))


def _first(items: list[Item], behind: Signs) -> Signs:
    """The signs that may come first in the items, or behind them where they may be empty."""
    found: Signs = NONE
    for item in items:
        found |= _first_of(item)
        if not _may_be_empty([item]):
            return found
    return found | behind


def _first_of(item: Item) -> Signs:
    kind, value = item
    if kind in ONE_SIGN:
        return signs_of(item)
    if kind in REPEATS:
        return _first(list(value[2]), NONE)
    if kind is _constants.GROUPREF:
        return ALL
    return NONE.union(*(_first(each, NONE) for each in _inner(item)))


def _may_be_empty(items: list[Item]) -> bool:
    return all(_is_empty(*item) for item in items)


def _is_empty(kind: Any, value: Any) -> bool:
    if kind in ONE_SIGN:
        return False
    if kind in REPEATS:
        return value[0] == 0 or _may_be_empty(list(value[2]))
    inner = _inner((kind, value))
    return not inner or any(map(_may_be_empty, inner))
