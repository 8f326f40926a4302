"""Whom the words address: «sagte der Zeitung Bild», «gegenüber Reportern», «forderte die Parteien auf», «in einem
Interview mit dem Sender».
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table
from pipeline.speech.cues import Cue
from pipeline.speech.phrases import is_addressed, phrase
from pipeline.speech.speakers import is_medium, is_speaker, subject_phrase

FACING = "gegenüber"
NEAR = 3
NOT_DATIVE = {"die", "das", "was", "dies"}


@derived
def _endings() -> dict[str, tuple[str, ...]]:
    table = toml_table("speakers")
    return {key: tuple(table[key]) for key in ("talks", "audiences", "letters")}


def addressee_of(cue: Cue, start: int, end: int) -> Span | None:
    """The words for the addressee between tokens ``start`` and ``end``, without their preposition."""
    for noun in _candidates(cue, start, end):
        if start <= noun.i < end and noun.lower_ != "es" and syntax.word_class(noun) != "reflexive":
            return _without_preposition(phrase(noun, start, end), noun)
    return None


def _candidates(cue: Cue, start: int, end: int) -> Iterator[Token]:
    verb = cue.verb
    yield from (noun for noun in syntax.children(verb, "obl:arg") if not syntax.prepositions(noun) and _hears(noun))
    yield from (noun for noun in syntax.children(verb, "obl") if FACING in syntax.prepositions(noun) and _hears(noun))
    if cue.entry.lemma in toml_table("cues")["asking"]:
        asked = syntax.children(verb, "nsubj:pass" if syntax.is_passive(verb) else "obj")
        yield from (noun for noun in asked if not syntax.prepositions(noun))
        yield from _other_noun(cue, start, end)
    elif "inf" in cue.entry.takes and syntax.is_passive(verb):
        yield from (noun for noun in syntax.children(verb, "nsubj:pass") if _hears(noun))
    yield from (token for token in verb.doc[start:end] if is_addressed(token))
    yield from (noun for token in verb.doc[start:end] if (noun := _behind(token, end)) is not None)
    yield from (noun for noun in syntax.children(verb, "obj", "obl", "iobj") if _is_dative(noun) and _hears(noun))


def _other_noun(cue: Cue, start: int, end: int) -> Iterator[Token]:
    """«Die Bürger forderte er auf»: beside the verb of asking a noun that is not its subject, whatever the tree calls
    it.
    """
    subject = subject_phrase(cue.verb, start, end) if not syntax.is_passive(cue.verb) else None
    if subject is None:
        return
    for noun in cue.verb.children:
        outside = not subject.start <= noun.i < subject.end
        if outside and syntax.is_noun(noun) and not syntax.prepositions(noun) and _hears(noun):
            yield noun


def _hears(noun: Token) -> bool:
    return noun.lower_ not in NOT_DATIVE and (is_speaker(noun) or syntax.is_pronoun(noun))


def _is_dative(noun: Token) -> bool:
    return noun.morph.get("Case", []) == ["Dat"] and not syntax.prepositions(noun)


def _behind(token: Token, end: int) -> Token | None:
    """Who hears behind a preposition: «gegenüber Medien», «im Gespräch mit dem Blatt», «vor der Presse», «in einem
    Brief an den Minister».
    """
    form, ends = token.lower_, _endings()
    noun = next((word for word in token.doc[token.i + 1 : min(end, token.i + 1 + NEAR)] if _may_hear(word)), None)
    if noun is None:
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    somebody = is_speaker(noun) or is_medium(noun)
    told = form == FACING and somebody
    talked = form == "mit" and before.endswith(ends["talks"]) and somebody
    heard = form == "vor" and noun.lower_.endswith(ends["audiences"])
    written = form in {"an", "ans"} and before.endswith(ends["letters"]) and is_speaker(noun)
    return noun if told or talked or heard or written else None


def _may_hear(word: Token) -> bool:
    return syntax.is_noun(word) and word.text not in toml_table("speakers")["never"]


def _without_preposition(span: Span, noun: Token) -> Span:
    start, end = span.start, span.end
    while start < noun.i and (span.doc[start].lower_ == FACING or syntax.is_preposition(span.doc[start])):
        start += 1
    while end - 1 > noun.i and span.doc[end - 1].lower_ == FACING:
        end -= 1
    return span.doc[start:end]
