"""What a sentence without a cue takes from the one before it: whether a report is open there, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.speech.cues import Cue, cues_in, noun_entry
from pipeline.speech.konjunktiv import chained, continued, hearsay, reason
from pipeline.speech.mood import mood
from pipeline.speech.phrases import phrase
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import agent_phrase, is_speaker, is_text, speaker_of, subject_phrase

MAIN = {"second", "first", "none", "rest"}


@dataclass(frozen=True, eq=False)
class Context:
    """The sentence ``before``; whether it reports; who speaks in it where it only tells a speech act («Holt wies den
    Vorwurf zurück.»).
    """

    before: Span | None = None
    is_open: bool = False
    teller: Span | None = None


NOTHING = Context()


def context_behind(sentence: Sentence, here: Sequence[Utterance], quoted: bool) -> Context:
    """What the sentence leaves to the next one; reports in its relative clauses only do not hide who speaks in it."""
    main = [utterance for utterance in here if not (is_side(utterance) or utterance.rule.startswith("noun-"))]
    teller = None if main or quoted else teller_of(sentence)
    return Context(sentence.span, bool(here) or quoted or teller is not None, teller)


def continuing(sentence: Sentence, here: list[Utterance], context: Context) -> list[Utterance]:
    """The sentence's utterances, with what it goes on reporting without a cue of its own.

    «Merz sagte, es gehe voran. Scholz habe behauptet, das sei falsch.»: the second sentence is Merz's as a whole.
    """
    if not here:
        more = continued(sentence, context.is_open, context.teller) or hearsay(
            sentence, context.is_open, context.teller
        )
        more = more or reason(sentence, actor_of(sentence.span))
        return [more] if more is not None else []
    cues = [_cue_of(utterance, sentence) for utterance in here]
    if not context.is_open or not all(cue is not None and _is_reported(cue) for cue in cues):
        return here
    outer = chained(sentence, context.teller)
    if outer is None:
        return here
    inner = [
        utterance
        for utterance, cue in zip(here, cues, strict=True)
        if cue is not None and cue.entry.kind == "speech" and _is_named(utterance.speaker)
    ]
    return [outer, *inner]


def _cue_of(utterance: Utterance, sentence: Sentence) -> Cue | None:
    start = utterance.cue.start if utterance.cue is not None else -1
    return next((cue for cue in cues_in(sentence.span) if cue.span.start == start), None)


def _is_reported(cue: Cue) -> bool:
    finite = cue.verb if cue.form == "finite" else syntax.finite_of(cue.verb)
    return finite is not None and mood(finite) == "Sub1"


def _is_named(speaker: Span | None) -> bool:
    return speaker is not None and syntax.is_noun(speaker.root) and is_speaker(speaker.root)


def is_side(utterance: Utterance) -> bool:
    """A report in a relative clause («der Brief, der zeigt, dass …», «Gerüchte, wonach …»): not the sentence's own."""
    if utterance.rule in {"wonach", "nach", "derzufolge"}:
        return True
    verb = utterance.cue.root if utterance.cue is not None else None
    return verb is not None and syntax.is_verb(verb) and syntax.relation(verb).startswith("acl")


def teller_of(sentence: Sentence) -> Span | None:
    """Who speaks where the words are not repeated: «X kritisierte den Plan», «X äußerte Zweifel an der Studie»."""
    for cue in cues_in(sentence.span):
        home = sentence.home(cue.verb)
        if home >= 0 and sentence.pieces[home].opening in MAIN and cue.form != "infinitive":
            speaker = speaker_of(cue, sentence.span.start, sentence.span.end)
            if speaker is not None and _can_tell(speaker.root):
                return speaker
    noun = next((token for token in sentence.span if _is_cue_noun(token, sentence)), None)
    if noun is None:
        return None
    if set(syntax.prepositions(noun)) & {"in", "im"} and is_text(noun):
        return phrase(noun, _behind_preposition(noun), sentence.span.end)  # «wird im Bericht auf Neid zurückgeführt»
    if syntax.is_passive(syntax.clause_of(noun)):
        return agent_phrase(syntax.clause_of(noun), sentence.span.start, sentence.span.end)
    speaker = subject_phrase(syntax.clause_of(noun), sentence.span.start, sentence.span.end)
    return speaker if speaker is not None and speaker.root != noun else None


def _behind_preposition(noun: Token) -> int:
    return next((child.i + 1 for child in syntax.children(noun, "case") if child.i < noun.i), noun.left_edge.i)


def _can_tell(noun: Token) -> bool:
    """Somebody: a speaker's word or name, a pronoun, or people (Uiguren); no thing («Ein Streik droht.»)."""
    return is_speaker(noun) or syntax.is_pronoun(noun) or syntax.feature(noun, "Number") == "Plur"


def actor_of(sentence: Span) -> Span | None:
    """The subject of a sentence that tells an act of a person or body («Die Kommission hat den Termin festgelegt.»);
    none of a state, a passive or people at large.
    """
    verb = sentence.root
    if not syntax.is_verb(verb) or syntax.is_passive(verb) or verb.lemma_ == "sein":
        return None
    subject = subject_phrase(verb, sentence.start, sentence.end)
    if subject is None or (subject.root.ent_type_ not in {"PER", "ORG"} and not is_speaker(subject.root)):
        return None
    return subject if not syntax.is_pronoun(subject.root) else None


def _is_cue_noun(noun: Token, sentence: Sentence) -> bool:
    """An object that announces speech in the main clause: «äußerte Zweifel», «schloss mit dem Appell»."""
    if not syntax.is_noun(noun) or noun_entry(noun) is None:
        return False
    home = sentence.home(noun)
    return home >= 0 and sentence.pieces[home].opening in MAIN and syntax.basic(noun) in {"obj", "obl", "nsubj"}
