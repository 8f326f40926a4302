"""Whom people speak for: the state or body that their roles, their party, or what was named before them tells."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Span

from pipeline.actors.bodies import home_code
from pipeline.actors.contexts import preposition_of, seat
from pipeline.actors.countries import BODIES, code_of_compound, code_of_noun
from pipeline.actors.federal import federal_code, is_shared_party
from pipeline.actors.identity import Person
from pipeline.actors.office_phrases import Role
from pipeline.actors.offices import office, office_words
from pipeline.findings import Name
from pipeline.syntax import is_subject, relation

NEAR = 40
BREATH = 2  # tokens from one name to the next in «A und B»
CLEARLY = 1.5  # times as often as the next one: on unread articles guesses below that were as often wrong as right
FEDERAL = "Bundes"  # whose it is, the article tells only by and large; a party in brackets knows better
Place = tuple[int, str]  # a token's index and the state that is named there


def people_names(doc: Doc, people: list[Person], states: list[Name], bodies: list[Name]) -> list[Name]:
    """The mentions of people, each with role and state; ``states`` and ``bodies`` are the article's other names."""
    found: list[Name] = []
    leading = [(name.span.start, name.country) for name in states if name.kind == "state" and _leads(name)]
    for person in people:
        role = person.role
        person.country = _country(doc, person, role, leading, states)
        if not person.country and _is_homeless(role) and not _heads_body(role, bodies, leading):
            person.country = _guessed(doc, person, states)
        if role is not None and _heads_body(role, bodies, leading):
            person.country = ""
        elif role is not None and role.open and _party_home(doc, person):
            leading.append((role.head, person.country))  # «Innenminister A (SPD) … Finanzminister B»: of one cabinet
        text = role.text(person.gender) if role else ""
        found += [Name(span, "person", person.name, text, person.country, True, person.gender) for span in person.spans]
    return found


def _guessed(doc: Doc, person: Person, states: list[Name]) -> str:
    """The state that the article speaks of far more than of any other; of a Kanzler the German-speaking one."""
    if person.role is not None and person.role.office.lemma.lower() in office_words("federal_alone"):
        return federal_code(doc, "bundeskanzler")
    near = [name for name in states if not _is_given(name, person)]
    named = [*near, *(name for name in near if not _is_scene(name))]
    named += 2 * [name for name in near if _acts_beside(name, person)]
    counted = Counter(name.country for name in named if name.country and name.country not in BODIES)
    (state, most), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return state if most >= CLEARLY * second else ""


def _heads_body(role: Role | None, bodies: list[Name], leading: list[Place]) -> bool:
    """«Das Komitee will … Präsident X sagte»: of an office that bodies have too, the body was named last."""
    if role is None or not role.open or role.former or role.office.head not in office_words("of_bodies_too"):
        return False
    stateless = [(name.span.start, "") for name in bodies if not name.country and _leads(name)]
    near = [place for place in (*leading, *stateless) if role.head - NEAR <= place[0] < role.head]
    return bool(near) and not max(near)[1]


def _is_given(name: Name, person: Person) -> bool:
    """The state that gets something in the person's own sentence («sagte der Ukraine Panzer zu»)."""
    return relation(name.span.root) in {"obl:arg", "iobj", "obj"} and any(
        span.sent == name.span.sent for span in person.spans
    )


def _acts_beside(name: Name, person: Person) -> bool:
    """«Estland werde 90 Helfer stellen, sagte Ministerin Saar»: what a state does, its own people tell."""
    return is_subject(name.span.root) and any(span.sent == name.span.sent for span in person.spans)


def _is_scene(name: Name) -> bool:
    """«die Truppen in Mali», «Malieinsatz»: where it happens counts half for whose minister speaks."""
    preposition = preposition_of(name.span)
    where = preposition is not None and preposition.lower_ in seat("locative")
    return where or bool(code_of_compound(name.span.text))


def _is_homeless(role: Role | None) -> bool:
    """An office of a state that nothing near it names; not «Kaiser Karl V.», whose state is none of today's."""
    head = role.office.head if role is not None else ""
    barred = office_words("of_body") | office_words("of_history")
    return role is not None and role.open and not role.former and head not in barred


def _country(doc: Doc, person: Person, role: Role | None, leading: list[Place], states: list[Name]) -> str:
    """Whom a person speaks for: as the roles say, else what stands near the name."""
    if role is not None and (role.former or role.country):
        federal = not role.former and role.office.lemma.startswith(FEDERAL)
        return (_party_home(doc, person) if federal else "") or role.country
    named = next((other.country for other in person.roles if other.country), "")
    bracket = next((code for span in person.spans for code in [_in_brackets(doc, span)] if code), "")
    if named or bracket or role is None or not role.open:
        return named or ("" if role is None and not _among_office_holders(person) else bracket)
    if role.office.head in office_words("of_body"):
        return _before_role(role, [(name.span.start, name.country) for name in states if name.country in BODIES])
    return _party_home(doc, person) or _before_role(role, leading)


def _before_role(role: Role, places: list[Place]) -> str:
    """The state or body named last before the office: «Estland stellt 100 Soldaten, wie Regierungschefin X
    mitteilte»; of two in one breath («Rumänien und Moldau streiten») neither.
    """
    near = sorted(place for place in places if role.head - NEAR <= place[0] < role.head)
    last, before = [*near[::-1], (0, ""), (0, "")][:2]
    return "" if before[1] not in {"", last[1]} and last[0] - before[0] <= BREATH else last[1]


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


def _among_office_holders(person: Person) -> bool:
    """«die Präsidenten …, Michelle Bachelet (Chile)»; not «der Koch Juan Roca aus Spanien», «Imre Kiss (Ungarn)».

    Where somebody without office comes from is not whom he speaks for.
    """
    held = (office(token.text) for span in person.spans for token in span.sent)
    return any(one is not None and one.stands == "state" for one in held)


def _party_home(doc: Doc, person: Person) -> str:
    """A minister's party in brackets tells the state: «Verteidigungsministerin X (ÖVP)»."""
    for span in person.spans:
        if doc[span.end : span.end + 1].text == "(" and span.end + 1 < len(doc):
            party = doc[span.end + 1].text
            code = federal_code(doc, shared=True) if is_shared_party(party) else home_code(party)
            if code:
                return code
    return ""
