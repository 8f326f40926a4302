"""Doc → names: people, states, organisations and groups, each with one canonical name within the document.

The model's entities and the evidence of offices, first names and word lists are joined; each guards against the
other's errors.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline.actors.affiliation import people_names
from pipeline.actors.bodies import Body, body_span
from pipeline.actors.body_names import nominative_words
from pipeline.actors.contexts import ends_like, is_party, preposition_of
from pipeline.actors.countries import BODIES, code_of_adjective, code_of_noun, codes_of_hyphenated, countries
from pipeline.actors.federal import federal_code, is_government
from pipeline.actors.governments import organ_nouns, phrase_at, state_name, state_nouns
from pipeline.actors.identity import identify
from pipeline.actors.introduced import introduced_firms
from pipeline.actors.names import name_words
from pipeline.actors.office_table import tabled
from pipeline.actors.people import find_people
from pipeline.actors.regions import code_of_region, region_name
from pipeline.actors.short_forms import with_long_forms, without_class
from pipeline.actors.states import find_states, home_of
from pipeline.findings import Name
from pipeline.lexicon import derived, toml_table
from pipeline.records import ActorType
from pipeline.syntax import basic, is_finite, is_noun, is_subject

STUCK = re.compile(r"\A(?:\||[\d:.,%]{1,8}\))")
LONGEST_QUOTED = 8  # words of a name in quotation marks that the model left out


def find_names(doc: Doc) -> list[Name]:
    """All mentions of actors and countries in text order; names of one actor share ``canonical``, ``role`` and
    ``country``.
    """
    people = identify(doc, find_people(doc))
    in_people = frozenset(token.i for person in people for span in person.spans for token in span)
    states = find_states(doc, in_people | _inside_firms(doc))
    bodies = _find_bodies(doc, in_people, states)
    in_bodies = _places(bodies)
    states = [name for name in states if not in_bodies.intersection(range(name.span.start, name.span.end))]
    taken = in_people | in_bodies | _places(states)
    bodies += introduced_firms(doc, taken)
    bodies += _model_bodies(doc, taken | _places(bodies))
    others = _other_places(doc, taken | _places(bodies))
    found = [*states, *bodies, *people_names(doc, people, states, bodies), *others]
    found = with_long_forms(doc, [*found, *tabled(doc, found)])
    return sorted(found, key=lambda name: (name.span.start, -name.span.end, name.canonical))


def country_mentioned(name: Name) -> str:
    """The state that a mention counts for: an organ's own name («Bundestag») mentions none, «US-Kongress» does.

    A claim of the organ keeps the organ's state all the same (``Name.country``).
    """
    if name.kind != "organisation" or name.country in BODIES:
        return name.country
    words = [(token.text, token.lower_) for token in name.span]
    named = {code_of_noun(text) or code_of_adjective(lower) for text, lower in words}
    named |= {code for text, _ in words for code in codes_of_hyphenated(text)}
    return name.country if name.country in named else ""


def _places(names: list[Name]) -> frozenset[int]:
    return frozenset(token.i for name in names for token in name.span)


# --- bodies ------------------------------------------------------------------------------------------


def _find_bodies(doc: Doc, taken: frozenset[int], states: list[Name]) -> list[Name]:
    found: list[Name] = []
    longer = _places([name for name in states if len(name.span) > 1])
    at = 0
    while at < len(doc):
        match = body_span(doc, at) if at not in taken else None
        inside = match is not None and len(match[0]) == 1 and at in longer  # «Europäische Union» is not the Union
        if match is None or inside or not _is_meant(match[0], match[1]) or _is_title(match[0], match[1], taken):
            at += 1
            continue
        span, body = match
        found.append(_body(span, body, _code(doc, body, states)))
        at = span.end
    return found


def _body(span: Span, body: Body, code: str) -> Name:
    """A body's Name; the Swiss Bundesrat is the state's government, so the state itself."""
    if is_government(body.name, code):
        return state_name(span, code, is_party(span))
    kind: ActorType = "group" if body.kind == "group" else "organisation"
    return Name(span, kind, body.name, "", code, is_party(span))


def _is_title(span: Span, body: Body, people: frozenset[int]) -> bool:
    """«Bundesrat Urs Tschanz»: an office of the person, not the body."""
    return is_government(body.name, "CH") and span.end in people


def _code(doc: Doc, body: Body, states: list[Name]) -> str:
    """The state of a body; where several have one of that name, the state that the article names or is about."""
    if len(body.codes) > 1:
        federal = federal_code(doc, shared=True)
        return federal if federal in body.codes or not federal else body.code
    if not body.shared:
        return body.code
    return body.code if any(name.country == body.code for name in states) else home_of(states)


def _is_meant(span: Span, body: Body) -> bool:
    """An everyday word (Welt, Zeit, Union) is the body only in quotation marks, after Zeitung, or where the model
    says so.
    """
    word = span.text
    if word in toml_table("bodies")["ambiguous"] or body.everyday:
        before = span.doc[span.start - 1].text if span.start else ""
        return (
            before in {"„", "«", "»", '"', "‚"}
            or before.endswith(("eitung", "agazin", "latt"))
            or span[0].ent_type_ == "ORG"
        )
    return True


def _model_bodies(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Organisations that the model marks and no list knows."""
    found: list[Name] = []
    for entity in doc.ents:
        if entity.label_ != "ORG" or any(token.i in taken for token in entity) or not is_noun(entity.root):
            continue
        if _is_torn(entity):
            continue
        if code_of_noun(entity.text) or ends_like(entity.text, state_nouns()) or entity.text[:1].islower():
            continue
        if _is_region_here(entity) or (len(entity) > 1 and ends_like(entity[0].text, name_words("no_body"))):
            continue
        codes = codes_of_hyphenated(entity[0].text) if ends_like(entity[-1].text, organ_nouns()) else []
        span = _quoted_whole(entity)
        found.append(Name(span, "organisation", _called(span), "", codes[0] if codes else "", True))
    return found


def _is_region_here(entity: Span) -> bool:
    """«Bayern fordert mehr Geld»: a Land, unless a club of the article bears its name («der FC Bayern»)."""
    if len(entity) > 1 or not code_of_region(entity.text):
        return False
    return not any(
        other.label_ == "ORG" and len(other) > 1 and entity.text in other.text.split() for other in entity.doc.ents
    )


def _quoted_whole(entity: Span) -> Span:
    """«„Handel, Banken und Verkehr“»: the model's name begins in a pair of quotation marks and breaks off there."""
    doc = entity.doc
    if entity.start == 0 or not doc[entity.start - 1].is_quote:
        return entity
    for token in doc[entity.end : min(entity.end + LONGEST_QUOTED, len(doc))]:
        if token.is_quote:
            return doc[entity.start : token.i]
        if token.is_sent_start or is_finite(token) or token.ent_type_:
            return entity
    return entity


def _called(span: Span) -> str:
    """The name in the nominative and without the noun for its kind: «Fischereigewerkschaft FGN» → FGN; «0:1)SV Celle»,
    «|SV Celle» of a table without what sticks to it.
    """
    name = without_class(nominative_words(span)).replace(" ,", ",")
    return STUCK.sub("", name) or name


def _is_official(entity: Span) -> bool:
    """A state's organ or the name of a state or seat itself: «Vereinte Nationen», «Weißes Haus»."""
    if any(ends_like(token.text, organ_nouns() | state_nouns()) for token in entity):
        return True
    table = countries()
    return any(
        phrase_at(entity.doc, token.i, phrases) for token in entity for phrases in (table.phrases, table.seat_phrases)
    )


def _inside_firms(doc: Doc) -> frozenset[int]:
    """Tokens of firms' and media's names of several words: a country in them is no mention («Deutsche Bank»,
    «China Daily»).
    """
    places: set[int] = set()
    for entity in doc.ents:
        if entity.label_ == "ORG" and len(entity) > 1 and not _is_official(entity) and not _is_torn(entity):
            places.update(token.i for token in entity if token.text[:1].isupper())
    return frozenset(places)


def _is_torn(entity: Span) -> bool:
    """No name: «Madagaskars Vanille», a state's genitive, or two parts of a clause («will Italien Boote schicken»)."""
    if len(entity) != 2 or not code_of_noun(entity[0].text):
        return False
    genitive = entity[0].text.endswith("s") and bool(code_of_noun(entity[0].text.removesuffix("s")))
    return genitive or (is_subject(entity[0]) and basic(entity[1]) == "obj" and entity[0].head == entity[1].head)


# --- regions, unknown states, groups ------------------------------------------------------------------------


def _other_places(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Länder where they act («Sachsen verhandelt»), states that no table knows («Arkonien fordert»), groups («die
    Europäer»).
    """
    found: list[Name] = []
    for token in doc:
        if token.i in taken:
            continue
        code = code_of_region(token.text)
        span = doc[token.i : token.i + 1]
        if code and is_subject(token) and preposition_of(span) is None:
            found.append(Name(span, "state", region_name(token.text), "", code, True))
        elif token.text in group_words():
            found.append(Name(span, "group", group_words()[token.text], "", "", is_party(span)))
        elif _unknown_state(token) and is_subject(token) and preposition_of(span) is None:
            found.append(Name(span, "state", token.text, "", "", True))
    return found


def _unknown_state(token: Token) -> bool:
    """A place's name that is built like a state's and stands alone: Arkonien, Velland."""
    if not token.text.endswith(("ien", "stan", "land", "reich")):
        return False
    alone = token.ent_type_ == "LOC" and token.ent_iob_ == "B"
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return alone and (following is None or following.ent_iob_ != "I")


@derived
def group_words() -> dict[str, str]:
    """Groups of states that one word names: form in the text → nominative."""
    table: dict[str, list[str]] = toml_table("bodies")["group"]["alone"]
    return {form: name for name, forms in table.items() for form in forms}
