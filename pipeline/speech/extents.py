"""How far a reported clause goes: to the sentence's end, or to where its frame goes on."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import toml_table
from pipeline.speech.mood import REPORTED, mood
from pipeline.speech.pieces import COORDINATORS, Piece
from pipeline.speech.sentence import Sentence

MAIN = {"first", "second", "rest"}


def content_end(sentence: Sentence, first: int, nominal: bool = False) -> Span:
    """The reported clause that begins with piece ``first``, up to where its frame goes on or the sentence ends.

    ``nominal``: a noun announces it, so that the frame's own verb may still follow («Die Forderung, … zu …, lehnte
    er ab»).
    """
    last, stop = _last_piece(sentence, first, nominal)
    return content_of(sentence, first, last, stop)


def _last_piece(sentence: Sentence, first: int, nominal: bool) -> tuple[int, int | None]:
    """The last piece of the reported clause, and the token where the frame goes on within that piece, if it does."""
    pieces = sentence.pieces
    strict = nominal or pieces[first].opening in {"dass", "w", "infinitive"}
    closed = pieces[first].finite is not None or pieces[first].opening == "infinitive"
    fronted = first > 0 and not any(piece.opening in MAIN for piece in pieces[:first])
    for k in range(first, len(pieces)):
        piece = pieces[k]
        if k > first and closed and (_back_to_frame(sentence, piece, strict) or _names_source(piece)):
            return k - 1, None
        if k > first and closed and fronted and piece.opening == "first":
            return k - 1, None  # «Wenn der Rat, der drohte zu gehen, das tut, könnte es eng werden»
        stop = _frame_goes_on(piece, sentence.masked)
        if stop is not None and (k > first or stop > piece.start):
            return k, stop
        closed = closed or piece.finite is not None
    return len(pieces) - 1, None


def _back_to_frame(sentence: Sentence, piece: Piece, strict: bool) -> bool:
    """The piece belongs to the frame again: «…, dass er komme, und kündigte an», «Auf die Frage, ob er komme, sagte
    er».
    """
    finite = piece.finite
    if finite is None or mood(finite) != "Ind":
        return False
    separator = sentence.span.doc[piece.start - 1].text
    if separator == ";":
        return True
    first = piece.span[0].lower_
    if piece.opening == "first":
        return (strict or _follows_main(sentence, piece)) and not (first in COORDINATORS and _ends(piece, finite))
    if strict and piece.opening == "second" and first in toml_table("cues")["going_on"]:
        return True  # «Es gibt Streit darüber, ob es reicht, allerdings lobte Holm den Plan»
    late = strict and _ends(piece, finite)
    return piece.opening == "second" and first in COORDINATORS and first != "denn" and not late


def _follows_main(sentence: Sentence, piece: Piece) -> bool:
    """«Holm erklärte, er sei krank, sagte den Termin ab und ging»: behind a main clause the frame's verb goes on."""
    k = sentence.home(piece.span[0])
    before = sentence.pieces[k - 1] if k > 0 else None
    return before is not None and before.opening == "second" and mood(before.finite or piece.span[0]) in REPORTED


def _names_source(piece: Piece) -> bool:
    """«…, so Merz»: the frame of the whole sentence, not «…, so dass», «…, so viel»."""
    following = piece.span[1] if len(piece.span) > 1 else None
    return (
        piece.span[0].lower_ == "so"
        and piece.finite is None
        and following is not None
        and (syntax.is_noun(following) or syntax.word_class(following) in {"article", "personal", "indefinite"})
    )


def _ends(piece: Piece, token: Token) -> bool:
    """Nothing but punctuation follows the token in its piece: the clause has its verb last."""
    return all(word.is_punct or word.is_quote for word in piece.doc[token.i + 1 : piece.end])


def _frame_goes_on(piece: Piece, masked: frozenset[int]) -> int | None:
    """The token of an «und» behind which the frame's subject acts again: «… werde und sagte, …»."""
    for token in piece.span[:-1]:
        following = token.nbor()
        if token.i in masked:
            continue
        if token.lower_ not in {"und", "sowie", "aber"} or not syntax.is_finite(following) or following.i >= piece.end:
            continue
        if mood(following) == "Ind" and not _ends(piece, following):
            return int(token.i)
    return None


def content_of(sentence: Sentence, first: int, last: int, stop: int | None = None) -> Span:
    """The words from piece ``first`` to piece ``last`` or token ``stop``, without the final stop."""
    start = sentence.pieces[first].start
    end = stop if stop is not None else sentence.pieces[last].end
    return sentence.span.doc[start : max(start, sentence.without_stop(end))]
