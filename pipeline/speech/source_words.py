"""The words that name a source without a verb, and the utterance that such a source makes of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.sentence import Sentence


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
    content = sentence.clause_around(frame)
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
