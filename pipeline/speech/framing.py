"""A direct utterance with what introduces it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.findings import Utterance
from pipeline.speech.addressees import addressee_of
from pipeline.speech.cues import Cue


def framed(
    content: list[Span],
    frame: Span | None,
    speaker: Span | None,
    rule: str,
    confidence: float,
    cue: Cue | None = None,
    word: Token | None = None,
) -> Utterance:
    """A direct utterance; what introduces it is a ``cue`` verb or another ``word`` (so, Parole)."""
    doc = content[0].doc
    return Utterance(
        content=tuple(content),
        quote_type="direct",
        rule=rule,
        confidence=confidence,
        cue=cue.span if cue is not None else (doc[word.i : word.i + 1] if word is not None else None),
        cue_text=cue.text if cue is not None else (word.text if word is not None else ""),
        attitude=cue.entry.attitude if cue is not None else "neutral",
        speaker=speaker,
        frame=frame if frame is not None and len(frame) else None,
        addressee=addressee_of(cue, frame.start, frame.end) if cue is not None and frame is not None else None,
    )
