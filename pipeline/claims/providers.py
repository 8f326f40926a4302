"""Who provides, holds or has won what a figure counts, as far as the sentence says so."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.contexts import preposition_of
from pipeline.actors.countries import country_name
from pipeline.claims.parties import Parties, Party
from pipeline.findings import Draft, Quantity
from pipeline.lexicon import toml_table
from pipeline.numbers.units import is_money

ARTICLES = frozenset({"der", "die", "das"})  # «die FDP auf 8 Prozent», where the tagger sees a pronoun
GIVEN = {"mit", "um", "über", "auf", "zu", "von", "für", "an"}
LONGEST_GAP = 14  # words between two amounts of which the second leaves out the verb


def is_measured(unit: str) -> bool:
    """A unit of measure: Kilometer, Tonnen."""
    return unit in set(toml_table("units")["measures"].values())


def provider_of(parties: Parties, quantity: Quantity, noun: Token, earlier: Draft | None) -> str:
    """Canonical name of who provides or holds what is counted, several joined by «und»; empty where nobody is named.

    ``earlier`` is the figure before: «Polen schickt 200 Soldaten, Estland 100» leaves out the second verb.
    """
    if quantity.unit == "countries":
        return ""
    other = _second_subject(parties, quantity, earlier)
    if other is not None:
        known = earlier is not None and bool(earlier.provider) and _stands_alone(other, quantity)
        return (_names(parties.all_of(other)) if known else "") or _labelled(parties, quantity)
    found = [] if is_measured(quantity.unit) and _is_inner(noun) else _by_verb(parties, quantity, noun, earlier)
    if quantity.unit == "people":
        # «waren Vertreter beteiligt, darunter 27 Regierungschefs»: the whole provides no part of itself
        found = [party for party in found if party.kind != "group"]
    if not found and not (is_money(quantity.unit) or quantity.unit == "percent" or is_measured(quantity.unit)):
        owner = _by_genitive(parties, noun)
        found = [owner] if owner is not None else []
        found = found or ([] if quantity.unit == "people" else _in_phrase(parties, quantity, noun))
    return _names(found, _is_share(quantity)) or _labelled(parties, quantity)


def _names(found: list[Party], share: bool = False) -> str:
    """«Deutschland, Estland und Polen»; of a person who speaks for a state the state, but not of votes."""
    names = [country_name(p.country) if p.kind == "person" and p.country and not share else p.name for p in found]
    names = list(dict.fromkeys(names))
    return " und ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


# --- the verb and its subject --------------------------------------------------------------------


def _by_verb(parties: Parties, quantity: Quantity, noun: Token, earlier: Draft | None) -> list[Party]:
    """«Estland stellt 100 Soldaten», «wurden von Polen geliefert»: who does what one does with own things."""
    predicate = syntax.clause_of(noun)
    won = _verb(predicate) in toml_table("providing")["winning"] and _is_share(quantity)
    if not (won or _verb(predicate) in toml_table("providing")["verbs"]) or syntax.negation_of(predicate) is not None:
        return []
    if not _is_given(noun, predicate) or _is_whole_of(quantity, earlier):
        return []
    doer = _agent(predicate) if syntax.is_passive(predicate) else syntax.subject_of(predicate)
    if doer is None or doer == noun or (doer in noun.ancestors and doer != predicate):
        return []
    if won and not _is_named_plainly(parties, doer, quantity):
        return []
    return [party for party in parties.all_of(doer) if not won or party.kind == "organisation"]


def _is_given(noun: Token, predicate: Token) -> bool:
    """An object or what one has a part of («mit 20 Prozent beteiligt», «verfügt über 40 Boote»); no place or matter
    («in zwei Fällen beteiligt», «hatte die Wahl zwischen zehn Orten»).
    """
    top = noun
    while top.head not in {predicate, top}:
        led = set(syntax.prepositions(top)) if top.lower_ not in {"höhe", "umfang", "wert"} else set()
        if syntax.basic(top) == "nmod" and led and not led & GIVEN:
            return False
        top = top.head
    led = set(syntax.prepositions(top))
    return top == predicate or syntax.basic(top) != "obl" or bool(led & GIVEN)


def _is_whole_of(quantity: Quantity, earlier: Draft | None) -> bool:
    """«44 der 101 Sitze»: the party holds the 44."""
    before = earlier.quantity if earlier is not None else None
    if before is None or before.noun is None or before.noun != quantity.noun:
        return False
    between = quantity.span.doc[before.span.end : quantity.span.start]
    return len(between) > 0 and between[0].lower_ in {"der", "von"}


def _is_named_plainly(parties: Parties, doer: Token, quantity: Quantity) -> bool:
    """Not one of «ein Bündnis aus CDU/CSU/FDP»."""
    name = parties.name_at(doer)
    if name is None:
        return not any(token.text == "/" for token in doer.doc[doer.i : quantity.span.start])
    before = doer.doc[name.span.start - 1].text if name.span.start else ""
    return before != "/" and preposition_of(name.span) is None


def _is_share(quantity: Quantity) -> bool:
    """Percent, or seats: what parties win in an election."""
    return quantity.unit == "percent" or quantity.unit in toml_table("providing")["seats"]


def _verb(predicate: Token) -> str:
    """The lemma of the verb; of «hat 181.000 Soldaten» haben, where the parser makes the noun the predicate."""
    copula = next(iter(syntax.children(predicate, "cop")), None)
    return syntax.verb_lemma(copula if copula is not None and not syntax.is_verb(predicate) else predicate)


def _agent(predicate: Token) -> Token | None:
    """Who does it in a passive: the agent, or a phrase with «von» that the parser takes for a circumstance."""
    others = (child for child in syntax.children(predicate, "obl") if "von" in syntax.prepositions(child))
    return syntax.agent_of(predicate) or next(others, None)


def _is_inner(noun: Token) -> bool:
    """«Waffen mit Reichweiten von 700 km»: a property of something else."""
    return syntax.basic(syntax.conjuncts(noun)[0]) not in {"obj", "obl", "nsubj"}


# --- lists that leave out the verb -----------------------------------------------------------------


def _second_subject(parties: Parties, quantity: Quantity, earlier: Draft | None) -> Token | None:
    """«Polen schickt 200 Soldaten, Estland 100»: the noun that the list sets against the first subject.

    Not after a receiver («liefert der Ukraine 20 Panzer und Moldau fünf»).
    """
    before = earlier.quantity if earlier is not None else None
    if before is None or before.unit != quantity.unit or before.span.sent.start != quantity.span.sent.start:
        return None
    end = max(before.span.end, before.noun.i + 1 if before.noun is not None and before.noun < quantity.span[0] else 0)
    between = quantity.span.doc[end : quantity.span.start]
    if not 1 < len(between) <= LONGEST_GAP or between[0].lower_ not in {",", ";", "und", "sowie"}:
        return None
    if any(syntax.is_verb(token) for token in between) or _has_receiver(before.span[0]):
        return None
    plain = (t for t in between[1:] if not (t.is_quote or t.text == "'" or t.lower_ in {"und", "während"}))
    words = (t for t in plain if not syntax.is_attribute(t) and t.lower_ not in ARTICLES)
    first = next(words, None)
    return first if first is not None and syntax.is_noun(first) else None


def _stands_alone(noun: Token, quantity: Quantity) -> bool:
    """No other noun and no slash between it and the amount: «ein rot-grünes Lager aus SPD und Grünen» is neither."""
    rest = noun.doc[noun.i + 1 : quantity.span.start]
    return not any(token.text == "/" or (syntax.is_noun(token) and token.head != noun) for token in rest)


def _has_receiver(token: Token) -> bool:
    return bool(syntax.children(syntax.clause_of(token), "iobj", "obl:arg"))


def _labelled(parties: Parties, quantity: Quantity) -> str:
    """«SPD 28 Prozent», «FDP: 5 Sitze»: a party's name right before its share."""
    doc, end = quantity.span.doc, quantity.span.start
    if not _is_share(quantity) or end == 0:
        return ""
    end -= doc[end - 1].text == ":"
    name = parties.name_at(doc[end - 1]) if end else None
    fits = (
        name is not None and name.kind == "organisation" and name.span.end == end and preposition_of(name.span) is None
    )
    return name.canonical if fits and name is not None else ""


# --- the noun's own phrase -------------------------------------------------------------------------


def _by_genitive(parties: Parties, noun: Token) -> Party | None:
    """«sechs Soldaten der Bundeswehr»: a genitive right behind the noun."""
    for child in syntax.children(noun, "nmod"):
        name = parties.name_at(child)
        if child.i > noun.i and not syntax.prepositions(child) and name is not None:
            return parties.of(child)
    return None


def _in_phrase(parties: Parties, quantity: Quantity, noun: Token) -> list[Party]:
    """«20 italienische Soldaten», «57 US-Soldaten»: the attribute or the compound names the state."""
    phrase: Span = noun.doc[quantity.span.end : noun.i + 1]
    names = [parties.name_at(token) for token in phrase]
    states = [name for name in names if name is not None and name.kind == "state" and not name.party]
    return [Party(name.canonical, "state", "", name.country) for name in states]
