"""What a sentence without a cue takes from the one before it: whether a report is open there, and who speaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.konjunktiv import ALONE, CHAIN, behind_colon, chained, continued, hearsay, reason
from pipeline.speech.mood import is_reported, mood
from pipeline.speech.phrases import phrase
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import agent_phrase, is_document, is_speaker, speaker_of, subject_phrase

MAIN = {"second", "first", "none", "rest"}


@dataclass(frozen=True, eq=False)
class Context:
    """The sentence ``before``; whether it reports; who speaks in it where it only tells a speech act («Holt wies den
    Vorwurf zurück.»); whether it reports without a cue of its own; whether it reports nothing at all.
    """

    before: Span | None = None
    is_open: bool = False
    teller: Span | None = None
    in_chain: bool = False
    is_told: bool = False

    @property
    def told(self) -> Span | None:
        """The sentence before, where it reports nothing and only tells: what «Das bestätigte Holt» may take back."""
        return self.before if self.is_told else None


NOTHING = Context()


def context_behind(sentence: Sentence, here: Sequence[Utterance], quoted: bool) -> Context:
    """What the sentence leaves to the next one; reports in its relative clauses only do not hide who speaks in it."""
    main = [utterance for utterance in here if not (is_side(utterance) or utterance.rule.startswith("noun-"))]
    teller = None if main or quoted else teller_of(sentence)
    is_told = not (here or quoted or any(map(_is_reported, _main_cues(sentence))))
    in_chain = any(utterance.rule in {CHAIN, ALONE} for utterance in here)
    return Context(sentence.span, not is_told or teller is not None, teller, in_chain, is_told)


def continuing(sentence: Sentence, here: list[Utterance], context: Context) -> list[Utterance]:
    """The sentence's utterances, with what it goes on reporting without a cue of its own.

    «Merz sagte, es gehe voran. Scholz habe behauptet, das sei falsch.»: the second sentence is Merz's as a whole.
    """
    if not here:
        more = continued(sentence, context.is_open, context.teller, context.in_chain) or hearsay(
            sentence, context.is_open, context.teller
        )
        more = more or _behind_colon(sentence) or reason(sentence, actor_of(sentence.span))
        return [more] if more is not None else []
    cues = [_cue_of(utterance, sentence) for utterance in here]
    if not context.is_open or not all(cue is not None and _is_reported(cue, ("Sub1",)) for cue in cues):
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


def _behind_colon(sentence: Sentence) -> Utterance | None:
    """What is told behind a colon is the word of the subject before it, if that can speak."""
    parts = behind_colon(sentence)
    if parts is None:
        return None
    before, told = parts
    speaker = teller_of(before) or next(
        (_subject(piece.finite, before) for piece in before.pieces if piece.finite), None
    )
    return replace(told, speaker=speaker) if speaker is not None else None


def _subject(finite: Token, sentence: Sentence) -> Span | None:
    found = subject_phrase(syntax.clause_of(finite), sentence.span.start, sentence.span.end)
    return found if found is not None and is_speaker(found.root) and not is_document(found.root) else None


def _cue_of(utterance: Utterance, sentence: Sentence) -> Cue | None:
    start = utterance.cue.start if utterance.cue is not None else -1
    return next((cue for cue in cues_in(sentence.span) if cue.span.start == start), None)


def _is_reported(cue: Cue, moods: Collection[str] = ("Sub1", "Sub2")) -> bool:
    finite = cue.verb if cue.form == "finite" else syntax.finite_of(cue.verb)
    return finite is not None and mood(finite) in moods


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
    for cue in _main_cues(sentence):
        if cue.form != "infinitive" and _tells(cue):
            speaker = speaker_of(cue, sentence.span.start, sentence.span.end)
            if speaker is not None and _can_tell(speaker.root):
                return speaker
    noun = next((token for token in sentence.span if _is_cue_noun(token, sentence)), None)
    if noun is None:
        return None
    if set(syntax.prepositions(noun)) & {"in", "im"}:
        # «wird im Bericht auf Neid zurückgeführt»; not «im Zweifel entscheidet die Mehrheit»
        return phrase(noun, _behind_preposition(noun), sentence.span.end) if is_document(noun) else None
    if syntax.is_passive(syntax.clause_of(noun)):
        return agent_phrase(syntax.clause_of(noun), sentence.span.start, sentence.span.end)
    speaker = subject_phrase(syntax.clause_of(noun), sentence.span.start, sentence.span.end)
    return speaker if speaker is not None and speaker.root != noun else None


def text_named(sentence: Span) -> Span | None:
    """The text that «demnach» takes up: «Das geht aus dem Urteil hervor», «Das Amt legte den Bericht vor»; its maker
    where the sentence names him as the one who presents it. Not «Ihm droht eine Anklage».
    """
    noun = next((token for token in reversed(sentence) if _is_presented(token)), None)
    if noun is None:
        return None
    predicate = syntax.clause_of(noun)
    subject = subject_phrase(predicate, sentence.start, sentence.end) if syntax.object_of(predicate) == noun else None
    if subject is not None and is_speaker(subject.root) and not syntax.is_passive(predicate):
        return subject
    return phrase(noun, _behind_preposition(noun), sentence.end)


def _is_presented(noun: Token) -> bool:
    if not syntax.is_noun(noun) or not is_document(noun) or set(syntax.prepositions(noun)) - {"aus"}:
        return False
    relation = syntax.relation(noun)
    return relation in {"obj", "iobj", "nsubj:pass"} or relation.startswith("obl")


def _main_cues(sentence: Sentence) -> list[Cue]:
    """The cues of its main clauses."""
    homes = ((cue, sentence.home(cue.verb)) for cue in cues_in(sentence.span))
    return [cue for cue, home in homes if home >= 0 and sentence.pieces[home].opening in MAIN]


def _tells(cue: Cue) -> bool:
    """Not «Bergleute fanden das Wrack», nor what is itself reported: «Die Zeugen hätten das nicht bestätigt.»"""
    return cue.entry.lemma not in toml_table("konjunktiv")["perceiving"] and not _is_reported(cue)


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
    if is_reported(syntax.finite_of(verb) or verb):
        return None  # «Dabei hätten Spaziergänger die Schranke geöffnet.» is itself somebody's word
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
