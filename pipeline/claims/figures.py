"""Quantities → figure claims: how many of what, who provides or holds them, who gives the number, and when."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.countries import country_name
from pipeline.claims.parties import Parties, Party
from pipeline.claims.topics import means_less
from pipeline.claims.verbs import infinitive
from pipeline.findings import Draft, Findings, Quantity, TimeExpression, Utterance
from pipeline.lexicon import toml_table

MONEY_CODE = 3


def figure_claims(findings: Findings) -> list[Draft]:
    """One draft per quantity; the first rule that takes it names it."""
    parties = Parties(findings)
    drafts = []
    for quantity in findings.quantities:
        rule = next((rule for rule in RULES if rule(quantity)), None)
        if rule is not None:
            drafts.append(_draft(findings, parties, quantity, rule.__name__))
    return drafts


# --- the rules: what kind of figure it is --------------------------------------------------------


def vague_figure(quantity: Quantity) -> bool:
    """An amount that the text leaves open: «Zehntausende demonstrierten»; not «zehntausend Menschen»."""
    return quantity.modifier == "vague"


def share_figure(quantity: Quantity) -> bool:
    """A share or a change in percent: «um 3,5 Prozent»; not «Prozentpunkte»."""
    return quantity.unit == "percent"


def money_figure(quantity: Quantity) -> bool:
    """An amount of money: «60 Millionen Euro»; not «das 49-Euro-Ticket»."""
    return len(quantity.unit) == MONEY_CODE and quantity.unit.isupper()


def measured_figure(quantity: Quantity) -> bool:
    """A measured amount: «180 Kilometer», «150 Millionen Kubikmeter Gas»; not «drei Stunden»."""
    return quantity.unit in set(toml_table("units")["measures"].values())


def counted_figure(quantity: Quantity) -> bool:
    """Counted people or things: «1.200 Soldaten», «acht Flughäfen»; not «Artikel 5»."""
    return bool(quantity.unit)


RULES: tuple[Callable[[Quantity], bool], ...] = (
    vague_figure,
    share_figure,
    money_figure,
    measured_figure,
    counted_figure,
)
CONFIDENCE = {
    "vague_figure": 0.8,
    "share_figure": 0.95,
    "money_figure": 0.95,
    "measured_figure": 0.9,
    "counted_figure": 0.9,
}


def _draft(findings: Findings, parties: Parties, quantity: Quantity, rule: str) -> Draft:
    anchor = quantity.noun if quantity.noun is not None else quantity.span.root
    utterance = _utterance_around(findings, quantity)
    speaker = parties.speaker(utterance) if utterance is not None else None
    return Draft(
        kind="figure",
        evidence=quantity.span.sent,
        anchor=anchor,
        rule=rule,
        confidence=_confidence(quantity, rule),
        actor=speaker.name if speaker is not None else "",
        actor_type=speaker.kind if speaker is not None else "",
        actor_role=speaker.role if speaker is not None else "",
        actor_country=speaker.country if speaker is not None else "",
        quantity=quantity,
        counted=quantity.counted,
        provider=_provider(parties, quantity, anchor),
        direction=_direction(anchor),
        utterance=utterance,
        quote_type=utterance.quote_type if utterance is not None else "none",
        event_date=_event_date(findings, quantity, anchor),
    )


def _confidence(quantity: Quantity, rule: str) -> float:
    """Lower where the noun stands before the numeral or is not there at all («die Zahl der Toten stieg auf 26»)."""
    borrowed = quantity.noun is None or quantity.noun.i < quantity.span.start
    return CONFIDENCE[rule] - (0.1 if borrowed else 0.0)


def _utterance_around(findings: Findings, quantity: Quantity) -> Utterance | None:
    """The smallest utterance whose words hold the figure."""
    inside = [u for u in findings.utterances if any(_covers(span, quantity.span) for span in u.content)]
    return min(inside, key=lambda u: sum(len(span) for span in u.content), default=None)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


# --- who provides or holds it --------------------------------------------------------------------


def _provider(parties: Parties, quantity: Quantity, noun: Token) -> str:
    """Canonical name of who provides or holds what is counted, as far as the sentence says so, else empty."""
    if quantity.unit == "countries":
        return ""
    party = None if measured_figure(quantity) and _is_inner(noun) else _by_verb(parties, noun)
    if party is not None and party.kind == "group" and quantity.unit == "people":
        party = None  # «waren Vertreter beteiligt, darunter 27 Regierungschefs»: the whole provides no part of itself
    if party is None and not (money_figure(quantity) or share_figure(quantity)):
        party = None if measured_figure(quantity) else _by_genitive(parties, noun)
        party = party or (None if quantity.unit == "people" else _in_phrase(parties, quantity, noun))
    if party is None:
        return ""
    return country_name(party.country) if party.kind == "person" and party.country else party.name


def _by_verb(parties: Parties, noun: Token) -> Party | None:
    """«Estland stellt 100 Soldaten», «wurden von Polen geliefert»: who does what one does with own things."""
    predicate = syntax.clause_of(noun)
    if _verb(predicate) not in toml_table("providing")["verbs"] or syntax.negation_of(predicate) is not None:
        return None
    doer = _agent(predicate) if syntax.is_passive(predicate) else syntax.subject_of(predicate)
    if doer is None or doer == noun or (doer in noun.ancestors and doer != predicate):
        return None
    return parties.of(doer)


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


def _by_genitive(parties: Parties, noun: Token) -> Party | None:
    """«sechs Soldaten der Bundeswehr»: a genitive right behind the noun."""
    for child in syntax.children(noun, "nmod"):
        name = parties.name_at(child)
        if child.i > noun.i and not syntax.prepositions(child) and name is not None:
            return parties.of(child)
    return None


def _in_phrase(parties: Parties, quantity: Quantity, noun: Token) -> Party | None:
    """«20 italienische Soldaten», «57 US-Soldaten»: the attribute or the compound names the state."""
    for token in noun.doc[quantity.span.end : noun.i + 1]:
        name = parties.name_at(token)
        if name is not None and name.kind == "state" and not name.party:
            return Party(name.canonical, "state", "", name.country)
    return None


# --- which way -----------------------------------------------------------------------------------


def _direction(noun: Token) -> str:
    """``less`` for what is withdrawn, cut or ended: «zieht 400 Soldaten ab», «der Abbau von 1.200 Stellen»."""
    predicate = syntax.clause_of(noun)
    if syntax.negation_of(predicate) is not None:
        return ""
    governing = [noun.head] if syntax.basic(noun) == "nmod" else []
    verb = infinitive(predicate) if syntax.is_verb(predicate) else ""
    is_less = means_less([noun], verb) or means_less(governing)
    return "less" if is_less else ""


# --- when ----------------------------------------------------------------------------------------


def _event_date(findings: Findings, quantity: Quantity, noun: Token) -> str:
    """The nearest time expression of the figure's own clause, else empty.

    A word for now or before stands for it too: «derzeit 500, im Jahr 2014 noch 900» dates the 900 only.
    """
    predicate = syntax.clause_of(noun if noun.i >= quantity.span.start else quantity.span.root)
    own = {token.i for token in syntax.clause_tokens(predicate)}
    times = (time for time in findings.times if time.value or time.reference)
    near = [time for time in times if time.span.end - 1 in own and not _touches(time, quantity)]
    nearest = min(near, key=lambda time: (_distance(time, quantity), time.span.start), default=None)
    return nearest.value if nearest is not None else ""


def _touches(time: TimeExpression, quantity: Quantity) -> bool:
    return time.span.start < quantity.span.end and quantity.span.start < time.span.end


def _distance(time: TimeExpression, quantity: Quantity) -> int:
    return max(time.span.start - quantity.span.end, quantity.span.start - time.span.end)
