"""Is a clause negated, and what is left of its stance then: scope, restriction of scope, double negation."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import CONTRAST, Clause
from pipeline.claims.contrast import NOT_ONLY, is_shared, negating
from pipeline.claims.wording import negated
from pipeline.records import Stance
from pipeline.syntax import (
    auxiliaries,
    basic,
    clause_of,
    is_finite,
    is_preposition,
    marker_of,
    negated_complement,
    word_class,
)

NOT_YET = frozenset({"noch", "bisher", "bislang", "vorerst"})


def negator(clause: Clause) -> Token | None:
    """The word that negates the clause itself, or None.

    «nicht nur» negates nothing; a phrase set off after the predicate («sagt Hilfe zu, jedoch nicht im
    Süden») restricts the position and does not negate it.
    """
    for token in clause.tokens:
        if token.lower_ in negating() and _negates(token, clause) and not is_shared(token, clause.predicate):
            return token
    return negated_complement(clause.predicate)


def shares_negation(clause: Clause) -> bool:
    """«Man kann nicht drohen und Gespräche beginnen»: of the second verb the nicht before the first leaves open what
    is meant.
    """
    if basic(clause.predicate) != "conj" or is_finite(clause.predicate) or auxiliaries(clause.predicate):
        return False
    word = negator(Clause(clause.predicate.head, clause.utterance))
    return word is not None and word.lower_ == "nicht"


def _negates(token: Token, clause: Clause) -> bool:
    if token.lower_ == "ohne" or (token.lower_ == "nicht" and (_next_lower(token) in NOT_ONLY or _bounds(token))):
        return False
    if token.lower_ == "nicht" and (_belongs_to_attribute(token) or _lower_before(token) == "sondern"):
        return False  # «nicht nur durch Worte, sondern nicht weniger durch Taten»
    if clause_of(token) != clause_of(clause.predicate) and token.head != clause.predicate:
        return False
    return not _restricts(token, clause)


def _restricts(token: Token, clause: Clause) -> bool:
    """«sagt Hilfe zu, nicht im Süden, aber im Norden»: only the phrase after it is excluded."""
    finite = clause.finite or clause.predicate
    if token.i < max(clause.predicate.i, finite.i) or token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    behind = token.doc[token.i + 1 : token.sent.end]
    following = next((t for t in behind if t.lower_ not in CONTRAST), token)  # «…, nicht jedoch von der Regierung»
    return before.lower_ in CONTRAST and (is_preposition(following) or following.lower_ in {"in", "auf", "mit"})


def _belongs_to_attribute(token: Token) -> bool:
    """«die nicht rauchende Bevölkerung»: between the article and its adjective it negates no verb."""
    if word_class(token.head) != "attribute" or not token.sent.start < token.i < token.head.i:
        return False
    return basic(token.doc[token.i - 1]) in {"det", "case"}


def _bounds(token: Token) -> bool:
    """«nicht mehr als 500 Helfer», «nicht länger als ein Jahr»: a limit on the measure, no negation."""
    behind = [t.lower_ for t in token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]]
    return len(behind) == 2 and behind[1] == "als" and (behind[0].endswith("er") or behind[0] in {"mehr", "weniger"})


def _lower_before(token: Token) -> str:
    return token.doc[token.i - 1].lower_ if token.i > token.sent.start else ""


def _next_lower(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def not_yet(clause: Clause) -> bool:
    """«noch nicht», «bisher kein», «nicht alle»: the position is still open."""
    token = negator(clause)
    if token is None:
        return False
    near = {t.lower_ for t in token.doc[max(token.i - 2, token.sent.start) : token.i]}
    return bool(near & NOT_YET) or _next_lower(token) in {"alle", "jeder", "jedes"}


def turned(stance: Stance, clause: Clause) -> Stance:
    """The stance after the clause's own negation; empty where no position is left."""
    return negated(stance) if negator(clause) is not None else stance


def complement_negated(predicate: Token) -> bool:
    """A complement clause that says what will not be done («keine Soldaten zu entsenden»)."""
    return negator(Clause(predicate)) is not None and marker_of(predicate) != "ob"
