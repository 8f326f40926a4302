"""Utterances → utterances with their speaker: a name of the article, or the words for an unnamed source.

Unresolved rather than guessed: a pronoun that nobody fits and a quote without a speaker near it keep none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Name, Utterance
from pipeline.numbers.units import kind_of
from pipeline.speech.context import actor_of, is_side, teller_of, text_named
from pipeline.speech.mood import is_weak_past
from pipeline.speech.namebook import BACK_REFERENCES, NOBODY, NameBook, Speaker
from pipeline.speech.nouns import taken_back
from pipeline.speech.owners import head_of
from pipeline.speech.pronouns import GENDERS, is_plural
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, subject_phrase

INHERITING = {"konjunktiv-chain", "konjunktiv-alone", "floating-quote", "colon", "soll-hearsay"}
SOURCELESS = {"konjunktiv-alone", "konjunktiv-chain", "soll-hearsay", "soll-unsourced"}
QUOTED = {"floating-quote", "colon"}
RELATIVE = {"wonach", "derzufolge"}
RELATING = RELATIVE | {"nach"}
PARAGRAPHS_BACK = 1
UNKNOWN, INHERITED = 0.85, 0.9


def attributed(doc: Doc, utterances: Sequence[Utterance], names: Sequence[Name]) -> list[Utterance]:
    """The utterances in text order with speaker span, name and text; what has no speaker of its own inherits one."""
    book = NameBook(names)
    last = NOBODY
    last_end = 0
    found: list[Utterance] = []
    ordered = sorted(utterances, key=_position)
    for k, utterance in enumerate(ordered):
        speaker = book.resolved(utterance.speaker) if utterance.speaker is not None else NOBODY
        near = _paragraphs_between(doc, last_end, utterance.content[0].start) <= PARAGRAPHS_BACK
        if utterance.rule == "demnach" and not speaker.is_known and last_end <= _sentence_before(utterance):
            speaker = Speaker(utterance.speaker, *_before(utterance, book))
        if (near or _is_possessive(utterance)) and _inherits(utterance, speaker, last):
            taken = _fitting_teller(utterance, book) if last_end <= _sentence_before(utterance) else last
            if not taken.is_known and near and not _is_overtaken(last, last_end, utterance):
                taken = last
            speaker = Speaker(utterance.speaker, taken.name, taken.text)
        if speaker.span is None and utterance.rule in QUOTED and last_end <= _sentence_before(utterance):
            speaker = _teller(utterance, book)
        if utterance.rule == "konjunktiv-alone" and speaker.span is None:
            near = _paragraphs_between(doc, last_end - 1, utterance.content[0].start) == 0
            speaker = _of_next(utterance, ordered[k + 1 :], book) or (NOBODY if near else _actor(utterance, book))
        if speaker.span is None and near and (utterance.rule in INHERITING or _goes_on(utterance)):
            speaker = last if _has_the_floor(last, last_end, utterance, ordered[:k]) else NOBODY
        if utterance.rule in SOURCELESS and not speaker.is_known:
            speaker = _taken_back_by(utterance, book) or speaker
        sure = utterance.confidence * _trust(utterance, speaker)
        found.append(
            replace(
                utterance,
                speaker=speaker.span,
                speaker_name=speaker.name,
                speaker_text=speaker.text,
                confidence=sure,
            )
        )
        if utterance.content[0].start >= last_end and _takes_the_floor(utterance):
            last, last_end = speaker, utterance.content[-1].end
    return found


def _has_the_floor(last: Speaker, last_end: int, utterance: Utterance, earlier: Sequence[Utterance]) -> bool:
    """Whoever spoke last may go on: not over a sentence about somebody else, nor one whose relative clause reports
    another («Es gibt Stimmen, die davon ausgehen, … . So sei es klüger, …»).
    """
    before = _sentence_before(utterance)
    if utterance.rule == "konjunktiv-chain" and last_end <= before:
        return not any(other.content[0].start >= before and _is_topic(other) for other in earlier)
    if utterance.rule == "soll-hearsay":
        return before >= 0
    return utterance.rule != "konjunktiv-alone" or not _is_overtaken(last, last_end, utterance)


def _is_overtaken(last: Speaker, last_end: int, utterance: Utterance) -> bool:
    """Between what was said last and the utterance a sentence of the paragraph is about somebody else."""
    doc, before = utterance.content[0].doc, _sentence_before(utterance)
    while before >= last_end:
        if _is_about_others(doc[before].sent, last):
            return True
        before = int(doc[before - 1].sent.start) if before else -1
    return False


def _is_topic(utterance: Utterance) -> bool:
    """A report in the relative clause of what its sentence is about: «Es gibt Stimmen, die warnen, …»."""
    if not is_side(utterance) or utterance.rule in RELATING or utterance.cue is None:
        return False
    noun = utterance.cue.root.head
    return syntax.is_subject(noun) or syntax.clause_of(noun).lemma_ == "geben"


def _is_about_others(sentence: Span, last: Speaker) -> bool:
    """Its subject is somebody, and the last speaker is not named in it: «Der Fahrer saß am Steuer.»; but «Beide Lager
    misstrauten einander.» may be his word.
    """
    subject = subject_phrase(sentence.root, sentence.start, sentence.end)
    if subject is None or not syntax.is_noun(subject.root) or is_weak_past(sentence.root):
        return False
    somebody = subject.root.ent_type_ in {"PER", "ORG"} or kind_of(subject.root.text) == "people"
    known = last.name.canonical.split()[-1] if last.name is not None else last.text
    return (somebody or is_speaker(subject.root)) and known not in sentence.text


def _goes_on(utterance: Utterance) -> bool:
    """«…, hieß es weiter»: nobody is named, the speaker before goes on."""
    frame = utterance.frame
    return utterance.speaker is None and frame is not None and any(token.lower_ == "weiter" for token in frame)


def _takes_the_floor(utterance: Utterance) -> bool:
    """Its speaker may go on in the next sentence: no headline, no report in a relative clause."""
    return utterance.rule != "headline" and not is_side(utterance)


def _of_next(utterance: Utterance, later: Sequence[Utterance], book: NameBook) -> Speaker | None:
    """«Das System habe sich bewährt. Es sei sicher, sagte Holt.»: the next sentence names who speaks in both."""
    following = next(iter(later), None)
    if following is None or following.rule != "content-before-cue" or following.speaker is None:
        return None
    start, borders = following.content[0].start, utterance.content[0].doc.user_data.get(syntax.PARAGRAPHS, ())
    return book.resolved(following.speaker) if start == utterance.content[-1].end and start not in borders else None


def _taken_back_by(utterance: Utterance, book: NameBook) -> Speaker | None:
    """«Er soll krank sein. Das berichten mehrere Medien.»: who takes the sentence back in the next one."""
    last = utterance.content[-1][-1].sent
    if last.end >= len(last.doc) or last.end in last.doc.user_data.get(syntax.PARAGRAPHS, ()):
        return None
    back = taken_back(Sentence(last.doc[last.end].sent, frozenset()), last)
    return book.resolved(back.speaker) if back is not None and back.speaker is not None else None


def _actor(utterance: Utterance, book: NameBook) -> Speaker:
    """Who acts in the sentence before, of the same paragraph."""
    before = _sentence_before(utterance)
    span = actor_of(utterance.content[0].doc[before].sent) if before >= 0 else None
    return book.resolved(span) if span is not None else NOBODY


def _sentence_before(utterance: Utterance) -> int:
    """Where the sentence before the utterance begins, within its paragraph; before the text if there is none."""
    first = utterance.content[0][0]
    if first.sent.start == 0 or first.sent.start in first.doc.user_data.get(syntax.PARAGRAPHS, ()):
        return -1
    return int(first.doc[first.sent.start - 1].sent.start)


def _teller(utterance: Utterance, book: NameBook) -> Speaker:
    """«Holt wies die Kritik zurück. „Wir haben alles geprüft.“»: who tells something right before the quote."""
    first = utterance.content[0][0]
    before = first.doc[first.sent.start - 1].sent
    span = teller_of(Sentence(before, frozenset()))
    return book.resolved(span) if span is not None else NOBODY


def _fitting_teller(utterance: Utterance, book: NameBook) -> Speaker:
    """The teller before, whom the utterance's pronoun may mean: «Die Mutter sprach mit ihrem Sohn. Er sagte, …»."""
    told, root = _teller(utterance, book), utterance.speaker.root if utterance.speaker is not None else None
    return told if root is None or root.lower_ not in GENDERS or _agrees(root, told) else NOBODY


def _before(utterance: Utterance, book: NameBook) -> tuple[Name | None, str]:
    """Who or which text speaks in the sentence before, for «demnach»."""
    found = _teller(utterance, book)
    if not found.is_known:
        first = utterance.content[0][0]
        span = text_named(first.doc[_sentence_before(utterance)].sent)
        found = book.resolved(span) if span is not None else NOBODY
    return found.name, found.text


def _trust(utterance: Utterance, speaker: Speaker) -> float:
    """How much a speaker's doubt takes from an utterance's confidence: nobody known, or taken over from before."""
    if not speaker.is_known:
        return UNKNOWN
    return INHERITED if utterance.speaker is None else 1.0


def co_speakers(utterance: Utterance, names: Sequence[Name]) -> list[Utterance]:
    """The utterance once per further speaker of a coordination: «Beck und Wieland sprachen von …» is said by both."""
    if utterance.speaker is None:
        return []
    first = head_of(utterance.speaker)
    others = _others(first) if first is not None else []
    book = NameBook(names if others else ())  # most have none: an article's names are not looked through for each
    found = []
    for head in others:
        if not utterance.speaker.start <= head.i < utterance.speaker.end or not syntax.is_noun(head):
            continue
        speaker = book.resolved(utterance.speaker.doc[head.left_edge.i : utterance.speaker.end])
        if speaker.is_known and speaker.name is not utterance.speaker_name:
            found.append(replace(utterance, speaker_name=speaker.name, speaker_text=speaker.text))
    return found


def _others(first: Token) -> list[Token]:
    """The further conjuncts, also where the tree hangs them on the first one's name («Ärztin Ina Voss und …»)."""
    names = syntax.children(first, "appos", "flat")
    return [other for head in (first, *names) for other in syntax.conjuncts(head)[1:]]


def _position(utterance: Utterance) -> tuple[int, int]:
    return utterance.content[0].start, -utterance.content[-1].end


def _inherits(utterance: Utterance, speaker: Speaker, last: Speaker) -> bool:
    """Words that point back to the last speaker: demnach, «nach seinen Worten», a pronoun that no name explains."""
    if speaker.is_known or utterance.speaker is None:
        return False
    root = utterance.speaker.root
    if utterance.rule in RELATIVE:
        return False  # «die Erlaubnis, wonach …» takes up its own clause, not who spoke before
    if root.lower_ in BACK_REFERENCES or _is_possessive(utterance):
        return True
    return root.lower_ in GENDERS and _agrees(root, last)


def _is_possessive(utterance: Utterance) -> bool:
    """«seiner Meinung nach», «gemäß ihrer Aussage»."""
    root = utterance.speaker.root if utterance.speaker is not None else None
    return root is not None and any(syntax.word_class(token) == "possessive" for token in root.children)


def _agrees(pronoun: Token, last: Speaker) -> bool:
    """er and sie take up a person, or an unnamed source of that gender."""
    if last.span is None:
        return True
    if last.name is not None:
        gender = GENDERS[pronoun.lower_][0].lower()
        return last.name.kind == "person" and last.name.gender in {gender, ""} and not is_plural(pronoun)
    if is_plural(pronoun) and syntax.feature(last.span.root, "Number") != "Plur":
        return False  # «nebel77 schrieb das. Sie sind sich einig, dass …»
    return GENDERS[pronoun.lower_] in last.span.root.morph.get("Gender", [])


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(1 for start in doc.user_data.get(syntax.PARAGRAPHS, ()) if first < start <= second)
