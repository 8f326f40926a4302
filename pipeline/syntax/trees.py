"""Relations, dependents and stretches of the tree: the only reader of dependency labels."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

CLAUSE = {"ROOT", "root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis"}


SUBJECT = {"nsubj", "nsubj:pass", "csubj", "csubj:pass"}


AUXILIARY = {"aux", "aux:pass", "cop"}


PARAGRAPHS = "paragraphs"  # the key in doc.user_data under which language.py notes each paragraph's first token


def relation(token: Token) -> str:
    """The token's UD relation to its head, ``root`` at the top."""
    return _parts(token.dep_)[0]


def basic(token: Token) -> str:
    """The relation without its subtype: obl for obl:agent."""
    return _parts(token.dep_)[1]


@lru_cache(maxsize=500)
def _parts(label: str) -> tuple[str, str]:
    """A label as it is called here, and without its subtype."""
    name = "root" if label == "ROOT" else label
    return name, name.split(":")[0]


def children(token: Token, *relations: str) -> list[Token]:
    """Direct dependents with one of the relations (full or basic), in text order."""
    wanted = _wanted(relations)
    return [child for child in token.children if wanted[child.dep_]]


class _Wanted(dict[str, bool]):
    """Label → whether it is one of the relations; labels are few."""

    def __init__(self, relations: tuple[str, ...]) -> None:
        super().__init__()
        self.relations = relations

    def __missing__(self, label: str) -> bool:
        full, plain = _parts(label)
        self[label] = full in self.relations or plain in self.relations
        return self[label]


_wanted = lru_cache(maxsize=1_000)(_Wanted)


def prepositions(noun: Token) -> list[str]:
    """The prepositions and postpositions of a noun phrase, lower case (im, zufolge)."""
    return [child.lower_ for child in noun.children if relation(child) == "case"]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in text order."""
    first = token
    while basic(first) == "conj":
        first = first.head
    found, queue = [], [first]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(children(current, "conj"))
    return sorted(found, key=lambda item: item.i)


def subtree(token: Token) -> Span:
    """The span from the leftmost to the rightmost token that hangs on this one."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def sentences(doc: Doc) -> list[Span]:
    return list(doc.sents)


def paragraph_of(token: Token) -> Span:
    """The paragraph that the token stands in."""
    doc = token.doc
    starts = doc.user_data.get(PARAGRAPHS, (0,))
    place = bisect_right(starts, token.i)
    return doc[starts[place - 1] if place else 0 : starts[place] if place < len(starts) else len(doc)]


def paragraphs(doc: Doc) -> list[Span]:
    """The paragraphs of the article as spans; a Doc that was not made by language.py is one paragraph."""
    starts = [start for start in doc.user_data.get(PARAGRAPHS, (0,)) if start < len(doc)]
    return [doc[start:end] for start, end in zip(starts, [*starts[1:], len(doc)]) if end > start]
