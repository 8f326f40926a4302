"""What is not said: «dementierte Berichte, wonach …», «wollte nicht bestätigen, dass …»."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.addressees import addressee_of
from pipeline.speech.cues import Cue
from pipeline.speech.extents import content_end
from pipeline.speech.mood import is_reported
from pipeline.speech.pieces import Piece
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import speaker_of

NEAR = 6


def cued_utterance(
    cue: Cue, sentence: Sentence, content: list[Span], frame: Span, speaker: Span | None, rule: str, confidence: float
) -> Utterance:
    """Reported speech that a verb introduces, with its frame, speaker and addressee."""
    return Utterance(
        content=tuple(content),
        quote_type="indirect",
        rule=rule,
        confidence=confidence,
        cue=cue.span,
        cue_text=cue.text,
        attitude=cue.entry.attitude,
        speaker=speaker,
        frame=frame,
        addressee=addressee_of(cue, frame.start, frame.end),
    )


def is_withheld(cue: Cue) -> bool:
    """«wollte nicht bestätigen, dass …», «Wieso, gab die Behörde nicht bekannt»: nothing is said here; but «bestreitet
    nicht, dass», «sagte, er komme nicht». Nor does anybody say what «man sagen kann».
    """
    if cue.form == "infinitive" and any(child.lower_ == "man" for child in cue.verb.children):
        return True
    if cue.entry.lemma not in toml_table("cues")["withheld"]:
        return False
    negation = syntax.negation_of(cue.verb)
    return negation is not None and negation.lower_ == "nicht" and abs(negation.i - cue.verb.i) <= NEAR


def denied(cue: Cue, sentence: Sentence, home: int) -> Utterance | None:
    """«X dementierte Berichte, wonach …», «wies die Behauptung zurück, er …»: the clause is what X says is not so."""
    if cue.entry.lemma not in toml_table("cues")["denying"] or home + 1 >= len(sentence.pieces):
        return None
    first = home + 1
    clause = sentence.pieces[first]
    noun = next((t for t in reversed(sentence.pieces[home].span) if _may_be_denied(t)), None)
    if noun is None or noun.i in sentence.masked or not _is_denied(clause):
        return None
    content = content_end(sentence, first, nominal=True)
    frame = sentence.doc[sentence.frame_start(cue.verb.i) : clause.start]
    speaker = speaker_of(cue, sentence.span.start, clause.start)
    if not len(content) or speaker is None:
        return None
    return cued_utterance(cue, sentence, [content], frame, speaker, "denied", 0.8)


def _may_be_denied(noun: Token) -> bool:
    """Berichte, den Vorwurf: an object by its form, no genitive and nothing behind a preposition."""
    return (
        syntax.is_noun(noun)
        and noun_entry(noun) is not None
        and not syntax.prepositions(noun)
        and noun.morph.get("Case", []) != ["Gen"]
    )


def _is_denied(clause: Piece) -> bool:
    """A clause that a noun of speech may announce: with wonach, dass or ob, or in the Konjunktiv."""
    return clause.span[0].lower_ in {"wonach", "dass", "ob"} or (
        clause.opening in {"second", "infinitive"} and (clause.finite is None or is_reported(clause.finite))
    )
