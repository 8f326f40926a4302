"""What two claims' words have in common: stems and compound parts, weighted by how rare they are in the run."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from pipeline.lexicon import derived, toml_table

PREFIX, SUFFIX = 6, 5
HEAD = 4
COMMON = 50
SHORTEST_STEM, LONGEST_WORD = 4, 28
KEPT_WORDS = 100_000
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
    parts = _known_parts()
    return frozenset([part for word in _WORD.findall(fold(text)) for part in parts(word)])


@derived
def _known_parts() -> Callable[[str], tuple[str, ...]]:
    """``_parts`` with a memory: a run says the same few words over and over."""
    return lru_cache(maxsize=KEPT_WORDS)(_parts)


def rarity(texts: Iterable[Features]) -> dict[str, float]:
    """How telling each mark is: the rarer among the texts, the more (squared, as sums and norms need it).

    COMMON texts are thought to stand beside them, so that in a run of two articles the words they share weigh too.
    """
    total, counts = 0, Counter[str]()
    for marks in texts:
        total += 1
        counts.update(marks)
    return {mark: math.log((total + COMMON) / (n + 1)) ** 2 for mark, n in counts.items()}


def length(marks: Features, weights: Weights) -> float:
    """The norm of a text's marks; fsum keeps it the same in any order."""
    return math.sqrt(math.fsum(map(weights.__getitem__, marks)))


def similarity(a: Features, b: Features, weights: Weights, a_length: float, b_length: float) -> float:
    """Cosine of two texts' weighted marks, 0 to 1."""
    shared = a & b
    if not shared or not a_length or not b_length:
        return 0.0
    return math.fsum(map(weights.__getitem__, shared)) / (a_length * b_length)


def special_nouns(text: str) -> list[str]:
    """Nouns that narrow down what a claim is about: «Kampfeinsätze», «Boden», but not «Entsendung» or «Soldaten».

    German writes nouns with a capital; the first word of a sentence may be anything and counts only where it ends in
    a plain noun («Kampfeinsätze schloss er aus»).
    """
    special = _known_nouns()
    found = []
    for match in _CAPITAL.finditer(text):
        is_special, is_kind = special(match.group())
        if is_special and (is_kind or _INSIDE.search(text, max(0, match.start() - 2), match.start())):
            found.append(match.group())
    return found


def narrows(noun: str) -> bool:
    """Whether a noun is one kind of a plain one: «Kampfeinsätze», «Nato-Soldaten»."""
    return _known_nouns()(noun)[1]


@derived
def _known_nouns() -> Callable[[str], tuple[bool, bool]]:
    """Whether a noun is none of those that stand around any position, and whether it is one kind of a plain one."""
    plain, around = plain_stems("plain"), plain_stems("around")

    def look(noun: str) -> tuple[bool, bool]:
        stem = stem_of(fold(noun))
        return stem not in plain and not stem.endswith(around), stem.endswith(plain)

    return lru_cache(maxsize=KEPT_WORDS)(look)


@derived
def plain_stems(key: str) -> tuple[str, ...]:
    """Stems of the nouns that name a position as a whole (plain), or stand around any (around)."""
    return tuple(sorted({stem_of(fold(noun)) for noun in toml_table("wording")[key]}))


def tells_of_change(text: str) -> bool:
    """Whether a text says that a position or number has changed: «nun doch», «stieg auf»."""
    lowered = text.casefold()
    return any(phrase in lowered for phrase in toml_table("wording")["change"])


def is_answer(text: str) -> bool:
    """Whether a position is an answer to what was said before: «wies das zurück», «ist damit nicht einverstanden»."""
    return bool(_answers().search(text))


@derived
def _answers() -> re.Pattern[str]:
    """A pronoun for what was said before; with a noun after it («das neue Schiff») it is an article."""
    words = "|".join(map(re.escape, toml_table("wording")["answers"]))
    return re.compile(rf"\b(?:{words})\b(?! (?:\w+ )?[A-ZÄÖÜ])")


def tells_of_former(text: str) -> bool:
    """Whether a text gives a position as what held before: «hatte er am Dienstag noch abgelehnt»."""
    return bool(_former().search(text.casefold()))


@derived
def _former() -> re.Pattern[str]:
    """A word of former times and a past tense near it, in either order."""
    table = toml_table("wording")
    words, past = ("|".join(map(re.escape, table[key])) for key in ("former", "former_past"))
    return re.compile(rf"\b(?:{words})\b.{{0,60}}?\b(?:{past})\b|\b(?:{past})\b.{{0,60}}?\b(?:{words})\b", re.DOTALL)
