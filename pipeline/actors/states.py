"""Doc → mentions of countries: nouns, adjectives, inhabitants, compounds, governments and the seats that stand for
them.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Span

from pipeline.actors.contexts import ends_like, is_party, means_government, preposition_of, seat, sentence_start
from pipeline.actors.countries import (
    BODIES,
    code_of_adjective,
    code_of_compound,
    code_of_noun,
    codes_of_hyphenated,
    countries,
    matches,
    traps,
)
from pipeline.actors.governments import (
    begins_phrase,
    government_at,
    government_of,
    may_name_government,
    noun_after,
    organ_of,
    phrase_at,
    state_name,
    state_nouns,
)
from pipeline.findings import Name
from pipeline.lexicon import derived, remembered
from pipeline.syntax import is_noun


def find_states(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """All mentions of countries and of the EU, NATO, UN outside the tokens that people's and firms' names take."""
    found: list[Name] = []
    flags = _coalitions(doc)
    at = 0
    while at < len(doc):
        names = [] if at in taken or doc[at].text.split("-")[0] in flags else mentions_at(doc, at)
        found.extend(names)
        at = max([at + 1, *(name.span.end for name in names)])
    return found


def mentions_at(doc: Doc, at: int) -> list[Name]:
    """The mentions that begin at a token; several only where one compound holds several («Russland-Ukraine-Krieg»)."""
    token = doc[at]
    if not _may_begin(token.text) or token.is_punct or token.is_space or token.like_num:
        return []
    if token.text[:1].islower():
        return _adjective(doc, at)
    if at and doc[at - 1].text in traps("not_after") and doc[at - 1].text != "Bank":
        return []
    for mention in (government_at(doc, at), _phrase(doc, at), _noun(doc, at), _inhabitant(doc, at), _seat(doc, at)):
        if mention is not None:
            return [mention]
    return _compound(doc, at) or _adjective(doc, at)


@remembered
def _may_begin(word: str) -> bool:
    """A mention can begin with this word: a quick no for nearly all words of a text."""
    if code_of_adjective(word.lower()) or "-" in word:
        return True
    if word[:1].islower():
        return False
    table = countries()
    alone = (table.inhabitants, table.capitals, table.seats, _capital_adjectives())
    return (
        may_name_government(word)
        or begins_phrase(word, table.phrases)
        or begins_phrase(word, table.seat_phrases)
        or any(word in words for words in alone)
        or bool(code_of_noun(word) or code_of_compound(word))
    )


def _coalitions(doc: Doc) -> frozenset[str]:
    """Countries whose names mean a coalition in this article: «die Jamaika-Koalition», «das „Kenia“-Bündnis»."""
    found: set[str] = set()
    for token in doc:
        name, _, head = token.text.partition("-")
        if name in traps("flag_names"):
            head = head or "".join(other.text for other in doc[token.i + 1 : token.i + 3] if other.text.startswith("-"))
            if head.strip("-").lower() in traps("flag_heads"):
                found.add(name)
    return frozenset(found)


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
    strong = any(ends == name for name in table.strong_seats for ends in _bases(span.text)) or _strong_phrase(span)
    return state_name(span, code, True) if means_government(span, strong) else None


def _bases(text: str) -> tuple[str, ...]:
    return (text, text.removesuffix("s"))


def _strong_phrase(span: Span) -> bool:
    """«Weißen Hauses»: an inflected strong seat."""
    for name in countries().strong_seats:
        words = name.split()
        if len(words) == len(span) > 1 and all(
            matches(token.text, word) for token, word in zip(span, words, strict=True)
        ):
            return True
    return False


def _capital_adjective(doc: Doc, at: int) -> Name | None:
    """«Aus Moskauer Sicht», «die Kiewer Regierung»: the capital's adjective before what governments have."""
    code = _capital_adjectives().get(doc[at].text, "")
    if not code or at + 1 >= len(doc):
        return None
    following = doc[at + 1] if is_noun(doc[at + 1]) else doc[min(at + 2, len(doc) - 1)]
    if not is_noun(following) or not ends_like(following.text, seat("after_adjective")):
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
    if (
        word.startswith("Deutsch")
        and at + 1 < len(doc)
        and doc[at + 1].text[:1].isupper()
        and not sentence_start(doc, at)
    ):
        return organ_of(doc, at, code)
    return government_of(doc, at, code) or state_name(doc[at : at + 1], code, _people_act(doc, at))


def _people_act(doc: Doc, at: int) -> bool:
    """«Die Amerikaner bitten Ankara»: all of them, so the state; not «drei Deutsche», «viele Briten»."""
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
        organ = organ_of(doc, at, code) if code else None
        return [organ] if organ is not None else []
    codes = codes_of_hyphenated(word.lower()) if "-" in word else []
    code = code_of_adjective(word.lower())
    codes = [code] if code else codes
    if not codes or _is_language(doc, at):
        return []
    government = government_of(doc, at, codes[0]) if len(codes) == 1 else None
    return [government] if government is not None else [state_name(doc[at : at + 1], code, False) for code in codes]


def _is_language(doc: Doc, at: int) -> bool:
    """«die englische Übersetzung», «kanadische Dollar»."""
    following = noun_after(doc, at)
    return following is not None and ends_like(following.text, frozenset(traps("language_nouns")))
