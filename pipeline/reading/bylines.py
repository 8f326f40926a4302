"""Who wrote an article, as it stands on a page: bylines, names beside the date, author boxes."""

from __future__ import annotations

import re

from pipeline.lexicon import derived, toml_table
from pipeline.reading.paragraphs import SENTENCE_END

BYLINE = re.compile(
    r"(?:von|by|text|autor|autorin|interview|(?:artikel|aufgezeichnet|eine? \w{4,20}) von)[: ]\s?", re.IGNORECASE
)
FROM_WHERE = re.compile(r"Aus [^.!?:]{2,50} (?:berichtet|berichten|von) [^.!?:]{3,60}\Z")
NAME_WORD = re.compile(r"(?:[^\W\d_a-z](?:[^\W\d_A-Z]|['’-]){1,20}|[A-ZÄÖÜ]\.){1,2}(?:[A-ZÄÖÜ][a-zäöüß]{1,20})?\Z")
NAME_LINKS = frozenset({"und", "von", "de", "van", "der", "&", "zu", "in", "aus"})


def is_byline(line: str) -> bool:
    """«Von Anna Maier und Peter Groß, Berlin», «Aus Ostmeer berichtet Petra Vogt»; not «Von der Leyen will mehr»."""
    if len(line) > 120 or SENTENCE_END.search(line):
        return False
    if FROM_WHERE.match(line):
        return True
    match = BYLINE.match(line)
    if not match:
        return False
    words = [word for word in re.split(r"[\s,/|]+", line[match.end() :]) if word]
    names = [word for word in words if _is_name_like(word)]
    return len(names) >= 2 and all(word in NAME_LINKS or word in names for word in words) and words[0] in names


def _is_name_like(word: str) -> bool:
    """A name, an office in capitals (ARD-Studio), an agency."""
    if NAME_WORD.match(word) or word.isupper() or (word[0].isupper() and "-" in word):
        return True
    return (
        word.casefold() in agencies() or "-" in word or (len(word) == 3 and word.islower() and word not in NAME_LINKS)
    )


@derived
def agencies() -> frozenset[str]:
    """The short names of news agencies, lower case."""
    return frozenset(toml_table("publication")["outlets"]["agencies"])


def is_author_box(line: str) -> bool:
    """«Anna Maier ist Korrespondentin in Kiew»: who writes here; only at an article's borders (zones.py)."""
    table = toml_table("furniture")["authors"]
    words = line[:160].split()
    if len(line) > 600 or len(words) < 4:
        return False
    roles = [word for word in words[2:14] if _is_role(word, table["roles"])]
    verb = next((index for index, word in enumerate(words[:6]) if word in table["verbs"]), None)
    if any(
        _is_role(word, table["roles"]) and words[at + 1] in table["after_role"] for at, word in enumerate(words[:3])
    ):
        return len(line) <= 200
    if not roles or verb is None:
        return False
    names = words[:verb] if words[0] != "Ich" else words[2:4]
    return 0 < len(names) <= 4 and all(NAME_WORD.match(word.strip(",")) or word in NAME_LINKS for word in names)


def _is_role(word: str, roles: list[str]) -> bool:
    return word[0].isupper() and word.casefold().strip(",.").startswith(tuple(roles))


def is_name_line(line: str) -> bool:
    """Two or three name words alone on a line: an author's name where it stands beside a date or twice."""
    words = line.split()
    return 2 <= len(words) <= 3 and all(NAME_WORD.match(word) for word in words)


def is_author_line(line: str) -> bool:
    """A name with a place or an agency («Petra Vogt, Kiew», «Petra Vogt mit dpa»); only beside a date or a byline."""
    words = re.split(r"[\s,/]+", line)
    if len(words) > 8:
        return False
    names = [word for word in words if word and _is_name_like(word)]
    return (
        len(names) >= 2
        and words[0] in names
        and all(word in names or word in NAME_LINKS or word == "mit" for word in words)
    )
