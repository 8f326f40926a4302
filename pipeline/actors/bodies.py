"""Bodies with a name of their own: organs of states, international organisations, parties, groups of states, media."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from pipeline.actors.countries import TILDE, genitive_forms, matches
from pipeline.lexicon import csv_rows, derived, remembered


@dataclass(frozen=True)
class Body:
    """``codes`` are the states or bodies that it can belong to, the likeliest first; ``home`` a party's state;
    ``everyday`` a name that is a common word too; ``shared`` one that the organs of several states bear."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()
    home: str = ""
    everyday: bool = False
    shared: bool = False

    @property
    def code(self) -> str:
        return self.codes[0] if self.codes else ""


Phrases = dict[str, list[tuple[tuple[str, ...], Body]]]


def body_at(doc: Doc, at: int) -> Body | None:
    """The body whose name begins at the token, or None."""
    found = body_span(doc, at)
    return found[1] if found is not None else None


def body_span(doc: Doc, at: int) -> tuple[Span, Body] | None:
    """The longest name of a body that begins at the token."""
    word = doc[at].text
    for words, body in _beginning(word):
        window = doc[at : at + len(words)]
        if len(window) == len(words) and all(_same(token.text, part) for token, part in zip(window, words)):
            return window, body
    known = _words().get(word)
    return (doc[at : at + 1], known) if known is not None else None


@remembered
def _beginning(word: str) -> tuple[tuple[tuple[str, ...], Body], ...]:
    """The names of several words that may begin with this one, inflected or not."""
    stems = [
        word,
        *(word.removesuffix(ending) for ending in ("e", "en", "er", "es", "em", "s") if word.endswith(ending)),
    ]
    return tuple(pair for stem in stems for pair in _phrases().get(stem, ()))


def _same(word: str, pattern: str) -> bool:
    """Names are matched as written; «the» words of a foreign name keep their form, German adjectives bend."""
    return matches(word, pattern) or (not pattern.endswith(TILDE) and word == pattern + "n")


def home_code(word: str) -> str:
    """The state of a party (CDU → DE), which tells whose minister its member is; empty for other words."""
    body = _words().get(word)
    return body.home if body is not None else ""


def _load(visit: Callable[[str, Body], None]) -> None:
    for row in csv_rows("organs"):
        codes = tuple(filter(None, row["code"].removesuffix("?").split("|")))
        body = Body(row["name"], row["kind"], codes, row["home"], shared=row["code"].endswith("?"))
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            visit(name, body)
    for row in csv_rows("media"):
        medium = Body(row["name"], "medium", everyday=row["everyday"] == "yes")
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            visit(name, medium)


@derived
def _words() -> dict[str, Body]:
    found: dict[str, Body] = {}

    def visit(name: str, body: Body) -> None:
        if " " not in name:
            for form in (*genitive_forms(name), f"{name}es"):
                found.setdefault(form, body)

    _load(visit)
    return found


@derived
def _phrases() -> Phrases:
    found: Phrases = {}

    def visit(name: str, body: Body) -> None:
        words = tuple(name.split())
        if len(words) > 1:
            patterns = found.setdefault(words[0].removesuffix(TILDE), [])
            patterns.append((words, body))
            patterns.sort(key=lambda pattern: (-len(pattern[0]), pattern[0]))

    _load(visit)
    return found
