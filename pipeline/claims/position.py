"""What a stance rule returns: who is said to stand where on what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from spacy.tokens import Token

from pipeline.findings import Name
from pipeline.records import Stance

if TYPE_CHECKING:
    from pipeline.claims.clauses import Clause
    from pipeline.claims.parties import Parties

Whose = Literal["holder", "speaker", "plan"]


@dataclass(frozen=True, eq=False)
class Position:
    """A stance found at a predicate or noun.

    ``source`` is the word that the rule fired at, ``anchor`` the head of the words that say what it is about (the
    complement in «kündigte an, Truppen zu schicken»). ``holder`` heads the phrase that names whose position it is;
    where there is none, ``whose`` tells whom to look for: the speaker of the utterance, or the body whose plan it is.
    ``named`` is a mention that stands for the holder where its phrase could not («EU-Gipfel: Nein zu Strafzöllen»).
    ``covers`` are the clauses that this position speaks for, so that they make no position of their own. ``about`` are
    the only words that it is about where the anchor holds more («Panzer, aber keine Soldaten»).
    """

    source: Token
    anchor: Token
    stance: Stance
    rule: str
    confidence: float
    holder: Token | None = None
    whose: Whose = "holder"
    covers: tuple[Token, ...] = ()
    named: Name | None = None
    about: tuple[Token, ...] = ()


Rule = Callable[["Clause", "Parties"], list[Position]]


def taken(
    clause: Clause, stance: Stance, rule: str, confidence: float, holder: Token | None, whose: Whose
) -> list[Position]:
    """A position at a clause's own predicate, which speaks for the clauses that the predicate takes."""
    here = clause.predicate
    return [Position(here, here, stance, rule, confidence, holder, whose, tuple(clause.complements))]
