"""Findings → claims. One module per kind of claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.claims.commitments import commitment_claims
from pipeline.claims.figures import figure_claims
from pipeline.claims.groups import is_official
from pipeline.claims.statements import statement_claims
from pipeline.findings import Draft, Findings, Utterance


def find_claims(findings: Findings) -> list[Draft]:
    """All claims of one article, in text order.

    Words that take a position are a commitment and no statement besides; other words with a speaker are statements.
    """
    committed, taken = _join_words(commitment_claims(findings), findings.utterances)
    drafts = [*committed, *statement_claims(findings, taken), *figure_claims(findings)]
    return sorted(
        drafts, key=lambda draft: (draft.evidence.start_char, draft.anchor.i, draft.kind, draft.actor, draft.stance)
    )


def _join_words(drafts: list[Draft], utterances: Iterable[Utterance]) -> tuple[list[Draft], frozenset[Utterance]]:
    """Give a position the words that its own verb introduces, and tell which utterances are positions.

    «Kallas forderte, dass die Grenze geschlossen wird»: forderte is the position's verb and the utterance's cue, so
    that both are one claim of Kallas. A refusal is told («lehnt es ab, Schiffe zu schicken»), its words stay unquoted,
    but for those in quotation marks («wies das als „Zumutung“ zurück»).
    """
    by_cue = {token.i: utterance for utterance in utterances for token in utterance.cue or ()}
    joined: list[Draft] = []
    taken = {draft.utterance for draft in drafts if draft.utterance is not None}
    for draft in drafts:
        utterance = by_cue.get(draft.anchor.i)
        if draft.utterance is None and utterance is not None:
            taken.add(utterance)
            if draft.stance != "refused" or utterance.quote_type != "indirect":
                draft = replace(draft, utterance=_said_by(draft, utterance), quote_type=utterance.quote_type)
        joined.append(draft)
    return joined, frozenset(taken)


def _said_by(draft: Draft, utterance: Utterance) -> Utterance:
    """The utterance with the position's actor as its speaker: one verb has one subject."""
    name = utterance.speaker_name
    if draft.actor in {"", name.canonical if name is not None else utterance.speaker_text}:
        return utterance
    if (
        draft.actor_type in {"state", "organisation"}
        and utterance.speaker is not None
        and is_official(utterance.speaker.root)
    ):
        return utterance  # «forderte ein Regierungssprecher»: the state's position, the official's words
    return replace(utterance, speaker_name=None, speaker_text=draft.actor)
