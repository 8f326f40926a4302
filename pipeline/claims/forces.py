"""Whose soldiers a plan without doer is about: «Eine Entsendung britischer Soldaten ist nicht ausgeschlossen»."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.actors.countries import BODIES, country_name
from pipeline.claims.about import words_of
from pipeline.claims.parties import Parties, Party
from pipeline.claims.position import Position
from pipeline.claims.topics import topic_of_token
from pipeline.claims.wording import ends_like
from pipeline.lexicon import csv_rows, derived, toml_table
from pipeline.syntax import children, is_noun

SURE = 0.6
TROOPS = "troops"


def owner_of_forces(position: Position, parties: Parties) -> Party | None:
    """The one state whose soldiers are to go or come home; none where two are named or only their number is told.

    Not «die Ausbildung ukrainischer Soldaten»: others train them.
    """
    deployments = frozenset(toml_table("providing")["deployments"])
    found = {
        owner.country: owner
        for noun in words_of(position)
        if is_noun(noun) and ends_like(noun.text, deployments)
        for soldiers in children(noun, "nmod")
        if topic_of_token(soldiers) == TROOPS
        for owner in _owners(soldiers, parties)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _owners(soldiers: Token, parties: Parties) -> list[Party]:
    """By a state's adjective or the first part of a compound: «britischer Soldaten», «US-Soldaten»."""
    names = [parties.name_at(word) for word in (soldiers, *children(soldiers, "amod"))]
    known = [parties.named(name, SURE) for name in names if name is not None and name.kind == "state"]
    army = next((code for name, code in _armies() if soldiers.text.startswith(name) and soldiers.text != name), "")
    if army and not known:
        known = [Party(country_name(army), "state", "", army, SURE)]
    return [party for party in known if party.country and party.country not in BODIES]


@derived
def _armies() -> tuple[tuple[str, str], ...]:
    """Organs that only one state has, by name: the first part of «Bundeswehrsoldaten»."""
    rows = (row for row in csv_rows("organs") if row["kind"] == "organ" and row["code"].isalpha())
    return tuple((row["name"], row["code"]) for row in rows)
