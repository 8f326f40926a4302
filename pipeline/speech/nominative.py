"""An unnamed source in the nominative and without article: «einem hochrangigen Regierungsbeamten» → «hochrangiger Regierungsbeamter»."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table

ENDINGS = {"Masc": "er", "Fem": "e", "Neut": "es"}
INFLECTED = ("en", "em", "er", "es", "e")
WEAK_ADJECTIVES = ("te", "ter", "ten", "tem")


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("unnamed").items()}


def nominative(head: Token, span: Span) -> str:
    """The phrase from its first adjective to its genitive attributes, in the nominative; empty for a bare pronoun."""
    if not syntax.is_noun(head):
        return ""
    plural = _is_plural(head, span)
    words = [_adjective(token, head, plural) for token in _adjectives(head, span)]
    words.append(_noun(head, plural))
    return " ".join([*words, *_attributes(head, span)]).strip()


def _adjectives(head: Token, span: Span) -> list[Token]:
    found = []
    for token in reversed([token for token in span if token.i < head.i]):
        if token.tag_ not in {"ADJA", "CARD", "PIAT", "PIDAT"} or token.lower_ in _words()["articles"]:
            break
        found.append(token)
    return found[::-1]


def _is_plural(head: Token, span: Span) -> bool:
    article = next((token.lower_ for token in span if token.i < head.i and token.tag_ in {"ART", "PPOSAT", "PDAT"}), "")
    if article.startswith(("ein", "das", "des", "dem", "kein")):
        return False
    number = head.morph.get("Number")
    return "Plur" in number or (not number and head.text != head.lemma_)


def _adjective(token: Token, head: Token, plural: bool) -> str:
    if token.tag_ != "ADJA":
        return token.text
    stem = next((token.text.removesuffix(end) for end in INFLECTED if token.text.endswith(end)), token.text)
    gender = (head.morph.get("Gender") or ["Masc"])[0]
    return stem + ("e" if plural else ENDINGS.get(gender, "er"))


def _noun(head: Token, plural: bool) -> str:
    """Beamten → Beamter, Ministeriums → Ministerium, Kreisen → Kreise; else the word as it stands."""
    text, case = head.text, head.morph.get("Case")
    if _is_adjectival(text):
        return text[:-1] if plural and text.endswith("n") else text.removesuffix("n").removesuffix("r") + ("" if plural else "r")
    if plural:
        dative = "Dat" in case and text.endswith("n")
        return text[:-1] if dative and not text.endswith(tuple(_words()["plurals_in_n"])) else text
    if "Gen" in case and head.lemma_ and text.startswith(head.lemma_[:-1]):
        return str(head.lemma_)
    return text


def _is_adjectival(text: str) -> bool:
    return text.lower().endswith(tuple(_words()["adjectival"]))


def _attributes(head: Token, span: Span) -> list[str]:
    """What follows the noun up to the first comma or bracket, as it stands."""
    found = []
    for token in span:
        if token.i <= head.i:
            continue
        if token.text in {",", "(", "–", ";", ":"} or syntax.relation(token) in syntax.CLAUSE:
            break
        found.append(token.text)
    return found
