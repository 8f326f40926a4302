"""Does a clause look ahead or back? Decides between last and next Tuesday."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import toml_table


def looks_forward(span: Span) -> bool | None:
    """«Am Dienstag soll …», «für Montag», «die für Mai geplante Reise» look forward; «sagte am Dienstag» looks back.

    None where no verb tells («Termine: 28. September, Premiere»).
    """
    words = toml_table("dates")["words"]
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    if before and before[-1] in words["backward"]:
        return False
    if any(word in words["forward"] for word in before):
        return True
    attribute = _attribute_of(span.root)
    if attribute is not None:
        return attribute.lower_ in words["announcing"]
    predicate = syntax.clause_of(span.root)
    if any(token.lower_ in words["announcing"] for token in syntax.clause_tokens(predicate)):
        return True
    return _is_ahead(predicate)


def _attribute_of(token: Token) -> Token | None:
    """The participle before a noun that the expression hangs on («die am Dienstag beschlossene Steuer»)."""
    while token.head != token and syntax.relation(token) not in syntax.CLAUSE:
        if syntax.is_adjective(token.head) and syntax.basic(token.head) == "amod":
            return token.head
        token = token.head
    return None


def _is_ahead(predicate: Token) -> bool | None:
    finite = syntax.finite_of(predicate)
    if finite is None:
        return True if syntax.is_infinitive(predicate) else (False if syntax.is_participle(predicate) else None)
    if syntax.is_perfect(predicate) or any(token.lower_ == "worden" for token in syntax.auxiliaries(predicate)):
        return False
    if syntax.is_future(predicate):
        return True
    if syntax.mood(finite).startswith("Sub"):
        return True
    return "Past" not in finite.morph.get("Tense")
