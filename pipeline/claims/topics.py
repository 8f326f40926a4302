"""What a commitment is about, and whether it means less of it, by the words of resources/topics.toml."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.claims.groups import group_kind
from pipeline.claims.verbs import infinitive
from pipeline.claims.wording import ends_like
from pipeline.lexicon import derived, remembered, toml_table
from pipeline.syntax import basic, children, feature, is_noun, is_verb

FILE = "topics"
OTHER = "other"
LAST = 1_000


@derived
def _ranks() -> dict[str, int]:
    return {topic: int(rank) for topic, rank in toml_table(FILE).get("rank", {}).items()}


@derived
def _patterns() -> tuple[tuple[str, str], ...]:
    """Word pattern and topic, in the order of the topics' ranks."""
    table: dict[str, str] = toml_table(FILE).get("words", {})
    pairs = [(word.lower(), topic) for word, topic in table.items()]
    return tuple(sorted(pairs, key=lambda pair: (_rank(pair[1]), pair)))


@derived
def listed(table: str, key: str) -> tuple[str, ...]:
    """The lower-case words of a list in topics.toml."""
    return tuple(word.lower() for word in toml_table(FILE).get(table, {}).get(key, ()))


@derived
def _listed_set(table: str, key: str) -> frozenset[str]:
    return frozenset(listed(table, key))


def _rank(topic: str) -> tuple[int, str]:
    return _ranks().get(topic, LAST), topic


@remembered
def topic_of_word(form: str, lemma: str) -> str:
    """The topic of one word, empty where no pattern fits its form or lemma."""
    if first_fit("ignore", form) is not None:
        return ""
    found = [at for at in (first_fit("", form), first_fit("", lemma)) if at is not None]
    return _patterns()[min(found)][1] if found else ""


def first_fit(table: str, word: str) -> int | None:
    """The number of the first pattern that a word fits, of the topics' or a table's words; None where it fits none.

    Hundreds of patterns are not tried one by one: the word's own parts are looked up among those for any place.
    """
    anywhere, others, shortest, longest = _by_place(table)
    size = len(word)
    parts = {word[i:j] for i in range(size) for j in range(i + shortest, min(size, i + longest) + 1)}
    found = [anywhere[part] for part in parts & anywhere.keys()]
    found += [number for pattern, number in others if fits(pattern, word)]
    return min(found, default=None)


@derived
def _by_place(table: str) -> tuple[dict[str, int], tuple[tuple[str, int], ...], int, int]:
    """Letters that fit anywhere → their pattern's number; the other patterns; the lengths of the former."""
    patterns = listed(table, "words") if table else tuple(pattern for pattern, _ in _patterns())
    numbered = {pattern: number for number, pattern in reversed(list(enumerate(patterns)))}
    anywhere = {p[1:-1]: number for p, number in numbered.items() if p[:1] == p[-1:] == "*" and p.strip("*") == p[1:-1]}
    others = tuple((p, number) for p, number in numbered.items() if f"*{p[1:-1]}*" != p or p[1:-1] not in anywhere)
    lengths = [len(part) for part in anywhere]
    return anywhere, others, min(lengths, default=1), max(lengths, default=0)


def topic_of_token(token: Token) -> str:
    """The topic of a noun or adjective by its word, of a verb by its infinitive."""
    if basic(token) == "nummod":  # «vier Millionen» Tonnen are no money
        return ""
    if is_verb(token):
        verbs: dict[str, str] = toml_table(FILE).get("verbs", {})
        verb = infinitive(token)
        made = children(token, "obj", "nsubj:pass") if verb in toml_table(FILE).get("made", {}) else []
        if any(ends_like(noun.lemma_, _listed_set("made", verb)) for noun in made):
            return ""
        return verbs.get(verb, "")
    if token.lower_ in listed("plural", "words") and feature(token, "Number") == "Sing":
        return ""
    return topic_of_word(token.lower_, token.lemma_.lower())


def topic_of(tokens: Iterable[Token]) -> str:
    """The topic with the lowest rank among the words, empty where there is none."""
    found = {topic_of_token(token) for token in tokens} - {""}
    return min(found, key=_rank) if found else ""


def hinted_topic(tokens: Iterable[Token]) -> str:
    """The topic of a word that means it only where it was spoken of before (Einsatz, Mission), or empty."""
    hints: dict[str, str] = toml_table(FILE).get("hints", {})
    found = (hints.get(token.lemma_.lower(), "") for token in tokens if is_noun(token))
    return next((topic for topic in found if topic), "")


def is_empty(tokens: Iterable[Token]) -> bool:
    """No noun among the words says what it is about («schließt nichts aus», «wird sich beteiligen»)."""
    nouns = [token for token in tokens if is_noun(token) and not token.ent_type_]
    return all(ends_like(noun.lemma_, _listed_set("generic", "nouns")) for noun in nouns)


def means_less(tokens: Iterable[Token], verb: str = "") -> bool:
    """The words, or the infinitive of their verb, speak of withdrawal, cuts, an end or an exclusion."""
    tokens = list(tokens)
    if verb == "einstellen" and any(group_kind(token) == "people" for token in tokens):
        return False  # «stellt Lehrer ein»
    nouns = [token for token in tokens if not is_verb(token)]
    return _is_less(verb) or any(_is_less(token.lower_) or _is_less(token.lemma_.lower()) for token in nouns)


@remembered
def _is_less(word: str) -> bool:
    return first_fit("less", word) is not None


def fits(pattern: str, word: str) -> bool:
    """Does the word fit a pattern with * for any letters at its beginning, its end, or in one place inside."""
    if pattern.startswith("*") and pattern.endswith("*"):
        return pattern.strip("*") in word
    head, star, tail = pattern.partition("*")
    if not star:
        return word == pattern
    return word.startswith(head) and word.endswith(tail) and len(word) >= len(head) + len(tail)
