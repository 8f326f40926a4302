"""The words that name a source without a verb, and the utterance that such a source makes of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.cues import cues_in
from pipeline.speech.mood import is_reported
from pipeline.speech.pieces import Piece
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import speaker_of


@dataclass(frozen=True)
class SourceWords:
    """sources.toml as sets."""

    prepositions: frozenset[str]
    postpositions: frozenset[str]
    claim_prepositions: frozenset[str]
    claim_nouns: frozenset[str]
    claim_endings: tuple[str, ...]
    claim_phrases: dict[str, frozenset[str]]
    owned_nouns: frozenset[str]
    seen_nouns: frozenset[str]
    event_nouns: frozenset[str]
    always: frozenset[str]
    backed: frozenset[str]
    relative: frozenset[str]


@derived
def source_words() -> SourceWords:
    """The lists of sources.toml."""
    table = toml_table("sources")
    return SourceWords(
        frozenset(table["prepositions"]),
        frozenset(table["postpositions"]),
        frozenset(table["claim_prepositions"]),
        frozenset(table["claim_nouns"]),
        tuple(table["claim_endings"]),
        {key: frozenset(nouns) for key, nouns in table["claim_phrases"].items()},
        frozenset(table["owned_nouns"]),
        frozenset(table["seen_nouns"]),
        frozenset(table["event_nouns"]),
        frozenset(table["adverbs"]["always"]),
        frozenset(table["adverbs"]["backed"]),
        frozenset(table["adverbs"]["relative"]),
    )


def is_claim_noun(token: Token) -> bool:
    """What people utter or hold: Angaben, Einschätzung, Medienberichten."""
    words = source_words()
    if any(token.text in nouns for nouns in words.claim_phrases.values()):
        return True
    return token.text in words.claim_nouns or (token.text[:1].isupper() and token.lower_.endswith(words.claim_endings))


def source_utterance(
    token: Token, sentence: Sentence, frame: Span, speaker: Span, rule: str, confidence: float
) -> Utterance | None:
    """What the clause of a source says around it, or None where that is nothing or direct speech."""
    content = _before_another(sentence, frame, sentence.clause_around(frame))
    if not content or sentence.is_spoken(content):
        return None
    return Utterance(
        content=tuple(content),
        quote_type="indirect",
        rule=rule,
        confidence=confidence,
        cue=token.doc[token.i : token.i + 1],
        cue_text=token.text,
        speaker=speaker,
        frame=frame,
    )


def _before_another(sentence: Sentence, frame: Span, content: list[Span]) -> list[Span]:
    """«Laut Veranstaltern kamen 7.000, die Polizei spricht von 4.000»: what the police tells is not theirs."""
    home = sentence.home(frame[0])
    tellers = (piece for piece in sentence.pieces[max(home, 0) + 1 :] if _tells(piece))
    end = next((sentence.without_stop(piece.start) for piece in tellers), sentence.span.end)
    parts = [part.doc[part.start : min(part.end, end)] for part in content if part.start < end]
    return [part for part in parts if any(token.is_alpha for token in part)]


def _tells(piece: Piece) -> bool:
    """A main clause in the indicative in which somebody tells something."""
    if piece.opening != "second" or piece.finite is None or is_reported(piece.finite):
        return False
    cue = next((cue for cue in cues_in(piece.span) if piece.finite in {cue.verb, syntax.finite_of(cue.verb)}), None)
    return cue is not None and speaker_of(cue, piece.start, piece.end) is not None
