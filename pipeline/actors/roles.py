"""What stands around a person's name and tells the office: «der finnische Premier Olli Aalto», «Rita Bauer,
Tochter von …».
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.actors.attributes import ends_attribute
from pipeline.actors.countries import code_of_noun, countries
from pipeline.actors.name_runs import is_name_word, is_office_here
from pipeline.actors.office_phrases import Role, role_of_phrase
from pipeline.actors.offices import Office, office, office_words, title_gender
from pipeline.syntax import is_adjective, is_finite, is_function_word, is_noun, is_preposition, is_verb

FARTHEST = 9
LONGEST_APPOSITION = 14
QUOTES = {"„", "“", "«", "»", '"', "‚", "‘"}
CLOSERS = {",", "(", ".", ")", "und", "–", "-", ":", ";"}


def roles_of(span: Span) -> list[Role]:
    """The roles that stand directly around one mention of a person, the one before the name first."""
    return [role for role in (_before(span), _after(span)) if role is not None]


def title_of(span: Span) -> str:
    """m or f where a title before the name tells it (Frau Merkel), else empty."""
    before = span.doc[span.start - 1] if span.start else None
    return (title_gender(before.text) or "") if before is not None else ""


def _before(span: Span) -> Role | None:
    doc, at = span.doc, _skip_titles(span)
    if at < 0 or doc[at + 1].is_sent_start:
        return None
    held = office(doc[at].text) if is_office_here(doc[at]) else None
    if is_preposition(doc[at]) or (held is not None and _belongs_to_holder(span, held)):
        return None
    if held is not None and doc[at].sent == span.sent:
        return role_of_phrase(doc, at, held, doc[at + 1 : at + 1])
    head = _office_with_attribute(doc, at, span)
    found = office(doc[head].text) if head is not None else None
    if head is None or found is None:
        return None
    return role_of_phrase(doc, head, found, doc[head + 1 : at if doc[at].text == "," else at + 1])


def _belongs_to_holder(span: Span, held: Office) -> bool:
    """«Berater Donald Trumps»: the name is the owner, not the holder; but «Präsident Donald Trumps Rede» is his."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    owned = span[-1].text.endswith("s") and held.stands != "state"
    owned = owned and ("Gen" in span[-1].morph.get("Case", []) or is_indefinite(span) or _stands_bare(span[-1]))
    return owned and (following is None or not is_noun(following))


def _stands_bare(last: Token) -> bool:
    """The article also names the person without the s: «die Anwältin Somaris … Ali Somari»."""
    bare = last.text[:-1]
    return any(token.text == bare and token.ent_type_ == "PER" for token in last.doc)


def is_indefinite(span: Span) -> bool:
    """«ein Sprecher Kurt Bauers»: behind an office with ein the name is the owner's."""
    at = _skip_titles(span) - 1
    while at > 0 and is_adjective(span.doc[at]):
        at -= 1
    return at >= 0 and span.doc[at].lower_ in office_words("indefinite")


def _skip_titles(span: Span) -> int:
    at = span.start - 1
    while at >= 0 and (
        span.doc[at].is_space or title_gender(span.doc[at].text) is not None or span.doc[at].text in QUOTES
    ):
        if office(span.doc[at].text) is not None:
            break
        at -= 1
    return at


def _office_with_attribute(doc: Doc, at: int, span: Span) -> int | None:
    """«der Präsident der Ukraine(,) NAME», «des Bundesinnenministers, NAME, …»: the office left of its attribute
    or comma.
    """
    closed = doc[at].text == ","
    if closed and not _closes(doc, span.end):
        return None
    last = at - 1 if closed else at
    found = last if closed and last >= 0 and is_office_here(doc[last]) else None
    for place in range(last - 1, max(-1, last - FARTHEST), -1):
        token = doc[place]
        if token.is_punct or token.is_quote or is_verb(token) or is_function_word(token):
            break
        if office(token.text) is not None and ends_attribute(doc[place + 1 : last + 1]):
            found = place
    return found


def _closes(doc: Doc, end: int) -> bool:
    """After the name the sentence goes on as after an apposition: comma, bracket, stop, verb, und."""
    return end >= len(doc) or doc[end].text in CLOSERS or is_verb(doc[end])


# --- after the name --------------------------------------------------------------------------------


def _after(span: Span) -> Role | None:
    """«NAME (CDU), Sprecher für …,», «NAME, die deutsche Außenministerin,», «NAME, dem Chef»."""
    doc, at = span.doc, _skip_brackets(span.doc, span.end)
    if at + 1 >= len(doc) or doc[at].text not in {",", "–", "("} or doc[at + 1].sent != span.sent:
        return None
    head = _apposition_head(doc, at + 1)
    found = office(doc[head].text) if head is not None else None
    if head is None or found is None:
        return None
    end = _apposition_end(doc, head)
    return role_of_phrase(doc, head, found, doc[head + 1 : end]) if end is not None else None


def _skip_brackets(doc: Doc, at: int) -> int:
    while at + 2 < len(doc) and doc[at].text == "(":
        close = next((place for place in range(at + 1, min(at + 7, len(doc))) if doc[place].text == ")"), None)
        if close is None or any(office(token.text) is not None for token in doc[at:close]):
            return at
        at = close + 1
    return at


def _apposition_head(doc: Doc, start: int) -> int | None:
    """The office within a few attributes after the comma; None where something else stands there first."""
    for place in range(start, min(start + 6, len(doc))):
        token = doc[place]
        if office(token.text) is not None:
            return place
        attribute = (
            token.lower_ in office_words("determiners")
            or is_adjective(token)
            or token.like_num
            or _country_genitive(token)
        )
        if not attribute or token.is_punct:
            return None
    return None


def _country_genitive(token: Token) -> bool:
    return token.text.endswith("s") and bool(code_of_noun(token.text) or countries().capitals.get(token.text))


def _begins_name(token: Token) -> bool:
    return is_name_word(token) and not token.text.endswith(("s", "’"))


def _apposition_end(doc: Doc, head: int) -> int | None:
    """Where the apposition closes; None where a verb comes first (then it began a clause of its own)."""
    if head + 1 < len(doc) and (doc[head + 1].ent_type_ == "PER" or _begins_name(doc[head + 1])):
        return None  # «sagte X, Außenminister Y werde …»
    for place in range(head + 1, min(head + LONGEST_APPOSITION, len(doc))):
        token = doc[place]
        if token.is_quote and place + 1 < len(doc) and place == head + 2:
            continue
        if token.text in CLOSERS or token.is_quote:
            return place
        if is_finite(token):
            return None
    return None
