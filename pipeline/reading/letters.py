"""A stretch of the text as read → its cleaned words with the way back, character by character.

Composed letters (NFC), plain blanks for every kind of space and line break, no invisible characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.records import Span

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
HIDDEN_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
HIDDEN_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff\U000e0000-\U000e007f]")
BROKEN_WORD = re.compile(r"(?<=[a-zäöüß])-[ \t]{0,3}(?:\r\n|\n|\r)[ \t]{0,8}(?=[a-zäöüß])")
MIXED_ALPHABETS = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
MOVED = {
    "superscript": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "subscript": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
LONG_WORD = re.compile(r"\S{1000,}")
PLAIN = re.compile(r"[ -~\xa1-\xac\xae-\u02ff‐-‧‰-⁞€]*\Z")


def cleaned(text: str, start: int, end: int, dropped: Iterable[Span] = ()) -> tuple[str, tuple[int, ...]]:
    """The words of ``text[start:end]`` without the ``dropped`` spans, and the offset of each character's origin.

    The offsets never fall; the last one, one more than there are characters, is the end of the last character's origin.
    """
    gaps = sorted(dropped)
    words: list[str] = []
    offsets: list[int] = []
    position = start
    last = start
    for gap_start, gap_end in [*gaps, (end, end)]:
        stop = max(position, min(gap_start, end))
        part = text[position:stop]
        if "  " not in part and PLAIN.match(part):
            doubled = part.startswith(" ") and words[-1:] in ([], [" "])
            words.extend(part[doubled:])
            offsets.extend(range(position + doubled, stop))
            last = position + len(part.rstrip(" ")) if part.strip(" ") else last
            position = max(position, gap_end)
            continue
        for piece, at, until in _pieces(text, position, stop):
            if piece == " " and (not words or words[-1] == " "):
                continue
            words.append(piece)
            offsets.append(at)
            last = until if piece != " " else last
        position = max(position, gap_end)
    while words and words[-1] == " ":
        words.pop()
        offsets.pop()
    return "".join(words), (*offsets, last if words else start)


def broken_words(text: str, start: int, end: int) -> list[Span]:
    """The hyphens and line breaks inside words that a line's end divides: «Sicher-⏎heit». «Luft-⏎und» stays."""
    found = []
    for match in BROKEN_WORD.finditer(text, start, end):
        following = re.match(r"[a-zäöüß]{1,4}", text[match.end() : match.end() + 4])
        if following and following.group() not in {"und", "oder", "bzw", "bis"}:
            found.append(match.span())
    return found


def endless_words(text: str, start: int, end: int) -> list[Span]:
    """Runs of a thousand and more characters without a space: no words, and costly to analyse."""
    return [match.span() for match in LONG_WORD.finditer(text, start, end)] if end - start >= 1000 else []


def moved_digits(words: str, place: str) -> str:
    """Digits that stand high or low in a document (``superscript``, ``subscript``) as signs that do so in any text: a
    note makes of «1.500» no «1.5003». Other words stay."""
    signs = MOVED.get(place, {})
    return words.translate(signs) if all(ord(sign) in signs for sign in words) else words


def hidden_signs(text: str) -> str:
    """A warning where the text holds signs that could mislead a reader or that are left out; empty where not."""
    warnings = []
    if HIDDEN_DIRECTION.search(text):
        warnings.append("unsichtbare Richtungszeichen entfernt")
    if HIDDEN_CONTROL.search(text):
        warnings.append("Steuerzeichen entfernt")
    if MIXED_ALPHABETS.search(text):
        warnings.append("lateinische und fremde Buchstaben in einem Wort gemischt")
    if LONG_WORD.search(text):
        warnings.append("überlange Zeichenketten ausgelassen")
    return "; ".join(warnings)


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    """Cleaned characters with the start and end of what each comes from; spaces are not yet collapsed."""
    part = text[start:end]
    if PLAIN.match(part):
        return ((char, at, at + 1) for at, char in enumerate(part, start))
    return _composed(text, start, end)


def _composed(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    at = start
    while at < end:
        until = at + 1
        while until < end and unicodedata.combining(text[until]):
            until += 1
        cluster = text[at:until]
        letters = cluster if until == at + 1 else unicodedata.normalize("NFC", cluster)
        for index, letter in enumerate(letters):
            kept = _kept(letter)
            if kept:
                last = index == len(letters) - 1
                yield kept, min(at + index, until - 1), until if last else min(at + index + 1, until)
        at = until


def _kept(letter: str) -> str:
    if letter.isspace() or letter == "\x85":
        return " "
    if unicodedata.category(letter) in INVISIBLE or letter in "\ufffe\uffff":
        return ""
    return letter
