"""Doc → names: people, states, organisations and groups, each with one canonical name within the document.

The model's entities and the evidence of offices, first names and word lists are joined; each guards against the other's errors.
"""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc, Span

from pipeline.actors.attributes import federal_code
from pipeline.actors.bodies import Body, body_span, home_code
from pipeline.actors.contexts import ends_like, is_party, preposition_of
from pipeline.actors.countries import BODIES, code_of_noun, codes_of_hyphenated
from pipeline.actors.identity import Person, identify
from pipeline.actors.offices import office_words
from pipeline.actors.people import find_people
from pipeline.actors.regions import code_of_region, region_name
from pipeline.actors.roles import Role
from pipeline.actors.states import find_states, home_of, organ_nouns, state_nouns
from pipeline.findings import Name
from pipeline.lexicon import toml_table
from pipeline.records import ActorType
from pipeline.syntax import is_adjective, is_noun, is_subject

NEAR = 40


def find_names(doc: Doc) -> list[Name]:
    """All mentions of actors and countries in text order; names of one actor share ``canonical``, ``role`` and ``country``."""
    people = identify(doc, find_people(doc))
    in_people = frozenset(token.i for person in people for span in person.spans for token in span)
    bodies = _find_bodies(doc, in_people)
    firms = _inside_firms(doc)
    states = find_states(doc, in_people | firms | frozenset(token.i for name in bodies if name.kind != "state" for token in name.span))
    home = home_of(states)
    found = [*states, *bodies, *_people(doc, people, states, home), *_regions(doc, in_people)]
    return sorted(found, key=lambda name: (name.span.start, -name.span.end, name.canonical))


# --- people ------------------------------------------------------------------------------------------


def _people(doc: Doc, people: list[Person], states: list[Name], home: str) -> list[Name]:
    found: list[Name] = []
    for person in people:
        role = person.role
        person.country = _country(doc, person, role, states, home)
        text = role.text(person.gender) if role else ""
        found += [Name(span, "person", person.name, text, person.country, True, person.gender) for span in person.spans]
    return found


def _country(doc: Doc, person: Person, role: Role | None, states: list[Name], home: str) -> str:
    """Whom a person speaks for: as the roles say, else what stands near the name, else the state that the article is about."""
    if role is not None and (role.former or role.country):
        return role.country
    named = next((other.country for other in person.roles if other.country), "")
    bracket = next((code for span in person.spans for code in [_in_brackets(doc, span)] if code), "")
    if named or bracket or role is None or not role.open:
        return named or bracket
    if role.office.head in office_words("of_body"):
        return _before_role(role, [name for name in states if name.country in BODIES])
    return _party_home(doc, person) or _before_role(role, [name for name in states if name.kind == "state" and _leads(name)]) or home


def _before_role(role: Role, names: list[Name]) -> str:
    """The state or body named last before the office: «Estland stellt 100 Soldaten, wie Regierungschefin X mitteilte»."""
    near = [name for name in names if role.head - NEAR <= name.span.start < role.head]
    return near[-1].country if near else ""


def _leads(name: Name) -> bool:
    """A state that is a subject, or begins the sentence: what it is about."""
    return name.party and (is_subject(name.span.root) or name.span.start - name.span.sent.start <= 1)


def _in_brackets(doc: Doc, span: Span) -> str:
    """«Michelle Bachelet (Chile)», «Ronald Venetiaan aus Suriname»."""
    following = doc[span.end : span.end + 3]
    if len(following) > 1 and following[0].text in {"(", "aus"}:
        code = code_of_noun(following[1].text)
        return "" if code in BODIES else code
    return ""


def _party_home(doc: Doc, person: Person) -> str:
    """A minister's party in brackets tells the state: «Verteidigungsministerin X (ÖVP)»."""
    for span in person.spans:
        if doc[span.end : span.end + 1].text == "(" and span.end + 1 < len(doc):
            code = home_code(doc[span.end + 1].text)
            if code:
                return code
    return ""


# --- bodies ------------------------------------------------------------------------------------------


def _find_bodies(doc: Doc, taken: frozenset[int]) -> list[Name]:
    found: list[Name] = []
    at = 0
    while at < len(doc):
        match = body_span(doc, at) if at not in taken else None
        if match is None or not _is_meant(match[0], match[1]):
            at += 1
            continue
        span, body = match
        found.append(_body_name(doc, span, body))
        at = span.end
    covered = taken | {token.i for name in found for token in name.span}
    return found + _model_bodies(doc, frozenset(covered))


def _body_name(doc: Doc, span: Span, body: Body) -> Name:
    kind = cast(ActorType, "group" if body.kind == "group" else "organisation")
    code = body.code
    if len(body.codes) > 1:
        federal = federal_code(doc)
        code = federal if federal in body.codes else body.code
    return Name(span, kind, body.name, "", code, is_party(span))


def _is_meant(span: Span, body: Body) -> bool:
    """An everyday word (Welt, Zeit, Union) is the body only in quotation marks, after Zeitung, or where the model says so."""
    word = span.text
    if word in toml_table("bodies")["ambiguous"] or body.everyday:
        before = span.doc[span.start - 1].text if span.start else ""
        return before in {"„", "«", "»", '"', "‚"} or before.endswith(("eitung", "agazin", "latt")) or span[0].ent_type_ == "ORG"
    return True


def _model_bodies(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Organisations that the model marks and no list knows."""
    found: list[Name] = []
    for entity in doc.ents:
        if entity.label_ != "ORG" or any(token.i in taken for token in entity) or not is_noun(entity.root):
            continue
        if code_of_noun(entity.text) or ends_like(entity.text, state_nouns()) or entity.text[:1].islower():
            continue
        codes = codes_of_hyphenated(entity[0].text) if ends_like(entity[-1].text, organ_nouns()) else []
        found.append(Name(entity, "organisation", nominative_of(entity), "", codes[0] if codes else "", True))
    return found


def nominative_of(entity: Span) -> str:
    """An organisation's name in the nominative: «der Deutschen Bank» → Deutsche Bank, «des Bundesamts» → Bundesamt."""
    words = [token.text for token in entity]
    article = entity.doc[entity.start - 1].lower_ if entity.start else ""
    genders = entity.root.morph.get("Gender", [])
    if len(words) > 1 and words[0].endswith("en") and is_adjective(entity[0]) and article in {"der", "den", "dem", "des", "im", "beim", "vom", "zum"}:
        feminine = article == "der" or "Fem" in genders
        words[0] = words[0].removesuffix("en") + ("e" if feminine else "es" if "Neut" in genders else "er")
    if article == "des" and len(words) <= 2 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1].removesuffix("s")
    return " ".join(words)


def _inside_firms(doc: Doc) -> frozenset[int]:
    """Tokens of firms' and media's names of several words: a country in them is no mention («Deutsche Bank», «China Daily»)."""
    places: set[int] = set()
    for entity in doc.ents:
        if entity.label_ == "ORG" and len(entity) > 1 and not any(ends_like(token.text, organ_nouns() | state_nouns()) for token in entity):
            places.update(token.i for token in entity if token.text[:1].isupper())
    return frozenset(places)


# --- regions -------------------------------------------------------------------------------------------


def _regions(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Länder and other parts of states where they can act («Sachsen verhandelt»); as places they are no mention."""
    found: list[Name] = []
    for token in doc:
        code = code_of_region(token.text) if token.i not in taken else ""
        span = doc[token.i : token.i + 1]
        if code and is_subject(token) and preposition_of(span) is None:
            found.append(Name(span, "state", region_name(token.text), "", code, True))
    return found
