"""The words that a position hangs on: «sofern der Bundestag zustimmt», «nach einem Waffenstillstand», «sollte X …»."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.claims.wording import ends_like
from pipeline.lexicon import derived, toml_table
from pipeline.syntax import basic, children, is_finite, is_noun, is_preposition, is_verb, marker_of, prepositions, relation, subtree

FILE = "conditions"
MODAL_OPENERS = frozenset({"sollte", "sollten", "würde", "würden", "wäre", "wären", "hätte", "hätten", "käme", "kämen"})


@derived
def listed(key: str) -> frozenset[str]:
    return frozenset(toml_table(FILE).get(key, ()))


@derived
def openings() -> tuple[str, ...]:
    """Fixed openings, the longest first."""
    return tuple(sorted(toml_table(FILE).get("openings", ()), key=lambda text: (-len(text), text)))


def is_condition(predicate: Token) -> bool:
    """The predicate stands in a clause of condition: with wenn, falls, sobald, or with its verb first («Sollte …»)."""
    token = predicate
    while True:
        if opens_condition(token):
            return True
        if token.head == token or not is_verb(token) and relation(token) in {"root", "ROOT"}:
            return False
        if relation(token) in {"ccomp", "parataxis", "root", "acl:relcl"}:
            return False
        token = token.head


def opens_condition(predicate: Token) -> bool:
    """This very clause is one of condition."""
    if marker_of(predicate) in listed("conjunctions"):
        return True
    return relation(predicate) in {"advcl", "ccomp", "parataxis"} and is_verb_first(predicate)


def is_verb_first(predicate: Token) -> bool:
    """«Sollte Russland angreifen, …»: the clause begins with its finite verb."""
    first = predicate.doc[predicate.left_edge.i]
    following = [t for t in predicate.subtree if not t.is_punct]
    first = following[0] if following else first
    return first.lower_ in MODAL_OPENERS and is_finite(first)


def condition_of(anchor: Token, source: Token) -> Span | None:
    """The condition nearest to the position: a clause or phrase on its own predicate, else on the one that governs it."""
    for predicate in dict.fromkeys([anchor, source, anchor.head, *source.children]):
        if predicate.sent != anchor.sent:
            continue
        found = _on(predicate)
        if found is not None:
            return found
    return None


def _on(predicate: Token) -> Span | None:
    for child in sorted(predicate.children, key=lambda token: token.i):
        if relation(child) in {"advcl", "ccomp", "parataxis", "acl"} and opens_condition(child):
            return trimmed(subtree(child))
    for child in sorted(predicate.children, key=lambda token: token.i):
        if basic(child) in {"obl", "nmod", "advmod"}:
            phrase = _phrase(child)
            if phrase is not None:
                return phrase
    return None


def _phrase(noun: Token) -> Span | None:
    """«vorbehaltlich der Zustimmung», «nach einem Waffenstillstand», «im Falle eines Angriffs»."""
    span = trimmed(subtree(noun))
    text = span.text.lower()
    if any(text.startswith(opening) for opening in openings()):
        return span
    preps = set(prepositions(noun))
    if preps & listed("prepositions"):
        return span
    if preps & listed("event_prepositions") and ends_like(noun.lemma_, listed("event_nouns")) and not _is_known(noun):
        return span
    return None


def _is_known(noun: Token) -> bool:
    """«nach dem Abkommen vom Montag» has come already: a condition lies ahead and is mostly indefinite."""
    articles = {child.lower_ for child in children(noun, "det")}
    possible = any("möglich" in child.lower_ or "künftig" in child.lower_ or "eventuell" in child.lower_ for child in noun.children)
    return bool(articles & {"der", "dem", "den", "des", "die", "das", "diesem", "dieser"}) and not possible


def trimmed(span: Span) -> Span:
    """Without punctuation at either end."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_punct:
        start += 1
    while end > start and span.doc[end - 1].is_punct:
        end -= 1
    return span.doc[start:end]


__all__ = ["condition_of", "is_condition", "is_noun", "is_preposition"]
