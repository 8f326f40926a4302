"""Spellings of one name: folding, a transliteration key, and how well first names agree.

A name of another script is written as the outlet's language hears it: Selenskyj, Selenski, Zelensky; Chamenei,
Khamenei; Kowatschew, Kovachev, Kovačev. The key writes every sound one way. It proposes; ``unify`` decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from pipeline.actors.names import gender_of
from pipeline.lexicon import derived, toml_table

VARIANTS_AT_MOST = 16
SHORTEST = 4
NAME_SPLIT = re.compile(r"[\s\-]+")
SEPARATORS = re.compile(r"[\s.\-]")
DOUBLED = re.compile(r"([a-zA-Z$])\1")
FIRST_NAME_RATIO = 0.72
FOREIGN_LETTER = re.compile("[\u0370-\u1cff\u2c00-\ua71f\uac00-\ufdff\U00010000-\U0003ffff]")


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Lower case ASCII, with ä → ae and ß → ss, so that Müller and Mueller are one and Muller is not."""
    lower = name.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("’", "'"), ("`", "'")):
        lower = lower.replace(letter, plain)
    return str(anyascii(lower)).replace("'", "").lower()


def has_foreign_letters(name: str) -> bool:
    """Whether a name holds a letter that no Latin alphabet has, be it the whole name's or one that only looks alike."""
    return FOREIGN_LETTER.search(name) is not None


@lru_cache(maxsize=50_000)
def same_body(name: str) -> str:
    """What the names of one body share over a run: its letters, without case, blanks, hyphens and legal form («Roth AG»
    and Roth, «Fußball-Bund» and Fußballbund).
    """
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,") in _legal_forms():
        words.pop()
    return SEPARATORS.sub("", fold(" ".join(words))) or fold(name)


@derived
def _legal_forms() -> frozenset[str]:
    return frozenset(("", "&", *toml_table("name_words")["legal_forms"]))


@lru_cache(maxsize=50_000)
def keys(name: str) -> frozenset[str]:
    """The transliteration keys of one word; two spellings can be one name where their keys meet.

    Letters that languages use for different sounds (ch, j, c) give several keys.
    """
    word = _spelled(name)
    choices: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        letters, sounds = _sound_at(word, at)
        choices.append(sounds)
        at += len(letters)
    found: list[str] = []
    for parts in product(*choices):
        found.append(_collapsed("".join(parts)))
        if len(found) >= VARIANTS_AT_MOST:
            break
    return frozenset(found)


def _spelled(name: str) -> str:
    """The word as the sounds table reads it: letters with signs that change the sound first, endings normalised."""
    word = name.lower()
    for sign, letters in _pairs("signs"):
        word = word.replace(sign, letters)
    word = fold(word)
    for ending, plain in _pairs("endings"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + plain
    return word


def _sound_at(word: str, at: int) -> tuple[str, tuple[str, ...]]:
    for letters, sounds in _sounds():
        if word.startswith(letters, at):
            return letters, sounds
    return word[at], (word[at],)


def _collapsed(key: str) -> str:
    previous = ""
    while previous != key:
        previous, key = key, DOUBLED.sub(r"\1", key)
    return key


@derived
def _sounds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table: dict[str, list[str]] = toml_table("transliteration")["sounds"]
    return tuple(
        sorted(
            ((letters, tuple(sounds)) for letters, sounds in table.items()), key=lambda pair: (-len(pair[0]), pair[0])
        )
    )


@derived
def _pairs(key: str) -> tuple[tuple[str, str], ...]:
    table: dict[str, str] = toml_table("transliteration")[key]
    return tuple(sorted(table.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def same_letters(one: str, other: str) -> bool:
    """Equal but for case, signs on letters and the spelling of umlauts: Şahin, Sahin; Weißmüller, Weissmüller."""
    if fold(one) == fold(other):
        return True
    return (
        anyascii(one).lower() == anyascii(other).lower()
        and (one.isascii() or other.isascii())
        and not _umlaut(one + other)
    )


def _umlaut(word: str) -> bool:
    return any(letter in word.lower() for letter in "äöü")


def same_sounds(one: str, other: str) -> bool:
    """One name in two transliterations: their keys meet, and the name is long enough to tell."""
    if same_letters(one, other):
        return True
    return min(len(one), len(other)) >= SHORTEST and bool(keys(one) & keys(other))


def first_names_agree(one: str, other: str) -> bool:
    """Two first names (or initials) can be one person's: equal, one the other's initial, one transliterated, one
    in the other.
    """
    mine, yours = ([part for part in NAME_SPLIT.split(name) if part] for name in (one, other))
    if not mine or not yours:
        return True
    if {gender_of(one), gender_of(other)} == {"m", "f"}:
        return False
    if _agree(mine[0], yours[0]):
        return _rest_agrees(mine[1:], yours[1:])
    full = [(a, b) for a in mine for b in yours if not (_is_initial(a) or _is_initial(b))]
    return len(mine) != len(yours) and any(_agree(a, b) for a, b in full)


def _rest_agrees(mine: list[str], yours: list[str]) -> bool:
    """«Hans-Jürgen» is not «Hans-Peter»; where one of the two has no second name, nothing speaks against it."""
    if not mine or not yours:
        return True
    return any(_agree(a, b) for a in mine for b in yours)


def _is_initial(name: str) -> bool:
    return len(name.rstrip(".")) == 1


def _agree(one: str, other: str) -> bool:
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if not a or not b:
        return True
    if len(a) == 1 or len(b) == 1 or one.endswith(".") or other.endswith("."):
        return a[0] == b[0]
    return same_sounds(one, other) or (
        consonants(one) == consonants(other) and Levenshtein.normalized_similarity(a, b) >= FIRST_NAME_RATIO
    )


def consonants(name: str) -> str:
    """The smallest key without its vowels: Wolodymyr, Volodymyr, Wolodomir → vldmr."""
    return re.sub(r"[aeiou]", "", min(keys(name)))
