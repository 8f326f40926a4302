"""The parts of a person's name as words: surname with its particles, first names, and what first names tell of
gender.
"""

from __future__ import annotations

from pipeline.lexicon import csv_rows, derived, toml_table


def surname_of(words: tuple[str, ...]) -> str:
    """The last name with its particles: von der Leyen, de Hoop Scheffer, al-Maliki; without Jr. and numerals."""
    core = [word for word in words if word not in name_words("suffixes")] or list(words)
    for place in range(1, len(core)):
        if core[place] in leading_particles():
            return " ".join(core[place:])
    return core[-1]


def first_of(words: tuple[str, ...]) -> str:
    surname = surname_of(words).split()
    core = [word for word in words if word not in name_words("suffixes")]
    return " ".join(core[: max(0, len(core) - len(surname))])


def gender_of(first: str) -> str:
    """m or f where the first of the first names tells it, else empty."""
    for word in first.replace("-", " ").split():
        gender = first_names().get(word, "")
        if gender in {"m", "f"}:
            return gender
    return ""


@derived
def first_names() -> dict[str, str]:
    """First name → m, f or u."""
    return {row["name"]: row["gender"] for row in csv_rows("forenames")}


@derived
def name_words(key: str) -> frozenset[str]:
    """A list of name_words.toml."""
    return frozenset(toml_table("name_words")[key])


@derived
def leading_particles() -> frozenset[str]:
    return name_words("leading")
