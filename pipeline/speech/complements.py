"""What a cue verb takes: which piece behind it begins the clause that it reports."""

from __future__ import annotations

from pipeline import syntax
from pipeline.speech.cues import Cue
from pipeline.speech.mood import is_reported
from pipeline.speech.pieces import COORDINATORS, Piece
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.sentence import Sentence

INSERTED = 3
NEAR = 6
NAMES = {
    "dass": "dass-clause",
    "w": "w-clause",
    "second": "verb-second",
    "first": "verb-second",
    "infinitive": "infinitive",
}
TAKES = {"dass": "dass", "w": "w", "second": "v2", "infinitive": "inf"}
WITHOUT = {"ohne", "statt", "anstatt"}
NOT_SAID = {"um", "ohne", "statt", "anstatt"}


def content_piece(cue: Cue, sentence: Sentence, home: int) -> int | None:
    """The piece behind the cue that the reported clause begins with; appositions and relative clauses are stepped
    over.
    """
    pieces = sentence.pieces
    apart = sentence.home(cue.particle) if cue.particle is not None else home
    if apart > home and pieces[apart].finite is None:
        home = apart  # «warf ihm, als er kam, vor, er …»
    for k in range(home + 1, min(len(pieces), home + 2 + INSERTED)):
        piece = pieces[k]
        if _takes(cue, piece):
            return k
        if _is_remark(pieces, k) and "v2" in cue.entry.takes:
            continue
        if piece.opening == "subordinate" and "v2" in cue.entry.takes and _fronted(pieces, k):
            return k
        if piece.opening not in {"none", "relative"} and not _is_circumstance(piece):
            return None
        verb = _verb_behind(pieces, k) if piece.opening == "none" and "v2" in cue.entry.takes else None
        if verb is not None:
            return k if is_reported_in([verb]) else None
    return None


def _verb_behind(pieces: list[Piece], k: int) -> Piece | None:
    """«…, in den Orten, in denen Schnee liege, sei es ruhig»: the piece with the verb, where appositions and relative
    clauses part it from what stands before it.
    """
    for later, piece in enumerate(pieces[k + 1 : k + 2 + INSERTED], start=k + 1):
        if piece.opening == "first":
            return piece if later == k + 1 or _is_phrase(pieces[k]) else None
        if piece.opening not in {"none", "relative"}:
            return None
    return None


def _is_phrase(piece: Piece) -> bool:
    """A noun phrase, perhaps behind its preposition: what a main clause can begin with."""
    first = syntax.word_class(piece.span[0])
    return first in {"article", "preposition", "possessive", "attribute", "number"} or syntax.is_name(piece.span[0])


def _is_remark(pieces: list[Piece], k: int) -> bool:
    """«…, wie sich der Rat nennt, die Lage sei ruhig», «…, wie erwartet, er komme»: nothing that was said."""
    piece, following = pieces[k], pieces[k + 1] if k + 1 < len(pieces) else None
    if piece.opening not in {"w", "none"} or piece.span[0].lower_ != "wie" or following is None:
        return False
    return not is_reported(piece.finite) and following.opening == "second" and is_reported(following.finite)


def _is_circumstance(piece: Piece) -> bool:
    """«sagte Holm, ohne auf den Streit einzugehen, dass …»; not «ohne zu wissen, dass …», which takes the clause."""
    if piece.opening != "infinitive" or piece.span[0].lower_ not in WITHOUT:
        return False
    classes = {syntax.word_class(token) for token in piece.span}
    return any(syntax.is_noun(token) for token in piece.span) and "pronominal adverb" not in classes


def _fronted(pieces: list[Piece], k: int) -> bool:
    """«…, wenn das so sei, müsse man gehen»."""
    return any(piece.opening == "first" and is_reported_in([piece]) for piece in pieces[k + 1 : k + 3])


def _takes(cue: Cue, piece: Piece) -> bool:
    wanted = TAKES.get(piece.opening, "")
    told = wanted == "inf" and cue.entry.kind == "speech" and {"dass", "v2"} <= cue.entry.takes
    told = told and _is_complex(piece) and not _hangs_on_noun(cue, piece)
    if not (told or wanted in cue.entry.takes) or _belongs_to_object(cue, wanted):
        return False
    first = piece.span[0].lower_
    if wanted == "inf":
        return first not in NOT_SAID
    if wanted == "w":
        return cue.entry.kind == "speech" and (
            first == "ob" or "dass" not in cue.entry.takes or is_reported(piece.finite)
        )
    if wanted != "v2":
        return True
    if first in COORDINATORS or piece.finite is None:
        return False
    return is_reported(piece.finite) or _plain_second(cue, piece) or _ambiguous_past(cue, piece)


def _is_complex(piece: Piece) -> bool:
    """«sagten, nichts gehört zu haben», «gab bekannt, das Werk verkaufen zu wollen»: such an infinitive tells what is
    said behind any verb of speech, whose plain infinitive is something else («sagte zu, zu kommen»).
    """
    words = [token for token in piece.span if not (token.is_punct or token.is_quote)]
    at = next((k for k, token in enumerate(words) if token.lower_ == "zu" and syntax.word_class(token) == "zu"), 0)
    if at < 2 or at + 1 >= len(words):
        return False
    verb, before = words[at + 1], words[at - 1]
    modal = syntax.is_modal(verb) and syntax.is_infinitive(before)
    return modal or (verb.lower_ in {"haben", "sein"} and syntax.is_participle(before))


def _hangs_on_noun(cue: Cue, piece: Piece) -> bool:
    """«berichtete vom Vorwurf, das Geld gestohlen zu haben»: the noun right before the clause announces it."""
    before = piece.doc[max(cue.verb.i, piece.start - NEAR) : piece.start]
    noun = next((token for token in reversed(before) if syntax.is_noun(token)), None)
    return noun is not None and noun_entry(noun) is not None


def _belongs_to_object(cue: Cue, wanted: str) -> bool:
    """«lehnte den Vorschlag des Ministers ab, … zu …»: the noun announces the clause, not the verb."""
    thing = syntax.object_of(cue.verb)
    entry = noun_entry(thing) if thing is not None and wanted != "w" else None
    return entry is not None and wanted in entry.takes


def _ambiguous_past(cue: Cue, piece: Piece) -> bool:
    """«… vor, sie wollten den Krieg»: a past in -ten is the Konjunktiv too, behind a plain speech verb with a new
    subject.
    """
    finite = piece.finite
    if finite is None or cue.entry.kind != "speech" or cue.entry.words or syntax.is_passive(cue.verb):
        return False
    return finite.lower_.endswith("ten") and (syntax.word_class(piece.span[0]) == "personal" or syntax.is_modal(finite))


def _plain_second(cue: Cue, piece: Piece) -> bool:
    """An indicative clause is reported only by an active speech verb right before it, with nothing but its subject
    between.
    """
    if cue.entry.kind != "speech" or cue.entry.words or syntax.is_passive(cue.verb) or cue.form == "infinitive":
        return False
    between = cue.verb.doc[cue.verb.i + 1 : piece.start - 1]
    subject = syntax.subject_of(cue.verb)
    allowed = {token.i for token in subject.subtree} if subject is not None and subject.i > cue.verb.i else set()
    return all(token.i in allowed or token == cue.particle or syntax.word_class(token) == "adverb" for token in between)


def is_reported_in(pieces: list[Piece]) -> bool:
    """One of the pieces has its verb in the Konjunktiv."""
    return any(piece.finite is not None and is_reported(piece.finite) for piece in pieces)
