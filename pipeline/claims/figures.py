"""Quantities → figure claims: how many of what, who provides or holds them, who gives the number, and when."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.claims.parties import Parties
from pipeline.claims.providers import is_measured, provider_of
from pipeline.claims.topics import means_less
from pipeline.claims.verbs import infinitive
from pipeline.findings import Draft, Findings, Quantity, TimeExpression, Utterance
from pipeline.lexicon import toml_table
from pipeline.numbers.units import is_money


def figure_claims(findings: Findings) -> list[Draft]:
    """One draft per quantity; the first rule that takes it names it."""
    parties = Parties(findings)
    drafts: list[Draft] = []
    for quantity in findings.quantities:
        rule = next((rule for rule in RULES if rule(quantity)), None)
        if rule is not None:
            drafts.append(_draft(findings, parties, quantity, rule.__name__, drafts[-1] if drafts else None))
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


def _draft(findings: Findings, parties: Parties, quantity: Quantity, rule: str, earlier: Draft | None) -> Draft:
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
        provider=provider_of(parties, quantity, anchor, earlier),
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
    near = [t for t in times if t.span.end - 1 in own and not _touches(t, quantity) and _dates(t, noun)]
    # of two as near the one behind: «von 80 im Jahr 2003 auf 40 im Jahr 2004»
    nearest = min(near, key=lambda time: (_distance(time, quantity), -time.span.start), default=None)
    return nearest.value if nearest is not None else ""


def _dates(time: TimeExpression, noun: Token) -> bool:
    """Not what it is compared with («unter das Niveau von 2005») nor another thing's age («das 1938 erbaute Haus»)."""
    led, opening = time.span.root.head, time.span.start - 1
    opening -= opening > 0 and syntax.is_preposition(time.span.doc[opening])
    inside = opening >= 0 and syntax.word_class(time.span.doc[opening]) == "article"
    if inside and syntax.is_adjective(led) and led.i > time.span.root.i and led.head != noun:
        return False
    before = time.span.doc[max(0, time.span.start - 3) : time.span.start].text.lower()
    return not before.endswith(tuple(toml_table("dates")["words"]["compared_with"]))


def _touches(time: TimeExpression, quantity: Quantity) -> bool:
    return time.span.start < quantity.span.end and quantity.span.start < time.span.end


def _distance(time: TimeExpression, quantity: Quantity) -> int:
    return max(time.span.start - quantity.span.end, quantity.span.start - time.span.end)
