"""Quoted words inside a sentence that tells a speech act or an act of naming: «nannte den Plan „absurd“»."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.cues import cues_in
from pipeline.speech.framing import framed
from pipeline.speech.quoted import FEW, Quoted, is_bare_name, is_name_like
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, medium_phrase, speaker_of, subject_phrase
from pipeline.speech.views import view_holder


def quoted_words(quoted: Quoted, masked: frozenset[int]) -> Utterance | None:
    """Quoted words within a told speech act: «nannte den Plan „absurd“», «warnte vor einer „Katastrophe“»."""
    sentence = quoted.span[0].sent
    head = Sentence(sentence, masked)
    cues = [
        cue for cue in cues_in(sentence) if cue.verb.i not in masked and {"quote", "np", "position"} & cue.entry.takes
    ]
    home = head.home(quoted.span[0])
    near = [cue for cue in cues if head.home(cue.verb) == home]
    if (is_name_like(quoted) and not (near and _is_judgement(quoted))) or is_bare_name(quoted):
        return None
    if not near or home < 0:
        return _with_words(quoted, sentence) or (_said_of(quoted, head, home) if home >= 0 else None)
    cue = near[0]
    piece = head.pieces[home]
    if cue.entry.lemma == "nennen" and quoted.words[0].text[:1].isupper() and _names_itself(piece.span):
        return None
    around = piece.span if cue.entry.kind == "impersonal" or "es" in cue.entry.words else sentence
    speaker = speaker_of(cue, around.start, around.end)
    if speaker is None and syntax.is_passive(cue.verb):
        speaker = medium_phrase(sentence.start, sentence.end, sentence.doc)
    if speaker is None or (speaker.start < quoted.span.end and quoted.span.start < speaker.end):
        return None
    frame = quoted.span.doc[piece.start : quoted.span.start] if cue.verb.i < quoted.span.start else None
    return replace(framed([quoted.span], frame, speaker, "quoted-words", 0.78, cue), quote_type="mixed")


def _names_itself(clause: Span) -> bool:
    """«Das Bündnis, das sich „Neue Mitte“ nennt»: a name."""
    return any(token.lower_ == "sich" for token in clause)


def _is_judgement(quoted: Quoted) -> bool:
    """«wies das als „Unverschämtheit“ zurück»: a noun behind als, nobody's name."""
    before = quoted.span.doc[quoted.span.start - 1] if quoted.span.start else None
    names = any(token.ent_type_ in {"PER", "ORG", "LOC"} for token in quoted.words)
    return before is not None and before.lower_ == "als" and not names


def _said_of(quoted: Quoted, head: Sentence, home: int) -> Utterance | None:
    return _view(quoted, head, home) or _called(quoted, head, home)


def _view(quoted: Quoted, head: Sentence, home: int) -> Utterance | None:
    """Whose opinion the quoted words are: «Für Minister Holt ist die Lage „alarmierend“», «Holt sieht darin einen
    „Angriff auf alle“»; not «Für Mai ist ein „Aktionstag“ geplant», «Holt sieht den „Stern“».
    """
    doc, piece = quoted.span.doc, head.pieces[home]
    finite = piece.finite
    if finite is None or finite.i in head.masked or finite.i > quoted.span.start:
        return None
    holder = view_holder(piece)
    if holder is not None and finite.lemma_ == "sein":
        said = framed([quoted.span], None, holder, "view-words", 0.7, word=doc[piece.start])
        return replace(said, quote_type="mixed")
    article = doc[quoted.span.start - 1].lower_.startswith(("ein", "kein"))
    if finite.lower_ not in toml_table("quoted")["viewing"] or not article:
        return None
    speaker = subject_phrase(finite, head.span.start, quoted.span.start)
    if speaker is None or not (is_speaker(speaker.root) or syntax.is_pronoun(speaker.root)):
        return None
    return replace(framed([quoted.span], None, speaker, "view-words", 0.7, word=finite), quote_type="mixed")


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
    thing = syntax.object_of(verb)
    named = before.lower_ == "als" and thing is not None and not _is_duration(thing) and not syntax.is_passive(verb)
    wanted = finite.lower_ in toml_table("quoted")["wanting"] and any(syntax.is_infinitive(t) for t in quoted.words)
    if not named and not (wanted and len(quoted.words) >= FEW):
        return None
    start = piece.start if named else head.span.start
    speaker = subject_phrase(verb if named else finite, start, quoted.span.start)
    if speaker is None or not (is_speaker(speaker.root) or syntax.is_pronoun(speaker.root)):
        return None
    said = framed([quoted.span], None, speaker, "called-words", 0.6, word=finite if wanted else verb)
    return replace(said, quote_type="mixed")


def _is_duration(noun: Token) -> bool:
    """«arbeitete zehn Jahre als „Mädchen für alles“»: how long, and nothing that is called so."""
    return noun.text in toml_table("quoted")["durations"]


def _with_words(quoted: Quoted, sentence: Span) -> Utterance | None:
    """«Mit den Worten „…“ verließ X den Saal»: a noun of speech behind mit, and the subject speaks; «„…“, mit diesen
    Worten begann X».
    """
    doc, at = quoted.span.doc, quoted.span.start - 1
    noun = doc[at] if at > sentence.start and syntax.is_noun(doc[at]) else _taken_up(quoted.span)
    if noun is None or noun_entry(noun) is None or syntax.prepositions(noun) != ["mit"]:
        return None
    inside = range(quoted.span.start, quoted.span.end)
    sentence = doc[sentence.start : doc[min(quoted.span.end, len(doc) - 1)].sent.end]  # the quote may end a later one
    verb = next((token for token in sentence if syntax.is_finite(token) and token.i not in inside), None)
    speaker = subject_phrase(verb, sentence.start, sentence.end) if verb is not None else None
    if speaker is None or (speaker.start < quoted.span.end and quoted.span.start < speaker.end):
        return None
    return framed([quoted.span], doc[noun.left_edge.i : noun.i + 1], speaker, "with-words", 0.8, word=noun)


def _taken_up(quoted: Span) -> Token | None:
    """Worten in «„…“, mit diesen Worten …»."""
    behind = quoted.doc[quoted.end : quoted.end + 4]
    if len(behind) < 4 or behind[0].text not in {",", "–", "-"} or behind[1].lower_ != "mit":
        return None
    return behind[3] if behind[2].lower_ in {"diesen", "den"} else None
