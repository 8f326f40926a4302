"""Sources that a word takes up from before: «demnach», «danach solle», «…, wonach …», «Berichte, nach denen …»."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.mood import is_reported
from pipeline.speech.phrases import phrase
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.source_words import is_claim_noun, source_utterance, source_words
from pipeline.speech.speakers import is_medium, is_text


def adverb_source(token: Token, sentence: Sentence) -> Utterance | None:
    """«Demnach soll …», «…, wonach …», «danach sei …», but not «danach ging er»."""
    words, form = source_words(), token.lower_
    home = sentence.home(token)
    if home < 0:
        return None
    piece = sentence.pieces[home]
    relative = form in words.relative or _is_relative_source(token, sentence, home)
    if relative and token.i == piece.start and home > 0:
        frame = token.doc[token.i : token.i + (1 if form in words.relative else 2)]
        noun = _announcing(sentence, home)
        speaker = phrase(noun, sentence.span.start, token.i) if noun is not None else frame
        speaker = speaker[1:] if len(speaker) > 1 and syntax.is_preposition(speaker[0]) else speaker
        return source_utterance(token, sentence, frame, speaker, form, 0.75)
    if form not in words.always and not (form in words.backed and is_backed(piece.finite)):
        return None
    frame = token.doc[token.i : token.i + 1]
    return source_utterance(token, sentence, frame, frame, form, 0.75)


def _is_relative_source(token: Token, sentence: Sentence, home: int) -> bool:
    """«… Umfragen, nach denen …», «der Antrag, nach welchem …»."""
    if token.lower_ not in {"nach", "gemäß", "laut"} or home == 0 or token.i + 1 >= len(token.doc):
        return False
    nouns = [word for word in sentence.pieces[home - 1].span if syntax.is_noun(word)]
    said = any(is_claim_noun(noun) or is_text(noun) for noun in nouns[-3:])
    return (
        said
        and token.nbor().lower_ in {"denen", "dem", "der", "welchem", "welcher"}
        and sentence.pieces[home].opening == "relative"
    )


def _announcing(sentence: Sentence, home: int) -> Token | None:
    """The noun that «wonach» takes up: «Berichte des Senders, wonach …», «eine Schätzung, nach der …»."""
    nouns = [word for word in sentence.pieces[home - 1].span if syntax.is_noun(word)]
    said = next((noun for noun in reversed(nouns) if is_claim_noun(noun) or noun_entry(noun) is not None), None)
    return said or next((noun for noun in reversed(nouns) if is_text(noun) or is_medium(noun)), None)


def is_backed(finite: Token | None) -> bool:
    """The verb says that the clause is somebody's word: in the Konjunktiv, or sollen."""
    return finite is not None and (is_reported(finite) or finite.lemma_ == "sollen")
