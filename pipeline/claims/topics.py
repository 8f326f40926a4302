"""What a commitment is about, and whether it means less of it, by the words of resources/topics.toml."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.lexicon import derived, toml_table
from pipeline.syntax import is_verb

FILE = "topics"
OTHER = "other"
LAST = 1_000


@derived
def _ranks() -> dict[str, int]:
    return {topic: int(rank) for topic, rank in toml_table(FILE).get("rank", {}).items()}


@derived
def _patterns() -> tuple[tuple[str, str], ...]:
    """Word pattern and topic, in the order of the topics' ranks."""
    ranks = _ranks()
    table: dict[str, str] = toml_table(FILE).get("words", {})
    return tuple(
        sorted(
            ((word.lower(), topic) for word, topic in table.items()), key=lambda pair: (ranks.get(pair[1], LAST), pair)
        )
    )


@derived
def _less() -> tuple[str, ...]:
    return tuple(word.lower() for word in toml_table(FILE).get("less", {}).get("words", ()))


@derived
def topic_of_word(form: str, lemma: str) -> str:
    """The topic of one word, empty where no pattern fits its form or lemma."""
    return next((topic for pattern, topic in _patterns() if fits(pattern, form) or fits(pattern, lemma)), "")


def topic_of(tokens: Iterable[Token]) -> str:
    """The topic with the lowest rank among the words, empty where there is none."""
    found = {topic_of_word(token.lower_, token.lemma_.lower()) for token in tokens} - {""}
    return min(found, key=lambda topic: (_ranks().get(topic, LAST), topic)) if found else ""


def means_less(tokens: Iterable[Token], verb: str = "") -> bool:
    """The words, or the infinitive of their verb, speak of withdrawal, cuts, an end or an exclusion."""
    nouns = [token for token in tokens if not is_verb(token)]
    return any(fits(pattern, verb) for pattern in _less()) or any(
        fits(pattern, token.lower_) or fits(pattern, token.lemma_.lower()) for token in nouns for pattern in _less()
    )


def fits(pattern: str, word: str) -> bool:
    """Does the word fit a pattern with * for any letters at its beginning, its end, or in one place inside."""
    if pattern.startswith("*") and pattern.endswith("*"):
        return pattern.strip("*") in word
    head, star, tail = pattern.partition("*")
    if not star:
        return word == pattern
    return word.startswith(head) and word.endswith(tail) and len(word) >= len(head) + len(tail)
