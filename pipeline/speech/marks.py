"""Quotation marks in running text: which characters open, which close, and what stands between them.

Works on plain characters, so that no tokeniser or parser error can hide a quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

# What may close a quote that was opened by this mark: the proper mark first, then what tired typesetters use.
CLOSERS = {
    "„": '“”"‟„',
    "“": '”"“',
    "”": '”"',
    "‟": '”"',
    "»": "«",
    "«": "»",
    "‹": "›",
    "›": "‹",
    "‚": "‘’'",
    "‘": "’'‘",
    "’": "’'",
    "'": "'’",
    '"': '"”“',
}
SINGLE = "‚‘’'"
ANGLES = "«»‹›"
ANGLE, MARK = (re.compile(f"[{re.escape(''.join(marks))}]") for marks in (ANGLES, CLOSERS))
FILLER = "\u2060"
BEFORE_OPENING = '([{–—-/:„“”"»«‚‘›‹|' + FILLER
DOUBLED = ((",,", "„"), ("''", '"'), ("``", '"'), ("´´", '"'), ("<<", "«"), (">>", "»"))
CLITICS = ("s ", "n ", "ne ", "nen ", "nem ", "ner ", "n' ")
SENTENCE_ENDS = ".!?…"
PARTNER_WITHIN = 400
PARAGRAPHS_OF_A_QUOTE = 4


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks: ``start`` and ``end`` are character offsets with the marks.

    ``closed`` is false where the closing mark is missing: the quote then ends with its paragraph. ``level`` counts
    the quotations around this one.
    """

    start: int
    end: int
    closed: bool = True
    level: int = 0


@dataclass(frozen=True)
class _Open:
    start: int
    mark: str


def find_quotations(text: str, borders: Sequence[int] = ()) -> list[Quotation]:
    """All quotations in text order, outer before inner; never raises.

    ``borders`` are the offsets where a paragraph begins; line breaks end one as well. What is open at the end of
    a paragraph ends there, unless the next mark in the following ones closes it.
    """
    return list(_quotations(text, tuple(borders)))


@lru_cache(maxsize=1)  # several stations ask for those of the same article
def _quotations(text: str, borders: tuple[int, ...]) -> tuple[Quotation, ...]:
    plain = _with_single_marks(text)
    lines = (i + 1 for i, char in enumerate(text) if char == "\n")
    starts = sorted({0, len(text), *(b for b in borders if 0 <= b <= len(text)), *lines})
    found: list[Quotation] = []
    at = 0
    while at + 1 < len(starts):
        last = _last_paragraph(plain, starts, at)
        found.extend(_in_paragraph(plain, starts[at], starts[last]))
        at = last
    return tuple(_nested(plain, found))


def _with_single_marks(text: str) -> str:
    """The text, as long as before, with two characters that stand for one mark («,,so''») replaced by it."""
    for written, mark in DOUBLED:
        if written in text:
            text = text.replace(written, FILLER + mark)
    return text


def _last_paragraph(text: str, starts: list[int], at: int) -> int:
    """The index of the border where the quotations that begin in paragraph ``at`` have all ended."""
    stack = _walk(text, starts[at], starts[at + 1])[1]
    stack = [item for item in stack if item.mark not in SINGLE]
    if not stack:
        return at + 1
    for later in range(at + 1, min(at + PARAGRAPHS_OF_A_QUOTE, len(starts) - 1)):
        begin, end = starts[later], starts[later + 1]
        first = next((i for i in range(begin, end) if text[i] in CLOSERS and text[i] not in SINGLE), None)
        if first is None:
            continue
        if text[first] in CLOSERS[stack[-1].mark] and _can_close(text, first, begin, end) and text[first] != "„":
            return later + 1
        break
    return at + 1


def _in_paragraph(text: str, begin: int, end: int) -> list[Quotation]:
    found, stack = _walk(text, begin, end)
    return [*found, *_unclosed(text, stack, found, end)]


def _walk(text: str, begin: int, end: int) -> tuple[list[Quotation], list[_Open]]:
    """The closed quotations, and what is still open at the end."""
    stack: list[_Open] = []
    found: list[Quotation] = []
    outward = _points_outward(text, begin, end)
    for i in (match.start() for match in MARK.finditer(text, begin, end)):
        depth = _closes(text, i, stack, begin, end)
        if depth is not None:
            found.append(Quotation(stack[depth].start, i + 1))
            del stack[depth:]
        elif _opens(text, i, begin, end, outward):
            stack.append(_Open(i, text[i]))
    return found, stack


def _points_outward(text: str, begin: int, end: int) -> bool:
    """The paragraph sets its angles as the Swiss and French do: «so», not »so«."""
    first = ANGLE.search(text, begin, end)
    return first is not None and first.group() in "«‹"


def _closes(text: str, i: int, stack: list[_Open], begin: int, end: int) -> int | None:
    """The depth of the open quotation that the mark at ``i`` closes, or None."""
    if not stack or not _can_close(text, i, begin, end):
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if text[i] in CLOSERS[stack[depth].mark]:
            return depth if i > stack[depth].start + 1 else None
    return None


def _can_close(text: str, i: int, begin: int, end: int) -> bool:
    """Not an apostrophe («geht's», «Hans’ Haus») and not a mark that plainly opens (« „so»)."""
    mark, before, after = text[i], text[i - 1] if i > begin else " ", text[i + 1] if i + 1 < end else " "
    if mark in SINGLE:
        return not before.isspace() and not (before.isalnum() and after.isalnum())
    if mark == "„":
        return not before.isspace() and not after.isalnum() and before not in BEFORE_OPENING
    return not (mark in '“"' and before.isspace() and after.isalnum())


def _opens(text: str, i: int, begin: int, end: int, outward: bool) -> bool:
    mark, before, after = text[i], text[i - 1] if i > begin else " ", text[i + 1] if i + 1 < end else " "
    free = before.isspace() or before in BEFORE_OPENING
    if after.isspace() and not (mark in "„«»" and free):
        return False
    if mark in ANGLES:
        return (mark in "«‹") == outward
    if mark == "„":
        return True
    if mark in "’'" and (text.startswith(CLITICS, i + 1) or not _has_partner(text, i, end)):
        return False
    return free


def _has_partner(text: str, i: int, end: int) -> bool:
    """A closing single mark follows in the paragraph: «'so'», but not «’Ndrangheta»."""
    for j in range(i + 2, min(end, i + PARTNER_WITHIN)):
        after = text[j + 1] if j + 1 < end else " "
        if text[j] in "'’" and not text[j - 1].isspace() and not after.isalnum():
            return True
    return False


def _unclosed(text: str, stack: list[_Open], found: list[Quotation], end: int) -> Sequence[Quotation]:
    """What is still open ends with the paragraph, or with the last sentence before another quotation opens.

    Single marks that nothing closes are no quotation.
    """
    doubles = [item for item in stack if item.mark not in SINGLE]
    quotations = []
    for position, item in enumerate(doubles):
        later = [q.start for q in found if q.start > item.start] + [other.start for other in doubles[position + 1 :]]
        stop = min(later, default=end)
        last = _trimmed(text, stop) if stop == end else _sentence_end(text, item.start, stop)
        if last > item.start + 1:
            quotations.append(Quotation(item.start, last, closed=False))
    return quotations


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _sentence_end(text: str, start: int, stop: int) -> int:
    return max(text.rfind(mark, start, stop) + 1 for mark in SENTENCE_ENDS)


def _nested(text: str, found: list[Quotation]) -> list[Quotation]:
    """The quotations in order, each with its level; a doubled opening mark belongs to its quotation as a whole."""
    ordered = sorted(found, key=lambda q: (q.start, -q.end))
    result: list[Quotation] = []
    around: list[int] = []
    before = 0  # a border between the two characters of a doubled mark leaves the first to the quotation before
    for quotation in ordered:
        while around and around[-1] <= quotation.start:
            before = around.pop()
        doubled = text[quotation.start - 1 : quotation.start] == FILLER and quotation.start > before
        begin = quotation.start - 1 if doubled else quotation.start
        result.append(replace(quotation, start=begin, level=len(around)))
        around.append(quotation.end)
    return result
