"""Commitments: positions with who takes them, on what, under which condition: one Draft per actor, stance and topic."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.claims.clauses import clauses, spoken_tokens
from pipeline.claims.drafting import Context, drafts_of
from pipeline.claims.parties import Parties, Party
from pipeline.claims.position import Position
from pipeline.claims.stance import positions
from pipeline.claims.voices import is_own_word, same_side
from pipeline.findings import Draft, Findings, Utterance

NOBODY = Party("", "", sure=0.5)
OWNED = frozenset({"planned", "considered", "undecided"})  # of what is told without a speaker: «laut Entwurf soll …»


def commitment_claims(findings: Findings) -> list[Draft]:
    """All commitments of an article, in text order, one per actor, stance and topic of a sentence."""
    parties = Parties(findings)
    spoken = spoken_tokens(findings)
    context = Context(findings, parties)
    found: list[Draft] = []
    planner = NOBODY
    for position in positions(clauses(findings), parties):
        utterance = spoken.get(position.anchor.i) or spoken.get(position.source.i)
        actors = actors_of(position, utterance, parties, planner)
        found += drafts_of(position, actors, utterance, context)
        planner = next((actor for actor in actors if actor.name), planner)
    return once(found)


def actors_of(position: Position, utterance: Utterance | None, parties: Parties, planner: Party) -> list[Party]:
    """Whose position it is; empty where the words name something that can take none."""
    speaker = parties.speaker(utterance) if utterance is not None else None
    if position.holder is not None:
        return _holders(position.holder, speaker, parties, planner)
    if position.whose == "speaker":
        if speaker is not None:
            return [speaker]
        return [replace(planner, sure=0.5)] if position.stance in OWNED else []
    return [replace(planner, sure=0.5)]


def _holders(holder: Token, speaker: Party | None, parties: Parties, planner: Party) -> list[Party]:
    if speaker is not None and is_own_word(holder):
        return [speaker]
    found = [as_speaker(party, speaker) for party in parties.all_of(holder)]
    if not found and speaker is not None and holder.lower_ in {"er", "sie"}:
        return [replace(speaker, sure=0.7)]
    return found


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
