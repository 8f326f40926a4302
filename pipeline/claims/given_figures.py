"""Who gives a figure that the text tells as somebody's: «die Polizei spricht von 300 Gästen», «beziffert den Schaden
auf zwei Millionen Euro».

Such words are no utterance of their own, but the figure has a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Name, Quantity, Utterance
from pipeline.lexicon import toml_table
from pipeline.numbers.units import kind_of
from pipeline.speech.namebook import NameBook
from pipeline.speech.phrases import phrase
from pipeline.speech.speakers import agent_phrase, is_document, is_speaker, source_phrase, subject_phrase

OBJECT = "obj"
FULL = {"vom": "von", "aufs": "auf", "zum": "zu", "zur": "zu"}
STEPS = 4  # from the figure's noun up to the verb: «den Einsturz von zehn Häusern»
CONFIDENCE = 0.8


class Givers:
    """Finds who gives the figures of one article."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._book: NameBook | None = None

    def utterance_of(self, quantity: Quantity, noun: Token) -> Utterance | None:
        """The telling of the figure by a speaker that the clause names, else None.

        ``noun`` is where the figure hangs in the tree: its noun, or the numeral behind «die Zahl der Toten».
        """
        predicate = syntax.clause_of(noun)
        frames = toml_table("cues")["figures"].get(_lemma(predicate))
        if frames is None or _is_open(predicate) or not _hangs_on(quantity, noun, predicate, frames):
            return None
        speaker = _speaker(predicate, noun)
        if speaker is None or speaker.start <= noun.i < speaker.end or not _can_tell(speaker.root):
            return None
        self._book = self._book or NameBook(self._names)
        known = self._book.resolved(speaker)
        if not known.is_known:
            return None
        return Utterance(
            content=(),
            quote_type="none",
            rule="given-figure",
            confidence=CONFIDENCE,
            cue=predicate.doc[predicate.i : predicate.i + 1],
            cue_text=_cue_text(predicate),
            speaker=known.span,
            speaker_name=known.name,
            speaker_text=known.text,
        )


def _lemma(predicate: Token) -> str:
    """The verb; «Rede» where it is the predicate noun of «ist von … die Rede»."""
    return predicate.lemma_ if syntax.is_noun(predicate) else syntax.verb_lemma(predicate)


def _is_open(predicate: Token) -> bool:
    """Nobody has said so: «sprach nicht von», «muss mit 100 Euro Strafe rechnen», «ohne von 300 zu sprechen»."""
    negated = syntax.negation_of(predicate) is not None or syntax.modal_of(predicate) is not None
    return negated or syntax.finite_of(predicate) is None


def _hangs_on(quantity: Quantity, noun: Token, predicate: Token, frames: Sequence[str]) -> bool:
    """The figure stands in the phrase that the verb asks for: «spricht von», «beziffert auf», an object; no place or
    time beside it («sprachen in drei Städten von»).
    """
    top, steps = noun, 0
    while top.head != predicate and top.head != top and steps < STEPS:
        top, steps = top.head, steps + 1
    if top.head != predicate or top == predicate:
        return False
    led = _prepositions(top)
    if led & set(frames):
        return noun == top or _is_of(noun, top)
    own = (_prepositions(noun) | _right_before(quantity)) & set(frames)
    if own:  # «berichtete in einem Artikel von 40 Toten», where the tree hangs the dead on the article
        return not any(own & _prepositions(other) for other in syntax.children(predicate, "obl") if other != top)
    plain = not led and syntax.basic(top) in {"obj", "nsubj"}
    return OBJECT in frames and plain and (noun == top or _is_of(noun, top))


def _prepositions(noun: Token) -> set[str]:
    return {FULL.get(word, word) for word in syntax.prepositions(noun)}


def _right_before(quantity: Quantity) -> set[str]:
    """«auf 626», where the tree hangs the preposition elsewhere."""
    start = quantity.span.start
    before = quantity.span.doc[max(0, start - 1)]
    return {FULL.get(before.lower_, before.lower_)} if start and syntax.is_preposition(before) else set()


def _is_of(noun: Token, top: Token) -> bool:
    """«eine Beteiligung von 70 Prozent», «zehn Häuser und eine Kirche»: a part or the measure of what is told."""
    while noun != top:
        kind = syntax.basic(noun)
        if kind == "nmod" and not _prepositions(noun) & {"von", "in"}:
            return False
        if kind not in {"nmod", "nummod", "conj", "appos", "flat"}:
            return False
        noun = noun.head
    return True


def _speaker(predicate: Token, noun: Token) -> Span | None:
    """Who tells: the subject, a passive's agent, the source of «ist die Rede»; never the figure's own phrase."""
    start, end = predicate.sent.start, predicate.sent.end
    if syntax.is_noun(predicate):
        source = source_phrase(predicate, start, end)
        return _without(source, noun) if source is not None else None
    if syntax.is_passive(predicate):
        return agent_phrase(predicate, start, end)
    subject = subject_phrase(predicate, start, end)
    if subject is None or (_can_tell(subject.root) and not subject.start <= noun.i < subject.end):
        return subject
    return _behind_verb(predicate, noun)


def _without(source: Span, noun: Token) -> Span:
    """«in Medienberichten von 25 Verletzten die Rede»: the reports only."""
    inside = source.root.i < noun.i < source.end
    return source.doc[source.start : source.root.i + 1] if inside else source


def _behind_verb(predicate: Token, noun: Token) -> Span | None:
    """«Die Zahl der Toten gibt die Polizei mit 14 an»: behind the thing and the verb stands who tells."""
    finite = syntax.finite_of(predicate) or predicate
    for other in syntax.children(predicate, "nsubj", "obj", "iobj"):
        told = phrase(other, finite.i + 1, predicate.sent.end) if other.i > finite.i else None
        if told is not None and told.start == finite.i + 1 and other != noun and _can_tell(other):
            return told if not told.start <= noun.i < told.end else None
    return None


def _can_tell(noun: Token) -> bool:
    """Somebody who speaks, a person or people of any kind, or a document."""
    if is_speaker(noun) or is_document(noun) or syntax.word_class(noun) in {"personal", "relative"}:
        return True
    return kind_of(noun.text) == "people"


def _cue_text(predicate: Token) -> str:
    particle = syntax.particle_of(predicate)
    return f"{predicate.text} … {particle.text}" if particle is not None else predicate.text
