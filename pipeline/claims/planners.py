"""Whose plan it is where the text names no doer: who planned last, else the group that the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.groups import group_kind
from pipeline.claims.parties import Parties, Party
from pipeline.claims.position import Position
from pipeline.syntax import children

NOBODY = Party("", "", sure=0.6)
PLANNING = frozenset({"pledged", "planned", "considered"})
OF_OTHERS = frozenset({"modal-soll", "future-reported"})  # whose doer need not be the planner
PLANS = frozenset({"modal-soll", "document"})
NEAR = 2


def is_planned_with(position: Position) -> bool:
    """Counted people plan nothing: «5.000 Soldaten sollen bereitstehen», but «26 Länder sollen zustimmen»."""
    noun = position.holder
    counted = noun is not None and bool(children(noun, "nummod")) and group_kind(noun) == "people"
    return counted and position.rule == "modal-soll"


class Planners:
    """Remembers through an article who took the last position of one's own."""

    def __init__(self, parties: Parties) -> None:
        self._coalition = parties.coalition
        self._last = NOBODY
        self._together = NOBODY
        self._at = -1
        self._noted: list[tuple[int, str]] = []
        self._sides: Counter[str] = Counter()
        self._sentence = {sentence.start: i for i, sentence in enumerate(parties.doc.sents)}

    def note(self, position: Position, actors: Sequence[Party]) -> None:
        """A position of a single actor makes it the planner of what follows."""
        own = position.stance in PLANNING and position.rule not in OF_OTHERS
        if own:
            self._sides.update(party.country or party.name for party in actors)
        if own and len(actors) == 1 and actors[0].name:
            self._last, self._at = actors[0], self._sentence[position.anchor.sent.start]
            self._noted.append((self._at, self._last.country or self._last.name))
            if actors[0].kind == "group":
                self._together = actors[0]

    def owner(self, position: Position) -> list[Party]:
        """The planner of a position without doer. A plan may be nobody's; other stances need a planner nearby."""
        here = self._sentence[position.anchor.sent.start]
        near = bool(self._last.name) and here - self._at <= NEAR
        if self._together.name and self._coalition is None and position.stance == "planned" and here != self._at:
            return [replace(self._together, sure=0.5) if near or self._leads(self._together) else NOBODY]
        if near and here != self._at and self._coalition is None and self._is_one_of_many(here):
            return [NOBODY] if position.stance == "planned" else []
        if near and (self._coalition is None or here == self._at):
            self._at = here
            return [replace(self._last, sure=0.7)]
        if self._coalition is not None:
            return [self._coalition]
        if position.stance != "planned" and position.rule not in PLANS:
            return []
        return [replace(self._last, sure=0.7) if self._leads(self._last) else NOBODY]

    def _leads(self, party: Party) -> bool:
        """It took more positions of its own so far than all others together: a plan far behind is still its own."""
        return 2 * self._sides[party.country or party.name] > self._sides.total()

    def _is_one_of_many(self, here: int) -> bool:
        """«Ghana schickt Ärzte. Togo zahlt. Geplant sind 500 Betten.»: the plan is neither's alone. A body or group
        that spoke last may have planned it together.
        """
        alone = self._last.kind in {"state", "person"}
        return alone and len({side for at, side in self._noted if here - at <= NEAR}) > 1
