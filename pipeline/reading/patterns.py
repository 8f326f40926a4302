"""Whether a regular expression may take exponential time: for what users give, and for the project's own by a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

MANY = 200  # a repetition that may go further than this counts as endless
REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT})
Item = tuple[Any, Any]


def risk_of(pattern: str, flags: int = 0) -> str:
    """The part of the pattern that may blow up («repetition in a repetition»), or an empty string.

    Exponential time needs an endless repetition around something that repeats endlessly itself, or around
    alternatives that begin alike. Raises re.error for what is no pattern.
    """
    return next(_risks(list(_parser.parse(pattern, flags)), within=False), "")


def _risks(items: list[Item], within: bool) -> Iterator[str]:
    for kind, value in items:
        if kind in REPEATS:
            _, most, inner = value
            endless = most is _constants.MAXREPEAT or most > MANY
            if endless and within:
                yield "Wiederholung in einer Wiederholung"
            yield from _risks(list(inner), within=within or (endless and not _anchored(list(inner))))
        elif kind is _constants.BRANCH:
            branches = [list(branch) for branch in value[1]]
            if within and _overlap(branches):
                yield "gleich beginnende Möglichkeiten in einer Wiederholung"
            for branch in branches:
                yield from _risks(branch, within)
        elif kind is _constants.SUBPATTERN:
            yield from _risks(list(value[3]), within)
        elif kind in {_constants.ASSERT, _constants.ASSERT_NOT}:
            yield from _risks(list(value[1]), within=False)
        elif kind is _constants.ATOMIC_GROUP:
            yield from _risks(list(value), within=False)
        elif kind is _constants.GROUPREF_EXISTS:
            for branch in value[1:]:
                yield from _risks(list(branch or ()), within)


def _anchored(items: list[Item]) -> bool:
    """Whether each turn of a repetition begins with a sign of its own that nothing else in it matches: ``(,\\s*\\w+)*``
    can be cut in one way only."""
    if len(items) == 1 and items[0][0] is _constants.SUBPATTERN:
        return _anchored(list(items[0][1][3]))
    if len(items) < 2 or items[0][0] is not _constants.LITERAL:
        return False
    sign = chr(items[0][1])
    return not any(_may_match(item, sign) for item in items[1:])


def _may_match(item: Item, sign: str) -> bool:
    """Whether an item may match the sign somewhere; where that is not clear, it may."""
    kind, value = item
    if kind is _constants.LITERAL:
        return chr(value) == sign
    if kind in {_constants.IN, _constants.NOT_LITERAL}:
        return re.match(_class(item), sign) is not None
    if kind in REPEATS:
        return any(_may_match(each, sign) for each in value[2])
    if kind is _constants.SUBPATTERN:
        return any(_may_match(each, sign) for each in value[3])
    if kind is _constants.BRANCH:
        return any(_may_match(each, sign) for branch in value[1] for each in branch)
    return kind is not _constants.AT


CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d", _constants.CATEGORY_NOT_DIGIT: r"\D", _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S", _constants.CATEGORY_WORD: r"\w", _constants.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


PROBES = "".join(map(chr, range(32, 127))) + "\t\u00a0äöüßÄÖÜéñ„“”»«‚‘–—…€§°²٣я中"


def signs_of(item: Item) -> frozenset[str]:
    """The signs that a single sign or class may match, in upper and lower case, out of some of every kind."""
    kind, value = item
    if kind is _constants.ANY:
        return frozenset(PROBES)
    single = kind is _constants.LITERAL
    found = {chr(value)} if single else {sign for sign in PROBES if re.match(_class(item), sign)}
    return frozenset(found | {sign.lower() for sign in found} | {sign.upper() for sign in found})


def _class(item: Item) -> str:
    """A class of signs as a pattern again."""
    kind, value = item
    if kind is _constants.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    parts = []
    for each, what in value:
        if each is _constants.LITERAL:
            parts.append(re.escape(chr(what)))
        elif each is _constants.RANGE:
            parts.append(f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}")
        elif each is _constants.CATEGORY:
            parts.append(CATEGORIES[what])
    return f"[{'^' if value[0][0] is _constants.NEGATE else ''}{''.join(parts)}]"


def _overlap(branches: list[list[Item]]) -> bool:
    """Whether two alternatives may begin with the same sign, so that one text can be cut in several ways."""
    firsts = [branch[0] if branch else None for branch in branches]
    if any(first is None or first[0] is not _constants.LITERAL for first in firsts):
        return True
    signs = [first[1] for first in firsts if first]
    return len(set(signs)) < len(signs)
