"""Noun phrases that name a state by its government: «die Bundesregierung», «die britische Regierung», «die Führung
in Teheran».
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.actors.contexts import ends_like
from pipeline.actors.countries import BODIES, Pattern, code_of_noun, countries, country_name, matches
from pipeline.actors.federal import federal_code
from pipeline.findings import Name
from pipeline.lexicon import derived, remembered, toml_table
from pipeline.records import ActorType
from pipeline.syntax import is_noun

FEDERAL = "Bundesregierung"
FEDERAL_HOME = "DE"


def government_at(doc: Doc, at: int) -> Name | None:
    """«die Bundesregierung», «die Regierung in Kiew», «die Führung der Ukraine»."""
    word = doc[at].text
    if not may_name_government(word):
        return None
    if word.removesuffix("en") == FEDERAL:
        return state_name(doc[at : at + 1], federal_code(doc) or FEDERAL_HOME, True)
    for name in _place_after(doc, at):
        return name
    return None


@remembered
def may_name_government(word: str) -> bool:
    """A word for governments; of some, a state must be named beside it."""
    return word.removesuffix("en") == FEDERAL or (
        "-" not in word and ends_like(word, state_nouns() | weak_state_nouns())
    )


def _place_after(doc: Doc, at: int) -> Iterator[Name]:
    """The state that a genitive or «in» adds to a government."""
    table = countries()
    for skip, words in ((1, {""}), (2, {"in", "der", "des", "von"}), (3, {"von"})):
        start = at + skip
        if (
            start >= len(doc)
            or (skip == 2 and doc[at + 1].lower_ not in words)
            or (skip == 3 and doc[at + 1].lower_ not in words)
        ):
            continue
        found = phrase_at(doc, start, table.phrases)
        if found is not None:
            yield state_name(doc[at : found[0].end], found[1], True)
        word = doc[start].text
        capital = table.capitals.get(word, "") if doc[at + 1].lower_ == "in" else ""
        code = capital or (code_of_noun(word) if skip > 1 or word.endswith("s") else "")
        if code and code not in BODIES:
            yield state_name(doc[at : start + 1], code, True)


def government_of(doc: Doc, at: int, code: str) -> Name | None:
    """«die britische Regierung», «die neue russische Führung»."""
    following = noun_after(doc, at)
    if following is None or code in BODIES or not ends_like(following.text, state_nouns() | weak_after_adjective()):
        return None
    return state_name(doc[at : following.i + 1], code, True)


def organ_of(doc: Doc, at: int, code: str) -> Name | None:
    """A capitalised adjective counts only before a state's organ («Ukrainischen Streitkräfte»), else it is a
    firm's name.
    """
    following = next((token for token in doc[at + 1 : at + 3] if is_noun(token)), None)
    if following is None or not ends_like(following.text, organ_nouns() | state_nouns()):
        return None
    return state_name(doc[at : at + 1], code, False)


def state_name(span: Span, code: str, party: bool) -> Name:
    """A Name for a state, or for one of the three bodies."""
    kind: ActorType = "organisation" if code in BODIES else "state"
    return Name(span=span, kind=kind, canonical=country_name(code), country=code, party=party)


def phrase_at(doc: Doc, at: int, phrases: dict[str, list[Pattern]]) -> tuple[Span, str] | None:
    """The longest name of several words that begins at the token, with its code."""
    for stem in _stems(doc[at].text):
        for words, code in phrases.get(stem, ()):
            window = doc[at : at + len(words)]
            if len(window) == len(words) and all(
                matches(token.text, part) for token, part in zip(window, words, strict=True)
            ):
                return window, code
    return None


def begins_phrase(word: str, phrases: dict[str, list[Pattern]]) -> bool:
    """A name of several words may begin with this one."""
    return any(stem in phrases for stem in _stems(word))


def _stems(word: str) -> list[str]:
    return [word[:length] for length in range(len(word), max(len(word) - 3, 2), -1)]


def noun_after(doc: Doc, at: int) -> Token | None:
    """The noun that an adjective stands before, past other adjectives."""
    for token in doc[at + 1 : at + 5]:
        if token.text[:1].isupper():
            return token
        if token.is_punct or token.is_space or (token.text[:1].islower() and not _is_attribute(token)):
            return None
    return None


def _is_attribute(token: Token) -> bool:
    return token.lower_ in {"und", "sowie"} or token.text.endswith(("e", "en", "er", "es", "em"))


@derived
def state_nouns() -> frozenset[str]:
    return frozenset(toml_table("bodies")["state_itself"]["nouns"])


@derived
def weak_state_nouns() -> frozenset[str]:
    return frozenset(toml_table("bodies")["state_itself"]["weak"])


@derived
def weak_after_adjective() -> frozenset[str]:
    return frozenset(toml_table("bodies")["state_itself"]["after_adjective"])


@derived
def organ_nouns() -> frozenset[str]:
    return frozenset(toml_table("bodies")["organ"]["nouns"])
