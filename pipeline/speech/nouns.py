"""Reported speech that a noun announces: «die Forderung, dass …», «die Ankündigung Moskaus, … zu …»; and «Das teilte
X mit».
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.findings import Utterance
from pipeline.lexicon import derived, toml_table
from pipeline.speech.complements import NAMES, TAKES
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.extents import content_end
from pipeline.speech.mood import is_reported
from pipeline.speech.phrases import phrase
from pipeline.speech.pieces import COORDINATORS, Piece
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import agent_phrase, is_speaker, subject_phrase
from pipeline.speech.word_order import noun_at

NEAR = 9
BACK = {"das", "dies", "dieses", "so"}


@derived
def _informing() -> frozenset[str]:
    return frozenset(toml_table("cues")["informing"])


def announced(sentence: Sentence) -> Iterator[Utterance]:
    """The utterances of one sentence that a noun announces, in text order."""
    for k, piece in enumerate(sentence.pieces[:-1]):
        first = k + 1 + _is_apposition(sentence.pieces, k + 1)
        following = _whole_clause(sentence.pieces, first)
        if following.start in sentence.masked or sentence.is_said(following.span[0]) or not _may_be_content(following):
            continue
        noun = _cue_noun(piece, sentence)
        utterance = _announce(noun, k, first, following, sentence) if noun is not None else None
        if utterance is not None:
            sentence.keep(utterance)
            yield utterance


def _may_be_content(piece: Piece) -> bool:
    if piece.opening == "second":
        going_on = COORDINATORS | set(toml_table("cues")["going_on"])
        further = [token.lower_ for token in piece.span[:2]][1:]  # «…, auch wenn es regne»
        return is_reported(piece.finite) and piece.span[0].lower_ not in going_on and further != ["wenn"]
    if piece.opening == "w":
        return piece.span[0].lower_ == "ob"
    return piece.opening in TAKES and piece.span[0].lower_ not in {"um", "ohne", "statt"}


def _is_apposition(pieces: list[Piece], k: int) -> bool:
    """«die Ankündigung ihres Trainers, Karl Holm, … zu …»: the owner's name between the noun and its clause."""
    if pieces[k].opening != "none" or k + 1 >= len(pieces):
        return False
    return all(token.ent_type_ == "PER" or token.is_punct for token in pieces[k].span)


def _cue_noun(piece: Piece, sentence: Sentence) -> Token | None:
    """The last cue noun of the piece, with nothing but its owner behind it («die Behauptung eines Hackers, …»)."""
    for token in reversed(piece.span[-NEAR:]):
        if syntax.is_noun(token) and noun_entry(token) is not None and token.i not in sentence.masked:
            return None if _is_idle(token, piece) else token
        if syntax.is_verb(token) and not _is_last_verb(token, piece):
            return None
    return None


def _is_idle(noun: Token, piece: Piece) -> bool:
    """«dafür Sorge tragen, dass …» takes care, it says nothing."""
    verbs = toml_table("cues")["idle"].get(noun.text, ())
    return any(token.lower_ in verbs for token in piece.span)


def _is_last_verb(token: Token, piece: Piece) -> bool:
    """The verb closes its clause («…, weil er die Hoffnung hat, dass …»)."""
    return token.i >= piece.end - 2


def _whole_clause(pieces: list[Piece], k: int) -> Piece:
    """Piece ``k``, up to its verb where insertions part the two («das Eingeständnis, ihr Plan, den Park zu schließen,
    sei falsch gewesen, …»).
    """
    if pieces[k].opening != "none":
        return pieces[k]
    verb = next((j for j in range(k + 1, min(k + 4, len(pieces))) if pieces[j].opening in {"first", "second"}), k)
    between = {piece.opening for piece in pieces[k + 1 : verb]}
    if verb == k or pieces[verb].opening != "first" or not is_reported(pieces[verb].finite) or not between - {"none"}:
        return pieces[k]
    return Piece(pieces[k].doc, pieces[k].start, pieces[verb].end, "second", pieces[verb].finite)


def _announce(noun: Token, home: int, first: int, following: Piece, sentence: Sentence) -> Utterance | None:
    entry = noun_entry(noun)
    if entry is None or TAKES[following.opening] not in entry.takes:
        return None
    split = following.end > sentence.pieces[first].end
    content = following.span if split else content_end(sentence, first, nominal=True)
    if not len(content):
        return None
    speaker = _owner(noun, sentence.pieces[home], sentence.pieces[first].start) or _holder(noun, sentence)
    frame = sentence.doc[sentence.frame_start(noun.i) : sentence.pieces[first].start]
    sure = 0.85 if speaker is not None else 0.6
    piece = sentence.pieces[home]
    return Utterance(
        content=(content,),
        quote_type="indirect",
        rule=f"noun-{NAMES.get(following.opening, 'clause')}",
        confidence=sure,
        cue=noun.doc[noun.i : noun.i + 1],
        cue_text=noun.text,
        attitude=entry.attitude,
        speaker=speaker if speaker is not None else phrase(noun, piece.start, piece.end),
        frame=frame,
    )


def owner_of(noun: Token, start: int, end: int) -> Span | None:
    """Whose words a noun of speech announces: «Das Fazit von Ute Holm: …», «die Antwort der Behörde»."""
    for child in syntax.children(noun, "nmod"):
        if start <= child.i < end and is_speaker(child) and set(syntax.prepositions(child)) <= {"von", "vom"}:
            return phrase(child, start, end)
    return None


def _owner(noun: Token, piece: Piece, end: int) -> Span | None:
    """«die Forderung der Opposition», «Moskaus Ankündigung», «der Vorwurf von Merz»."""
    for child in syntax.children(noun, "nmod"):
        if not piece.holds(child) or not is_speaker(child):
            continue
        if (child.i < noun.i and not syntax.prepositions(child)) or (
            child.i > noun.i and set(syntax.prepositions(child)) <= {"von", "vom"}
        ):
            return phrase(child, piece.start, end)
    return None


def _holder(noun: Token, sentence: Sentence) -> Span | None:
    """The subject of the verb that the noun hangs on («Scholz äußerte die Hoffnung, …»), or a passive's agent."""
    predicate = syntax.clause_of(noun)
    against = set(syntax.prepositions(noun)) - {"mit", "zu", "zur", "zum", "in", "der"}
    if against and predicate != noun:
        return None
    if not sentence.span.start <= predicate.i < sentence.span.end:
        return None
    if syntax.is_passive(predicate):
        return agent_phrase(predicate, sentence.span.start, sentence.span.end)
    if syntax.verb_lemma(predicate) in toml_table("cues")["receiving"]:
        return None
    subject = subject_phrase(predicate, sentence.span.start, sentence.span.end)
    if subject is None or subject.start <= noun.i < subject.end:
        return _giver(predicate, sentence) if subject is not None else None
    holds = syntax.object_of(predicate) == noun
    return subject if holds or is_speaker(subject.root) or syntax.is_pronoun(subject.root) else None


def _giver(predicate: Token, sentence: Sentence) -> Span | None:
    """«Von der Polizei kam der Hinweis, …»: where the words come from, if that is somebody who speaks."""
    for source in syntax.children(predicate, "obl"):
        before = next((child for child in syntax.children(source, "case") if child.i < source.i), None)
        if before is not None and before.lower_ in {"von", "vom", "seitens"} and is_speaker(source):
            return phrase(source, before.i + 1, sentence.span.end)
    return None


def taken_back(sentence: Sentence, before: Span | None) -> Utterance | None:
    """«Das teilte die Polizei mit.» reports the sentence before it; not «Das kritisierte die Opposition.»"""
    first = sentence.span[0]
    if before is None or not sentence.pieces or first.lower_ not in BACK or sentence.said:
        return None
    if syntax.basic(first) == "det" and not syntax.is_verb(first.nbor()):
        return None  # «Das Amt hatte erklärt: …»
    cue = next(
        (cue for cue in cues_in(sentence.span) if cue.entry.lemma in _informing() and sentence.home(cue.verb) == 0),
        None,
    )
    if cue is None or sentence.span[0].lower_ == "so":
        return None
    speaker = _reporter(cue, sentence)
    if speaker is None or speaker.start == sentence.span.start:
        return None
    doc, start = sentence.doc, sentence.span.start
    return Utterance(
        content=(doc[before.start : start + 1],),
        quote_type="indirect",
        rule="taken-back",
        confidence=0.78,
        cue=cue.span,
        cue_text=cue.text,
        attitude=cue.entry.attitude,
        speaker=speaker,
        frame=doc[start + 1 : sentence.without_stop(sentence.span.end)],
    )


def _reporter(cue: Cue, sentence: Sentence) -> Span | None:
    start, end = sentence.span.start + 1, sentence.span.end
    if cue.verb.i == start:
        start += 1  # «Das berichteten Helfer», whatever the tree makes of the verb
    if syntax.is_passive(cue.verb):
        return agent_phrase(cue.verb, start, end)
    if cue.entry.lemma == "hervorgehen":
        noun = next((t for t in sentence.span if "aus" in syntax.prepositions(t)), None)
        return phrase(noun, start, end) if noun is not None else None
    subject = subject_phrase(cue.verb, start, end)
    if subject is not None or cue.verb.i + 1 >= end:
        return subject
    behind = noun_at(cue.verb.nbor(), end)  # «Das berichten mehrere Medien», whatever case the tagger sees
    return phrase(behind, start, end) if behind is not None and is_speaker(behind) else None
