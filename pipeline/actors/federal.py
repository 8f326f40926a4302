"""Whose Bundes- it is: Germany, Austria and Switzerland have federal offices of the same names, and the article tells
which state it speaks of by its home's words, parties and organs more than by the countries that it names.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from pipeline.actors.bodies import body_at, home_code
from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.lexicon import derived, toml_table

WEIGHTS = "german_speaking"  # the key in doc.user_data
PRINTED_IN = "printed_in"  # the key under which extract.py notes the state of the article's web address
CODES = ("DE", "AT", "CH")
MENTION, SIGN, HOME = 1, 2, 4
PASSING = 3  # what one remark on another state weighs («Wien erwägt …, wie Minister X (ÖVP) sagte»): no article of it
COMMON = frozenset({"bundesrat", "bundespräsident"})  # what all three states have, or Switzerland above all


def federal_code(doc: Doc, word: str = "", shared: bool = False) -> str:
    """DE, AT or CH for a Bundes- word of the article; empty where the signs contradict each other.

    A Bundesminister is German unless the article speaks of Austria, and never Swiss. Of what all three have
    (``shared``: Bundesrat, Bundespräsident) it is the state that the article speaks of most, Germany without one.
    """
    weights = _weights(doc)
    everywhere = shared or word.lower().startswith(tuple(sorted(COMMON)))
    candidates = CODES if everywhere else CODES[:2]
    best = max(weights[code] for code in candidates)
    if not best or (not everywhere and not weights["DE"] and best <= PASSING):
        return "DE"
    likely = [code for code in candidates if weights[code] == best]
    return likely[0] if len(likely) == 1 else ""


def swiss_minister(doc: Doc) -> str:
    """The state of a person called Bundesrat: Switzerland, unless the article is plainly Austria's."""
    weights = _weights(doc)
    return "" if weights["AT"] > weights["CH"] else "CH"


def note_address(doc: Doc, url: str) -> None:
    """Remember in which state the article's web address lies (``.at``), before its names are sought."""
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    code = host.rpartition(".")[2].upper()
    if code in CODES:
        doc.user_data[PRINTED_IN] = code


def _weights(doc: Doc) -> Counter[str]:
    """How much speaks for Germany, Austria and Switzerland; counted once per Doc."""
    known: Counter[str] | None = doc.user_data.get(WEIGHTS)
    if known is None:
        known = Counter()
        for token in doc:
            for code, weight in _evidence(doc, token.i):
                known[code] += weight
        known[_spelling(doc)] += SIGN
        known[doc.user_data.get(PRINTED_IN, "")] += HOME
        doc.user_data[WEIGHTS] = known
    return known


def _evidence(doc: Doc, at: int) -> list[tuple[str, int]]:
    """What one word tells: a state's name, a home word (heuer), a party or organ that only one of the three has."""
    word = doc[at].text
    named = code_of_noun(word) or code_of_adjective(word.lower()) or countries().inhabitants.get(word, "")
    if named:
        return [(named, MENTION)] if named in CODES else []
    home = _home_words().get(word.lower(), "")
    if home:
        return [(home, HOME)]
    if not word[:1].isupper():
        return []
    if word == "Bundesrat" and at + 1 < len(doc) and doc[at + 1].ent_type_ == "PER":
        return [("CH", SIGN)]
    party = "" if word in _shared_parties() else home_code(word)
    body = body_at(doc, at)
    organ = body.codes[0] if body is not None and len(body.codes) == 1 and not body.shared else ""
    if party or organ:
        return [(party or organ, SIGN)] if (party or organ) in CODES else []
    seat = countries().capitals.get(word, "")
    return [(seat, MENTION)] if seat in CODES else []


def _spelling(doc: Doc) -> str:
    """CH where the article writes ss for ß throughout: «grosse», «Aussenminister»."""
    words = [token.lower_ for token in doc]
    if any("ß" in word for word in words):
        return ""
    return (
        "CH" if any(word.startswith(tuple(toml_table("bodies")["federal"]["swiss_spelling"])) for word in words) else ""
    )


@derived
def _home_words() -> dict[str, str]:
    listed: dict[str, list[str]] = toml_table("bodies")["federal"]["words"]
    return {word: code for code, words in listed.items() for word in words}


@derived
def _shared_parties() -> frozenset[str]:
    return frozenset(toml_table("bodies")["federal"]["shared_parties"])


def is_shared_party(word: str) -> bool:
    """A party's name that several of the three states know: Grüne, FDP."""
    return word in _shared_parties()


def is_government(body: str, code: str) -> bool:
    """An organ that is in this state the government itself: the Swiss Bundesrat, not the German chamber."""
    governments: dict[str, str] = toml_table("bodies")["federal"]["governments"]
    return bool(code) and governments.get(body) == code
