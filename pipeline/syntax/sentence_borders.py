"""Sentence borders that the parser must not set (after ordinals, abbreviations, inside numbers and dates) or must not
miss: before words that only begin a sentence.

A thin component that runs before the parser; the parser decides everywhere else. Paragraphs are parsed apart, so a
headline never runs into the text below it.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.lexicon import toml_table

COMPONENT = "belegt_sentences"
ORDINAL = re.compile(r"\d{1,3}\.\Z")
ROMAN = re.compile(r"[IVX]{1,6}\.\Z")
FINAL = frozenset(".!?…")
LONGEST = 400  # words without any end of a sentence; no German sentence comes near
# What a sentence that begins with a small letter may follow; a closing quotation mark is none («Laut „X“ kamen …»).
BEFORE_SMALL = {"!", "?", ":", ";", "…", "-", "–", "—", "•", "*", "|"}
INITIAL = re.compile(r"[A-ZÄÖÜ]\.\Z")


@Language.component(COMPONENT)
def mark_sentences(doc: Doc) -> Doc:
    """Forbid a sentence start after an ordinal («6. Januar»), an abbreviation or an initial («Donald J. Trump»), but
    force it before an article or pronoun («des Modells 3. Ein Sprecher …»).

    Words without end («a, b, c, …» over pages) are cut, since work grows with the square of a sentence's length.
    """
    words = toml_table("abbreviations")
    never_last = set(words["never_last"])
    after_ordinal = set(words["after_ordinal"])
    opening = set(words["opens_sentence"])
    length = 0
    for token in doc[1:]:
        length = 0 if doc[token.i - 1].text in FINAL else length + 1
        begins = token.text in opening and _may_close(doc[token.i - 1], never_last)
        if begins or (length and length % LONGEST == 0):
            token.is_sent_start = True
        elif _continues(doc[token.i - 1], token, never_last, after_ordinal):
            token.is_sent_start = False
    return doc


def _may_close(last: Token, never_last: set[str]) -> bool:
    """A number, Roman number or initial that a word leads («Modell 3.», «mit 13.»); not «1. Der Haushalt», «z. B.»."""
    doc, start = last.doc, last.i
    if last.text == "." and start and doc[start - 1].text.isdigit():
        start -= 1
    elif last.text in never_last or not any(form.match(last.text) for form in (ORDINAL, ROMAN, INITIAL)):
        return False
    leader = doc[start - 1].text if start else ""
    return leader[:1].isalpha() and not leader.endswith(".")


def _continues(previous: Token, token: Token, never_last: set[str], after_ordinal: set[str]) -> bool:
    if token.is_space or (token.text[:1].islower() and previous.text not in BEFORE_SMALL):
        return True
    if ORDINAL.match(previous.text):
        return token.text in after_ordinal
    if previous.text == "." and previous.i and previous.doc[previous.i - 1].text.isdigit():
        return token.text in after_ordinal
    if ROMAN.match(previous.text) or INITIAL.match(previous.text):
        return token.text[:1].isupper() and not token.is_quote
    return previous.text in never_last
