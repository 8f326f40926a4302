"""Quoted words inside a sentence that tells a speech act or an act of naming: «nannte den Plan „absurd“»."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.cues import cues_in, noun_entry
from pipeline.speech.direct import framed
from pipeline.speech.quoted import FEW, Quoted, is_bare_name, is_name_like
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, medium_phrase, speaker_of, subject_phrase


def quoted_words(quoted: Quoted, masked: frozenset[int]) -> Utterance | None:
    """Quoted words within a told speech act: «nannte den Plan „absurd“», «warnte vor einer „Katastrophe“»."""
    sentence = quoted.span[0].sent
    head = Sentence(sentence, masked)
    cues = [
        cue for cue in cues_in(sentence) if cue.verb.i not in masked and {"quote", "np", "position"} & cue.entry.takes
    ]
    if is_name_like(quoted) or is_bare_name(quoted):
        return None
    home = head.home(quoted.span[0])
    near = [cue for cue in cues if head.home(cue.verb) == home]
    if not near or home < 0:
        return _with_words(quoted, sentence) or (_called(quoted, head, home) if home >= 0 else None)
    cue = near[0]
    speaker = speaker_of(cue, sentence.start, sentence.end)
    if speaker is None and syntax.is_passive(cue.verb):
        speaker = medium_phrase(sentence.start, sentence.end, sentence.doc)
    if speaker is None or (speaker.start < quoted.span.end and quoted.span.start < speaker.end):
        return None
    piece = head.pieces[home]
    frame = quoted.span.doc[piece.start : quoted.span.start] if cue.verb.i < quoted.span.start else None
    return replace(framed([quoted.span], frame, speaker, "quoted-words", 0.78, cue), quote_type="mixed")


def _called(quoted: Quoted, head: Sentence, home: int) -> Utterance | None:
    """The subject's own words: «feierte den Beschluss als „Erfolg für alle“», «will „noch einmal alles prüfen“»."""
    doc, piece = quoted.span.doc, head.pieces[home]
    finite = piece.finite
    if finite is None or finite.i in head.masked:
        return None
    before = doc[quoted.span.start - 1]
    before = before.nbor(-1) if syntax.word_class(before) == "article" and before.i > piece.start else before
    outside = [token for token in piece.span if token.i not in head.masked]
    verb = next((token for token in reversed(outside) if syntax.is_participle(token)), finite)
    named = before.lower_ == "als" and syntax.object_of(verb) is not None and not syntax.is_passive(verb)
    wanted = finite.lower_ in toml_table("quoted")["wanting"] and any(syntax.is_infinitive(t) for t in quoted.words)
    if not named and not (wanted and len(quoted.words) >= FEW):
        return None
    speaker = subject_phrase(verb if named else finite, piece.start, quoted.span.start)
    if speaker is None or not (is_speaker(speaker.root) or syntax.is_pronoun(speaker.root)):
        return None
    said = framed([quoted.span], None, speaker, "called-words", 0.6, word=finite if wanted else verb)
    return replace(said, quote_type="mixed")


def _with_words(quoted: Quoted, sentence: Span) -> Utterance | None:
    """«Mit den Worten „…“ verließ X den Saal»: a noun of speech behind mit, and the subject speaks."""
    doc, at = quoted.span.doc, quoted.span.start - 1
    noun = doc[at] if at > sentence.start and syntax.is_noun(doc[at]) else None
    if noun is None or noun_entry(noun) is None or syntax.prepositions(noun) != ["mit"]:
        return None
    inside = range(quoted.span.start, quoted.span.end)
    verb = next((token for token in sentence if syntax.is_finite(token) and token.i not in inside), None)
    speaker = subject_phrase(verb, sentence.start, sentence.end) if verb is not None else None
    if speaker is None or (speaker.start < quoted.span.end and quoted.span.start < speaker.end):
        return None
    return framed([quoted.span], doc[noun.left_edge.i : at + 1], speaker, "with-words", 0.8, word=noun)
