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
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    leading = before[:1] if len(before) == 2 and before[1] in words["between"] else before[-1:]
    if any(word in words["backward"] for word in leading) and after not in {"bis", "–", "-"}:
        return "back"
    if any(word in words["forward"] for word in leading) and not _is_end_of_range(span):
        return "ahead"
    told = _direction_told(span, words)
    return "ahead" if told != "back" and any(word in words["forward_but_told"] for word in leading) else told


def _is_end_of_range(span: Span) -> bool:
    """«vom 5. bis 22. November»: «bis» ends a stretch and looks nowhere."""
    return any(token.lower_ in {"vom", "von"} for token in span.doc[max(0, span.start - 6) : span.start])


def _direction_told(span: Span, words: dict[str, list[str]]) -> Direction:
    """Where verb, participles and words such as «demnächst» look."""
    root = span.root
    attribute = _attribute_of(root)
    if attribute is not None:
        return "ahead" if attribute.lower_ in words["announcing"] else "back"
    predicate = syntax.clause_of(root)
    own = syntax.clause_tokens(predicate)
    if any(token.lower_ in words["announcing"] for token in own):
        return "ahead"
    verb = _direction_of_verb(predicate)
    return verb if verb in {"ahead", "back"} else _pointed(own) or verb


def _pointed(tokens: list[Token]) -> Direction:
    """«demnächst» points ahead, «damals» back, where the verb tells of neither."""
    references: dict[str, str] = toml_table("dates")["references"]
    found = [references[token.lower_] for token in tokens if token.lower_ in references]
    return "ahead" if "FUTURE_REF" in found else "back" if "PAST_REF" in found else ""


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
        if syntax.is_infinitive(predicate):
            return "ahead"
        if syntax.marker_of(predicate):  # «ob sie im Sommer Pioniere entsendet»: no participle
            return "present"
        return "back" if syntax.is_participle(predicate) else ""
    if syntax.is_perfect(predicate) or any(token.lower_ == "worden" for token in syntax.auxiliaries(predicate)):
        return "back"
    if syntax.is_future(predicate) or syntax.mood(finite).startswith("Sub") or syntax.modal_of(predicate) is not None:
        return "back" if "Past" in finite.morph.get("Tense", []) and syntax.mood(finite) == "Ind" else "ahead"
    return "back" if "Past" in finite.morph.get("Tense", []) else "present"
