"""Names in a list that the tree broke: «weder die Liga, noch die EU oder Bosnien»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from pipeline.findings import Name
from pipeline.syntax import basic, children

DEFINITE = frozenset({"der", "die", "das", "den", "dem", "des", "dieser", "diese", "dieses"})
LINKS = frozenset({",", "und", "oder", "sowie", "noch", "auch"})
COORDINATORS = frozenset({"und", "oder", "noch", "sowie"})


def chained(last: Token, names: Mapping[int, Name]) -> list[Token]:
    """The heads of names that follow the last conjunct of a list, where a coordinator joins them to it."""
    found: list[Token] = []
    doc, at = last.doc, max([last.i + 1, *(name.span.end for name in beside(last, names))])
    while at < last.sent.end and doc[at].lower_ in LINKS:
        at = next((i for i in range(at, last.sent.end) if doc[i].lower_ not in LINKS | DEFINITE), last.sent.end)
        name = names.get(at)
        if name is not None and name.party:
            found.append(name.span.root)
            at = name.span.end
    return found if any(token.lower_ in COORDINATORS for token in doc[last.i : at]) else []


def beside(head: Token, names: Mapping[int, Name]) -> list[Name]:
    """The names at a token and in apposition to it."""
    near = [head, *children(head, "appos", "flat")]
    return [names[token.i] for token in near if token.i in names]


def between(joined: Sequence[Token], names: Mapping[int, Name]) -> list[Token]:
    """People between two conjuncts whom the tree took for appositions («Präsident X, Premier Y und Kanzler Z»)."""
    inside = range(joined[0].i + 1, joined[-1].i)
    spans = dict.fromkeys(names[i].span for i in inside if i in names and names[i].kind == "person")
    return [span.root for span in spans if basic(span.root) in {"appos", "conj", "nsubj", "flat"}]
