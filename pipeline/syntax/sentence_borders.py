"""Sentence borders that the parser must not set (after ordinals, abbreviations, inside numbers and dates) or must not
miss: before words that only begin a sentence.

A thin component that runs before the parser; the parser decides everywhere else. Paragraphs are parsed apart, so a
headline never runs into the text below it.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.lexicon import toml_table

COMPONENT = "belegt_sentences"
NO_START = 2**64 - 1  # spaCy keeps -1, «no sentence begins here», in an array without signs
ORDINAL = re.compile(r"\d{1,3}\.\Z")
ROMAN = re.compile(r"[IVX]{1,6}\.\Z")
FINAL = frozenset(".!?…")
LONGEST = 400  # words without any end of a sentence; no German sentence comes near
# What a sentence that begins with a small letter may follow; a closing quotation mark is none («Laut „X“ kamen …»).
BEFORE_SMALL = {"!", "?", ":", ";", "…", "-", "–", "—", "•", "*", "|"}
INITIAL = re.compile(r"[A-ZÄÖÜ]\.\Z")
NUMBERED = re.compile(r"(?:\d{1,3}|[IVX]{1,6}|[A-ZÄÖÜ])\.\Z")


@Language.component(COMPONENT)
def mark_sentences(doc: Doc) -> Doc:
    """Forbid a sentence start after an ordinal («6. Januar»), an abbreviation or an initial («Donald J. Trump»), but
    force it before an article or pronoun («des Modells 3. Ein Sprecher …»).

    Words without end («a, b, c, …» over pages) are cut, since work grows with the square of a sentence's length.
    """
    table = toml_table("abbreviations")
    never_last, opening = set(table["never_last"]), set(table["opens_sentence"])
    after_ordinal = set(table["after_ordinal"])
    scales, counted = set(table["scales"]), set(table["after_scale"])
    words = [token.text for token in doc]
    borders: Any = doc.to_array("SENT_START")
    length = 0
    for i in range(1, len(words)):
        length = 0 if words[i - 1] in FINAL else length + 1
        begins = words[i] in opening and _may_close(words, i - 1, never_last)
        if begins or (length and length % LONGEST == 0):
            borders[i] = 1
        elif _continues(words, i, never_last, after_ordinal) or (words[i - 1] in scales and words[i] in counted):
            borders[i] = NO_START
    return doc.from_array(["SENT_START"], borders)


def _may_close(words: list[str], last: int, never_last: set[str]) -> bool:
    """A number, Roman number or initial that a word leads («Modell 3.», «mit 13.»); not «1. Der Haushalt», «z. B.»."""
    start = last
    if words[last] == "." and last and words[last - 1].isdigit():
        start -= 1
    elif not _is_stopped(words[last]) or words[last] in never_last or not NUMBERED.match(words[last]):
        return False
    leader = words[start - 1] if start else ""
    return leader[:1].isalpha() and not leader.endswith(".")


def _continues(words: list[str], at: int, never_last: set[str], after_ordinal: set[str]) -> bool:
    word, previous = words[at], words[at - 1]
    if word.isspace() or (word[:1].islower() and previous not in BEFORE_SMALL):
        return True
    if not _is_stopped(previous):
        return False
    if ORDINAL.match(previous) or (previous == "." and at > 1 and words[at - 2].isdigit()):
        return word in after_ordinal
    if ROMAN.match(previous) or INITIAL.match(previous):
        return word[:1].isupper()
    return previous in never_last


def _is_stopped(word: str) -> bool:
    """Numbers, initials and abbreviations of these rules all end in a full stop."""
    return word.endswith(".")
