"""Commitments: positions with who takes them, on what, under which condition: one Draft per actor, stance and topic."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.claims.clauses import clauses, spoken_tokens
from pipeline.claims.conditions import assigned
from pipeline.claims.drafting import Context, drafts_of
from pipeline.claims.parties import Parties, Party
from pipeline.claims.position import Position
from pipeline.claims.stance import positions
from pipeline.claims.voices import is_own_word, same_side
from pipeline.findings import Draft, Findings, Utterance

PLANNING = frozenset({"pledged", "planned", "considered"})
PERSONAL = frozenset({"er", "sie"})
NOBODY = Party("", "", sure=0.5)
OWNED = frozenset({"planned", "considered", "undecided"})  # of what is told without a speaker: «laut Entwurf soll …»


def commitment_claims(findings: Findings) -> list[Draft]:
    """All commitments of an article, in text order, one per actor, stance and topic of a sentence."""
    parties = Parties(findings)
    spoken = spoken_tokens(findings)
    context = Context(findings, parties)
    found: list[Draft] = []
    planner, planned_at = parties.coalition or NOBODY, 0
    taken = positions(clauses(findings), parties)
    conditions = assigned(taken, spoken)
    for i, position in enumerate(taken):
        if parties.coalition is not None and planned_at < position.anchor.sent.start:
            planner = parties.coalition
        utterance = spoken.get(position.anchor.i) or spoken.get(position.source.i)
        actors = actors_of(position, utterance, parties, planner)
        condition = conditions[i].text if i in conditions else ""
        found += drafts_of(position, actors, utterance, condition, context)
        if len(actors) == 1 and actors[0].name and position.stance in PLANNING and position.rule != "modal-soll":
            planner, planned_at = actors[0], position.anchor.sent.end
    return once(found)


def actors_of(position: Position, utterance: Utterance | None, parties: Parties, planner: Party) -> list[Party]:
    """Whose position it is; empty where the words name something that can take none."""
    speaker = parties.speaker(utterance) if utterance is not None else None
    if position.holder is not None:
        return _holders(position.holder, speaker, parties, planner)
    if position.whose == "speaker":
        if speaker is not None:
            return [speaker] if position.stance == "demanded" or not speaker.watches else []
        return [replace(planner, sure=0.5)] if position.stance in OWNED else []
    told = position.stance in OWNED or position.rule in {"modal-soll", "document"}
    return [replace(planner, sure=0.5)] if planner.name or told else []


def _holders(holder: Token, speaker: Party | None, parties: Parties, planner: Party) -> list[Party]:
    if speaker is not None and is_own_word(holder):
        return [speaker]
    found = [as_speaker(party, speaker) for party in [*parties.all_of(holder), *parties.companions(holder)]]
    if not found and holder.lower_ in PERSONAL:
        taken_up = speaker or planner
        return [replace(taken_up, sure=0.6)] if taken_up.name and _agree(holder, taken_up) else []
    return found


def _agree(pronoun: Token, party: Party) -> bool:
    """«er» and «sie» take up a person or body; a group only «sie»."""
    return party.kind != "group" or pronoun.lower_ == "sie"


def as_speaker(party: Party, speaker: Party | None) -> Party:
    """A person who speaks for the own state takes its position («Deutschland werde …», sagte Merz: Merz)."""
    if speaker is not None and speaker.kind == "person" and same_side(party, speaker):
        return replace(speaker, sure=min(speaker.sure, party.sure))
    return party


def once(drafts: list[Draft]) -> list[Draft]:
    """The first of several drafts of one sentence that agree in actor, stance and topic."""
    seen: set[tuple[int, str, str, str]] = set()
    kept: list[Draft] = []
    for draft in drafts:
        key = (draft.anchor.sent.start, draft.actor, draft.stance, draft.topic)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept
