"""Whose view a clause gives: «Für den Theologen Hans Kern sei das falsch»."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline import syntax
from pipeline.speech.phrases import phrase
from pipeline.speech.pieces import COORDINATORS, Piece


def view_holder(piece: Piece) -> Span | None:
    """The person in the für phrase that opens the clause, right before its verb; not «Für Mai», «Für die Bürger»."""
    finite = piece.finite
    start = piece.start + (piece.span[0].lower_ in COORDINATORS and len(piece.span) > 1)
    if finite is None or piece.doc[start].lower_ != "für" or not any(t.ent_type_ == "PER" for t in piece.span):
        return None
    noun = next((token for token in piece.span if syntax.is_noun(token)), None)
    if noun is None or noun.i > finite.i:
        return None
    holder = phrase(noun, start + 1, finite.i)
    reaches = holder.end == finite.i
    return holder if reaches and any(token.ent_type_ == "PER" for token in holder) else None
