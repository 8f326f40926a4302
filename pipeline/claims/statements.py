"""Statements: every utterance with a speaker that commits nobody to anything, and the speech acts that the text only
tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline.claims.drafting import TABLED
from pipeline.claims.groups import is_medium
from pipeline.claims.parties import Parties
from pipeline.findings import Draft, Findings, Utterance
from pipeline.numbers.units import kind_of
from pipeline.records import ActorType
from pipeline.speech.attribution import co_speakers
from pipeline.speech.quoted import Quoted, is_name_like
from pipeline.speech.told import told_acts
from pipeline.syntax import feature, is_noun

MOST = 0.5
FRAGMENT = 0.85
SAME = 4  # first letters by which a phrase's head is the word that names the actor


def statement_claims(findings: Findings, taken: Collection[Utterance]) -> list[Draft]:
    """One Draft per utterance that no commitment has taken; reported speech of several sentences gives one per
    sentence.

    Quoted words inside reported speech get a row of their own without a speaker: the row around them names it.
    """
    drafts: list[Draft] = []
    for utterance in findings.utterances:
        if utterance not in taken and not _only_relays(utterance, findings.utterances):
            for said in (utterance, *co_speakers(utterance, findings.names)):
                drafts.extend(_drafts(said))
        drafts.extend(_quoted_words(utterance))
    for utterance in told_acts(findings.doc, findings.names, findings.utterances):
        drafts.append(_draft(utterance, _evidence(utterance)))
        drafts.extend(_quoted_words(utterance))
    parties = Parties(findings)
    return [_with_kind(draft, parties) for draft in drafts]


def _with_kind(draft: Draft, parties: Parties) -> Draft:
    """Whom words that name no one stand for: «ein Sprecher der polnischen Armee» for Poland, «die Polizei» for itself.

    The actor of an unnamed official is his state; other phrases stay as they are, with their kind and their state.
    """
    speaker = draft.utterance.speaker if draft.utterance is not None else None
    if draft.actor_type or not draft.actor or speaker is None:
        return draft
    head = next((t for t in (speaker.root, *speaker) if is_noun(t) and t.lower_[:SAME] in draft.actor.lower()), None)
    party = parties.of(head) if head is not None else None
    if party is None:
        return replace(draft, actor_type=_kind_by_words(draft.actor, head, parties))
    if party.kind == "state":
        return replace(draft, actor=party.name, actor_type="state", actor_country=party.country)
    return replace(draft, actor_type=party.kind, actor_country="" if is_medium(draft.actor) else party.country)


def _kind_by_words(words: str, head: Token | None, parties: Parties) -> ActorType:
    """By a name of the same words («Yemen Observer»), else by the noun: Augenzeugen, ein Passant; none for a report."""
    named = next((name.kind for name in parties.names if words in {name.canonical, name.span.text}), None)
    if named is not None:
        return named
    if head is None or kind_of(head.text) != "people":
        return ""
    return "group" if feature(head, "Number") == "Plur" else "person"


def _has_speaker(utterance: Utterance) -> bool:
    return utterance.speaker is not None or utterance.speaker_name is not None or bool(utterance.speaker_text)


def _only_relays(utterance: Utterance, others: Collection[Utterance]) -> bool:
    """A medium that passes on what somebody else says: «Laut Bild sagte Merz, er komme» is Merz's statement."""
    inner = [other for other in others if other.inner_of is utterance and _has_speaker(other)]
    size = sum(len(part) for part in utterance.content)
    return any(sum(len(part) for part in other.content) > MOST * size for other in inner)


def _drafts(utterance: Utterance) -> Iterator[Draft]:
    if utterance.quote_type == "direct":
        yield _draft(utterance, _evidence(utterance))
        return
    last = utterance.content[-1].end
    for sentence in _sentences(utterance):
        yield _draft(utterance, sentence if sentence.end <= last or utterance.frame is None else _evidence(utterance))


def _sentences(utterance: Utterance) -> list[Span]:
    """The sentences that the content runs over, each once."""
    found: dict[int, Span] = {}
    for part in utterance.content:
        for token in part:
            if not token.is_punct:
                found.setdefault(token.sent.start, token.sent)
    return [found[start] for start in sorted(found)]


def _evidence(utterance: Utterance) -> Span:
    """All sentences of the frame and the content."""
    spans = [*utterance.content, *([utterance.frame] if utterance.frame is not None else [])]
    start = min(span[0].sent.start for span in spans)
    end = max(span[-1].sent.end for span in spans)
    return spans[0].doc[start:end]


def _draft(utterance: Utterance, evidence: Span) -> Draft:
    name = utterance.speaker_name
    return Draft(
        kind="statement",
        evidence=evidence,
        anchor=_anchor(utterance, evidence),
        rule=utterance.rule + (TABLED if utterance.speaker_name is not None and utterance.speaker_name.source else ""),
        confidence=utterance.confidence,
        actor=name.canonical if name is not None else utterance.speaker_text,
        actor_type=name.kind if name is not None else "",
        actor_role=name.role if name is not None else "",
        actor_country=name.country if name is not None else "",
        utterance=utterance,
        quote_type=utterance.quote_type,
    )


def _anchor(utterance: Utterance, evidence: Span) -> Token:
    inside = [part for part in utterance.content if evidence.start <= part.start < evidence.end]
    return inside[0].root if inside else evidence.root


def _quoted_words(utterance: Utterance) -> Iterator[Draft]:
    """The words in quotation marks inside reported speech, names and titles left out."""
    if utterance.quote_type == "direct":
        return
    for span in utterance.verbatim:
        quoted = Quoted(span, 0)
        if is_name_like(quoted) or utterance.content == (span,):
            continue
        words = replace(
            utterance,
            content=(span,),
            quote_type="direct",
            rule="fragment",
            confidence=utterance.confidence * FRAGMENT,
            verbatim=(),
            speaker_name=None,
            speaker_text="",
            inner_of=utterance,
        )
        yield replace(_draft(words, span[0].sent), actor="", actor_type="", actor_role="", actor_country="")
