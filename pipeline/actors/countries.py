"""The table of countries, unfolded into the forms that a German text shows: Deutschlands, britischen, Franzosen,
US-.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.lexicon import csv_rows, derived, remembered, toml_table

BODIES = frozenset({"EU", "NATO", "UN"})
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
PARTS = (
    "nord",
    "süd",
    "ost",
    "west",
    "zentral",
    "nordost",
    "nordwest",
    "südost",
    "südwest",
    "mittel",
    "alt",
    "neu",
    "groß",
    "kern",
)
ADJECTIVE_PARTS = (*PARTS, "pro", "anti", "inner", "gesamt", "exil", "außer", "nicht")
TILDE = "~"

Pattern = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Countries:
    """Lookups by the form in the text. ``phrases`` are the names of several words, by their first word's stem."""

    names: dict[str, str]
    nouns: dict[str, str]
    phrases: dict[str, list[Pattern]]
    adjectives: dict[str, str]
    inhabitants: dict[str, str]
    feminine: frozenset[str]
    prefixes: dict[str, str]
    capitals: dict[str, str]
    seats: dict[str, str]
    seat_phrases: dict[str, list[Pattern]] = field(default_factory=dict)
    strong_seats: frozenset[str] = frozenset()


@derived
def countries() -> Countries:
    """The table, unfolded once."""
    table = Countries({}, {}, {}, {}, {}, _feminine_inhabitants(), {}, {}, {}, {}, _strong_seats())
    for row in csv_rows("countries"):
        code = row["code"]
        table.names[code] = row["name"]
        for name in (row["name"], *_cells(row["aliases"])):
            _add_name(name, code, table.nouns, table.phrases)
            if " " not in name:
                table.prefixes.setdefault(name, code)
        for prefix in _cells(row["prefixes"]):
            table.prefixes.setdefault(prefix, code)
        for stem in _cells(row["adjectives"]):
            for form in adjective_forms(stem):
                table.adjectives.setdefault(form, code)
        for inhabitant in _cells(row["inhabitants"]):
            for form in noun_forms(inhabitant):
                table.inhabitants.setdefault(form, code)
        for capital in _cells(row["capital"]):
            _add_name(capital, code, table.capitals, table.seat_phrases)
    for row in csv_rows("seats"):
        _add_name(row["seat"], row["code"], table.seats, table.seat_phrases)
        if row["prefix"] == "yes":
            table.prefixes.setdefault(row["seat"], row["code"])
    return table


def _strong_seats() -> frozenset[str]:
    return frozenset(row["seat"] for row in csv_rows("seats") if row["strong"] == "yes")


def _feminine_inhabitants() -> frozenset[str]:
    singular = [cell for row in csv_rows("countries") for cell in _cells(row["inhabitants"])]
    return frozenset(form for cell in singular if cell.endswith("in") for form in noun_forms(cell))


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _add_name(name: str, code: str, nouns: dict[str, str], phrases: dict[str, list[Pattern]]) -> None:
    words = tuple(name.split())
    if len(words) == 1:
        for form in genitive_forms(name):
            nouns.setdefault(form, code)
        return
    patterns = phrases.setdefault(words[0].removesuffix(TILDE), [])
    patterns.append((words, code))
    patterns.sort(key=lambda pattern: (-len(pattern[0]), pattern[0]))


def genitive_forms(name: str) -> list[str]:
    """Russland → Russland, Russlands; a name on s, x, z takes only an apostrophe."""
    if name.endswith(("s", "x", "z", "ß")):
        return [name, f"{name}’", f"{name}'"]
    return [name, f"{name}s"] if not name.endswith(".") else [name]


def adjective_forms(stem: str) -> list[str]:
    """britisch → britisch, britische, britischen …"""
    return [stem, *(stem + ending for ending in ADJECTIVE_ENDINGS)]


def noun_forms(singular: str) -> list[str]:
    """An inhabitant's inflected forms: Brite → Briten; Ukrainer → Ukrainern, Ukrainers; Polin → Polinnen; Deutsch~
    → Deutsche, Deutschen.
    """
    if singular.endswith(TILDE):
        return [singular.removesuffix(TILDE) + ending for ending in ADJECTIVE_ENDINGS]
    if singular.endswith("in"):
        return [singular, f"{singular}nen"]
    if singular.endswith("e"):
        return [singular, f"{singular}n"]
    if singular.endswith("er"):
        return [singular, f"{singular}n", f"{singular}s"]
    if singular.endswith(("i", "o", "a")):
        return [singular, f"{singular}s"]
    return [singular, f"{singular}n", f"{singular}en", f"{singular}s"]


def country_name(code: str) -> str:
    """The canonical name of a state or body: USA, Europäische Union."""
    return countries().names.get(code, code)


@remembered
def code_of_noun(word: str) -> str:
    """The country that one word names by itself (Deutschlands, Ostukraine), or empty."""
    table = countries()
    code = table.nouns.get(word, "")
    if code or word in blocked():
        return code
    lower = word.lower()
    for part in PARTS:
        if lower.startswith(part) and len(word) > len(part) + 3:
            rest = word[len(part) :].lstrip("-")
            code = table.nouns.get(rest[:1].upper() + rest[1:], "")
            if code and code not in BODIES:
                return code
    return ""


@remembered
def code_of_adjective(word: str) -> str:
    """The country of an adjective in lower case, inflected or not (britischer, prorussisch); empty for others."""
    table = countries()
    code = table.adjectives.get(word, "")
    if code or word in blocked():
        return code
    for part in ADJECTIVE_PARTS:
        if word.startswith(part):
            rest = word[len(part) :].lstrip("-")
            if rest in table.adjectives and not _blocked_adjective(word):
                return table.adjectives[rest]
    return ""


def codes_of_hyphenated(word: str) -> list[str]:
    """The countries that stand in a compound with hyphens: US-Präsident, Russland-Ukraine-Krieg, deutsch-polnische."""
    parts = word.split("-")
    if len(parts) < 2 or word in blocked():
        return []
    table, found = countries(), []
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        code = code_of_adjective(part.lower()) if part[:1].islower() or parts[-1][:1].islower() else ""
        code = code or (
            table.nouns.get(part, "") if last else table.prefixes.get(part, "") or table.inhabitants.get(part, "")
        )
        if code and code not in found:
            found.append(code)
    return found


@remembered
def code_of_compound(word: str) -> str:
    """The country that begins a compound without a hyphen (Irakkrieg, Ukrainepolitik), or empty."""
    if word in blocked() or "-" in word:
        return ""
    table = countries()
    for head in traps("compound_heads"):
        if word.lower().endswith(head) and len(word) > len(head) + 3:
            stem = word[: -len(head)]
            code = table.nouns.get(stem, "") or table.inhabitants.get(stem, "")
            if code and stem not in traps("no_compound"):
                return code
    return ""


def _blocked_adjective(word: str) -> bool:
    return any(word.startswith(stem) for stem in traps("never_adjectives"))


@derived
def blocked() -> frozenset[str]:
    return frozenset(toml_table("country_traps")["never"])


@derived
def traps(key: str) -> tuple[str, ...]:
    """A list of country_traps.toml."""
    return tuple(toml_table("country_traps")[key])


def matches(word: str, pattern: str) -> bool:
    """A word of the text fits a word of a pattern; after ~ stands an adjective's ending, at the end a genitive s."""
    if pattern.endswith(TILDE):
        stem = pattern.removesuffix(TILDE)
        return word.startswith(stem) and word[len(stem) :] in ADJECTIVE_ENDINGS
    return word == pattern or word in (f"{pattern}s", f"{pattern}es")
