"""Commitments: positions with who takes them, on what, under which condition: one Draft per actor, stance and topic."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.claims.about import words_of
from pipeline.claims.conditions import assigned
from pipeline.claims.drafting import Context, drafts_of
from pipeline.claims.forces import owner_of_forces
from pipeline.claims.parties import Parties, Party
from pipeline.claims.planners import NOBODY, PLANNING, Planners, is_planned_with
from pipeline.claims.position import Position
from pipeline.claims.stance import positions
from pipeline.claims.topics import OTHER, hinted_topic
from pipeline.claims.voices import is_own_word, means_own_government, same_side
from pipeline.claims.walk import clauses, spoken_tokens
from pipeline.findings import Draft, Findings, Utterance
from pipeline.syntax import children, verb_lemma, word_class

RECENT = 5
PERSONAL = frozenset({"er", "sie"})
OWNED = frozenset({"planned", "considered", "undecided"})  # of what is told without a speaker: «laut Entwurf soll …»


def commitment_claims(findings: Findings) -> list[Draft]:
    """All commitments of an article, in text order, one per actor, stance and topic of a sentence."""
    parties = Parties(findings)
    spoken = spoken_tokens(findings)
    context = Context(findings, parties)
    planners = Planners(parties)
    taken = positions(clauses(findings), parties)
    conditions = assigned(taken, spoken)
    found: list[Draft] = []
    for i, position in enumerate(taken):
        utterance = spoken.get(position.anchor.i) or spoken.get(position.source.i)
        if utterance is not None and utterance.rule == "denied":
            continue  # «dementierte Berichte, wonach sein Land Boote zugesagt habe»: nobody has pledged them
        if _denies(position, found):
            continue
        actors = actors_of(position, utterance, parties, planners)
        condition = conditions[i].text if i in conditions else ""
        found += drafts_of(position, actors, utterance, condition, context, recent_topic(found, position, actors))
        planners.note(position, actors)
    return once(found)


def recent_topic(found: list[Draft], position: Position, actors: list[Party]) -> str:
    """The topic of a few sentences before, for «schließt nichts aus»: the actor's own last one, else the only one.

    Where others took positions on several topics («Finnland zahlt … Polen schickt … Russland lehnt das ab»), none; but
    «der Einsatz» is one of soldiers where soldiers were spoken of.
    """
    start = position.anchor.sent.start
    hinted = hinted_topic(words_of(position))
    if hinted in {draft.topic for draft in found}:
        return hinted
    long_ago = _sentences_before(position.anchor.doc, start, RECENT + 1)
    near = [draft for draft in found if draft.anchor.i > long_ago]
    names = {actor.name for actor in actors}
    own = [draft.topic for draft in near if draft.actor in names]
    if own:
        return own[-1] if own[-1] != OTHER else ""
    if near and near[-1].topic == OTHER and _takes_up(position):
        return ""
    here = {draft.topic for draft in near if draft.anchor.sent.start == start} - {OTHER}
    topics = {draft.topic for draft in near} - {OTHER}
    return min(here) if len(here) == 1 else min(topics) if len(topics) == 1 else ""


def _denies(position: Position, found: list[Draft]) -> bool:
    """«Holm nannte den Bau zu teuer. Die Stadt wies das zurück.»: what was said, where nobody wants anything right
    before; but «Holm fordert einen Tunnel. Die Stadt wies das zurück.»
    """
    if verb_lemma(position.anchor) != "zurückweisen" or not _takes_up(position):
        return False
    long_ago = _sentences_before(position.anchor.doc, position.anchor.sent.start, 1)
    return not any(draft.anchor.i >= long_ago for draft in found)


def _takes_up(position: Position) -> bool:
    """«schloss dies aus», «lehnte das ab»: what was said last is meant, not what a few sentences were about."""
    return any(word_class(child) == "demonstrative" for child in children(position.anchor, "obj", "nsubj:pass"))


def _sentences_before(doc: Doc, start: int, count: int) -> int:
    """Where the sentence begins that is so many before the one at ``start``; -1 where there are fewer."""
    for _ in range(count):
        if start == 0:
            return -1
        start = doc[start - 1].sent.start
    return start


def actors_of(position: Position, utterance: Utterance | None, parties: Parties, planners: Planners) -> list[Party]:
    """Whose position it is; empty where the words name something that can take none."""
    speaker = parties.speaker(utterance) if utterance is not None else None
    if position.named is not None:
        return [parties.named(position.named, 0.9)]
    if is_planned_with(position):
        return [speaker] if speaker is not None and not speaker.watches else planners.owner(position)
    if position.holder is not None:
        return _holders(position, position.holder, speaker, parties, planners)
    if position.whose == "plan" or (speaker is None and position.stance in OWNED):
        if _is_hearsay(utterance):
            return [NOBODY] if position.stance == "planned" else []
        owner = owner_of_forces(position, parties) if position.stance in PLANNING else None
        return [owner] if owner is not None else planners.owner(position)
    if speaker is None or (speaker.watches and position.stance != "demanded"):
        return []
    return [speaker]


def _is_hearsay(utterance: Utterance | None) -> bool:
    """«Es hieß, der Bau sei geplant»: whose plan it is, is left open."""
    cue = utterance.cue if utterance is not None and utterance.speaker is None else None
    return cue is not None and cue.root.lemma_ == "heißen"


def _holders(
    position: Position, holder: Token, speaker: Party | None, parties: Parties, planners: Planners
) -> list[Party]:
    if speaker is not None and (is_own_word(holder) or means_own_government(holder, speaker, parties)):
        return [speaker]
    found = [as_speaker(party, speaker) for party in [*parties.all_of(holder), *parties.companions(holder)]]
    if not found and holder.lower_ in PERSONAL:
        taken_up = [speaker] if speaker is not None else planners.owner(position)
        return [replace(party, sure=0.6) for party in taken_up if party.name and _agree(holder, party)]
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
    """The first of several drafts of one sentence that agree in actor, stance and topic, with the condition of any."""
    kept: dict[tuple[int, str, str, str], Draft] = {}
    for draft in drafts:
        key = (draft.anchor.sent.start, draft.actor, draft.stance, draft.topic)
        first = kept.setdefault(key, draft)
        if draft.condition and not first.condition:
            kept[key] = replace(first, condition=draft.condition)
    return list(kept.values())
