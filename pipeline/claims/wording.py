"""The words of resources/stances.toml, ready to be looked up: verbs, phrases, adjectives, nouns, negation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Token

from pipeline.errors import ResourceError
from pipeline.lexicon import derived, toml_table
from pipeline.records import Stance
from pipeline.syntax import is_preposition, relation

FILE = "stances"
STANCES: tuple[Stance, ...] = ("pledged", "planned", "considered", "undecided", "refused", "demanded")
REFLEXIVES = frozenset({"sich", "mich", "uns", "euch", "dich"})
CONTRACTED = {"am": "an", "im": "in", "ins": "in", "zum": "zu", "zur": "zu", "beim": "bei", "vom": "von"}


@dataclass(frozen=True)
class Phrase:
    """A light verb or a verb that tells a position only with these words."""

    verb: str
    words: tuple[str, ...]
    stance: Stance


@derived
def words(key: str) -> frozenset[str]:
    """One list of stances.toml as a set, empty where it is missing."""
    return frozenset(toml_table(FILE).get(key, ()))


@derived
def all_words(key: str) -> tuple[str, ...]:
    """One list of stances.toml in its order, without repetitions."""
    return tuple(dict.fromkeys(toml_table(FILE).get(key, ())))


@derived
def verb_stances() -> dict[str, tuple[Stance, str]]:
    """Verb → its stance and the list that it stands in (without ``_verbs``)."""
    lists: tuple[tuple[str, Stance], ...] = (*((stance, stance) for stance in STANCES), ("decided", "pledged"))
    return {verb: (stance, name) for name, stance in lists for verb in sorted(words(f"{name}_verbs"))}


@derived
def phrases(table: str = "phrases") -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their verb, those with more words first."""
    found: dict[str, list[Phrase]] = {}
    for text, stance in toml_table(FILE).get(table, {}).items():
        *before, verb = text.split()
        found.setdefault(verb, []).append(Phrase(verb, tuple(before), checked(stance, text)))
    return {verb: tuple(sorted(group, key=lambda p: (-len(p.words), p.words))) for verb, group in found.items()}


@derived
def adjective_stances() -> dict[str, Stance]:
    return {word: checked(stance, word) for word, stance in toml_table(FILE).get("adjectives", {}).items()}


@derived
def attribute_stances() -> dict[str, Stance]:
    return {word: checked(stance, word) for word, stance in toml_table(FILE).get("attributes", {}).items()}


@derived
def owner_nouns() -> tuple[str, ...]:
    """Nouns of somebody's will («nach dem Willen der Länder»)."""
    return tuple(toml_table(FILE).get("owners", {}).get("nouns", ()))


@derived
def noun_stances() -> dict[str, Stance]:
    return {word.lower(): checked(stance, word) for word, stance in toml_table(FILE).get("nouns", {}).items()}


@derived
def negated(stance: Stance) -> Stance:
    """What a negation makes of a stance; empty where nothing is left of it."""
    turned = toml_table(FILE).get("negated", {}).get(stance, "")
    return checked(turned, stance) if turned else ""


def checked(stance: str, entry: str) -> Stance:
    """The stance, if the schema knows it; raises ResourceError that names the entry."""
    if stance not in STANCES:
        raise ResourceError(
            f"{FILE}.toml: „{entry}“ hat die unbekannte Haltung „{stance}“ (erlaubt: {', '.join(STANCES)})"
        )
    return stance


def noun_stance(noun: Token) -> Stance:
    """The stance that a noun or a compound of it names (Forderung, Lohnforderung), or empty."""
    return ending_in(noun.lemma_, noun_stances())


def ending_in(word: str, table: dict[str, Stance]) -> Stance:
    """The entry that the word is or ends with, the longest first; three letters before it make a compound."""
    lower = word.lower()
    return next((table[lower[at:]] for at in _ends_at(lower) if lower[at:] in table), "")


def ends_like(word: str, endings: Iterable[str]) -> bool:
    """The word is one of the endings or a compound of it (Gesetzentwurf: entwurf)."""
    lower = word.lower()
    known = endings if isinstance(endings, frozenset) else frozenset(endings)
    return any(lower[at:] in known for at in _ends_at(lower))


def _ends_at(word: str) -> Iterator[int]:
    """Where the word itself and the last part of a compound may begin, the longest first."""
    return chain((0,), range(3, len(word) + 1))


def phrase_in(verb: str, tokens: list[Token], table: str = "phrases") -> Phrase | None:
    """The longest phrase of this verb whose other words all stand among the tokens."""
    return next((p for p in phrases(table).get(verb, ()) if all(_stands(word, tokens) for word in p.words)), None)


def _stands(word: str, tokens: list[Token]) -> bool:
    if word == "sich":
        return any(token.lower_ in REFLEXIVES for token in tokens)
    if word.endswith("*"):
        stem = word[:-1].lower()
        return any(stem in (token.lemma_ or token.text).lower() or stem in token.lower_ for token in tokens)
    if word[0].islower():
        return any(_is_word(word, token) for token in tokens)
    return any(_is_noun(word.lower(), token) for token in tokens)


def _is_noun(word: str, token: Token) -> bool:
    """The noun itself, inflected or not, or the end of a compound (Teilnahmebereitschaft: Bereitschaft)."""
    return any(
        form == word or (form.endswith(word) and len(word) > 4 and len(form) > len(word) + 2)
        for form in (token.lower_, token.lemma_.lower())
    )


def _is_word(word: str, token: Token) -> bool:
    """A word in lower case: an adverb, an adjective, or a preposition, which its adverb (darauf) may replace."""
    form = token.lower_
    plain = CONTRACTED.get(word, word)
    if plain not in words("prepositions"):
        return form == word or token.lemma_.lower() == word
    if form in {"da" + plain, "dar" + plain, "hier" + plain} - {"damit"}:
        return True
    return CONTRACTED.get(form, form) == plain and _governs_noun(token)


def _governs_noun(preposition: Token) -> bool:
    """Not the separated particle that looks the same («schloss nichts aus»)."""
    return relation(preposition) == "case" or (
        is_preposition(preposition) and relation(preposition) not in {"compound:prt", "mark"}
    )


def is_event(noun: Token | None) -> bool:
    """A meeting, vote or appointment: when it takes place is a schedule, no plan of anybody."""
    return noun is not None and ends_like(noun.lemma_, words("event_nouns"))
