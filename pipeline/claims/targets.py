"""The state or body that a position is for or against, by the names in its words."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from pipeline.claims.parties import Parties, Party


def target_of(tokens: Iterable[Token], actors: Iterable[Party], parties: Parties, before: Span | None = None) -> str:
    """The first other state that the position's words name, else the one of the sentence before; empty without one."""
    own = {actor.country for actor in actors}
    for words in (tokens, before or ()):
        for token in words:
            name = parties.name_at(token)
            if name is not None and name.country and name.country not in own and name.kind in {"state", "organisation"}:
                return name.country
    return ""
