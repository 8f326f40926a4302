"""Doc → mentions of countries: nouns, adjectives, inhabitants, compounds, governments and the seats that stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc, Span, Token

from pipeline.actors.contexts import ends_like, is_party, means_government, preposition_of, sentence_start
from pipeline.actors.countries import (
    BODIES,
    Pattern,
    code_of_adjective,
    code_of_compound,
    code_of_noun,
    codes_of_hyphenated,
    countries,
    country_name,
    matches,
    traps,
)
from pipeline.findings import Name
from pipeline.lexicon import derived, toml_table
from pipeline.records import ActorType
from pipeline.syntax import is_noun

GERMAN_SPEAKING = ("DE", "AT", "CH")
FEDERAL = "Bundesregierung"


def find_states(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """All mentions of countries and of the EU, NATO, UN outside the tokens that people's and firms' names take."""
    found: list[Name] = []
    at = 0
    while at < len(doc):
        names = [] if at in taken else mentions_at(doc, at)
        found.extend(names)
        at = max([at + 1, *(name.span.end for name in names)])
    return found


def mentions_at(doc: Doc, at: int) -> list[Name]:
    """The mentions that begin at a token; several only where one compound holds several («Russland-Ukraine-Krieg»)."""
    token = doc[at]
    if token.is_punct or token.is_space or token.like_num:
        return []
    if token.text[:1].islower():
        return _adjective(doc, at)
    if at and doc[at - 1].text in traps("not_after") and doc[at - 1].text != "Bank":
        return []
    for mention in (_government(doc, at), _phrase(doc, at), _noun(doc, at), _inhabitant(doc, at), _seat(doc, at)):
        if mention is not None:
            return [mention]
    return _compound(doc, at) or _adjective(doc, at)


def state_name(span: Span, code: str, party: bool) -> Name:
    """A Name for a state, or for one of the three bodies."""
    kind = cast(ActorType, "organisation" if code in BODIES else "state")
    return Name(span=span, kind=kind, canonical=country_name(code), country=code, party=party)


def home_of(names: list[Name]) -> str:
    """The state that the article speaks of most, the first of equals; empty where it names none."""
    counted = Counter(name.country for name in names if name.country and name.country not in BODIES)
    order = {code: position for position, code in enumerate(counted)}
    return min(counted, key=lambda code: (-counted[code], order[code])) if counted else ""


# --- one form each ---------------------------------------------------------------------------------


def _phrase(doc: Doc, at: int) -> Name | None:
    """«Vereinigten Staaten», «Bosnien und Herzegowina»."""
    found = phrase_at(doc, at, countries().phrases)
    if found is None:
        return None
    span, code = found
    return state_name(span, code, is_party(span))


def phrase_at(doc: Doc, at: int, phrases: dict[str, list[Pattern]]) -> tuple[Span, str] | None:
    """The longest name of several words that begins at the token, with its code."""
    word = doc[at].text
    for length in range(len(word), 2, -1):
        if len(word) - length > 2:
            break
        for words, code in phrases.get(word[:length], ()):
            window = doc[at : at + len(words)]
            if len(window) == len(words) and all(matches(token.text, part) for token, part in zip(window, words, strict=True)):
                return window, code
    return None


def _noun(doc: Doc, at: int) -> Name | None:
    code = code_of_noun(doc[at].text)
    if not code or (doc[at].text == "US" and doc[at + 1 : at + 2].text in {"Airways", "Steel", "Open"}):
        return None
    span = doc[at : at + 1]
    return state_name(span, code, is_party(span))


def _seat(doc: Doc, at: int) -> Name | None:
    """A capital or seat in the place of its government."""
    table = countries()
    found = phrase_at(doc, at, table.seat_phrases)
    if found is None:
        word = doc[at].text
        code = table.capitals.get(word) or table.seats.get(word, "")
        if not code:
            return _capital_adjective(doc, at)
        found = doc[at : at + 1], code
    span, code = found
    strong = any(ends == seat for seat in table.strong_seats for ends in _bases(span.text)) or _strong_phrase(span)
    return state_name(span, code, True) if means_government(span, strong) else None


def _bases(text: str) -> tuple[str, ...]:
    return (text, text.removesuffix("s"))


def _strong_phrase(span: Span) -> bool:
    """«Weißen Hauses»: an inflected strong seat."""
    for seat in countries().strong_seats:
        words = seat.split()
        if len(words) == len(span) > 1 and all(matches(token.text, word) for token, word in zip(span, words, strict=True)):
            return True
    return False


def _capital_adjective(doc: Doc, at: int) -> Name | None:
    """«Aus Moskauer Sicht», «die Kiewer Regierung»: the capital's adjective before what governments have."""
    code = _capital_adjectives().get(doc[at].text, "")
    if not code or at + 1 >= len(doc):
        return None
    following = doc[at + 1] if is_noun(doc[at + 1]) else doc[min(at + 2, len(doc) - 1)]
    if not is_noun(following) or not ends_like(following.text, frozenset(toml_table("bodies")["seat"]["after_adjective"])):
        return None
    party = ends_like(following.text, state_nouns())
    return state_name(doc[at : following.i + 1] if party else doc[at : at + 1], code, party)


@derived
def _capital_adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for capital, code in countries().capitals.items():
        if not capital.endswith(("s’", "'", "’")):
            found.setdefault(capital.removesuffix("e") + "er", code)
            if capital.endswith("el"):
                found.setdefault(capital[:-2] + "ler", code)
    return found


def _inhabitant(doc: Doc, at: int) -> Name | None:
    """«die Briten», «ein Niederländer», «Schweizer Armee»."""
    word = doc[at].text
    code = countries().inhabitants.get(word, "")
    if not code:
        return None
    determined = at > 0 and doc[at - 1].text[:1].islower() and not sentence_start(doc, at)
    if word in traps("weak_inhabitants") and not determined:
        return None
    if word.startswith("Deutsch") and at + 1 < len(doc) and doc[at + 1].text[:1].isupper() and not sentence_start(doc, at):
        return _organ_of(doc, at, code)
    return _government_of(doc, at, code) or state_name(doc[at : at + 1], code, _people_act(doc, at))


def _people_act(doc: Doc, at: int) -> bool:
    """«Die Amerikaner drängen Kiew»: all of them, so the state; not «drei Deutsche», «viele Briten»."""
    token, before = doc[at], doc[at - 1] if at else None
    plural = "Plur" in token.morph.get("Number", []) and not token.text.endswith(("er", "es", "em"))
    article = before is not None and before.lower_ in {"die", "und"} and not sentence_start(doc, at)
    return plural and article and preposition_of(doc[at : at + 1]) is None


def _compound(doc: Doc, at: int) -> list[Name]:
    """«US-Präsident», «Russland-Ukraine-Krieg», «Irakkrieg»; «US-Regierung» is the state itself."""
    word, span = doc[at].text, doc[at : at + 1]
    if "-" not in word:
        code = code_of_compound(word)
        return [state_name(span, code, False)] if code else []
    party = ends_like(word.rsplit("-", 1)[1], state_nouns())
    return [state_name(span, code, party and is_party(span)) for code in codes_of_hyphenated(word)]


def _adjective(doc: Doc, at: int) -> list[Name]:
    """«britische Truppen», «deutsch-polnische Beziehungen»; with «Regierung» the state itself."""
    word = doc[at].text
    if word[:1].isupper() and not sentence_start(doc, at):
        code = code_of_adjective(word.lower())
        organ = _organ_of(doc, at, code) if code else None
        return [organ] if organ is not None else []
    codes = codes_of_hyphenated(word.lower()) if "-" in word else []
    code = code_of_adjective(word.lower())
    codes = [code] if code else codes
    if not codes or _is_language(doc, at):
        return []
    government = _government_of(doc, at, codes[0]) if len(codes) == 1 else None
    return [government] if government is not None else [state_name(doc[at : at + 1], code, False) for code in codes]


def _organ_of(doc: Doc, at: int, code: str) -> Name | None:
    """A capitalised adjective counts only before a state's organ («Ukrainischen Streitkräfte»), else it is a firm's name."""
    following = next((token for token in doc[at + 1 : at + 3] if is_noun(token)), None)
    if following is None or not ends_like(following.text, organ_nouns() | state_nouns()):
        return None
    return state_name(doc[at : at + 1], code, False)


def _is_language(doc: Doc, at: int) -> bool:
    """«die englische Übersetzung», «kanadische Dollar»."""
    following = noun_after(doc, at)
    return following is not None and ends_like(following.text, frozenset(traps("language_nouns")))


def noun_after(doc: Doc, at: int) -> Token | None:
    """The noun that an adjective stands before, past other adjectives."""
    for token in doc[at + 1 : at + 5]:
        if token.text[:1].isupper():
            return token
        if token.is_punct or token.is_space or (token.text[:1].islower() and not _attribute(token)):
            return None
    return None


def _attribute(token: Token) -> bool:
    return token.lower_ in {"und", "sowie"} or token.text.endswith(("e", "en", "er", "es", "em"))


# --- governments -----------------------------------------------------------------------------------


def _government(doc: Doc, at: int) -> Name | None:
    """«die Bundesregierung», «die Regierung in Kiew», «die Führung der Ukraine»."""
    word = doc[at].text
    if word.removesuffix("en") == FEDERAL:
        return state_name(doc[at : at + 1], "DE", True)
    if not ends_like(word, state_nouns() | weak_state_nouns()) or "-" in word:
        return None
    for name in _place_after(doc, at):
        return name
    return None


def _place_after(doc: Doc, at: int) -> Iterator[Name]:
    """The state that a genitive or «in» adds to a government."""
    table = countries()
    for skip, words in ((1, {""}), (2, {"in", "der", "des", "von"}), (3, {"von"})):
        start = at + skip
        if start >= len(doc) or (skip == 2 and doc[at + 1].lower_ not in words) or (skip == 3 and doc[at + 1].lower_ not in words):
            continue
        found = phrase_at(doc, start, table.phrases)
        if found is not None:
            yield state_name(doc[at : found[0].end], found[1], True)
        word = doc[start].text
        capital = table.capitals.get(word, "") if doc[at + 1].lower_ == "in" else ""
        code = capital or (code_of_noun(word) if skip > 1 or word.endswith("s") else "")
        if code and code not in BODIES:
            yield state_name(doc[at : start + 1], code, True)


def _government_of(doc: Doc, at: int, code: str) -> Name | None:
    """«die britische Regierung», «die neue russische Führung»."""
    following = noun_after(doc, at)
    if following is None or code in BODIES or not ends_like(following.text, state_nouns() | weak_after_adjective()):
        return None
    return state_name(doc[at : following.i + 1], code, True)


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
