"""A position with its actors → Drafts: what it is about, topic, direction, target, condition, quantity and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.claims.conditions import opens_condition
from pipeline.claims.coordination import stands_beside
from pipeline.claims.parties import Parties, Party
from pipeline.claims.planners import is_planned_with
from pipeline.claims.position import Position
from pipeline.claims.targets import target_of
from pipeline.claims.topics import OTHER, is_empty, listed, means_less, topic_of, topic_of_token
from pipeline.claims.verbs import infinitive
from pipeline.findings import Draft, Findings, Quantity, Utterance
from pipeline.syntax import (
    basic,
    children,
    clause_tokens,
    conjuncts,
    is_clause_head,
    is_noun,
    is_verb,
    prepositions,
    subtree,
)

CIRCUMSTANCES = frozenset({"nach", "bei", "beim", "während", "seit", "vor", "vom"})
TABLED = "+office-table"  # behind the rule's name: the holder stands in the user's table, not in the article
POINTING = frozenset({"das", "dies"})  # «Das kündigte Minister X an»
DIRECTED = frozenset({"pledged", "planned", "considered", "demanded"})


@dataclass(frozen=True, eq=False)
class Context:
    """What drafting looks things up in."""

    findings: Findings
    parties: Parties


def drafts_of(
    position: Position,
    actors: Sequence[Party],
    utterance: Utterance | None,
    condition: str,
    context: Context,
    recent: str = "",
) -> list[Draft]:
    """One Draft per actor and topic; ``recent`` is the topic last spoken of, for «schließt nichts aus»."""
    words = words_of(position)
    return [
        Draft(
            kind="commitment",
            evidence=evidence_of(position),
            anchor=position.anchor,
            rule=position.rule + (TABLED if actor.tabled else ""),
            confidence=position.confidence * actor.sure,
            actor=actor.name,
            actor_type=actor.kind,
            actor_role=actor.role,
            actor_country=actor.country,
            stance=position.stance,
            topic=topic,
            direction="less" if position.stance in DIRECTED and _less(position, theme) else "",
            target_country=_target(position, words, actors, topic, context),
            condition=condition,
            quantity=_own_quantity(theme, position, actor, context.findings),
            utterance=utterance,
            quote_type=utterance.quote_type if utterance is not None else "none",
            event_date=date_in(words, context.findings),
        )
        for topic, theme in by_unit(themes(position, words, recent), context.findings)
        for actor in actors
    ]


def _own_quantity(theme: Sequence[Token], position: Position, actor: Party, findings: Findings) -> Quantity | None:
    """The quantity of what it is about; the number of a group counts only for the group itself («Rom und zwei weitere
    Länder wollen zahlen»).
    """
    if position.holder is None or actor.kind == "group" or is_planned_with(position):
        return quantity_in(theme, findings)
    named = {t.i for noun in conjuncts(position.holder) for t in subtree(noun)}
    return quantity_in([t for t in theme if t.i not in named], findings)


def _less(position: Position, theme: list[Token]) -> bool:
    verb = infinitive(position.anchor)
    return means_less(theme, verb) or (position.stance == "pledged" and verb in listed("less", "when_pledged"))


def _target(position: Position, words: list[Token], actors: Sequence[Party], topic: str, context: Context) -> str:
    before = sentence_before(position.anchor)
    return target_of(words, actors, context.parties, before, position.stance, topic)


def evidence_of(position: Position) -> Span:
    """The sentence, or the sentences where frame and content stand in two."""
    first, last = sorted((position.source.sent, position.anchor.sent), key=lambda span: span.start)
    return position.anchor.doc[first.start : last.end]


def words_of(position: Position) -> list[Token]:
    """The words that say what the position is about: its clause and the clauses under it, without conditions."""
    anchor = position.anchor
    if not is_verb(anchor) and is_noun(anchor) and position.source != anchor:
        return list(subtree(anchor))
    inside = [t for t in subtree(anchor) if not _elsewhere(t, anchor)]
    return inside or clause_tokens(anchor)


def _elsewhere(token: Token, top: Token) -> bool:
    """In a condition, or in a clause that only stands beside the anchor's."""
    while token != top and token.head != token:
        if basic(token) == "advcl" and opens_condition(token):
            return True
        if token.head == top and is_clause_head(token) and _is_beside(token):
            return True
        token = token.head
    return False


def _is_beside(predicate: Token) -> bool:
    return basic(predicate) in {"conj", "parataxis"} or stands_beside(predicate)


def themes(position: Position, words: list[Token], recent: str = "") -> list[tuple[str, list[Token]]]:
    """Topic and words of each thing it is about; coordinated objects of different topics are things of their own."""
    parts: list[tuple[str, list[Token]]] = []
    for thing in things(position):
        part = [t for t in subtree(thing) if not _later_conjunct(t, thing)]
        topic = topic_of_token(thing) or topic_of(part)
        if topic and topic not in {other for other, _ in parts}:
            parts.append((topic, part))
    if len(parts) > 1:
        return parts
    if parts:
        return [(parts[0][0], words)]
    central = [t for t in words if not _is_circumstance(t, position.anchor)]
    pointing = any(t.lower_ in POINTING for t in children(position.anchor, "obj", "nsubj:pass", "nsubj"))
    carried = recent if pointing or is_empty(central) else ""
    return [(topic_of(central) or carried or OTHER, words)]


def by_unit(parts: list[tuple[str, list[Token]]], findings: Findings) -> list[tuple[str, list[Token]]]:
    """Where no word names a topic, what is counted does: «3.500 Mann» are troops, a sum is money."""
    return [(_topic_of_unit(words, findings) if topic == OTHER else topic, words) for topic, words in parts]


def _topic_of_unit(words: Sequence[Token], findings: Findings) -> str:
    quantity = quantity_in(words, findings)
    if quantity is None:
        return OTHER
    if quantity.unit == "soldiers":
        return "troops"
    return "money" if len(quantity.unit) == 3 and quantity.unit.isupper() else OTHER


def _is_circumstance(token: Token, anchor: Token) -> bool:
    """When and on what occasion: «nach einem Treffen», «bei dem Gipfel» say nothing of what it is about."""
    while token.head not in (token, anchor):
        token = token.head
    return basic(token) == "obl" and bool(set(prepositions(token)) & CIRCUMSTANCES)


def things(position: Position) -> list[Token]:
    """The anchor's objects (the subject of a passive), each conjunct on its own; a noun frame's noun."""
    anchor = position.anchor
    if is_noun(anchor) and not is_verb(anchor):
        return conjuncts(anchor)
    phrases = [t for t in children(anchor, "obl") if not set(prepositions(t)) & CIRCUMSTANCES]
    heads = children(anchor, "obj", "nsubj:pass") or phrases[-1:]
    return [noun for head in heads for noun in conjuncts(head)]


def _later_conjunct(token: Token, top: Token) -> bool:
    while token != top and token.head != token:
        if basic(token) == "conj" and token.head == top:
            return True
        token = token.head
    return False


def sentence_before(token: Token) -> Span | None:
    start = token.sent.start
    return token.doc[start - 1].sent if start > 0 else None


def quantity_in(words: Sequence[Token], findings: Findings) -> Quantity | None:
    """The first quantity that stands among the words."""
    inside = {token.i for token in words}
    return next((q for q in findings.quantities if q.span.start in inside), None)


def date_in(words: Sequence[Token], findings: Findings) -> str:
    """The value of the first time expression with a date among the words."""
    inside = {token.i for token in words}
    return next((time.value for time in findings.times if time.value and time.span.start in inside), "")
