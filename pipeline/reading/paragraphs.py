"""The text's lines → its paragraphs: blank lines divide, lines broken at a fixed width are joined.

Websites give one paragraph a line, e-mails and plain-text archives break lines at 60 to 80 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.records import Span

WIDEST = 100
NARROWEST = 40
FEWEST_LINES = 4
LONGEST_PARAGRAPH = 8_000
LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…][\"'“”«»‘’)\]]{0,2}\Z")
SENTENCE_GAP = re.compile(r"(?<=[.!?…\"“”«»])\s")
GAP = re.compile(r"\s")


def paragraph_spans(text: str, start: int = 0) -> list[Span]:
    """Start and end of every paragraph from ``start`` on, without white space at its borders, none empty.

    A paragraph longer than LONGEST_PARAGRAPH is divided at a sentence's end, so that one endless line costs no memory.
    """
    lines = list(_lines(text, start))
    width = _wrap_width(text, lines)
    spans: list[Span] = []
    for group in _groups(lines):
        spans.extend(_joined(text, group, width))
    return [part for span in spans for part in _divided(text, span)]


def _lines(text: str, start: int) -> Iterator[Span]:
    """Trimmed lines; a blank one as an empty span."""
    position = start
    for match in LINE_END.finditer(text, start):
        yield _trimmed(text, position, match.start())
        position = match.end()
    yield _trimmed(text, position, len(text))


def _trimmed(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return (start + left, start + left + len(line.strip())) if line.strip() else (start, start)


def _groups(lines: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for line in lines:
        if line[0] < line[1]:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width at which the text's lines are broken, or 0 where each line is a paragraph of its own.

    Broken lines are about as long as fits: with the next line's first word they would be too long.
    """
    lengths = sorted(end - start for start, end in lines if end > start)
    if len(lengths) < FEWEST_LINES:
        return 0
    width = lengths[len(lengths) * 95 // 100]
    if not NARROWEST <= width <= WIDEST:
        return 0
    pairs = [(a, b) for group in _groups(lines) for a, b in pairwise(group)]
    full = [a for a, b in pairs if _is_full(text, a, b, width)]
    unfinished = sum(not SENTENCE_END.search(text[start:end]) for start, end in full)
    return width if len(full) >= 3 and len(full) > 0.6 * len(pairs) and unfinished > 0.5 * len(full) else 0


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    word = GAP.split(text[following[0] : following[1]], maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _runs_on(text: str, line: Span, following: Span) -> bool:
    """The line stops in mid-sentence and the next one goes on in lower case with several words."""
    first = text[line[0] : line[1]]
    second = text[following[0] : following[1]]
    if len(first) < 30 or not second[0].islower() or second[:5] == "date " or SENTENCE_END.search(first):
        return False
    return first[-1] not in ":;|" and second.count(" ") >= 2 and len(second) >= 20


def _joined(text: str, group: Sequence[Span], width: int) -> Iterator[Span]:
    start, end = group[0]
    for line, following in pairwise(group):
        if not (width and _is_full(text, line, following, width)) and not _runs_on(text, line, following):
            yield start, end
            start = following[0]
        end = following[1]
    yield start, end


def _divided(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > LONGEST_PARAGRAPH:
        cut = _cut(text, start, start + LONGEST_PARAGRAPH)
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, end)[0]
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    """The last sentence end before ``end``, else the last white space, else ``end``."""
    half = (start + end) // 2
    for pattern in (SENTENCE_GAP, GAP):
        cuts = [match.start() for match in pattern.finditer(text, half, end)]
        if cuts:
            return cuts[-1]
    return end
