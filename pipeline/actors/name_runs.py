"""Runs of words that can be one person's name: first names, initials, particles, what stands inside and what
breaks it.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.actors.names import first_names, name_words
from pipeline.actors.offices import office, title_gender
from pipeline.actors.regions import code_of_region
from pipeline.syntax import is_name, relation

INITIAL = re.compile(r"(?:[A-ZÄÖÜ]\.){1,3}\Z")
WORD = re.compile(r"[^\W\d_][^\W\d_’'.-]*(?:[-’'.][^\W\d_]+){0,4}[’'.]?\Z")
ROMAN = re.compile(r"[IVX]{1,6}\Z")
LONGEST = 6


def name_from(doc: Doc, start: int) -> Span:
    """The run of words that can be one name from here on; empty where the first can be none."""
    end = at = start
    while at < len(doc) and at - start < LONGEST:
        if is_name_word(doc[at]) or (at > start and (_surname_like_a_place(doc[at]) or _is_surname(doc, start, at))):
            at += 1
            end = at
            continue
        behind = _behind_particles(doc, at)
        if behind == at or behind >= len(doc):
            break
        if not is_name_word(doc[behind]):
            return doc[start : behind + 1] if _noble(doc, start, at, behind) else doc[start:end]
        at = behind
    return doc[start:end]


def _surname_like_a_place(token: Token) -> bool:
    """«Selin Kaplan»: behind a first name even what the model takes for a place is the surname, if no table knows
    it.
    """
    alone = token.ent_type_ == "LOC" and len(entity_of(token)) == 1 and is_name(token)
    return alone and not is_place_or_adjective(token) and not code_of_region(token.text)


def _is_surname(doc: Doc, start: int, at: int) -> bool:
    """«Søren Hjortskov»: right behind a first name, and its part for the parser, though the tagger calls it a noun."""
    word = doc[at]
    part = relation(word) == "flat" and word.head.i == start and at == start + 1
    return part and doc[start].text in first_names() and word.text.istitle() and office(word.text) is None


def _behind_particles(doc: Doc, at: int) -> int:
    """Past «von der», «de la»; a bare article («Merkel den Vorschlag») is no particle."""
    if at < len(doc) and doc[at].text in name_words("articles"):
        return at
    while at < len(doc) and doc[at].text in name_words("particles"):
        at += 1
    return at


def _noble(doc: Doc, start: int, at: int, behind: int) -> bool:
    """After a first name the particle goes on to what looks like a place («Anton von Rabenau», «Lula da Silva»)."""
    name = doc[behind]
    if not name.text[:1].isupper() or name.text.isupper() or is_place_or_adjective(name) or at == start:
        return False
    german = doc[at].text in {"von", "vom", "zu", "zum", "zur"}
    single = behind == at + 1 and at - start == 1
    return (single or not german) and doc[start].text in first_names()


def is_name_word(token: Token) -> bool:
    if token.text in name_words("suffixes") or INITIAL.match(token.text) or is_joined(token.text):
        return True
    other = token.ent_type_ in {"LOC", "ORG", "MISC"} and not _holds_an_office(token)
    if other or not (token.text[:1].isupper() and WORD.match(token.text)):
        return False
    if inside_name(token, "nobility"):
        return True
    if (
        token.text in name_words("never")
        or title_gender(token.text) is not None
        or token.text.isupper()
        or is_office_here(token)
    ):
        return False
    if is_place_or_adjective(token):
        return False
    return is_name(token) or token.text in first_names() or token.ent_type_ == "PER"


def _holds_an_office(token: Token) -> bool:
    """The model took an office with its holder for a firm («Chemiker Hans Roth»): a misreading of a person."""
    entity = entity_of(token)
    first = entity[0].text
    return entity.start < token.i and (office(first) is not None or first in countries().inhabitants)


def entity_of(token: Token) -> Span:
    """The model's entity that the token is part of, else the token alone."""
    doc = token.doc
    return next((entity for entity in doc.ents if entity.start <= token.i < entity.end), doc[token.i : token.i + 1])


def inside_name(token: Token, words: str) -> bool:
    """«Claus Schenk Graf von Stauffenberg»: the word stands behind another word of the name."""
    return token.text in name_words(words) and token.i > 0 and is_name(token.doc[token.i - 1]) and token.ent_iob_ == "I"


def is_office_here(token: Token) -> bool:
    """An office word that is not the surname of «Jens König» or «Boris Pistorius' Sprecher»."""
    if office(token.text) is None:
        return False
    previous = token.doc[token.i - 1] if token.i else None
    if token.ent_type_ == "PER" and token.ent_iob_ == "I" and "-" in token.text and is_name(token):
        return False  # «Annegret Kramp-Karrenbauer»
    return not (previous is not None and previous.text in first_names() and not token.text.endswith("in"))


def ends_in_roman(span: Span) -> bool:
    """«Benedikt XVI.»: number and stop are two tokens there."""
    return len(span) > 2 and span[-1].text == "." and ROMAN.match(span[-2].text) is not None


def is_joined(word: str) -> bool:
    """«al-Maliki»: an Arabic article with its name."""
    article, _, name = word.partition("-")
    return article.lower() in name_words("joined") and name[:1].isupper()


def is_place_or_adjective(token: Token) -> bool:
    table = countries()
    word = token.text
    place = (
        code_of_noun(word) or table.inhabitants.get(word) or table.capitals.get(word) or table.capitals.get(bare(word))
    )
    return bool(place or table.seats.get(word) or code_of_adjective(token.lower_))


def bare(word: str) -> str:
    """A name without genitive s or apostrophe: Merkels → Merkel, Merz’ → Merz."""
    for ending in ("’s", "'s", "’", "'", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending)
    return word
