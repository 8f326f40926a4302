"""Which language a text is in: by its script, then by its most frequent small words. German unless clearly another."""

from __future__ import annotations

import re
import sys

from pipeline.lexicon import derived, toml_table

SAMPLE = 20_000
FEWEST_WORDS = 12
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """``de``, or the code of the language that the whole text is clearly in (en, fr, uk …)."""
    words = [word.lower() for word in WORD.findall(text[:SAMPLE])]
    if len(words) < FEWEST_WORDS:
        return _script(words) or "de"
    return _other(words, factor=3.0, fewest=max(3, len(words) // 15)) or "de"


def foreign_language(text: str) -> str:
    """The code of the language that a text is in where that is clearly not German, else empty."""
    language = language_of(text)
    return "" if language == "de" else language


def is_foreign_line(line: str) -> bool:
    """A line that is clearly not German, such as an English caption inside a German article."""
    words = [word.lower() for word in WORD.findall(line)]
    return len(words) >= 5 and bool(_other(words, factor=2.0, fewest=2))


def _other(words: list[str], factor: float, fewest: int) -> str:
    script = _script(words)
    if script:
        return script
    hits = {code: sum(map(profile.__contains__, words)) for code, profile in _profiles().items()}
    german = hits.pop("de")
    code = max(hits, key=lambda name: hits[name])
    return code if hits[code] >= fewest and hits[code] > factor * german else ""


@derived
def _profiles() -> dict[str, frozenset[str]]:
    """Language → its most usual words."""
    return {code: frozenset(words) for code, words in toml_table("stopwords")["words"].items()}


@derived
def _first_foreign() -> str:
    """The first letter of all scripts that German is not written in."""
    return min((first for first, _ in toml_table("stopwords")["scripts"].values()), default=chr(sys.maxunicode))


def _script(words: list[str]) -> str:
    letters = "".join(words)
    if max(letters, default="") < _first_foreign():
        return ""
    for code, (first, last) in toml_table("stopwords")["scripts"].items():
        inside = sum(first <= letter <= last for letter in letters)
        if inside > max(8, 0.6 * len(letters)):
            return "uk" if code == "ru" and any(letter in "іїєґ" for letter in letters) else str(code)
    return ""
