"""Which medium's report a sentence passes on: «wie der Spiegel berichtet», «sagte Roth der Funke-Mediengruppe»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.lexicon import csv_rows, derived, toml_table
from pipeline.mastheads import CLOSE, OPEN, phrase_pattern, unlisted_medium

ARTICLE = r"(?:(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Dd]es|von|vom)\s)?(?:[a-zäöüß]{3,20}e[nrs]?\s){0,2}"
_WORD = re.compile(r"\w+")


def medium_of(sentence: str) -> str:
    """The medium whose report the sentence passes on, by its usual name; empty where it passes on none."""
    names, telling, phrases = _patterns()
    if not telling.isdisjoint(_WORD.findall(sentence)):  # most sentences name no medium at all
        for phrase in phrases:
            if match := phrase.search(sentence):
                return names[match["quoted"] or match["name"]]
    return unlisted_medium(sentence)


@derived
def _patterns() -> tuple[dict[str, str], frozenset[str], tuple[re.Pattern[str], ...]]:
    """Usual names by all names, the longest word of each name, and one pattern per phrase of second_hand."""
    table = toml_table("origins")
    usual: dict[str, str] = {name: name for name in table["agencies"]}
    everyday: set[str] = set()
    for row in csv_rows("media"):
        aliases = [row["name"], *filter(None, row["aliases"].split("|"))]
        usual |= dict.fromkeys(aliases, row["name"])
        everyday |= set(aliases) if row["everyday"] == "yes" else set()
    kind = rf"(?:{alternatives(table['kinds'])})\s"
    clear = [name for name in usual if name not in everyday]
    phrases = []
    for phrase in table["second_hand"]:
        free = alternatives(usual if phrase.startswith(("wie", "sagte")) else clear)
        quoted = rf"(?:{OPEN}|{kind}{OPEN}?)(?P<quoted>{alternatives(usual)})"
        medium = rf"{ARTICLE}(?:{quoted}|(?P<name>{free}))s?{CLOSE}?(?!\w)"
        phrases.append(re.compile(rf"(?<!\w){phrase_pattern(phrase, medium)}"))
    telling = {max(_WORD.findall(name), key=len) for name in usual}
    return usual, frozenset(telling | {f"{word}s" for word in telling}), tuple(phrases)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
