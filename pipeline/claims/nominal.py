"""Positions without a verb of their own: nouns with an owner (die Forderung der Gewerkschaft), headlines (Keine Soldaten)."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.frames import owner_of
from pipeline.claims.negation import NEGATING, complement_negated
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position
from pipeline.claims.wording import negated, noun_stance
from pipeline.syntax import children, is_noun, is_verb, prepositions, relation

CONTENT_PREPOSITIONS = frozenset({"nach", "auf", "für", "zu", "zur", "zum", "über", "gegen", "an"})


def noun_frame(clause: Clause, parties: Parties) -> list[Position]:
    """A noun of position with its owner and its content: «die Forderung der Opposition nach Neuwahlen», «Trumps Drohung, …».

    Not: «die Pläne der Regierung» (without content), «auf Vorschlag des Präsidenten».
    """
    found: list[Position] = []
    for noun in clause.tokens:
        stance = noun_stance(noun) if is_noun(noun) else ""
        if not stance or noun == clause.predicate or any(t.lower_ in NEGATING for t in noun.children):
            continue
        owner = owner_of(noun, parties)
        content = _content(noun)
        if owner is None or content is None:
            continue
        turned = negated(stance) if is_verb(content) and complement_negated(content) and stance != "demanded" else stance
        if turned:
            found.append(Position(noun, content, turned, f"noun-{stance}", 0.6, owner, "holder", (content,) if is_verb(content) else ()))
    return found


def _content(noun: Token) -> Token | None:
    """What the noun is about: its infinitive or dass clause, else its phrase with nach, auf, für …"""
    for child in children(noun, "acl"):
        if relation(child) == "acl" and is_verb(child):
            return child
    for child in children(noun, "nmod", "obl"):
        if set(prepositions(child)) & CONTENT_PREPOSITIONS:
            return child
    return None


def headline(clause: Clause, parties: Parties) -> list[Position]:
    """A title without finite verb that says no: «Keine Beteiligung an der Mission», «G8: Nein zu Atomwaffen».

    Not: «Keine Überlebenden nach Absturz» (what happened).
    """
    predicate = clause.predicate
    if clause.finite is not None or any(is_verb(token) and token.tag_.endswith("FIN") for token in clause.sentence):
        return []
    return []
