"""A position with its actors → Drafts: what it is about, topic, direction, target, condition, quantity and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.claims.about import by_unit, core, quantity_in, themes, without_bearer, words_of
from pipeline.claims.parties import Parties, Party
from pipeline.claims.planners import is_planned_with
from pipeline.claims.position import Position
from pipeline.claims.targets import target_of
from pipeline.claims.topics import listed, means_less
from pipeline.claims.verbs import infinitive
from pipeline.findings import Draft, Findings, Quantity, Utterance
from pipeline.syntax import conjuncts, subtree

TABLED = "+office-table"  # behind the rule's name: the holder stands in the user's table, not in the article
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
    words = without_bearer(words_of(position), position, utterance)
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
    if position.holder is None or position.about or actor.kind == "group" or is_planned_with(position):
        return quantity_in(theme, findings, position)
    named = {t.i for noun in conjuncts(position.holder) for t in subtree(noun)}
    return quantity_in([t for t in theme if t.i not in named], findings, position)


def _less(position: Position, theme: list[Token]) -> bool:
    verb = infinitive(position.anchor)
    return means_less(core(position, theme), verb) or (
        position.stance == "pledged" and verb in listed("less", "when_pledged")
    )


def _target(position: Position, words: list[Token], actors: Sequence[Party], topic: str, context: Context) -> str:
    before = sentence_before(position.anchor)
    return target_of(words, actors, context.parties, before, position.stance, topic)


def evidence_of(position: Position) -> Span:
    """The sentence, or the sentences where frame and content stand in two."""
    first, last = sorted((position.source.sent, position.anchor.sent), key=lambda span: span.start)
    return position.anchor.doc[first.start : last.end]


def sentence_before(token: Token) -> Span | None:
    start = token.sent.start
    return token.doc[start - 1].sent if start > 0 else None


def date_in(words: Sequence[Token], findings: Findings) -> str:
    """The value of the first time expression with a date among the words."""
    inside = {token.i for token in words}
    return next((time.value for time in findings.times if time.value and time.span.start in inside), "")
