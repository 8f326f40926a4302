"""The state or body that a position is for or against: what stands in the role of one, never just any state named near.

«Schweden schickt Panzer an Polen» has a target, «Auch Norwegen hilft» after it has none of its own, and the Sweden of
the sentence before is another actor, not what Norway's help is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from spacy.tokens import Span, Token

from pipeline.actors.offices import office
from pipeline.claims.groups import group_kind, is_government
from pipeline.claims.parties import Parties, Party
from pipeline.claims.topics import topic_of
from pipeline.findings import Name
from pipeline.syntax import (
    basic,
    children,
    clause_of,
    conjuncts,
    feature,
    is_noun,
    is_subject,
    prepositions,
    relation,
    subtree,
)

Role = Literal["party", "goal", "place", "partner", "source", "asked", ""]
TOWARDS = frozenset({"für", "an", "gegen", "gegenüber", "zugunsten"})
PLACES = frozenset({"in", "nach", "auf", "im", "über"})
ON_THE_GROUND = frozenset({"troops", "arms", "training", "guarantees", "monitoring", "territory"})
GIVEN = ON_THE_GROUND | {"money"}
ASKED_IN = frozenset({"ccomp", "xcomp", "csubj", "parataxis", "conj"})
OTHERS: dict[str, Role] = {"mit": "partner", "von": "source"}
RANKS: dict[Role, int] = {"goal": 1, "place": 2, "partner": 3}
LONGEST_CHAIN = 4
CURRENCY = "-dollar"


def target_of(
    tokens: Iterable[Token],
    actors: Iterable[Party],
    parties: Parties,
    before: Span | None = None,
    stance: str = "",
    topic: str = "",
) -> str:
    """The first other state that the position's words name as its target, else the one of the sentence before.

    Only help and soldiers take theirs from the sentence before; empty where none stands in such a role.
    """
    own = {actor.country for actor in actors} | {""}
    inside = list(tokens)
    if not inside:
        return ""
    if len(inside) == 1:  # «ein angedachtes Tempolimit für Kuba»: the attribute's noun says the rest
        inside = list(subtree(inside[0].head))
    clause = clause_of(inside[0])
    here = _targets(inside, parties, stance, topic, {clause.i})
    found = next((name.country for name in here if name.country not in own), "")
    if found or before is None or topic not in GIVEN or stance == "demanded":
        return found
    earlier = _targets(before, parties, "", topic, set())
    return next((name.country for name in earlier if name.country not in own), "")


def _targets(tokens: Iterable[Token], parties: Parties, stance: str, topic: str, tops: set[int]) -> list[Name]:
    """The states in a target's role, those that something is given to or turned against before mere places."""
    ranked: list[tuple[int, int, Name]] = []
    for token, name in _states(tokens, parties):
        role = _role(token, name)
        if role == "party" or (role in {"source", "asked"} and stance == "demanded" and _is_asked(token, role, tops)):
            ranked.append((0, token.i, name))
        elif role in RANKS and _matters(role, topic):
            ranked.append((RANKS[role], token.i, name))
    return [name for _, _, name in sorted(ranked, key=lambda entry: entry[:2])]


def _matters(role: Role, topic: str) -> bool:
    """A place is a target of what happens on the ground, a partner one of talks."""
    return role == "goal" or topic in (ON_THE_GROUND if role == "place" else {"diplomacy"})


def _states(tokens: Iterable[Token], parties: Parties) -> Iterator[tuple[Token, Name]]:
    """States and bodies with the token that carries their role: of «russische Regierung» the noun."""
    for token in tokens:
        name = parties.name_at(token)
        if name is None or not name.country or CURRENCY in token.lower_:
            continue
        if name.kind in {"state", "organisation"} and token == name.span.root:
            yield token, name


def _is_asked(token: Token, role: Role, tops: set[int]) -> bool:
    """«verlangt von Kuba»; «fordert, dass Kuba …»: the subject of the clause under the demand."""
    clause = clause_of(token)
    return role == "source" or (clause.i not in tops and basic(clause) in ASKED_IN)


def _role(token: Token, name: Name) -> Role:
    """What the phrase of a state's name does in its clause."""
    noun = token
    attribute = not is_noun(token) or not name.party
    if basic(token) == "amod" and is_noun(token.head):
        noun = token.head
    noun = conjuncts(noun)[0]
    for _ in range(LONGEST_CHAIN):
        found = _by_preposition(noun, attribute)
        if found is not None:
            return found
        if basic(noun) != "nmod" or not is_noun(noun.head):
            break
        above = conjuncts(noun.head)[0]
        if office(above.text) is None and not is_government(above):
            return "" if attribute and not _is_one_thing(noun, token) else _owned(above)
        noun, attribute = above, True
    return _by_case(noun, attribute)


def _by_preposition(noun: Token, attribute: bool) -> Role | None:
    words = prepositions(noun)
    if not words:
        return None
    if words[0] == "an" and attribute and not _is_party_noun(noun):
        return ""  # «an der finnischen Grenze»
    if words[0] in TOWARDS:
        return "party"
    if words[0] in PLACES:
        return _place(noun, words[0])
    return OTHERS.get(words[0], "")


def _place(noun: Token, preposition: str) -> Role:
    """«nach Kuba», «in die Niederlande» lead there; «beim Gipfel in Kuba» is only where people met."""
    if preposition == "nach" or (
        preposition == "in" and any(t.lower_ in {"die", "den"} for t in children(noun, "det"))
    ):
        return "goal"
    met = basic(noun) == "nmod" and topic_of([noun.head]) == "diplomacy"
    return "" if met else "place"


def _owned(above: Token) -> Role:
    """«den Wiederaufbau Kubas» but not «Kubas Regierung will», «Schiffe der Niederlande»."""
    if basic(above) == "nsubj" and relation(above) != "nsubj:pass":
        return ""
    if prepositions(above) and prepositions(above)[0] in {"aus", "von", "nach", "laut", "mit"}:
        return ""
    return "party" if feature(above, "Number") != "Plur" or _is_party_noun(above) else ""


def _is_one_thing(noun: Token, adjective: Token) -> bool:
    """«Schutz der kubanischen Küste», but not «Einsatz kubanischer Schiffe», «Kurs der EU-Erweiterung»."""
    return adjective != noun and (feature(noun, "Number") == "Sing" or _is_party_noun(noun))


def _by_case(noun: Token, attribute: bool) -> Role:
    """Without a preposition: what is given («Kuba», «der kubanischen Armee») or addressed; not the own things."""
    if is_subject(noun):
        return "asked" if not attribute or _is_party_noun(noun) else ""
    if basic(noun) == "iobj" or relation(noun) == "obl:arg":
        return "party"
    return "party" if basic(noun) == "obj" and (not attribute or _is_party_noun(noun)) else ""


def _is_party_noun(noun: Token) -> bool:
    """A government, an army, an office: who can be given or asked something; not «Schiffe»."""
    return is_government(noun) or group_kind(noun) in {"organ", "body"} or office(noun.text) is not None
