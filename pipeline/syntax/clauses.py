"""Clauses: subjects, objects, agents, negation and what governs what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.syntax.closed import forms
from pipeline.syntax.trees import AUXILIARY, CLAUSE, SUBJECT, basic, children, relation
from pipeline.syntax.words import is_verb


def subject_of(predicate: Token) -> Token | None:
    """The head of the clause's subject: own, shared by coordination, or of the verb that governs an infinitive."""
    own = next(iter(children(predicate, *SUBJECT)), None)
    if own is not None:
        return own
    if basic(predicate) in {"conj", "xcomp"} and predicate.head != predicate:
        return subject_of(predicate.head)
    return None


def is_subject(token: Token) -> bool:
    """The head of a subject, or a later conjunct of one."""
    while basic(token) == "conj" and token.head != token:
        token = token.head
    return relation(token) in SUBJECT


def object_of(predicate: Token) -> Token | None:
    """The head of the accusative object, or None."""
    return next(iter(children(predicate, "obj")), None)


def agent_of(predicate: Token) -> Token | None:
    """The head of the von or durch phrase of a passive, or None."""
    return next(iter(children(predicate, "obl:agent")), None)


def clause_of(token: Token) -> Token:
    """The predicate of the smallest clause that the token stands in."""
    while token.head != token:
        if relation(token) in CLAUSE or (basic(token) == "conj" and is_clause_head(token)):
            return token
        token = token.head
    return token


def is_clause_head(token: Token) -> bool:
    """A predicate: a verb that is no auxiliary, or what has a subject or a copula."""
    if basic(token) in AUXILIARY:
        return False
    return (is_verb(token) and basic(token) != "amod") or bool(children(token, "cop", *SUBJECT))


def clause_tokens(predicate: Token) -> list[Token]:
    """The clause's own tokens in text order, without subordinate and coordinated clauses."""
    found = [predicate]
    for token in found:  # which grows on the way
        for child in token.children:
            if relation(child) not in CLAUSE and not (basic(child) == "conj" and is_clause_head(child)):
                found.append(child)
    return sorted(found, key=lambda token: token.i)


def governing(predicate: Token) -> Iterator[Token]:
    """The predicates above this one, from the nearest to the root's."""
    token = predicate
    while token.head != token:
        token = clause_of(token.head)
        yield token


def negation_of(predicate: Token) -> Token | None:
    """The word that negates the clause (nicht, kein on subject or object, weder), or None.

    «nicht nur … sondern auch» negates nothing.
    """
    for token in clause_tokens(predicate):
        if token.lower_ not in forms("negations") or (token.lower_ == "nicht" and _is_not_only(token)):
            continue
        if clause_of(token) == clause_of(predicate):
            return token
    return negated_complement(predicate)


def negated_complement(predicate: Token) -> Token | None:
    """«soll kein Dauerzustand werden»: kein on the noun that says what something becomes."""
    nouns = [child for child in children(predicate, "xcomp") if not is_verb(child)]
    articles = [article for noun in nouns for article in children(noun, "det")]
    return next((article for article in articles if article.lower_ in forms("negations")), None)


def _is_not_only(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 2]
    return bool(following) and following[0].lower_ in {"nur", "bloß", "allein", "unbedingt"}


def marker_of(predicate: Token) -> str:
    """The subordinating conjunction of the clause (dass, wenn, ob, zu), lower case, or empty."""
    found = [child.lower_ for child in children(predicate, "mark")]
    with_zu = "zu" in found or predicate.tag_ == "VVIZU"
    # «verpflichtete sich, bis 2040 alle Öfen abzuschalten»: no preposition introduces an infinitive
    marks = [word for word in found if word != "zu" and (not with_zu or word in forms("infinitive_openers"))]
    return marks[0] if marks else "zu" if with_zu else ""
