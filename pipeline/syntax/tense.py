"""Does a clause look ahead or back? Decides between last and next Tuesday."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import toml_table

Direction = Literal["ahead", "present", "back", ""]


def direction_of(span: Span) -> Direction:
    """Where the clause of a time expression looks: «soll am Dienstag», «für Dienstag» ahead, «sagte am Dienstag» back.

    ``present`` for a plain present, which may tell of either («beraten am Dienstag»); empty where no verb tells
    («Termine: 28. September, Premiere»).
    """
    words = toml_table("dates")["words"]
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    if before and before[-1] in words["backward"]:
        return "back"
    if any(word in words["forward"] for word in before):
        return "ahead"
    root = span.root
    attribute = _attribute_of(root)
    if attribute is not None:
        return "ahead" if attribute.lower_ in words["announcing"] else "back"
    predicate = syntax.clause_of(root)
    if any(token.lower_ in words["announcing"] for token in syntax.clause_tokens(predicate)):
        return "ahead"
    return _direction_of_verb(predicate)


def _attribute_of(token: Token) -> Token | None:
    """The participle before a noun that the expression hangs on («die am Dienstag beschlossene Steuer»)."""
    while token.head != token and syntax.relation(token) not in syntax.CLAUSE:
        if syntax.is_adjective(token.head) and syntax.basic(token.head) == "amod":
            return token.head
        token = token.head
    return None


def _direction_of_verb(predicate: Token) -> Direction:
    finite = syntax.finite_of(predicate)
    if finite is None:
        return "ahead" if syntax.is_infinitive(predicate) else "back" if syntax.is_participle(predicate) else ""
    if syntax.is_perfect(predicate) or any(token.lower_ == "worden" for token in syntax.auxiliaries(predicate)):
        return "back"
    if syntax.is_future(predicate) or syntax.mood(finite).startswith("Sub") or syntax.modal_of(predicate) is not None:
        return "back" if "Past" in finite.morph.get("Tense", []) and syntax.mood(finite) == "Ind" else "ahead"
    return "back" if "Past" in finite.morph.get("Tense", []) else "present"
