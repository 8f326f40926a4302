"""Quantities → figure claims: how many of what, who provides or holds them, who gives the number, and when."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.claims.figure_dates import event_date
from pipeline.claims.given_figures import Givers
from pipeline.claims.parties import Parties
from pipeline.claims.providers import is_measured, provider_of
from pipeline.claims.topics import means_less
from pipeline.claims.verbs import infinitive
from pipeline.findings import Draft, Findings, Quantity, Utterance
from pipeline.lexicon import toml_table
from pipeline.numbers.units import is_money


def figure_claims(findings: Findings) -> list[Draft]:
    """One draft per quantity; the first rule that takes it names it."""
    parties, givers = Parties(findings), Givers(findings.names)
    drafts: list[Draft] = []
    for quantity in findings.quantities:
        rule = next((rule for rule in RULES if rule(quantity)), None)
        if rule is not None:
            earlier = drafts[-1] if drafts else None
            drafts.append(_draft(findings, parties, givers, quantity, rule.__name__, earlier))
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
    return is_money(quantity.unit)


def measured_figure(quantity: Quantity) -> bool:
    """A measured amount: «180 Kilometer», «150 Millionen Kubikmeter Gas»; not «drei Stunden»."""
    return is_measured(quantity.unit)


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


def _draft(
    findings: Findings, parties: Parties, givers: Givers, quantity: Quantity, rule: str, earlier: Draft | None
) -> Draft:
    anchor = quantity.noun if quantity.noun is not None else quantity.span.root
    utterance = _utterance_around(findings, quantity)
    if utterance is None or not (utterance.speaker or utterance.speaker_name or utterance.speaker_text):
        utterance = givers.utterance_of(quantity, _hanging(quantity, anchor)) or utterance
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
        provider=provider_of(parties, quantity, anchor, earlier),
        direction=_direction(quantity, anchor),
        utterance=utterance,
        quote_type=utterance.quote_type if utterance is not None else "none",
        event_date=event_date(findings, quantity, anchor, _hanging(quantity, anchor)),
    )


def _confidence(quantity: Quantity, rule: str) -> float:
    """Lower where the noun stands before the numeral or is not there at all («die Zahl der Toten stieg auf 26»)."""
    borrowed = quantity.noun is None or quantity.noun.i < quantity.span.start
    return CONFIDENCE[rule] - (0.1 if borrowed else 0.0)


def _utterance_around(findings: Findings, quantity: Quantity) -> Utterance | None:
    """The smallest utterance whose words hold the figure."""
    inside = [u for u in findings.utterances if any(_covers(span, quantity.span) for span in u.content)]
    return min(inside, key=lambda u: sum(len(span) for span in u.content), default=None)


def _hanging(quantity: Quantity, noun: Token) -> Token:
    """Where the figure hangs in the tree: its noun, or the numeral where the noun stands before it («stieg auf 26»)."""
    return noun if noun.i >= quantity.span.start else quantity.span.root


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


# --- which way -----------------------------------------------------------------------------------


def _direction(quantity: Quantity, noun: Token) -> str:
    """``less`` for what is withdrawn, cut or ended: «zieht 400 Soldaten ab», «der Abbau von 1.200 Stellen»."""
    predicate = syntax.clause_of(noun)
    if syntax.negation_of(predicate) is not None:
        return ""
    governing = [noun.head] if syntax.basic(noun) == "nmod" else []
    verb = infinitive(predicate) if syntax.is_verb(predicate) else ""
    done_to = verb if _undergoes(quantity, noun, predicate, verb) else ""
    is_less = means_less([noun], done_to) or means_less(governing)
    return "less" if is_less else ""


def _undergoes(quantity: Quantity, noun: Token, predicate: Token, verb: str) -> bool:
    """The verb takes what is counted away: its object, the subject of a passive or of leaving, or by how much.

    Not «zwölf Länder senken die Steuern», «schloss bei 600 Punkten», «weist einen Gewinn von 9 Millionen Euro aus».
    """
    table = toml_table("topics")["less"]
    money, measured = is_money(quantity.unit), is_measured(quantity.unit)
    reflexive = any(token.lower_ == "sich" for token in predicate.children)
    senses = {"not_money": money, "not_measured": measured, "not_people": quantity.unit == "people"}
    senses["not_reflexive"] = reflexive
    if any(holds and verb in table[name] for name, holds in senses.items()):
        return False
    top = noun
    while top.head not in {predicate, top}:
        top = top.head
    led = set(syntax.prepositions(top)) | set(syntax.prepositions(noun))
    if led and syntax.basic(top) != "obj":
        return bool(led & {"um", "auf", "von"})
    return syntax.relation(top) != "nsubj" or verb in table["leaving"]
