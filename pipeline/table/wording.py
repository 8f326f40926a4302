"""What two claims' words have in common: stems and compound parts, weighted by how rare they are in the run."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.lexicon import derived, toml_table

PREFIX, SUFFIX = 6, 5
HEAD = 4
COMMON = 50
SHORTEST_STEM, LONGEST_WORD = 4, 28
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"\b[A-ZÄÖÜ][\w-]*[a-zäöüß]\w*")
_INSIDE = re.compile(r"[\w,;)] $")
Features = frozenset[str]
Weights = Mapping[str, float]


def fold(text: str) -> str:
    """Plain lower-case letters: ä → ae, ß → ss, é → e."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return lowered if lowered.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", lowered))


@derived
def _endings() -> re.Pattern[str]:
    endings = sorted(toml_table("wording")["endings"], key=lambda ending: (-len(ending), ending))
    return re.compile(rf"(?<=\w{{{SHORTEST_STEM}}})(?:{'|'.join(endings)})$")


@derived
def _empty() -> frozenset[str]:
    return frozenset(toml_table("wording")["empty"])


def stem_of(word: str) -> str:
    """A folded word without its ending: «entsenden» and «Entsendung» are «entsend»."""
    return _endings().sub("", word)


def head_of(phrase: str) -> str:
    """What the last word of a phrase ends in: «Staatschefs» and «Regierungschefs» are both «chef»."""
    words = _WORD.findall(fold(phrase))
    return "~" + stem_of(words[-1])[-HEAD:] if words else ""


def _parts(word: str) -> tuple[str, ...]:
    """The marks of one folded word: how its stem begins, and how it ends (compounds meet there).

    Numbers have none: quantities are compared as such.
    """
    if word in _empty() or not SHORTEST_STEM <= len(word) <= LONGEST_WORD or word.isdigit():
        return ()
    stem = stem_of(word)
    return stem[:PREFIX], "~" + stem[-SUFFIX:]


def features(text: str) -> Features:
    """The marks of all telling words of a text."""
    return frozenset(part for word in _WORD.findall(fold(text)) for part in _parts(word))


def rarity(texts: Iterable[Features]) -> dict[str, float]:
    """How telling each mark is: the rarer among the texts, the more.

    COMMON texts are thought to stand beside them, so that in a run of two articles the words they share weigh too.
    """
    total, counts = 0, Counter[str]()
    for marks in texts:
        total += 1
        counts.update(marks)
    return {mark: math.log((total + COMMON) / (n + 1)) for mark, n in counts.items()}


def length(marks: Features, weights: Weights) -> float:
    """The norm of a text's marks; fsum keeps it the same in any order."""
    return math.sqrt(math.fsum([weights[mark] ** 2 for mark in marks]))


def similarity(a: Features, b: Features, weights: Weights, a_length: float, b_length: float) -> float:
    """Cosine of two texts' weighted marks, 0 to 1."""
    if not a_length or not b_length:
        return 0.0
    return math.fsum([weights[mark] ** 2 for mark in a & b]) / (a_length * b_length)


def special_nouns(text: str) -> list[str]:
    """Nouns that narrow down what a claim is about: «Kampfeinsätze», «Boden», but not «Entsendung» or «Soldaten».

    German writes nouns with a capital; the first word of a sentence may be anything and counts only where it ends in
    a plain noun («Kampfeinsätze schloss er aus»).
    """
    plain, around = plain_stems("plain"), plain_stems("around")
    found = []
    for match in _CAPITAL.finditer(text):
        stem = stem_of(fold(match.group()))
        inside = _INSIDE.search(text, max(0, match.start() - 2), match.start())
        if stem not in plain and not stem.endswith(around) and (inside or stem.endswith(plain)):
            found.append(match.group())
    return found


def narrows(noun: str) -> bool:
    """Whether a noun is one kind of a plain one: «Kampfeinsätze», «Nato-Soldaten»."""
    return stem_of(fold(noun)).endswith(plain_stems("plain"))


@derived
def plain_stems(key: str) -> tuple[str, ...]:
    """Stems of the nouns that name a position as a whole (plain), or stand around any (around)."""
    return tuple(sorted({stem_of(fold(noun)) for noun in toml_table("wording")[key]}))


def tells_of_change(text: str) -> bool:
    """Whether a text says that a position or number has changed: «nun doch», «stieg auf»."""
    lowered = text.casefold()
    return any(phrase in lowered for phrase in toml_table("wording")["change"])
