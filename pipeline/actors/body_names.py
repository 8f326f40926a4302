"""An organisation's name as the text bends it → the words of the name in the nominative."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Span, Token

from pipeline.actors.countries import code_of_adjective
from pipeline.actors.names import name_words
from pipeline.lexicon import remembered, toml_table
from pipeline.syntax import is_adjective, is_common_noun, is_noun

WEAK = frozenset({"die", "der", "den", "dem", "das", "des", "im", "beim", "vom", "zum", "zur", "ins", "am"})
STRONG = {"m": "er", "f": "e", "n": "es"}
ADVERBS = {"ADV", "ADJD"}
BETWEEN = 4  # adjectives, what belongs to them, and quotation marks between the article and the name


def nominative_words(entity: Span) -> list[str]:
    """The words of an organisation's name in the nominative, one for each token.

    «der Deutschen Bank» → Deutsche Bank, «des Schweizer Bundesamts für Bau» → Bundesamt für Bau, «der Deutsche Ring» →
    Deutscher Ring, «des Turnbundes Celle» → Turnbund Celle.
    """
    words = [token.text for token in entity]
    head = next((at for at, token in enumerate(entity) if not _bends(token)), len(words) - 1)
    article = _article(entity)
    gender = _gender(entity, head, article) if head else ""
    for at in range(head):
        words[at] = _strong(words[at], gender, article)
    owned = _owned(entity, head) if article == "des" else None
    if owned is not None:
        words[owned] = without_genitive(words[owned])
    elif len(words) == 1 and not article and _owns(entity[0]):
        words[0] = words[0].removesuffix("s")
    return words


def _owns(name: Token) -> bool:
    """«Schalkes Trainer», «Microsofts Chef»: a bare name before a noun, which the article also writes without the s."""
    doc, bare = name.doc, name.text.removesuffix("s")
    if bare == name.text or name.i + 1 >= len(doc) or not is_noun(doc[name.i + 1]):
        return False
    return any(token.text == bare for token in doc)


def _article(entity: Span) -> str:
    """The article of the name, also before adjectives that are no part of it: «des jüngst eröffneten Museums»."""
    doc = entity.doc
    for at in range(entity.start - 1, max(-1, entity.start - 1 - BETWEEN), -1):
        word = doc[at].lower_
        if word in WEAK:
            return word
        if not (doc[at].is_quote or is_adjective(doc[at]) or doc[at].tag_ in ADVERBS):
            break
    return ""


def _bends(token: Token) -> bool:
    known = bool(code_of_adjective(token.lower_))
    return known or is_adjective(token) or token.text.endswith(("ischen", "lichen", "ische", "liche"))


def _strong(adjective: str, gender: str, article: str) -> str:
    """Deutschen, Deutsche, Deutscher → the form without article; Kölner and Schweizer never bend."""
    for ending in ("en", "em"):
        if adjective.endswith(ending) and (article or gender):
            return adjective.removesuffix(ending) + STRONG.get(gender, "e")
    if adjective.endswith("e") and article in {"der", "das"} and gender in {"m", "n"}:
        return adjective.removesuffix("e") + STRONG[gender]
    bends = adjective.lower().endswith(tuple(toml_table("bodies")["strong"]["adjectives"]))
    if not article and gender == "f" and bends:
        return adjective.removesuffix("r")  # «ein Bündnis aus Liberaler Partei und …»
    return adjective


def _gender(entity: Span, head: int, article: str) -> str:
    """m, f or n of the name's noun; empty in the plural, whose adjectives end like a feminine's."""
    nouns = takewhile(lambda token: token.text[:1].isupper(), entity[head:])
    known = next((gender for token in nouns if (gender := gender_of_body(token.lower_))), "")
    if known and not (known == "f" and article == "des"):
        return known
    noun = entity[head]
    plural = "Plur" in noun.morph.get("Number", [])
    if plural or (article in {"die", "der"} and entity[0].text.endswith("en")):
        return ""
    if article in {"der", "das"} and entity[0].text.endswith("e"):
        return "m" if article == "der" else "n"
    genders = entity.root.morph.get("Gender", [])
    return "f" if "Fem" in genders and article != "des" else ("n" if "Neut" in genders else "m")


@remembered
def gender_of_body(noun: str) -> str:
    """m, f or n, as the longest known ending of a noun for bodies tells: Landeskriminalamtes → n, Sonntagszeitung → f;
    empty for other nouns and for plurals. ``noun`` is in lower case.
    """
    best, found = 0, ""
    for gender, nouns in toml_table("bodies")["gender"].items():
        for ending in nouns:
            fits = noun.endswith(ending) or (gender != "f" and noun.endswith((f"{ending}s", f"{ending}es")))
            if fits and len(ending) > best:
                best, found = len(ending), gender
    return found


def _owned(entity: Span, head: int) -> int | None:
    """Which word bears the genitive: the noun, or behind bare names the class noun («des Otto Roth Verlages»)."""
    for at in range(head, len(entity)):
        token = entity[at]
        known = gender_of_body(token.lower_)
        if _ends_in_s(token.lower_):
            return None
        if token.text.endswith("s") and known in {"m", "n"}:
            return at
        if token.text.endswith("s") and not token.lower_.endswith(("ss", *name_words("ends_in_s"))):
            return at if is_common_noun(token) or (at == head and len(entity) <= 2) else None
        if not (token.text[:1].isupper() or token.lower_ == "und") or (known and is_common_noun(token)):
            return None
    return None


def _ends_in_s(noun: str) -> bool:
    """Währungsfonds, Rathaus, Kongress: the noun itself ends so."""
    nouns = (ending for gender in toml_table("bodies")["gender"].values() for ending in gender)
    return noun.endswith(tuple(ending for ending in nouns if ending.endswith("s")))


def without_genitive(noun: str) -> str:
    """Verbandes → Verband, Ausschusses → Ausschuss, Bündnisses → Bündnis, Komitees → Komitee."""
    if noun.endswith("nisses"):
        return noun.removesuffix("ses")
    return noun.removesuffix("es") if noun.endswith("es") and not noun.endswith("ees") else noun.removesuffix("s")
